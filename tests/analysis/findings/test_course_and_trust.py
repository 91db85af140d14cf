"""The latest period against those before, and whether the figures can be trusted: by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from scipy import stats

from roiapp.analysis.findings.finding import Finding
from roiapp.core.periods import Period, View, all_periods, base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REJECTIONS
from roiapp.core.worksheet import Worksheet
from tests.analysis.findings.worksheets import answers, called, found, months, only, worksheet

#: six months alike, and one after them
SEVEN = months(2026, 1, 7)
YEAR = [month(2025, 1, 1), month(2026, 1, 2)]


def course(base: list[float], count: list[float], stages: tuple[str, str] = ("visits", "leads")) -> Any:
    periods = months(2026, 1, len(base))
    return worksheet(["A"], periods, **{stages[0]: [[b] for b in base], stages[1]: [[c] for c in count]})


def test_off_course_appears() -> None:
    one = only("off_course", course([100] * 7, [10] * 6 + [30]))
    assert one.whole_text == (
        "Conversion rate is above its usual course. 30.0% in Jul 2026, 10.0% in the periods before."
    )
    assert one.verdict == "good"
    # The history is as quiet as chance: normal, with √(0.1 × 0.9 × (1 ÷ 100 + 1 ÷ 600)) around a difference of 0.2.
    spread = (0.1 * 0.9 * (1 / 100 + 1 / 600)) ** 0.5
    assert one.interval is not None
    assert one.level is not None
    assert one.interval.low == pytest.approx(0.2 - stats.norm.ppf(1 - (1 - one.level) / 2) * spread)
    assert only("off_course", course([1000] * 7, [100] * 6 + [50])).verdict == "bad"


def test_off_course_stays_away() -> None:
    assert not found("off_course", course([100] * 7, [10] * 6 + [12]))
    # As lively as this history is, 16 is nothing.
    assert not found("off_course", course([100] * 7, [4, 16, 3, 17, 5, 15, 20]))
    # The same as a year ago is the season.
    year = [10] * 13
    year[0] = year[12] = 30
    assert not found("off_course", course([100] * 13, [float(each) for each in year]))
    # A new sheet of one period has no course to be off.
    assert not found("off_course", course([100], [10]))


def test_off_course_cannot_tell() -> None:
    one = only("off_course", course([100] * 5, [10] * 4 + [30]))
    assert one.whole_text == (
        "Cannot tell yet whether conversions are on their usual course. Closed periods before May 2026: 4; 2 "
        "more make a "
        "course."
    )
    assert one.verdict == "unclear"


def test_an_open_period_is_judged_by_the_last_closed_one() -> None:
    sheet = course([100] * 7 + [10], [10] * 6 + [30, 9])
    one = only("off_course", sheet, day=date(2026, 8, 5))
    assert "in Jul 2026" in one.text
    assert one.show.view.periods == (6,)


def test_leads_appears() -> None:
    one = only("leads", course([100] * 7, [50] * 6 + [10], ("leads", "mqls")))
    assert one.whole_text == (
        "Fewer leads become MQLs: is the content too general? 10.0% in Jul 2026, 50.0% in the periods before."
    )
    assert one.verdict == "bad"
    later = only("leads", course([100] * 7, [50] * 6 + [10], ("mqls", "sqls")))
    assert later.claim == "Fewer MQLs become SQLs while MQLs hold: do both teams mean the same by them?"
    cheap = only("leads", worksheet(["A", "B"], spend=[1000, 1000], leads=[200, 50]))
    assert cheap.whole_text == (
        "Leads of A cost less than the others'. The next lead costs about $7.14 there; a lead costs $8.00 on "
        "average so "
        "far. An elasticity of 0.7 is assumed; what the next lead is worth is not told by its price."
    )


def test_a_column_with_nothing_in_it_is_as_good_as_none() -> None:
    blank: list[float | None] = [None, None]
    figures = {"spend": [1000, 1000], "leads": [200, 50]}
    assert only("leads", worksheet(["A", "B"], **figures, customers=blank, mqls=blank)).claim == (
        "Leads of A cost less than the others'."
    )


def test_leads_of_a_goal_are_wanted_while_they_can_still_come() -> None:
    """20 customers of 500 leads: 30 take 750, 250 more; in a month that is over none comes any more."""
    columns = {"spend": [[1000, 1000]], "leads": [[400, 100]], "customers": [[15, 5]], "goal_customers": [[20, 10]]}
    april = worksheet(["A", "B"], months(2026, 4, 1), **columns)
    wanted = "The goal of 30 customers takes about 250 more leads at today's close rate."
    assert wanted in only("leads", april, day=date(2026, 4, 15)).text
    over = only("leads", april)
    assert over.claim == "Leads of A cost less than the others'."
    assert "The goal" not in over.whole_text
    assert wanted in only("leads", worksheet(["A", "B"], **columns)).text  # nobody knows when it is over


def test_leads_stays_away() -> None:
    assert not found("leads", course([100] * 7, [50] * 7, ("leads", "mqls")))
    assert not found("leads", worksheet(["A"], spend=[1000], leads=[200]))


def test_leads_cannot_tell() -> None:
    one = only("leads", worksheet(["A", "B"], spend=[1000, 1000], leads=[55, 50]))
    assert (one.verdict, one.channels) == ("unclear", (0,))
    assert one.claim == "Cannot tell yet where the next lead costs least: A is ahead."


def test_ltv_trend_appears() -> None:
    one = only("ltv_trend", worksheet(["A"], YEAR, customers_start=[[1000], [1000]], customers_kept=[[800], [900]]))
    assert one.whole_text == (
        "More customers stay than a year ago. 90% of the customers of a year ago are customers still, 80% in Jan 2025."
    )
    assert one.verdict == "good"
    less = only("ltv_trend", worksheet(["A"], YEAR, customers_start=[[1000], [1000]], customers_kept=[[900], [800]],
                                       customers=5, revenue_per_sale=100, gross_margin=0.5, purchases_per_year=2,
                                       years_retained=3))  # fmt: skip
    assert less.claim == "Fewer customers stay than a year ago."
    assert "A customer is worth $300.00 over the years." in less.text  # 50 × 2 × 3
    assert less.assumption
    assert less.at_stake == pytest.approx(0.1 * 1000 * 300)


def test_ltv_trend_stays_away() -> None:
    near = [month(2025, 7, 1), month(2026, 1, 2)]  # nearer than twelve months: the two years overlap
    kept = {"customers_start": [[1000], [1000]], "customers_kept": [[800], [900]]}
    assert not found("ltv_trend", worksheet(["A"], near, **kept))
    week = timedelta(days=6)
    weeks = [Period(1, "", date(2025, 1, 6), date(2025, 1, 6) + week), Period(2, "", date(2026, 1, 5),
                                                                              date(2026, 1, 5) + week)]  # fmt: skip
    assert not found("ltv_trend", worksheet(["A"], weeks, **kept))


def test_ltv_trend_cannot_tell() -> None:
    one = only("ltv_trend", worksheet(["A"], YEAR, customers_start=[[50], [50]], customers_kept=[[30], [33]]))
    assert (one.verdict, one.needed_of) == ("unclear", "customers")
    assert one.claim == "Cannot tell yet whether more or fewer customers stay."
    assert one.needed


def stage(counts: list[int], spend: float = 1000, periods: Any = None) -> Any:
    periods = periods or months(2026, 1, len(counts))
    return worksheet(["A"], periods, spend=spend, mqls=[[k] for k in counts])


def test_creep_appears() -> None:
    one = only("creep", stage([400, 300, 200, 100]))
    assert one.whole_text == (
        "Cost per MQL is creeping up. It rose three times running, from $2.50 in Jan 2026 to $10.00."
    )
    assert (one.verdict, one.at_stake) == ("bad", 750)


def test_creep_stays_away() -> None:
    assert not found("creep", stage([400, 200, 300, 100]))  # not three times running
    assert not found("creep", stage([300, 200, 100]))  # three periods only
    gap = [month(2026, number, number) for number in (1, 2, 4, 5)]
    assert not found("creep", stage([400, 300, 200, 100], periods=gap))
    assert not found("creep", stage([400, 300, 200, 100]), day=date(2026, 4, 20))  # the last is open


def test_a_rise_that_is_practically_none_is_no_creep() -> None:
    """Three times up, beyond chance at such counts, and 3 % in all."""
    assert not found("creep", stage([1_000_000, 990_000, 980_000, 970_000]))


def test_creep_cannot_tell() -> None:
    one = only("creep", stage([40, 38, 36, 34]))
    assert (one.verdict, one.claim) == ("unclear", "Cannot tell yet whether Cost per MQL is creeping up.")


def two(before: float, now: float, periods: Any = None) -> Any:
    return worksheet(["A"], periods or months(2026, 1, 2), spend=1000, customers=[[before], [now]])


def test_dearer_appears() -> None:
    one = only("dearer", two(100, 40))
    assert one.whole_text == "Customers of A became dearer. $25.00 each in Feb 2026, $10.00 in Jan 2026."
    assert (one.verdict, one.at_stake) == ("bad", 600)


def test_a_month_that_is_not_typed_yet_is_not_the_latest() -> None:
    sheet = worksheet(["A"], months(2026, 1, 3), spend=[[1000], [1000], [None]], customers=[[100], [40], [None]])
    assert only("dearer", sheet).text == "$25.00 each in Feb 2026, $10.00 in Jan 2026."


def test_dearer_stays_away() -> None:
    assert not found("dearer", two(40, 100))
    assert not found("dearer", two(100, 100))


def test_dearer_cannot_tell() -> None:
    """Silent where it may be chance, and while the period is open."""
    assert not found("dearer", two(10, 7))
    assert not found("dearer", two(100, 40), day=date(2026, 2, 20))


def test_cheaper_appears() -> None:
    one = only("cheaper", two(40, 100))
    assert one.whole_text == "Customers of A became cheaper. $10.00 each in Feb 2026, $25.00 in Jan 2026."
    assert one.verdict == "good"


def test_cheaper_stays_away() -> None:
    assert not found("cheaper", two(100, 40))


def test_cheaper_cannot_tell() -> None:
    assert not found("cheaper", two(7, 10))
    million = worksheet(["A"], months(2026, 1, 2), spend=10**6, customers=[[1_000_000], [1_020_000]])
    assert not found("cheaper", million)  # no chance, and practically the same


def books(typed: float | None, claimed: float = 15) -> Any:
    typed_for_all = {"actual_customers": [typed], "shared_cost": [20.0]}
    return worksheet(["A", "B"], totals=typed_for_all, spend=[100, 100], customers=[claimed - 5, 5])


def test_credit_appears() -> None:
    one = only("credit", books(10))
    assert one.whole_text == (
        "The channels claim 5 customers more than the books. 15 are credited to channels, 10 are in the "
        "books. By the books "
        "a customer cost $22.00."
    )
    assert only("credit", books(30)).claim == "15 customers came from nowhere you track."


def test_credit_stays_away() -> None:
    assert not found("credit", books(15))
    assert not found("credit", books(14))
    part = worksheet(["A"], totals={"actual_customers": [1]}, customers=[1.3])
    assert not found("credit", part)  # parts of one customer


def test_credit_cannot_tell() -> None:
    """Silent without a figure of the books."""
    assert not found("credit", books(None))


def test_trust_appears() -> None:
    one = only("trust", worksheet(["A"], leads=[10], customers=[12]))
    assert one.whole_text == "Check A. A has more customers than leads."
    assert (one.verdict, one.show.column) == ("bad", "customers")


def test_trust_stays_away() -> None:
    assert not found("trust", worksheet(["A"], spend=[100], leads=[10], customers=[10], revenue_per_sale=100,
                                        gross_margin=0.5))  # fmt: skip
    assert not found("trust", worksheet(["A"]))


def test_trust_cannot_tell() -> None:
    one = only("trust", worksheet(["A"], months(2026, 4, 1), leads=[[10]]), day=date(2026, 4, 15))
    assert one.verdict == "unclear"
    assert one.claim == "Apr 2026 is still open."
    # Of three periods nobody knows what is usual.
    assert not found("trust", worksheet(["A"], months(2026, 1, 3), leads=[[10], [10], [100]]))


def test_what_repeats_is_one_finding() -> None:
    sheet = worksheet(["A", "B"], SEVEN, leads=10, customers=[[12, 5]] * 3 + [[5, 5]] * 3 + [[5, 11]])
    one, other = sorted(found("trust", sheet, all_periods(sheet.periods)), key=lambda each: each.channels)
    assert one.text == "A has more customers than leads in 3 periods."
    assert other.text == "B has more customers than leads in Jul 2026."
    assert (len(one.show.view.periods), other.show.view.periods) == (7, (6,))


def doubts(sheet: Worksheet, view: View) -> list[Finding]:
    """Those that say what to check."""
    return [each for each in found("trust", sheet, view) if each.claim.startswith("Check")]


def test_what_is_alike_in_a_channel_is_one_finding() -> None:
    """Spend ten times the usual in March and June, leads in March alone: at stake is the cost of both, once."""
    spend, leads = [100] * 7, [10] * 7
    spend[2], spend[5], leads[2] = 1000, 2000, 100
    columns = {"spend": [[each, 100] for each in spend], "leads": [[each, 10] for each in leads]}
    sheet = worksheet(["A", "B"], SEVEN, **columns)
    (one,) = doubts(sheet, all_periods(sheet.periods))
    assert one.whole_text == (
        "Check A. A has figures over 8 times the usual ones, or under an eighth: spend in 2 periods and leads in Mar "
        "2026. Zeros too many or too few?"
    )
    assert (one.channels, one.metric, one.at_stake) == ((0,), "spend", 3000)
    assert (one.show.column, len(one.show.view.periods)) == ("spend", 7)
    (march,) = doubts(sheet, base_view(sheet.periods, 2))
    assert march.text == (
        "A has figures over 8 times the usual ones, or under an eighth: spend and leads. Zeros too many or too few?"
    )
    assert (march.at_stake, march.show.view.periods) == (1000, (2,))


def test_parts_above_their_whole_are_one_finding_and_other_doubts_another() -> None:
    """A has more leads than visits and more customers than leads, B more MQLs than leads; A's spend is strange, too."""
    columns = {"visits": [[5, 50]] * 7, "leads": [[10, 10]] * 7, "mqls": [[None, 12]] * 7, "customers": [[20, 5]] * 7}
    sheet = worksheet(["A", "B"], SEVEN, spend=[[100, 300]] * 6 + [[1, 300]], **columns)
    both = (
        "A has parts that are larger than what they are part of: more leads than visits in 7 periods and more "
        "customers than leads in 7 periods."
    )
    assert [(each.text, each.at_stake) for each in doubts(sheet, all_periods(sheet.periods))] == [
        ("B has more MQLs than leads in 7 periods.", 2100),
        (both, 601),
        ("A: spend in Jul 2026 is over 8 times its usual figure, or under an eighth. A zero too many or too few?", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"spend": [100], "leads": [None], "visits": [50]}, "A has a cost, but no leads or customers are typed."),
        (
            {"customers": [10], "revenue_per_sale": [100], "revenue": [1001]},
            "A: the revenue typed is not customers × revenue per sale. The typed one counts.",
        ),
        (
            {"spend": [0], "customers": [5]},
            "Free channels cost somebody's time: type the own hours to see what it really brings.",
        ),
    ],
)
def test_each_doubt(columns: dict[str, list[float | None]], text: str) -> None:
    assert text in {each.text for each in found("trust", worksheet(["A"], **columns))}


def test_what_records_count_is_looked_at_too() -> None:
    sheet = worksheet(["A"], SEVEN, mqls=5)
    reason = REJECTIONS.row(period=1, channel=sheet.keys[0], reason="no budget", count=6.0)
    SetRecords("rejections", (reason,)).apply(sheet)
    one = only("trust", sheet, all_periods(sheet.periods))
    assert one.text == "A has more rejected than MQLs in Jan 2026."


def test_a_cent_a_sale_is_no_doubt() -> None:
    assert not found("trust", worksheet(["A"], customers=[10], revenue_per_sale=[100], revenue=[1000.1]))


def test_a_zero_too_many() -> None:
    sheet = worksheet(["A"], months(2026, 1, 4), leads=[[10], [11], [9], [100]])
    assert [each.text for each in found("trust", sheet)] == [
        "A: leads is over 8 times its usual figure, or under an eighth. A zero too many or too few?"
    ]


def test_cost_in_no_total() -> None:
    sheet = worksheet(["A", "B"], spend=[900, 100], leads=[10, 10], customers=[5, None], revenue_per_sale=100,
                      gross_margin=0.5)  # fmt: skip
    (one,) = [each for each in found("trust", sheet) if each.metric == "roi"]
    assert one.whole_text == "10% of the cost is in no total ROI. B lacks a figure that ROI is made of."
    small = worksheet(["A", "B"], spend=[980, 20], leads=[10, 10], customers=[5, None], revenue_per_sale=100,
                      gross_margin=0.5)  # fmt: skip
    assert not [each for each in found("trust", small) if each.metric == "roi"]


def test_a_long_cycle_is_said() -> None:
    sheet = worksheet(["A"], months(2026, 4, 1), leads=[[10]], customers=[[5]], sales_cycle_days=16)
    assert only("trust", sheet).claim == "Customers of this period came from leads of an earlier one."
    assert not found("trust", worksheet(["A"], months(2026, 4, 1), leads=[[10]], customers=[[5]], sales_cycle_days=15))


def test_nothing_typed_says_nothing() -> None:
    for sheet in (worksheet([]), worksheet(["A", "B"]), worksheet([], SEVEN), worksheet(["A"], SEVEN)):
        assert answers(sheet) == []
        assert answers(sheet, all_periods(sheet.periods)) == []
        open_now = answers(sheet, base_view(sheet.periods, 0), date(2026, 1, 5))
        assert {each.id for each in open_now} <= {"trust"}


def test_channels_renamed_are_called_by_their_name() -> None:
    sheet = two(100, 40)
    sheet.names[0] = "Radio {days} %s"
    assert called("dearer", sheet)[0].claim == "Customers of Radio {days} %s became dearer."
