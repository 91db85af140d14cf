"""Work on very many rows, which takes longer than a frame: done off the window's thread, while that goes on.

What is worked out elsewhere is of the worksheet as it was then; where an edit came meanwhile it is worked out anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from roiapp.ui.look.background import at_once
from roiapp.ui.look.progress import GivenUpError

if TYPE_CHECKING:
    from roiapp.ui.look.background import Runner
    from roiapp.ui.model.session_model import SessionModel

Result = TypeVar("Result")

#: from so many rows on
MANY_ROWS: Final = 100_000


class LongWork:
    """What waits for one grid: the latest of what was asked for, everything before it is let go. `runner` makes one
    that says a text while it works; without a window everything is done at once."""

    def __init__(self, source: SessionModel) -> None:
        self._source = source
        self.runner: Callable[[str], Runner] = lambda _text: at_once
        self._asked = 0

    def let_go(self) -> None:
        """What comes back is not wanted any more."""
        self._asked += 1

    def do(self, text: str, work: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Call `work` elsewhere and `then` with what came of it, on the window's thread. An error of `work` that is
        none of a change meanwhile is raised there."""
        self._asked += 1
        asked, state = self._asked, self._state()

        def back(result: Result, error: Exception | None) -> None:
            if asked != self._asked:
                return
            if isinstance(error, GivenUpError):
                return
            if self._state() != state:
                if state[0] is self._source.session:
                    self.do(text, work, then)
            elif error is not None:
                raise error
            else:
                then(result)

        self.runner(text)(work, back)

    def _state(self) -> tuple[object, ...]:
        """What the work is of."""
        session = self._source.session
        steps = None if session is None else (len(session.history.undone), session.scenario_key, session.time_matched)
        return session, self._source.last_step(), steps, self._source.view
