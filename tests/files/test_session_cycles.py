"""Documents opened and closed again and again leave nothing behind: no memory, thread, open file, lock or stray."""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path

import pytest

from roiapp.core.edits import SetCells
from roiapp.core.periods import month
from roiapp.core.views import base_view
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.project_file import encode
from roiapp.files.session import Session

FIELDS = ("spend", "visits", "leads", "customers", "revenue_per_sale")
CYCLES = 100
#: of 5 MB that a thousand cycles may take
MOST = 5 * 2**20 * CYCLES / 1000


def year() -> Worksheet:
    """A document of the usual size: twelve channels, two years of months."""
    periods = [month(2025 + i // 12, i % 12 + 1, i + 1) for i in range(24)]
    figures = [[float(100 + channel + period) for channel in range(12)] for period in range(24)]
    return build([f"Channel {i}" for i in range(12)], dict.fromkeys(FIELDS, figures), periods)


def cycle(path: Path, home: Path, number: int) -> None:
    session = Session.open(path, home)
    assert session.calculator.figures(base_view(session.worksheet.periods, 0)).total_value("cac") > 0
    if number % 10 == 0:
        session.apply(SetCells.one("spend", 0, 0, float(number)))
        session.save()
    session.close()


def resident() -> int:
    """Bytes of this process that are in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is read from /proc")
def test_documents_opened_and_closed_leave_nothing(tmp_path: Path) -> None:
    path, home = tmp_path / "year.roi", tmp_path / "state"
    path.write_bytes(encode(year()))
    for number in range(30):
        cycle(path, home, number)
    before = resident()
    objects, threads, files = len(gc.get_objects()), threading.active_count(), handles()
    for number in range(CYCLES):
        cycle(path, home, number)
    grown = resident() - before
    assert len(gc.get_objects()) - objects < CYCLES  # less than one a cycle
    assert threading.active_count() == threads
    assert handles() == files
    assert list((home / "working").iterdir()) == []
    assert [place.name for place in tmp_path.iterdir() if place.is_file()] == ["year.roi"]
    assert grown < MOST
