"""Several windows: where a document goes, which has a file, how all of them close, what they share."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from roiapp import settings as settings_file
from roiapp.core.edits import SetCells, SetSettings
from roiapp.files import templates
from roiapp.files.project_file import encode
from roiapp.files.session import Session
from roiapp.files.working_copy import leftovers
from roiapp.settings import Recent, Settings
from roiapp.ui.look.background import Then, Work, at_once
from roiapp.ui.look.dialogs import QuestionDialog
from roiapp.ui.look.faults import Fault
from roiapp.ui.look.messages import Question
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.windows import Windows
from tests.ui.small_window import RecordedMessages, other_windows, small_worksheet

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Book.roi"
    path.write_bytes(encode(small_worksheet()))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("Channel,Spend,Leads\nSearch,100,10\n", encoding="utf-8")
    return path


def change(window: MainWindow, figure: float = 700) -> None:
    window.bench.model.apply(SetCells.one("spend", 0, 0, figure))


def open_path(window: MainWindow, path: Path) -> None:
    window.bench.commands.documents.open_path(path)


def only_other(window: MainWindow) -> MainWindow:
    """The other window with its document, which comes a turn of the loop after it."""
    QTest.qWait(1)
    (other,) = other_windows(window)
    return other


def wait_until_whole(window: MainWindow, qtbot: QtBot) -> None:
    """Until its charts and ranges are there."""
    qtbot.waitUntil(lambda: window.bench.model.ranges_ready, timeout=20_000)


def deliver_deletions() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_document_takes_the_place_of_an_untouched_one(window: MainWindow, book: Path) -> None:
    open_path(window, book)
    assert not other_windows(window)
    assert window.bench.model.path == book


def test_a_changed_document_stays_and_another_gets_a_window(
    window: MainWindow, messages: RecordedMessages, book: Path
) -> None:
    change(window)
    open_path(window, book)
    other = only_other(window)
    assert other.bench.model.path == book
    assert other.isVisible()
    assert other.windowTitle() == "Brightwater (Book.roi)[*] – Channel ROI"
    assert window.isWindowModified()
    assert not other.isWindowModified()
    assert not messages.asked
    assert [each.path for each in settings_file.load().recent] == [str(book)]


def test_a_step_taken_back_is_still_somebodys_work(window: MainWindow, book: Path) -> None:
    change(window)
    window.bench.model.undo()
    open_path(window, book)
    assert only_other(window).bench.model.path == book


def test_a_saved_document_and_a_table_keep_their_windows(window: MainWindow, book: Path, table: Path) -> None:
    open_path(window, book)
    open_path(window, table)
    other = only_other(window)
    other.bench.commands.documents.open_sample()
    assert len(other_windows(window)) == 2
    QTest.qWait(1)
    assert [each.bench.model.path for each in window.windows.in_order()] == [book, table, None]


def test_a_window_closed_before_its_document_came_gives_the_file_free(
    window: MainWindow, book: Path, messages: RecordedMessages
) -> None:
    change(window)
    open_path(window, book)
    (other,) = other_windows(window)
    other.close()
    QTest.qWait(1)
    assert not other_windows(window)
    open_path(window, book)
    assert only_other(window).bench.model.path == book
    assert not messages.said


def test_the_window_that_has_a_file_comes_to_the_front(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, book: Path, tmp_path: Path
) -> None:
    open_path(window, book)
    window.bench.commands.documents.new_window()
    other = only_other(window)
    qtbot.waitUntil(other.isActiveWindow)
    window.showMinimized()
    link = tmp_path / "link.roi"
    link.symlink_to(book)
    open_path(other, link)
    qtbot.waitUntil(window.isActiveWindow)
    assert not window.isMinimized()
    assert len(other_windows(window)) == 1
    assert not messages.said
    open_path(window, book)
    assert messages.said == [("notice", "Book.roi is open already.")]


def test_a_table_opened_again_is_read_again_only_where_it_was_changed(
    window: MainWindow, table: Path
) -> None:
    open_path(window, table)
    open_path(window, table)
    assert not other_windows(window)
    table.write_text("Channel,Spend,Leads\nSearch,100,10\nRadio,5,1\n", encoding="utf-8")
    open_path(window, table)
    sheet = only_other(window).bench.model.worksheet
    assert sheet is not None
    assert list(sheet.names) == ["Search", "Radio"]


def test_a_file_that_cannot_be_read_opens_no_window(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    change(window)
    note = tmp_path / "note.csv"
    note.write_text("only words\n", encoding="utf-8")
    open_path(window, note)
    assert not other_windows(window)
    assert messages.said[0][0] == "error"


def test_files_asked_for_while_one_is_read_follow_it(
    window: MainWindow, messages: RecordedMessages, book: Path, table: Path
) -> None:
    waiting: list[tuple[Work, Then]] = []
    documents = window.bench.commands.documents
    documents._progress._run = lambda work, then: waiting.append((work, then))
    for path in (book, table, book):
        open_path(window, path)
    assert messages.said == [("notice", "A file is being opened already. One moment.")]
    while waiting:
        work, then = waiting.pop(0)
        then(work(), None)
    assert window.bench.model.path == book
    assert only_other(window).bench.model.path == table


def test_what_is_read_for_a_window_that_has_closed_gives_the_file_free(
    window: MainWindow, book: Path, own_home: Path
) -> None:
    waiting: list[tuple[Work, Then]] = []
    window.bench.commands.documents.new_window()
    other = only_other(window)
    other._run = lambda work, then: waiting.append((work, then))
    open_path(other, book)
    other.close()
    deliver_deletions()
    work, then = waiting.pop()
    then(work(), None)
    with Session.open(book).document.lock as lock:  # type: ignore[union-attr]
        assert lock is not None
    assert not other_windows(window)


def test_a_new_window_stands_a_step_beside_and_as_large(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(760, 520)
    window.move(2, 30)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, CTRL | SHIFT)
    other = only_other(window)
    assert other.size() == window.size()
    assert (other.pos() - window.pos()).toTuple() == (32, 32)
    assert other.bench.model.worksheet is not None
    assert other.bench.model.worksheet.settings.title == "Brightwater Plumbing"
    wait_until_whole(other, qtbot)
    assert other.bench.chart_place.layout().count() == 1


def test_a_second_window_ends_without_trace(window: MainWindow, qtbot: QtBot, own_home: Path) -> None:
    window.bench.commands.documents.new_window()
    other = only_other(window)
    wait_until_whole(other, qtbot)
    kept = weakref.ref(other)
    qtbot.waitUntil(other.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_W, CTRL)
    assert not other_windows(window)
    del other
    deliver_deletions()
    gc.collect()
    assert kept() is None
    assert len(list((own_home / "state" / "working").glob("*.roiwork*"))) <= 1
    window.set_theme("dark")
    window.grab()
    change(window)


def test_another_language_comes_to_one_window_a_turn(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one in front first; those that have closed meanwhile are left out."""
    come: list[object] = []

    def furnish_anew(self: MainWindow) -> None:
        come.append(self)

    monkeypatch.setattr(MainWindow, "furnish_anew", furnish_anew)
    window.bench.commands.documents.new_window()
    other = only_other(window)
    third = window.windows.new()
    in_front = list(window.windows.open)
    window.windows.furnish_anew()
    QTimer.singleShot(0, window, lambda: come.append("turn"))
    qtbot.waitUntil(lambda: len(come) > 2)
    last = in_front[-1]
    window.windows.open.remove(last)
    qtbot.wait(5)
    window.windows.open.append(last)
    assert come == [in_front[0], "turn", in_front[1]]
    assert {window, other, third} == set(in_front)


@pytest.mark.parametrize(
    ("answers", "left", "kept"), [(["stay"], 2, 0), (["keep", "stay"], 1, 1), (["keep", "discard"], 0, 1)]
)
def test_quit_asks_each_and_one_that_stays_ends_it(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, own_home: Path, answers: list[str], left: int,
    kept: int,
) -> None:  # fmt: skip
    replies = iter(answers)

    def ask(question: Question, then: Callable[[str], None]) -> None:
        messages.asked.append(question)
        then(next(replies))

    messages.ask = ask  # type: ignore[method-assign]
    change(window)
    window.bench.commands.documents.new_window()
    second = only_other(window)
    change(second)
    untouched = window.windows.new()
    qtbot.waitUntil(untouched.isActiveWindow)
    window.bench.actions_.action["quit"].trigger()
    qtbot.waitUntil(lambda: len(messages.asked) == len(answers))
    qtbot.waitUntil(lambda: len(window.windows.open) == left)
    QApplication.processEvents()
    assert len(window.windows.open) == left
    assert len(leftovers(own_home / "state" / "working")) == kept


def test_closing_one_after_a_stopped_quit_closes_that_one_alone(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot
) -> None:
    window.bench.commands.documents.new_window()
    other = only_other(window)
    change(other)
    qtbot.waitUntil(lambda: window.windows.open[0] is other)
    messages.answer = "save"  # and no place is chosen
    window.bench.commands.documents.quit()
    assert len(window.windows.open) == 2
    messages.answer = "discard"
    other.close()
    qtbot.waitUntil(lambda: window.windows.open == [window])
    QApplication.processEvents()
    assert window.isVisible()


def test_the_menu_lists_them_where_there_are_several(window: MainWindow, qtbot: QtBot, book: Path) -> None:
    menu = window.bench.window_menu.menu
    assert not menu.menuAction().isVisible()
    change(window)
    open_path(window, book)
    other = only_other(window)
    assert menu.menuAction().isVisible()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "&1 Brightwater*", "&2 Brightwater (Book.roi)"
    ]  # fmt: skip
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    window.bench.model.apply(SetSettings.of(title="R&D " + "plumbing " * 20))
    menu.aboutToShow.emit()
    assert menu.actions()[0].text().startswith("&1 R&&D plumbing")
    assert menu.sizeHint().width() < 600
    qtbot.waitUntil(other.isActiveWindow)
    menu.actions()[0].trigger()
    qtbot.waitUntil(window.isActiveWindow)
    other.close()
    assert not menu.menuAction().isVisible()


def test_the_theme_is_everybodys(window: MainWindow) -> None:
    window.bench.commands.documents.new_window()
    only_other(window).bench.actions_.action["theme_dark"].trigger()
    assert window.bench.actions_.action["theme_dark"].isChecked()
    assert window.theme.tokens.dark
    assert settings_file.load().theme == "dark"


def test_a_window_keeps_what_another_program_kept_meanwhile(window: MainWindow, book: Path) -> None:
    settings_file.update(lambda known: known.changed(language="pl").with_recent(Recent("/elsewhere.roi")))
    open_path(window, book)
    window.set_theme("dark")
    kept = settings_file.load()
    assert (kept.language, kept.theme) == ("pl", "dark")
    assert [each.path for each in kept.recent] == [str(book), "/elsewhere.roi"]


def test_a_fault_is_said_in_the_window_in_front(window: MainWindow, messages: RecordedMessages, qtbot: QtBot) -> None:
    window.bench.commands.documents.new_window()
    other = only_other(window)
    elsewhere = RecordedMessages()
    other.bench.messages = elsewhere
    qtbot.waitUntil(lambda: window.windows.open[0] is other)
    window.windows.say_fault(Fault("Something."))
    assert (elsewhere.said, messages.said) == ([("error", "Something.")], [])
    assert not elsewhere.ways


def test_a_report_is_shown_in_its_folder(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("roiapp.ui.look.opening.show_in_folder", shown.append)
    report = tmp_path / "report.txt"
    window.windows.say_fault(Fault("Something.", report))
    (way,) = messages.ways
    assert way.label == "Show in folder"
    way.do()
    assert shown == [report]
    window.windows.say_crash(report)
    kind, said = messages.said[-1]
    assert kind == "warning"
    assert said.startswith("Channel ROI ended unexpectedly the last time. A report that you may send, ")
    assert said.endswith(f": {report}")
    messages.ways[0].do()
    assert shown == [report, report]


def test_a_fault_before_there_is_a_whole_window_is_one_dialog(light_theme: Theme, qtbot: QtBot) -> None:
    windows = Windows(light_theme, at_once, lambda _error: None)
    outline = windows.first(Settings())
    qtbot.addWidget(outline)
    outline.show()
    for _ in range(3):
        windows.say_fault(Fault("Something.", None))
    (dialog,) = outline.findChildren(QuestionDialog)
    assert "Something." in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.close()


def test_what_was_asked_for_last_is_known(window: MainWindow) -> None:
    for _ in range(25):
        window.bench.actions_.action["undo"].trigger()
    window.bench.actions_.action["add_channel"].trigger()
    window.bench.actions_.action["theme_dark"].trigger()
    assert list(window.windows.last_actions)[-2:] == ["add_channel", "theme_dark"]
    assert len(window.windows.last_actions) <= 20


def test_all_kept_work_is_offered_each_in_its_window(
    window: MainWindow, messages: RecordedMessages, own_home: Path
) -> None:
    for figure in (1.0, 2.0):
        session = Session.new(templates.load_sample())
        session.apply(SetCells.one("spend", 0, 0, figure))
        session.close(keep=True)
    messages.answer = "take"
    window.bench.commands.documents.offer_kept()
    assert len(messages.asked) == 2
    QTest.qWait(1)
    sheets = [each.bench.model.worksheet for each in window.windows.in_order()]
    assert [sheet.value("spend", 0, 0) for sheet in sheets if sheet] == [2.0, 1.0]


def test_a_later_start_opens_its_file_here(window: MainWindow, qtbot: QtBot, book: Path) -> None:
    assert window.windows.open_for_later_start(None)  # the untouched one is enough
    assert not other_windows(window)
    change(window)
    for _ in range(2):  # once more while it is on its way
        assert window.windows.open_for_later_start(book)
    assert only_other(window).bench.model.path == book
    assert window.windows.open_for_later_start(book)
    assert window.windows.open_for_later_start(None)
    assert len(other_windows(window)) == 2
    for each in (*other_windows(window),):
        each.close()
    window._may_close = True
    window.close()
    assert not window.windows.open_for_later_start(book)
