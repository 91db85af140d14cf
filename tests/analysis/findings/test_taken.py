"""Steps that were noted, judged by the figure they were meant for: worked by hand."""

from __future__ import annotations

from datetime import date

from roiapp.analysis.comparisons import newcombe, rate_ratio
from roiapp.analysis.findings.finding import Finding
from roiapp.analysis.findings.questions import check
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import base_view
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import STEPS
from roiapp.core.worksheet import Worksheet
from tests.analysis.findings.worksheets import months, worksheet


def noted(sheet: Worksheet, day: date, metric: str = "conversion_rate", channel: int | None = 0) -> list[Finding]:
    key = None if channel is None else sheet.keys[channel]
    row = STEPS.row(date=day, channel=key, metric=metric, change="New form", expected="more leads")
    SetRecords("steps", (row,)).apply(sheet)
    figures = Calculator(sheet, standard(), date(2026, 12, 31)).figures(base_view(sheet.periods, 0))
    return [each for each in check(figures) if each.id == "step"]


def four(leads: list[int]) -> Worksheet:
    """Search with 1,000 visits a month from January on, and another channel that stays as it is."""
    columns = {"visits": [[1000, 500]] * len(leads), "leads": [[each, 25] for each in leads]}
    return worksheet(["Search", "Other"], months(2026, 1, len(leads)), **columns)


def test_step_appears() -> None:
    """Two months before, two after, the month of the step left out: 4 % of 2,000, then 8 %."""
    (one,) = noted(four([40, 40, 60, 80, 80]), date(2026, 3, 10))
    assert (one.verdict, one.claim) == ("good", "It worked: New form.")
    assert one.text == (
        "Conversion rate was 4.0% before and is 8.0% since. "
        "In the channels that were not touched it went from 5.0% to 5.0%."
    )
    assert one.interval == newcombe(160, 2000, 80, 2000, 0.95)
    (worse,) = noted(four([80, 80, 60, 40, 40]), date(2026, 3, 10))
    assert (worse.verdict, worse.claim) == ("bad", "It did not work: New form.")


def test_a_cost_is_judged_by_what_it_buys() -> None:
    """$1,000 a month for 20 leads, then for 40: dearer before."""
    columns = {"spend": [[1000]] * 3, "leads": [[20], [30], [40]]}
    (one,) = noted(worksheet(["Search"], months(2026, 1, 3), **columns), date(2026, 2, 10), "cost_per_lead")
    assert one.verdict == "good"
    assert one.text == "Cost per lead was $50.00 before and is $25.00 since."
    assert one.interval == rate_ratio(40, 1000, 20, 1000, 0.95)


def test_a_month_that_is_not_typed_yet_is_no_month_after() -> None:
    """June is over and blank: May alone is after, and March alone before."""
    columns = {"visits": [[1000], [1000], [1000], [1000], [None]], "leads": [[90], [40], [60], [80], [None]]}
    (one,) = noted(worksheet(["Search"], months(2026, 2, 5), **columns), date(2026, 4, 10))
    assert one.text == "Conversion rate was 4.0% before and is 8.0% since."
    assert one.interval == newcombe(80, 1000, 40, 1000, 0.95)


def test_step_stays_away() -> None:
    assert noted(four([40, 40, 60, 80, 80]), date(2026, 3, 10), "gross_profit") == []
    sheet = four([40, 40, 60])
    figures = Calculator(sheet, standard(), date(2026, 12, 31)).figures(base_view(sheet.periods, 0))
    assert [each for each in check(figures) if each.id == "step"] == []


def test_step_cannot_tell() -> None:
    """One month is not enough to have one before and one after; nor are 4.0 % and 4.4 %."""
    (early,) = noted(four([40, 40]), date(2026, 2, 10))
    assert (early.verdict, early.needed) == ("unclear", None)
    assert early.text.startswith("It was taken on Feb 10, 2026.")
    (little,) = noted(four([40, 42, 44]), date(2026, 2, 10))
    assert little.verdict == "unclear"
    assert little.needed is not None
    assert little.needed_of == "visits"
    # 4.4 % and 4.0 %: a fifth of the 4.2 % of both is more than they are apart
    assert little.text.endswith(
        f"About {little.needed:,} more visits would tell. A difference of a fifth would show then; the one so far is "
        "smaller."
    )


def test_a_clear_but_slight_difference_is_none() -> None:
    """50.0 % and 51.0 % of a million: beyond chance, and practically the same."""
    columns = {"visits": [[1_000_000]] * 3, "leads": [[500_000], [500_000], [510_000]]}
    (one,) = noted(worksheet(["Search"], months(2026, 1, 3), **columns), date(2026, 2, 10))
    assert (one.verdict, one.claim, one.needed) == ("unclear", "It made practically no difference: New form.", None)
    assert one.text == "Conversion rate was 50.0% before and is 51.0% since."


def test_every_count_can_be_waited_for() -> None:
    """4.0 % and 4.4 % of pieces sent, which no other question counts."""
    columns = {"sent": [[1000]] * 3, "leads": [[40], [42], [44]]}
    (one,) = noted(worksheet(["Letters"], months(2026, 1, 3), **columns), date(2026, 2, 10), "response_rate")
    assert one.needed_of == "sent"
    assert f"About {one.needed:,} more would tell (Pieces sent)." in one.text


def test_the_sales_cycle_stands_between() -> None:
    """Customers that bought in the 40 days after the step were under way before it."""
    count = 5
    columns = {"leads": [[100]] * count, "customers": [[10], [10], [10], [10], [40]]}
    columns["sales_cycle_days"] = [[40]] * count
    sheet = worksheet(["Search"], months(2026, 1, count), **columns)
    (one,) = noted(sheet, date(2026, 3, 10), "lead_to_customer")
    # April begins within the 40 days, so May alone stands against February
    assert one.text.startswith("Lead → customer (close rate) was 10.0% before and is 40.0% since.")
