"""What the window says when the disk refuses, and that the work is still in it: saved elsewhere meanwhile, and there
once it is over. Every kind of trouble, below the window: `tests/files/test_disk_troubles.py`."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp import settings as settings_file
from roiapp.core.edits import SetCells, SetSettings
from roiapp.files.disk import REAL_DISK, RealDisk
from roiapp.files.project_file import decode, encode
from roiapp.files.working_copy import leftovers
from roiapp.ui.look.message_bar import MessageBar
from roiapp.ui.look.messages import WindowMessages
from roiapp.ui.window.main_window import MainWindow
from tests.files.trying_disk import full_working_copy, refusing
from tests.ui.small_window import RecordedMessages, show_another, small_worksheet

SEPTEMBER = 5
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Open:
    """The window with a document that has a file, and a figure typed after the last save."""

    window: MainWindow
    qtbot: QtBot
    messages: RecordedMessages
    file: Path

    def type_spend(self, digits: str) -> None:
        self.window.bench.grid.go_to(0, "spend")
        for digit in digits:
            self.qtbot.keyClick(QApplication.focusWidget(), digit)
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def save(self) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CTRL)

    def says(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: self.window.bench.status.saved_text == text)

    def use(self, disk: RealDisk) -> None:
        session = self.window.bench.model.session
        assert session
        assert session.document
        session.document.disk = disk

    def nothing_is_lost(self, figure: float) -> None:
        sheet = self.window.bench.model.worksheet
        assert sheet
        assert sheet.value("spend", SEPTEMBER, 0) == figure
        assert self.window.isWindowModified()
        self.says("All changes kept")


def spend_in(path: Path) -> float:
    return decode(path.read_bytes()).value("spend", SEPTEMBER, 0)


@pytest.fixture
def there(window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path) -> Open:
    file = tmp_path / "documents" / "Brightwater.roi"
    file.parent.mkdir()
    messages.place = file
    made = Open(window, qtbot, messages, file)
    made.save()
    made.says("Saved")
    messages.place = None
    made.type_spend("1250")
    made.says("All changes kept")
    return made


# -- what is said in a line --------------------------------------------------------------------------------------------


def by_a_folder(there: Open) -> None:
    there.file.unlink()
    there.file.mkdir()


def by_a_circle(there: Open) -> None:
    there.file.unlink()
    there.file.symlink_to(there.file.name)


@dataclass(frozen=True)
class Trouble:
    """`cause` and `cure` it, the line that is said, and whether the file went with it, so that it is asked about."""

    cause: Callable[[Open], object]
    cure: Callable[[Open], object]
    line: str
    gone: bool = False


def disk(kind: str, number: int, line: str) -> Trouble:
    return Trouble(lambda there: there.use(refusing(kind, number)), lambda there: there.use(REAL_DISK), line)


TROUBLES = {
    "full": disk(
        "write", errno.ENOSPC, "There is no room left on the disk. Free some space or save somewhere else."
    ),
    "read-only folder": disk(
        "create", errno.EACCES,
        "You are not allowed to write here. Save somewhere else, or ask whoever owns the folder.",
    ),
    "read-only disk": disk("create", errno.EROFS, "The disk can only be read. Save somewhere else."),
    "unplugged": disk(
        "fsync", errno.EIO,
        "The disk or network drive does not answer. Check that it is connected, then try again.",
    ),
    "folder removed": Trouble(
        lambda there: shutil.rmtree(there.file.parent), lambda there: there.file.parent.mkdir(),
        "The folder is not there. Make it, or save somewhere else.", gone=True,
    ),
    "a folder in its place": Trouble(
        by_a_folder, lambda there: there.file.rmdir(), "There is a folder of this name. Choose another name.",
        gone=True,
    ),
    "a link in a circle": Trouble(
        by_a_circle, lambda there: there.file.unlink(),
        "The name is a link that leads back to itself. Choose another name.", gone=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TROUBLES)
def test_it_is_said_and_over_saving_works(there: Open, name: str) -> None:
    trouble = TROUBLES[name]
    trouble.cause(there)
    there.save()
    assert there.messages.said == [("error", f"Not saved: Brightwater.roi: {trouble.line}")]
    there.nothing_is_lost(1250)
    there.type_spend("1300")  # and goes on
    there.nothing_is_lost(1300)
    trouble.cure(there)
    there.messages.answer = "mine"
    there.save()
    assert [question.title for question in there.messages.asked] == (["The file is gone"] if trouble.gone else [])
    there.says("Saved")
    assert spend_in(there.file) == 1300


@pytest.mark.parametrize("name", TROUBLES)
def test_it_can_be_saved_elsewhere_meanwhile(there: Open, name: str, tmp_path: Path) -> None:
    TROUBLES[name].cause(there)
    there.save()
    there.use(REAL_DISK)  # the other disk is well
    there.messages.place = tmp_path / "Elsewhere.roi"
    there.window.bench.actions_.action["save_as"].trigger()
    there.says("Saved")
    assert spend_in(tmp_path / "Elsewhere.roi") == 1250
    assert there.window.bench.model.path == tmp_path / "Elsewhere.roi"


@pytest.mark.parametrize("answer", ["theirs", "mine", "stay"])
def test_a_file_put_there_by_somebody_is_asked_about(there: Open, answer: str) -> None:
    other = small_worksheet()
    other.columns["spend"][SEPTEMBER, 0] = theirs = 5.0
    there.file.write_bytes(encode(other))
    there.messages.answer = answer
    there.save()
    (question,) = there.messages.asked
    assert question.title == "The file was changed by somebody else"
    assert question.text.startswith("Brightwater.roi: The file has changed since it was opened. Keep yours, keep ")
    sheet = there.window.bench.model.worksheet
    assert sheet
    assert sheet.value("spend", SEPTEMBER, 0) == (theirs if answer == "theirs" else 1250)
    assert spend_in(there.file) == (1250 if answer == "mine" else theirs)


def test_a_name_of_300_letters_is_said_and_the_document_stays_where_it_was(there: Open, tmp_path: Path) -> None:
    there.messages.place = tmp_path / ("n" * 300)
    there.window.bench.actions_.action["save_as"].trigger()
    ((kind, text),) = there.messages.said
    assert kind == "error"
    assert text.endswith("nnn.roi: The name or the path is too long for this disk. Choose a shorter one.")
    assert there.window.bench.model.path == there.file
    there.nothing_is_lost(1250)
    deep = tmp_path.joinpath(*["y" * 40] * 8)
    deep.mkdir(parents=True)
    there.messages.place = deep / "Brightwater.roi"
    there.window.bench.actions_.action["save_as"].trigger()
    there.says("Saved")
    assert len(str(there.messages.place)) > 300
    assert spend_in(there.messages.place) == 1250


def test_the_long_line_of_an_error_is_whole_in_the_window(there: Open) -> None:
    """The real bar, in the smallest window: it wraps, and names what cannot be wrapped are cut."""
    bar = MessageBar(there.window.theme, there.window)
    door = WindowMessages(there.window, bar, there.window.theme)
    door.say("Not saved: Brightwater.roi: " + TROUBLES["unplugged"].line, "error")
    bar.setFixedWidth(400)
    bar.adjustSize()
    bar.grab()
    assert bar.label.heightForWidth(bar.label.width()) <= bar.label.height()


# -- what is said where it is kept -------------------------------------------------------------------------------------


def test_a_full_disk_for_what_is_kept_stands_in_the_status_bar(there: Open) -> None:
    session = there.window.bench.model.session
    assert session
    assert session.document
    assert session.document.copy
    room = full_working_copy(session.document.copy)
    there.window.bench.model.apply(SetCells.one("spend", SEPTEMBER, 1, 7.0, "=" + "1+" * 50_000 + "1"))
    line = "There is no room left on the disk that keeps your changes. Free some space, or save the document."
    there.says(line)
    assert there.window.bench.status.accessibleDescription().startswith(line)
    there.type_spend("1300")  # typing goes on
    there.says(line)
    assert not there.window.close()  # and nothing goes away unsaved
    assert line in there.messages.asked[-1].text
    room()
    there.qtbot.waitUntil(lambda: there.window.bench.status.saved_text == "All changes kept", timeout=20_000)
    assert session.state.unpublished == 3


def test_the_state_folder_removed_while_the_window_is_open(there: Open, own_home: Path) -> None:
    shutil.rmtree(own_home)
    there.type_spend("1300")
    there.says("All changes kept")
    there.save()
    there.says("Saved")
    assert spend_in(there.file) == 1300
    there.type_spend("1400")
    there.says("All changes kept")
    there.messages.answer = "keep"
    there.window.close()
    there.qtbot.waitUntil(lambda: not there.window.isVisible())
    (left,) = leftovers(own_home / "state" / "working")
    assert (left.target, left.steps) == (there.file, 1)


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["خطة التسويق", "👩‍🌾 🌽 план", "-rf", "it's \"so\"", "Cafe\u0301", "&Save <b>x %n"])
def test_a_name_is_shown_as_it_is(there: Open, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.roi"
    there.window.bench.model.apply(SetSettings.of(title=""))
    there.messages.place = path
    there.window.bench.actions_.action["save_as"].trigger()
    there.says("Saved")
    assert there.window.windowTitle() == f"{name}[*] – Channel ROI"
    assert settings_file.load().recent[0].path == str(path)
    show_another(there.window)
    there.window.bench.commands.documents.open_path(path)
    assert there.window.bench.model.path == path
    there.window.grab()


@pytest.mark.skipif(os.name == "nt" or not os.supports_bytes_environ, reason="names are text there")
def test_a_name_that_is_no_text_is_opened_and_saved(there: Open, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/Caf\xe9.roi"))
    path.write_bytes(there.file.read_bytes())
    show_another(there.window)
    there.window.bench.commands.documents.open_path(path)
    assert there.window.bench.model.path == path
    there.type_spend("1300")
    there.says("All changes kept")
    there.save()
    there.says("Saved")
    assert spend_in(path) == 1300
    there.window.grab()
    there.use(refusing("write", errno.ENOSPC))
    there.type_spend("1400")
    there.save()
    assert there.messages.said[-1][1].endswith("Free some space or save somewhere else.")
    there.nothing_is_lost(1400)
    there.messages.said[-1][1].encode()  # can be shown and logged anywhere
    assert settings_file.load().recent[0].path == str(path)
