"""All sums that a tape makes of a block of cells, in one go: every part times every mask of known cells.

A block is multiplied in runs of some cells, and the sums of each run stand by themselves, so that one edit needs only
those of its run again. A run has the same bits alone as among the others: it stands in the same place of the same
arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from roiapp.core.worksheet import Floats

Bools = npt.NDArray[np.bool_]

#: cells that are multiplied at once, at least; with fewer of them there are 0
_LEAST_RUN = 16
#: and at most: what one edit costs
_MOST_RUN = 256
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
    """Arrays made once for some blocks of one size, and views of them; shapes begin with the block, where there are
    several. Cells up to whole runs are unknown.

    `clean` [part, cell] are the parts with 0 for what is blank; of the cells that there are, `cells`, of these `given`
    the parts that are inputs or constants, one by one, and `made` [part, block, cell] those that the steps made.
    `known` [mask, cell]: whether each part is known (`masks`), several together (`together`: the mask, and those of
    which it is made), last whether `anything` of what is `typed`. Without what is only counted, `added` are the parts,
    and `ones` 1 where a mask (`multiplied`) holds, `of_parts` for the parts; `left` [run, part, cell] and `right`
    [run, cell, mask] are both as they are multiplied.
    """

    clean: Floats
    known: Bools
    ones: Floats
    cells: Floats
    given: list[Floats]
    made: Floats
    masks: Bools
    together: list[tuple[Bools, list[Bools]]]
    typed: Bools
    anything: Bools
    added: Floats
    multiplied: Bools
    of_parts: Floats
    left: Floats
    right: Floats
    word: np.dtype[Any]  # so many bits are counted at once
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
        counts.append((self._masks, self._masks))
        self._counts = np.array(counts, dtype=np.intp).reshape(-1, 2).T.copy()
        self._rooms: dict[tuple[int, ...], _Room] = {}

    def own(self) -> BlockSums:
        """The same with arrays of its own."""
        other = copy(self)
        other._rooms = {}
        return other

    def run_of(self, size: int) -> int:
        """How many cells of a block of `size` are multiplied at once."""
        fitting = _MOST_PRODUCT // max(1, self._parts * self._masks)
        most = min(_MOST_RUN, 1 << fitting.bit_length() >> 1)
        return max(_LEAST_RUN, min(most, 1 << (size - 1).bit_length()))

    def write(self, work: Sequence[Any], results: Floats, sums: Floats, run: Run | None) -> None:
        """Add up the registers in `work` and the `results` [kept, cell], or [kept, block, cell] of several blocks, into
        `sums` [run, slot], or [block, run, slot]; of one `run` alone [1, slot]."""
        if not self._parts:
            return
        room = self._room(results.shape[1:]) if run is None else self._room_of(run)
        for register, part in zip(self._given, room.given, strict=True):
            np.fmax(work[register], _LOWEST, part)
        np.fmax(results[: self._made], _LOWEST, room.made)
        np.not_equal(room.cells, _LOWEST, room.masks)
        for mask, (one, other, *more) in room.together:
            np.logical_and(one, other, mask)
            for each in more:
                np.logical_and(mask, each, mask)
        np.logical_or.reduce(room.typed, axis=-2, out=room.anything)
        np.copyto(room.ones, room.multiplied)
        np.multiply(room.added, room.of_parts, room.added)
        # Every part times every mask: the sums of all pairs over the cells in which both are known.
        products = np.matmul(room.left, room.right)
        pairs = len(self._pairs)
        sums[..., :pairs] = products.reshape(*products.shape[:-2], -1).take(self._pairs, axis=-1)
        first, second = self._counts
        packed = np.packbits(room.known, axis=-1).view(room.word)
        counted = np.bitwise_count(packed.take(first, axis=-2) & packed.take(second, axis=-2))
        counted = counted.reshape(*counted.shape[:-1], sums.shape[-2], -1)
        sums[..., pairs:] = np.add.reduce(counted, axis=-1, dtype=np.float64).swapaxes(-1, -2)

    def _room(self, shape: tuple[int, ...]) -> _Room:
        """Of blocks of this shape: (cells,), or (blocks, cells) of several."""
        room = self._rooms.get(shape)
        if room is None:
            if len(self._rooms) > 2:
                self._rooms.clear()
            *several, size = shape
            length = self.run_of(size)
            whole = -(-size // length) * length
            room = self._rooms[shape] = self._viewed(
                np.zeros((*several, self._parts, whole)),
                np.zeros((*several, self._masks + 1, whole), dtype=np.bool_),
                np.zeros((*several, self._masks - self._only_counted, whole)),
                size,
                length,
            )
        return room

    def _room_of(self, run: Run) -> _Room:
        """The part of a block's arrays in which a run stands."""
        block = self._room((run.size,))
        room = block.runs.get(run.number)
        if room is None:
            length = self.run_of(run.size)
            cells = slice(run.number * length, (run.number + 1) * length)
            clean, known, ones = block.clean[:, cells], block.known[:, cells], block.ones[:, cells]
            size = min(length, run.size - cells.start)
            room = block.runs[run.number] = self._viewed(clean, known, ones, size, length)
        return room

    def _viewed(self, clean: Floats, known: Bools, ones: Floats, size: int, length: int) -> _Room:
        added = clean[..., self._only_counted :, :]
        runs = clean.shape[-1] // length
        left, right = (array.reshape((*array.shape[:-1], runs, length)) for array in (added, ones))
        cells, there = clean[..., :size], known[..., :size]
        larger = enumerate(self._larger, self._parts)
        return _Room(
            clean,
            known,
            ones,
            cells,
            given=[cells[..., row, :] for row in range(len(self._given))],
            made=np.moveaxis(cells[..., len(self._given) :, :], -2, 0),
            masks=there[..., : self._parts, :],
            together=[(there[..., row, :], [there[..., one, :] for one in rows]) for row, rows in larger],
            typed=there[..., : self._active, :],
            anything=there[..., -1, :],
            added=added,
            multiplied=known[..., self._only_counted : -1, :],
            of_parts=ones[..., : added.shape[-2], :],
            left=left.swapaxes(-3, -2),
            right=np.moveaxis(right, -3, -1),
            word=np.dtype(f"u{min(8, length // 8)}"),
        )
