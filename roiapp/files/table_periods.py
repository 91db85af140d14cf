"""Which period each row of a table belongs to: from its date, its period or first and last day, else the title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from roiapp.core.periods import Period, overlapping
from roiapp.files.dates import Order, Span, day_order, month_alone, period_in_texts, read_span
from roiapp.files.file_errors import FileError
from roiapp.files.table_layout import Layout, is_blank, text_of
from roiapp.files.tables import Cell
from roiapp.language import current, date_text, tr

Key = tuple[str, date | None, date | None]
_UNDATED: Final[Key] = ("", None, None)


@dataclass(frozen=True)
class RowPeriods:
    """`periods` in order of time, and for each data row the index of its own. `filled_down` rows took the one above."""

    periods: tuple[Period, ...]
    rows: list[int]
    filled_down: int = 0


def row_periods(layout: Layout, rows: list[int]) -> RowPeriods:
    """The periods of the data rows. Raises `FileError` where a row's period is unclear or spans several months."""
    keys, filled_down = _keys(layout, rows)
    found = list(dict.fromkeys(keys))
    order = sorted(range(len(found)), key=lambda i: (found[i][1] is None, found[i][1] or date.min, i))
    periods = tuple(Period(n, *found[i]) for n, i in enumerate(order))
    if pair := overlapping(periods):
        raise FileError(
            tr("The periods “{first}” and “{second}” share days. Give every row a period of the same kind.",
               first=pair[0].text(current()), second=pair[1].text(current())), sheet=layout.sheet.name,
        )  # fmt: skip
    place = {found[i]: n for n, i in enumerate(order)}
    return RowPeriods(periods, [place[key] for key in keys], filled_down)


def _keys(layout: Layout, rows: list[int]) -> tuple[list[Key], int]:
    roles = layout.roles
    exact = "start" in roles and "end" in roles and {roles["start"], roles["end"]} <= _exact_columns(layout)
    if exact:
        return [_first_and_last(layout, row, exact=True) for row in rows], 0
    for role, read in (("date", _date_key), ("period", _period_key)):
        if role in roles and any(not is_blank(layout.cell(row, roles[role])) for row in rows):
            return _by_column(layout, rows, roles[role], read)
    if "start" in roles and "end" in roles:
        return [_first_and_last(layout, row, exact=False) for row in rows], 0
    key = _key_of_file(layout)
    return [key] * len(rows), 0


def _exact_columns(layout: Layout) -> set[int]:
    """Columns headed `start` and `end` as the program itself heads them: their days hold as they stand."""
    return {c for role in ("start", "end") if layout.headers[c := layout.roles[role]] == role}


def _by_column(
    layout: Layout, rows: list[int], column: int, read: Callable[[Layout, int, int, Order], Key]
) -> tuple[list[Key], int]:
    order = _order(layout, rows, column)
    known: dict[Cell, Key] = {}
    keys: list[Key] = []
    filled_down = 0
    for row in rows:
        cell = layout.cell(row, column)
        if is_blank(cell):  # a merged cell stands in its first row only
            if not keys:
                raise layout.error(tr("This row has no period. Write one, such as 2026-08."), row, column)
            keys.append(keys[-1])
            filled_down += 1
            continue
        if cell not in known:
            known[cell] = read(layout, row, column, order)
        keys.append(known[cell])
    return keys, filled_down


def _order(layout: Layout, rows: list[int], column: int) -> Order:
    texts = (cell for row in rows if isinstance(cell := layout.cell(row, column), str))
    order = day_order(texts, "" if layout.language == "id" else layout.language)
    if order is None:
        raise layout.error(
            tr("The dates can be read as day first or as month first. Write them as 2026-08-31."), rows[0], column
        )
    return order


def _span(cell: Cell, order: Order) -> Span | None:
    if isinstance(cell, datetime):
        return Span(cell.date(), cell.date())
    if isinstance(cell, date):
        return Span(cell, cell)
    return read_span(text_of(cell), order)


def _date_key(layout: Layout, row: int, column: int, order: Order) -> Key:
    span = _span(layout.cell(row, column), order)
    if span is None:
        raise _no_period(layout, row, column)
    return _booked(layout, span, row, column)


def _period_key(layout: Layout, row: int, column: int, order: Order) -> Key:
    cell = layout.cell(row, column)
    span = _span(cell, order)
    if span is not None:
        return _booked(layout, span, row, column)
    text = text_of(cell)
    if layout.headers[column].casefold() == "period" and month_alone(text) is None:
        return text, None, None
    raise _no_period(layout, row, column)


def _no_period(layout: Layout, row: int, column: int) -> FileError:
    text = text_of(layout.cell(row, column))
    sentence = tr("“{text}” is no period that can be read. Write a month with its year, such as 2026-08.", text=text)
    return layout.error(sentence, row, column)


def _first_and_last(layout: Layout, row: int, *, exact: bool) -> Key:
    """The key of a row with a first and a last day; `exact`: the program's own columns, which hold as they stand."""
    days = []
    for role in ("start", "end"):
        column = layout.roles[role]
        cell = layout.cell(row, column)
        span = _span(cell, _order(layout, [row], column))
        if span is None and not (exact and is_blank(cell)):
            raise _no_period(layout, row, column)
        days.append(span)
    start, end = days[0].start if days[0] else None, days[1].end if days[1] else None
    if start and end and start > end:
        raise layout.error(tr("The period ends before it starts."), row, layout.roles["end"])
    if not exact and start and end:
        return _booked(layout, Span(start, end), row, layout.roles["start"])
    if bool(start) != bool(end):
        raise layout.error(tr("A period needs its first and its last day, or neither."), row, layout.roles["start"])
    label = text_of(layout.cell(row, layout.roles.get("period")))
    named = read_span(label) if label else None
    return ("" if named and (named.start, named.end) == (start, end) else label), start, end


def _key_of_file(layout: Layout) -> Key:
    above = [text_of(cell) for cells in layout.sheet.rows[: layout.header] for cell in cells if not is_blank(cell)]
    dates = [cell for cells in layout.sheet.rows[: layout.header] for cell in cells if isinstance(cell, date)]
    lines = [" ".join(text_of(c) for c in cells if not is_blank(c)) for cells in layout.sheet.rows[: layout.header]]
    span = period_in_texts(above) or period_in_texts(lines) or period_in_texts([layout.sheet.name])
    if span is None and len(dates) == 1 and any("period" in text.casefold() for text in above):
        day = dates[0].date() if isinstance(dates[0], datetime) else dates[0]
        span = Span(day, day).month
    return _booked(layout, span, layout.header, None) if span else _UNDATED


def _booked(layout: Layout, span: Span, row: int, column: int | None) -> Key:
    """A day or span inside one month is that month; a quarter or year stands by its name; the rest is refused."""
    if span.one_month:
        return "", span.month.start, span.month.end
    if span.named:
        return "", span.start, span.end
    raise layout.error(
        tr("The figures are of {start} – {end}, more than one month, so no month can be given them. Export them by"
           " month, or add a column “period” that says 2026-08 or 2026-Q3 in every row.",
           start=date_text(span.start, current()), end=date_text(span.end, current())), row, column,
    )  # fmt: skip
