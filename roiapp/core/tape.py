"""A catalog compiled for one document: the line of NumPy steps that turns a block of cells into figures and sums.

Every step writes into a register of at most `BLOCK` cells. The same steps serve the full and the incremental
calculation, so both agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from roiapp.core import formula
from roiapp.core.block_sums import BlockSums, Run, SumGroup
from roiapp.core.formula import Call, Node
from roiapp.core.worksheet import Floats

#: cells computed at once; block sums are combined with math.fsum
BLOCK = 4096
BLANK = -1  # the register of what is undefined everywhere

#: an array, since comparing with a number costs twice as much where cells are few
_ZERO = np.array(0.0)

#: what a block needs from outside: ("field", id), ("prior12", id, joint ids), ("elapsed",), ("marketing",)
Source = tuple[Any, ...]


class Step(NamedTuple):
    """`function(a, b, out)` on registers; a function of one value ignores b. It gives back where its result stands:
    mostly `out`."""

    function: Callable[[Any, Any, Any], Any]
    a: int
    b: int
    out: int


def first(value: Floats, other: Floats, out: Floats) -> Floats:
    """`other` where `value` is blank."""
    np.copyto(out, value)
    np.copyto(out, other, where=np.isnan(value))
    return out


def each(a: Floats, b: Floats, out: Floats) -> Floats:
    """a × b; 0 as soon as one is 0, even where the other is blank."""
    np.multiply(a, b, out)
    for value in (a, b):
        if np.count_nonzero(value) < value.size:  # most columns have no zeros, and looking is cheaper than masking
            np.copyto(out, 0.0, where=value == _ZERO)
    return out


def nothing(value: Floats, _: Floats, out: Floats) -> Floats:
    """0 where the value is, else undefined: the value times what is blank everywhere."""
    out.fill(np.nan)
    if np.count_nonzero(value) < value.size:
        np.copyto(out, 0.0, where=value == _ZERO)
    return out


def nonzero(value: Floats, _: Floats, out: Floats) -> Floats:
    """The value as a divisor: undefined where it is 0. Without any it is the value itself."""
    if np.count_nonzero(value) == value.size:
        return value
    np.copyto(out, value)
    np.copyto(out, np.nan, where=value == _ZERO)
    return out


def positive(value: Floats, _: Floats, out: Floats) -> Floats:
    """The value, undefined where it is 0 or below."""
    np.copyto(out, value)
    np.copyto(out, np.nan, where=value <= 0)
    return out


def opt(value: Floats, typed: Floats, out: Floats) -> Floats:
    """The value, 0 where nothing was typed."""
    np.copyto(out, value)
    np.copyto(out, 0.0, where=np.isnan(typed))
    return out


def least(a: Floats, b: Floats, out: Floats) -> Floats:
    """The smaller of two, undefined where one is."""
    return np.minimum(a, b, out=out)


def most(a: Floats, b: Floats, out: Floats) -> Floats:
    """The larger of two, undefined where one is."""
    return np.maximum(a, b, out=out)


class TotalPlan(NamedTuple):
    """How a total follows from slots: the product of `above`, divided by that of `below` where there are any.

    `cells` tells whether any cell counts; `positive`: undefined where the divisor is negative.
    """

    cells: int
    above: tuple[int, ...]
    below: tuple[int, ...]
    positive: bool


#: parts kept of one tape: fields that change together
_MOST_PARTS = 64


def run_carefully(steps: Iterable[Step], work: list[Any]) -> None:
    """The steps where something is too large: after each, infinity becomes NaN, all else keeps its bits. `work` says
    where the registers stand before the first step; call it under `np.errstate(all="ignore")`."""
    for function, a, b, out in steps:
        work[out] = function(work[a], work[b], work[out])
        np.copyto(work[out], np.nan, where=np.isinf(work[out]))


def leading_to(wanted: Iterable[int], steps: Sequence[Step]) -> list[Step]:
    """Those of the steps without which one of the registers could not be made."""
    needed, found = set(wanted), []
    for step in reversed(steps):
        if step.out in needed:
            needed.update((step.a, step.b))
            found.append(step)
    return found[::-1]


@dataclass
class Tape:
    """The compiled catalog. `register` says where an id's figures are (BLANK: undefined everywhere); registers below
    `len(sources)` are inputs, those in `kept` are rows of a block's results, the others scratch."""

    sources: list[Source] = field(default_factory=list)
    register: dict[str, int] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)  # register -> row of the block's results
    constants: dict[int, float] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    groups: dict[tuple[str, int], SumGroup] = field(default_factory=dict)  # (id, branch) -> its sums
    parts: dict[Node, int] = field(default_factory=dict)  # argument of a sum -> register
    depends: list[frozenset[str]] = field(default_factory=list)  # register -> fields it depends on
    slots: int = 0
    slots_touched: tuple[int, ...] = ()  # of a restricted tape: the sums that may differ after it has run
    written: tuple[int, ...] = ()  # rows of a block's results that come out of its steps
    active: tuple[int, ...] = ()  # registers of everything typed, for counting rows in which something is
    block_sums: BlockSums = field(default_factory=lambda: BlockSums((), (), ()))
    plans: dict[str, TotalPlan] = field(default_factory=dict)  # id -> its total, where one division is enough
    unknown: frozenset[str] = frozenset()  # ids whose total has a part that is blank everywhere
    _scratch: dict[tuple[int, ...], list[Any]] = field(default_factory=dict)
    _restricted: dict[frozenset[str], Tape] = field(default_factory=dict)
    _later: dict[frozenset[str], Tape] = field(default_factory=dict)

    def own(self) -> Tape:
        """The same tape with scratch arrays of its own, so that two may run at once."""
        return replace(self, block_sums=self.block_sums.own(), _scratch={}, _restricted={}, _later={})

    def finish(self, keep: Iterable[int]) -> None:
        """Settle what follows from steps and groups, once both are complete: the registers to `keep` become rows of the
        results, those that are added up first, and what leads to none of them is left out."""
        grouped = {r for group in self.groups.values() for r in group.registers}
        made = [r for r in dict.fromkeys(keep) if r >= len(self.sources) and r not in self.constants]
        self.kept = {r: row for row, r in enumerate(sorted(made, key=lambda r: r not in grouped))}
        self.written = tuple(self.kept.values())
        self.steps = leading_to(self.kept, self.steps)
        read = grouped.union(self.active, self.register.values(), *(step[1:3] for step in self.steps))
        if self.sources and len(self.sources) - 1 not in read:
            self.sources.pop()  # what is made anew for each block, mostly: the days gone
        self.block_sums = BlockSums(tuple(dict.fromkeys(self.groups.values())), self.active, tuple(self.kept))

    def holds(self, register: int) -> bool:
        """Whether the figures of a register can be asked for; those of a part next to one never typed cannot."""
        known = register < len(self.sources) or register in self.constants or register in self.kept
        return known and register != BLANK

    def run(
        self, inputs: Sequence[Floats], results: Floats, sums: Floats | None = None, run: Run | None = None
    ) -> None:
        """Compute a block, or several of one size: `inputs[i]` are the cells of `sources[i]`, [cell] or [block, cell];
        `results` [kept, cell] or [kept, block, cell] and `sums` [run, slot] or [block, run, slot] are written. With
        `run` the cells are those of that run of a block. Infinity never comes out: what is too large is undefined. A
        block comes out to the last bit as it would alone, and so does a run. Without `sums` there are none."""
        try:
            with np.errstate(over="raise", divide="ignore", invalid="ignore", under="ignore"):
                work = self._registers(inputs, results)
                for function, a, b, out in self.steps:
                    work[out] = function(work[a], work[b], work[out])
                if sums is not None:
                    self.block_sums.write(work, results, sums, run)
        except FloatingPointError:
            with np.errstate(all="ignore"):
                work = self._registers(inputs, results)
                run_carefully(self.steps, work)
                if sums is not None:
                    self.block_sums.write(work, results, sums, run)

    def _registers(self, inputs: Sequence[Floats], results: Floats) -> list[Any]:
        """Where each register stands."""
        work = self._scratch_of(results.shape[1:]).copy()
        work[: len(inputs)] = inputs
        for register, row in zip(self.kept, results, strict=True):
            work[register] = row
        return work

    def _scratch_of(self, shape: tuple[int, ...]) -> list[Any]:
        """Arrays of one shape, made once, for registers that hold no result."""
        scratch = self._scratch.get(shape)
        if scratch is None:
            if len(self._scratch) > 3:
                self._scratch.clear()
            scratch = self._scratch[shape] = [None] * len(self.depends)
            for register in range(len(self.sources), len(self.depends)):
                if register not in self.kept:
                    scratch[register] = np.full(shape, self.constants.get(register, np.nan))
        return scratch

    def restricted(self, fields: frozenset[str]) -> Tape:
        """The part that has to run again when figures of these fields changed; the other kept results stay."""
        part = self._restricted.get(fields)
        if part is None:
            touched = {r for r, depends in enumerate(self.depends) if not fields.isdisjoint(depends)}
            part = self._kept_part(self._restricted, fields, touched)
        return part

    def later(self, fields: frozenset[str]) -> Tape:
        """The part that has to run again in the twelve months after those in which figures of these fields changed."""
        part = self._later.get(fields)
        if part is None:
            touched = {r for r, s in enumerate(self.sources) if s[0] == "prior12" and not fields.isdisjoint(s[2])}
            for step in self.steps:
                if step.a in touched or step.b in touched:
                    touched.add(step.out)
            part = self._kept_part(self._later, fields, touched)
        return part

    def looks_back(self, fields: frozenset[str]) -> bool:
        """Whether anything follows from figures that these fields had in the twelve months before."""
        return any(source[0] == "prior12" and not fields.isdisjoint(source[2]) for source in self.sources)

    def _kept_part(self, parts: dict[frozenset[str], Tape], fields: frozenset[str], touched: set[int]) -> Tape:
        if len(parts) >= _MOST_PARTS:
            parts.clear()
        part = parts[fields] = self._cut(touched)
        return part

    def _cut(self, touched: set[int]) -> Tape:
        groups = {place: g for place, g in self.groups.items() if touched.intersection(g.registers)}
        wanted = {r for r in self.kept if r in touched}
        wanted.update(r for g in groups.values() for r in g.registers)
        steps: list[Step] = []
        for step in reversed(self.steps):
            if step.out in wanted and (step.out in touched or step.out not in self.kept):
                wanted.update((step.a, step.b))
                steps.append(step)
        part = replace(self, steps=steps[::-1], groups=groups, _restricted={}, _later={})
        part.written = tuple(self.kept[r] for r in dict.fromkeys(step.out for step in part.steps) if r in self.kept)
        part.slots_touched = (*(slot for g in set(groups.values()) for slot in (*g.slots, g.count)), self.slots - 1)
        return part


def branches(rule: Node) -> list[list[Node]]:
    """Arguments of the sums of a rule, a list for each branch of a first() at the top (else one list)."""
    alternatives: Iterable[Node] = rule.arguments if isinstance(rule, Call) and rule.function == "first" else (rule,)
    return [
        [c.arguments[0] for c in formula.walk(a) if isinstance(c, Call) and c.function == "sum"] for a in alternatives
    ]
