"""A catalog compiled for one document: the line of NumPy steps that turns a block of cells into figures and sums.

Every step writes into a register of at most `BLOCK` cells. The same steps serve the full and the incremental
calculation, so both agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from roiapp.core import formula
from roiapp.core.formula import Call, Node
from roiapp.core.worksheet import Floats

#: cells computed at once; block sums are combined with math.fsum
BLOCK = 4096
BLANK = -1  # the register of what is undefined everywhere

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
            np.copyto(out, 0.0, where=value == 0)
    return out


def nonzero(value: Floats, _: Floats, out: Floats) -> Floats:
    """The value as a divisor: undefined where it is 0. Without any it is the value itself."""
    if np.count_nonzero(value) == value.size:
        return value
    np.copyto(out, value)
    np.copyto(out, np.nan, where=value == 0)
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


@dataclass(frozen=True)
class SumGroup:
    """Registers that are summed over the cells in which all of them are known.

    `slots` are their places in the row of block sums, `count` the place of the number of such cells.
    """

    registers: tuple[int, ...]
    slots: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class TotalPlan:
    """How a total follows from slots: the product of `above`, divided by that of `below` where there are any.

    `count` tells whether any cell counts; `positive`: undefined where the divisor is negative.
    """

    count: int
    above: tuple[int, ...]
    below: tuple[int, ...]
    positive: bool


#: cells that are multiplied at once, at least; with fewer of them there are 0
_LEAST_PRODUCT = 16
#: multiplications at once: the product stays small enough that BLAS does not wake its threads for it
_MOST_PRODUCT = 2**18
#: what stands for blank among the parts of sums until it is multiplied by 0: no figure is as low
_LOWEST = np.array(np.finfo(np.float64).min)
#: parts kept of one tape: fields that change together
_MOST_PARTS = 64


def run_carefully(steps: Iterable[Step], work: list[Any]) -> None:
    """The steps where something is too large: after each, infinity becomes NaN, all else keeps its bits. `work` says
    where the registers stand before the first step; call it under `np.errstate(all="ignore")`."""
    for function, a, b, out in steps:
        work[out] = function(work[a], work[b], work[out])
        np.copyto(work[out], np.nan, where=np.isinf(work[out]))


@dataclass
class _Scratch:
    """Arrays of some blocks of one size, made once: registers that hold no result, and the parts of sums.

    `clean` is [block, part, cell], of a block alone [part, cell]: the parts with 0 for what is blank. `known` and
    `ones` are [block, mask, cell]: whether a part is known, or several together, and 1 for that. `left` and `right` are
    `clean` and `ones` without what is only counted, some cells at a time and with 0 up to a full number of them, as
    they are multiplied: [block, run, part, cell] and [block, run, cell, mask].
    """

    work: list[Any]
    parts: list[Floats]  # of clean, one by one
    known: npt.NDArray[np.bool_]
    clean: Floats
    ones: Floats
    left: Floats
    right: Floats


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
    summed: dict[int, int] = field(default_factory=dict)  # register -> row of the parts of sums
    plans: dict[str, TotalPlan] = field(default_factory=dict)  # id -> its total, where one division is enough
    unknown: frozenset[str] = frozenset()  # ids whose total has a part that is blank everywhere
    _only_counted: int = 0  # so many parts at the beginning are typed and take part in no sum
    _pairs: tuple[Any, ...] = ()  # slots, and the row and column of their product
    _counts: tuple[Any, ...] = ()  # slots, and the two masks that must hold
    _masks: tuple[list[int], ...] = ()  # beyond those of single parts: the rows of which each is made
    _scratch: dict[tuple[int, int], _Scratch] = field(default_factory=dict)
    _restricted: dict[frozenset[str], Tape] = field(default_factory=dict)
    _later: dict[frozenset[str], Tape] = field(default_factory=dict)

    def own(self) -> Tape:
        """The same tape with scratch arrays of its own, so that two may run at once."""
        return replace(self, _scratch={}, _restricted={}, _later={})

    def finish(self) -> None:
        """Settle what follows from steps and groups, once both are complete."""
        self.written = tuple(self.kept.values())
        groups = tuple(dict.fromkeys(self.groups.values()))
        grouped = dict.fromkeys(r for group in groups for r in group.registers)
        active = sorted(self.active, key=lambda register: register in grouped)
        self._only_counted = sum(register not in grouped for register in active)
        self.summed = {r: row for row, r in enumerate(dict.fromkeys((*active, *grouped)))}
        pairs: list[tuple[int, int, int]] = []
        counts: list[tuple[int, int, int]] = []
        larger: list[list[int]] = []
        for group in groups:
            rows = [self.summed[r] for r in group.registers]
            masks = rows[::-1]  # each part over the cells in which the other is known
            if len(rows) > 2:
                masks = [len(self.summed) + len(larger)] * len(rows)
                larger.append(rows)
            pairs += zip(group.slots, rows, masks, strict=True)
            counts.append((group.count, masks[0], masks[-1]))
        self._masks = tuple(larger)
        offset = 0, self._only_counted, self._only_counted
        self._pairs = tuple((np.array(pairs, dtype=np.intp).reshape(-1, 3) - offset).T)
        self._counts = tuple(np.array(counts, dtype=np.intp).reshape(-1, 3).T)

    def holds(self, register: int) -> bool:
        """Whether the figures of a register can be asked for; those of a part next to one never typed cannot."""
        known = register < len(self.sources) or register in self.constants or register in self.kept
        return known and register != BLANK

    def run(
        self, inputs: Sequence[Floats], size: int, results: Floats, sums: Floats, *, summing: bool = True
    ) -> None:  # fmt: skip
        """Compute some blocks of `size` cells: `inputs[i]` are the cells of `sources[i]`, block after block, `results`
        [kept, blocks × size] and `sums` [block, slots] are written. Infinity never comes out: what is too large is
        undefined. A block comes out to the last bit as it would alone. Without `summing` the sums stay as they are."""
        scratch = self._scratch_of(len(sums), size)
        try:
            with np.errstate(over="raise", divide="ignore", invalid="ignore", under="ignore"):
                work = self._registers(scratch, inputs, results)
                for function, a, b, out in self.steps:
                    work[out] = function(work[a], work[b], work[out])
                if summing:
                    self._sum(work, scratch, sums)
        except FloatingPointError:
            with np.errstate(all="ignore"):
                work = self._registers(scratch, inputs, results)
                run_carefully(self.steps, work)
                if summing:
                    self._sum(work, scratch, sums)

    def _registers(self, scratch: _Scratch, inputs: Sequence[Floats], results: Floats) -> list[Any]:
        """Where each register stands."""
        work = scratch.work.copy()
        work[: len(inputs)] = inputs
        for register, row in self.kept.items():
            work[register] = results[row]
        return work

    def _scratch_of(self, blocks: int, size: int) -> _Scratch:
        scratch = self._scratch.get((blocks, size))
        if scratch is None:
            work: list[Any] = [None] * len(self.depends)
            for register in range(len(self.sources), len(self.depends)):
                if register not in self.kept:
                    work[register] = np.full(blocks * size, self.constants.get(register, np.nan))
            if len(self._scratch) > 2:
                self._scratch.clear()
            scratch = self._scratch[blocks, size] = self._new_scratch(work, blocks, size)
        return scratch

    def _new_scratch(self, work: list[Any], blocks: int, size: int) -> _Scratch:
        parts = max(1, len(self.summed))
        masks = parts + len(self._masks)
        columns = _LEAST_PRODUCT
        while columns < size and parts * masks * 2 * columns <= _MOST_PRODUCT:
            columns *= 2
        runs = -(-size // columns)
        several = () if blocks == 1 else (blocks,)
        clean, ones = (np.zeros((*several, rows, runs * columns)) for rows in (parts, masks))
        left, right = (
            array[..., self._only_counted :, :].reshape((*several, -1, runs, columns)) for array in (clean, ones)
        )
        return _Scratch(
            work,
            [clean[..., row, :size] for row in range(parts)],
            np.empty((*several, masks, size), dtype=np.bool_),
            clean[..., :size],
            ones[..., :size],
            left.swapaxes(-3, -2),
            np.moveaxis(right, -3, -1),
        )

    def _sum(self, work: list[Any], scratch: _Scratch, sums: Floats) -> None:
        if not self.summed:
            return
        clean, ones, known = scratch.clean, scratch.ones, scratch.known
        parts = len(scratch.parts)
        for register, part in zip(self.summed, scratch.parts, strict=True):
            np.fmax(work[register].reshape(part.shape), _LOWEST, part)
        np.not_equal(clean, _LOWEST, known[..., :parts, :])
        for row, together in enumerate(self._masks, parts):
            np.logical_and.reduce(known[..., together, :], axis=-2, out=known[..., row, :])
        np.copyto(ones, known)
        np.multiply(clean, ones[..., :parts, :], clean)
        # Every part times every mask: the sums of all pairs over the cells in which both are known.
        products = np.matmul(scratch.left, scratch.right)
        slots, rows, columns = self._pairs
        if products.shape[-3] == 1:
            sums[:, slots] = products[..., 0, :, :][..., rows, columns]
        else:  # block by block, so that each is added up as it would be alone
            for place, runs in enumerate(products.reshape(len(sums), *products.shape[-3:])):
                sums[place, slots] = runs.sum(axis=0)[rows, columns]
        packed = np.packbits(known, axis=-1)
        slots, rows, columns = self._counts
        both = packed.take(rows, axis=-2) & packed.take(columns, axis=-2)
        sums[:, slots] = np.bitwise_count(both).sum(axis=-1, dtype=np.int64)
        anything = np.bitwise_or.reduce(packed[..., : len(self.active), :], axis=-2)
        sums[:, -1] = np.bitwise_count(anything).sum(axis=-1, dtype=np.int64)

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
        part.slots_touched = tuple(slot for g in dict.fromkeys(groups.values()) for slot in (*g.slots, g.count))
        return part


def branches(rule: Node) -> list[list[Node]]:
    """Arguments of the sums of a rule, a list for each branch of a first() at the top (else one list)."""
    alternatives: Iterable[Node] = rule.arguments if isinstance(rule, Call) and rule.function == "first" else (rule,)
    return [
        [c.arguments[0] for c in formula.walk(a) if isinstance(c, Call) and c.function == "sum"] for a in alternatives
    ]
