"""Why a figure is undefined: the first reason that applies, with a code for machines and a sentence for people."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from roiapp.core import formula
from roiapp.core.blanks import blank_inputs, blank_inputs_by_channel, last_entered
from roiapp.core.catalog import Catalog
from roiapp.core.evaluation import evaluate
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name, Node, Operation
from roiapp.core.metrics import Metric
from roiapp.core.periods import base_view
from roiapp.core.tape import branches
from roiapp.language import list_text, tr

if TYPE_CHECKING:  # figures ask for reasons
    from roiapp.core.results import Figures


class Reason(NamedTuple):
    """`kind`: missing, missing_before (of days before the period in `note`), zero, negative, no_rollup,
    no_period_before, not_started or too_large; `ids`: what of."""

    kind: str
    ids: tuple[str, ...] = ()
    note: str = ""

    @property
    def code(self) -> str:
        """The reason as in JSON: `missing: leads`, `zero: customers`, `not_started`."""
        if self.kind == "missing_before":
            return f"missing: figures before {self.note}"
        return f"{self.kind}: {', '.join(self.ids)}" if self.ids else self.kind

    def sentence(self, catalog: Catalog) -> str:
        """The reason in words, in the user's language."""
        labels = list_text([tr(catalog.record(i).header) for i in self.ids])
        match self.kind:
            case "missing":
                return tr("Not known yet: {fields} missing.", fields=labels)
            case "missing_before":
                return tr("Not known: it is time-matched with figures before {period}, which are missing.",
                          period=self.note)  # fmt: skip
            case "zero" | "negative" if not self.ids:  # an own formula divides by what has no name
                return tr("What the formula divides by is 0 or below.")
            case "zero":
                return tr("{field} is 0, and nothing can be divided by 0.", field=labels)
            case "negative":
                return tr("{field} is not above 0, so this figure has no meaning.", field=labels)
            case "no_rollup":
                return (
                    tr("No total: {why}.", why=tr(self.note)) if self.note else tr("There is no total of this figure.")
                )
            case "no_period_before":
                return tr("There is no period before this one to compare with.")
            case "not_started":
                return tr("The period has not begun yet.")
        return tr("The figure is too large to be shown.")


def find(figures: Figures, id_: str, channel: int | None) -> Reason:
    """The reason for an undefined figure of a channel, or of the total where `channel` is None."""
    return find_all(figures, id_, (channel,))[0]


def find_all(figures: Figures, id_: str, channels: Sequence[int | None]) -> list[Reason]:
    """The same of several channels: the cells of a roll-up are looked at together."""
    if not channels:
        return []
    record = figures.catalog.record(id_)
    sums = figures.view.rollup or None in channels
    if isinstance(record, Field) and record.kind == "target" and sums:
        return [Reason("no_rollup", note=TARGET)] * len(channels)
    if isinstance(record, Metric) and record.total == "" and sums:
        return [Reason("no_rollup", note=record.no_rollup)] * len(channels)
    if sums:
        return _of_sums(figures, id_, channels)
    return [CellValues(figures, channel).reason(id_) for channel in channels if channel is not None]


TARGET = "a target"


class CellValues:
    """Any part of a formula evaluated for one channel of a base period, and what keeps it from being known."""

    def __init__(self, figures: Figures, channel: int) -> None:
        self.figures = figures
        self.catalog = figures.catalog
        self.channel = channel
        self.period = figures.view.periods[0]
        self.joint: tuple[str, ...] = ()  # of the formula looked at: what prior12() counts together
        self._figures: dict[str, float] = {}

    def reason(self, id_: str) -> Reason:
        tree: Node = Name(id_) if id_ in self.catalog.field else self.catalog.trees[id_]
        missing = tuple(dict.fromkeys(self.missing(tree)))
        if missing:
            return _missing(self.figures, missing, (self.period,), self.channel)
        return self.divisor(tree) or Reason("too_large")

    def value(self, node: Node) -> float:
        return evaluate(node, self.look_up)

    def look_up(self, node: Name | Call) -> float:
        figures = self.figures
        if isinstance(node, Name):
            record = self.catalog.field.get(node.id)
            if record is not None and record.scope != "cell":
                value = getattr(figures.worksheet.settings, node.id, record.value)
                return math.nan if value is None else float(value)
            known = self._figures.get(node.id)
            if known is None:
                known = self._figures[node.id] = float(figures.values(node.id, self.channel, self.channel + 1)[0])
            return known
        if node.function == "opt":
            typed = (
                figures.calculator.entered.value(i, self.period, self.channel)
                for i in self.catalog.driving(node.arguments[0])
            )
            return 0.0 if all(math.isnan(v) for v in typed) else self.value(node.arguments[0])
        if node.function == "total":
            (inner,) = node.arguments
            return figures.total_value(inner.id) if isinstance(inner, Name) else math.nan
        if node.function == "prior12":
            (inner,) = node.arguments
            if not isinstance(inner, Name) or inner.id not in self.joint:
                return math.nan
            return figures.calculator.prior_sum(self.period, inner.id, self.joint, self.channel)
        if node.function == "elapsed":
            gone = figures.worksheet.periods[self.period].elapsed(figures.calculator.as_of)
            return math.nan if gone is None else gone
        return math.nan

    def missing(self, node: Node) -> Iterable[str]:
        """Ids of the blank inputs that keep this part from being known, in formula order."""
        if not math.isnan(self.value(node)):
            return
        match node:
            case Name(id_) if id_ in self.catalog.field:
                yield id_
            case Name(id_):
                yield from self.missing(self.catalog.trees[id_])
            case Call("first", arguments):
                yield from self.missing(last_entered(arguments))
            case Call("total", (Name(id_),)):
                if math.isnan(self.value(Name(id_))):  # typed here, the total is known
                    yield from self.missing(Name(id_))
            case _:
                for child in formula.children(node):
                    yield from self.missing(child)

    def divisor(self, node: Node) -> Reason | None:
        """The first division by zero, base at or below zero, or period that has not begun."""
        if not math.isnan(self.value(node)):
            return None
        match node:
            case Name(id_) if id_ in self.catalog.trees and id_ not in self.catalog.field:
                return self.divisor(self.catalog.trees[id_])
            case Call("elapsed"):
                return Reason("not_started")
        for child in formula.children(node):
            found = self.divisor(child)
            if found and found.kind != "negative":
                return found
        if isinstance(node, Operation) and node.operator == "/":
            below = node.right
            base = below.arguments[0] if isinstance(below, Call) and below.function == "positive" else below
            value = self.value(base)
            if value == 0:
                return _bad("zero", blamed(base, self.value, lambda v: v == 0))
            if base is not below and value < 0:
                return _bad("negative", blamed(base, self.value, lambda v: v < 0))
        return None


def _missing(figures: Figures, ids: tuple[str, ...], periods: Sequence[int], channel: int | None) -> Reason:
    """The reason that these inputs are blank; in the time-matched view the figures may be those of days long gone."""
    matched = figures.calculator.matched
    return Reason("missing", ids) if matched is None else matched.reason(ids, periods, channel)


def _bad(kind: str, id_: str) -> Reason:
    return Reason(kind, (id_,) if id_ else ())


def blamed(node: Node, value: Callable[[Node], float], is_bad: Callable[[float], bool]) -> str:
    """The id to name for a bad divisor: the first bad factor of a product, else the first id in it."""
    match node:
        case Name(id_):
            return id_
        case Call("first", alternatives):
            used = next((a for a in alternatives if not math.isnan(value(a))), alternatives[0])
            return blamed(used, value, is_bad)
        case Operation("*" | "/", left, right):
            for part in (left, right):
                if formula.names(part) and is_bad(value(part)):
                    return blamed(part, value, is_bad)
    return next(iter(formula.names(node)), "")


def _of_sums(figures: Figures, id_: str, channels: Sequence[int | None]) -> list[Reason]:
    """The reasons for undefined figures of a roll-up, or for an undefined total: they are made of sums over cells."""
    catalog = figures.catalog
    rule = catalog.totals.get(id_)
    if rule is None:
        tree = catalog.trees.get(id_)
        return [Reason("missing", required(catalog, tree)) if tree else Reason("no_rollup")] * len(channels)
    if id_ in catalog.field and catalog.field[id_].scope == "total":
        return [_missing(figures, (id_,), figures.view.periods, None)] * len(channels)
    of_channels = [channel for channel in channels if channel is not None]
    if of_channels and catalog.uses_total(id_):
        return [_against_total(figures, catalog.trees[id_], channel) for channel in of_channels]
    periods = figures.sums.counted_periods(rule)
    if not periods:
        return [Reason("not_started")] * len(channels)
    if not of_channels and figures.sums.goes_by_period(id_):
        return [_of_periods(figures, rule)]
    if not len(figures.worksheet.keys):
        return [Reason("missing", required(catalog, catalog.trees.get(id_)) or (id_,))]
    if isinstance(rule, Call) and rule.function == "first":
        rule = rule.arguments[figures.sums.branch(id_, rule)]
    # Missing wins over zero: a cell that was left out may be what makes the base a figure.
    if of_channels:
        blank = blank_inputs_by_channel(figures, rule, np.array(of_channels, dtype=np.intp), periods)
    else:
        blank = [blank_inputs(figures, rule, periods)]
    return [
        _missing(figures, ids, periods, channel) if ids else _of_known_cells(figures, id_, rule, channel)
        for channel, ids in zip(channels, blank, strict=True)
    ]


def _of_known_cells(figures: Figures, id_: str, rule: Node, channel: int | None) -> Reason:
    """The same where nothing is blank."""
    sums = figures.sums.parts(id_, channel)
    if any(math.isnan(value) for value in sums.values()):
        return _first_fault(figures, rule, channel)
    return _bad_base(rule, lambda node: sums[node.arguments[0]] if isinstance(node, Call) else math.nan)


def _against_total(figures: Figures, tree: Node, channel: int) -> Reason:
    """The same of one channel's part of a total."""

    def look_up(node: Name | Call) -> float:
        if isinstance(node, Name):
            return float(figures.values(node.id, channel, channel + 1)[0])
        return figures.total_value(formula.names(node)[0])

    unknown = next((name for name in formula.names(tree) if math.isnan(look_up(Name(name)))), None)
    return find(figures, unknown, channel) if unknown else _bad_base(tree, look_up)


def _of_periods(figures: Figures, rule: Node) -> Reason:
    """The same where figures typed for all channels together take part: period by period."""
    sums = figures.sums.by_period(rule)
    if sums is not None:
        return _bad_base(rule, lambda _: sums[1])
    found: list[dict[str, None]] = []
    for period in figures.sums.counted_periods(rule):
        lookup = figures.sums.period_lookup(period, rule)
        ids: dict[str, None] = {}
        for node in formula.walk(rule):
            if isinstance(node, Call) and node.function == "sum" and math.isnan(lookup(node)):
                ids.update(dict.fromkeys(blank_inputs(figures, node, [period])))
            elif isinstance(node, Name) and _is_typed_for_all(figures, node.id) and math.isnan(lookup(node)):
                ids[node.id] = None
        found.append(ids)
    always = tuple(i for i in found[0] if all(i in ids for ids in found))
    missing = always or tuple(dict.fromkeys(i for ids in found for i in ids))
    periods = figures.sums.counted_periods(rule)
    return _missing(figures, missing, periods, None) if missing else Reason("too_large")


def _is_typed_for_all(figures: Figures, id_: str) -> bool:
    return id_ in figures.catalog.field and figures.catalog.field[id_].scope == "total"


def _bad_base(rule: Node, look_up: Callable[[Name | Call], float]) -> Reason:
    """The first division of a rule whose base has no meaning."""
    for node in formula.walk(rule):
        if isinstance(node, Operation) and node.operator == "/":
            guarded = isinstance(node.right, Call) and node.right.function == "positive"
            base = formula.children(node.right)[0] if guarded else node.right
            value = evaluate(base, look_up)
            if value == 0 or (guarded and value < 0):
                bad = blamed(base, lambda n: evaluate(n, look_up), lambda v: v <= 0)
                return _bad("zero" if value == 0 else "negative", bad)
    return Reason("too_large")


def _first_fault(figures: Figures, rule: Node, channel: int | None) -> Reason:
    """Why the first cell that is not known is not, where nothing is blank."""
    rows = range(len(figures.worksheet.keys)) if channel is None else (channel,)
    parts = [part for branch in branches(rule) for part in branch]
    for period in figures.view.periods:
        base = figures.calculator.figures(base_view(figures.worksheet.periods, period))
        for row in rows:
            cell = CellValues(base, row)
            found = next((fault for part in parts if (fault := cell.divisor(part))), None)
            if found:
                return found
    return Reason("too_large")


def required(catalog: Catalog, node: Node | None) -> tuple[str, ...]:
    """Input ids without which a formula cannot be known, in formula order."""
    found: dict[str, None] = {}

    def collect(part: Node) -> None:
        match part:
            case Name(id_) if id_ in catalog.field:
                if catalog.field[id_].scope == "cell":
                    found[id_] = None
            case Name(id_):
                collect(catalog.trees[id_])
            case Call("opt"):
                return
            case Call("first", arguments):
                collect(last_entered(arguments))
            case _:
                for child in formula.children(part):
                    collect(child)

    if node is not None:
        collect(node)
    return tuple(found)
