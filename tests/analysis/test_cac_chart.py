"""What the chart of customer cost shows: order by headroom, verdicts, channels without a customer, what is left out."""

from __future__ import annotations

import math
from typing import Any

import pytest

from roiapp.analysis import cac_chart as module
from roiapp.analysis.cac_chart import CacBar, cac_chart, verdict_of
from roiapp.analysis.chart_parts import LeftOut
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import base_view
from roiapp.core.results import Figures
from roiapp.core.worksheet import build

NAMES = ["Search", "Radio", "Cold mail", "Print", "Signs", "Flyers"]
COLUMNS: dict[str, Any] = {
    "spend": [4200, 3400, 900, 380, 830, None],
    "customers": [38, 8, 0, 3, None, None],
    "revenue_per_sale": [480, 520, 400, None, 330, None],
    "gross_margin": [0.45, 0.40, 0.50, 0.45, 0.4, None],
    "purchases_per_year": [1.5, None, None, None, None, None],
    "years_retained": [2, 2, 2, 2, 2, None],
}


def figures_of(names: list[str], columns: dict[str, Any]) -> Figures:
    sheet = build(names, columns)
    return Calculator(sheet, standard()).figures(base_view(sheet.periods, 0))


def bar(name: str, columns: dict[str, Any] = COLUMNS) -> CacBar:
    return next(each for each in cac_chart(figures_of(NAMES, columns), ranges=True).bars if each.name == name)


def test_from_the_most_headroom_to_the_least_then_what_is_not_known() -> None:
    chart = cac_chart(figures_of(NAMES, COLUMNS), ranges=True)
    assert [each.name for each in chart.bars] == ["Search", "Radio", "Cold mail", "Print"]
    assert chart.title == "Cost of a customer (CAC)"
    # 8,880 over 49 customers: Signs' spend has no customers beside it.
    assert chart.total == pytest.approx(8880 / 49)


def test_figures_by_hand() -> None:
    search = bar("Search")
    assert search.value == pytest.approx(110.526, abs=1e-3)
    # 4,200 ÷ the ends of the exact range of 38 customers, 26.89 and 52.16
    assert (search.low, search.high) == (pytest.approx(80.52, abs=0.01), pytest.approx(156.19, abs=0.01))
    assert search.limit == pytest.approx(216.0)
    assert search.lifetime == pytest.approx(648.0)
    assert search.headroom == pytest.approx(105.474, abs=1e-3)
    assert search.verdict == "under"
    radio = bar("Radio")
    assert (radio.value, radio.limit, radio.lifetime) == (425.0, pytest.approx(208.0), None)
    assert radio.low == pytest.approx(215.7, abs=0.1)
    assert radio.verdict == "over"


def test_money_without_a_customer_shows_what_one_costs_at_least() -> None:
    cold = bar("Cold mail")
    assert cold.value is None
    # The exact range of no customer ends at 3.689: 900 ÷ 3.689.
    assert cold.low == pytest.approx(243.98, abs=0.01)
    assert cold.high is None
    assert cold.limit == 200.0
    assert cold.verdict == "over"
    assert cold.headroom is None
    cheap = {**COLUMNS, "spend": [4200, 3400, 500, 380, 830, None]}
    assert bar("Cold mail", cheap).verdict == "crosses"


def test_without_a_limit_nothing_is_called() -> None:
    printed = bar("Print")
    assert (printed.limit, printed.headroom, printed.verdict) == (None, None, "unknown")


def test_channels_left_out_say_why() -> None:
    chart = cac_chart(figures_of(NAMES, COLUMNS), ranges=True)
    assert chart.unknown == (LeftOut(4, "Signs", "Customers missing"),)
    assert chart.unknown_count == 1


def test_without_ranges_money_without_a_customer_waits() -> None:
    chart = cac_chart(figures_of(NAMES, COLUMNS), ranges=False)
    assert [each.name for each in chart.bars] == ["Search", "Radio", "Print"]
    assert {each.verdict for each in chart.bars} == {"unknown"}
    assert [each.name for each in chart.unknown] == ["Cold mail", "Signs"]


def test_until_ranges_can_be_had_nobody_is_said_to_be_left_out_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roiapp.analysis.channel_bars.available", lambda: False)
    chart = cac_chart(figures_of(NAMES, COLUMNS))
    assert chart.waiting
    assert [each.name for each in chart.bars] == ["Search", "Radio", "Print"]
    assert [each.name for each in chart.unknown] == ["Signs"]  # Cold mail comes with its range


def test_nothing_known() -> None:
    chart = cac_chart(figures_of(["A"], {"spend": [100]}), ranges=True)
    assert (chart.drawn, chart.total, chart.has_lifetime) == (0, None, False)


def test_of_very_many_the_dearest_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BARS", 2)
    chart = cac_chart(figures_of(list("ABCD"), {"spend": [10, 70, 30, 50], "customers": [1, 1, 1, 1]}), ranges=False)
    assert sorted(each.name for each in chart.bars) == ["B", "D"]
    assert chart.undrawn == 2


@pytest.mark.parametrize(
    ("low", "high", "limit", "verdict"),
    [
        (10, 20, 30, "under"), (40, 50, 30, "over"), (20, 40, 30, "crosses"), (30, 40, 30, "crosses"),
        (40, math.inf, 30, "over"), (20, math.inf, 30, "crosses"), (math.nan, math.nan, 30, "unknown"),
        (10, 20, math.nan, "unknown"),
    ],
)  # fmt: skip
def test_verdicts(low: float, high: float, limit: float, verdict: str) -> None:
    assert verdict_of(low, high, limit) == verdict
