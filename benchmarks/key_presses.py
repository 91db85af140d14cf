"""The typing rows of the speed table: from a key to its pixels, in the real window.

    .venv/bin/python benchmarks/key_presses.py [--keys N] [--every]

Thirty keys a second, one row of a hundred: what a held key sends, faster than anybody types. The baseline is the same
keys in Qt's own table and editor (`stock_table`), which computes nothing and has no chart. `--every` types under each
chart, in each view and order of the rows, and in bursts of a hundred keys a second; without a baseline.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pairs import Missing, Row, duration
from start import NO_DISPLAY, display

#: seconds: a key, and Enter at 100,000 rows
MOST, MOST_ENTER = 0.016, 0.025
KEYS, FEW_KEYS = 520, 104
CHARTS = ("roi", "spend_return", "funnel", "trend", "cac", "shares")
KINDS = ("digit", "enter")
#: by kind of key: seconds until seen, and of the processor
Typed = tuple[dict[str, list[float]], dict[str, list[float]]]
_TYPIST = [sys.executable, str(Path(__file__).with_name("typist.py"))]


@dataclass(frozen=True)
class Case:
    """What is looked at while typing. `view`: "period", or "over time, KIND": all of them side by side, cards and
    charts of a view of that kind ("period", "quarter", "all"). `rows`: "", "sorted", "grouped", "filtered"."""

    channels: int
    months: int
    keys: int
    a_second: int = 30
    chart: str = "roi"
    view: str = "period"
    rows: str = ""
    stock: bool = False

    @property
    def text(self) -> str:
        """What is special about it."""
        return ", ".join(filter(None, (
            f"chart {self.chart}", self.view if self.view != "period" else "",
            f"{self.rows} rows" if self.rows else "", f"{self.a_second} keys a second" if self.a_second != 30 else "",
        )))  # fmt: skip


def every(keys: int, channels: int = 100, months: int = 60) -> list[Case]:
    """Each chart, each view, each order of the rows, bursts."""
    usual = Case(channels, months, keys)
    views = [replace(usual, view=f"over time, {kind}") for kind in ("period", "quarter", "all")]
    return [
        *(replace(usual, chart=chart) for chart in CHARTS),
        *views,
        *(replace(usual, rows=rows) for rows in ("sorted", "grouped", "filtered")),
        *(replace(usual, chart=chart, a_second=100) for chart in ("roi", "trend")),
        *(replace(usual, chart=chart, view="over time, period") for chart in CHARTS[1:]),
    ]


def key_presses(keys: int = KEYS) -> Iterator[Row | Missing]:
    """The lines of the table, without a screen and, where there is a display, one in a window."""
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    large = Case(100_000, 1, keys)
    (ours,), (stock,) = (typed([replace(large, stock=plain)], offscreen) for plain in (False, True))
    size = f"{large.channels:,} rows"
    yield _row("Key press to pixels: a digit", size, ours, stock, MOST, ("digit",))
    yield _row("Key press to pixels: Enter", size, ours, stock, MOST_ENTER, ("enter",))
    usual = Case(100, 60, keys)
    cases = [
        *(replace(usual, chart=chart) for chart in CHARTS),
        replace(usual, view="over time, period"),
        replace(usual, view="over time, quarter"),
        replace(usual, rows="grouped"),
        replace(usual, chart="trend", a_second=100),
    ]
    (stock,), found = typed([replace(usual, stock=True)], offscreen), typed(cases, offscreen)
    for case, ours in zip(cases, found, strict=True):
        yield _row(f"Key press to pixels, {case.text}", "100 × 60", ours, stock, MOST)
    with display() as name:
        if name is None:
            yield Missing("Key press to pixels in a window", NO_DISPLAY)
            return
        shown = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": name}
        (ours,), (stock,) = (typed([replace(usual, stock=plain)], shown) for plain in (False, True))
        yield _row(f"Key press to pixels, {usual.text}", "100 × 60, X display", ours, stock, MOST)


def _row(work: str, size: str, ours: Typed, stock: Typed, most: float, kinds: Sequence[str] = KINDS) -> Row:
    (seconds, own_work), (other, other_work) = (
        tuple([time for kind in kinds for time in of[kind]] for of in side) for side in (ours, stock)
    )
    count = min(len(seconds), len(other))
    columns = (tuple(each[:count]) for each in (seconds, other, own_work, other_work))
    return Row(work, size, *columns, most=most, against="stock QTableView", worst=True)


def typed(cases: Sequence[Case], environment: dict[str, str]) -> list[Typed]:
    """Type all of these, of one size, in one window of a process of its own."""
    texts = [json.dumps(asdict(case)) for case in cases]
    out = subprocess.run(
        [*_TYPIST, *texts], env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    return [tuple(json.loads(line)) for line in out.splitlines()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=KEYS)
    parser.add_argument("--every", action="store_true")
    asked = parser.parse_args()
    if not asked.every:
        for line in key_presses(asked.keys):
            print("  ".join(line.cells()) if isinstance(line, Row) else f"{line.work}: {line.why}", flush=True)
        return 0
    print("p50, p99, longest")
    for case in every(asked.keys):
        (found,) = typed([case], {"QT_QPA_PLATFORM": "offscreen"})
        seen, work = found
        both = seen["digit"] + seen["enter"]
        for name, seconds in (("all keys", both), ("Enter", seen["enter"]), ("Enter's work", work["enter"])):
            middle, high = (quantiles(seconds, n=100)[place] for place in (49, 98))
            print(f"{case.text}, {name}: {duration(middle)}, {duration(high)}, {duration(max(seconds))}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
