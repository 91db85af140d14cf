"""The chance that the money comes back: against cases that are known without drawing."""

import math

import numpy as np
import pytest
from scipy import stats

from roiapp.analysis.decisions.risk import DRAWS, Doubts, Risk, Span, risk
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods
from roiapp.core.worksheet import Worksheet, build


def found(sheet: Worksheet, doubts: Doubts, channel: int | None = None) -> Risk:
    made = risk(Calculator(sheet, standard()).figures(all_periods(sheet.periods)), doubts, channel)
    assert made is not None
    return made


def one(customers: float = 12, margin: float = 0.5) -> Worksheet:
    return build(
        ["Radio"],
        {"spend": [1000], "leads": [60], "customers": [customers], "revenue_per_sale": [200], "gross_margin": [margin]},
    )


def sampling_error(part: float, density: float) -> float:
    """Four standard errors of a drawn quantile."""
    return 4.0 * math.sqrt(part * (1.0 - part) / DRAWS) / density


@pytest.mark.parametrize("customers", [1, 12, 200])
def test_chance_of_the_count_alone_is_a_gamma(customers: int) -> None:
    """ROI = customers × 100 ÷ 1,000 − 1, customers a gamma of shape k + ½."""
    made = found(one(customers), Doubts(usual=0.0))
    gamma = stats.gamma(customers + 0.5)
    for part, value in zip((0.1, 0.5, 0.9), (made.low, made.middle, made.high), strict=True):
        exact = gamma.ppf(part)
        assert value == pytest.approx(exact / 10 - 1, abs=sampling_error(part, gamma.pdf(exact)) / 10)
    chance = gamma.sf(10.0)
    assert made.chance == pytest.approx(chance, abs=4 * math.sqrt(max(chance * (1 - chance), 1e-6) / DRAWS) + 1e-5)
    assert made.typed == pytest.approx(customers / 10 - 1)


def test_a_price_alone_is_a_triangle() -> None:
    """So many customers that chance is nothing beside it: the price from 150 to 300, likeliest 200."""
    sheet = build(["Radio"], {"spend": [1e8], "customers": [1e6], "revenue_per_sale": [200], "gross_margin": [0.5]})
    made = found(sheet, Doubts(0.0, {(0, "revenue_per_sale"): Span(150.0, 300.0)}))
    triangle = stats.triang(50 / 150, 150, 150)
    for part, value in zip((0.1, 0.5, 0.9), (made.low, made.middle, made.high), strict=True):
        assert value == pytest.approx(triangle.ppf(part) / 200 - 1, abs=0.006)


def test_a_margin_is_never_above_all() -> None:
    sheet = build(["Radio"], {"spend": [1e8], "customers": [1e6], "revenue_per_sale": [200], "gross_margin": [0.95]})
    made = found(sheet, Doubts(0.0, {(0, "gross_margin"): Span(0.9, 1.4)}))
    assert made.high <= 1e6 * 200 * 1.0 / 1e8 - 1 + 0.01
    triangle = stats.triang(0.5, 0.9, 0.1)
    assert made.middle == pytest.approx(1e6 * 200 * triangle.ppf(0.5) / 1e8 - 1, abs=0.005)


def test_channels_that_vary_apart_even_out_and_together_they_do_not() -> None:
    """Ten alike: apart the spread of the total is √10 times smaller than of one; with one rate behind them it is that
    of the rate, of all 120 customers, and of each one's leads."""
    ten = build(
        [f"C{i}" for i in range(10)],
        {"spend": [1000] * 10, "leads": [6000] * 10, "customers": [12] * 10, "revenue_per_sale": [200] * 10,
         "gross_margin": [0.5] * 10},
    )  # fmt: skip
    apart, together = found(ten, Doubts(0.0)), found(ten, Doubts(0.0, together=True))
    mean, deviation = 10 * 12.5 / 100, math.sqrt(10 * 12.5) / 100
    assert apart.middle == pytest.approx(mean - 1, abs=0.01)
    assert apart.high - apart.low == pytest.approx(2 * stats.norm.ppf(0.9) * deviation, rel=0.03)
    rate = stats.gamma(120.5, scale=1 / 120)
    assert together.high - together.low == pytest.approx((rate.ppf(0.9) - rate.ppf(0.1)) * 1.2, rel=0.03)


def test_draws_are_the_same_every_time() -> None:
    assert found(one(), Doubts()) == found(one(), Doubts())
    assert found(one(), Doubts()) != found(one(), Doubts(usual=0.2))


def test_who_is_not_known_is_left_out_and_named() -> None:
    sheet = build(
        ["Radio", "SEO", "Signs", "Shop"],
        {"spend": [1000, 500, 300, 100], "customers": [12, None, 0, None], "revenue_per_sale": [200, 100, None, None],
         "gross_margin": [0.5, 0.4, None, 0.5], "revenue": [None, None, None, 400]},
    )  # fmt: skip
    made = found(sheet, Doubts(usual=0.0))
    assert (made.channels, made.left_out) == ((0, 2, 3), (1,))
    # 1,200 + 0 + 200 for 1,400
    assert made.typed == pytest.approx(0.0)
    assert found(sheet, Doubts(), 2).typed == -1.0
    assert risk(Calculator(sheet, standard()).figures(all_periods(sheet.periods)), Doubts(), 1) is None


def test_more_doubt_is_more_spread() -> None:
    spreads = [(made.high - made.low) for usual in (0.0, 0.1, 0.3) if (made := found(one(120), Doubts(usual)))]
    assert np.all(np.diff(spreads) > 0)
