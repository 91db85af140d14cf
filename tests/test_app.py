"""The start: commands without Qt, no display, what is loaded before the first picture, READY at each step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("numpy", "pandas", "pyqtgraph", "scipy", "openpyxl", "xlsxwriter")
#: dialogs, lists, what most commands do, documents in files, charts
NOT_FOR_THE_FIGURES = ("roiapp.ui.forms.", "roiapp.ui.lists.", "roiapp.ui.commands.note_commands",
                       "roiapp.ui.commands.saving_commands", "roiapp.ui.grid.header_menu",
                       "roiapp.files.document", "roiapp.files.formats", "roiapp.files.working_copy", "sqlite3",
                       "subprocess", "pyqtgraph", "roiapp.charts", "roiapp.ui.panel")  # fmt: skip


def run(*words: str, home: Path, mixed: bool = False, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """What a fresh Python says; `mixed`: errors among the output, as they came."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    environment = {**kept, "PYTHONPATH": str(ROOT), "ROIAPP_HOME": str(home), **surroundings}
    return subprocess.run(
        [sys.executable, "-X", "utf8", *words], env=environment, cwd=ROOT, text=True, timeout=120, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT if mixed else subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize(
    "module",
    [
        "roiapp.app",
        "roiapp.ui.window.main_window",
        "roiapp.ui.window.workbench",
        "roiapp.ui.window.startup",
        "roiapp.ui.start.start_page",
        "roiapp.ui.start.start_texts",
        "roiapp.ui.start.set_up_page",
        "roiapp.files.own_templates",
    ],
)  # fmt: skip
def test_nothing_heavy_is_loaded_for_the_first_picture(module: str, tmp_path: Path) -> None:
    code = f"import {module}, sys, json; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    done = run("-c", code, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_the_questions_of_the_first_start_need_qt_alone(tmp_path: Path) -> None:
    """Until they have been painted; what Babel knows of currencies and locales comes after that."""
    code = f"""
import sys
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["roiapp", "-style", "fusion"])
from roiapp.settings import Settings
from roiapp.ui.look.theme import Theme
from roiapp.ui.start.set_up_choices import first_choices
from roiapp.ui.start.set_up_page import SetUpPage
window = QWidget()
page = SetUpPage(Theme(application), first_choices(Settings(), QLocale("de_AT")), window)
page.grab()
print([name for name in ("babel", "roiapp.core.catalog", *{HEAVY!r}) if name in sys.modules], page.choices.locale)
"""
    done = run("-c", code, home=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.stdout == "[] de\n", done.stderr


@pytest.mark.parametrize("step", ["painted", "figures", "charts"])
def test_the_start_says_ready_at_each_step(step: str, tmp_path: Path) -> None:
    done = run("main.py", "--until", step, home=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (0, "READY\n"), done.stderr
    assert not done.stderr
    assert not (tmp_path / "state" / "channel-roi.log").exists()  # nothing to log


def test_the_figures_wait_for_nothing_that_is_not_on_the_screen(tmp_path: Path) -> None:
    """Dialogs, lists, files and charts are loaded when they are first asked for, or after the figures."""
    words = ("-X", "importtime", "main.py", "--until", "figures")
    done = run(*words, home=tmp_path, QT_QPA_PLATFORM="offscreen", mixed=True)
    before, ready, _after = done.stdout.partition("READY")
    assert ready, done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in before.splitlines() if line.startswith("import time:")}
    assert "roiapp.core.calculator" in loaded
    assert [name for name in sorted(loaded) if name.startswith(NOT_FOR_THE_FIGURES)] == []


def test_qt_does_not_read_the_source_of_what_is_imported(tmp_path: Path) -> None:
    code = """
import linecache
from roiapp import app
app.main(["--until", "painted"])
print(sum("roiapp" in name for name in linecache.cache))
"""
    done = run("-c", code, home=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.stdout.split() == ["READY", "0"], done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only X11 and Wayland can be missing")
@pytest.mark.parametrize("surroundings", [{}, {"DISPLAY": ":1597"}, {"QT_QPA_PLATFORM": "xcb"}])
def test_without_a_display_one_line_says_so(surroundings: dict[str, str], tmp_path: Path) -> None:
    done = run("main.py", home=tmp_path, **surroundings)
    assert done.returncode == 2
    assert not done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith("There is no display to open a window on. Without one these work: calc, ")


def test_a_file_that_is_not_there_opens_no_window(tmp_path: Path) -> None:
    done = run("main.py", "nowhere.csv", home=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stderr) == (2, "nowhere.csv is no file that can be opened.\n")


def test_a_file_on_the_command_line_is_opened(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("Channel,Spend,Leads\nSearch,100,5\n", encoding="utf-8")
    done = run("main.py", str(table), "--until", "figures", home=tmp_path / "home", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (0, "READY\n"), done.stderr
    kept = json.loads((tmp_path / "home" / "settings.json").read_text(encoding="utf-8"))
    assert [file["path"] for file in kept["recent"]] == [str(table)]


def test_a_name_too_long_for_the_disk_is_one_line(tmp_path: Path) -> None:
    done = run("main.py", "x" * 300, home=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "is no file that can be opened" in done.stderr


def test_a_file_that_is_no_table_still_ends_in_a_window(tmp_path: Path) -> None:
    note = tmp_path / "note.csv"
    note.write_text("only words here\n", encoding="utf-8")
    done = run("main.py", str(note), "--until", "figures", home=tmp_path / "home", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (0, "READY\n"), done.stderr


def test_commands_never_touch_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from roiapp.app import main; code = main(['metrics', 'roi']);"
        "assert not any(name.startswith('PySide6') for name in sys.modules); sys.exit(code)"
    )
    done = run("-c", code, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "ROI" in done.stdout


def test_a_missing_library_of_qt_is_named_with_what_to_type(tmp_path: Path) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    (broken / "__init__.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open shared object file')\n", encoding="utf-8"
    )
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from roiapp.app import main; sys.exit(main([]))"
    done = run("-c", code, home=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "libEGL.so.1" in line
    assert "sudo apt install libegl1" in line


def test_ctrl_c_in_the_terminal_ends_it(tmp_path: Path) -> None:
    import signal

    if sys.platform == "win32":
        pytest.skip("Windows has no SIGINT to send to one process")
    environment = {**os.environ, "ROIAPP_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    code = (
        "import sys, os, threading, signal, time; from roiapp.app import main\n"
        "threading.Thread(target=lambda: (time.sleep(1.5), os.kill(os.getpid(), signal.SIGINT)), daemon=True).start()\n"
        "main([])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGINT
    assert "Traceback" not in done.stderr


def test_a_fault_before_there_is_a_window_is_a_line_and_a_report(tmp_path: Path) -> None:
    code = (
        "import sys; from roiapp import app, settings\n"
        "def load(): raise RuntimeError('Radio 48')\n"
        "settings.load = load; app.main([])"
    )
    done = run("-c", code, home=tmp_path, QT_QPA_PLATFORM="offscreen")
    (report,) = (tmp_path / "state" / "reports").glob("report-*.txt")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("Something unexpected happened. Your figures are still here. ")
    assert line.endswith(f": {report}")
    said = report.read_text("utf-8")
    assert "RuntimeError" in said
    assert "roiapp/app.py:" in said
    assert "Radio" not in said


def test_a_fault_in_the_window_leaves_it_open_and_a_report(tmp_path: Path) -> None:
    code = (
        "import sys; from roiapp.app import main; from roiapp.ui.window.workbench import Workbench\n"
        "real = Workbench.show_charts\n"
        "def broken(bench):\n"
        "    bench.actions_.action['theme_dark'].trigger()\n"
        "    Workbench.show_charts = real\n"
        "    from PySide6.QtCore import QTimer\n"
        "    def fault(): raise KeyError('Radio 48')\n"
        "    QTimer.singleShot(0, bench, fault)\n"
        "    looking = QTimer(bench)\n"
        "    def look():\n"
        "        if bench.message_bar.standing is not None:\n"
        "            print(bench.message_bar.kind, [button.text() for button in bench.message_bar.way_buttons])\n"
        "            bench.window().close()\n"
        "    looking.timeout.connect(look)\n"
        "    looking.start(20)\n"
        "    return real(bench)\n"
        "Workbench.show_charts = broken\n"
        "sys.exit(main(['x.csv']))"
    )
    (tmp_path / "x.csv").write_text("Channel,Spend,Leads\nSearch,100,5\n", encoding="utf-8")
    code = code.replace("x.csv", str(tmp_path / "x.csv"))
    done = run("-c", code, home=tmp_path / "home", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout, done.stderr) == (0, "error ['Show in folder']\n", "")
    (report,) = (tmp_path / "home" / "state" / "reports").iterdir()  # and nothing of a hard crash
    said = report.read_text("utf-8")
    assert "Last actions: theme_dark" in said
    assert "Radio" not in said
