"""Ranges of costs, ROI and totals by hand figures, SciPy's gamma distribution and exact enumeration."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from roiapp.analysis.money_ranges import cost_per, cost_per_array, fay_feuer, roi_interval
from roiapp.analysis.statistics import Interval

LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.96, 0.99, 0.999])
MONEY = st.floats(0.01, 1e8)
COUNTS = st.one_of(st.just(0.0), st.integers(0, 100_000).map(float), st.floats(0.1, 1e5))


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


def limits(k: float, level: float) -> tuple[float, float]:
    """Garwood's ends by SciPy's chi-square distribution."""
    side = (1 - level) / 2
    return float(stats.chi2.ppf(side, 2 * k) / 2) if k else 0.0, float(stats.chi2.isf(side, 2 * k + 2) / 2)


def test_google_text_ads_cost_81_to_156_per_customer() -> None:
    # $4,200 for 38 customers, CAC $110.53; 95 % limits of 38 are 26.8911 and 52.1580.
    assert ends(cost_per(4200, 38)) == pytest.approx((4200 / 52.1580, 4200 / 26.8911), abs=0.001)
    assert [round(end) for end in ends(cost_per(4200, 38))] == [81, 156]


def test_without_a_customer_a_customer_costs_at_least() -> None:
    # 3.6889 = −ln 0.025
    assert cost_per(1000, 0) == Interval(pytest.approx(1000 / -math.log(0.025)), None, 0.95)  # type: ignore[arg-type]


def test_a_sliver_of_a_customer_leaves_the_high_end_open_not_infinite() -> None:
    sliver = cost_per(1000, 0.0001)
    assert sliver is not None
    assert sliver.high is None


def test_costs_that_cannot_be_have_no_range() -> None:
    assert cost_per(-1, 5) is None
    assert cost_per(float("nan"), 5) is None
    assert cost_per(5, -1) is None
    assert ends(cost_per(0, 5)) == (0.0, 0.0)


@settings(deadline=None)
@given(cost=MONEY, k=COUNTS.filter(bool), level=LEVELS)
def test_cost_per_is_cost_over_the_counts_limits(cost: float, k: float, level: float) -> None:
    low, high = limits(k, level)
    assert ends(cost_per(cost, k, level)) == pytest.approx((cost / high, cost / low), rel=1e-9)


def test_roi_by_hand() -> None:
    # 10 customers at $150 profit for $1,000: ROI 50 %; limits 4.7954 and 18.3904.
    assert ends(roi_interval(10, 150, 1000)) == pytest.approx((-0.28069, 1.75856), abs=1e-5)
    # Losing $10 a sale: the more customers, the worse.
    assert ends(roi_interval(10, -10, 1000)) == pytest.approx((-1.183904, -1.047954), abs=1e-6)


def test_spend_without_a_customer_is_bad_from_3_69_customers_to_break_even() -> None:
    just_bad, not_yet = roi_interval(0, 100, 369), roi_interval(0, 100, 368)
    assert just_bad is not None
    assert just_bad.below(0)
    assert not_yet is not None
    assert not not_yet.below(0)


@pytest.mark.parametrize(
    ("customers", "profit", "cost"), [(5, 10, 0), (5, 10, -1), (-1, 10, 5), (5, math.nan, 5), (5, 10, math.inf)]
)
def test_roi_without_a_cost_to_divide_by_has_no_range(customers: float, profit: float, cost: float) -> None:
    assert roi_interval(customers, profit, cost) is None


@settings(deadline=None)
@given(k=COUNTS, profit=st.floats(-1e5, 1e5), cost=MONEY, level=LEVELS)
def test_roi_is_profit_of_the_counts_limits_over_cost(k: float, profit: float, cost: float, level: float) -> None:
    both = sorted((end * profit - cost) / cost for end in limits(k, level))
    assert ends(roi_interval(k, profit, cost, level)) == pytest.approx(both, rel=1e-9, abs=1e-9)


def test_arrays_say_what_single_figures_say() -> None:
    random = np.random.default_rng(5)
    k = random.choice([0.0, 0.0001, 0.5, 3.0, 38.0, -1.0, np.nan], 1000)
    cost = random.choice([0.0, 10.0, 4200.0, -5.0, np.nan], 1000)
    cac = cost_per_array(cost, k)
    for place in range(1000):
        one = cost_per(cost[place], k[place])
        expected = (math.nan, math.nan) if one is None else (one.low, math.inf if one.high is None else one.high)
        assert (cac[0][place], cac[1][place]) == pytest.approx(expected, nan_ok=True)


def fay_feuer_by_gamma(weights: list[float], counts: list[float], level: float) -> tuple[float, float]:
    """Fay and Feuer's interval from the mean and variance of two gamma distributions, as in their article."""
    w, k = np.array(weights), np.array(counts)
    mean, variance, largest = (w * k).sum(), (w**2 * k).sum(), w.max()
    side = (1 - level) / 2
    low = stats.gamma.ppf(side, a=mean**2 / variance, scale=variance / mean) if mean else 0.0
    mean, variance = mean + largest, variance + largest**2
    return float(low), float(stats.gamma.ppf(1 - side, a=mean**2 / variance, scale=variance / mean))


CELLS = st.lists(st.tuples(st.floats(0.01, 1e4), COUNTS), min_size=1, max_size=12)


@settings(deadline=None)
@given(cells=CELLS, level=LEVELS)
def test_fay_feuer_equals_its_gamma_distributions(cells: list[tuple[float, float]], level: float) -> None:
    weights, counts = [w for w, _ in cells], [k for _, k in cells]
    assert ends(fay_feuer(weights, counts, level)) == pytest.approx(
        fay_feuer_by_gamma(weights, counts, level), rel=1e-8
    )


def test_fay_feuer_by_chi_square_as_written() -> None:
    # S = 900, v = 290,000, M = 500: v/2S·χ²(0.025; 2S²/v), (v+M²)/2(S+M)·χ²(0.975; 2(S+M)²/(v+M²))
    low = 290_000 / 1800 * stats.chi2.ppf(0.025, 2 * 810_000 / 290_000)
    high = 540_000 / 2800 * stats.chi2.ppf(0.975, 2 * 1_960_000 / 540_000)
    assert ends(fay_feuer([100, 500], [4, 1])) == pytest.approx((low, high), rel=1e-9)


@settings(deadline=None)
@given(w=MONEY, counts=st.lists(COUNTS, min_size=1, max_size=12), level=LEVELS)
def test_equal_weights_give_garwood(w: float, counts: list[float], level: float) -> None:
    low, high = limits(math.fsum(counts), level)
    assert ends(fay_feuer([w] * len(counts), counts, level)) == pytest.approx((w * low, w * high), rel=1e-9)


def test_a_total_without_sales_begins_at_0_and_the_best_payer_ends_it() -> None:
    assert ends(fay_feuer([10, 400], [0, 0])) == pytest.approx((0, 400 * -math.log(0.025)))
    assert ends(fay_feuer([0, 0], [3, 4])) == (0, 0)
    assert ends(fay_feuer([10, 0], [0, 7])) == pytest.approx((0, 10 * -math.log(0.025)))


@settings(deadline=None)
@given(cells=CELLS, level=LEVELS)
def test_channels_that_all_lose_mirror_those_that_all_gain(cells: list[tuple[float, float]], level: float) -> None:
    weights, counts = [w for w, _ in cells], [k for _, k in cells]
    low, high = fay_feuer_by_gamma(weights, counts, level)
    assert ends(fay_feuer([-w for w in weights], counts, level)) == pytest.approx((-high, -low), rel=1e-8)


@pytest.mark.parametrize("scale", [1e-150, 1e-9, 1e9, 1e150])
def test_the_currency_does_not_matter(scale: float) -> None:
    low, high = ends(fay_feuer([3, 70], [9, 2]))
    assert ends(fay_feuer([3 * scale, 70 * scale], [9, 2])) == pytest.approx((low * scale, high * scale), rel=1e-12)


def coverage(weights: tuple[float, float], means: tuple[float, float]) -> float:
    """Chance that the range holds the truth, over every pair of counts that can happen."""
    truth = weights[0] * means[0] + weights[1] * means[1]
    covered = 0.0
    likely = [range(*(int(end) for end in stats.poisson.interval(1 - 1e-7, mean) + np.array([0, 1]))) for mean in means]
    for first in likely[0]:
        for second in likely[1]:
            low, high = ends(fay_feuer(weights, (first, second)))
            if low <= truth <= high:
                covered += stats.poisson.pmf(first, means[0]) * stats.poisson.pmf(second, means[1])
    return covered


@pytest.mark.parametrize("weights", [(1, 1), (1, 3), (1, 20)])
@pytest.mark.parametrize("means", [(0.5, 0.5), (2, 6), (12, 1.5)])
def test_the_range_of_a_total_covers_at_least_95_percent(
    weights: tuple[float, float], means: tuple[float, float]
) -> None:
    assert coverage(weights, means) >= 0.95


@pytest.mark.parametrize("weights", [(1, -1), (3, -1), (10, -1), (1, -5)])
@pytest.mark.parametrize("means", [(0.5, 0.5), (2, 6), (12, 1.5)])
def test_the_range_of_a_total_with_a_losing_channel_covers_as_much(
    weights: tuple[float, float], means: tuple[float, float]
) -> None:
    assert coverage(weights, means) >= 0.95


def test_a_total_needs_a_count_for_every_weight() -> None:
    with pytest.raises(ValueError, match="go together"):
        fay_feuer([1, 2], [1])
    with pytest.raises(ValueError, match="go together"):
        fay_feuer([], [])
    assert fay_feuer([1, math.nan], [1, 2]) is None
    assert fay_feuer([1, 2], [1, -2]) is None
