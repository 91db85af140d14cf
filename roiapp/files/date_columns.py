"""When a table is of, where no header says it: by what stands above it, or by its one column of dates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from roiapp.files.dates import Span, period_in_texts, read_span
from roiapp.files.tables import ABSENT, Cell, Sheet

_LOOKED_AT: Final = 200


def period_above(sheet: Sheet, header: int) -> Span | None:
    """The period that the rows above the header (index) or the sheet's name speak of."""
    rows = sheet.rows[:header]
    above = [_text(cell) for cells in rows for cell in cells if _text(cell)]
    dates = [cell for cells in rows for cell in cells if isinstance(cell, date)]
    lines = [" ".join(filter(None, map(_text, cells))) for cells in rows]
    span = period_in_texts(above) or period_in_texts(lines) or period_in_texts([sheet.name])
    if span is None and len(dates) == 1 and any("period" in text.casefold() for text in above):
        day = dates[0].date() if isinstance(dates[0], datetime) else dates[0]
        span = Span(day, day).month
    return span


def lone_date_column(sheet: Sheet, header: int, taken: Collection[int]) -> int | None:
    """The only column below the header, of those not taken, in which nothing but dates stands; None where there is
    none, or several."""
    rows = sheet.rows[header + 1 : header + 1 + _LOOKED_AT]
    width = max(map(len, rows), default=0)
    found = [column for column in range(width) if column not in taken and _holds_dates(rows, column)]
    return found[0] if len(found) == 1 else None


def _holds_dates(rows: list[list[Cell]], column: int) -> bool:
    cells = [cells[column] for cells in rows if column < len(cells)]
    filled = [cell for cell in cells if _text(cell)]
    return bool(filled) and 2 * len(filled) > len(rows) and all(map(_is_date, filled))


def _is_date(cell: Cell) -> bool:
    """Whether a cell is a day or a month, and not just a number that could be a year."""
    if isinstance(cell, str):
        text = cell.strip()
        return not text.isdigit() and any(sign in text for sign in "-/. ") and read_span(text, "dmy") is not None
    return isinstance(cell, date)


def _text(cell: Cell) -> str:
    return "" if cell is None or cell is ABSENT else " ".join(str(cell).split())
