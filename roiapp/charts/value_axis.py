"""The value axis of a bar chart: where it ends, so that one extreme figure does not flatten the rest, and its ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_EXTREME = 6.0  # a figure so many times the next ones is cut off …
_SHOWN_OF_EXTREME = 2.5  # … at so many times theirs
_WHISKER = 3.0  # a whisker reaches at most so many times the longest bar
_LEAST = 1.0  # below 100 % nothing counts as extreme
_SHORTEST = 0.1  # an axis shows at least 10 %
_TICK_GAP = 28.0  # px between two tick labels


@dataclass(frozen=True)
class ValueAxis:
    """An axis from `low` to `high` (1.0 is 100 %) with its ticks; bars and whiskers end at `least` and `most`.

    `low ≤ least ≤ 0 ≤ most ≤ high`; between `most` and `high` there is room for the labels behind the bars.
    """

    low: float
    high: float
    least: float
    most: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value lies: 0 at the axis' low end, 1 at its high one."""
        return (value - self.low) / (self.high - self.low)

    def inside(self, value: float) -> float:
        """The value, or the end at which it is cut off."""
        return min(max(value, self.least), self.most)


def value_axis(
    values: Sequence[float], ends: Sequence[float], width: float, label_room: float, tick_width: float
) -> ValueAxis:
    """The axis for bars of these values whose whiskers have these ends.

    `width` is the axis' length in px, `label_room` what the labels behind the bars need beyond it, `tick_width` the
    width of the widest tick label.
    """
    most = _reach([v for v in values if v > 0], [e for e in ends if e > 0], [-v for v in values if v < 0])
    least = -_reach([-v for v in values if v < 0], [-e for e in ends if e < 0], [v for v in values if v > 0])
    if most - least < _SHORTEST:
        most = max(most, _SHORTEST)
    usable = max(width - max(label_room, 0.0), width * 0.25)
    low, high, step = least, most, 0.1
    # The low end depends on the step, the high end on the low one, the step on both: three rounds settle it.
    for _ in range(3):
        high = low + (most - low) * width / usable
        step = nice_step((high - low) * (tick_width + _TICK_GAP) / width)
        low = _rounded_low(least, step)
        high = max(_up(low + (most - low) * width / usable, step / 2), step / 2)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return ValueAxis(low, high, least, most, tuple(step * number for number in range(first, last + 1)))


def nice_step(least: float) -> float:
    """The smallest of 1, 2, 5 × 10ⁿ percent that is not below this."""
    least = max(least, 0.01)
    power = 10.0 ** math.floor(math.log10(least) + 1e-12)
    return next(power * each for each in (1.0, 2.0, 5.0, 10.0) if power * each >= least * (1 - 1e-9))


def _rounded_low(least: float, step: float) -> float:
    """Half a step at a time, but no further than −100 % for figures that do not go below that."""
    if least >= 0.0:
        return 0.0
    low = -_up(-least, step / 2)
    return max(low, -1.0) if least >= -1.0 else low


def _up(value: float, unit: float) -> float:
    # A part of the value is forgiven, not of the unit: else what is small beside the unit would be rounded down to 0.
    return math.ceil(value / unit * (1 - 1e-9)) * unit


def _reach(sizes: list[float], ends: list[float], others: list[float]) -> float:
    """How far the axis goes in one direction: the longest bar and whisker, unless they dwarf all others."""
    if not sizes and not ends:
        return 0.0
    sizes = sorted(sizes, reverse=True)
    longest = sizes[0] if sizes else 0.0
    bar = longest
    rest = sizes[max(1, len(sizes) // 10) :]
    if rest or others:
        usual = max(_LEAST, rest[0] if rest else 0.0, max(others, default=0.0))
        if longest > _EXTREME * usual:
            bar = _SHOWN_OF_EXTREME * usual
    furthest = max([longest, *ends])
    if furthest <= bar:
        return furthest
    limit = _WHISKER * max(bar, _LEAST)
    if bar == longest and furthest <= limit:
        return furthest
    # Something is cut off: what is whole stays whole, and what is cut off goes visibly further.
    whole = max((each for each in (*sizes, *ends) if each <= limit), default=0.0) if bar == longest else bar
    return max(whole, 1.25 * bar, _LEAST / 2)
