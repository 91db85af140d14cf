"""The grid's header: the two bands above the column titles ("Inputs", "Calculated"), the channel's title frozen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from roiapp.language import tr
from roiapp.ui.grid.header_mouse import HeaderMouse
from roiapp.ui.grid.worksheet_ink import paint_note
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet import column_choice
from roiapp.ui.sheet.cell_hints import wrapped
from roiapp.ui.sheet.grid_columns import Band
from roiapp.ui.sheet.grid_geometry import DOT_LEFT, LEAST_WIDTH, SORT_ROOM, GridGeometry
from roiapp.ui.sheet.worksheet_model import WorksheetModel

_ICON: Final = 12
_LONG_HINT: Final = 160  # letters; a longer line would cross the screen


class HeaderEnd(QWidget):
    """The header carried on above the vertical scroll bar, which begins below it."""

    def __init__(self, theme: Theme, geometry: GridGeometry, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._geometry = geometry
        self.take_zoom()
        theme.changed.connect(self.update)

    def take_zoom(self) -> None:
        """The geometry has another zoom."""
        self.setFixedHeight(self._geometry.band_height + self._geometry.title_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.computed))
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.border))
        painter.fillRect(0, self._geometry.band_height - 1, self.width(), 1, QColor(tokens.grid))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.border_strong))


class WorksheetHeader(QHeaderView):
    """Draws itself from the shared geometry.

    `pressed_column(column, extend, add)` asks to select a column, `resized(column, width)` and `fit_wanted(column)`
    for its width, `resize_ended` comes when an edge is let go, `moved_column(column, before)` when a title is.
    `sort_turned` asks for the next way to sort by a column, `menu_wanted(column, place)` for its menu,
    `gap_pressed(column)` for what is hidden right of it.
    """

    pressed_column = Signal(int, bool, bool)
    resized = Signal(int, int)
    resize_ended = Signal()
    fit_wanted = Signal(int)
    moved_column = Signal(int, int)
    sort_turned = Signal(int)
    menu_wanted = Signal(int, QPoint)
    gap_pressed = Signal(int)

    def __init__(self, theme: Theme, geometry: GridGeometry, worksheet: WorksheetModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setViewport(QWidget(self))  # our own, as the table's
        self._theme = theme
        self._worksheet = worksheet
        self.geometry_ = geometry
        self.mouse = HeaderMouse(self)
        self._gaps: dict[int, tuple[str, ...]] = {}
        self.active = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Columns"))
        worksheet.modelReset.connect(self._read_gaps)
        worksheet.arranged.connect(self.viewport().update)
        self.take_zoom()

    def gaps(self) -> dict[int, tuple[str, ...]]:
        """Right of which column what is hidden."""
        return self._gaps

    def _read_gaps(self) -> None:
        session = self._worksheet.source.session
        apart = any(column.apart for column in self._worksheet.columns)  # periods: there all of them are
        if session is None or apart:
            self._gaps = {}
        else:
            self._gaps = column_choice.gaps_of(session.catalog, session.worksheet, self._worksheet.columns)

    def sizeHint(self) -> QSize:
        return QSize(0, self.geometry_.band_height + self.geometry_.title_height)

    def take_zoom(self) -> None:
        """The geometry has another zoom."""
        self.setMinimumSectionSize(self.geometry_.px(LEAST_WIDTH))
        self.setFixedHeight(self.geometry_.band_height + self.geometry_.title_height)
        self.viewport().update()

    def set_active(self, column: int) -> None:
        """Show the column of the active cell."""
        if column != self.active:
            for changed in (self.active, column):
                if 0 <= changed < self.geometry_.columns:
                    left = self.geometry_.left(changed)
                    self.viewport().update(left, 0, self.geometry_.right(changed) - left, self.height())
            self.active = column

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Nothing that is painted here: Qt's own would repaint the titles of all that is selected, with every move."""

    def title(self, column: int) -> str:
        return str(self.model().headerData(column, Qt.Orientation.Horizontal))

    # -- drawing -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        geometry, tokens = self.geometry_, self._theme.tokens
        width, height = self.viewport().width(), self.height()
        frozen = geometry.frozen
        computed = max(frozen, geometry.left(geometry.first_computed))
        painter.fillRect(0, 0, width, height, QColor(tokens.header))
        painter.fillRect(computed, 0, width - computed, height, QColor(tokens.computed))
        dirty = event.rect()
        columns = geometry.scrolled(dirty.left(), dirty.right() + 1)
        painter.setClipRect(frozen, 0, width - frozen, height)
        for column in columns:
            self._draw_title(painter, column)
        opened = self._worksheet.open_column
        if opened in columns:  # as its tab is marked
            left = geometry.left(opened)
            painter.fillRect(left, geometry.band_height, geometry.right(opened) - left - 1, 2, QColor(tokens.ring))
        for column in columns:
            if self._worksheet.noted_period(column):
                paint_note(painter, geometry.left(column), geometry.band_height, QColor(tokens.ring))
        first, second = self._worksheet.bands
        self._draw_band(painter, first, frozen, min(computed, width), geometry.left(1))
        self._draw_band(painter, second, computed, width, geometry.left(geometry.first_computed))
        painter.fillRect(frozen, geometry.band_height - 1, width - frozen, 1, QColor(tokens.grid))
        if computed > frozen:
            painter.fillRect(computed - 1, 0, 1, height, QColor(tokens.border_strong))
        for column in self._gaps:
            if column:
                self._draw_gap(painter, column)
        painter.setClipping(False)
        painter.fillRect(0, 0, frozen, height, QColor(tokens.header))
        if dirty.left() < frozen:
            self._draw_title(painter, 0)
        painter.fillRect(0, 0, width, 1, QColor(tokens.border))
        painter.fillRect(0, height - 1, width, 1, QColor(tokens.border_strong))
        painter.fillRect(frozen - 1, 0, 1, height, QColor(tokens.border_strong))
        if 0 in self._gaps:
            self._draw_gap(painter, 0)
        line = self.mouse.drop_line()
        if line is not None:
            painter.fillRect(line, QColor(tokens.ring))
        if self.active >= 0:
            left, right = geometry.left(self.active), geometry.right(self.active)
            left = max(left, frozen) if self.active else left
            if right > left:
                painter.fillRect(left, height - 2, right - left - 1, 2, QColor(tokens.ring))
        painter.end()

    def _draw_title(self, painter: QPainter, column: int) -> None:
        tokens, geometry = self._theme.tokens, self.geometry_
        left, right = geometry.left(column), geometry.right(column)
        band, height = geometry.band_height, geometry.title_height
        active = column == self.active
        if active and column:
            painter.fillRect(left, band, right - left - 1, height, QColor(tokens.selection))
        if column == self.mouse.dragged:
            painter.fillRect(left, band, right - left - 1, height, QColor(tokens.hover))
        if column:
            painter.fillRect(right - 1, band, 1, height, QColor(tokens.grid))
        font = self._theme.font_of(geometry.px(12), 600 if active else 500)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent_text if active else tokens.text2))
        start = left + (geometry.padding if column else geometry.px(DOT_LEFT))
        box = QRect(start, band, right - geometry.padding - start, height - 1)
        icon = self._sort_icon(column)
        if icon:
            box.setLeft(self.sort_area(column).right() if column else start)
        text = QFontMetrics(font).elidedText(self.title(column), Qt.TextElideMode.ElideRight, box.width() + 1)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)
        if icon:
            self._draw_sort(painter, column, icon)

    def sort_area(self, column: int) -> QRect:
        """Where the arrow of a column is: left of a figure's title, at the right edge of the channels'."""
        geometry = self.geometry_
        width = geometry.px(SORT_ROOM)
        x = geometry.left(column) + 5 if column else geometry.right(0) - width - 6
        return QRect(x, geometry.band_height + 2, width, geometry.title_height - 5)

    def _sort_icon(self, column: int) -> str:
        """The arrow that stands by a title, "" for none: of the sorted column, and under the pointer."""
        sort = self._worksheet.arrangement.sort
        if sort is not None and sort.key == self._worksheet.key_of(column):
            return "arrow-down" if sort.descending else "arrow-up"
        key, limits = self._worksheet.key_of(column), self._worksheet.arrangement.filter.limits
        if column and any(limit.key == key for limit in limits):
            return "list-filter"
        hovered = column == self.mouse.hovered and self.mouse.drop < 0 and self._worksheet.empty_row > 1
        return "arrow-up-down" if hovered else ""

    def _draw_sort(self, painter: QPainter, column: int, icon: str) -> None:
        area, size = self.sort_area(column), self.geometry_.px(12)
        role = "text3" if icon == "arrow-up-down" else "accent_text"
        place = QPoint(area.center().x() - size // 2 + 1, area.center().y() - size // 2 + 1)
        painter.drawPixmap(place, self._theme.pixmap_of(icon, role, size, self.devicePixelRatioF()))

    def _draw_gap(self, painter: QPainter, column: int) -> None:
        """The thin mark where columns are hidden: two strokes, one on either side of the line."""
        geometry, colour = self.geometry_, QColor(self._theme.tokens.text3)
        x, top = geometry.right(column), geometry.band_height + geometry.px(6)
        for left in (x - 4, x + 2):
            painter.fillRect(left, top, 2, geometry.title_height - geometry.px(12), colour)

    def _draw_band(self, painter: QPainter, band: Band, start: int, end: int, left: int) -> None:
        """The band's icon and label at its left edge; while it scrolls the label stays in sight."""
        if end - start < 24 or not band.columns:
            return
        ratio = self.devicePixelRatioF()
        geometry = self.geometry_
        size, gap = geometry.px(_ICON), geometry.px(4)
        x = max(left, start) + 2 * gap
        painter.drawPixmap(x, gap, self._theme.pixmap_of(band.icon, "text2", size, ratio))
        painter.setFont(self._theme.font_of(geometry.px(11), 500))
        painter.setPen(QColor(self._theme.tokens.text2))
        box = QRect(x + size + gap, 0, end - x - size - gap, geometry.band_height - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, band.label)

    # -- mouse ---------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.mouse.press(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.mouse.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        edge = self.mouse.edge_at(event.position().toPoint())
        if edge >= 0:
            self.fit_wanted.emit(edge)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self.geometry_.column_at(event.pos().x())
        if column >= 0:
            self.menu_wanted.emit(column, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self._said_at(event.pos())
            QToolTip.showText(event.globalPos(), wrapped(said) if len(said) > _LONG_HINT else said, self)
            return True
        if event.type() == QEvent.Type.Leave:
            self.mouse.leave()
        return super().viewportEvent(event)

    def _said_at(self, point: QPoint) -> str:
        """What the tooltip says: what is hidden here, what a click on the arrow does, else what the column is."""
        hidden, session = self._gaps.get(self.mouse.edge_at(point)), self._worksheet.source.session
        if hidden and session is not None:
            names = ", ".join(column_choice.name_of(session.catalog, name) for name in hidden)
            return tr("Hidden here: {columns}. A click shows them.", columns=names)
        column = self.geometry_.column_at(point.x())
        if column >= 0 and self.sort_area(column).contains(point):
            return tr("Sort by this column")
        return self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or ""
