"""What the "ROI by channel" chart shows, as plain records: sorted bars with ranges, and what was left out and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from roiapp.analysis.range_rules import ProfitRule, rule_of
from roiapp.analysis.ranges import LEVEL, available, channel_ranges
from roiapp.language import list_text, tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from roiapp.core.results import Figures

Verdict = Literal["above", "below", "crosses", "unknown"]

#: The figure of this chart: the one judged on gross profit.
METRIC: Final = "roi"
#: More bars than this nobody reads, and a redraw must stay within a frame.
MOST_BARS: Final = 1_000
#: Of the channels left out, so many say why.
MOST_REASONS: Final = 50


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


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A channel without a bar, and the reason in a few words: "Gross margin missing"."""

    channel: int
    name: str
    reason: str


@dataclass(frozen=True)
class RoiChart:
    """The chart's content: bars from the highest ROI to the lowest, the ROI of all channels, a title with the period.

    `unknown` are the channels left out, the first `MOST_REASONS` of `unknown_count`; channels in which nothing was
    typed are not among them. `undrawn` counts those beyond `MOST_BARS`, the ones that cost least.
    """

    bars: tuple[RoiBar, ...] = ()
    total: float | None = None
    title: str = ""
    unknown: tuple[LeftOut, ...] = ()
    unknown_count: int = 0
    undrawn: int = 0
    level: float = LEVEL


def roi_chart(figures: Figures, level: float = LEVEL, *, ranges: bool | None = None) -> RoiChart:
    """The chart of a view. `ranges` says whether to work out ranges; None: where that needs no waiting for SciPy."""
    import numpy as np

    values = figures.values(METRIC)
    known = np.flatnonzero(~np.isnan(values))
    drawn = _dearest(figures, known)
    drawn = drawn[np.argsort(-values[drawn], kind="stable")]
    if ranges if ranges is not None else available():
        low, high = channel_ranges(figures, METRIC, drawn, level)
    else:
        low = high = np.full(len(drawn), np.nan)
    names = figures.worksheet.names
    bars = tuple(
        RoiBar(channel, names[channel], value, *_ends(least, most), verdict_of(least, most))
        for channel, value, least, most in zip(
            drawn.tolist(), values[drawn].tolist(), low.tolist(), high.tolist(), strict=True
        )
    )
    unknown, count = _left_out(figures, np.flatnonzero(np.isnan(values)))
    total = figures.total(METRIC).value if len(known) else None
    return RoiChart(bars, total, _title(figures), unknown, count, len(known) - len(drawn), level)


def verdict_of(low: float, high: float) -> Verdict:
    """Where a range lies to break-even (0); NaN ends are not known."""
    if math.isnan(low) or math.isnan(high):
        return "unknown"
    if low > 0.0:
        return "above"
    return "below" if high < 0.0 else "crosses"


def _ends(low: float, high: float) -> tuple[float | None, float | None]:
    return (low if math.isfinite(low) else None), (high if math.isfinite(high) else None)


def _dearest(figures: Figures, channels: NDArray[np.intp]) -> NDArray[np.intp]:
    """At most `MOST_BARS` of the channels: those that cost most, in the worksheet's order."""
    import numpy as np

    if len(channels) <= MOST_BARS:
        return channels
    rule = rule_of(figures.catalog, METRIC)
    costs = figures.values(rule.base if isinstance(rule, ProfitRule) else METRIC)[channels]
    return channels[np.sort(np.argpartition(-costs, MOST_BARS)[:MOST_BARS])]


def _left_out(figures: Figures, channels: NDArray[np.intp]) -> tuple[tuple[LeftOut, ...], int]:
    import numpy as np

    touched = np.zeros(len(channels), dtype=np.bool_)
    for column in figures.worksheet.columns.values():
        touched |= ~np.isnan(column[np.ix_(list(figures.view.periods), channels.tolist())]).all(axis=0)
    begun = channels[touched]
    names = figures.worksheet.names
    named = tuple(
        LeftOut(channel, names[channel], _why(figures, channel)) for channel in begun[:MOST_REASONS].tolist()
    )
    return named, len(begun)


def _why(figures: Figures, channel: int) -> str:
    reason = figures.reason(METRIC, channel)
    if reason is None:
        return ""
    if reason.kind == "missing":
        catalog = figures.catalog
        return tr("{fields} missing", fields=list_text([tr(catalog.record(i).header) for i in reason.ids]))
    return reason.sentence(figures.catalog)


def _title(figures: Figures) -> str:
    view, sheet = figures.view, figures.worksheet
    period = sheet.periods[view.periods[0]]
    if not view.rollup and not period.label and period.start is None:
        return tr("ROI on gross profit")
    return tr("ROI on gross profit, {period}", period=view.text())
