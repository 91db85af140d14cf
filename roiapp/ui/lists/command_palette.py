"""A list over the window, of commands or of figures: type to find, arrows and Enter to take, Esc to go back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from roiapp.language import tr
from roiapp.ui.lists.command_entries import Entry
from roiapp.ui.look.row_ground import RowPainter
from roiapp.ui.look.theme import Theme

_FIELD: Final = 48
_ROW: Final = 36
_ROWS: Final = 8
_WIDTH: Final = 640
_SHADOW: Final = 24
_FOOT: Final = 12  # as much as its corners are round
_TOP: Final = 0.09  # of the window's height, above the list
_Index = QModelIndex | QPersistentModelIndex
_KEYS_OF_LIST: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class EntriesModel(QAbstractListModel):
    """The entries that fit what is typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()

    def put(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.text
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return entry.why or f"{entry.detail} {entry.keys}".strip()
        return entry.why or None if role == Qt.ItemDataRole.ToolTipRole else None


class CommandPalette(QWidget):
    """Lies over its window until something is chosen, Esc is pressed or the focus goes elsewhere. `find` gives the
    entries for what is typed, `chosen` hears of the one taken before it is done, `prompt` stands in the empty field."""

    def __init__(
        self,
        theme: Theme,
        find: Callable[[str], list[Entry]],
        chosen: Callable[[Entry], None],
        window: QWidget,
        prompt: str,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._find = find
        self._chosen = chosen
        self._window = window
        self._before = QApplication.focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(self)
        self.field.setFrame(False)
        self.field.setFixedHeight(theme.px(_FIELD))
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self._sign = self.field.addAction(theme.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._sign.setText(tr("Search"))
        self.entries = EntriesModel(self)
        self.view = QListView(self)
        self.view.setModel(self.entries)
        self.view.setItemDelegate(_EntryPainter(theme, self.entries, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(prompt)
        self.nothing = QLabel(tr("Nothing is called that. Try another word."), self)
        self.nothing.setContentsMargins(16, 0, 16, 0)
        self.nothing.setFixedHeight(theme.px(_ROW))
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW + 1, 5, _SHADOW + 1, _SHADOW + _FOOT)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addSpacing(5)
        column.addWidget(self.view)
        column.addWidget(self.nothing)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.view.clicked.connect(lambda index: self._take(index.row()))
        window.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()
        self._look("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    # -- what is found -------------------------------------------------------------------------------------------------

    def _look(self, typed: str) -> None:
        self.entries.put(self._find(typed))
        there = bool(self.entries.entries)
        self.view.setVisible(there)
        self.nothing.setVisible(not there)
        if there:
            self.view.setCurrentIndex(self.entries.index(0))
            self.view.scrollToTop()
        self._place()

    def _place(self) -> None:
        window = self._window
        top = round(window.height() * _TOP)
        rows = min(len(self.entries.entries), _ROWS)
        field, row = self._theme.px(_FIELD), self._theme.px(_ROW)
        room = window.height() - top - field - 2 * _SHADOW
        self.view.setFixedHeight(max(min(rows * row, room // row * row), row))
        width = min(self._theme.px(_WIDTH), window.width() - 2 * _SHADOW) + 2 * _SHADOW
        height = 5 + field + 5 + (self.view.height() if rows else row) + _SHADOW + _FOOT
        self.setGeometry((window.width() - width) // 2, top, width, height)

    def _take(self, row: int) -> None:
        """Do it, with the focus back where it was: what is done there needs it. What cannot be done says why, and the
        list stays."""
        if not 0 <= row < len(self.entries.entries) or self.entries.entries[row].why:
            return
        entry = self.entries.entries[row]
        self.leave()
        self._chosen(entry)
        entry.do()

    def leave(self) -> None:
        """Close, and give the focus back where it was, which may be gone by itself, as a message."""
        before, self._before = self._before, None
        self.close()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    # -- keys, focus, looks --------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
            if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                kept = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
                if event.reason() not in kept and self.isVisible():
                    self.close()
        elif event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        again = key == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if again or key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.view.currentIndex().row())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step(1 if key == Qt.Key.Key_Tab else -1)
        elif key in _KEYS_OF_LIST:
            page = max(1, self.view.height() // _ROW - 1)
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}[key]
            self._step(by)
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        """Another line; from the last one step on to the first, and back."""
        count, now = len(self.entries.entries), self.view.currentIndex().row()
        if count:
            row = (now + by) % count if abs(by) == 1 else min(max(now + by, 0), count - 1)
            self.view.setCurrentIndex(self.entries.index(row))

    def _dress(self) -> None:
        theme = self._theme
        palette = self.palette()
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            palette.setColor(role, theme.colour("surface"))
        for widget in (self.field, self.view):
            widget.setPalette(palette)
        self.field.setFont(theme.font(15))
        self.field.setStyleSheet("border: none; background: transparent; margin-left: 12px; padding: 0 8px;")
        self._sign.setIcon(theme.icon("search", "text3"))
        self.nothing.setFont(theme.font(13))
        self.nothing.setStyleSheet(f"color: {theme.tokens.text2}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel = self.rect().adjusted(_SHADOW, 0, -_SHADOW, -_SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(_SHADOW, 0, -3):
            painter.setBrush(QColor(0, 0, 0, 8 if theme.tokens.dark else 4))
            painter.drawRoundedRect(panel.adjusted(-step, max(0, 8 - step), step, step), 12 + step, 12 + step)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(theme.colour("border_strong"))
        painter.drawRoundedRect(panel.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(panel.x() + 1, 5 + theme.px(_FIELD), panel.width() - 2, 1, theme.colour("border"))


class _EntryPainter(RowPainter):
    """A line: icon, text, where it stands in the menus; at the right its keys, or why it cannot be done now."""

    def __init__(self, theme: Theme, model: EntriesModel, view: QListView) -> None:
        super().__init__(theme, _ROW, view)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, entry, rect = self._theme, self._model.entries[index.row()], QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(8, 1, -8, -1), 6, 6)
        ratio = painter.device().devicePixelRatioF()
        tone = "text3" if entry.why else "text2"
        icon = theme.px(16)
        middle_icon = rect.top() + (rect.height() - icon) // 2
        painter.drawPixmap(rect.left() + 20, middle_icon, theme.pixmap(entry.icon, tone, 16, ratio))
        room = rect.adjusted(20 + icon + 12, 0, -20, 0)
        small = theme.font(12)
        note = entry.why or entry.keys
        wide = min(QFontMetrics(small).horizontalAdvance(note), room.width() // 2)
        painter.setFont(small)
        painter.setPen(theme.colour("text3" if entry.why else "text2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, _elided(small, note, wide))
        room.setRight(room.right() - wide - 16)
        font = theme.font(13, 500)
        text = _elided(font, entry.text, room.width())
        painter.setFont(font)
        painter.setPen(theme.colour("text3" if entry.why else "text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, text)
        room.setLeft(room.left() + QFontMetrics(font).horizontalAdvance(text) + 10)
        painter.setFont(small)
        painter.setPen(theme.colour("text3"))
        if room.width() >= QFontMetrics(small).horizontalAdvance(entry.detail):
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, entry.detail)
        painter.restore()


def _elided(font: QFont, text: str, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width + 1)
