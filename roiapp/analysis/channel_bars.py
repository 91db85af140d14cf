"""What charts with a bar a channel and its range share: the record of their content, and where the ranges come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from roiapp.analysis.chart_parts import LeftOut
from roiapp.analysis.ranges import LEVEL, available, channel_ranges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from roiapp.analysis.statistics import FloatArray
    from roiapp.core.results import Figures

B = TypeVar("B")


@dataclass(frozen=True)
class ChannelBars(Generic[B]):
    """Bars in their order, the figure of all channels, a title with the period. `level` is that of the ranges, and
    `waiting` says that these are still to come; `unknown`, `unknown_count` and `undrawn` as in `ChartContent`."""

    bars: tuple[B, ...] = ()
    total: float | None = None
    title: str = ""
    unknown: tuple[LeftOut, ...] = ()
    unknown_count: int = 0
    undrawn: int = 0
    level: float = LEVEL
    waiting: bool = False

    @property
    def drawn(self) -> int:
        """How many channels there are."""
        return len(self.bars)


def are_wanted(ranges: bool | None) -> tuple[bool, bool]:
    """Whether ranges are to be worked out now, and whether they are waited for. Asked with None they are worked out as
    soon as that needs no waiting for SciPy, and until then waited for."""
    now = available() if ranges is None else ranges
    return now, ranges is None and not now


def ends_of(
    figures: Figures, metric: str, channels: NDArray[np.intp], level: float, *, wanted: bool
) -> tuple[FloatArray, FloatArray]:
    """The lower and upper ends of these channels' ranges; NaN where there is none, and where none is wanted."""
    import numpy as np

    if wanted:
        return channel_ranges(figures, metric, channels, level)
    return np.full(len(channels), np.nan), np.full(len(channels), np.nan)
