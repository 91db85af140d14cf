"""All sums that a tape makes of a block of cells, in one go: every part times every mask of known cells.

A block is multiplied in runs of some cells, and the sums of each run stand by themselves, so that one edit needs only
those of its run again. A run has the same bits alone as among the others: it stands in the same place of the same
arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from roiapp.core.worksheet import Floats

Bools = npt.NDArray[np.bool_]

#: cells that are multiplied at once, at least; with fewer of them there are 0
_LEAST_RUN = 16
#: and at most: what one edit costs
_MOST_RUN = 512
#: multiplications at once: the product stays small enough that BLAS does not wake its threads for it
_MOST_PRODUCT = 2**18
#: what stands for blank among the parts of sums until it is multiplied by 0: no figure is as low
_LOWEST = np.array(np.finfo(np.float64).min)


@dataclass(frozen=True)
class SumGroup:
    """Registers that are summed over the cells in which all of them are known.

    `slots` are their places in the row of block sums, `count` the place of the number of such cells.
    """

    registers: tuple[int, ...]
    slots: tuple[int, ...]
    count: int


class Run(NamedTuple):
    """One run of a block of `size` cells."""

    number: int
    size: int


@dataclass
class _Room:
    """Arrays made once for some blocks of one size: shapes begin with the block, where there are several.

    `clean` [part, cell] are the parts with 0 for what is blank; of these `given` are those that are inputs or
    constants, one by one, and `made` [part, block, cell] those that the steps made. `known` and `ones` [mask, cell]:
    whether a part is known, or several together, and 1 for that; `together` says which mask is made of which others,
    `bits` are the masks with unknown cells up to whole runs. `left` and `right` are `clean` and `ones` as they are
    multiplied, without what is only counted and with 0 up to whole runs: [run, part, cell] and [run, cell, mask].
    `both` are the bits of the masks that are counted, [count, word].
    """

    given: list[Floats]
    made: Floats
    clean: Floats
    known: Bools
    ones: Floats
    together: list[tuple[Bools, list[Bools]]]
    bits: Bools
    left: Floats
    right: Floats
    both: npt.NDArray[Any]
    runs: dict[int, _Room] = field(default_factory=dict)


class BlockSums:
    """The sums of groups of registers. In a row of sums the slots of the groups come first, in their order, then their
    counts, last the number of cells in which any of the `active` registers is known. `kept` are the registers that
    the steps make, in the order of their results; those in groups come first."""

    def __init__(self, groups: Sequence[SumGroup], active: Sequence[int], kept: Sequence[int]) -> None:
        grouped = dict.fromkeys(r for group in groups for r in group.registers)
        made = [r for r in kept if r in grouped]
        counted = [r for r in active if r not in grouped]
        self._active = len(active)
        self._only_counted = len(counted)
        self._made = len(made)
        self._given = [*counted, *(r for r in active if r in grouped)]
        self._given += [r for r in grouped if r not in kept and r not in active]
        rows = {r: row for row, r in enumerate((*self._given, *made))}
        self._parts = len(rows)
        self._larger: list[list[int]] = []  # beyond the masks of single parts: of which each is made
        pairs: list[tuple[int, int]] = []  # part and mask of each sum
        counts: list[tuple[int, int]] = []  # the two masks that must hold
        for group in groups:
            parts = [rows[r] for r in group.registers]
            masks = parts[::-1]  # each part over the cells in which the other is known
            if len(parts) > 2:
                masks = [self._parts + len(self._larger)] * len(parts)
                self._larger.append(parts)
            pairs += zip(parts, masks, strict=True)
            counts.append((masks[0], masks[-1]))
        self._masks = self._parts + len(self._larger)
        of_part, of_mask = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        width = self._masks - self._only_counted
        self._pairs = (of_part - self._only_counted) * width + of_mask - self._only_counted
        self._counts = np.array(counts, dtype=np.intp).reshape(-1, 2).T.copy()
        self._rooms: dict[tuple[int, ...], _Room] = {}

    def own(self) -> BlockSums:
        """The same with arrays of its own."""
        other = object.__new__(BlockSums)
        other.__dict__ |= self.__dict__ | {"_rooms": {}}
        return other

    def run_of(self, size: int) -> int:
        """How many cells of a block of `size` are multiplied at once."""
        cells = _LEAST_RUN
        while cells < min(size, _MOST_RUN) and self._parts * self._masks * 2 * cells <= _MOST_PRODUCT:
            cells *= 2
        return cells

    def write(self, work: Sequence[Any], results: Floats, sums: Floats, run: Run | None) -> None:
        """Add up the registers in `work` and the `results` [kept, cell], or [kept, block, cell] of several blocks, into
        `sums` [run, slot], or [block, run, slot]; of one `run` alone [1, slot]."""
        if not self._parts:
            return
        room = self._room(results.shape[1:]) if run is None else self._room_of(run)
        for register, part in zip(self._given, room.given, strict=True):
            np.fmax(work[register], _LOWEST, part)
        np.fmax(results[: self._made], _LOWEST, room.made)
        np.not_equal(room.clean, _LOWEST, room.known[..., : self._parts, :])
        for mask, (one, other, *more) in room.together:
            np.logical_and(one, other, mask)
            for each in more:
                np.logical_and(mask, each, mask)
        np.copyto(room.ones, room.known)
        np.multiply(room.clean, room.ones[..., : self._parts, :], room.clean)
        # Every part times every mask: the sums of all pairs over the cells in which both are known.
        products = np.matmul(room.left, room.right)
        pairs = len(self._pairs)
        sums[..., :pairs] = products.reshape(*products.shape[:-2], -1).take(self._pairs, axis=-1)
        packed = np.packbits(room.bits, axis=-1).view(room.both.dtype)
        first, second = self._counts
        np.bitwise_and(packed.take(first, axis=-2), packed.take(second, axis=-2), room.both[..., :-1, :])
        np.bitwise_or.reduce(packed[..., : self._active, :], axis=-2, out=room.both[..., -1, :])
        counted = np.bitwise_count(room.both)
        counted = counted.reshape(*counted.shape[:-1], sums.shape[-2], -1)
        sums[..., pairs:] = np.add.reduce(counted, axis=-1, dtype=np.float64).swapaxes(-1, -2)

    def _room(self, shape: tuple[int, ...]) -> _Room:
        """Of blocks of this shape: (cells,), or (blocks, cells) of several."""
        room = self._rooms.get(shape)
        if room is None:
            if len(self._rooms) > 2:
                self._rooms.clear()
            room = self._rooms[shape] = self._new_room(*shape[:-1], size=shape[-1])
        return room

    def _new_room(self, *several: int, size: int) -> _Room:
        cells = self.run_of(size)
        runs = -(-size // cells)
        clean, ones = (np.zeros((*several, rows, runs * cells)) for rows in (self._parts, self._masks))
        bits = np.zeros((*several, self._masks, runs * cells), dtype=np.bool_)
        left, right = (
            array.reshape((*several, -1, runs, cells))[..., self._only_counted :, :, :] for array in (clean, ones)
        )
        given, known = len(self._given), bits[..., :size]
        word = np.dtype(f"u{min(8, cells // 8)}")
        return _Room(
            [clean[..., row, :size] for row in range(given)],
            np.moveaxis(clean[..., given:, :size], -2, 0),
            clean[..., :size],
            known,
            ones[..., :size],
            self._made_of(known),
            bits,
            left.swapaxes(-3, -2),
            np.moveaxis(right, -3, -1),
            np.empty((*several, len(self._counts[0]) + 1, runs * cells // 8 // word.itemsize), dtype=word),
        )

    def _made_of(self, known: Bools) -> list[tuple[Bools, list[Bools]]]:
        return [
            (known[..., self._parts + number, :], [known[..., row, :] for row in rows])
            for number, rows in enumerate(self._larger)
        ]

    def _room_of(self, run: Run) -> _Room:
        """The part of a block's arrays in which a run stands."""
        room = self._room((run.size,))
        part = room.runs.get(run.number)
        if part is None:
            length = self.run_of(run.size)
            cells = slice(run.number * length, min((run.number + 1) * length, run.size))
            whole, number = slice(run.number * length, (run.number + 1) * length), slice(run.number, run.number + 1)
            known = room.known[:, cells]
            part = room.runs[run.number] = replace(
                room,
                given=[row[cells] for row in room.given],
                made=room.made[:, cells],
                clean=room.clean[:, cells],
                known=known,
                ones=room.ones[:, cells],
                together=self._made_of(known),
                bits=room.bits[:, whole],
                left=room.left[number],
                right=room.right[number],
                both=np.empty((len(room.both), room.both.shape[1] * length // room.bits.shape[1]), room.both.dtype),
                runs={},
            )
        return part
