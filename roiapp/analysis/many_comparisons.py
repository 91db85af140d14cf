"""How surprising differences are, for many pairs at once: a check of a hundred channels compares thousands, and is made
after every edit.

All arguments are arrays of one shape; NaN where the ranges of `comparisons` have no answer for a pair.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from roiapp.analysis.statistics import normal_deviate, special

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from roiapp.analysis.statistics import FloatArray

    IndexArray = NDArray[np.intp]

#: steps after which a float has no digits left, whatever the function
_STEPS = 200


def newcombe_ps(k1: FloatArray, n1: FloatArray, k2: FloatArray, n2: FloatArray) -> FloatArray:
    """How surprising each difference of two rates is, 0 to 1: the p at which `newcombe` touches 0."""
    k1, n1, k2, n2, rates = _ordered(k1, n1, k2, n2)

    def beyond(z: FloatArray, rows: IndexArray) -> FloatArray:
        return _beyond(k1[rows], n1[rows], k2[rows], n2[rows], z)

    apart = k1 / n1 - k2 / n2
    z = np.zeros_like(apart)
    rows = np.flatnonzero(apart > 0.0)
    z[rows] = _roots(beyond, rows)
    p = np.where(apart == 0.0, 1.0, special().erfc(z / math.sqrt(2.0)))
    return np.where(rates, p, np.nan)


def newcombe_clear(k1: FloatArray, n1: FloatArray, k2: FloatArray, n2: FloatArray, level: float) -> NDArray[np.bool_]:
    """Which pairs have a range of `newcombe` that stays clear of no difference, at one level."""
    k1, n1, k2, n2, rates = _ordered(k1, n1, k2, n2)
    z = np.full(k1.shape, normal_deviate(level))
    return np.asarray(rates & (_beyond(k1, n1, k2, n2, z) > 0.0))


def _ordered(
    k1: FloatArray, n1: FloatArray, k2: FloatArray, n2: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, NDArray[np.bool_]]:
    """Each pair with the higher rate first, and whether both are rates; ones that are not stand as 1 of 2."""
    k1, n1, k2, n2 = (np.asarray(each, dtype=np.float64) for each in (k1, n1, k2, n2))
    rates = _are_rates(k1, n1) & _are_rates(k2, n2)
    k1, k2 = np.where(rates, k1, 1.0), np.where(rates, k2, 1.0)
    n1, n2 = np.where(rates, n1, 2.0), np.where(rates, n2, 2.0)
    turned = k1 / n1 < k2 / n2
    k1, k2 = np.where(turned, k2, k1), np.where(turned, k1, k2)
    n1, n2 = np.where(turned, n2, n1), np.where(turned, n1, n2)
    return k1, n1, k2, n2, rates


def _beyond(k1: FloatArray, n1: FloatArray, k2: FloatArray, n2: FloatArray, z: FloatArray) -> FloatArray:
    """By how much the range of each difference at z stays clear of 0, the first rate the higher; falls as z grows."""
    one, other = k1 / n1, k2 / n2
    low = one - _wilson(k1, n1, z, -1.0)
    high = _wilson(k2, n2, z, 1.0) - other
    return np.asarray(one - other - np.hypot(low, high))


def _roots(function: Callable[[FloatArray, IndexArray], FloatArray], rows: IndexArray) -> FloatArray:
    """Where a function of z falling from > 0 at 0 to ≤ 0 is 0, for each of the rows: Illinois false position, halving
    where that does not halve the range in three steps. The ones that are found take no part any more."""
    high = np.ones(rows.size)
    at_high = function(high, rows)
    while (wider := at_high > 0.0).any():  # ends: no difference exceeds the range 0 to 1
        high[wider] *= 2.0
        at_high[wider] = function(high[wider], rows[wider])
    low, found, last = np.zeros(rows.size), high.copy(), np.zeros(rows.size)
    at_low, wide = function(low, rows), np.full(rows.size, np.inf)
    left = np.arange(rows.size)
    for step in range(_STEPS):
        a, b, at_a, at_b = low[left], high[left], at_low[left], at_high[left]
        with np.errstate(all="ignore"):
            middle = (a * at_b - b * at_a) / (at_b - at_a)
        halve = ~((a < middle) & (middle < b))
        if step % 3 == 2:
            halve |= b - a > wide[left] / 2.0
            wide[left] = b - a
        middle = np.where(halve, (a + b) / 2.0, middle)
        at_middle = function(middle, rows[left])
        up, side = at_middle > 0.0, last[left]
        at_high[left] = np.where(up, np.where(side > 0.0, at_b / 2.0, at_b), at_middle)
        at_low[left] = np.where(up, at_middle, np.where(side < 0.0, at_a / 2.0, at_a))
        low[left], high[left], last[left] = np.where(up, middle, a), np.where(up, b, middle), np.where(up, 1.0, -1.0)
        near = np.abs(middle - found[left]) <= 4e-16 * middle
        done = (near & ~halve) | (high[left] - low[left] <= 4e-16 * middle) | (at_middle == 0.0)
        found[left] = middle
        left = left[~done]
        if not left.size:
            break
    return found


def rate_ratio_ps(k1: FloatArray, exposure1: FloatArray, k2: FloatArray, exposure2: FloatArray) -> FloatArray:
    """How surprising each ratio of two rates is, 0 to 1: the p at which `rate_ratio` touches 1.

    An end of Clopper and Pearson's range is where a binomial tail equals half of p, so p is twice the smaller tail at
    equal rates, without a search.
    """
    k1, exposure1, k2, exposure2 = (np.asarray(each, dtype=np.float64) for each in (k1, exposure1, k2, exposure2))
    finite = np.isfinite(k1) & np.isfinite(k2) & np.isfinite(exposure1) & np.isfinite(exposure2)
    with np.errstate(invalid="ignore"):
        known = finite & (k1 >= 0.0) & (k2 >= 0.0) & (exposure1 > 0.0) & (exposure2 > 0.0) & (k1 + k2 > 0.0)
    k1, k2 = np.where(known, k1, 1.0), np.where(known, k2, 1.0)
    exposure1, exposure2 = np.where(known, exposure1, 1.0), np.where(known, exposure2, 1.0)
    whole = exposure1 + exposure2
    some1, some2 = np.where(k1 > 0.0, k1, 1.0), np.where(k2 > 0.0, k2, 1.0)
    as_many = np.where(k1 > 0.0, special().betainc(some1, k2 + 1.0, exposure1 / whole), 1.0)
    as_few = np.where(k2 > 0.0, special().betainc(some2, k1 + 1.0, exposure2 / whole), 1.0)
    return np.where(known, np.minimum(1.0, 2.0 * np.minimum(as_many, as_few)), np.nan)


def least_expected_of_rates(k1: FloatArray, n1: FloatArray, k2: FloatArray, n2: FloatArray) -> FloatArray:
    """The smallest of each pair's `expected_table`, 0 where there is none."""
    with np.errstate(all="ignore"):
        hit = (k1 + k2) / (n1 + n2)
        least = np.minimum(n1, n2) * np.minimum(hit, 1.0 - hit)
    return np.where(_are_rates(k1, n1) & _are_rates(k2, n2), least, 0.0)


def least_expected_of_counts(
    k1: FloatArray, exposure1: FloatArray, k2: FloatArray, exposure2: FloatArray
) -> FloatArray:
    """The smaller of each pair's `expected_counts`, 0 where there are none."""
    with np.errstate(all="ignore"):
        least = (k1 + k2) * np.minimum(exposure1, exposure2) / (exposure1 + exposure2)
        known = (k1 >= 0.0) & (k2 >= 0.0) & (exposure1 > 0.0) & (exposure2 > 0.0) & np.isfinite(least)
    return np.where(known, least, 0.0)


def _are_rates(k: FloatArray, n: FloatArray) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.isfinite(n) & (n > 0.0) & (k >= 0.0) & (k <= n))


def _wilson(k: FloatArray, n: FloatArray, z: FloatArray, side: float) -> FloatArray:
    """The low (side −1) or high (+1) end of Wilson's interval at z."""
    z2 = z * z
    half = z * np.sqrt(k * (1.0 - k / n) + z2 / 4.0)
    end = (k + z2 / 2.0 + side * half) / (n + z2)
    if side < 0.0:
        return np.where(k == 0.0, 0.0, np.maximum(0.0, end))
    return np.where(k == n, 1.0, np.minimum(1.0, end))
