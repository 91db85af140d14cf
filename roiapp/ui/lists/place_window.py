"""A window beside the figures that lists places in the document, each with a sentence: notes, and what is to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from roiapp.ui.look.dialogs import button_style, room_for
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.row_ground import paint_row_ground
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear, wear_ground, wear_ink

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 46
_HEAD: Final = 34
_SIZE: Final = (500, 500)


@dataclass(frozen=True)
class Row:
    """A place: what is said of it, and where it is. A row without `what` is a heading, with a count as its `where`."""

    text: str
    where: str
    what: object = None

    @property
    def head(self) -> bool:
        return self.what is None


class Rows(QAbstractListModel):
    """The rows as they are now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].head:
            return Qt.ItemFlag.NoItemFlags  # the arrow keys pass over it
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.text
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.where
        return None


class _Painter(QStyledItemDelegate):
    """A heading with its count, or two lines: what is said, and where."""

    def __init__(self, theme: Theme, rows: Rows, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._rows = rows

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._theme.px(_HEAD if self._rows.rows[index.row()].head else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, row = self._theme, self._rows.rows[index.row()]
        rect, state = option.rect, option.state
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        room = rect.adjusted(16, 0, -16, 0)
        if row.head:
            font = theme.font(12, 600)
            painter.setFont(font)
            painter.setPen(theme.colour("text3"))
            painter.drawText(room.adjusted(0, 6, 0, 0), right | Qt.AlignmentFlag.AlignVCenter, row.where)
            painter.setPen(theme.colour("text2"))
            text = QFontMetrics(font).elidedText(row.text, Qt.TextElideMode.ElideRight, room.width() - theme.px(48))
            painter.drawText(room.adjusted(0, 6, 0, 0), left | Qt.AlignmentFlag.AlignVCenter, text)
            return
        chosen, over = bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_MouseOver)
        paint_row_ground(painter, theme, rect, chosen=chosen, over=over)
        for text, role, size, top in ((row.text, "text", 13, theme.px(5)), (row.where, "text3", 12, theme.px(24))):
            font = theme.font(size)
            painter.setFont(font)
            painter.setPen(theme.colour(role))
            line = QFontMetrics(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room.adjusted(0, top, 0, 0), left | Qt.AlignmentFlag.AlignTop, line)


class _List(QListView):
    """`entered_row` comes with a click and with Enter."""

    entered_row = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class PlaceWindow(QDialog):
    """`asked` carries what a row is about when it was clicked or Enter was pressed on it. Subclasses give the rows and
    the buttons for the one that is chosen."""

    asked = Signal(object)

    def __init__(self, theme: Theme, title: str, nothing: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.theme = theme
        self.rows = Rows(self)
        self.view = _List(self)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(_Painter(theme, self.rows, self.view))
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setAccessibleName(title)
        self.heading = QLabel(self)
        self.heading.setContentsMargins(16, 12, 16, 8)
        self.heading.setWordWrap(True)
        self.empty = QLabel(nothing, self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(32, 0, 32, 0)
        self._foot = QWidget(self)
        self._buttons = QHBoxLayout(self._foot)
        self._buttons.setContentsMargins(16, 10, 16, 12)
        self._buttons.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.heading)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.empty, 1)
        whole.addWidget(self._foot)
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self.view.clicked.connect(lambda index: self._enter(index.row()))
        self.view.entered_row.connect(self._enter)
        self.view.selectionModel().currentChanged.connect(lambda _now, _before: self._offer())
        wear_ground(self, theme)
        for label, ink in ((self.heading, "text2"), (self.empty, "text3")):
            label.setFont(theme.font(13))
            wear_ink(label, theme, ink)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def chosen(self) -> object:
        """What the chosen row is about, None for no row."""
        index = self.view.currentIndex()
        return self.rows.rows[index.row()].what if index.isValid() else None

    def buttons(self) -> list[QPushButton]:
        """Those for the chosen row, from left to right."""
        items = [self._buttons.itemAt(i) for i in range(self._buttons.count())]
        found = [item.widget() for item in items if item is not None]
        return [widget for widget in found if isinstance(widget, QPushButton)]

    def offers(self, what: object) -> list[tuple[Choice, Any]]:
        """The buttons for a row, each with what it calls."""
        raise NotImplementedError  # not abstract by abc: Qt's classes have a metaclass of their own

    def show_rows(self, rows: Sequence[Row], heading: str) -> None:
        """Show these; the chosen one stays, or the one that took its place."""
        self.heading.setText(heading)
        if tuple(rows) != tuple(self.rows.rows):
            chosen, number = self.chosen, self.view.currentIndex().row()
            self.rows.set_rows(rows)
            same = next((i for i, row in enumerate(rows) if row.what is not None and row.what == chosen), -1)
            choices = [i for i, row in enumerate(rows) if not row.head]
            if choices:
                near = min(choices, key=lambda i: (abs(i - max(number, 0)), i))
                self.view.setCurrentIndex(self.rows.index(same if same >= 0 else near))
        self.heading.setVisible(bool(rows))
        self.view.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._offer()

    def choose(self, what: object) -> None:
        """Make the row about this the chosen one."""
        for number, row in enumerate(self.rows.rows):
            if row.what == what and not row.head:
                self.view.setCurrentIndex(self.rows.index(number))
                return

    def _enter(self, number: int) -> None:
        if 0 <= number < len(self.rows.rows) and not self.rows.rows[number].head:
            self.asked.emit(self.rows.rows[number].what)

    def _offer(self) -> None:
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        what = self.chosen if self.rows.rows else None
        offers = self.offers(what) if what is not None else []
        for choice, call in offers:
            button = QPushButton(choice.label, self._foot)
            button.setObjectName(choice.id)
            button.setAutoDefault(False)
            button.setMinimumHeight(self.theme.px(30))
            button.setFont(self.theme.font(12, 500))
            wear(button, self.theme, partial(button_style, choice=choice))
            button.clicked.connect(lambda _checked=False, do=call: do())
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._foot.setVisible(bool(offers))

    def _dress(self) -> None:
        self._offer()
        self.view.viewport().update()
