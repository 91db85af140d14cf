"""What the "Shares" chart shows: each channel's share of the spend beside its share of the gross profit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roiapp.analysis import roi_chart
from roiapp.analysis.chart_parts import LeftOut, colour_numbers, cost_and_profit, dearest, left_out, title_of
from roiapp.core.explain import display_id
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures


@dataclass(frozen=True, slots=True)
class SharePair:
    """One channel: its index in the worksheet and the number of its colour, its share of the spend and of the gross
    profit as fractions; `profit` is None where the profits of all together are not above 0."""

    channel: int
    colour: int
    name: str
    spend: float
    profit: float | None

    @property
    def more(self) -> bool | None:
        """Whether it brings a larger part of the profit than it takes of the spend; None where that is not known."""
        return None if self.profit is None else self.profit >= self.spend


@dataclass(frozen=True)
class SharesChart:
    """The content: pairs from the largest share of the spend to the smallest, both shares over the same rows.

    `cost_label` is what costs are called in this document; `undefined` a sentence where the shares of the profit are
    not defined, "" where they are. The rest as `ChartContent` says.
    """

    pairs: tuple[SharePair, ...] = ()
    title: str = ""
    cost_label: str = ""
    undefined: str = ""
    unknown: tuple[LeftOut, ...] = ()
    unknown_count: int = 0
    undrawn: int = 0

    @property
    def drawn(self) -> int:
        return len(self.pairs)


def shares_chart(figures: Figures) -> SharesChart:
    """The chart of a view. The figures "share of spend" and "share of gross profit" each have a whole of their own; to
    be held against each other, both are parts of the rows in which cost and profit are known."""
    import numpy as np

    cost, profit = cost_and_profit(figures)
    known = np.flatnonzero(~np.isnan(cost) & ~np.isnan(profit))
    all_cost, all_profit = math.fsum(cost[known].tolist()), math.fsum(profit[known].tolist())
    title = title_of(figures, tr("Share of spend against share of gross profit"))
    label = tr(figures.catalog.record(display_id(figures, "total_cost")).header)
    unknown, count = left_out(figures, np.flatnonzero(np.isnan(cost)), ("total_cost", "gross_profit"))
    if not all_cost > 0.0:
        return SharesChart((), title, label, "", unknown, count)
    defined = all_profit > 0.0
    telling = known[(cost[known] != 0.0) | (profit[known] != 0.0)]
    drawn = dearest(figures, telling)
    drawn = drawn[np.argsort(-cost[drawn], kind="stable")]
    names = figures.worksheet.names
    pairs = tuple(
        SharePair(
            channel, colour, apart(names[channel]), float(cost[channel] / all_cost),
            float(profit[channel] / all_profit) if defined else None,
        )
        for channel, colour in zip(drawn.tolist(), colour_numbers(figures, drawn.tolist()), strict=True)
    )  # fmt: skip
    undefined = "" if defined else tr("Together they bring no gross profit, so nobody has a share of it.")
    return SharesChart(pairs, title, label, undefined, unknown, count, len(telling) - len(drawn))


def nothing_yet(figures: Figures) -> str:
    """What to type so that the chart appears."""
    import numpy as np

    cost, profit = cost_and_profit(figures)
    if np.any(~np.isnan(cost) & ~np.isnan(profit)):
        return tr("Nothing was spent on these channels, so there is no share of it to show.")
    return roi_chart.nothing_yet(figures)
