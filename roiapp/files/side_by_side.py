"""Several tables side by side on one sheet, each with a header of its own: found, cut apart, and put into one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from roiapp.core.catalog import Catalog
from roiapp.files.cross_labels import Part, split_period, year_in
from roiapp.files.cross_periods import period_text
from roiapp.files.dates import Span
from roiapp.files.dialects import normal
from roiapp.files.stacked_sheets import DATED, part_of, stacked
from roiapp.files.table_layout import is_blank, text_of
from roiapp.files.table_limits import HEADER_WITHIN
from roiapp.files.tables import Place, Sheet
from roiapp.language import tr


def read_beside(sheet: Sheet, catalog: Catalog, read: Callable[[Sheet], Sheet]) -> Sheet | None:
    """The tables that stand side by side as one, each read by `read`; None where there is but one. What a title above
    a table says, its month or its channel, holds for it alone."""
    found = _cut(sheet)
    if found is None:
        return None
    header, starts = found
    ends = [*starts[1:], max(map(len, sheet.rows))]
    parts, periods, channels = [], [], []
    for start, end in zip(starts, ends, strict=True):
        rows = [row[start:end] for row in sheet.rows]
        marks = {(row, column - start): mark for (row, column), mark in sheet.marks.items() if start <= column < end}
        part = part_of(_moved(read(replace(sheet, rows=rows, marks=marks)), start), catalog)
        if part is None:
            return None
        title = next((text for row in reversed(rows[:header]) for cell in row if (text := text_of(cell))), "")
        when, rest = split_period(title)
        parts.append(part)
        periods.append("" if part.roles & DATED else _period(when, sheet))
        channels.append(rest if part.unnamed else "")
    if not (any(periods) or any(channels) or all(part.roles & DATED for part in parts)):
        return None
    note = tr("{n} tables stand side by side; they were read as one.", n=len(parts))
    return stacked(parts, periods, channels, note)


def _cut(sheet: Sheet) -> tuple[int, list[int]] | None:
    """The header's row and the first columns of the tables: groups of names, a column without any between them, that
    begin alike."""
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        groups = [
            [column for column, _ in group]
            for filled, group in groupby(enumerate(row), key=lambda pair: not is_blank(pair[1])) if filled
        ]  # fmt: skip
        first = {normal(text_of(row[group[0]])) for group in groups}
        if len(groups) > 1 and len(first) == 1 and all(len(group) > 1 for group in groups):
            between = {group[0] - 1 for group in groups[1:]}
            below = sheet.rows[index + 1 :]
            if all(is_blank(own[column]) for own in below for column in between if column < len(own)):
                return index, [group[0] for group in groups]
    return None


def _moved(sheet: Sheet, start: int) -> Sheet:
    """The sheet with the places of its figures where they stand in the user's own."""
    if sheet.shape is None or not sheet.shape.cells:
        return sheet
    cells = {
        own: Place(place.sheet, place.row, place.column + start, place.name)
        for own, place in sheet.shape.cells.items()
    }  # fmt: skip
    return replace(sheet, shape=replace(sheet.shape, cells=cells))


def _period(when: Span | Part | None, sheet: Sheet) -> str:
    if isinstance(when, Part):
        year = year_in([sheet.name, *(text_of(cell) for row in sheet.rows[:HEADER_WITHIN] for cell in row)])
        return period_text(when.of(year)) if year is not None else ""
    return period_text(when)
