"""Worked figures: the examples of the rules, and one by hand for every metric, in a row and in a total with a blank."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.metrics import METRICS
from roiapp.core.periods import all_periods, month
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build

CATALOG = standard()
MID_FEBRUARY = date(2026, 2, 14)  # half of February's 28 days


def figures(columns: dict[str, Any], periods: int = 1, names: tuple[str, ...] = (), **settings: Any) -> Figures:
    """Figures of all periods of a worksheet: columns are lists [channel], or [period][channel]."""
    count = len(names) or len(next(iter(columns.values())) if periods == 1 else next(iter(columns.values()))[0])
    months = [month(2026, 1 + i, 1 + i) for i in range(periods)] if periods > 1 else None
    sheet = build(names or [f"Channel {i}" for i in range(count)], columns, months, DocumentSettings(**settings))
    return Calculator(sheet, CATALOG, MID_FEBRUARY).figures(all_periods(sheet.periods))


# -- the examples of the document ------------------------------------------------------------------------------------


def test_conversion_rate() -> None:
    assert figures({"visits": [100], "leads": [10]}).value("conversion_rate", 0) == pytest.approx(0.10, rel=1e-15)


def test_cost_per_lead() -> None:
    assert figures({"spend": [1000], "leads": [100]}).value("cost_per_lead", 0) == 10


def test_cac() -> None:
    assert figures({"spend": [1000], "customers": [30]}).value("cac", 0) == pytest.approx(33.33333333333333, rel=1e-12)


def test_two_hundred_for_a_hundred_buyers_is_two() -> None:
    assert figures({"spend": [200], "customers": [100]}).value("cac", 0) == 2


@pytest.mark.parametrize(("margin", "roi"), [(0.40, 5.0), (0.05, -0.25)])
def test_roi_is_judged_on_gross_profit(margin: float, roi: float) -> None:
    """$500 × 30 = $15,000; less the $1,000 spent: 1,400 % on revenue, 500 % at a 40 % margin, −25 % at 5 %."""
    found = figures({"spend": [1000], "customers": [30], "revenue_per_sale": [500], "gross_margin": [margin]})
    for channel in (0, None):
        get = found.total_value if channel is None else lambda id_: found.value(id_, 0)
        assert get("gross_return") == 15_000
        assert get("revenue_roi") == pytest.approx(14.0, rel=1e-12)
        assert get("roi") == pytest.approx(roi, rel=1e-12)


def test_without_a_margin_there_is_no_roi() -> None:
    found = figures({"spend": [1000], "customers": [30], "revenue_per_sale": [500]})
    assert found.value("revenue_roi", 0) == 14
    assert found.value("roi", 0) is None
    assert found.reason("roi", 0).code == "missing: gross_margin"
    assert found.reason("roi", None).code == "missing: gross_margin"


def test_a_blank_part_leaves_the_cell_out_of_the_rate() -> None:
    """January 10 leads and blank visits, February 12 leads on 100 visits: 12 %, January excluded, not 22 %."""
    found = figures({"visits": [[None], [100]], "leads": [[10], [12]]}, periods=2, names=("Radio",))
    assert found.value("conversion_rate", 0) == pytest.approx(0.12, rel=1e-15)
    assert found.total("conversion_rate").value == pytest.approx(0.12, rel=1e-15)
    assert found.excluded("conversion_rate") == ["Radio, Jan 2026"]
    assert found.total("leads").value == 22


def test_spend_without_sales_is_a_loss_of_all_of_it() -> None:
    """$500 spent, 0 customers, no price: ROI −100 %, alone and beside a channel that earns."""
    found = figures({"spend": [500, 1000], "customers": [0, 30], "revenue_per_sale": [None, 500],
                     "gross_margin": [None, 0.4]})  # fmt: skip
    assert found.value("gross_return", 0) == 0
    assert found.value("roi", 0) == -1
    assert found.reason("cac", 0).code == "zero: customers"
    assert found.total("roi").value == pytest.approx((6000 - 1500) / 1500, rel=1e-12)  # the $500 stay in the total
    assert found.excluded("roi") == []


def test_blank_is_not_zero() -> None:
    found = figures({"leads": [None, 0], "visits": [100, 100], "spend": [50, 50]})
    assert found.value("conversion_rate", 0) is None
    assert found.reason("conversion_rate", 0).code == "missing: leads"
    assert found.value("conversion_rate", 1) == 0
    assert found.reason("cost_per_lead", 1).code == "zero: leads"
    assert (found.total("leads").value, found.blank("leads")) == (0, 1)


def test_missing_wins_over_zero() -> None:
    assert figures({"spend": [None], "customers": [0]}).reason("cac", 0).code == "missing: spend"


def test_typed_revenue_wins() -> None:
    found = figures({"customers": [10], "revenue_per_sale": [100], "revenue": [900], "gross_margin": [0.5]})
    assert found.value("gross_return", 0) == 900
    assert found.value("average_revenue_per_sale", 0) == 90


def test_rates_above_one_are_shown() -> None:
    assert figures({"leads": [2], "customers": [3]}).value("lead_to_customer", 0) == 1.5


def test_refunds_make_revenue_negative() -> None:
    found = figures({"spend": [100], "revenue": [-50], "customers": [1], "gross_margin": [0.5]})
    assert found.value("roi", 0) == pytest.approx(-1.25)
    assert found.value("break_even_customers", 0) is None
    assert found.reason("break_even_customers", 0).code == "negative: break_even_cac"


def test_default_margin_fills_blanks_and_is_shown_as_such() -> None:
    found = figures({"spend": [100, 100], "revenue": [400, 400], "gross_margin": [0.25, None]}, default_margin=0.5)
    assert [found.value("roi", i) for i in (0, 1)] == [0, 1]
    assert [found.origin("gross_margin", i) for i in (0, 1)] == ["typed", "default"]


def test_hours_without_a_rate_leave_the_cost_unknown() -> None:
    found = figures({"spend": [100, 100], "hours": [5, None], "leads": [10, 10]})
    assert found.value("total_cost", 1) == 100
    assert found.reason("cost_per_lead", 0).code == "missing: hourly_rate"
    priced = figures({"spend": [100, 100], "hours": [5, None]}, default_hourly_rate=20.0)
    assert [priced.value("total_cost", i) for i in (0, 1)] == [200, 100]


# -- every metric ----------------------------------------------------------------------------------------------------

#: metric -> (inputs of channel 0, and of channel 1, its figure of channel 0, its total over both with one part blank)
Case = tuple[dict[str, float], dict[str, float], float | None, float | None]
SALE = {"spend": 200.0, "customers": 4.0, "revenue_per_sale": 100.0, "gross_margin": 0.5}  # returns 400, profit 200
OTHER = {"spend": 100.0, "customers": 6.0, "revenue_per_sale": 50.0, "gross_margin": 0.2}  # returns 300, profit 60
ROWS: dict[str, Case] = {
    # 10 h × $30; the other's hours have no rate
    "labour_cost": ({"hours": 10, "hourly_rate": 30}, {"hours": 4}, 300, 300),
    # 100 + 20 + 2 × 30 = 180; 50 alone
    "total_cost": ({"spend": 100, "fees": 20, "hours": 2, "hourly_rate": 30}, {"spend": 50}, 180, 230),
    # 10 ÷ 200; the other has no visits
    "conversion_rate": ({"leads": 10, "visits": 200}, {"leads": 7}, 0.05, 0.05),
    # 100 ÷ 50
    "cost_per_visit": ({"spend": 100, "visits": 50}, {"spend": 70}, 2, 2),
    "cost_per_lead": ({"spend": 100, "leads": 8}, {"leads": 2}, 12.5, 12.5),
    "cac": ({"spend": 100, "customers": 4}, {"customers": 2}, 25, 25),
    "gross_return": (SALE, {"customers": 3}, 400, 400),
    "gross_profit": (SALE, {"customers": 3, "revenue_per_sale": 10}, 200, 200),
    # 200 − 200; the other's margin is blank
    "net_return": (SALE, {"spend": 50, "customers": 3, "revenue_per_sale": 10}, 0, 0),
    # (400 × 0.75 − 200) ÷ 200; the other has no margin
    "roi": ({**SALE, "gross_margin": 0.75}, {"spend": 50, "customers": 3, "revenue_per_sale": 10}, 0.5, 0.5),
    # (400 − 200) ÷ 200; with the other (700 − 300) ÷ 300 if its spend were known
    "revenue_roi": (SALE, {"customers": 3, "revenue_per_sale": 10}, 1, 1),
    "roas": (SALE, {"customers": 3, "revenue_per_sale": 10}, 2, 2),
    # (360 + 300) ÷ (4 + 6); each part is known in both
    "average_revenue_per_sale": ({"revenue": 360, "customers": 4}, {"revenue": 300, "customers": 6}, 90, 66),
    # 100 × 0.5; the other has no margin
    "break_even_cac": (SALE, {"customers": 3, "revenue_per_sale": 10}, 50, 50),
    "lead_to_customer": ({"customers": 3, "leads": 12}, {"customers": 5}, 0.25, 0.25),
    # 50 × (4 ÷ 20); the other has no leads
    "break_even_cpl": ({**SALE, "leads": 20}, OTHER, 10, 10),
    # 200 ÷ 50; in total 300 × 10 ÷ 260, the sum of rows would be 4 + 10
    "break_even_customers": (SALE, OTHER, 4, 3000 / 260),
    # 100 ÷ 8 ÷ 0.7; never totalled
    "next_lead_cost": ({"spend": 100, "leads": 8}, {"leads": 2}, 100 / 8 / 0.7, None),
    "next_customer_cost": ({"spend": 100, "customers": 4}, {"customers": 2}, 100 / 4 / 0.7, None),
    # 300 of 400
    "share_of_spend": ({"spend": 300}, {"spend": 100}, 0.75, 1),
    # 200 of 260
    "share_of_gross_profit": (SALE, OTHER, 200 / 260, 1),
    # (200 − 200 + … ) : profit 300 − spend 200 − fees 40 = 60 in 5 hours; the other's hours are blank
    "return_per_hour": ({**SALE, "gross_margin": 0.75, "fees": 40, "hours": 5}, OTHER, 12, 12),
    "response_rate": ({"leads": 15, "sent": 1000}, {"leads": 5}, 0.015, 0.015),
    # 200 ÷ (1,000 × 10); in total 200 × 20 ÷ (1,000 × 200), since the other sent nothing known
    "break_even_response": ({**SALE, "leads": 20, "sent": 1000}, {**OTHER, "leads": 10}, 0.02, 0.02),
    "click_rate": ({"visits": 30, "impressions": 2000}, {"visits": 5}, 0.015, 0.015),
    # 50 ÷ 20,000 × 1,000; the other's impressions are blank
    "cost_per_thousand": ({"spend": 50, "impressions": 20_000}, {"spend": 70}, 2.5, 2.5),
    "engagement_rate": ({"engagements": 40, "impressions": 1000}, {"impressions": 500}, 0.04, 0.04),
    "activation_rate": ({"activations": 12, "signups": 48}, {"signups": 10}, 0.25, 0.25),
    "lead_to_mql": ({"mqls": 15, "leads": 60}, {"leads": 10}, 0.25, 0.25),
    "mql_acceptance": ({"accepted": 9, "mqls": 12}, {"mqls": 10}, 0.75, 0.75),
    # rejected 3 of 12; the other (10 − 8) of 10: 5 ÷ 22
    "mql_rejection": ({"rejected": 3, "accepted": 7, "mqls": 12}, {"mqls": 10, "accepted": 8}, 0.25, 5 / 22),
    "mql_to_sql": ({"sqls": 6, "mqls": 24}, {"mqls": 10}, 0.25, 0.25),
    "cost_per_mql": ({"spend": 300, "mqls": 12}, {"spend": 100}, 25, 25),
    "cost_per_sql": ({"spend": 300, "sqls": 6}, {"spend": 100}, 50, 50),
    "mql_to_customer": ({"customers": 3, "mqls": 24}, {"mqls": 10}, 0.125, 0.125),
    "cost_per_opportunity": ({"spend": 300, "opportunities": 4}, {"spend": 100}, 75, 75),
    # 9 ÷ 12 MQLs; the other has leads only: (9 + 5) ÷ (12 + 10)
    "work_rate": ({"worked": 9, "mqls": 12, "leads": 90}, {"worked": 5, "leads": 10}, 0.75, 14 / 22),
    "worked_to_connect": ({"connects": 4, "worked": 16}, {"worked": 10}, 0.25, 0.25),
    "mql_to_opportunity": ({"opportunities": 6, "mqls": 24}, {"mqls": 10}, 0.25, 0.25),
    "sql_to_opportunity": ({"opportunities": 6, "sqls": 8}, {"sqls": 10}, 0.75, 0.75),
    "win_rate": ({"customers": 2, "opportunities": 8}, {"customers": 1}, 0.25, 0.25),
    # 40 × 0.25 × $80; the other's rate is blank
    "pipeline_value": ({"leads": 40, "close_rate": 0.25, "revenue_per_sale": 80}, {"leads": 10}, 800, 800),
    # 10 open × 0.5 × $90 ÷ 30 days; the other's cycle is blank
    "pipeline_velocity": (
        {"open_opportunities": 10, "opportunities": 3, "expected_win_rate": 0.5, "revenue_per_sale": 90,
         "sales_cycle_days": 30},
        {"opportunities": 8, "expected_win_rate": 0.5, "revenue_per_sale": 90}, 15, 15),
    # $100 × 2 a year × 3 years; weighted by 4 and 1 customers: (4 × 600 + 1 × 100) ÷ 5
    "lifetime_revenue": (
        {**SALE, "purchases_per_year": 2, "years_retained": 3},
        {"customers": 1, "revenue_per_sale": 50, "purchases_per_year": 1, "years_retained": 2}, 600, 500),
    # $50 × 2 × 3; the other's margin is blank
    "ltv": (
        {**SALE, "purchases_per_year": 2, "years_retained": 3},
        {"customers": 1, "revenue_per_sale": 50, "purchases_per_year": 1, "years_retained": 2}, 300, 300),
    # 300 ÷ (200 ÷ 4); the other sold nothing and keeps its cost: 4 × 300 ÷ (200 + 100)
    "ltv_to_cac": (
        {**SALE, "purchases_per_year": 2, "years_retained": 3}, {"spend": 100, "customers": 0}, 6, 4),
    # 300 × 4 ÷ 8; the other's SQLs are blank
    "ltv_per_sql": (
        {**SALE, "purchases_per_year": 2, "years_retained": 3, "sqls": 8}, {"customers": 0}, 150, 150),
    # CAC 50 ÷ (50 × 6 ÷ 12); the other sold nothing: (200 + 100) ÷ (200 × 6 ÷ 12)
    "payback_months": ({**SALE, "purchases_per_year": 6}, {"spend": 100, "customers": 0}, 2, 3),
    "retention_rate": ({"customers_kept": 60, "customers_start": 80}, {"customers_start": 50}, 0.75, 0.75),
    # 400 ÷ (400 + 100); the other's repeat revenue is blank
    "new_revenue_share": ({**SALE, "repeat_revenue": 100}, OTHER, 0.8, 0.8),
    "referral_share": ({"referred": 1, "customers": 4}, {"customers": 6}, 0.25, 0.25),
    # undated, so all of the period is gone; the other has no goal
    "goal_pace": ({**SALE, "goal_revenue": 500}, OTHER, 0.8, 0.8),
    "lead_pace": ({"leads": 30, "goal_leads": 40}, {"leads": 5}, 0.75, 0.75),
    "customer_pace": ({"customers": 3, "goal_customers": 4}, {"customers": 5}, 0.75, 0.75),
    "budget_pace": ({"spend": 300, "goal_spend": 400}, {"spend": 50}, 0.75, 0.75),
    # typed for all channels: 20 customers, $5,000, $100 shared; the channels' blanks are left out
    "credited_share": ({"customers": 4}, {"spend": 1}, None, 4 / 20),
    "blended_cac": ({"spend": 200}, {"customers": 1}, None, (200 + 100) / 20),
    "mer": ({"spend": 200}, {"customers": 1}, None, 5000 / 300),
    # channel 1 is of sales: 6 of 6 + 2 opportunities
    "marketing_created": ({"opportunities": 6}, {"opportunities": 2}, None, 0.75),
}  # fmt: skip


def test_every_metric_has_a_worked_figure() -> None:
    assert set(ROWS) == {metric.id for metric in METRICS}


def worked(id_: str) -> tuple[Figures, Case]:
    case = ROWS[id_]
    ids = dict.fromkeys([*case[0], *case[1]])
    sheet = build(["First", "Second"], {i: [case[0].get(i), case[1].get(i)] for i in ids})
    sheet.channels["source"][1] = "sales"
    for field, value in (("actual_customers", 20), ("actual_revenue", 5000), ("shared_cost", 100)):
        type_total(sheet, field, [value])
    return Calculator(sheet, CATALOG).figures(all_periods(sheet.periods)), case


def type_total(sheet: Worksheet, field: str, values: list[float | None]) -> None:
    from roiapp.core.edits import SetTotals

    SetTotals(field, tuple(enumerate(values))).apply(sheet)


@pytest.mark.parametrize("id_", list(ROWS))
def test_worked_figure(id_: str) -> None:
    found, (_, _, row, total) = worked(id_)
    assert found.value(id_, 0) == (None if row is None else pytest.approx(row, rel=1e-12))
    assert found.total(id_).value == (None if total is None else pytest.approx(total, rel=1e-12))
