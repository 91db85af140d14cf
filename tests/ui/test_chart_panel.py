"""The panel of charts: what it shows when, what it leaves out, and its buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.analysis.chart_parts import ChartContent, LeftOut, Wanted
from roiapp.analysis.roi_chart import RoiBar, RoiChart
from roiapp.analysis.statistics import load
from roiapp.core.edits import SetCells
from roiapp.core.results import Figures
from roiapp.core.units import NumberFormat
from roiapp.core.worksheet import Worksheet, build
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.panel import chart_panel
from roiapp.ui.panel.chart_note import left_out
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.panel.chart_records import CHARTS, ChartRecord
from roiapp.ui.panel.chart_tabs import ChartTabs

DOLLARS = NumberFormat("en", "USD")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


def sheet(**changes: Any) -> Worksheet:
    columns: dict[str, Any] = {
        "spend": [2400, 4200, 3400], "customers": [54, 38, 8], "revenue_per_sale": [460, 480, 520],
        "gross_margin": [0.46, 0.45, None],
    }  # fmt: skip
    return build(["Local SEO", "Google text ads", "Radio"], {**columns, **changes})


@pytest.fixture
def model(qapp: QApplication) -> Iterator[SessionModel]:
    load()
    made = SessionModel()
    yield made
    made.deleteLater()


@pytest.fixture
def panel(qtbot: QtBot, model: SessionModel, theme: Theme) -> ChartPanel:
    made = ChartPanel(model, theme)
    qtbot.addWidget(made)
    made.resize(900, 305)
    made.show()
    return made


def test_before_a_document_is_open(panel: ChartPanel) -> None:
    assert panel.placeholder.isVisible()
    assert not panel.copy_button.isEnabled()
    panel.grab()


def test_the_chart_of_the_view(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.frame):
        model.open(sheet(), None)
    assert panel.chart.isVisible()
    assert [bar.name for bar in panel.chart.content.bars] == ["Local SEO", "Google text ads"]
    assert [bar.verdict for bar in panel.chart.content.bars] == ["above", "above"]
    assert panel.note.text == "Radio: Margin missing"


def test_it_follows_edits_once_a_frame(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.frame):
        model.open(sheet(), None)
    with qtbot.waitSignal(model.frame):
        model.apply(SetCells.one("gross_margin", 0, 2, 0.4))
        model.apply(SetCells.one("customers", 0, 1, 2.0))
        assert len(panel.chart.content.bars) == 2
    assert [bar.name for bar in panel.chart.content.bars] == ["Local SEO", "Radio", "Google text ads"]
    assert panel.note.text == ""


def test_nothing_to_draw_says_what_to_type(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.frame):
        model.open(sheet(gross_margin=[None] * 3), None)
    assert panel.placeholder.isVisible()
    assert panel.placeholder.text().startswith("ROI is judged on gross profit, so one thing is missing: the margin.")
    assert panel.note.text == ""  # the sentence in its place has said it


def test_nothing_to_draw_in_an_empty_document(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    blank: list[float | None] = [None] * 3
    with qtbot.waitSignal(model.frame):
        model.open(sheet(spend=blank, customers=blank, revenue_per_sale=blank, gross_margin=blank), None)
    assert panel.placeholder.text().startswith("Type spend, customers, revenue per sale and margin")


def test_a_hidden_panel_draws_when_it_is_shown(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    panel.hide()
    with qtbot.waitSignal(model.frame):
        model.open(sheet(), None)
    assert panel.chart.content.bars == ()
    panel.show()
    assert len(panel.chart.content.bars) == 2


def test_very_many_channels_wait_for_a_pause(
    panel: ChartPanel, model: SessionModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart_panel, "_MANY", 2)
    with qtbot.waitSignal(model.frame):
        model.open(sheet(), None)
    assert panel.chart.content.bars == ()
    qtbot.waitUntil(lambda: len(panel.chart.content.bars) == 2)


def test_choosing_a_row_and_marking_one(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.frame):
        model.open(sheet(), None)
    with qtbot.waitSignal(panel.channel_selected) as caught:
        panel.chart.select(1)
    assert caught.args == [1]
    panel.highlight(0)
    assert panel.chart.selected == 0


def test_copy_and_enlarge(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.frame):
        model.open(sheet(), None)
    with qtbot.waitSignal(panel.noticed):
        panel.copy_button.click()
    assert QGuiApplication.clipboard().image().width() == 2 * panel.chart.width()
    with qtbot.waitSignal(panel.enlarge_requested) as caught:
        panel.enlarge_button.click()
    assert caught.args == [True]


# -- tabs ------------------------------------------------------------------------------------------------------------


def open_small(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.frame):
        model.open(sheet(), None)


def test_a_tab_shows_its_chart_and_only_that_is_worked_out(
    panel: ChartPanel, model: SessionModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_small(panel, model, qtbot)
    roi = panel.chart
    asked: list[str] = []
    for record in CHARTS:

        def content(figures: Figures, wanted: Wanted, record: ChartRecord = record) -> ChartContent:
            asked.append(record.id)
            return record.content(figures, wanted)

        monkeypatch.setitem(panel._records, record.id, replace(record, content=content))
    with qtbot.waitSignal(panel.chart_chosen) as caught:
        QTest.mouseClick(panel.tabs.buttons["spend_return"], Qt.MouseButton.LeftButton)
    assert caught.args == ["spend_return"]
    assert panel.chart.isVisible()
    assert not roi.isVisible()
    with qtbot.waitSignal(model.frame):
        model.apply(SetCells.one("customers", 0, 1, 2.0))
    qtbot.waitUntil(lambda: len(asked) > 1)
    assert asked == ["spend_return", "spend_return"]


def test_keys_lead_from_tab_to_tab(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    open_small(panel, model, qtbot)
    panel.activateWindow()
    ids = [record.id for record in CHARTS]
    panel.tabs.buttons[ids[0]].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.tabs.buttons[ids[0]], Qt.Key.Key_Right)
    assert panel.record.id == ids[1]
    assert panel.tabs.buttons[ids[1]].hasFocus()
    QTest.keyClick(panel.tabs.buttons[ids[1]], Qt.Key.Key_Home)
    assert panel.record.id == ids[0]
    QTest.keyClick(panel.tabs.buttons[ids[0]], Qt.Key.Key_Left)
    assert panel.record.id == ids[-1]
    panel.chart.view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.chart.view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert panel.record.id == ids[0]
    assert panel.chart.view.hasFocus()
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(panel.chart.view, Qt.Key.Key_Backtab, control_shift)
    assert panel.record.id == ids[-1]


def test_tabs_without_room_are_in_a_menu_and_the_chosen_one_is_always_seen(qtbot: QtBot, theme: Theme) -> None:
    names = ["ROI by channel", "Spend vs return", "Funnel", "Trend", "CAC vs LTV", "Shares"]
    tabs = ChartTabs([(name, name) for name in names], theme)
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.resize(tabs.sizeHint())
    assert all(button.isVisible() for button in tabs.buttons.values())
    assert not tabs.more.isVisible()
    tabs.resize(260, 36)
    seen = [name for name, button in tabs.buttons.items() if button.isVisible()]
    assert seen == names[:2]
    assert all(tabs.rect().contains(tabs.buttons[name].geometry()) for name in seen)
    assert tabs.rect().contains(tabs.more.geometry())
    tabs.menu.aboutToShow.emit()
    assert [action.text() for action in tabs.menu.actions()] == names[2:]
    with qtbot.waitSignal(tabs.chosen) as caught:
        tabs.menu.actions()[-1].trigger()
    assert caught.args == ["Shares"]
    assert tabs.buttons["Shares"].isVisible()
    tabs.resize(tabs.minimumSizeHint())
    assert [name for name, button in tabs.buttons.items() if button.isVisible()] == ["Shares"]


def test_a_selected_channel_is_marked_in_every_chart(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    open_small(panel, model, qtbot)
    panel.highlight(1)
    for record in CHARTS:
        panel.show_chart(record.id)
        assert panel.chart.selected == 1


def test_choices_are_offered_and_kept_by_chart(
    panel: ChartPanel, model: SessionModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_small(panel, model, qtbot)
    assert not panel.choice_button.isVisible()
    wanted: list[Wanted] = []

    def content(figures: Figures, asked: Wanted) -> ChartContent:
        wanted.append(asked)
        return CHARTS[1].content(figures, asked)

    offered = replace(
        CHARTS[1],
        content=content,
        choices=lambda _figures: (("cac", "CAC"), ("roi", "ROI & more")),
        follows_channel=True,
    )
    monkeypatch.setitem(panel._records, CHARTS[1].id, offered)
    panel.show_chart(CHARTS[1].id)
    assert panel.choice_button.isVisible()
    assert panel.choice_button.text() == "CAC"
    panel.choice_menu.aboutToShow.emit()
    assert [action.isChecked() for action in panel.choice_menu.actions()] == [True, False]
    panel.choice_menu.actions()[1].trigger()
    panel.highlight(2)
    qtbot.waitUntil(lambda: len(wanted) > 2)
    assert wanted == [Wanted("cac", None), Wanted("roi", None), Wanted("roi", 2)]
    assert panel.choice_button.text() == "ROI & more"
    panel.show_chart(CHARTS[0].id)
    assert not panel.choice_button.isVisible()


# -- room and clipboard ----------------------------------------------------------------------------------------------


def test_a_double_click_enlarges_and_escape_leads_back(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    open_small(panel, model, qtbot)
    panel.activateWindow()
    asked: list[bool] = []
    panel.enlarge_requested.connect(asked.append)
    QTest.mouseDClick(panel.chart.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert panel.chart.view.hasFocus()
    QTest.keyClick(panel.chart.view, Qt.Key.Key_Escape)
    assert asked == [True, False]
    QTest.keyClick(panel.chart.view, Qt.Key.Key_Escape)
    assert asked == [True, False]


def test_copying_with_the_keyboard(panel: ChartPanel, model: SessionModel, qtbot: QtBot) -> None:
    open_small(panel, model, qtbot)
    panel.show_chart("shares")
    with qtbot.waitSignal(panel.noticed):
        QTest.keyClick(panel.chart.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image() == panel.chart.picture()


def test_dark(panel: ChartPanel, model: SessionModel, theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.frame):
        model.open(sheet(), None)
    theme.set_mode("dark")
    assert panel.chart.grab().toImage().pixelColor(5, 130).name().upper() == theme.tokens.surface
    theme.set_mode("light")


def test_what_is_left_out_in_words() -> None:
    bar = RoiBar(0, "A", 1.0, None, None, "unknown")
    many = tuple(LeftOut(i, f"Channel {i}", "Spend missing") for i in range(20))
    assert left_out(RoiChart((bar,)), DOLLARS) == ("", "")
    line, details = left_out(RoiChart((bar,), unknown=many, unknown_count=20), DOLLARS)
    assert line == "Not in the chart: Channel 0, Channel 1, Channel 2 and 17 others"
    assert details.splitlines()[0] == "Channel 0: Spend missing"
    assert details.splitlines()[-1] == "and 8 more"
    assert left_out(RoiChart((bar,), undrawn=5), DOLLARS)[0] == "Only the 1 channel that costs most is drawn."
