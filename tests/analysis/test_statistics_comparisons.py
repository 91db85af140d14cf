"""Differences, ratios and who is called, against statsmodels, SciPy's distributions and exact enumeration."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from roiapp.analysis.comparisons import (
    enough,
    expected_counts,
    expected_table,
    family_alpha,
    holm_steps,
    newcombe,
    off_course,
    rate_ratio,
)
from roiapp.analysis.statistics import Interval
from tests.analysis.holm import holm
from tests.analysis.pairs import newcombe_p, rate_ratio_p

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.96, 0.99, 0.999, 1.0 - 0.04 / 40])
SIZES = st.floats(1.0, 1e6)
SHARES = st.one_of(st.just(0.0), st.just(1.0), st.floats(0.0, 1.0))
COUNTS = st.one_of(st.just(0), st.integers(0, 10_000))
EXPOSURES = st.floats(0.01, 1e7)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe 1998, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
    ],
)
def test_newcombes_own_examples(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    assert ends(newcombe(*first, *second)) == pytest.approx((low, high), abs=5e-5)


@settings(deadline=None)
@given(n1=SIZES, share1=SHARES, n2=SIZES, share2=SHARES, level=LEVELS)
def test_newcombe_equals_statsmodels(n1: float, share1: float, n2: float, share2: float, level: float) -> None:
    k1, k2 = min(n1, n1 * share1), min(n2, n2 * share2)
    expected = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff", alpha=1 - level)
    assert ends(newcombe(k1, n1, k2, n2, level)) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(n1=st.floats(1, 300), share1=st.floats(0, 1), n2=st.floats(1, 300), share2=st.floats(0, 1))
def test_at_its_p_newcombe_touches_no_difference(n1: float, share1: float, n2: float, share2: float) -> None:
    k1, k2 = min(n1, n1 * share1), min(n2, n2 * share2)
    p = newcombe_p(k1, n1, k2, n2)
    assert p is not None
    assert 0 <= p <= 1
    assert newcombe_p(k2, n2, k1, n1) == pytest.approx(p)
    if not 1e-6 < p < 1 - 1e-6:  # statsmodels takes 1 - alpha, which has too few digits there
        return
    low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff", alpha=p)
    assert min(abs(low), abs(high)) == pytest.approx(0, abs=1e-9)


@settings(deadline=None)
@given(n1=SIZES, share1=SHARES, n2=SIZES, share2=SHARES, level=LEVELS)
def test_clear_of_no_difference_and_surprising_are_the_same(
    n1: float, share1: float, n2: float, share2: float, level: float
) -> None:
    k1, k2 = min(n1, n1 * share1), min(n2, n2 * share2)
    p = newcombe_p(k1, n1, k2, n2)
    assert p is not None
    assume(abs(p - (1 - level)) > 1e-9)
    low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff", alpha=1 - level)
    assert (p < 1 - level) == (low > 0 or high < 0)


def test_the_p_of_equal_and_of_utterly_different_rates() -> None:
    assert newcombe_p(3, 10, 6, 20) == 1
    assert newcombe_p(0, 10, 0, 99) == 1
    assert newcombe_p(1e9, 1e9, 0, 1e9) == 0
    assert newcombe_p(0, 1, 1e-159, 1) == pytest.approx(1)
    tiny = newcombe_p(90, 100, 10, 100)
    assert tiny is not None
    assert 0 < tiny < 1e-20


def test_rates_over_100_percent_are_not_compared() -> None:
    for k1, n1, k2, n2 in [(3, 2, 1, 5), (1, 5, 3, 2), (1, 0, 1, 5), (1, 5, -1, 5)]:
        assert newcombe(k1, n1, k2, n2) is None
        assert newcombe_p(k1, n1, k2, n2) is None
        assert expected_table(k1, n1, k2, n2) == (0, 0, 0, 0)


def test_rate_ratio_by_hand() -> None:
    # 10 of 30 by Clopper and Pearson: 0.172869 to 0.528118; odds 0.208997 to 1.119165; twice the exposure halves them.
    assert ends(rate_ratio(10, 100, 20, 100)) == pytest.approx((0.20900, 1.11918), abs=1e-4)
    assert ends(rate_ratio(10, 200, 20, 100)) == pytest.approx((0.10450, 0.55959), abs=1e-4)


@settings(deadline=None)
@given(k1=COUNTS, e1=EXPOSURES, k2=st.integers(1, 10_000), e2=EXPOSURES, level=LEVELS)
def test_rate_ratio_is_clopper_pearson_turned(k1: int, e1: float, k2: int, e2: float, level: float) -> None:
    low, high = proportion_confint(k1, k1 + k2, alpha=1 - level, method="beta")
    other_low, other_high = proportion_confint(k2, k1 + k2, alpha=1 - level, method="beta")
    expected = low / other_high * e2 / e1, high / other_low * e2 / e1
    assert ends(rate_ratio(k1, e1, k2, e2, level)) == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(k1=COUNTS, e1=EXPOSURES, k2=COUNTS, e2=EXPOSURES)
def test_p_of_a_ratio_is_twice_the_smaller_binomial_tail(k1: int, e1: float, k2: int, e2: float) -> None:
    assume(k1 + k2 > 0)
    even = stats.binom(k1 + k2, e1 / (e1 + e2))
    expected = min(1.0, 2 * min(even.cdf(k1), even.sf(k1 - 1)))
    assert rate_ratio_p(k1, e1, k2, e2) == pytest.approx(expected, rel=1e-7, abs=1e-300)


@settings(deadline=None)
@given(k1=st.integers(0, 500), k2=st.integers(1, 500), tilt=st.floats(0.5, 2))
def test_at_its_p_the_ratio_touches_1(k1: int, k2: int, tilt: float) -> None:
    e1, e2 = (k1 + 1) * tilt, k2 + 1
    p = rate_ratio_p(k1, e1, k2, e2)
    assert p is not None
    if not 1e-6 < p < 1:
        return
    low, high = proportion_confint(k1, k1 + k2, alpha=p, method="beta")
    even = e1 / (e1 + e2)
    assert min(abs(low - even), abs(high - even)) == pytest.approx(0, abs=1e-8)


def test_a_ratio_is_open_above_where_the_second_counted_nothing() -> None:
    interval = rate_ratio(5, 10, 0, 10)
    assert interval is not None
    # 0.025^(1/5) = 0.478176, odds 0.916356
    assert interval.low == pytest.approx(0.916356, abs=1e-6)
    assert interval.high is None
    lopsided = rate_ratio(1e17, 10, 0, 10)
    assert lopsided is not None
    # The odds of 0.025^(1/k) are about k ÷ −ln 0.025.
    assert lopsided.low == pytest.approx(1e17 / -math.log(0.025), rel=1e-9)
    assert ends(rate_ratio(0, 10, 5, 10)) == pytest.approx((0, 1 / 0.916356), abs=1e-5)


@pytest.mark.parametrize(
    ("k1", "e1", "k2", "e2"), [(0, 1, 0, 1), (1, 0, 1, 1), (1, 1, 1, -1), (-1, 1, 2, 1), (1, math.nan, 1, 1)]
)
def test_a_ratio_of_nothing_has_no_range(k1: float, e1: float, k2: float, e2: float) -> None:
    assert rate_ratio(k1, e1, k2, e2) is None
    assert rate_ratio_p(k1, e1, k2, e2) is None
    assert not enough(expected_counts(k1, e1, k2, e2))


def test_fractions_of_customers_are_compared_too() -> None:
    low, high = ends(rate_ratio(2.5, 10, 7.25, 10))
    share = stats.beta.ppf([0.025, 0.975], [2.5, 3.5], [8.25, 7.25])
    assert (low, high) == pytest.approx(tuple(share / (1 - share)), rel=1e-9)
    assert rate_ratio_p(2.5, 10, 7.25, 10) == pytest.approx(2 * stats.beta.sf(0.5, 3.5, 7.25), rel=1e-9)


@settings(deadline=None)
@given(k1=COUNTS, e1=EXPOSURES, k2=COUNTS, e2=EXPOSURES)
def test_expected_counts_share_out_the_sum_by_exposure(k1: int, e1: float, k2: int, e2: float) -> None:
    first, second = expected_counts(k1, e1, k2, e2)
    assert first + second == pytest.approx(k1 + k2)
    assert first * e2 == pytest.approx(second * e1)


def test_expected_table_is_that_of_the_chi_square_test() -> None:
    table = stats.contingency.expected_freq([[12, 88], [30, 45]])
    assert expected_table(12, 100, 30, 75) == pytest.approx(tuple(table.ravel()))


def test_five_expected_are_enough() -> None:
    assert enough((5.0, 5.0))
    assert not enough((4.99, 900.0))
    assert not enough(())


@pytest.mark.parametrize("total", [12, 40])
def test_equal_rates_are_called_different_at_most_one_time_in_20(total: int) -> None:
    for even in (0.2, 0.5, 0.7):
        p_values = [rate_ratio_p(k1, even, total - k1, 1 - even) for k1 in range(total + 1)]
        called = [k1 for k1, p in enumerate(p_values) if p is not None and p < 0.05]
        assert 0 < stats.binom.pmf(called, total, even).sum() <= 0.05


@settings(deadline=None)
@given(
    p_values=st.lists(st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.0125, 0.05, 1.0])), max_size=40),
    alpha=st.sampled_from([0.01, 0.04, 0.05, 0.2]),
)
def test_holm_equals_statsmodels(p_values: list[float], alpha: float) -> None:
    assert [called for called, _ in holm_steps(p_values, alpha)] == holm(p_values, alpha)


def test_holm_by_hand_with_the_levels_used() -> None:
    p_values = [0.03, 0.001, 0.2, 0.012]
    # Sorted: 0.001 ≤ 0.0125, 0.012 ≤ 0.0166…, 0.03 > 0.025: the two left are judged at 97.5 %.
    called, bounds = zip(*holm_steps(p_values, 0.05), strict=True)
    assert called == (False, True, False, True)
    assert bounds == pytest.approx((0.025, 0.0125, 0.025, 0.05 / 3))
    assert holm_steps([0.04], 0.05) == [(True, 0.05)]


@settings(deadline=None)
@given(groups=st.lists(st.tuples(st.integers(1, 300), st.integers(1, 300)), min_size=1, max_size=15))
def test_the_interval_at_the_level_used_is_clear_exactly_where_called(groups: list[tuple[int, int]]) -> None:
    p_values = [rate_ratio_p(k1, 1, k2, 1) for k1, k2 in groups]
    known = [p for p in p_values if p is not None]
    for (k1, k2), (yes, bound) in zip(groups, holm_steps(known, 0.04), strict=True):
        low, high = proportion_confint(k1, k1 + k2, alpha=bound, method="beta")
        assert yes == (low > 0.5 or high < 0.5)


def test_holm_takes_probabilities_only() -> None:
    for bad in ([math.nan], [-0.1], [1.1]):
        with pytest.raises(ValueError, match="between 0 and 1"):
            holm_steps(bad, 0.05)
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm_steps([0.5], 5)


def test_two_comparisons_share_4_percent() -> None:
    assert [family_alpha(m) for m in (0, 1, 2, 30)] == [0.05, 0.05, 0.04, 0.04]


def test_off_course_by_hand() -> None:
    # Six quiet periods of 10 %, then 5 of 100: z = −0.05 ÷ √(0.09·(1/100 + 1/600)) = −1.5430
    course = off_course([10] * 6, [100] * 6, 5, 100)
    assert course is not None
    assert course.phi == 1
    assert course.z == pytest.approx(-1.543033, abs=1e-6)
    assert course.p == pytest.approx(0.122823, abs=1e-6)
    # Lively ones: Σ(k − 10)² ÷ 9 = 250 ÷ 9 over 5 degrees of freedom
    lively = off_course([5, 15, 0, 20, 10, 10], [100] * 6, 5, 100)
    assert lively is not None
    assert lively.phi == pytest.approx(250 / 9 / 5)
    assert lively.z == pytest.approx(-0.05 / math.sqrt(250 / 45 * 0.09 * 7 / 600))


@settings(deadline=None)
@given(
    past=st.lists(st.tuples(st.integers(1, 5000), st.floats(0, 1)), min_size=2, max_size=36),
    n=st.integers(1, 5000),
    share=st.floats(0, 1),
)
def test_off_course_equals_scipys_chi_square_and_t(past: list[tuple[int, float]], n: int, share: float) -> None:
    ns = [size for size, _ in past]
    ks = [round(size * rate) for size, rate in past]
    assume(0 < sum(ks) < sum(ns))
    k = round(n * share)
    table = np.array([ks, np.array(ns) - np.array(ks)])
    phi = max(1.0, stats.chi2_contingency(table, correction=False).statistic / (len(past) - 1))
    rate = sum(ks) / sum(ns)
    z = (k / n - rate) / math.sqrt(phi * rate * (1 - rate) * (1 / n + 1 / sum(ns)))
    course = off_course(ks, ns, k, n)
    assert course is not None
    assert course.phi == pytest.approx(phi, rel=1e-9)
    assert course.z == pytest.approx(z, rel=1e-9, abs=1e-12)
    if abs(phi - 1) > 1e-9 or course.phi == 1:
        judge = stats.norm if course.phi == 1 else stats.t(len(past) - 1)
        assert course.p == pytest.approx(2 * judge.sf(abs(z)), rel=1e-8)


def test_off_course_needs_a_history() -> None:
    assert off_course([], [], 5, 100) is None
    assert off_course([10], [100], 5, 100) is None
    assert off_course([10, 0], [100, 0], 5, 100) is None
    assert off_course([0, 0, 0], [100, 90, 80], 5, 100) is None
    assert off_course([100, 90], [100, 90], 5, 100) is None
    assert off_course([10, 120], [100, 100], 5, 100) is None
    assert off_course([10, 12], [100, 100], 5, 0) is None
    quiet = off_course([10, 12, 0], [100, 100, 0], 5, 100)
    assert quiet == off_course([10, 12], [100, 100], 5, 100)
    with pytest.raises(ValueError, match="zip"):
        off_course([10, 12], [100], 5, 100)
