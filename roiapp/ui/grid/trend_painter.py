"""Draws the courses of trend columns: a thin line with its gaps, where zero is, a dot on the period looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from roiapp.ui.sheet.grid_geometry import GridGeometry

if TYPE_CHECKING:
    from roiapp.analysis.sparkline import Sparkline
    from roiapp.palette import Tokens
    from roiapp.ui.sheet.worksheet_model import WorksheetModel

#: of the line, of the dot's radius and of the room above and below, at 100 %
_LINE: Final = 1.0  # Qt strokes wider lines six times as slowly
_DOT: Final = 2.5
_AROUND: Final = 4
_LEAST_ROOM: Final = 16.0


class TrendInk:
    """Pens and colours of one theme, for lengths `scale` times as large."""

    def __init__(self, tokens: Tokens, scale: float = 1.0) -> None:
        self.scale = scale
        self.line = QPen(QColor(tokens.text2), _LINE * scale)
        self.line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.line.setCapStyle(Qt.PenCapStyle.RoundCap)
        self.zero = QPen(QColor(tokens.border_strong), 1.0)
        self.dot = QColor(tokens.accent_text)
        self.edge = QPen(self.dot, _LINE * scale)


def paint_course(painter: QPainter, room: QRectF, line: Sparkline, ink: TrendInk) -> None:
    """Draw a course in a room; nothing where the room is too small or nothing is known."""
    around = ink.scale * _DOT + 0.5
    left, bottom = room.left() + around, room.bottom() - around
    wide, high = room.width() - 2 * around, room.height() - 2 * around
    if wide < _LEAST_ROOM or high <= 0 or not line.runs:
        return
    if line.zero is not None:
        y = bottom - line.zero * high
        painter.setPen(ink.zero)
        painter.drawLine(QLineF(room.left(), y, room.right(), y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(ink.line)
    for run in line.runs:
        points = [QPointF(left + x * wide, bottom - y * high) for x, y in run]
        if len(points) > 1:
            painter.drawPolyline(QPolygonF(points))
        else:  # between two gaps
            painter.drawPoint(points[0])
    if line.dot is not None:
        radius = ink.scale * _DOT
        painter.setPen(ink.edge if line.unsure else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if line.unsure else ink.dot)
        painter.drawEllipse(QPointF(left + line.dot[0] * wide, bottom - line.dot[1] * high), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_trends(
    painter: QPainter, ink: TrendInk, geometry: GridGeometry, model: WorksheetModel, column: int, rows: Iterable[int]
) -> None:
    """The courses of these rows of a column."""
    left, padding = geometry.left(column), geometry.padding
    wide, around = geometry.width(column) - 2 * padding, geometry.px(_AROUND)
    for row in rows:
        line = model.trend(row, column)
        if line is not None:
            high = geometry.height(row) - 1 - 2 * around + 2
            room = QRectF(left + padding, geometry.top(row) + around - 1, wide, high)
            paint_course(painter, room, line, ink)
