"""The small shapes of charts: bars, whiskers and the mark where a bar is cut off, crisp on whole pixels; bubbles."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from roiapp.charts.style import colour, tint

RADIUS = 2.0
POINT = 3.5  # px from the middle of a line's point to its edge


def fill(painter: QPainter, x: float, y: float, width: float, height: float, paint: str) -> None:
    painter.fillRect(QRectF(x, y, width, height), colour(paint))


def draw_bar(painter: QPainter, rect: QRectF, *, left: bool, paint: str, edge: str | None) -> None:
    """A bar rounded at its far end (`left`: it runs to the left); an edge is a line of 1 px around it."""
    shift = 0.5 if edge else 0.0
    inner = rect.adjusted(shift, shift, -shift, -shift)
    radius = min(RADIUS, inner.width() / 2)
    if inner.width() < 1.0 or radius <= 0.5:
        painter.fillRect(rect, colour(edge or paint))
        return
    path = QPainterPath()
    near, far = (inner.right(), inner.left()) if left else (inner.left(), inner.right())
    side = radius if left else -radius
    path.moveTo(near, inner.top())
    path.lineTo(far + side, inner.top())
    path.quadTo(far, inner.top(), far, inner.top() + radius)
    path.lineTo(far, inner.bottom() - radius)
    path.quadTo(far, inner.bottom(), far + side, inner.bottom())
    path.lineTo(near, inner.bottom())
    path.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour(edge), 1.0) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(colour(paint))
    painter.drawPath(path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_whisker(
    painter: QPainter,
    left: int,
    right: int,
    y: int,
    cap: int,
    paint: str,
    open_left: bool = False,
    open_right: bool = False,
) -> None:
    """A line of 1 px between two caps; an open end, which goes on beyond the axis, has an arrow head instead."""
    fill(painter, left, y, right - left + 1, 1, paint)
    for x, is_open, inward in ((left, open_left, 1), (right, open_right, -1)):
        if not is_open:
            fill(painter, x, y - cap // 2, 1, cap, paint)
            continue
        for step in range(1, 4):
            fill(painter, x + inward * step, y - step, 1, 2 * step + 1, paint)


def draw_awaited(painter: QPainter, x: int, y: int, width: int, paint: str) -> None:
    """Dots where a range will stand."""
    for place in range(3):
        fill(painter, x + width // 2 - 8 + 6 * place, y - 1, 3, 3, paint)


def draw_break(painter: QPainter, x: float, y: float, height: float, paint: str) -> None:
    """A slanted gap across a bar: it is longer than drawn."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(paint))
    slant, gap = 4.0, 3.0
    for start in (x - gap * 2, x):
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(start, y + height),
                    QPointF(start + slant, y),
                    QPointF(start + slant + gap * 0.6, y),
                    QPointF(start + gap * 0.6, y + height),
                ]
            )
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_bubble(
    painter: QPainter, middle: QPointF, radius: float, paint: str, *, filled: bool = True, dashed: bool = False
) -> None:
    """A circle in a colour that lets what is below it through."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    pen = QPen(colour(paint), 1.25)
    if dashed:
        pen.setDashPattern([2.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(tint(paint, 0.28) if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_dot(painter: QPainter, middle: QPointF, size: float, paint: str) -> None:
    """A channel's dot, which stands beside its name."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(paint))
    painter.drawEllipse(middle, size / 2, size / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_arrow(painter: QPainter, middle: QPointF, radius: float, towards: tuple[int, int], paint: str) -> None:
    """A small arrow head outside a circle: what it stands for lies further that way."""
    length = math.hypot(*towards) or 1.0
    across, down = towards[0] / length, towards[1] / length
    start = middle + QPointF(across, down) * (radius + 1.5)
    tip, side = start + QPointF(across, down) * 5.0, QPointF(-down, across) * 3.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(paint))
    painter.drawPolygon(QPolygonF([start + side, tip, start - side]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_point(
    painter: QPainter, at: QPointF, shape: int, paint: QColor, hollow: str | None, radius: float = POINT
) -> None:
    """A point in one of seven shapes; `hollow` fills it with another colour and leaves its edge."""
    painter.setPen(QPen(paint, 1.5) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(colour(hollow) if hollow else paint)
    x, y, r = at.x(), at.y(), radius
    match shape % 7:
        case 0:
            painter.drawEllipse(at, r, r)
        case 1:
            painter.drawRect(QRectF(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8))
        case 2:
            top = QPointF(x, y - r * 1.3)
            painter.drawPolygon(QPolygonF([top, QPointF(x + r * 1.2, y + r), QPointF(x - r * 1.2, y + r)]))
        case 3:
            corners = [QPointF(x, y - r * 1.35), QPointF(x + r * 1.35, y), QPointF(x, y + r * 1.35)]
            painter.drawPolygon(QPolygonF([*corners, QPointF(x - r * 1.35, y)]))
        case 4:
            bottom = QPointF(x, y + r * 1.3)
            painter.drawPolygon(QPolygonF([bottom, QPointF(x + r * 1.2, y - r), QPointF(x - r * 1.2, y - r)]))
        case 5:
            painter.drawRect(QRectF(x - r * 1.3, y - r * 0.55, r * 2.6, r * 1.1))
        case _:
            painter.drawRect(QRectF(x - r * 0.55, y - r * 1.3, r * 1.1, r * 2.6))


def draw_dashed(painter: QPainter, line: QLineF, paint: str) -> None:
    """A thin dashed line."""
    pen = QPen(colour(paint), 1.0)
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.drawLine(line)
