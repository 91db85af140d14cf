"""Each command started by `main.py` from nothing, as a user starts it, says what it says in the forked processes in
which the other tests try it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from roiapp.cli import COMMANDS
from tests.forked_program import program

TABLE = "Channel,Month,Spend,Leads,Customers\nRadio,2026-08,100,5,1\nEmail,2026-08,50,4,2\n"
LINES = "add channel Radio\nset Radio spend 12,5\nset Radio spend many\nsave\n"
SAID = {
    "calc": (("calc", "year.csv", "--json"), ""),
    "check": (("check", "year.csv"), ""),
    "seek": (("seek", "year.csv", "--metric", "cac", "--target", "40", "--by", "spend"), ""),
    "allocate": (("allocate", "year.csv", "--total", "200", "--goal", "customers"), ""),
    "matters": (("matters", "year.csv", "--metric", "cac"), ""),
    "compare": (("compare", "year.csv"), ""),
    "import": (("import", "year.csv", "--to", "year.roi"), ""),
    "export": (("export", "year.csv", "--to", "out.json"), ""),
    "edit": (("edit", "new.roi", "--lang", "pl"), LINES),
    "recover": (("recover", "none.roi"), ""),
    "metrics": (("metrics", "cac"), ""),
}


def said(folder: Path, name: str, *, cold: bool) -> tuple[subprocess.CompletedProcess[str], dict[str, bytes]]:
    """What a command says in a folder of its own, and the files in JSON that are there then."""
    folder.mkdir()
    (folder / "year.csv").write_text(TABLE, "utf-8")
    words, lines = SAID[name]
    placed = [str(folder / word) if word.endswith((".csv", ".roi", ".json")) else word for word in words]
    done = program(*placed, home=folder / "home", lines=lines, cold=cold)
    return done, {path.name: path.read_bytes() for path in sorted(folder.glob("*.json"))}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_cold_start_says_the_same(name: str, tmp_path: Path) -> None:
    cold, cold_files = said(tmp_path / "a", name, cold=True)
    forked, forked_files = said(tmp_path / "b", name, cold=False)
    assert "Traceback" not in cold.stderr
    assert cold.stdout or cold.stderr or cold_files
    assert (cold.returncode, cold.stdout, cold.stderr.replace(str(tmp_path / "a"), str(tmp_path / "b"))) == (
        forked.returncode, forked.stdout, forked.stderr
    )  # fmt: skip
    assert cold_files == forked_files
