"""One process that makes every picture at one scale and looks for what is wrong with what is written in them.

    python -m tests.ui.pictures.run FOLDER SCALE [STATE…]

`environment` is the same on every machine and is there before Qt is loaded, which is why this is a process of its own.
It leaves FOLDER/troubles.json (picture -> sentences) and a PNG for each picture.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.window.main_window import MainWindow
    from tests.ui.pictures.states import State

ROOT: Final = Path(__file__).resolve().parents[3]
#: scale factor -> sizes of the window, in px of the design: at twice the scale it is 2560 × 1440 on the screen
SIZES: Final = {"1": ((1280, 720), (1440, 900)), "2": ((1280, 720),)}
MODES: Final = ("light", "dark")
_FONTS: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""
_PATIENCE: Final = 10_000  # ms; only a failure waits so long
_SOON: Final = 1_000  # ms: timers that go off later wait for the user


def make(folder: Path, scale: str, *states: str) -> dict[str, list[str]]:
    """Make the pictures in a process; returns what is wrong, by picture."""
    command = [sys.executable, "-m", "tests.ui.pictures.run", str(folder), scale, *states]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment(folder, scale), capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    found: dict[str, list[str]] = json.loads((folder / "troubles.json").read_text("utf-8"))
    return found


def environment(folder: Path, scale: str) -> dict[str, str]:
    """No font but the program's own, no settings but its first, one language, one scale."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(folder=folder / "fonts"), "utf-8")
    return {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "FONTCONFIG_FILE": str(fonts),
        "ROIAPP_HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }


def _main(folder: Path, scale: str, wanted: list[str]) -> None:
    from PySide6.QtWidgets import QApplication

    from roiapp import language
    from roiapp.analysis.statistics import special
    from roiapp.ui.look.theme import Theme
    from tests.ui.pictures.states import STATES

    application = QApplication(["roiapp", "-style", "fusion"])
    application.setCursorFlashTime(0)
    language.use("en", names_apart=True)
    special()  # ranges are there from the first picture on
    theme = Theme(application, "light")
    troubles: dict[str, list[str]] = {}
    for name, state in STATES.items():
        if name in (wanted or STATES):
            window = _open(theme, state, SIZES[scale][0])
            for size in SIZES[scale]:
                window.resize(*size)
                _look(window, theme, folder, f"{name}_{size[0] * int(scale)}x{size[1] * int(scale)}", state, troubles)
            window._may_close = True
            window.close()
    (folder / "troubles.json").write_text(json.dumps(troubles, ensure_ascii=False, indent=1), "utf-8")


def _open(theme: Theme, state: State, size: tuple[int, int]) -> MainWindow:
    """A window in this state, as it stands when the start is over."""
    from roiapp.settings import Settings
    from roiapp.ui.look.background import at_once
    from roiapp.ui.window.windows import Windows

    def unexpected(error: BaseException) -> None:
        raise error

    window = Windows(theme, at_once, unexpected).first(Settings())
    window.furnish()
    window.resize(*size)
    window.show()
    state.open(window)
    window.bench.show_charts()
    window.bench.model.keep()
    window.bench.model.set_ranges_ready()
    window.activateWindow()
    window.bench.grid.setFocus()
    settle(window)
    state.prepare(window)
    return window


def _look(
    window: MainWindow, theme: Theme, folder: Path, name: str, state: State, troubles: dict[str, list[str]]
) -> None:
    """Take the pictures of one size. What is written is the same in both themes."""
    from tests.ui.pictures.facts import troubles_in, troubles_of_charts

    for mode in MODES:
        theme.set_mode(mode)
        settle(window)
        window.grab().save(str(folder / f"{name}_{mode}.png"))
    theme.set_mode(MODES[0])
    settle(window)
    troubles[name] = troubles_in(window)
    if state.charts:
        troubles[name] += troubles_of_charts(window, lambda: settle(window))


def settle(window: MainWindow) -> None:
    """Wait until nothing more is about to be drawn: no timer that goes off soon, no warning left to be found, every
    step on the disk."""
    from PySide6.QtTest import QTest

    quiet = 0
    for _ in range(_PATIENCE):
        QTest.qWait(1)
        quiet = 0 if _busy(window) else quiet + 1
        if quiet == 5:
            return
    raise AssertionError("the window does not come to rest")


def _busy(window: MainWindow) -> bool:
    from PySide6.QtCore import QTimer

    model = window.bench.model
    waiting = any(timer.isActive() and timer.remainingTime() < _SOON for timer in window.findChildren(QTimer))
    return waiting or model._watch.searching or (model.session is not None and model.session.state.kind == "writing")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
