"""Figures of one view: values per channel, totals over cells, what was left out, and why a figure is undefined."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from roiapp.core import reasons
from roiapp.core.edits import Indices
from roiapp.core.evaluation import evaluate, evaluate_arrays, exact_sum
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name
from roiapp.core.metrics import Metric
from roiapp.core.periods import View, by_date
from roiapp.core.reasons import Reason
from roiapp.core.sums import RuleSums
from roiapp.core.tape import BLANK, TotalPlan, branches
from roiapp.core.worksheet import Floats

if TYPE_CHECKING:  # the calculator makes the figures
    from roiapp.core.calculator import Calculator

Origin = Literal["typed", "counted", "default", "fallback", "blank"]


class Changed(NamedTuple):
    """What an edit may have changed: everything (`structure`), names and groups (`texts`), notes, the small tables
    (`records`), which figures stand where and how (`looks`), or figures.

    `cells` are the inputs touched as (field, period indices, channel indices); `ids` all fields and metrics whose
    figures may differ in those rows and in the totals; `whole_columns` those that may differ in every row.
    """

    structure: bool = False
    texts: bool = False
    notes: bool = False
    records: bool = False
    looks: bool = False
    cells: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...] = ()
    ids: frozenset[str] = frozenset()
    whole_columns: frozenset[str] = frozenset()


class Total(NamedTuple):
    """A total: its value (None undefined), and how many of the channels with any figures are wholly in it."""

    value: float | None
    known: int
    of: int


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value + 0.0


class Figures:
    """The figures of one base period or roll-up. Arrays run over channels; NaN is undefined. `by` says what stands in
    the place of channels where it is something else (`analysis.grouped_figures`)."""

    by: Literal["channel", "group", "owner"] = "channel"

    def __init__(self, calculator: Calculator, view: View) -> None:
        self.calculator = calculator
        self.view = view
        self.catalog = calculator.catalog
        self.worksheet = calculator.worksheet
        self._columns: dict[str, Floats] = {}
        self._totals: dict[str, float] = {}
        self._slot_sums: list[float] | None = None
        self._own_way: frozenset[str] = self.catalog.own_way_over_periods if view.rollup else frozenset()
        self.sums = RuleSums(calculator, view)

    def forget(self, ids: frozenset[str] | None = None) -> None:
        """Drop what was worked out of these ids (None: of all)."""
        for cache in (self._columns, self._totals):
            if ids is None:
                cache.clear()
            else:
                for id_ in ids.intersection(cache):
                    del cache[id_]
        self._slot_sums = None
        self.sums.forget()

    @property
    def single(self) -> Figures:
        """The same figures channel by channel."""
        return self

    @property
    def rows(self) -> list[tuple[str, tuple[int, ...]]]:
        """What stands in each place, as it is called, and the channels that belong to it."""
        return [(name, (channel,)) for channel, name in enumerate(self.worksheet.names)]

    def at(self, view: View) -> Figures:
        """The figures of another view, by the same rows."""
        return self.calculator.figures(view)

    def cells(self, id_: str) -> Floats:
        """Figures of every cell of the view, [period, channel], NaN undefined."""
        return self.calculator.columns(self.view.periods, id_)

    # -- per channel -----------------------------------------------------------------------------------------------

    def values(self, id_: str, start: int = 0, stop: int | None = None) -> Floats:
        """Figures of a field (the effective value, defaults and fallbacks included) or a metric, one per channel."""
        if not self.view.rollup and not self.catalog.uses_total(id_):
            return self.calculator.column(self.view.periods[0], id_, start, stop)
        if self.catalog.uses_total(id_):  # part ÷ total, divided for the rows looked at
            size = len(range(*slice(start, stop).indices(len(self.worksheet.keys))))
            with np.errstate(all="ignore"):
                return self._against_total(id_, lambda name: self.values(name, start, stop), size)
        if id_ not in self._columns:
            with np.errstate(all="ignore"):
                self._columns[id_] = self._column(id_)
        return self._columns[id_][start:stop]

    def values_at(self, id_: str, channels: Indices) -> Floats:
        """The same for these channels, in their order."""
        if self.catalog.uses_total(id_):
            with np.errstate(all="ignore"):
                return self._against_total(id_, lambda name: self.values_at(name, channels), len(channels))
        if self.view.rollup:
            return self.values(id_)[channels]
        return self.calculator.register_at(
            self.view.periods[0], self.calculator.tape.register.get(id_, BLANK), channels
        )

    def value(self, id_: str, channel: int) -> float | None:
        """One channel's figure, None undefined."""
        if self.view.rollup or self.catalog.uses_total(id_):
            return _number(float(self.values(id_, channel, channel + 1)[0]))
        return _number(self.calculator.value(self.view.periods[0], id_, channel))

    def origin(self, field_id: str, channel: int) -> Origin:
        """Where a field's effective value comes from ("counted": records; in a roll-up: from its periods, "typed" or
        "blank")."""
        if self.view.rollup:
            return "blank" if self.value(field_id, channel) is None else "typed"
        if not math.isnan(self.worksheet.value(field_id, self.view.periods[0], channel)):
            return "typed"
        if self.calculator.entered.counted(field_id, self.view.periods[0], channel):
            return "counted"
        if self.value(field_id, channel) is None:
            return "blank"
        record = self.catalog.field[field_id]
        return (
            "default"
            if getattr(self.worksheet.settings, record.default_setting or "-", None) is not None
            else "fallback"
        )

    # -- totals ----------------------------------------------------------------------------------------------------

    def total(self, id_: str) -> Total:
        """The total over all channels (and periods of a roll-up) by the rule of the record."""
        value = self.total_value(id_)
        known, of = self.sums.counts(id_)
        return Total(_number(value), known, of)

    def total_figure(self, id_: str) -> float | None:
        """The total alone, None undefined."""
        return _number(self.total_value(id_))

    def figure(self, id_: str, channel: int | None) -> float | None:
        """One channel's figure, or the total (`channel` None); None undefined."""
        return self.total_figure(id_) if channel is None else self.value(id_, channel)

    def total_value(self, id_: str) -> float:
        """The total as a number, NaN undefined."""
        value = self._totals.get(id_)
        if value is None:
            value = self._totals[id_] = self._total(id_)
        return value

    def excluded(self, id_: str, among: Collection[int] | None = None) -> list[str]:
        """The cells left out of the total because a part is unknown: "Radio", in a roll-up "Radio, Feb 2026"; of all
        channels, or `among` these."""
        names = self.worksheet.names
        return [
            names[channel] if period is None else f"{names[channel]}, {self.worksheet.periods[period].text()}"
            for channel, period in self.excluded_cells(id_)
            if among is None or channel in among
        ]

    def excluded_cells(self, id_: str) -> list[tuple[int, int | None]]:
        """The same as (channel, period of a roll-up it is left out in; None: in all that is looked at)."""
        rule = self.catalog.totals.get(id_)
        if rule is None or math.isnan(self.total_value(id_)):
            return []
        if self.sums.takes_last(id_):  # a blank cell is not left out while another period of the channel is known
            _, known = self.sums.by_channel(id_, self.sums.branch(id_, rule))
            return [(channel, None) for channel in np.flatnonzero(~known).tolist()]
        return [
            (channel, period if self.view.rollup else None)
            for period in self.sums.counted_periods(rule)
            for channel in np.flatnonzero(self.sums.left_out(id_, period)).tolist()
        ]

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

    def reasons(self, id_: str, channels: Indices) -> dict[int, Reason]:
        """Why the figure is undefined, for those of the channels in which it is."""
        unknown = channels[np.isnan(self.values_at(id_, channels))].tolist()
        return dict(zip(unknown, reasons.find_all(self, id_, unknown), strict=True))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _column(self, id_: str) -> Floats:
        channels = len(self.worksheet.keys)
        record = self.catalog.record(id_)
        if self.sums.takes_last(id_) and isinstance(record, Field):
            return self._last(id_)
        rule = self.catalog.totals.get(id_)
        if rule is None or (isinstance(record, Metric) and record.total_only):
            return np.full(channels, np.nan)
        if isinstance(record, Metric) and record.over_periods == "days":
            return self._by_days(id_)
        sums, known = self.sums.by_channel(id_, self.sums.branch(id_, rule))
        if len(branches(rule)) > 1 or not sums:
            return np.full(channels, np.nan)
        column = evaluate_arrays(
            rule, lambda n: sums[n.arguments[0]] if isinstance(n, Call) else np.full(channels, np.nan)
        )
        return np.where(known, np.broadcast_to(column, (channels,)), np.nan)

    def _against_total(self, id_: str, values: Callable[[str], Floats], size: int) -> Floats:
        def lookup(node: Name | Call) -> Floats:
            if isinstance(node, Name):
                return values(node.id)
            (inner,) = node.arguments
            assert isinstance(inner, Name)
            return np.full(1, self.total_value(inner.id))

        return np.broadcast_to(evaluate_arrays(self.catalog.trees[id_], lookup), (size,)).copy()

    def _last(self, id_: str) -> Floats:
        column = np.full(len(self.worksheet.keys), np.nan)
        for period in by_date(self.worksheet.periods, self.view.periods):
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
        return np.where((days > 0) & np.isfinite(weighted), weighted / days, np.nan)

    def _total(self, id_: str) -> float:
        tape = self.calculator.tape
        if not (self.worksheet.totals and id_ in self.catalog.with_typed_totals):
            if id_ in tape.unknown:
                return math.nan
            plan = tape.plans.get(id_)
            if plan is not None and id_ not in self._own_way:
                return self._follow(plan)
        with np.errstate(all="ignore"):
            return self._total_by_rule(id_)

    def _total_by_rule(self, id_: str) -> float:
        record = self.catalog.record(id_)
        if isinstance(record, Field) and record.on_total and self.sums.typed_total(id_):
            if record.kind == "target" and self.view.rollup:
                return math.nan
            return exact_sum(
                typed if not math.isnan(typed := self.worksheet.total_value(id_, p)) else self._sum_or_zero(id_, p)
                for p in self.view.periods
            )
        rule = self.catalog.totals.get(id_)
        if rule is None:
            return math.nan
        if self.sums.goes_by_period(id_):
            return self.sums.ratio_by_period(rule)
        if isinstance(record, Metric) and record.over_periods == "days" and self.view.rollup:
            values = self.values(id_)
            known = values[~np.isnan(values)]
            return exact_sum(known.tolist()) if len(known) else math.nan
        if isinstance(record, Field) and self.sums.takes_last(id_):
            values = self.values(id_)
            known = values[~np.isnan(values)]
            return exact_sum(known.tolist()) if len(known) else math.nan
        sums = self.sums.parts(id_)
        branch = (
            rule.arguments[self.sums.branch(id_, rule)] if isinstance(rule, Call) and rule.function == "first" else rule
        )
        return evaluate(branch, lambda n: sums[n.arguments[0]] if isinstance(n, Call) else math.nan)

    def _follow(self, plan: TotalPlan) -> float:
        known = self._slot_sums
        if known is None:
            known = self._slot_sums = self.calculator.slot_sums(self.view.periods)
        cells, above, below, positive = plan
        if not known[cells]:
            return math.nan
        value = divisor = 1.0
        for slot in above:
            value *= known[slot]
        if below:
            for slot in below:
                divisor *= known[slot]
            if not divisor or (positive and not divisor > 0):
                return math.nan
            value /= divisor
        return value if math.isfinite(value) else math.nan

    def _sum_or_zero(self, id_: str, period: int) -> float:
        column = self.calculator.column(period, id_)
        return exact_sum(column[~np.isnan(column)].tolist())
