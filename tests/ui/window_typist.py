"""The program itself with somebody at its keys: the process that `window_kill_run` kills.

    python window_typist.py FILE SEED [finish]

Opens FILE in the real window and types into it with key events until it is killed; `finish`: takes up what was kept,
saves and closes. It says on stdout, a line of JSON each: `opened` and the figures, `next` and the figures a key that
follows leads to, `kept` and `saved` with the number of `next` lines whose outcome the status bar vouches for, `at`
what is being done. The figures are worked out here, beside the program's own.
"""

from __future__ import annotations

import json
import os
import random
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt, QTimer  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from roiapp import app  # noqa: E402
from roiapp.ui.window.main_window import MainWindow  # noqa: E402
from tests.killed_document import CHANNELS, FIELDS, State, cells  # noqa: E402

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
#: F2 puts a digit to a figure as long as it is below this
SMALL = 100_000
LOOKS_MS = 3
END = object()


def say(word: str, what: Any) -> None:
    os.write(1, json.dumps({word: what}).encode() + b"\n")


def listed(state: State) -> list[list[Any]]:
    return [[field, channel, value] for (field, channel), value in sorted(state.items())]


class Typist:
    """Waits for the window, answers the offer of kept work, then types."""

    def __init__(self, seed: int, *, finish: bool) -> None:
        self._chance = random.Random(seed)
        self._finish = finish
        self._window: MainWindow | None = None
        self._state: State = {}
        self._done: list[State] = []
        self._undone: list[State] = []
        self._figure = 0
        self._number = 0
        self._said = ("", -1)
        self._keys: Iterator[None] | None = None
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        self._timer.start(LOOKS_MS)

    @property
    def window(self) -> MainWindow:
        assert self._window
        return self._window

    def _tick(self) -> None:
        """One key, or a look whether there is something to type into yet. Whatever goes wrong ends the process."""
        try:
            more = self._step()
        except BaseException:  # noqa: BLE001  whatever it is, it is told and the process ends
            traceback.print_exc()
            os._exit(3)
        if more:
            self._timer.start(self._chance.choice((0, 0, 0, 1, 4, 12)) if self._keys else LOOKS_MS)

    def _step(self) -> bool:
        """Whether there is more to do."""
        if self._keys is None:
            self._look()
            return True
        return next(self._keys, END) is not END

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            say("at", "offer")
            QTest.keyClick(QApplication.focusWidget() or dialog, Key.Key_Return)  # takes it up
            return
        found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
        self._window = found[0] if found else None
        if self._window is None or not self._window.furnished or self._window.bench.model.session is None:
            return
        focus = QApplication.focusWidget()
        if focus is None:
            self._window.activateWindow()  # as a window manager does when a dialog is gone
        if focus is None or not self._window.isAncestorOf(focus) or self._window.bench.model.session.document is None:
            return
        self._state = self._truth()
        self._figure = int(max(self._state.values(), default=0)) % SMALL
        say("opened", listed(self._state))
        self._window.bench.model.saving_changed.connect(self._tell)
        self._keys = self._to_the_end() if self._finish else self._for_ever()
        self._tell()

    def _truth(self) -> State:
        sheet = self.window.bench.model.worksheet
        assert sheet
        return cells(sheet)

    def _tell(self) -> None:
        """What the status bar says of the changes made so far, each time that is something new."""
        text = self.window.bench.status.saved_text
        if (text, self._number) != self._said:
            self._said = text, self._number
            if text == "Saved":
                say("saved", self._number)
            elif text == "All changes kept":
                say("kept", self._number)
        if self.window.bench.model.saving:
            say("at", "save")

    # -- keys ----------------------------------------------------------------------------------------------------------

    def _for_ever(self) -> Iterator[None]:
        gestures = {
            self._enter: 30, self._give_up: 4, self._change: 8, self._clear: 8, self._undo: 10, self._redo: 10,
            self._save: 6, self._paste: 4,
        }  # fmt: skip
        while True:
            (gesture,) = self._chance.choices(tuple(gestures), tuple(gestures.values()))
            say("at", "keys")
            yield from gesture()
            assert self._state == self._truth(), (gesture, self._state, self._truth())
            assert QApplication.activeModalWidget() is None
            self._tell()

    def _to_the_end(self) -> Iterator[None]:
        yield from self._save()
        while self.window.bench.model.saving or self.window.bench.status.saved_text != "Saved":
            yield
        self.window.close()

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        QTest.keyClick(focus, key, modifiers)

    def _go(self, place: tuple[str, int]) -> Iterator[None]:
        table = self.window.bench.grid.table
        columns = [column.id for column in table.worksheet.columns]
        wanted = place[1], columns.index(place[0]) + 1
        while table.current != wanted:
            assert table.current
            row, column = table.current
            if row != wanted[0]:
                self._press(Key.Key_Down if row < wanted[0] else Key.Key_Up)
            else:
                self._press(Key.Key_Right if column < wanted[1] else Key.Key_Left)
            yield

    def _type(self, text: str) -> Iterator[None]:
        for digit in text:
            QTest.keyClick(QApplication.focusWidget(), digit)
            say("at", "entry")
            yield

    def _will(self, state: State) -> None:
        """The key that comes now leads to this state, one step on."""
        say("next", listed(state))
        self._done.append(self._state)
        self._undone.clear()
        self._state = state
        self._number += 1

    def _place(self) -> tuple[str, int]:
        return self._chance.choice(FIELDS), self._chance.randrange(CHANNELS)

    def _fresh(self) -> float:
        self._figure = self._figure % SMALL + 1
        return float(self._figure)

    def _enter(self) -> Iterator[None]:
        place, figure = self._place(), self._fresh()
        yield from self._go(place)
        yield from self._type(f"{figure:.0f}")
        if self._state.get(place) == figure:
            self._press(Key.Key_Escape)
            return
        self._will({**self._state, place: figure})
        if self._chance.random() < 0.1:  # Ctrl+S takes what stands in the editor
            self._press(Key.Key_S, CTRL)
            return
        self._press(self._chance.choice((Key.Key_Return, Key.Key_Tab, Key.Key_Down, Key.Key_Up, Key.Key_Right)))

    def _give_up(self) -> Iterator[None]:
        yield from self._go(self._place())
        yield from self._type(f"{self._chance.randrange(1, SMALL)}")
        self._press(Key.Key_Escape)

    def _change(self) -> Iterator[None]:
        """F2 and one digit more."""
        small = [place for place, figure in self._state.items() if figure < SMALL]
        if not small:
            return
        place = self._chance.choice(small)
        yield from self._go(place)
        self._press(Key.Key_F2)
        yield
        self._press(Key.Key_End)
        yield from self._type("7")
        self._will({**self._state, place: self._state[place] * 10 + 7})
        self._press(Key.Key_Return)

    def _clear(self) -> Iterator[None]:
        if self._state:
            place = self._chance.choice(sorted(self._state))
            yield from self._go(place)
            self._will({other: figure for other, figure in self._state.items() if other != place})
            self._press(Key.Key_Delete)

    def _paste(self) -> Iterator[None]:
        """Two cells, one below the other: one step."""
        field, channel = self._place()
        channel %= CHANNELS - 1
        figures = self._fresh(), self._fresh()
        yield from self._go((field, channel))
        QGuiApplication.clipboard().setText(f"{figures[0]:.0f}\n{figures[1]:.0f}\n")
        pasted = {(field, channel): figures[0], (field, channel + 1): figures[1]}
        if pasted.items() & self._state.items():
            return
        self._will({**self._state, **pasted})
        self._press(Key.Key_V, CTRL)
        yield
        self._press(Key.Key_Down)  # no longer two cells selected, which Tab would stay in and Delete clear

    def _undo(self) -> Iterator[None]:
        if self._done:
            before, undone = self._done.pop(), [*self._undone, self._state]
            done = list(self._done)
            self._will(before)
            self._done, self._undone = done, undone
            self._press(Key.Key_Z, CTRL)
        yield

    def _redo(self) -> Iterator[None]:
        if self._undone:
            after, undone = self._undone[-1], self._undone[:-1]
            self._will(after)
            self._undone = undone
            self._press(Key.Key_Y, CTRL)
        yield

    def _save(self) -> Iterator[None]:
        self._press(Key.Key_S, CTRL)
        self._tell()
        yield


def main() -> int:
    file, seed, finish = sys.argv[1], int(sys.argv[2]), "finish" in sys.argv
    begin = QApplication.exec
    typists = []

    def with_typist(*_: object) -> int:
        typists.append(Typist(seed, finish=finish))
        return begin()

    QApplication.exec = with_typist  # type: ignore[method-assign]
    return app.main([file])


if __name__ == "__main__":
    raise SystemExit(main())
