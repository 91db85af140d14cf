"""The client's report: how long it takes from the figures to the file, and how large that is.

    .venv/bin/python benchmarks/report.py [--times N]

The sample's one page, all pages, a hundred channels; as PDF and for mail. SciPy and Qt are loaded before, as in a
window; the last line is the command in a process of its own, with everything that has to be loaded. The baseline is Qt
printing the mail version of the sample's page, whose figures, words and charts are there.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from pairs import Row, paired, plain
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QGuiApplication, QPdfWriter, QTextDocument

from roiapp.core.document_settings import REPORT_PAGES, DocumentSettings
from roiapp.core.periods import View, find, month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files import templates
from roiapp.files.session import Session
from roiapp.report.exported import report_bytes, report_maker, report_of
from roiapp.report.pages import ReportPages

ROOT = Path(__file__).resolve().parent.parent
#: seconds and bytes
MOST, MOST_BYTES = 1.0, 500_000
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


def reports(times: int) -> Iterator[Row]:
    """The lines of the table; sizes of files stand in their place of the size."""
    application = QGuiApplication.instance() or QGuiApplication([])
    sample, everything = templates.load_sample(), tuple(REPORT_PAGES)
    cases: list[tuple[str, Worksheet, str, str, tuple[str, ...]]] = [
        ("Report: one page, PDF", sample, "2026-Q3", ".pdf", ()),
        ("Report: one page, for mail", sample, "2026-Q3", ".html", ()),
        ("Report: all pages, PDF", sample, "2026-Q3", ".pdf", everything),
        ("Report: B2B sample, all pages, PDF", templates.load_b2b_sample(), "2026-Q3", ".pdf", everything),
        ("Report: 100 channels, PDF", many(100), "2026-09", ".pdf", ()),
    ]
    plain_text = _made(sample, "2026-Q3", ".html", ()).decode()
    for name, sheet, period, ending, pages in cases:
        size = len(_made(sheet, period, ending, pages))
        made = partial(_made, sheet, period, ending, pages)
        pairs = paired(made, partial(printed, plain_text), 0.0, (times, times))
        kept = f"{size / 1e3:.0f} kB of {MOST_BYTES / 1e3:.0f}"
        yield Row(name, kept, *pairs, most=MOST, against="Qt prints the mail")
    yield after_a_key(sample, find(sample.periods, "2026-Q3", 1), plain_text, times)
    yield command(sample, plain_text, max(3, times // 3))
    del application


def _made(sheet: Worksheet, period: str, ending: str, pages: tuple[str, ...]) -> bytes:
    """From a document whose figures nobody has asked for yet."""
    return report_bytes(report_of(Session(sheet, as_of=DAY), find(sheet.periods, period, 1), pages=pages), ending)


def printed(text: str) -> int:
    """The baseline: Qt lays the mail out and prints it, whose figures and charts are known. Bytes of the PDF."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    document = QTextDocument()
    document.setHtml(text)
    document.print_(writer)
    del writer
    return buffer.size()


def after_a_key(sheet: Worksheet, view: View, plain_text: str, times: int) -> Row:
    """What the preview does when a key was pressed in a field of the dialog: words, pages, no figures."""
    maker = report_maker(Session(sheet, as_of=DAY), view)
    typed = count()

    def key() -> None:
        ReportPages(maker.report(sheet.settings.changed(introduction="A quiet quarter. " * (next(typed) % 20))))

    pairs = paired(key, lambda: printed(plain_text), 0.0, (3 * times, 3 * times))
    return Row("Report: pages laid out after a key", "sample", *pairs, against="Qt prints the mail")


def command(sheet: Worksheet, plain_text: str, times: int) -> Row:
    """The command in a process of its own, with everything that has to be loaded."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "sample.roi"), Path(folder, "out.pdf")
        session = Session.new(sheet)
        session.save_as(path)
        session.close()
        words = [sys.executable, str(ROOT / "main.py"), "export", str(path), "--to", str(out), "--period", "2026-Q3"]

        def export() -> None:
            subprocess.run(words, check=True, env=os.environ | {"ROIAPP_HOME": folder}, stdout=subprocess.DEVNULL)

        pairs = paired(export, lambda: printed(plain_text), 0.0, (times, times))
    return Row("Report: the command, start and all", "sample", *pairs, against="Qt prints the mail")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=7)
    print(plain(list(reports(parser.parse_args().times))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
