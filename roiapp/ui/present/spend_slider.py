"""The slider of a presentation: dragged, or moved by the keys up and down; all other keys turn pages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSlider, QWidget

from roiapp.ui.present.stage import Stage

#: percent of what is spent: at rest, at most, and by one key
REST: Final = 100
MOST: Final = 200
_STEP: Final = 5


class SpendSlider(QSlider):
    """How much is spent, in percent of what is."""

    def __init__(self, stage: Stage, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._stage = stage
        self.setRange(0, MOST)
        self.setValue(REST)
        self.setSingleStep(_STEP)
        self.setPageStep(_STEP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def rest(self) -> None:
        """Back to what is spent, without telling anybody."""
        self.blockSignals(True)
        self.setValue(REST)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Minus: -1}
        by = steps.get(Qt.Key(event.key()), 0)
        if by and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.setValue(self.value() + by * _STEP)
        elif event.key() == Qt.Key.Key_0:
            self.setValue(REST)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # no page is turned

    def _follow(self, event: QMouseEvent) -> None:
        """The handle goes where the pointer is."""
        handle = self.height()
        room = max(self.width() - handle, 1)
        share = (event.position().x() - handle / 2) / room
        self.setValue(round(min(max(share, 0.0), 1.0) * MOST))
        event.accept()

    def dress(self) -> None:
        """Large enough for the room it was given, in the colours of the stage."""
        tokens, high = self._stage.tokens, self.height()
        groove, edge = max(high // 4, 4), max(high // 10, 2)
        self.setStyleSheet(
            f"QSlider::groove:horizontal {{ height: {groove}px; border-radius: {groove // 2}px;"
            f" background: {tokens.sunken}; border: 1px solid {tokens.border_strong}; }}"
            f" QSlider::sub-page:horizontal {{ height: {groove}px; border-radius: {groove // 2}px;"
            f" background: {tokens.accent}; }}"
            f" QSlider::handle:horizontal {{ width: {high - 2 * edge}px; height: {high - 2 * edge}px;"
            f" margin: -{(high - groove) // 2}px 0; border-radius: {high // 2}px;"
            f" background: {tokens.surface}; border: {edge}px solid {tokens.accent}; }}"
            f" QSlider::handle:horizontal:focus {{ border-color: {tokens.text}; }}"
            f" QSlider::handle:horizontal:disabled {{ border-color: {tokens.border_strong}; }}"
        )
