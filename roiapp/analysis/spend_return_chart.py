"""What the "Spend vs return" chart shows: what each channel cost, the gross profit it brought, and its customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from roiapp.analysis import roi_chart
from roiapp.analysis.chart_parts import (
    MOST_REASONS,
    LeftOut,
    colour_numbers,
    cost_and_profit,
    dearest,
    left_out,
    title_of,
)
from roiapp.core.explain import display_id
from roiapp.language import apart, tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from roiapp.core.results import Figures

#: more bubbles than this are a cloud
MOST_BUBBLES: Final = 300
Side = Literal["above", "below", "even"]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One channel: its index in the worksheet and the number of its colour, what it cost, its gross profit, ROI as a
    fraction, customers (None: not known), and on which side of break-even it lies."""

    channel: int
    colour: int
    name: str
    cost: float
    profit: float
    roi: float
    customers: float | None
    side: Side


@dataclass(frozen=True)
class SpendReturnChart:
    """The content: bubbles from the dearest channel to the cheapest. `cost_label` is what costs are called in this
    document; the rest as `ChartContent` says."""

    bubbles: tuple[Bubble, ...] = ()
    title: str = ""
    cost_label: str = ""
    unknown: tuple[LeftOut, ...] = ()
    unknown_count: int = 0
    undrawn: int = 0

    @property
    def drawn(self) -> int:
        return len(self.bubbles)


def spend_return_chart(figures: Figures) -> SpendReturnChart:
    """The chart of a view. A channel that cost nothing has no place in it: any profit would be a gain without end."""
    import numpy as np

    cost, profit = cost_and_profit(figures)
    known = np.flatnonzero(cost > 0.0)
    drawn = dearest(figures, known, MOST_BUBBLES)
    drawn = drawn[np.argsort(-cost[drawn], kind="stable")]
    customers, names = figures.values("customers"), figures.worksheet.names
    bubbles = tuple(
        Bubble(
            channel, colour, apart(names[channel]), float(cost[channel]), float(profit[channel]),
            float(profit[channel] / cost[channel]) - 1.0,
            None if np.isnan(customers[channel]) else float(customers[channel]),
            side_of(float(cost[channel]), float(profit[channel])),
        )
        for channel, colour in zip(drawn.tolist(), colour_numbers(figures, drawn.tolist()), strict=True)
    )  # fmt: skip
    unknown, count = left_out(figures, np.flatnonzero(np.isnan(cost)), ("total_cost", "gross_profit"))
    free = np.flatnonzero(cost <= 0.0)
    return SpendReturnChart(
        bubbles, title_of(figures, tr("Spend against gross profit")),
        tr(figures.catalog.record(display_id(figures, "total_cost")).header),
        (*unknown, *_free(figures, free))[:MOST_REASONS], count + len(free), len(known) - len(drawn),
    )  # fmt: skip


def side_of(cost: float, profit: float) -> Side:
    """Where a channel lies to break-even, the line on which the profit is what was spent."""
    if profit == cost:
        return "even"
    return "above" if profit > cost else "below"


def nothing_yet(figures: Figures) -> str:
    """What to type so that the chart appears."""
    return roi_chart.nothing_yet(figures)


def _free(figures: Figures, channels: NDArray[np.intp]) -> tuple[LeftOut, ...]:
    names = figures.worksheet.names
    return tuple(LeftOut(c, apart(names[c]), tr("cost nothing")) for c in channels[:MOST_REASONS].tolist())
