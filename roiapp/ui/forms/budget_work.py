"""A budget worked out beside the window: the answer to the last wish, then what the periods say of the response."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roiapp.analysis.decisions.budget_answer import BudgetAnswer, FitOffer, answered, fit_offers
from roiapp.analysis.decisions.seek_ways import apart
from roiapp.ui.forms.work_in_turn import WorkInTurn

if TYPE_CHECKING:
    from roiapp.analysis.decisions.allocation import Wish
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures
    from roiapp.ui.look.background import Runner


class BudgetWork:
    """`answer` is what was found for the last wish, else `reason` says why there is nothing; both empty while it is
    worked out. `offers` is what the periods say for its goal, None while that is not known. `tell` is called whenever
    there is more; what comes of an earlier wish is let go."""

    def __init__(self, figures: Figures, write: NumberFormat, run: Runner, tell: Callable[[], None]) -> None:
        self.figures = apart(figures)
        self._write = write
        self._work = WorkInTurn(run, self._go_on)
        self._tell = tell
        self._waiting: Wish | None = None
        self._wish: Wish | None = None
        self._offers: dict[str, list[FitOffer]] = {}
        self.answer: BudgetAnswer | None = None
        self.reason = ""

    @property
    def offers(self) -> list[FitOffer] | None:
        return self._offers.get(self._wish.goal) if self._wish is not None else None

    def ask(self, wish: Wish) -> None:
        """Another wish."""
        self._wish = self._waiting = wish
        self.answer, self.reason = None, ""
        self._go_on()

    def ask_nothing(self) -> None:
        """There is nothing to be worked out just now."""
        self._waiting, self.answer, self.reason = None, None, ""

    def end(self) -> None:
        """Nobody listens any more."""
        self._work.end()

    def _go_on(self) -> None:
        if not self._work.free:
            return
        figures, write, wish = self.figures, self._write, self._waiting
        if wish is not None:
            self._waiting = None
            self._work.do(lambda: answered(figures, wish, write), lambda found: self._take(wish, found))
        elif self._wish is not None and self._wish.goal not in self._offers:
            goal = self._wish.goal
            self._work.do(lambda: _offers(figures, goal, write), lambda found: self._take_offers(goal, found))

    def _take(self, wish: Wish, found: BudgetAnswer | str) -> None:
        if self._waiting is None and wish == self._wish:
            if isinstance(found, str):
                self.reason = found
            else:
                self.answer = found
            self._tell()

    def _take_offers(self, goal: str, found: list[FitOffer]) -> None:
        self._offers[goal] = found
        self._tell()


def _offers(figures: Figures, goal: str, write: NumberFormat) -> list[FitOffer]:
    from roiapp.analysis.decisions.fitted_elasticity import fitted_elasticities

    return fit_offers(figures.worksheet.names, fitted_elasticities(figures.calculator, goal), write)
