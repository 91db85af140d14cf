"""Ranges of one figure against statsmodels, SciPy's distributions and exact enumeration; SciPy imported late."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from roiapp.analysis.statistics import (
    Interval,
    clopper_pearson_ends,
    garwood,
    garwood_array,
    goal_projection,
    tail,
    wilson,
)

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.96, 0.99, 0.999, 1.0 - 0.04 / 40])
COUNTS = st.one_of(st.just(0.0), st.integers(0, 2_000_000).map(float), st.floats(0.01, 1e6))
SHARES = st.one_of(st.just(0.0), st.just(1.0), st.floats(0.0, 1.0))


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


def clopper_pearson(k: float, n: float, level: float = 0.95) -> tuple[float, float]:
    return clopper_pearson_ends(k, n, tail(level))


def test_wilson_by_hand() -> None:
    # 10 of 100 at 95 %: (10 + 1.92073 ± 1.95996·√(9 + 0.960365)) ÷ 103.84146
    assert ends(wilson(10, 100)) == pytest.approx((0.0552291, 0.1743657), abs=1e-6)


@settings(deadline=None)
@given(n=st.floats(0.5, 1e7), share=SHARES, level=LEVELS)
def test_wilson_equals_statsmodels(n: float, share: float, level: float) -> None:
    k = min(n, n * share)
    expected = proportion_confint(k, n, alpha=1 - level, method="wilson")
    assert ends(wilson(k, n, level)) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(n=st.integers(1, 1_000_000), share=SHARES, level=LEVELS)
def test_clopper_pearson_equals_statsmodels(n: int, share: float, level: float) -> None:
    k = round(n * share)
    expected = proportion_confint(k, n, alpha=1 - level, method="beta")
    assert clopper_pearson(k, n, level) == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(n=st.floats(0.5, 1e6), share=st.floats(0.001, 0.999), level=LEVELS)
def test_clopper_pearson_takes_fractions(n: float, share: float, level: float) -> None:
    k, side = n * share, (1 - level) / 2
    low, high = clopper_pearson(k, n, level)
    assert low == pytest.approx(float(stats.beta.ppf(side, k, n - k + 1)), rel=1e-9)
    assert high == pytest.approx(float(stats.beta.isf(side, k + 1, n - k)), rel=1e-9)


@pytest.mark.parametrize(("k", "n"), [(0, 12), (12, 12), (0, 1), (1, 1), (0.25, 0.25), (0, 0.25)])
def test_all_and_none_end_exactly_at_0_and_100_percent(k: float, n: float) -> None:
    for low, high in (ends(wilson(k, n)), clopper_pearson(k, n)):
        assert (low == 0.0) == (k == 0)
        assert (high == 1.0) == (k == n)


@pytest.mark.parametrize(
    ("k", "n"), [(3, 2), (-1, 5), (0, 0), (1, 0), (1, -4), (float("nan"), 5), (1, float("nan")), (1, float("inf"))]
)
def test_what_is_no_rate_has_no_range(k: float, n: float) -> None:
    assert wilson(k, n) is None


def test_garwood_as_tabulated() -> None:
    # The 95 % limits printed in every table of exact Poisson limits.
    assert ends(garwood(0)) == pytest.approx((0.0, 3.6889), abs=5e-5)
    assert ends(garwood(1)) == pytest.approx((0.0253, 5.5716), abs=5e-5)
    assert ends(garwood(10)) == pytest.approx((4.7954, 18.3904), abs=5e-5)


@settings(deadline=None)
@given(k=st.integers(0, 1_000_000), level=LEVELS)
def test_garwood_equals_statsmodels(k: int, level: float) -> None:
    low, high = confint_poisson(k, 1, method="exact-c", alpha=1 - level)
    assert ends(garwood(k, level)) == pytest.approx((0.0 if k == 0 else low, high), rel=1e-9)


@settings(deadline=None)
@given(k=COUNTS, level=LEVELS)
def test_garwood_equals_the_gamma_distribution(k: float, level: float) -> None:
    side = (1 - level) / 2
    low, high = ends(garwood(k, level))
    assert low == pytest.approx(float(stats.gamma.ppf(side, k)) if k else 0.0, rel=1e-9)
    assert high == pytest.approx(float(stats.gamma.isf(side, k + 1)), rel=1e-9)


@settings(deadline=None)
@given(k=st.lists(COUNTS, max_size=50), level=LEVELS)
def test_garwood_of_many_channels_is_that_of_each(k: list[float], level: float) -> None:
    low, high = garwood_array(np.array(k), level)
    assert low.shape == high.shape == (len(k),)
    assert list(zip(low, high, strict=True)) == [ends(garwood(one, level)) for one in k]


def test_garwood_array_keeps_shape_and_leaves_unknowns_unknown() -> None:
    low, high = garwood_array(np.array([[0.0, np.nan, 2.5], [-1.0, np.inf, 38.0]]))
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [[False, True, False], [True, True, False]]
    assert low[0, 0] == 0.0
    assert low[1, 2] == pytest.approx(26.8911, abs=1e-4)


@pytest.mark.parametrize("k", [-1.0, float("nan"), float("inf")])
def test_what_is_no_count_has_no_range(k: float) -> None:
    assert garwood(k) is None
    assert goal_projection(k, 0.5) is None


def test_garwood_covers_at_least_its_level_whatever_the_truth() -> None:
    counts = np.arange(0, 200)
    low, high = np.array([ends(garwood(int(k))) for k in counts]).T
    for truth in np.arange(0.02, 90.0, 0.08):
        covering = (low <= truth) & (truth <= high)
        assert stats.poisson.pmf(counts[covering], truth).sum() >= 0.95


def test_clopper_pearson_covers_at_least_its_level_and_wilson_about() -> None:
    n = 30
    counts, truths = np.arange(n + 1), np.linspace(0.005, 0.995, 199)
    chances = stats.binom.pmf(counts, n, truths[:, None])
    exact, score = (
        np.array([((low <= truths) & (truths <= high)) for low, high in ranges]).T
        for ranges in (
            [clopper_pearson(int(k), n) for k in counts],
            [ends(wilson(int(k), n)) for k in counts],
        )
    )
    assert (chances * exact).sum(axis=1).min() >= 0.95
    assert (chances * score).sum(axis=1).mean() == pytest.approx(0.95, abs=0.01)


@settings(deadline=None)
@given(k=st.one_of(st.integers(0, 5000).map(float), st.floats(0, 500)), gone=st.floats(0.01, 0.999), level=LEVELS)
def test_goal_projection_equals_the_negative_binomial(k: float, gone: float, level: float) -> None:
    low, high = ends(goal_projection(k, gone, level))
    side = (1 - level) / 2
    coming = stats.nbinom(k + 0.5, gone)
    for end, chance in ((low, side), (high, 1 - side)):
        more = round(end - k)
        assert end - k == pytest.approx(more, abs=1e-9)
        # The smallest whole number that reaches the chance; a hair of slack where it is met to the last digits.
        assert coming.cdf(more) >= chance - 1e-12
        assert coming.cdf(more - 1) < chance + 1e-12


def test_goal_projection_by_scipys_quantiles() -> None:
    low, high = stats.nbinom.ppf([0.025, 0.975], 12.5, 0.4)
    assert ends(goal_projection(12, 0.4)) == (12 + low, 12 + high)


def test_goal_projection_narrows_to_the_count_and_starts_with_the_period() -> None:
    assert goal_projection(17, 1.0) == Interval(17, 17, 0.95)
    assert goal_projection(17, 1.2) == Interval(17, 17, 0.95)
    assert goal_projection(17, 0.0) is None
    assert goal_projection(17, float("nan")) is None


@pytest.mark.parametrize("gone", [0.2, 0.5, 0.8])
def test_goal_projection_holds_what_it_promises_on_even_days(gone: float) -> None:
    counts = np.arange(120)
    low, high = np.array([ends(goal_projection(int(k), gone)) for k in counts]).T
    covered = []
    for whole in np.arange(25.0, 60.0, 0.5):
        coming = stats.poisson(whole * (1 - gone))
        inside = coming.cdf(high - counts) - coming.cdf(low - counts - 1)
        covered.append((stats.poisson.pmf(counts, whole * gone) * inside).sum())
    assert np.mean(covered) >= 0.95
    assert min(covered) >= 0.93


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 95.0, float("nan")])
def test_a_level_outside_0_to_1_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, level)
    with pytest.raises(ValueError, match="between 0 and 1"):
        garwood_array(np.array([1.0]), level)


def test_an_interval_knows_its_side_and_an_open_end_is_never_clear() -> None:
    assert Interval(0.2, 0.4, 0.95).above(0.1)
    assert not Interval(0.2, 0.4, 0.95).above(0.2)
    assert Interval(0.2, 0.4, 0.95).below(0.5)
    assert not Interval(0.2, None, 0.95).below(1e300)
    assert not Interval(None, 0.4, 0.95).above(-1e300)


def run(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script], check=True, capture_output=True, text=True
    ).stdout


def test_importing_the_four_modules_loads_neither_numpy_nor_scipy() -> None:
    script = """
import sys
from roiapp.analysis import comparisons, money_ranges, sample_size, statistics
print(sorted({name.partition(".")[0] for name in sys.modules} & {"numpy", "scipy", "pandas"}), statistics.ready())
statistics.load()
print("scipy.special" in sys.modules, statistics.ready(), "scipy.stats" in sys.modules, "scipy.optimize" in sys.modules)
import numpy
print("numpy.f2py" in sys.modules, {"f2py", "testing"} <= set(numpy.__all__) & set(dir(numpy)), numpy.f2py.__name__)
"""
    assert run(script).split("\n") == ["[] False", "True True False False", "False True numpy.f2py", ""]


def test_the_first_ranges_may_be_asked_for_on_many_threads_at_once() -> None:
    script = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from roiapp.analysis.statistics import garwood, load, wilson
start = Barrier(16)
def first(number):
    start.wait()
    return [load, lambda: wilson(3, 9), lambda: garwood(3), lambda: wilson(3, 9)][number % 4]()
with ThreadPoolExecutor(16) as pool:
    print(len(set(pool.map(first, range(16)))))
"""
    assert run(script) == "3\n"
