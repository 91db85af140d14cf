"""Many figures of one line as shapes that Qt draws at once: worked out by array, no object a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPolygonF

if TYPE_CHECKING:
    import numpy.typing as npt

    from roiapp.core.worksheet import Floats


_MOST_DASHES = 4_000  # more are not seen apart, and would take their time


def dashes(lines: Sequence[QLineF], on: float, off: float) -> list[QLineF]:
    """Lines in dashes so many px long and so many apart, going on over lines that begin at each other's ends: on short
    ones a pen's own pattern would begin again and again and be none."""
    if sum(line.length() for line in lines) > _MOST_DASHES * (on + off):
        return list(lines)
    found: list[QLineF] = []
    left, drawn, before = on, True, None
    for line in lines:
        if before != line.p1():
            left, drawn = on, True
        before, at, length = line.p2(), 0.0, line.length()
        while length - at > 1e-6:
            step = min(left, length - at)
            if drawn:
                found.append(QLineF(line.pointAt(at / length), line.pointAt((at + step) / length)))
            at, left = at + step, left - step
            if left <= 1e-6:
                drawn = not drawn
                left = on if drawn else off
    return found


def stretches(xs: Floats, ys: Floats, joined: npt.NDArray[np.bool_]) -> list[QPolygonF]:
    """The stretches of a line without a gap: where `ys` is NaN, and before each place that is not joined with the
    one before it, the line is broken."""
    known = np.flatnonzero(~np.isnan(ys))
    if not len(known):
        return []
    broken = np.flatnonzero((np.diff(known) > 1) | ~joined[known[1:]]) + 1
    return [arrayToQPolygonF(xs[part], ys[part]) for part in np.split(known, broken)]
