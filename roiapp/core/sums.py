"""The sums that total rules are made of: each part of a rule added up over the cells of a view in which all are known.

Per channel over the periods of a roll-up, over all channels, or period by period where figures typed for all channels
together take part (goals, books).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from roiapp.core import formula
from roiapp.core.evaluation import evaluate, exact_sum, finite
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name, Node
from roiapp.core.periods import View, by_date
from roiapp.core.tape import BLANK, BLOCK, branches
from roiapp.core.worksheet import Floats

if TYPE_CHECKING:  # the calculator makes the figures that ask for sums
    from roiapp.core.calculator import Calculator

Bools = npt.NDArray[np.bool_]


class RuleSums:
    """Sums of the parts of total rules over one view."""

    def __init__(self, calculator: Calculator, view: View) -> None:
        self.calculator = calculator
        self.view = view
        self.catalog = calculator.catalog
        self.worksheet = calculator.worksheet
        self._channel_sums: dict[tuple[str, int], tuple[dict[Node, Floats], Bools]] = {}
        self._typed: dict[int, Bools] = {}

    def forget(self) -> None:
        """Drop what was worked out: a figure changed."""
        self._channel_sums.clear()
        self._typed.clear()

    def parts(self, id_: str, channel: int | None = None) -> dict[Node, float]:
        """The sums that the total rule of an id is made of: part -> Σ over the cells in which all parts are known."""
        rule = self.catalog.totals[id_]
        branch = self.branch(id_, rule)
        if channel is not None:
            sums, known = self.by_channel(id_, branch)
            return {part: float(column[channel]) if known[channel] else math.nan for part, column in sums.items()}
        parts = branches(rule)[branch]
        if self.takes_last(id_):
            sums, known = self.by_channel(id_, branch)
            return {p: exact_sum(c[known].tolist()) if known.any() else math.nan for p, c in sums.items()}
        group = self.calculator.tape.groups.get((id_, branch))
        if group is None:
            return dict.fromkeys(parts, math.nan)
        (count, *values) = self.calculator.sums(self.view.periods, (group.count, *group.slots))
        place = dict(zip(group.registers, values, strict=True))
        tape = self.calculator.tape
        return {part: place[tape.parts[part]] if count else math.nan for part in parts}

    def left_out(self, id_: str, period: int) -> Bools:
        """Which channels' cells of a period are not in the total of an id, because a part of its rule is unknown."""
        rule = self.catalog.totals[id_]
        channels = len(self.worksheet.keys)
        if not self.worksheet.totals:
            group = self.calculator.tape.groups.get((id_, self.branch(id_, rule)))
            if group is None or self.catalog.typed_for_all[id_]:
                return np.ones(channels, dtype=np.bool_)
            return ~self.known(period, group.registers)
        typed = {i for i in self._total_names(rule) if not math.isnan(self.worksheet.total_value(i, period))}
        if self._outside(rule) - typed:
            return np.ones(channels, dtype=np.bool_)
        # A goal typed for all channels takes every known row on top, whether the row has a goal or not.
        parts = [p for p in branches(rule)[self.branch(id_, rule)] if not typed & set(formula.names(p))]
        registers = tuple(self.calculator.tape.parts.get(part, BLANK) for part in parts)
        if not all(self.calculator.tape.holds(register) for register in registers):
            return np.ones(channels, dtype=np.bool_)
        return ~self.known(period, registers)

    def branch(self, id_: str, rule: Node) -> int:
        """Which branch of a first() at the top of a rule counts: the first that has any cells."""
        if not (isinstance(rule, Call) and rule.function == "first"):
            return 0
        count = len(branches(rule))
        for number in range(count - 1):
            group = self.calculator.tape.groups.get((id_, number))
            if group and self.calculator.sums(self.view.periods, (group.count,))[0]:
                return number
        return count - 1

    def takes_last(self, id_: str) -> bool:
        """Whether a roll-up takes the last known figure of each channel instead of adding up."""
        record = self.catalog.record(id_)
        if not self.view.rollup:
            return False
        return record.kind == "stock" if isinstance(record, Field) else record.over_periods == "last"

    def known(self, period: int, registers: tuple[int, ...]) -> Bools:
        """Which channels have all these parts known in a period."""
        known = np.full(len(self.worksheet.keys), BLANK not in registers)
        for register in registers if BLANK not in registers else ():
            known &= ~np.isnan(self.calculator.register_column(period, register))
        return known

    def by_channel(self, id_: str, branch: int) -> tuple[dict[Node, Floats], Bools]:
        """Σ of each part per channel over the view's periods, and which channels have any cell with all parts known."""
        if (id_, branch) in self._channel_sums:
            return self._channel_sums[id_, branch]
        tape, channels = self.calculator.tape, len(self.worksheet.keys)
        parts = branches(self.catalog.totals[id_])[branch]
        sums = {part: np.zeros(channels) for part in parts}
        found = np.zeros(channels, dtype=np.bool_)
        group = tape.groups.get((id_, branch))
        last = self.takes_last(id_)
        if group is not None and not last and channels <= BLOCK:  # all periods at once, added up in the same order
            periods = tuple(by_date(self.worksheet.periods, self.view.periods))
            columns = {r: self.calculator.register_columns(periods, r) for r in group.registers}
            all_known = ~np.logical_or.reduce([np.isnan(column) for column in columns.values()])
            found = all_known.any(axis=0)
            with np.errstate(over="ignore", invalid="ignore"):
                for part in parts:
                    for row in np.where(all_known, columns[tape.parts[part]], 0.0):
                        sums[part] += row
        elif group is not None:
            for period in by_date(self.worksheet.periods, self.view.periods):
                known = self.known(period, group.registers)
                found |= known
                for part in parts:
                    values = self.calculator.register_column(period, tape.parts[part])
                    with np.errstate(over="ignore", invalid="ignore"):
                        sums[part] = np.where(known, values if last else sums[part] + values, sums[part])
        for column in sums.values():
            column[np.isinf(column)] = np.nan  # too large to be a figure
        self._channel_sums[id_, branch] = sums, found
        return sums, found

    def typed_total(self, id_: str) -> bool:
        """Whether a figure was typed for all channels together in any period of the view."""
        return any(not math.isnan(self.worksheet.total_value(id_, p)) for p in self.view.periods)

    def counted_periods(self, rule: Node) -> list[int]:
        """The view's periods, without those that have not begun where the rule asks how much is gone."""
        elapsed = any(formula.uses(part, "elapsed") for parts in branches(rule) for part in parts)
        return [
            p
            for p in self.view.periods
            if not elapsed or self.worksheet.periods[p].elapsed(self.calculator.as_of) is not None
        ]

    def goes_by_period(self, id_: str) -> bool:
        """Whether a total takes figures typed for all channels together, which belong to a period, not to a cell."""
        if self.catalog.typed_for_all.get(id_):
            return True
        may_be = self.catalog.may_be_typed_for_all.get(id_, ())
        return bool(self.worksheet.totals) and any(map(self.typed_total, may_be))

    def _outside(self, rule: Node) -> set[str]:
        """The fields of a rule that are typed for all channels together only."""
        return {i for i in formula.names(rule) if (f := self.catalog.field.get(i)) and f.scope == "total"}

    def _total_names(self, rule: Node) -> list[str]:
        return [id_ for id_ in formula.names(rule) if (f := self.catalog.field.get(id_)) and f.on_total]

    def ratio_by_period(self, rule: Node) -> float:
        """Σ of numerators ÷ Σ of denominators over the periods in which both are known."""
        sums = self.by_period(rule)
        if sums is None:
            return math.nan
        above, below = sums
        return finite(above / below) if below else math.nan

    def by_period(self, rule: Node) -> tuple[float, float] | None:
        """Σ of numerators and Σ of denominators over the periods in which both are known; None where none is."""
        ratio = formula.top_ratio(rule)
        lookups = self._known_periods(rule)
        if ratio is None or not lookups:
            return None
        above, below = (exact_sum(evaluate(side, lookup) for lookup in lookups) for side in ratio)
        return above, below

    def parts_by_period(self, rule: Node) -> dict[Node, float]:
        """The same for each part: the argument of a sum, or the name of what is typed for all channels -> its Σ."""
        lookups = self._known_periods(rule)
        parts = [node for node in formula.walk(rule) if isinstance(node, Call) and node.function == "sum"]
        typed = [node for node in formula.walk(rule) if isinstance(node, Name) and node.id in self._outside(rule)]
        nodes: list[tuple[Node, Name | Call]] = [(part.arguments[0], part) for part in parts] + [(n, n) for n in typed]
        return {key: exact_sum(look(node) for look in lookups) if lookups else math.nan for key, node in nodes}

    def _known_periods(self, rule: Node) -> list[Callable[[Name | Call], float]]:
        """A lookup for each period in which both sides of a ratio are known."""
        ratio = formula.top_ratio(rule)
        lookups = [self.period_lookup(period, rule) for period in self.counted_periods(rule)]
        return [look for look in lookups if ratio and not any(math.isnan(evaluate(side, look)) for side in ratio)]

    def period_lookup(self, period: int, rule: Node) -> Callable[[Name | Call], float]:
        """Names outside sums are typed for the total; so is a goal inside one, and then all known rows count."""
        typed = {i: v for i in self._total_names(rule) if not math.isnan(v := self.worksheet.total_value(i, period))}
        tape = self.calculator.tape
        group = next((g for (id_, _), g in tape.groups.items() if self.catalog.totals.get(id_) is rule), None)

        def lookup(node: Name | Call) -> float:
            if isinstance(node, Name):
                return self.worksheet.total_value(node.id, period)
            if node.function == "elapsed":
                gone = self.worksheet.periods[period].elapsed(self.calculator.as_of)
                return math.nan if gone is None else gone
            (part,) = node.arguments
            if typed.keys() & set(formula.names(part)):
                return evaluate(part, lookup)
            register = tape.parts.get(part, BLANK)
            if register == BLANK:
                return math.nan
            chosen = group if group and not typed else tape.groups.get((f"#{register}", 0)) or group
            if chosen is None:
                return math.nan
            count, total = self.calculator.sums(
                (period,), (chosen.count, chosen.slots[chosen.registers.index(register)])
            )
            return total if count else math.nan

        return lookup

    def begun(self, period: int) -> Bools:
        """Which channels have anything typed in a period."""
        found = self._typed.get(period)
        if found is None:
            found = self._typed[period] = np.zeros(len(self.worksheet.keys), dtype=np.bool_)
            for field_id in self.calculator.tape_fields:
                found |= ~np.isnan(self.calculator.entered.column(field_id, period))
        return found

    def counts(self, id_: str) -> tuple[int, int]:
        """How many of the channels with any figures are wholly in a total, and how many there are."""
        calculator = self.calculator
        rule = self.catalog.totals.get(id_)
        if rule is None or not len(self.worksheet.keys):
            return 0, 0
        if not self.view.rollup and not self.goes_by_period(id_):
            group = calculator.tape.groups.get((id_, self.branch(id_, rule)))
            of = int(calculator.sums(self.view.periods, (calculator.tape.slots - 1,))[0])
            return (int(calculator.sums(self.view.periods, (group.count,))[0]) if group else 0), of
        active = np.zeros(len(self.worksheet.keys), dtype=np.bool_)
        whole = np.ones(len(self.worksheet.keys), dtype=np.bool_)
        for period in self.counted_periods(rule):
            typed = self.begun(period)
            active |= typed
            whole &= ~self.left_out(id_, period) | ~typed
        return int(np.count_nonzero(whole & active)), int(np.count_nonzero(active))
