"""Compiles a catalog into a tape for one document.

Fields that are never typed there are folded away, and a part that several formulas share is computed once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from roiapp.core import formula
from roiapp.core.block_sums import SumGroup
from roiapp.core.catalog import Catalog
from roiapp.core.formula import Call, Name, Node, Number, Operation
from roiapp.core.tape import (
    BLANK,
    Source,
    Step,
    Tape,
    TotalPlan,
    branches,
    each,
    first,
    least,
    most,
    nonzero,
    nothing,
    opt,
    positive,
)

_ARITHMETIC: dict[str, Callable[..., Any]] = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}


#: tapes a catalog keeps: documents with other columns or settings each have their own
_KEPT_TAPES = 16


def compiled(
    catalog: Catalog, present: frozenset[str], settings: dict[str, float | None], marketing_only: bool, with_past: bool
) -> Tape:
    """The tape of a document (see `Compiler`), compiled once for all documents that are alike."""
    key = (present, tuple(settings.items()), marketing_only, with_past)
    tape = catalog.tapes.get(key)
    if tape is None:
        tape = Compiler(catalog, present, settings, marketing_only, with_past).compile()
        if len(catalog.tapes) >= _KEPT_TAPES:
            catalog.tapes.clear()
        catalog.tapes[key] = tape
    return tape.own()


class Compiler:
    """Builds the tape of a catalog for a document in which only `present` fields were typed.

    `settings` holds document-wide values by field or setting id; None means not set. `marketing_only`: no channel is
    run by sales. `with_past`: some period has others in the twelve months before it.
    """

    def __init__(
        self, catalog: Catalog, present: frozenset[str], settings: dict[str, float | None], marketing_only: bool,
        with_past: bool,
    ) -> None:  # fmt: skip
        self.catalog = catalog
        self.settings = settings
        self.present = present
        self.marketing_only = marketing_only
        self.with_past = with_past
        self.tape = Tape()
        self._built: dict[tuple[Node, Node] | tuple[str, str], int] = {}
        self._sources: dict[Source, int] = {}
        self._groups: dict[tuple[str, int], tuple[int, ...]] = {}  # (id, branch) -> registers summed together
        self._steps: dict[tuple[Any, int, int], int] = {}
        self._positive: set[int] = set()  # registers in which no figure is 0

    def compile(self) -> Tape:
        tape, catalog = self.tape, self.catalog
        # Inputs first, so that their registers are the first ones.
        typed = [f.id for f in catalog.fields if f.id in self.present and f.scope == "cell"]
        for id_ in typed:
            self._source(("field", id_), {id_})
        for id_ in catalog.trees:
            for joint, name in self._prior(catalog.trees[id_]):
                self._source(("prior12", name, joint), set(joint))
        if not self.marketing_only:
            self._source(("marketing",), set())
        self._source(("elapsed",), set())
        keep: list[int] = []
        for id_ in (*catalog.field, *catalog.metric):
            if self.computed(id_):
                tape.register[id_] = self._named(id_)
                keep.append(tape.register[id_])
        for id_, rule in catalog.totals.items():
            keep.extend(self._add_groups(id_, rule))
        tape.active = tuple(self._sources[("field", id_)] for id_ in typed)
        self._number_groups()
        tape.finish(keep)
        self._plan()
        return tape

    def _plan(self) -> None:
        """Totals that are one sum or one sum ÷ another need no walk through the rule."""
        for id_, rule in self.catalog.totals.items():
            group = self.tape.groups.get((id_, 0))
            if group is None:
                continue
            place = {part: group.slots[group.registers.index(self.tape.parts[part])] for part in branches(rule)[0]}
            divisor: Node | None = None
            product = rule
            match rule:
                case Operation("/", above, Call("positive", (below,))) | Operation("/", above, below):
                    product, divisor = above, below
            above_slots, below_slots = _factors(product, place), _factors(divisor, place) if divisor else ()
            if above_slots is not None and below_slots is not None:
                positive = formula.uses(rule, "positive")
                self.tape.plans[id_] = TotalPlan(group.count, above_slots, below_slots, positive)
        without_rule = {id_ for id_ in self.catalog.metric if id_ not in self.catalog.totals}
        self.tape.unknown = frozenset(without_rule).union(
            id_
            for id_, rule in self.catalog.totals.items()
            if not self.catalog.of_period(rule)
            and not any((id_, number) in self.tape.groups for number in range(len(branches(rule))))
        )

    def computed(self, id_: str) -> bool:
        """Whether the tape computes this id per cell: not what belongs to the total or needs the total of a column."""
        field_record = self.catalog.field.get(id_)
        if field_record is not None:
            return field_record.scope == "cell"
        return not self.catalog.metric[id_].total_only and not self.catalog.uses_total(id_)

    def _new(self, fields: Iterable[str]) -> int:
        self.tape.depends.append(frozenset(fields))
        return len(self.tape.depends) - 1

    def _source(self, source: Source, fields: set[str]) -> None:
        if source not in self._sources:
            self._sources[source] = self._new(fields)
            self.tape.sources.append(source)

    def _prior(self, tree: Node) -> list[tuple[tuple[str, ...], str]]:
        """The prior12 parts of one formula: they count a month only when all of them are known in it."""
        ids = formula.prior_names(tree) if self.with_past else ()
        return [(ids, id_) for id_ in ids] if ids and all(i in self.present for i in ids) else []

    def _constant(self, value: float) -> int:
        key = ("constant", repr(value))
        if key not in self._built:
            register = self._built[key] = self._new(())
            self.tape.constants[register] = value
        return self._built[key]

    def _step(self, function: Callable[..., Any], a: int, b: int | None = None) -> int:
        """The register that a step writes; the same step is made once. BLANK is read as a register full of NaN."""
        given = [self._constant(math.nan) if r == BLANK else r for r in (a, a if b is None else b)]
        key = (function, given[0], given[1])
        if key not in self._steps:
            out = self._new(self.tape.depends[given[0]] | self.tape.depends[given[1]])
            self.tape.steps.append(Step(function, given[0], given[1], out))
            self._steps[key] = out
        return self._steps[key]

    def _divisor(self, register: int) -> int:
        constant = self.tape.constants.get(register)
        if constant is not None:
            return register if constant else BLANK
        if register in self._positive:
            return register
        return self._step(nonzero, register)

    def _named(self, id_: str) -> int:
        """The register of a field's effective value or a metric."""
        key = ("id", id_)
        if key in self._built:
            return self._built[key]
        catalog = self.catalog
        record = catalog.field.get(id_)
        if record is not None and record.scope == "document":
            value = self.settings.get(id_)
            register = BLANK if value is None else self._constant(value)
        elif record is not None:
            register = self._typed(id_)
            default = self.settings.get(record.default_setting) if record.default_setting else None
            if default is not None:
                register = self._choose(register, self._constant(default))
            elif record.fallback:
                tree = catalog.trees[id_]
                assert isinstance(tree, Call)
                register = self._choose(register, self._build(tree.arguments[1], tree))
        else:
            tree = catalog.trees[id_]
            register = self._build(tree, tree)
        self._built[key] = register
        return register

    def _typed(self, id_: str) -> int:
        return self._sources.get(("field", id_), BLANK)

    def _choose(self, register: int, other: int) -> int:
        if register == BLANK or other == BLANK:
            return other if register == BLANK else register
        return self._step(first, register, other)

    def _build(self, node: Node, tree: Node) -> int:
        """The register of a part of a formula; `tree` is the whole formula."""
        if isinstance(node, Name):
            return self._named(node.id)
        # What prior12() gives depends on the whole formula: a month counts when all that it names there are known.
        key = (node, tree) if formula.uses(node, "prior12") else (node, node)
        if key not in self._built:
            self._built[key] = self._compute(node, tree)
        return self._built[key]

    def _compute(self, node: Node, tree: Node) -> int:
        match node:
            case Number(value):
                return self._constant(value)
            case Operation(operator, left, right):
                return self._operation(operator, self._build(left, tree), self._build(right, tree))
            case Call("each", (left, right)):
                one, other = self._build(left, tree), self._build(right, tree)
                if BLANK not in (one, other):
                    return self._step(each, one, other)
                return BLANK if one == other else self._step(nothing, max(one, other))  # BLANK is below all others
            case Call("first", arguments):
                register = self._build(arguments[-1], tree)
                for argument in reversed(arguments[:-1]):
                    register = self._choose(self._build(argument, tree), register)
                return register
            case Call("min" | "max" as function, arguments):
                registers = [self._build(a, tree) for a in arguments]
                if BLANK in registers:
                    return BLANK
                register = registers[0]
                for other in registers[1:]:
                    register = self._step(least if function == "min" else most, register, other)
                return register
            case Call("positive", (inner,)):
                register = self._build(inner, tree)
                if register == BLANK:
                    return BLANK
                above_zero = self._step(positive, register)
                self._positive.add(above_zero)
                return above_zero
            case Call("opt", (inner,)):
                typed = BLANK
                for id_ in self.catalog.driving(inner):
                    typed = self._choose(typed, self._typed(id_))
                return self._constant(0.0) if typed == BLANK else self._step(opt, self._build(inner, tree), typed)
            case Call("prior12", (Name(id=id_),)):
                joint = next((ids for ids, name in self._prior(tree) if name == id_), None)
                return BLANK if joint is None else self._sources[("prior12", id_, joint)]
            case Call("elapsed", ()):
                return self._sources[("elapsed",)]
            case Call("marketing", (inner,)):
                register = self._build(inner, tree)
                if register == BLANK or self.marketing_only:
                    return register
                return self._step(np.multiply, register, self._sources[("marketing",)])
        return BLANK

    def _operation(self, operator: str, left: int, right: int) -> int:
        if BLANK in (left, right):
            return BLANK
        if operator in "+-" and self.tape.constants.get(right) == 0.0:
            return left
        if operator == "/":
            right = self._divisor(right)
            if right == BLANK:
                return BLANK
        return self._step(_ARITHMETIC[operator], left, right)

    def _add_groups(self, id_: str, rule: Node) -> list[int]:
        """Sum groups of a total rule, one per branch of a first(); returns the registers summed."""
        found: list[int] = []
        for number, parts in enumerate(branches(rule)):
            registers: list[int] = []
            for part in parts:
                if any(self.catalog.uses_total(n) for n in formula.names(part)):
                    registers.append(BLANK)
                    continue
                register = self._build(part, part)
                self.tape.parts[part] = register
                registers.append(register)
            if registers and BLANK not in registers:
                self._groups[id_, number] = tuple(dict.fromkeys(registers))
                found.extend(registers)
            if id_ in self.catalog.with_typed_totals:  # each part alone too, for goals typed for all channels
                for register in registers:
                    if register != BLANK:
                        self._groups.setdefault((f"#{register}", 0), (register,))
                        found.append(register)
        return found

    def _number_groups(self) -> None:
        """The slots of the sums of all groups, then of their counts; the last one counts the rows in which anything is
        typed."""
        groups = dict.fromkeys(self._groups.values())
        first, count = 0, sum(map(len, groups))
        numbered = {}
        for registers in groups:
            numbered[registers] = SumGroup(registers, tuple(range(first, first + len(registers))), count)
            first, count = first + len(registers), count + 1
        self.tape.groups = {place: numbered[registers] for place, registers in self._groups.items()}
        self.tape.slots = count + 1


def _factors(node: Node, place: dict[Node, int]) -> tuple[int, ...] | None:
    """The slots of a product of sums; None where it is anything else."""
    match node:
        case Call("sum", (part,)):
            return (place[part],)
        case Operation("*", left, right):
            first_slots, more = _factors(left, place), _factors(right, place)
            return None if first_slots is None or more is None else (*first_slots, *more)
    return None
