"""Where everything in the chart of spend against gross profit stands, in pixels: bubbles, their labels, the break-even
line, axes and legend."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF

from roiapp.analysis.spend_return_chart import Bubble, SpendReturnChart
from roiapp.charts.label_placing import Label, Wish, clear_of, place_labels
from roiapp.charts.legend import LINE, Legend, Sign
from roiapp.charts.linear_axis import LinearAxis, linear_axis
from roiapp.charts.places import Places, Range
from roiapp.charts.row_names import short_names
from roiapp.charts.style import MEDIUM, STRONG, ChartStyle
from roiapp.core.units import MONEY, MONEY_ROUND, ROI, NumberFormat
from roiapp.language import tr

LABEL_HEIGHT = 15.0
DOT = 8.0
DOT_GAP = 5.0  # between a channel's dot and its name
FIGURE_GAP = 5.0  # between name and figure
_LONGEST_NAME = 170.0
_LEFT, _RIGHT, _TOP, _AXIS = 16.0, 20.0, 8.0, 24.0
_NAME = 18.0  # px for the name of the upright axis
_LEGEND_FROM = 170.0  # px of height below which a legend would leave no room
_SMALLEST = 3.5  # px, the radius of few customers
_UNKNOWN = 4.5  # and of an unknown number of them


@dataclass(frozen=True)
class SpendReturnTexts:
    """A content with its texts, measured once for all sizes."""

    content: SpendReturnChart
    style: ChartStyle
    numbers: NumberFormat

    def money(self, value: float) -> str:
        return self.numbers.text(value, MONEY)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return short_names([bubble.name for bubble in self.content.bubbles], _LONGEST_NAME, self.style)

    @cached_property
    def rois(self) -> tuple[str, ...]:
        return tuple(self.numbers.text(bubble.roi, ROI) for bubble in self.content.bubbles)

    @cached_property
    def break_even(self) -> tuple[str, str]:
        """What the line is called, at length and in a word."""
        return tr("Break-even: profit as large as the spend"), tr("Break-even")

    def figure(self, mark: int, beyond: tuple[int, int]) -> str:
        """What stands behind a bubble's name: its ROI, and what cannot be read off the axes."""
        bubble, roi = self.content.bubbles[mark], self.rois[mark]
        if beyond[0]:
            return tr("{roi} on {cost}", roi=roi, cost=self.money(bubble.cost))
        return tr("{roi}, profit {profit}", roi=roi, profit=self.money(bubble.profit)) if beyond[1] else roi

    @cached_property
    def signs(self) -> tuple[tuple[Sign, str], ...]:
        sides = {bubble.side for bubble in self.content.bubbles}
        signs: list[tuple[Sign, str]] = []
        if sides & {"above", "even"}:
            signs.append(("earns", tr("Brings back more than it costs")))
        if "below" in sides:
            signs.append(("loses", tr("Brings back less")))
        if any(bubble.customers for bubble in self.content.bubbles):
            signs.append(("size", tr("Size: customers")))
        if any(bubble.customers is None for bubble in self.content.bubbles):
            signs.append(("no_size", tr("Customers not known")))
        return tuple(signs)

    def label_widths(self, mark: int, beyond: tuple[int, int]) -> tuple[float, float]:
        """Widths of the label with the figure and without it."""
        name = DOT + DOT_GAP + self.style.width(self.names[mark])
        return name + FIGURE_GAP + self.style.width(self.figure(mark, beyond), STRONG), name


@dataclass(frozen=True, slots=True)
class Spot:
    """One bubble's place; `beyond` is the direction in which it really lies further out (0, 0 where it does not)."""

    bubble: Bubble
    x: float
    y: float
    radius: float
    beyond: tuple[int, int]

    def rect(self) -> QRectF:
        return QRectF(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)


@dataclass(frozen=True, slots=True)
class AxisText:
    """The label of a tick, and where the line of the grid stands."""

    text: str
    rect: QRectF
    at: int


class SpendReturnLayout(Places):
    """The places for one content at one size."""

    def __init__(self, texts: SpendReturnTexts, size: QSizeF) -> None:
        self.texts = texts
        self.size = size
        bubbles, style = texts.content.bubbles, texts.style
        self.legend = Legend(texts.content.title, self._signs())
        self.legend_strip = self._strip()
        top = _TOP + (self.legend_strip.height() + 4.0 if self.legend_strip is not None else 0.0)
        high = max(size.height() - top - _AXIS, 1.0)
        self.largest = min(max(min(high, size.width() * 0.4) * 0.085, 6.0), 26.0)
        reach = self.largest + 3.0
        profits = [bubble.profit for bubble in bubbles]
        self.up = linear_axis(profits, top + high, top, LINE, margin=reach)
        written = [self._tick(value, self.up) for value in self.up.ticks]
        self.ticks_width = max((style.width(text) for text in written), default=0.0)
        left = _LEFT + _NAME + self.ticks_width + 8.0
        wide = max(size.width() - left - _RIGHT, 1.0)
        costs = [bubble.cost for bubble in bubbles]
        tick = style.width(texts.money(max(costs, default=1.0)))
        self.across = linear_axis(costs, left, left + wide, tick, margin=reach)
        self.plot = QRectF(left, top, wide, high)
        self.zero = QPointF(round(self.across.at(0.0)), round(self.up.at(0.0)))
        self._most_customers = max((bubble.customers or 0.0 for bubble in bubbles), default=0.0)
        self.spots = [self._spot(bubble) for bubble in bubbles]
        self._giving_way: dict[int, list[Label | None]] = {}
        #: bubbles from the largest to the smallest: small ones lie on top
        self.drawing_order = sorted(range(len(bubbles)), key=lambda mark: -self.spots[mark].radius)

    def view_range(self, scroll: float) -> tuple[Range, Range]:
        return (self.across.low, self.across.high), (self.up.high, self.up.low)

    def mark_at(self, point: QPointF, scroll: float) -> int | None:
        for mark in reversed(self.drawing_order):
            spot = self.spots[mark]
            if math.hypot(point.x() - spot.x, point.y() - spot.y) <= max(spot.radius, 5.0) + 1.0:
                return mark
        return next((m for m, label in enumerate(self.labels) if label and label.rect.contains(point)), None)

    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        return self.spots[mark].rect()

    # -- break-even --------------------------------------------------------------------------------------------------

    @cached_property
    def break_even(self) -> QLineF:
        """The line on which the profit is what was spent, as far as the plot goes."""
        start = max(self.across.low, self.up.low)
        end = min(self.across.high, self.up.high)
        points = [QPointF(self.across.at(value), self.up.at(value)) for value in (start, max(start, end))]
        return QLineF(*points)

    @cached_property
    def break_even_label(self) -> tuple[str, QRectF] | None:
        """The line's name beside it, as near to its upper end as the bubbles let it; None where there is no room."""
        circles = [spot.rect() for spot in self.spots]
        line, room = self.break_even, self.plot.adjusted(2.0, 1.0, -2.0, -1.0)
        if not line.dx() or room.height() < 3 * LABEL_HEIGHT:
            return None
        rise = abs(line.dy() / line.dx())
        for text in self.texts.break_even:
            width = self.texts.style.width(text, MEDIUM) + 2.0
            for along in range(10):
                end = line.pointAt(1.0 - along / 14)
                right = min(end.x(), room.right())
                top = end.y() - LABEL_HEIGHT - 2.0
                for rect in (
                    QRectF(right - width, top, width, LABEL_HEIGHT),  # above the line, which only climbs to there
                    QRectF(end.x() + 8.0, end.y() - LABEL_HEIGHT / 2 + rise * 8.0, width, LABEL_HEIGHT),
                    QRectF(right - width, end.y() + rise * width + 3.0, width, LABEL_HEIGHT),
                ):
                    if room.contains(rect) and not any(map(rect.intersects, circles)) and not self._is_crossed(rect):
                        return text, rect
        return None

    def _is_crossed(self, rect: QRectF) -> bool:
        """Whether the break-even line or an axis goes through a rectangle."""
        axes = rect.top() <= self.zero.y() <= rect.bottom() or rect.left() <= self.zero.x() <= rect.right()
        return axes or _crosses(self.break_even, rect)

    # -- labels ------------------------------------------------------------------------------------------------------

    @cached_property
    def labels(self) -> list[Label | None]:
        """The label beside each bubble; those of most money at stake come first, the last find no room."""
        bubbles = self.texts.content.bubbles
        return self._labels(sorted(range(len(bubbles)), key=lambda mark: -_weight(bubbles[mark])))

    def labels_with(self, mark: int | None) -> list[Label | None]:
        """The same with a label for this bubble, where the others may have to give way for it."""
        if mark is None or self.labels[mark] is not None:
            return self.labels
        if mark not in self._giving_way:
            label = self._labels([mark])[mark] or self._label_over(mark)
            self._giving_way = {mark: _beside(mark, label, self.labels)}
        return self._giving_way[mark]

    def labels_under(self, mark: int, labels: list[Label | None]) -> list[Label | None]:
        """Labels with one for this bubble right beside it; those that it would cover are away meanwhile."""
        return labels if labels[mark] is not None else _beside(mark, self._label_over(mark), labels)

    def _label_over(self, mark: int) -> Label:
        """A label beside a bubble, whatever is there."""
        spot, width = self.spots[mark], self.texts.label_widths(mark, self.spots[mark].beyond)[0]
        right = spot.x + spot.radius + 4.0
        left = right if right + width <= self.plot.right() else spot.x - spot.radius - 4.0 - width
        top = min(max(spot.y - LABEL_HEIGHT / 2, self.plot.top()), self.plot.bottom() - LABEL_HEIGHT)
        return Label(QRectF(max(left, 2.0), top, width, LABEL_HEIGHT), 0, None)

    def _labels(self, order: list[int]) -> list[Label | None]:
        wishes = [
            Wish(spot.x, spot.y, spot.radius, self.texts.label_widths(mark, spot.beyond))
            for mark, spot in enumerate(self.spots)
        ]
        taken = [] if self.break_even_label is None else [self.break_even_label[1]]
        zero = QLineF(self.plot.left(), self.zero.y(), self.plot.right(), self.zero.y())
        return place_labels(wishes, order, LABEL_HEIGHT, self.plot, taken, [self.break_even, zero])

    # -- axes --------------------------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[AxisText]:
        """The ticks of the upright axis with their lines."""
        height, right = self.texts.style.metrics().height(), self.plot.left() - 8.0
        found = []
        for value in self.up.ticks:
            y = round(self.up.at(value))
            rect = QRectF(right - self.ticks_width, y - height / 2, self.ticks_width, height)
            found.append(AxisText(self._tick(value, self.up), rect, y))
        return found

    @cached_property
    def columns(self) -> list[AxisText]:
        """The ticks of the other axis, as far as they leave room for its name."""
        style, end = self.texts.style, self.spend_name.left() - 12.0
        height = style.metrics().height()
        top = self.plot.bottom() + (_AXIS - height) / 2
        found = []
        for value in self.across.ticks:
            x, text = round(self.across.at(value)), self._tick(value, self.across)
            width = style.width(text)
            rect = QRectF(x - width / 2, top, width, height)
            found.append(AxisText(text if rect.right() <= end else "", rect, x))
        return found

    @cached_property
    def spend_name(self) -> QRectF:
        """The name of the axis that runs across, at its end."""
        style = self.texts.style
        width, height = style.width(self.texts.content.cost_label, MEDIUM) + 1.0, style.metrics().height()
        return QRectF(self.plot.right() - width, self.plot.bottom() + (_AXIS - height) / 2, width, height)

    @cached_property
    def profit_name(self) -> QRectF | None:
        """The name of the upright axis, to be written upwards, so that its width is a height here; None in a plot too
        low for it."""
        if self.texts.style.width(tr("Gross profit"), MEDIUM) > self.plot.height():
            return None
        return QRectF(_LEFT - 4.0, self.plot.top(), _NAME, self.plot.height())

    # -- inside ------------------------------------------------------------------------------------------------------

    def _tick(self, value: float, axis: LinearAxis) -> str:
        return self.texts.numbers.text(value, MONEY_ROUND if axis.step >= 1.0 else MONEY)

    def _spot(self, bubble: Bubble) -> Spot:
        x, y = self.across.inside(bubble.cost), self.up.inside(bubble.profit)
        beyond = (int(bubble.cost > x), 0 if bubble.profit == y else -1 if bubble.profit > y else 1)
        return Spot(bubble, self.across.at(x), self.up.at(y), self._radius(bubble.customers), beyond)

    def _radius(self, customers: float | None) -> float:
        """The area is the number of customers."""
        if customers is None:
            return _UNKNOWN
        if not self._most_customers:
            return _SMALLEST
        return max(self.largest * math.sqrt(max(customers, 0.0) / self._most_customers), _SMALLEST)

    def _signs(self) -> tuple[tuple[Sign, str], ...]:
        """The signs of the legend: which figures lie beyond the axes does not depend on the size."""
        bubbles = self.texts.content.bubbles
        for values in ([bubble.cost for bubble in bubbles], [bubble.profit for bubble in bubbles]):
            axis = linear_axis(values, 0.0, 1.0, 1.0)
            if any(axis.inside(value) != value for value in values):
                return *self.texts.signs, ("beyond", tr("Goes on beyond the axis"))
        return self.texts.signs

    def _strip(self) -> QRectF | None:
        if self.size.height() < _LEGEND_FROM or not self.texts.content.bubbles:
            return None
        width = self.size.width() - 2 * _LEFT
        _, height = self.legend.strip(self.texts.style, width)
        return QRectF(_LEFT, _TOP, width, height) if height <= self.size.height() / 4 else None


def _beside(mark: int, label: Label, labels: list[Label | None]) -> list[Label | None]:
    """Labels with this one, without those over which it would lie."""
    found = clear_of(label, labels)
    found[mark] = label
    return found


def _weight(bubble: Bubble) -> float:
    """How much is told by a bubble's label: the money won or lost, and what was spent."""
    return abs(bubble.profit - bubble.cost) + 0.5 * bubble.cost


def _crosses(line: QLineF, rect: QRectF) -> bool:
    """Whether corners of a rectangle lie on both sides of a line, taken to go on without end."""
    corners = (rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight())
    sides = [(p.x() - line.x1()) * line.dy() - (p.y() - line.y1()) * line.dx() for p in corners]
    return min(sides) < 0.0 < max(sides)
