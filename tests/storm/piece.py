"""One piece of a storm, in a process of its own: so many events from one seed, then what came of it as a line of JSON.

    python -m tests.storm.piece SEED EVENTS [--broken WAY…]

Events are sent from a timer of the running loop, one at a time, so that what the program posts is done between them; a
second timer goes on where the loop is nested, as in a box that Qt itself opens. What is chosen depends on the seed, the
number of the event and what is there to be chosen: `SEED:NUMBER` of a failure is come to again by the same command.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import json
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter, deque
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from roiapp import app, language
from roiapp import settings as settings_file
from roiapp.ui.look.background import in_background
from roiapp.ui.look.qt_language import speak_qt
from roiapp.ui.look.spoken import speak_painted
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.startup import StartUp
from roiapp.ui.window.windows import Windows
from tests.storm import broken
from tests.storm.comparing import differences, is_saved, saved_otherwise
from tests.storm.gestures import Gesture, choose
from tests.storm.stage import Stage
from tests.storm.witness import Turn, Turns, Witness

#: seconds of the main thread that a turn of the event loop may take
HANG: Final = 0.1
#: seconds after which a turn that does not end ends the process, with what it was at
_STUCK: Final = 180
_CHECK_EVERY: Final = 250
_LAST: Final = 30
#: a loop inside an event's own turn is taken for one of a box that waits
_NESTED_MS: Final = 500
_SETTLE_MS: Final = 250


class Storm(QObject):
    """Sends the events. `failures` are what went wrong, each with the event it came after."""

    def __init__(self, seed: int, events: int) -> None:
        super().__init__()
        self.seed, self.events = seed, events
        self.step = 0
        self.kinds: Counter[str] = Counter()
        self.failures: list[str] = []
        self.compared = self.reopened = 0
        self.turns = Turns(HANG)
        self._recent: deque[str] = deque(maxlen=_LAST)
        self._event = "start"
        self._inside = 0
        self._sent = 0.0
        self._checked = 0
        self._stage: Stage | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def begin(self, stage: Stage) -> None:
        self._stage = stage
        self._timer.start(0)
        self._go_on_inside()

    def fail(self, text: str) -> None:
        """Something went wrong; what was done last is told with the first of it."""
        said = f"{self.seed}:{self.step} after {self._event}\n{text.rstrip()}"
        if not self.failures:
            said += "\n-- the last events --\n" + "\n".join(self._recent)
        if len(self.failures) < 200:
            self.failures.append(said)
            sys.stderr.write(f"\n== {said}\n")

    # -- one event after the other -------------------------------------------------------------------------------------

    def _go_on_inside(self) -> None:
        """Each time from a timer of its own: one does not run out again while what it called still runs."""
        QTimer.singleShot(_NESTED_MS, self, self._go_on_inside)
        if self._inside and time.perf_counter() - self._sent > _NESTED_MS / 1000 and not self._timer.isActive():
            self._tick()

    def _tick(self) -> None:
        self.turns.end(self.step, self._event)
        self._inside += 1
        delay = 0
        try:
            delay = self._one()
        except Exception:  # noqa: BLE001  what breaks below an event may come up here, from painting or a filter
            self.fail(traceback.format_exc())
        finally:
            self._inside -= 1
        if delay >= 0:
            self._timer.start(delay)

    def _one(self) -> int:
        """Send an event, or compare; how long to wait then, in ms, -1: it is over."""
        assert self._stage
        if self.step - self._checked >= _CHECK_EVERY or (self.step >= self.events and self._checked < self.step):
            if self._event != "wait":
                self._event = "wait"
                self.turns.begin()
                self._save_all()
                return _SETTLE_MS
            self._checked = self.step
            self._compare()
        if self.step >= self.events:
            self._end()
            return -1
        self.step += 1
        if self.step % 10 == 1:
            faulthandler.dump_traceback_later(_STUCK, exit=True)
        chance = random.Random(f"{self.seed}:{self.step}")
        gesture: Gesture = choose(self._stage, chance)
        self._stage.window()
        self._event = gesture.__name__
        self._recent.append(f"{self.step} {gesture.__name__}")
        self.kinds[gesture.__name__] += 1
        self._sent = time.perf_counter()
        self.turns.begin()
        step, said = self.step, gesture(self._stage, chance)
        if step == self.step:
            self._event = said
            self._recent[-1] = f"{step} {said}"
        return chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 5, 20))

    def _save_all(self) -> None:
        """Documents that have a file are saved now and then, so that it can be opened and compared."""
        assert self._stage
        for window in self._stage.windows.open if self._stage.modal is None else ():
            session = window.bench.model.session if window.furnished else None
            if session is not None and session.path is not None and not session.read_only:
                window.bench.actions_.action["save"].trigger()

    def _compare(self) -> None:
        assert self._stage
        chance = random.Random(f"{self.seed}:{self.step}:compare")
        for window in self._stage.windows.open:
            if not window.furnished:
                continue
            model = window.bench.model
            views = model.views
            for text in differences(window, chance.sample(views, min(2, len(views))))[:5]:
                self.fail(f"not as calculated: {text}")
            self.compared += 1
            session = model.session
            if session is not None and not model.saving and is_saved(session):
                self.reopened += 1
                if saved_otherwise(session):
                    self.fail(f"{session.path} does not open as it was saved")

    def _end(self) -> None:
        faulthandler.cancel_dump_traceback_later()
        assert self._stage
        for window in list(self._stage.windows.open):
            window._may_close = True
            window._keep = False
            window.close()
        for widget in QApplication.topLevelWidgets():
            widget.close()
        QTimer.singleShot(0, QApplication.instance(), QApplication.quit)


def _say(storm: Storm) -> None:
    stage = storm._stage

    def each(turns: list[Turn]) -> list[list[Any]]:
        return [[turn.processor, turn.clock, f"{storm.seed}:{turn.step}", turn.event] for turn in turns]

    found = {
        "seed": storm.seed, "events": storm.step, "kinds": storm.kinds, "failures": storm.failures,
        "compared": storm.compared, "reopened": storm.reopened, "longest": each(storm.turns.longest),
        "over": each(storm.turns.over), "clock": each(storm.turns.longest_clock),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10,
        "windows": stage.windows._made if stage else 0,
    }  # fmt: skip
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.storm.piece")
    parser.add_argument("seed", type=int)
    parser.add_argument("events", type=int)
    parser.add_argument("--broken", choices=sorted(broken.WAYS), nargs="+", default=[],
                        help="break the program so, to try the net itself")  # fmt: skip
    asked = parser.parse_args(words)
    faulthandler.enable()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="storm-") as name:
        folder = Path(name)
        for place in ("home", "files"):
            (folder / place).mkdir()
        os.environ.update(ROIAPP_HOME=str(folder / "home"), HOME=str(folder), TMPDIR=str(folder))
        os.chdir(folder / "files")
        return _run(asked.seed, asked.events, folder / "files", asked.broken)


def _run(seed: int, events: int, folder: Path, ways: list[str]) -> int:
    gc.disable()  # as a start does
    application = QApplication(["roiapp", "-style", "fusion"])
    app.import_without_reading()
    application.setQuitOnLastWindowClosed(False)
    storm = Storm(seed, events)
    faults = Witness(storm.fail, offscreen=QGuiApplication.platformName() == "offscreen")
    faults.install()
    language.use("en", names_apart=True)
    speak_painted()
    speak_qt(application)
    settings = settings_file.load()
    windows = Windows(Theme(application, settings.theme, settings.text_size), in_background, faults.report)
    faults.actions = lambda: windows.last_actions
    faults.happened.connect(windows.say_fault)
    window = windows.first(settings)
    stage = Stage(windows, folder)
    start = StartUp(window, folder / "whole.roi" if seed % 2 else None, sample=True)

    def begin(step: str) -> None:
        if step == "figures":
            storm.begin(stage)
            for way in ways:
                broken.WAYS[way](windows)

    start.reached.connect(app.collect_garbage_after)
    start.reached.connect(begin)
    window.resize(1440, 900)
    window.show()
    application.exec()
    QThreadPool.globalInstance().waitForDone()
    # Without a screen Qt keeps it until after Python has ended, and what Python made of it brings the process down.
    QGuiApplication.clipboard().clear()
    faults.uninstall()
    faults.close()
    _say(storm)
    return 1 if storm.failures else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
