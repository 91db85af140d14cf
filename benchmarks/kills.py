"""What docs/reliability.md says of kills and of how soon a step is durable, measured.

    .venv/bin/python benchmarks/kills.py [steps] [copy] [edit] [window] [--kills N] [--seed 1] [--folder F] [--write]

Processes are killed −9 at random moments: `copy` keeps and saves, `edit` is `roiapp edit` with lines coming in,
`window` the window that is typed into. After each kill everything that was acknowledged is looked for, and the first
thing missing ends the run with an error. `steps` measures how soon a step is durable. All four when none is named.
`--folder` is where (default: the system's place for temporary files, which may be no disk at all); `--write` puts the
tables into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from page import machine, put

from roiapp.files.working_copy import WorkingCopy
from tests import edit_kill_run
from tests.files import kill_run
from tests.ui import window_kill_run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reliability.md"
STEPS = 2_000
#: how many of each, and how many of them on one document, so that what is checked after each kill stays short
KILLS = {"copy": (1000, 100), "edit": (1000, 50), "window": (200, 25)}

Rows = list[tuple[str, str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", choices=["steps", *KILLS], help="steps, copy, edit, window")
    parser.add_argument("--kills", type=int, help="how many instead of 1,000 (window: 200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/reliability.md")
    asked = parser.parse_args()
    for what in asked.what or ["steps", *KILLS]:
        if what == "steps":
            rows = latency(asked.folder)
        else:
            count, together = KILLS[what]
            run, words = TRIALS[what]
            rows = words(kills(run, asked.kills or count, together, asked.seed, asked.folder))
        for name, figure in rows:
            print(f"{name}: {figure}")
        if asked.write:
            write(what, rows)
    return 0


def latency(folder: Path | None) -> Rows:
    """From `append` to durable, one step at a time as a person types, and many at once; and `append` itself."""
    chance = random.Random(1)
    single: list[float] = []
    appending: list[float] = []
    with tempfile.TemporaryDirectory(dir=folder) as place:
        copy = WorkingCopy.create(Path(place), bytes(200_000), None, None)
        copy.flush()
        for _ in range(STEPS):
            begun = time.perf_counter()
            number = copy.append("edit", chance.randbytes(40))
            appending.append(time.perf_counter() - begun)
            copy.wait(number)
            single.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        for _ in range(10_000):
            copy.append("edit", chance.randbytes(40))
        copy.flush()
        burst = time.perf_counter() - begun
        copy.close(keep=False)
    return [
        ("A step is durable after (median of 2,000)", milliseconds(single, 0.5)),
        ("… 99 %", milliseconds(single, 0.99)),
        ("… at most", milliseconds(single, 1.0)),
        ("What typing waits for, 99 %", f"{share(appending, 0.99) * 1e6:,.0f} µs"),
        ("10,000 steps at once, all durable", f"{burst * 1000:,.0f} ms"),
    ]


def kills(run: Callable[[Path, int, int], Any], count: int, together: int, seed: int, folder: Path | None) -> Any:
    """The figures of all runs, added up. Raises AssertionError on the first thing lost, unreadable or in the way."""
    total: Any = None
    begun = time.perf_counter()
    for part, start in enumerate(range(0, count, together)):
        with tempfile.TemporaryDirectory(dir=folder) as place:
            figures = run(Path(place), min(together, count - start), seed * 1000 + part)
        if total is None:
            total = figures
        else:
            for name, value in vars(figures).items():
                setattr(total, name, getattr(total, name) + value)
        print(f"{total.kills:,} kills, {time.perf_counter() - begun:,.0f} s", flush=True)
    return total


def of_copy(total: kill_run.Figures) -> Rows:
    return [
        ("Kills −9 at random moments", f"{total.kills:,}"),
        ("… before anything was acknowledged", f"{total.before_first:,}"),
        ("… that left unpublished steps to recover", f"{total.unpublished:,}"),
        ("… in the middle of writing a save", f"{total.cut_saves:,}"),
        ("Commits acknowledged before the kills", f"{total.acknowledged:,}"),
        ("Saves acknowledged before the kills", f"{total.saves:,}"),
        ("Acknowledged and then missing, torn, twice or out of order", "0"),
        ("Files that could not be read, locks in the way, stray files at the end", "0"),
        ("Found and read again after a kill (median)", milliseconds(total.resuming, 0.5)),
    ]


def of_edit(total: edit_kill_run.Figures) -> Rows:
    return [
        ("Kills −9 of `roiapp edit` at random moments", f"{total.kills:,}"),
        ("… before anything was acknowledged", f"{total.before_first:,}"),
        ("… that left unpublished changes to recover", f"{total.unpublished:,}"),
        ("… in the middle of writing a save", f"{total.cut_saves:,}"),
        ("… that left a lock, taken over by the next who came", f"{total.dead_locks:,}"),
        ("Lines acknowledged before the kills", f"{total.acknowledged:,}"),
        ("Saves among them", f"{total.saves:,}"),
        *NOTHING_LOST,
    ]


def of_window(total: window_kill_run.Figures) -> Rows:
    return [
        ("Kills −9 of the window at random moments", f"{total.kills:,}"),
        ("… before it showed the document", f"{total.before_first:,}"),
        ("… in the middle of an entry", f"{total.mid_entry:,}"),
        ("… while it was saving", f"{total.mid_save:,}"),
        ("… that left unpublished changes to recover", f"{total.unpublished:,}"),
        ("… in the middle of writing a save", f"{total.cut_saves:,}"),
        ("… that left a lock, taken over by the next who came", f"{total.dead_locks:,}"),
        ("… that left a socket, taken away by the next start", f"{total.dead_sockets:,}"),
        ("Changes made with keys", f"{total.changes:,}"),
        ("Times that “All changes kept” came to be shown", f"{total.acknowledged:,}"),
        ("Times that “Saved” came to be shown", f"{total.saves:,}"),
        ("Kept work offered by the next window and taken up", f"{total.taken_up:,}"),
        *NOTHING_LOST,
    ]


NOTHING_LOST: Rows = [
    ("Acknowledged and then missing", "0"),
    ("Documents that could not be read", "0"),
    ("Locks in the way, stray files beside the document at the end", "0"),
]
TRIALS: dict[str, tuple[Callable[[Path, int, int], Any], Callable[[Any], Rows]]] = {
    "copy": (kill_run.run, of_copy),
    "edit": (edit_kill_run.run, of_edit),
    "window": (window_kill_run.run, of_window),
}


def share(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def milliseconds(times: list[float], part: float) -> str:
    return f"{share(times, part) * 1000:.1f} ms"


def write(what: str, rows: Rows) -> None:
    """Put a table into docs/reliability.md."""
    table = ["| What | Measured |", "| --- | ---: |", *(f"| {name} | {figure} |" for name, figure in rows)]
    lines = [*table, "", f"Machine: {machine('SQLite', sqlite3.sqlite_version)}."]
    put(PAGE, "kills.py", what, "\n".join(lines))


if __name__ == "__main__":
    raise SystemExit(main())
