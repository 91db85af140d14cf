"""The course of one figure in few pixels: which periods it has, its shape, and the same as a sentence. No Qt.

A shape lies in a box of 1 by 1 with the smallest value at the bottom: every row has its own range, and only what
crosses zero shows where zero is.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from roiapp.analysis.change import adds_up
from roiapp.analysis.trend_chart import TrendPeriod, trend_periods
from roiapp.core.periods import base_view, by_date
from roiapp.core.what_counts import breaks, concerning, redefinitions
from roiapp.language import tr, trn

if TYPE_CHECKING:
    from roiapp.core.calculator import Calculator
    from roiapp.core.edits import Indices
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.periods import View
    from roiapp.core.unit_records import Unit
    from roiapp.core.worksheet import Floats

#: base periods that a course goes back, the one looked at among them
PERIODS: Final = 12

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sparkline:
    """`values` from the earliest period to the latest, None where the figure is not known. `runs` are the stretches of
    the line without a gap, some of a single point; `dot` is the value of the last period, None where it is not known,
    `unsure` while it still grows; `zero` how high zero is, None where no value lies beyond it."""

    values: tuple[float | None, ...]
    runs: tuple[tuple[Point, ...], ...] = ()
    dot: Point | None = None
    unsure: bool = False
    zero: float | None = None


def course_periods(calculator: Calculator, view: View) -> tuple[TrendPeriod, ...]:
    """The base periods with days up to the last one of a view, at most `PERIODS`; none for a view without days."""
    periods = calculator.worksheet.periods
    order = [index for index in by_date(periods, range(len(periods))) if periods[index].start]
    places = [place for place, index in enumerate(order) if index in view.periods]
    if not places:
        return ()
    last = places[-1] + 1
    return trend_periods(periods, order[max(0, last - PERIODS) : last], calculator.as_of)


def courses(calculator: Calculator, periods: Sequence[int], id_: str, channels: Indices) -> Floats:
    """A figure of these channels in these base periods, [period, channel], NaN where it is not known."""
    import numpy as np

    if len(periods) > 1 and not calculator.catalog.uses_total(id_):
        return calculator.columns(tuple(periods), id_)[:, channels]
    of = calculator.worksheet.periods
    return np.array([calculator.figures(base_view(of, period)).values_at(id_, channels) for period in periods])


def counted_anew(calculator: Calculator, periods: Sequence[TrendPeriod], id_: str) -> frozenset[int]:
    """The places of those periods from which on a figure is counted differently than before."""
    sheet = calculator.worksheet
    redefined = concerning(redefinitions(sheet), calculator.catalog, id_)
    return breaks(redefined, [sheet.periods[each.period] for each in periods]) if redefined else frozenset()


def sparkline(
    periods: Sequence[TrendPeriod], values: Sequence[float], *, grows: bool = False, broken: Container[int] = ()
) -> Sparkline:
    """The course of a figure over these periods, NaN where it is not known. It `grows` with the days of a period that
    is open; the line is broken where a figure is not known, where a period is missing, and into the places `broken`."""
    known = [value for value in values if value == value]
    if not known:
        return Sparkline((None,) * len(periods))
    low, high = min(known), max(known)
    scale, start = high - low, periods[0].at
    length = periods[-1].at - start
    runs: list[list[Point]] = []
    gap, unsure = True, False
    for place, (period, value) in enumerate(zip(periods, values, strict=True)):
        if value != value:
            gap = True
            continue
        if gap or not period.follows or place in broken:
            runs.append([])
            gap = False
        runs[-1].append(((period.at - start) / length if length else 1.0, (value - low) / scale if scale else 0.5))
        unsure = grows and period.open
    return Sparkline(
        tuple(None if value != value else value + 0.0 for value in values),
        tuple(map(tuple, runs)),
        None if gap else runs[-1][-1],
        unsure and not gap,
        -low / scale if low < 0 < high else None,
    )


def grows(calculator: Calculator, id_: str) -> bool:
    """Whether a figure of an open period is not all there yet."""
    return adds_up(calculator.catalog, id_)


def sentence(
    figure: str, whose: str, periods: Sequence[TrendPeriod], line: Sparkline, unit: Unit, write: NumberFormat
) -> str:
    """A course in words: of which figure and whose, from where to where it went, its extremes and its gaps."""
    said: dict[str, object] = {"figure": figure, "whose": whose}
    if not periods:
        return tr("{whose}, {figure}: there are no dates to go back by.", **said)
    known = [(value, period.name) for value, period in zip(line.values, periods, strict=True) if value is not None]
    if not known:
        return trn("{whose}, {figure} over {n} period: not known.", "{whose}, {figure} over {n} periods: not known.",
                   len(periods), **said)  # fmt: skip
    (first, start), (last, end) = known[0], known[-1]
    said |= {"last": write.text(last, unit), "end": end}
    if len(known) == 1:
        return trn("{whose}, {figure} over {n} period: {last} in {end}.",
                   "{whose}, {figure} over {n} periods: {last} in {end} alone.", len(periods), **said)  # fmt: skip
    (low, lowest), (high, highest) = min(known, key=lambda each: each[0]), max(known, key=lambda each: each[0])
    said |= {"first": write.text(first, unit), "start": start}
    said |= {"low": write.text(low, unit), "lowest": lowest, "high": write.text(high, unit), "highest": highest}
    whole = tr(
        "{whose}, {figure} over {n} periods: from {first} in {start} to {last} in {end}, lowest {low} in {lowest}, "
        "highest {high} in {highest}.",
        n=len(periods), **said,
    )  # fmt: skip
    missing = len(periods) - len(known)
    unknown = trn("Not known in {n} of them.", "Not known in {n} of them.", missing)
    return f"{whole} {unknown}" if missing else whole


def span(periods: Sequence[TrendPeriod]) -> str:
    """Which periods the courses go through, in words."""
    if not periods:
        return tr("There are no dates to go back by.")
    return trn(
        "Over {n} period, {end}.",
        "Over {n} periods, {start} to {end}; every row has its own scale.",
        len(periods), start=periods[0].name, end=periods[-1].name,
    )  # fmt: skip
