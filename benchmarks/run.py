"""The speed table: what the program takes beside a baseline that runs in turns with it.

    .venv/bin/python benchmarks/run.py [full] [edit] [files] [keys] [scroll] [memory] [start] [workbook] [read]
                                        [--quick] [--write]

Without names all rows run (about thirteen minutes). `--quick` takes fewer pairs and leaves the largest sizes out;
`--write` puts the table into docs/speed.md. Times are of this machine at this moment and are never asserted; the ratio,
the median of the paired ratios, is what counts.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import key_presses  # noqa: E402  found once the path is set
import memory  # noqa: E402  found once the path is set
import numpy as np  # noqa: E402  found once the path is set
import reading  # noqa: E402  found once the path is set
import recalculation  # noqa: E402  found once the path is set
import save_open  # noqa: E402  found once the path is set
import scrolling  # noqa: E402  found once the path is set
import start  # noqa: E402  found once the path is set
import write_workbook  # noqa: E402  found once the path is set
from pairs import Missing, Row, markdown, plain  # noqa: E402  found once the path is set

NAMES = ("full", "edit", "files", "keys", "scroll", "memory", "start", "workbook", "read")
SPEED = ROOT / "docs" / "speed.md"
#: below this line the document is written by hand
KEEP = "<!-- Written by hand from here on. -->"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"rows to run: {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="fewer pairs, no 1,000,000 rows")
    parser.add_argument("--write", action="store_true", help="put the table into docs/speed.md")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"there are no rows called {', '.join(sorted(unknown))}")
    names = tuple(asked.names) or NAMES
    rows: list[Row] = []
    missing: list[Missing] = []
    for line in measured(names, asked.quick):
        if isinstance(line, Row):
            rows.append(line)
            print("  ".join(line.cells()), flush=True)
        else:
            missing.append(line)
    print(f"\n{machine()}\n\n{plain(rows)}")
    for line in missing:
        print(f"Not measured: {line.work}: {line.why}.")
    if asked.write:
        write(rows, missing)
    return 0


def measured(names: tuple[str, ...], quick: bool) -> Iterator[Row | Missing]:
    seconds = 1.0 if quick else 6.0
    largest = 100_000 if quick else 1_000_000
    if "full" in names or "edit" in names:
        for size in (1, 100, 4096, 10_000):
            recalculation.check(size)
        print("The hand-written version and the calculator agree on every figure and total.\n", flush=True)
    if "full" in names:
        yield from recalculation.full(tuple(s for s in recalculation.SIZES if s <= largest), seconds)
        yield from recalculation.compiling(seconds)
    if "edit" in names:
        yield from recalculation.one_cell(tuple(s for s in recalculation.EDIT_LIMITS if s <= largest), seconds)
    if "files" in names:
        yield from save_open.save_open(seconds)
    if "keys" in names:
        yield from key_presses.key_presses(key_presses.FEW_KEYS if quick else key_presses.KEYS)
    if "scroll" in names:
        yield from scrolling.scrolling(seconds)
    if "memory" in names:
        yield from memory.memory(1 if quick else 3, largest)
    if "start" in names:
        yield from start.cold_start(5 if quick else 20)
    if "workbook" in names:
        yield from write_workbook.workbooks(seconds)
    if "read" in names:
        yield from reading.reading(5 * seconds)


def machine() -> str:
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, "
        f"NumPy {np.__version__}; load {os.getloadavg()[0]:.1f} at the end"
    )


def write(rows: list[Row], missing: list[Missing]) -> None:
    """Put the table above the part of docs/speed.md that is written by hand."""
    text = SPEED.read_text(encoding="utf-8") if SPEED.exists() else ""
    _, mark, rest = text.partition(KEEP)
    lines = [
        "# Speed",
        "",
        "Made by `.venv/bin/python benchmarks/run.py --write`: ours and a baseline in turns, in one run. The ratio is",
        "the median of the paired ratios; times are medians of this run.",
        "",
        f"Machine: {machine()}.",
        "",
        markdown(rows),
        "",
        *(f"Not measured: {line.work}: {line.why}." for line in missing),
        KEEP,
    ]
    SPEED.parent.mkdir(exist_ok=True)
    SPEED.write_text("\n".join(lines) + (rest if mark else "\n"), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
