"""A table whose first columns stay where they are while the others scroll sideways below them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QWidget

from roiapp.ui.look.calm_table import CalmTable
from roiapp.ui.look.folding_header import FoldingHeader
from roiapp.ui.look.theme import Theme


class _Titles(FoldingHeader):
    """The titles of the pinned columns stay with them."""

    def __init__(self, theme: Theme, table: PinnedTable) -> None:
        super().__init__(theme, table)
        self._table = table

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        left = 0
        for column in self._table.pinned_columns:
            wide = self.sectionSize(column)
            painter.save()
            self.paintSection(painter, QRect(left, 0, wide, self.height()), column)
            painter.restore()
            left += wide
        self._table.draw_edge(painter, left, self.height())


class PinnedTable(CalmTable):
    """`pinned` columns stay; as long as all columns fit it is as any other."""

    _pinned = 0  # Qt asks while it is made

    def __init__(
        self, theme: Theme, model: QAbstractItemModel, shares: Mapping[int, int], parent: QWidget, *, pinned: int,
        row: int, rows: int,
    ) -> None:  # fmt: skip
        super().__init__(theme, model, shares, parent, row=row, rows=rows)
        self._pinned = pinned
        heads = _Titles(theme, self)
        self.setHorizontalHeader(heads)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(theme.px(16))
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setFont(theme.font(12, 500))
        # Qt moves what is painted along; what stays is painted anew.
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: heads.viewport().update())

    @property
    def pinned_columns(self) -> range:
        """Those that stand over others just now: none where nothing is scrolled, or where they would take it all."""
        bar = self.horizontalScrollBar()
        count = min(self._pinned, self.model().columnCount())
        if not bar.value() or self._width(count) > self.viewport().width() // 2:
            return range(0)
        return range(count)

    def _width(self, count: int) -> int:
        return sum(self.columnWidth(column) for column in range(count))

    @property
    def _edge(self) -> int:
        return self._width(len(self.pinned_columns))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        columns = self.pinned_columns
        if not columns:
            return
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        first = max(self.rowAt(0), 0)
        for row in range(first, self.model().rowCount()):
            top, high = self.rowViewportPosition(row), self.rowHeight(row)
            if top > self.viewport().height():
                break
            left = 0
            for column in columns:
                index = self.model().index(row, column)
                option.rect = QRect(left, top, self.columnWidth(column), high)
                chosen = self.selectionModel().isSelected(index)
                state = QStyle.StateFlag.State_Enabled
                option.state = state | QStyle.StateFlag.State_Selected if chosen else state
                self.itemDelegate().paint(painter, option, index)
                left += self.columnWidth(column)
        rows = self.rowViewportPosition(self.model().rowCount() - 1) + self.rowHeight(self.model().rowCount() - 1)
        self.draw_edge(painter, self._edge, min(rows, self.viewport().height()))

    def draw_edge(self, painter: QPainter, x: int, high: int) -> None:
        """A line where what scrolls comes out from below."""
        if x:
            painter.setPen(self.theme.colour("border_strong"))
            painter.drawLine(x - 1, 0, x - 1, high - 1)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """What is seen at a point."""
        if point.x() >= self._edge:
            return super().indexAt(point)
        left = 0
        for column in self.pinned_columns:
            left += self.columnWidth(column)
            if point.x() < left:
                return self.model().index(self.rowAt(point.y()), column)
        return QModelIndex()

    def scrollTo(
        self, index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:  # fmt: skip
        """Into sight beside the pinned columns, not below them."""
        bar = self.horizontalScrollBar()
        before, stays = bar.value(), index.column() in self.pinned_columns
        super().scrollTo(index, hint)
        if stays:
            bar.setValue(before)  # it is seen anyway
            return
        hidden = self._edge - self.visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)
