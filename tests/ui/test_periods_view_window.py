"""One figure over time in the window: the switch, the line above the grid, tabs, cards, explanation and actions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells
from roiapp.core.periods import month
from roiapp.core.worksheet import build
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, show_another

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
APR, MAY, JUN, JUL, AUG, SEP, YEAR = range(1, 8)


@pytest.fixture
def over(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The spend of all months, by the keys; the active cell is the second channel's September."""
    window.bench.grid.go_to(1, "spend")
    qtbot.keyClick(window.bench.grid.table, Key.Key_P, CTRL | SHIFT)
    return window


def test_the_key_the_button_and_the_menu_switch(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    action = bench.actions_.action["over_time"]
    button = next(each for each in bench.toolbar.buttons if each.objectName() == "over_time")
    assert (action.isChecked(), bench.over_time_bar.isVisible()) == (False, False)
    qtbot.keyClick(bench.grid.table, Key.Key_P, CTRL | SHIFT)
    assert bench.over_time.active
    assert (action.isChecked(), button.isChecked(), bench.over_time_bar.isVisible()) == (True, True, True)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (bench.over_time.active, action.isChecked(), button.isChecked()) == (False, False, False)
    assert not bench.over_time_bar.isVisible()
    action.trigger()
    qtbot.mouseClick(bench.over_time_bar.back_button, Qt.MouseButton.LeftButton)
    assert not bench.over_time.active
    assert QApplication.focusWidget() is bench.grid.table


def test_a_refused_entry_leaves_the_switch_as_it_is(over: MainWindow, qtbot: QtBot) -> None:
    bench = over.bench
    qtbot.keyClicks(bench.grid.table, "much")
    bench.actions_.action["over_time"].trigger()
    assert bench.over_time.active
    assert bench.actions_.action["over_time"].isChecked()
    assert bench.grid.table.editor.is_open


def test_the_figure_is_chosen_from_a_menu(over: MainWindow) -> None:
    bar = over.bench.over_time_bar
    assert bar.figure_button.text() == "Spend"
    bar.menu.aboutToShow.emit()
    titles = [action.text() for action in bar.menu.actions()]
    assert titles[:2] == ["Spend", "Visits"]
    assert [action.isChecked() for action in bar.menu.actions()[:2]] == [True, False]
    next(action for action in bar.menu.actions() if action.text() == "ROI").trigger()
    assert (over.bench.over_time.id, bar.figure_button.text()) == ("roi", "ROI")
    assert over.bench.grid.table.current == (1, SEP)


def test_cards_stay_and_tabs_lead_to_their_column(over: MainWindow, qtbot: QtBot) -> None:
    bench = over.bench
    assert bench.tabs.bar.all_shown
    bench.grid.table.go_to(2, MAY)
    assert bench.model.view is not None
    assert bench.model.view.periods == (5,)
    assert "Sep 2026" in bench.over_time_bar.note.text
    names = [bench.tabs.bar.tabText(index) for index in range(bench.tabs.bar.count())]
    for name, column, period in (("Jun", JUN, 2), ("Jun", JUN, 2)):
        bench.grid.table.go_to(2, APR)
        tab = bench.tabs.bar.tabRect(names.index(name)).center()
        qtbot.mouseClick(bench.tabs.bar, Qt.MouseButton.LeftButton, pos=tab)
        assert bench.grid.table.current == (2, column), "a click on the open one leads there too"
        assert bench.model.view.periods == (period,)
    assert "Jun 2026" in bench.over_time_bar.note.text


def test_the_explanation_is_of_the_cells_period(over: MainWindow) -> None:
    bench = over.bench
    bench.grid.table.go_to(0, MAY)
    assert bench.explain.explained.title == "Local SEO · Spend · May 2026"
    assert bench.explain.explained.pieces[-2].text == "$640"  # 800 × 0.8
    bench.over_time.show("cac")
    assert "÷ 14" in bench.explain.explained.text.replace("14.4", "14")
    bench.explain.asked.emit("customers")
    assert (bench.over_time.id, bench.grid.table.current) == ("customers", (0, MAY))
    bench.model.apply(SetCells.one("customers", 1, 0, 20))
    qapp = QApplication.instance()
    assert qapp is not None
    bench.explain.refresh()
    assert bench.explain.explained.pieces[-2].text == "20"


def test_a_total_is_explained_in_its_period(over: MainWindow, qtbot: QtBot) -> None:
    bench = over.bench
    grid = bench.grid.table.grid
    qtbot.mouseClick(bench.grid.totals, Qt.MouseButton.LeftButton, pos=bench.grid.totals.rect().center())
    column = bench.grid.totals.active
    assert column == grid.column_at(bench.grid.totals.rect().center().x())
    view = bench.grid.model.columns[column - 1].view
    assert view is not None
    assert bench.explain.explained.title == f"Total · Spend · {view.text()}"


def test_control_page_keys_turn_pages_of_periods(over: MainWindow, qtbot: QtBot) -> None:
    bench = over.bench
    bench.grid.table.go_to(1, SEP)
    qtbot.keyClick(bench.grid.table, Key.Key_PageUp, CTRL)
    assert bench.grid.table.current == (1, APR), "all of them fit on one page"
    assert bench.model.view is not None
    assert bench.model.view.periods == (5,)
    qtbot.keyClick(bench.grid.table, Key.Key_PageDown, CTRL)
    assert bench.grid.table.current == (1, YEAR)


def test_next_figure_has_keys_and_waits_for_over_time(over: MainWindow, qtbot: QtBot) -> None:
    bench = over.bench
    qtbot.keyClick(bench.grid.table, Key.Key_PageDown, CTRL | ALT)
    assert bench.over_time.id == "visits"
    bench.over_time.leave()
    assert not bench.actions_.action["next_figure"].isEnabled()


def test_the_period_menu_means_the_active_column(over: MainWindow, messages: RecordedMessages) -> None:
    bench = over.bench
    bench.grid.table.go_to(1, MAY)
    bench.actions_.action["remove_period"].trigger()
    assert "May 2026" in messages.said[-1][1]
    titles = [bench.grid.table.header.title(column) for column in range(1, 7)]
    assert titles[:3] == ["Apr", "Jun", "Jul"]
    bench.grid.table.go_to(1, bench.grid.model.columnCount() - 1)
    assert not bench.actions_.action["remove_period"].isEnabled(), "a roll-up is not removed"


def test_a_period_that_is_added_becomes_the_active_column(over: MainWindow) -> None:
    bench = over.bench
    bench.grid.table.go_to(2, MAY)
    bench.actions_.action["add_period"].trigger()
    assert bench.grid.table.current == (2, SEP + 1)
    assert bench.grid.table.header.title(SEP + 1) == "Oct"
    assert bench.over_time.active


def test_undo_by_its_key_leaves_cards_where_they_are(over: MainWindow, qtbot: QtBot) -> None:
    bench = over.bench
    bench.grid.table.go_to(0, MAY)
    qtbot.keyClicks(bench.grid.table, "7")
    qtbot.keyClick(bench.grid.table.editor, Key.Key_Return)
    bench.grid.table.go_to(3, SEP)
    qtbot.keyClick(bench.grid.table, Key.Key_Z, CTRL)
    assert bench.grid.table.current == (0, MAY)
    assert bench.model.view is not None
    assert bench.model.view.periods == (5,)


def test_what_is_to_check_is_found_in_its_period(over: MainWindow, qtbot: QtBot) -> None:
    bench = over.bench
    bench.model.apply(SetCells.one("leads", 2, 0, 1))
    qtbot.waitUntil(lambda: any(w.period == 2 and w.channel == 0 for w in bench.model.warnings_at(0, "customers")))
    warning = next(w for w in bench.model.warnings_at(0, "customers") if w.period == 2)
    qtbot.waitUntil(lambda: "2026: " in bench.status.check_text)
    bench.status.check_asked.emit(warning)
    assert (bench.over_time.id, bench.grid.table.current) == ("customers", (0, JUN))


def test_another_document_begins_with_one_period(over: MainWindow) -> None:
    show_another(over)
    assert not over.bench.over_time.active
    assert not over.bench.over_time_bar.isVisible()
    assert not over.bench.tabs.bar.all_shown
    assert not over.bench.actions_.action["over_time"].isChecked()


def test_the_active_cell_is_in_sight_in_a_small_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(800, 560)
    table = window.bench.grid.table
    window.bench.grid.go_to(3, "spend")
    qtbot.keyClick(table, Key.Key_P, CTRL | SHIFT)
    assert table.current == (3, SEP)
    assert table.viewport().rect().contains(table.cell_rect(3, SEP))


def test_the_period_at_hand_is_whole_in_sight_among_many(window: MainWindow, qtbot: QtBot) -> None:
    months = [month(2024 + n // 12, n % 12 + 1, n + 1) for n in range(24)]
    names = [f"A channel of the name {n}" for n in range(30)]
    window.bench.model.open(build(names, {"spend": [[1234.0] * 30] * 24}, months), None)
    window.bench.grid.go_to(25, "spend")
    table = window.bench.grid.table
    qtbot.keyClick(table, Key.Key_P, CTRL | SHIFT)
    assert table.current == (25, 24)
    assert table.viewport().rect().contains(table.cell_rect(25, 24))


def test_a_scroll_bar_that_comes_leaves_the_period_at_hand_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    """The rows fit until the line above them takes room: only then the second scroll bar comes."""
    months = [month(2024 + n // 12, n % 12 + 1, n + 1) for n in range(24)]
    names = [f"A channel of the name {n}" for n in range(11)]
    window.bench.model.open(build(names, {"spend": [[1234.0] * 11] * 24}, months), None)
    window.bench.grid.go_to(3, "spend")
    table = window.bench.grid.table
    qtbot.keyClick(table, Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(table.verticalScrollBar().isVisible)
    assert table.current == (3, 24)
    assert table.viewport().rect().contains(table.cell_rect(3, 24))
