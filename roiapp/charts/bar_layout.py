"""Where everything in the ROI chart stands, in pixels: names, bars, whiskers, labels, axis, legend, none over another.

A layout belongs to one content and one size; scrolling asks it for other rows. Painting and mouse both read it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSizeF

from roiapp.analysis.roi_chart import RoiBar, RoiChart
from roiapp.charts.legend import LINE, Legend, legend_of
from roiapp.charts.places import Range
from roiapp.charts.row_names import short_names
from roiapp.charts.row_places import RowPlaces
from roiapp.charts.style import MEDIUM, STRONG, ChartStyle
from roiapp.charts.value_axis import ValueAxis, value_axis
from roiapp.language import tr

BAR = 14
CAP = 9
LABEL_GAP = 8.0
_LABEL_HEIGHT = 15.0
_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT = 15.0, 20.0, 26.0
_BETWEEN = 4  # px between bars at least, where rows are squeezed so that all of them are seen
_LEFT, _RIGHT, _TOP, _AXIS = 20.0, 34.0, 5.0, 24.0
_NAME_GAP = 20.0  # between the names and the plot
_NAMES_MOST = 0.30  # of the width
_LEGEND_GAP = 12.0
_LEGEND_ROOM = (50.0, 100.0, 150.0, 200.0, 250.0)  # px by which bars may be narrowed to make it an empty corner
_LEGEND_FROM = 150.0  # px of height below which a legend takes but one line …
_LINE_FROM = 100.0  # … and below which it would leave no room for bars
_MEASURED = 12  # of many texts only the longest are measured


@dataclass(frozen=True)
class BarTexts:
    """A chart with its texts, measured once for all sizes: a label a bar, as `write` makes it of a fraction."""

    chart: RoiChart
    style: ChartStyle
    write: Callable[[float], str]
    level: str

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.write(bar.value) for bar in self.chart.bars)

    @cached_property
    def label_width(self) -> float:
        """Width of the widest label."""
        return self._widest(self.labels, STRONG)

    @cached_property
    def name_width(self) -> float:
        """Width of the widest name, as it is when its row is selected."""
        return self._widest(tuple(bar.name for bar in self.chart.bars), STRONG)

    @cached_property
    def break_even(self) -> str:
        return tr("Break-even {zero}", zero=self.write(0.0))

    def _widest(self, texts: tuple[str, ...], weight: int) -> float:
        longest = sorted(texts, key=len, reverse=True)[:_MEASURED]
        return max((self.style.width(text, weight) for text in longest), default=0.0)


@dataclass(frozen=True)
class Row:
    """One bar's places. `whisker` are the columns of pixels of its ends; `middle` is the row of pixels it lies on."""

    bar: RoiBar
    rect: QRectF
    name: QRectF
    short_name: str
    solid: QRectF
    middle: int
    whisker: tuple[int, int] | None
    open_low: bool
    open_high: bool
    cut: bool
    label: QRectF
    text: str

    def occupied(self) -> QRectF:
        """What is drawn right of the name, all together."""
        area = self.solid.united(self.label)
        if self.whisker:
            left, right = self.whisker
            area = area.united(QRectF(left, self.middle - CAP // 2, right - left + 1, CAP))
        return area


@dataclass(frozen=True)
class Tick:
    value: float
    label: QRectF
    text: str


class BarLayout(RowPlaces):
    """The places for one chart at one size."""

    def __init__(self, texts: BarTexts, size: QSizeF) -> None:
        self.texts = texts
        self.size = size
        self.count = len(texts.chart.bars)
        self.legend_block: QRectF | None = None
        self.legend_strip: QRectF | None = None
        self._place(_RIGHT)
        if texts.chart.bars and size.height() >= _LINE_FROM:
            self._place_legend()

    def _place(self, right: float) -> None:
        """Everything but the legend, with that margin right of the plot."""
        texts, width, height = self.texts, self.size.width(), self.size.height()
        names = min(texts.name_width + 1.0, max(width * _NAMES_MOST - _LEFT, 0.0))
        self.names = QRectF(_LEFT, _TOP, names, max(height - _TOP - _AXIS, 0.0))
        self.plot_left = _LEFT + names + _NAME_GAP
        self.across = max(width - right - self.plot_left, 1.0)
        self.axis = self._axis(right)
        self.plot = QRectF(self.plot_left, _TOP, self.across, max(height - _TOP - _AXIS, 1.0))
        self.zero = round(self.x(0.0))
        total = texts.chart.total
        shown = total is not None and self.axis.low <= total <= self.axis.high
        self.all_channels = round(self.x(total)) if total is not None and shown else None
        self.legend = self._legend()
        self.slot = self.slot_for(_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT)
        self._seen: tuple[float, list[Row]] = (math.nan, [])

    # -- scrolling -------------------------------------------------------------------------------------------------

    def view_range(self, scroll: float) -> tuple[Range, Range]:
        """Across from ROI to ROI, down from row to row (0 is the upper edge of the first)."""
        top = scroll / self.slot
        return (self.axis.low, self.axis.high), (top, top + self.plot.height() / self.slot)

    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        return self._row(mark, scroll).occupied()

    def rows(self, scroll: float = 0.0) -> list[Row]:
        """The rows that can be seen, whole or in part."""
        if self._seen[0] != scroll:
            self._seen = scroll, self._rows(scroll)
        return self._seen[1]

    def _rows(self, scroll: float) -> list[Row]:
        return [self._row(number, scroll) for number in self.seen(scroll)]

    def _row(self, number: int, scroll: float) -> Row:
        bar = self.texts.chart.bars[number]
        top = self.row_top(number, scroll)
        middle = math.floor(top + self.slot / 2)
        end = round(self.x(self.axis.inside(bar.value)))
        if bar.value and end == self.zero:
            end += 1 if bar.value > 0 else -1
        left, right = min(self.zero, end), max(self.zero, end)
        high = min(BAR, int(self.slot) - _BETWEEN)
        solid = QRectF(left, middle - high // 2, right - left, high)
        whisker, open_low, open_high = self._whisker(bar)
        after = max(right, whisker[1] + 1 if whisker else right) + LABEL_GAP
        text = self.texts.labels[number]
        label = self._label(after, self.texts.style.width(text, STRONG), middle)
        return Row(
            bar=bar,
            rect=QRectF(0.0, top, self.size.width(), self.slot),
            name=QRectF(self.names.left(), top, self.names.width(), self.slot),
            short_name=self.short_names[number],
            solid=solid,
            middle=middle,
            whisker=whisker,
            open_low=open_low,
            open_high=open_high,
            cut=self.axis.inside(bar.value) != bar.value,
            label=label,
            text=text,
        )

    # -- the axis --------------------------------------------------------------------------------------------------

    def x(self, value: float) -> float:
        """Where a value lies."""
        return self.plot_left + self.axis.share(value) * self.across

    @cached_property
    def short_names(self) -> tuple[str, ...]:
        """The names as they find room, selected or not."""
        return short_names([bar.name for bar in self.texts.chart.bars], self.names.width(), self.texts.style, STRONG)

    @cached_property
    def ticks(self) -> list[Tick]:
        """The ticks whose labels find room, the one of break-even (in words) before all others."""
        style = self.texts.style
        words = self.texts.break_even
        kept = [self._tick(0.0, words, style.width(words, MEDIUM))]
        for value in sorted(self.axis.ticks, key=abs):
            text = self.texts.write(value)
            tick = self._tick(value, text, style.width(text))
            fits = tick.label.left() >= 0.0 and tick.label.right() <= self.size.width()
            if abs(value) > 1e-9 and fits and not any(tick.label.intersects(_wider(k.label)) for k in kept):
                kept.append(tick)
        return sorted(kept, key=lambda tick: tick.value)

    @cached_property
    def grid(self) -> list[int]:
        """Where the lines of the grid stand: at every tick, labelled or not."""
        return [round(self.x(value)) for value in self.axis.ticks if abs(value) > 1e-9]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _axis(self, right: float) -> ValueAxis:
        texts = self.texts
        bars = texts.chart.bars
        ends = [end for bar in bars for end in (bar.low, bar.high) if end is not None]
        values = [bar.value for bar in bars]
        sample = max((abs(v) for v in (*values, *ends)), default=1.0)
        tick_width = texts.style.width(texts.write(min(sample, 100.0)))
        return value_axis(values, ends, self.across, LABEL_GAP + texts.label_width + 4.0 - right, tick_width)

    def _tick(self, value: float, text: str, width: float) -> Tick:
        x = round(self.x(value))
        height = self.texts.style.metrics().height()
        # Strips of a legend stand below the labels, so the place hangs on the plot's lower edge.
        label = QRectF(x - width / 2, self.plot.bottom() + (_AXIS - 4.0 - height) / 2, width, height)
        left = min(max(label.left(), 2.0), max(self.size.width() - width - 2.0, 2.0)) if value == 0.0 else label.left()
        label.moveLeft(left)
        return Tick(value, label, text)

    def _whisker(self, bar: RoiBar) -> tuple[tuple[int, int] | None, bool, bool]:
        if bar.low is None or bar.high is None:
            return None, False, False
        low, high = self.axis.inside(bar.low), self.axis.inside(bar.high)
        if low == high:  # all of the range lies beyond the axis
            return None, False, False
        return (round(self.x(low)), round(self.x(high))), low != bar.low, high != bar.high

    def _label(self, left: float, width: float, middle: int) -> QRectF:
        label = QRectF(left, middle - _LABEL_HEIGHT / 2 + 0.5, width, _LABEL_HEIGHT)
        line = self.all_channels
        if line is not None and label.left() - 2 <= line <= label.right() + 1:
            beyond = line + LABEL_GAP
            if beyond + width <= self.size.width() - 2.0:
                label.moveLeft(beyond)
        return label

    def _legend(self) -> Legend:
        bars = self.texts.chart.bars
        cut = any(self.axis.inside(v) != v for bar in bars for v in (bar.value, bar.low, bar.high) if v)
        return legend_of(self.texts.chart, self.texts.write, self.texts.level, cut=cut)

    def _place_legend(self) -> None:
        """Into an empty corner of the plot, made by narrower bars if need be; else as a strip below the axis, in little
        height of one line."""
        width = self.size.width() - 2 * _LEFT
        if self.size.height() < _LEGEND_FROM:
            self.legend = self.legend.in_one_line(self.texts.style, width)
            if self.legend.entries:
                self._place_strip(width, LINE)
            return
        if not self.most_scroll:
            self.legend_block = self._corner()
            for room in _LEGEND_ROOM:
                if self.legend_block or self.across < self.size.width() / 2:
                    break
                self._place(_RIGHT + room)
                self.legend_block = self._corner()
            if self.legend_block:
                return
            self._place(_RIGHT)
        _, height = self.legend.strip(self.texts.style, width)
        if height <= self.size.height() / 3:
            self._place_strip(width, height)

    def _place_strip(self, width: float, height: float) -> None:
        """The legend as a strip below the axis, where rows make room for it."""
        top = self.size.height() - height - 4.0
        self.legend_strip = QRectF(_LEFT, top, width, height)
        self.plot.setBottom(top - _AXIS)
        self.names.setBottom(top - _AXIS)
        self.slot = self.slot_for(_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT)
        self._seen = math.nan, []

    def _corner(self) -> QRectF | None:
        width, height = self.legend.block_size(self.texts.style)
        left, top = self.plot.left(), self.plot.top()
        right = self.size.width() - _LEFT - width
        bottom = self.plot.bottom() - height - _LEGEND_GAP
        rows = [row.occupied() for row in self.rows()]
        lines = [self.zero] if self.all_channels is None else [self.zero, self.all_channels]
        for x, y in ((right, bottom), (left + _LEGEND_GAP, top + _LEGEND_GAP), (left + _LEGEND_GAP, bottom)):
            block = QRectF(QPointF(x, y), QSizeF(width, height))
            roomy = block.adjusted(-_LEGEND_GAP, -LINE / 2, _LEGEND_GAP, LINE / 4)
            free = roomy.left() >= left and roomy.top() >= top - LINE / 2
            crossed = any(roomy.left() <= line <= roomy.right() for line in lines)
            if free and not crossed and not any(map(roomy.intersects, rows)):
                return block
        return None


def _wider(rect: QRectF) -> QRectF:
    return rect.adjusted(-LABEL_GAP, 0.0, LABEL_GAP, 0.0)
