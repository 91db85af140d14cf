"""What stands below the worksheet, made when it is wanted: the charts, and beside them what the numbers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from roiapp.ui.actions.menus import CHART_MENU
from roiapp.ui.commands.chart_links import ChartLinks
from roiapp.ui.model.finding_watch import FindingWatch
from roiapp.ui.panel.findings_panel import FindingsPanel

if TYPE_CHECKING:
    from roiapp.ui.panel.chart_panel import ChartPanel
    from roiapp.ui.window.workbench import Workbench


def charts_of(bench: Workbench) -> ChartPanel:
    """The panel of charts of a workbench, in its place. Loads pyqtgraph."""
    from roiapp.ui.panel.chart_panel import ChartPanel

    menu = [bench.actions_.action[id_] for id_ in CHART_MENU]
    panel = ChartPanel(bench.model, bench.theme, bench.chart_place, chosen=bench.chosen_chart, menu=menu)
    bench.commands.charts.panel = panel
    _fill(bench.chart_place, panel)

    def enlarge(whole: bool) -> None:
        bench.sheet_place.setVisible(not whole)
        bench.below.enlarge(whole)

    panel.noticed.connect(bench.say)
    panel.enlarge_requested.connect(enlarge)
    panel.chart_chosen.connect(lambda id_: setattr(bench, "chosen_chart", id_))
    panel.drawn_changed.connect(bench.refresh_actions)
    ChartLinks(panel, bench.model, bench.grid, bench.over_time)
    return panel


def findings_of(bench: Workbench) -> FindingsPanel:
    """The panel of findings of a workbench, in its place."""
    panel = FindingsPanel(FindingWatch(bench.model, bench), bench.theme, bench.below.findings)
    answers = bench.commands.answers
    answers.panel, answers.toggle_room = panel, bench.below.toggle
    _fill(bench.below.findings, panel)
    panel.asked.connect(answers.show_me)
    return panel


def _fill(place: QWidget, panel: QWidget) -> None:
    layout = QVBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(panel)
