"""./run: what it does before the program, shown with a stand-in for Python."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WINDOW = {"DISPLAY": ":0"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="run.cmd is for Windows")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A project of `run`, a set-up that only says so, and a Python that prints its arguments."""
    folder = tmp_path / "a project"
    (folder / "packaging").mkdir(parents=True)
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "run", folder)
    (folder / "packaging" / "requirements.lock").write_text("numpy==1\n")
    shutil.copy(folder / "packaging" / "requirements.lock", folder / ".venv" / ".lock")
    (folder / ".venv" / ".window").touch()
    write_script(folder / ".venv" / "bin" / "python", 'printf "<%s>" "$@"')
    write_script(folder / "packaging" / "set_up", 'echo "set up:$*"')
    return folder


def write_script(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def start(copy: Path, *arguments: str, **environment: str) -> str:
    """What ./run prints, started from another folder."""
    done = subprocess.run(
        [copy / "run", *arguments],
        cwd=copy.parent,
        env={"PATH": os.environ["PATH"], **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.replace(str(copy), "HERE")


def test_second_start_does_no_set_up(copy: Path) -> None:
    assert start(copy, **WINDOW) == "<HERE/main.py>"
    assert start(copy, "calc", "my file.roi") == "<HERE/main.py><calc><my file.roi>"


def test_second_start_starts_one_process_at_most(copy: Path, tmp_path: Path) -> None:
    # Only cmp can be found: anything else the script called would fail.
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "cmp").symlink_to(shutil.which("cmp") or "")
    assert start(copy, "calc", PATH=str(tools)) == "<HERE/main.py><calc>"


def test_a_changed_lock_is_set_up(copy: Path) -> None:
    (copy / "packaging" / "requirements.lock").write_text("numpy==2\n")
    assert start(copy, "calc") == "set up:\n<HERE/main.py><calc>"


def test_an_interrupted_set_up_is_set_up(copy: Path) -> None:
    (copy / ".venv" / ".lock").unlink()
    assert start(copy, "calc").startswith("set up:")


@pytest.mark.parametrize(
    ("arguments", "environment", "library"),
    [
        ((), WINDOW, "window"),
        (("book.roi",), {"WAYLAND_DISPLAY": "wayland-0"}, "window"),
        (("--until", "painted"), WINDOW, "window"),
        ((), {"QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        (("export", "a.roi", "--to", "a.pdf"), {}, "offscreen"),
        (("--self-check",), {}, "offscreen"),
        ((), {}, None),
        (("calc", "a.roi"), WINDOW, None),
        (("--help",), WINDOW, None),
        (("export", "a.roi", "--to", "a.xlsx"), WINDOW, None),
    ],
)
def test_system_libraries_are_seen_to_only_where_qt_runs(
    copy: Path, arguments: tuple[str, ...], environment: dict[str, str], library: str | None
) -> None:
    (copy / ".venv" / ".window").unlink()
    expected = f"set up:{library}\n" if library else ""
    assert start(copy, *arguments, **environment).startswith(expected + "<")


def test_a_changed_translation_is_compiled(copy: Path) -> None:
    catalogue = copy / "resources" / "translations" / "de" / "LC_MESSAGES" / "roiapp.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    assert start(copy, "calc").startswith("set up:")
    compiled = catalogue.with_suffix(".mo")
    compiled.touch()
    later = catalogue.stat().st_mtime + 10
    os.utime(compiled, (later, later))
    assert start(copy, "calc") == "<HERE/main.py><calc>"


def test_a_link_to_run_finds_the_project(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    link = tmp_path / "bin" / "roi"
    link.symlink_to("../a project/run")
    done = subprocess.run([link, "calc"], check=True, capture_output=True, text=True)
    assert done.stdout.endswith("/main.py><calc>")


def test_arguments_reach_the_program_unchanged(copy: Path) -> None:
    assert start(copy, "edit", "", "a b", "*", "$x") == "<HERE/main.py><edit><><a b><*><$x>"
