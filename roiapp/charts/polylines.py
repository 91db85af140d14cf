"""Many figures of one line as shapes that Qt draws at once: worked out by array, no object a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtGui import QPolygonF

if TYPE_CHECKING:
    import numpy.typing as npt

    from roiapp.core.worksheet import Floats


def stretches(xs: Floats, ys: Floats, follows: npt.NDArray[np.bool_]) -> list[QPolygonF]:
    """The stretches of a line without a gap: where `ys` is NaN, and before each place that does not follow the one
    before it, the line is broken."""
    known = np.flatnonzero(~np.isnan(ys))
    if not len(known):
        return []
    broken = np.flatnonzero((np.diff(known) > 1) | ~follows[known[1:]]) + 1
    return [arrayToQPolygonF(xs[part], ys[part]) for part in np.split(known, broken)]
