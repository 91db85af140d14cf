"""Labels of a trend that must not lie over each other: the names at the ends of its lines, the periods below it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from roiapp.analysis.trend_chart import TrendPeriod
from roiapp.charts.style import ChartStyle
from roiapp.core.periods import month_end
from roiapp.language import current, date_text

LINE = 16.0
_BETWEEN = 14.0  # px between two labels of periods


@dataclass(frozen=True)
class PeriodLabel:
    """The name of a period below the axis, and the column of pixels it stands at."""

    x: int
    rect: QRectF
    text: str


def spread(wanted: Sequence[float], low: float, high: float, height: float) -> list[float]:
    """Middles of labels of a height, as near as can be to the wanted ones, none over another, all between two edges.

    As many as find room there have to be wanted at most.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    # Labels that would touch become one block, which stands where its labels' wanted middles are on average.
    blocks: list[tuple[list[int], float]] = []
    for index in order:
        members, middle = [index], min(max(wanted[index], low + height / 2), high - height / 2)
        while blocks and blocks[-1][1] + height * (len(blocks[-1][0]) + len(members)) / 2 > middle:
            before, _ = blocks.pop()
            members = before + members
            middle = sum(wanted[i] for i in members) / len(members)
            half = height * len(members) / 2
            middle = min(max(middle, low + half), high - half)
        blocks.append((members, middle))
    found = [0.0] * len(wanted)
    for members, middle in blocks:
        for number, index in enumerate(members):
            found[index] = middle + height * (number - (len(members) - 1) / 2)
    return found


def period_labels(
    periods: Sequence[TrendPeriod], xs: Sequence[int], top: float, width: float, style: ChartStyle
) -> list[PeriodLabel]:
    """The labels there is room for: each year's first period before the others, then halves, quarters and the rest,
    every rank as a whole or not at all, so that what is labelled stays regular."""
    texts = [_short(period) for period in periods]
    height = style.metrics().height()

    def label(number: int) -> PeriodLabel:
        needed = style.width(texts[number]) + 1.0
        left = min(max(xs[number] - needed / 2, 2.0), width - needed - 2.0)
        return PeriodLabel(xs[number], QRectF(left, top, needed, height), texts[number])

    ranks = _ranks(periods)
    kept: list[PeriodLabel] = []
    for rank in sorted(set(ranks)):
        more = sorted((*kept, *(label(n) for n in range(len(periods)) if ranks[n] == rank)), key=lambda each: each.x)
        if not _fit(more, width):
            break
        kept = more
    if len(kept) < 2:
        # No rank fits as a whole: from the last period backwards whatever finds room.
        kept = []
        for number in reversed(range(len(periods))):
            one = label(number)
            if _fit([one, *kept], width):
                kept.insert(0, one)
    return kept


def _fit(labels: Sequence[PeriodLabel], width: float) -> bool:
    inside = all(each.rect.left() >= 0.0 and each.rect.right() <= width for each in labels)
    pairs = itertools.pairwise(labels)
    return inside and all(one.rect.right() + _BETWEEN <= other.rect.left() for one, other in pairs)


def _ranks(periods: Sequence[TrendPeriod]) -> list[int]:
    """How soon each period is labelled: by the calendar where the periods are months or longer, else counted back from
    the last one, so that it is always among the first."""
    if periods and all(_whole_months(period) for period in periods):
        order = {1: 0, 7: 1, 4: 2, 10: 2}
        found = [order.get(period.start.month, 3) if period.start else 0 for period in periods]
        return [rank if len(set(found)) > 1 else 0 for rank in found]
    return [_twos(len(periods) - 1 - number, len(periods)) for number in range(len(periods))]


def _whole_months(period: TrendPeriod) -> bool:
    start, end = period.start, period.end
    return start is not None and end is not None and start.day == 1 and end == month_end(end)


def _twos(distance: int, most: int) -> int:
    """0 for the last, then fewer for the multiples of larger powers of two."""
    rank, step = 0, 1
    while step * 2 <= most:
        step *= 2
    while distance % step:
        rank, step = rank + 1, step // 2
    return rank


def _short(period: TrendPeriod) -> str:
    """A period's name for the axis: days as the first of them."""
    if period.start is not None and period.name.startswith(date_text(period.start, current())):
        return date_text(period.start, current())
    return period.name
