"""Paired measurements: ours and the baseline take turns, so that whatever else the machine does meets both alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Row:
    """One line of the table. Times are in seconds, of the same pairs in the same order; `limit` is the ratio allowed or
    `most` the seconds; without either the line is only for scale."""

    work: str
    size: str
    ours: tuple[float, ...]
    baseline: tuple[float, ...]
    limit: float | None = None
    against: str = ""
    digits: int = 2
    most: float | None = None
    #: whether the worst of a hundred is looked at (p99) in place of the usual one: nothing is paired then
    worst: bool = False
    #: what the numbers are where they are no seconds
    write: Callable[[float], str] | None = None

    @property
    def ratio(self) -> float:
        """The median of the paired ratios."""
        if self.worst:
            return self.typical(self.ours) / self.typical(self.baseline)
        return median(a / b for a, b in zip(self.ours, self.baseline, strict=True))

    def typical(self, numbers: tuple[float, ...]) -> float:
        """The number that stands for all."""
        return quantiles(numbers, n=100, method="inclusive")[98] if self.worst else median(numbers)

    @property
    def verdict(self) -> str:
        if self.most is not None:
            return "held" if self.typical(self.ours) <= self.most else "missed"
        if self.limit is None:
            return "–"
        return "held" if self.ratio <= self.limit else "missed"

    def cells(self) -> tuple[str, ...]:
        """Work, size, ours, baseline, ratio, limit, verdict as text."""
        write = self.write or duration
        ours, baseline = (write(self.typical(numbers)) for numbers in (self.ours, self.baseline))
        least, most = write(median(self.ours) if self.worst else min(self.ours)), write(max(self.ours))
        return (
            self.work,
            self.size,
            f"p99 {ours} (p50 {least}, max {most})" if self.worst else f"{ours} ({least}–{most})",
            f"{baseline} {self.against}".rstrip(),
            f"{self.ratio:.{self.digits}f} ×",
            write(self.most) if self.most is not None else "–" if self.limit is None else f"{self.limit:g} ×",
            self.verdict,
        )


@dataclass(frozen=True)
class Missing:
    """A line that could not be measured here, and why."""

    work: str
    why: str


HEADERS = ("Work", "Size", "Ours (min–max)", "Baseline", "Ratio", "At most", "")


def duration(seconds: float) -> str:
    """Three digits with a unit that fits."""
    for unit, scale in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"


def timed(work: Callable[[], object], times: int = 1) -> float:
    """Seconds that one of `times` calls takes."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def paired(
    ours: Callable[[], object],
    baseline: Callable[[], object],
    seconds: float,
    pairs: tuple[int, int] = (15, 400),
    between: Callable[[], object] = lambda: None,
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Times of ours and of the baseline in turns, for about `seconds` after a warm-up; the order within a pair
    alternates. Calls below a tenth of a millisecond are repeated within one measurement. `between` is called before
    each of them and not timed."""
    for _ in range(2):
        between(), ours(), between(), baseline()
    between()
    once = timed(ours), timed(baseline)
    repeats = [max(1, round(1e-3 / t)) for t in once]
    count = min(max(round(seconds / sum(max(t, 1e-3) for t in once)), pairs[0]), pairs[1])
    found: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    gc.disable()
    try:
        for i in range(count):
            for k in (0, 1) if i % 2 == 0 else (1, 0):
                between()
                found[k].append(timed((ours, baseline)[k], repeats[k]))
    finally:
        gc.enable()
    return tuple(found[0]), tuple(found[1])


def table(rows: list[Row]) -> list[list[str]]:
    """The cells of the table with its headers."""
    return [list(HEADERS), *(list(row.cells()) for row in rows)]


def plain(rows: list[Row]) -> str:
    """The table in columns, for the terminal."""
    cells = table(rows)
    widths = [max(len(line[i]) for line in cells) for i in range(len(HEADERS))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells)


def markdown(rows: list[Row]) -> str:
    """The table for the documentation."""
    header, *lines = table(rows)
    return "\n".join("| " + " | ".join(line) + " |" for line in (header, ["---"] * len(HEADERS), *lines))
