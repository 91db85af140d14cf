"""One process that makes every picture of one kind and looks for what is wrong with what is written in them.

    python -m tests.ui.pictures.run FOLDER KIND [STATE…]

`environment` is the same on every machine and is there before Qt is loaded, which is why this is a process of its own.
It leaves FOLDER/troubles.json (picture -> sentences) and a PNG for each picture that is compared with one that is kept;
of states that are asked for, for each in both themes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from roiapp.ui.look.theme import Theme
    from roiapp.ui.window.main_window import MainWindow
    from tests.ui.pictures.states import State

ROOT: Final = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Kind:
    """A scale factor of the screen, a text size in percent, and sizes of the window in px of the design."""

    sizes: tuple[tuple[int, int], ...]
    scale: int = 1
    text_size: int = 100

    def name(self, state: str, size: tuple[int, int]) -> str:
        """What a picture is called: its state and its size in px of the screen."""
        text = "" if self.text_size == 100 else f"_text{self.text_size}"
        return f"{state}_{size[0] * self.scale}x{size[1] * self.scale}{text}"


KINDS: Final = {
    "usual": Kind(((1280, 720), (1440, 900))),
    "double": Kind(((1280, 720),), scale=2),
    "large_text": Kind(((1440, 900),), text_size=200),
}
MODES: Final = ("light", "dark")
_FONTS: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""
_PATIENCE: Final = 10_000  # ms; only a failure waits so long
_SOON: Final = 1_000  # ms: timers that go off later wait for the user


def make(folder: Path, kind: str, *states: str) -> dict[str, list[str]]:
    """Make the pictures in a process; returns what is wrong, by picture."""
    command = [sys.executable, "-m", "tests.ui.pictures.run", str(folder), kind, *states]
    surroundings = os.environ | environment(folder, KINDS[kind].scale)
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    found: dict[str, list[str]] = json.loads((folder / "troubles.json").read_text("utf-8"))
    return found


def environment(folder: Path, scale: int) -> dict[str, str]:
    """No font but the program's own, no settings but its first, one language, one scale."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(folder=folder / "fonts"), "utf-8")
    return {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "FONTCONFIG_FILE": str(fonts),
        "ROIAPP_HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }


def _main(folder: Path, kind: Kind, wanted: list[str]) -> None:
    from PySide6.QtWidgets import QApplication

    from roiapp import language
    from roiapp.analysis.statistics import special
    from roiapp.ui.look.theme import Theme
    from tests.ui.pictures.golden import PICTURES
    from tests.ui.pictures.states import STATES

    application = QApplication(["roiapp", "-style", "fusion"])
    application.setCursorFlashTime(0)
    language.use("en", names_apart=True)
    special()  # ranges are there from the first picture on
    theme = Theme(application, "light", kind.text_size)
    troubles: dict[str, list[str]] = {}
    for name, state in STATES.items():
        if name in (wanted or STATES):
            window = _open(theme, state, kind.sizes[0])
            for size in kind.sizes:
                window.resize(*size)
                called = kind.name(name, size)
                modes = [mode for mode in MODES if wanted or f"{called}_{mode}" in PICTURES]
                _take(window, theme, folder, called, modes)
                _look(window, called, state, troubles)
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
    window.bench.show_findings()
    window.bench.model.keep()
    window.bench.model.set_ranges_ready()
    window.activateWindow()
    window.bench.grid.setFocus()
    settle(window)
    state.prepare(window)
    return window


def _take(window: MainWindow, theme: Theme, folder: Path, name: str, modes: list[str]) -> None:
    """Take the pictures of one size."""
    for mode in modes:
        theme.set_mode(mode)
        settle(window)
        window.grab().save(str(folder / f"{name}_{mode}.png"))
    theme.set_mode(MODES[0])


def _look(window: MainWindow, name: str, state: State, troubles: dict[str, list[str]]) -> None:
    """What is written is the same in both themes."""
    from tests.ui.pictures.facts import troubles_in, troubles_of_charts

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
    _main(Path(sys.argv[1]), KINDS[sys.argv[2]], sys.argv[3:])
