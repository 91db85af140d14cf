"""Every action, walked: what its record says, when it can be done, its keys, its place in the menus, its picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.period_edits import RemovePeriods
from roiapp.ui.actions.actions import ACTIONS, ActionRecord
from roiapp.ui.actions.conditions import CONDITIONS, REASONS
from roiapp.ui.actions.menus import COLUMNS, CONTEXT_MENUS, GROUP, MENUS, NEW, RECENT, SEPARATOR, TOOLBAR, TOOLBAR_TEXTS
from roiapp.ui.lists.shortcut_groups import GRID_KEYS, lines
from roiapp.ui.window.main_window import MainWindow

IDS = [record.id for record in ACTIONS]
each_record = pytest.mark.parametrize("record", ACTIONS, ids=IDS)
#: keys that the cell editor, the table or Qt answer to whatever has the focus
TABLE_KEYS = frozenset({"F2", "Esc", "Backspace", "Return", "Enter", "Tab", "Shift+Tab", "Shift+Return", "Ctrl+Return"})


def portable(key: str) -> str:
    return QKeySequence(key).toString()


# -- what the records say ----------------------------------------------------------------------------------------------


@each_record
def test_it_says_what_it_is(record: ActionRecord) -> None:
    assert record.text.strip()
    assert not record.text.endswith(".")
    assert record.tip.strip()
    assert not record.tip.endswith(".")
    assert record.tip != record.text.replace("&", "")


def test_each_has_a_picture_and_does_something(window: MainWindow) -> None:
    for record in ACTIONS:
        assert record.icon, record.id
        assert not window.theme.pixmap(record.icon).isNull()
        group, _, name = record.does.partition(".")
        assert callable(getattr(getattr(window.bench.commands, group), name))


@each_record
def test_it_can_say_why_it_waits(record: ActionRecord) -> None:
    assert record.when in CONDITIONS
    assert record.when == "always" or REASONS[record.when].endswith(".")


def test_ids_are_given_once_and_named_rightly() -> None:
    assert [id_ for id_, times in Counter(IDS).items() if times > 1] == []
    known = {*IDS, NEW, RECENT, COLUMNS, GROUP, SEPARATOR}
    assert {id_ for _title, ids in MENUS for id_ in ids} <= known
    assert set(TOOLBAR) <= known
    assert set(TOOLBAR_TEXTS) <= set(TOOLBAR)
    assert {record.ticked for record in ACTIONS if record.ticked} <= set(CONDITIONS)
    assert set(REASONS) <= set(CONDITIONS)


# -- keys --------------------------------------------------------------------------------------------------------------


def test_no_keys_are_given_twice() -> None:
    given = [portable(key) for record in ACTIONS for key in record.keys]
    assert "" not in given
    assert [key for key, times in Counter(given).items() if times > 1] == []


def test_no_keys_are_taken_from_the_grid(window: MainWindow) -> None:
    taken = {portable(key) for record in ACTIONS for key in record.keys}
    moving = {portable(key) for _title, rows in GRID_KEYS for _text, keys in rows for key in keys}
    assert taken & (window.bench.grid.table.commands.keys | moving | TABLE_KEYS) == set()


def test_keys_that_are_only_shown_are_the_grids(window: MainWindow) -> None:
    shown = {portable(record.keys_shown) for record in ACTIONS if record.keys_shown}
    assert shown <= window.bench.grid.table.commands.keys | TABLE_KEYS
    assert not [record.id for record in ACTIONS if record.keys and record.keys_shown]


def test_the_page_of_shortcuts_has_every_key(window: MainWindow) -> None:
    shown = Counter(portable(key) for line in lines("") for key in line.keys)
    wanted = {portable(key) for record in ACTIONS for key in record.keys}
    # Plus is typed with Shift on many keyboards: the same key.
    of_grid = {key for key in window.bench.grid.table.commands.keys if key not in ("Ctrl+Shift++", "Ctrl+Shift+=")}
    assert wanted | of_grid <= set(shown)


# -- where they stand --------------------------------------------------------------------------------------------------


def test_each_is_reached_from_the_menus(window: MainWindow) -> None:
    menus = [action.menu() for action in window.bench.menu_bar.actions()]
    reached = {entry.objectName() for menu in menus if isinstance(menu, QMenu) for entry in menu.actions()}
    assert set(IDS) - reached == set()


def test_no_menu_gives_a_letter_twice(window: MainWindow) -> None:
    twice = {}
    tops = [action.text() for action in window.bench.menu_bar.actions() if action.isVisible()]
    groups = {"menus": tops}
    for action in window.bench.menu_bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            groups[menu.title()] = [entry.text() for entry in menu.actions() if not entry.isSeparator()]
    for name, texts in groups.items():
        letters = Counter(letter(text) for text in texts)
        del letters[""]
        if found := [each for each, times in letters.items() if times > 1]:
            twice[name] = found
    assert twice == {}


def letter(text: str) -> str:
    """The letter a menu's text is chosen by."""
    found = re.search(r"&([^&])", text.partition("\t")[0].replace("&&", ""))
    return found.group(1).casefold() if found else ""


def test_context_menus_name_actions() -> None:
    known = {*IDS, SEPARATOR, "channel"}
    assert {id_ for ids in CONTEXT_MENUS.values() for id_ in ids} <= known


# -- when they can be done ---------------------------------------------------------------------------------------------


def as_opened(_window: MainWindow, _qtbot: QtBot) -> None:
    """Four channels, six months, the last of them looked at."""


def changed(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(window.bench.grid.table, "5")
    qtbot.keyClick(window.bench.grid.table.editor, Qt.Key.Key_Return)


def taken_back(window: MainWindow, qtbot: QtBot) -> None:
    changed(window, qtbot)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def in_the_totals(window: MainWindow, _qtbot: QtBot) -> None:
    window.bench.grid.go_to(None, "spend")


def over_time(window: MainWindow, _qtbot: QtBot) -> None:
    window.bench.over_time.show("leads")


def in_a_roll_up(window: MainWindow, _qtbot: QtBot) -> None:
    window.bench.model.set_view(next(view for view in window.bench.model.views if view.rollup))


def one_period(window: MainWindow, _qtbot: QtBot) -> None:
    window.bench.model.apply(RemovePeriods((0, 1, 2, 3, 4)))


def columns_hidden(window: MainWindow, _qtbot: QtBot) -> None:
    window.bench.model.apply(SetSettings.of(hidden=("visits",)))


def sorted_rows(window: MainWindow, _qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    window.bench.actions_.action["sort_descending"].trigger()


def start_page(window: MainWindow, _qtbot: QtBot) -> None:
    window.start.show()


def slow_sales(window: MainWindow, _qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    window.bench.model.apply(SetCells.one("sales_cycle_days", 5, 0, 40.0))


def time_matched(window: MainWindow, qtbot: QtBot) -> None:
    slow_sales(window, qtbot)
    window.bench.actions_.action["time_matched"].trigger()


def under_a_scenario(window: MainWindow, _qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    window.bench.actions_.action["new_scenario"].trigger()


#: what is done first, and which conditions hold then, besides "always"
STATES: dict[Callable[[MainWindow, QtBot], None], set[str]] = {
    as_opened: {"open", "channel", "base_period", "several_periods"},
    changed: {"open", "channel", "base_period", "several_periods", "undo"},
    taken_back: {"open", "channel", "base_period", "several_periods", "redo"},
    in_the_totals: {"open", "base_period", "several_periods"},
    over_time: {"open", "channel", "base_period", "several_periods", "over_time"},
    in_a_roll_up: {"open", "channel"},
    one_period: {"open", "channel", "base_period", "undo"},
    columns_hidden: {"open", "channel", "base_period", "several_periods", "undo", "hidden"},
    sorted_rows: {"open", "channel", "base_period", "several_periods", "arranged"},
    slow_sales: {"open", "channel", "base_period", "several_periods", "undo", "can_match"},
    time_matched: {"open", "channel", "base_period", "several_periods", "undo", "can_match", "time_matched"},
    under_a_scenario: {"open", "channel", "base_period", "several_periods", "undo", "scenario"},
    start_page: set(),
}
#: conditions that have a test of their own: of the panels below the worksheet, of a document in a file, of the kind of
#: figures that shows
ELSEWHERE = {"chart", "file", "findings", "leading", "lagging", "what_if"}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_it_can_be_done_when_it_should(
    window: MainWindow, qtbot: QtBot, state: Callable[[MainWindow, QtBot], None]
) -> None:
    state(window, qtbot)
    holds = STATES[state] | {"always"}
    wrong = [
        record.id
        for record in ACTIONS
        if record.when not in ELSEWHERE
        and window.bench.actions_.action[record.id].isEnabled() != (record.when in holds)
    ]
    assert wrong == []
    waiting = [record.id for record in ACTIONS if not window.bench.actions_.action[record.id].isEnabled()]
    assert all(window.bench.actions_.why_not(id_).endswith(".") for id_ in waiting)


def test_every_condition_is_tried() -> None:
    tried = set().union(*STATES.values()) | ELSEWHERE | {"always"}
    assert set(CONDITIONS) == tried


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_a_right_click_on_a_tab_goes_there_and_offers_the_windows_own_actions(
    window: MainWindow, qtbot: QtBot
) -> None:
    bench = window.bench
    bar = bench.tabs.bar
    july = next(i for i in range(bar.count()) if bar.tabText(i) == "Jul 2026" or bar.tabText(i) == "Jul")
    place = bar.tabRect(july).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, bar.mapToGlobal(place))
    QApplication.sendEvent(bar, event)
    assert bench.model.view is not None
    assert bench.model.view.text() == "Jul 2026"
    menu = bench.grid_menus.menu("period")
    qtbot.waitUntil(menu.isVisible)
    ids = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert ids == ["edit_period", "period_note", "remove_period", "add_period", "over_time"]
    assert all(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    menu.close()
    bench.actions_.action["remove_period"].trigger()
    sheet = bench.model.worksheet
    assert sheet is not None
    assert "Jul 2026" not in [period.text() for period in sheet.periods]
