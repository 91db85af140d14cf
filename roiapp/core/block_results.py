"""What the tape made of each block of each base period: results kept while they fit into memory, sums always."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from roiapp.core.block_sums import Run
from roiapp.core.edits import Indices
from roiapp.core.one_column import OneColumn
from roiapp.core.spare_room import SpareRoom
from roiapp.core.tape import BLOCK, Tape
from roiapp.core.tape_inputs import TapeInputs
from roiapp.core.worksheet import Floats, Worksheet

#: results kept of all blocks together, in figures (8 bytes each)
KEPT_FIGURES = 6_000_000
#: when more blocks than this are computed for their sums, their results are kept only where somebody looks
KEPT_BLOCKS = 4
#: cells that a period counts for at least where several run at once
_LEAST = 16


@dataclass
class _Period:
    """What is computed of one base period: the sums of each run of a block, what they come to, and which blocks are
    not computed."""

    runs: Floats  # [block, run, slot]
    sums: Floats  # [slot, block]
    open: set[int]


class _Beside(NamedTuple):
    """The results of one run of a block of which nothing else is kept."""

    period: int
    channels: range
    results: Floats  # [kept register, cell]


class BlockResults:
    """The blocks of one worksheet, computed when somebody asks. `start` must be called with a tape before."""

    def __init__(self, worksheet: Worksheet, inputs: TapeInputs) -> None:
        self._worksheet = worksheet
        self._inputs = inputs
        self._kept: OrderedDict[tuple[int, int], Floats] = OrderedDict()
        self._spare = SpareRoom()
        self._periods: dict[int, _Period] = {}
        self._alone: dict[int, OneColumn] = {}
        self._beside: _Beside | None = None

    def start(self, tape: Tape) -> None:
        """Begin anew with a tape: nothing is computed."""
        self._tape = tape
        self._periods.clear()
        self._alone.clear()
        self._beside = None
        while self._kept:
            self._spare.give(self._kept.popitem()[1])

    def begun(self) -> list[int]:
        """The periods of which anything is computed."""
        return list(self._periods)

    def kept(self, period: int, block: int) -> bool:
        """Whether the results of a block are at hand."""
        return (period, block) in self._kept

    def summed(self, period: int) -> bool:
        """Whether the sums of all blocks of a period are at hand."""
        return period in self._periods and not self._periods[period].open

    def of(self, period: int, block: int) -> Floats:
        """The results of a block, [kept register, cell]. The next run writes into them."""
        if (period, block) not in self._kept:
            self._compute((period,), block)
        return self._kept[period, block]

    def figure(self, period: int, row: int, channel: int) -> float:
        """A single figure of the results."""
        block, cell = divmod(channel, BLOCK)
        beside = self._beside
        if beside and beside.period == period and channel in beside.channels and not self.kept(period, block):
            return float(beside.results[row, channel - beside.channels.start])
        return float(self.of(period, block)[row, cell])

    def alone(self, register: int, period: int, block: int) -> Floats:
        """The results of one kept register in a block, without working out and keeping what else is made there. The
        next call may write into them."""
        part, start = self._part(register), block * BLOCK
        stop = min(start + BLOCK, len(self._worksheet.keys))
        inputs = {each: self._inputs.one(source, period, start, stop) for each, source in part.sources.items()}
        return part.run(inputs, stop - start)

    def scattered(self, register: int, period: int, channels: Indices) -> Floats:
        """The same of a block's number of channels at most, wherever they stand."""
        part, count = self._part(register), len(self._worksheet.keys)
        inputs = {each: self._inputs.one(s, period, 0, count)[channels] for each, s in part.sources.items()}
        return part.run(inputs, len(channels))

    def sums(self, period: int) -> Floats:
        """The sums of a period, [slot, block]."""
        state = self._state(period)
        keep = len(state.open) <= KEPT_BLOCKS
        for block in sorted(state.open):
            self._compute((period,), block, keep=keep)
        return state.sums

    def bring_up(self, periods: Sequence[int]) -> None:
        """Compute periods of one block, many at once where they are small and will be kept."""
        size = len(self._worksheet.keys)
        if 0 < size <= BLOCK and len(periods) <= self._most_kept(size):
            for some in self._together(list(dict.fromkeys(periods))):
                self._compute(some, 0)

    @property
    def run_length(self) -> int:
        """How many cells of a block can run again alone (see `block_sums`)."""
        return self._tape.block_sums.run_of(self._size(0))

    def run_again(
        self, part: Tape, periods: Sequence[int], block: int, run: int | None = None
    ) -> Collection[int]:
        """Bring a block up to date by a part of the tape, in those periods in which it was computed; `run`: only that
        run of it has changed. Where its results were let go it is computed anew when somebody asks, a single run at
        once; sums that the part does not touch come out the same. Returns the slots whose sums may differ now."""
        self._beside = None
        computed = [p for p in periods if p in self._periods and block not in self._periods[p].open]
        ready = [period for period in computed if (period, block) in self._kept]
        if run is not None and len(periods) == 1 and computed:
            return self._run_one(part if ready else self._tape, computed[0], block, run)
        for period in set(computed).difference(ready):
            self._periods[period].open.add(block)
        for some in self._together(ready):
            self._run(part, some, block)
        return part.slots_touched

    # -- inside --------------------------------------------------------------------------------------------------

    def _part(self, register: int) -> OneColumn:
        part = self._alone.get(register)
        if part is None:
            part = self._alone[register] = OneColumn(self._tape, register)
        return part

    def _together(self, periods: Sequence[int]) -> list[Sequence[int]]:
        """Periods that run at once: many small ones, since every step costs as much for few cells as for some."""
        channels = len(self._worksheet.keys)
        most = max(1, BLOCK // max(_LEAST, channels)) if channels <= BLOCK else 1
        return [periods[first : first + most] for first in range(0, len(periods), most)]

    def _state(self, period: int) -> _Period:
        state = self._periods.get(period)
        if state is None:
            blocks, slots = -(-len(self._worksheet.keys) // BLOCK), self._tape.slots
            runs = np.zeros((blocks, self._runs(self._size(0)), slots))
            state = self._periods[period] = _Period(runs, np.zeros((slots, blocks)), set(range(blocks)))
        return state

    def _size(self, block: int) -> int:
        return min(BLOCK, len(self._worksheet.keys) - block * BLOCK)

    def _runs(self, size: int) -> int:
        """How many runs a block of this size has."""
        return -(-size // self._tape.block_sums.run_of(size))

    def _most_kept(self, size: int) -> int:
        """Of how many blocks of this size the results are kept."""
        return max(2, KEPT_FIGURES // max(1, size * len(self._tape.kept)))

    def _compute(self, periods: Sequence[int], block: int, *, keep: bool = True) -> None:
        size = self._size(block)
        for period in periods:
            self._kept[period, block] = self._spare.take((len(self._tape.kept), size))
        self._run(self._tape, periods, block, again=all(block not in self._state(period).open for period in periods))
        if not keep:
            for period in periods:
                self._spare.give(self._kept.pop((period, block)))
        most = self._most_kept(size)
        while len(self._kept) > most:
            self._spare.give(self._kept.popitem(last=False)[1])

    def _run(self, tape: Tape, periods: Sequence[int], block: int, *, again: bool = False) -> None:
        """Run the tape, or a part of it, over the results kept of a block in these periods; `again`: only for the
        results, which were let go, while the sums are still known."""
        start, size = block * BLOCK, self._size(block)
        stop, runs = start + size, self._runs(size)
        states = [self._state(period) for period in periods]
        kept = [self._kept[period, block] for period in periods]
        if len(periods) == 1:
            inputs = [self._inputs.one(source, periods[0], start, stop) for source in tape.sources]
            tape.run(inputs, kept[0], None if again else states[0].runs[block, :runs])
        else:
            results, sums = np.stack(kept, axis=1), np.zeros((len(periods), runs, tape.slots))
            tape.run([self._inputs.several(s, periods, start, stop) for s in tape.sources], results, sums)
            written = list(tape.written)
            for place, state in enumerate(states):
                kept[place][written] = results[written, place]
                state.runs[block, :runs] = sums[place]
        for state in states:
            self._add_up_runs(state, block)
            state.open.discard(block)

    def _run_one(self, tape: Tape, period: int, block: int, run: int) -> Collection[int]:
        """The same of one run of a block. Where its results were let go the whole tape runs, beside them."""
        size = self._size(block)
        length = self._tape.block_sums.run_of(size)
        first, last = run * length, min((run + 1) * length, size)
        channels = range(block * BLOCK + first, block * BLOCK + last)
        kept = self._kept.get((period, block))
        if kept is None:
            results = np.empty((len(tape.kept), len(channels)))
            self._beside = _Beside(period, channels, results)
        else:
            results = kept[:, first:last]
        state = self._periods[period]
        inputs = [self._inputs.one(source, period, channels.start, channels.stop) for source in tape.sources]
        sums = state.runs[block, run]
        before = sums.copy()
        tape.run(inputs, results, sums[np.newaxis], Run(run, size))
        self._add_up_runs(state, block)
        # Most sums stand as they were: of other parts, and how many cells each is over.
        changed: list[int] = np.flatnonzero(sums.view(np.int64) != before.view(np.int64)).tolist()
        return changed

    def _add_up_runs(self, state: _Period, block: int) -> None:
        runs = state.runs[block]
        if len(runs) == 1:
            state.sums[:, block] = runs[0]
            return
        with np.errstate(over="ignore", invalid="ignore"):
            np.add.reduce(runs, axis=0, out=state.sums[:, block])
