"""Own fields and metrics in the window: columns, cards and charts as of any other, and nothing left of them."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roiapp.analysis.statistics import load
from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.own_edits import SetOwn
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REJECTIONS
from roiapp.ui.model.explained import explained
from roiapp.ui.window.main_window import MainWindow
from tests.core.own_documents import FIELDS, METRICS


def ids(window: MainWindow) -> list[str]:
    return [column.id for column in window.bench.grid.model.columns]


def labels(window: MainWindow) -> list[str]:
    return [column.record.label for column in window.bench.grid.model.columns]


@pytest.fixture
def owning(window: MainWindow) -> MainWindow:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    window.bench.model.apply(SetOwn(FIELDS, METRICS))
    return window


def test_they_are_columns_like_any_other(owning: MainWindow, qtbot: QtBot) -> None:
    assert {each.id for each in (*FIELDS, *METRICS)} <= set(ids(owning))
    model, grid = owning.bench.model, owning.bench.grid
    session = model.session
    assert session is not None
    grid.go_to(0, "store_visits")
    period = model.view.periods[0] if model.view else 0
    model.apply(SetCells.one("store_visits", period, 0, 40.0))
    assert model.figures is not None
    assert model.figures.value("store_visits", 0) == 40.0
    grid.go_to(0, "cost_per_store_visit")
    qtbot.wait(120)
    said = explained(model, 0, "cost_per_store_visit")
    assert "Cost per store visit" in said.title
    assert "Store visits" in "".join(piece.text for piece in said.pieces)


def test_another_label_is_seen_at_once(owning: MainWindow) -> None:
    sheet = owning.bench.model.worksheet
    assert sheet is not None
    owning.bench.model.apply(SetOwn.adding(sheet, FIELDS[0]._replace(label="Guests", unit="hours")))
    assert "Guests" in labels(owning)
    assert "Store visits" not in labels(owning)


def test_cards_and_charts_show_them_and_let_go_of_them(owning: MainWindow, qtbot: QtBot) -> None:
    load()
    model, bench = owning.bench.model, owning.bench
    bench.show_charts()
    panel = bench.commands.charts.panel
    assert panel is not None
    qtbot.waitUntil(panel.isVisible)
    model.apply(SetCells.many("store_visits", [(0, 0, 40.0), (0, 1, 20.0)]))
    model.apply(SetSettings.of(cards=("cost_per_store_visit", "store_visits", "roi")))
    qtbot.waitUntil(lambda: bench.cards.cards[0].content.label == "Cost per store visit")
    QTest.qWait(0)
    panel.tabs.buttons["trend"].click()
    bench.grid.go_to(0, "cost_per_store_visit")
    assert panel.chart.content.metric == "cost_per_store_visit"
    over_time = bench.over_time
    over_time.show("store_visits")
    model.apply(SetOwn((), ()))
    QTest.qWait(150)
    assert not {each.id for each in (*FIELDS, *METRICS)} & set(ids(owning))
    assert bench.cards.cards[0].content.label == "ROI on gross profit"
    for _ in range(4):
        model.undo()
        QTest.qWait(60)
    for _ in range(4):
        model.redo()
        QTest.qWait(60)


def test_records_come_and_go_under_the_window(window: MainWindow, qtbot: QtBot) -> None:
    model = window.bench.model
    sheet = model.worksheet
    assert sheet is not None
    model.apply(SetSettings.of(blocks=("core", "qualified")))
    period = sheet.periods[model.view.periods[0] if model.view else 0].key
    row = REJECTIONS.row(period=period, channel=sheet.keys[0], reason="no budget", count=4.0)
    model.apply(SetRecords("rejections", (row, row)))
    window.bench.grid.go_to(0, "rejected")
    QTest.qWait(150)
    assert model.figures is not None
    assert model.figures.value("rejected", 0) == 8.0
    model.undo()
    assert model.figures.value("rejected", 0) is None
