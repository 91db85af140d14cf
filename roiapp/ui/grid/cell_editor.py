"""The editor of a cell: a line over the cell that stays open, with a sentence beneath it, when the entry is refused."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from roiapp.language import tr
from roiapp.ui.look.theme import Theme

_BUBBLE_WIDTH: Final = 340
_INSIDE: Final = 2  # what Qt keeps free left and right of a line's text, inside of its margins
_CURSOR: Final = 2
_ARROWS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class Bubble(QLabel):
    """A sentence in a small red box, over everything else in the window."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self.setFont(theme.font(12))
        self.setContentsMargins(10, 7, 10, 7)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, sentence: str, cell: QRect) -> None:
        """Show the sentence below a rectangle of the parent, or above it where there is no room."""
        self.setText(sentence)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.tokens.bad))
        self.setPalette(palette)
        width = min(self._theme.px(_BUBBLE_WIDTH), self.fontMetrics().horizontalAdvance(sentence) + 24)
        self.resize(width, self.heightForWidth(width))
        room = self._over.rect()
        x = max(4, min(cell.left(), room.right() - width - 4))
        below = cell.bottom() + 4
        y = below if below + self.height() <= room.bottom() else cell.top() - self.height() - 4
        self.move(QPoint(x, y))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.bad), 1))
        painter.setBrush(QColor(self._theme.tokens.bad_soft))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()
        super().paintEvent(event)


class CellEditor(QLineEdit):
    """One editor for the whole grid, moved to the cell that is edited. A text that is longer than the cell has room
    over the cells beside it.

    `entered(text, down, right)` asks to take the text and to move on by so many cells, `entered_everywhere` to put it
    into all selected cells, `left` says that the focus went elsewhere, `cancelled` that nothing shall change; whoever
    listens closes the editor or calls `refuse`. `typed` says that an entry was begun or goes on.
    """

    entered = Signal(str, int, int)
    entered_everywhere = Signal()
    left = Signal()
    cancelled = Signal()
    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, over: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = over
        self._bubble = Bubble(theme, over)
        self._typed_into = False
        self._closing = False
        self._sentence = ""
        self._cell, self._room = QRect(), QRect()
        self.setFrame(False)
        self.setFont(theme.font())
        self.setAccessibleName(tr("Cell"))
        self.setAcceptDrops(False)  # a file dropped here is for the window, which opens it
        self.textEdited.connect(self._forgive)
        self.textEdited.connect(self.typed)
        self.textChanged.connect(self._grow)
        theme.changed.connect(self._dress)
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    @property
    def sentence(self) -> str:
        """Why the entry was refused, "" where it was not."""
        return self._sentence

    def open(
        self, where: tuple[QRect, QRect], around: tuple[int, int], text: str, *, typed: bool, figure: bool
    ) -> None:
        """Edit a cell: `typed` when the text begins a new entry (arrows then leave the cell), else it is there to be
        changed. `figure` aligns to the right; `where` is as in `place`, `around` what stays free left and right of the
        text."""
        self._typed_into = typed
        self._forgive()
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        # A name written from right to left stays where the cell has it.
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        left, right = around
        self.setTextMargins(left - _INSIDE, 0, right - _INSIDE, 0)
        self._dress()
        self.place(*where)
        self.setText(text)
        if typed:
            self.end(False)
        else:
            self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.emit()

    def _dress(self) -> None:
        """The ground of the cells; and the sentence, if it stands there, in the colours of now."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.tokens.surface))
        self.setPalette(palette)
        if self._sentence:
            self.refuse(self._sentence)

    def close_editor(self, back_to: QWidget) -> None:
        """Put the editor away, the text is not taken; the keys, if they came here, go to `back_to`."""
        self._closing = True
        self._forgive()
        if self.hasFocus():
            # Hiding what has the focus would make Qt look for the next widget, as if Tab had been pressed.
            back_to.setFocus()
        self.hide()
        self._closing = False

    def place(self, cell: QRect, room: QRect) -> None:
        """Stand over this cell, and the sentence with it; a longer text takes what it needs of the room."""
        self._cell, self._room = cell, room
        self._grow()
        if self._sentence:
            self.refuse(self._sentence)

    def _grow(self) -> None:
        """As wide as the text needs it: to the right, then to the left as far as there is room."""
        margins = self.textMargins()
        around = margins.left() + margins.right() + 2 * _INSIDE + _CURSOR
        wide = QRect(self._cell)
        if self._room.intersects(wide):  # else it has scrolled out of sight
            wide.setWidth(max(wide.width(), self.fontMetrics().horizontalAdvance(self.text()) + around))
            wide.moveRight(min(wide.right(), self._room.right()))
            wide.setLeft(max(wide.left(), self._room.left()))
        if wide != self.geometry():
            self.setGeometry(wide)

    def refuse(self, sentence: str) -> None:
        """Stay open, outlined in red, with the sentence beneath."""
        self._sentence = sentence
        self.setAccessibleDescription(sentence)
        self._bubble.show_at(sentence, QRect(self.mapTo(self._over, QPoint(0, 0)), self.size()))
        self.update()

    def _forgive(self) -> None:
        self._sentence = ""
        self.setAccessibleDescription("")
        self._bubble.hide()
        self.update()

    def event(self, event: QEvent) -> bool:
        # Tab would move the focus before keyPressEvent sees it.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Tab:
                self.entered.emit(self.text(), 0, 1)
                return True
            if event.key() == Qt.Key.Key_Backtab:
                self.entered.emit(self.text(), 0, -1)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.entered_everywhere.emit()
                return
            up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.entered.emit(self.text(), -1 if up else 1, 0)
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif self._typed_into and key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.entered.emit(self.text(), *_ARROWS[key])
        elif key == Qt.Key.Key_F2:
            self._typed_into = not self._typed_into
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_open and not self._closing and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.bad if self._sentence else tokens.ring), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 2, 2)
        painter.end()
