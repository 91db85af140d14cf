"""What nobody may see and nothing may hide: everything that reaches the program's own net for faults, and how long each
turn of the event loop took.

The net is the program's, `roiapp.ui.look.faults`: what it does not catch, the storm does not hear of either, but for
what Python itself only prints (`sys.unraisablehook`, warnings).
"""

from __future__ import annotations

import re
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from roiapp.ui.look.faults import Faults

#: what the offscreen platform says whenever a menu opens or a window comes forward
_OFFSCREEN: Final = re.compile(r"^Qt: This plugin does not support (raise\(\)|grabbing the (keyboard|mouse))$")
#: what Qt's library for tests says of the hand of the storm, not of the program
_OF_THE_HAND: Final = re.compile(r"^Qt: Mouse event at -?\d+, -?\d+ occurs outside target window")
#: turns that are kept of the longest
_KEPT: Final = 12


class Witness(Faults):
    """The program's net, which tells `hear` of all that falls into it as well."""

    def __init__(self, hear: Callable[[str], None], *, offscreen: bool) -> None:
        super().__init__()
        self._hear = hear
        self._offscreen = offscreen

    def install(self) -> None:
        super().install()
        sys.unraisablehook = self._unraisable
        warnings.simplefilter("default")
        warnings.showwarning = self._warned  # type: ignore[assignment]

    def _write(self, text: str, level: int, trace: Any) -> None:
        if _OF_THE_HAND.match(text) or (self._offscreen and _OFFSCREEN.match(text)):
            return
        self._hear(text if trace is None else "".join(traceback.format_exception(*trace)))
        super()._write(text, level, trace)

    def _unraisable(self, found: Any) -> None:
        lines = traceback.format_exception(found.exc_type, found.exc_value, found.exc_traceback)
        self._hear(f"unraisable, in {found.object!r}\n{''.join(lines)}")

    def _warned(self, message: Any, category: Any, filename: str, lineno: int, *_: Any) -> None:
        self._hear(f"{category.__name__}: {message} ({filename}:{lineno})")


@dataclass(frozen=True, order=True)
class Turn:
    """From one event to the next: seconds of the main thread on the processor, and on the clock."""

    processor: float
    clock: float
    step: int
    event: str


@dataclass
class Turns:
    """`begin` before an event, `end` before the next: what is between is the event, and the turns of the loop that
    followed it. Processor time is what counts: on a machine that others use too the clock tells of them."""

    limit: float
    longest: list[Turn] = field(default_factory=list)
    over: list[Turn] = field(default_factory=list)
    longest_clock: list[Turn] = field(default_factory=list)
    _began: tuple[float, float] | None = None

    def begin(self) -> None:
        self._began = time.thread_time(), time.perf_counter()

    def end(self, step: int, event: str) -> None:
        if self._began is None:
            return
        turn = Turn(time.thread_time() - self._began[0], time.perf_counter() - self._began[1], step, event)
        self._began = None
        self.longest = sorted([*self.longest, turn], reverse=True)[:_KEPT]
        self.longest_clock = sorted([*self.longest_clock, turn], key=lambda each: -each.clock)[:_KEPT]
        if turn.processor > self.limit:
            self.over.append(turn)
