"""python -m tests.storm --events 100000 --seed 1: pieces of a storm one after the other, and what came of all of them.

Each piece is a process of its own with the next seed, so that a seed is soon come to again (`tests.storm.piece`), and
what one piece leaves behind is not the next one's. On a screen where QT_QPA_PLATFORM says so (xcb), else offscreen.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.storm.stage import ROOT

_PIECE = 2_500
_SHOWN = 10
#: seconds of the clock in which a piece of that many events has to end, on a machine with other work too
_PATIENCE = 2.0


def piece(seed: int, events: int) -> dict[str, Any]:
    """What came of one piece, which says failures on stderr as they come; that it came to harm itself is another."""
    words = [sys.executable, "-m", "tests.storm.piece", str(seed), str(events)]
    try:
        run = subprocess.run(
            words, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True, timeout=300 + _PATIENCE * events
        )
        said, out = f"the process ended with {run.returncode}", run.stdout
        well = run.returncode in (0, 1)
    except subprocess.TimeoutExpired as late:
        said, out, well = f"the process did not end in {late.timeout:.0f} s", "", False
    lines = [line for line in out.splitlines() if line.startswith("{")]
    found: dict[str, Any] = json.loads(lines[-1]) if lines else {
        "seed": seed, "events": 0, "kinds": {}, "failures": [], "compared": 0, "reopened": 0, "longest": [], "over": [],
        "clock": [], "memory": 0, "windows": 0,
    }  # fmt: skip
    if not well or not lines:
        found["failures"].append(f"seed {seed}: {said}")
    return found


def told(pieces: Iterable[dict[str, Any]], *, hangs_count: bool = True) -> tuple[str, bool]:
    """The summary of the pieces, and whether nothing went wrong."""
    each = list(pieces)
    kinds: Counter[str] = Counter()
    for found in each:
        kinds.update(found["kinds"])
    failures = [text for found in each for text in found["failures"]]
    over = sorted((turn for found in each for turn in found["over"]), reverse=True)
    longest = sorted((turn for found in each for turn in found["longest"]), reverse=True)[:_SHOWN]
    clock = sorted((turn for found in each for turn in found["clock"]), key=lambda turn: -turn[1])[:_SHOWN]
    lines = [
        f"Events: {sum(found['events'] for found in each):,} from seeds {each[0]['seed']} to {each[-1]['seed']}",
        *(f"  {name} {number:,}" for name, number in kinds.most_common()),
        f"Windows opened: {sum(found['windows'] for found in each):,}",
        f"Failures (exceptions, messages of Qt, warnings, differences, crashes): {len(failures)}",
        f"Comparisons of a window with a fresh calculator: {sum(found['compared'] for found in each):,}",
        f"Saved documents that opened equal: {sum(found['reopened'] for found in each):,}",
        f"Turns of the loop over 0.1 s of the processor: {len(over):,}",
        *(f"  {number:,} after {name}, the longest {most:.2f}" for name, number, most in _by_kind(over)),
        "The longest, in seconds of the main thread on the processor (and on the clock):",
        *(f"  {turn[0]:.3f} ({turn[1]:.3f}) {turn[2]} {turn[3]}" for turn in longest),
        "The longest on the clock, which other programs share:",
        *(f"  {turn[1]:.3f} ({turn[0]:.3f}) {turn[2]} {turn[3]}" for turn in clock),
        f"Most memory of a piece: {max(found['memory'] for found in each) >> 20} MiB",
    ]
    lines += [f"\n== {text}" for text in failures[:20]]
    return "\n".join(lines), not failures and not (hangs_count and over)


def _by_kind(turns: Iterable[list[Any]]) -> list[tuple[str, int, float]]:
    """What they followed, how many, and seconds of the longest; the most first."""
    found: dict[str, list[float]] = {}
    for processor, _clock, _where, event in turns:
        first, _, rest = event.partition(" ")
        name = " ".join((first, *rest.split(" ")[:1])) if first in ("action", "text") else first
        found.setdefault(name, []).append(processor)
    return sorted(((name, len(each), max(each)) for name, each in found.items()), key=lambda one: -one[1])


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.storm")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--piece", type=int, default=_PIECE, help="events of one process")
    parser.add_argument("--at-once", type=int, default=1, help="processes at the same time")
    asked = parser.parse_args(words)
    counts = [min(asked.piece, asked.events - begun) for begun in range(0, asked.events, asked.piece)]
    begun, found = time.monotonic(), []
    with ThreadPoolExecutor(asked.at_once) as pool:
        for each in pool.map(piece, range(asked.seed, asked.seed + len(counts)), counts):
            found.append(each)
            sys.stderr.write(
                f"seed {each['seed']}: {each['events']} events, {len(each['failures'])} failures, "
                f"{len(each['over'])} turns over 0.1 s\n"
            )
    text, well = told(found)
    sys.stdout.write(f"{text}\nTook {time.monotonic() - begun:.0f} s\n")
    return 0 if well else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
