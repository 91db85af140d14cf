"""The foot of every page: what is looked at, which page it is, and small arrows to the others."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from roiapp.language import tr
from roiapp.ui.present.ink import RIGHT, Ink
from roiapp.ui.present.stage import Stage, unit_of
from roiapp.ui.present.step_button import SIDE, StepButton

HEIGHT: Final = 52.0
_EDGE: Final = 40.0


class Foot(QWidget):
    """`stepped` carries by how many pages to go on."""

    stepped = Signal(int)

    def __init__(self, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self.looked_at = self.place = ""
        self.before = StepButton(stage, tr("Previous page"), "chevron-left", self)
        self.after = StepButton(stage, tr("Next page"), "chevron-right", self)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        stage.changed.connect(self._dress)

    def say(self, looked_at: str, place: str) -> None:
        self.looked_at, self.place = looked_at, place
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._dress()

    def _dress(self) -> None:
        unit = unit_of(self.window().size())
        side = round(SIDE * unit)
        top, right = (self.height() - side) // 2, self.width() - round((_EDGE - 8) * unit)
        self.before.place(QPoint(right - 2 * side, top), unit)
        self.after.place(QPoint(right - side, top), unit)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, unit = QPainter(self), unit_of(self.window().size())
        painter.fillRect(self.rect(), self._stage.colour("header"))
        painter.scale(unit, unit)
        ink = Ink(painter, self._stage, unit)
        width, height = self.width() / unit, self.height() / unit
        ink.fill(QRectF(0, 0, width, 1), "border")
        right = width - _EDGE - 2 * SIDE
        taken = min(ink.width(self.place, 18, 500), width * 0.45)
        ink.line(QRectF(right - taken - 4, 0, taken, height), self.place, 18, 500, "text2", RIGHT)
        ink.line(QRectF(_EDGE, 0, right - taken - 32 - _EDGE, height), self.looked_at, 18, 400, "text2")
