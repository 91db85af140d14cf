"""The charts of the window, each declared once: the panel's tabs, menus and what it draws are made from these.

Importing this module brings pyqtgraph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from roiapp.analysis import (
    cac_chart,
    funnel_chart,
    goals_chart,
    roi_chart,
    shares_chart,
    spend_return_chart,
    trend_chart,
)
from roiapp.analysis.chart_parts import ChartContent, Wanted
from roiapp.charts.cac import CustomerCost
from roiapp.charts.chart import Chart
from roiapp.charts.funnel import Funnel
from roiapp.charts.goals import Goals
from roiapp.charts.roi_by_channel import RoiByChannel
from roiapp.charts.shares import Shares
from roiapp.charts.spend_return import SpendReturn
from roiapp.charts.style import ChartStyle
from roiapp.charts.trend import Trend
from roiapp.core.results import Figures
from roiapp.language import mark


@dataclass(frozen=True)
class ChartRecord:
    """One kind of chart. `label` is English and marked.

    `nothing_yet` says what to type so that the chart appears. `choices` are what the chart can be asked for beside its
    usual content, as (id, text) of the figures at hand; a chart that `follows_channel` or `follows_column` is made anew
    when another one is active or selected in the worksheet. `column` is where a click on a mark leads, "" to the active
    one.
    """

    id: str
    label: str
    content: Callable[[Figures, Wanted], ChartContent]
    widget: Callable[[ChartStyle, QWidget], Chart[Any, Any]]
    nothing_yet: Callable[[Figures], str]
    choices: Callable[[Figures], Sequence[tuple[str, str]]] | None = None
    follows_channel: bool = False
    follows_column: bool = False
    column: str = "roi"


#: in the order of their tabs
CHARTS: Final[tuple[ChartRecord, ...]] = (
    ChartRecord(
        "roi", mark("ROI by channel"), lambda figures, _wanted: roi_chart.roi_chart(figures), RoiByChannel,
        roi_chart.nothing_yet,
    ),
    ChartRecord(
        "spend_return", mark("Spend vs return"),
        lambda figures, _wanted: spend_return_chart.spend_return_chart(figures), SpendReturn,
        spend_return_chart.nothing_yet,
    ),
    ChartRecord(
        "funnel", mark("Funnel"), funnel_chart.wanted_funnel, Funnel, funnel_chart.nothing_yet,
        choices=funnel_chart.choices, follows_channel=True,
    ),
    ChartRecord(
        "trend", mark("Trend"), trend_chart.wanted_trend, Trend, trend_chart.nothing_yet,
        choices=trend_chart.choices, follows_channel=True, follows_column=True, column="",
    ),
    ChartRecord(
        "cac", mark("Cost of a customer"), lambda figures, _wanted: cac_chart.cac_chart(figures), CustomerCost,
        cac_chart.nothing_yet, column="cac",
    ),
    ChartRecord(
        "shares", mark("Shares"), lambda figures, _wanted: shares_chart.shares_chart(figures), Shares,
        shares_chart.nothing_yet,
    ),
    ChartRecord(
        "goals", mark("Goals"), goals_chart.wanted_goals, Goals, goals_chart.nothing_yet,
        choices=goals_chart.choices, column="",
    ),
)  # fmt: skip
