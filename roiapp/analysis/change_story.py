"""What became of one figure since another period: its change, and of a total rate the parts it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from roiapp.analysis.change import Change, Comparison, change, comparison, comparison_a_year_ago
from roiapp.analysis.mix_rate import Split, can_be_split, split
from roiapp.core.what_counts import redefinitions

if TYPE_CHECKING:
    from roiapp.core.results import Figures


class ChannelChange(NamedTuple):
    """One channel's figure in both views, None where undefined, and its parts of the total's change where that is
    split."""

    channel: int
    before: float | None
    now: float | None
    mix: float | None = None
    rate: float | None = None

    @property
    def part(self) -> float:
        """How much of the total's change is this channel's, whichever way."""
        return (self.mix or 0.0) + (self.rate or 0.0)


class ChangeStory(NamedTuple):
    """The total's `change` against `against`, the channels in the order of their parts (largest first), and the split
    where the figure has one; neither channels nor split where the two count different things."""

    against: Comparison
    change: Change
    channels: tuple[ChannelChange, ...] = ()
    split: Split | None = None


def change_story(figures: Figures, id_: str, *, a_year_ago: bool = False) -> ChangeStory:
    """What became of the total of a field or metric since the period before, or since the same days a year ago."""
    calculator, sheet = figures.calculator, figures.worksheet
    compared = comparison_a_year_ago if a_year_ago else comparison
    against = compared(sheet.periods, figures.view, calculator.as_of, redefinitions(sheet))
    earlier = calculator.figures(against.against) if against.against is not None else None
    before = earlier.total_figure(id_) if earlier is not None else None
    found = change(against, figures.catalog, id_, figures.total_figure(id_), before)
    if earlier is None or found.redefined:
        return ChangeStory(against, found)
    parts = split(figures, earlier, id_) if can_be_split(figures.catalog, id_) else None
    by_channel = {} if parts is None else {part.channel: part for part in parts.parts}
    rows: list[ChannelChange] = []
    for channel in range(len(sheet.keys)):
        now, then, part = figures.value(id_, channel), earlier.value(id_, channel), by_channel.get(channel)
        if part is not None:
            rows.append(ChannelChange(channel, then, now, part.mix, part.rate))
        elif now is not None or then is not None:
            rows.append(ChannelChange(channel, then, now))
    if parts is not None:
        rows.sort(key=lambda row: -abs(row.part))
    else:
        rows.sort(key=lambda row: -abs((row.now or 0.0) - (row.before or 0.0)))
    return ChangeStory(against, found, tuple(rows), parts)
