"""The foot of the what-if panel: of which elasticities the ranges are, and what becomes of the scenario."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from roiapp.language import tr
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme

#: px at 100 % that the sentence keeps beside the buttons
_LEAST: Final = 92


class PanelFoot(QWidget):
    """The sentence stands beside the buttons, above them where it has no room there."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.ranges = QLabel(self)
        self.ranges.setFont(theme.font(12))
        self.ranges.setWordWrap(True)
        self.discard = QPushButton(self)
        self.keep = QPushButton(self)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(16, 8, 12, 10)
        self._line.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        for button in (self.discard, self.keep):
            button.setMinimumHeight(theme.px(32))
            button.setFont(theme.font(13, 500))
            self._buttons.addWidget(button)
        self._line.addWidget(self.ranges, 1)
        self._line.addLayout(self._buttons)
        self.dress()

    def show_draft(self, *, draft: bool) -> None:
        """What the buttons do: a draft is kept or discarded, any other scenario named or removed."""
        self.discard.setText(tr("Discard") if draft else tr("Remove"))
        self.keep.setText(tr("Keep scenario") if draft else tr("Rename"))

    def dress(self) -> None:
        palette = self.ranges.palette()
        palette.setColor(palette.ColorRole.WindowText, self._theme.colour("text2"))
        self.ranges.setPalette(palette)
        self.discard.setStyleSheet(button_style(self._theme, Choice("discard", "")))
        self.keep.setStyleSheet(button_style(self._theme, Choice("keep", "", primary=True)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # other texts
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        margins = self._line.contentsMargins()
        taken = margins.left() + margins.right() + self._line.spacing() + self._buttons.minimumSize().width()
        beside = self.width() - taken >= self._theme.px(_LEAST)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if wanted != self._line.direction():
            self._line.setDirection(wanted)
