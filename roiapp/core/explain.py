"""Why a figure is what it is: its formula in words, the same with the numbers in place, and the result.

"CAC = Spend ÷ Customers = $4,200 ÷ 38 = $110.53". Derived from the formula tree of the record, with what this document
or cell does not use left out, so every metric explains itself without a text of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from roiapp.core import formula
from roiapp.core.catalog import Catalog
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name, Node, Number, Operation
from roiapp.core.metrics import Metric
from roiapp.core.number_format import NumberFormat
from roiapp.core.reasons import CellValues, Reason
from roiapp.core.results import Figures
from roiapp.core.unit_records import MONEY, NUMBER, SHARE, Unit
from roiapp.language import tr

#: stands for a channel's mean over periods, each weighted by its days; no formula can write it
_BY_DAYS = "mean by days"
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


class Part(NamedTuple):
    """A piece of an explanation: `id` when it is the name of a field or metric, `value` when it is a number of it."""

    text: str
    id: str | None = None
    value: float | None = None


class Explanation(NamedTuple):
    """What stands in the explain bar. `names` is the formula in words, `numbers` the same with figures; both are empty
    for a typed input. `result` is the figure as shown, `reason` why there is none."""

    label: str
    names: tuple[Part, ...]
    numbers: tuple[Part, ...]
    result: str
    reason: Reason | None

    def text(self) -> str:
        """The whole explanation in one line."""
        sides = ["".join(part.text for part in side) for side in (self.names, self.numbers) if side]
        return " = ".join([self.label, *dict.fromkeys([*sides, self.result])])


def explain(figures: Figures, id_: str, channel: int | None, number_format: NumberFormat) -> Explanation:
    """The explanation of a channel's figure, or of the total where `channel` is None."""
    record = figures.catalog.record(id_)
    total = figures.total_value(id_) if channel is None else float(figures.values(id_, channel, channel + 1)[0])
    reason = figures.reason(id_, channel) if math.isnan(total) else None
    writer = _Writer(figures, channel, number_format)
    tree = writer.tree(id_)
    names: tuple[Part, ...] = ()
    numbers: tuple[Part, ...] = ()
    if tree is not None:
        names = tuple(writer.write(tree, writer.name))
        if reason is None:
            numbers = tuple(writer.write(writer.with_zeros(tree), writer.number))
    elif channel is not None and (counted := tuple(writer.counted(id_))):
        names, numbers = (Part(tr("the sum of its reasons")),), counted
    result = number_format.text(None if math.isnan(total) else total, record.unit)
    return Explanation(tr(record.header), names, numbers, result, reason)


def display_id(figures: Figures, id_: str) -> str:
    """The id whose name to show: a metric that is only another figure in this document is called by that one's name."""
    catalog = figures.catalog
    if id_ in catalog.metric and id_ in catalog.trees:
        tree = formula.simplify(catalog.trees[id_], lambda name: is_absent(figures, name))
        if isinstance(tree, Name):
            return display_id(figures, tree.id)
    return id_


def is_absent(figures: Figures, id_: str) -> bool:
    """Whether nothing of a field or metric is typed anywhere in the document."""
    entered, settings = figures.calculator.tape_fields, figures.worksheet.settings
    for name in figures.catalog.driving(Name(id_)):
        default = figures.catalog.field[name].default_setting
        if name in entered or (default and id_ in figures.catalog.field and getattr(settings, default) is not None):
            return False
    return True


class _Writer:
    """Writes one tree twice: with names and with numbers."""

    def __init__(self, figures: Figures, channel: int | None, number_format: NumberFormat) -> None:
        self.figures = figures
        self.catalog: Catalog = figures.catalog
        self.channel = channel
        self.format = number_format
        self.by_sums = channel is None or figures.view.rollup
        self.values = None if channel is None or self.by_sums else CellValues(figures, channel)
        self.sums: dict[Node, float] = {}

    def tree(self, id_: str) -> Node | None:
        """The formula to show, reduced to what counts here. None for a typed figure."""
        record = self.catalog.record(id_)
        if not self.by_sums:
            assert self.channel is not None
            assert self.values is not None
            self.values.joint = formula.prior_names(self.catalog.trees[id_]) if id_ in self.catalog.trees else ()
            if isinstance(record, Field):
                if not record.fallback or self.figures.origin(id_, self.channel) != "fallback":
                    return None
                tree = self.catalog.trees[id_]
                assert isinstance(tree, Call)
                return self.reduce(tree.arguments[1])
            return self.reduce(self.catalog.trees[id_])
        rule = self.catalog.totals.get(id_)
        if rule is None or (isinstance(record, Field) and record.kind in ("stock", "target")):
            return None
        if self.channel is None and isinstance(record, Field) and self.figures.sums.typed_total(id_):
            return None
        if id_ in self.catalog.metric and self.catalog.uses_total(id_) and self.channel is not None:
            return self.catalog.trees[id_]
        if isinstance(record, Metric) and record.over_periods == "days" and self.figures.view.rollup:
            self.sums = {Name(id_): self.figures.total_value(id_)}
            return rule if self.channel is None else Call(_BY_DAYS, (Name(id_),))
        if self.channel is None and self.figures.sums.goes_by_period(id_):
            self.sums = self.figures.sums.parts_by_period(rule)
            return rule
        self.sums = self.figures.sums.parts(id_, self.channel)
        if isinstance(rule, Call) and rule.function == "first":
            rule = next((a for a in rule.arguments if self._sums_of(a) <= self.sums.keys()), rule.arguments[-1])
        return rule

    def counted(self, id_: str) -> Iterator[Part]:
        """The numbers that records count for a field in which nothing is typed, as one sum."""
        if id_ not in self.catalog.field or self.by_sums or self.figures.origin(id_, self.channel or 0) != "counted":
            return
        period = self.figures.view.periods[0]
        for place, value in enumerate(self.figures.calculator.entered.counted(id_, period, self.channel or 0)):
            if place:
                yield Part(" + ")
            yield Part(self.format.text(value, self.catalog.field[id_].unit), None, value)

    def _sums_of(self, node: Node) -> set[Node]:
        return {c.arguments[0] for c in formula.walk(node) if isinstance(c, Call) and c.function == "sum"}

    def reduce(self, tree: Node) -> Node:
        """Only what counts in this cell: the alternative used, without optional parts nobody typed."""
        assert self.values is not None
        value = self.values.value

        def choose(node: Node) -> Node:
            match node:
                case Call("positive", (inner,)):
                    return inner
                case Call("opt", (inner,)):
                    typed = (
                        self.figures.calculator.entered.value(i, self.figures.view.periods[0], self.channel or 0)
                        for i in self.catalog.driving(inner)
                    )
                    return Number(0.0) if all(math.isnan(v) for v in typed) else inner
                case Call("first", arguments):
                    return next((a for a in arguments if not math.isnan(value(a))), arguments[-1])
                case Call("each", (left, right)):
                    return Operation("*", left, right)
            return node

        reduced = formula.rewrite(tree, choose)
        return formula.simplify(reduced, lambda _: False)

    def with_zeros(self, tree: Node) -> Node:
        """0 × unknown written as the 0 it is."""
        if self.values is None:
            return tree
        value = self.values.value

        def zero(node: Node) -> Node:
            match node:
                case Operation("*", left, right):
                    a, b = value(left), value(right)
                    if math.isnan(a * b) and 0 in (a, b):
                        return left if a == 0 else right
            return node

        return formula.rewrite(tree, zero)

    # -- leaves ----------------------------------------------------------------------------------------------------

    def name(self, node: Name | Call) -> Iterable[Part]:
        match node:
            case Name(id_):
                shown = display_id(self.figures, id_)
                yield Part(tr(self.catalog.record(shown).header), shown)
            case Call("sum", (inner,)):
                yield Part("Σ ")
                yield from self.write(_plain(inner), self.name, 3 if isinstance(_plain(inner), Operation) else 0)
            case Call("elapsed"):
                yield Part(tr("share of the period gone"))
            case Call(function, (Name(id_),)) if function == _BY_DAYS:
                yield Part(tr("mean of {figure} by days", figure=tr(self.catalog.record(id_).header)), id_)
            case Call("total", (Name(id_),)):
                label = tr(self.catalog.record(display_id(self.figures, id_)).header)
                yield Part(tr("{figure} of all channels", figure=label), id_)
            case Call("prior12", (Name(id_),)):
                label = tr(self.catalog.record(id_).header)
                yield Part(tr("{figure} of the 12 months before", figure=label), id_)
            case Call("marketing", (inner,)):
                label = "".join(part.text for part in self.write(inner, self.name))
                yield Part(tr("{figure} from marketing", figure=label))

    def number(self, node: Name | Call) -> Iterable[Part]:
        value = self.look_up(node)
        id_ = node.id if isinstance(node, Name) else None
        yield Part(self.format.text(None if math.isnan(value) else value, self.unit(node)), id_, value)

    def look_up(self, node: Name | Call) -> float:
        if isinstance(node, Call) and node.function == "sum":
            return self.sums.get(node.arguments[0], math.nan)
        if self.values is not None:
            return self.values.value(node)
        if isinstance(node, Name):
            record = self.catalog.field.get(node.id)
            if record is not None and record.scope == "total":
                return self.sums.get(node, math.nan)
            if self.channel is not None:
                return float(self.figures.values(node.id, self.channel, self.channel + 1)[0])
        if isinstance(node, Call) and isinstance(node.arguments[0], Name):
            if node.function == _BY_DAYS and self.channel is not None:
                return float(self.figures.values(node.arguments[0].id, self.channel, self.channel + 1)[0])
            if node.function == "total":
                return self.figures.total_value(node.arguments[0].id)
        return math.nan

    def unit(self, node: Node) -> Unit:
        ids = formula.names(node)
        if not ids:
            return SHARE
        if isinstance(_plain(node), Name) or (isinstance(node, Call) and isinstance(_plain(node.arguments[0]), Name)):
            return self.catalog.record(ids[0]).unit
        return MONEY if any(self.catalog.record(i).unit.kind == "money" for i in ids) else NUMBER

    # -- operators -------------------------------------------------------------------------------------------------

    def write(self, node: Node, leaf: Callable[[Name | Call], Iterable[Part]], rank: int = 0) -> Iterator[Part]:
        """The pieces of a tree; `rank` is the binding of what stands around it."""
        match _plain(node):
            case Number(value):
                yield Part(self.format.text(value, NUMBER), None, value)
            case Operation("-", Number(0.0), right):
                yield Part("−")
                yield from self.write(right, leaf, 3)
            case Operation(operator, left, right):
                own = _RANK[operator]
                if own < rank:
                    yield Part("(")
                yield from self.write(left, leaf, own)
                yield Part(_SIGNS[operator])
                yield from self.write(right, leaf, own + 1 if operator in "-/" else own)
                if own < rank:
                    yield Part(")")
            case Call("min" | "max" as function, arguments):
                yield Part(f"{function}(")
                for i, argument in enumerate(arguments):
                    if i:
                        yield Part("; ")
                    yield from self.write(argument, leaf)
                yield Part(")")
            case Name() | Call() as other:
                yield from leaf(other)


def _plain(node: Node) -> Node:
    """Without what only guards the value."""
    match node:
        case Call("positive", (inner,)):
            return inner
        case Call("each", (left, right)):
            return Operation("*", left, right)
    return node
