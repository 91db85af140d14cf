"""The line above the grid while figures are time-matched: which days stand beside which, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from roiapp.language import tr
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

_HEIGHT = 40
_ICON = 16


class MatchedBar(QWidget):
    """`action` is the one that switches the view."""

    def __init__(self, theme: Theme, model: SessionModel, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.text = ""
        self.note = _Note(theme, self)
        self.back_button = GhostButton(theme, "pencil", self)
        self.back_button.setText(tr("Show as typed"))
        self.back_button.setAccessibleName(self.back_button.text())
        self.back_button.setToolTip(action.toolTip())
        self.back_button.clicked.connect(action.trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 3)
        row.setSpacing(12)
        row.addWidget(self.note, 1)
        row.addWidget(self.back_button)
        self.setFixedHeight(theme.px(_HEIGHT))
        theme.changed.connect(self.update)

    def refresh(self) -> None:
        """Say what stands beside what in the view at hand."""
        figures, view = self._model.figures, self._model.view
        matched = figures.calculator.matched if figures is not None else None
        if matched is None or view is None:
            return
        self.text = matched.sentence(view, self._model.number_format)
        self.note.say(self.text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("accent_soft"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("border"))


class _Note(QWidget):
    """A sentence with its picture, shortened where there is no room for it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self.setFont(theme.font(12, 500))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def say(self, text: str) -> None:
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, icon = QPainter(self), self._theme, self._theme.px(_ICON)
        picture = theme.pixmap("hourglass", "accent_text", _ICON, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - icon) // 2, picture)
        room = self.rect().adjusted(icon + 8, 0, 0, 0)
        painter.setPen(theme.colour("accent_text"))
        shown = QFontMetrics(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
