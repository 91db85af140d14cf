"""The sums of many blocks, each rounded once whatever the order; after an edit only what it touched is added up again.

Exact sums can be kept in parts: two or three numbers say what sixteen blocks come to without any rounding, so the sum
of all parts has the bits of the sum of all blocks (Shewchuk, Adaptive precision floating-point arithmetic, 1997).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import chain

import numpy as np

from roiapp.core.evaluation import exact_sum
from roiapp.core.worksheet import Floats

#: columns whose sum is kept in parts
_RUN = 16
#: so few columns are faster added up as they are
_FEW = 64
#: nothing smaller gets too large on the way, in any order
_SAFE = 1e290


class AddedUp:
    """The sums of all slots over the columns of a view, a column being one block of one of its periods."""

    def __init__(self, slots: int) -> None:
        #: the sums as they were brought up last, NaN where too large
        self.values = [math.nan] * slots
        self._open = set(range(slots))
        self._runs: set[int] = set()
        self._parts: dict[int, list[list[float]]] = {}  # slot -> what each run comes to, exactly

    @property
    def open(self) -> list[int]:
        """The slots that have to be added up again."""
        return sorted(self._open)

    @property
    def brought_up(self) -> bool:
        """Whether all `values` are what they should be."""
        return not self._open

    def touch(self, slots: Iterable[int], column: int) -> None:
        """These sums may have changed in this column."""
        self._open.update(slots)
        self._runs.add(column // _RUN)

    def take(self, values: list[float]) -> None:
        """These are the sums."""
        self.values = values
        self._open.clear()
        self._runs.clear()

    def bring_up(self, sums: Floats) -> None:
        """Add up the open slots from their `sums`, [open slot, column]."""
        slots = self.open
        if sums.shape[1] <= _FEW or len(slots) == len(self.values):
            self._parts.clear()
            for slot, few in zip(slots, sums.tolist(), strict=True):
                self.values[slot] = exact_sum(few)
        else:
            safe = np.all(np.abs(sums) < _SAFE, axis=1).tolist()
            for slot, row, kept in zip(slots, sums, safe, strict=True):
                if kept:
                    self.values[slot] = self._by_parts(slot, row)
                else:
                    self._parts.pop(slot, None)
                    self.values[slot] = exact_sum(row.tolist())
        self._open.clear()
        self._runs.clear()

    def _by_parts(self, slot: int, row: Floats) -> float:
        parts = self._parts.get(slot)
        if parts is None:
            runs: Iterable[int] = range(-(-len(row) // _RUN))
            parts = self._parts[slot] = [[] for _ in runs]
        else:
            runs = self._runs
        for run in runs:
            parts[run] = _exactly(row[run * _RUN : (run + 1) * _RUN].tolist())
        return exact_sum(chain.from_iterable(parts))


def _exactly(values: list[float]) -> list[float]:
    """A few numbers whose sum, unrounded, is that of `values`."""
    parts = []
    while part := math.fsum(values):
        parts.append(part)
        values.append(-part)
    return parts
