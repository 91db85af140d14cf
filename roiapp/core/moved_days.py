"""Figures of periods moved to the same days so many days before, split by days between the periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from roiapp.core.fields import Shift
from roiapp.core.periods import Period
from roiapp.core.worksheet import Floats

_SURE = 1e-6  # of a day


class Spans(NamedTuple):
    """The days of dated periods as numbers, [period]: from `start` to before `end`."""

    start: Floats
    end: Floats

    @classmethod
    def of(cls, periods: Sequence[Period], as_of: date | None, kind: Shift) -> Spans:
        """The days that the figures of periods are of: where they tell what was *done* those gone while a period is
        open. Of one that has not begun all days are: its figures are plans."""
        starts, ends = [], []
        for period in periods:
            assert period.start is not None
            assert period.end is not None
            gone = period.elapsed(as_of) if kind == "done" else None
            length = (period.end - period.start).days + 1
            starts.append(float(period.start.toordinal()))
            ends.append(starts[-1] + (length if gone is None else round(length * gone)))
        return cls(np.array(starts), np.array(ends))

    @property
    def length(self) -> Floats:
        return self.end - self.start


def moved(values: Floats, spans: Spans, shifts: Floats, blank_is_none: npt.NDArray[np.bool_]) -> Floats:
    """Flows [field, period, channel] of the days so many days `shifts` [period, channel] before. NaN where a day is in
    no period or in one whose figure is unknown; of fields where `blank_is_none` [field] an unknown figure beside known
    ones is 0."""
    found = np.full(values.shape, np.nan)
    known = ~np.isnan(values)
    filled = np.where(blank_is_none[:, np.newaxis, np.newaxis] & ~known, 0.0, values)
    with np.errstate(over="ignore", invalid="ignore"):
        for period, shift in enumerate(shifts):
            total = np.zeros((len(values), shifts.shape[1]))
            some = np.zeros(total.shape, dtype=np.bool_)
            covered = np.zeros(shifts.shape[1])
            for source, days in _parts(spans, period, shift):
                inside = days > 0.0
                total += np.where(inside, filled[:, source] * (days / spans.length[source]), 0.0)
                some |= inside & known[:, source]
                covered += days
            whole = some & (covered >= spans.length[period] - _SURE)
            found[:, period] = np.where(whole & np.isfinite(total), total, np.nan)
    return found


def moved_mean(values: Floats, weights: Floats, spans: Spans, shifts: Floats, default: float | None = None) -> Floats:
    """The same of means [period, channel], weighted by flows of the same shape; by days where these are 0 or unknown.
    Beside known figures unknown ones are the `default`, where there is one; at weight 0 they do not matter."""
    found = np.full(values.shape, np.nan)
    known = ~np.isnan(values)
    filled = values if default is None else np.where(known, values, default)
    channels = shifts.shape[1]
    with np.errstate(all="ignore"):
        for period, shift in enumerate(shifts):
            sums, weight, covered, by_days = (np.zeros(channels) for _ in range(4))
            least, most = np.full(channels, np.nan), np.full(channels, np.nan)
            some = np.zeros(channels, dtype=np.bool_)
            for source, days in _parts(spans, period, shift):
                inside, value = days > 0.0, filled[source]
                part = weights[source] * (days / spans.length[source])
                counts = inside & (part != 0.0)
                sums += np.where(counts, value * part, 0.0)
                weight += np.where(inside, part, 0.0)
                by_days += np.where(inside, value * days, 0.0)
                covered += days
                least, most = (
                    np.where(inside, edge(bound, value), bound)
                    for edge, bound in ((np.fmin, least), (np.fmax, most))
                )
                some |= inside & known[source]
            mean = np.where(weight > 0.0, sums / weight, by_days / covered)
            whole = some & (covered >= spans.length[period] - _SURE) & np.isfinite(mean)
            # What is the same in all parts is that, whatever rounding makes of it.
            found[period] = np.where(whole, np.clip(mean, least, most), np.nan)
    return found


def _parts(spans: Spans, period: int, shift: Floats) -> Iterator[tuple[int, Floats]]:
    """The periods in which days of the shifted one are for any channel, with how many [channel]."""
    known = shift[~np.isnan(shift)]
    if not len(known):
        return
    start, end = spans.start[period], spans.end[period]
    first, last = start - known.max(), end - known.min()
    low, high = start - shift, end - shift
    for source in np.flatnonzero((spans.start < last) & (spans.end > first)).tolist():
        days = np.minimum(high, spans.end[source]) - np.maximum(low, spans.start[source])
        yield source, np.where(days > 0.0, days, 0.0)
