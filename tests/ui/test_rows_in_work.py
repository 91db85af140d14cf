"""A row that is still being typed is not told what it lacks; once it is left and the typing has paused it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.worksheet import build
from roiapp.ui.lists.checks_window import ChecksWindow
from roiapp.ui.look.theme import Theme
from roiapp.ui.model import rows_in_work
from roiapp.ui.window.main_window import MainWindow
from tests.ui.grid_window import LEADS, ROI, SPEND, VISITS, Window, open_window

Key = Qt.Key
NAMES = ["Fairs", "Radio", "Leaflets", "Email"]


@pytest.fixture
def sheet(qtbot: QtBot, qapp: QApplication) -> Window:
    return open_window(qtbot, Theme(qapp, "light"), build(NAMES, {"spend": [None] * 4}))


def known(sheet: Window) -> set[tuple[int | None, str]]:
    """What the search has found, shown or not."""
    return {(warning.channel, warning.id) for warning in sheet.source._watch.known}


def corners(sheet: Window) -> list[int]:
    return sorted(sheet.model.marked(LEADS))


def found(sheet: Window, *channels: int) -> None:
    """Wait until the search has found that these lack results."""
    wanted = {(channel, "spend_without_results") for channel in channels}
    sheet.qtbot.waitUntil(lambda: not sheet.source._watch.searching and known(sheet) == wanted)
    QApplication.processEvents()


def short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_in_work, "PAUSE_MS", 30)


def test_spend_typed_down_the_rows_is_told_when_typing_has_paused(
    sheet: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet.go(0, SPEND)
    for amount in ("1200", "800", "300"):
        sheet.enter(amount)
    found(sheet, 0, 1, 2)
    assert corners(sheet) == []
    assert [sheet.model.warning(row, LEADS) for row in range(4)] == [""] * 4
    short_pause(monkeypatch)
    sheet.type("5")  # into the next row: the pause begins again with each key
    sheet.key(Key.Key_Escape)
    sheet.qtbot.waitUntil(lambda: corners(sheet) == [0, 1, 2])
    assert sheet.model.warning(1, LEADS) == "Radio has spend, but no leads or customers are typed."


def test_the_row_at_hand_is_told_when_it_was_left(sheet: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    short_pause(monkeypatch)
    sheet.go(0, SPEND)
    sheet.enter("1200")
    sheet.type("800")
    sheet.key(Key.Key_Tab)  # stays in the row of Radio
    sheet.qtbot.waitUntil(lambda: corners(sheet) == [0])
    found(sheet, 0, 1)
    sheet.qtbot.wait(100)  # more than the pause
    assert corners(sheet) == [0]
    sheet.key(Key.Key_Down)
    sheet.qtbot.waitUntil(lambda: corners(sheet) == [0, 1])


def test_what_is_completed_meanwhile_is_never_told(sheet: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[int]] = []
    columns = range(SPEND, ROI)
    sheet.model.marks_changed.connect(lambda: told.append([len(sheet.model.marked(column)) for column in columns]))
    sheet.go(0, SPEND)
    sheet.type("1200")
    sheet.key(Key.Key_Tab)
    found(sheet, 0)
    for figure in ("900", "90", "9", "460"):  # visits, leads, customers, revenue per sale
        sheet.type(figure)
        sheet.key(Key.Key_Tab)
    sheet.qtbot.waitUntil(lambda: known(sheet) == {(0, "margin_missing")})
    sheet.enter("45%")
    found(sheet)
    short_pause(monkeypatch)
    sheet.go(2, VISITS)
    sheet.type("1")
    sheet.key(Key.Key_Escape)
    sheet.qtbot.wait(100)
    assert [each for each in told if any(each)] == []


def test_what_was_told_before_stays_while_somebody_types_in_its_row(qtbot: QtBot, qapp: QApplication) -> None:
    sheet = open_window(qtbot, Theme(qapp, "light"), build(NAMES, {"spend": [100, None, None, None]}))
    sheet.qtbot.waitUntil(lambda: corners(sheet) == [0])
    sheet.go(0, SPEND)
    sheet.enter("1200")
    sheet.enter("800")
    found(sheet, 0, 1)
    assert corners(sheet) == [0]


def test_another_kind_of_slip_is_told_at_once(sheet: Window) -> None:
    sheet.go(0, LEADS)
    sheet.type("5")
    sheet.key(Key.Key_Tab)
    sheet.enter("9")
    sheet.qtbot.waitUntil(lambda: "more customers than leads" in sheet.model.warning(0, LEADS + 1))


def test_the_status_bar_waits_and_who_asks_is_told_of_all(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.model.open(build(NAMES, {"spend": [None] * 4}), None)
    qtbot.waitUntil(lambda: bench.status.check_text == "")
    table = bench.grid.table
    table.setFocus()
    table.go_to(1, SPEND)
    qtbot.keyClicks(table, "7")
    qtbot.keyClick(table.editor, Key.Key_Return)
    qtbot.waitUntil(lambda: len(bench.model._watch.known) == 1)
    QApplication.processEvents()
    assert bench.status.check_text == ""
    table.go_to(3, VISITS)
    qtbot.keyClick(table, Key.Key_F8)
    assert bench.status.check_text == "1 cell to check: Radio has spend, but no leads or customers are typed."
    assert table.current == (1, LEADS)


def test_the_list_of_all_has_them_at_once(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.model.open(build(NAMES, {"spend": [None] * 4}), None)
    qtbot.waitUntil(lambda: bench.status.check_text == "")
    table = bench.grid.table
    table.setFocus()
    table.go_to(1, SPEND)
    qtbot.keyClicks(table, "7")
    qtbot.keyClick(table.editor, Key.Key_Return)
    qtbot.keyClick(table, Key.Key_F8, Qt.KeyboardModifier.AltModifier)
    (shown,) = window.findChildren(ChecksWindow)
    assert shown.heading.text() == "1 cell to check, in all periods."
    assert bench.status.check_text == ""
    shown.close()


def test_the_last_rows_go_while_one_of_them_is_active(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.go_to(3, "spend")
    bench.grid.setFocus()
    bench.actions_.action["remove_channel"].trigger()
    assert bench.model.worksheet is not None
    assert len(bench.model.worksheet.keys) == 3
    bench.model.in_work.go_to(3)  # as the grid says it before its rows are read anew
    bench.model.undo()
    assert len(bench.model.worksheet.keys) == 4
