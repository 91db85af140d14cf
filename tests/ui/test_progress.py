"""Work that takes a while: said after 0.3 s, given up where it can be, and nothing of it left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from roiapp.files import templates
from roiapp.files.session import Session
from roiapp.ui.look.background import at_once
from roiapp.ui.look.message_bar import MessageBar
from roiapp.ui.look.progress import GivenUpError, Progress
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages


class Later:
    """A runner whose work is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any, Exception | None], None]]] = []

    def __call__(self, work: Callable[[], Any], then: Callable[[Any, Exception | None], None]) -> None:
        self.waiting.append((work, then))

    def finish(self, place: int = 0) -> None:
        work, then = self.waiting.pop(place)
        at_once(work, then)


@pytest.fixture
def bar(qtbot: QtBot, light_theme: Theme) -> MessageBar:
    made = MessageBar(light_theme)
    qtbot.addWidget(made)
    return made


Heard = list[tuple[Any, Exception | None]]


def started(progress: Progress, text: str, heard: Heard, *, may_give_up: bool = True, answer: object = 7) -> None:
    progress.told(text, may_give_up=may_give_up)(lambda: answer, lambda result, error: heard.append((result, error)))


def test_what_is_done_at_once_is_never_named(bar: MessageBar, qtbot: QtBot) -> None:
    heard: Heard = []
    started(Progress(at_once, bar, bar), "Opening a…", heard)
    assert heard == [(7, None)]
    qtbot.wait(350)
    assert bar.text == ""


def test_it_is_named_after_a_moment_and_goes_with_the_work(bar: MessageBar, qtbot: QtBot) -> None:
    later, heard = Later(), Heard()
    started(Progress(later, bar, bar), "Opening a…", heard, may_give_up=False)
    assert bar.text == ""
    qtbot.waitUntil(lambda: bar.text == "Opening a…", timeout=3000)
    assert bar.cancel.isHidden()
    later.finish()
    assert heard == [(7, None)]
    assert bar.isHidden()


def test_given_up_it_is_told_once_and_what_comes_later_is_let_go(bar: MessageBar, qtbot: QtBot) -> None:
    later, heard = Later(), Heard()
    session = Session(templates.load_sample())
    closed: list[bool] = []
    session.close = lambda *_keep: closed.append(True)  # type: ignore[method-assign]
    started(Progress(later, bar, bar), "Opening a…", heard, answer=session)
    qtbot.waitUntil(lambda: not bar.cancel.isHidden(), timeout=3000)
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert [(result, type(error)) for result, error in heard] == [(None, GivenUpError)]
    assert bar.isHidden()
    later.finish()
    assert len(heard) == 1
    assert closed == [True]


def test_of_two_the_other_is_named_when_one_is_done(bar: MessageBar, qtbot: QtBot) -> None:
    later, heard = Later(), Heard()
    progress = Progress(later, bar, bar)
    started(progress, "Opening a…", heard)
    qtbot.waitUntil(lambda: bar.text == "Opening a…", timeout=3000)
    started(progress, "Opening b…", heard)
    qtbot.waitUntil(lambda: bar.text == "Opening b…", timeout=3000)
    later.finish(1)
    assert bar.text == "Opening a…"
    later.finish()
    assert bar.isHidden()


def test_a_warning_before_it_comes_back_and_a_notice_gives_way_to_it(bar: MessageBar, qtbot: QtBot) -> None:
    later, heard = Later(), Heard()
    bar.show_message("Not saved.", "error")
    started(Progress(later, bar, bar), "Opening a…", heard)
    qtbot.waitUntil(lambda: bar.text == "Opening a…", timeout=3000)
    bar.show_message("Copied.", "notice")
    assert bar.text == "Copied."
    bar.close_message()
    assert bar.text == "Opening a…"
    later.finish()
    assert bar.text == "Not saved."
    bar.close_message()
    assert bar.isHidden()


def test_a_file_whose_opening_is_given_up_comes_when_it_is_wanted_again(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path
) -> None:
    later = Later()
    window.bench.progress._run = later
    documents = window.bench.commands.documents
    path = tmp_path / "slow.csv"
    path.write_text("Channel,Spend\nRadio,5\n")
    documents.open_path(path)
    assert documents.reading
    bar = window.bench.message_bar
    qtbot.waitUntil(lambda: bar.text == "Opening slow.csv…", timeout=3000)
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert not documents.reading
    documents.open_path(path)
    assert messages.said == [("notice", "slow.csv opens as soon as what was cancelled has ended.")]
    assert len(later.waiting) == 1
    later.finish()
    assert window.bench.toolbar.title.title == "Brightwater"
    assert documents.reading
    later.finish()
    assert not documents.reading
    assert window.bench.model.path == path
    assert list(window.bench.model.worksheet.names) == ["Radio"]  # type: ignore[union-attr]
