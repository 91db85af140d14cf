"""When what follows from a change is drawn: at most once a frame, and while something is dragged one part a frame."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from roiapp.ui.look.later import later

_FRAME_MS: Final = 16
#: what was changed is painted first
_SOON_MS: Final = 2
_PARTS: Final = ("cards", "line", "chart", "rest")
#: drawn at once with every change, unless it is only tried
_PUT_OFF: Final = ("totals", "sums")


class Frames(QObject):
    """A signal for each part that draws as a whole: `cards`, `line` (the explanation), `chart`, `rest`, and before them
    `totals` (below the grid) and `sums` (what a scenario comes to), which are put off only while it is tried. What is
    dragged follows the pointer only where a frame is short: then parts have their turns, one after each change, none
    twice before the others."""

    totals = Signal()
    sums = Signal()
    cards = Signal()
    line = Signal()
    chart = Signal()
    rest = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        #: whether what is drawn just now has its turn
        self.in_turn = False
        self._waiting: list[str] = []
        self._timer = later(self, self._next)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)

    def start(self, *, in_turn: bool = False) -> None:
        """All parts are to be drawn together in a frame's time, or in turn."""
        if in_turn:
            self._waiting += [part for part in (*_PUT_OFF, *_PARTS) if part not in self._waiting]
        else:
            self._waiting = [part for part in self._waiting if part in _PUT_OFF]
        self.in_turn = in_turn
        self._timer.start(_SOON_MS if in_turn else _FRAME_MS)

    def draw(self) -> None:
        """Draw all parts now."""
        self._timer.stop()
        parts = [*(part for part in _PUT_OFF if part in self._waiting), *_PARTS]
        self._waiting, self.in_turn = [], False
        for part in parts:
            self._draw(part)

    def _next(self) -> None:
        if not self.in_turn:
            self.draw()
            return
        self._draw(self._waiting.pop(0))
        if self._waiting:
            self._timer.start(_FRAME_MS)

    def _draw(self, part: str) -> None:
        signals = {"totals": self.totals, "sums": self.sums, "cards": self.cards, "line": self.line,
                   "chart": self.chart, "rest": self.rest}  # fmt: skip
        signals[part].emit()
