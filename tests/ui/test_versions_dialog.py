"""Earlier versions of a document: looked at, compared and restored, with real keys in a real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import AddChannels, SetChannel
from roiapp.core.edits import SetCells, SetSettings
from roiapp.files import versions
from roiapp.files.document import waiting
from roiapp.files.project_file import decode, encode
from roiapp.files.session import Session
from roiapp.files.versions import versions_of
from roiapp.ui.forms.differences_view import NOW, THEN, WHAT, WHEN, WHERE
from roiapp.ui.forms.versions_dialog import VersionsDialog, row_of, version_day
from roiapp.ui.look.background import at_once, in_background
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, show_another, small_worksheet

SEPTEMBER = 5


@pytest.fixture
def place(tmp_path: Path, window: MainWindow, messages: RecordedMessages) -> Path:
    """The file of the window's document, saved with a spend of 100, 200 and 300."""
    messages.place = tmp_path / "Brightwater.roi"
    for figure in (100.0, 200.0, 300.0):
        spend(window, figure)
        window.bench.commands.saving.save()
    return messages.place


@pytest.fixture
def dialog(window: MainWindow, place: Path, qtbot: QtBot) -> VersionsDialog:
    return opened(window, qtbot)


def opened(window: MainWindow, qtbot: QtBot) -> VersionsDialog:
    window.bench.actions_.action["versions"].trigger()
    found = [each for each in window.findChildren(VersionsDialog) if each.isVisible()]
    assert len(found) == 1
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def spend(window: MainWindow, figure: float) -> None:
    window.bench.model.apply(SetCells.one("spend", SEPTEMBER, 0, figure))


def session_of(window: MainWindow) -> Session:
    assert window.bench.model.session is not None
    return window.bench.model.session


def content(window: MainWindow) -> tuple[object, ...]:
    assert window.bench.model.worksheet is not None
    return window.bench.model.worksheet.content()


def content_in(path: Path) -> tuple[object, ...]:
    return decode(path.read_bytes()).content()


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def sizes(dialog: VersionsDialog) -> list[str]:
    return [row_of(dialog.list.item(row)).size for row in range(dialog.list.count())]


def table(dialog: VersionsDialog) -> list[tuple[str, ...]]:
    model = dialog.view.model
    return [
        tuple(model.index(row, column).data() for column in (WHAT, WHERE, WHEN, THEN, NOW))
        for row in range(model.rowCount())
    ]


def test_it_can_be_asked_for_as_soon_as_there_is_a_file(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    action = window.bench.actions_.action["versions"]
    assert not action.isEnabled()
    messages.place = tmp_path / "Mine.roi"
    window.bench.commands.saving.save()
    assert action.isEnabled()
    show_another(window)
    assert not action.isEnabled()


def test_what_differs_stands_beside_each_version(window: MainWindow, place: Path, qtbot: QtBot) -> None:
    window.bench.model.apply(SetCells.one("leads", 4, 1, None))
    window.bench.model.apply(SetChannel("name", ((3, "Newspaper"),)))
    dialog = opened(window, qtbot)
    assert sizes(dialog) == [
        "1 cell changed in Google text ads. 1 channel was renamed.",
        "2 cells changed in 2 channels. 1 channel was renamed.",
        "2 cells changed in 2 channels. 1 channel was renamed.",
    ]
    assert row_of(dialog.list.item(0)).when.startswith("Today, ")
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.view.text == "2 cells changed in 2 channels. 1 channel was renamed."
    assert table(dialog) == [
        ("Channel renamed", "Newspaper", "", "Local print", "Newspaper"),
        ("Spend", "Local SEO", "Sep 2026", "$200", "$300"),
        ("Leads", "Google text ads", "Aug 2026", "50.6", "–"),
    ]
    press(qtbot, Qt.Key.Key_Up)
    assert len(table(dialog)) == 2
    press(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.names[3] == "Newspaper"


def test_enter_restores_as_one_step_that_nothing_loses(
    window: MainWindow, place: Path, qtbot: QtBot, messages: RecordedMessages, own_home: Path
) -> None:
    model = window.bench.model
    model.apply(AddChannels.at_end(session_of(window).worksheet, ["Podcast"]))
    model.apply(SetSettings.of(currency="EUR"))
    before, published = content(window), place.read_bytes()
    first = content_of_version(place, own_home, 2)
    opened(window, qtbot)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    window.activateWindow()  # which offscreen no window manager does
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert content(window) == first
    assert model.worksheet is not None
    assert model.worksheet.value("spend", SEPTEMBER, 0) == 100
    assert window.bench.grid.model.channels == 4
    assert "$" in model.number_format.text(1.0, session_of(window).catalog.field["spend"].unit)
    assert messages.said[-1][1].startswith("The version of ")
    assert place.read_bytes() == published
    assert window.isWindowModified()
    assert window.bench.actions_.action["undo"].text().startswith("&Undo Restore the version of ")
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert content(window) == before
    assert window.bench.actions_.action["redo"].text().startswith("&Redo Restore the version of ")
    press(qtbot, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert content(window) == first
    assert model.worksheet.value("spend", SEPTEMBER, 0) == 100

    # What a crash would leave is the same, with the steps to take back.
    messages.answer = "keep"
    show_another(window)
    left = waiting(place)
    assert left is not None
    session = Session.recover(left)
    assert session.worksheet.content() == first
    session.undo()
    assert session.worksheet.content() == before
    session.redo()
    assert session.worksheet.content() == first
    session.save()
    session.close()
    assert content_in(place) == first
    assert versions_of(place)[0].size == len(encode(session.worksheet))


def content_of_version(place: Path, home: Path, number: int) -> tuple[object, ...]:
    return decode(versions.read(versions_of(place, home / "state")[number])).content()


def test_a_version_equal_to_the_document_is_not_restored(
    window: MainWindow, dialog: VersionsDialog, qtbot: QtBot
) -> None:
    assert sizes(dialog)[0] == "The same as the document now."
    assert dialog.view.text == "The same as the document now."
    assert not dialog.restore_button.isEnabled()
    steps = len(session_of(window).history.done)
    press(qtbot, Qt.Key.Key_Return)
    assert len(session_of(window).history.done) == steps
    assert dialog.isVisible()


def test_a_damaged_version_says_so_and_is_not_restored(
    window: MainWindow, place: Path, qtbot: QtBot, own_home: Path
) -> None:
    spoilt = versions_of(place, own_home / "state")[1].path
    spoilt.write_bytes(spoilt.read_bytes()[:-900] + b"x" * 900)
    before = content(window)
    dialog = opened(window, qtbot)
    assert sizes(dialog)[1] == "Damaged, cannot be restored."
    assert sizes(dialog)[2] == "1 cell changed in Local SEO."
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.view.text.startswith("This version is damaged and cannot be restored. Brightwater.roi: ")
    dialog.grab()
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert content(window) == before


def test_nothing_is_kept_yet(window: MainWindow, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot) -> None:
    stranger = tmp_path / "stranger.roi"
    stranger.write_bytes(encode(small_worksheet()))
    window.bench.commands.documents.open_path(stranger)
    dialog = opened(window, qtbot)
    shown = [label.text() for label in dialog.findChildren(type(dialog.refusal)) if label.isVisible()]
    assert "No earlier version is kept yet. One is kept each time you save." in shown
    press(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_versions_are_compared_elsewhere_the_chosen_one_first(window: MainWindow, place: Path, qtbot: QtBot) -> None:
    waiting_work: list[Callable[[], None]] = []
    window.bench.commands.versions._run = lambda work, then: waiting_work.append(lambda: in_background(work, then))
    dialog = opened(window, qtbot)
    assert sizes(dialog) == ["Being compared…"] * 3
    assert not dialog.restore_button.isEnabled()
    assert dialog.view.text == "Being compared…"
    dialog.list.setCurrentRow(2)
    waiting_work.pop(0)()
    qtbot.waitUntil(lambda: sizes(dialog)[0] == "The same as the document now.")
    waiting_work.pop(0)()
    qtbot.waitUntil(lambda: sizes(dialog)[2] == "1 cell changed in Local SEO.")
    assert sizes(dialog)[1] == "Being compared…"
    assert dialog.restore_button.isEnabled()
    dialog.reject()  # while one is still compared
    waiting_work.pop(0)()
    QApplication.processEvents()


def test_what_is_brought_back_is_read_elsewhere_and_says_so(
    window: MainWindow, place: Path, qtbot: QtBot, messages: RecordedMessages
) -> None:
    dialog = opened(window, qtbot)
    waiting_work: list[Callable[[], None]] = []
    window.bench.progress._run = lambda work, then: waiting_work.append(lambda: in_background(work, then))
    dialog.list.setCurrentRow(2)
    press(qtbot, Qt.Key.Key_Return)
    bar = window.bench.message_bar
    qtbot.waitUntil(lambda: bar.text.startswith("The version of "), timeout=3000)
    assert bar.text.endswith(" is being brought back…")
    assert not dialog.restore_button.isEnabled()
    waiting_work.pop(0)()
    qtbot.waitUntil(lambda: bool(messages.said) and " is back. " in messages.said[-1][1])
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.value("spend", SEPTEMBER, 0) == 100
    window.bench.model.undo()
    assert window.bench.model.worksheet.value("spend", SEPTEMBER, 0) == 300


def test_a_version_whose_reading_is_left_alone_does_not_come(window: MainWindow, place: Path, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    waiting_work: list[Callable[[], None]] = []
    window.bench.progress._run = lambda work, then: waiting_work.append(lambda: at_once(work, then))
    dialog.list.setCurrentRow(2)
    press(qtbot, Qt.Key.Key_Return)
    with qtbot.waitSignal(dialog.destroyed):
        press(qtbot, Qt.Key.Key_Escape)
    waiting_work.pop(0)()
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.value("spend", SEPTEMBER, 0) == 300


def test_very_many_lines_stay_in_memory_only_while_they_are_looked_at(
    window: MainWindow, place: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roiapp.ui.forms.versions_dialog._MOST_KEPT", 0)
    dialog = opened(window, qtbot)
    for row in (1, 2, 1, 0, 2):
        dialog.list.setCurrentRow(row)
        assert len(table(dialog)) == (row > 0)
        assert dialog.restore_button.isEnabled() == (row > 0)
        assert {known for known, lines in dialog._lines.items() if len(lines)} <= {row}


def test_a_version_as_a_file_of_its_own(
    window: MainWindow, dialog: VersionsDialog, messages: RecordedMessages, place: Path, tmp_path: Path
) -> None:
    dialog.list.setCurrentRow(2)
    published = place.read_bytes()
    dialog.copy_button.click()  # the place suggested by the test is the document's own
    assert messages.said[-1] == (
        "error", "Not saved: Brightwater.roi: That is the document's own file. Choose another name for the copy.",
    )  # fmt: skip
    assert place.read_bytes() == published
    messages.place = tmp_path / "Old.roi"
    dialog.copy_button.click()
    assert messages.suggested[-1].name.startswith("Brightwater 20")
    assert decode(messages.place.read_bytes()).value("spend", SEPTEMBER, 0) == 100
    assert messages.said[-1] == ("notice", "A copy was saved: Old.roi")
    assert window.bench.model.path == place


def test_a_document_that_is_only_looked_at_is_not_changed(
    window: MainWindow, place: Path, qtbot: QtBot, messages: RecordedMessages
) -> None:
    show_another(window)
    holder = Session.open(place)
    try:
        window.bench.commands.documents.open_path(place)
        assert window.bench.model.session is not None
        assert window.bench.model.session.read_only
        assert messages.said[-1][1].endswith("to change it, save it under another name.")
        messages.place = None
        window.bench.commands.saving.save()
        assert messages.suggested[-1].name == "Brightwater copy.roi"
        dialog = opened(window, qtbot)
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert dialog.refusal.text() == window.bench.model.session.state.sentence
        assert dialog.restore_button.isEnabled()
        dialog.reject()
    finally:
        holder.close()


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_drawn_in_both_themes(
    window: MainWindow, place: Path, qtbot: QtBot, dark: bool
) -> None:
    window.set_theme("dark" if dark else "light")
    dialog = opened(window, qtbot)
    dialog.list.setCurrentRow(2)
    picture = dialog.grab().toImage()
    ground = picture.pixelColor(8, 8)
    assert (ground.lightness() < 60) == dark
    row = dialog.view.table.visualRect(dialog.view.model.index(0, NOW))
    at = dialog.view.table.viewport().mapTo(dialog, row.topLeft())
    drawn = {picture.pixelColor(at.x() + x, at.y() + 14).name() for x in range(row.width())}
    assert len(drawn) > 2  # a figure stands there


def test_days_in_words() -> None:
    today = date(2026, 11, 28)
    assert version_day(datetime(2026, 11, 28, 9, 41), today) == "Today, 09:41"  # noqa: DTZ001  local time
    assert version_day(datetime(2026, 11, 27, 17, 2), today) == "Yesterday, 17:02"  # noqa: DTZ001
    assert version_day(datetime(2026, 11, 3, 9, 5), today) == "Nov 3, 2026, 09:05"  # noqa: DTZ001
