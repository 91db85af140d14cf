"""What the ROI chart shows: order, verdicts, what is left out, and that it stays small and quick in large documents."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import pytest

from roiapp.analysis import roi_chart as module
from roiapp.analysis.chart_parts import LeftOut
from roiapp.analysis.roi_chart import roi_chart, verdict_of
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, base_view, month
from roiapp.core.results import Figures
from roiapp.core.worksheet import build

NAMES = ["Local SEO", "Google text ads", "Radio", "Yard signs", "Print", "Flyers"]
COLUMNS: dict[str, Any] = {
    "spend": [2400, 4200, 3400, 380, 830, None],
    "customers": [54, 38, 8, 3, None, None],
    "revenue_per_sale": [460, 480, 520, 460, 330, None],
    "gross_margin": [0.46, 0.45, 0.40, 0.45, None, None],
}


def figures_of(names: list[str], columns: dict[str, Any], periods: list[Period] | None = None) -> Figures:
    sheet = build(names, columns, periods)
    return Calculator(sheet, standard()).figures(base_view(sheet.periods, 0))


def test_bars_from_the_highest_to_the_lowest_with_verdicts() -> None:
    chart = roi_chart(figures_of(NAMES, COLUMNS), ranges=True)
    assert [(bar.name, bar.channel, bar.verdict) for bar in chart.bars] == [
        ("Local SEO", 0, "above"),
        ("Google text ads", 1, "above"),
        ("Yard signs", 3, "crosses"),
        ("Radio", 2, "below"),
    ]
    assert [round(bar.value, 2) for bar in chart.bars] == [3.76, 0.95, 0.63, -0.51]
    google = chart.bars[1]
    assert (google.low, google.high) == (pytest.approx(0.38297, abs=1e-5), pytest.approx(1.68241, abs=1e-5))
    assert chart.total == pytest.approx(figures_of(NAMES, COLUMNS).total("roi").value)


def test_channels_left_out_say_why_and_untouched_ones_are_not_named() -> None:
    chart = roi_chart(figures_of(NAMES, COLUMNS), ranges=False)
    assert chart.unknown == (LeftOut(4, "Print", "Customers and Margin missing"),)
    assert chart.unknown_count == 1


def test_without_ranges_nothing_is_called() -> None:
    chart = roi_chart(figures_of(NAMES, COLUMNS), ranges=False)
    assert {bar.verdict for bar in chart.bars} == {"unknown"}
    assert all(bar.low is None and bar.high is None for bar in chart.bars)


def test_until_ranges_can_be_had_the_chart_waits_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roiapp.analysis.channel_bars.available", lambda: False)
    chart = roi_chart(figures_of(NAMES, COLUMNS))
    assert chart.waiting
    assert all(bar.low is None and bar.high is None for bar in chart.bars)
    assert not roi_chart(figures_of(NAMES, COLUMNS), ranges=False).waiting  # nobody will work them out
    assert not roi_chart(figures_of(NAMES, COLUMNS), ranges=True).waiting


def test_nothing_known() -> None:
    chart = roi_chart(figures_of(["A"], {"spend": [100]}), ranges=True)
    assert chart.bars == ()
    assert chart.total is None
    assert chart.unknown[0].reason == "Customers, Revenue per sale and Margin missing"


def test_equal_figures_keep_the_worksheets_order() -> None:
    columns = {"spend": [10] * 4, "customers": [0] * 4}
    assert [bar.channel for bar in roi_chart(figures_of(list("ABCD"), columns), ranges=False).bars] == [0, 1, 2, 3]


def test_the_title_names_the_period() -> None:
    assert roi_chart(figures_of(NAMES, COLUMNS), ranges=False).title == "ROI on gross profit"
    dated = figures_of(["A"], {"spend": [1]}, [month(2026, 8)])
    assert roi_chart(dated, ranges=False).title == "ROI on gross profit, Aug 2026"


def test_of_very_many_channels_the_dearest_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BARS", 3)
    columns = {"spend": [10, 70, 30, 90, 50], "customers": [0] * 5}
    chart = roi_chart(figures_of(list("ABCDE"), columns), ranges=False)
    assert sorted(bar.name for bar in chart.bars) == ["B", "D", "E"]
    assert chart.undrawn == 2


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.1, 2, "above"), (-2, -0.1, "below"), (-1, 1, "crosses"), (0.0, 1, "crosses"), (math.nan, math.nan, "unknown")],
)
def test_verdicts(low: float, high: float, verdict: str) -> None:
    assert verdict_of(low, high) == verdict


def test_the_chart_does_not_wait_for_scipy() -> None:
    code = (
        "import sys; from roiapp.core.worksheet import build; from roiapp.core.calculator import Calculator;"
        "from roiapp.core.catalog import standard; from roiapp.core.periods import base_view;"
        "from roiapp.analysis.roi_chart import roi_chart;"
        "s = build(['A'], {'spend': [10], 'customers': [0]});"
        "f = Calculator(s, standard()).figures(base_view(s.periods, 0));"
        "assert len(roi_chart(f).bars) == 1; assert 'scipy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
