"""Periods: which roll-ups there are, what they take, how much of a period is gone, and how one is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from roiapp.core.periods import (
    Period,
    PeriodError,
    all_periods,
    find,
    following,
    in_twelve_after,
    inside,
    month,
    overlapping,
    prior_twelve,
    rollups,
    span_text,
)

YEAR = [month(2026, m, m) for m in range(1, 13)]


def week(start: date, key: int = 1) -> Period:
    return Period(key, "", start, start + timedelta(days=6))


def test_how_much_is_gone() -> None:
    """Days to the as-of date, inclusive ÷ days; 1 when over; undefined before it starts."""
    february = month(2026, 2)
    assert february.elapsed(date(2026, 2, 1)) == 1 / 28
    assert february.elapsed(date(2026, 2, 14)) == 0.5
    assert february.elapsed(date(2026, 2, 28)) == 1
    assert february.elapsed(date(2026, 3, 5)) == 1
    assert february.elapsed(date(2026, 1, 31)) is None
    assert Period(1).elapsed(date(2026, 1, 1)) == 1
    typed = Period(1, "", february.start, february.end, date(2026, 2, 7))
    assert typed.elapsed(date(2026, 5, 1)) == 0.25  # the typed day wins


def test_a_year_of_months_rolls_up() -> None:
    found = {(v.kind, v.start): v.periods for v in rollups(YEAR)}
    assert found["year", date(2026, 1, 1)] == tuple(range(12))
    assert found["quarter", date(2026, 4, 1)] == (3, 4, 5)
    assert sum(kind == "quarter" for kind, _ in found) == 4
    assert sum(kind == "month" for kind, _ in found) == 0  # the base periods themselves
    assert all_periods(YEAR).periods == tuple(range(12))
    assert not all_periods(YEAR[:1]).rollup
    assert rollups(YEAR[:1]) == ()


def test_fiscal_years() -> None:
    periods = [month(2026, m, m) for m in range(1, 13)]
    years = [v for v in rollups(periods, fiscal_start=7) if v.kind == "year"]
    assert [(v.start, v.periods) for v in years] == [
        (date(2025, 7, 1), tuple(range(6))), (date(2026, 7, 1), tuple(range(6, 12)))
    ]  # fmt: skip
    assert find(periods, "2026", fiscal_start=7).periods == tuple(range(6))


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    across = week(date(2026, 9, 28))  # Monday; Thursday is 1 October
    assert not inside(across, date(2026, 9, 1), date(2026, 9, 30))
    assert inside(across, date(2026, 10, 1), date(2026, 10, 31))
    american = week(date(2026, 9, 27))  # Sunday; Thursday is 1 October
    assert inside(american, date(2026, 10, 1), date(2026, 10, 31))
    ten_days = Period(1, "", date(2026, 9, 28), date(2026, 10, 7))
    assert not inside(ten_days, date(2026, 10, 1), date(2026, 10, 31))


def test_only_periods_wholly_inside_count() -> None:
    half = Period(20, "", date(2025, 12, 15), date(2026, 1, 14))
    assert find([half, *YEAR[1:]], "2026").periods == tuple(range(1, 12))


def test_last_twelve() -> None:
    periods = [month(2025, 11, 1), month(2025, 12, 2), *YEAR]
    assert find(periods, "last12").periods == tuple(range(2, 14))
    assert [v.periods for v in rollups(periods) if v.kind == "last12"] == [tuple(range(2, 14))]


def test_the_twelve_months_before() -> None:
    periods = [month(2024, 12, 1), month(2025, 1, 2), month(2025, 12, 3), month(2026, 1, 4), month(2026, 2, 5)]
    assert prior_twelve(periods, 3) == (1, 2)
    assert prior_twelve([Period(1)], 0) == ()


def test_the_twelve_months_after() -> None:
    """The same seen from the other side: of months, of a gap, of an undated period, of weeks and days between them."""
    start = date(2025, 12, 29)
    mixed = [month(2024, 12), month(2025, 1), month(2025, 12), month(2026, 1), month(2026, 2), Period(1)]
    mixed += [*(week(start + timedelta(7 * i)) for i in range(4)), Period(2, "", date(2025, 1, 5), date(2026, 1, 5))]
    assert in_twelve_after(mixed, {0}, range(5)) == {1, 2}
    everything = range(len(mixed))
    for touched in ({0}, {1}, {2}, {3}, {5}, {6}, {1, 6}, {10}, set()):
        found = {i for i in everything if touched.intersection(prior_twelve(mixed, i))}
        assert in_twelve_after(mixed, touched, everything) == found
    assert in_twelve_after(mixed, {0}, [2, 3]) == {2}


@pytest.mark.parametrize(
    ("asked", "indices"),
    [("2026-08", (7,)), ("Aug 2026", (7,)), ("2026-Q3", (6, 7, 8)), ("q3 2026", (6, 7, 8)), ("2026", tuple(range(12))),
     ("ALL", tuple(range(12))), ("spring  sale", (4,))],
)  # fmt: skip
def test_a_period_by_name(asked: str, indices: tuple[int, ...]) -> None:
    periods = [*YEAR]
    periods[4] = Period(5, "Spring sale", YEAR[4].start, YEAR[4].end)
    assert find(periods, asked).periods == indices


@pytest.mark.parametrize("asked", ["2027", "2026-13", "", "August"])
def test_a_name_that_is_no_period_says_what_there_is(asked: str) -> None:
    with pytest.raises(PeriodError, match="Jan 2026"):
        find(YEAR, asked)


def test_overlap_and_what_follows() -> None:
    assert overlapping(YEAR) is None
    assert overlapping([*YEAR, Period(99, "", date(2026, 12, 31), date(2027, 1, 5))]) is not None
    assert following(YEAR, 77) == Period(77, "", date(2027, 1, 1), date(2027, 1, 31))
    assert following([month(2026, 1)], 2).end == date(2026, 2, 28)
    assert following([week(date(2026, 9, 28))], 2) == Period(2, "", date(2026, 10, 5), date(2026, 10, 11))
    quarter = Period(1, "", date(2026, 1, 1), date(2026, 3, 31))
    assert following([quarter], 2) == Period(2, "", date(2026, 4, 1), date(2026, 6, 30))


def test_spans_have_their_own_names() -> None:
    assert span_text(date(2026, 7, 1), date(2026, 9, 30), "en") == "Q3 2026"
    assert span_text(date(2026, 1, 1), date(2026, 12, 31), "en") == "2026"
    assert span_text(date(2026, 8, 1), date(2026, 8, 31), "en") == "Aug 2026"
    assert span_text(None, None, "en") == "Undated"
