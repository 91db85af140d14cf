"""Where a function that can only be asked is what it should be."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

Function = Callable[[float], float]
_MOST: Final = 200


def crossings(function: Function, points: Iterable[float], target: float) -> list[float]:
    """One x between each two neighbouring points of which one is above the target and the other below, and every point
    that is it, ascending. `function` is NaN where it is undefined."""
    values = [(x, function(x) - target) for x in sorted(set(points))]
    found = [x for x, off in values if off == 0.0]
    for (low, below), (high, above) in pairwise(values):
        if below * above < 0.0:
            found.append(between(function, low, high, target))
    return sorted(found)


def between(function: Function, low: float, high: float, target: float) -> float:
    """The x of a crossing, to the last digit a float has: false position, its ends halved where one of them stays
    (Illinois), and the middle where the function is undefined on the way."""
    at_low, at_high = function(low) - target, function(high) - target
    best = low if abs(at_low) < abs(at_high) else high
    least = min(abs(at_low), abs(at_high))
    kept = 0
    for turn in range(_MOST):
        x = low - at_low * (high - low) / (at_high - at_low)
        if turn % 3 == 2 or not low < x < high:
            x = low + (high - low) / 2.0
        if not low < x < high:
            break
        off = function(x) - target
        if math.isnan(off):
            break
        if abs(off) < least:
            best, least = x, abs(off)
        if off == 0.0:
            break
        if (off < 0.0) == (at_low < 0.0):
            low, at_low = x, off
            at_high = at_high / 2.0 if kept == -1 else at_high
            kept = -1
        else:
            high, at_high = x, off
            at_low = at_low / 2.0 if kept == 1 else at_low
            kept = 1
    return best
