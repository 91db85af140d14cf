"""Hostile files: imported or refused with one line, with bounded time and memory, on every way into the program."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from roiapp.core.catalog import standard
from roiapp.files import table_limits
from roiapp.files.file_errors import FileError
from roiapp.files.import_plan import plan_import
from roiapp.files.text_tables import read_text_table
from tests.files.hostile import texts, workbooks
from tests.files.hostile.record import Hostile, Imported, Many, Refused
from tests.forked_program import program

ROOT = Path(__file__).parents[2]
GROUPS = {
    "not-text": texts.NOT_TEXT, "encodings": texts.ENCODINGS, "too-much": texts.TOO_MUCH, "tables": texts.TABLES,
    "figures": texts.FIGURES, "names": texts.NAMES, "zips": workbooks.ZIPS, "xml": workbooks.XML,
    "cells": workbooks.CELLS, "sheets": workbooks.SHEETS, "open-documents": workbooks.OPEN_DOCUMENTS,
    "old": workbooks.OLD,
}  # fmt: skip
EVERY = tuple(chain.from_iterable(GROUPS.values()))
MEMORY = 1 << 30
#: for what hangs; what is slow the program's own limits end, and the sentence tells
WATCHDOG = 60
#: every kind of thing that can be wrong, on the command line
SAMPLE = (
    "nul-inside.csv", "hundred-thousand-columns.csv", "long-cell.csv", "thousand-digits.csv", "bomb.xlsx",
    "billion-laughs.xlsx", "password-file.xlsx", "locked.xlsx", "stray-cell.xlsx", "four-thousand-sheets.xlsx",
    "circle.xls", "cmd.csv", "dde-with-a-result.xlsx", "macros.xlsm",
)  # fmt: skip


def opened(files: list[Path]) -> list[dict[str, object]]:
    """What comes of each, opened one after the other in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.files.hostile_run", *map(str, files)], cwd=ROOT, check=False, text=True,
        capture_output=True, timeout=WATCHDOG * len(files),
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def wrong(hostile: Hostile, found: dict[str, object]) -> str:
    """What is not as it shall be, "" where all is."""
    match hostile.outcome:
        case Refused(part):
            said = str(found.get("said", ""))
            right = part in said and said.startswith(hostile.name) and said.isprintable() and len(said) < 500
        case Imported(spend):
            right = found.get("channels") == dict(spend)
        case Many(channels, whole):
            right = (found.get("count"), found.get("spend")) == (channels, whole)
    bounded = all(isinstance(size := found[who], int) and size <= MEMORY for who in ("reader", "program"))
    return "" if right and bounded else f"{hostile.name}: {str(found)[:400]}"


def test_there_are_enough_of_them() -> None:
    assert len(EVERY) >= 125
    assert len({hostile.name for hostile in EVERY}) == len(EVERY)


@pytest.mark.parametrize("group", GROUPS)
def test_each_is_imported_or_refused_with_one_line(group: str, tmp_path: Path) -> None:
    files = [tmp_path / hostile.name for hostile in GROUPS[group]]
    for hostile, path in zip(GROUPS[group], files, strict=True):
        hostile.make(path)
    found = opened(files)
    assert len(found) == len(files)
    assert [each for each in map(wrong, GROUPS[group], found) if each] == []
    assert sorted(tmp_path.rglob("*")) == sorted(files)  # nothing was unpacked beside them


def test_nothing_was_written_outside() -> None:
    assert not any(Path(folder, "hostile-was-here").exists() for folder in ("/tmp", "/etc", ROOT, ROOT.parent))  # noqa: S108


def test_what_nobody_thought_of_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    table = read_text_table(b"Channel,Spend\nRadio,5\n")
    assert plan_import(table, standard()).names == {"Radio": 1}
    monkeypatch.setattr(table_limits, "SECONDS", 0.0)
    with pytest.raises(FileError, match=r"took longer than 0 seconds and was stopped\. Save the table you need"):
        plan_import(table, standard())
    monkeypatch.undo()
    assert plan_import(table, standard()).names == {"Radio": 1}  # the next one has its own time


@pytest.mark.parametrize("name", SAMPLE)
def test_the_command_line_says_it_in_one_line_and_writes_nothing(name: str, tmp_path: Path) -> None:
    hostile = next(each for each in EVERY if each.name == name)
    hostile.make(tmp_path / name)
    out = tmp_path / "out.roi"
    for command in (["import", str(tmp_path / name), "--to", str(out)], ["calc", str(tmp_path / name), "--json"]):
        run = program(*command, "--lang", "en", home=tmp_path / "home", timeout=WATCHDOG)
        if isinstance(hostile.outcome, Refused):
            assert run.returncode == 2, run.stderr
            (line,) = run.stderr.splitlines()
            assert name in line
            assert hostile.outcome.part in line
            assert run.stdout == ""
            assert not out.exists()
        else:
            assert run.returncode == 0, run.stderr
            assert out.exists()
            assert "Traceback" not in run.stderr
