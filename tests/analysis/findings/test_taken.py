"""Steps that were noted, judged by the figure they were meant for: worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from roiapp.analysis.comparisons import newcombe, rate_ratio
from roiapp.analysis.findings.finding import Finding
from roiapp.analysis.findings.questions import check
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, all_periods, base_view
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import STEPS
from roiapp.core.worksheet import Worksheet
from roiapp.files.templates import load_b2b_sample, load_sample
from tests.analysis.findings.worksheets import answers, months, worksheet


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
    assert noted(four([40, 40, 60, 80, 80]), date(2026, 3, 10), "no_such_figure") == []
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


def three(**columns: list[list[float | None]]) -> Worksheet:
    """January and March, of 31 days each, with February between."""
    return worksheet(["Search", "Other"][: len(columns["customers"][0])], months(2026, 1, 3), **columns)


TAKEN = "Only the number of customers is left to chance; what a sale brings is taken as typed."


def test_profit_is_judged_by_the_customers_that_brought_it() -> None:
    """20 sales of $50 profit in the 31 days before, 40 since; beside a channel that stays at $500."""
    sheet = three(customers=[[20, 10], [30, 10], [40, 10]], revenue_per_sale=[[100, 100]] * 3,
                  gross_margin=[[0.5, 0.5]] * 3)  # fmt: skip
    (one,) = noted(sheet, date(2026, 2, 10), "gross_profit")
    assert (one.verdict, one.claim) == ("good", "It worked: New form.")
    assert one.whole_text == (
        "It worked: New form. Gross profit was $1,000 before and is $2,000 since. In the channels that were not "
        f"touched it went from $500 to $500. {TAKEN}"
    )
    assert one.interval == rate_ratio(40, 31 / 50, 20, 31 / 50, 0.95)
    fewer = three(customers=[[40], [30], [20]], revenue_per_sale=[[100]] * 3)
    (back,) = noted(fewer, date(2026, 2, 10), "gross_return")
    assert (back.verdict, back.interval) == ("bad", rate_ratio(20, 31 / 100, 40, 31 / 100, 0.95))


def test_a_higher_price_counts_as_typed() -> None:
    """40 customers before and since, $100 and then $200 each."""
    sheet = three(customers=[[40]] * 3, revenue_per_sale=[[100], [100], [200]])
    (one,) = noted(sheet, date(2026, 2, 10), "gross_return")
    assert one.text == "Gross return was $4,000 before and is $8,000 since."
    assert (one.verdict, one.interval) == ("good", rate_ratio(40, 31 / 200, 40, 31 / 100, 0.95))


def test_no_sale_before_is_worth_one_since() -> None:
    """None before, 20 since: against as many days at the $50 that each of them brings."""
    sheet = three(customers=[[0], [10], [20]], revenue_per_sale=[[None], [100], [100]], gross_margin=[[0.5]] * 3)
    (one,) = noted(sheet, date(2026, 2, 10), "gross_profit")
    assert (one.verdict, one.interval) == ("good", rate_ratio(20, 31 / 50, 0, 31 / 50, 0.95))
    assert one.text == "Gross profit was $0.00 before and is $1,000 since."


def test_roi_is_judged_by_customers_per_cost() -> None:
    """$1,000 a month: 20 sales of $50 profit just pay, 40 bring as much again."""
    columns = {"revenue_per_sale": [[100]] * 3, "gross_margin": [[0.5]] * 3, "customers": [[20], [30], [40]]}
    (one,) = noted(three(spend=[[1000]] * 3, **columns), date(2026, 2, 10), "roi")
    assert one.verdict == "good"
    assert one.whole_text == f"It worked: New form. ROI was 0% before and is +100% since. {TAKEN}"
    assert one.interval == rate_ratio(40, 1000 / 50, 20, 1000 / 50, 0.95)
    (same,) = noted(three(spend=[[1000], [1500], [2000]], **columns), date(2026, 2, 10), "roi")
    assert (same.verdict, same.claim) == ("unclear", "Cannot tell yet whether it worked: New form.")
    assert same.text == "ROI was 0% before and is 0% since."
    assert same.interval == rate_ratio(40, 2000 / 50, 20, 1000 / 50, 0.95)


def test_a_count_is_judged_by_days() -> None:
    """40 leads in 31 days, 80 in 31; then 93 in 31 and 276 in 92, three a day."""
    (one,) = noted(four([40, 60, 80]), date(2026, 2, 10), "leads")
    assert (one.verdict, one.interval) == ("good", rate_ratio(80, 31, 40, 31, 0.95))
    assert one.text == (
        "Leads was 40 before and is 80 since. In the channels that were not touched it went from 25 to 25."
    )
    spring = Period(9, "", date(2026, 3, 1), date(2026, 5, 31))
    sheet = worksheet(["Search"], [*months(2026, 1, 2), spring], leads=[[93], [80], [276]])
    (level,) = noted(sheet, date(2026, 2, 10), "leads")
    assert (level.verdict, level.interval) == ("unclear", rate_ratio(276, 92, 93, 31, 0.95))
    assert level.text == (
        "Leads was 93 before and is 276 since. The periods before have 31 days, those since 92: compared per day."
    )


def test_more_rejected_leads_are_no_success() -> None:
    sheet = worksheet(["Search"], months(2026, 1, 3), mqls=100, rejected=[[20], [30], [50]])
    (one,) = noted(sheet, date(2026, 2, 10), "rejected")
    assert (one.verdict, one.interval) == ("bad", rate_ratio(50, 31, 20, 31, 0.95))


def test_a_channel_that_came_later_is_no_growth() -> None:
    """Of all channels: Other has no leads before March, so Search's 40 and 44 alone are set beside each other."""
    sheet = worksheet(["Search", "Other"], months(2026, 1, 3), leads=[[40, None], [40, None], [44, 60]])
    (one,) = noted(sheet, date(2026, 2, 10), "leads", None)
    assert (one.verdict, one.interval) == ("unclear", rate_ratio(44, 31, 40, 31, 0.95))
    assert one.text == (
        "Leads was 40 before and is 44 since. Only channels with a figure in each of these periods are in it."
    )


def test_what_the_books_say_is_judged_too() -> None:
    """$1,000 with $200 of all channels together a month, for 20 and then 40 customers in the books."""
    sheet = worksheet(["Search"], months(2026, 1, 3), {"actual_customers": [20, 30, 40], "shared_cost": [200] * 3},
                      spend=1000)  # fmt: skip
    (one,) = noted(sheet, date(2026, 2, 10), "blended_cac")
    assert one.text == "Blended CAC was $60.00 before and is $30.00 since."
    assert (one.verdict, one.interval) == ("good", rate_ratio(40, 1200, 20, 1200, 0.95))
    (books,) = noted(sheet, date(2026, 2, 10), "actual_customers")
    assert (books.verdict, books.interval) == ("good", rate_ratio(40, 31, 20, 31, 0.95))


def test_a_rate_of_what_is_first_known_is_judged() -> None:
    """Rejected: 20 typed of 100 before, 100 less 60 accepted since."""
    sheet = worksheet(["Search"], months(2026, 1, 3), mqls=100, rejected=[[20], [30], [None]],
                      accepted=[[None], [None], [60]])  # fmt: skip
    (one,) = noted(sheet, date(2026, 2, 10), "mql_rejection")
    assert (one.verdict, one.interval) == ("bad", newcombe(40, 100, 20, 100, 0.95))


@pytest.mark.parametrize("load", [load_sample, load_b2b_sample])
def test_a_step_for_any_figure_is_answered(load: Callable[[], Worksheet]) -> None:
    """By every one there is, of a channel and of all together; nothing ends the check."""
    sheet = load()
    ids = [*standard().field, *standard().metric]
    day = date(2026, 3, 10)
    rows = [STEPS.row(date=day, channel=key, metric=id_, change=id_) for id_ in ids for key in (None, sheet.keys[0])]
    SetRecords("steps", tuple(rows)).apply(sheet)
    told = [each for each in answers(sheet, all_periods(sheet.periods)) if each.id == "step"]
    assert sorted((each.metric, each.channels) for each in told) == sorted((id_, c) for id_ in ids for c in ((), (0,)))
    for each in told:
        assert each.text.strip()
        assert each.verdict == "unclear" or each.interval is not None


def test_what_is_no_count_is_told_and_not_called() -> None:
    """Typed revenue of two months, and the price of one sale: 4 × $100 and 1 × $200 are $120 a sale."""
    one_before = {"revenue": [[1000, 300], [1500, 300], [2000, 330]], "customers": [[10, 3]] * 3}
    (one,) = noted(three(**one_before), date(2026, 2, 10), "revenue")
    assert (one.verdict, one.interval, one.level, one.needed) == ("unclear", None, None, None)
    assert one.whole_text == (
        "Cannot tell whether it worked: New form. Revenue was $1,000 before and is $2,000 since. In the channels that "
        "were not touched it went from $300 to $330. Revenue is no count: how far chance alone would move it cannot be "
        "told."
    )
    price = worksheet(["Search"], months(2026, 1, 5), customers=[[4], [1], [1], [1], [1]],
                      revenue_per_sale=[[100], [200], [100], [150], [150]])  # fmt: skip
    (one,) = noted(price, date(2026, 3, 10), "revenue_per_sale")
    assert one.text.startswith("Revenue per sale was $120.00 before and is $150.00 since.")
    (less,) = noted(three(spend=[[500]] * 3, customers=[[10], [10], [20]], revenue_per_sale=[[100]] * 3,
                          gross_margin=[[0.5]] * 3), date(2026, 2, 10), "net_return")  # fmt: skip
    assert less.text == (
        "Net return was $0.00 before and is $500 since. Net return is no count: how far chance alone would move it "
        "cannot be told."
    )


def test_a_stock_and_a_figure_without_a_roll_up_are_told() -> None:
    """Of the last month before the step and the first one since where several have none together."""
    sheet = worksheet(["Search"], months(2026, 1, 5), open_opportunities=[[5], [6], [7], [8], [9]],
                      goal_roi=[[1], [1.5], [2], [2.5], [3]])  # fmt: skip
    (stock,) = noted(sheet, date(2026, 3, 10), "open_opportunities")
    assert stock.text == (
        "Open opportunities was 6 before and is 9 since. Open opportunities is not counted anew in each period: how "
        "far chance alone would move it cannot be told."
    )
    (goal,) = noted(sheet, date(2026, 3, 10), "goal_roi")
    assert goal.text.startswith("Target ROI was 150% before and is 250% since.")


def test_customers_under_way_are_none_of_a_step_for_their_money() -> None:
    """With 40 days to a sale, April begins too early: May stands against February."""
    sheet = worksheet(["Search"], months(2026, 1, 5), customers=[[10], [10], [10], [10], [40]], revenue_per_sale=100,
                      sales_cycle_days=40)  # fmt: skip
    (one,) = noted(sheet, date(2026, 3, 10), "gross_return")
    assert one.text.startswith("Gross return was $1,000 before and is $4,000 since.")


def test_the_sales_cycle_stands_between() -> None:
    """Customers that bought in the 40 days after the step were under way before it."""
    count = 5
    columns = {"leads": [[100]] * count, "customers": [[10], [10], [10], [10], [40]]}
    columns["sales_cycle_days"] = [[40]] * count
    sheet = worksheet(["Search"], months(2026, 1, count), **columns)
    (one,) = noted(sheet, date(2026, 3, 10), "lead_to_customer")
    # April begins within the 40 days, so May alone stands against February
    assert one.text.startswith("Lead → customer (close rate) was 10.0% before and is 40.0% since.")
