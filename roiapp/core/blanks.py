"""Which blank inputs keep cells out of the sums of a total rule: what to type so that a total becomes known."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from roiapp.core import formula
from roiapp.core.edits import Indices
from roiapp.core.evaluation import evaluate_arrays
from roiapp.core.formula import Call, Name, Node
from roiapp.core.tape import branches
from roiapp.core.worksheet import Floats

if TYPE_CHECKING:  # figures ask for reasons, reasons for blanks
    from roiapp.core.results import Figures

Bools = npt.NDArray[np.bool_]
_AT_ONCE: Final = 1 << 16  # cells that are looked at together


def last_entered(alternatives: tuple[Node, ...]) -> Node:
    """The alternative of a first() that typing in this cell would fill."""
    for alternative in reversed(alternatives):
        if not formula.uses(alternative, "prior12"):
            return alternative
    return alternatives[0]


def blank_inputs(figures: Figures, rule: Node, periods: Sequence[int]) -> tuple[str, ...]:
    """Inputs for want of which cells are left out of the sums of a rule, in formula order: those blank in every such
    cell; where there is none (one here, another there), those blank in some."""
    blank, left_out = _blank_cells(figures, rule, slice(None), periods)
    return tuple(i for i, where in blank.items() if (where | ~left_out).all()) or tuple(blank)


def blank_inputs_by_channel(
    figures: Figures, rule: Node, channels: Indices, periods: Sequence[int]
) -> list[tuple[str, ...]]:
    """The same of each of these channels alone."""
    blank, left_out = _blank_cells(figures, rule, channels, periods)
    always: dict[str, Bools] = {i: np.all(where | ~left_out, axis=0) for i, where in blank.items()}
    some: dict[str, Bools] = {i: np.any(where, axis=0) for i, where in blank.items()}
    return [
        tuple(i for i in blank if always[i][place] and some[i][place]) or tuple(i for i in blank if some[i][place])
        for place in range(len(channels))
    ]


def _blank_cells(
    figures: Figures, rule: Node, channels: slice | Indices, periods: Sequence[int]
) -> tuple[dict[str, Bools], Bools]:
    """By input the cells [period, channel] that are left out and in which it is blank, in formula order whichever of
    them are looked at; and all that are left out."""
    parts = [part for branch in branches(rule) for part in branch]
    each = len(figures.worksheet.keys) if isinstance(channels, slice) else len(channels)
    step = max(1, _AT_ONCE // max(1, each))
    blank: dict[str, list[tuple[int, Bools]]] = {}
    left_out = np.zeros((len(periods), each), dtype=np.bool_)
    for first in range(0, len(periods), step):
        columns = _Columns(figures, periods[first : first + step], channels, each)
        unknown = left_out[first : first + step]
        for part in parts:
            unknown |= np.isnan(columns.of(part))
        for part in parts:
            for input_id, where in columns.blanks(part, unknown):
                blank.setdefault(input_id, []).append((first, where))
    found: dict[str, Bools] = {}
    for input_id in figures.catalog.read_by(rule):
        if input_id not in blank:
            continue
        found[input_id] = np.zeros_like(left_out)
        for first, where in blank[input_id]:
            found[input_id][first : first + step] |= where
    return found, left_out


class _Columns:
    """Any part of a formula evaluated for some channels of base periods, [period, channel], and which blanks keep it
    unknown."""

    def __init__(self, figures: Figures, periods: Sequence[int], channels: slice | Indices, each: int) -> None:
        self.figures = figures
        self.catalog = figures.catalog
        self.periods = periods
        self.channels = channels
        self.shape = len(periods), each
        self._known: dict[str, Floats] = {}
        self._worked: dict[int, Floats] = {}  # by the node itself: what of it is equal is rarely asked for again

    def of(self, node: Node) -> Floats:
        found = self._worked.get(id(node))
        if found is None:
            with np.errstate(all="ignore"):
                found = self._worked[id(node)] = evaluate_arrays(node, self._look_up)
        return found

    def _look_up(self, node: Name | Call) -> Floats:
        if isinstance(node, Name):
            record = self.catalog.field.get(node.id)
            if record is not None and record.scope == "document":
                value = getattr(self.figures.worksheet.settings, node.id, record.value)
                return np.full(1, math.nan if value is None else float(value))
            if node.id not in self._known:
                columns = [self.figures.calculator.column(period, node.id)[self.channels] for period in self.periods]
                self._known[node.id] = np.stack(columns)
            return self._known[node.id]
        match node:
            case Call("opt", (inner,)):
                return np.asarray(np.where(self._typed(self.catalog.driving(inner)), self.of(inner), 0.0))
            case Call("marketing", (inner,)):
                return self.of(inner)
            case Call("elapsed", ()):
                sheet, day = self.figures.worksheet, self.figures.calculator.as_of
                gone = [sheet.periods[period].elapsed(day) for period in self.periods]
                return np.array([[math.nan if share is None else share] for share in gone])
        return np.full(1, math.nan)

    def _typed(self, ids: Iterable[str]) -> Bools:
        calculator = self.figures.calculator
        typed = np.zeros(self.shape, dtype=np.bool_)
        for input_id in calculator.tape_fields.intersection(ids):
            for row, period in enumerate(self.periods):
                typed[row] |= ~np.isnan(calculator.entered.column(input_id, period)[self.channels])
        return typed

    def blanks(self, node: Node, where: Bools) -> Iterator[tuple[str, Bools]]:
        """The inputs that keep a part unknown, each with the channels in which it is blank, in formula order."""
        where = where & np.isnan(self.of(node))
        if not where.any():
            return
        match node:
            case Name(id_) if id_ in self.catalog.field:
                if self.catalog.field[id_].scope == "cell":
                    yield id_, where
            case Name(id_):
                yield from self.blanks(self.catalog.trees[id_], where)
            case Call("first", arguments):
                yield from self.blanks(last_entered(arguments), where)
            case _:
                for child in formula.children(node):
                    yield from self.blanks(child, where)
