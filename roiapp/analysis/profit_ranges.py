"""Ranges of figures of profit (gross profit, net return, ROI) over the cells of a view: of all, or per channel.

Over one cell this is Garwood's range of the customers times the profit per sale; over several cells with unequal profit
per sale Fay and Feuer's. Cost is taken as typed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from roiapp.analysis.money_ranges import fay_feuer
from roiapp.analysis.statistics import Interval, special, tail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from roiapp.analysis.range_rules import ProfitRule
    from roiapp.analysis.statistics import FloatArray
    from roiapp.core.results import Figures


@dataclass(frozen=True)
class _Cells:
    """What a rule of profit needs of the cells looked at, [period, channel]; unknown cells hold zeros."""

    counts: FloatArray
    weights: FloatArray  # what one of the count brings
    cost: FloatArray
    base: FloatArray
    known: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]  # a gain whose count is not known


def _cells(figures: Figures, rule: ProfitRule, channels: slice | NDArray[np.intp]) -> _Cells:
    def rows(id_: str) -> FloatArray:
        return figures.cells(id_)[:, channels]

    gain, count, each = rows(rule.gain), rows(rule.count), rows(rule.each)
    cost = rows(rule.cost) if rule.cost else np.zeros_like(gain)
    base = rows(rule.base) if rule.base else np.ones_like(gain)
    known = ~(np.isnan(gain) | np.isnan(cost) | np.isnan(base))
    some = known & (count > 0.0)
    with np.errstate(over="ignore"):
        weights = np.where(some, np.divide(gain, count, out=np.zeros_like(gain), where=some), each)
    weights[np.isinf(weights)] = np.nan  # of next to no customer: too large to be a figure
    usable = known & ~np.isnan(weights) & ~np.isnan(count)
    # No customer and no price: nothing came and nothing is known of what one would bring.
    doubtful = known & ~usable
    return _Cells(
        np.where(usable, count, 0.0), np.where(usable, weights, 0.0), np.where(known, cost, 0.0),
        np.where(known, base, 0.0), known, doubtful,
    )  # fmt: skip


def profit_of_all(figures: Figures, rule: ProfitRule, level: float) -> Interval | None:
    """Fay and Feuer's range over all cells; a channel without a sale whose price is unknown adds cost alone."""
    cells = _cells(figures, rule, slice(None))
    if not cells.known.any() or _uncounted(figures, rule, cells):
        return None
    used = cells.known & ~cells.doubtful
    gain = fay_feuer(cells.weights[used].tolist(), cells.counts[used].tolist(), level) if used.any() else None
    if gain is None or gain.low is None or gain.high is None:
        return None
    cost = math.fsum(cells.cost[cells.known].tolist())
    base = math.fsum(cells.base[cells.known].tolist()) if rule.base else 1.0
    if not base > 0.0:
        return None
    return Interval((gain.low - cost) / base, (gain.high - cost) / base, level)


def _uncounted(figures: Figures, rule: ProfitRule, cells: _Cells) -> bool:
    """Whether any cell has a gain but no count, such as a revenue typed as one sum: its chance is unknown."""
    gains = figures.cells(rule.gain)
    return bool((cells.doubtful & (gains != 0.0)).any())


def profit_of_channels(
    figures: Figures, rule: ProfitRule, channels: slice | NDArray[np.intp], level: float
) -> tuple[FloatArray, FloatArray]:
    """Ranges of several channels at once: over one cell Garwood's, over the periods of a roll-up Fay and Feuer's."""
    cells = _cells(figures, rule, channels)
    low, high = _gamma_ends(cells.weights, cells.counts, level)
    cost = cells.cost.sum(axis=0)
    base = cells.base.sum(axis=0) if rule.base else np.ones_like(cost)
    has = cells.known.any(axis=0) & ~cells.doubtful.any(axis=0) & (base > 0.0)
    with np.errstate(all="ignore"):
        ends = (low - cost) / base, (high - cost) / base
    has &= np.isfinite(ends[0]) & np.isfinite(ends[1])
    return np.where(has, ends[0], np.nan), np.where(has, ends[1], np.nan)


def _gamma_ends(weights: FloatArray, counts: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    """Fay and Feuer's ends of Σ weight × count down each column [cell, channel]; one cell gives Garwood's times weight.

    A column that loses on every sale is turned round; one that gains here and loses there goes the long way.
    """
    side = tail(level)
    sign = np.where((weights <= 0.0).all(axis=0) & (weights < 0.0).any(axis=0), -1.0, 1.0)
    turned = weights * sign
    largest = turned.max(axis=0)
    with np.errstate(all="ignore"):
        shares = np.where(largest > 0.0, turned / largest, 0.0)
        total, variance = (shares * counts).sum(axis=0), (shares * shares * counts).sum(axis=0)
        low = np.where(variance > 0.0, variance / total * special().gammaincinv(total * total / variance, side), 0.0)
        wider, more = variance + 1.0, total + 1.0
        high = wider / more * special().gammainccinv(more * more / wider, side)
    low, high = np.where(largest > 0.0, low * largest, 0.0), np.where(largest > 0.0, high * largest, 0.0)
    low, high = np.where(sign < 0.0, -high, low), np.where(sign < 0.0, -low, high)
    for column in np.flatnonzero((turned < 0.0).any(axis=0)).tolist():
        mixed = fay_feuer(weights[:, column].tolist(), counts[:, column].tolist(), level)
        low[column], high[column] = (math.nan, math.nan) if mixed is None else (mixed.low, mixed.high)
    return low, high
