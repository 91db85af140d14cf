"""No text reaches the user but through the catalogue: everything the window says is walked in the made-up language."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.settings import Settings
from roiapp.ui.look.background import at_once
from roiapp.ui.look.qt_language import speak_qt
from roiapp.ui.look.spoken import speak_painted
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.windows import Windows
from tests import pseudo
from tests.ui.said_texts import said_by
from tests.ui.small_window import RecordedMessages, close_for_good, small_worksheet, top_level
from tests.ui.surfaces import SURFACES, show_sample


@pytest.fixture
def pseudo_spoken(qapp: QApplication) -> Iterator[None]:
    speak_painted()
    with pseudo.spoken(names_apart=True):
        speak_qt(qapp)
        yield
    speak_qt(qapp)


def test_walk(pseudo_spoken: None, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    theme = Theme(qapp, "light")
    out = {}
    for name, way in SURFACES.items():
        t = time.perf_counter()
        messages = RecordedMessages()
        errors: list[BaseException] = []
        windows = Windows(theme, at_once, errors.append, messages)
        made = MainWindow(theme, Settings(theme="light"), at_once, errors.append, windows)
        made.furnish(messages)
        made.bench.model.open(small_worksheet(), None)
        made.resize(1280, 720)
        made.show()
        made.activateWindow()
        made.setProperty("place", str(tmp_path / f"{name}.roi"))
        show_sample(made)
        top = way(made)
        t1 = time.perf_counter()
        for place, text in said_by(top):
            for word in pseudo.escaped(text):
                out.setdefault((word), []).append((name, place, text))
        for kind, text in messages.said:
            for word in pseudo.escaped(text):
                out.setdefault((word), []).append((name, kind, text))
        t2 = time.perf_counter()
        close_for_good(made)
        print(name, f"{t1 - t:.2f} {t2 - t1:.2f} {time.perf_counter() - t2:.2f}", errors)
    with open("/tmp/escapes.txt", "w") as f:
        for word, found in sorted(out.items()):
            f.write(f"{word}: {len(found)} {found[0]}\n")
