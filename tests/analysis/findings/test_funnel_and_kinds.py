"""Organic visits beside others, the weak step, what makes customers dear, visits, qualified leads: by hand."""

import math
from datetime import date

import pytest
from scipy import stats

from roiapp.core.periods import month
from tests.analysis.findings.worksheets import answers, called, found, only, worksheet

YEAR = [month(2025, 1, 1), month(2026, 1, 2)]


def fleiss(k1: float, n1: float, k2: float, n2: float, level: float) -> int:
    """How many more of the first group: Fleiss' formula, written out."""
    pooled, r, delta = (k1 + k2) / (n1 + n2), n2 / n1, abs(k1 / n1 - k2 / n2)
    z = stats.norm.ppf(1 - (1 - level) / 2)
    p1, p2 = k1 / n1, k2 / n2
    alike = z * math.sqrt(pooled * (1 - pooled) * (1 + 1 / r))
    apart = 0.842 * math.sqrt(p1 * (1 - p1) + p2 * (1 - p2) / r)
    return math.ceil((alike + apart) ** 2 / delta**2) - int(n1)


def test_organic_social_appears() -> None:
    one = only("organic_social", worksheet(["SEO", "Facebook"], visits=[1000, 1000], leads=[100, 50]))
    assert one.whole_text == (
        "Organic visits convert better than social ones. Of the organic visits 10.0% became leads, of the "
        "social ones 5.0%."
    )
    assert (one.verdict, one.channels) == ("good", (0, 1))


def test_organic_social_stays_away() -> None:
    assert not found("organic_social", worksheet(["SEO", "Radio"], visits=[1000, 1000], leads=[100, 50]))
    assert not found("organic_social", worksheet(["SEO", "Facebook"], visits=[1000, 0], leads=[100, 0]))
    above = worksheet(["SEO", "Facebook"], visits=[1000, 40], leads=[100, 50])  # more leads than visits: no rate
    assert not found("organic_social", above)


def test_organic_social_cannot_tell() -> None:
    one = only("organic_social", worksheet(["SEO", "Facebook"], visits=[100, 100], leads=[10, 8]))
    # Of the list are this pair and, as a weak step, the same pair turned round: each at 4 % ÷ 2.
    assert one.verdict == "unclear"
    assert one.level == pytest.approx(0.98)
    assert (one.needed, one.needed_of) == (fleiss(10, 100, 8, 100, 0.98), "visits")
    assert one.whole_text == (
        "Cannot tell yet whether organic or social visits convert better. Of the organic visits 10.0% became "
        "leads, of the "
        f"social ones 8.0%. About {one.needed:,} more visits would tell."
    )
    same = only("organic_social", worksheet(["SEO", "Facebook"], visits=[10**7, 10**7], leads=[10**6, 1_020_000]))
    assert (same.verdict, same.needed) == ("unclear", None)
    # 10.0 % and 9.5 %: at 98 % a fifth of their 9.75 % would have shown among 5,000 visits each
    enough = only("organic_social", worksheet(["SEO", "Facebook"], visits=[5000, 5000], leads=[500, 475]))
    assert (enough.verdict, enough.needed) == ("unclear", 0)
    assert enough.text.endswith(
        "As many are there as would tell a difference of a fifth: if there is one, it is smaller."
    )
    assert same.claim == "Organic and social visits convert practically the same."


def test_organic_paid_appears() -> None:
    one = only("organic_paid", worksheet(["SEO", "Google ads"], visits=[1000, 1000], leads=[50, 100]))
    assert one.whole_text == (
        "Paid visits convert better than organic ones. Of the organic visits 5.0% became leads, of the paid ones 10.0%."
    )
    assert one.verdict == "bad"


def test_organic_paid_stays_away() -> None:
    assert not found("organic_paid", worksheet(["SEO", "Facebook"], visits=[1000, 1000], leads=[50, 100]))


def test_organic_paid_cannot_tell() -> None:
    one = only("organic_paid", worksheet(["SEO", "Google ads"], visits=[100, 100], leads=[10, 8]))
    assert (one.verdict, one.needed) == ("unclear", fleiss(10, 100, 8, 100, 0.98))


def test_the_stake_is_what_the_worse_visits_would_have_brought() -> None:
    sheet = worksheet(["SEO", "Google ads"], visits=[1000, 2000], leads=[50, 200], customers=[10, 40],
                      revenue_per_sale=100, gross_margin=0.5)  # fmt: skip
    assert only("organic_paid", sheet).at_stake == pytest.approx(0.05 * 1000 * 0.2 * 50)


def test_organic_enough_appears() -> None:
    sheet = worksheet(["SEO", "Radio"], YEAR, visits=[[400, 600], [600, 400]])
    one = only("organic_enough", sheet)
    assert one.whole_text == (
        "Organic traffic has a larger share than a year ago. 60% of the visits are organic, 40% in Jan 2025."
    )
    less = only("organic_enough", worksheet(["SEO", "Radio"], YEAR, visits=[[600, 400], [400, 600]]))
    assert (one.verdict, less.verdict) == ("good", "bad")


def test_organic_enough_stays_away() -> None:
    near = [month(2025, 12, 1), month(2026, 1, 2)]
    assert not found("organic_enough", worksheet(["SEO", "Radio"], near, visits=[[400, 600], [600, 400]]))
    # A channel that came since would look like a change.
    assert not called("organic_enough", worksheet(["SEO", "Radio"], YEAR, visits=[[400, None], [600, 400]]))


def test_organic_enough_cannot_tell() -> None:
    one = only("organic_enough", worksheet(["SEO", "Radio"], YEAR, visits=[[45, 55], [55, 45]]))
    assert one.verdict == "unclear"
    assert one.claim == "Cannot tell yet whether organic traffic holds its share."
    assert one.needed == fleiss(55, 100, 45, 100, 0.95)


def test_organic_leads_beside_paid_ones() -> None:
    sheet = worksheet(["SEO", "Google ads"], spend=[1000, 4000], leads=[100, 100])
    assert only("organic_enough", sheet).whole_text == (
        "Leads from organic traffic cost less than paid ones. A lead of it costs $10.00, a paid one $40.00."
    )


def test_weak_step_appears() -> None:
    sheet = worksheet(["A", "B"], leads=[1000, 1000], customers=[100, 200], revenue_per_sale=100, gross_margin=0.5)
    one = only("weak_step", sheet)
    # A tenth of 1,000 more at 50 each.
    assert one.whole_text == (
        "The weakest step: Lead → customer (close rate) of A. It is 10.0%, of the others 20.0%. At their rate it would "
        "bring about $5,000 more gross profit. That the later steps and the profit of a sale stay as they "
        "are is assumed."
    )
    assert (one.verdict, one.channels, one.at_stake) == ("bad", (0,), pytest.approx(5000))


def test_weak_step_is_the_one_that_costs_most() -> None:
    sheet = worksheet(["A", "B", "C"], visits=[10_000, 10_000, 10_000], leads=[500, 1000, 1000],
                      customers=[100, 200, 40])  # fmt: skip
    # A misses 500 leads, 57 of its customers; C 110 customers.
    one = only("weak_step", sheet)
    assert (one.channels, one.metric) == ((2,), "lead_to_customer")
    assert "160 more customers" in one.text  # (300 ÷ 1,500 − 40 ÷ 1,000) × 1,000
    assert one.at_stake is None


def test_weak_step_stays_away() -> None:
    assert not found("weak_step", worksheet(["A", "B"], leads=[10**6, 10**6], customers=[10**5, 10**5]))
    assert not found("weak_step", worksheet(["A"], leads=[1000], customers=[100]))
    assert not found("weak_step", worksheet(["A", "B"], leads=[8, 8], customers=[1, 3]))  # too little to judge


def test_weak_step_cannot_tell() -> None:
    one = only("weak_step", worksheet(["A", "B"], leads=[100, 100], customers=[8, 12]))
    assert one.verdict == "unclear"
    assert one.whole_text == (
        "Cannot tell yet which step is the weak one. Lead → customer (close rate) of A is 8.0%, of the "
        "others 12.0%. About "
        f"{fleiss(8, 100, 12, 100, 0.98):,} more leads would tell."
    )


def test_a_rate_above_all_is_compared_with_nothing() -> None:
    sheet = worksheet(["A", "B", "C"], leads=[1000, 1000, 10], customers=[100, 200, 900])
    assert "of the others 20.0%" in only("weak_step", sheet).text  # of B alone
    assert any(each.id == "trust" and each.channels == (2,) for each in answers(sheet))


def test_cac_lever_appears() -> None:
    one = only("cac_lever", worksheet(["A", "B"], spend=[1000, 1000], leads=[100, 400], customers=[20, 80]))
    assert one.whole_text == (
        "Customers of A are dear: $50.00, elsewhere $12.50. Mostly its leads are dear: $10.00, elsewhere "
        "$2.50. At that "
        "price a customer would cost $12.50."
    )
    assert (one.verdict, one.at_stake) == ("bad", pytest.approx(750))
    slow = only("cac_lever", worksheet(["A", "B"], spend=[1000, 1000], leads=[400, 400], customers=[20, 80]))
    assert "Mostly too few of its leads buy: 5.0%, elsewhere 20.0%." in slow.text


def test_cac_lever_stays_away() -> None:
    assert not found("cac_lever", worksheet(["A", "B"], spend=[1000, 1000], leads=[400, 400], customers=[80, 80]))
    assert not found("cac_lever", worksheet(["A", "B"], spend=[1000, 1000], leads=[40, 40], customers=[7, 12]))


def test_cac_lever_cannot_tell() -> None:
    # Leads come to customers after the month: two counts, 20 of 70 at 100 leads of 240, which may be chance.
    sheet = worksheet(["A", "B"], [month(2026, 1, 1)], spend=[[1000, 1000]], leads=[[100, 140]], customers=[[20, 50]],
                      sales_cycle_days=40)  # fmt: skip
    one = only("cac_lever", sheet)
    assert one.claim == "Customers of A are dear: $50.00, elsewhere $20.00."
    assert one.text == "Whether its leads are dear or too few of them buy cannot be told yet."


def test_visits_appears() -> None:
    sheet = worksheet(["A", "B"], spend=[1000, 1000], visits=[1000, 500], leads=[100, 10])
    one, two = sorted(called("visits", sheet), key=lambda each: each.channels)
    assert one.whole_text == (
        "A brings cheap visits that convert: more of these. A visit costs $1.00, elsewhere $2.00; 10.0% become leads, "
        "elsewhere 2.0%."
    )
    assert two.claim == "B brings dear visits, and not the right ones."
    dear = worksheet(["A", "B"], spend=[1000, 1000], visits=[1000, 500], leads=[20, 100])
    assert {each.claim for each in called("visits", dear)} == {
        "A brings cheap visits, but not the right ones.", "B brings the right visits at a high price.",
    }  # fmt: skip


def test_visits_stays_away() -> None:
    assert not found("visits", worksheet(["A", "B"], spend=[1000, 1000], visits=[1000, 1000], leads=[100, 20]))
    assert not found("visits", worksheet(["A"], spend=[1000], visits=[1000], leads=[100]))


def test_visits_cannot_tell() -> None:
    one = only("visits", worksheet(["A", "B"], spend=[1000, 1000], visits=[1000, 500], leads=[70, 28]))
    assert one.verdict == "unclear"
    assert one.claim.startswith("Cannot tell yet whether the ")
    assert one.claim.endswith("are the right ones.")
    assert one.needed


def test_visits_for_a_goal() -> None:
    sheet = worksheet(["A"], visits=[1000], leads=[100], customers=[20], goal_customers=[30])
    one = only("visits", sheet)
    # 30 ÷ (20 % × 10 %) − 1,000 = 500
    assert one.whole_text == (
        "There are too few visits for the goal of 30 customers. At today's rates it takes 500 more than the "
        "1,000 so far."
    )
    april = worksheet(["A"], [month(2026, 4, 1)], visits=[[1000]], leads=[[100]], customers=[[20]],
                      goal_customers=[[30]])  # fmt: skip
    assert "it takes 500 more" in only("visits", april, day=date(2026, 4, 15)).text
    assert not found("visits", april)  # the month is over: no visit comes any more


def test_best_mql_appears() -> None:
    sheet = worksheet(["A", "B"], mqls=[100, 100], customers=[50, 20], revenue_per_sale=100, gross_margin=0.5)
    one = only("best_mql", sheet)
    assert one.whole_text == (
        "A brings better MQLs than the others. Of the MQLs of A 50.0% became customers, of the others' "
        "20.0%: $25.00 and "
        "$10.00 gross profit per MQL."
    )
    assert (one.verdict, one.at_stake) == ("good", pytest.approx(1500))


def test_best_mql_stays_away() -> None:
    assert not found("best_mql", worksheet(["A"], mqls=[100], customers=[50], revenue_per_sale=100, gross_margin=0.5))
    assert not found("best_mql", worksheet(["A", "B"], leads=[100, 100], customers=[50, 20]))
    # They buy more often, and bring less.
    poor = worksheet(["A", "B"], mqls=[100, 100], customers=[50, 20], revenue_per_sale=[10, 100], gross_margin=0.5)
    assert not called("best_mql", poor)


def test_best_mql_cannot_tell() -> None:
    sheet = worksheet(["A", "B"], mqls=[100, 100], customers=[24, 20], revenue_per_sale=100, gross_margin=0.5)
    one = only("best_mql", sheet)
    assert (one.verdict, one.channels) == ("unclear", (0,))
    assert one.claim == "Cannot tell yet which channel brings the best MQLs: A is ahead."
    assert f"About {one.needed:,} more MQLs would tell." in one.text


def test_near_sale_appears() -> None:
    one = only("near_sale", worksheet(["A"], mqls=[100], customers=[20], revenue_per_sale=100, gross_margin=0.5))
    # Wilson's range of 20 of 100 is 13.3 % to 28.9 % (Wilson 1927).
    assert one.whole_text == (
        "An MQL brings $10.00 in gross profit. 20.0% of them became customers; the 95% range is 13.3% to 28.9%."
    )
    assert one.at_stake is None  # it tells a price; nothing hangs on it
    days = worksheet(["A"], [month(2026, 1, 1)], mqls=[[100]], sqls=[[50]], opportunities=[[40]], customers=[[20]],
                     revenue_per_sale=100, gross_margin=0.5, days_to_sql=10, days_to_opportunity=4,
                     days_to_close=6)  # fmt: skip
    first, second = sorted(found("near_sale", days), key=lambda each: each.claim)
    assert first.text == "There were 20 customers to 100 of them, not all of one group. It takes 20 days."
    assert second.text == "40.0% of them became customers; the 95% range is 27.6% to 53.8%. It takes 10 days."


def test_sqls_of_another_month_are_no_group_either() -> None:
    """30 days from SQL to customer are more than half of a month: two counts, without a range."""
    late = worksheet(["A"], [month(2026, 1, 1)], mqls=[[100]], sqls=[[50]], opportunities=[[40]], customers=[[20]],
                     revenue_per_sale=100, gross_margin=0.5, days_to_sql=1, days_to_opportunity=10,
                     days_to_close=20)  # fmt: skip
    of_sqls = next(each for each in found("near_sale", late) if each.claim.startswith("An SQL"))
    assert (of_sqls.interval, of_sqls.level) == (None, None)
    assert of_sqls.text == "There were 20 customers to 50 of them, not all of one group. It takes 30 days."


def test_near_sale_stays_away() -> None:
    assert not found("near_sale", worksheet(["A"], leads=[100], customers=[20]))
    assert not found("near_sale", worksheet(["A"], mqls=[10], customers=[20], revenue_per_sale=100, gross_margin=0.5))


def test_near_sale_cannot_tell() -> None:
    one = only("near_sale", worksheet(["A"], mqls=[100], customers=[4], revenue_per_sale=100, gross_margin=0.5))
    assert one.whole_text == (
        "Cannot tell yet how near to a sale an MQL is. 4 of 100 became customers; from five on it can be told."
    )
    assert (one.verdict, one.needed, one.needed_of) == ("unclear", 1, "customers")
