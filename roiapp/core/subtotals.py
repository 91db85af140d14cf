"""Totals over some of the channels, by the rules of the totals over all: what a group of rows comes to."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from roiapp.core import formula
from roiapp.core.evaluation import evaluate, exact_sum
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name, Node
from roiapp.core.metrics import Metric
from roiapp.core.tape import branches

if TYPE_CHECKING:
    from roiapp.core.edits import Indices
    from roiapp.core.results import Figures


class Subtotals:
    """What these channels of a view come to: the totals of a worksheet that holds no others. What is typed for all
    channels together is no group's, so it counts for none; a share is the group's part of all channels."""

    def __init__(self, figures: Figures, channels: Indices) -> None:
        self._figures = figures
        self._channels = channels

    def value(self, id_: str) -> float:
        """The subtotal of a field or metric, NaN undefined."""
        figures = self._figures
        catalog = figures.catalog
        if catalog.uses_total(id_):
            return evaluate(catalog.trees[id_], self._against_all)
        rule, record = catalog.totals.get(id_), catalog.record(id_)
        if rule is None or catalog.of_period(rule):
            return math.nan
        by_days = isinstance(record, Metric) and record.over_periods == "days" and figures.view.rollup
        if by_days or (isinstance(record, Field) and figures.sums.takes_last(id_)):
            values = figures.values_at(id_, self._channels)
            known = values[~np.isnan(values)]
            return exact_sum(known.tolist()) if len(known) else math.nan
        return self._by_rule(id_, rule)

    def _by_rule(self, id_: str, rule: Node) -> float:
        """The first branch of a rule that any cell belongs to."""
        sides = rule.arguments if isinstance(rule, Call) and rule.function == "first" else (rule,)
        for number, side in enumerate(sides):
            sums = self.sums(id_, number)
            if sums is not None:
                return evaluate(side, partial(_sum_of, sums))
        return math.nan

    def sums(self, id_: str, branch: int) -> dict[Node, float] | None:
        """Σ of each part of a rule over the cells in which all are known; None where there is no such cell."""
        figures, channels = self._figures, self._channels
        calculator, tape = figures.calculator, figures.calculator.tape
        if figures.sums.takes_last(id_):
            columns, whole = figures.sums.by_channel(id_, branch)
            known = whole[channels]
            return {p: exact_sum(c[channels][known].tolist()) for p, c in columns.items()} if known.any() else None
        group = tape.groups.get((id_, branch))
        if group is None or not all(tape.holds(register) for register in group.registers):
            return None
        found: dict[int, list[float]] = {register: [] for register in group.registers}
        for period in figures.view.periods:
            values = {register: calculator.register_at(period, register, channels) for register in group.registers}
            known = ~np.logical_or.reduce([np.isnan(column) for column in values.values()])
            for register, column in values.items():
                found[register] += column[known].tolist()
        if not found[group.registers[0]]:
            return None
        parts = branches(figures.catalog.totals[id_])[branch]
        return {part: exact_sum(found[tape.parts[part]]) for part in parts}

    def _against_all(self, node: Name | Call) -> float:
        if isinstance(node, Name):
            return self.value(node.id)
        (inner,) = node.arguments
        return self._figures.total_value(next(iter(formula.names(inner))))


def _sum_of(sums: dict[Node, float], node: Name | Call) -> float:
    return sums[node.arguments[0]] if isinstance(node, Call) and node.function == "sum" else math.nan
