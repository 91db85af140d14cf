"""The benchmarks that open windows and processes run at small sizes; what they measure is looked at elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
KEYS = 24


def lines(home: Path, script: str, *arguments: str) -> list[str]:
    """What a benchmark prints; it must end well."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *arguments],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "ROIAPP_HOME": str(home)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_all_of_them_find_what_they_measure(tmp_path: Path) -> None:
    """Those of other programs' engines apart, which are installed by hand."""
    names = sorted(path.stem for path in BENCHMARKS.glob("*.py") if not path.stem.startswith("engine_"))
    code = f"import sys; sys.path.insert(0, {str(BENCHMARKS)!r})\nfor name in {names}: __import__(name)"
    home = {"QT_QPA_PLATFORM": "offscreen", "ROIAPP_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def typed(home: Path, **case: object) -> dict[str, list[float]]:
    (line,) = lines(home, "typist.py", json.dumps({"channels": 40, "months": 4, "keys": KEYS, "a_second": 200, **case}))
    seconds, work = json.loads(line)
    assert {kind: len(each) for kind, each in seconds.items()} == {kind: len(each) for kind, each in work.items()}
    return dict(seconds)


@pytest.mark.parametrize(
    "case",
    [{"chart": "trend"}, {"view": "over time, quarter"}, {"rows": "grouped"}, {"stock": True}],
    ids=lambda case: "-".join(map(str, case.values())),
)
def test_every_key_is_seen(tmp_path: Path, case: dict[str, object]) -> None:
    found = typed(tmp_path, **case)
    assert len(found["digit"]) == KEYS * 3 // 4
    assert len(found["enter"]) == KEYS // 4
    assert min(found["digit"] + found["enter"]) > 0.0


def test_pages_are_scrolled_in_turns(tmp_path: Path) -> None:
    *_, last = lines(tmp_path, "scrolling.py", "--measure", "--rows", "400", "--seconds", "0.1")
    ours, stock, *work = json.loads(last)
    assert {len(ours), len(stock), *map(len, work)} == {len(ours)}
    assert len(ours) >= 40


@pytest.mark.parametrize("ways", [(), ("--rollup", "--hold")], ids=["period", "quarter"])
def test_a_slider_is_dragged_as_one_step(tmp_path: Path, ways: tuple[str, ...]) -> None:
    found = lines(tmp_path, "slider.py", "--moves", "20", "--channels", "6", "--months", "4", *ways)
    assert [line.split(":")[0] for line in found] == ["seen", "work"]
    assert all("of 20 moves" in line for line in found)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells what a process takes")
def test_memory_is_measured_beside_the_input_columns(tmp_path: Path) -> None:
    *_, last = lines(tmp_path, "memory.py", "--measure", "rows", "--rows", "1000")
    *_, inputs = map(float, last.split())
    assert inputs == 6 * 1000 * 8


def test_who_is_not_there_is_told_as_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = lines(tmp_path, "growth.py", "--rows", "10", "--seconds", "0", "--peers", str(tmp_path))
    compared = [line.split("  ")[0] for line in found if "10 rows" in line]  # to 1e-9, before they are timed
    assert compared == ["Everything", "One cell of spend"] * 2
    assert [line.split(":")[1] for line in found if line.startswith("Not measured")] == [
        " Growth, formualizer", " Growth, HyperFormula", " Growth, LibreOffice",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_table_is_read_brought_in_and_previewed(tmp_path: Path) -> None:
    found = lines(tmp_path, "reading.py", "--rows", "300", "--seconds", "0")
    assert [line.split("  ")[0] for line in found[1:]] == [
        "Reading xlsx", "Reading CSV", "… csv to the worksheet", "… xlsx to the worksheet",
        "From choosing csv to its preview", "From choosing xlsx to its preview",
    ]  # fmt: skip
