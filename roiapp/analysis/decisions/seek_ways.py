"""The other ways to the same goal, and the figure as an input changes: what a goal seek shows beside its answer."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.goal_seek import Answer, Goal, figure_of, seek
from roiapp.analysis.decisions.moved_inputs import SeekError, moved
from roiapp.analysis.decisions.seek_questions import can_be_whole, counts, holding
from roiapp.analysis.decisions.trial import Trial
from roiapp.core.calculator import Calculator

if TYPE_CHECKING:
    from roiapp.core.results import Figures

#: places in which a figure is looked at for its curve
_POINTS: Final = 25
#: how far a curve goes on beyond today and the answer: of the way between them, and at least of today's value
_BEYOND: Final = 0.7
_LEAST: Final = 0.3


@dataclass(frozen=True)
class Curve:
    """A figure (`ys`, None where it is not known) at values of an input (`xs`, ascending). `now` and `then` are today
    and the answer as (input, figure), None where they are not known; `target` is what is wanted."""

    xs: tuple[float, ...]
    ys: tuple[float | None, ...]
    now: tuple[float, float] | None
    then: tuple[float, float] | None
    target: float


def apart(figures: Figures) -> Figures:
    """The same figures of a calculator of its own, to be asked on another thread while nobody edits the worksheet."""
    own = Calculator(replace(figures.worksheet), figures.catalog, figures.calculator.as_of)
    return own.figures(figures.view)


def asked(figures: Figures, goal: Goal) -> Answer:
    """The answer, also where the question itself is at fault: then with that as its reason."""
    try:
        return seek(figures, goal)
    except SeekError as error:
        now, before = figure_of(figures, goal.by, goal.channel), figure_of(figures, goal.metric, goal.channel)
        return Answer(goal, before, now, reason=str(error))


def way(figures: Figures, goal: Goal, by: str, whole: bool | None = None) -> Answer | None:
    """How the goal is reached by another input, holding what it takes; None where it is not. Whole numbers of what is
    counted, or as `whole` says of all that can be."""
    field = figures.catalog.record(by)
    only = counts(field) if whole is None else whole and can_be_whole(field)
    held = holding(figures, goal.metric, by, goal.channel)
    found = asked(figures, replace(goal, by=by, held=held, whole=only))
    return found if found.answer is not None else None


def curve(figures: Figures, answer: Answer) -> Curve | None:
    """The figure around today's value of the input and the answer, read from a copy of the worksheet. None where
    nothing can be moved."""
    goal = answer.goal
    try:
        what = moved(figures, goal.by, goal.channel, goal.held)
    except SeekError:
        return None
    now, then = answer.now, answer.answer
    # The unknown is the input itself where it is one cell, else a factor on all: 1 is today.
    unit = 1.0 if what.alone else (now or 0.0)
    ends = [each / unit for each in (now, then) if each is not None and unit and math.isfinite(each / unit)]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    beyond = max(_BEYOND * (high - low), _LEAST * max(abs(low), abs(high)))
    least, most = what.limits
    low, high = max(low - beyond, least), min(high + beyond, most)
    if not low < high:
        return None
    trial = Trial(figures, frozenset(what.slopes), (goal.metric, goal.by))
    points: list[tuple[float, float | None]] = []
    for step in range(_POINTS):
        at = trial.figures(what.edit(what.values(low + (high - low) * step / (_POINTS - 1))))
        x, y = figure_of(at, goal.by, goal.channel), figure_of(at, goal.metric, goal.channel)
        if x is not None and (not points or x > points[-1][0]):
            points.append((x, y))
    xs, ys = tuple(x for x, _ in points), tuple(y for _, y in points)
    return Curve(xs, ys, _point(now, answer.before), _point(then, answer.achieved), goal.target)


def _point(x: float | None, y: float | None) -> tuple[float, float] | None:
    return None if x is None or y is None else (x, y)
