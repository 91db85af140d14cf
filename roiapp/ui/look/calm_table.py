"""A table to look at and choose from, as dialogs have it: rows of one height, thin lines, no frame around cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from roiapp.ui.look.folding_header import FoldingHeader, folded
from roiapp.ui.look.row_ground import paint_lined_ground
from roiapp.ui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 34
PADDING: Final = 12
_MEASURED: Final = 200  # rows; whoever looks sees no more of them at once
_WIDEST: Final = 170  # px at 100 %


class CalmTable(QTableView):
    """`shares` says how the columns share the width, in any unit; `least` how narrow the table may get before it
    scrolls sideways, in px at 100 %; `rows` how many it shows where there is little room; `folding`: titles that are
    fitted take two lines where they would not fit in one; `padding` is the room at either side of a cell."""

    def __init__(
        self, theme: Theme, model: QAbstractItemModel, shares: Mapping[int, int], parent: QWidget, *, least: int = 0,
        row: int = ROW, rows: int = 0, folding: bool = False, padding: int = PADDING,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.theme = theme
        self._rows = rows
        self.padding = padding
        self._shares = shares
        self._least = least
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._fits: tuple[dict[int, int], dict[int, int]] | None = None  # widths with titles in one line, folded
        if folding:
            self.setHorizontalHeader(FoldingHeader(theme, self))
        sides, heads = self.verticalHeader(), self.horizontalHeader()
        sides.hide()
        sides.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        sides.setMinimumSectionSize(theme.px(row))
        sides.setDefaultSectionSize(theme.px(row))
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(theme.px(16))
        if not folding:
            heads.setFixedHeight(theme.px(28))
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._dress)
        self._dress()

    def share(self, shares: Mapping[int, int], least: int = 0) -> None:
        """Share the width otherwise, as other columns ask for it."""
        self._fits = None
        self._shares, self._least = shares, least
        self._lay_out()

    def fit(self, widest: Mapping[int, int], least: int = 0) -> None:
        """Make each column as wide as what stands in its first rows, no wider than `widest` of it and no narrower than
        `least` (px at 100 %); room that is left is shared out alike."""
        header, cell = QFontMetrics(self.theme.font(12, 500)), QFontMetrics(self.theme.font(13, 600))
        model, display = self.model(), Qt.ItemDataRole.DisplayRole
        one_line: dict[int, int] = {}
        two_lines: dict[int, int] = {}
        for column in range(model.columnCount()):
            head = str(model.headerData(column, Qt.Orientation.Horizontal, display) or "")
            texts = [str(model.index(row, column).data() or "") for row in range(min(model.rowCount(), _MEASURED))]
            wide = max((cell.horizontalAdvance(text) for text in texts), default=0)
            wide = max(min(wide, self.theme.px(widest.get(column, _WIDEST))), self.theme.px(least))
            for widths, lines in ((one_line, [head]), (two_lines, folded(head).split("\n"))):
                widths[column] = max(wide, *map(header.horizontalAdvance, lines)) + 2 * self.padding + 2
        self._fits = one_line, two_lines
        self._lay_out()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._rows:
            hint.setHeight(self.theme.px(28) + self._rows * self.verticalHeader().defaultSectionSize() + 4)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if self._fits is not None:
            heads = self.horizontalHeader()
            folds = isinstance(heads, FoldingHeader) and sum(self._fits[0].values()) > self.viewport().width()
            self._shares = self._fits[folds]
            self._least = round(sum(self._shares.values()) * 100 / self.theme.text_size)
            if isinstance(heads, FoldingHeader):
                heads.fold(folds=folds)  # another height may be another width, and lay out once more
        room = max(self.viewport().width(), self.theme.px(self._least))
        whole = sum(self._shares.values())
        if not whole:
            return
        widths = {column: room * share // whole for column, share in self._shares.items()}
        last = max(widths)
        widths[last] += room - sum(widths.values())
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _dress(self) -> None:
        tokens = self.theme.tokens
        self.setStyleSheet(
            f"QTableView {{ background: {tokens.surface}; border: 1px solid {tokens.border}; border-radius: 6px; }}"
            f" QTableView:focus {{ border: 1px solid {tokens.ring}; }}"
            " QAbstractScrollArea::corner { background: transparent; border: 0; }"
            f" QHeaderView {{ background: {tokens.header}; }}"
            f" QTableCornerButton::section {{ background: {tokens.header}; border: 0;"
            f" border-bottom: 1px solid {tokens.border}; }}"
            f" QHeaderView::section {{ background: {tokens.header}; color: {tokens.text2}; border: 0;"
            f" border-bottom: 1px solid {tokens.border}; padding: 0 {self.padding}px; }}"
        )
        self.horizontalHeader().setFont(self.theme.font(12, 500))  # after the style sheet, which would undo it


class CalmPainter(QStyledItemDelegate):
    """Paints the ground and one text a cell; what a column looks like is for subclasses to say."""

    def __init__(self, table: CalmTable) -> None:
        super().__init__(table)
        self.table = table
        self.theme = table.theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        self.paint_ground(painter, rect, option, index)
        self.paint_cell(painter, rect.adjusted(self.table.padding, 0, -self.table.padding, -1), index)

    def paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected) and self.table.hasFocus()
        paint_lined_ground(painter, self.theme, rect, "selection" if chosen else self.ground(index))

    def ground(self, _index: Index) -> str:
        """The role of the row's ground."""
        return "surface"

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        self.write(painter, room, str(index.data() or ""))

    def write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        role: str = "text",
        *,
        size: int = 13,
        weight: int = 400,
        right: bool = False,
        name: bool = False,
    ) -> int:
        """One text, with an ellipsis where there is too little room, of a `name` in its middle: names that are much
        alike differ at either end. How wide it is."""
        painter.setFont(self.theme.font(size, weight))
        painter.setPen(self.theme.colour(role))
        metrics = QFontMetrics(painter.font())
        how = Qt.TextElideMode.ElideMiddle if name else Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(text, how, max(0, room.width()))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)

    def draw_icon(self, painter: QPainter, room: QRect, name: str, role: str, size: int = 16) -> int:
        """An icon at the left of the room; how much room it takes."""
        pixels = self.theme.px(size)
        top = room.top() + (room.height() - pixels) // 2
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(room.left(), top, self.theme.pixmap(name, role, size, ratio))
        return pixels + 8

    def paint_box(
        self, painter: QPainter, room: QRect, text: str, *, filled: bool, icon: str = "", edge: str = ""
    ) -> None:
        """A text as the box of a list that can be opened; pale where it is not `filled`."""
        theme = self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(edge or ("border_strong" if filled else "border")))
        painter.setBrush(theme.colour("raised" if filled else "neutral_soft"))
        painter.drawRoundedRect(QRectF(room.adjusted(-4, 3, 4, -3)).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        inside = room.adjusted(6, 0, -6, 0)
        used = self.draw_icon(painter, inside, icon, "text2" if filled else "text3", 14) if icon else 0
        chevron = QRect(inside.right() - theme.px(14), inside.top(), theme.px(14), inside.height())
        self.draw_icon(painter, chevron, "chevron-down", "text3", 14)
        self.write(painter, inside.adjusted(used, 0, -theme.px(22), 0), text, "text" if filled else "text3", name=True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self.theme.px(40), self.table.verticalHeader().defaultSectionSize())
