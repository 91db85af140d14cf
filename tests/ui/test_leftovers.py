"""A switch of language, theme, text size or document, and a window that comes and goes, leave nothing behind.

Each switch is made once before it is counted: what is made when it is first wanted stays. After three more there is
exactly what there was.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from roiapp.core.worksheet import build
from roiapp.files import templates
from roiapp.files.session import Session
from roiapp.ui.forms.document_dialog import DocumentDialog
from roiapp.ui.lists.command_palette import CommandPalette
from roiapp.ui.lists.note_editor import NoteEditor
from roiapp.ui.panel.chart_records import CHARTS
from roiapp.ui.window.main_window import MainWindow
from tests.ui.bracketed import speak_bracketed
from tests.ui.census import census, left_over
from tests.ui.small_window import other_windows
from tests.ui.surfaces import settle, show_sample

TIMES: Final = 3


@pytest.fixture(autouse=True, scope="module")
def few_objects() -> None:
    """What the tests before have left is not gone through again at each count."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_bracketed(monkeypatch)


def read_through(window: MainWindow) -> None:
    """Let what the numbers say be worked out, which waits for a pause."""
    said = window.bench.findings
    assert said is not None
    said._watch.all()
    said._watch.want(said.isVisible())
    settle()


def settings(window: MainWindow, **chosen: object) -> None:
    """Choose in the settings and apply."""
    window.bench.actions_.action["document"].trigger()
    (shown,) = [each for each in window.findChildren(DocumentDialog) if each.isVisible()]
    for name, value in chosen.items():
        box = getattr(shown.program, name)
        box.setCurrentIndex(box.findData(value))
    shown.accept()
    settle()


def languages(window: MainWindow, _place: Path) -> None:
    settings(window, language="pl")
    settings(window, language="en")


def themes(window: MainWindow, _place: Path) -> None:
    settings(window, look="dark")
    settings(window, look="light")


def text_sizes(window: MainWindow, _place: Path) -> None:
    settings(window, text_size=200)
    settings(window, text_size=100)


def documents(window: MainWindow, place: Path) -> None:
    """The sample, a new one, one from a file, the sample again."""
    commands = window.bench.commands.documents
    commands.show(Session.new(build(["Radio", "Print"], {"spend": [5.0, None]})))
    settle()
    commands.show(Session.open(place), place)
    settle()
    commands.show(Session.new(templates.load_sample()))
    settle()


def windows(window: MainWindow, place: Path) -> None:
    """One more window on a file, with charts, closed again."""
    window.windows.show_new(Session.open(place), place)
    (other,) = other_windows(window)
    for _ in range(50):
        if other.bench.model.ranges_ready:  # the last thing of a start
            break
        settle()
    other.close()
    settle()


def start_pages(window: MainWindow, _place: Path) -> None:
    window.bench.actions_.action["start_page"].trigger()
    settle()
    window.start.leave()
    settle()


def lists(window: MainWindow, _place: Path) -> None:
    """Every list and dialog, opened and closed."""
    for id_ in ("undo_history", "notes", "checks", "figure_page", "shortcuts", "go_to", "edit_channel", "edit_period",
                "commands", "choose_card", "note"):  # fmt: skip
        window.bench.actions_.action[id_].trigger()
        settle()
        shown = 0
        for each in window.findChildren(QWidget):
            if each.isVisible() and (each.isWindow() or isinstance(each, CommandPalette | NoteEditor)):
                QTest.keyClick(each.focusWidget() or each, Qt.Key.Key_Escape)
                shown += 1
        assert shown == 1, id_
        window.bench.grid.setFocus()
        settle()


@pytest.fixture
def busy_window(window: MainWindow, tmp_path: Path) -> tuple[MainWindow, Path]:
    """A window in which everything was looked at once: all charts, over time, the filter row, find bar and lists."""
    show_sample(window)
    panel = window.bench.commands.charts.panel
    assert panel is not None
    for record in CHARTS:
        panel.show_chart(record.id)
        settle()
    for id_ in ("over_time", "over_time", "filter", "filter", "replace", "commands"):
        window.bench.actions_.action[id_].trigger()
        settle()
    window.bench.grid.setFocus()
    place = tmp_path / "year.roi"
    session = Session.new(build(["Search"], {"spend": [10.0]}))
    session.save_as(place)
    session.close()
    return window, place


@pytest.mark.parametrize("switches", [
    (themes, documents, windows, start_pages, lists), (languages,), (text_sizes,),  # these two furnish it anew
], ids=lambda switches: switches[0].__name__)  # fmt: skip
def test_nothing_is_left_behind(
    busy_window: tuple[MainWindow, Path], switches: tuple[Callable[[MainWindow, Path], None], ...]
) -> None:
    window, place = busy_window
    for switch in switches:
        switch(window, place)
        read_through(window)
        before = census(window.theme)
        for _ in range(TIMES):
            switch(window, place)
        read_through(window)
        assert left_over(before, census(window.theme)) == {}, switch.__name__


def test_it_would_see_a_widget_a_timer_a_thread_and_a_listener(window: MainWindow, qtbot: QtBot) -> None:
    """The count itself: each of them left on purpose is found."""
    before = census(window.theme)
    widget, timer, over = QWidget(window), QTimer(window), threading.Event()
    timer.start(60_000)
    thread = threading.Thread(target=over.wait)
    thread.start()
    window.theme.changed.connect(widget.update)
    found = left_over(before, census(window.theme))
    over.set()
    thread.join()
    assert found == {
        "Python threads": 1, "Python's QTimer": 1, "listeners to the theme": 1, "object QTimer": 1,
        "object QWidget": 1, "running timers": 1, "widget QWidget": 1,
    }  # fmt: skip
    window.theme.changed.disconnect(widget.update)
    widget.deleteLater()
    timer.deleteLater()
    assert left_over(before, census(window.theme)) == {}
