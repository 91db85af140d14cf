"""What differs between two states of a document: sentences above, a calm table below with a line for each place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from roiapp.language import tr
from roiapp.ui.look.calm_table import PADDING, CalmTable
from roiapp.ui.look.row_ground import paint_lined_ground
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.difference_lines import DifferenceLines, Line

Index = QModelIndex | QPersistentModelIndex
WHAT, WHERE, WHEN, THEN, ARROW, NOW = range(6)
_ROW = 28
_ARROW_WIDTH: Final = 28
#: how the columns share the width besides the arrow, in hundredths; below the second width figures get more of it
_SHARES: Final = {WHAT: 22, WHERE: 27, WHEN: 15, THEN: 18, NOW: 18}
_NARROW_SHARES: Final = {WHAT: 18, WHERE: 23, WHEN: 19, THEN: 20, NOW: 20}
_NARROW: Final = 600
_RIGHT: Final = frozenset({THEN, NOW})


class DifferencesView(QWidget):
    """`show_lines` shows what differs, `say` one sentence in its place. `then` and `now` head the two states."""

    def __init__(self, theme: Theme, then: str, now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sentences = QLabel(self)
        self.sentences.setWordWrap(True)
        self.sentences.setTextFormat(Qt.TextFormat.PlainText)
        self.sentences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model = DifferencesModel(then, now, self)
        self.table = _Table(theme, self.model, self)
        self.said = QLabel(self)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setMargin(24)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.said)
        self._pages.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.sentences)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.table)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """What it says in words."""
        return self.said.text() if self._pages.currentWidget() is self.said else self.sentences.text()

    def show_lines(self, lines: DifferenceLines) -> None:
        """Show what differs, from the top."""
        if not len(lines):
            self.say(" ".join(lines.sentences))
            return
        self.sentences.setText(" ".join(lines.sentences))
        self.sentences.show()
        self.model.set_lines(lines)
        self.table.scrollToTop()
        self._pages.setCurrentWidget(self.table)

    def say(self, text: str) -> None:
        """One sentence where there is nothing to show."""
        self.model.set_lines(None)
        self.sentences.hide()
        self.said.setText(text)
        self._pages.setCurrentWidget(self.said)

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.sentences.setFont(self._theme.font(13, 500))
        self.said.setStyleSheet(f"color: {tokens.text3}; background: {tokens.header}; border-radius: 8px;")


class DifferencesModel(QAbstractTableModel):
    """The lines as Qt asks for them; each is made when it is seen."""

    def __init__(self, then: str, now: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = {WHAT: tr("What"), WHERE: tr("Where"), WHEN: tr("When"), THEN: then, ARROW: "", NOW: now}
        self._lines: DifferenceLines | None = None

    def set_lines(self, lines: DifferenceLines | None) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        """The line of this row."""
        assert self._lines is not None
        return self._lines[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if self._lines is None or (parent is not None and parent.isValid()) else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line, column = self.line(index.row()), index.column()
        return {WHAT: line.what, WHERE: line.where, WHEN: line.when, THEN: line.then, NOW: line.now}.get(
            column, _arrow(line.rises)
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None


class _Table(CalmTable):
    """Rows to look at: no editing, the current row is all that is selected."""

    def __init__(self, theme: Theme, model: DifferencesModel, parent: QWidget) -> None:
        super().__init__(theme, model, _SHARES, parent, row=_ROW)
        self.setItemDelegate(_Painter(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("What differs"))

    def _lay_out(self) -> None:
        """The arrow is as wide as it is, whatever room there is; the others share the rest."""
        arrow = self.theme.px(_ARROW_WIDTH)
        room = self.viewport().width() - arrow
        shares, padding = (_NARROW_SHARES, 8) if room < self.theme.px(_NARROW) else (_SHARES, PADDING)
        if padding != self.padding:
            self.padding = padding
            self._dress()
        widths = {column: room * share // 100 for column, share in shares.items()}
        widths[NOW] += room - sum(widths.values())
        for column, width in {**widths, ARROW: arrow}.items():
            self.setColumnWidth(column, width)

    def _dress(self) -> None:
        tokens = self.theme.tokens
        self.horizontalHeader().setFont(self.theme.font(12, 500))
        self.setStyleSheet(
            f"QTableView {{ background: {tokens.surface}; border: 1px solid {tokens.border}; }}"
            f" QHeaderView {{ background: {tokens.header}; }}"
            f" QHeaderView::section {{ background: {tokens.header}; color: {tokens.text2}; border: 0;"
            f" border-bottom: 1px solid {tokens.border}; padding: 0 {self.padding}px; }}"
        )


class _Painter(QStyledItemDelegate):
    """Draws the cells in the colours of the theme, texts that are too long with an ellipsis."""

    def __init__(self, theme: Theme, table: _Table) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, column = self._theme, index.column()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        paint_lined_ground(painter, theme, rect, "selection" if chosen else "surface")
        text = str(index.data())
        painter.setFont(theme.font(13, 500 if column == NOW else 400))
        painter.setPen(theme.colour(_role(column, text)))
        side = 4 if column == ARROW else self._table.padding
        room = rect.adjusted(side, 0, -side, -1)
        # Names that are much alike differ at either end.
        how = Qt.TextElideMode.ElideMiddle if column == WHERE else Qt.TextElideMode.ElideRight
        shown = QFontMetrics(painter.font()).elidedText(text, how, room.width())
        painter.drawText(room, _side(column), shown)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(_ARROW_WIDTH), self._theme.px(_ROW))


def _side(column: int) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return (Qt.AlignmentFlag.AlignHCenter if column == ARROW else across) | Qt.AlignmentFlag.AlignVCenter


def _role(column: int, text: str) -> str:
    from roiapp.core.number_format import UNDEFINED

    if column == ARROW or text == UNDEFINED:
        return "text3"
    return "text2" if column in (WHEN, THEN) else "text"


def _arrow(rises: bool | None) -> str:
    if rises is None:
        return "→"
    return "↑" if rises else "↓"
