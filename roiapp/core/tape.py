"""A catalog compiled for one document: the line of NumPy steps that turns a block of cells into figures and sums.

Every step writes into a register of at most `BLOCK` cells. The same steps serve the full and the incremental calculation, so both agree
to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

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
Step = tuple[Callable[..., Any], tuple[int, ...]]


def sanitize(value: Floats, spare: Floats) -> None:
    """What is infinite becomes NaN; every other figure keeps its bits."""
    np.multiply(value, 0.0, spare)
    np.add(value, spare, value)


def first(value: Floats, other: Floats, out: Floats) -> None:
    np.copyto(out, value)
    np.copyto(out, other, where=np.isnan(value))


def each(a: Floats, b: Floats, out: Floats) -> None:
    np.multiply(a, b, out)
    np.copyto(out, 0.0, where=(a == 0) | (b == 0))


def positive(value: Floats, out: Floats) -> None:
    np.copyto(out, value)
    np.copyto(out, np.nan, where=value <= 0)


def opt(value: Floats, *rest: Floats) -> None:
    """`rest`: the typed inputs that drive the value, and last the output."""
    *driving, out = rest
    np.copyto(out, value)
    untyped = np.isnan(driving[0])
    for typed in driving[1:]:
        untyped &= np.isnan(typed)
    np.copyto(out, 0.0, where=untyped)


@dataclass(frozen=True)
class SumGroup:
    """Registers that are summed over the cells in which all of them are known.

    `slots` are their places in the row of block sums, `count` the place of the number of such cells.
    """

    registers: tuple[int, ...]
    slots: tuple[int, ...]
    count: int


@dataclass
class Tape:
    """The compiled catalog. `register` says where an id's figures are (BLANK: undefined everywhere); registers below
    `len(sources)` are inputs, the next `kept` are rows of a block's results, the others scratch."""

    sources: list[Source] = field(default_factory=list)
    register: dict[str, int] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)  # register -> row of the block's results
    constants: dict[int, float] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    groups: dict[tuple[str, int], SumGroup] = field(default_factory=dict)  # (id, branch) -> its sums
    parts: dict[Node, int] = field(default_factory=dict)  # argument of a sum -> register
    registers: int = 0
    slots: int = 0
    active: tuple[int, ...] = ()  # registers of everything typed, for counting rows in which something is
    _scratch: dict[int, list[Floats | None]] = field(default_factory=dict)
    _restricted: dict[str, Tape] = field(default_factory=dict)
    spare: int = 0
    depends: dict[int, frozenset[str]] = field(default_factory=dict)  # register -> fields it depends on

    def run(self, inputs: Sequence[Floats], size: int, results: Floats, sums: Floats) -> None:
        """Compute one block: `inputs[i]` are the cells of `sources[i]`, `results` [kept, size] and `sums` [slots] are
        written. Call it under `np.errstate(all="ignore")`."""
        work = self._work(size).copy()
        work[: len(inputs)] = inputs
        for register, row in self.kept.items():
            work[register] = results[row]
        for function, registers in self.steps:
            function(*[work[r] for r in registers])
        self._sum(work, size, sums)

    def _work(self, size: int) -> list[Any]:
        """Scratch and constant registers of this size, made once."""
        work = self._scratch.get(size)
        if work is None:
            work = [None] * self.registers
            for register in range(len(self.sources), self.registers):
                if register not in self.kept:
                    work[register] = np.full(size, self.constants.get(register, np.nan))
            if len(self._scratch) > 2:
                self._scratch.clear()
            self._scratch[size] = work
        return work

    def _sum(self, work: list[Any], size: int, sums: Floats) -> None:
        clean: dict[int, Floats] = {}
        known: dict[int, Floats] = {}
        mask: npt.NDArray[np.bool_] = np.empty(size, dtype=np.bool_)
        for group in self.distinct_groups():
            for register in group.registers:
                if register not in clean:
                    value = work[register]
                    np.equal(value, value, mask)
                    weight = mask.astype(np.float64)
                    zeroed = np.zeros(size)
                    np.copyto(zeroed, value, where=mask)
                    clean[register], known[register] = zeroed, weight
            weights = [known[r] for r in group.registers]
            if len(weights) == 2:
                first, second = group.registers
                sums[group.slots[0]] = clean[first].dot(weights[1])
                sums[group.slots[1]] = clean[second].dot(weights[0])
                sums[group.count] = weights[0].dot(weights[1])
            else:
                together = weights[0]
                for weight in weights[1:]:
                    together = together * weight
                for register, slot in zip(group.registers, group.slots, strict=True):
                    sums[slot] = clean[register].dot(together)
                sums[group.count] = together.sum()
        if self.active:
            typed = np.zeros(size, dtype=np.bool_)
            for register in self.active:
                typed |= work[register] == work[register]
            sums[-1] = float(np.count_nonzero(typed))

    def distinct_groups(self) -> Iterable[SumGroup]:
        return dict.fromkeys(self.groups.values())

    def restricted(self, field_id: str) -> Tape:
        """The part that has to run again when figures of one field changed; the other kept results stay as they are."""
        part = self._restricted.get(field_id)
        if part is None:
            part = self._restricted[field_id] = self._cut(field_id)
        return part

    def _cut(self, field_id: str) -> Tape:
        touched = {r for r, fields in self.depends.items() if field_id in fields}
        groups = {place: g for place, g in self.groups.items() if touched.intersection(g.registers)}
        wanted = {r for r in self.kept if r in touched}
        wanted.update(r for g in groups.values() for r in g.registers)
        available = {r for r in self.kept if r not in touched}
        steps: list[Step] = []
        for function, registers in reversed(self.steps):
            target = registers[0] if function is sanitize else registers[-1]
            if target in wanted and target not in available:
                wanted.update(registers)
                steps.append((function, registers))
        return Tape(
            self.sources,
            self.register,
            self.kept,
            self.constants,
            steps[::-1],
            groups,
            self.parts,
            self.registers,
            self.slots,
            self.active,
            self._scratch,
            spare=self.spare,
            depends=self.depends,
        )


def branches(rule: Node) -> list[list[Node]]:
    """Arguments of the sums of a rule, a list for each branch of a first() at the top (else one list)."""
    alternatives = rule.arguments if isinstance(rule, Call) and rule.function == "first" else (rule,)
    return [
        [c.arguments[0] for c in formula.walk(a) if isinstance(c, Call) and c.function == "sum"] for a in alternatives
    ]
