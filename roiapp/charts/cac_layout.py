"""Where everything in the chart of customer acquisition cost stands, in pixels: a row a channel with its bar, its range
and its two markers, and the figures in columns at the right, where nothing can lie over them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF, QSizeF

from roiapp.analysis.cac_chart import CacBar, CacChart
from roiapp.charts.column_rows import AXIS, LEFT, ColumnRows, Wanted
from roiapp.charts.heading import Key
from roiapp.charts.linear_axis import LinearAxis, linear_axis
from roiapp.charts.scale import tick_labels
from roiapp.charts.style import MEDIUM, STRONG, ChartStyle
from roiapp.core.units import MONEY_EACH, NumberFormat
from roiapp.language import tr

BAR, CAP = 12, 9
_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT = 14.0, 20.0, 26.0
_FAR = 1.6  # a range or a lifetime value stretches the axis to at most so many times the costs
_LEAST_COST = 1e-8


@dataclass(frozen=True)
class CacRow:
    """One channel's places. Columns of pixels: the ends of the range, the limit and the lifetime value; a marker beyond
    the axis is None. `middle` is the row of pixels all of them lie on."""

    number: int
    bar: CacBar
    rect: QRectF
    name: QRectF
    solid: QRectF
    middle: int
    cut: bool
    whisker: tuple[int, int] | None
    open_high: bool
    limit: int | None
    lifetime: int | None
    lifetime_beyond: bool


@dataclass(frozen=True)
class CostTick:
    """A line down the plot with its label."""

    x: int
    label: QRectF
    text: str


class CacLayout(ColumnRows):
    """The places of one chart at one size. `keys` are the signs to be explained above it."""

    def __init__(
        self, chart: CacChart, style: ChartStyle, numbers: NumberFormat, keys: Sequence[Key], size: QSizeF
    ) -> None:
        self.chart = chart
        self.style = style
        self.numbers = numbers
        self.size = size
        self.count = len(chart.bars)
        self.place_around(chart.title, keys, [bar.name for bar in chart.bars], self._wanted())
        self.axis = self._axis()
        self.slot = self.slot_for(_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT)
        total = chart.total
        self.all_channels = round(self.axis.at(total)) if total is not None and total <= self.axis.most else None

    def rows(self, scroll: float = 0.0) -> list[CacRow]:
        """The rows that can be seen, whole or in part."""
        return [self.row(number, scroll) for number in self.seen(scroll)]

    def row(self, number: int, scroll: float) -> CacRow:
        """One channel's places."""
        bar, axis = self.chart.bars[number], self.axis
        top = self.row_top(number, scroll)
        middle = math.floor(top + self.slot / 2)
        zero = round(axis.at(0.0))
        end = zero if bar.value is None else max(round(axis.at(axis.inside(bar.value))), zero + (bar.value > 0.0))
        high = min(BAR, int(self.slot) - 4)
        whisker, open_high = self._whisker(bar)
        return CacRow(
            number=number,
            bar=bar,
            rect=QRectF(0.0, top, self.size.width(), self.slot),
            name=QRectF(LEFT, top, self.names_width, self.slot),
            solid=QRectF(zero, middle - high // 2, end - zero, high),
            middle=middle,
            cut=bar.value is not None and bar.value > axis.most,
            whisker=whisker,
            open_high=open_high,
            limit=self._marker(bar.limit),
            lifetime=self._marker(bar.lifetime),
            lifetime_beyond=bar.lifetime is not None and bar.lifetime > axis.most,
        )

    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        row = self.row(mark, scroll)
        return row.solid.united(QRectF(row.name.right(), row.middle - CAP // 2, 1.0, CAP))

    @cached_property
    def ticks(self) -> list[CostTick]:
        """The ticks whose labels find room."""
        ticks = self.axis.ticks
        step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
        height = self.style.metrics().height()
        top = self.plot.bottom() + (AXIS - height) / 2
        found: list[CostTick] = []
        for value, text in zip(ticks, tick_labels(ticks, step, MONEY_EACH, self.numbers), strict=True):
            x = round(self.axis.at(value))
            width = self.style.width(text, MEDIUM) + 1.0
            rect = QRectF(x - width / 2, top, width, height)
            if rect.left() < 2.0 or rect.right() > self.size.width() - 2.0:
                continue
            if not found or found[-1].label.right() + 10.0 <= rect.left():
                found.append(CostTick(x, rect, text))
        return found

    # -- inside ------------------------------------------------------------------------------------------------------

    def _marker(self, value: float | None) -> int | None:
        return None if value is None or not 0.0 <= value <= self.axis.most else round(self.axis.at(value))

    def _whisker(self, bar: CacBar) -> tuple[tuple[int, int] | None, bool]:
        """Its ends, and whether it goes on beyond the axis."""
        if bar.low is None or bar.low > self.axis.most:
            return None, False
        high = math.inf if bar.high is None else bar.high
        return (round(self.axis.at(bar.low)), round(self.axis.at(self.axis.inside(high)))), high > self.axis.most

    def _axis(self) -> LinearAxis:
        bars = self.chart.bars
        known = [(bar.low if bar.value is None else bar.value, bar.limit) for bar in bars]
        costs = [each for pair in known for each in pair if each is not None]
        most = max(costs, default=1.0) * _FAR
        # A quarter beyond an open range is room for the arrow that says so.
        ends = [min(bar.high, most) for bar in bars if bar.high is not None]
        ends += [bar.low * 1.25 for bar in bars if bar.low is not None and bar.high is None]
        lives = [bar.lifetime for bar in bars if bar.lifetime is not None and bar.lifetime <= most]
        labels = (self.numbers.text(v, MONEY_EACH) for v in (max(costs, default=0.0), most))
        room = max(self.style.width(text) for text in labels)
        # What is less than a millionth of a cent is nothing that an axis could show.
        values = [v for v in (*costs, *ends, *lives) if v > _LEAST_COST]
        return linear_axis(values, self.plot.left(), self.plot.right() - 6.0, room)

    def _wanted(self) -> list[Wanted]:
        """Columns by their worth: cost, the most it may be, what that leaves over, lifetime value."""
        bars, write = self.chart.bars, self.numbers
        wanted: list[Wanted] = [
            (tr("CAC"), tuple(self.cost_text(bar) for bar in bars), STRONG),
            (tr("May cost"), tuple(write.text(bar.limit, MONEY_EACH) for bar in bars), MEDIUM),
        ]
        if any(bar.headroom is not None for bar in bars):
            # What the rows are sorted by.
            wanted.append((tr("Left over"), tuple(write.text(bar.headroom, MONEY_EACH) for bar in bars), MEDIUM))
        if self.chart.has_lifetime:
            wanted.append((tr("LTV"), tuple(write.text(bar.lifetime, MONEY_EACH) for bar in bars), MEDIUM))
        return wanted

    def cost_text(self, bar: CacBar) -> str:
        """What a customer cost, as it is written; without a customer what one costs at least."""
        if bar.value is None:
            return tr("at least {cost}", cost=self.numbers.text(bar.low, MONEY_EACH))
        return self.numbers.text(bar.value, MONEY_EACH)
