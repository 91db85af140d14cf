"""Work for a window that follows the figures, off its thread: one piece at a time, and of those that wait only the
latest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roiapp.ui.look.background import Runner


class LatestWork:
    """`run` takes work off the window's thread. What comes of a question that was followed by another is let go."""

    def __init__(self, run: Runner) -> None:
        self._run = run
        self._busy = self._over = False
        self._asked = 0
        self._waiting: tuple[Callable[[], Any], Callable[[Any], None]] | None = None

    def ask(self, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        """Have this worked out, and given to `take` on the window's thread."""
        self._asked += 1
        if self._busy:
            self._waiting = (work, take)
        elif not self._over:
            self._start(work, take)

    def drop(self) -> None:
        """Nothing is wanted any more."""
        self._asked += 1
        self._waiting = None

    @property
    def busy(self) -> bool:
        """Whether there is more to come."""
        return self._busy

    def end(self) -> None:
        """Nobody listens any more."""
        self._over = True
        self._waiting = None

    def _start(self, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        asked = self._asked

        def then(found: Any, error: Exception | None) -> None:
            self._busy = False
            if error is not None:
                raise error
            if self._over:
                return
            waiting, self._waiting = self._waiting, None
            if waiting is not None:
                self._start(*waiting)
            elif asked == self._asked:
                take(found)

        self._busy = True
        self._run(work, then)
