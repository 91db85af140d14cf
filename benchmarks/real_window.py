"""The real window with a document in it, as somebody has it before them who has been at work for a while.

For processes that measure something in it. Building one takes what the start takes, in the same order; and as there,
modules are imported without Qt for Python's look at their source, of which Python would keep the text: 20 MB.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import save_open
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from roiapp import settings
from roiapp.app import import_without_reading
from roiapp.core.periods import month
from roiapp.core.worksheet import Worksheet

if TYPE_CHECKING:
    from roiapp.ui.window.main_window import MainWindow

SIZE = (1440, 900)
#: how long the window is left alone before anything is measured, in ms: what a start leaves to do is done then
SETTLING = 700


def document(channels: int, months: int, seed: int = 1) -> Worksheet:
    """The document of `save_open`, each month's figures drawn anew around the first one's."""
    random = np.random.default_rng(seed)
    sheet = save_open.document(channels, seed)
    sheet.periods = [month(2021 + i // 12, 1 + i % 12, channels + 1 + i) for i in range(months)]
    sheet.next_key = channels + months + 1
    for id_, (first,) in sheet.columns.items():
        rows = first * random.uniform(0.7, 1.3, (months, channels)) if months > 1 else first[np.newaxis]
        sheet.columns[id_] = np.clip(np.round(rows, 3), 0, 1) if id_ == "gross_margin" else np.round(rows)
    return sheet


@contextmanager
def open_window(sheet: Worksheet, home: Path | None = None) -> Iterator[MainWindow]:
    """The window with charts, ranges and a working copy on the disk, at rest. Ends without saving."""
    import_without_reading()
    from roiapp.analysis.statistics import special
    from roiapp.ui.look.background import in_background
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.window.windows import Windows

    with tempfile.TemporaryDirectory(prefix="window-", dir=home) as state:
        os.environ["ROIAPP_HOME"] = state
        application = QApplication.instance() or QApplication(["roiapp", "-style", "fusion"])
        window = Windows(Theme(application, "light"), in_background, unexpected).first(settings.load())
        window.furnish()
        window.bench.model.open(sheet, None)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        window.bench.show_charts()
        window.bench.model.keep()
        special()
        window.bench.model.set_ranges_ready()
        window.bench.grid.setFocus()
        rest(SETTLING)
        gc.collect()
        gc.freeze()
        yield window
        session = window.bench.model.session
        assert session is not None
        session.close()


def unexpected(error: BaseException) -> None:
    raise error


def rest(milliseconds: int) -> None:
    """Let the window do whatever it has to."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
