"""Figures of one view: values per channel, totals over cells, what was left out, and why a figure is undefined."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from roiapp.core import formula, reasons
from roiapp.core.evaluation import evaluate, evaluate_arrays
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name, Node
from roiapp.core.metrics import Metric
from roiapp.core.periods import View
from roiapp.core.reasons import Reason
from roiapp.core.tape import BLANK, branches
from roiapp.core.worksheet import Floats

if TYPE_CHECKING:  # the calculator makes the figures
    from roiapp.core.calculator import Calculator

Origin = Literal["typed", "default", "fallback", "blank"]


@dataclass(frozen=True)
class Changed:
    """What an edit may have changed: everything (`structure`), names and groups (`texts`), or figures.

    `cells` are the inputs touched as (field, period indices, channel indices); `ids` all fields and metrics whose figures
    may differ in those rows and in the totals; `whole_columns` those that may differ in every row.
    """

    structure: bool = False
    texts: bool = False
    cells: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...] = ()
    ids: frozenset[str] = frozenset()
    whole_columns: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Total:
    """A total: its value (None undefined), and how many of the channels with any figures are wholly in it."""

    value: float | None
    known: int
    of: int


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value + 0.0


class Figures:
    """The figures of one base period or roll-up. Arrays run over channels; NaN is undefined."""

    def __init__(self, calculator: Calculator, view: View) -> None:
        self.calculator = calculator
        self.view = view
        self.catalog = calculator.catalog
        self.worksheet = calculator.worksheet
        self._columns: dict[str, Floats] = {}
        self._totals: dict[str, float] = {}
        self._parts: dict[tuple[str, int], tuple[dict[Node, Floats], npt.NDArray[np.bool_]]] = {}

    def forget(self, ids: frozenset[str] | None = None) -> None:
        """Drop what was worked out of these ids (None: of all)."""
        for cache in (self._columns, self._totals):
            for id_ in list(cache):
                if ids is None or id_ in ids or self.catalog.uses_total(id_):
                    del cache[id_]
        self._parts.clear()

    # -- per channel -----------------------------------------------------------------------------------------------

    def values(self, id_: str, start: int = 0, stop: int | None = None) -> Floats:
        """Figures of a field (the effective value, defaults and fallbacks included) or a metric, one per channel."""
        if not self.view.rollup and not self.catalog.uses_total(id_):
            return self.calculator.column(self.view.periods[0], id_, start, stop)
        if id_ not in self._columns:
            with np.errstate(all="ignore"):
                self._columns[id_] = self._column(id_)
        return self._columns[id_][start:stop]

    def value(self, id_: str, channel: int) -> float | None:
        """One channel's figure, None undefined."""
        return _number(float(self.values(id_, channel, channel + 1)[0]))

    def origin(self, field_id: str, channel: int) -> Origin:
        """Where a field's effective value comes from (in a roll-up: from its periods, "typed" or "blank")."""
        if self.view.rollup:
            return "blank" if self.value(field_id, channel) is None else "typed"
        if not math.isnan(self.worksheet.value(field_id, self.view.periods[0], channel)):
            return "typed"
        if self.value(field_id, channel) is None:
            return "blank"
        record = self.catalog.field[field_id]
        return "default" if getattr(self.worksheet.settings, record.default_setting or "-", None) is not None else "fallback"

    # -- totals ----------------------------------------------------------------------------------------------------

    def total(self, id_: str) -> Total:
        """The total over all channels (and periods of a roll-up) by the rule of the record."""
        value = self.total_value(id_)
        known, of = self._counts(id_)
        return Total(_number(value), known, of)

    def total_value(self, id_: str) -> float:
        """The total as a number, NaN undefined."""
        if id_ not in self._totals:
            with np.errstate(all="ignore"):
                self._totals[id_] = self._total(id_)
        return self._totals[id_]

    def excluded(self, id_: str) -> list[str]:
        """The cells left out of the total because a part is unknown: "Radio", in a roll-up "Radio, Feb 2026"."""
        rule = self.catalog.totals.get(id_)
        if rule is None or math.isnan(self.total_value(id_)) or self._typed_total(id_):
            return []
        locale = self.worksheet.settings.locale
        names: list[str] = []
        for period in self.counted_periods(rule):
            joint = self.calculator.tape.groups.get((id_, self._branch(id_, rule)))
            if joint is None:
                continue
            label = self.worksheet.periods[period].text(locale)
            for channel in np.flatnonzero(~self._known(period, joint.registers)).tolist():
                name = self.worksheet.names[channel]
                names.append(f"{name}, {label}" if self.view.rollup else name)
        return names

    def leaves_out(self, id_: str, channel: int | None) -> bool:
        """Whether any cell (of a channel, or of all) is left out of the sums of a rule because a part is unknown."""
        rule = self.catalog.totals[id_]
        group = self.calculator.tape.groups.get((id_, self._branch(id_, rule)))
        span = slice(None) if channel is None else slice(channel, channel + 1)
        return group is None or not all(
            self._known(p, group.registers)[span].all() for p in self.counted_periods(rule)
        )

    def blank(self, field_id: str) -> int:
        """How many cells of a field are blank."""
        cells = len(self.view.periods) * len(self.worksheet.keys)
        return cells - sum(
            int(np.count_nonzero(~np.isnan(self.calculator.column(p, field_id)))) for p in self.view.periods
        )

    # -- why -------------------------------------------------------------------------------------------------------

    def reason(self, id_: str, channel: int | None) -> Reason | None:
        """Why a figure is undefined, None where it is known. `channel` None asks for the total."""
        value = self.total_value(id_) if channel is None else float(self.values(id_, channel, channel + 1)[0])
        return reasons.find(self, id_, channel) if math.isnan(value) else None

    # -- parts of a rule, for roll-ups, reasons and explanations -----------------------------------------------------

    def part_sums(self, id_: str, channel: int | None = None) -> dict[Node, float]:
        """The sums that the total rule of an id is made of: part -> Σ over the cells in which all parts are known."""
        rule = self.catalog.totals[id_]
        branch = self._branch(id_, rule)
        if channel is not None:
            sums, known = self._channel_parts(id_, branch)
            return {part: float(column[channel]) if known[channel] else math.nan for part, column in sums.items()}
        parts = branches(rule)[branch]
        if self._last_known(id_):
            sums, known = self._channel_parts(id_, branch)
            return {p: math.fsum(c[known].tolist()) if known.any() else math.nan for p, c in sums.items()}
        group = self.calculator.tape.groups.get((id_, branch))
        if group is None:
            return dict.fromkeys(parts, math.nan)
        (count, *values) = self.calculator.sums(self.view.periods, (group.count, *group.slots))
        place = dict(zip(group.registers, values, strict=True))
        tape = self.calculator.tape
        return {part: place[tape.parts[part]] if count else math.nan for part in parts}

    def _branch(self, id_: str, rule: Node) -> int:
        """Which branch of a first() at the top of a rule counts: the first that has any cells."""
        count = len(branches(rule))
        for number in range(count - 1):
            group = self.calculator.tape.groups.get((id_, number))
            if group and self.calculator.sums(self.view.periods, (group.count,))[0]:
                return number
        return count - 1

    # -- inside ----------------------------------------------------------------------------------------------------

    def _column(self, id_: str) -> Floats:
        channels = len(self.worksheet.keys)
        if self.catalog.uses_total(id_):
            tree = self.catalog.trees[id_]
            return np.broadcast_to(evaluate_arrays(tree, self._view_lookup), (channels,)).copy()
        record = self.catalog.record(id_)
        if self._last_known(id_) and isinstance(record, Field):
            return self._last(id_)
        rule = self.catalog.totals.get(id_)
        if rule is None or (isinstance(record, Metric) and record.total_only):
            return np.full(channels, np.nan)
        if isinstance(record, Metric) and record.over_periods == "days":
            return self._by_days(id_)
        sums, known = self._channel_parts(id_, self._branch(id_, rule))
        if len(branches(rule)) > 1 or not sums:
            return np.full(channels, np.nan)
        column = evaluate_arrays(rule, lambda n: sums[n.arguments[0]] if isinstance(n, Call) else np.full(channels, np.nan))
        return np.where(known, np.broadcast_to(column, (channels,)), np.nan)

    def _view_lookup(self, node: Name | Call) -> Floats:
        if isinstance(node, Name):
            return self.values(node.id)
        (inner,) = node.arguments
        assert isinstance(inner, Name)
        return np.full(1, self.total_value(inner.id))

    def _last_known(self, id_: str) -> bool:
        record = self.catalog.record(id_)
        if not self.view.rollup:
            return False
        return record.kind == "stock" if isinstance(record, Field) else record.over_periods == "last"

    def _last(self, id_: str) -> Floats:
        column = np.full(len(self.worksheet.keys), np.nan)
        for period in self.view.periods:
            values = self.calculator.column(period, id_)
            column = np.where(np.isnan(values), column, values)
        return column

    def _by_days(self, id_: str) -> Floats:
        channels = len(self.worksheet.keys)
        weighted, days = np.zeros(channels), np.zeros(channels)
        for period in self.view.periods:
            values = self.calculator.column(period, id_)
            known = ~np.isnan(values)
            length = float(self.worksheet.periods[period].days or 1)
            weighted += np.where(known, values * length, 0.0)
            days += np.where(known, length, 0.0)
        return np.where(days > 0, weighted / days, np.nan)

    def _known(self, period: int, registers: tuple[int, ...]) -> npt.NDArray[np.bool_]:
        known = np.ones(len(self.worksheet.keys), dtype=np.bool_)
        for register in registers:
            known &= ~np.isnan(self.calculator.register_column(period, register))
        return known

    def _channel_parts(self, id_: str, branch: int) -> tuple[dict[Node, Floats], npt.NDArray[np.bool_]]:
        """Σ of each part per channel over the view's periods, and which channels have any cell with all parts known."""
        if (id_, branch) in self._parts:
            return self._parts[id_, branch]
        tape, channels = self.calculator.tape, len(self.worksheet.keys)
        parts = branches(self.catalog.totals[id_])[branch]
        sums = {part: np.zeros(channels) for part in parts}
        found = np.zeros(channels, dtype=np.bool_)
        group = tape.groups.get((id_, branch))
        if group is not None:
            last = self._last_known(id_)
            for period in self.view.periods:
                known = self._known(period, group.registers)
                found |= known
                for part in parts:
                    values = self.calculator.register_column(period, tape.parts[part])
                    sums[part] = np.where(known, values if last else sums[part] + values, sums[part])
        self._parts[id_, branch] = sums, found
        return sums, found

    def _typed_total(self, id_: str) -> bool:
        return any(not math.isnan(self.worksheet.total_value(id_, p)) for p in self.view.periods)

    def counted_periods(self, rule: Node) -> list[int]:
        """The view's periods, without those that have not begun where the rule asks how much is gone."""
        elapsed = any(formula.uses(part, "elapsed") for parts in branches(rule) for part in parts)
        return [
            p for p in self.view.periods
            if not elapsed or self.worksheet.periods[p].elapsed(self.calculator.as_of) is not None
        ]

    def _total(self, id_: str) -> float:
        record = self.catalog.record(id_)
        if isinstance(record, Field) and record.on_total and self._typed_total(id_):
            if record.kind == "target" and self.view.rollup:
                return math.nan
            return math.fsum(
                typed if not math.isnan(typed := self.worksheet.total_value(id_, p)) else self._sum_or_zero(id_, p)
                for p in self.view.periods
            )
        rule = self.catalog.totals.get(id_)
        if rule is None:
            return math.nan
        if self._by_period(rule):
            return self._total_by_period(rule)
        if isinstance(record, Metric) and record.over_periods == "days" and self.view.rollup:
            values = self.values(id_)
            known = values[~np.isnan(values)]
            return math.fsum(known.tolist()) if len(known) else math.nan
        if isinstance(record, Field) and self._last_known(id_):
            values = self.values(id_)
            known = values[~np.isnan(values)]
            return math.fsum(known.tolist()) if len(known) else math.nan
        sums = self.part_sums(id_)
        branch = rule.arguments[self._branch(id_, rule)] if isinstance(rule, Call) and rule.function == "first" else rule
        return evaluate(branch, lambda n: sums[n.arguments[0]] if isinstance(n, Call) else math.nan)

    def _sum_or_zero(self, id_: str, period: int) -> float:
        column = self.calculator.column(period, id_)
        return math.fsum(column[~np.isnan(column)].tolist())

    def _by_period(self, rule: Node) -> bool:
        """Whether a rule takes figures typed for all channels together, which belong to a period, not to a cell."""
        typed = self._total_names(rule)
        outside = {n.id for n in formula.walk(rule) if isinstance(n, Name)} & {
            f.id for f in self.catalog.fields if f.scope == "total"
        }
        return bool(outside) or any(self._typed_total(id_) for id_ in typed)

    def _total_names(self, rule: Node) -> list[str]:
        return [id_ for id_ in formula.names(rule) if (f := self.catalog.field.get(id_)) and f.on_total]

    def _total_by_period(self, rule: Node) -> float:
        """Σ of numerators ÷ Σ of denominators over the periods in which both are known."""
        ratio = formula.top_ratio(rule)
        if ratio is None:
            return math.nan
        above: list[float] = []
        below: list[float] = []
        for period in self.counted_periods(rule):
            lookup = self._period_lookup(period, rule)
            numerator, denominator = evaluate(ratio[0], lookup), evaluate(ratio[1], lookup)
            if not math.isnan(numerator) and not math.isnan(denominator):
                above.append(numerator)
                below.append(denominator)
        if not above:
            return math.nan
        total = math.fsum(below)
        return math.fsum(above) / total if total else math.nan

    def _period_lookup(self, period: int, rule: Node) -> Callable[[Name | Call], float]:
        """Names outside sums are what was typed for the total; so is a goal inside one, and then all known rows count."""
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

    def _counts(self, id_: str) -> tuple[int, int]:
        calculator = self.calculator
        rule = self.catalog.totals.get(id_)
        if rule is None or not len(self.worksheet.keys):
            return 0, 0
        group = calculator.tape.groups.get((id_, self._branch(id_, rule)))
        if not self.view.rollup:
            period = self.view.periods
            of = int(calculator.sums(period, (calculator.tape.slots - 1,))[0])
            return (int(calculator.sums(period, (group.count,))[0]) if group else 0), of
        active = np.zeros(len(self.worksheet.keys), dtype=np.bool_)
        whole = np.ones(len(self.worksheet.keys), dtype=np.bool_)
        for period in self.counted_periods(rule):
            typed = np.zeros(len(self.worksheet.keys), dtype=np.bool_)
            for column in self.worksheet.columns.values():
                typed |= ~np.isnan(column[period])
            active |= typed
            if group:
                whole &= self._known(period, group.registers) | ~typed
        return (int(np.count_nonzero(whole & active)) if group else 0), int(np.count_nonzero(active))
