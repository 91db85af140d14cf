"""The speed table: what the program takes beside a baseline that runs in turns with it.

    .venv/bin/python benchmarks/run.py [NAME …] [--quick] [--write] [--peers FOLDER]

Without names everything runs (about twenty minutes). `--quick` takes fewer pairs and leaves the largest sizes out;
`--write` puts each part into docs/speed.md as soon as it is measured. `--peers` is where `get_peers.py` has put the
engines of others (default: build/peers). Times are of this machine at this moment and are never asserted; the ratio,
the median of the paired ratios, is what counts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import findings
import growth
import key_presses
import memory
import numpy as np
import peers
import reading
import recalculation
import report
import save_open
import scrolling
import slider
import start
import write_workbook
from page import around, machine, put
from pairs import Missing, Row, markdown, plain

ROOT = Path(__file__).resolve().parent.parent
SPEED = ROOT / "docs" / "speed.md"
Lines = Iterator[Row | Missing]


class Asked(NamedTuple):
    """How thoroughly, and where the peers are."""

    quick: bool
    seconds: float
    peers: Path


def full(asked: Asked) -> Lines:
    recalculation.check_all()
    sizes = tuple(size for size in recalculation.SIZES if size <= (100_000 if asked.quick else 1_000_000))
    yield from recalculation.full(sizes, asked.seconds)
    yield from recalculation.compiling(asked.seconds)


def edit(asked: Asked) -> Lines:
    recalculation.check_all()
    sizes = tuple(size for size in recalculation.EDIT_LIMITS if size <= (100_000 if asked.quick else 1_000_000))
    yield from recalculation.one_cell(sizes, asked.seconds)


#: in the order of the page
PARTS: dict[str, Callable[[Asked], Lines]] = {
    "full": full,
    "edit": edit,
    "growth": lambda asked: growth.growth(1_000 if asked.quick else 1_000_000, asked.seconds / 3, asked.peers),
    "start": lambda asked: start.cold_start(5 if asked.quick else 20),
    "keys": lambda asked: key_presses.key_presses(key_presses.FEW_KEYS if asked.quick else key_presses.KEYS),
    "slider": lambda asked: slider.dragging(120 if asked.quick else 600),
    "scroll": lambda asked: scrolling.scrolling(asked.seconds),
    "findings": lambda asked: findings.after_edits(10 if asked.quick else 40),
    "files": lambda asked: save_open.save_open(asked.seconds),
    "read": lambda asked: reading.reading(4 * asked.seconds),
    "workbook": lambda asked: write_workbook.workbooks(asked.seconds),
    "report": lambda asked: report.reports(3 if asked.quick else 9),
    "memory": lambda asked: memory.memory(1 if asked.quick else 3, 100_000 if asked.quick else memory.ROWS),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"parts to run: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer pairs, no 1,000,000 rows")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/speed.md")
    parser.add_argument("--peers", type=Path, default=peers.FOLDER, help="where the engines of others are")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(PARTS):
        parser.error(f"there are no parts called {', '.join(sorted(unknown))}")
    how = Asked(asked.quick, 1.0 if asked.quick else 6.0, asked.peers.resolve())
    names = asked.names or list(PARTS)
    for name in names if asked.write else ():  # before anything is measured in vain
        around(SPEED, "run.py", name)
    rows: list[Row] = []
    for name in names:
        begun = time.monotonic()
        found = list(PARTS[name](how))
        part = [line for line in found if isinstance(line, Row)]
        missing = [f"Not measured: {line.work}: {line.why}." for line in found if isinstance(line, Missing)]
        print(f"\n{name}, {time.monotonic() - begun:.0f} s\n{plain(part)}", *missing, sep="\n", flush=True)
        if asked.write:
            after = [*missing, "", f"Machine: {machine('NumPy', np.__version__)}."]
            table = growth.table(part) if name == "growth" else markdown(part)
            put(SPEED, "run.py", name, "\n".join([table, "", *after]))
            if name == "growth":
                growth.draw(part)
        rows += part
    print(f"\n{machine('NumPy', np.__version__)}")
    judged = [row for row in rows if row.verdict != "–"]
    print(f"{sum(row.verdict == 'held' for row in judged)} of {len(judged)} limits held")
    for row in judged:
        if row.verdict == "missed":
            print("  ".join(row.cells()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
