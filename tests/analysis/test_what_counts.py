"""Across a change of what counts no change is told, no line joins, and the reason says since when: by hand."""

from __future__ import annotations

from datetime import date

import pytest

from roiapp.analysis.change import Change, change, comparison, comparison_a_year_ago
from roiapp.analysis.change_story import change_story
from roiapp.analysis.trend_chart import trend_chart
from roiapp.analysis.trend_marks import TrendMark
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, base_view, month, rollups
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS
from roiapp.core.results import Figures
from roiapp.core.what_counts import Redefinition
from roiapp.core.worksheet import Worksheet, build

CATALOG = standard()
LATE = date(2027, 6, 1)
MARCH = date(2026, 3, 1)
SAID = "Counted differently since Mar 1, 2026 (Leads): calls count, too."
CALLS = Redefinition(MARCH, "leads", "calls count, too")


def sheet(day: date = MARCH, figure: str = "leads") -> Worksheet:
    """January to April 2026: leads 10, 10, 30, 36 for $100, 100, 120, 120; February has 28 days."""
    made = build(
        ["Search"],
        {"spend": [[100], [100], [120], [120]], "leads": [[10], [10], [30], [36]]},
        [month(2026, number, number) for number in (1, 2, 3, 4)],
    )
    SetRecords("redefinitions", (REDEFINITIONS.row(date=day, figure=figure, note="calls count, too"),)).apply(made)
    return made


def figures(made: Worksheet, period: int) -> Figures:
    return Calculator(made, CATALOG, LATE).figures(base_view(made.periods, period))


def test_no_change_is_told_across_it() -> None:
    march = change_story(figures(sheet(), 2), "leads")
    assert march.change == Change(30.0, reason=SAID, redefined=True)
    assert (march.channels, march.split) == ((), None)
    assert change_story(figures(sheet(), 2), "cost_per_lead").change.reason == SAID
    # What was spent is spent; and April stands beside March, which counts the same: 36 after 30.
    assert change_story(figures(sheet(), 2), "spend").change == Change(120.0, 100.0, relative=pytest.approx(0.2))
    april = change_story(figures(sheet(), 3), "leads").change
    assert (april.before, april.relative, april.reason) == (30.0, pytest.approx(0.2), "")
    # In the middle of March: March counts both ways, so April has nothing to stand beside, either.
    for period in (2, 3):
        found = change_story(figures(sheet(date(2026, 3, 15)), period), "leads").change
        assert found.reason == "Counted differently since Mar 15, 2026 (Leads): calls count, too."
    assert change_story(figures(sheet(date(2026, 3, 15)), 1), "leads").change.relative == 0.0


def test_no_change_is_told_against_a_year_ago() -> None:
    two = [*(month(2025, n, n) for n in range(1, 13)), *(month(2026, n, 12 + n) for n in range(1, 13))]
    for period, redefined in ((13, False), (14, True), (23, True)):
        found = comparison_a_year_ago(two, base_view(two, period), LATE, (CALLS,))
        assert found.against is not None
        assert found.against.periods == (period - 12,)
        said = change(found, CATALOG, "leads", 30.0, 20.0)
        assert said == (Change(30.0, reason=SAID, redefined=True) if redefined else Change(30.0, 20.0, relative=0.5))


@pytest.mark.parametrize(
    ("day", "differ"),
    [
        ((2026, 1, 1), False), ((2026, 1, 2), True), ((2026, 4, 1), True), ((2026, 5, 20), True),
        ((2026, 6, 30), True), ((2026, 7, 1), False),
    ],
)  # fmt: skip
def test_a_quarter_against_the_one_before(day: tuple[int, int, int], differ: bool) -> None:
    """The second against the first: a change after the first day of the one, up to the last day of the other."""
    months = [month(2026, n, n) for n in range(1, 8)]
    quarter = next(view for view in rollups(months) if view.kind == "quarter" and view.start == date(2026, 4, 1))
    found = comparison(months, quarter, LATE, (Redefinition(date(*day), "leads"),))
    assert bool(found.redefined) == differ
    assert change(found, CATALOG, "cost_per_lead", 5.0, 4.0).redefined == differ
    assert not change(found, CATALOG, "cac", 5.0, 4.0).redefined


def test_the_line_is_broken_at_its_day_and_marked() -> None:
    """January's middle is day 15.5 of 31, February's day 14 of 28, March's 15.5: 29.5 apart, and the 1st of March is 14
    after February's middle."""
    chart = trend_chart(figures(sheet(), 0), "leads", ranges=False)
    assert [period.at for period in chart.periods] == [0.0, 29.5, 59.0, 89.5]
    assert [period.joined for period in chart.periods] == [False, True, False, True]
    assert [period.follows for period in chart.periods] == [False, True, True, True]
    assert chart.marks == (TrendMark(43.5, 2, SAID),)
    assert chart.lines[0].values == (10.0, 10.0, 30.0, 36.0)
    # On the 15th: 14 days later, and March stands alone.
    middle = trend_chart(figures(sheet(date(2026, 3, 15)), 0), "cost_per_lead", ranges=False)
    assert [period.joined for period in middle.periods] == [False, True, False, False]
    assert [(mark.at, mark.number) for mark in middle.marks] == [(57.5, 2)]
    spend = trend_chart(figures(sheet(), 0), "spend", ranges=False)
    assert [period.joined for period in spend.periods] == [False, True, True, True]
    assert spend.marks == ()


def test_only_days_between_the_first_and_the_last_are_marked() -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 1)):
        assert trend_chart(figures(sheet(day), 0), "leads", ranges=False).marks == ()
    for day in (date(2026, 1, 2), date(2026, 4, 30)):
        assert len(trend_chart(figures(sheet(day), 0), "leads", ranges=False).marks) == 1
    undated = build(["A"], {"leads": [[1], [2]]}, [Period(1, "Spring"), Period(2, "Fall")])
    SetRecords("redefinitions", (REDEFINITIONS.row(date=MARCH, figure="leads"),)).apply(undated)
    assert trend_chart(figures(undated, 0), "leads", ranges=False).marks == ()


def test_a_change_in_a_pause_is_marked_where_figures_begin_again() -> None:
    made = build(["A"], {"leads": [[1], [2]]}, [month(2026, 1, 1), month(2026, 4, 2)])
    SetRecords("redefinitions", (REDEFINITIONS.row(date=date(2026, 2, 20), figure="leads"),)).apply(made)
    chart = trend_chart(figures(made, 0), "leads", ranges=False)
    (mark,) = chart.marks
    # The 1st of April stands 15 days before the middle of April.
    assert (mark.at, mark.number) == (chart.periods[1].at - 15.0, 1)
