"""Periods and roll-ups: which base periods there are, and which of them a quarter, a year or "all" takes together."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from roiapp.language import current, date_text, mark, month_label, tr


@dataclass(frozen=True)
class Period:
    """One base period. `start` and `end` are inclusive, both None for the one undated period of a new document.

    `as_of` is the day up to which its figures are in (None: not typed). `label` is empty where the dates say enough.
    """

    key: int
    label: str = ""
    start: date | None = None
    end: date | None = None
    as_of: date | None = None

    @property
    def days(self) -> int | None:
        return (self.end - self.start).days + 1 if self.start and self.end else None

    def elapsed(self, as_of: date | None) -> float | None:
        """Share of the period gone at the as-of date: 1 when over or undated, None before it starts."""
        day = self.as_of or as_of
        if not self.start or not self.end or day is None or day >= self.end:
            return 1.0
        if day < self.start:
            return None
        return ((day - self.start).days + 1) / ((self.end - self.start).days + 1)

    def text(self, locale: str | None = None) -> str:
        """What the tab shows, in the language in use unless another is asked for."""
        return self.label or span_text(self.start, self.end, locale)


class View(NamedTuple):
    """What is looked at: one base period, or several taken together (`rollup`). `periods` are indices."""

    periods: tuple[int, ...]
    start: date | None = None
    end: date | None = None
    label: str = ""
    kind: str = "period"

    @property
    def rollup(self) -> bool:
        return self.kind != "period"

    def text(self, locale: str | None = None) -> str:
        """What the view is called, in the language in use unless another is asked for."""
        if self.kind == "all":
            return tr("All periods")
        if self.kind == "last12":
            return tr("Last 12 months")
        return self.label or span_text(self.start, self.end, locale)


def span_text(start: date | None, end: date | None, locale: str | None = None) -> str:
    """A span of days in words: a month, a quarter or a year by its name, everything else by its days."""
    locale = locale or current()
    if start is None or end is None:
        return tr("Undated")
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.day == 1 and end == month_end(end):
        if months == 1:
            return month_label(start, locale)
        if months == 3 and start.month % 3 == 1:
            return tr("Q{quarter} {year}", quarter=(start.month + 2) // 3, year=start.year)
        if months == 12 and start.month == 1:
            return str(start.year)
    return tr("{start} – {end}", start=date_text(start, locale), end=date_text(end, locale))


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months on, at most the month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month(year: int, number: int, key: int = 0) -> Period:
    start = date(year, number, 1)
    return Period(key, "", start, month_end(start))


def overlapping(periods: Sequence[Period]) -> tuple[Period, Period] | None:
    """The first two base periods that share a day, or None."""
    dated = sorted((p for p in periods if p.start and p.end), key=lambda p: (p.start, p.end))
    for before, after in pairwise(dated):
        if before.end and after.start and after.start <= before.end:
            return before, after
    return None


def following(periods: Sequence[Period], key: int) -> Period:
    """The period that comes after the last dated one, of the same length: the next month, quarter, year or days."""
    if not any(p.start and p.end for p in periods):
        today = date.today()
        return month(today.year, today.month, key)
    first, last = max((p.start, p.end) for p in periods if p.start and p.end)
    start = last + timedelta(days=1)
    if months := whole_months(first, last):
        return Period(key, "", start, add_months(start, months) - timedelta(days=1))
    return Period(key, "", start, start + (last - first))


def whole_months(start: date, end: date) -> int:
    """How many months these days are, 0 where they are not whole ones."""
    if start.day != 1 or end != month_end(end):
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


def shifted_to(day: date, start: date, end: date, key: int) -> Period:
    """The period with this day in it, where one that reaches from `start` to `end` follows the other."""
    if months := whole_months(start, end):
        gone = (day.year - start.year) * 12 + day.month - start.month
        first = add_months(start, gone // months * months)
        return Period(key, "", first, add_months(first, months) - timedelta(days=1))
    length = (end - start).days + 1
    first = start + timedelta(days=(day - start).days // length * length)
    return Period(key, "", first, first + (end - start))


def inside(period: Period, start: date, end: date) -> bool:
    """Whether a base period counts towards a span: wholly inside, a week by its Thursday."""
    if not period.start or not period.end:
        return False
    if period.days == 7 and period.start.weekday() in (0, 6):
        thursday = period.start + timedelta(days=(3 - period.start.weekday()) % 7)
        return start <= thursday <= end
    return start <= period.start and period.end <= end


def fills(periods: Sequence[Period], view: View) -> bool:
    """Whether the base periods of a view reach from its first day to its last."""
    return view.start is not None and (view.start, view.end) == _outer_days([periods[i] for i in view.periods])


def prior_twelve(periods: Sequence[Period], index: int) -> tuple[int, ...]:
    """Indices of the base periods in the twelve months before this one starts."""
    start = periods[index].start
    if start is None:
        return ()
    first = add_months(start, -12)
    return tuple(i for i, p in enumerate(periods) if p.start and p.end and p.start >= first and p.end < start)


def looks_back(periods: Sequence[Period]) -> bool:
    """Whether any base period has others in the twelve months before it."""
    return any(prior_twelve(periods, index) for index in range(len(periods)))


def in_twelve_after(periods: Sequence[Period], touched: Iterable[int], among: Iterable[int]) -> set[int]:
    """Which base periods have any of the touched ones in the twelve months before them (`prior_twelve`)."""
    spans = [(p.start, p.end) for p in (periods[i] for i in touched) if p.start and p.end]
    found: set[int] = set()
    for index in among if spans else ():
        start = periods[index].start
        if start is None or not any(end < start for _, end in spans):
            continue
        first = add_months(start, -12)
        if any(first <= begin and end < start for begin, end in spans):
            found.add(index)
    return found


def by_date(periods: Sequence[Period], indices: Sequence[int]) -> list[int]:
    """The indices of base periods from the earliest to the latest, whatever order they stand in; undated ones first."""
    return sorted(indices, key=lambda i: periods[i].end or date.min)


def base_view(periods: Sequence[Period], index: int) -> View:
    period = periods[index]
    return View((index,), period.start, period.end, period.label)


def _span_view(periods: Sequence[Period], start: date, end: date, kind: str) -> View | None:
    indices = tuple(i for i, p in enumerate(periods) if inside(p, start, end))
    return View(indices, start, end, "", kind) if indices else None


def rollups(periods: Sequence[Period], fiscal_start: int = 1) -> tuple[View, ...]:
    """Every roll-up the base periods allow: months (of weeks), quarters, years, last twelve months, all."""
    if len(periods) < 2:
        return ()
    found: list[View] = [View(tuple(range(len(periods))), *_outer_days(periods), "", "all")]
    dated = [p for p in periods if p.start and p.end]
    if dated:
        first = min(p.start for p in dated if p.start)
        last = max(p.end for p in dated if p.end)
        found.extend(_last_twelve(periods, last))
        for kind, months in (("year", 12), ("quarter", 3), ("month", 1)):
            for start in _starts(first, last, months, fiscal_start):
                view = _span_view(periods, start, add_months(start, months) - timedelta(days=1), kind)
                if view and len(view.periods) > 1:
                    found.append(view)
    return tuple(found)


def _last_twelve(periods: Sequence[Period], last: date) -> Iterator[View]:
    view = _span_view(periods, add_months(last + timedelta(days=1), -12), last, "last12")
    if view and 1 < len(view.periods) < len(periods):
        yield view


def _starts(first: date, last: date, months: int, fiscal_start: int) -> Iterator[date]:
    start = date(first.year - 1, fiscal_start, 1)
    while start <= last:
        if add_months(start, months) > first:
            yield start
        start = add_months(start, months)


def _outer_days(periods: Sequence[Period]) -> tuple[date | None, date | None]:
    if any(p.start is None or p.end is None for p in periods):
        return None, None
    return min(p.start for p in periods if p.start), max(p.end for p in periods if p.end)


class PeriodError(ValueError):
    """A period that is not there; the text is a sentence for the user."""


#: shown where a period is asked for by name
PERIOD_FORMS = mark("a label, 2026-08, 2026-Q3, 2026, last12, all or each")


def find(periods: Sequence[Period], asked: str, fiscal_start: int = 1) -> View:
    """The view named by a label, `2026-08`, `2026-Q3`, `2026`, `last12` or `all`. Raises `PeriodError`."""
    text = " ".join(asked.split()).casefold()
    for index, period in enumerate(periods):
        if text and text in (period.label.casefold(), period.text().casefold(), period.text("en").casefold()):
            return base_view(periods, index)
    if text == "all" or (text == "last12" and len(periods) == 1):
        return all_periods(periods)
    span = _named_span(text, periods, fiscal_start)
    if span:
        for index, period in enumerate(periods):
            if (period.start, period.end) == span:
                return base_view(periods, index)
        kind = "last12" if text == "last12" else "span"
        view = _span_view(periods, *span, kind)
        if view:
            return view
    known = ", ".join(dict.fromkeys(p.text() for p in periods))
    raise PeriodError(
        tr(
            "There is no period “{asked}”. There are: {known}. Write {forms}.",
            asked=asked,
            known=known,
            forms=tr(PERIOD_FORMS),
        )
    )


def all_periods(periods: Sequence[Period]) -> View:
    """Everything there is: the one period itself, or the roll-up of all."""
    if len(periods) == 1:
        return base_view(periods, 0)
    return View(tuple(range(len(periods))), *_outer_days(periods), "", "all")


def _named_span(text: str, periods: Sequence[Period], fiscal_start: int) -> tuple[date, date] | None:
    months = 0
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        year, number = int(match[1]), int(match[2])
        if 1 <= number <= 12:
            start, months = date(year, number, 1), 1
    elif match := re.fullmatch(r"(\d{4})-?\s?q([1-4])|q([1-4])\s(\d{4})", text):
        year, quarter = int(match[1] or match[4]), int(match[2] or match[3])
        start, months = add_months(_year_start(year, fiscal_start), 3 * (quarter - 1)), 3
    elif re.fullmatch(r"\d{4}", text):
        start, months = _year_start(int(text), fiscal_start), 12
    elif text == "last12":
        last = max((p.end for p in periods if p.end), default=None)
        if last:
            start, months = add_months(last + timedelta(days=1), -12), 12
    if not months:
        return None
    return start, add_months(start, months) - timedelta(days=1)


def _year_start(year: int, fiscal_start: int) -> date:
    """A fiscal year is named after the calendar year in which it ends."""
    return date(year if fiscal_start == 1 else year - 1, fiscal_start, 1)
