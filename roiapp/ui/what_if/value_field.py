"""A small field for one figure, with arrows to step it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from roiapp.ui.look.theme import Theme

_HEIGHT: Final = 24
_ARROW: Final = 9
_SIDE: Final = 18


class ValueField(QLineEdit):
    """`typed` carries the text that was entered (Enter, or leaving it changed), `stepped` 1 or -1. Esc takes back what
    is being typed. What stands there otherwise is set by `show_text`. `mended` says that what could not be taken is no
    more there."""

    typed = Signal(str)
    stepped = Signal(int)
    mended = Signal()

    def __init__(self, theme: Theme, width: int, parent: QWidget, *, arrows: bool = True) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = ""
        self._edit_text = ""
        self._arrows = arrows
        #: how it stands out: moved by the scenario, or not to be moved
        self.moved = self.quiet = self.wrong = False
        self.setFrame(False)
        self.setFixedSize(theme.px(width), theme.px(_HEIGHT))
        self.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(lambda _text: self.set_wrong(False))
        theme.changed.connect(self.dress)
        self.dress()

    def show_text(self, text: str, edit_text: str) -> None:
        """The figure as it is read, and as one changes it; what is being typed stays."""
        if (text, edit_text) == (self._shown, self._edit_text):
            return
        self._shown, self._edit_text = text, edit_text
        if not self.isModified():
            self.setText(edit_text if self.hasFocus() else text)

    def width_for(self, text: str) -> int:
        """How wide the field has to be for a text, in px."""
        return QFontMetrics(self._theme.font(13, 600)).horizontalAdvance(text) + self._theme.px(_SIDE) + 12

    def set_look(self, *, moved: bool, quiet: bool) -> None:
        """Say how it stands out."""
        if (moved, quiet) != (self.moved, self.quiet):
            self.moved, self.quiet = moved, quiet
            self.dress()

    def set_wrong(self, wrong: bool) -> None:
        """Whether what stands there cannot be taken."""
        if wrong != self.wrong:
            self.wrong = wrong
            self.update()
            if not wrong:
                self.mended.emit()

    def give_up(self) -> None:
        """Show the figure in the place of what was typed."""
        self.setModified(False)
        self.set_wrong(False)
        self.setText(self._edit_text if self.hasFocus() else self._shown)

    def refuse(self) -> None:
        """What was typed cannot be taken: it stays to be changed."""
        self.setModified(True)
        self.set_wrong(True)

    def leave(self) -> None:
        """Take what is being typed, or give it up where it cannot be taken."""
        if self.isModified():
            self._take()
            self.give_up()

    def _take(self) -> None:
        if self.isModified() and not self.wrong:
            text = self.text()
            self.setModified(False)
            self.typed.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            if not self.wrong:
                self.give_up()
                self.selectAll()
        elif key == Qt.Key.Key_Escape and self.isModified():
            self.give_up()
            self.selectAll()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._arrows:
            self._take()
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.isModified():
            self.setText(self._edit_text)
            self.setModified(False)
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self._take()
        self.give_up()

    def _arrow(self, *, up: bool) -> QRect:
        """Where an arrow is pressed."""
        wide, half = self._theme.px(_SIDE), self.height() // 2
        left = 0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - wide
        return QRect(left, 0 if up else half, wide, half)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for up in (True, False):
            if self._arrows and self._arrow(up=up).contains(event.position().toPoint()):
                self._take()
                self.stepped.emit(1 if up else -1)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._arrows and any(self._arrow(up=up).contains(event.position().toPoint()) for up in (True, False))
        self.setCursor(Qt.CursorShape.ArrowCursor if over else Qt.CursorShape.IBeamCursor)

    def dress(self) -> None:
        """Colours and weight of what stands there."""
        role = "what_if" if self.moved else "text2" if self.quiet else "text"
        side = self._theme.px(_SIDE) if self._arrows else self._theme.px(6)
        colour = self._theme.colour(role).name()
        self.setStyleSheet(
            f"QLineEdit {{ background: transparent; border: 0; color: {colour}; padding-left: 0; padding-right: 0; }}"
        )
        self.setFont(self._theme.font(13, 600 if self.moved else 400))
        left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        self.setTextMargins(4 if left else side, 0, side if left else 4, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.hasFocus()
        edge = "bad" if self.wrong else "ring" if active else "what_if_border" if self.moved else "border"
        painter.setPen(QPen(theme.colour(edge), 2 if active or self.wrong else 1))
        painter.setBrush(theme.colour("what_if_set" if self.moved else "neutral_soft" if self.quiet else "raised"))
        inset = 1.0 if active or self.wrong else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        if self._arrows and not self.quiet and self.isEnabled():
            self._paint_arrows(painter)
        painter.end()
        super().paintEvent(event)

    def _paint_arrows(self, painter: QPainter) -> None:
        size = self._theme.px(_ARROW)
        pixmap = self._theme.pixmap("chevron-down", "what_if" if self.moved else "text3", _ARROW,
                                    self.devicePixelRatioF())  # fmt: skip
        for up in (True, False):
            room = self._arrow(up=up)
            painter.save()
            painter.translate(room.center().x() + 0.5, room.center().y() + (2 if up else -1))
            painter.rotate(180 if up else 0)
            painter.drawPixmap(-size // 2, -size // 2, pixmap)
            painter.restore()
