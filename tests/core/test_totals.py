"""Totals over channels, by hand, row by row of the table "Totals and roll-ups"; and who is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.channel_edits import SetChannel
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetTotals
from roiapp.core.periods import all_periods, month
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build

CATALOG = standard()
HALF_OF_FEBRUARY = date(2026, 2, 14)


def look(columns: dict[str, Any], totals: dict[str, float] | None = None, **settings: Any) -> Figures:
    """Figures of one undated period with channels A, B, C …"""
    names = "ABCDE"[: len(next(iter(columns.values())))]
    return view_of(build(names, columns, None, DocumentSettings(**settings)), totals or {})


def view_of(sheet: Worksheet, totals: dict[str, float]) -> Figures:
    for field, value in totals.items():
        SetTotals(field, ((0, value),)).apply(sheet)
    return Calculator(sheet, CATALOG, HALF_OF_FEBRUARY).figures(all_periods(sheet.periods))


def total(figures: Figures, id_: str) -> float | None:
    return figures.total(id_).value


def test_a_ratio_is_sum_by_sum_over_the_cells_in_which_both_are_known() -> None:
    found = look({"leads": [10, 30, 5, None], "visits": [100, 100, None, 80]})
    assert total(found, "conversion_rate") == pytest.approx(40 / 200)
    assert found.excluded("conversion_rate") == ["C", "D"]
    uneven = look({"leads": [10, 30], "visits": [100, 1000]})
    assert total(uneven, "conversion_rate") == pytest.approx(40 / 1100)  # the mean of 10 % and 3 % would be 6.5 %


def test_a_field_is_the_sum_of_the_known_and_says_how_many_are_blank() -> None:
    found = look({"leads": [10, None, 5], "visits": [1, 2, 3]})
    assert (total(found, "leads"), found.blank("leads")) == (15, 1)
    assert (found.total("leads").known, found.total("leads").of) == (2, 3)


def test_nothing_known_is_no_total() -> None:
    found = look({"leads": [None, None], "visits": [1, 2]})
    assert total(found, "leads") is None
    assert found.reason("leads", None).code == "missing: leads"


def test_sums_of_cells_are_not_recomputed_from_summed_fields() -> None:
    """Two prices and two margins: 4 × 100 + 6 × 50 = 700, and 200 + 60 of profit."""
    found = look({"spend": [200, 100], "customers": [4, 6], "revenue_per_sale": [100, 50], "gross_margin": [0.5, 0.2]})
    assert (total(found, "gross_return"), total(found, "gross_profit"), total(found, "net_return")) == (700, 260, -40)
    assert total(found, "roi") == pytest.approx(-40 / 300)
    assert total(found, "revenue_roi") == pytest.approx(400 / 300)
    assert total(found, "revenue_per_sale") == total(found, "average_revenue_per_sale") == 70
    assert total(found, "gross_margin") == pytest.approx(260 / 700)
    assert total(found, "break_even_cac") == 26
    assert total(found, "break_even_customers") == pytest.approx(300 * 10 / 260)


def test_hourly_rate_is_weighted_by_hours() -> None:
    found = look({"hours": [10, 30], "hourly_rate": [20, 40]})
    assert (total(found, "labour_cost"), total(found, "hourly_rate")) == (1400, 35)


def test_break_even_needs_a_profit() -> None:
    loss = look({"spend": [100], "customers": [2], "revenue_per_sale": [50], "gross_margin": [-0.5]})
    for id_ in ("break_even_customers", "payback_months"):
        figures = look({"spend": [100], "customers": [2], "revenue_per_sale": [50], "gross_margin": [-0.5],
                        "purchases_per_year": [1]})  # fmt: skip
        assert total(figures, id_) is None
        assert figures.reason(id_, None).code.startswith("negative: ")
        assert figures.reason(id_, 0).code == "negative: break_even_cac"
    assert loss.reason("break_even_customers", None).code == "negative: gross_profit"
    nothing = look({"spend": [100], "customers": [2], "revenue_per_sale": [50], "gross_margin": [0.0]})
    assert nothing.reason("break_even_customers", None).code == "zero: gross_profit"


def test_break_even_response_and_cost_per_lead() -> None:
    """(300 × 30) ÷ (3,000 × 260); profit per lead 260 ÷ 30."""
    found = look({"spend": [200, 100], "customers": [4, 6], "revenue_per_sale": [100, 50], "gross_margin": [0.5, 0.2],
                  "leads": [10, 20], "sent": [1000, 2000]})  # fmt: skip
    assert total(found, "break_even_response") == pytest.approx(300 * 30 / (3000 * 260))
    assert total(found, "break_even_cpl") == pytest.approx(260 / 30)


def test_weighted_by_customers() -> None:
    for id_ in ("purchases_per_year", "years_retained", "satisfaction", "sales_cycle_days", "days_to_close"):
        found = look({"customers": [1, 3, 0, 5], id_: [10, 20, None, None]})
        assert total(found, id_) == pytest.approx((10 + 60) / 4), id_
        assert found.excluded(id_) == ["D"], id_  # no customers, no weight: C is in with nothing


@pytest.mark.parametrize(
    ("id_", "weight"),
    [("days_to_mql", "mqls"), ("days_to_sql", "sqls"), ("days_to_opportunity", "opportunities"),
     ("close_rate", "leads"), ("expected_win_rate", "opportunities")],
)  # fmt: skip
def test_weighted_by_their_own_counts(id_: str, weight: str) -> None:
    found = look({weight: [1, 3, 2], id_: [0.25, 0.5, None]})
    assert total(found, id_) == pytest.approx((0.25 + 1.5) / 4)
    assert found.excluded(id_) == ["C"]


def test_lifetime_values() -> None:
    """A: $50 × 2 × 3 = $300 of 4 customers for $200; B: no customers, $100 spent, nothing else known."""
    found = look({"spend": [200, 100], "customers": [4, 0], "revenue_per_sale": [100, None],
                  "gross_margin": [0.5, None], "purchases_per_year": [2, None], "years_retained": [3, None],
                  "sqls": [8, 2]})  # fmt: skip
    assert total(found, "ltv") == 300
    assert total(found, "lifetime_revenue") == 600
    assert total(found, "ltv_to_cac") == 1200 / 300  # the cell without customers keeps its cost
    assert total(found, "ltv_per_sql") == 1200 / 10
    assert total(found, "payback_months") == 300 / (200 * 2 / 12)
    assert found.excluded("ltv_to_cac") == []


def test_years_retained_follow_from_retention_up_to_the_limit() -> None:
    found = look({"customers_start": [100, 100, 100], "customers_kept": [50, 90, 100], "customers": [1, 1, 1]})
    assert [found.value("years_retained", i) for i in (0, 1, 2)] == [2, 5, 5]  # 1 ÷ 0.5; 10 cut to 5; nobody lost
    assert found.origin("years_retained", 0) == "fallback"
    assert look({"customers_start": [100], "customers_kept": [90]}, retention_limit=3.0).value("years_retained", 0) == 3


def test_retention_is_over_pairs() -> None:
    found = look({"customers_start": [100, 50, 10], "customers_kept": [80, None, 4]})
    assert total(found, "retention_rate") == pytest.approx(84 / 110)
    assert found.excluded("retention_rate") == ["B"]
    assert (total(found, "customers_start"), total(found, "customers_kept")) == (160, 84)


def test_pipeline_value_and_velocity_add_up() -> None:
    found = look({"leads": [10, 20], "close_rate": [0.5, 0.25], "revenue_per_sale": [100, 40], "opportunities": [4, 6],
                  "expected_win_rate": [0.5, 0.5], "sales_cycle_days": [10, 30]})  # fmt: skip
    assert total(found, "pipeline_value") == 500 + 200
    assert total(found, "pipeline_velocity") == 20 + 4


def test_velocity_with_a_cycle_of_no_days() -> None:
    """Nothing is missing: the divisor is 0, in the row and in the total."""
    found = look({"opportunities": [4], "expected_win_rate": [0.5], "revenue_per_sale": [100], "sales_cycle_days": [0]})
    assert found.reason("pipeline_velocity", 0).code == "zero: sales_cycle_days"
    assert found.reason("pipeline_velocity", None).code == "zero: sales_cycle_days"


def test_reach_is_typed_else_the_sum_of_its_parts() -> None:
    found = look({"reach": [500, None, None], "email_subscribers": [100, 200, 10], "social_followers": [1, 50, None],
                  "blog_subscribers": [1, 5, 5]})  # fmt: skip
    assert [found.value("reach", i) for i in range(3)] == [500, 255, None]
    assert total(found, "reach") == 755
    assert total(found, "email_subscribers") == 310


def test_stage_days_add_up_to_the_cycle() -> None:
    found = look({"days_to_mql": [1, 1], "days_to_sql": [2, 2], "days_to_opportunity": [3, 3],
                  "days_to_close": [4, None], "sales_cycle_days": [None, None]})  # fmt: skip
    assert [found.value("sales_cycle_days", i) for i in (0, 1)] == [10, None]


def test_shares() -> None:
    found = look({"spend": [300, 100, None]})
    assert [found.value("share_of_spend", i) for i in range(3)] == [0.75, 0.25, None]
    assert total(found, "share_of_spend") == 1
    free = look({"spend": [0, 0]})
    assert free.reason("share_of_spend", 0).code == "zero: total_cost"
    assert free.reason("share_of_spend", None).code == "zero: total_cost"
    refunds = look({"revenue": [-100, 20], "gross_margin": [0.5, 0.5]})
    assert refunds.reason("share_of_gross_profit", 1).code == "negative: gross_profit"
    assert refunds.reason("share_of_gross_profit", None).code == "negative: gross_profit"


def test_return_per_hour() -> None:
    found = look(
        {"spend": [50, 10], "fees": [10, None], "hours": [4, 6], "revenue": [200, 100], "gross_margin": [0.5, 0.5]}
    )
    assert found.value("return_per_hour", 0) == 10
    assert total(found, "return_per_hour") == (100 + 50 - 60 - 10) / 10


@pytest.mark.parametrize("id_", ["next_lead_cost", "next_customer_cost"])
def test_the_next_cost_has_no_total(id_: str) -> None:
    found = look({"spend": [70], "leads": [10], "customers": [10]}, elasticity=0.5)
    assert found.value(id_, 0) == 14
    assert total(found, id_) is None
    reason = found.reason(id_, None)
    assert reason.kind == "no_rollup"
    assert "depends on where it goes" in reason.sentence(CATALOG)


# -- goals and books -------------------------------------------------------------------------------------------------


def test_goals_of_rows_stand_against_those_rows() -> None:
    found = look({"leads": [30, 50, None], "goal_leads": [40, None, 10]})
    assert total(found, "lead_pace") == 0.75
    assert found.excluded("lead_pace") == ["B", "C"]
    assert total(found, "goal_leads") == 50


@pytest.mark.parametrize("rows", [{"goal_leads": [40, None, 10]}, {}])
def test_a_typed_goal_wins_and_takes_all_known_rows(rows: dict[str, Any]) -> None:
    found = look({"leads": [30, 50, None], **rows}, {"goal_leads": 100})
    assert total(found, "goal_leads") == 100
    assert total(found, "lead_pace") == 0.8
    assert found.excluded("lead_pace") == ["C"]
    assert found.excluded("goal_leads") == []
    assert (found.total("lead_pace").known, found.total("lead_pace").of) == (2, 2 + ("goal_leads" in rows))


@pytest.mark.parametrize(
    ("pace", "goal", "columns", "actual"),
    [("goal_pace", "goal_revenue", {"revenue": [300, 100]}, 400), ("lead_pace", "goal_leads", {"leads": [3, 1]}, 4),
     ("customer_pace", "goal_customers", {"customers": [3, 1]}, 4),
     ("budget_pace", "goal_spend", {"spend": [30, 10]}, 40)],
)  # fmt: skip
def test_a_typed_goal_alone_is_enough(pace: str, goal: str, columns: dict[str, Any], actual: float) -> None:
    found = look(columns, {goal: 500})
    assert total(found, pace) == actual / 500
    assert look(columns, {goal: 0}).reason(pace, None).code == f"zero: {goal}"
    assert look(columns).reason(pace, None).code == f"missing: {goal}"


def test_half_gone_is_half_due() -> None:
    sheet = build("A", {"leads": [30], "goal_leads": [40]}, [month(2026, 2, 1)])
    found = view_of(sheet, {})
    assert found.value("lead_pace", 0) == total(found, "lead_pace") == 1.5
    coming = view_of(build("A", {"leads": [30], "goal_leads": [40]}, [month(2026, 3, 1)]), {})
    assert coming.reason("lead_pace", 0).code == coming.reason("lead_pace", None).code == "not_started"


def test_targets_have_no_sum() -> None:
    found = look({"goal_cac": [40, 60], "goal_roi": [1, 2]})
    for id_ in ("goal_cac", "goal_roi"):
        assert total(found, id_) is None
        assert found.reason(id_, None).kind == "no_rollup"
        assert "a target" in found.reason(id_, None).sentence(CATALOG)
    assert total(look({"goal_cac": [40, 60]}, {"goal_cac": 45}), "goal_cac") == 45


def test_books() -> None:
    found = look({"spend": [200, None], "customers": [4, 6]},
                 {"actual_customers": 8, "actual_revenue": 5000, "shared_cost": 100})  # fmt: skip
    assert total(found, "actual_customers") == 8
    assert total(found, "credited_share") == 10 / 8
    assert total(found, "blended_cac") == 300 / 8
    assert total(found, "mer") == 5000 / 300
    assert found.excluded("blended_cac") == ["B"]


@pytest.mark.parametrize(
    ("typed", "id_", "code"),
    [({}, "actual_customers", "missing: actual_customers"), ({}, "credited_share", "missing: actual_customers"),
     ({"actual_customers": 8}, "blended_cac", "missing: shared_cost"),
     ({"actual_customers": 0, "shared_cost": 1}, "blended_cac", "zero: actual_customers"),
     ({}, "mer", "missing: actual_revenue, shared_cost")],
)  # fmt: skip
def test_books_that_are_not_kept(typed: dict[str, float], id_: str, code: str) -> None:
    assert look({"spend": [200], "customers": [4]}, typed).reason(id_, None).code == code


def test_created_by_marketing() -> None:
    sheet = build("AB", {"opportunities": [6, 2], "revenue": [100, 900]})
    sheet.channels["source"][1] = "sales"
    assert total(view_of(sheet, {}), "marketing_created") == 0.75
    without = build("AB", {"revenue": [100, 900]})
    without.channels["source"][1] = "sales"
    assert total(view_of(without, {}), "marketing_created") == 0.1
    calculator = Calculator(sheet, CATALOG)
    figures = calculator.figures(all_periods(sheet.periods))
    assert figures.total("marketing_created").value == 0.75
    edit = SetChannel("source", ((1, "marketing"),))
    edit.apply(sheet)
    calculator.update(edit)
    assert calculator.figures(all_periods(sheet.periods)).total("marketing_created").value == 1
    refunds = build("AB", {"revenue": [-100, 20]})
    assert view_of(refunds, {}).reason("marketing_created", None).code == "negative: gross_return"
    assert look({"revenue": [0]}).reason("marketing_created", None).code == "zero: gross_return"
    nothing = look({"spend": [0]}).reason("marketing_created", None)
    assert nothing.kind == "missing"


def test_share_of_new_revenue() -> None:
    found = look({"revenue": [300, 100], "repeat_revenue": [100, None]})
    assert total(found, "new_revenue_share") == 0.75
    assert found.excluded("new_revenue_share") == ["B"]


# -- reasons of totals -------------------------------------------------------------------------------------------------


def test_a_reason_names_what_is_blank_and_only_that() -> None:
    """Revenue is typed: neither customers nor a price are needed for profit."""
    found = look({"revenue": [100, 50], "spend": [10, 10]})
    assert found.reason("gross_profit", None).code == "missing: gross_margin"
    assert found.reason("roi", None).code == "missing: gross_margin"
    # One here, another there: each is named.
    apart = look({"leads": [10, None], "visits": [None, 100]})
    assert apart.reason("conversion_rate", None).code == "missing: leads, visits"


def test_the_divisor_that_was_used_is_named() -> None:
    assert look({"worked": [1], "leads": [0]}).reason("work_rate", 0).code == "zero: leads"
    assert look({"worked": [1], "mqls": [0], "leads": [5]}).reason("work_rate", 0).code == "zero: mqls"


def test_an_empty_document_has_reasons_for_everything() -> None:
    for sheet in (build([], {}), build(["A"], {})):
        found = view_of(sheet, {})
        for record in (*CATALOG.fields, *CATALOG.metrics):
            if getattr(record, "scope", "cell") == "document":
                continue
            assert total(found, record.id) is None
            assert found.reason(record.id, None).sentence(CATALOG)
            assert found.excluded(record.id) == []
