"""What the trend shows: lines, gaps, where periods stand in time, ranges and periods that are still open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roiapp.analysis import trend_chart as module
from roiapp.analysis.chart_parts import Wanted
from roiapp.analysis.trend_chart import choices, trend_chart, wanted_trend
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, base_view, month
from roiapp.core.results import Figures
from roiapp.core.worksheet import build

MONTHS = [month(2026, number, number) for number in (1, 2, 3)]
COLUMNS: dict[str, Any] = {
    "spend": [[100, 50], [100, 60], [120, None]],
    "customers": [[10, 2], [None, 3], [8, 4]],
}


def figures_of(
    columns: dict[str, Any] = COLUMNS,
    periods: list[Period] | None = None,
    names: tuple[str, ...] = ("Search", "Radio"),
    as_of: date | None = None,
) -> Figures:
    sheet = build(names, columns, periods or MONTHS)
    return Calculator(sheet, standard(), as_of).figures(base_view(sheet.periods, 0))


def test_the_total_the_chosen_channel_and_the_others() -> None:
    chart = trend_chart(figures_of(), "cac", [0], ranges=False)
    assert [(line.channel, line.name) for line in chart.lines] == [(None, "All channels"), (0, "Search")]
    assert chart.lines[0].values == (pytest.approx(150 / 12), 20.0, 15.0)
    assert chart.lines[1].values == (10.0, None, 15.0)
    assert [(line.name, line.values) for line in chart.others] == [("Radio", (25.0, 20.0, None))]
    assert chart.title == "Customer acquisition cost (CAC) over time"
    assert [period.name for period in chart.periods] == ["Jan 2026", "Feb 2026", "Mar 2026"]


def test_periods_stand_in_time_order_whatever_order_they_were_typed_in() -> None:
    mixed = [MONTHS[2], MONTHS[0], MONTHS[1]]
    chart = trend_chart(figures_of({"spend": [[3, 3], [1, 1], [2, 2]]}, mixed), "spend", [0], ranges=False)
    assert [period.period for period in chart.periods] == [1, 2, 0]
    assert chart.lines[1].values == (1.0, 2.0, 3.0)


def test_points_stand_at_the_middle_of_their_days() -> None:
    quarter = Period(2, "", date(2026, 4, 1), date(2026, 6, 30))
    chart = trend_chart(figures_of({"spend": [[1, 1], [2, 2]]}, [month(2026, 3, 1), quarter]), "spend", ranges=False)
    # From the middle of 31 days to the middle of 91: 15.5 + 45.5.
    assert [period.at for period in chart.periods] == [0.0, pytest.approx(61.0)]
    assert [period.follows for period in chart.periods] == [False, True]


def test_a_missing_period_breaks_the_line_and_a_long_pause_is_shortened() -> None:
    months = [month(2020, 1, 1), *(month(2026, n, 10 + n) for n in (1, 2, 4, 5))]
    chart = trend_chart(figures_of({"spend": [[1, 1]] * 5}, months), "spend", ranges=False)
    assert [period.follows for period in chart.periods] == [False, False, True, False, True]
    assert [period.shortened for period in chart.periods] == [False, True, False, False, False]
    at = [period.at for period in chart.periods]
    # Middles: 15.5 Jan, 14 Feb, 15 Apr, 15.5 May; steps of 29.5, 60 and 30.5 days; six years become 3 × their median.
    assert at[1] == pytest.approx(3 * (30.5 + 60.0) / 2)
    assert at[3] - at[2] == pytest.approx(60.0)


def test_working_weeks_follow_each_other_over_the_weekend() -> None:
    weeks = [Period(n, "", date(2026, 1, 5 + 7 * n), date(2026, 1, 9 + 7 * n)) for n in range(3)]
    chart = trend_chart(figures_of({"spend": [[1, 1]] * 3}, weeks), "spend", ranges=False)
    assert [period.follows for period in chart.periods] == [False, True, True]


def test_periods_without_dates_stand_evenly() -> None:
    undated = [Period(n, f"Run {n}") for n in range(3)]
    chart = trend_chart(figures_of({"spend": [[1, 1]] * 3}, undated), "spend", ranges=False)
    assert [period.at for period in chart.periods] == [0.0, 30.0, 60.0]
    assert [period.follows for period in chart.periods] == [False, True, True]


def test_an_open_period_is_provisional_for_what_still_grows() -> None:
    figures = figures_of(as_of=date(2026, 3, 10))
    spend = trend_chart(figures, "spend", ranges=False)
    assert [period.open for period in spend.periods] == [False, False, True]
    assert spend.provisional
    assert not trend_chart(figures, "cac", ranges=False).provisional
    assert trend_chart(figures, "gross_return", ranges=False).provisional


def test_the_range_of_the_one_channel_or_of_all() -> None:
    one = trend_chart(figures_of(), "cac", [0], ranges=True)
    assert one.band_of == 1
    first, second, third = one.band
    assert first is not None
    # 100 ÷ the ends of the exact range of 10 customers, 4.795 and 18.39
    assert (first.low, first.high) == (pytest.approx(5.438, abs=1e-3), pytest.approx(20.853, abs=1e-3))
    assert second is None
    assert third is not None
    assert trend_chart(figures_of(), "cac", ranges=True).band_of == 0
    assert trend_chart(figures_of(), "cac", [0, 1], ranges=True).band_of is None
    assert trend_chart(figures_of(), "spend", [0], ranges=True).band == ()  # money that was paid has no chance in it


def test_zero_is_break_even_of_profit_alone() -> None:
    columns = {**COLUMNS, "revenue_per_sale": [[100, 100]] * 3, "gross_margin": [[0.5, 0.5]] * 3}
    figures = figures_of(columns)
    assert trend_chart(figures, "roi", ranges=False).zero_is_break_even
    assert trend_chart(figures, "net_return", ranges=False).zero_is_break_even
    assert not trend_chart(figures, "revenue_roi", ranges=False).zero_is_break_even  # revenue is not profit
    assert not trend_chart(figures, "gross_profit", ranges=False).zero_is_break_even


def test_a_figure_without_a_total_has_lines_of_channels_alone() -> None:
    chart = trend_chart(figures_of({"spend": [[1, 1]] * 3, "goal_cac": [[5, None]] * 3}), "goal_cac", [0], ranges=False)
    assert [line.name for line in chart.lines] == ["Search"]


def test_a_chosen_channel_without_figures_is_no_line() -> None:
    columns = {"spend": [[1, None]] * 3}
    chart = trend_chart(figures_of(columns), "spend", [1, 0, 0], ranges=False)
    assert [line.name for line in chart.lines] == ["All channels", "Search"]
    assert chart.others == ()
    assert trend_chart(figures_of(columns), "roi", [0], ranges=False).drawn == 0


def test_six_lines_at_most_and_of_very_many_others_the_dearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OTHERS", 2)
    names = tuple(f"Channel {n}" for n in range(12))
    chart = trend_chart(
        figures_of({"spend": [[float(n + 1) for n in range(12)]]}, [MONTHS[0]], names), "spend", range(8), ranges=False
    )
    assert len(chart.lines) == 1 + 6
    assert [line.name for line in chart.others] == ["Channel 10", "Channel 11"]
    assert chart.undrawn == 4


def test_what_can_be_chosen() -> None:
    found = dict(choices(figures_of()))
    assert choices(figures_of())[:2] == [("", "The active column"), ("roi", "ROI")]
    assert found["cac"] == "Customer acquisition cost (CAC)"
    assert found["spend"] == "Spend"
    assert "mqls" not in found
    assert wanted_trend(figures_of(), Wanted("", 0)).metric == "roi"
    assert wanted_trend(figures_of(), Wanted("cac", 1)).lines[-1].name == "Radio"
    assert wanted_trend(figures_of(), Wanted("", 0, "spend")).metric == "spend"
    assert wanted_trend(figures_of(), Wanted("cac", 0, "spend")).metric == "cac"
    assert [line.channel for line in wanted_trend(figures_of(), Wanted("cac", 0, "", (1, 0, 9))).lines] == [None, 1, 0]
    assert wanted_trend(figures_of(), Wanted("a metric of another document", 1)).metric == "roi"
