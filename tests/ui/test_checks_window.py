"""Everything to check: in one list by kind, gone about by F8, put right with a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells
from roiapp.ui.commands import check_commands
from roiapp.ui.lists.checks_window import ChecksWindow
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages

SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown(window: MainWindow) -> ChecksWindow:
    window.bench.actions_.action["checks"].trigger()
    (found,) = window.findChildren(ChecksWindow)
    return found


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers or Qt.KeyboardModifier.NoModifier)


def here(window: MainWindow) -> tuple[int | None, str | None, tuple[int, ...]]:
    view = window.bench.model.view
    assert view is not None
    return (*window.bench.grid.current_figure(), view.periods)


def button(checks: ChecksWindow, text: str) -> QPushButton:
    return next(each for each in checks.buttons() if each.text() == text)


def test_the_list_has_all_periods_by_kind_and_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    checks = shown(window)
    head, *rows = checks.rows.rows
    assert (head.text, head.where) == ("More than the step before it", "6")
    assert rows[0].where == "Local print · Customers · Sep 2026"
    assert rows[-1].where == "Local print · Customers · Apr 2026"
    assert checks.heading.text() == "6 cells to check, in all periods."
    checks.view.setFocus()
    qtbot.keyClick(checks.view, Qt.Key.Key_End)
    qtbot.keyClick(checks.view, Qt.Key.Key_Return)
    assert here(window) == (3, "customers", (0,))
    checks.close()


def test_a_click_puts_right_and_undo_takes_it_back(window: MainWindow, qtbot: QtBot) -> None:
    model = window.bench.model
    model.apply(SetCells.one("spend", 5, 1, None))
    checks = shown(window)
    warning = next(row.what for row in checks.rows.rows if row.where == "Google text ads · Spend · Sep 2026")
    checks.choose(warning)
    qtbot.mouseClick(button(checks, "It cost nothing: type 0"), Qt.MouseButton.LeftButton)
    assert model.worksheet is not None
    assert model.worksheet.value("spend", 5, 1) == 0
    assert here(window) == (1, "spend", (5,))
    qtbot.waitUntil(lambda: all("Spend · Sep" not in row.where for row in checks.rows.rows))
    model.undo()
    qtbot.waitUntil(lambda: any("Spend · Sep" in row.where for row in checks.rows.rows))
    checks.close()


def test_what_is_no_warning_any_more_is_left_alone(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    model = window.bench.model
    model.apply(SetCells.one("spend", 5, 1, None))
    checks = shown(window)
    checks.choose(next(row.what for row in checks.rows.rows if "Spend · Sep" in row.where))
    model.apply(SetCells.one("spend", 5, 1, 7.0))
    qtbot.mouseClick(button(checks, "It cost nothing: type 0"), Qt.MouseButton.LeftButton)
    assert model.worksheet is not None
    assert model.worksheet.value("spend", 5, 1) == 7
    assert messages.said[-1][1] == "That has changed meanwhile."
    checks.close()


def test_f8_goes_round_through_all_periods(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.model.apply(SetCells.one("spend", 2, 0, None))
    bench.grid.setFocus()
    bench.grid.go_to(0, "spend")
    visited = []
    for _ in range(8):
        press(qtbot, window, Qt.Key.Key_F8)
        visited.append(here(window))
    last = (3, "customers", (5,))
    assert visited[0] == last
    assert visited[1:4] == [(3, "customers", (0,)), (3, "customers", (1,)), (0, "spend", (2,))]
    assert visited[7] == last
    press(qtbot, window, Qt.Key.Key_F8, SHIFT)
    assert here(window) == (3, "customers", (4,))


def test_nothing_to_check_is_said(window: MainWindow, qtbot: QtBot, messages: RecordedMessages) -> None:
    bench = window.bench
    bench.model.apply(SetCells.many("customers", [(period, 3, 0.0) for period in range(6)]))
    checks = shown(window)
    qtbot.waitUntil(lambda: not checks.rows.rows)
    assert checks.empty.isVisible()
    assert not checks.view.isVisible()
    checks.close()
    bench.grid.setFocus()
    press(qtbot, window, Qt.Key.Key_F8)
    assert messages.said[-1][1] == "There is nothing to check."


def test_the_status_bar_leads_to_the_list(window: MainWindow, qtbot: QtBot) -> None:
    status = window.bench.status
    qtbot.waitUntil(lambda: bool(status.check_text))
    status.grab()
    qtbot.mouseClick(status, Qt.MouseButton.LeftButton, pos=status._list_area.center())
    (found,) = window.findChildren(ChecksWindow)
    found.close()


def test_the_menu_of_a_marked_cell_begins_with_what_puts_it_right(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.go_to(1, "spend")
    bench.model.apply(SetCells.one("spend", 5, 1, None))
    qtbot.waitUntil(lambda: bool(bench.model.warnings_at(1, "spend")))
    menu = bench.grid_menus.ready("cells")
    texts = [action.text() for action in menu.actions()]
    assert texts[:3] == ["It cost nothing: type 0", "Note why…", ""]
    menu.actions()[0].trigger()
    assert bench.model.worksheet is not None
    assert bench.model.worksheet.value("spend", 5, 1) == 0
    qtbot.waitUntil(lambda: not bench.model.warnings_at(1, "spend"))
    bench.grid_menus.ready("cells")
    assert "Note why…" not in [action.text() for action in menu.actions()]


def test_many_cells_are_searched_while_the_list_shows(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_commands, "_AT_ONCE", 0)
    checks = shown(window)
    assert checks.empty.text() == "Searching all periods…"
    qtbot.waitUntil(lambda: len(checks.rows.rows) == 7)
    assert checks.view.isVisible()
    checks.close()


def test_the_arrow_keys_pass_over_headings(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.model.apply(SetCells.one("spend", 5, 1, None))
    checks = shown(window)
    heads = [row.text for row in checks.rows.rows if row.head]
    assert heads == ["More than the step before it", "Results without spend"]
    checks.view.setFocus()
    for _ in range(6):
        qtbot.keyClick(checks.view, Qt.Key.Key_Down)
    assert checks.view.currentIndex().row() == 8
    assert [each.text() for each in checks.buttons()] == ["Go there", "It cost nothing: type 0", "Note why…"]
    checks.close()
