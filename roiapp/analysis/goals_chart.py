"""What the chart of goals shows, as plain records: what was reached of each goal, what is due by now, and where the end
will most likely be. All of it as shares of the goal, so that money and counts stand on one axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from roiapp.analysis.chart_parts import LeftOut, Wanted, title_of
from roiapp.analysis.findings.goals import (
    BUDGET_FROM,
    BUDGET_TO,
    GOALS,
    LEVEL,
    Goal,
    Pace,
    channel_pace,
    pace,
    wanted,
)
from roiapp.analysis.findings.look import Look
from roiapp.analysis.statistics import ready
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from roiapp.analysis.findings.finding import Verdict
    from roiapp.core.results import Figures
    from roiapp.core.units import Unit

#: more rows than this nobody reads
MOST_BARS: Final = 300
_BUDGET: Final = "goal_spend"


@dataclass(frozen=True, slots=True)
class GoalBar:
    """One goal: of all channels (`channel` None) or of one. `limit`: it is a budget, which is not to be exceeded."""

    channel: int | None
    name: str
    unit: Unit
    pace: Pace
    verdict: Verdict
    limit: bool = False

    @property
    def share(self) -> float:
        """What is there, as a share of the goal."""
        return self.pace.so_far / self.pace.goal

    @property
    def ends(self) -> tuple[float, float] | None:
        """The range of the end, as shares of the goal; None where it is over or cannot be told."""
        finish = self.pace.finish
        if finish is None or finish.low is None or finish.high is None:
            return None
        return finish.low / self.pace.goal, finish.high / self.pace.goal


@dataclass(frozen=True)
class GoalsChart:
    """The goals of all channels, or one goal of each channel that has it. `due`: some of it is still to come, and
    `waiting`: the ranges of the end are still to be worked out."""

    bars: tuple[GoalBar, ...] = ()
    title: str = ""
    unknown: tuple[LeftOut, ...] = ()
    unknown_count: int = 0
    undrawn: int = 0
    level: float = LEVEL
    waiting: bool = False

    @property
    def drawn(self) -> int:
        """How many rows there are."""
        return len(self.bars)

    @property
    def due(self) -> bool:
        """Whether any goal is still under way."""
        return any(bar.pace.gone < 1.0 for bar in self.bars)


def wanted_goals(figures: Figures, asked: Wanted) -> GoalsChart:
    """The goals of all channels, or the one that is chosen, by channel."""
    look = Look(figures.single)
    if not ready():  # the ranges need SciPy, which comes in the background
        return _chart(figures, look, "", waiting=True) if not asked.choice else _chart(figures, look, asked.choice)
    return _chart(figures, look, asked.choice)


def choices(figures: Figures) -> list[tuple[str, str]]:
    """What can be asked for: all channels together, and each goal that channels have of their own."""
    own = [goal for goal in GOALS.values() if goal.field in figures.single.worksheet.columns]
    labels = {goal.field: tr(figures.catalog.record(goal.field).label) for goal in own}
    return [("", tr("All channels")), *labels.items()]


def nothing_yet(_figures: Figures) -> str:
    """What to type so that the chart appears."""
    return tr("Type a goal for revenue, leads or customers, or a budget: the chart shows whether the pace is right.")


def _chart(figures: Figures, look: Look, choice: str, *, waiting: bool = False) -> GoalsChart:
    title = title_of(figures.single, tr("Goals"))
    if choice in GOALS:
        goal = GOALS[choice]
        rows = enumerate(figures.rows)
        bars = [bar for place, row in rows if (bar := _of_row(look, goal, place, *row)) is not None]
        bars.sort(key=lambda bar: -bar.pace.goal)
        label = tr(figures.catalog.record(choice).label)
        return GoalsChart(tuple(bars[:MOST_BARS]), title_of(figures, label), undrawn=max(0, len(bars) - MOST_BARS))
    found = [_of_all(look, goal) for goal in GOALS.values()]
    return GoalsChart(tuple(bar for bar in (*found, _budget(look)) if bar is not None), title, waiting=waiting)


def _of_all(look: Look, goal: Goal) -> GoalBar | None:
    now = pace(look, goal)
    if now is None:
        return None
    record = look.catalog.record(goal.field)
    return GoalBar(None, tr(record.label), record.unit, now, now.verdict)


def _of_row(look: Look, goal: Goal, place: int, name: str, channels: tuple[int, ...]) -> GoalBar | None:
    now = channel_pace(look, goal, *channels)
    if now is None:
        return None
    return GoalBar(place, apart(name), look.catalog.record(goal.field).unit, now, now.verdict)


def _budget(look: Look) -> GoalBar | None:
    """What was spent of the budget; it is kept where the pace is near it."""
    goal = Goal(_BUDGET, "spend", "spend", "budget_pace", "", "", "", "")
    if wanted(look, _BUDGET, "spend", "spend") is None:
        return None
    now = pace(look, goal)
    if now is None:
        return None
    projected = now.expected / now.goal
    verdict: Verdict = "good" if BUDGET_FROM <= projected <= BUDGET_TO else "bad"
    record = look.catalog.record(_BUDGET)
    # Chance does not spend money: there is no range of its end.
    return GoalBar(None, tr(record.label), record.unit, now._replace(finish=None), verdict, limit=True)
