"""Which period each row of a table belongs to: from its date, its period or first and last day, else the title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, TypeAlias

from roiapp.core.periods import Period, add_months, month_end, overlapping, span_text
from roiapp.files.date_columns import period_above
from roiapp.files.dates import Order, Span, day_order, month_alone, read_span
from roiapp.files.dialects import month_words, normal
from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import Answer, Choices, Key, QuestionError, open_order, order_answers
from roiapp.files.period_grain import Grain
from roiapp.files.table_layout import Layout, is_blank, text_of
from roiapp.files.tables import Cell
from roiapp.language import LANGUAGES, current, date_text, plain, tr

#: what a row says of its time: days, or a label that names none; None where it says nothing
When: TypeAlias = Span | str | None
_OUTSIDE: Final = -1
_WEEK: Final = timedelta(days=6)
#: letters of a cell in a sentence
_SHOWN: Final = 60


@dataclass(frozen=True)
class RowPeriods:
    """`periods` in order of time, and for each data row the index of its own, -1 where it lies outside the period that
    was chosen. `filled_down` rows took the period above; `weeks` are those that reach into two months; `said` are the
    days that each period's rows name, none where they name none."""

    periods: tuple[Period, ...]
    rows: list[int]
    filled_down: int = 0
    weeks: int = 0
    said: tuple[frozenset[Span], ...] = ()


def row_periods(
    layout: Layout, rows: list[int], choices: Choices | None = None, periods: Sequence[Period] = ()
) -> RowPeriods:
    """The periods of the data rows, in a document that has these `periods`, none in a new one.

    Raises `QuestionError` where only the user knows, `FileError` where a row's period cannot be read.
    """
    choices = choices or Choices()
    booking = _Booking(layout, rows, choices, Grain(periods))
    keys = booking.keys()
    found = list(dict.fromkeys(key for key in keys if key is not None))
    order = sorted(range(len(found)), key=lambda i: (found[i][1] is None, found[i][1] or date.min, i))
    made = tuple(Period(n, *found[i]) for n, i in enumerate(order))
    if pair := overlapping(made):
        raise FileError(
            tr("The periods “{first}” and “{second}” share days. Give every row a period of the same kind.",
               first=pair[0].text(current()), second=pair[1].text(current())), sheet=layout.sheet.name,
        )  # fmt: skip
    place = {found[i]: n for n, i in enumerate(order)}
    said = tuple(frozenset(booking.said.get(found[i], ())) for i in order)
    return RowPeriods(
        made, [_OUTSIDE if key is None else place[key] for key in keys], booking.filled_down, booking.weeks, said
    )


class _Booking:
    """Books one table's rows."""

    def __init__(self, layout: Layout, rows: list[int], choices: Choices, grain: Grain) -> None:
        self._layout = layout
        self._rows = rows
        self._choices = choices
        self._grain = grain
        self._orders: dict[int, Order] = {}
        self.filled_down = 0
        self.weeks = 0
        self.said: dict[Key, set[Span]] = {}

    def keys(self) -> list[Key | None]:
        """The period of each row, None where it lies outside the chosen one."""
        layout, roles, rows = self._layout, self._layout.roles, self._rows
        if "start" in roles and "end" in roles and {roles["start"], roles["end"]} <= _exact_columns(layout):
            return self._by_cells(("start", "end", "period"), self._exact)
        for role, read in (("date", self._date), ("period", self._period)):
            if role in roles and any(not is_blank(layout.cell(row, roles[role])) for row in rows):
                return self._by_column(roles[role], read)
        if "start" in roles and "end" in roles:
            first = roles["start"]
            return self._by_cells(("start", "end"), lambda row: self._booked(self._first_and_last(row), row, first))
        return [self._of_file()] * len(rows)

    def _by_cells(self, roles: tuple[str, ...], read: Callable[[int], Key | None]) -> list[Key | None]:
        """Each row's period, read once for all rows that have the same cells in these columns."""
        layout = self._layout
        columns = [layout.roles[role] for role in roles if role in layout.roles]
        known: dict[tuple[Cell, ...], Key | None] = {}
        keys: list[Key | None] = []
        for row in self._rows:
            cells = tuple(layout.cell(row, column) for column in columns)
            if cells not in known:
                known[cells] = read(row)
            keys.append(known[cells])
        return keys

    # -- by a column ---------------------------------------------------------------------------------------------------

    def _by_column(self, column: int, read: Callable[[int, int, Order], When]) -> list[Key | None]:
        layout, order = self._layout, self._order(column)
        known: dict[Cell, Key | None] = {}
        keys: list[Key | None] = []
        for row in self._rows:
            cell = layout.cell(row, column)
            if is_blank(cell):  # a merged cell stands in its first row only
                if not keys:
                    raise layout.error(tr("This row has no period. Write one, such as 2026-08."), row, column)
                keys.append(keys[-1])
                self.filled_down += 1
                continue
            if cell not in known:
                known[cell] = self._booked(read(row, column, order), row, column)
            keys.append(known[cell])
        return keys

    def _order(self, column: int) -> Order:
        if column not in self._orders:
            self._orders[column] = self._choices.order or self._find_order(column)
        return self._orders[column]

    def _find_order(self, column: int) -> Order:
        layout, rows = self._layout, self._rows
        if layout.order:
            return layout.order
        texts = {cell for row in rows if isinstance(cell := layout.cell(row, column), str)}
        order = day_order(texts, "" if layout.language == "id" else layout.language)
        if order is None:
            raise layout.question("date_order", open_order(), rows[0], column, order_answers())
        return order

    def _date(self, row: int, column: int, order: Order) -> When:
        span = _span(self._layout.cell(row, column), order)
        if span is None:
            raise _no_period(self._layout, row, column)
        if span.start == span.end and self._layout.weekly(column):
            return Span(span.start, span.start + _WEEK)
        return span

    def _period(self, row: int, column: int, order: Order) -> When:
        cell = self._layout.cell(row, column)
        span = _span(cell, order)
        if span is not None and span.start == span.end and self._layout.quarterly(column):
            return _quarter(span.start)
        if span is not None:
            return span
        text = text_of(cell)
        if self._layout.headers[column].casefold() == "period" and month_alone(text) is None:
            return text
        raise _no_period(self._layout, row, column)

    # -- by the first and the last day ---------------------------------------------------------------------------------

    def _exact(self, row: int) -> Key | None:
        """By the program's own columns, whose days hold as they stand."""
        layout = self._layout
        span = self._first_and_last(row, may_lack=True)
        label = text_of(layout.cell(row, layout.roles.get("period")))
        if span is None:
            return self._chosen(label, row, None)
        own = _own_label(label, span)
        if self._choices.period is None and not self._grain.dated:
            return own, span.start, span.end
        days = Period(-1, own, span.start, span.end)
        if self._choices.period is None and not overlapping([*self._grain.dated, days]):
            return own, span.start, span.end
        return self._booked(span, row, layout.roles["start"])

    def _first_and_last(self, row: int, *, may_lack: bool = False) -> Span | None:
        layout = self._layout
        days = []
        for role in ("start", "end"):
            column = layout.roles[role]
            cell = layout.cell(row, column)
            span = _span(cell, self._order(column) if isinstance(cell, str) else "")
            if span is None and not (may_lack and is_blank(cell)):
                raise _no_period(layout, row, column)
            days.append(span)
        start, end = days[0].start if days[0] else None, days[1].end if days[1] else None
        if start and end and start > end:
            raise layout.error(tr("The period ends before it starts."), row, layout.roles["end"])
        if bool(start) != bool(end):
            raise layout.error(tr("A period needs its first and its last day, or neither."), row, layout.roles["start"])
        return Span(start, end) if start and end else None

    # -- by the file ---------------------------------------------------------------------------------------------------

    def _of_file(self) -> Key | None:
        span = period_above(self._layout.sheet, self._layout.header)
        return self._booked(span, self._layout.header, None, of_file=True)

    # -- booking -------------------------------------------------------------------------------------------------------

    def _booked(self, when: When, row: int, column: int | None, *, of_file: bool = False) -> Key | None:
        if not isinstance(when, Span):
            return self._chosen(when or "", row, column)
        chosen = self._choices.period
        if chosen is not None:
            _, start, end = chosen
            outside = start is not None and end is not None and (when.end < start or end < when.start)
            if outside and not of_file:
                return None
            self.said.setdefault(chosen, set()).add(self._named(when, column))
            return chosen
        key = self._grain.book(when)
        if key is None:
            raise self._too_long(when, row, column)
        self.said.setdefault(key, set()).add(self._named(when, column))
        if when.end - when.start == _WEEK and not when.one_month:
            self.weeks += 1
        return key

    def _named(self, when: Span, column: int | None) -> Span:
        """What is said of the days: a month where its first day stands in a column of months."""
        single = column is not None and when.start == when.end
        return when.month if single and normal(self._layout.headers[column or 0]) in month_words() else when

    def _chosen(self, label: str, row: int, column: int | None) -> Key:
        """The period of a row that names no days."""
        if self._choices.period is not None:
            return self._choices.period
        periods = self._grain.periods
        by_label = [p for p in periods if label and p.label.casefold() == label.casefold()]
        if by_label or len(periods) == 1:
            period = (by_label or list(periods))[0]
            return (period.label, period.start, period.end) if not label or by_label else (label, None, None)
        if label or not periods:
            return label, None, None
        raise QuestionError(
            "period", tr("Nothing in the file says of which period its figures are."),
            answers=tuple(
                Answer(period.text(current()), {"period": (period.label, period.start, period.end)})
                for period in periods
            ),
            sheet=self._layout.sheet.name, row=row + 1, column=self._layout.headers[column] if column else "",
        )  # fmt: skip

    def _too_long(self, span: Span, row: int, column: int | None) -> QuestionError:
        start, end = date_text(span.start, current()), date_text(span.end, current())
        if self._grain.dated:
            sentence = tr("The figures are of {start} – {end}, which is no single period of this worksheet. Say which"
                          " period they go into, or export them by day.", start=start, end=end)  # fmt: skip
        else:
            sentence = tr("The figures are of {start} – {end}, more than one month, so no month can be given them."
                          " Export them by month, or add a column “period” that says 2026-08 or 2026-Q3 in every row.",
                          start=start, end=end)  # fmt: skip
        own = tr("One period of its own: {start} – {end}", start=start, end=end)
        answers = [Answer(own, {"period": ("", span.start, span.end)})] if not self._overlaps(span) else []
        answers += [
            Answer(period.text(current()), {"period": (period.label, period.start, period.end)})
            for period in self._grain.dated
            if period.start and period.end and period.start <= span.end and span.start <= period.end
        ]
        return QuestionError(
            "period", sentence, answers=tuple(answers), sheet=self._layout.sheet.name, row=row + 1,
            column=self._layout.headers[column] if column is not None else "",
        )  # fmt: skip

    def _overlaps(self, span: Span) -> bool:
        return bool(overlapping([*self._grain.dated, Period(-1, "", span.start, span.end)]))


@cache
def _own_label(label: str, span: Span) -> str:
    """What a period is called beyond its days: "" where the label says just these, in any of our languages."""
    named = read_span(label) if label else None
    if named and (named.start, named.end) == (span.start, span.end):
        return ""
    said = {plain(span_text(span.start, span.end, language)) for language in LANGUAGES}
    return "" if label in {" ".join(text.split()) for text in said} else label


def _quarter(day: date) -> Span:
    """The quarter that a day is in."""
    start = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Span(start, month_end(add_months(start, 2)), named=True)


def _exact_columns(layout: Layout) -> set[int]:
    """Columns headed `start` and `end` as the program itself heads them: their days hold as they stand."""
    return {c for role in ("start", "end") if layout.headers[c := layout.roles[role]] == role}


def _span(cell: Cell, order: Order) -> Span | None:
    if isinstance(cell, datetime):
        return Span(cell.date(), cell.date())
    if isinstance(cell, date):
        return Span(cell, cell)
    return read_span(text_of(cell), order)


def _no_period(layout: Layout, row: int, column: int) -> FileError:
    text = text_of(layout.cell(row, column))[:_SHOWN]
    sentence = tr("“{text}” is no period that can be read. Write a month with its year, such as 2026-08.", text=text)
    return layout.error(sentence, row, column)
