"""Kept work compared with its file before it is taken up, thrown away or left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import SetChannel
from roiapp.core.edits import SetCells
from roiapp.files.document import look_at
from roiapp.files.project_file import decode, encode
from roiapp.files.working_copy import leftovers
from roiapp.ui.forms.differences_view import NOW, THEN, WHAT, WHERE
from roiapp.ui.forms.recovery_dialog import RecoveryDialog, steps_text
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, show_another

SEPTEMBER = 5


def leave_work(window: MainWindow, messages: RecordedMessages) -> None:
    """Two edits and a rename, kept on this computer; another document is shown."""
    model = window.bench.model
    model.apply(SetCells.one("spend", SEPTEMBER, 0, 700.0))
    model.apply(SetCells.one("spend", SEPTEMBER, 0, 750.0))
    model.apply(SetChannel("name", ((2, "Radio"),)))
    messages.answer = "keep"
    show_another(window)
    messages.asked.clear()
    messages.answer = "compare"


@pytest.fixture
def place(tmp_path: Path, window: MainWindow, messages: RecordedMessages) -> Path:
    messages.place = tmp_path / "Brightwater.roi"
    window.bench.model.apply(SetCells.one("spend", SEPTEMBER, 0, 600.0))
    window.bench.commands.saving.save()
    return messages.place


def shown(window: MainWindow, qtbot: QtBot) -> RecoveryDialog:
    (found,) = [each for each in window.findChildren(RecoveryDialog) if each.isVisible()]
    qtbot.waitUntil(found.isActiveWindow)
    return found


def table(dialog: RecoveryDialog) -> list[tuple[str, ...]]:
    model = dialog.view.model
    return [
        tuple(model.index(row, column).data() for column in (WHAT, WHERE, THEN, NOW)) for row in range(model.rowCount())
    ]


def click(dialog: RecoveryDialog, qtbot: QtBot, text: str) -> None:
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.text() == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_work_without_a_file_is_compared_with_what_it_began_on_and_taken_up(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, own_home: Path
) -> None:
    leave_work(window, messages)
    window.bench.commands.documents.offer_kept()
    assert [choice.id for choice in messages.asked[0].choices] == ["later", "discard", "compare", "take"]
    dialog = shown(window, qtbot)
    assert dialog.view.model.headerData(THEN, Qt.Orientation.Horizontal) == "At the start"
    assert table(dialog) == [
        ("Channel renamed", "Radio", "Radio & TV", "Radio"),
        ("Spend", "Local SEO", "$960", "$750"),
    ]
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Done, the latest first: Rename to Radio, Change Spend of Local SEO (×2)" in texts
    assert any(text.startswith("3 edits since ") for text in texts)
    assert len(leftovers(own_home / "state" / "working")) == 1  # nobody holds it meanwhile
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.value("spend", SEPTEMBER, 0) == 750
    assert window.bench.model.worksheet.names[2] == "Radio"
    assert len(messages.asked) == 1


def test_work_on_a_file_is_compared_with_what_stands_in_it(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, place: Path, own_home: Path
) -> None:
    leave_work(window, messages)
    theirs = decode(place.read_bytes())
    SetCells.one("leads", SEPTEMBER, 1, 5.0).apply(theirs)
    place.write_bytes(encode(theirs))
    window.bench.commands.documents.open_path(place)
    dialog = shown(window, qtbot)
    assert dialog.view.model.headerData(THEN, Qt.Orientation.Horizontal) == "In the file"
    assert ("Spend", "Local SEO", "$600", "$750") in table(dialog)
    assert ("Leads", "Google text ads", "5", "55.2") in table(dialog)
    messages.answer = "later"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert len(messages.asked) == 2  # asked once more
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.value("spend", SEPTEMBER, 0) == 600
    assert len(leftovers(own_home / "state" / "working")) == 1


def test_compared_and_thrown_away(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, place: Path, own_home: Path
) -> None:
    leave_work(window, messages)
    window.bench.commands.documents.open_path(place)
    click(shown(window, qtbot), qtbot, "Discard")
    assert not leftovers(own_home / "state" / "working")
    assert window.bench.model.worksheet is not None
    assert window.bench.model.path == place
    assert window.bench.model.worksheet.value("spend", SEPTEMBER, 0) == 600


def test_a_file_that_is_gone_is_no_reason_not_to_compare(
    window: MainWindow, messages: RecordedMessages, place: Path, qtbot: QtBot
) -> None:
    leave_work(window, messages)
    place.unlink()
    window.bench.commands.documents.offer_kept()
    dialog = shown(window, qtbot)
    assert dialog.view.model.headerData(THEN, Qt.Orientation.Horizontal) == "At the start"
    assert ("Spend", "Local SEO", "$600", "$750") in table(dialog)
    dialog.answer = "take"
    dialog.accept()


def test_work_that_somebody_else_took_is_said(
    window: MainWindow, messages: RecordedMessages, own_home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roiapp.files.file_errors import FileError

    leave_work(window, messages)

    def refuse(_left: object) -> None:
        messages.answer = "later"
        raise FileError("It is open in another window.")

    with monkeypatch.context() as patch:
        patch.setattr("roiapp.files.document.look_at", refuse)
        window.bench.commands.documents.offer_kept()
    assert messages.said[-1] == ("error", "It is open in another window.")
    assert len(messages.asked) == 2
    (left,) = leftovers(own_home / "state" / "working")
    assert left.steps == 3


def test_looking_at_kept_work_leaves_it_as_it_is(
    window: MainWindow, messages: RecordedMessages, own_home: Path
) -> None:
    leave_work(window, messages)
    (left,) = leftovers(own_home / "state" / "working")
    work = look_at(left)
    assert (work.before.value("spend", SEPTEMBER, 0), work.after.value("spend", SEPTEMBER, 0)) != (750, 750)
    assert work.after.value("spend", SEPTEMBER, 0) == 750
    assert len(work.history.done) == 3
    assert leftovers(own_home / "state" / "working") == [left]


def test_steps_in_a_line() -> None:
    assert steps_text(["a", "b", "b", "a"]) == "a, b (×2), a"
    assert steps_text([str(n) for n in range(9)]) == "8, 7, 6, 5, 4, 3, …"


def test_it_is_said_when_the_file_was_changed_since(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, place: Path
) -> None:
    leave_work(window, messages)
    theirs = decode(place.read_bytes())
    SetCells.one("leads", SEPTEMBER, 1, 5.0).apply(theirs)
    place.write_bytes(encode(theirs))
    window.bench.commands.documents.open_path(place)
    dialog = shown(window, qtbot)
    assert any("Somebody else has changed the file since" in label.text() for label in dialog.findChildren(QLabel))
    assert any(row[0] == "Leads" for row in table(dialog))
    click(dialog, qtbot, "Go back")
