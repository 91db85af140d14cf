"""A value axis of any unit: how far it goes, so that one extreme figure does not flatten the rest unseen, and its
ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_EXTREME = 5.0  # a figure so many times the next ones lies beyond the axis
_OTHERS = 3  # but only where there are so many others
_SHORTEST = 1e-9  # figures so small are as good as 0, and nothing can be counted in steps of them
_FREE = 20.0  # px between two tick labels


@dataclass(frozen=True)
class LinearAxis:
    """Values from `low` to `high` over pixels from `start` to `end`; y axes run upwards, so that `start` > `end`.

    Figures beyond `least` and `most` are drawn at these and said to go on.
    """

    low: float
    high: float
    start: float
    end: float
    least: float
    most: float
    ticks: tuple[float, ...]

    @property
    def step(self) -> float:
        """From tick to tick."""
        return self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else self.high - self.low

    def at(self, value: float) -> float:
        """Where a value lies, px."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def inside(self, value: float) -> float:
        """The value, or the end at which it is cut off."""
        return min(max(value, self.least), self.most)


def linear_axis(
    values: Sequence[float], start: float, end: float, tick_room: float, *, margin: float = 0.0, cut: bool = True
) -> LinearAxis:
    """The axis for these values, 0 always among them. `tick_room` are the px that a tick label needs along the axis,
    `margin` the px kept free beyond the outermost values; `cut` lets extreme figures lie beyond it."""
    above, below = [v for v in values if v > 0.0], [-v for v in values if v < 0.0]
    most = _reach(above, below) if cut else max(above, default=0.0)
    least = -(_reach(below, above) if cut else max(below, default=0.0))
    if most - least < _SHORTEST:
        most = 1.0
    length = max(abs(end - start), 1.0)
    usable = max(length - 2 * margin, length * 0.3)
    per_px = (most - least) / usable
    step = nice_step(per_px * (tick_room + _FREE))
    low, high = least - margin * per_px, most + margin * per_px
    first, last = math.ceil(low / step - 1e-12), math.floor(high / step + 1e-12)
    # A tick that only rounding puts beyond an end stands at the end.
    ticks = tuple(min(max(number * step, low), high) for number in range(first, last + 1))
    return LinearAxis(low, high, start, end, least, most, ticks)


def nice_step(least: float) -> float:
    """The smallest of 1, 2, 5 × 10ⁿ that is not below this."""
    power = 10.0 ** math.floor(math.log10(least) + 1e-12)
    return next((power * each for each in (1.0, 2.0, 5.0) if power * each >= least * (1 - 1e-9)), power * 10.0)


def _reach(sizes: Sequence[float], others: Sequence[float]) -> float:
    """How far the axis goes in one direction: to the largest figure, unless it dwarfs all others."""
    ordered = sorted(sizes, reverse=True)
    if not ordered:
        return 0.0
    rest = ordered[max(1, len(ordered) // 10) :]
    usual = max([*rest[:1], *others], default=0.0)
    if len(rest) + len(others) < _OTHERS or not usual or ordered[0] <= _EXTREME * usual:
        return ordered[0]
    # What is cut off goes visibly further than what is whole.
    return 1.15 * max([size for size in ordered if size <= _EXTREME * usual] or [usual])
