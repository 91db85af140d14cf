"""Notes in the window: written by keys beside their cell, marked, said, listed, gone about, taken back."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.worksheet import ANY
from roiapp.ui.lists.note_editor import NoteEditor
from roiapp.ui.lists.notes_window import NotesWindow
from roiapp.ui.sheet import cell_hints
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SEPTEMBER = 6


def key(qtbot: QtBot, window: MainWindow, which: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, which, modifiers)


def editor(window: MainWindow) -> NoteEditor:
    return window.findChildren(NoteEditor)[0]


def write(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Ctrl+Alt+M, the text, Ctrl+Enter."""
    key(qtbot, window, Qt.Key.Key_M, CTRL | ALT)
    qtbot.waitUntil(editor(window).text.hasFocus)
    qtbot.keyClicks(editor(window).text, text)
    qtbot.keyClick(editor(window).text, Qt.Key.Key_Return, CTRL)
    assert not editor(window).is_open


def notes(window: MainWindow) -> dict[tuple[str, int, int], str]:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet.notes


def channel_key(window: MainWindow, channel: int) -> int:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet.keys[channel]


def test_a_note_is_written_said_and_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(1, "leads")
    write(qtbot, window, "Tracking broke on the 3rd")
    place = ("leads", SEPTEMBER, channel_key(window, 1))
    assert notes(window) == {place: "Tracking broke on the 3rd"}
    assert bench.grid.table.hasFocus()
    column = bench.grid.current_column()
    assert list(bench.grid.model.noted(column)) == [1]
    assert bench.grid.model.hint(1, column).startswith("Tracking broke on the 3rd")
    assert bench.explain.explained.chips[0].text == "Tracking broke on the 3rd"
    assert bench.actions_.action["undo"].text() == "&Undo Write a note"
    bench.grid.go_to(0, "spend")
    assert not [chip for chip in bench.explain.explained.chips if chip.note]
    bench.commands.editing.undo()
    assert notes(window) == {}
    assert not bench.grid.model.noted(column)
    assert bench.grid.current_figure() == (1, "leads")
    bench.commands.editing.redo()
    assert notes(window) == {place: "Tracking broke on the 3rd"}


def test_escape_keeps_nothing_and_removing_is_a_step(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(0, "roi")
    write(qtbot, window, "Best month so far")
    key(qtbot, window, Qt.Key.Key_M, CTRL | ALT)
    assert editor(window).text.toPlainText() == "Best month so far"
    qtbot.keyClicks(editor(window).text, " and more")
    qtbot.keyClick(editor(window).text, Qt.Key.Key_Escape)
    assert list(notes(window).values()) == ["Best month so far"]
    assert bench.grid.table.hasFocus()
    key(qtbot, window, Qt.Key.Key_M, CTRL | ALT)
    qtbot.mouseClick(editor(window).remove, Qt.MouseButton.LeftButton)
    assert notes(window) == {}
    assert bench.actions_.action["undo"].text() == "&Undo Remove a note"


def test_what_was_written_is_kept_when_the_keys_go_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(2, "spend")
    key(qtbot, window, Qt.Key.Key_M, CTRL | ALT)
    qtbot.keyClicks(editor(window).text, "Paid a quarter ahead")
    table = bench.grid.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.cell_rect(0, 2).center())
    assert notes(window) == {("spend", SEPTEMBER, channel_key(window, 2)): "Paid a quarter ahead"}
    assert table.current == (0, 2)


def test_channels_totals_and_periods_carry_notes(window: MainWindow, qtbot: QtBot, messages: RecordedMessages) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(3, "")
    write(qtbot, window, "Ends in December")
    assert list(bench.grid.model.noted(0)) == [3]
    assert bench.grid.model.hint(3, 0) == "Ends in December\nLocal print"
    bench.grid.totals.setFocus()
    bench.grid.go_to(None, "leads")
    write(qtbot, window, "Counted by hand")
    assert bench.grid.model.noted_total(bench.grid.current_column())
    bench.actions_.action["period_note"].trigger()
    qtbot.keyClicks(editor(window).text, "Fair in town")
    qtbot.keyClick(editor(window).text, Qt.Key.Key_Return, CTRL)
    assert notes(window) == {
        ("", ANY, channel_key(window, 3)): "Ends in December",
        ("leads", SEPTEMBER, ANY): "Counted by hand",
        ("", SEPTEMBER, ANY): "Fair in town",
    }
    assert bench.tabs.bar.noted == {bench.tabs.bar.currentIndex()}
    assert "Fair in town" in bench.tabs.bar.tabToolTip(bench.tabs.bar.currentIndex())
    bench.model.set_view(bench.model.views[0])
    bench.grid.go_to(0, "leads")
    bench.actions_.action["note"].trigger()
    assert messages.said[-1][1] == "A roll-up has no notes of its own. Write it in one of its periods."


def test_the_list_goes_to_notes_and_the_keys_from_one_to_the_next(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.actions_.action["notes"].trigger()
    (shown,) = window.findChildren(NotesWindow)
    assert shown.empty.isVisible()
    assert not shown.view.isVisible()
    bench.grid.go_to(1, "leads")
    bench.commands.notes.write()
    qtbot.keyClicks(editor(window).text, "One")
    qtbot.keyClick(editor(window).text, Qt.Key.Key_Return, CTRL)
    bench.model.set_view(next(view for view in bench.model.views if view.periods == (1,)))
    bench.grid.go_to(0, "cac")
    bench.commands.notes.write()
    qtbot.keyClicks(editor(window).text, "Two")
    qtbot.keyClick(editor(window).text, Qt.Key.Key_Return, CTRL)
    assert [(row.text, row.where) for row in shown.rows.rows] == [
        ("Two", "Local SEO · Customer acquisition cost (CAC) · May 2026"),
        ("One", "Google text ads · Leads · Sep 2026"),
    ]
    rect = shown.view.visualRect(shown.rows.index(1))
    qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(0, 1))
    assert bench.grid.current_figure() == (1, "leads")
    assert bench.model.view is not None
    assert bench.model.view.periods == (5,)
    bench.commands.notes.following()
    assert bench.grid.current_figure() == (0, "cac")
    assert bench.model.view.periods == (1,)
    bench.commands.notes.previous()
    assert bench.grid.current_figure() == (1, "leads")
    (_, remove) = shown.buttons()
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert list(notes(window).values()) == ["Two"]
    assert [row.text for row in shown.rows.rows] == ["Two"]
    shown.close()


def test_typing_a_figure_reads_no_notes(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(1, "leads")
    write(qtbot, window, "Here")
    column = bench.grid.current_column()
    before = bench.grid.model.noted(column)
    bench.grid.go_to(1, "spend")
    qtbot.keyClicks(bench.grid.table, "12")
    qtbot.keyClick(bench.grid.table.editor, Qt.Key.Key_Return)
    assert bench.grid.model.noted(column) is before


def test_notes_over_time_stand_at_their_period_and_rows_carry_theirs_along(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(0, "leads")
    bench.over_time.toggle()
    bench.over_time.go_to(0, "leads", 2)
    write(qtbot, window, "Strike")
    place = ("leads", 3, channel_key(window, 0))
    assert notes(window) == {place: "Strike"}
    column = bench.grid.current_column()
    assert list(bench.grid.model.noted(column)) == [0]
    assert bench.grid.model.columns[column - 1].header == "Jun"
    bench.commands.notes.write_period()
    qtbot.keyClicks(editor(window).text, "Bank holidays")
    qtbot.keyClick(editor(window).text, Qt.Key.Key_Return, CTRL)
    assert notes(window)["", 3, ANY] == "Bank holidays"
    noted = [place for place in range(1, bench.grid.model.columnCount()) if bench.grid.model.noted_period(place)]
    assert noted == [column]
    assert cell_hints.title_hint(bench.grid.model, column).endswith("Bank holidays")
    bench.commands.editing.undo()
    bench.over_time.go_to(1, "leads", 5)
    bench.commands.notes.following()
    assert bench.grid.current_column() == column
    bench.grid.rows.sort_descending()
    row = bench.grid.model.row(0)
    assert list(bench.grid.model.noted(column)) == [row]
    assert bench.grid.model.note(row, column) == "Strike"
    bench.over_time.toggle()
    bench.grid.go_to(0, "leads")
    assert bench.explain.explained.chips[0].text == "Strike"
