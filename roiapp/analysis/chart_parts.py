"""What the contents of all charts share: titles with the period, and the channels left out with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from roiapp.core.formula import names
from roiapp.language import apart, list_text, tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from roiapp.core.reasons import Reason
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Floats

#: More channels than this nobody reads in one chart, and a redraw must stay within a frame.
MOST_CHANNELS: Final = 1_000
#: Of the channels left out, so many say why.
MOST_REASONS: Final = 50


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A channel that is not in a chart, and the reason in a few words: "Gross margin missing"."""

    channel: int
    name: str
    reason: str


class ChartContent(Protocol):
    """What every chart's content says beside its own figures.

    `drawn` counts the channels in the chart: 0 means there is nothing to draw. `unknown` are the channels left out, the
    first `MOST_REASONS` of `unknown_count`; `undrawn` counts those beyond the most a chart shows.
    """

    @property
    def title(self) -> str: ...
    @property
    def drawn(self) -> int: ...
    @property
    def unknown(self) -> tuple[LeftOut, ...]: ...
    @property
    def unknown_count(self) -> int: ...
    @property
    def undrawn(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a chart is asked for beside the figures: one of its choices by id ("": the usual one), and for charts that
    follow the worksheet the active channel and column and, where several channels are selected, all of these."""

    choice: str = ""
    channel: int | None = None
    column: str = ""
    channels: tuple[int, ...] = ()


def title_of(figures: Figures, title: str) -> str:
    """A chart's title with the period looked at; an undated period without a name adds nothing. It says where figures
    are time-matched, under which scenario they are, and where they are by group or owner."""
    view, sheet = figures.view, figures.worksheet
    period = sheet.periods[view.periods[0]]
    if figures.by != "channel":
        title = (tr("{title} by group", title=title) if figures.by == "group" else tr("{title} by owner", title=title))
    if figures.calculator.supposed is not None:
        title = tr("{title}, under {scenario}", title=title, scenario=figures.calculator.supposed.name)
    if len(view.periods) == 1 and not period.label and period.start is None:
        return title
    if figures.calculator.matched is not None:
        return tr("{title}, {period}, time-matched", title=title, period=view.text())
    return tr("{title}, {period}", title=title, period=view.text())


def cost_and_profit(figures: Figures) -> tuple[Floats, Floats]:
    """What each channel cost and the gross profit it brought, over the cells in which both are known, as ROI is judged;
    NaN where there is no such cell."""
    import numpy as np

    if not figures.view.rollup:
        cost, profit = figures.values("total_cost"), figures.values("gross_profit")
        known = ~(np.isnan(cost) | np.isnan(profit))
    else:
        sums, known = figures.sums.by_channel("roi", 0)
        by_name = {name: column for part, column in sums.items() for name in names(part)}
        cost = by_name["total_cost"]
        profit = by_name["net_return"] + cost
    return np.where(known, cost, np.nan), np.where(known, profit, np.nan)


def dearest(figures: Figures, channels: NDArray[np.intp], most: int = MOST_CHANNELS) -> NDArray[np.intp]:
    """At most so many of the channels: those that cost most, in the worksheet's order."""
    import numpy as np

    if len(channels) <= most:
        return channels
    costs = figures.values("total_cost")[channels]
    return channels[np.sort(np.argpartition(-costs, most)[:most])]


def colour_numbers(figures: Figures, channels: Sequence[int]) -> list[int]:
    """Which of the document's channel colours are these channels'; they keep them when rows move."""
    keys, first = figures.worksheet.keys, figures.worksheet.first_key
    return [int(keys[channel]) - first for channel in channels]


def left_out(figures: Figures, channels: NDArray[np.intp], ids: Sequence[str]) -> tuple[tuple[LeftOut, ...], int]:
    """The channels among these in which anything was typed, with the reason of the first of the figures `ids` that is
    undefined: the first `MOST_REASONS` of them, and how many there are."""
    import numpy as np

    touched = np.zeros(len(channels), dtype=np.bool_)
    for column in figures.worksheet.columns.values():
        touched |= ~np.isnan(column[np.ix_(np.array(figures.view.periods), channels)]).all(axis=0)
    begun = channels[touched]
    texts, said = figures.worksheet.names, begun[:MOST_REASONS]
    found: dict[int, Reason] = {}
    for id_ in ids:
        rest = np.array([channel for channel in said.tolist() if channel not in found], dtype=np.intp)
        found |= figures.reasons(id_, rest)
    named = tuple(
        LeftOut(channel, apart(texts[channel]), in_short(figures, found.get(channel))) for channel in said.tolist()
    )
    return named, len(begun)


def in_short(figures: Figures, reason: Reason | None) -> str:
    """A reason in a few words; "" where there is none."""
    if reason is None:
        return ""
    if reason.kind == "missing":
        catalog = figures.catalog
        return tr("{fields} missing", fields=list_text([tr(catalog.record(i).header) for i in reason.ids]))
    return reason.sentence(figures.catalog)
