"""What the trend of a field or metric shows, as plain records: a line for all channels and one a channel, over the base
periods from the earliest to the latest.

A point stands at the middle of its period's days, so that weeks, months and quarters in one document are as far apart
as they were. A pause in which no period was kept is shortened to a few usual steps: one old year must not squeeze the
new one. Where what the figure counts was changed, lines are broken and the day is marked; a step taken is marked, too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from roiapp.analysis.change import adds_up
from roiapp.analysis.chart_parts import LeftOut, Wanted, colour_numbers, dearest
from roiapp.analysis.knowable import knowable
from roiapp.analysis.range_rules import ProfitRule, rule_of
from roiapp.analysis.ranges import LEVEL, available, figure_range
from roiapp.analysis.trend_marks import TrendMark, redefined_marks, step_marks
from roiapp.core.periods import base_view, by_date
from roiapp.core.units import MONEY, Unit
from roiapp.core.what_counts import Redefinition, breaks, concerning, redefinitions
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from datetime import date

    from roiapp.analysis.statistics import Interval
    from roiapp.core.catalog import Catalog
    from roiapp.core.fields import Field
    from roiapp.core.metrics import Metric
    from roiapp.core.periods import Period
    from roiapp.core.results import Figures

#: Lines beside that of all channels that are told apart; more nobody can.
MOST_LINES: Final = 6
#: Of the other channels so many are drawn thin behind them.
MOST_OTHERS: Final = 60
#: Without dates periods are as far apart as months.
_USUAL_DAYS: Final = 30.0
_LONGEST_STEP: Final = 3.0  # usual steps: what a pause is shortened to
#: The profit that "break-even" means, through the figure judged on it.
_JUDGED: Final = "roi"


@dataclass(frozen=True, slots=True)
class TrendPeriod:
    """One base period: its index in the worksheet, its name, where it stands on the axis (days from the first).

    `follows`: its days follow those of the period before; `shortened`: the pause before it is longer than drawn;
    `open`: its figures are not all in yet. `anew`: lines do not lead to it from the one before, since what counts was
    changed in between.
    """

    period: int
    name: str
    at: float
    start: date | None = None
    end: date | None = None
    follows: bool = False
    shortened: bool = False
    open: bool = False
    anew: bool = False

    @property
    def joined(self) -> bool:
        """Whether lines lead to it from the period before."""
        return self.follows and not self.anew


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A figure over the periods, None where it is not known. `channel` is None for all channels together; `colour` is
    the channel's, as `colour_numbers` counts."""

    channel: int | None
    name: str
    values: tuple[float | None, ...]
    colour: int = 0

    @property
    def last(self) -> int | None:
        """The last place in the line with a figure."""
        return next((i for i in reversed(range(len(self.values))) if self.values[i] is not None), None)


@dataclass(frozen=True)
class TrendChart:
    """The trend: lines that are told apart (all channels first, then the chosen ones), others behind them.

    `band` is the range of the line at index `band_of` at each period; an end that is None is open. `provisional`: an
    open period's figure will still grow, so it is drawn apart. `zero_is_break_even`: above 0 the figure is a gain.
    `marks` are the days on which what the figure counts was changed, or a step was taken that it may tell of.
    """

    metric: str = ""
    title: str = ""
    unit: Unit = MONEY
    periods: tuple[TrendPeriod, ...] = ()
    lines: tuple[TrendLine, ...] = ()
    others: tuple[TrendLine, ...] = ()
    band_of: int | None = None
    band: tuple[Interval | None, ...] = ()
    provisional: bool = False
    zero_is_break_even: bool = False
    unknown: tuple[LeftOut, ...] = ()
    unknown_count: int = 0
    undrawn: int = 0
    level: float = LEVEL
    marks: tuple[TrendMark, ...] = ()

    @property
    def drawn(self) -> int:
        """How many lines there are."""
        return len(self.lines) + len(self.others)


def wanted_trend(figures: Figures, wanted: Wanted) -> TrendChart:
    """The trend of the figure that is chosen, else of the active column, else of ROI; selected channels told apart."""
    catalog = figures.catalog
    known = [id_ for id_ in (wanted.choice, wanted.column) if id_ in catalog.field or id_ in catalog.metric]
    chosen: Sequence[int] = wanted.channels or (() if wanted.channel is None else (wanted.channel,))
    if figures.by != "channel":  # groups are few: all of them are told apart
        chosen = range(len(figures.worksheet.keys))
    # A selection may be older than the last channel that was removed.
    count = len(figures.worksheet.keys)
    return trend_chart(figures, known[0] if known else _JUDGED, [each for each in chosen if each < count])


def choices(figures: Figures) -> list[tuple[str, str]]:
    """What a trend can be asked of, as (id, label): the active column, ROI, then whatever has figures, in the catalog's
    order."""
    catalog = figures.catalog
    found = knowable(catalog, figures.worksheet)
    everything: tuple[Field | Metric, ...] = (*catalog.metrics, *catalog.fields)
    records = [r for r in everything if r.id in found and getattr(r, "scope", "") != "document"]
    first = [r for r in records if r.id == _JUDGED]
    rest = [r for r in records if r.id != _JUDGED]
    return [("", tr("The active column")), *((r.id, tr(r.label)) for r in (*first, *rest))]


def nothing_yet(_figures: Figures) -> str:
    """What to type so that the trend appears."""
    return tr("Nothing is known of this figure in any period. Choose another one, or type what it is made of.")


def trend_chart(
    figures: Figures,
    metric: str,
    chosen: Sequence[int] = (),
    *,
    ranges: bool | None = None,
    level: float = LEVEL,
) -> TrendChart:
    """The trend of a field or metric, the `chosen` channels told apart, at most `MOST_LINES` of them.

    The range is that of the one chosen channel, without one that of all channels; `ranges` as in `roi_chart`. Raises
    KeyError for an unknown id.
    """
    import numpy as np

    calculator, catalog = figures.calculator, figures.catalog
    record = catalog.record(metric)
    sheet = figures.worksheet
    order = by_date(sheet.periods, range(len(sheet.periods)))
    views = [figures.at(base_view(sheet.periods, index)) for index in order]
    columns = np.array([view.values(metric) for view in views])
    totals = [view.total_value(metric) for view in views]
    known = ~np.isnan(columns).all(axis=0)

    # A chosen channel in which the figure is never known would be a name without a line.
    told = [channel for channel in dict.fromkeys(chosen) if known[channel]][:MOST_LINES]
    known[told] = False
    rest = np.flatnonzero(known)
    behind = dearest(figures, rest, MOST_OTHERS)
    lines = [] if all(map(math.isnan, totals)) else [TrendLine(None, tr("All channels"), _known(totals))]
    lines += [
        TrendLine(c, apart(sheet.names[c]), _known(columns[:, c].tolist()), colour)
        for c, colour in zip(told, colour_numbers(figures, told), strict=True)
    ]
    band_of = _banded(lines)
    band: tuple[Interval | None, ...] = ()
    certain = ranges if ranges is not None else available()
    if band_of is not None and certain:
        channel = lines[band_of].channel
        band = tuple(figure_range(view, metric, channel, level) for view in views)
    if not any(band):
        band_of, band = None, ()
    redefined = concerning(redefinitions(sheet), catalog, metric)
    periods = trend_periods(sheet.periods, order, calculator.as_of, redefined)
    return TrendChart(
        metric=metric,
        title=tr("{figure} over time", figure=tr(record.label)),
        unit=record.unit,
        periods=periods,
        lines=tuple(lines),
        others=tuple(TrendLine(c, apart(sheet.names[c]), _known(columns[:, c].tolist())) for c in behind.tolist()),
        band_of=band_of,
        band=band,
        provisional=adds_up(catalog, metric),
        zero_is_break_even=_gains(catalog, metric),
        undrawn=len(rest) - len(behind),
        level=level,
        marks=(
            *redefined_marks(periods, redefined, catalog),
            *_step_marks(figures, periods, metric, told, judged=certain),
        ),
    )


def _step_marks(
    figures: Figures, periods: Sequence[TrendPeriod], metric: str, told: Sequence[int], *, judged: bool
) -> list[TrendMark]:
    """Of groups all steps are told, in no colour of their own: each is of a channel, and says of which."""
    if figures.by == "channel":
        return list(step_marks(figures, periods, metric, told, judged=judged))
    found = step_marks(figures.single, periods, metric, (), judged=judged)
    return [replace(mark, channel=None) for mark in found]


def _banded(lines: list[TrendLine]) -> int | None:
    """The line whose range is drawn: of one chosen channel, else of all channels; of several none could be read."""
    own = [index for index, line in enumerate(lines) if line.channel is not None]
    if len(own) > 1 or not lines:
        return None
    return own[0] if own else 0


def _gains(catalog: Catalog, metric: str) -> bool:
    rule, judged = rule_of(catalog, metric), rule_of(catalog, _JUDGED)
    same = isinstance(rule, ProfitRule) and isinstance(judged, ProfitRule) and rule.gain == judged.gain
    return same and isinstance(rule, ProfitRule) and bool(rule.cost)


def _known(values: Iterable[float]) -> tuple[float | None, ...]:
    return tuple(None if math.isnan(value) else value + 0.0 for value in values)


def trend_periods(
    periods: Sequence[Period], order: Sequence[int], as_of: date | None, redefined: Sequence[Redefinition] = ()
) -> tuple[TrendPeriod, ...]:
    """Where these base periods, given from the earliest to the latest, stand on the axis of a trend; a line over them
    is broken where something is `redefined`."""
    broken = breaks(redefined, [periods[index] for index in order])
    middles = _middles(periods, order)
    steps = [later - earlier for earlier, later in pairwise(middles)]
    longest = _LONGEST_STEP * median(steps) if steps else 0.0
    found: list[TrendPeriod] = []
    at = 0.0
    for number, index in enumerate(order):
        period = periods[index]
        follows = number > 0 and _follows(periods[order[number - 1]], period)
        # A long period is no pause: a quarter after weeks keeps its length.
        shortened = number > 0 and not follows and steps[number - 1] > longest
        if number:
            at += longest if shortened else steps[number - 1]
        gone = period.elapsed(as_of)
        found.append(
            TrendPeriod(
                period=index,
                name=period.text(),
                at=at,
                start=period.start,
                end=period.end,
                follows=follows,
                shortened=shortened,
                open=gone is None or gone < 1.0,
                anew=number in broken,
            )
        )
    return tuple(found)


def _middles(periods: Sequence[Period], order: Sequence[int]) -> list[float]:
    """The middle of each period's days; those without dates stand before the others, a usual step apart."""
    dated = [p.start.toordinal() + (p.days or 1) / 2 for p in (periods[i] for i in order) if p.start and p.end]
    undated = len(order) - len(dated)
    first = dated[0] if dated else 0.0
    usual = median([later - earlier for earlier, later in pairwise(dated)]) if len(dated) > 1 else _USUAL_DAYS
    return [first - usual * (undated - number) for number in range(undated)] + dated


def _follows(before: Period, period: Period) -> bool:
    """Whether no period is missing between two: less than half of the shorter one, as from Friday to Monday."""
    if before.end is None or period.start is None:
        return before.end is None and period.start is None
    between = (period.start - before.end).days - 1
    return between <= min(before.days or 1, period.days or 1) / 2
