"""The same large documents on the command line: each command as a process of its own, as the system counts it."""

from __future__ import annotations

import csv
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scale_driver import Measured

from roiapp.core.worksheet import Worksheet
from roiapp.files.project_file import decode

_ROOT = Path(__file__).resolve().parent.parent
#: bytes of address space a command gets, so that what would take the machine ends alone; seconds
_MOST, _PATIENCE = 6 << 30, 1_800


def commands(name: str, folder: Path) -> Iterator[Measured]:
    """What each command took, with what it said and whether what it wrote is right."""
    document = folder / f"{name}.roi"
    period = ["--period", "2021-01"] if name != "rows" else []
    yield _run("calc, totals and rows as text", ["calc", str(document), *period])
    yield _run("calc as JSON", ["calc", str(document), *period, "--json"])
    yield _run("check", ["check", str(document), *period])
    if name == "scenarios":
        yield _run("calc under scenario 200", ["calc", str(document), "--scenario", "Plan 200", "--json"])
    for ending in (".csv", ".xlsx", ".json", ".pdf"):
        out = folder / f"{name} by command{ending}"
        out.unlink(missing_ok=True)
        found = _run(f"export whole to {ending}", ["export", str(document), "--to", str(out)])
        said = found.said
        if ending == ".csv" and out.exists():
            said = (*said, agrees(out, decode(document.read_bytes())))
        if out.exists():
            said = (*said, f"{out.stat().st_size / 2**20:,.1f} MB")
        yield Measured(found.name, found.wall, found.processor, 0.0, 0.0, found.memory, said, found.ended)


def agrees(written: Path, sheet: Worksheet) -> str:
    """Whether a CSV file has a row for each channel and period and the sums of what was typed."""
    sums = {id_: list[float]() for id_ in sheet.columns}
    rows = 0
    with written.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            rows += 1
            for id_, found in sums.items():
                if row[id_]:
                    found.append(float(row[id_]))
    periods, channels = sheet.shape
    wrong = [id_ for id_, found in sums.items()
             if math.fsum(found) != math.fsum(v for v in sheet.columns[id_].ravel().tolist() if v == v)]  # fmt: skip
    if rows != periods * channels or wrong:
        return f"DEFECT: {rows:,} rows, other sums of {', '.join(wrong) or 'nothing'}"
    return f"{rows:,} rows, every sum as in the document"


def _run(name: str, arguments: list[str]) -> Measured:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(_ROOT / "main.py"), *arguments], env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    resource.prlimit(process.pid, resource.RLIMIT_AS, (_MOST, _MOST))
    assert process.stderr is not None
    said = process.stderr.read().strip()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    lines = [line for line in said.splitlines() if line][:2]
    if process.returncode not in (0, 2):
        lines.append(f"DEFECT: ended with {process.returncode}")
    return Measured(
        name, wall, used.ru_utime + used.ru_stime, 0.0, 0.0, used.ru_maxrss * 1024.0, tuple(lines),
        wall < _PATIENCE,
    )  # fmt: skip
