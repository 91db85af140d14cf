"""Documents saved, saved under another name and as a copy; what is said where that fails, and what is asked before a
document with changes goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from roiapp import settings as settings_file
from roiapp.core.edits import SetCells
from roiapp.files.project_file import decode
from roiapp.files.working_copy import leftovers
from roiapp.ui.commands.saving_commands import file_name, with_ending
from roiapp.ui.forms.recovery import moment
from roiapp.ui.look.background import in_background
from roiapp.ui.look.buttons import GhostButton
from roiapp.ui.look.message_bar import MessageBar
from roiapp.ui.look.messages import WindowMessages
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, show_another

SEPTEMBER = 5
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def place(tmp_path: Path, messages: RecordedMessages) -> Path:
    """Where the window is told to save when it asks."""
    messages.place = tmp_path / "Brightwater.roi"
    return messages.place


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def type_spend(window: MainWindow, qtbot: QtBot, digits: str) -> None:
    """Type into the first spend without Enter."""
    window.bench.grid.go_to(0, "spend")
    for digit in digits:
        qtbot.keyClick(QApplication.focusWidget(), digit)


def spend(window: MainWindow) -> float:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet.value("spend", SEPTEMBER, 0)


def spend_in(path: Path) -> float:
    return decode(path.read_bytes()).value("spend", SEPTEMBER, 0)


def change(window: MainWindow, figure: float) -> None:
    window.bench.model.apply(SetCells.one("spend", SEPTEMBER, 0, figure))


def status_says(window: MainWindow, qtbot: QtBot, text: str) -> None:
    qtbot.waitUntil(lambda: window.bench.status.saved_text == text)


def test_ctrl_s_asks_for_a_place_once_and_takes_what_is_being_typed(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path
) -> None:
    type_spend(window, qtbot, "700")
    press(qtbot, Qt.Key.Key_S)
    assert spend_in(place) == 700
    assert messages.suggested[0].name == "Brightwater.roi"
    assert not window.isWindowModified()
    status_says(window, qtbot, "Saved")
    type_spend(window, qtbot, "800")
    press(qtbot, Qt.Key.Key_S)
    assert len(messages.suggested) == 1
    assert spend_in(place) == 800
    assert not messages.said
    assert [file.path for file in settings_file.load().recent] == [str(place)]


def test_a_refused_entry_is_not_saved_around(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path
) -> None:
    type_spend(window, qtbot, "abc")
    for key in ("save", "save_as", "save_copy"):
        window.bench.actions_.action[key].trigger()
    assert not place.exists()
    assert not messages.suggested
    assert window.bench.grid.table.editor.is_open


def test_undo_goes_on_across_a_save(window: MainWindow, qtbot: QtBot, place: Path) -> None:
    before = spend(window)
    change(window, 700)
    press(qtbot, Qt.Key.Key_S)
    press(qtbot, Qt.Key.Key_Z)
    assert spend(window) == before
    assert window.isWindowModified()
    status_says(window, qtbot, "All changes kept")
    press(qtbot, Qt.Key.Key_S)
    assert spend_in(place) == before


def test_save_as_goes_on_with_the_other_file_and_a_copy_does_not(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path, tmp_path: Path
) -> None:
    press(qtbot, Qt.Key.Key_S)
    change(window, 700)
    messages.place = tmp_path / "Other 1.5"
    press(qtbot, Qt.Key.Key_S, CTRL | SHIFT)
    other = tmp_path / "Other 1.5.roi"
    assert window.bench.model.path == other
    assert spend_in(other) == 700
    assert spend_in(place) != 700
    change(window, 900)
    messages.place = tmp_path / "Copy.roi"
    window.bench.actions_.action["save_copy"].trigger()
    assert messages.suggested[-1].name == "Other 1.5 copy.roi"
    assert spend_in(tmp_path / "Copy.roi") == 900
    assert messages.said == [("notice", "A copy was saved: Copy.roi")]
    assert window.bench.model.path == other
    assert window.isWindowModified()


def test_a_name_that_got_its_ending_replaces_nothing_unasked(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    there = tmp_path / "Mine.roi"
    there.write_bytes(b"something else")
    messages.place = tmp_path / "Mine"
    press(qtbot, Qt.Key.Key_S)
    assert messages.asked[0].title == "Replace the file?"
    assert there.read_bytes() == b"something else"
    messages.answer = "replace"
    press(qtbot, Qt.Key.Key_S)
    assert spend_in(there) == spend(window)


def test_a_table_is_saved_beside_it_as_a_document(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("Channel,Spend,Leads\nSearch,100,10\n", encoding="utf-8")
    window.bench.commands.documents.open_path(table)
    messages.place = tmp_path / "mine.roi"
    press(qtbot, Qt.Key.Key_S)
    assert messages.suggested == [tmp_path / "mine.roi"]
    assert list(decode(messages.place.read_bytes()).names) == ["Search"]
    assert table.read_text(encoding="utf-8").startswith("Channel,")


def test_a_document_is_opened_again_as_it_was(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path
) -> None:
    change(window, 700)
    press(qtbot, Qt.Key.Key_S)
    show_another(window)
    assert window.bench.status.saved_text == ""
    messages.file = place
    press(qtbot, Qt.Key.Key_O)
    assert spend(window) == 700
    assert window.windowTitle() == "Brightwater[*] – Channel ROI"
    assert not window.isWindowModified()
    status_says(window, qtbot, "Saved")
    assert not messages.asked
    press(qtbot, Qt.Key.Key_O)
    assert messages.said[-1] == ("notice", "Brightwater.roi is open already.")


def test_a_damaged_document_is_one_sentence(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.roi"
    damaged.write_bytes(b"SQLite format 3\0" + b"x" * 500)
    before = window.bench.model.session
    window.bench.commands.documents.open_path(damaged)
    (kind, text), = messages.said
    assert kind == "error"
    assert text.startswith("damaged.roi: ")
    assert window.bench.model.session is before


def test_where_saving_fails_it_is_said_and_nothing_is_lost(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    change(window, 700)
    messages.place = tmp_path / "gone" / "Mine.roi"
    press(qtbot, Qt.Key.Key_S)
    (kind, text), = messages.said
    assert kind == "error"
    assert text.startswith("Not saved: Mine.roi: ")
    assert window.bench.model.session is not None
    assert window.bench.model.session.path is None
    assert spend(window) == 700
    assert window.isWindowModified()
    status_says(window, qtbot, "Kept on this computer, not yet a file")
    messages.place = tmp_path / ("n" * 300)
    press(qtbot, Qt.Key.Key_S)
    assert messages.said[-1][0] == "error"


def test_what_is_typed_while_the_file_is_written_is_not_in_it_and_not_lost(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path
) -> None:
    bench = window.bench
    change(window, 700)
    saving = bench.commands.saving
    waiting: list[Callable[[], None]] = []
    saving._run = lambda work, then: waiting.append(lambda: in_background(work, then))
    press(qtbot, Qt.Key.Key_S)
    assert bench.status.saved_text == "Saving…"
    type_spend(window, qtbot, "800")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    press(qtbot, Qt.Key.Key_S)
    assert messages.said[-1] == ("notice", "The document is being saved already. One moment.")
    waiting[0]()
    qtbot.waitUntil(lambda: not bench.model.saving)
    assert (spend_in(place), spend(window)) == (700, 800)
    assert window.isWindowModified()
    status_says(window, qtbot, "All changes kept")
    assert bench.model.session is not None
    assert bench.model.session.state.unpublished == 1


def test_the_window_closes_when_the_file_is_written(
    window: MainWindow, qtbot: QtBot, place: Path
) -> None:
    change(window, 700)
    window.bench.commands.saving._run = in_background
    press(qtbot, Qt.Key.Key_S)
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert spend_in(place) == 700


@pytest.mark.parametrize(("answer", "figure"), [("mine", 700), ("theirs", 5), ("stay", 5)])
def test_a_file_changed_meanwhile_is_not_overwritten_unasked(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path, answer: str, figure: float
) -> None:
    before = spend(window)
    change(window, 5)
    press(qtbot, Qt.Key.Key_S)
    theirs = place.read_bytes()
    press(qtbot, Qt.Key.Key_Z)
    press(qtbot, Qt.Key.Key_S)
    place.write_bytes(theirs)
    assert spend(window) == before
    change(window, 700)
    messages.answer = answer
    press(qtbot, Qt.Key.Key_S)
    assert messages.asked[0].title == "The file was changed by somebody else"
    assert spend_in(place) == figure
    assert spend(window) == (5 if answer == "theirs" else 700)
    assert window.isWindowModified() == (answer == "stay")


@pytest.mark.parametrize("answer", ["mine", "elsewhere"])
def test_a_file_that_is_gone_is_saved_again_or_elsewhere(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path, tmp_path: Path, answer: str
) -> None:
    press(qtbot, Qt.Key.Key_S)
    place.unlink()
    change(window, 700)
    messages.answer = answer
    messages.place = tmp_path / "Elsewhere.roi"
    press(qtbot, Qt.Key.Key_S)
    assert messages.asked[0].title == "The file is gone"
    assert spend_in(place if answer == "mine" else messages.place) == 700


def test_save_keep_or_discard_before_the_window_closes(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path, own_home: Path
) -> None:
    change(window, 700)
    assert not window.close()
    (question,) = messages.asked
    assert [choice.id for choice in question.choices] == ["stay", "discard", "keep", "save"]
    assert question.otherwise == "stay"
    messages.answer = "keep"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    (left,) = leftovers(own_home / "state" / "working")
    assert (left.steps, left.target) == (1, None)
    assert not place.exists()


def test_discard_leaves_nothing_behind(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, own_home: Path
) -> None:
    change(window, 700)
    messages.answer = "discard"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not list((own_home / "state" / "working").iterdir())


def test_save_and_close(window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path) -> None:
    change(window, 700)
    messages.answer = "save"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert spend_in(place) == 700


def test_a_save_that_fails_or_is_given_up_keeps_the_window(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    change(window, 700)
    messages.answer = "save"
    window.close()
    assert messages.suggested
    messages.place = tmp_path / "gone" / "Mine.roi"
    window.close()
    QApplication.processEvents()
    assert window.isVisible()
    assert messages.said[-1][0] == "error"


def test_changes_all_taken_back_are_no_changes(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, own_home: Path
) -> None:
    change(window, 700)
    press(qtbot, Qt.Key.Key_Z)
    assert not window.isWindowModified()
    assert window.close()
    assert not messages.asked
    assert not list((own_home / "state" / "working").iterdir())


def test_a_disk_that_refuses_is_said_and_nothing_goes_unsaved(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, own_home: Path
) -> None:
    working = own_home / "state" / "working"
    session = window.bench.model.session
    assert session is not None
    assert session.document is not None
    assert session.document.copy is not None
    session.document.copy.flush(5)
    for path in working.iterdir():
        path.unlink()
    working.rmdir()
    working.write_text("in the way", encoding="utf-8")
    change(window, 700)
    qtbot.waitUntil(lambda: session.state.kind == "failed")
    status_says(window, qtbot, session.state.sentence)
    messages.answer = "keep"
    assert not window.close()
    assert "keep" not in [choice.id for choice in messages.asked[0].choices]
    window.grab()
    working.unlink()
    status_says_again = "Kept on this computer, not yet a file"
    qtbot.waitUntil(lambda: window.bench.status.saved_text == status_says_again, timeout=20_000)


@pytest.mark.parametrize("dark", [False, True])
def test_the_state_stands_left_in_the_status_bar(window: MainWindow, qtbot: QtBot, place: Path, dark: bool) -> None:
    window.set_theme("dark" if dark else "light")
    press(qtbot, Qt.Key.Key_S)
    status_says(window, qtbot, "Saved")
    status = window.bench.status
    qtbot.waitUntil(lambda: bool(status.check_text))  # what is to check is looked for between other events
    status.refresh()
    status.grab()
    assert status._saved_area.left() == 36
    assert status._check_area.left() > status._saved_area.right()
    assert status.toolTip().startswith("Everything is in the file Brightwater.roi.")
    assert status.accessibleDescription().startswith("Saved ")
    window.resize(760, 520)
    status.grab()
    assert status._check_area.right() < status._locale_area.left()


def test_the_toolbar_has_save_with_its_text(window: MainWindow, qtbot: QtBot, place: Path) -> None:
    (button,) = [each for each in window.bench.toolbar.findChildren(GhostButton) if each.objectName() == "save"]
    assert button.text() == "Save"
    assert button.toolTip() == "Save the document (Ctrl+S)"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert place.exists()


def test_the_real_dialog_suggests_a_name_and_adds_the_ending(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    door = WindowMessages(window, MessageBar(window.theme, window), window.theme)
    chosen: list[Path] = []
    door.choose_place("Save as", tmp_path / "Mine.roi", "Documents (*.roi)", chosen.append)
    (dialog,) = window.findChildren(QFileDialog)
    edit = dialog.findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "Mine.roi"
    edit.setText("Yours")
    dialog.accept()
    assert chosen == [tmp_path / "Yours.roi"]
    QThreadPool.globalInstance().waitForDone()  # what the dialog reads in the background


def test_names_for_files() -> None:
    assert file_name("Q3: spend / leads?") == "Q3 spend leads"
    assert file_name("  ..\n") == ""
    assert file_name("æ" * 200) == "æ" * 80
    assert with_ending(Path("a/B.ROI")) == Path("a/B.ROI")
    assert with_ending(Path("a/v1.2")) == Path("a/v1.2.roi")


def test_revert_asks_and_goes_back_to_the_file(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, own_home: Path, place: Path
) -> None:
    revert = window.bench.actions_.action["revert"]
    revert.trigger()
    assert messages.said.pop() == (
        "notice", "The document has no file yet, so there is nothing to go back to."
    )  # fmt: skip
    change(window, 600)
    press(qtbot, Qt.Key.Key_S)
    change(window, 700)
    revert.trigger()
    assert messages.asked[0].text.startswith("1 change made since")
    assert spend(window) == 700
    messages.answer = "revert"
    revert.trigger()
    assert spend(window) == 600
    assert not window.isWindowModified()
    assert not window.bench.actions_.action["undo"].isEnabled()
    status_says(window, qtbot, "Saved")
    change(window, 800)
    assert window.isWindowModified()
    press(qtbot, Qt.Key.Key_S)
    assert spend_in(place) == 800
    place.write_bytes(b"no document any more")
    revert.trigger()
    assert messages.said[-1][0] == "error"
    assert spend(window) == 800


def keep_one(window: MainWindow, qtbot: QtBot, messages: RecordedMessages, figure: float) -> None:
    """Change the document at hand and leave it without saving."""
    change(window, figure)
    show_another(window)


def test_kept_work_without_a_file_is_offered_and_taken_up(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, own_home: Path, place: Path
) -> None:
    before = spend(window)
    keep_one(window, qtbot, messages, 700)
    messages.answer = "later"
    window.bench.commands.documents.offer_kept()
    assert window.bench.toolbar.title.title == "Brightwater Plumbing"
    messages.answer = "take"
    window.bench.commands.documents.offer_kept()
    assert messages.asked[0] == messages.asked[1]
    assert messages.asked[0].text.startswith("1 edit since ")
    assert spend(window) == 700
    assert window.isWindowModified()
    press(qtbot, Qt.Key.Key_S)
    assert spend_in(place) == 700
    press(qtbot, Qt.Key.Key_Z)
    assert spend(window) == before


def test_kept_work_of_a_file_is_offered_when_it_is_opened(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, own_home: Path, place: Path
) -> None:
    press(qtbot, Qt.Key.Key_S)
    before = spend(window)
    keep_one(window, qtbot, messages, 700)
    documents = window.bench.commands.documents
    messages.answer = "later"
    documents.open_path(place)
    assert "in Brightwater.roi was kept" in messages.asked[0].text
    assert spend(window) == before
    show_another(window)
    messages.answer = "take"
    documents.open_path(place)
    assert (spend(window), window.bench.model.path) == (700, place)
    press(qtbot, Qt.Key.Key_S)
    assert spend_in(place) == 700
    assert not leftovers(own_home / "state" / "working")


def test_kept_work_thrown_away_is_gone_and_the_file_opens(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, own_home: Path, place: Path
) -> None:
    press(qtbot, Qt.Key.Key_S)
    before = spend(window)
    keep_one(window, qtbot, messages, 700)
    messages.answer = "discard"
    window.bench.commands.documents.open_path(place)
    assert len(messages.asked) == 1
    assert (spend(window), window.bench.model.path) == (before, place)
    assert not leftovers(own_home / "state" / "working")
    window.bench.commands.documents.offer_kept()
    assert len(messages.asked) == 1


def test_when_the_work_was_made_is_said_with_the_date_on_another_day() -> None:
    at = datetime(2026, 9, 3, 10, 42)  # noqa: DTZ001  local time
    assert moment(at, date(2026, 9, 3)) == "10:42"
    assert moment(at, date(2026, 9, 4)) == "2026-09-03 10:42"
