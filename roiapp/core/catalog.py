"""The catalog: every field and metric by id, and what follows from the records (trees, order, required inputs)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from roiapp.core import formula
from roiapp.core.fields import FIELDS, Field
from roiapp.core.formula import Call, FormulaError, Name, Node, Operation
from roiapp.core.metrics import METRICS, Metric
from roiapp.language import tr

if TYPE_CHECKING:  # tapes are compiled of the catalog
    from roiapp.core.tape import Tape


@dataclass(frozen=True, eq=False)
class Catalog:
    """Fields and metrics of one document. Immutable: own fields and metrics make a new catalog (`extended`).

    Raises `FormulaError` on first use of `trees` when a formula names something unknown or itself.
    """

    fields: tuple[Field, ...]
    metrics: tuple[Metric, ...]
    base: Catalog | None = None  # of a document's own catalog (`own_figures.catalog_of`): what it adds to

    @cached_property
    def field(self) -> dict[str, Field]:
        return {field.id: field for field in self.fields}

    @cached_property
    def metric(self) -> dict[str, Metric]:
        return {metric.id: metric for metric in self.metrics}

    def record(self, id_: str) -> Field | Metric:
        """The record behind an id. Raises KeyError."""
        found = self.field.get(id_)
        return found if found is not None else self.metric[id_]

    def extended(self, fields: Iterable[Field] = (), metrics: Iterable[Metric] = ()) -> Catalog:
        return Catalog(self.fields + tuple(fields), self.metrics + tuple(metrics))

    @cached_property
    def tapes(self) -> dict[object, Tape]:
        """What was compiled of these records, by what it was compiled for (see `compiler.compiled`)."""
        return {}

    @cached_property
    def trees(self) -> dict[str, Node]:
        """Formula tree of every metric, and of every field that has a fallback, in an order in which each can be
        computed after those it names."""
        trees: dict[str, Node] = {}
        for field in self.fields:
            if field.fallback:
                trees[field.id] = Call("first", (Name(field.id), formula.parse(field.fallback)))
        for metric in self.metrics:
            trees[metric.id] = _checked_base(metric, formula.parse(metric.formula))
        ordered: dict[str, Node] = {}
        for id_ in trees:
            self._place(id_, trees, ordered, ())
        return ordered

    def _place(self, id_: str, trees: dict[str, Node], ordered: dict[str, Node], above: tuple[str, ...]) -> None:
        if id_ in ordered:
            return
        if id_ in above:
            raise FormulaError(tr("{name} is computed from itself.", name=id_))
        for name in formula.names(trees[id_]):
            if name == id_ and id_ in self.field:
                continue  # a field's fallback stands behind the field's own typed value
            if name in trees:
                self._place(name, trees, ordered, (*above, id_))
            elif name not in self.field:
                raise FormulaError(
                    tr("The formula of {metric} names {name}, which is not known.", metric=id_, name=name)
                )
        ordered[id_] = trees[id_]

    @cached_property
    def totals(self) -> dict[str, Node]:
        """Total rule of every field and metric that has one: a tree over sum() of cell-level parts."""
        rules: dict[str, Node] = {}
        records: tuple[Field | Metric, ...] = (*self.fields, *self.metrics)
        for record in records:
            rule = None if isinstance(record, Field) and record.scope == "document" else _total_rule(record)
            if rule is not None:
                rules[record.id] = rule
        return rules

    @cached_property
    def _inputs(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {field.id: (field.id,) for field in self.fields if not field.fallback}
        for id_, tree in self.trees.items():
            ids: dict[str, None] = {id_: None} if id_ in self.field else {}
            for name in formula.names(tree):
                if name != id_:
                    ids.update(dict.fromkeys(found[name]))
            found[id_] = tuple(ids)
        return found

    def inputs(self, id_: str) -> tuple[str, ...]:
        """Ids of all fields a field or metric depends on, in formula order."""
        return self._inputs[id_]

    @cached_property
    def with_total(self) -> frozenset[str]:
        found: set[str] = set()
        for id_, tree in self.trees.items():
            if formula.uses(tree, "total") or found.intersection(formula.names(tree)):
                found.add(id_)
        return frozenset(found)

    @cached_property
    def with_typed_totals(self) -> frozenset[str]:
        """Ids whose total may be, or be made from, a figure typed for all channels together."""
        typed = {field.id for field in self.fields if field.on_total}
        return frozenset(i for i, named in self.may_be_typed_for_all.items() if named or i in typed)

    @cached_property
    def typed_for_all(self) -> dict[str, frozenset[str]]:
        """By id what its total rule names that is only typed for all channels together."""
        typed = {field.id for field in self.fields if field.scope == "total"}
        return {id_: frozenset(typed.intersection(formula.names(rule))) for id_, rule in self.totals.items()}

    @cached_property
    def may_be_typed_for_all(self) -> dict[str, frozenset[str]]:
        """By id what its total rule names that is typed by channel or for all of them together."""
        typed = {field.id for field in self.fields if field.on_total}
        return {id_: frozenset(typed.intersection(formula.names(rule))) for id_, rule in self.totals.items()}

    def of_period(self, rule: Node) -> bool:
        """Whether a total rule names a figure that is only typed for all channels together."""
        return any(name in self.field and self.field[name].scope == "total" for name in formula.names(rule))

    @cached_property
    def own_way_over_periods(self) -> frozenset[str]:
        """Ids that do not simply add up over the cells of a roll-up: last known figures and means by days."""
        fields = {f.id for f in self.fields if f.kind in ("stock", "target")}
        return frozenset(fields | {m.id for m in self.metrics if m.over_periods != "cells"})

    def uses_total(self, id_: str) -> bool:
        """Whether the figure depends on the total of a column, so that one edit changes every row."""
        return id_ in self.with_total

    def looks_back(self, id_: str) -> bool:
        """Whether the figure of a period is made from those of earlier ones too."""
        return id_ in self._looking_back

    @cached_property
    def _looking_back(self) -> frozenset[str]:
        found: set[str] = set()
        for id_, tree in self.trees.items():
            if formula.uses(tree, "prior12") or found.intersection(formula.names(tree)):
                found.add(id_)
        for id_, rule in self.totals.items():
            if formula.uses(rule, "prior12") or found.intersection(formula.names(rule)):
                found.add(id_)
        return frozenset(found)

    def dependents(self, field_id: str) -> frozenset[str]:
        """Ids of all fields and metrics whose figures can change with this field, itself included."""
        return self._dependents.get(field_id, frozenset((field_id,)))

    @cached_property
    def _dependents(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for id_, inputs in self._inputs.items():
            for name in inputs:
                found.setdefault(name, set()).add(id_)
        for id_, rule in self.totals.items():
            for name in formula.names(rule):
                for field_id in self._inputs[name]:
                    found.setdefault(field_id, set()).add(id_)
        return {name: frozenset(ids) for name, ids in found.items()}

    @cached_property
    def made_of(self) -> dict[str, frozenset[str]]:
        """By id those of all fields and metrics that a figure comes of, by its formula or the rule of its total, itself
        included."""
        by_formula = {field.id: frozenset((field.id,)) for field in self.fields}
        for id_, tree in self.trees.items():
            names = [name for name in formula.names(tree) if name != id_]
            by_formula[id_] = frozenset((id_,)).union(*(by_formula[name] for name in names))
        rules = {id_: formula.names(rule) for id_, rule in self.totals.items()}
        return {
            id_: named.union(*(by_formula[name] for name in rules.get(id_, ()))) for id_, named in by_formula.items()
        }

    @cached_property
    def optional(self) -> frozenset[str]:
        """The inputs that count as 0 where nothing of them was typed."""
        calls = (node for tree in self.trees.values() for node in formula.walk(tree) if isinstance(node, Call))
        return frozenset(id_ for node in calls if node.function == "opt" for id_ in self.driving(node))

    def driving(self, node: Node) -> tuple[str, ...]:
        """The inputs that say whether anything of a part was typed, for opt(x): amounts and counts before rates."""
        ids = self.read_by(node)
        amounts = tuple(name for name in ids if self.field[name].kind in ("flow", "stock"))
        return amounts or ids

    def read_by(self, node: Node) -> tuple[str, ...]:
        """All inputs that a formula depends on, in its order."""
        return tuple(dict.fromkeys(field for name in formula.names(node) for field in self._inputs[name]))


def _checked_base(metric: Metric, tree: Node) -> Node:
    """A share, payback or break-even has no meaning against a base at or below zero."""
    if metric.positive_base:
        match tree:
            case Operation("/", numerator, denominator):
                return Operation("/", numerator, Call("positive", (denominator,)))
            case Call("first", alternatives):
                return Call("first", tuple(_checked_base(metric, each) for each in alternatives))
    return tree


def _total_rule(record: Field | Metric) -> Node | None:
    if record.total == "":
        return None
    if record.total is not None:
        rule = formula.parse(record.total)
    elif isinstance(record, Field):
        if record.kind == "weighted":
            weight, value = Name(record.weight), Name(record.id)
            product = Call("each", (weight, value)) if record.weight == "customers" else Operation("*", weight, value)
            rule = Operation("/", Call("sum", (product,)), Call("sum", (weight,)))
        else:
            rule = Call("sum", (Name(record.id),))
    elif record.total_only:
        rule = formula.parse(record.formula)
    else:
        ratio = formula.top_ratio(formula.parse(record.formula))
        if ratio is None:
            raise FormulaError(tr("{metric} does not say how it totals.", metric=record.id))
        rule = Operation("/", Call("sum", (ratio[0],)), Call("sum", (ratio[1],)))
    return _checked_base(record, rule) if isinstance(record, Metric) else rule


@lru_cache(maxsize=1)
def standard() -> Catalog:
    """The catalog of KPIS.md: what every new document has."""
    return Catalog(FIELDS, METRICS)
