"""A button with an arrow, from one page or channel to the next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton, QWidget

from roiapp.ui.present.stage import Stage

#: units of its side
SIDE: Final = 36
_ICON: Final = 24


class StepButton(QToolButton):
    """`name` is what it says and is called, `icon` its arrow."""

    def __init__(self, stage: Stage, name: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self._icon = icon
        self.setAutoRaise(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def place(self, corner: QPoint, unit: float) -> None:
        """Stand there, as large as the stage is now and in its colours. `corner` in pixels."""
        side, icon, tokens = round(SIDE * unit), round(_ICON * unit), self._stage.tokens
        self.setGeometry(QRect(corner, QSize(side, side)))
        self.setIcon(QIcon(self._stage.icon(self._icon, "text2", icon, self.devicePixelRatioF())))
        self.setIconSize(QSize(icon, icon))
        self.setStyleSheet(
            "QToolButton { border: 2px solid transparent; border-radius: 8px; background: transparent; }"
            f" QToolButton:hover {{ background: {tokens.hover}; }}"
            f" QToolButton:focus {{ border-color: {tokens.ring}; }}"
        )
