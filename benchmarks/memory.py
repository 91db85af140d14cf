"""The memory rows of the speed table, of whole processes as the system counts them.

    .venv/bin/python benchmarks/memory.py [--rounds N]

A window with 100 channels and 60 months, its six charts looked at one after the other, beside an empty window of
pyqtgraph; and what 1,000,000 channels with all figures worked out take without a window, beside their input columns.
Pages that processes share count in parts (PSS); RSS counts them whole in each. Linux only.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pairs import Missing, Row, plain

if TYPE_CHECKING:
    from roiapp.files.session import Session

LIMIT_WINDOW, LIMIT_ROWS = 1.3, 3.0
ROWS = 1_000_000
_ROLLUP = Path("/proc/self/smaps_rollup")
_SIZE = (1440, 900)


def memory(rounds: int, rows: int = ROWS) -> Iterator[Row | Missing]:
    """The lines of the table; `rows` is the larger size."""
    if not _ROLLUP.exists():
        yield Missing("Memory", "this system does not tell what a process takes")
        return
    ours, empty = [], []
    for _ in range(rounds):
        ours.append(_measured("window"))
        empty.append(_measured("empty"))
    for place, name, limit in ((0, "PSS", LIMIT_WINDOW), (1, "RSS", None)):
        yield Row(
            f"Memory with charts open, {name}", "100 × 60",
            tuple(each[place] for each in ours), tuple(each[place] for each in empty),
            limit=limit, against="empty pyqtgraph window", write=megabytes,
        )  # fmt: skip
    found = [_measured("rows", rows) for _ in range(rounds)]
    for place, name, limit in ((0, "", LIMIT_ROWS), (1, ", with what was freed on the way", None)):
        yield Row(
            f"Memory of a document and its figures{name}", f"{rows:,} rows",
            tuple(each[place] for each in found), tuple(each[2] for each in found),
            limit=limit if rows >= ROWS else None, against="input columns", write=megabytes,
        )  # fmt: skip


def megabytes(number: float) -> str:
    return f"{number / 2**20:.0f} MB"


def _measured(what: str, rows: int = 0) -> tuple[float, ...]:
    command = [sys.executable, __file__, "--measure", what, "--rows", str(rows)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    out = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    return tuple(map(float, out.splitlines()[-1].split()))


def now() -> tuple[float, float]:
    """PSS and RSS of this process in bytes."""
    gc.collect()
    lines = dict(line.split(":", 1) for line in _ROLLUP.read_text().splitlines()[1:])
    return tuple(float(lines[name].split()[0]) * 1024 for name in ("Pss", "Rss"))


def window() -> tuple[float, float]:
    """Ours, its document read from a file, each chart drawn once, an entry made. Nothing is imported here that the
    program itself does not need."""
    from real_window import open_window, rest

    from roiapp.core.edits import SetCells
    from roiapp.files.project_file import decode

    with tempfile.TemporaryDirectory() as made:
        place = Path(made, "year.roi")
        wanted = ["--write", str(place), "--rows", "100", "--months", "60"]
        subprocess.run([sys.executable, __file__, *wanted], check=True)
        sheet = decode(place.read_bytes())
    with open_window(sheet) as shown:
        panel = shown.bench.commands.charts.panel
        assert panel is not None
        kinds = [id_ for id_, _name in panel.kinds()]
        for chart in (*kinds[1:], kinds[0]):
            panel.show_chart(chart)
            rest(200)
        shown.bench.model.apply(SetCells.one("spend", 0, 0, 1.0))
        rest(500)
        return now()


def empty() -> tuple[float, float]:
    """A window of pyqtgraph with a plot and nothing in it."""
    import pyqtgraph
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication(["empty"])
    plot = pyqtgraph.PlotWidget()
    plot.resize(*_SIZE)
    plot.show()
    loop = QEventLoop()
    QTimer.singleShot(700, loop.quit)
    loop.exec()
    taken = now()
    del plot, application
    return taken


def rows(count: int) -> tuple[float, float, float]:
    """What a document takes that was read from its file, without a working copy, every figure and total of the core
    block worked out once; the same with what the C library keeps of memory given back; and its input columns."""
    from roiapp.core.catalog import standard
    from roiapp.files.project_file import decode
    from roiapp.files.session import Session

    with tempfile.TemporaryDirectory() as made:
        places = {Path(made, f"{channels}.roi"): channels for channels in (100, count)}
        for place, channels in places.items():  # by a process that takes its own memory with it
            subprocess.run([sys.executable, __file__, "--write", str(place), "--rows", str(channels)], check=True)
        small, large = places
        work_out(Session(decode(small.read_bytes()), standard()))  # what is made once for all documents is not counted
        before = now()[0]
        session = Session(decode(large.read_bytes()), standard())
        work_out(session)
        after = now()[0]
        inputs = sum(column.nbytes for column in session.worksheet.columns.values())
        ctypes.CDLL(None).malloc_trim(0)
        return now()[0] - before, after - before, float(inputs)


def write(place: Path, channels: int, months: int) -> None:
    """A document of the benchmarks as a file."""
    from real_window import document

    from roiapp.files.project_file import encode

    place.write_bytes(encode(document(channels, months)))


def work_out(session: Session) -> None:
    """Every figure and total of the core block, the first rows looked at."""
    from roiapp.core.periods import base_view

    figures = session.calculator.figures(base_view(session.worksheet.periods, 0))
    shown = [record.id for record in (*figures.catalog.fields, *figures.catalog.metrics) if record.block == "core"]
    for id_ in shown:
        figures.total(id_)
        figures.values(id_, 0, 100)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--measure", choices=("window", "empty", "rows"), help=argparse.SUPPRESS)
    parser.add_argument("--months", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        write(asked.write, asked.rows, asked.months)
        return 0
    if asked.measure:
        print(*{"window": window, "empty": empty, "rows": lambda: rows(asked.rows)}[asked.measure]())
        return 0
    print(plain([line for line in memory(asked.rounds, asked.rows) if isinstance(line, Row)]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
