"""Charts that follow the worksheet: the funnel of the selected channel, the trend of the active column, going to a
period by a click."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roiapp.analysis.chart_parts import ChartContent, Wanted
from roiapp.analysis.statistics import load
from roiapp.core.edits import SetCells
from roiapp.core.results import Figures
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.window.main_window import MainWindow


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> ChartPanel:
    load()
    window.bench.show_charts()
    found = window.bench.commands.charts.panel
    assert found is not None
    qtbot.waitUntil(found.isVisible)
    return found


def show(panel: ChartPanel, id_: str) -> Any:
    """Click a chart's tab; the chart's content."""
    QTest.mouseClick(panel.tabs.buttons[id_], Qt.MouseButton.LeftButton)
    assert panel.record.id == id_
    return panel.chart.content


def choose(panel: ChartPanel, text: str) -> None:
    panel.choice_menu.aboutToShow.emit()
    next(action for action in panel.choice_menu.actions() if action.text() == text).trigger()


def test_the_funnel_of_all_channels_and_of_the_selected_one(panel: ChartPanel, window: MainWindow) -> None:
    assert show(panel, "funnel").title == "Funnel of all channels, Sep 2026"
    choose(panel, "The selected channel")
    window.bench.grid.go_to(2, "leads")
    assert panel.chart.content.title == "Funnel of Radio & TV, Sep 2026"
    assert panel.chart.content.blank == ("Visits",)
    window.bench.grid.go_to(1, "leads")
    assert [stage.field for stage in panel.chart.content.stages] == ["visits", "leads", "customers"]
    choose(panel, "All channels")
    assert panel.chart.content.channel is None


def test_the_trend_follows_the_active_column_and_channel(panel: ChartPanel, window: MainWindow) -> None:
    show(panel, "trend")
    window.bench.grid.go_to(0, "cac")
    assert panel.chart.content.metric == "cac"
    assert [line.name for line in panel.chart.content.lines] == ["All channels", "Local SEO"]
    window.bench.grid.go_to(1, "leads")
    assert panel.chart.content.metric == "leads"
    assert [line.name for line in panel.chart.content.lines] == ["All channels", "Google text ads"]
    choose(panel, "ROI")
    window.bench.grid.go_to(1, "spend")
    assert panel.chart.content.metric == "roi"
    choose(panel, "The active column")
    assert panel.chart.content.metric == "spend"


def test_the_first_picture_follows_the_cell_that_is_active_already(window: MainWindow, qtbot: QtBot) -> None:
    load()
    window.bench.grid.go_to(2, "customers")
    found = window.bench.show_charts()
    assert isinstance(found, ChartPanel)
    qtbot.waitUntil(found.isVisible)
    content = show(found, "trend")
    assert content.metric == "customers"
    assert [line.name for line in content.lines] == ["All channels", "Radio & TV"]
    assert found.chart.selected == 2


def test_several_selected_channels_stand_out_together(panel: ChartPanel, window: MainWindow, qtbot: QtBot) -> None:
    show(panel, "trend")
    window.bench.grid.go_to(0, "leads")
    table = window.bench.grid.table
    table.setFocus()
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(panel.chart.content.lines) == 4)
    assert [line.name for line in panel.chart.content.lines[1:]] == ["Local SEO", "Google text ads", "Radio & TV"]
    QTest.keyClick(table, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: len(panel.chart.content.lines) == 2)


def test_a_click_on_a_point_goes_to_its_period_and_channel(panel: ChartPanel, window: MainWindow) -> None:
    show(panel, "trend")
    window.bench.grid.go_to(1, "leads")
    behind = next(i for i, line in enumerate(panel.chart.places.lines) if line.name == "Local SEO")
    place = panel.chart.places.points[behind][2]
    QTest.mouseClick(
        panel.chart.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(place.x()), round(place.y()))
    )
    model = window.bench.model
    assert model.view is not None
    assert model.view.text() == "Jun 2026"
    assert window.bench.grid.current_figure() == (0, "leads")
    assert [line.name for line in panel.chart.content.lines] == ["All channels", "Local SEO"]


def test_over_time_a_click_on_a_point_goes_to_the_column_of_its_period(
    panel: ChartPanel, window: MainWindow, qtbot: QtBot
) -> None:
    bench = window.bench
    bench.grid.go_to(1, "leads")
    bench.over_time.show("leads")
    content = show(panel, "trend")
    assert content.metric == "leads"
    own = next(i for i, line in enumerate(panel.chart.places.lines) if line.name == "Google text ads")
    place = panel.chart.places.points[own][1]
    QTest.mouseClick(
        panel.chart.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(place.x()), round(place.y()))
    )
    assert bench.over_time.active
    assert bench.grid.current_figure() == (1, "leads")
    view = bench.grid.current_view()
    assert view is not None
    assert view.text() == "May 2026"


def test_a_click_in_the_chart_of_customer_cost_goes_to_that_column(panel: ChartPanel, window: MainWindow) -> None:
    content = show(panel, "cac")
    assert next(bar.name for bar in content.bars) == "Local SEO"
    middle = panel.chart.places.rows()[1].middle
    QTest.mouseClick(panel.chart.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, middle))
    channel, column = window.bench.grid.current_figure()
    assert (channel, column) == (content.bars[1].channel, "cac")


def test_edits_are_drawn_at_once(panel: ChartPanel, window: MainWindow, qtbot: QtBot) -> None:
    before = show(panel, "cac").bars
    model = window.bench.model
    with qtbot.waitSignal(model.frame):
        model.apply(SetCells.one("customers", 5, 0, 0.0))
    after = panel.chart.content.bars
    assert [bar for bar in before if bar.channel == 0 and bar.value is not None]
    waiting = next(bar for bar in after if bar.channel == 0)
    assert waiting.value is None
    assert waiting.low is not None


def test_an_entry_is_painted_before_the_chart_is_worked_out(
    panel: ChartPanel, window: MainWindow, qtbot: QtBot
) -> None:
    order: list[str] = []
    record = panel.record

    def content(figures: Figures, wanted: Wanted) -> ChartContent:
        order.append("chart")
        return record.content(figures, wanted)

    class Paints(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                order.append("cells")
            return False

    panel._record = replace(record, content=content)
    table = window.bench.grid.table
    paints = Paints(window)
    table.viewport().installEventFilter(paints)
    table.go_to(0, 1)
    QTest.keyClick(table, "7")
    qtbot.waitUntil(lambda: "cells" in order)
    order.clear()
    QTest.keyClick(table.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "chart" in order)
    assert "cells" in order[: order.index("chart")]


def test_a_chart_that_is_asked_for_is_the_one_of_now(panel: ChartPanel, window: MainWindow) -> None:
    before = show(panel, "cac").bars
    window.bench.model.apply(SetCells.one("spend", 5, 0, 99_000.0))
    window.bench.model.frames.draw()  # as at the end of the frame; the chart would follow a moment later
    assert panel.chart.content.bars != before


@pytest.mark.parametrize("id_", ["funnel", "trend", "cac"])
def test_copied_as_a_picture_and_drawn_in_dark(panel: ChartPanel, window: MainWindow, id_: str) -> None:
    from PySide6.QtGui import QGuiApplication

    show(panel, id_)
    panel.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2 * panel.chart.width()
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 9)}
    assert len(seen) > 5


def test_without_figures_each_says_what_to_type(panel: ChartPanel, window: MainWindow, qtbot: QtBot) -> None:
    from roiapp.core.worksheet import build

    model = window.bench.model
    with qtbot.waitSignal(model.frame):
        model.open(build(["A"], {}), None)
    for id_, begins in (("funnel", "Type visits"), ("trend", "Nothing is known"), ("cac", "Type spend and customers")):
        QTest.mouseClick(panel.tabs.buttons[id_], Qt.MouseButton.LeftButton)
        assert panel.placeholder.isVisible()
        assert panel.placeholder.text().startswith(begins)
