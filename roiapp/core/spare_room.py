"""Room for results that is used again where it can be, since fresh memory is slow."""

from __future__ import annotations

import numpy as np

from roiapp.core.worksheet import Floats

#: of each shape
_MOST = 4


class SpareRoom:
    """Arrays that were given back, by their shape."""

    def __init__(self) -> None:
        self._spare: dict[tuple[int, ...], list[Floats]] = {}

    def take(self, shape: tuple[int, int]) -> Floats:
        """An array of this shape, with anything in it."""
        spare = self._spare.get(shape)
        return spare.pop() if spare else np.empty(shape)

    def give(self, results: Floats) -> None:
        """Nobody needs this one any more."""
        spare = self._spare.setdefault(results.shape, [])
        if len(spare) < _MOST:
            spare.append(results)
