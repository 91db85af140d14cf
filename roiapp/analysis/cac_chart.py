"""What the chart of customer acquisition cost shows, as plain records: what a customer cost in each channel against the
most one may cost, and against what one brings over the years where that is known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from roiapp.analysis.channel_bars import ChannelBars, are_wanted, ends_of
from roiapp.analysis.chart_parts import dearest, left_out, title_of
from roiapp.analysis.ranges import LEVEL
from roiapp.core.formula import Name, top_ratio
from roiapp.language import apart, tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from roiapp.core.results import Figures

CostVerdict = Literal["under", "over", "crosses", "unknown"]

#: The figures of this chart: what a customer cost, the most one may cost, and what one brings over the years.
METRIC, LIMIT, LIFETIME = "cac", "break_even_cac", "ltv"
#: More bars than this nobody reads, and a redraw must stay within a frame.
MOST_BARS: Final = 300


@dataclass(frozen=True, slots=True)
class CacBar:
    """One channel: what a customer cost, in money; None where money was spent and no customer came yet, then only
    `low` is known ("at least"). `high` None is an open end, or with `low` None no range at all.

    `limit` is the most a customer may cost, `lifetime` what one brings in gross profit over the years; None not known.
    `verdict` tells where the range lies to the limit.
    """

    channel: int
    name: str
    value: float | None
    low: float | None
    high: float | None
    limit: float | None
    lifetime: float | None
    verdict: CostVerdict

    @property
    def headroom(self) -> float | None:
        """What a customer leaves over at the first sale, below 0 what is lacking; None where not known."""
        return None if self.limit is None or self.value is None else self.limit - self.value


class CacChart(ChannelBars[CacBar]):
    """The chart's content: channels from the most headroom to the least, then those without a customer, then those
    whose limit is not known."""

    @property
    def has_lifetime(self) -> bool:
        """Whether lifetime figures are known of any channel."""
        return any(bar.lifetime is not None for bar in self.bars)


def cac_chart(figures: Figures, level: float = LEVEL, *, ranges: bool | None = None) -> CacChart:
    """The chart of a view. `ranges` says whether to work out ranges; None: where that needs no waiting for SciPy."""
    import numpy as np

    values, limits, lifetimes = (figures.values(id_) for id_ in (METRIC, LIMIT, LIFETIME))
    wanted, waiting = are_wanted(ranges)
    known = np.flatnonzero(~np.isnan(values))
    # The range is all that is known of money without a customer, so without ranges there is nothing to draw of it.
    without = _without_customers(figures, values) if wanted or waiting else np.array([], dtype=np.intp)
    all_ = np.concatenate([known, without])
    drawn = dearest(figures, all_, MOST_BARS)
    undrawn = len(all_) - len(drawn)
    low, high = ends_of(figures, METRIC, drawn, level, wanted=wanted)
    names = figures.worksheet.names
    bars = [
        _bar(channel, apart(names[channel]), float(values[channel]), float(least), float(most), float(limits[channel]),
             float(lifetimes[channel]))
        for channel, least, most in zip(drawn.tolist(), low, high, strict=True)
    ]  # fmt: skip
    bars = [bar for bar in bars if bar.value is not None or bar.low is not None]
    total = figures.total_figure(METRIC) if len(known) else None
    title = title_of(figures, tr("Cost of a customer (CAC)"))
    others = np.ones(len(values), dtype=np.bool_)
    others[all_] = False
    unknown, count = left_out(figures, np.flatnonzero(others), (METRIC,))
    return CacChart(tuple(sorted(bars, key=_order)), total, title, unknown, count, undrawn, level, waiting)


def nothing_yet(_figures: Figures) -> str:
    """What to type so that the chart appears."""
    return tr("Type spend and customers: the chart shows what a customer cost in each channel and what one may cost.")


def verdict_of(low: float, high: float, limit: float) -> CostVerdict:
    """Where a range of cost lies to the most a customer may cost; NaN ends or limit are not known."""
    if math.isnan(low) or math.isnan(high) or math.isnan(limit):
        return "unknown"
    if low > limit:
        return "over"
    return "under" if high < limit else "crosses"


def _bar(channel: int, name: str, value: float, low: float, high: float, limit: float, lifetime: float) -> CacBar:
    return CacBar(
        channel=channel,
        name=name,
        value=_known(value),
        low=_known(low),
        high=_known(high),
        limit=_known(limit),
        lifetime=_known(lifetime),
        verdict=verdict_of(low, high, limit),
    )


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _order(bar: CacBar) -> tuple[int, float]:
    """From the most headroom to the least; the least a customer can have cost stands for what none cost yet."""
    cost = bar.low if bar.value is None else bar.value
    assert cost is not None
    if bar.limit is None:
        return 2, cost
    return (1 if bar.value is None else 0), cost - bar.limit


def _without_customers(figures: Figures, values: NDArray[np.float64]) -> NDArray[np.intp]:
    """Channels whose cost is known and above 0, and whose customers are known to be none."""
    import numpy as np

    ratio = top_ratio(figures.catalog.trees[METRIC])
    if ratio is None or not (isinstance(ratio[0], Name) and isinstance(ratio[1], Name)):
        return np.array([], dtype=np.intp)
    cost, count = (figures.values(part.id) for part in (ratio[0], ratio[1]))
    return np.flatnonzero(np.isnan(values) & (cost > 0.0) & (count == 0.0))
