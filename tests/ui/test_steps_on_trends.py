"""Steps taken in the window's trend: noted in their table, flagged, told by keys with what became of it, taken back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roiapp.analysis.statistics import load
from roiapp.charts.trend import Trend
from roiapp.core.periods import base_view, month
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.window.main_window import MainWindow
from tests.ui.test_reports import table


def test_a_step_is_flagged_told_and_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    """Search: 4 % of 2,000 visits before April, 8 % of 2,000 after it."""
    columns = {
        "visits": [[1000, 500]] * 5, "leads": [[each, 25] for each in (40, 40, 60, 80, 80)],
    }  # fmt: skip
    sheet = build(["Search", "Other"], columns, [month(2026, number, number) for number in range(2, 7)])
    bench = window.bench
    bench.commands.documents.show(Session.new(sheet, as_of=date(2026, 12, 1)))
    bench.model.set_view(base_view(sheet.periods, 4))
    bench.show_charts()
    load()
    bench.model.set_ranges_ready()
    panel = bench.commands.charts.panel
    assert panel is not None
    panel.show_chart("trend")
    bench.grid.go_to(0, "conversion_rate")
    qtbot.waitUntil(lambda: isinstance(panel.chart, Trend) and panel.chart.content.metric == "conversion_rate")
    trend = panel.chart
    assert isinstance(trend, Trend)
    assert trend.content.marks == ()
    shown = table(window, "steps_taken")
    for column, text in enumerate(("2026-04-10", "Search", "Conversion rate", "New form")):
        assert shown.rows.setData(shown.rows.index(0, column), text)
    shown.close()
    said = "Step taken on Apr 10, 2026 (Search, Conversion rate). It worked: New form."
    qtbot.waitUntil(lambda: [mark.text for mark in trend.content.marks] == [said])
    assert trend.view.accessibleDescription().endswith(said)
    trend.view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(trend.view, key)
    assert trend.current is not None
    assert trend.words(trend.current).split("\n")[0] == "Apr 2026"
    assert trend.words(trend.current).endswith(f"\n{said}")
    bench.grid.go_to(1, "conversion_rate")
    qtbot.waitUntil(lambda: trend.content.marks == ())
    bench.grid.go_to(0, "conversion_rate")
    qtbot.waitUntil(lambda: len(trend.content.marks) == 1)
    for _ in range(2):
        bench.model.undo()
    qtbot.waitUntil(lambda: trend.content.marks == ())
