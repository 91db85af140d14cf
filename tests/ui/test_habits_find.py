"""Find, replace, go to, the menus of the right button: in the whole window, by their keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.worksheet import build
from roiapp.ui.forms.go_to_dialog import GoToDialog, named
from roiapp.ui.forms.paste_dialog import PasteDialog
from roiapp.ui.grid.find_bar import FindBar
from roiapp.ui.grid.finder import Finder
from roiapp.ui.lists.undo_history_window import UndoHistoryWindow
from roiapp.ui.start.start_page import StartPage
from roiapp.ui.window.main_window import MainWindow
from tests.ui.grid_window import CTRL, SHIFT
from tests.ui.small_window import NAMES, RecordedMessages

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(qtbot: QtBot, window: MainWindow, key: Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key to whatever has the focus."""
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)


def write(qtbot: QtBot, window: MainWindow, text: str) -> None:
    for letter in text:
        press(qtbot, window, letter)


def bar_of(window: MainWindow) -> FindBar:
    found = window.findChild(FindBar)
    assert found is not None
    return found


def current(window: MainWindow) -> tuple[int | None, str | None]:
    return window.bench.grid.current_figure()


def value(window: MainWindow, field: str, channel: int) -> float:
    assert window.bench.model.worksheet is not None
    return window.bench.model.worksheet.value(field, 5, channel)


def names(window: MainWindow) -> list[str]:
    assert window.bench.model.worksheet is not None
    return window.bench.model.worksheet.names


def test_ctrl_f_finds_in_names_and_goes_on_with_enter_and_f3(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    press(qtbot, window, Key.Key_F, CTRL)
    bar = bar_of(window)
    assert bar.isVisible()
    write(qtbot, window, "LOCAL")
    assert (bar.count.text(), current(window)) == ("2 of 2", (3, None))
    press(qtbot, window, Key.Key_Return)
    assert (bar.count.text(), current(window)) == ("1 of 2", (0, None))
    press(qtbot, window, Key.Key_Return, SHIFT)
    press(qtbot, window, Key.Key_F3, SHIFT)
    assert current(window) == (0, None)
    press(qtbot, window, Key.Key_F3)
    assert current(window) == (3, None)
    assert window.bench.grid.table.painter.found == {0: {0, 3}}
    press(qtbot, window, Key.Key_Escape)
    assert not bar.isVisible()
    assert window.bench.grid.table.hasFocus()
    assert not window.bench.grid.table.painter.found


@pytest.mark.parametrize("text", ["1,440", "1440", "$1,44"])
def test_figures_are_found_as_they_show_and_without_their_groups(window: MainWindow, qtbot: QtBot, text: str) -> None:
    press(qtbot, window, Key.Key_F, CTRL)
    write(qtbot, window, text)
    assert current(window) == (2, "spend")
    assert bar_of(window).count.text() == "1 of 1"


def test_what_is_not_there_is_said_and_nothing_moves(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(1, "leads")
    press(qtbot, window, Key.Key_F, CTRL)
    write(qtbot, window, "zebra")
    assert bar_of(window).count.text() == "Not found"
    assert current(window) == (1, "leads")
    assert not bar_of(window).following.isEnabled()


def test_f3_goes_on_after_the_bar_was_closed(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_F3)
    assert bar_of(window).isVisible()
    write(qtbot, window, "o")
    press(qtbot, window, Key.Key_Escape)
    before = current(window)
    press(qtbot, window, Key.Key_F3)
    assert current(window) != before
    assert not bar_of(window).isVisible()
    assert not window.bench.grid.table.painter.found


def test_an_edit_is_found_while_the_bar_is_open(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_F, CTRL)
    write(qtbot, window, "Radio")
    finder: Finder = bar_of(window).finder
    window.bench.grid.model.enter(0, 0, "Radio north")
    qtbot.waitUntil(lambda: finder.found == [(0, 0), (2, 0)])


def test_ctrl_h_replaces_names_and_typed_figures_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    model = window.bench.model
    assert model.session is not None
    window.bench.grid.go_to(0, "spend")
    press(qtbot, window, Key.Key_H, CTRL)
    bar = bar_of(window)
    write(qtbot, window, "local")
    press(qtbot, window, Key.Key_Tab)
    assert bar.instead.hasFocus()
    write(qtbot, window, "Near")
    bar.all.click()
    assert names(window) == ["Near SEO", NAMES[1], NAMES[2], "Near print"]
    assert len(model.session.history.done) == 1
    assert model.session.history.undo_title == "Replace"
    model.undo()
    assert names(window) == list(NAMES)


def test_enter_in_the_replacement_replaces_one_and_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, None)
    press(qtbot, window, Key.Key_H, CTRL)
    bar = bar_of(window)
    write(qtbot, window, "1440")
    assert bar.count.text() == "1 of 1"
    bar.instead.setFocus()
    write(qtbot, window, "=700*2")
    press(qtbot, window, Key.Key_Return)
    assert value(window, "spend", 2) == 1400
    assert bar.count.text() == "Not found"


def test_what_cannot_be_replaced_is_listed_and_marked(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    press(qtbot, window, Key.Key_H, CTRL)
    bar = bar_of(window)
    write(qtbot, window, "46")  # a margin of 46%, and whatever else has these digits
    grid = window.bench.grid
    margin = next(i for i, column in enumerate(grid.model.columns, start=1) if column.id == "gross_margin")
    assert (0, margin) in bar.finder.found
    bar.instead.setFocus()
    write(qtbot, window, "x")
    bar.all.click()
    assert value(window, "gross_margin", 0) == 0.46
    assert grid.model.refused(0, margin) is not None
    assert "left as they were" in messages.said[-1][1]


def test_a_name_that_is_taken_is_not_given_twice(window: MainWindow, qtbot: QtBot, messages: RecordedMessages) -> None:
    press(qtbot, window, Key.Key_H, CTRL)
    bar = bar_of(window)
    write(qtbot, window, "Local print")
    bar.instead.setFocus()
    write(qtbot, window, "local seo")
    bar.all.click()
    assert names(window) == list(NAMES)
    assert "already" in messages.said[-1][1]


def test_ctrl_g_goes_to_a_cell_by_its_names(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_G, CTRL)
    dialog = window.findChild(GoToDialog)
    assert dialog is not None
    completer = dialog.channel.completer()
    assert completer is not None
    completer.setCompletionPrefix("tv")  # its list is not opened here: the offscreen platform cannot hold the keyboard
    assert (completer.completionCount(), completer.currentCompletion()) == (1, "Radio & TV")
    dialog.channel.setText("radio")
    dialog.column.setText("cac")
    qtbot.keyClick(dialog.column, Key.Key_Return)
    assert current(window) == (2, "cac")
    press(qtbot, window, Key.Key_G, CTRL)
    again = next(each for each in window.findChildren(GoToDialog) if each is not dialog)
    again.channel.setText("Total")
    again.accept()
    assert current(window) == (None, "cac")


def test_go_to_says_what_it_does_not_know(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_G, CTRL)
    dialog = window.findChild(GoToDialog)
    assert dialog is not None
    dialog.channel.setText("Zeppelin")
    dialog.accept()
    assert dialog.isVisible()
    assert "Zeppelin" in dialog.refusal.text()
    dialog.reject()


def test_the_nearest_name_is_meant() -> None:
    assert named(["Paid social", "Social", "Social media"], "social") == 1
    assert named(["Paid social", "Social media"], "social") == 1
    assert named(["Paid social"], "SOCIAL") == 0
    assert named(["Paid social"], "x") is None


def test_paste_special_and_copy_with_headers_by_their_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    press(qtbot, window, Key.Key_C, CTRL | SHIFT)
    assert QApplication.clipboard().text() == "Spend\n960"
    window.bench.grid.go_to(1, "spend")
    press(qtbot, window, Key.Key_V, CTRL | SHIFT)
    dialog = window.findChild(PasteDialog)
    assert dialog is not None
    qtbot.keyClick(dialog, Key.Key_Return)
    assert value(window, "spend", 1) == 960


@pytest.mark.parametrize(
    ("key", "modifiers", "opened"),
    [
        (Key.Key_Z, CTRL | ALT, UndoHistoryWindow),
        (Key.Key_H, CTRL | SHIFT, StartPage),
        (Key.Key_F, CTRL, FindBar),
        (Key.Key_H, CTRL, FindBar),
        (Key.Key_G, CTRL, GoToDialog),
        (Key.Key_V, CTRL | SHIFT, PasteDialog),
        (Key.Key_S, CTRL, None),
    ],
)
def test_whatever_opens_takes_the_open_entry_first(
    window: MainWindow, qtbot: QtBot, key: Key, modifiers: Qt.KeyboardModifier, opened: type | None
) -> None:
    window.bench.grid.go_to(0, "spend")
    write(qtbot, window, "77")
    press(qtbot, window, key, modifiers)
    assert value(window, "spend", 0) == 77
    assert opened is None or window.findChildren(opened) or QApplication.activeWindow() is not window


def test_a_refused_entry_stays_and_nothing_opens(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    write(qtbot, window, "bad")
    for key in (Key.Key_F, Key.Key_G, Key.Key_H):
        press(qtbot, window, key, CTRL)
    assert window.bench.grid.table.editor.text() == "bad"
    assert window.findChild(FindBar) is None
    assert window.findChild(GoToDialog) is None
    press(qtbot, window, Key.Key_Escape)


def test_the_right_buttons_menus_are_made_of_the_actions(window: MainWindow, qtbot: QtBot) -> None:
    grid, menus = window.bench.grid, window.bench.grid_menus
    for kind, at in (("cells", (1, 1)), ("channel", (1, 0)), ("totals", None)):
        if at is None:
            qtbot.mouseClick(grid.totals, Qt.MouseButton.RightButton, pos=QPoint(400, 10))
            assert grid.totals.active > 0
        else:
            grid.table.go_to(*at)
        menu = menus.menu(kind)
        assert menu is menus.menu(kind)
        shown = [action for action in menu.actions() if not action.isSeparator()]
        assert all(action.isEnabled() for action in shown), kind
        assert all("\t" in action.text() or action.shortcut() or action.menu() or action.objectName() == "edit_channel"
                   for action in shown)  # fmt: skip
    submenu = next(action.menu() for action in menus.menu("cells").actions() if action.menu())
    assert isinstance(submenu, QMenu)
    assert submenu.actions()[0] is window.bench.actions_.action["rename_channel"]


def test_a_menus_copy_is_of_the_total_where_one_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    grid = window.bench.grid
    grid.go_to(None, "spend")
    window.bench.actions_.action["copy"].trigger()
    assert QApplication.clipboard().text() == "4404"


def test_a_long_worksheet_is_searched_between_other_events(window: MainWindow, qtbot: QtBot) -> None:
    count = 10_000
    wanted = (7, 640, 9_999)
    sheet = build([f"Needle {n}" if n in wanted else f"Hay {n}" for n in range(count)], {"spend": [1.0] * count})
    window.bench.model.open(sheet, None)
    press(qtbot, window, Key.Key_F, CTRL)
    write(qtbot, window, "needle")
    bar = bar_of(window)
    assert bar.finder.looking
    assert current(window) == (7, None)
    press(qtbot, window, Key.Key_Return, SHIFT)  # the last of them is not found yet
    qtbot.waitUntil(lambda: current(window) == (9_999, None))
    assert bar.count.text() == "3 of 3"
    assert not bar.finder.looking
    press(qtbot, window, Key.Key_Return)
    assert current(window) == (7, None)


def test_replacing_reaches_what_was_not_looked_at_yet(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.model.open(build([f"Hay {n}" for n in range(1000)], {"spend": [1.0] * 1000}), None)
    press(qtbot, window, Key.Key_H, CTRL)
    write(qtbot, window, "Hay")
    bar = bar_of(window)
    bar.instead.setFocus()
    write(qtbot, window, "Straw")
    bar.all.click()
    sheet = window.bench.model.worksheet
    assert sheet is not None
    assert all(name == f"Straw {n}" for n, name in enumerate(sheet.names))
