"""Paired measurements: ours and the baseline take turns, so that whatever else the machine does meets both alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import NamedTuple

try:
    import resource
except ModuleNotFoundError:  # not on Windows: what other processes take is not seen there
    resource = None


class Pairs(NamedTuple):
    """Seconds of the same pairs in the same order, on the wall and of the processor."""

    ours: tuple[float, ...]
    baseline: tuple[float, ...]
    ours_work: tuple[float, ...] = ()
    baseline_work: tuple[float, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of the table. Times are those of `Pairs`; `limit` is the ratio allowed or `most` the seconds; without
    either the line is only for scale."""

    work: str
    size: str
    ours: tuple[float, ...]
    baseline: tuple[float, ...]
    ours_work: tuple[float, ...] = ()
    baseline_work: tuple[float, ...] = ()
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

    @property
    def processor(self) -> str:
        """The same of processor time, which others on the machine lengthen less: the ratio, or ours."""
        if not self.ours_work:
            return "–"
        if self.most is not None:
            return duration(self.typical(self.ours_work))
        return f"{median(a / b for a, b in zip(self.ours_work, self.baseline_work, strict=True)):.{self.digits}f} ×"

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
        """Work, size, ours, baseline, ratio, processor time, limit, verdict as text."""
        write = self.write or duration
        ours, baseline = (write(self.typical(numbers)) for numbers in (self.ours, self.baseline))
        least, most = write(median(self.ours) if self.worst else min(self.ours)), write(max(self.ours))
        return (
            self.work,
            self.size,
            f"p99 {ours} (p50 {least}, max {most})" if self.worst else f"{ours} ({least}–{most})",
            f"{baseline} {self.against}".rstrip(),
            f"{self.ratio:.{self.digits}f} ×",
            self.processor,
            write(self.most) if self.most is not None else "–" if self.limit is None else f"{self.limit:g} ×",
            self.verdict,
        )


@dataclass(frozen=True)
class Missing:
    """A line that could not be measured here, and why."""

    work: str
    why: str


#: seconds from which one call is enough to warm up
LONG = 0.5
HEADERS = ("Work", "Size", "Ours (min–max)", "Baseline", "Ratio", "By processor", "At most", "")


def duration(seconds: float) -> str:
    """Three digits with a unit that fits."""
    for unit, scale in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"


def worked() -> float:
    """Processor seconds of this process, all its threads, and of the processes that it has seen end."""
    if resource is None:
        return time.process_time()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def timed(work: Callable[[], object], times: int = 1) -> tuple[float, float]:
    """Seconds that one of `times` calls takes, on the wall and of the processor."""
    start, begun = time.perf_counter(), worked()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times, (worked() - begun) / times


def paired(
    ours: Callable[[], object],
    baseline: Callable[[], object],
    seconds: float,
    pairs: tuple[int, int] = (15, 400),
    between: Callable[[], object] = lambda: None,
) -> Pairs:
    """Times of ours and of the baseline in turns, for about `seconds` after a warm-up; the order within a pair
    alternates. Calls below a tenth of a millisecond are repeated within one measurement. `between` is called before
    each of them and not timed."""
    once = []
    for work in (ours, baseline):
        for _ in range(3):  # what takes long is warm after the first
            between()
            taken, _ = timed(work)
            if taken > LONG:
                break
        once.append(taken)
    repeats = [max(1, round(1e-3 / t)) for t in once]
    count = min(max(round(seconds / sum(max(t, 1e-3) for t in once)), pairs[0]), pairs[1])
    found: tuple[list[tuple[float, float]], ...] = ([], [])
    gc.collect()
    gc.disable()
    try:
        for i in range(count):
            for k in (0, 1) if i % 2 == 0 else (1, 0):
                between()
                found[k].append(timed((ours, baseline)[k], repeats[k]))
    finally:
        gc.enable()
    return together(*found)


def together(ours: Sequence[tuple[float, float]], baseline: Sequence[tuple[float, float]]) -> Pairs:
    """Pairs of (wall, processor) seconds, sorted apart."""
    (wall, work), (other_wall, other_work) = (zip(*side, strict=True) for side in (ours, baseline))
    return Pairs(tuple(wall), tuple(other_wall), tuple(work), tuple(other_work))


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
