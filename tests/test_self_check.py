"""`roiapp --self-check`: READY here; what is missing or wrong is named with what to do, and the exit code is not 0."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from roiapp import resources, self_check
from roiapp.core.metrics import METRICS
from roiapp.resources import MissingResourceError
from tests.test_app import run

PARTS = ("Files of the program", "Templates and samples", "Calculation", "Documents", "Workbooks", "Window", "PDF",
         "Settings folder")  # fmt: skip


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("ROIAPP_HOME", str(home))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return home


def checked(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = self_check.self_check()
    return code, capsys.readouterr().out.splitlines()


def only(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setattr(self_check, "CHECKS", tuple(each for each in self_check.CHECKS if each.part == part))


def test_a_good_installation_is_ready(tmp_path: Path) -> None:
    done = run("main.py", "--self-check", home=tmp_path)  # no display, and nothing said of a platform
    first, *lines = done.stdout.splitlines()
    assert first.startswith("Channel ROI ")
    assert f"Python {sys.version.split()[0]}, Qt 6." in first
    assert lines == [*(f"{part}: in order" for part in PARTS), "READY"]
    assert (done.returncode, done.stderr) == (0, "")
    assert not list((tmp_path / "state").rglob("*.*"))  # nothing is left behind


def test_it_speaks_the_users_language(tmp_path: Path) -> None:
    done = run("main.py", "--self-check", "--lang", "pl", home=tmp_path)
    assert "Obliczenia: w porządku" in done.stdout
    assert done.stdout.endswith("READY\n")


@pytest.mark.parametrize(
    ("missing", "part"),
    [
        (("fonts", "ChannelROISans-Medium.otf"), "Files of the program"),
        (("icons", "info.svg"), "Files of the program"),
        (("translations", "is", "LC_MESSAGES", "roiapp.mo"), "Files of the program"),
        (("licences.tsv",), "Files of the program"),
        (("samples", "northgate_controls.json"), "Templates and samples"),
    ],
)
def test_a_missing_file_is_named(
    missing: tuple[str, ...], part: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = resources.resource

    def without(*parts: str) -> Path:
        path = real(*parts)
        if parts == missing:
            raise MissingResourceError(path)
        return path

    for place in ("roiapp.resources.resource", "roiapp.licences.resource", "roiapp.files.templates.resource"):
        monkeypatch.setattr(place, without)
    only(monkeypatch, part)
    code, (_, said, advice, *rest) = checked(capsys)
    assert code == 2
    assert said.startswith(f"{part}: not in order. ")
    assert str(Path(*missing)) in said
    assert advice == "Install the program again."
    assert not rest  # and no READY


def test_a_file_that_is_empty_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real, empty = resources.resource, tmp_path / "app.svg"
    empty.touch()
    monkeypatch.setattr(resources, "resource", lambda *parts: empty if parts[-1] == "app.svg" else real(*parts))
    only(monkeypatch, "Files of the program")
    code, lines = checked(capsys)
    assert (code, lines[1]) == (2, f"Files of the program: not in order. {empty} is empty.")


def test_a_wrong_figure_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert {"roi", "gross_profit", "cac"} <= {metric.id for metric in METRICS}
    monkeypatch.setattr(self_check, "_KNOWN", {"roi": 0.75})
    only(monkeypatch, "Calculation")
    code, lines = checked(capsys)
    assert (code, lines[1]) == (2, "Calculation: not in order. roi is 0.5 and ought to be 0.75.")


def test_a_folder_that_cannot_be_written_is_named_and_the_others_are_tried(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own_home.write_text("a file where the folder should be", "utf-8")
    kept = [each for each in self_check.CHECKS if each.part in ("Settings folder", "Calculation")]
    monkeypatch.setattr(self_check, "CHECKS", tuple(reversed(kept)))
    code, lines = checked(capsys)
    assert code == 2
    assert lines[1].startswith("Settings folder: not in order. ")
    assert str(own_home) in lines[1]
    assert lines[2] == "Make the folder writable, or name another one in the variable ROIAPP_HOME."
    assert lines[3:] == ["Calculation: in order"]


def test_the_help_names_it(tmp_path: Path) -> None:
    done: subprocess.CompletedProcess[str] = run("main.py", "--help", home=tmp_path)
    assert "--self-check" in done.stdout
