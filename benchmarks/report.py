"""The client's report: how long it takes from the figures to the file, and how large that is. Prints, asserts nothing.

The sample's one page, all pages, a hundred channels; as PDF and for mail. SciPy and Qt are loaded before, as in a
window; the last line is the command in a process of its own, with everything that has to be loaded.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402

from roiapp.core.document_settings import REPORT_PAGES, DocumentSettings  # noqa: E402
from roiapp.core.periods import View, find, month  # noqa: E402
from roiapp.core.worksheet import Worksheet, build  # noqa: E402
from roiapp.files import templates  # noqa: E402
from roiapp.files.session import Session  # noqa: E402
from roiapp.report.exported import report_bytes, report_maker, report_of  # noqa: E402
from roiapp.report.pages import ReportPages  # noqa: E402

TIMES = 7
DAY = date(2026, 10, 6)


def many(count: int) -> Worksheet:
    numbers = np.random.default_rng(8)
    columns = {
        "spend": numbers.integers(200, 9000, (12, count)).astype(float).tolist(),
        "leads": numbers.integers(30, 90, (12, count)).astype(float).tolist(),
        "customers": numbers.integers(2, 30, (12, count)).astype(float).tolist(),
        "revenue_per_sale": numbers.integers(200, 900, (12, count)).astype(float).tolist(),
        "gross_margin": np.full((12, count), 0.45).tolist(),
    }
    periods = [month(2026, number, number) for number in range(1, 13)]
    return build([f"Channel {n + 1}" for n in range(count)], columns, periods, DocumentSettings(title="Many"))


def measure(name: str, sheet: Worksheet, period: str, ending: str, pages: tuple[str, ...]) -> None:
    taken, size = [], 0
    for _ in range(TIMES):
        session = Session(sheet, as_of=DAY)
        view = find(sheet.periods, period, 1)
        start = time.perf_counter()
        size = len(report_bytes(report_of(session, view, pages=pages), ending))
        taken.append(time.perf_counter() - start)
    print(f"{name:<34}{statistics.median(taken) * 1e3:7.0f} ms (least {min(taken) * 1e3:.0f}) {size / 1e3:7.0f} kB")


def after_a_key(sheet: Worksheet, view: View) -> None:
    """What the preview does when a key was pressed in a field of the dialog: words, pages, no figures."""
    maker = report_maker(Session(sheet, as_of=DAY), view)
    taken = []
    for number in range(TIMES * 3):
        settings = sheet.settings.changed(introduction="A quiet quarter. " * number)
        start = time.perf_counter()
        ReportPages(maker.report(settings))
        taken.append(time.perf_counter() - start)
    print(f"{'pages laid out after a key':<34}{statistics.median(taken) * 1e3:7.0f} ms (least {min(taken) * 1e3:.0f})")


def command() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "sample.roi"), Path(folder, "out.pdf")
        session = Session.new(templates.load_sample())
        session.save_as(path)
        session.close()
        start = time.perf_counter()
        words = [sys.executable, str(ROOT / "main.py"), "export", str(path), "--to", str(out), "--period", "2026-Q3"]
        subprocess.run(words, check=True, env=os.environ | {"ROIAPP_HOME": folder})
        print(f"{'export, from the command to the file':<34}{(time.perf_counter() - start) * 1e3:5.0f} ms")


if __name__ == "__main__":
    application = QGuiApplication([])
    sample, everything = templates.load_sample(), tuple(REPORT_PAGES)
    measure("sample, one page, PDF", sample, "2026-Q3", ".pdf", ())
    measure("sample, one page, for mail", sample, "2026-Q3", ".html", ())
    measure("sample, all pages, PDF", sample, "2026-Q3", ".pdf", everything)
    measure("B2B sample, all pages, PDF", templates.load_b2b_sample(), "2026-Q3", ".pdf", everything)
    measure("100 channels, PDF", many(100), "2026-09", ".pdf", ())
    after_a_key(sample, find(sample.periods, "2026-Q3", 1))
    command()
