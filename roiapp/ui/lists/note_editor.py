"""The small editor of a note, beside its cell."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from roiapp.language import tr
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme

_SIZE: Final = (320, 190)
_MARGIN: Final = 12


class _Text(QPlainTextEdit):
    """Ctrl+Enter keeps, Esc closes; both belong to the text alone."""

    kept = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class NoteEditor(QWidget):
    """Stands over everything else in the window. `kept` carries the text, also when the keys go elsewhere; `closed`
    comes after it, and alone where nothing is to change."""

    kept = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._theme = theme
        self._before = ""
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.text = _Text(self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Note"))
        self.text.setPlaceholderText(tr("Write a note…"))
        self.hint = QLabel(tr("Ctrl+Enter keeps, Esc closes"), self)
        self.remove = QPushButton(tr("Remove"), self)
        self.keep_button = QPushButton(tr("Keep"), self)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.hint)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        foot.addWidget(self.keep_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        whole.setSpacing(8)
        whole.addWidget(self.title)
        whole.addWidget(self.text, 1)
        whole.addLayout(foot)
        self.text.kept.connect(self.keep)
        self.text.given_up.connect(self.close_editor)
        self.keep_button.clicked.connect(self.keep)
        self.remove.clicked.connect(self._remove)
        theme.changed.connect(self._dress)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        self._dress()
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def open(self, where: str, text: str, beside: QRect) -> None:
        """Write or change the note of the place that these words name, beside a rectangle of the parent."""
        self._before = text
        room = self._over.rect()
        width = min(self._theme.px(_SIZE[0]), room.width() - 8)
        height = min(self._theme.px(_SIZE[1]), room.height() - 8)
        self.title.setText(QFontMetrics(self.title.font()).elidedText(where, Qt.TextElideMode.ElideRight, width - 24))
        self.title.setToolTip(where)
        self.setAccessibleName(tr("Note on {place}", place=where))
        self.remove.setVisible(bool(text))
        self.hint.setVisible(not text)
        self.text.setPlainText(text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        x = max(4, min(beside.left(), room.right() - width - 4))
        below = beside.bottom() + 6
        y = below if below + height <= room.bottom() - 4 else max(4, beside.top() - height - 6)
        self.setGeometry(x, y, width, height)
        self.raise_()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Take the text as it stands and close."""
        if self.is_open:
            text = self.text.toPlainText().strip()
            self.hide()
            if text != self._before.strip():
                self.kept.emit(text)
            self.closed.emit()

    def close_editor(self) -> None:
        """Close; the note stays as it was."""
        if self.is_open:
            self.hide()
            self.closed.emit()

    def _remove(self) -> None:
        self.text.setPlainText("")
        self.keep()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The keys went elsewhere in the program: what was written is kept, as in any spreadsheet."""
        if self.is_open and now is not None and now is not self and not self.isAncestorOf(now):
            self.keep()

    def _dress(self) -> None:
        theme, tokens = self._theme, self._theme.tokens
        self.title.setFont(theme.font(12, 600))
        self.title.setStyleSheet(f"color: {tokens.text}")
        self.hint.setFont(theme.font(11))
        self.hint.setStyleSheet(f"color: {tokens.text3}")
        self.text.setFont(theme.font())
        self.text.setStyleSheet(
            f"QPlainTextEdit {{ background: {tokens.surface}; color: {tokens.text};"
            f" placeholder-text-color: {tokens.text3}; border: 1px solid {tokens.border_strong};"
            f" border-radius: 4px; padding: 2px;"
            f" selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent}; }}"
        )
        for button, choice in (
            (self.remove, Choice("remove", "", danger=True)), (self.keep_button, Choice("keep", "", primary=True))
        ):
            button.setFont(theme.font(12, 500))
            button.setMinimumHeight(theme.px(28))
            button.setStyleSheet(button_style(theme, choice))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border_strong"), 1))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
