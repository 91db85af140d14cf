"""The page of keyboard shortcuts: stays beside the figures, in groups, searched by typing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from roiapp.language import tr
from roiapp.ui.lists.shortcut_groups import Shortcut, lines
from roiapp.ui.look.calm_fields import line_style
from roiapp.ui.look.dialogs import room_for
from roiapp.ui.look.theme import Theme
from roiapp.ui.look.worn import wear, wear_ground, wear_ink

_ROW: Final = 32
_TITLE: Final = 40
_CHIP: Final = 22
_SIZE: Final = (740, 640)
_Index = QModelIndex | QPersistentModelIndex


class ShortcutsModel(QAbstractListModel):
    """The lines that fit what is typed; titles of groups stand among them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Shortcut] = lines("")

    def look(self, typed: str) -> None:
        self.beginResetModel()
        self.lines = lines(typed)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.text
        return ", ".join(line.keys) if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


class ShortcutsWindow(QDialog):
    """Not modal: keys can be tried while it is read. Esc closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self._theme = theme
        self.field = QLineEdit(self)
        self.field.setFixedHeight(theme.px(36))
        wear(self.field, theme, line_style)
        self.field.setPlaceholderText(tr("Find a key or what it does"))
        self.field.setAccessibleName(tr("Find a key or what it does"))
        self.field.setClearButtonEnabled(True)
        self._sign = self.field.addAction(theme.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._sign.setText(tr("Search"))
        self.shortcuts = ShortcutsModel(self)
        self.view = QListView(self)
        self.view.setModel(self.shortcuts)
        self.view.setItemDelegate(_LinePainter(theme, self.shortcuts, self.view))
        self.view.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(tr("Keyboard shortcuts"))
        self.nothing = QLabel(tr("No key does that. Try another word."), self)
        self.nothing.setContentsMargins(24, 8, 24, 8)
        self.nothing.hide()
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 8)
        top.addWidget(self.field)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.nothing)
        whole.addWidget(self.view, 1)
        self.resize(QSize(*(theme.px(length) for length in _SIZE)).boundedTo(room_for(parent)))
        self.field.textChanged.connect(self._look)
        wear_ground(self, theme)
        wear_ink(self.nothing, theme, "text2")
        theme.changed.connect(self._dress)
        self._dress()
        self.field.setFocus()

    def _look(self, typed: str) -> None:
        self.shortcuts.look(typed)
        self.view.scrollToTop()
        self.nothing.setVisible(not self.shortcuts.lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll while the field has the focus; Enter does nothing."""
        bar = self.view.verticalScrollBar()
        steps = {Qt.Key.Key_Down: _ROW, Qt.Key.Key_Up: -_ROW, Qt.Key.Key_PageDown: bar.pageStep(),
                 Qt.Key.Key_PageUp: -bar.pageStep()}  # fmt: skip
        if (by := steps.get(Qt.Key(event.key()))) is not None:
            bar.setValue(bar.value() + by)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self._sign.setIcon(self._theme.icon("search", "text3"))
        self.view.viewport().update()


class _LinePainter(QStyledItemDelegate):
    """A title, or what the keys do with the keys at the right, each drawn as a key."""

    def __init__(self, theme: Theme, model: ShortcutsModel, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._theme.px(_ROW if self._model.lines[index.row()].keys else _TITLE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, line = self._theme, self._model.lines[index.row()]
        room = QRect(option.rect).adjusted(24, 0, -24, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not line.keys:
            painter.setFont(theme.font(13, 600))
            painter.setPen(theme.colour("text"))
            painter.drawText(room.adjusted(0, 8, 0, 0), middle, line.text)
        else:
            self._draw_keys(painter, room, line.keys)
            font = theme.font(13)
            painter.setFont(font)
            painter.setPen(theme.colour("text2"))
            shown = QFontMetrics(font).elidedText(line.text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle, shown)
        painter.restore()

    def _draw_keys(self, painter: QPainter, room: QRect, keys: tuple[str, ...]) -> None:
        """The keys at the right end of the room, which is left with what they do not take."""
        theme, font = self._theme, self._theme.font(12, 500)
        painter.setFont(font)
        high = theme.px(_CHIP)
        for key in reversed(keys):
            width = QFontMetrics(font).horizontalAdvance(key) + 14
            chip = QRect(room.right() - width + 1, room.top() + (room.height() - high) // 2, width, high)
            painter.setPen(theme.colour("border_strong"))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(chip.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(theme.colour("text"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, key)
            room.setRight(chip.left() - 7)
        room.setRight(room.right() - 8)
