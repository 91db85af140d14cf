"""A figure as a function of what a goal seek moves: its formula tree with the unknown at the leaves.

None where it is undefined whatever the unknown is. `NotRational` where it is no quotient of polynomials, or not one
for all values: a minimum of two things, figures of earlier periods that move too, totals that were typed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.rational import Rational
from roiapp.core.formula import Call, Name, Node, Number, Operation, prior_names
from roiapp.core.metrics import Metric
from roiapp.core.periods import by_date
from roiapp.core.tape import branches

if TYPE_CHECKING:
    from roiapp.analysis.decisions.moved_inputs import Moved
    from roiapp.core.results import Figures

_ZERO: Final = Rational(())
#: polynomials beyond this are no closed form any more, and too rough for one
_HIGHEST: Final = 8


class NotRational(Exception):  # noqa: N818  an answer, no fault
    """The figure is no quotient of polynomials in the unknown."""


class Along:
    """Figures of a view as functions of the unknown of `moved`."""

    def __init__(self, figures: Figures, moved: Moved) -> None:
        self._figures = figures
        self._catalog = figures.catalog
        self._calculator = figures.calculator
        self._moved = moved
        self._touched = frozenset().union(*(self._catalog.dependents(field) for field in moved.slopes))
        self._periods = by_date(figures.worksheet.periods, figures.view.periods)
        self._cells: dict[tuple[int, int, str], Rational | None] = {}

    def figure(self, id_: str, channel: int | None) -> Rational | None:
        """One channel's figure, or the total (`channel` None). Raises `NotRational`."""
        view = self._figures.view
        if self._moved.bends:
            raise NotRational
        if channel is not None and not view.rollup:
            return self._cell(view.periods[0], channel, id_)
        return self._summed(id_, range(len(self._figures.worksheet.keys)) if channel is None else (channel,))

    # -- over cells ----------------------------------------------------------------------------------------------------

    def _summed(self, id_: str, channels: Sequence[int]) -> Rational | None:
        """By the total rule of the record, over these channels and the periods of the view."""
        catalog, sums, record = self._catalog, self._figures.sums, self._catalog.record(id_)
        rule = catalog.totals.get(id_)
        if rule is None or sums.goes_by_period(id_) or (len(branches(rule)) > 1 and len(channels) == 1):
            raise NotRational
        if isinstance(record, Metric) and record.over_periods == "days" and self._figures.view.rollup:
            found = [self._by_days(id_, channel) for channel in channels]
            known = [each for each in found if each is not None]
            return _added(known) if known else None
        branch = sums.branch(id_, rule)
        parts = branches(rule)[branch]
        added: dict[Node, list[Rational]] = {part: [] for part in parts}
        for channel in channels:
            rows = [row for period in self._periods if (row := self._row(parts, period, channel)) is not None]
            for row in rows[-1:] if sums.takes_last(id_) else rows:
                for part, each in zip(parts, row, strict=True):
                    added[part].append(each)
        alternatives = rule.arguments if isinstance(rule, Call) and rule.function == "first" else (rule,)
        return _evaluated(alternatives[branch], {part: _added(each) if each else None for part, each in added.items()})

    def _row(self, parts: Sequence[Node], period: int, channel: int) -> list[Rational] | None:
        """The parts of a rule in one cell, None where one of them is not known."""
        found = [self._tree(part, period, channel) for part in parts]
        known = [each for each in found if each is not None]
        return known if len(known) == len(parts) else None

    def _by_days(self, id_: str, channel: int) -> Rational | None:
        """The mean of a channel's periods, weighted by their days."""
        periods = self._figures.worksheet.periods
        found = [(each, float(periods[p].days or 1)) for p in self._periods if (each := self._cell(p, channel, id_))]
        days = math.fsum(length for _each, length in found)
        weighted = [each.times(Rational((length / days,))) for each, length in found]
        known = [each for each in weighted if each is not None]
        return _added(known) if known else None

    # -- in a cell -----------------------------------------------------------------------------------------------------

    def _cell(self, period: int, channel: int, id_: str) -> Rational | None:
        place = (period, channel, id_)
        if place not in self._cells:
            self._cells[place] = self._worked_out(period, channel, id_)
        return self._cells[place]

    def _worked_out(self, period: int, channel: int, id_: str) -> Rational | None:
        slope = self._moved.slopes.get(id_, {}).get((period, channel))
        if slope is not None:
            return Rational.of((0.0, slope))
        if id_ not in self._touched:
            return _constant(self._calculator.value(period, id_, channel))
        if id_ in self._catalog.field:
            typed = self._calculator.entered.value(id_, period, channel)
            if not math.isnan(typed):
                return _constant(typed)
        tree = self._catalog.trees.get(id_)
        return None if tree is None else self._tree(tree, period, channel, id_)

    def _tree(self, node: Node, period: int, channel: int, of: str = "") -> Rational | None:
        """`of` is the id whose tree it is: in its own fallback a field stands for what is typed, which is nothing."""
        match node:
            case Number(value):
                return Rational.of((value,))
            case Name(id_):
                return None if id_ == of else self._cell(period, channel, id_)
            case Operation(operator, left, right):
                return _operated(
                    operator, self._tree(left, period, channel, of), self._tree(right, period, channel, of)
                )
            case Call("first", arguments):
                found = (self._tree(each, period, channel, of) for each in arguments)
                return next((each for each in found if each is not None), None)
            case Call("each", (left, right)):
                return _each(self._tree(left, period, channel, of), self._tree(right, period, channel, of))
            case Call("opt", (inner,)):
                return self._tree(inner, period, channel, of) if self._typed(inner, period, channel) else _ZERO
            case Call("positive", (inner,)):
                return self._tree(inner, period, channel, of)
            case Call("total", (Name(id_),)):
                return self._summed(id_, range(len(self._figures.worksheet.keys)))
            case Call("elapsed"):
                gone = self._figures.worksheet.periods[period].elapsed(self._calculator.as_of)
                return None if gone is None else Rational.of((gone,))
            case Call("marketing", (inner,)):
                marketing = self._figures.worksheet.channels["source"][channel] != "sales"
                return self._tree(inner, period, channel, of) if marketing else _ZERO
            case Call("prior12", (Name(id_),)) if of and not self._figures.view.rollup:
                joint = prior_names(self._catalog.trees[of])
                return _constant(self._calculator.prior_sum(period, id_, joint, channel))
        raise NotRational  # a minimum or maximum; earlier figures that may move, too

    def _typed(self, node: Node, period: int, channel: int) -> bool:
        """Whether anything of a part is typed, or moves."""
        return any(
            (period, channel) in self._moved.slopes.get(id_, {})
            or not math.isnan(self._calculator.value(period, id_, channel))
            for id_ in self._catalog.driving(node)
        )


def _constant(value: float) -> Rational | None:
    return None if math.isnan(value) else Rational.of((value,))


def _added(parts: list[Rational]) -> Rational | None:
    total: Rational | None = _ZERO
    for part in parts:
        total = _held(None if total is None else total.plus(part))
    return total


def _each(left: Rational | None, right: Rational | None) -> Rational | None:
    if _ZERO in (left, right):
        return _ZERO
    return None if left is None or right is None else _held(left.times(right))


def _operated(operator: str, left: Rational | None, right: Rational | None) -> Rational | None:
    if left is None or right is None:
        return None
    match operator:
        case "+":
            made = left.plus(right)
        case "-":
            made = left.plus(right, -1.0)
        case "*":
            made = left.times(right)
        case _:
            made = left.over(right)
    return _held(made)


def _held(made: Rational | None) -> Rational | None:
    if made is not None and max(len(made.above), len(made.below)) > _HIGHEST + 1:
        raise NotRational
    return made


def _evaluated(rule: Node, sums: dict[Node, Rational | None]) -> Rational | None:
    match rule:
        case Number(value):
            return Rational.of((value,))
        case Operation(operator, left, right):
            return _operated(operator, _evaluated(left, sums), _evaluated(right, sums))
        case Call("sum", (part,)):
            return sums[part]
        case Call("positive", (inner,)):
            return _evaluated(inner, sums)
    raise NotRational
