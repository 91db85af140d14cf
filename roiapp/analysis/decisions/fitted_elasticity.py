"""How a channel has responded to its spend so far: the elasticity that its periods fit, with a range.

A straight line through the logarithms of spend and result, by least squares; the slope is the elasticity. Seasons,
prices and other channels move results, too, so that it is a hint, never a proof.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.analysis.statistics import special
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.calculator import Calculator
    from roiapp.core.worksheet import Floats

#: periods without which nothing is fitted
LEAST_PERIODS: Final = 6
#: the largest spend over the smallest below which nothing can be seen
_LEAST_SPREAD: Final = 1.2
_SIDE: Final = 0.975


@dataclass(frozen=True)
class Fit:
    """`elasticity` with the ends of its 95 % range, of so many `periods`. `tells` whether it narrows what is assumed
    anyway; `why_not` says why it does not, "" where it does."""

    elasticity: float
    low: float
    high: float
    periods: int
    why_not: str = ""

    @property
    def tells(self) -> bool:
        return not self.why_not


def fitted_elasticities(calculator: Calculator, goal: str) -> list[Fit | None]:
    """Of every channel's closed periods in which something was spent and something came of it (`goal`: gross_profit,
    customers or leads); None for a channel with fewer than six."""
    periods = tuple(
        number for number, period in enumerate(calculator.worksheet.periods) if period.elapsed(calculator.as_of) == 1.0
    )
    if len(periods) < LEAST_PERIODS:
        return [None] * len(calculator.worksheet.keys)
    spend, result = (calculator.columns(periods, id_) for id_ in ("spend", goal))
    return [_fit(spend[:, channel], result[:, channel]) for channel in range(len(calculator.worksheet.keys))]


def _fit(spend: Floats, result: Floats) -> Fit | None:
    with np.errstate(invalid="ignore"):
        used = (spend > 0.0) & (result > 0.0)
    count = int(np.count_nonzero(used))
    if count < LEAST_PERIODS:
        return None
    x, y = np.log(spend[used]), np.log(result[used])
    if math.exp(float(x.max() - x.min())) < _LEAST_SPREAD:
        return Fit(math.nan, math.nan, math.nan, count, tr("The spend was nearly the same in all periods."))
    x = x - x.mean()
    y = y - y.mean()
    within = float(x @ x)
    slope = float(x @ y) / within
    rest = y - slope * x
    off = _quantile(count - 2) * math.sqrt(max(float(rest @ rest), 0.0) / (count - 2) / within)
    low, high = slope - off, slope + off
    why = ""
    if low <= 0.0:
        why = tr("What came of it did not clearly follow the spend.")
    elif low <= LEAST_ELASTICITY and high >= MOST_ELASTICITY:
        why = tr("Its range is wider than what is assumed anyway.")
    return Fit(slope, low, high, count, why)


def _quantile(freedom: int) -> float:
    return float(special().stdtrit(freedom, _SIDE))
