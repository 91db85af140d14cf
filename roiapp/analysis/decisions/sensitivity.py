"""What matters most: a figure at other values of its inputs, one at a time (a tornado) and two at a time (a table).

Every figure is read from a copy of the worksheet on which the inputs stand, as with a goal seek.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.goal_seek import figure_of
from roiapp.analysis.decisions.moved_inputs import Moved, SeekError, moved
from roiapp.analysis.decisions.trial import Trial
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures

#: how far an input is moved to either side where nothing else is said
USUAL: Final = 0.10


@dataclass(frozen=True)
class Bar:
    """One input of a tornado: what it is today (of several channels their figure together), at its low and at its high
    end, and the figure there, None where it is not known. `clipped`: an end was kept at the most the input can be."""

    by: str
    now: float
    low: float
    high: float
    at_low: float | None
    at_high: float | None
    clipped: bool = False

    @property
    def swing(self) -> float:
        """How far the figure moves between the ends, NaN where one of them is not known."""
        if self.at_low is None or self.at_high is None:
            return math.nan
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Ends:
    """How far inputs are moved: `share` of themselves to either side, or by their id the two factors of their own."""

    share: float = USUAL
    own: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def factors(self, by: str) -> tuple[float, float]:
        return self.own.get(by, (1.0 - self.share, 1.0 + self.share))


@dataclass(frozen=True)
class Table:
    """A figure at every pair of two inputs: `figures[i][j]` at the i-th factor of the one and the j-th of the other,
    None where it is not known. `row_values` and `column_values` are the inputs there."""

    row_values: tuple[float | None, ...]
    column_values: tuple[float | None, ...]
    figures: tuple[tuple[float | None, ...], ...]


def tornado(figures: Figures, metric: str, channel: int | None, ends: Ends | None = None) -> list[Bar]:
    """A bar for each input that the figure of a channel, or the total (None), is made of and that is known, from the
    longest on; those that do not move it are left out."""
    ends = ends or Ends()
    found = [bar for by in figures.catalog.inputs(metric) if (bar := _bar(figures, metric, channel, by, ends))]
    return sorted((bar for bar in found if bar.swing != 0.0), key=_longest_first)


def tornado_of_channels(figures: Figures, metric: str, ends: Ends | None = None) -> list[tuple[int, Bar]]:
    """The same of a total, a bar for each input of each channel by itself: the channel and its bar."""
    ends = ends or Ends()
    found = [
        (channel, bar)
        for channel in range(len(figures.worksheet.keys))
        for by in figures.catalog.inputs(metric)
        if figures.catalog.field[by].scope == "cell" and (bar := _bar(figures, metric, None, by, ends, channel))
    ]
    return sorted((each for each in found if each[1].swing != 0.0), key=lambda each: _longest_first(each[1]))


def _longest_first(bar: Bar) -> float:
    """Equal ones stay in the formula's order, whatever their last digits are."""
    return -float(f"{bar.swing:.12g}") if bar.swing == bar.swing else 1.0


def _bar(
    figures: Figures, metric: str, channel: int | None, by: str, ends: Ends, whose: int | None = None
) -> Bar | None:
    """`whose`: the one channel whose input is moved, where that is not the one whose figure is read."""
    whose = channel if whose is None else whose
    what = _moving(figures, by, whose)
    if what is None:
        return None
    trial = Trial(figures, frozenset(what.slopes), (metric, by))
    places = [what.now * factor for factor in ends.factors(by)]
    least, most = what.limits
    held = [min(max(place, least), most) for place in places]
    inputs: list[float | None] = []
    results: list[float | None] = []
    for place in held:
        then = trial.figures(what.edit(what.values(place)))
        inputs.append(figure_of(then, by, whose))
        results.append(figure_of(then, metric, channel))
    now = figure_of(figures, by, whose)
    if now is None or inputs[0] is None or inputs[1] is None:
        return None
    clipped = held != places or any(what.clipped(place) for place in held)
    return Bar(by, now, inputs[0], inputs[1], results[0], results[1], clipped)


def two_way(
    figures: Figures, metric: str, channel: int | None, rows: tuple[str, Sequence[float]],
    columns: tuple[str, Sequence[float]],
) -> Table:  # fmt: skip
    """The figure with two inputs at these factors of what they are today. Raises `SeekError` for an input that is not
    known here, or for the same input twice."""
    (down, downs), (across, acrosses) = rows, columns
    one, other = (moved(figures, by, channel, ()) for by in (down, across))
    if down == across or math.isnan(one.now) or math.isnan(other.now):
        raise SeekError(tr("A table takes two inputs that are known here, each once."))
    trial = Trial(figures, frozenset((*one.slopes, *other.slopes)), (metric, down, across))
    lines: list[tuple[float | None, ...]] = []
    row_values: list[float | None] = []
    column_values: list[float | None] = []
    for factor in downs:
        there = trial.figures(one.edit(one.values(one.now * factor)))
        row_values.append(figure_of(there, down, channel))
        line: list[float | None] = []
        for each in acrosses:
            then = trial.figures(other.edit(other.values(other.now * each)))
            line.append(figure_of(then, metric, channel))
            if len(lines) == 0:
                column_values.append(figure_of(then, across, channel))
        lines.append(tuple(line))
    return Table(tuple(row_values), tuple(column_values), tuple(lines))


def _moving(figures: Figures, by: str, channel: int | None) -> Moved | None:
    """What moves with an input, None where it cannot be moved here."""
    field_ = figures.catalog.field[by]
    if field_.scope == "document" or field_.kind == "target":
        return None
    try:
        what = moved(figures, field_.id, channel, ())
    except SeekError:
        return None
    return None if math.isnan(what.now) else what
