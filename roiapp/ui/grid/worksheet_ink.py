"""What the grid is painted with: the colours, pens and small pictures of one theme, made once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from roiapp.palette import Tokens
from roiapp.ui.grid.trend_painter import TrendInk

#: Shown for a figure that is wider than its column: half a number would be a wrong one.
TOO_WIDE: Final = "###"
DOT: Final = 8
CORNER: Final = 8
SHADOW: Final = 6


class Ink:
    """Colours, pens and small pictures of one theme. `dot` is how wide the channels' dots are."""

    def __init__(self, tokens: Tokens, ratio: float, dot: int = DOT) -> None:
        self.ratio = ratio
        self._dot = dot
        self.surface, self.computed = QColor(tokens.surface), QColor(tokens.computed)
        self.selection = QColor(tokens.selection)
        self.subtotal = QColor(tokens.totals)
        self.edge = QColor(tokens.border_strong)
        self.accent, self.accent_text = QColor(tokens.ring), QColor(tokens.accent_text)
        self.text, self.muted, self.second = QColor(tokens.text), QColor(tokens.text3), QColor(tokens.text2)
        self.tones = (self.text, self.muted, QColor(tokens.good), QColor(tokens.bad))
        self.grid = QPen(QColor(tokens.grid), 1)
        self.outline, self.ring = QPen(self.accent, 1), QPen(self.accent, 2)
        self.outline.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self.found = QColor(tokens.warn_soft)
        self.what_if, self.what_if_set = QColor(tokens.what_if), QColor(tokens.what_if_set)
        self.what_if_follows = QColor(tokens.what_if_follows)
        self.warn, self.bad = QColor(tokens.warn_mark), QColor(tokens.bad)
        self.shades = shades(tokens)
        self.trend = TrendInk(tokens, dot / DOT)
        self._dots: dict[str, QPixmap] = {}

    def dot(self, colour: str) -> QPixmap:
        found = self._dots.get(colour)
        if found is None:
            found = QPixmap(round(self._dot * self.ratio), round(self._dot * self.ratio))
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QRectF(found.rect()))
            painter.end()
            found.setDevicePixelRatio(self.ratio)
            self._dots[colour] = found
        return found


def shades(tokens: Tokens) -> tuple[QColor, ...]:
    """The soft shadow to the right of the frozen column, a colour for each pixel."""
    darkest = 90 if tokens.dark else 26
    return tuple(QColor(0, 0, 0, round(darkest * (1 - x / SHADOW))) for x in range(SHADOW))


def paint_note(painter: QPainter, left: int, top: int, colour: QColor) -> None:
    """A note's corner: the upper left one, a warning has the upper right."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(left, top), QPointF(left + CORNER, top), QPointF(left, top + CORNER)]))
    painter.restore()
