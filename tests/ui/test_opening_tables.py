"""A long table opened in the window: how far it is, given up, and everything else going on meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from pytestqt.qtbot import QtBot

from roiapp.files import table_reader
from roiapp.ui.look.background import in_background
from roiapp.ui.look.message_bar import MessageBar
from roiapp.ui.look.progress import Progress
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages
from tests.ui.test_progress import Later


@pytest.fixture
def long_table(tmp_path: Path) -> Path:
    """Read for some seconds: quotes in the middle of cells are cut letter by letter."""
    path = tmp_path / "ads.csv"
    lines = "".join(f'Radio 1{n % 7}" {n % 400},{n}.5,{n}\n' for n in range(1_500_000))
    path.write_text("Channel,Spend,Leads\n" + lines, "utf-8")
    return path


def test_it_says_how_far_it_is_and_stops_when_it_is_given_up(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, long_table: Path
) -> None:
    bench = window.bench
    bench.progress._run = in_background
    bar, documents = bench.message_bar, bench.commands.documents
    documents.open_path(long_table)
    assert documents.reading
    qtbot.waitUntil(lambda: bar.text.startswith("Opening ads.csv… ") and bar.text.endswith("%"), timeout=9000)
    assert bar.fraction is not None
    assert 0 < bar.fraction < 1
    before = bar.grab().toImage()
    bar.fraction = None
    assert bar.grab().toImage() != before  # the share that is done is drawn, too
    # Typing goes on.
    bench.grid.go_to(0, "spend")
    qtbot.keyClicks(bench.grid.table, "5")
    qtbot.keyClick(bench.grid.table.editor, Qt.Key.Key_Return)
    assert bench.model.worksheet is not None
    assert bench.model.worksheet.value("spend", 5, 0) == 5
    asked = time.monotonic()
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert not documents.reading
    assert bar.isHidden()
    qtbot.waitUntil(lambda: not documents._given_up, timeout=3000)
    assert time.monotonic() - asked < 0.5
    assert messages.said == []


def test_what_is_read_is_put_into_the_worksheet_and_that_is_said(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Later()
    bench = window.bench
    bench.progress._run = later
    path = tmp_path / "small.csv"
    path.write_text("Channel,Spend\nRadio,5\n", "utf-8")
    made: list[table_reader.Reading] = []
    known = table_reader.Reading

    def reading() -> table_reader.Reading:
        made.append(known())
        return made[-1]

    monkeypatch.setattr(table_reader, "Reading", reading)
    bench.commands.documents.open_path(path)
    bar = bench.message_bar
    qtbot.waitUntil(lambda: bar.text == "Opening small.csv…", timeout=3000)
    made[0].fraction = 0.256
    qtbot.waitUntil(lambda: bar.text == "Opening small.csv… 25%", timeout=3000)
    made[0].over = True
    qtbot.waitUntil(lambda: bar.text == "Putting small.csv into the worksheet…", timeout=3000)
    assert bar.fraction is None
    later.finish()
    assert bar.isHidden()
    assert bench.model.path == path


def test_files_that_are_brought_in_say_how_far_they_are_together(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, long_table: Path, tmp_path: Path
) -> None:
    small = tmp_path / "small.csv"
    small.write_text("Channel,Spend\nRadio,5\n", "utf-8")
    bench = window.bench
    bench.progress._run = in_background
    bench.commands.importing.bring_in([small, long_table])
    bar = bench.message_bar
    qtbot.waitUntil(lambda: bar.text.startswith("Reading ads.csv… "), timeout=9000)
    assert bar.fraction is not None
    assert bar.fraction >= 0.5
    asked = time.monotonic()
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert QThreadPool.globalInstance().waitForDone(500)
    assert time.monotonic() - asked < 0.5
    assert messages.said == []


def test_who_waits_for_two_things_hears_of_the_one_that_is_named(qtbot: QtBot, light_theme: Theme) -> None:
    bar, later = MessageBar(light_theme), Later()
    qtbot.addWidget(bar)
    progress = Progress(later, bar, bar)
    first = [0.1]
    progress.told("One…", how_far=lambda: (f"One… {first[0]}", first[0]))(lambda: 1, lambda *_: None)
    qtbot.waitUntil(lambda: bar.text == "One… 0.1", timeout=3000)
    progress.told("Two…")(lambda: 2, lambda *_: None)
    qtbot.waitUntil(lambda: bar.text == "Two…", timeout=3000)
    first[0] = 0.2
    qtbot.wait(250)
    assert (bar.text, bar.fraction) == ("Two…", None)
    later.finish(1)
    qtbot.waitUntil(lambda: (bar.text, bar.fraction) == ("One… 0.2", 0.2), timeout=3000)
    later.finish()
    assert bar.isHidden()
    qtbot.waitUntil(lambda: not progress._looking.isActive(), timeout=3000)
