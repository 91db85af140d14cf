"""What docs/reliability.md says of kills and of how soon a step is durable, measured.

    .venv/bin/python benchmarks/kills.py [--kills 1000] [--seed 1] [--folder FOLDER] [--write]

A process that keeps and saves is killed at random moments; after each kill everything it acknowledged is looked for,
and the first thing missing ends the run with an error. `--folder` is where (default: the system's place for temporary
files, which may be no disk at all); `--write` puts the table into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from roiapp.files.working_copy import WorkingCopy  # noqa: E402
from tests.files.kill_run import Figures, run  # noqa: E402

PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- benchmarks/kills.py writes from here", "to here -->"
STEPS = 2_000
IN_ONE_RUN = 100  # kills on one document, so that the chain stays short enough to be checked each time


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    asked = parser.parse_args()
    rows = [*latency(asked.folder), *kills(asked.kills, asked.seed, asked.folder)]
    for what, figure in rows:
        print(f"{what}: {figure}")
    if asked.write:
        write(rows)
    return 0


def latency(folder: Path | None) -> list[tuple[str, str]]:
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


def kills(count: int, seed: int, folder: Path | None) -> list[tuple[str, str]]:
    total = Figures()
    begun = time.perf_counter()
    for part, start in enumerate(range(0, count, IN_ONE_RUN)):
        with tempfile.TemporaryDirectory(dir=folder) as place:
            figures = run(Path(place), min(IN_ONE_RUN, count - start), seed * 1000 + part)
        for name, value in vars(figures).items():
            setattr(total, name, getattr(total, name) + value)
        print(f"{total.kills:,} kills, {time.perf_counter() - begun:,.0f} s", flush=True)
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


def share(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def milliseconds(times: list[float], part: float) -> str:
    return f"{share(times, part) * 1000:.1f} ms"


def machine() -> str:
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}; load {os.getloadavg()[0]:.1f} at the end"
    )


def write(rows: list[tuple[str, str]]) -> None:
    """Put the table between the two marks of docs/reliability.md; all else there is written by hand."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    table = ["| What | Measured |", "| --- | ---: |", *(f"| {what} | {figure} |" for what, figure in rows)]
    lines = [f"{BEGIN} -->", "", *table, "", f"Machine: {machine()}.", "", f"<!-- {END}"]
    PAGE.write_text(before + "\n".join(lines) + after, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
