"""Pieces of work for a dialog, one at a time beside the window's thread; what comes after it is closed is let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from roiapp.ui.look.background import Runner

_Found = TypeVar("_Found")


class WorkInTurn:
    """`go_on` is called after each piece, to begin the next."""

    def __init__(self, run: Runner, go_on: Callable[[], None]) -> None:
        self._run = run
        self._go_on = go_on
        self._busy = self._over = False

    @property
    def free(self) -> bool:
        """Whether a piece may begin: none is under way, and somebody listens."""
        return not self._busy and not self._over

    def end(self) -> None:
        """Nobody listens any more."""
        self._over = True

    def do(self, work: Callable[[], _Found], take: Callable[[_Found], None]) -> None:
        """Do a piece of work and take what it found. Raises on the window's thread what the work raised."""

        def then(found: object, error: Exception | None) -> None:
            self._busy = False
            if error is not None:
                raise error
            if not self._over:
                take(cast("_Found", found))
                self._go_on()

        self._busy = True
        self._run(work, then)
