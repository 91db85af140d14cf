"""The slider row of the speed table: an input dragged in the what-if panel, with charts open.

    .venv/bin/python benchmarks/slider.py [--moves N] [--channels N] [--months N] [--chart ID] [--rollup] [--hold]

The pointer moves sixty times a second. *Seen*: from the moment a move was due, even where the window was still busy
then, until the grid and the panel show it. *Work*: what all that follows from one move takes of the window's thread,
with what comes a frame later, as cards; below a sixtieth of a second the picture follows at 60 frames a second. The
baseline is Qt's own slider, which writes one cell of Qt's own table.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from cProfile import Profile
from pathlib import Path
from pstats import Stats
from statistics import quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pairs import Row, duration
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QVBoxLayout, QWidget
from real_window import SIZE, document, open_window, rest
from stock_table import StockTable, Texts
from typist import Paints

INTERVAL = 1 / 60
MOST = 0.016


class Dragger(QObject):
    """Drags a slider to and fro, so many moves."""

    def __init__(self, window: QWidget, slider: QSlider, moves: int) -> None:
        super().__init__(window)
        self._slider = slider
        self._moves = moves
        self._sent = 0
        self.seen: list[float] = []
        self.work: list[float] = []
        self._waiting: list[float] = []
        self._begun: float | None = None
        self._due = 0.0
        self._loop = QEventLoop()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._send)
        self._paints = Paints(window, self._on_paint)

    def drag(self) -> None:
        """Press, move, release."""
        slider = self._slider
        y = slider.height() // 2
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(slider, left, none, QPoint(slider.width() // 2, y))
        rest(300)
        self._due = time.perf_counter() + 0.05
        self._wait()
        self._loop.exec()
        QTest.mouseRelease(slider, left, none, QPoint(self._x(), y))
        rest(300)

    def _x(self) -> int:
        """To and fro between an eighth and seven eighths of its width, another place with each move."""
        wide = self._slider.width() * 3 // 4
        place = self._sent % (2 * wide)
        return self._slider.width() // 8 + (place if place < wide else 2 * wide - place)

    def _wait(self) -> None:
        self._timer.start(max(0, round((self._due - time.perf_counter()) * 1e3)))

    def _send(self) -> None:
        while (early := self._due - time.perf_counter()) > 0:
            time.sleep(early)
        now = time.thread_time()
        if self._begun is not None:
            self.work.append(now - self._begun)
        if self._sent == self._moves:
            self._loop.quit()
            return
        self._begun = time.thread_time()
        self._waiting.append(self._due)
        at = QPointF(self._x(), self._slider.height() / 2)
        self._sent += 1
        event = QMouseEvent(QEvent.Type.MouseMove, at, self._slider.mapToGlobal(at), Qt.MouseButton.NoButton,
                            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
        QCoreApplication.sendEvent(self._slider, event)
        self._due = max(self._due + INTERVAL, time.perf_counter())  # what came meanwhile is one move, as Qt makes it
        self._wait()

    def _on_paint(self) -> None:
        now = time.perf_counter()
        self.seen += [now - due for due in self._waiting]
        self._waiting.clear()


def measure(
    moves: int,
    channels: int = 30,
    months: int = 24,
    *,
    chart: str = "roi",
    rollup: bool = False,
    hold: bool = False,
    profile: Profile | None = None,
) -> Dragger:
    """Drag the first slider of a document of this size, in a real window."""
    with open_window(document(channels, months)) as window:
        bench = window.bench
        panel = bench.charts
        assert panel is not None
        panel.show_chart(chart)
        bench.show_findings()
        if rollup:
            bench.model.set_view([view for view in bench.model.views if view.kind == "quarter"][-1])
        bench.actions_.action["what_if"].trigger()
        what_if = bench.what_if.panel
        assert what_if is not None
        what_if.sliders.hold(hold)
        rest(1500)
        dragger = Dragger(window, what_if.list.rows[0].slider, moves)
        if profile is not None:
            profile.enable()
        dragger.drag()
        if profile is not None:
            profile.disable()
        assert bench.model.session is not None
        assert len(bench.model.session.history.done) == 1, "a drag is one step"
        return dragger


def stock(moves: int, channels: int = 30) -> Dragger:
    """The same in a window of Qt's own slider and table."""
    application = QApplication.instance() or QApplication(["stock", "-style", "fusion"])
    window = QWidget()
    slider = QSlider(Qt.Orientation.Horizontal, maximum=10_000)
    headers = ["Channel", *(f"Figure {number}" for number in range(12))]
    lines = [[f"Channel {row}", *(f"{row * 37 % 1000}.00" for _ in headers[1:])] for row in range(channels)]
    table = StockTable(Texts(lines, channels, headers), 24)
    first = table.model().index(0, 1)
    slider.valueChanged.connect(lambda value: table.model().setData(first, value))
    layout = QVBoxLayout(window)
    layout.addWidget(slider)
    layout.addWidget(table)
    window.resize(*SIZE)
    window.show()
    rest(300)
    dragger = Dragger(window, slider, moves)
    dragger.drag()
    window.close()
    del application
    return dragger


def dragging(moves: int) -> Iterator[Row]:
    """The lines of the table: the 99th percentile of the work of a move, in processes of their own."""
    (work, seen), (plain_work, plain_seen) = (_in_process(moves, *more) for more in ((), ("--stock",)))
    work_of_move = ("Dragging a slider: work of a move", work, plain_work, MOST)
    for name, ours, theirs, most in (work_of_move, ("… until it is seen", seen, plain_seen, None)):
        count = min(len(ours), len(theirs))
        yield Row(name, "30 × 24", tuple(ours[:count]), tuple(theirs[:count]), most=most,
                  against="stock slider and table", worst=True)  # fmt: skip


def _in_process(moves: int, *more: str) -> tuple[list[float], list[float]]:
    command = [sys.executable, __file__, "--moves", str(moves), "--times", *more]
    out = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    work, seen = json.loads(out.splitlines()[-1])
    return work, seen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=600)
    parser.add_argument("--channels", type=int, default=30)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--chart", default="roi")
    parser.add_argument("--rollup", action="store_true")
    parser.add_argument("--hold", action="store_true")
    parser.add_argument("--stock", action="store_true", help="Qt's own slider and table instead")
    parser.add_argument("--times", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--profile", choices=("cumulative", "tottime"), help="say where the time goes, too")
    asked = parser.parse_args()
    profile = Profile() if asked.profile else None
    if asked.stock:
        found = stock(asked.moves, asked.channels)
    else:
        found = measure(asked.moves, asked.channels, asked.months, chart=asked.chart, rollup=asked.rollup,
                        hold=asked.hold, profile=profile)  # fmt: skip
    if asked.times:
        print(json.dumps((found.work, found.seen)))
        return 0
    if profile is not None:
        Stats(profile).sort_stats(asked.profile).print_stats(70)
    for name, seconds in (("seen", found.seen), ("work", found.work)):
        middle, high = (quantiles(seconds, n=100)[place] for place in (49, 98))
        print(f"{name}: median {duration(middle)}, p99 {duration(high)}, longest {duration(max(seconds))}"
              f" of {len(seconds)} moves", flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
