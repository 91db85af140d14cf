"""What the tape made of each block of each base period: results kept while they fit into memory, sums always."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

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
    """What is computed of one base period."""

    sums: Floats  # [slot, block]
    done: list[bool]


class BlockResults:
    """The blocks of one worksheet, computed when somebody asks. `start` must be called with a tape before."""

    def __init__(self, worksheet: Worksheet, inputs: TapeInputs) -> None:
        self._worksheet = worksheet
        self._inputs = inputs
        self._kept: OrderedDict[tuple[int, int], Floats] = OrderedDict()
        self._spare = SpareRoom()
        self._periods: dict[int, _Period] = {}
        self._alone: dict[int, OneColumn] = {}

    def start(self, tape: Tape) -> None:
        """Begin anew with a tape: nothing is computed."""
        self._tape = tape
        self._periods.clear()
        self._alone.clear()
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
        return period in self._periods and all(self._periods[period].done)

    def of(self, period: int, block: int) -> Floats:
        """The results of a block, [kept register, cell]. The next run writes into them."""
        if (period, block) not in self._kept:
            self._compute((period,), block)
        return self._kept[period, block]

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
        open_ = [block for block, done in enumerate(state.done) if not done]
        for block in open_:
            self._compute((period,), block, keep=len(open_) <= KEPT_BLOCKS)
        return state.sums

    def bring_up(self, periods: Sequence[int]) -> None:
        """Compute periods of one block, many at once where they are small and will be kept."""
        size = len(self._worksheet.keys)
        if 0 < size <= BLOCK and len(periods) <= self._most_kept(size):
            for some in self._together(list(dict.fromkeys(periods))):
                self._compute(some, 0)

    def run_again(self, part: Tape, periods: Sequence[int], block: int) -> None:
        """Bring a block up to date by a part of the tape, in those periods in which it was computed. Where its results
        were let go it is computed anew when somebody asks; sums that the part does not touch come out the same."""
        ready = []
        for period in periods:
            state = self._periods.get(period)
            if state is not None and state.done[block]:
                if (period, block) in self._kept:
                    ready.append(period)
                else:
                    state.done[block] = False
        for some in self._together(ready):
            self._run(part, some, block)

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
            blocks = -(-len(self._worksheet.keys) // BLOCK)
            state = self._periods[period] = _Period(np.zeros((self._tape.slots, blocks)), [False] * blocks)
        return state

    def _most_kept(self, size: int) -> int:
        """Of how many blocks of this size the results are kept."""
        return max(2, KEPT_FIGURES // max(1, size * len(self._tape.kept)))

    def _compute(self, periods: Sequence[int], block: int, *, keep: bool = True) -> None:
        size = min(BLOCK, len(self._worksheet.keys) - block * BLOCK)
        for period in periods:
            self._kept[period, block] = self._spare.take((len(self._tape.kept), size))
        self._run(self._tape, periods, block, again=all(self._state(period).done[block] for period in periods))
        if not keep:
            for period in periods:
                self._spare.give(self._kept.pop((period, block)))
        most = self._most_kept(size)
        while len(self._kept) > most:
            self._spare.give(self._kept.popitem(last=False)[1])

    def _run(self, tape: Tape, periods: Sequence[int], block: int, *, again: bool = False) -> None:
        """Run the tape, or a part of it, over the results kept of a block in these periods; `again`: only for the
        results, which were let go, while the sums are still known."""
        start = block * BLOCK
        stop = min(start + BLOCK, len(self._worksheet.keys))
        size = stop - start
        kept = [self._kept[period, block] for period in periods]
        sums = np.zeros((len(periods), tape.slots))
        if len(periods) == 1:
            inputs = [self._inputs.one(s, periods[0], start, stop) for s in tape.sources]
            tape.run(inputs, size, kept[0], sums, summing=not again)
        else:
            results = np.concatenate(kept, axis=1)
            tape.run([self._inputs.several(s, periods, start, stop) for s in tape.sources], size, results, sums)
            written = list(tape.written)
            for place, own in enumerate(kept):
                own[written] = results[written, place * size : (place + 1) * size]
        for place, period in enumerate(periods if len(periods) > 1 or not again else ()):
            state = self._state(period)
            state.sums[:, block] = sums[place]
            state.done[block] = True
