"""The undo history: named, dated, and a way to any of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import RemoveChannels, SetChannel
from roiapp.core.edits import Group, SetCells
from roiapp.ui.lists.undo_history_window import UndoHistoryWindow
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages

SEPTEMBER = 5


def spend(window: MainWindow) -> float:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet.value("spend", SEPTEMBER, 0)


def three_steps(window: MainWindow) -> None:
    model = window.bench.model
    model.apply(SetCells.one("spend", SEPTEMBER, 0, 700.0))
    model.apply(SetChannel("name", ((2, "Radio"),)))
    model.apply(RemoveChannels((3,)))


def steps_of(window: MainWindow, qtbot: QtBot) -> UndoHistoryWindow:
    window.bench.grid.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
                   | Qt.KeyboardModifier.AltModifier)  # fmt: skip
    (shown,) = window.findChildren(UndoHistoryWindow)
    return shown


def titles(shown: UndoHistoryWindow) -> list[str]:
    return [shown.history.title(row) for row in range(shown.history.rowCount())]


def click(shown: UndoHistoryWindow, qtbot: QtBot, row: int) -> None:
    place: QPoint = shown.view.visualRect(shown.history.index(row)).center()
    qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_every_step_is_named_by_what_was_done_to_what(window: MainWindow, qtbot: QtBot) -> None:
    before = spend(window)
    three_steps(window)
    window.bench.model.apply(SetCells.many("leads", [(SEPTEMBER, 0, 1.0), (SEPTEMBER, 1, 2.0)]))
    window.bench.model.apply(Group((SetCells.one("leads", SEPTEMBER, 0, None),), "Clear cells"))
    shown = steps_of(window, qtbot)
    assert titles(shown) == [
        "As it was opened", "Change Spend of Local SEO", "Rename to Radio", "Remove Local print", "Change 2 cells",
        "Clear cells",
    ]  # fmt: skip
    assert shown.history.present == 5
    assert spend(window) != before


def test_a_click_goes_back_and_forth_and_loses_nothing(window: MainWindow, qtbot: QtBot) -> None:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    before = spend(window)
    three_steps(window)
    shown = steps_of(window, qtbot)
    click(shown, qtbot, 0)
    assert (spend(window), list(sheet.names)) == (before, ["Local SEO", "Google text ads", "Radio & TV", "Local print"])
    assert titles(shown)[1:] == ["Change Spend of Local SEO", "Rename to Radio", "Remove Local print"]
    click(shown, qtbot, 3)
    assert (spend(window), list(sheet.names)) == (700, ["Local SEO", "Google text ads", "Radio"])
    assert shown.history.present == 3


def test_arrow_keys_walk_through_the_steps(window: MainWindow, qtbot: QtBot) -> None:
    three_steps(window)
    shown = steps_of(window, qtbot)
    qtbot.keyClick(shown.view, Qt.Key.Key_Up)
    qtbot.keyClick(shown.view, Qt.Key.Key_Up)
    sheet = window.bench.model.worksheet
    assert sheet is not None
    assert list(sheet.names) == ["Local SEO", "Google text ads", "Radio & TV", "Local print"]
    assert spend(window) == 700
    qtbot.keyClick(shown.view, Qt.Key.Key_Down)
    assert list(sheet.names)[2] == "Radio"
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(UndoHistoryWindow))


def test_a_new_step_takes_the_place_of_those_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    three_steps(window)
    shown = steps_of(window, qtbot)
    click(shown, qtbot, 1)
    window.bench.model.apply(SetCells.one("visits", SEPTEMBER, 1, 5.0))
    assert titles(shown) == ["As it was opened", "Change Spend of Local SEO", "Change Visits of Google text ads"]
    assert shown.view.currentIndex().row() == 2


def test_the_saved_step_is_marked_and_the_list_survives_saving(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    messages.place = tmp_path / "Brightwater.roi"
    three_steps(window)
    window.bench.model.undo()
    window.bench.actions_.action["save"].trigger()
    shown = steps_of(window, qtbot)
    assert len(titles(shown)) == 4
    assert [shown.history.saved(row) for row in range(4)] == [False, False, True, False]
    assert not window.isWindowModified()
    click(shown, qtbot, 3)
    assert window.isWindowModified()
    click(shown, qtbot, 0)
    click(shown, qtbot, 2)
    assert not window.isWindowModified()


def test_steps_taken_up_again_have_their_names_and_their_times(window: MainWindow) -> None:
    from roiapp.files.document import working_folder
    from roiapp.files.session import Session
    from roiapp.files.working_copy import leftovers
    from roiapp.settings import state_folder

    three_steps(window)
    window.bench.model.undo()
    session = window.bench.model.session
    assert session is not None
    made = [step.at for step in session.history.done]
    session.close()
    (left,) = leftovers(working_folder(state_folder()))
    again = Session.recover(left)
    assert [step.title for step in again.history.done] == ["Change Spend of Local SEO", "Rename to Radio"]
    assert [step.title for step in again.history.undone] == ["Remove Local print"]
    assert all(abs(step.at - at) < 2 for step, at in zip(again.history.done, made, strict=True))
    again.close(keep=False)
