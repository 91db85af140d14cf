"""Scenarios in the window: chosen, typed into with the grid's own keys, taken back, reset, left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells
from roiapp.core.scenario_edits import added, changed, changes_of, removed, scenarios_of
from roiapp.core.scenarios import Change
from roiapp.core.worksheet import Worksheet
from roiapp.files.session import Session
from roiapp.ui.bars.card_contents import contents
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages


def value(window: MainWindow, id_: str, channel: int | None) -> float | None:
    figures = window.bench.model.figures
    assert figures is not None
    return figures.figure(id_, channel)


def go(window: MainWindow, id_: str, channel: int = 0) -> None:
    window.bench.grid.go_to(channel, id_)


def type_in(window: MainWindow, id_: str, text: str, channel: int = 0) -> None:
    go(window, id_, channel)
    window.bench.grid.setFocus()
    for key in (*text, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)


def begin(window: MainWindow) -> None:
    window.bench.actions_.action["new_scenario"].trigger()


def session_of(window: MainWindow) -> Session:
    session = window.bench.model.session
    assert session is not None
    return session


def document(window: MainWindow) -> Worksheet:
    return session_of(window).worksheet


def period_of(window: MainWindow) -> int:
    assert window.bench.model.view is not None
    return window.bench.model.view.periods[0]


def test_a_new_scenario_is_looked_at_and_takes_what_is_typed(window: MainWindow) -> None:
    before, base = value(window, "spend", 0), value(window, "cac", 0)
    begin(window)
    assert window.bench.toolbar.scenarios.name == "Scenario"
    type_in(window, "spend", "1920")
    assert value(window, "spend", 0) == 1920.0
    assert value(window, "cac", 0) != base
    assert document(window).columns["spend"][period_of(window), 0] == before
    assert [(each.kind, each.field, each.value) for each in changes_of(document(window))] == [("set", "spend", 1920.0)]
    assert "1 input changed" in window.bench.status.scenario_text
    assert [window.bench.grid.table.grid.height(row) for row in range(3)] == [36, 24, 24]


def test_undoing_the_removal_of_another_stays_at_what_is_looked_at(window: MainWindow) -> None:
    """Plan lies on Lower, which has changes and is removed elsewhere: taken back, Plan is still looked at."""
    session = session_of(window)
    begin(window)
    type_in(window, "spend", "1920")
    lower = session.scenario_key
    edit, plan = added(document(window), "Plan", lower)
    session.apply(edit)
    session.look_under(plan)
    session.apply(removed(document(window), lower))
    assert session.scenario_key == plan
    window.bench.actions_.action["undo"].trigger()
    assert len(scenarios_of(document(window))) == 2
    assert session.scenario == "Plan"


def test_the_menu_asks_as_the_window_does_and_says_what_stays(
    window: MainWindow, messages: RecordedMessages
) -> None:
    """Plan lies on Lower: one cell changes, and Lower is left, which makes its change once more."""
    session = session_of(window)
    begin(window)
    type_in(window, "spend", "1920")
    edit, plan = added(document(window), "Plan", session.scenario_key)
    session.apply(edit)
    session.look_under(plan)
    before = document(window).content()
    window.bench.actions_.action["apply_scenario"].trigger()
    asked = messages.asked[-1]
    assert "1 cell of the base case" in asked.text
    assert "“Scenario”, on which it lies, stays" in asked.text
    assert document(window).content() == before, "cancelled"
    messages.answer = "apply"
    window.bench.actions_.action["apply_scenario"].trigger()
    assert document(window).columns["spend"][period_of(window), 0] == 1920.0
    assert [each.name for each in scenarios_of(document(window))] == ["Scenario"]


def test_what_was_is_said_and_where_it_comes_from(window: MainWindow) -> None:
    go(window, "spend")
    begin(window)
    before = value(window, "spend", 0)
    assert before == 960.0
    type_in(window, "spend", "1920")
    model = window.bench.grid.model
    place = next(i for i, column in enumerate(model.columns, start=1) if column.id == "spend")
    found = model.supposed(place, range(4))
    assert set(found) == {0}
    assert found[0].set
    assert found[0].was == "was $960"
    cac = next(i for i, column in enumerate(model.columns, start=1) if column.id == "cac")
    assert not model.supposed(cac, range(4))[0].set
    go(window, "spend")
    said = window.bench.explain.explained.text
    assert "Base $960" in said
    assert "Set in this scenario" in said


def test_undo_takes_a_change_back_and_leaves_a_scenario_that_is_gone(window: MainWindow) -> None:
    before = value(window, "spend", 0)
    begin(window)
    type_in(window, "spend", "1920")
    window.bench.actions_.action["undo"].trigger()
    assert value(window, "spend", 0) == before
    assert window.bench.toolbar.scenarios.name == "Scenario"
    window.bench.actions_.action["undo"].trigger()
    assert window.bench.toolbar.scenarios.name == "Base case"
    assert scenarios_of(document(window)) == ()
    assert [window.bench.grid.table.grid.height(row) for row in range(3)] == [24, 24, 24]


def test_cells_are_reset_to_the_base_by_the_keys(window: MainWindow) -> None:
    before = value(window, "spend", 0)
    begin(window)
    type_in(window, "spend", "1920")
    type_in(window, "leads", "99")
    go(window, "spend")
    QTest.keyClick(window, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert value(window, "spend", 0) == before
    assert [each.field for each in changes_of(document(window))] == ["leads"]


def test_the_list_of_scenarios_leads_to_each_and_back(window: MainWindow) -> None:
    base = value(window, "cac", 0)
    begin(window)
    type_in(window, "spend", "1920")
    changed = value(window, "cac", 0)
    picker = window.bench.toolbar.scenarios
    picker.fill()
    texts = [action.text().strip() for action in picker.list.actions() if action.text()]
    assert texts[:2] == ["Base case", "Scenario"]
    picker.list.actions()[0].trigger()
    assert value(window, "cac", 0) == base
    assert not window.bench.actions_.action["reset_cells"].isEnabled()
    picker.fill()
    picker.list.actions()[1].trigger()
    assert value(window, "cac", 0) == changed
    window.bench.actions_.action["base_case"].trigger()
    assert value(window, "cac", 0) == base


def test_clearing_pasting_and_filling_are_of_the_scenario_too(window: MainWindow) -> None:
    sheet = document(window)
    held = {field: column.copy() for field, column in sheet.columns.items()}
    begin(window)
    go(window, "leads")
    window.bench.actions_.action["clear"].trigger()
    assert value(window, "leads", 0) is None
    go(window, "spend", 1)
    window.bench.actions_.action["copy"].trigger()
    go(window, "spend", 0)
    window.bench.actions_.action["paste"].trigger()
    assert value(window, "spend", 0) == value(window, "spend", 1)
    assert all((held[field] == column).sum() + (column != column).sum() == column.size
               for field, column in sheet.columns.items())  # fmt: skip


def test_a_channel_is_not_added_by_typing_under_a_scenario(window: MainWindow) -> None:
    count = len(document(window).keys)
    begin(window)
    model = window.bench.grid.model
    sentence = model.enter(model.empty_row, 1, "100")
    assert sentence is not None
    assert "base case" in sentence
    assert len(document(window).keys) == count


def test_a_change_of_the_base_moves_what_the_scenario_scales(window: MainWindow) -> None:
    begin(window)
    session, period = session_of(window), period_of(window)
    session.apply(changed(session.worksheet, session.scenario_key, [Change(0, "scale", "spend", 2.0)]))
    assert value(window, "spend", 0) == 2 * 960.0
    session.apply(SetCells.one("spend", period, 0, 500.0))
    assert value(window, "spend", 0) == 1000.0


def test_cards_say_what_differs_from_the_base(window: MainWindow) -> None:
    """Spend of Local SEO from 960 to 1,920: 4,404 becomes 5,364, 21.8 % more; leads stay."""
    begin(window)
    type_in(window, "spend", "1920")
    spend, leads = contents(window.bench.model)[:2]
    assert (spend.value, spend.direction, spend.amount, spend.against) == ("$5,364", 1, "21.8%", "vs base")
    assert (leads.direction, leads.amount, leads.against) == (0, "No change", "vs base")


def test_what_the_scenario_says_stands_in_the_place_of_findings(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.show_charts()
    window.bench.show_findings()
    window.bench.model.set_ranges_ready()
    begin(window)
    type_in(window, "spend", "1920")
    panel = window.bench.findings
    assert panel is not None
    qtbot.waitUntil(lambda: panel.title.text() == "What the scenario says", timeout=20_000)
    window.bench.actions_.action["base_case"].trigger()
    qtbot.waitUntil(lambda: panel.title.text() == "What the numbers say", timeout=20_000)


def test_undo_shows_the_scenario_that_it_changes(window: MainWindow) -> None:
    begin(window)
    type_in(window, "spend", "1920")
    window.bench.actions_.action["base_case"].trigger()
    window.bench.actions_.action["undo"].trigger()
    assert window.bench.toolbar.scenarios.name == "Scenario"
    window.bench.actions_.action["base_case"].trigger()
    window.bench.actions_.action["redo"].trigger()
    assert value(window, "spend", 0) == 1920.0
