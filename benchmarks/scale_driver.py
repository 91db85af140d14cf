"""Somebody at the real window, and what each thing they do takes: how long until it is done, how long the window would
not have answered meanwhile, and what it said.

The longest turn is told by a heartbeat: a timer of a few milliseconds in the window's own event loop. A beat that comes
late is a key that would have waited so long, whatever kept the thread from it.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from memory import now as memory_now
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from roiapp import settings
from roiapp.ui.look.background import in_background
from roiapp.ui.look.messages import FileKind, Kind, Question, Way
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.startup import StartUp
from roiapp.ui.window.windows import Windows

SIZE = (1440, 900)
_BEAT_MS = 3
#: what is waited for has ended when no beat was later than this for so long, in seconds
_QUIET, _QUIET_FOR = 0.03, 0.45
_PATIENCE = 240.0
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Measured:
    """One step: seconds until it was done and painted, seconds of the processor until the window was at rest, the
    longest turn of its event loop until then and the most that one took of the processor, bytes (PSS) after it, and
    every sentence that was shown."""

    name: str
    wall: float
    processor: float
    turn: float
    work: float
    memory: float
    said: tuple[str, ...] = ()
    ended: bool = True


class Said:
    """The door of messages: what is said is shown in the window's bar and noted, questions and file dialogs are
    answered as somebody would."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.place = Path()
        self.answer = ""
        self.show: Callable[..., None] = lambda *_: None

    def say(self, text: str, kind: Kind = "notice", ways: tuple[Way, ...] = ()) -> None:
        self.sentences.append(text)
        self.show(text, kind, ways)

    def ask(self, question: Question, then: Callable[[str], None]) -> None:
        self.sentences.append(f"{question.title} {question.text}")
        then(self.answer or next(each.id for each in question.choices if each.primary))

    def choose_file(self, _title: str, _folder: str, _filters: str, then: Callable[[Path], None]) -> None:
        then(self.place)

    def choose_files(self, _title: str, _folder: str, _filters: str, then: Callable[[list[Path]], None]) -> None:
        then([self.place])

    def choose_place(self, _title: str, _suggested: Path, _filters: str, then: Callable[[Path], None]) -> None:
        then(self.place)

    def choose_kind(
        self, _title: str, _suggested: Path, kinds: tuple[FileKind, ...], then: Callable[[Path, FileKind], None]
    ) -> None:
        then(self.place, next(each for each in kinds if each.ending == self.place.suffix))


class Person:
    """One window and what is done in it; every step is printed as a line of JSON when it is over."""

    def __init__(self, state: Path) -> None:
        os.environ["ROIAPP_HOME"] = str(state)
        self.application = QApplication.instance() or QApplication(["roiapp", "-style", "fusion"])
        self.said = Said()
        self._waited: list[str] = []
        self._beaten = time.perf_counter()
        self._worked = 0.0
        #: when a beat came late, by how much, and what this thread took of the processor since the beat before
        self._late: list[tuple[float, float, float]] = []
        self._beat = QTimer(timerType=Qt.TimerType.PreciseTimer)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self.window = self._shown()

    def _shown(self) -> MainWindow:
        theme = Theme(self.application, "light")
        windows = Windows(theme, in_background, self._unexpected, self.said)
        window = windows.first(settings.load().changed(asked=True))
        window.furnish(self.said)
        StartUp.of_furnished(window)
        bar = window.bench.message_bar
        self.said.show = bar.show_message
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        self.rest(0.3)
        return window

    def _unexpected(self, error: BaseException) -> None:
        self.said.sentences.append(f"DEFECT: {error!r}")

    def _on_beat(self) -> None:
        moment = time.perf_counter()
        late = moment - self._beaten - _BEAT_MS / 1000
        worked = time.thread_time()
        if late > _QUIET:
            self._late.append((moment, late, worked - self._worked))
        self._beaten, self._worked = moment, worked
        bar = self.window.bench.message_bar if hasattr(self, "window") else None
        if bar is not None and bar.kind == "waiting" and bar.text and bar.text not in self._waited[-1:]:
            self._waited.append(bar.text)

    # -- what is done --------------------------------------------------------------------------------------------------

    def step(self, name: str, do: Callable[[], object], done: Callable[[], bool] = lambda: True) -> Measured:
        """Do this from the event loop, and go on when it is done and the window is at rest."""
        gc.collect()
        self.said.sentences, self._waited, self._late = [], [], []
        raised: list[str] = []
        started: list[float] = []

        def act() -> None:
            started.append(time.perf_counter())
            try:
                do()
            except Exception as error:  # noqa: BLE001  a step that fails is told like one that succeeds
                raised.append(f"DEFECT: {error!r}")

        self._worked = time.thread_time()
        self._beaten = begun = time.perf_counter()
        processor = time.process_time()
        self._beat.start()
        QTimer.singleShot(0, act)
        finished = 0.0
        while True:
            self.rest(0.02)
            moment = time.perf_counter()
            if not finished and started and (raised or done()):
                finished = self._late[-1][0] if self._late and moment - self._late[-1][0] < 0.03 else moment
            quiet = moment - (self._late[-1][0] if self._late else begun) > _QUIET_FOR
            if (finished and quiet and moment - finished > _QUIET_FOR) or moment - begun > _PATIENCE:
                break
        self._beat.stop()
        taken = time.process_time() - processor
        shown = [*self.said.sentences, *(f"({text})" for text in self._waited[:1]), *raised]
        longest, work = (max((each[place] for each in self._late), default=0.0) for place in (1, 2))
        found = Measured(
            name, (finished or moment) - begun, taken, longest, work, memory_now()[0], tuple(dict.fromkeys(shown)),
            bool(finished),
        )  # fmt: skip
        print(json.dumps(asdict(found)), flush=True)
        return found

    def rest(self, seconds: float) -> None:
        """Let the window do whatever it has to."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def act(self, id_: str) -> Callable[[], None]:
        """What the menu does, in a step."""
        return self.window.bench.actions_.action[id_].trigger

    def keys(self, *keys: Qt.Key | str, held: Qt.KeyboardModifier = _NONE) -> Callable[[], None]:
        """These keys, one after the other, each to whatever has the focus by then and each in a turn of its own."""

        def press(left: list[Qt.Key | str]) -> None:
            QTest.keyClick(QApplication.focusWidget() or self.window, left[0], held)
            if left[1:]:
                QTimer.singleShot(0, lambda: press(left[1:]))

        return lambda: press(list(keys))

    def click(self, row: int, column: int) -> Callable[[], None]:
        """The left button on a cell."""
        table = self.window.bench.grid.table

        def press() -> None:
            at: QPoint = table.cell_rect(row, column).center()
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

        return press
