"""The charts in the window: saved, enlarged, chosen again at the next start, and tied to the grid's rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from roiapp import settings as settings_file
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages


@pytest.fixture
def panel(window: MainWindow) -> ChartPanel:
    made = window.bench.show_charts()
    assert isinstance(made, ChartPanel)
    QApplication.processEvents()
    return made


def test_before_there_are_charts_nothing_can_be_done_with_them(window: MainWindow) -> None:
    assert not window.bench.actions_.action["copy_chart"].isEnabled()
    window.bench.commands.charts.copy()
    window.bench.commands.charts.save_pdf()
    window.bench.commands.charts.enlarge()
    window.bench.show_charts()
    QApplication.processEvents()
    assert window.bench.actions_.action["copy_chart"].isEnabled()


@pytest.mark.parametrize(("action", "ending"), [("save_chart", ".png"), ("save_chart_pdf", ".pdf")])
def test_saving_the_chart(
    window: MainWindow, panel: ChartPanel, messages: RecordedMessages, tmp_path: Path, action: str, ending: str
) -> None:
    messages.place = tmp_path / f"chart{ending}"
    panel.show_chart("shares")
    window.bench.actions_.action[action].trigger()
    assert messages.suggested[-1].name == f"Brightwater, Share of spend against share of gross profit, Sep 2026{ending}"
    data = messages.place.read_bytes()
    assert data.startswith(b"%PDF-") if ending == ".pdf" else not QImage.fromData(data, "PNG").isNull()
    assert messages.said[-1] == ("notice", f"The chart was saved: chart{ending}")


def test_a_name_gets_its_ending_and_what_stands_there_stays(
    window: MainWindow, panel: ChartPanel, messages: RecordedMessages, tmp_path: Path
) -> None:
    messages.place = tmp_path / "chart"
    window.bench.actions_.action["save_chart"].trigger()
    assert (tmp_path / "chart.png").exists()
    (tmp_path / "chart.png").write_bytes(b"mine")
    window.bench.actions_.action["save_chart"].trigger()
    assert (tmp_path / "chart.png").read_bytes() == b"mine"
    assert messages.said[-1][0] == "error"


def test_a_folder_that_is_not_there_is_said(
    window: MainWindow, panel: ChartPanel, messages: RecordedMessages, tmp_path: Path
) -> None:
    messages.place = tmp_path / "nowhere" / "chart.png"
    window.bench.actions_.action["save_chart"].trigger()
    kind, text = messages.said[-1]
    assert kind == "error"
    assert text.startswith("Not saved: ")


def test_the_chart_takes_the_grids_room_and_gives_it_back(window: MainWindow, panel: ChartPanel) -> None:
    before = panel.height()
    QTest.keyClick(window, Qt.Key.Key_F11)
    QApplication.processEvents()
    assert not window.bench.grid.isVisible()
    assert panel.height() > before * 1.8
    assert panel.chart.view.hasFocus()
    QTest.keyClick(panel.chart.view, Qt.Key.Key_Escape)
    assert window.bench.grid.isVisible()


def test_a_row_of_the_grid_and_a_bubble_follow_each_other(window: MainWindow, panel: ChartPanel) -> None:
    panel.show_chart("spend_return")
    window.bench.grid.go_to(2, "spend")
    assert panel.chart.selected == 2
    spot = next(spot for spot in panel.chart.places.spots if spot.bubble.channel == 0)
    middle = QPoint(round(spot.x), round(spot.y))
    QTest.mouseClick(panel.chart.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert window.bench.grid.current_channel() == 0


def test_a_right_click_brings_up_what_can_be_done(
    window: MainWindow, panel: ChartPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QPoint] = []
    monkeypatch.setattr(panel.menu, "popup", shown.append)  # a real one grabs the keyboard, which offscreen cannot
    at = panel.chart.view.mapTo(window, QPoint(200, 60))
    view = panel.chart.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, view.mapFrom(window, at), window.mapToGlobal(at))
    QApplication.sendEvent(view, event)
    assert shown == [window.mapToGlobal(at)]
    assert [action.objectName() for action in panel.menu.actions()] == [
        "copy_chart", "save_chart", "save_chart_pdf", "enlarge_chart",
    ]  # fmt: skip


def test_the_chosen_chart_is_kept_for_the_next_start(window: MainWindow, panel: ChartPanel) -> None:
    panel.show_chart("shares")
    window._may_close = True
    window.close()
    assert settings_file.load().chart == "shares"


def test_an_unknown_chart_in_the_settings_is_the_first(window: MainWindow) -> None:
    window.bench.chosen_chart = "of another version"
    panel = window.bench.show_charts()
    assert isinstance(panel, ChartPanel)
    assert panel.record.id == "roi"
