"""What the "ROI by channel" chart shows, as plain records: sorted bars with ranges, and what was left out and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from roiapp.analysis.channel_bars import ChannelBars, are_wanted, ends_of
from roiapp.analysis.chart_parts import MOST_CHANNELS, dearest, left_out, title_of
from roiapp.analysis.ranges import LEVEL
from roiapp.language import apart, mark, tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures

Verdict = Literal["above", "below", "crosses", "unknown"]

#: what the figure of this chart is called, by which ROI the document's headlines are
_TITLES: Final = {"roi": mark("ROI on gross profit"), "revenue_roi": mark("ROI on revenue")}
MOST_BARS: Final = MOST_CHANNELS


@dataclass(frozen=True, slots=True)
class RoiBar:
    """One channel: its index in the worksheet, ROI as a fraction, the ends of its range (None: not known) and whether
    that lies above break-even, below it, on both sides, or is not known."""

    channel: int
    name: str
    value: float
    low: float | None
    high: float | None
    verdict: Verdict


class RoiChart(ChannelBars[RoiBar]):
    """The chart's content: bars from the highest ROI to the lowest, and the ROI of all channels. Left out are channels
    whose ROI is not known, and beyond `MOST_BARS` those that cost least."""


def roi_chart(
    figures: Figures, level: float = LEVEL, *, ranges: bool | None = None, most: int | None = None
) -> RoiChart:
    """The chart of a view, of at most so many channels, `MOST_BARS` without it. `ranges` says whether to work out
    ranges; None: where that needs no waiting for SciPy."""
    import numpy as np

    metric = _metric(figures)
    values = figures.values(metric)
    known = np.flatnonzero(~np.isnan(values))
    drawn = dearest(figures, known, most or MOST_BARS)
    drawn = drawn[np.argsort(-values[drawn], kind="stable")]
    wanted, waiting = are_wanted(ranges)
    low, high = ends_of(figures, metric, drawn, level, wanted=wanted)
    names = figures.worksheet.names
    bars = tuple(
        RoiBar(channel, apart(names[channel]), value, *_ends(least, most), verdict_of(least, most))
        for channel, value, least, most in zip(
            drawn.tolist(), values[drawn].tolist(), low.tolist(), high.tolist(), strict=True
        )
    )
    unknown, count = left_out(figures, np.flatnonzero(np.isnan(values)), (metric,))
    total = figures.total_figure(metric) if len(known) else None
    return RoiChart(
        bars, total, title_of(figures, tr(_TITLES[metric])), unknown, count, len(known) - len(drawn), level, waiting
    )


def verdict_of(low: float, high: float) -> Verdict:
    """Where a range lies to break-even (0); NaN ends are not known."""
    if math.isnan(low) or math.isnan(high):
        return "unknown"
    if low > 0.0:
        return "above"
    return "below" if high < 0.0 else "crosses"


def _metric(figures: Figures) -> str:
    """The ROI that the document's headlines are: judged on gross profit, or on revenue."""
    return figures.worksheet.settings.headline


def _ends(low: float, high: float) -> tuple[float | None, float | None]:
    return (low if math.isfinite(low) else None), (high if math.isfinite(high) else None)


def nothing_yet(figures: Figures) -> str:
    """What to type so that the chart appears: often there is only the margin to add."""
    reason = figures.reason(_metric(figures), None)
    if reason is not None and reason.ids == ("gross_margin",):
        return tr(
            "ROI is judged on gross profit, so one thing is missing: the margin. Type it in the Margin column, or once "
            "for the whole document under File, Settings."
        )
    return tr(
        "Type spend, customers, revenue per sale and margin: the chart appears as soon as one channel’s ROI is known."
    )
