"""One list of a check: against statsmodels' Holm and the single comparisons it stands for."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from roiapp.analysis.comparisons import (
    enough,
    expected_counts,
    expected_table,
    rate_ratio,
)
from roiapp.analysis.findings.family import Comparison, Judgement, around
from roiapp.analysis.many_comparisons import (
    least_expected_of_counts,
    least_expected_of_rates,
    newcombe_ps,
    rate_ratio_ps,
)
from roiapp.analysis.ranges import lagging, step_lags
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods, base_view
from tests.analysis.findings.worksheets import DAY, months, worksheet
from tests.analysis.holm import holm
from tests.analysis.pairs import newcombe_p, rate_ratio_p

COUNTS = st.one_of(st.just(0.0), st.integers(0, 3000).map(float), st.floats(0.0, 500.0))
BASES = st.one_of(st.integers(0, 5000).map(float), st.floats(0.01, 1e6), st.just(math.nan))
PAIRS = st.lists(st.tuples(COUNTS, BASES, COUNTS, BASES), min_size=1, max_size=12)


def columns(pairs: list[tuple[float, float, float, float]]) -> list[np.ndarray]:
    return [np.array(column, dtype=np.float64) for column in zip(*pairs, strict=True)]


@settings(deadline=None, max_examples=100)
@given(pairs=PAIRS)
def test_many_are_as_each_alone(pairs: list[tuple[float, float, float, float]]) -> None:
    of_rates, of_counts = newcombe_ps(*columns(pairs)), rate_ratio_ps(*columns(pairs))
    least_rates, least_counts = least_expected_of_rates(*columns(pairs)), least_expected_of_counts(*columns(pairs))
    for place, pair in enumerate(pairs):
        for found, alone in ((of_rates[place], newcombe_p(*pair)), (of_counts[place], rate_ratio_p(*pair))):
            assert found == pytest.approx(math.nan if alone is None else alone, rel=1e-9, abs=1e-290, nan_ok=True)
        table = expected_table(*pair)
        assert bool(least_rates[place] >= 5.0) is enough(table) or least_rates[place] == pytest.approx(5.0)
        assert least_rates[place] == pytest.approx(min(table), abs=1e-6)
        assert least_counts[place] == pytest.approx(min(expected_counts(*pair)), rel=1e-9)


def test_no_pairs_are_none() -> None:
    none = np.array([])
    assert newcombe_ps(none, none, none, none).size == rate_ratio_ps(none, none, none, none).size == 0


SMALL = st.integers(0, 200).map(float)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    kind = draw(st.sampled_from(["rates", "counts", "given"]))
    k1, k2 = draw(SMALL), draw(SMALL)
    tries = draw(st.sampled_from([1.0, 1.0, 2.5]))
    p = draw(st.floats(0.0, 1.0)) if kind == "given" else None
    return Comparison(kind, k1, k1 + draw(SMALL), k2, k2 + draw(SMALL), tries, p)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=100)
@given(listed=st.lists(comparisons(), max_size=15))
def test_the_list_is_statsmodels_holm(listed: list[Comparison]) -> None:
    judgement = Judgement(listed)
    counted, ps = [], []
    for each in dict.fromkeys(listed):
        four = each.k1, each.n1, each.k2, each.n2
        if each.kind == "given":
            alone, expected = each.p, (5.0,)
        elif each.kind == "rates":
            alone, expected = newcombe_p(*four), expected_table(*four)
        else:
            alone, expected = rate_ratio_p(*four), expected_counts(*four)
        if alone is not None and enough(expected):
            counted.append(each)
            ps.append(min(1.0, alone * each.tries))
        else:
            assert not judgement.of(each).enough
            assert not judgement.of(each).called
    assert [judgement.of(each).enough for each in counted] == [True] * len(counted)
    if counted:
        alpha = 0.05 if len(counted) == 1 else 0.04
        assert [judgement.of(each).called for each in counted] == holm(ps, alpha)
        for each in counted:
            judged, interval = judgement.of(each), each.interval(judgement.of(each).level)
            even = 1.0 if each.kind == "counts" else 0.0
            if each.kind != "given" and judged.called and interval is not None:
                assert interval.above(even) or interval.below(even)


def test_the_same_comparison_counts_once() -> None:
    pair = Comparison("rates", 30, 100, 15, 100)
    other = Comparison("rates", 31, 100, 15, 100)
    assert Judgement([pair, pair]).of(pair).level == pytest.approx(0.95)
    assert Judgement([pair, other]).of(other).level == pytest.approx(0.98)
    assert Judgement([pair]).of(other) == Judgement([]).of(other)  # never handed in: nothing to go by


def test_too_little_is_in_no_list() -> None:
    pair, small = Comparison("rates", 30, 100, 15, 100), Comparison("rates", 4, 10, 1, 10)
    judgement = Judgement([pair, small])
    assert judgement.of(pair).level == pytest.approx(0.95)
    assert not judgement.of(small).enough


def test_called_but_slight_is_no_difference() -> None:
    slight = Comparison("rates", 104_000, 10**6, 100_000, 10**6)
    plain = Comparison("rates", 106_000, 10**6, 100_000, 10**6)
    judgement = Judgement([slight, plain])
    assert judgement.of(slight).called
    assert not judgement.called(slight)
    assert judgement.higher(plain)
    assert not judgement.lower(plain)


def test_one_chosen_among_many_is_held_to_more() -> None:
    once, often = Comparison("counts", 60, 100, 40, 100), Comparison("counts", 60, 100, 40, 100, tries=5.0)
    p = 2 * stats.binom.sf(59, 100, 0.5)
    assert 0.05 < p < 0.06  # so that neither is called alone
    assert not Judgement([once]).of(once).called
    more = Comparison("counts", 70, 100, 40, 100), Comparison("counts", 70, 100, 40, 100, tries=20.0)
    assert [Judgement([each]).of(each).called for each in more] == [True, False]
    narrow, wide = once.interval(0.95), often.interval(0.95)
    assert wide == rate_ratio(60, 100, 40, 100, 1.0 - 0.05 / 5.0)
    assert narrow == rate_ratio(60, 100, 40, 100, 0.95)


@given(middle=st.floats(-1, 1), spread=st.floats(1e-6, 1), freedom=st.one_of(st.none(), st.integers(1, 40)))
def test_a_range_around_a_difference(middle: float, spread: float, freedom: int | None) -> None:
    found = around(middle, -spread, freedom, 0.96)
    chance = stats.norm if freedom is None else stats.t(freedom)
    times = chance.ppf(0.98)
    assert found.low == pytest.approx(middle - times * spread, abs=1e-9)
    assert found.high == pytest.approx(middle + times * spread, abs=1e-9)


DAYS = st.sampled_from([None, 0.0, 3.0, 8.0, 16.0, 40.0])


@settings(deadline=None, max_examples=150)
@given(data=st.data(), periods=st.integers(1, 2), dated=st.booleans())
def test_which_channels_lag_is_the_rule_of_each_figure(data: st.DataObject, periods: int, dated: bool) -> None:
    """By stages between the two counts where all are known, else by the whole way; longer than half the view lags."""
    names = ["A", "B", "C"]
    fields = ("days_to_mql", "days_to_sql", "days_to_opportunity", "days_to_close", "sales_cycle_days")
    count = 1 if not dated else periods
    columns = {id_: [[data.draw(DAYS) for _ in names] for _ in range(count)] for id_ in fields}
    sheet = worksheet(names, months(2026, 1, count) if dated else None, leads=9, mqls=7, sqls=5, opportunities=4,
                      customers=3, **columns)  # fmt: skip
    view = base_view(sheet.periods, 0) if count == 1 else all_periods(sheet.periods)
    figures = Calculator(sheet, standard(), DAY).figures(view)
    length = None if not dated else sum(period.days or 0 for period in sheet.periods)
    ways = {
        "lead_to_mql": (fields[:1], ""),
        "mql_to_sql": (fields[1:2], ""),
        "win_rate": (fields[3:4], fields[4]),
        "lead_to_customer": (fields[:4], fields[4]),
        "mql_to_customer": (fields[1:4], fields[4]),
    }
    for metric, (stages, whole) in ways.items():
        found = lagging(figures, metric)
        for channel in range(len(names)):
            known = [figures.value(stage, channel) for stage in stages]
            days = sum(each for each in known if each is not None)
            if None in known:
                days = (figures.value(whole, channel) if whole else None) or 0.0
            assert bool(found[channel]) is (length is not None and days > length / 2)
        totals = [figures.total_figure(stage) for stage in stages]
        days = sum(each for each in totals if each is not None)
        if None in totals:
            days = (figures.total_figure(whole) if whole else None) or 0.0
        assert step_lags(figures, metric) is (length is not None and days > length / 2)


def test_visits_to_leads_never_lag() -> None:
    sheet = worksheet(["A"], months(2026, 1, 1), visits=9, leads=5, days_to_mql=40, mqls=3)
    figures = Calculator(sheet, standard(), DAY).figures(base_view(sheet.periods, 0))
    assert not lagging(figures, "conversion_rate").any()
    assert not step_lags(figures, "conversion_rate")
    assert lagging(figures, "lead_to_mql").all()
