"""The list of the guide's pages at the left of its window: by block, or what fits the words that are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from roiapp.language import tr
from roiapp.ui.lists.word_match import fit, words_of
from roiapp.ui.look.calm_fields import line_style
from roiapp.ui.look.row_ground import RowPainter, paint_row_ground

if TYPE_CHECKING:
    from roiapp.ui.lists.guide_pages import PageEntry
from roiapp.ui.look.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 30
_MARGIN: Final = 16
#: a page that is called just what is typed stands this much higher
_CALLED_SO: Final = 50


class _Rows(QAbstractListModel):
    """Pages, and headings, which are texts alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[PageEntry | str] = []

    def set_rows(self, rows: list[PageEntry | str]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags  # the arrow keys pass over it
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row if isinstance(row, str) else row.text
        return None


class _Painter(RowPainter):
    def __init__(self, theme: Theme, rows: _Rows, view: QListView) -> None:
        super().__init__(theme, _ROW, view)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, row = self._theme, self._rows.rows[index.row()]
        rect, head = option.rect, isinstance(row, str)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) and not head
        paint_row_ground(painter, theme, rect, chosen=chosen, over=over)
        font = theme.font(12, 600) if head else theme.font(13)
        room = rect.adjusted(_MARGIN, theme.px(6) if head else 0, -8, 0)
        painter.setFont(font)
        painter.setPen(theme.colour("text3" if head else "text"))
        text = row if isinstance(row, str) else row.text
        line = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


class _View(QListView):
    """`entered_row` comes with a click and with Enter."""

    entered_row = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Home:  # Qt's own stays where it is below a heading
            rows = (self.model().index(row, 0) for row in range(self.model().rowCount()))
            self.setCurrentIndex(next((each for each in rows if each.flags()), self.currentIndex()))
        else:
            super().keyPressEvent(event)


class _Search(QLineEdit):
    """Up and Down move in the list while it is typed, Enter opens; Esc takes back what was typed."""

    def __init__(self, view: _View, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return,
                   Qt.Key.Key_Enter):  # fmt: skip
            self._view.keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FigureList(QWidget):
    """`asked` carries the id of the page that was clicked, or on which Enter was pressed."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: Sequence[PageEntry] = ()
        self._words: list[tuple[list[str], list[str]]] = []
        self._names: list[set[tuple[str, ...]]] = []
        self._id = ""
        self.rows = _Rows(self)
        self.view = _View(self)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(_Painter(theme, self.rows, self.view))
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(tr("Pages of the guide"))
        self.search = _Search(self.view, self)
        self.search.setPlaceholderText(tr("Search the guide"))
        self.search.setAccessibleName(tr("Search the guide"))
        self.nothing = QLabel(tr("No page has these words."), self)
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        self.nothing.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.search)
        whole.addWidget(self.nothing)
        whole.addWidget(self.view, 1)
        self.search.textChanged.connect(self._find)
        self.view.clicked.connect(lambda index: self._enter(index.row()))
        self.view.entered_row.connect(self._enter)

    def set_entries(self, entries: Sequence[PageEntry]) -> None:
        """The pages there are, in the order in which they stand while nothing is searched for."""
        if tuple(entries) != tuple(self._entries):
            self._entries = tuple(entries)
            self._words = [(words_of(f"{each.text} {each.short}"), words_of(each.beside)) for each in entries]
            self._names = [{tuple(words_of(name)) for name in (each.short, *each.names)} for each in entries]
            self._find()

    def choose(self, id_: str) -> None:
        """The page that shows."""
        if id_ == self._id:
            return
        self._id = id_
        self._mark()

    def _mark(self) -> None:
        """Make the page that shows the current one of the list, where it is in it."""
        id_ = self._id
        for number, row in enumerate(self.rows.rows):
            if not isinstance(row, str) and row.id == id_:
                self.view.setCurrentIndex(self.rows.index(number))
                return
        self.view.clearSelection()

    def dress(self) -> None:
        """Take on the look at hand."""
        theme = self._theme
        self.search.setFont(theme.font(13))
        self.search.setMinimumHeight(theme.px(32))
        self.search.setStyleSheet(line_style(theme))
        self.nothing.setFont(theme.font(13))
        self.nothing.setStyleSheet(f"color: {theme.tokens.text3}")
        self.view.doItemsLayout()

    def _find(self) -> None:
        asked = words_of(self.search.text())
        rows: list[PageEntry | str] = []
        if asked:
            worth = [
                fit(asked, *words) + _CALLED_SO * (tuple(asked) in names)
                for words, names in zip(self._words, self._names, strict=True)
            ]
            order = sorted((place for place, each in enumerate(worth) if each), key=lambda place: -worth[place])
            rows += [self._entries[place] for place in order]
        else:
            head = ""
            for entry in self._entries:
                if entry.block != head:
                    rows.append(head := entry.block)
                rows.append(entry)
        self.rows.set_rows(rows)
        self.nothing.setVisible(not rows)
        if asked and rows:
            self.view.setCurrentIndex(self.rows.index(0))
        else:
            self._mark()

    def _enter(self, number: int) -> None:
        if 0 <= number < len(self.rows.rows):
            row = self.rows.rows[number]
            if not isinstance(row, str):
                self.asked.emit(row.id)
