"""How many more are needed before an unclear figure can be called: the "N more" of a finding.

Conventions (levels, late SciPy) as in `statistics`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roiapp.analysis.statistics import is_rate, normal_deviate, special, tail

if TYPE_CHECKING:
    from roiapp.analysis.statistics import FloatArray

POWER_DEVIATE = 0.842
"""Normal deviate of the 80 % chance to see a difference that is there."""

WORTH_SEEING = 0.2
"""A difference smaller than this share of the pooled rate is not waited for."""

NOT_BY_WAITING = 20.0
"""Growth beyond which waiting is no advice."""


@dataclass(frozen=True, slots=True)
class MoreForDifference:
    """`needed` more of the first group (the other growing alike) to call a difference of `delta`, a fraction.

    0: as many are there already, so a difference as large as `delta` would most likely have shown. `from_observed`:
    delta is the difference seen, else a fifth of the pooled rate.
    """

    needed: int
    delta: float
    from_observed: bool


def needed_for_difference(k1: float, n1: float, k2: float, n2: float, level: float = 0.95) -> MoreForDifference | None:
    """How many more n1 it takes to call the difference between k1 of n1 and k2 of n2 at `level`, with a chance of 80 %.

    Fleiss, Statistical Methods for Rates and Proportions: unequal groups (r = n2 ÷ n1), no continuity correction. Where
    the difference seen is under a fifth of the pooled rate, that fifth is looked for instead, around the same pooled
    rate and in the direction seen. None where either is no rate between 0 and 100 %, or all or none were hits.
    """
    z = normal_deviate(level)
    if not (is_rate(k1, n1) and is_rate(k2, n2)):
        return None
    pooled, ratio = (k1 + k2) / (n1 + n2), n2 / n1
    if not 0.0 < pooled < 1.0:
        return None
    p1, p2 = k1 / n1, k2 / n2
    delta = max(abs(p1 - p2), WORTH_SEEING * pooled)
    from_observed = abs(p1 - p2) >= WORTH_SEEING * pooled
    if not from_observed:
        sign = 1.0 if p1 >= p2 else -1.0
        p1 = pooled + sign * delta * ratio / (1.0 + ratio)
        p2 = p1 - sign * delta
        # Near 100 % the fifth does not fit above the pooled rate: move both down, and the pooled rate with them.
        excess = max(0.0, p1 - 1.0, p2 - 1.0)
        p1, p2, pooled = p1 - excess, p2 - excess, pooled - excess
    alike = math.sqrt(pooled * (1.0 - pooled) * (1.0 + 1.0 / ratio))
    apart = math.sqrt(max(0.0, p1 * (1.0 - p1) + p2 * (1.0 - p2) / ratio))
    size = ((z * alike + POWER_DEVIATE * apart) / delta) ** 2
    return MoreForDifference(max(0, math.ceil(math.ceil(size) - n1)), delta, from_observed)


@dataclass(frozen=True, slots=True)
class MoreForRoi:
    """`needed` more leads, `growth` times today's figures, until ROI can be called; both None: not by waiting."""

    needed: int | None
    growth: float | None


def needed_for_roi(
    customers: float, break_even_customers: float, leads: float, level: float = 0.95, power: float = 0.8
) -> MoreForRoi | None:
    """How many more leads, all figures growing alike, until the customers' exact range is clear of breaking even.

    The growth f is the smallest, in steps of one expected customer, at which a Poisson count around f × customers has
    its Garwood range (1936) clear of f × break_even_customers, on the side where it is today, with a chance of at least
    `power`; `needed` = (f − 1) × leads, rounded up. Beyond 20 times today, or exactly at break-even: not by waiting.
    Where ROI is held against a target, pass the customers that target takes instead of those to break even.

    None where there is nothing to grow or to compare with: customers, break_even_customers or leads not positive.
    """
    side = tail(level)
    if not all(math.isfinite(x) and x > 0.0 for x in (customers, break_even_customers, leads)):
        return None
    last = math.floor((NOT_BY_WAITING - 1.0) * customers)
    step = _first_step(customers, break_even_customers / customers, side, power, last)
    if step is None:
        return MoreForRoi(None, None)
    # Less a hair, so that 3 ÷ 30 × 100 leads are 10 and not 11.
    return MoreForRoi(math.ceil(step / customers * leads * (1.0 - 1e-12)), 1.0 + step / customers)


def _first_step(customers: float, share: float, side: float, power: float, last: int) -> int | None:
    """Fewest more expected customers, at most `last`, with the chance wanted; `share`: break-even ÷ expected.

    Counts are whole, so the chance climbs in a sawtooth and has to be tried step by step. Its upper edge, the same with
    fractional counts, only rises: a bisection finds where that reaches `power`, and the steps are tried from there.
    """
    import numpy as np

    def chances(first: int, beyond: int, whole: bool) -> FloatArray:
        expected = customers + np.arange(first, beyond, dtype=np.float64)
        return _chance_clear(expected, share, side, whole)

    if share == 1.0 or chances(last, last + 1, whole=False)[0] < power:
        return None
    low, high = 0, last
    while low < high:
        middle = (low + high) // 2
        if chances(middle, middle + 1, whole=False)[0] >= power:
            high = middle
        else:
            low = middle + 1
    size = 64
    while low <= last:
        beyond = min(low + size, last + 1)
        hits = np.flatnonzero(chances(low, beyond, whole=True) >= power)
        if hits.size:
            return low + int(hits[0])
        low, size = beyond, size * 2
    return None


def _chance_clear(expected: FloatArray, share: float, side: float, whole: bool) -> FloatArray:
    """Chance that Poisson counts with these means have their Garwood range clear of mean × share, on the expected side.

    A range is clear when the tail of Poisson(bound) at the count is under `side`. `whole`: counts are whole numbers;
    else the tail equals `side` exactly at a fractional count, which is never less favourable.
    """
    import numpy as np

    functions = special()
    bound = expected * share
    if share < 1.0:
        # Fewest customers whose low end is above the bound: one more than the upper quantile of Poisson(bound).
        quantile = functions.pdtrik(1.0 - side, bound)
        if whole:
            quantile = _whole_quantile(quantile, 1.0 - side, bound)
        return np.asarray(functions.gammainc(np.maximum(quantile, 0.0) + 1.0, expected), dtype=np.float64)
    # Most customers whose high end is below the bound: one less than the lower quantile. Not even 0 while that is 0.
    quantile = functions.pdtrik(side, bound)
    most = _whole_quantile(quantile, side, bound) - 1.0 if whole else quantile
    reachable = np.exp(-bound) <= side
    return np.where(reachable, functions.gammaincc(np.maximum(most, 0.0) + 1.0, expected), 0.0)


def _whole_quantile(near: FloatArray, chance: float, mean: FloatArray) -> FloatArray:
    """Smallest whole x with P(Poisson(mean) ≤ x) ≥ chance, from a fractional one near it."""
    import numpy as np

    x = np.maximum(np.ceil(near), 0.0)
    x = np.where(special().pdtr(x, mean) < chance, x + 1.0, x)
    lower = np.maximum(x - 1.0, 0.0)
    return np.where(special().pdtr(lower, mean) >= chance, lower, x)
