"""What the funnel shows: which stages, each step's rate and each stage's cost by the catalog's own rules."""

from __future__ import annotations

from typing import Any

import pytest

from roiapp.analysis.chart_parts import Wanted
from roiapp.analysis.funnel_chart import FunnelChart, FunnelFigure, FunnelStage, funnel_chart, wanted_funnel
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog, standard
from roiapp.core.edits import SetCells
from roiapp.core.metrics import Metric
from roiapp.core.periods import all_periods, month
from roiapp.core.results import Figures
from roiapp.core.units import RATE
from roiapp.core.worksheet import build

NAMES = ["Search", "Social", "Radio"]
#: Radio has no visits; Social's leads are blank, though it has visits
COLUMNS: dict[str, Any] = {
    "spend": [1000, 500, 300],
    "visits": [2000, 1000, None],
    "leads": [100, None, 20],
    "customers": [25, 5, 4],
}


def figures_of(names: list[str], columns: dict[str, Any], months: int = 1, catalog: Catalog | None = None) -> Figures:
    periods = [month(2026, number + 1, number) for number in range(months)]
    sheet = build(names, columns, periods)
    return Calculator(sheet, catalog or standard()).figures(all_periods(sheet.periods))


def stage(chart: FunnelChart, field: str) -> FunnelStage:
    return next(each for each in chart.stages if each.field == field)


def step(chart: FunnelChart, field: str) -> FunnelFigure:
    found = stage(chart, field).step
    assert found is not None
    return found


def cost(chart: FunnelChart, field: str) -> FunnelFigure:
    found = stage(chart, field).cost
    assert found is not None
    return found


def test_stages_with_figures_in_order_and_the_blank_ones_skipped() -> None:
    chart = funnel_chart(figures_of(NAMES, COLUMNS))
    assert [(each.field, each.count) for each in chart.stages] == [("visits", 3000), ("leads", 120), ("customers", 34)]
    assert chart.blank == ()  # nobody who uses this document expects an MQL
    assert chart.title == "Funnel of all channels, Jan 2026"


def test_a_rate_is_the_sum_over_the_cells_in_which_both_are_known() -> None:
    chart = funnel_chart(figures_of(NAMES, COLUMNS))
    conversion = step(chart, "leads")
    # Search alone has both: 100 ÷ 2,000, not 120 ÷ 3,000.
    assert (conversion.metric, conversion.value, conversion.coverage) == ("conversion_rate", 0.05, "1 of 3 channels")
    close = step(chart, "customers")
    assert close.metric == "lead_to_customer"
    assert close.value == pytest.approx(29 / 120)
    assert close.coverage == "2 of 3 channels"
    assert stage(chart, "visits").coverage == "2 of 3 channels"
    assert stage(chart, "customers").coverage == ""
    assert stage(chart, "visits").step is None


def test_cost_of_each_stage() -> None:
    chart = funnel_chart(figures_of(NAMES, COLUMNS))
    found = [(cost(chart, f).metric, cost(chart, f).value) for f in ("visits", "leads", "customers")]
    assert found == [
        ("cost_per_visit", pytest.approx(1500 / 3000)),
        ("cost_per_lead", pytest.approx(1300 / 120)),
        ("cac", pytest.approx(1800 / 34)),
    ]
    assert cost(chart, "leads").coverage == "2 of 3 channels"


def test_one_channel_says_what_it_lacks() -> None:
    chart = funnel_chart(figures_of(NAMES, COLUMNS), 2)
    assert [each.field for each in chart.stages] == ["leads", "customers"]
    assert chart.blank == ("Visits",)
    assert (chart.channel, chart.name, chart.title) == (2, "Radio", "Funnel of Radio, Jan 2026")
    assert step(chart, "customers").value == pytest.approx(0.2)
    assert stage(chart, "leads").step is None


def test_a_channel_in_a_roll_up_says_how_many_periods_are_in_a_figure() -> None:
    columns = {"spend": [[100], [100], [100]], "visits": [[None], [400], [600]], "leads": [[10], [20], [40]]}
    chart = funnel_chart(figures_of(["Search"], columns, months=3), 0)
    assert stage(chart, "leads").count == 70
    assert step(chart, "leads").value == pytest.approx(60 / 1000)
    assert step(chart, "leads").coverage == "2 of 3 periods"
    assert stage(chart, "visits").coverage == "2 of 3 periods"


def test_all_stages_of_a_b2b_funnel_and_where_their_rates_come_from() -> None:
    columns = {
        "spend": [1000], "impressions": [50000], "reach": [900], "visits": [2000], "leads": [200], "mqls": [100],
        "accepted": [80], "worked": [60], "connects": [30], "sqls": [20], "opportunities": [10], "customers": [4],
    }  # fmt: skip
    chart = funnel_chart(figures_of(["Search"], columns))
    assert [each.field for each in chart.stages] == [
        "impressions", "reach", "visits", "leads", "mqls", "accepted", "worked", "connects", "sqls", "opportunities",
        "customers",
    ]  # fmt: skip
    steps = {each.field: each.step and (each.step.metric, each.step.value) for each in chart.stages}
    assert steps == {
        "impressions": None,
        "reach": None,  # people reached are no part of the times shown
        "visits": ("click_rate", 0.04),
        "leads": ("conversion_rate", 0.1),
        "mqls": ("lead_to_mql", 0.5),
        "accepted": ("mql_acceptance", 0.8),
        "worked": ("work_rate", 0.6),
        "connects": ("worked_to_connect", 0.5),
        "sqls": ("mql_to_sql", 0.2),
        "opportunities": ("sql_to_opportunity", 0.5),
        "customers": ("win_rate", 0.4),
    }
    costs = {each.field: each.cost and each.cost.metric for each in chart.stages}
    assert costs["mqls"] == "cost_per_mql"
    assert costs["accepted"] is None
    assert costs["impressions"] == "cost_per_thousand"


def test_without_the_stages_between_the_rate_is_that_of_the_nearest_earlier_one() -> None:
    chart = funnel_chart(figures_of(["Search"], {"mqls": [50], "customers": [5]}))
    assert (step(chart, "customers").metric, step(chart, "customers").value) == ("mql_to_customer", 0.1)


def test_a_metric_of_ones_own_becomes_a_step() -> None:
    own = Metric("accepted_to_sql", "Accepted → SQL", "sqls / accepted", RATE, "up", "", "qualified", "", "")
    catalog = standard().extended(metrics=(own,))
    chart = funnel_chart(figures_of(["Search"], {"accepted": [80], "sqls": [20]}, catalog=catalog))
    assert (step(chart, "sqls").label, step(chart, "sqls").value) == ("Accepted → SQL", 0.25)


def test_more_than_went_in_is_marked() -> None:
    chart = funnel_chart(figures_of(["Print"], {"leads": [4], "customers": [5]}))
    assert stage(chart, "customers").above_whole
    assert step(chart, "customers").value == 1.25
    assert not stage(funnel_chart(figures_of(["Print"], {"leads": [4], "customers": [4]})), "customers").above_whole


def test_a_step_that_is_not_known_says_why() -> None:
    chart = funnel_chart(figures_of(["A", "B"], {"leads": [0, None], "customers": [None, 3]}))
    close = step(chart, "customers")
    assert close.value is None
    assert close.coverage == ""
    assert close.reason == "Not known yet: Customers and Leads missing."


def test_how_many_channels_are_in_a_figure_follows_what_is_typed() -> None:
    periods = [month(2026, number, number) for number in (1, 2)]
    sheet = build(["A", "B"], {"leads": [[10, None], [10, None]], "customers": [[1, 2], [1, 2]]}, periods)
    calculator = Calculator(sheet, standard())
    figures = calculator.figures(all_periods(sheet.periods))
    assert step(funnel_chart(figures), "customers").coverage == "1 of 2 channels"
    for period in (0, 1):
        edit = SetCells.one("leads", period, 1, 4.0)
        edit.apply(sheet)
        calculator.update(edit)
    assert step(funnel_chart(figures), "customers").coverage == ""
    assert step(funnel_chart(figures), "customers").value == pytest.approx(6 / 28)


def test_nothing_typed() -> None:
    assert funnel_chart(figures_of(["A"], {})).drawn == 0


def test_the_selected_channel_is_shown_where_that_is_chosen() -> None:
    figures = figures_of(NAMES, COLUMNS)
    assert wanted_funnel(figures, Wanted("", 1)).channel is None
    assert wanted_funnel(figures, Wanted("selected", 1)).channel == 1
    assert wanted_funnel(figures, Wanted("selected", None)).channel is None
