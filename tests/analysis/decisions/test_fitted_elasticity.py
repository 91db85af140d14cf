"""The fitted elasticity: against statsmodels, and what it refuses to say."""

import math
import random
from datetime import date
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

from roiapp.analysis.decisions.fitted_elasticity import Fit, fitted_elasticities
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import month
from roiapp.core.worksheet import build


def fitted(*given: Any) -> Fit | None:
    (found,) = fitted_elasticities(calculator(*given), "leads")
    return found


def calculator(spend: list[Any], leads: list[Any], as_of: date = date(2027, 1, 1)) -> Calculator:
    periods = [month(2026, number, number) for number in range(1, len(spend) + 1)]
    columns = {"spend": [[each] for each in spend], "leads": [[each] for each in leads]}
    return Calculator(build(["Search"], columns, periods), standard(), as_of)


@pytest.mark.parametrize("seed", range(5))
def test_slope_and_range_are_those_of_least_squares(seed: int) -> None:
    rng = random.Random(seed)
    spend = [rng.uniform(200, 4000) for _ in range(9)]
    leads = [3 * each**0.7 * math.exp(rng.gauss(0, 0.1)) for each in spend]
    found = fitted(spend, leads)
    assert found is not None
    peer = sm.OLS(np.log(leads), sm.add_constant(np.log(spend))).fit()
    assert found.elasticity == pytest.approx(peer.params[1], rel=1e-9)
    assert (found.low, found.high) == pytest.approx(tuple(peer.conf_int()[1]), rel=1e-7)
    assert found.periods == 9


def test_an_exact_power_is_found() -> None:
    spend = [100.0, 200.0, 400.0, 800.0, 1600.0, 3200.0]
    found = fitted(spend, [each**0.6 for each in spend])
    assert found is not None
    assert (found.elasticity, found.low, found.high) == pytest.approx((0.6, 0.6, 0.6), abs=1e-9)
    assert found.tells


def test_less_than_six_periods_fit_nothing() -> None:
    """Blank months, months without a lead and the open one do not count."""
    spend = [100.0, None, 300.0, 400.0, 500.0, 600.0, 700.0]
    leads = [10.0, 9.0, 0.0, 14.0, 15.0, 16.0, 17.0]
    assert fitted(spend, leads) is None
    full = [100.0, 200.0, 300.0, 400.0, 500.0, 600.0]
    assert fitted(full, full) is not None
    assert fitted(full, full, date(2026, 6, 15)) is None


def test_what_the_periods_cannot_tell_is_said() -> None:
    same = fitted([1000.0, 1010.0] * 4, [5.0, 9.0] * 4)
    assert same is not None
    assert same.why_not == "The spend was nearly the same in all periods."
    rng = random.Random(1)
    noise = fitted([rng.uniform(500, 900) for _ in range(8)], [rng.uniform(5, 50) for _ in range(8)])
    assert noise is not None
    assert not noise.tells
    spend = [500.0, 900.0, 600.0, 1000.0, 700.0, 1100.0]
    wide = fitted(spend, [18.0, 26.0, 23.0, 31.0, 22.0, 33.0])
    assert wide is not None
    assert wide.low > 0.0
    assert wide.why_not == "Its range is wider than what is assumed anyway."
