"""The signs that explain a chart of rows with ranges above it, each drawn at its left edge and middle."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from roiapp.charts.marks import draw_awaited, draw_whisker, fill
from roiapp.charts.style import ChartStyle


def limit_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    """The upright line at what is held against."""
    fill(painter, x + 9, y - 7, 3, 14, style.text)


def called_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    """Clearly good beside clearly bad."""
    fill(painter, x, y - 5, 10, 10, style.above)
    fill(painter, x + 12, y - 5, 10, 10, style.below)


def unclear_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    """The same, pale: the range lies on both sides."""
    for left, pale, edge in ((x, style.above_pale, style.above), (x + 12, style.below_pale, style.below)):
        fill(painter, left, y - 5, 10, 10, edge)
        fill(painter, left + 1, y - 4, 8, 8, pale)


def range_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    """A range."""
    draw_whisker(painter, x, x + 21, y, 7, style.whisker)


def awaited_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    """Ranges that are still to come."""
    draw_awaited(painter, x, y, 22, style.text2)
