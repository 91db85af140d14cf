"""Plain tables whose header takes more than one row, whose months stand apart from their years, or whose months are
headings above their rows: made so that one row names the columns and every row says its own period."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.files.cross_labels import Part, Reader, year_in
from roiapp.files.cross_periods import period_text
from roiapp.files.dates import Span
from roiapp.files.dialect_words import says
from roiapp.files.dialects import Meaning, is_unit, meaning, normal
from roiapp.files.figure_cells import is_figure
from roiapp.files.file_errors import FileError
from roiapp.files.table_columns import meanings_of
from roiapp.files.table_layout import header_row, is_blank, text_of
from roiapp.files.table_limits import HEADER_WITHIN
from roiapp.files.tables import Cell, Shape, Sheet
from roiapp.language import tr

_DATED: Final = ("date", "start", "month", "period")
_CUSTOMER: Final = Meaning("role", "customer", 0, "en")


def plain_sheet(sheet: Sheet, catalog: Catalog, at: int | None = None) -> Sheet:
    """The sheet with one header row, and its months with their years; unchanged where that is so already."""
    header = header_row(sheet, catalog) if at is None else at
    reader = Reader(catalog, sheet=sheet)
    if header is None:
        sheet = _titled(sheet, reader)
        header = sheet.header
    if header is None:
        return sheet
    if at is None:
        sheet, header = _one_header(sheet, header, reader, catalog)
    headers = tuple(text_of(cell) for cell in sheet.rows[header])
    columns = {m.id: column for column, m in reversed(list(enumerate(meanings_of(headers, catalog)))) if m}
    if "month" in columns and "date" not in columns:
        return _with_years(sheet, header, columns, reader)
    if not any(role in columns for role in _DATED):
        return _with_periods(sheet, header, headers, reader)
    return sheet


def _titled(sheet: Sheet, reader: Reader) -> Sheet:
    """A table of names with one column of figures, of which the title says what they are: "Sales by customer"."""
    for header in range(1, min(HEADER_WITHIN, len(sheet.rows) - 2)):
        below = sheet.rows[header + 1 : header + 4]
        column = next((c for c, cell in enumerate(below[0]) if _holds(sheet, header + 1, c, cell, reader)), 0)
        named = [cells for cells in below if any(isinstance(cell, str) and cell.strip() for cell in cells[:column])]
        if not column or len(named) < 2 or any(is_figure(cell, reader) for cell in sheet.rows[header]):
            continue
        titles = [text_of(cell) for cells in reversed(sheet.rows[:header]) for cell in cells if not is_blank(cell)]
        within = next((found for title in titles if (found := reader.field_within(title))), "")
        if not within:
            return sheet
        known = meaning(within, reader.catalog)
        by_customer = any(meaning(word, reader.catalog) == _CUSTOMER for title in titles for word in title.split())
        field = "revenue" if by_customer and normal(within) in says("sales") else known.id if known else ""
        rows = list(sheet.rows)
        rows[header] = [*rows[header], *[""] * (column + 1 - len(rows[header]))]
        return replace(sheet, rows=rows, header=header, shape=Shape(meanings={column: ("field", field)}))
    return sheet


def _holds(sheet: Sheet, row: int, column: int, cell: Cell, reader: Reader) -> bool:
    return column > 0 and ((row, column) in sheet.marks or is_figure(cell, reader))


# -- several header rows -----------------------------------------------------------------------------------------------


def _one_header(sheet: Sheet, header: int, reader: Reader, catalog: Catalog) -> tuple[Sheet, int]:
    """Names that stand over two rows in the lower one: the lower text, or both, or the upper one of a merged cell."""
    below = header + 1
    if below + 1 < len(sheet.rows) and _is_header(sheet.rows[below], reader):
        upper, header = sheet.rows[header], below
    elif header > 0 and _is_header(sheet.rows[header - 1], reader):
        upper = sheet.rows[header - 1]
    else:
        return sheet, header
    lower = sheet.rows[header]
    width = max(len(upper), len(lower))
    used = {column for row in sheet.rows[header + 1 :] for column, cell in enumerate(row) if not is_blank(cell)}
    names: list[Cell] = []
    for column in range(width):
        own = [text_of(cells[column]) if column < len(cells) else "" for cells in (upper, lower)]
        both = " ".join(filter(None, own))
        ways = [both, own[1], own[0]] if all(own) else [both if column in used or own[1] else ""]
        names.append(next((text for text in ways if text and meaning(text, catalog)), ways[1] if all(own) else ways[0]))
    if [text_of(cell) for cell in names] == [text_of(cell) for cell in lower] + [""] * (width - len(lower)):
        return sheet, header
    rows = list(sheet.rows)
    rows[header] = names
    return replace(sheet, rows=rows, header=header, shape=sheet.shape or Shape()), header


def _is_header(cells: list[Cell], reader: Reader) -> bool:
    """Whether a row names columns: two texts or more, none of them a figure or a date, one of them known."""
    filled = [cell for cell in cells if not is_blank(cell)]
    labels = [reader.read(cell) for cell in filled]
    if len(filled) < 2 or any(is_figure(cell, reader) for cell in filled) or any(label.when for label in labels):
        return False
    known = [label.meaning for label in labels if label.meaning is not None]
    return any(_names(each) for each in known) and not all(is_unit(label.text) for label in labels)


def _names(known: Meaning) -> bool:
    return known.kind in ("field", "metric", "other") or known.id in ("channel", "campaign")


# -- months without years ----------------------------------------------------------------------------------------------


def _with_years(sheet: Sheet, header: int, columns: dict[str, int], reader: Reader) -> Sheet:
    """Months that stand without a year get that of the column of years, or the one that the title names."""
    column = columns["month"]
    years = columns.get("period")
    rows = list(sheet.rows)
    titled = year_in([*(text_of(cell) for row in rows[:header] for cell in row), sheet.name])
    changed = False
    for index in range(header + 1, len(rows)):
        cells = rows[index]
        cell = cells[column] if column < len(cells) else None
        part = _part(cell, reader, numbers=years is not None or titled is not None)
        if part is None:
            continue
        beside = reader.read(cells[years] if years is not None and years < len(cells) else None)
        if isinstance(beside.when, Span) and beside.when.start.year == beside.when.end.year:
            year: int | None = beside.when.start.year
        else:
            year = titled
        if year is None:
            raise FileError(tr("“{text}” has no year. Write it beside the month, such as 2026-08.", text=text_of(cell)),
                            sheet=sheet.name, row=index + 1, column=text_of(rows[header][column]))  # fmt: skip
        rows[index] = [period_text(part.of(year)) if place == column else own for place, own in enumerate(cells)]
        changed = True
    return replace(sheet, rows=rows, header=header, shape=sheet.shape or Shape()) if changed else sheet


def _part(cell: Cell, reader: Reader, *, numbers: bool) -> Part | None:
    """A month without its year; a bare number from 1 to 12 where its year stands elsewhere."""
    if isinstance(cell, str) and not cell.strip().isdigit():
        label = reader.read(cell)
        return label.when if isinstance(label.when, Part) and not label.rest else None
    number = float(text_of(cell)) if numbers and text_of(cell).isdigit() else 0.0
    return Part(int(number)) if 1 <= number <= 12 and number.is_integer() else None


# -- months as headings ------------------------------------------------------------------------------------------------


def _with_periods(sheet: Sheet, header: int, headers: tuple[str, ...], reader: Reader) -> Sheet:
    """Periods that stand alone in their rows hold for the rows below them."""
    alone = {index: when for index in range(header + 1, len(sheet.rows)) if (when := _alone(sheet.rows[index], reader))}
    if not alone:
        return sheet
    texts = [text_of(cell) for row in sheet.rows[:header] for cell in row]
    above = next((w for row in reversed(sheet.rows[:header]) if (w := _alone(row, reader)) is not None), None)
    made: list[list[Cell]] = []
    origins: list[tuple[str, int]] = []
    current = above
    for index, cells in enumerate(sheet.rows):
        if index in alone:
            current = alone[index]
            continue
        row = list(cells)
        filled = sum(not is_blank(cell) for cell in cells)
        if index == header:
            row = [*headers, "period"]
        elif index > header and filled > 1 and tuple(text_of(cell) for cell in cells) != headers[: len(cells)]:
            row = [*row, *[None] * (len(headers) - len(row)), _period(current, texts, sheet, index)]
        made.append(row)
        origins.append((sheet.name, index))
    place = {origin[1]: new for new, origin in enumerate(origins)}
    marks = {(place[row], column): mark for (row, column), mark in sheet.marks.items() if row in place}
    own = sheet.shape or Shape()
    meanings = own.meanings | {len(headers): ("role", "period")}
    shape = replace(own, rows=tuple(origins), made=frozenset((len(headers),)), meanings=meanings)
    return replace(sheet, rows=made, marks=marks, shape=shape, header=header)


def _alone(cells: list[Cell], reader: Reader) -> Span | Part | None:
    filled = [cell for cell in cells if not is_blank(cell)]
    if len(filled) != 1:
        return None
    label = reader.read(filled[0])
    return label.when if not label.rest else None


def _period(when: Span | Part | None, texts: list[str], sheet: Sheet, row: int) -> str:
    if isinstance(when, Part):
        year = year_in([*texts, sheet.name])
        if year is None:
            raise FileError(tr("The months have no year. Write it into the title or the headings, such as “Jan 2026”."),
                            sheet=sheet.name, row=row + 1)  # fmt: skip
        when = when.of(year)
    return period_text(when)
