"""Work that takes a while says so: after 0.3 s the message bar names it, with a way to give it up where there is one.

Nothing waits in it: work runs where the runner puts it, and what comes back after it was given up is let go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from roiapp.ui.look.background import Runner, Then, Work
    from roiapp.ui.look.message_bar import MessageBar

TELL_AFTER_MS: Final = 300
_LOOK_EVERY_MS: Final = 100

HowFar: TypeAlias = "Callable[[], tuple[str, float | None]]"


class GivenUpError(Exception):
    """The user did not want to wait any longer. It needs no word: they know."""


@dataclass(eq=False)
class _Wait:
    """One piece of work; `shown`: the bar names it."""

    text: str
    then: Then
    #: how far it is: what is said then, and the share that is done, None where nobody knows
    how_far: HowFar | None = None
    give_up: Callable[[], None] | None = None
    shown: bool = False
    over: bool = False


class Progress(QObject):
    """What is waited for in one window. `run` does the work, `bar` says what is going on."""

    def __init__(self, run: Runner, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._run = run
        self._bar = bar
        self._open: list[_Wait] = []
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)

    def told(
        self,
        text: str,
        *,
        may_give_up: bool = False,
        ended: Callable[[], None] = lambda: None,
        how_far: HowFar | None = None,
        stop: Callable[[], None] = lambda: None,
    ) -> Runner:
        """A runner whose work is named by `text` while it takes long, and `how_far` says more while it goes on. Given
        up, `stop` is called, `then` hears of a `GivenUpError`, and `ended` is called when the work has ended after all
        and what came of it is let go."""

        def run(work: Work, then: Then) -> None:
            wait = _Wait(text, then, how_far)
            if may_give_up:
                wait.give_up = lambda: self._give_up(wait, stop)
            self._open.append(wait)

            def back(result: object, error: Exception | None) -> None:
                if wait.over:
                    let_go(result)
                    ended()
                    return
                self._end(wait)
                then(result, error)

            self._run(work, back)
            if not wait.over:
                QTimer.singleShot(TELL_AFTER_MS, self, lambda: self._tell(wait))

        return run

    def _give_up(self, wait: _Wait, stop: Callable[[], None]) -> None:
        if not wait.over:
            stop()
            self._end(wait)
            wait.then(None, GivenUpError())

    def _tell(self, wait: _Wait) -> None:
        if not wait.over:
            wait.shown = True
            self._bar.show_waiting(wait.text, wait.give_up)
            if wait.how_far is not None:
                self._look()
                self._looking.start()

    def _look(self) -> None:
        """Let the bar say how far the work is that it names."""
        shown = [each for each in self._open if each.shown]
        if not any(each.how_far for each in shown):
            self._looking.stop()
        elif shown[-1].how_far is not None:
            self._bar.show_how_far(*shown[-1].how_far())

    def _end(self, wait: _Wait) -> None:
        wait.over = True
        self._open.remove(wait)
        if wait.shown:
            others = [each for each in self._open if each.shown]
            if others:
                self._bar.show_waiting(others[-1].text, others[-1].give_up)
            else:
                self._bar.end_waiting()


def let_go(result: object) -> None:
    """A document that was read and is not wanted any more gives its file free, and keeps what is not saved of it."""
    from roiapp.files.session import Session

    if isinstance(result, Session):
        result.close()
