"""No internet: every command and the window do their work with AF_INET and AF_INET6 forbidden (`no_network`)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication

from roiapp.cli import COMMANDS
from roiapp.core.scenario_edits import added, changed
from roiapp.core.scenarios import Change
from roiapp.files import templates
from roiapp.files.project_file import encode
from roiapp.ui.window.main_window import MainWindow
from tests.no_network import NetworkError, forbidden
from tests.test_cli_cold import SAID, TABLE
from tests.ui.conftest import light_theme, messages, one_program, own_home, text_size, window  # noqa: F401  fixtures
from tests.ui.small_window import top_level
from tests.ui.surfaces import SURFACES, show_sample

#: commands that have something to do where those of `SAID` have not
WORK: Final = {
    "allocate": (("allocate", "plan.roi", "--total", "9000"), ""),
    "compare": (("compare", "plan.roi"), ""),
    "report": (("export", "plan.roi", "--to", "out.pdf"), ""),
}
ENDINGS: Final = (".csv", ".roi", ".json", ".pdf")
ROOT: Final = Path(__file__).resolve().parents[1]
#: what opens pages of the guide, reads and writes files, speaks, prints and lists: one of each kind
SHOWN = ("about", "guide_search", "tutorial", "client_report", "print", "import_review", "versions", "start_page",
         "what_changed", "scenarios")  # fmt: skip


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6], ids=["IPv4", "IPv6"])
def test_the_bar_holds(family: socket.AddressFamily) -> None:
    with forbidden() as tried:
        with pytest.raises(NetworkError):
            socket.socket(family, socket.SOCK_STREAM)
        with pytest.raises(NetworkError):
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        with pytest.raises(NetworkError):
            socket.getaddrinfo("localhost", 80)
        assert len(tried) == 3
        if hasattr(socket, "AF_UNIX"):
            socket.socket(socket.AF_UNIX).close()  # the way to a second start of the program
    socket.socket(family, socket.SOCK_STREAM).close()


def barred(folder: Path, *words: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    """The program from a cold start, the bar in place before its first line and in all that it starts itself."""
    (folder / "sitecustomize.py").write_text("from tests.no_network import bar; bar()\n", "utf-8")
    surroundings = {**os.environ, "ROIAPP_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen",
                    "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}  # fmt: skip
    return subprocess.run(
        [sys.executable, "-X", "utf8", *words], cwd=ROOT, env=surroundings, input=lines, capture_output=True,
        check=False, encoding="utf-8", timeout=120,
    )  # fmt: skip


def test_the_bar_holds_in_a_process_of_its_own(tmp_path: Path) -> None:
    done = barred(tmp_path, "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')")
    assert done.returncode != 0
    assert "NetworkError" in done.stderr


@pytest.mark.parametrize("name", [*COMMANDS, "report"])
def test_every_command(name: str, tmp_path: Path) -> None:
    (tmp_path / "year.csv").write_text(TABLE, "utf-8")
    document = templates.load_sample()
    edit, key = added(document, "Less radio")
    edit.apply(document)
    changed(document, key, (Change(0, "scale", "spend", 0.5, document.keys[2]),)).apply(document)
    (tmp_path / "plan.roi").write_bytes(encode(document))
    words, lines = WORK.get(name) or SAID[name]
    placed = [str(tmp_path / word) if Path(word).suffix in ENDINGS else word for word in words]
    done = barred(tmp_path, "main.py", *placed, lines=lines)
    assert "NetworkError" not in done.stderr
    assert done.returncode == (2 if name == "edit" else 0), done.stderr  # one line of it is no number


def test_the_installation_test(tmp_path: Path) -> None:
    done = barred(tmp_path, "main.py", "--self-check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("READY\n")


def test_a_start_of_the_window(tmp_path: Path) -> None:
    done = barred(tmp_path, "main.py", "--until", "charts")
    assert (done.returncode, done.stdout, done.stderr) == (0, "READY\n", "")


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_the_window(window: MainWindow, tmp_path: Path) -> None:  # noqa: F811  the fixture
    window.setProperty("place", str(tmp_path / "Book.roi"))
    with forbidden() as tried:
        show_sample(window)
        for name in SHOWN:
            shown = SURFACES[name](window)
            assert shown.isVisible(), name
            for each in top_level():
                if each is not window:
                    each.close()
            window.start.leave()
            QApplication.sendPostedEvents()
        assert tried == []
