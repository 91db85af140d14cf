"""Charts by group and owner: each group is as if the worksheet held its channels alone."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from roiapp.analysis.cac_chart import cac_chart
from roiapp.analysis.chart_parts import Wanted
from roiapp.analysis.funnel_chart import choices as funnels
from roiapp.analysis.funnel_chart import wanted_funnel
from roiapp.analysis.gathering import ways
from roiapp.analysis.goals_chart import wanted_goals
from roiapp.analysis.grouped_figures import GroupedFigures, figures_by
from roiapp.analysis.ranges import channel_ranges, figure_range
from roiapp.analysis.roi_chart import roi_chart
from roiapp.analysis.shares_chart import shares_chart
from roiapp.analysis.spend_return_chart import spend_return_chart
from roiapp.analysis.trend_chart import wanted_trend
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import View, all_periods, base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import STEPS
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build

NAMES = ("Search", "Radio", "Email", "Fairs", "Print")
GROUPS = ("Online", "Offline", "Online", "", "Offline")
MEMBERS = {"Online": (0, 2), "Offline": (1, 4), "No group": (3,)}
AS_OF = date(2026, 2, 15)


def five() -> Worksheet:
    sheet = build(
        NAMES,
        {
            "spend": [[1000, 800, 200, 500, 300], [1100, 700, 250, None, 300]],
            "visits": [[900, None, 400, None, None], [950, None, 420, None, None]],
            "leads": [[90, 30, 40, 20, 10], [80, 25, 50, 10, 0]],
            "customers": [[20, 5, 12, 4, 1], [22, 4, 15, 2, 0]],
            "revenue_per_sale": [[200, 300, 150, 400, 300], [200, 300, 150, None, 300]],
            "gross_margin": [[0.5, 0.4, 0.5, 0.3, 0.4]] * 2,
            "goal_customers": [[25, 6, None, None, 2], [25, 6, 16, None, 2]],
        },
        [month(2026, 1, 1), month(2026, 2, 2)],
    )
    sheet.channels["group"] = list(GROUPS)
    return sheet


def alone(sheet: Worksheet, channels: tuple[int, ...]) -> Worksheet:
    """A worksheet of these channels only."""
    return replace(
        sheet,
        channels={name: [texts[c] for c in channels] for name, texts in sheet.channels.items()},
        keys=[sheet.keys[c] for c in channels],
        columns={id_: column[:, list(channels)].copy() for id_, column in sheet.columns.items()},
    )


def figures(sheet: Worksheet, view: View) -> Figures:
    return Calculator(sheet, standard(), AS_OF).figures(view)


VIEWS = [base_view(five().periods, 0), all_periods(five().periods)]


@pytest.fixture(params=VIEWS, ids=["month", "all"])
def view(request: pytest.FixtureRequest) -> View:
    made: View = request.param
    return made


def test_groups_stand_where_they_first_come_and_those_without_last(view: View) -> None:
    found = figures_by(figures(five(), view), "group")
    assert isinstance(found, GroupedFigures)
    assert dict(found.rows) == MEMBERS
    assert ways(five()) == ["channel", "group"]
    plain = figures(five(), view)
    assert figures_by(plain, "owner") is plain
    assert figures_by(plain, "channel") is plain


def test_every_figure_is_the_total_of_its_channels_alone(view: View) -> None:
    found = figures_by(figures(five(), view), "group")
    catalog = found.catalog
    for place, channels in enumerate(MEMBERS.values()):
        single = figures(alone(five(), channels), view)
        for record in (*catalog.fields, *catalog.metrics):
            if getattr(record, "scope", "cell") != "cell" or getattr(record, "total_only", False):
                continue
            if catalog.uses_total(record.id):  # a share is of all channels, not of the group's own
                continue
            wanted, seen = single.total_value(record.id), float(found.values(record.id)[place])
            assert seen == pytest.approx(wanted, rel=1e-12, nan_ok=True), record.id
    assert found.total_figure("roi") == figures(five(), view).total_figure("roi")


@pytest.mark.parametrize("metric", ["roi", "revenue_roi", "cac", "cost_per_lead", "lead_to_customer", "leads"])
def test_every_range_is_that_of_its_channels_alone(view: View, metric: str) -> None:
    found = figures_by(figures(five(), view), "group")
    low, high = channel_ranges(found, metric, np.arange(3))
    for place, channels in enumerate(MEMBERS.values()):
        wanted = figure_range(figures(alone(five(), channels), view), metric, None)
        one = figure_range(found, metric, place)
        for seen in ((low[place], high[place]), (one.low, one.high) if one else (np.nan, np.nan)):
            ends = (np.nan, np.nan) if wanted is None else (wanted.low, wanted.high)
            assert seen == pytest.approx(ends, rel=1e-9, nan_ok=True)


def test_bars_bubbles_and_shares_by_hand() -> None:
    """January, Online: cost 1,200, profit 20 × 200 × 0.5 + 12 × 150 × 0.5 = 2,900, so ROI 141.7 %; Offline 1,100 and
    5 × 300 × 0.4 + 1 × 300 × 0.4 = 720; without a group 500 and 480."""
    found = figures_by(figures(five(), VIEWS[0]), "group")
    chart = roi_chart(found, ranges=True)
    assert [(bar.name, bar.value) for bar in chart.bars] == [
        ("Online", pytest.approx(2900 / 1200 - 1)), ("No group", pytest.approx(-0.04)),
        ("Offline", pytest.approx(720 / 1100 - 1)),
    ]  # fmt: skip
    assert chart.title == "ROI on gross profit by group, Jan 2026"
    bubbles = {each.name: (each.cost, each.profit, each.customers) for each in spend_return_chart(found).bubbles}
    assert bubbles == {"Online": (1200, 2900, 32), "Offline": (1100, pytest.approx(720), 6), "No group": (500, 480, 4)}
    pairs = {each.name: (each.spend, each.profit) for each in shares_chart(found).pairs}
    assert pairs["Online"] == pytest.approx((1200 / 2800, 2900 / 4100))
    costs = {bar.name: bar.value for bar in cac_chart(found, ranges=True).bars}
    assert costs == {"Online": 37.5, "No group": 125.0, "Offline": pytest.approx(1100 / 6)}


def test_all_periods_keep_to_the_cells_that_are_known() -> None:
    """Fairs has no spend in February: its cost of both months is January's, and so is its ROI."""
    found = figures_by(figures(five(), VIEWS[1]), "group")
    bubbles = {each.name: (each.cost, each.profit) for each in spend_return_chart(found).bubbles}
    assert bubbles["No group"] == (500, 480)


def test_the_trend_tells_all_groups_apart_and_marks_every_step() -> None:
    sheet = five()
    step = STEPS.row(date=date(2026, 2, 3), channel=sheet.keys[1], metric="leads", change="New spot")
    SetRecords("steps", (step,)).apply(sheet)
    found = figures_by(figures(sheet, VIEWS[1]), "group")
    chart = wanted_trend(found, Wanted("leads"))
    assert {line.name: line.values for line in chart.lines} == {
        "All channels": (190.0, 165.0), "Online": (130.0, 130.0), "Offline": (40.0, 25.0), "No group": (20.0, 10.0),
    }  # fmt: skip
    (mark,) = chart.marks
    assert (mark.step, mark.channel) == (True, None)
    assert "Radio" in mark.text


def test_the_funnel_of_a_group() -> None:
    """Online in January: 1,300 visits, 130 leads, 32 customers; of Offline nobody knows visits."""
    found = figures_by(figures(five(), VIEWS[0]), "group")
    assert funnels(found) == [("", "All channels"), ("0", "Online"), ("1", "Offline"), ("2", "No group")]
    chart = wanted_funnel(found, Wanted("0"))
    counts = [(stage.field, stage.count) for stage in chart.stages]
    assert counts == [("visits", 1300), ("leads", 130), ("customers", 32)]
    assert chart.title == "Funnel of Online, Jan 2026"
    assert [stage.field for stage in wanted_funnel(found, Wanted("1")).stages] == ["leads", "customers"]
    assert wanted_funnel(found, Wanted("")).stages[1].count == 190


def test_the_goals_of_groups_by_hand() -> None:
    """Customers of both months: Online has 20 + 22 + 15 of a goal of 25 + 25 + 16, Email's January having none."""
    found = figures_by(figures(five(), VIEWS[1]), "group")
    bars = {bar.name: (bar.pace.so_far, bar.pace.goal) for bar in wanted_goals(found, Wanted("goal_customers")).bars}
    assert bars == {"Online": (57, 66), "Offline": (10, 16)}


def test_a_group_whose_figure_is_not_known_says_why() -> None:
    sheet = five()
    sheet.columns["gross_margin"][:, 3] = np.nan
    found = figures_by(figures(sheet, VIEWS[0]), "group")
    chart = roi_chart(found, ranges=False)
    assert [(each.name, each.reason) for each in chart.unknown] == [("No group", "Margin missing")]
