"""A QTableView that paints itself: the channel column frozen, the selection as rectangles, columns laid out to fit.

Qt speaks to assistive tools. What is selected stands in `table_selection`, what keys, mouse and editor do in
`worksheet_table`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QWidget

from roiapp.language import tr
from roiapp.ui.grid.column_widths import ColumnWidths
from roiapp.ui.grid.row_heights import RowHeights
from roiapp.ui.grid.table_selection import Place, SelectingTable
from roiapp.ui.grid.worksheet_header import WorksheetHeader
from roiapp.ui.grid.worksheet_painter import WorksheetPainter
from roiapp.ui.look.later import later
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.grid_geometry import Block, GridGeometry
from roiapp.ui.sheet.worksheet_model import WorksheetModel

Index = QModelIndex | QPersistentModelIndex
_MOST_PARTS: Final = 40
_FEW_ROWS: Final = 4
_MARGIN: Final = 3  # of the ring around a cell


class PaintedTable(SelectingTable):
    """`current_changed` and `selection_changed` follow Qt's selection, `columns_laid_out` comes when columns move,
    `rows_laid_out` when rows become taller or lower."""

    current_changed = Signal()
    selection_changed = Signal()
    columns_laid_out = Signal()
    rows_laid_out = Signal()

    def __init__(self, model: WorksheetModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        # One of our own making: for Qt's own, Python would first learn every kind of widget there is, for 10 ms.
        self.setViewport(QWidget(self))
        self.theme = theme
        self.grid = GridGeometry(text_size=theme.text_size)
        self.painter = WorksheetPainter(theme, self.grid)
        self.widths = ColumnWidths(theme, self.grid, self.painter, model)
        self.header = WorksheetHeader(theme, self.grid, model, self)
        self._shown_current: Place | None = None
        self._shown_blocks: list[Block] = []
        self._widen = later(self, self._widen_columns)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.heights = RowHeights(self)
        self._set_up_qt()
        model.modelReset.connect(self._on_reset)
        model.totals_changed.connect(self._widen.start)
        model.refit.connect(self.widths.forget)
        model.refit.connect(self._widen.start)
        model.more_to_fit.connect(self.widths.fit)
        model.more_to_fit.connect(self._widen.start)
        model.source.view_changed.connect(self.viewport().update)  # a roll-up's ground is another, below the rows too
        model.marks_changed.connect(self.viewport().update)
        model.marks_changed.connect(self.header.viewport().update)
        self.header.resized.connect(self.set_width)
        theme.changed.connect(self.viewport().update)
        self._on_reset()

    def _set_up_qt(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAutoScroll(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # The worksheet's own bar stands below the totals.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self._take_zoom()
        self.viewport().setMouseTracking(True)
        # Every pixel is drawn by paintEvent.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setAccessibleName(tr("Worksheet"))

    # -- geometry ------------------------------------------------------------------------------------------------------

    def scroll_to(self, row: int, column: int) -> None:
        """Scroll as little as needed to show the cell beside the frozen column."""
        self.executeDelayedItemsLayout()  # rows that have just come have their room on the scroll bar only then
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self.grid.down_to(row), self.grid.down_to(row + 1)
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + height:
            bar.setValue(bottom - height)
        if column:
            grid, across = self.grid, self.horizontalScrollBar()
            if grid.edges[column] - grid.frozen < across.value():
                across.setValue(grid.edges[column] - grid.frozen)
            elif grid.edges[column + 1] > across.value() + self.viewport().width():
                across.setValue(grid.whole_columns_from(grid.edges[column + 1] - self.viewport().width(), column))

    def scrollTo(
        self, index: Index, _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if index.isValid():
            self.scroll_to(index.row(), index.column())

    def cell_rect(self, row: int, column: int) -> QRect:
        """The cell on the viewport, without the lines at its right and bottom."""
        grid = self.grid
        return QRect(grid.left(column), grid.top(row), grid.width(column) - 1, grid.height(row) - 1)

    def visualRect(self, index: Index) -> QRect:
        return self.cell_rect(index.row(), index.column()) if index.isValid() else QRect()

    def place_at(self, point: QPoint) -> Place | None:
        """Row and column under a point of the viewport."""
        row, column = self.grid.row_at(point.y()), self.grid.column_at(point.x())
        return (row, column) if 0 <= row < self.worksheet.rowCount() and column >= 0 else None

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = self.place_at(point)
        return self.worksheet.index(*place) if place else QModelIndex()

    @property
    def rows_on_page(self) -> int:
        """How many rows stand on a page that begins with the one at the top, less one that is seen on both."""
        grid = self.grid
        first = grid.row_at(0)
        return max(1, grid.row_at(grid.top(first) + self.viewport().height()) - first - 1)

    def set_zoom(self, percent: int) -> None:
        """Show everything at this size; the row at the top stays there."""
        if percent == self.grid.zoom:
            return
        top = self.heights.top()
        self.grid.zoom = percent
        self._take_zoom()
        self.widths.forget()
        self.lay_out_columns()
        self.heights.lay_out(top)
        self.columns_laid_out.emit()
        self.viewport().update()

    def _take_zoom(self) -> None:
        self.painter.forget_zoom()
        self.header.take_zoom()
        self.heights.tell_header()
        self.setMinimumSize(200, self.header.height() + 2 * self.grid.row_height)

    def lay_out_columns(self) -> None:
        """Give every column its width for the room there is."""
        tight = self.grid.tight
        edges = self.widths.edges(self.viewport().width())
        if edges == self.grid.edges and tight == self.grid.tight:
            return
        self.grid.edges = edges
        for column in range(self.grid.columns):
            if self.header.sectionSize(column) != self.grid.width(column):
                self.header.resizeSection(column, self.grid.width(column))
        self.viewport().update()
        self.header.viewport().update()
        self.columns_laid_out.emit()

    def _widen_columns(self) -> None:
        self.widths.widen(self.painter.too_wide, self.viewport().width())
        self.painter.too_wide.clear()
        self.lay_out_columns()

    def set_width(self, column: int, width: int | None) -> None:
        """A width chosen by the user; None fits the column again."""
        self.widths.set_by_hand(column, width)
        self.lay_out_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """An active cell that showed shows on, whatever takes room: a smaller window, a scroll bar, a line above."""
        current = self.current
        seen = current is not None and QRect(QPoint(0, 0), event.oldSize()).contains(self.cell_rect(*current))
        super().resizeEvent(event)
        self.lay_out_columns()
        if current is not None and seen:
            self.scroll_to(*current)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.grid.x, self.grid.y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        if dx:
            # The frozen column stays, so nothing of the old picture can be moved.
            self._widen.start()  # for the totals that come into sight
            self.viewport().update()
            self.header.viewport().update()
            self.columns_laid_out.emit()

    # -- painting ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        blocks, current = self._shown_blocks, self._shown_current
        region = event.region()
        # Cells that changed lie apart: their bounding rectangle would repaint much of the page, unless of few rows.
        few = event.rect().height() <= _FEW_ROWS * self.grid.row_height
        whole = few or region.rectCount() > _MOST_PARTS
        parts = [event.rect()] if whole else [*region]  # type: ignore[misc]  # its stub lacks it
        for part in parts:
            self.painter.paint(painter, part, self.worksheet, blocks, current, focused=self.has_attention())
        painter.setClipping(False)
        self.paint_over(painter)
        painter.end()
        if self.painter.too_wide:
            self._widen.start()

    def has_attention(self) -> bool:
        """Whether the keys go to the grid, so that the active cell is shown by a full ring."""
        return self.hasFocus()

    def paint_over(self, painter: QPainter) -> None:
        """Draw what lies above the cells for a moment."""

    @property
    def shown_blocks(self) -> list[Block]:
        """The selected rectangles as they are painted, without asking Qt again."""
        return self._shown_blocks

    def _refresh_selection(self) -> None:
        """Repaint what the selection leaves and what it takes."""
        current, blocks = self.current, self.blocks()
        if current == self._shown_current and blocks == self._shown_blocks:
            return
        before = self._selection_rects()
        self._shown_current, self._shown_blocks = current, blocks
        for rect in (*before, *self._selection_rects()):
            self.viewport().update(rect)

    def _selection_rects(self) -> list[QRect]:
        whole = self.viewport().rect()
        rects = []
        for block in self._shown_blocks:
            left, top = self.grid.left(block.left), self.grid.top(block.top)
            bottom = self.grid.top(block.bottom + 1)
            rect = QRect(
                QPoint(left, max(top, -100)), QPoint(self.grid.right(block.right), min(bottom, whole.height() + 100))
            )
            rects.append(rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        if self._shown_current:
            row, column = self._shown_current
            top, height = self.grid.top(row), self.grid.height(row)
            rects.append(QRect(0, top - _MARGIN, self.grid.frozen + _MARGIN, height + 2 * _MARGIN))
            rects.append(self.cell_rect(row, column).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        return rects

    def dataChanged(self, top_left: Index, bottom_right: Index, _roles: Sequence[int] = ()) -> None:
        """Repaint the cells that changed and show; Qt's own version does not know of the frozen column."""
        grid, whole = self.grid, self.viewport().rect()
        first, last = grid.row_at(0), grid.row_at(whole.height())
        top, bottom = max(top_left.row(), first), min(bottom_right.row(), last)
        if top > bottom:
            return
        left, right = grid.left(top_left.column()), grid.right(bottom_right.column())
        if not top_left.column():
            left = 0
        self.viewport().update(left, grid.top(top), right - left, grid.high(top, bottom))

    # -- what Qt tells -------------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.header.set_active(current.column() if current.isValid() else -1)
        self._refresh_selection()
        self.current_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        # Qt's own would repaint range by range; it is called for what it tells assistive tools.
        super().selectionChanged(selected, deselected)
        self._refresh_selection()
        self.selection_changed.emit()

    def _on_reset(self) -> None:
        self._shown_current, self._shown_blocks = None, []
        self.grid.first_computed = 1 + self.worksheet.bands[0].columns
        self.painter.too_wide.clear()
        self.widths.forget()
        self.header.set_active(-1)
        self.lay_out_columns()
        self.columns_laid_out.emit()
        self.viewport().update()
        if self.worksheet.empty_row:
            # Of channels nobody has touched the first thing typed is a name.
            self.go_to(0, 0 if self.worksheet.untouched else min(1, self.worksheet.columnCount() - 1))

    # Qt's own repaint every cell, the header and the scroll bar, with each opening and closing of the editor.

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.current is None and self.worksheet.rowCount():
            self.go_to(0, 0)
        self._refresh_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._refresh_ring()

    def _refresh_ring(self) -> None:
        """Repaint the active cell's ring, which is thinner while the keys go elsewhere."""
        if self._shown_current:
            box = self.cell_rect(*self._shown_current)
            self.viewport().update(box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
