"""Hostile files opened in the window: one sentence each, the document as it was, and the window goes on meanwhile."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from roiapp.ui.look.background import in_background
from roiapp.ui.window.main_window import MainWindow
from tests.files.hostile import texts, workbooks
from tests.files.hostile.record import Refused
from tests.ui.small_window import RecordedMessages

REFUSED = (
    "nul-inside.csv", "random.csv", "picture.csv", "spreadsheet-2003.xls", "sparse-201MB.csv", "utf-16-odd.csv",
    "hundred-thousand-columns.csv", "long-cell.csv", "open-quote.csv", "gzip.csv", "header-alone.csv",
    "overlapping.xlsx", "parts-twice.xlsx", "locked.xlsx", "half.xlsx", "billion-laughs.xlsx", "quadratic.xlsx",
    "password-file.xlsx", "stray-cell.xlsx", "no-such-text.xlsx", "wide.xlsx", "far-columns.ods",
    "circle.xls",
)  # fmt: skip
#: seconds without a tick: far more than a window may stand still on a machine that does nothing else
_STILL = 5.0


@pytest.mark.slow
def test_each_is_said_in_the_window_which_goes_on(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path
) -> None:
    bench = window.bench
    bench.progress._run = in_background
    documents = bench.commands.documents
    assert bench.model.worksheet is not None
    before = bench.model.worksheet.content()
    ticks: list[float] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(5)
    known = {hostile.name: hostile for hostile in (*texts.ALL, *workbooks.ALL)}
    for name in REFUSED:
        hostile = known[name]
        path = tmp_path / name
        hostile.make(path)
        del ticks[:], messages.said[:]
        documents.open_path(path)
        qtbot.waitUntil(lambda: bool(messages.said), timeout=60_000)
        ((_kind, sentence),) = messages.said
        assert isinstance(hostile.outcome, Refused)
        assert hostile.outcome.part in sentence
        assert "\n" not in sentence
        assert ticks
        assert max((later - one for one, later in pairwise(ticks)), default=0.0) < _STILL
        assert not documents.reading
        assert bench.model.path is None
        assert bench.model.worksheet.content() == before
    bench.grid.go_to(0, "spend")
    qtbot.keyClicks(bench.grid.table, "5")  # typing goes on
    assert bench.grid.table.editor.text() == "5"
    bench.grid.table.editor.clear()
    timer.stop()


def test_the_next_file_is_opened(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path
) -> None:
    bench = window.bench
    bench.progress._run = in_background
    for hostile in (*texts.ALL, *workbooks.ALL):
        if hostile.name in ("bomb.xlsx", "command-as-name.xlsx"):
            path = tmp_path / hostile.name
            hostile.make(path)
            bench.commands.documents.open_path(path)
            qtbot.waitUntil(lambda: not bench.commands.documents.reading, timeout=60_000)
    qtbot.waitUntil(lambda: bench.model.path is not None, timeout=60_000)
    assert bench.model.worksheet is not None
    assert list(bench.model.worksheet.names) == ["@SUM(1+1)*cmd|' /C calc'!A0"]
    assert len(messages.said) == 1
