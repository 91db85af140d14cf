"""How a figure that is not known exactly may come out: how often where, the loss apart, with the points that say it in
numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from roiapp.charts.scale import Scale, tight_scale
from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour

if TYPE_CHECKING:
    from roiapp.analysis.decisions.risk import Risk
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit

LINE: Final = 16.0
_POINTS: Final = 3  # texts above the plot, a line each
_TOP: Final = 28.0 + _POINTS * LINE + 6.0
_AXIS: Final = 26.0
_SIDE: Final = 10.0
_TICK_ROOM: Final = 84.0
LEAST_HEIGHT: Final = 210.0
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class SpreadTexts:
    """What loss and profit are called, what stands at the 10, 50 and 90 % points, and the unit of the figure."""

    loss: str
    profit: str
    points: tuple[str, str, str]
    unit: Unit
    write: NumberFormat


@dataclass(frozen=True)
class Point:
    """A value across with its text; the line goes down from there."""

    x: float
    top: float
    rect: QRectF
    text: str


@dataclass(frozen=True)
class SpreadLayout:
    """Everything in px of text at 12. `columns` lie below 0 (True) or above; `zero` is None beyond the axis."""

    plot: QRectF
    columns: tuple[tuple[QRectF, bool], ...]
    points: tuple[Point, ...]
    zero: float | None
    ticks: tuple[tuple[float, QRectF, str], ...]
    keys: tuple[tuple[bool, QRectF, QRectF, str], ...]


def spread_layout(found: Risk, texts: SpreadTexts, size: QSizeF, style: ChartStyle) -> SpreadLayout:
    """The picture at a size."""
    spread = found.spread
    plot = QRectF(_SIDE, _TOP, max(size.width() - 2 * _SIDE, 60.0), max(size.height() - _TOP - _AXIS, 40.0))
    ends = [spread.low, spread.high, found.low, found.high, found.typed]
    scale = tight_scale(min(ends), max(ends), max(int(plot.width() / _TICK_ROOM), 2), texts.unit, texts.write)

    def at(value: float) -> float:
        return plot.left() + scale.share(value) * plot.width()

    wide = (spread.high - spread.low) / len(spread.shares)
    most = max(spread.shares)
    columns: list[tuple[QRectF, bool]] = []
    for number, share in enumerate(spread.shares):
        start, end, high = spread.low + number * wide, spread.low + (number + 1) * wide, share / most * plot.height()
        # the column in which 0 lies is loss to its left and profit to its right
        parts = [(start, 0.0), (0.0, end)] if start < 0.0 < end else [(start, end)]
        for first, last in parts:
            left, right = round(at(first)), round(at(last))
            area = QRectF(left, plot.bottom() - high, max(right - left, 1.0), high)
            columns.append((area, last <= 0.0))
    points = tuple(_points(found, texts, plot, at, style))
    return SpreadLayout(
        plot, tuple(columns), points, at(0.0) if scale.holds(0.0) else None,
        tuple(_ticks(scale, plot, style)), tuple(_keys(texts, size.width(), style)),
    )  # fmt: skip


def _points(
    found: Risk, texts: SpreadTexts, plot: QRectF, at: Callable[[float], float], style: ChartStyle
) -> Iterator[Point]:
    for number, (value, text) in enumerate(zip((found.low, found.middle, found.high), texts.points, strict=True)):
        x, wide, top = at(value), style.width(text, STRONG) + 2.0, 28.0 + number * LINE
        left = x + 6.0 if x + 6.0 + wide <= plot.right() else x - 6.0 - wide
        yield Point(x, top, QRectF(max(left, 0.0), top, wide, LINE), text)


def _ticks(scale: Scale, plot: QRectF, style: ChartStyle) -> Iterator[tuple[float, QRectF, str]]:
    taken = -1e9
    for value, text in zip(scale.ticks, scale.labels, strict=True):
        x, wide = plot.left() + scale.share(value) * plot.width(), style.width(text) + 4.0
        left = min(max(x - wide / 2, 0.0), plot.right() + _SIDE - wide)
        if left > taken + 8.0:
            taken = left + wide
            yield x, QRectF(left, plot.bottom() + 7.0, wide, LINE), text


def _keys(texts: SpreadTexts, width: float, style: ChartStyle) -> Iterator[tuple[bool, QRectF, QRectF, str]]:
    right = width
    for is_loss, text in ((False, texts.profit), (True, texts.loss)):
        wide = style.width(text) + 2.0
        left = right - wide
        yield is_loss, QRectF(left - 16.0, 6.0, 10.0, 10.0), QRectF(left, 3.0, wide, LINE), text
        right = left - 16.0 - 18.0


def paint_spread(painter: QPainter, places: SpreadLayout, style: ChartStyle, marked: int | None) -> None:
    """The picture with its corner at the painter's origin; `marked` is the point that pointer or keys are at."""
    plot = places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for x, _rect, _text in places.ticks:
        painter.fillRect(QRectF(round(x), plot.top(), 1.0, plot.height()), colour(style.grid))
    for area, is_loss in places.columns:
        painter.fillRect(area, colour(style.below if is_loss else style.above))
    painter.fillRect(QRectF(plot.left(), round(plot.bottom()), plot.width(), 1.0), colour(style.text2))
    if places.zero is not None:
        painter.fillRect(QRectF(round(places.zero), plot.top() - 2.0, 1.0, plot.height() + 8.0), colour(style.text))
    for number, point in enumerate(places.points):
        pen = QPen(colour(style.selected_text if number == marked else style.whisker), 2.0 if number == marked else 1.0)
        if number != marked:
            pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(QLineF(point.x, point.top + 2.0, point.x, plot.bottom()))
    for number, point in enumerate(places.points):
        painter.fillRect(point.rect, colour(style.surface))  # lines of others make room for it
        painter.setFont(style.font(STRONG))
        painter.setPen(colour(style.selected_text if number == marked else style.text))
        painter.drawText(point.rect, _LEFT, point.text)
    painter.setFont(style.font(REGULAR))
    painter.setPen(colour(style.text2))
    for _x, rect, text in places.ticks:
        painter.drawText(rect, _CENTRE, text)
    for is_loss, sign, rect, text in places.keys:
        painter.fillRect(sign, colour(style.below if is_loss else style.above))
        painter.drawText(rect, _LEFT, text)
