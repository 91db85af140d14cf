"""How far chance alone can move a cost per customer, a channel's ROI and the profit of a total.

Only the count is left to chance; cost and profit per sale are taken as typed, and whoever shows a range says so.
Conventions (levels, None, NaN, late SciPy) as in `statistics`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from roiapp.analysis.statistics import Interval, garwood_array, garwood_ends, is_count, special, tail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.analysis.statistics import FloatArray


def cost_per(cost: float, k: float, level: float = 0.95) -> Interval | None:
    """Range of cost ÷ k in money per unit (CAC, cost per lead): cost ÷ the ends of `garwood`.

    The high end is None, written "at least", where k = 0, or k is so small a fraction that the quotient is not finite.
    None for a negative cost or count.
    """
    side = tail(level)
    if not (is_count(k) and is_count(cost)):
        return None
    few, many = garwood_ends(k, side)
    money = float(cost)
    high = money / few if few > 0.0 else math.inf
    return Interval(money / many, high if math.isfinite(high) else None, level)


def cost_per_array(cost: FloatArray, k: FloatArray, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """`cost_per` for arrays of one shape: (low, high). An open high end is +inf, no range is NaN."""
    import numpy as np

    few, many = garwood_array(k, level)
    money = np.where(np.isfinite(cost) & (np.asarray(cost) >= 0.0), cost, np.nan)
    known = ~np.isnan(money) & ~np.isnan(few)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        high = np.where(few > 0.0, money / few, np.inf)
    return np.where(known, money / many, np.nan), np.where(known, high, np.nan)


def roi_interval(customers: float, profit_per_sale: float, total_cost: float, level: float = 0.95) -> Interval | None:
    """Range of ROI as a fraction: (count × profit per sale − cost) ÷ cost at the ends of `garwood`.

    A negative profit per sale swaps the ends: more customers then lose more. None where there is no cost to divide by
    or the count is negative.
    """
    side = tail(level)
    if not (is_count(customers) and math.isfinite(profit_per_sale) and is_count(total_cost) and total_cost > 0.0):
        return None
    profit, cost = float(profit_per_sale), float(total_cost)
    ends = [(end * profit - cost) / cost for end in garwood_ends(customers, side)]
    if not all(map(math.isfinite, ends)):
        return None
    return Interval(min(ends), max(ends), level)


def fay_feuer(weights: Sequence[float], counts: Sequence[float], level: float = 0.95) -> Interval | None:
    """Range of Σ weight × count in the weights' unit: a total's gross profit, its channels earning unequally per sale.

    Gamma intervals of Fay & Feuer (1997). Equal weights give Garwood's range times the weight; with no customer at all
    the low end is 0 and the high end what the best-paying channel could hide. A channel without customers still
    belongs in the list: its weight may be the largest.

    Negative weights (a channel that loses on every sale) are outside that method. The gaining and the losing channels
    then get a range each, and the two are subtracted by the method of variance estimates recovery (Zou & Donner 2008),
    which is how Newcombe subtracts two rates.

    None where a count is negative or a figure is not finite. Raises ValueError where the lists differ in length or are
    empty.
    """
    side = tail(level)
    if len(weights) != len(counts) or not weights:
        raise ValueError("weights and counts go together, one of each per channel")
    if not all(map(math.isfinite, weights)) or not all(map(is_count, counts)):
        return None
    cells = [(float(w), float(k)) for w, k in zip(weights, counts, strict=True)]
    gain, gain_low, gain_high = _gamma_range([(w, k) for w, k in cells if w > 0.0], side)
    loss, loss_low, loss_high = _gamma_range([(-w, k) for w, k in cells if w < 0.0], side)
    if not any(w < 0.0 for w in weights):
        return Interval(gain_low, gain_high, level)
    middle = gain - loss
    low = middle - math.hypot(gain - gain_low, loss_high - loss)
    high = middle + math.hypot(gain_high - gain, loss - loss_low)
    return Interval(low, high, level)


def _gamma_range(cells: Sequence[tuple[float, float]], side: float) -> tuple[float, float, float]:
    """S = Σ weight × count over positive weights, and Fay and Feuer's ends around it; all 0 without cells."""
    if not cells:
        return 0.0, 0.0, 0.0
    largest = max(w for w, _ in cells)
    # In units of the largest weight, so that neither squares of cents nor of millions leave the range of a float.
    shares = [(w / largest, k) for w, k in cells]
    total = math.fsum(w * k for w, k in shares)
    variance = math.fsum(w * w * k for w, k in shares)
    low = 0.0
    if variance > 0.0:
        low = variance / total * float(special().gammaincinv(total * total / variance, side))
    wider, more = variance + 1.0, total + 1.0
    high = wider / more * float(special().gammainccinv(more * more / wider, side))
    return total * largest, low * largest, high * largest
