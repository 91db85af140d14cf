"""A goal seek worked out beside the window, piece by piece: the answer, its curve, then every other way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roiapp.analysis.decisions.seek_questions import inputs
from roiapp.analysis.decisions.seek_ways import Curve, apart, asked, curve, way
from roiapp.ui.forms.work_in_turn import WorkInTurn

if TYPE_CHECKING:
    from roiapp.analysis.decisions.goal_seek import Answer, Goal
    from roiapp.core.results import Figures
    from roiapp.ui.look.background import Runner


class SeekWork:
    """One question at a time. What was found of it stands in `answer`, `curve` and `ways` (by input, None where that
    is none); `tell` is called whenever there is more. What comes of an earlier question is let go."""

    def __init__(self, figures: Figures, run: Runner, tell: Callable[[], None]) -> None:
        self.figures = apart(figures)
        self._work = WorkInTurn(run, self._go_on)
        self._tell = tell
        self.goal: Goal | None = None
        self.whole: bool | None = None
        self.answer: Answer | None = None
        self.curve: Curve | None = None
        self.ways: dict[str, Answer | None] = {}
        self._drawn = False
        self._left: list[str] = []
        #: which round of ways it is
        self._round = 0

    def ask(self, goal: Goal, whole: bool | None) -> None:
        """Another question. `whole`: what was said of whole numbers, None: of what is counted."""
        before, self.goal = self.goal, goal
        if goal != before:
            self.answer, self.curve, self._drawn = None, None, False
        same = before is not None and (before.metric, before.channel, before.target) == (
            goal.metric, goal.channel, goal.target
        )  # fmt: skip
        if not same or whole != self.whole:
            self.whole, self.ways = whole, {}
            self._round += 1
            self._left = inputs(self.figures, goal.metric, goal.channel)
        self._go_on()

    def ask_nothing(self) -> None:
        """There is no question just now."""
        self.goal, self.answer, self.curve, self._drawn = None, None, None, False
        self.ways, self._left = {}, []
        self._round += 1

    def end(self) -> None:
        """Nobody listens any more."""
        self._work.end()

    @property
    def going_on(self) -> bool:
        """Whether there is more to come."""
        return self.goal is not None and (self.answer is None or not self._drawn or bool(self._left))

    def _go_on(self) -> None:
        goal, figures = self.goal, self.figures
        if not self._work.free or goal is None:
            return
        if self.answer is None:
            self._work.do(lambda: asked(figures, goal), lambda found: self._take_answer(goal, found))
        elif not self._drawn:
            answer = self.answer
            self._work.do(lambda: curve(figures, answer), lambda found: self._take_curve(goal, found))
        elif self._left:
            by, whole, turn = self._left[0], self.whole, self._round
            self._work.do(lambda: way(figures, goal, by, whole), lambda found: self._take_way(turn, by, found))

    def _take_answer(self, goal: Goal, found: Answer) -> None:
        if self.goal == goal:
            self.answer = found
            self._tell()

    def _take_curve(self, goal: Goal, found: Curve | None) -> None:
        if self.goal == goal:
            self.curve, self._drawn = found, True
            self._tell()

    def _take_way(self, turn: int, by: str, found: Answer | None) -> None:
        if turn == self._round:
            self._left.remove(by)
            self.ways[by] = found
            self._tell()
