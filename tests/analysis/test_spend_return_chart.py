"""What the chart of spend against gross profit shows, by figures worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from roiapp.analysis import spend_return_chart as module
from roiapp.analysis.chart_parts import LeftOut
from roiapp.analysis.spend_return_chart import nothing_yet, side_of, spend_return_chart
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, base_view, month
from roiapp.core.results import Figures
from roiapp.core.views import all_views
from roiapp.core.worksheet import build

NAMES = ["Email", "Search", "Radio", "Referrals", "Print", "Flyers"]
#: gross profits: 10 × 100 × 50 % = 500, 40 × 50 × 50 % = 1,000, 2 × 100 × 50 % = 100, 5 × 100 × 50 % = 250
COLUMNS: dict[str, Any] = {
    "spend": [200, 1000, 400, 0, 90, None],
    "customers": [10, 40, 2, 5, None, None],
    "revenue_per_sale": [100, 50, 100, 100, 30, None],
    "gross_margin": [0.5, 0.5, 0.5, 0.5, None, None],
}


def figures_of(columns: dict[str, Any], names: list[str] | None = None, periods: list[Period] | None = None) -> Figures:
    sheet = build(names or NAMES, columns, periods)
    return Calculator(sheet, standard()).figures(base_view(sheet.periods, 0))


def test_bubbles_from_the_dearest_to_the_cheapest() -> None:
    chart = spend_return_chart(figures_of(COLUMNS))
    assert [(b.name, b.cost, b.profit, b.customers, b.side) for b in chart.bubbles] == [
        ("Search", 1000, 1000, 40, "even"),
        ("Radio", 400, 100, 2, "below"),
        ("Email", 200, 500, 10, "above"),
    ]
    assert [round(b.roi, 3) for b in chart.bubbles] == [0.0, -0.75, 1.5]
    assert [(b.channel, b.colour) for b in chart.bubbles] == [(1, 1), (2, 2), (0, 0)]
    assert chart.drawn == 3
    assert chart.cost_label == "Spend"


def test_what_is_left_out_says_why() -> None:
    chart = spend_return_chart(figures_of(COLUMNS))
    assert chart.unknown == (
        LeftOut(4, "Print", "Customers and Margin missing"),
        LeftOut(3, "Referrals", "cost nothing"),
    )
    assert chart.unknown_count == 2


def test_revenue_alone_draws_a_bubble_of_unknown_customers_and_a_loss_below_zero() -> None:
    columns = {"spend": [100, 50], "revenue": [400, 200], "gross_margin": [0.5, -0.1]}
    email, radio = spend_return_chart(figures_of(columns, ["Email", "Radio"])).bubbles
    assert (email.profit, email.customers, email.side) == (200, None, "above")
    assert radio.profit == pytest.approx(-20)
    assert radio.roi == pytest.approx(-1.4)


def test_where_fees_count_costs_are_called_total_cost() -> None:
    columns = {**COLUMNS, "fees": [50, None, None, None, None, None]}
    chart = spend_return_chart(figures_of(columns))
    assert chart.cost_label == "Total cost"
    assert chart.bubbles[-1].cost == 250


def test_over_periods_cost_and_profit_are_of_the_same_cells() -> None:
    """In February the customers are missing: its spend of 700 is not held against January's profit."""
    columns = {
        "spend": [[100], [700], [50]], "customers": [[4], [None], [1]], "revenue_per_sale": [[100], [100], [100]],
        "gross_margin": [[0.5], [0.5], [0.5]],
    }  # fmt: skip
    sheet = build(["Email"], columns, [month(2026, number, number) for number in (1, 2, 3)])
    quarter = next(view for view in all_views(sheet) if len(view.periods) == 3)
    (bubble,) = spend_return_chart(Calculator(sheet, standard()).figures(quarter)).bubbles
    assert (bubble.cost, bubble.profit) == (150, pytest.approx(250))


def test_of_very_many_channels_the_dearest_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BUBBLES", 2)
    chart = spend_return_chart(figures_of(COLUMNS))
    assert [b.name for b in chart.bubbles] == ["Search", "Radio"]
    assert chart.undrawn == 1


def test_sides() -> None:
    assert [side_of(10, 11), side_of(10, 9), side_of(10, 10), side_of(10, -3)] == ["above", "below", "even", "below"]


def test_the_title_names_the_period() -> None:
    assert spend_return_chart(figures_of(COLUMNS)).title == "Spend against gross profit"
    dated = figures_of(COLUMNS, periods=[month(2026, 8)])
    assert spend_return_chart(dated).title == "Spend against gross profit, Aug 2026"


def test_nothing_yet() -> None:
    figures = figures_of({"spend": [100], "customers": [2], "revenue_per_sale": [50]}, ["Email"])
    assert spend_return_chart(figures).drawn == 0
    assert nothing_yet(figures).startswith("ROI is judged on gross profit")
