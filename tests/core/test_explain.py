"""Explanations: the sentence of a figure, and that its arithmetic gives the figure."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetTotals
from roiapp.core.explain import explain
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.worksheet import Worksheet, build
from tests.core.random_sheets import AS_OF, sheets, views
from tests.core.worked_again import check_value

CATALOG = standard()
WRITE = NumberFormat("en", "USD")


def line(
    id_: str, channel: int | None, columns: dict[str, Any], totals: dict[str, float] | None = None, **more: Any
) -> str:
    sheet = build(["A", "B"][: len(next(iter(columns.values())))], columns, None, DocumentSettings(**more))
    for field, value in (totals or {}).items():
        SetTotals(field, ((0, value),)).apply(sheet)
    figures = Calculator(sheet, CATALOG).figures(all_periods(sheet.periods))
    return explain(figures, id_, channel, WRITE).text()


def test_a_figure_explains_itself() -> None:
    """Where neither fees nor hours are used, total cost is called Spend."""
    assert line("cac", 0, {"spend": [4200], "customers": [38]}) == "CAC = Spend ÷ Customers = $4,200 ÷ 38 = $110.53"
    with_fees = line("cac", 0, {"spend": [4000], "fees": [200], "customers": [38]})
    assert with_fees == "CAC = Total cost ÷ Customers = $4,200 ÷ 38 = $110.53"


def test_a_total_explains_itself_by_its_own_rule() -> None:
    columns = {"customers": [1, 3], "revenue_per_sale": [100, 100], "gross_margin": [0.5, 0.5],
               "purchases_per_year": [1, 2], "years_retained": [2, 2]}  # fmt: skip
    text = line("ltv", None, columns)
    assert text.startswith("LTV = Σ (Customers × LTV) ÷ Σ Customers = ")
    assert text.endswith("= $175.00")


def test_an_undefined_figure_says_its_formula_and_no_numbers() -> None:
    text = line("cac", 0, {"spend": [100], "customers": [0]})
    assert text == "CAC = Spend ÷ Customers = –"


def test_nothing_sold_is_shown_as_nothing() -> None:
    """0 × unknown is written as the 0 it is."""
    text = line("gross_return", 0, {"customers": [0]})
    assert text.startswith("Gross return = Customers × Revenue per sale = 0 = $0")


def test_a_typed_goal_stands_in_the_explanation() -> None:
    text = line("lead_pace", None, {"leads": [30, 50]}, {"goal_leads": 100})
    assert "80" in text
    assert "100" in text


def test_a_rate_of_the_months_before_says_so() -> None:
    columns = {"customers": [[3], [9]], "leads": [[12], [9]], "opportunities": [[6], [9]]}
    sheet = build("A", columns, [month(2025, 12, 1), month(2026, 1, 2)])
    figures = Calculator(sheet, CATALOG).figures(base_view(sheet.periods, 1))
    expected = "Customers of the 12 months before ÷ Leads of the 12 months before = 3 ÷ 12 = 25%"
    assert explain(figures, "close_rate", 0, WRITE).text().endswith(expected)
    assert explain(figures, "expected_win_rate", 0, WRITE).text().endswith("= 3 ÷ 6 = 50%")


def test_a_mean_by_days_says_so() -> None:
    columns = {"opportunities": [[1], [2]], "expected_win_rate": [[1], [1]], "revenue_per_sale": [[100], [100]],
               "sales_cycle_days": [[10], [10]]}  # fmt: skip
    sheet = build("A", columns, [month(2026, 1, 1), month(2026, 2, 2)])
    figures = Calculator(sheet, CATALOG).figures(all_periods(sheet.periods))
    velocity = explain(figures, "pipeline_velocity", 0, WRITE)
    assert velocity.text().startswith("Pipeline velocity = mean of Pipeline velocity by days = ")
    assert check_value(velocity) == pytest.approx((31 * 10 + 28 * 20) / 59)


def test_a_typed_figure_is_only_itself() -> None:
    assert line("spend", 0, {"spend": [1200]}) == "Spend = $1,200"
    assert line("goal_leads", None, {"goal_leads": [7]}, {"goal_leads": 100}) == "Leads goal = 100"


@settings(
    deadline=None, max_examples=25, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)
@given(sheets())
def test_the_arithmetic_of_an_explanation_gives_the_figure(sheet: Worksheet) -> None:
    """Every metric and every total with a rule, wherever it is defined: row, total, roll-up of either."""
    calculator = Calculator(sheet, CATALOG, AS_OF)
    for view in views(sheet):
        figures = calculator.figures(view)
        for id_ in (*CATALOG.metric, *CATALOG.field):
            if getattr(CATALOG.record(id_), "scope", "cell") == "document":
                continue
            for channel in (*range(len(sheet.keys)), None):
                value = figures.total(id_).value if channel is None else figures.value(id_, channel)
                shown = explain(figures, id_, channel, WRITE)
                what = f"{id_} of {channel} in {view.periods} {view.kind}: {shown.text()}"
                assert shown.result == WRITE.text(value, CATALOG.record(id_).unit), what
                assert (shown.reason is None) == (value is not None), what
                if value is None:
                    assert not shown.numbers, what
                elif shown.numbers:
                    assert math.isclose(check_value(shown), value, rel_tol=1e-9, abs_tol=1e-9), what
                elif id_ in CATALOG.metric:
                    pytest.fail(f"no numbers: {what}")


def test_every_metric_has_an_explanation_of_two_sides_somewhere() -> None:
    columns = {
        f.id: [[3.0], [5.0]] if (f.maximum or 9) > 1 else [[0.5], [0.25]] for f in CATALOG.fields if f.scope == "cell"
    }
    sheet = build("A", columns, [month(2026, 1, 1), month(2026, 2, 2)])
    for field in ("actual_customers", "actual_revenue", "shared_cost"):
        SetTotals(field, ((0, 7.0), (1, 9.0))).apply(sheet)
    calculator = Calculator(sheet, CATALOG, AS_OF)
    for view in views(sheet):
        figures = calculator.figures(view)
        for metric in CATALOG.metrics:
            for channel in (0, None):
                if (figures.total(metric.id).value if channel is None else figures.value(metric.id, channel)) is None:
                    continue
                shown = explain(figures, metric.id, channel, WRITE)
                assert shown.names, metric.id
                assert shown.numbers, metric.id
