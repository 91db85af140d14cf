"""A catalog compiled for one document: the line of NumPy steps that turns a block of cells into figures and sums.

Every step writes into a register of at most `BLOCK` cells. The same steps serve the full and the incremental
calculation, so both agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
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
    """`function(a, b, out)` on registers; a function of one value ignores b."""

    function: Callable[[Any, Any, Any], Any]
    a: int
    b: int
    out: int


def first(value: Floats, other: Floats, out: Floats) -> None:
    """`other` where `value` is blank."""
    np.copyto(out, value)
    np.copyto(out, other, where=np.isnan(value))


def each(a: Floats, b: Floats, out: Floats) -> None:
    """a × b; 0 as soon as one is 0, even where the other is blank."""
    np.multiply(a, b, out)
    np.copyto(out, 0.0, where=a == 0)
    np.copyto(out, 0.0, where=b == 0)


def nonzero(value: Floats, _: Floats, out: Floats) -> None:
    """The value as a divisor: undefined where it is 0."""
    np.copyto(out, value)
    np.copyto(out, np.nan, where=value == 0)


def positive(value: Floats, _: Floats, out: Floats) -> None:
    """The value, undefined where it is 0 or below."""
    np.copyto(out, value)
    np.copyto(out, np.nan, where=value <= 0)


def opt(value: Floats, typed: Floats, out: Floats) -> None:
    """The value, 0 where nothing was typed."""
    np.copyto(out, value)
    np.copyto(out, 0.0, where=np.isnan(typed))


@dataclass(frozen=True)
class SumGroup:
    """Registers that are summed over the cells in which all of them are known.

    `slots` are their places in the row of block sums, `count` the place of the number of such cells.
    """

    registers: tuple[int, ...]
    slots: tuple[int, ...]
    count: int


@dataclass
class _Scratch:
    """Arrays of one block size, made once: registers that hold no result, and the known and cleaned parts of sums."""

    work: list[Any]
    mask: npt.NDArray[np.bool_]
    known: Floats
    clean: Floats


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
    active: tuple[int, ...] = ()  # registers of everything typed, for counting rows in which something is
    summed: dict[int, int] = field(default_factory=dict)  # register -> row of the known and cleaned parts
    _distinct: tuple[SumGroup, ...] = ()
    _scratch: dict[int, _Scratch] = field(default_factory=dict)
    _restricted: dict[str, Tape] = field(default_factory=dict)

    def finish(self) -> None:
        """Settle what follows from steps and groups, once both are complete."""
        self._distinct = tuple(dict.fromkeys(self.groups.values()))
        if not self.summed:
            parts = dict.fromkeys(r for group in self._distinct for r in group.registers)
            # The rows that are results stand in the order of the results, so that they are cleaned in one stroke.
            inputs = [r for r in parts if r not in self.kept]
            results = sorted((r for r in parts if r in self.kept), key=self.kept.__getitem__)
            self.summed = {r: row for row, r in enumerate((*inputs, *results))}

    def run(self, inputs: Sequence[Floats], size: int, results: Floats, sums: Floats) -> None:
        """Compute one block: `inputs[i]` are the cells of `sources[i]`, `results` [kept, size] and `sums` [slots] are
        written. Infinity never comes out: what is too large is undefined."""
        scratch = self._scratch_of(size)
        work = scratch.work.copy()
        work[: len(inputs)] = inputs
        for register, row in self.kept.items():
            work[register] = results[row]
        try:
            with np.errstate(over="raise", divide="ignore", invalid="ignore", under="ignore"):
                for function, a, b, out in self.steps:
                    function(work[a], work[b], work[out])
        except FloatingPointError:
            self._run_carefully(work)
        self._sum(work, scratch, sums)

    def _run_carefully(self, work: list[Any]) -> None:
        """The same where something is too large: after each step infinity becomes NaN, all else keeps its bits."""
        with np.errstate(all="ignore"):
            for function, a, b, out in self.steps:
                function(work[a], work[b], work[out])
                np.copyto(work[out], np.nan, where=np.isinf(work[out]))

    def _scratch_of(self, size: int) -> _Scratch:
        scratch = self._scratch.get(size)
        if scratch is None:
            work: list[Any] = [None] * len(self.depends)
            for register in range(len(self.sources), len(self.depends)):
                if register not in self.kept:
                    work[register] = np.full(size, self.constants.get(register, np.nan))
            if len(self._scratch) > 2:
                self._scratch.clear()
            shape = (len(self.summed), size)
            scratch = _Scratch(work, np.empty(shape, dtype=np.bool_), np.empty(shape), np.empty(shape))
            self._scratch[size] = scratch
        return scratch

    def _sum(self, work: list[Any], scratch: _Scratch, sums: Floats) -> None:
        mask, known, clean = scratch.mask, scratch.known, scratch.clean
        for register, row in self.summed.items():
            clean[row] = work[register]
        np.equal(clean, clean, mask)
        np.copyto(known, mask)
        np.logical_not(mask, mask)
        np.copyto(clean, 0.0, where=mask)
        places: list[int] = []
        values: list[Any] = []
        for registers, slots, count in ((g.registers, g.slots, g.count) for g in self._distinct):
            places.extend(slots)
            places.append(count)
            rows = [self.summed[r] for r in registers]
            if len(rows) == 2:
                one, two = rows
                values.append(clean[one].dot(known[two]))
                values.append(clean[two].dot(known[one]))
                values.append(known[one].dot(known[two]))
            else:
                together = known[rows[0]]
                for row in rows[1:]:
                    together = together * known[row]
                values.extend(clean[row].dot(together) for row in rows)
                values.append(known[rows[0]].dot(together))
        sums[places] = values
        if self.active:
            typed = ~np.isnan(work[self.active[0]])
            for register in self.active[1:]:
                typed |= ~np.isnan(work[register])
            sums[-1] = np.count_nonzero(typed)

    def restricted(self, field_id: str) -> Tape:
        """The part that has to run again when figures of one field changed; the other kept results stay as they are."""
        part = self._restricted.get(field_id)
        if part is None:
            part = self._restricted[field_id] = self._cut(field_id)
        return part

    def _cut(self, field_id: str) -> Tape:
        touched = {r for r, fields in enumerate(self.depends) if field_id in fields}
        groups = {place: g for place, g in self.groups.items() if touched.intersection(g.registers)}
        wanted = {r for r in self.kept if r in touched}
        wanted.update(r for g in groups.values() for r in g.registers)
        steps: list[Step] = []
        for step in reversed(self.steps):
            if step.out in wanted and (step.out in touched or step.out not in self.kept):
                wanted.update((step.a, step.b))
                steps.append(step)
        part = Tape(
            sources=self.sources,
            register=self.register,
            kept=self.kept,
            constants=self.constants,
            steps=steps[::-1],
            groups=groups,
            parts=self.parts,
            depends=self.depends,
            slots=self.slots,
            active=self.active,
            _scratch=self._scratch,
        )
        part.summed = {r: row for r, row in self.summed.items() if any(r in g.registers for g in groups.values())}
        part._distinct = tuple(dict.fromkeys(groups.values()))
        return part


def branches(rule: Node) -> list[list[Node]]:
    """Arguments of the sums of a rule, a list for each branch of a first() at the top (else one list)."""
    alternatives: Iterable[Node] = rule.arguments if isinstance(rule, Call) and rule.function == "first" else (rule,)
    return [
        [c.arguments[0] for c in formula.walk(a) if isinstance(c, Call) and c.function == "sum"] for a in alternatives
    ]
