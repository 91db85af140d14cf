"""By what the charts are, in a real panel: the button, its menu by keys, marks that lead to channels and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.analysis.statistics import load
from roiapp.core.channel_edits import SetChannel
from roiapp.core.worksheet import build
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.panel.chart_records import CHARTS


@pytest.fixture
def model(qapp: QApplication) -> Iterator[SessionModel]:
    load()
    made = SessionModel()
    made.open(build(
        ["Local SEO", "Google text ads", "Radio"],
        {"spend": [2400, 4200, 3400], "visits": [900, 800, None], "leads": [90, 80, 20], "customers": [54, 38, 8],
         "revenue_per_sale": [460, 480, 520], "gross_margin": [0.46, 0.45, 0.4], "goal_customers": [60, 40, 10]},
    ), None)  # fmt: skip
    yield made
    made.deleteLater()


@pytest.fixture
def panel(qtbot: QtBot, model: SessionModel, light_theme: Theme) -> ChartPanel:
    made = ChartPanel(model, light_theme)
    qtbot.addWidget(made)
    made.resize(900, 305)
    made.show()
    return made


def group(model: SessionModel) -> None:
    model.apply(SetChannel("group", ((0, "Online"), (1, "Online"), (2, "Offline"))))


def names(panel: ChartPanel) -> list[str]:
    return [bar.name for bar in panel.chart.content.bars]


def choose(panel: ChartPanel, steps: int) -> None:
    """Open the menu with the space key and go down so many entries."""
    picker = panel.rows_picker

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in range(steps):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    picker.setFocus()
    QTimer.singleShot(50, pick)
    QTest.keyClick(picker, Qt.Key.Key_Space)


def test_it_shows_once_channels_have_groups(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    assert not panel.rows_picker.isVisibleTo(panel)
    group(model)
    qtbot.waitUntil(lambda: panel.rows_picker.isVisibleTo(panel))
    assert panel.rows_picker.text() == "By channel"
    assert names(panel) == ["Local SEO", "Google text ads", "Radio"]


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_by_group_by_keys_and_back(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    group(model)
    qtbot.waitUntil(lambda: panel.rows_picker.isVisibleTo(panel))
    choose(panel, 2)
    assert panel.rows_picker.by == "group"
    assert names(panel) == ["Online", "Offline"]
    assert panel.rows_picker.text() == "By group"
    model.undo()  # no groups any more: the charts are by channel, and by group again once there are
    qtbot.waitUntil(lambda: len(names(panel)) == 3)
    model.redo()
    qtbot.waitUntil(lambda: names(panel) == ["Online", "Offline"])
    choose(panel, 1)
    assert names(panel) == ["Local SEO", "Google text ads", "Radio"]


def test_a_mark_leads_to_the_first_channel_and_a_channel_to_its_mark(
    panel: ChartPanel, model: SessionModel, qtbot: QtBot
) -> None:
    group(model)
    panel.rows_picker.choose("group")
    found: list[int] = []
    panel.channel_selected.connect(found.append)
    panel.chart.channel_selected.emit(1)
    panel.chart.channel_selected.emit(0)
    assert found == [2, 0]
    assert [panel.rows_picker.place(channel) for channel in (0, 1, 2, None)] == [0, 0, 1, None]
    panel.highlight(1)
    qtbot.wait(80)
    panel.grab()


@pytest.mark.parametrize("chart", [record.id for record in CHARTS])
def test_every_chart_is_drawn_by_group(panel: ChartPanel, model: SessionModel, qtbot: QtBot, chart: str) -> None:
    group(model)
    panel.rows_picker.choose("group")
    panel.show_chart(chart)
    qtbot.waitUntil(lambda: panel.rows_picker.isVisibleTo(panel))
    assert panel.drawn
    panel.highlight(2)
    qtbot.wait(80)
    assert not panel.grab().isNull()
