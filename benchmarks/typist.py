"""Somebody who types into the real window at an even pace, and how long each key takes to be seen.

    python typist.py CASE…      cases of `key_presses` as JSON; a line of JSON for each: kind of key -> seconds until
                                each was seen, and kind of key -> seconds of the processor

A key counts from the moment it was due, even where the window was still busy with something else then, until the
window has painted what it changed and handed that over: the cell being typed in, after Enter also the row, its totals
and the next cell. What may come later, as the cards and the chart do once a frame, is not waited for, but it stands in
the way of the next key.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from key_presses import Case
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from real_window import SIZE, document, open_window, rest
from stock_table import StockTable, Texts

from roiapp.core.periods import View, base_view
from roiapp.ui.sheet.arrangement import Arrangement, Filter, Sort
from roiapp.ui.window.main_window import MainWindow

#: the window's rest between two cases, in ms
_BETWEEN = 400
_SETTING_OFF = 0.05
_PATIENCE = 60_000
#: rows that are typed into; of a group, which a subtotal follows
_ROWS, _GROUP = 40, 12
_ENTER = "\r"


def letters() -> Iterator[str]:
    """What is typed into one cell after another: three digits and Enter, the same figure seldom twice."""
    for number in count():
        yield from f"{101 + number * 389 % 899}{_ENTER}"


class Paints(QObject):
    """Hears when the window has painted what was waiting to be painted, and handed it to the screen."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or watched is not self._window:
            return False
        self._window.event(event)  # paints and hands over before it returns
        self._then()
        return True


class Typist(QObject):
    """Types so many keys of a text, one every `interval` seconds, down so many rows; `top` leads up again."""

    def __init__(
        self, window: QWidget, text: Iterator[str], keys: int, interval: float, top: Callable[[], None], rows: int
    ) -> None:
        super().__init__(window)
        self._top = top
        self._rows = rows
        self._entries = 0
        self.seconds: dict[str, list[float]] = {"digit": [], "enter": []}
        #: what they took of the processor, on the window's thread
        self.work: dict[str, list[float]] = {"digit": [], "enter": []}
        self._window = window
        self._left = keys
        self._interval = interval
        self._letters = text
        self._waiting: list[tuple[str, float, float]] = []
        self._due = 0.0
        self._loop = QEventLoop()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._send)
        self._paints = Paints(window, self._seen)

    def type(self) -> None:
        """Type it all; returns when the last key is seen."""
        self._due = time.perf_counter() + _SETTING_OFF
        self._wait()
        QTimer.singleShot(_PATIENCE + round(self._left * self._interval * 1e3), self._loop.quit)
        self._loop.exec()
        assert not self._left, "a key was never seen"
        assert not self._waiting, "a key was never seen"
        self._window.removeEventFilter(self._paints)

    def _wait(self) -> None:
        self._timer.start(max(0, round((self._due - time.perf_counter()) * 1e3)))

    def _send(self) -> None:
        while (early := self._due - time.perf_counter()) > 0:
            time.sleep(early)  # a timer counts whole milliseconds
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))  # keys come before what timers do

    def customEvent(self, _event: QEvent) -> None:
        letter = next(self._letters)
        begun = time.thread_time()
        focus = QApplication.focusWidget()
        assert focus is not None
        self._waiting.append(("enter" if letter == _ENTER else "digit", self._due, begun))
        if letter == _ENTER:
            QTest.keyClick(focus, Qt.Key.Key_Return)
        else:
            QTest.keyClick(focus, letter)
        self._left -= 1
        if self._left:
            self._due += self._interval
            self._wait()

    def _seen(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        for kind, due, begun in self._waiting:
            self.seconds[kind].append(now - due)
            self.work[kind].append(worked - begun)
        if any(kind == "enter" for kind, *_ in self._waiting):
            self._entries += 1
            if self._entries % self._rows == 0:
                self._top()
        self._waiting.clear()
        if not self._left:
            self._loop.quit()


def typed(window: QWidget, case: Case, text: Iterator[str], top: Callable[[], None]) -> Typist:
    """Type what the text goes on with into the window, as the case says."""
    top()
    rest(_BETWEEN)
    rows = _GROUP if case.rows == "grouped" else _ROWS
    typist = Typist(window, text, case.keys, 1 / case.a_second, top, rows)
    typist.type()
    rest(_BETWEEN)
    return typist


def look(window: MainWindow, case: Case) -> None:
    """Bring what the case looks at into the window, the first cell of spend active."""
    bench = window.bench
    model, sheet = bench.model, bench.model.worksheet
    assert sheet is not None
    panel = bench.commands.charts.panel
    assert panel is not None
    panel.show_chart(case.chart)
    bench.over_time.leave()
    model.set_view(base_view(sheet.periods, len(sheet.periods) - 1))
    if case.view != "period":
        bench.over_time.show("spend")
        kind = case.view.removeprefix("over time, ")
        model.set_view([view for view in model.views if _is(view, kind, case.months)][-1])
    bench.grid.model.arrange(_arrangement(case.rows))
    bench.grid.filter_row.setVisible(case.rows == "filtered")
    bench.grid.setFocus()


def _is(view: View, kind: str, months: int) -> bool:
    return len(view.periods) == months if kind == "all" else view.kind == kind


def _arrangement(rows: str) -> Arrangement:
    return {
        "": Arrangement(),
        "sorted": Arrangement(sort=Sort("roi", descending=True)),
        "grouped": Arrangement(group="group"),
        "filtered": Arrangement(filter=Filter(text="a")),
    }[rows]


def stock_table(case: Case) -> StockTable:
    """The baseline with as many rows, a window as large, the first cell of the second column active."""
    headers = ["Channel", *(f"Figure {number}" for number in range(12))]
    lines = [[f"Channel {row}", *(f"{row * 37 % 1000}.00" for _ in headers[1:])] for row in range(1_000)]
    table = StockTable(Texts(lines, case.channels, headers), 24)
    table.resize(*SIZE)
    table.show()
    table.activateWindow()
    table.setFocus()
    return table


def main() -> int:
    cases = [Case(**json.loads(text)) for text in sys.argv[1:]]
    text = letters()
    if cases[0].stock:  # by itself: our stylesheet would make it slow
        application = QApplication(["stock", "-style", "fusion"])
        for case in cases:
            table = stock_table(case)
            tell(typed(table, case, text, table.go_up))
        del application
        return 0
    with open_window(document(cases[0].channels, cases[0].months)) as window:
        for case in cases:
            look(window, case)
            table = window.bench.grid.table
            column = table.current[1] if table.current else 1
            tell(typed(window, case, text, partial(table.go_to, 1 if case.rows == "grouped" else 0, column)))
    return 0


def tell(typist: Typist) -> None:
    print(json.dumps([typist.seconds, typist.work]), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
