"""Which blank inputs keep cells out of the sums of a total rule: what to type so that a total becomes known."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from roiapp.core import formula
from roiapp.core.evaluation import evaluate_arrays
from roiapp.core.formula import Call, Name, Node
from roiapp.core.tape import branches
from roiapp.core.worksheet import Floats

if TYPE_CHECKING:  # figures ask for reasons, reasons for blanks
    from roiapp.core.results import Figures

Bools = npt.NDArray[np.bool_]


def last_entered(alternatives: tuple[Node, ...]) -> Node:
    """The alternative of a first() that typing in this cell would fill."""
    for alternative in reversed(alternatives):
        if not formula.uses(alternative, "prior12"):
            return alternative
    return alternatives[0]


def blank_inputs(figures: Figures, rule: Node, channel: int | None, periods: Sequence[int]) -> tuple[str, ...]:
    """Inputs for want of which cells are left out of the sums of a rule, in formula order: those blank in every such
    cell; where there is none (one here, another there), those blank in some."""
    span = slice(None) if channel is None else slice(channel, channel + 1)
    parts = [part for branch in branches(rule) for part in branch]
    cells = len(figures.worksheet.keys[span])
    blank: dict[str, list[Bools]] = {}
    left_out: list[Bools] = []
    for number, period in enumerate(periods):
        columns = _Columns(figures, period, span)
        unknown = np.zeros(cells, dtype=np.bool_)
        for part in parts:
            unknown |= np.isnan(columns.of(part))
        left_out.append(unknown)
        for part in parts:
            for input_id, where in columns.blanks(part, unknown):
                rows = blank.setdefault(input_id, [])
                rows.extend(np.zeros(cells, dtype=np.bool_) for _ in range(number + 1 - len(rows)))
                rows[number] = rows[number] | where
    if not left_out:
        return ()
    wanted = np.concatenate(left_out)
    always = []
    for input_id, rows in blank.items():
        rows.extend(np.zeros(cells, dtype=np.bool_) for _ in range(len(periods) - len(rows)))
        if (np.concatenate(rows) | ~wanted).all():
            always.append(input_id)
    return tuple(always or blank)


class _Columns:
    """Any part of a formula evaluated for a span of channels of one base period, and which blanks keep it unknown."""

    def __init__(self, figures: Figures, period: int, span: slice) -> None:
        self.figures = figures
        self.catalog = figures.catalog
        self.period = period
        self.span = span

    def of(self, node: Node) -> Floats:
        with np.errstate(all="ignore"):
            return evaluate_arrays(node, self._look_up)

    def _look_up(self, node: Name | Call) -> Floats:
        if isinstance(node, Name):
            record = self.catalog.field.get(node.id)
            if record is not None and record.scope == "document":
                value = getattr(self.figures.worksheet.settings, node.id, record.value)
                return np.full(1, math.nan if value is None else float(value))
            return self.figures.calculator.column(self.period, node.id)[self.span]
        match node:
            case Call("opt", (inner,)):
                return np.asarray(np.where(self._typed(self.catalog.driving(inner)), self.of(inner), 0.0))
            case Call("marketing", (inner,)):
                return self.of(inner)
            case Call("elapsed", ()):
                gone = self.figures.worksheet.periods[self.period].elapsed(self.figures.calculator.as_of)
                return np.full(1, math.nan if gone is None else gone)
        return np.full(1, math.nan)

    def _typed(self, ids: Iterable[str]) -> Bools:
        columns = self.figures.worksheet.columns
        typed = np.zeros(len(self.figures.worksheet.keys[self.span]), dtype=np.bool_)
        for input_id in ids:
            if input_id in columns:
                typed |= ~np.isnan(columns[input_id][self.period, self.span])
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
