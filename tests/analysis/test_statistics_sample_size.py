"""How many more: the chance to call a difference, counted out in full, is 80 % with so many more."""

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint, samplesize_proportions_2indep_onetail

from roiapp.analysis.sample_size import MoreForRoi, needed_for_difference, needed_for_roi

if TYPE_CHECKING:
    from numpy.typing import NDArray


def chance_newcombe_calls(n1: int, p1: float, n2: int, p2: float, level: float) -> float:
    """Chance that Newcombe's interval (of Wilson's by statsmodels) misses 0, over all counts that can happen."""
    parts = []
    for n, p in ((n1, p1), (n2, p2)):
        counts = np.arange(n + 1)
        chances = stats.binom.pmf(counts, n, p)
        counts, chances = counts[chances > 1e-10], chances[chances > 1e-10]
        low, high = proportion_confint(counts, n, alpha=1 - level, method="wilson")
        parts.append((counts / n, chances, counts / n - low, high - counts / n))
    (rate1, chance1, below1, above1), (rate2, chance2, below2, above2) = parts
    difference = rate1[:, None] - rate2
    clear = (difference > np.hypot(below1[:, None], above2)) | (-difference > np.hypot(above1[:, None], below2))
    return float((chance1[:, None] * chance2 * clear).sum())


@pytest.mark.parametrize("level", [0.95, 0.99])
@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2"),
    [(56, 700, 48, 800), (30, 200, 20, 200), (10, 100, 40, 300), (3, 40, 12, 90), (10, 400, 100, 3000), (2, 40, 5, 40)],
)
def test_with_so_many_more_the_difference_seen_is_called_4_times_in_5(
    k1: int, n1: int, k2: int, n2: int, level: float
) -> None:
    more = needed_for_difference(k1, n1, k2, n2, level)
    assert more is not None
    assert more.from_observed
    assert more.delta == pytest.approx(abs(k1 / n1 - k2 / n2))
    # Fleiss's formula is not exact; counted out it is right to about a percent point.
    for part, chance in ((1.0, pytest.approx(0.805, abs=0.012)), (0.9, pytest.approx(0.76, abs=0.02))):
        first = round((n1 + more.needed) * part)
        assert chance_newcombe_calls(first, k1 / n1, round(first * n2 / n1), k2 / n2, level) == chance


def test_a_difference_too_small_to_matter_is_not_waited_for() -> None:
    # 10.2 % against 9.8 % of 200 each: a fifth of 10 % is 2 points, 11 % against 9 %.
    more = needed_for_difference(20.4, 200, 19.6, 200)
    assert more is not None
    assert not more.from_observed
    assert more.delta == pytest.approx(0.02)
    # (1.95996·√(2·0.1·0.9) + 0.842·√(0.11·0.89 + 0.09·0.91))² ÷ 0.02² = 3842.0 per group
    assert more.needed == math.ceil((1.959964 * math.sqrt(0.18) + 0.842 * math.sqrt(0.1798)) ** 2 / 0.0004) - 200
    first = 200 + more.needed
    assert chance_newcombe_calls(first, 0.11, first, 0.09, 0.95) == pytest.approx(0.8, abs=0.01)


def test_enough_already_is_0_more() -> None:
    more = needed_for_difference(5600, 70_000, 5500, 70_000)
    assert more is not None
    assert (more.needed, more.from_observed) == (0, False)


@pytest.mark.parametrize(("k1", "n1", "k2", "n2"), [(190, 200, 185, 200), (20, 20, 199, 200), (199, 200, 20, 20)])
def test_near_100_percent_the_fifth_lies_below(k1: int, n1: int, k2: int, n2: int) -> None:
    more = needed_for_difference(k1, n1, k2, n2)
    assert more is not None
    assert more.delta == pytest.approx(0.2 * (k1 + k2) / (n1 + n2))
    assert more.needed >= 0


@pytest.mark.parametrize(("k1", "n1", "k2", "n2"), [(0, 10, 0, 20), (10, 10, 20, 20), (3, 2, 1, 5), (1, 0, 1, 5)])
def test_without_a_rate_nobody_knows_how_many(k1: int, n1: int, k2: int, n2: int) -> None:
    assert needed_for_difference(k1, n1, k2, n2) is None


@settings(deadline=None)
@given(
    n1=st.integers(20, 100_000),
    n2=st.integers(20, 100_000),
    p2=st.floats(0.01, 0.7),
    ratio=st.floats(1.3, 1.4),
    level=st.sampled_from([0.9, 0.95, 0.99]),
)
def test_needed_equals_statsmodels(n1: int, n2: int, p2: float, ratio: float, level: float) -> None:
    k1, k2 = n1 * p2 * ratio, n2 * p2
    size = samplesize_proportions_2indep_onetail(p2 * (ratio - 1), p2, 0.8, ratio=n2 / n1, alpha=1 - level)
    more = needed_for_difference(k1, n1, k2, n2, level)
    assert more is not None
    # Rounded up to a whole one, and 0.842 is the rounded deviate of 80 %.
    assert more.needed == pytest.approx(max(0, size - n1), abs=1 + 5e-4 * size)


def chance_range_is_clear(expected: float, bound: float, level: float) -> float:
    """Chance that a Poisson count has its exact range (chi-square limits) off `bound`, on the expected side."""
    side = (1 - level) / 2
    counts: NDArray[np.float64] = np.arange(0.0, expected + 12 * math.sqrt(expected) + 40)
    if expected > bound:
        clear = np.where(counts > 0, stats.chi2.ppf(side, 2 * np.maximum(counts, 0.5)) / 2, 0) > bound
    else:
        clear = stats.chi2.isf(side, 2 * counts + 2) / 2 < bound
    return float(stats.poisson.pmf(counts[clear], expected).sum())


@pytest.mark.parametrize(("level", "power"), [(0.95, 0.8), (0.99, 0.8), (0.95, 0.9)])
@pytest.mark.parametrize(
    ("customers", "break_even"),
    [
        (38, 30),
        (30, 38),
        (12, 9.5),
        (4, 7),
        (1, 0.2),
        (1, 5),
        (2.5, 1.75),
        (0.4, 1.3),
        (20, 40),
        (7, 0.01),
        (3, 3.1),
        (0.2, 3.2),
    ],
)
def test_roi_is_called_4_times_in_5_from_the_first_step_that_does_it(
    customers: float, break_even: float, level: float, power: float
) -> None:
    more = needed_for_roi(customers, break_even, 100, level, power)
    assert more is not None
    steps = range(math.floor(19 * customers) + 1)
    share = break_even / customers
    first = next(
        (s for s in steps if chance_range_is_clear(customers + s, (customers + s) * share, level) >= power), None
    )
    if first is None:
        assert more == MoreForRoi(None, None)
    else:
        assert more.growth == pytest.approx((customers + first) / customers)
        assert more.needed == math.ceil(first * 100 / customers - 1e-9)


@settings(max_examples=40, deadline=None)
@given(customers=st.floats(0.2, 60), share=st.one_of(st.floats(0.02, 0.9), st.floats(1.1, 4)))
def test_no_step_before_would_do(customers: float, share: float) -> None:
    more = needed_for_roi(customers, customers * share, 1)
    assert more is not None
    last = math.floor(19 * customers) if more.growth is None else round((more.growth - 1) * customers)
    chances = [chance_range_is_clear(customers + s, (customers + s) * share, 0.95) for s in range(last + 1)]
    if more.growth is not None:
        assert chances.pop() >= 0.8
    assert max(chances, default=0) < 0.8


def test_leads_grow_with_the_customers() -> None:
    # 3 more on 30 customers are a tenth more leads: 10, whatever a float makes of it.
    grown = needed_for_roi(38, 30, 300)
    assert grown is not None
    assert grown.growth == pytest.approx(163 / 38)
    assert grown.needed == math.ceil(125 / 38 * 300)


def test_a_clear_figure_needs_none_and_a_hair_is_not_by_waiting() -> None:
    assert needed_for_roi(100, 10, 900) == MoreForRoi(0, 1.0)
    assert needed_for_roi(38, 37, 300) == MoreForRoi(None, None)
    assert needed_for_roi(38, 38, 300) == MoreForRoi(None, None)
    assert needed_for_roi(1_000_000, 1_000_500, 5_000_000) == MoreForRoi(None, None)


def test_large_counts_are_answered_by_few_tries() -> None:
    more = needed_for_roi(100_000, 99_600, 1_000_000)
    assert more is not None
    assert more.growth is not None
    expected = more.growth * 100_000
    # Away from whole-number steps the chance is that of the normal distribution.
    assert stats.norm.sf(1.96 - 0.004 * math.sqrt(expected)) == pytest.approx(0.8, abs=0.005)


@pytest.mark.parametrize(
    ("customers", "break_even", "leads"), [(0, 5, 10), (5, 0, 10), (5, -1, 10), (5, 6, 0), (math.nan, 1, 1)]
)
def test_nothing_to_grow_or_compare_has_no_answer(customers: float, break_even: float, leads: float) -> None:
    assert needed_for_roi(customers, break_even, leads) is None
