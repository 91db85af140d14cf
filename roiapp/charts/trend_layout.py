"""Where everything in a trend stands, in pixels: the scale, the points of every line, its name at its end, the range,
and the box with a period's figures. Marks are the points, line by line; those without a figure are stepped over."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPolygonF

from roiapp.analysis.trend_chart import TrendChart, TrendLine
from roiapp.analysis.trend_marks import TrendMark
from roiapp.charts.heading import HEIGHT
from roiapp.charts.places import Places, Range
from roiapp.charts.polylines import stretches
from roiapp.charts.row_names import short_names
from roiapp.charts.style import MEDIUM, REGULAR, STRONG, ChartStyle
from roiapp.charts.trend_labels import LINE, PeriodLabel, period_labels, spread
from roiapp.charts.trend_scale import trend_scale
from roiapp.core.units import NumberFormat
from roiapp.language import tr

_LEFT, _RIGHT, _AXIS, _PAD = 20.0, 16.0, 26.0, 10.0
_TOP = HEIGHT + 8.0  # the uppermost tick's label stands half above the plot
_TICK_GAP = 10.0  # between the ticks' labels and the plot
# Names at the ends: at most this share of the width and so many px, with so many before them and for the dot.
_ENDS_SHARE, _ENDS_MOST, _ENDS_GAP, _DOT = 0.28, 240.0, 12.0, 14.0
_NEAR = 14.0  # px within which a line behind the others is meant by the pointer
MARKERS_APART = 12.0  # px between points from which each is marked


@dataclass(frozen=True)
class EndLabel:
    """The name of a line, as it is `shown` there, and its last figure at the right; `point` is where the line ends."""

    line: int
    rect: QRectF
    name: str
    shown: str
    value: str
    name_width: float
    point: QPointF
    joined: bool


@dataclass(frozen=True)
class YTick:
    """A line across the plot with its label; `zero` is the one that figures are above or below."""

    y: int
    label: QRectF
    text: str
    zero: bool


class TrendLayout(Places):
    """The places of one trend at one size."""

    def __init__(self, chart: TrendChart, style: ChartStyle, numbers: NumberFormat, size: QSizeF) -> None:
        self.chart = chart
        self.style = style
        self.numbers = numbers
        self.size = size
        width, height = size.width(), size.height()
        self.scale = trend_scale(chart, max(height - _TOP - _AXIS, 1.0), numbers)
        # Of all that tell what zero is, break-even in words needs most room.
        self.zero_text = self._zero_text(width)
        texts = [*self.scale.labels, self.zero_text]
        ticks = max(style.width(text, MEDIUM) for text in texts) + 1.0
        left = _LEFT + ticks + _TICK_GAP
        named = [
            style.width(line.name) + 8.0 + style.width(self.last_value(line), STRONG)
            for line in chart.lines
            if line.last is not None
        ]
        # An arrow stands before the name of a line that ends beyond the scale.
        names = max(named) + style.width("↑ ") if named else 0.0
        most = min(width * _ENDS_SHARE, _ENDS_MOST)
        self.ends = min(names + _DOT + 2.0, most) if names and most > 60.0 else 0.0
        right = width - _RIGHT - (self.ends + _ENDS_GAP if self.ends else 0.0)
        self.plot = QRectF(left, _TOP, max(right - left, 1.0), max(height - _TOP - _AXIS, 1.0))
        self.xs = [self._x(period.at) for period in chart.periods]

    @property
    def lines(self) -> tuple[TrendLine, ...]:
        """All lines, those that are told apart first."""
        return self.chart.lines + self.chart.others

    def last_value(self, line: TrendLine) -> str:
        """A line's last figure as it is written."""
        value = None if line.last is None else line.values[line.last]
        return self.numbers.text(value, self.chart.unit)

    # -- places ------------------------------------------------------------------------------------------------------

    def _x(self, at: float) -> int:
        """Where a day of the axis stands."""
        span = self.chart.periods[-1].at if self.chart.periods else 0.0
        inside = max(self.plot.width() - 2 * _PAD, 0.0)
        return round(self.plot.left() + _PAD + (at / span * inside if span else inside / 2))

    def y(self, value: float) -> float:
        """The height of a figure; beyond the scale it is the plot's edge or further, for what is clipped there."""
        scale = self.scale
        share = (value - scale.low) / (scale.high - scale.low)
        return self.plot.bottom() - min(max(share, -2.0), 3.0) * self.plot.height()

    def point(self, line: TrendLine, number: int) -> QPointF | None:
        """Where a line's figure of a period stands, None where it has none."""
        value = line.values[number]
        return None if value is None else QPointF(self.xs[number] + 0.5, round(self.y(value)) + 0.5)

    def _points_of(self, line: TrendLine) -> dict[int, QPointF]:
        return {n: place for n in range(len(self.xs)) if (place := self.point(line, n)) is not None}

    @cached_property
    def told_points(self) -> list[dict[int, QPointF]]:
        """Where the figures of each line that is told apart stand, by their place in it."""
        return [self._points_of(line) for line in self.chart.lines]

    @cached_property
    def points(self) -> list[dict[int, QPointF]]:
        """The same of all lines, for the pointer."""
        return [*self.told_points, *(self._points_of(line) for line in self.chart.others)]

    @cached_property
    def behind(self) -> list[list[QPolygonF]]:
        """The stretches without a gap of each line behind the others."""
        joined = np.array([period.joined for period in self.chart.periods])
        xs = np.array(self.xs) + 0.5
        found = []
        for line in self.chart.others:
            share = (np.array(line.values, dtype=np.float64) - self.scale.low) / (self.scale.high - self.scale.low)
            ys = np.rint(self.plot.bottom() - np.clip(share, -2.0, 3.0) * self.plot.height()) + 0.5
            found.append(stretches(xs, ys, joined))
        return found

    @cached_property
    def runs(self) -> list[list[list[int]]]:
        """The stretches without a gap of each line that is told apart, as places in its values."""
        joined = [period.joined for period in self.chart.periods]
        found: list[list[list[int]]] = []
        for line in self.chart.lines:
            runs: list[list[int]] = []
            for number, value in enumerate(line.values):
                if value is None:
                    continue
                if runs and runs[-1][-1] == number - 1 and joined[number]:
                    runs[-1].append(number)
                else:
                    runs.append([number])
            found.append(runs)
        return found

    def open(self, number: int) -> bool:
        """Whether a period's figures are drawn apart because they will still grow."""
        return self.chart.provisional and self.chart.periods[number].open

    @cached_property
    def every_point(self) -> bool:
        """Whether points stand far enough apart to be marked one by one."""
        apart = [later - earlier for earlier, later in zip(self.xs, self.xs[1:], strict=False)]
        return min(apart, default=MARKERS_APART) >= MARKERS_APART

    @cached_property
    def ticks(self) -> list[YTick]:
        """The lines across the plot."""
        height = self.style.metrics().height()
        found = []
        for value, label in zip(self.scale.ticks, self.scale.labels, strict=True):
            zero = value == 0.0
            text = self.zero_text if zero else label
            y = round(self.y(value))
            width = self.style.width(text, MEDIUM if zero else REGULAR) + 1.0
            rect = QRectF(self.plot.left() - _TICK_GAP - width, y - height / 2, width, height)
            found.append(YTick(y, rect, text, zero))
        return found

    @cached_property
    def period_labels(self) -> list[PeriodLabel]:
        """The names of periods below the plot that find room."""
        top = self.plot.bottom() + (_AXIS - self.style.metrics().height()) / 2 + 1.0
        return period_labels(self.chart.periods, self.xs, top, self.size.width(), self.style)

    @cached_property
    def years(self) -> list[int]:
        """Where a year begins, between two periods."""
        found = []
        for number in range(1, len(self.xs)):
            before, after = self.chart.periods[number - 1], self.chart.periods[number]
            if before.end and after.start and before.end.year < after.start.year and not after.shortened:
                found.append((self.xs[number - 1] + self.xs[number]) // 2)
        return found

    @cached_property
    def placed_marks(self) -> list[tuple[TrendMark, int]]:
        """The days that are marked, and where they stand."""
        low, high = round(self.plot.left()), round(self.plot.right())
        return [(mark, min(max(self._x(mark.at), low), high)) for mark in self.chart.marks]

    def said_at(self, number: int, line: TrendLine | None = None) -> list[str]:
        """What is said of the marked days of this period; of a `line` what has to do with it."""
        marks = (mark for mark in self.chart.marks if mark.number == number)
        return [mark.text for mark in marks if line is None or mark.tells_of(line.channel)]

    def mark_colour(self, mark: TrendMark) -> str:
        """The colour of the line that a step was taken for."""
        line = next((each for each in self.chart.lines if each.channel == mark.channel), None)
        return self.style.all_channels if line is None else line_colour(line, self.style)

    @cached_property
    def pauses(self) -> list[int]:
        """Where a pause is drawn shorter than it was."""
        return [
            (self.xs[number - 1] + self.xs[number]) // 2
            for number in range(1, len(self.xs))
            if self.chart.periods[number].shortened
        ]

    @cached_property
    def end_labels(self) -> list[EndLabel]:
        """The names at the right, as many as the height holds."""
        if not self.ends:
            return []
        most = int(self.plot.height() // LINE)
        named = [
            (index, line, self.told_points[index][line.last])
            for index, line in enumerate(self.chart.lines)
            if line.last is not None
        ][:most]
        clipped = [min(max(point.y(), self.plot.top()), self.plot.bottom()) for *_, point in named]
        middles = spread(clipped, self.plot.top(), self.plot.bottom(), LINE)
        left = self.plot.right() + _ENDS_GAP
        found = []
        for (index, line, point), middle in zip(named, middles, strict=True):
            value = self.last_value(line)
            rest = max(self.ends - _DOT - 8.0 - self.style.width(value, STRONG), 0.0)
            rect = QRectF(left, middle - LINE / 2, self.ends, LINE)
            joined = line.last == len(self.xs) - 1
            name_width = min(self.style.width(line.name) + 1.0, rest)
            name = line.name
            if not self.plot.top() - 1.0 <= point.y() <= self.plot.bottom() + 1.0:
                name = f"↑ {name}" if point.y() < self.plot.top() else f"↓ {name}"
                name_width = min(self.style.width(name) + 1.0, rest)
            found.append(EndLabel(index, rect, name, name, value, name_width, point, joined))
        shown = short_names([each.name for each in found], [each.name_width for each in found], self.style)
        return [replace(label, shown=short) for label, short in zip(found, shown, strict=True)]

    # -- marks -------------------------------------------------------------------------------------------------------

    def mark(self, line: int, number: int) -> int:
        """The mark of a line's point."""
        return line * len(self.xs) + number

    def of_mark(self, mark: int) -> tuple[int, int]:
        """The line and the place in it of a mark."""
        return divmod(mark, len(self.xs))

    def view_range(self, scroll: float) -> tuple[Range, Range]:
        """Across in days, from bottom to top in the figure's unit."""
        last = self.chart.periods[-1].at if self.chart.periods else 0.0
        return (0.0, last or 1.0), (self.scale.high, self.scale.low)

    def mark_at(self, point: QPointF, scroll: float) -> int | None:
        if not self.xs or not self.plot.adjusted(-_PAD, -2.0, _PAD, _AXIS).contains(point):
            return None
        number = min(range(len(self.xs)), key=lambda n: abs(self.xs[n] - point.x()))
        nearest: tuple[float, int] | None = None
        for index, points in enumerate(self.points):
            place = points.get(number)
            if place is None:
                continue
            away = abs(place.y() - point.y())
            # A line behind the others is meant only where the pointer is on it.
            if index >= len(self.chart.lines):
                away = away + 4.0 if away <= _NEAR else math.inf
            if math.isfinite(away) and (nearest is None or away < nearest[0]):
                nearest = away, index
        return None if nearest is None else self.mark(nearest[1], number)

    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        line, number = self.of_mark(mark)
        place = self.point(self.lines[line], number) or QPointF(self.xs[number], self.plot.center().y())
        y = min(max(place.y(), self.plot.top()), self.plot.bottom())
        return QRectF(place.x() - 5.0, y - 5.0, 10.0, 10.0)

    # -- the scale ---------------------------------------------------------------------------------------------------

    def _zero_text(self, width: float) -> str:
        zero = next((t for v, t in zip(self.scale.ticks, self.scale.labels, strict=True) if v == 0.0), "")
        if zero and self.chart.zero_is_break_even and width >= 420.0:
            return tr("Break-even {zero}", zero=zero)
        return zero


def line_colour(line: TrendLine, style: ChartStyle) -> str:
    """The colour of a line that is told apart."""
    return style.all_channels if line.channel is None else style.dot(line.colour)
