"""A single register of a tape, block by block, without anything else that the tape makes.

A whole column of a large document is wanted now and then (a chart, an order of the rows), while of most of its blocks
nothing is kept. Making all figures and sums of them again would cost fifty times what one column does.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from roiapp.core.tape import BLOCK, Source, Tape, leading_to, run_carefully
from roiapp.core.worksheet import Floats


class OneColumn:
    """The steps of a tape that lead to one kept register. Its figures have the bits that the whole tape gives them."""

    def __init__(self, tape: Tape, register: int) -> None:
        self._register = register
        self._steps = leading_to((register,), tape.steps)
        wanted = {register}.union(*(step[1:] for step in self._steps))
        #: what it reads: register -> source
        self.sources: dict[int, Source] = {r: source for r, source in enumerate(tape.sources) if r in wanted}
        self._work: list[Any] = [None] * len(tape.depends)
        for each in wanted:
            if each >= len(tape.sources):
                self._work[each] = np.full(BLOCK, tape.constants.get(each, np.nan))

    def run(self, inputs: dict[int, Floats], size: int) -> Floats:
        """The figures of a block of `size` cells, from the cells of `sources`; the next run writes over them."""
        try:
            with np.errstate(over="raise", divide="ignore", invalid="ignore", under="ignore"):
                work = self._registers(inputs, size)
                for function, a, b, out in self._steps:
                    work[out] = function(work[a], work[b], work[out])
        except FloatingPointError:
            with np.errstate(all="ignore"):
                work = self._registers(inputs, size)  # anew: a step may have left its result in an input's place
                run_carefully(self._steps, work)
        figures: Floats = work[self._register]
        return figures

    def _registers(self, inputs: dict[int, Floats], size: int) -> list[Any]:
        """Where each register stands."""
        work: list[Any] = [None if array is None else array[:size] for array in self._work]
        for register, cells in inputs.items():
            work[register] = cells
        return work
