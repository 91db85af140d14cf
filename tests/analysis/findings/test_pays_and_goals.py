"""What each channel brings, which pays best, what a customer may cost, goals and budget: by hand."""

import math
from datetime import date

import pytest
from scipy import stats

from roiapp.core.edits import SetSettings
from roiapp.core.periods import Period, all_periods, base_view
from tests.analysis.findings.worksheets import answers, called, found, months, only, worksheet

SALE = {"revenue_per_sale": 500, "gross_margin": 0.4}  # 200 of gross profit each
HUNDRED = {"revenue_per_sale": 200, "gross_margin": 0.5}
APRIL = months(2026, 4, 1)
MID_APRIL = date(2026, 4, 15)


def test_pays_appears() -> None:
    # 30 × 200 = 6,000 back for 1,000; Garwood's low end of 30 is 20.2, so at least 4,048.
    one = only("pays", worksheet(["Radio"], spend=[1000], leads=[60], customers=[30], **SALE))
    assert one.whole_text == (
        "Radio pays. Each $1 brought back $6.00 in gross profit. Its whole 95% range is above break-even."
    )
    assert (one.verdict, one.at_stake, one.channels, one.show.column) == ("good", 5000, (0,), "roi")
    assert one.interval is not None
    low, high = stats.gamma.ppf(0.025, 30), stats.gamma.ppf(0.975, 31)
    assert one.interval.low == pytest.approx((low * 200 - 1000) / 1000)
    assert one.interval.high == pytest.approx((high * 200 - 1000) / 1000)


def test_in_a_currency_without_cents_it_is_told_by_the_hundred() -> None:
    sheet = worksheet(["Radio"], spend=[1000], leads=[60], customers=[30], **SALE)
    SetSettings.of(currency="JPY").apply(sheet)
    assert "Each ¥100 brought back ¥600 in gross profit." in only("pays", sheet).whole_text


def test_pays_stays_away() -> None:
    assert not called("pays", worksheet(["Radio"], spend=[1000], leads=[9], customers=[0], **SALE))
    assert not found("pays", worksheet(["Radio"], spend=[1000], leads=[9]))  # nothing is known of what it brings


def test_pays_cannot_tell() -> None:
    near = only("pays", worksheet(["Radio"], spend=[1000], leads=[60], customers=[6], **SALE))
    assert (near.verdict, near.needed) == ("unclear", None)
    assert near.whole_text == (
        "Cannot tell yet whether Radio pays. It has 6 customers; 5 would break even. It is so close that "
        "waiting will not "
        "tell."
    )
    # By whole customers more, until a count around as many has its low end clear of breaking even four times in five.
    for more in range(1, 100):
        mean = 9.0 + more
        few = next(k for k in range(1, 500) if stats.gamma.ppf(0.025, k) > mean * 5 / 9)
        if stats.poisson.sf(few - 1, mean) >= 0.8:
            break
    needed = math.ceil(more / 9 * 60)
    one = only("pays", worksheet(["Radio"], spend=[1000], leads=[60], customers=[9], **SALE))
    assert (one.verdict, one.needed, one.needed_of) == ("unclear", needed, "leads")
    assert one.text == f"It has 9 customers; 5 would break even. About {needed} more leads would tell."


def test_a_channel_too_small_to_matter_is_not_waited_for() -> None:
    sheet = worksheet(["A", "B"], spend=[10_000, 500], leads=[500, 9], customers=[200, 3], **SALE)
    assert [each.channels for each in found("pays", sheet)] == [(0,)]


def test_loses_appears() -> None:
    one = only("loses", worksheet(["Radio"], spend=[1000], leads=[9], customers=[0], **SALE))
    assert one.whole_text == (
        "Radio loses money. $1,000 spent, $0.00 gross profit back. Its whole 95% range is below break-even."
    )
    assert (one.verdict, one.at_stake) == ("bad", 1000)


def test_loses_stays_away() -> None:
    assert not found("loses", worksheet(["Radio"], spend=[1000], leads=[60], customers=[30], **SALE))


@pytest.mark.parametrize(("cost", "lost"), [(737, False), (738, True)])
def test_loses_cannot_tell(cost: float, lost: bool) -> None:
    """No customer is a loss from 3.69 customers to break even: 738 at 200 a sale."""
    sheet = worksheet(["Radio"], spend=[cost], leads=[9], customers=[0], **SALE)
    assert bool(found("loses", sheet)) is lost
    if not lost:
        assert "Without a customer it would be called a loss from $738 of cost." in only("pays", sheet).text


def test_without_a_sale_and_a_price_the_others_profit_is_assumed_and_named() -> None:
    sheet = worksheet(["A", "B"], spend=[1000, 1000], leads=[50, 9], customers=[30, 0],
                      revenue_per_sale=[500, None], gross_margin=[0.4, None])  # fmt: skip
    assert only("loses", sheet).assumption == (
        "It has no sale and no price yet: $200.00 gross profit per sale, as for all channels, is assumed."
    )


def test_what_costs_nothing_is_said_by_what_it_brought() -> None:
    sheet = worksheet(["Referrals"], spend=[0], leads=[9], customers=[6], **SALE)
    assert only("pays", sheet).claim == "Referrals brought $1,200 without any cost."
    loss = worksheet(["Referrals"], spend=[0], leads=[9], customers=[6], revenue_per_sale=500, gross_margin=-0.4)
    assert only("loses", loss).claim == "Referrals lost $1,200 on its sales."


def test_a_negative_margin_loses_whatever_comes() -> None:
    sheet = worksheet(["A"], spend=[1000], leads=[60], customers=[30], revenue_per_sale=500, gross_margin=-0.4)
    assert only("loses", sheet).verdict == "bad"
    assert not found("pays", sheet)


def test_a_target_is_what_a_channel_is_held_against() -> None:
    sheet = worksheet(["A", "B"], spend=[1000, 1000], leads=[60, 60], customers=[30, 30], goal_roi=[2.0, 10.0], **SALE)
    assert only("pays", sheet).claim == "A reaches its target ROI of +200%."
    assert only("loses", sheet).claim == "B misses its target ROI of +1,000%."
    near = worksheet(["A"], spend=[1000], leads=[60], customers=[30], goal_roi=[4.0], **SALE)
    assert only("pays", near).text.startswith("It has 30 customers; 25 would reach it.")  # 1,000 ÷ 200 × 5


def test_pays_best_appears() -> None:
    one = only("pays_best", worksheet(["A", "B"], spend=[1000, 1000], customers=[100, 30], **HUNDRED))
    assert one.whole_text == (
        "A pays best. Each $1 brought back $10.00 in gross profit, on average so far. The next customer of A "
        "costs about "
        "$14.29, if the return follows the spend with an elasticity of 0.7: an assumption."
    )
    assert (one.verdict, one.channels, one.at_stake) == ("good", (0,), 9000)


def test_pays_best_stays_away() -> None:
    assert not found("pays_best", worksheet(["A", "B"], spend=[1000, 1000], customers=[100, 0], **HUNDRED))
    assert not found("pays_best", worksheet(["A"], spend=[1000], customers=[100], **HUNDRED))


def test_pays_best_cannot_tell() -> None:
    one = only("pays_best", worksheet(["A", "B"], spend=[1000, 1000], customers=[100, 95], **HUNDRED))
    assert one.verdict == "unclear"
    assert one.whole_text == "No clear best channel. Of 2 channels that pay, 2 may be the best: A and B."


def test_cac_ok_appears() -> None:
    one = only("cac_ok", worksheet(["A"], spend=[1000], customers=[100], revenue_per_sale=100, gross_margin=0.5))
    assert one.whole_text == (
        "A customer costs less than it may. $10.00 per customer. $50.00 are allowed; the whole 95% range is below that."
    )
    assert (one.verdict, one.at_stake) == ("good", 4000)
    dear = only("cac_ok", worksheet(["A"], spend=[9000], customers=[100], revenue_per_sale=100, gross_margin=0.5))
    assert (dear.verdict, dear.claim) == ("bad", "A customer costs more than it may.")


def test_cac_ok_stays_away() -> None:
    assert not found("cac_ok", worksheet(["A"], spend=[1000], customers=[100], revenue_per_sale=100))
    assert not found("cac_ok", worksheet(["A"], spend=[1000], customers=[9], revenue_per_sale=100, gross_margin=-0.5))
    assert not found("cac_ok", worksheet(["A"], spend=[0], customers=[9], revenue_per_sale=100, gross_margin=0.5))


def test_cac_ok_cannot_tell() -> None:
    one = only("cac_ok", worksheet(["A"], spend=[1000], leads=[90], customers=[22], revenue_per_sale=100,
                                   gross_margin=0.5))  # fmt: skip
    assert one.verdict == "unclear"
    assert one.claim == "Cannot tell yet whether a customer costs more than it may."
    assert one.text.startswith("$45.45 per customer. $50.00 are allowed: the 95% range has less and more.")


def test_cac_counts_the_cells_that_it_is_made_of() -> None:
    """A channel whose customers are not known is in no CAC: neither its cost nor its leads say how many more tell."""
    alone = worksheet(["A"], spend=[1000], leads=[90], customers=[24], revenue_per_sale=100, gross_margin=0.5)
    beside = worksheet(["A", "B"], spend=[1000, 5000], leads=[90, 900], customers=[24, None], revenue_per_sale=100,
                       gross_margin=0.5)  # fmt: skip
    one, other = (next(each for each in found("cac_ok", sheet) if not each.channels) for sheet in (alone, beside))
    assert (other.text, other.needed, other.at_stake) == (one.text, one.needed, one.at_stake)
    assert one.at_stake == 200  # 24 sales at 50, less 1,000


def test_the_first_sale_need_not_pay_where_the_years_do() -> None:
    sheet = worksheet(["A"], spend=[9000], customers=[100], revenue_per_sale=100, gross_margin=0.5,
                      purchases_per_year=4, years_retained=3)  # fmt: skip
    total = found("cac_ok", sheet)[0]
    # 50 a sale, 4 a year for 3 years: 600; 90 ÷ (50 × 4 ÷ 12) = 5.4 months.
    assert total.verdict == "good"
    assert total.claim == "The first sale does not pay for the customer."
    assert total.text == (
        "$90.00 per customer. The first sale brings $50.00: the rest is back in 5.4 months, and $600.00 come over the "
        "years."
    )
    assert total.assumption
    goal = worksheet(["A"], spend=[9000], customers=[100], revenue_per_sale=100, gross_margin=0.5, goal_cac=[60],
                     purchases_per_year=4, years_retained=3)  # fmt: skip
    of_channel = next(each for each in found("cac_ok", goal) if each.channels)
    assert (of_channel.verdict, of_channel.claim) == ("bad", "A customer of A costs more than it may.")


def test_what_its_roi_says_is_not_said_again_of_a_channel() -> None:
    years = {"purchases_per_year": 4, "years_retained": 3}
    cheap = worksheet(["A", "B"], spend=1000, customers=[100, 90], revenue_per_sale=100, gross_margin=0.5, **years)
    assert [each.channels for each in found("cac_ok", cheap)] == [()]
    dear = worksheet(["A", "B"], spend=9000, customers=[100, 900], revenue_per_sale=100, gross_margin=0.5, **years)
    assert [each.channels for each in found("cac_ok", dear)] == [(), (0,)]


def test_no_customer_yet_is_not_a_price() -> None:
    one = only("cac_ok", worksheet(["A"], spend=[1000], customers=[0], goal_cac=[100]))
    assert (one.verdict, one.channels) == ("bad", (0,))
    assert one.text.startswith("$1,000 for no customer yet: at least $271.09 each.")  # 1,000 ÷ 3.689


def test_goal_appears() -> None:
    sheet = worksheet(["A"], APRIL, customers=[[50]], goal_customers=[[75]], revenue_per_sale=100, gross_margin=0.5)
    one = only("goal", sheet, day=MID_APRIL)
    low, high = (50 + stats.nbinom.ppf(q, 50.5, 0.5) for q in (0.025, 0.975))
    assert one.whole_text == (
        f"The goal for customers will be reached. 50 of 75 so far; the 95% range of the end is {low:.0f} to "
        f"{high:.0f}. "
        "Each of the 15 days left would have to bring 1.7. Even days are assumed."
    )
    assert (one.verdict, one.at_stake) == ("good", 1250)  # 25 customers beyond the goal, at 50 each
    missed = worksheet(["A"], APRIL, customers=[[50]], goal_revenue=[[50_000]], revenue_per_sale=100)
    assert only("goal", missed, day=MID_APRIL).claim == "The revenue goal will be missed."
    done = worksheet(["A"], APRIL, leads=[[4]], goal_leads=[[3]])
    assert only("goal", done, day=date(2026, 4, 2)).whole_text == "The goal for leads is reached. 4 of 3 so far."


def test_goal_stays_away() -> None:
    sheet = worksheet(["A"], APRIL, customers=[[50]], goal_customers=[[75]])
    assert not found("goal", sheet)  # the period is over
    assert not found("goal", sheet, day=date(2026, 3, 1))  # or has not begun
    assert not found("goal", worksheet(["A"], APRIL, customers=[[50]]), day=MID_APRIL)


def test_goal_cannot_tell() -> None:
    near = worksheet(["A"], APRIL, customers=[[50]], goal_customers=[[100]])
    assert only("goal", near, day=MID_APRIL).verdict == "unclear"
    few = only("goal", worksheet(["A"], APRIL, customers=[[4]], goal_customers=[[75]]), day=MID_APRIL)
    assert few.verdict == "unclear"
    assert few.claim == "Cannot tell yet whether the goal for customers will be reached."
    assert few.text.startswith("4 of 75 so far: a fifth of the period and five of them must be there to tell.")
    early = worksheet(["A"], APRIL, customers=[[50]], goal_customers=[[75]])
    assert only("goal", early, day=date(2026, 4, 5)).verdict == "unclear"  # 5 of 30 days


def test_a_goal_is_held_against_the_channels_that_have_one() -> None:
    sheet = worksheet(["A", "B"], APRIL, customers=[[10, 90]], goal_customers=[[40, None]])
    assert only("goal", sheet, day=MID_APRIL).claim == "The goal for customers will be missed."
    both = worksheet(["A", "B"], APRIL, {"goal_customers": [40]}, customers=[[10, 90]])
    assert only("goal", both, day=MID_APRIL).claim == "The goal for customers is reached."


def test_a_roll_up_counts_only_the_periods_with_a_goal() -> None:
    sheet = worksheet(["A"], months(2026, 3, 2), customers=[[500], [50]], goal_customers=[[None], [300]])
    one = only("goal", sheet, all_periods(sheet.periods), MID_APRIL)
    assert one.text.startswith("50 of 300 so far")


def test_budget_appears() -> None:
    sheet = worksheet(["A"], APRIL, spend=[[800]], goal_spend=[[1000]])
    one = only("budget", sheet, day=MID_APRIL)
    assert one.whole_text == (
        "The budget will be overspent. $800 of $1,000 are spent; at this pace it will be $1,600. Even days are assumed."
    )
    assert (one.verdict, one.at_stake) == ("bad", 600)
    assert only("budget", sheet).whole_text == "The budget was not used up. $800 of $1,000 were spent."
    gone = worksheet(["A"], APRIL, spend=[[1200]], goal_spend=[[1000]])
    assert only("budget", gone, day=date(2026, 4, 2)).claim == "The budget was overspent."


def test_budget_stays_away() -> None:
    assert not found("budget", worksheet(["A"], APRIL, spend=[[500]], goal_spend=[[1000]]), day=MID_APRIL)
    assert not found("budget", worksheet(["A"], APRIL, spend=[[500]]), day=MID_APRIL)


def test_budget_cannot_tell() -> None:
    one = only("budget", worksheet(["A"], APRIL, spend=[[300]], goal_spend=[[1000]]), day=date(2026, 4, 3))
    assert (one.verdict, one.claim) == ("unclear", "Cannot tell yet whether the budget will do.")


def test_an_undated_worksheet_is_over() -> None:
    sheet = worksheet(["A"], [Period(0)], customers=[50], goal_customers=[75], spend=[500], goal_spend=[1000])
    assert not found("goal", sheet)
    assert only("budget", sheet).claim == "The budget was not used up."
    assert answers(sheet, base_view(sheet.periods, 0))
