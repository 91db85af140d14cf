"""Goal seek: which value of an input brings a figure where it is wanted, or why none does.

In closed form where the figure's formula inverts (`along`), else by brackets; either way the answer is put into a copy
of the worksheet and the figure read there, so that what is said has been seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.along import Along, NotRational
from roiapp.analysis.decisions.moved_inputs import (
    Cell,
    Moved,
    SeekError,
    chain,
    changed_field,
    moved,
    parts_of_rate,
    rates_over,
)
from roiapp.analysis.decisions.rational import Rational
from roiapp.analysis.decisions.roots import crossings
from roiapp.analysis.decisions.trial import Trial
from roiapp.core.units import NumberFormat
from roiapp.language import list_text, tr

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.core.results import Figures

#: how near the figure comes to what was wanted, of it
_EXACT: Final = 1e-9
#: how well a figure's function has to say what the worksheet says, to be believed
_ALIKE: Final = 1e-6
#: where a figure is looked at: powers of ten of today's value, and steps in each
_POWERS: Final = range(-9, 13)
_STEPS: Final = 3
#: the most places in which cells meet their limit that are looked at
_BENDS: Final = 40


@dataclass(frozen=True)
class Goal:
    """What is asked: `metric` (or field) of a channel, or the total (None), is to be `target` by changing the input
    `by`, or a ratio of two counts, whose denominator stays; the ratios in `held` stay as they are; `whole` numbers
    only."""

    metric: str
    target: float
    by: str
    channel: int | None = None
    held: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Answer:
    """What was found. `before` is the figure today, `now` the input today; `answer` the input then, of several cells
    their figure together, None where there is none and `reason` says why; `offers` are ratios each of which would help
    if it were held, `together` those that would if all of them were. `values` are the cells of the input; `clipped`
    those that are kept at its limit; `edit` does it."""

    goal: Goal
    before: float | None
    now: float | None
    answer: float | None = None
    achieved: float | None = None
    values: dict[Cell, float] | None = None
    clipped: tuple[Cell, ...] = ()
    edit: Edit | None = None
    reason: str = ""
    offers: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


def seek(figures: Figures, goal: Goal) -> Answer:
    """The answer on a view. Raises `SeekError` where the question itself is at fault."""
    by, record = _checked(figures, goal)
    before, now = figure_of(figures, goal.metric, goal.channel), figure_of(figures, goal.by, goal.channel)
    start = Answer(goal, before, now)
    moving = frozenset((by.id, *(parts[0] for id_ in goal.held if (parts := parts_of_rate(figures.catalog, id_)))))
    if not any(goal.metric in figures.catalog.dependents(field) for field in moving):
        return _does_not_depend(figures, start, by, record)
    return _Search(figures, start, moved(figures, goal.by, goal.channel, goal.held), record).answer()


def _checked(figures: Figures, goal: Goal) -> tuple[Field, Field | Metric]:
    catalog = figures.catalog
    record = catalog.record(goal.metric)
    by = catalog.field.get(changed_field(catalog, goal.by))
    if by is None:
        raise SeekError(
            tr("{metric} is calculated. Seek by changing one of its inputs.", metric=tr(catalog.record(goal.by).label))
        )
    if by.scope == "document" or by.kind == "target":
        raise SeekError(tr("{field} is a setting or a target; no figure is sought by it.", field=tr(by.label)))
    if goal.metric == by.id:
        raise SeekError(tr("{field} is an input: type it.", field=tr(by.label)))
    if goal.metric == goal.by:
        raise SeekError(tr("{metric} cannot be sought by itself.", metric=tr(record.label)))
    if not math.isfinite(goal.target):
        raise SeekError(tr("The target is no number."))
    alone = getattr(record, "total_only", False) or getattr(record, "scope", "cell") == "total"
    if goal.channel is not None and alone:
        raise SeekError(
            tr("{metric} is a figure of all channels together. Seek it without a channel.", metric=tr(record.label))
        )
    return by, record


def figure_of(figures: Figures, id_: str, channel: int | None) -> float | None:
    """A figure of a channel, or of all of them together (None); None where it is not known."""
    field = figures.catalog.field.get(id_) if channel is None else None
    if field is not None and field.scope == "total" and not figures.view.rollup:
        value = figures.worksheet.total_value(id_, figures.view.periods[0])
        return None if math.isnan(value) else value
    return figures.figure(id_, channel)


def _does_not_depend(figures: Figures, start: Answer, by: Field, record: Field | Metric) -> Answer:
    catalog, goal = figures.catalog, start.goal
    offers = tuple(
        id_
        for id_ in rates_over(catalog, by.id)
        if (parts := parts_of_rate(catalog, id_)) is not None and goal.metric in catalog.dependents(parts[0])
    )
    names = {"metric": tr(record.label), "field": tr(catalog.record(goal.by).label)}
    together: tuple[str, ...] | None = ()
    if len(offers) == 1:
        reason = tr("{metric} cannot be changed by {field}: it does not depend on it unless {rate} holds. Hold it?",
                    rate=tr(catalog.record(offers[0]).label), **names)  # fmt: skip
    elif offers:
        reason = tr("{metric} cannot be changed by {field}: it does not depend on it unless one of these holds: "
                    "{rates}. Hold one?", rates=list_text([tr(catalog.record(id_).label) for id_ in offers]),
                    **names)  # fmt: skip
    elif together := chain(catalog, by.id, goal.metric, lambda id_: figure_of(figures, id_, goal.channel) is not None):
        reason = tr("{metric} cannot be changed by {field}: it does not depend on it unless all of these hold: "
                    "{rates}. Hold them?", rates=list_text([tr(catalog.record(id_).label) for id_ in together]),
                    **names)  # fmt: skip
    else:
        reason = tr("{metric} cannot be changed by {field}: it does not depend on it.", **names)
    return replace(start, reason=reason, offers=offers, together=together or ())


class _Search:
    """One question on its way to an answer."""

    def __init__(self, figures: Figures, start: Answer, what: Moved, record: Field | Metric) -> None:
        self._figures = figures
        self._start = start
        self._moved = what
        self._record = record
        self._trial = Trial(figures, frozenset(what.slopes), (start.goal.metric, start.goal.by))
        # relative to what is wanted; near 0 to what the figure is like
        self._near = _EXACT * (abs(start.goal.target) or abs(start.before or 1.0))

    def answer(self) -> Answer:
        target = self._start.goal.target
        figure, points = self._closed(), self._points()
        if figure is not None:
            found = self._met([self._polished(root) for root in figure.where(target)])
            if figure.constant is not None and abs(figure.constant - target) <= self._near:
                found = self._met([self._moved.now])
            seen = [figure.at(point) for point in points]
        else:
            found = self._met(crossings(self._at, points, target))
            seen = [] if found else [self._at(point) for point in points]
        if not found:
            return self._out_of_reach([value for value in seen if not math.isnan(value)])
        now = 0.0 if math.isnan(self._moved.now) else self._moved.now
        return self._answered(min(found, key=lambda unknown: abs(unknown - now)))

    # -- where it is met -----------------------------------------------------------------------------------------------

    def _at(self, unknown: float) -> float:
        return self._of(self._moved.values(unknown))

    def _of(self, values: dict[Cell, float]) -> float:
        if not all(map(math.isfinite, values.values())):
            return math.nan
        then = self._trial.figures(self._moved.edit(values))
        found = figure_of(then, self._start.goal.metric, self._start.goal.channel)
        return math.nan if found is None else found

    def _closed(self) -> Rational | None:
        """The figure as a function, where it is one for all values and says today what the worksheet says."""
        goal, now, before = self._start.goal, self._moved.now, self._start.before
        try:
            figure = Along(self._figures, self._moved).figure(goal.metric, goal.channel)
        except NotRational:
            return None
        if figure is not None and before is not None and not math.isnan(now):
            off = abs(figure.at(now) - before)
            return figure if off <= _ALIKE * max(abs(before), abs(goal.target)) else None
        return figure

    def _polished(self, root: float) -> float:
        """A root whose last digits rounding has taken, put right on the figure itself."""
        target = self._start.goal.target
        if abs(self._at(root) - target) <= self._near * 1e-3:
            return root
        around = [root * (1.0 + part * sign) for part in (1e-13, 1e-10, 1e-7, 1e-4) for sign in (1.0, -1.0)]
        nearer = crossings(self._at, [*around, root], target)
        return min(nearer, key=lambda x: abs(self._at(x) - target), default=root)

    def _met(self, candidates: list[float]) -> list[float]:
        least, most = self._moved.limits
        return [
            each
            for each in candidates
            if least <= each <= most and abs(self._at(each) - self._start.goal.target) <= self._near
        ]

    def _points(self) -> list[float]:
        """Where to look: from nothing to very much, both ways where it may be below 0, and where cells are clipped."""
        least, most = self._moved.limits
        bends = self._moved.bends
        if bends:
            bends = bends[:: max(1, len(bends) // _BENDS)] + bends[-1:]
        scale = abs(self._moved.now)
        scale = scale if scale > 0.0 else 1.0
        sizes = [scale * 10.0 ** (power + step / _STEPS) for power in _POWERS for step in range(_STEPS)]
        above = [size for size in sizes if not bends or size < bends[-1]]  # nothing moves any more behind it
        points = {0.0, scale, *above, *(-size for size in sizes), *bends, least, most}
        return sorted(point for point in points if least <= point <= most and math.isfinite(point))

    # -- what is said of it --------------------------------------------------------------------------------------------

    def _answered(self, unknown: float) -> Answer:
        goal = self._start.goal
        values = self._moved.values(unknown)
        if goal.whole:
            values = self._in_whole(values)
        edit = self._moved.edit(values)
        then = self._trial.figures(edit)
        return Answer(
            goal,
            self._start.before,
            self._start.now,
            next(iter(values.values())) if self._moved.alone and not self._moved.rate
            else figure_of(then, goal.by, goal.channel),
            figure_of(then, goal.metric, goal.channel),
            values,
            tuple(self._moved.clipped(unknown)),
            edit,
        )

    def _in_whole(self, values: dict[Cell, float]) -> dict[Cell, float]:
        """Whole numbers that reach the target if any near ones do: their sum rounded down or up, the rest by largest
        remainders."""
        goal, better = self._start.goal, getattr(self._record, "better", "")
        total = math.fsum(values.values())
        tried = []
        for whole in {math.floor(total + 1e-9), math.ceil(total - 1e-9)}:
            rounded = _rounded(values, whole)
            off = self._of(rounded) - goal.target
            if not math.isnan(off):
                reached = abs(off) <= self._near or (off > 0.0 if better == "up" else off < 0.0 if better else False)
                tried.append((not reached, abs(off), rounded))
        return min(tried, key=lambda each: each[:2])[2] if tried else values

    def _out_of_reach(self, seen: list[float]) -> Answer:
        """`seen`: what the figure is where it was looked at."""
        goal, sheet = self._start.goal, self._figures.worksheet
        names = {"metric": tr(self._record.label), "field": tr(self._figures.catalog.record(goal.by).label)}
        if not seen:
            now = self._moved.now if self._moved.now > 0.0 else 1.0
            then = self._trial.figures(self._moved.edit(self._moved.values(now)))
            why = then.reason(goal.metric, goal.channel)
            said = tr("This figure is not known.") if why is None else why.sentence(self._figures.catalog)
            return replace(self._start, reason=said)
        low, high = min(seen), max(seen)
        write = NumberFormat(sheet.settings.locale, sheet.settings.currency)
        ends = {"target": write.text(goal.target, self._record.unit), "low": write.text(low, self._record.unit),
                "high": write.text(high, self._record.unit)}  # fmt: skip
        if high - low <= self._near:
            said = tr("{metric} cannot be changed by {field} here: it stays at {low}.", **names, **ends)
        elif goal.target > high:
            said = tr("{metric} cannot reach {target} by changing {field}: it comes to {high} at most.",
                      **names, **ends)  # fmt: skip
        elif goal.target < low:
            said = tr("{metric} cannot fall to {target} by changing {field}: it comes to {low} at least.",
                      **names, **ends)  # fmt: skip
        else:
            said = tr("No value of {field} makes {metric} exactly {target}.", **names, **ends)
        return replace(self._start, reason=said)


def _rounded(values: dict[Cell, float], whole: int) -> dict[Cell, float]:
    """Whole numbers with this sum: what is cut off goes to the largest remainders."""
    down = {cell: float(math.floor(value)) for cell, value in values.items()}
    order = sorted(values, key=lambda cell: down[cell] - values[cell])
    for cell in order[: max(0, round(whole - math.fsum(down.values())))]:
        down[cell] += 1.0
    return down
