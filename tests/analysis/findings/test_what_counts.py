"""A change of what counts ends the baselines of the findings that compare with history: each by hand, with the change
just inside and just outside of what it is compared with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roiapp.analysis.comparisons import newcombe
from roiapp.core.periods import Period, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS, STEPS
from roiapp.core.worksheet import Worksheet
from tests.analysis.findings.worksheets import called, found, months, only, worksheet

YEAR = [month(2025, 1, 1), month(2026, 1, 2)]


def counted(sheet: Worksheet, day: date, figure: str, note: str = "calls, too") -> Worksheet:
    """The worksheet with a figure that is counted differently from a day on."""
    SetRecords(REDEFINITIONS.id, (REDEFINITIONS.row(date=day, figure=figure, note=note),)).apply(sheet)
    return sheet


def course(leads: list[int], periods: list[Period] | None = None) -> Worksheet:
    return worksheet(["A"], periods or months(2026, 1, len(leads)), visits=100, leads=[[each] for each in leads])


def test_a_course_begins_anew() -> None:
    """October to May at 50 %, then 10 % from the day on which leads are counted otherwise, and 30 % in December: the
    course is that of the six months at 10 %, no more that of both, as lively as they are together."""
    sheet = course([50] * 8 + [10] * 6 + [30], months(2025, 10, 15))
    assert not found("off_course", sheet)
    one = only("off_course", counted(sheet, date(2026, 6, 1), "leads"))
    assert one.whole_text == (
        "Conversion rate is above its usual course. 30.0% in Dec 2026, 10.0% in the periods before."
    )


def test_too_few_periods_since_then_make_no_course() -> None:
    """July is the last of seven; from February on there are five before it, from mid-January on, too: January counts
    both ways."""
    leads = [10] * 6 + [30]
    assert only("off_course", counted(course(leads), date(2026, 1, 1), "leads")).verdict == "good"
    for day, said in ((date(2026, 2, 1), "Feb 1, 2026"), (date(2026, 1, 15), "Jan 15, 2026")):
        one = only("off_course", counted(course(leads), day, "visits"))
        assert (one.verdict, one.metric) == ("unclear", "conversion_rate")
        assert one.whole_text == (
            "Cannot tell yet whether conversions are on their usual course. "
            f"Counted differently since {said} (Visits): calls, too. "
            "Closed periods since then, before Jul 2026: 5; 1 more makes a course."
        )
    # In the middle of July: July itself is no part of a course, so six more and one to be judged by them.
    middle = only("off_course", counted(course(leads), date(2026, 7, 2), "leads"))
    assert middle.text.endswith("Closed periods since then, before Jul 2026: 0; 7 more make a course.")
    # What the rate is not made of is no matter.
    assert only("off_course", counted(course(leads), date(2026, 2, 1), "customers")).verdict == "good"


def test_the_season_of_a_year_ago_is_no_excuse_where_it_counted_otherwise() -> None:
    """Thirteen months at 10 %, December at 30 % both times: the season, unless the first of them counted otherwise."""
    sheet = course([30] + [10] * 11 + [30], months(2025, 12, 13))
    assert not found("off_course", sheet)
    assert only("off_course", counted(sheet, date(2026, 1, 1), "leads")).verdict == "good"


def test_quality_of_leads_against_its_history() -> None:
    columns: Any = {"leads": 100, "mqls": [[50]] * 6 + [[10]]}
    sheet = worksheet(["A"], months(2026, 1, 7), **columns)
    assert only("leads", sheet).claim == "Fewer leads become MQLs: is the content too general?"
    assert not found("leads", counted(sheet, date(2026, 7, 1), "mqls"))


def test_dearer_and_cheaper() -> None:
    """$1,000 for 100 customers, then for 40: dearer, unless they are not the same customers."""
    for id_, customers in (("dearer", [[100], [40]]), ("cheaper", [[40], [100]])):
        sheet = worksheet(["A"], months(2026, 1, 2), spend=1000, customers=customers)
        assert called(id_, counted(sheet, date(2026, 2, 1), "leads"))
        assert called(id_, counted(sheet, date(2026, 1, 1), "customers"))
        assert not found(id_, counted(sheet, date(2026, 2, 1), "customers"))
        assert not found(id_, counted(sheet, date(2026, 2, 28), "cac"))


def test_creep() -> None:
    sheet = worksheet(["A"], months(2026, 1, 4), spend=1000, mqls=[[400], [300], [200], [100]])
    assert only("creep", counted(sheet, date(2026, 1, 1), "mqls")).verdict == "bad"
    for day in (date(2026, 1, 2), date(2026, 4, 30)):
        assert not found("creep", counted(sheet, day, "mqls"))
    assert not found("creep", counted(sheet, date(2026, 3, 1), "fees"))  # what the cost is made of
    assert only("creep", counted(sheet, date(2026, 3, 1), "sqls")).verdict == "bad"


def test_retention_against_a_year_ago() -> None:
    sheet = worksheet(["A"], YEAR, customers_start=[[1000], [1000]], customers_kept=[[800], [900]])
    assert only("ltv_trend", counted(sheet, date(2025, 1, 1), "customers_kept")).verdict == "good"
    assert not found("ltv_trend", counted(sheet, date(2025, 6, 1), "customers_kept"))


def test_organic_share_against_a_year_ago() -> None:
    sheet = worksheet(["SEO", "Radio"], YEAR, visits=[[400, 600], [600, 400]])
    assert only("organic_enough", counted(sheet, date(2025, 6, 1), "leads")).verdict == "good"
    assert not found("organic_enough", counted(sheet, date(2025, 6, 1), "visits", "without the staff's own"))


def stepped(leads: list[int], step: date, day: date) -> Worksheet:
    sheet = worksheet(["Search"], months(2026, 1, len(leads)), visits=1000, leads=[[each] for each in leads])
    row = STEPS.row(date=step, channel=sheet.keys[0], metric="conversion_rate", change="New form")
    SetRecords(STEPS.id, (row,)).apply(sheet)
    return counted(sheet, day, "leads")


def test_a_step_is_judged_by_the_periods_that_count_the_same() -> None:
    """Taken in March: January and February before, April and May after. From February on leads are others: one month on
    either side is left, 4 % and 8 % of 1,000."""
    leads = [400, 40, 60, 80, 80]
    one = only("step", stepped(leads, date(2026, 3, 10), date(2026, 2, 1)))
    assert (one.verdict, one.claim) == ("good", "It worked: New form.")
    assert one.text == "Conversion rate was 4.0% before and is 8.0% since."
    assert one.interval == newcombe(80, 1000, 40, 1000, 0.95)


@pytest.mark.parametrize("day", [date(2026, 3, 10), date(2026, 2, 2), date(2026, 4, 30)])
def test_a_step_across_a_change_cannot_be_judged(day: date) -> None:
    one = only("step", stepped([40, 40, 60, 80], date(2026, 3, 10), day))
    assert (one.verdict, one.claim) == ("unclear", "Cannot tell yet whether it worked: New form.")
    assert one.text.startswith("Counted differently since ")
    assert one.text.endswith("(Leads): calls, too. No period after the step counts the same as one before it.")
