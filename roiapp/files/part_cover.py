"""How much of a period the rows of a file are of: a part of one must not pass for the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from roiapp.core.periods import Period, add_months, month_end, span_text, whole_months
from roiapp.files.dates import Span
from roiapp.language import current, date_text, list_text, tr, trn

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
#: a week counts to the month of its Thursday: that many days of it can lie in the month beside
_OF_A_WEEK: Final = 3
_MOST_NAMED: Final = 4


class Days(NamedTuple):
    """The first and the last day of a period."""

    start: date
    end: date


def part_of(period: Days, spans: Collection[Span], every: Sequence[Collection[Span]]) -> tuple[Span, ...]:
    """The days of a period that its rows are of, in order and as few spans as can be; () where they are of all of it,
    or nothing says so. `spans` are what its rows say, `every` the same of all periods of the file.

    A day can stand for its whole month, or for the whole period: where all rows say the first or the last one.
    Days without a row are no gap unless there are more at an end than between others, or a whole month of them.
    """
    if not spans or _stamps(period, spans, every):
        return ()
    if _are_months([span for own in every for span in own]):
        spans = [span.month for span in spans]
    inside = (Span(max(s.start, period.start), min(s.end, period.end)) for s in spans if s.end >= period.start)
    known = _together(span for span in inside if span.start <= span.end)
    if not known:
        return ()
    gaps = [(after.start - before.end).days - 1 for before, after in pairwise(known)]
    single = all(span.start == span.end for span in spans)
    weekly = any((span.end - span.start).days + 1 == _WEEK for span in spans)
    least = max(gaps, default=0) if single else _OF_A_WEEK if weekly else 0
    ends = max((known[0].start - period.start).days, (period.end - known[-1].end).days)
    if single:
        known = _joined(known)
    if ends <= least and (len(known) == 1 if single else max(gaps, default=0) <= least):
        return ()
    return tuple(known)


def runs_on(period: Days, part: Sequence[Span], today: date) -> bool:
    """Whether a period is not over and its part reaches from its first day: then the figures there are of no whole."""
    return period.start <= today <= period.end and len(part) == 1 and part[0].start == period.start


def part_sentence(period: Period, part: Sequence[Span], figures: int) -> str:
    """What would happen to the figures there."""
    return trn(
        "Of {period} the file has only {days}: {n} figure there, which counts for the whole period, would be replaced"
        " by that of a part.",
        "Of {period} the file has only {days}: {n} figures there, which count for the whole period, would be replaced"
        " by those of a part.", figures, period=period.text(current()), days=days_in_words(part),
    )  # fmt: skip


def days_in_words(spans: Sequence[Span]) -> str:
    """The days as a list: "Jul 2026 and Sep 2026"; where there are many, from the first to the last."""
    texts: list[str] = []
    for span in spans:
        months = whole_months(span.start, span.end)
        firsts = [add_months(span.start, number) for number in range(months)]
        texts += [span_text(first, month_end(first)) for first in firsts] or [_days(span)]
    if len(texts) > _MOST_NAMED:
        return tr("{first} to {last}", first=texts[0], last=texts[-1])
    return list_text(texts)


def _days(span: Span) -> str:
    return date_text(span.start, current()) if span.start == span.end else span_text(span.start, span.end)


def _stamps(period: Days, spans: Collection[Span], every: Sequence[Collection[Span]]) -> bool:
    """Whether the one day that a period's rows say may stand for all of it: its first or last one, or one of a period
    in a file of several."""
    (first, *others) = spans
    if others or first.start != first.end:
        return False
    return first.start in period or len(every) > 1


def _are_months(spans: Sequence[Span]) -> bool:
    """Whether several days stand for months: all are first ones, or all are last ones."""
    if any(span.start != span.end for span in spans) or len(set(spans)) < 2:
        return False
    return all(s.start.day == 1 for s in spans) or all((s.start + _DAY).day == 1 for s in spans)


def _together(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if found and span.start <= found[-1].end + _DAY:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _joined(spans: list[Span]) -> list[Span]:
    """Days with others between that have no row are one span, unless a whole month lies between."""
    found = spans[:1]
    for span in spans[1:]:
        first = (found[-1].end + _DAY)
        first = first if first.day == 1 else add_months(first.replace(day=1), 1)
        if month_end(first) < span.start:
            found.append(span)
        else:
            found[-1] = Span(found[-1].start, span.end)
    return found
