"""A pasted table as one edit of the document, with all that could not be taken. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from roiapp.core import units
from roiapp.core.fields import Field
from roiapp.core.units import Entry, NumberError, NumberFormat
from roiapp.language import mark, number_locale, tr, trn
from roiapp.ui.sheet.clipboard import PastedCell
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.grid_edits import Cells, RefusedError, entry_of, new_names, renamed

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet

#: where a column of a pasted table goes: into one of figures, into the channels' names, or nowhere
Target = Column | Literal["names", "nowhere"]
_MOST_NAMED: Final = 3
#: what a program shows of a number that is wider than its column
_TOO_WIDE: Final = re.compile(r"#+")


@dataclass(frozen=True)
class How:
    """What "paste special" can ask for: `values` without the arithmetic behind them; to `keep` what stands where the
    pasted cell is blank."""

    values: bool = False
    keep: bool = False


@dataclass
class Paste:
    """The edit, and what could not be taken: (row, place in the table, text, sentence)."""

    edit: Edit | None = None
    taken: int = 0
    added: int = 0
    refused: list[tuple[int, int, str, str]] = field(default_factory=list)
    calculated: int = 0  # cells that fell on calculated columns
    outside: int = 0  # cells right of the last column
    renamed: int = 0  # names that were there already and got a number
    unknown: tuple[str, ...] = ()  # headers of columns that have no place here
    by_header: bool = False
    skipped: int = 0  # total rows and rows without a channel
    shown: tuple[str, ...] = ()  # titles of the columns that are shown for it

    def sentence(self) -> str:
        """What happened, for the user; empty where everything was taken cell by cell."""
        return " ".join(self._said())

    def _said(self) -> Iterable[str]:
        if self.by_header:
            yield tr("The figures went to the columns that the header row names.")
        if self.shown:
            yield tr("Columns shown for them: {columns}.", columns=", ".join(self.shown))
        if self.refused:
            yield trn(
                "{n} cell could not be read and was left as it was: {why}",
                "{n} cells could not be read and were left as they were. The first: {why}",
                len(self.refused),
                why=self.refused[0][3],
            )
        if self.calculated:
            yield trn(
                "{n} cell fell on a calculated column and was left out.",
                "{n} cells fell on calculated columns and were left out.",
                self.calculated,
            )
        if self.unknown:
            named = ", ".join(f"“{header}”" for header in self.unknown[:_MOST_NAMED])
            yield trn(
                "{n} column has no place here: {headers}",
                "{n} columns have no place here: {headers}",
                len(self.unknown),
                headers=named + ("…" if len(self.unknown) > _MOST_NAMED else "."),
            )
        if self.outside:
            yield trn("{n} cell had no column to go to.", "{n} cells had no column to go to.", self.outside)
        if self.skipped:
            yield trn(
                "{n} row of totals or without a channel was left out.",
                "{n} rows of totals or without a channel were left out.",
                self.skipped,
            )
        if self.renamed:
            yield trn(
                "{n} channel was there already and got a number.",
                "{n} channels were there already and got a number.",
                self.renamed,
            )


def paste(
    worksheet: Worksheet,
    columns: Sequence[Target],
    rows: Sequence[int],
    table: Sequence[Sequence[PastedCell]],
    write: NumberFormat,
    how: How = How(),
    also: Edit | None = None,
) -> Paste:
    """A table put so that its columns go to `columns` and its rows to `rows`; rows from the number of channels on
    become new channels. What cannot be read is left out and listed. `also` is done first, in the same step."""
    from roiapp.core.channel_edits import AddChannels
    from roiapp.core.edits import Group

    result = Paste()
    locale = _locale_of(table, write)
    channels = len(worksheet.keys)
    names: dict[int, str] = {}
    cells = Cells()
    known: dict[tuple[str, str], Entry] = {}  # the same texts come again and again
    for row, texts in zip(rows, table, strict=True):
        for across, cell in enumerate(texts):
            target = columns[across] if across < len(columns) else None
            if target is None:
                result.outside += not cell.blank
            elif target == "names":
                if cell.text.strip():
                    names[row] = " ".join(cell.text.split())
            elif not isinstance(target, Column):
                continue
            elif not target.writable or not isinstance(target.record, Field):
                result.calculated += not cell.blank
            elif not (cell.blank and (how.keep or row >= channels)):
                entry = known.get((target.id, cell.text)) if cell.number is None else None
                if entry is None:
                    try:
                        entry = _entry(target.record, cell, write, locale, how)
                    except RefusedError as error:
                        result.refused.append((row, across, cell.text, str(error)))
                        continue
                    if cell.number is None:
                        known[target.id, cell.text] = entry
                cells.add(target, row, entry.value, entry.expression)
                result.taken += 1
    edits: list[Edit] = []
    result.added = max(0, max(rows, default=-1) + 1 - channels)
    rest = list(new_names(worksheet, result.added))
    names, result.renamed = _free_names(worksheet, names)
    result.taken += len(names)
    if result.added:
        fresh = [names.pop(channels + i, rest[i]) for i in range(result.added)]
        edits.append(AddChannels.at_end(worksheet, fresh))
    changed = tuple((place, name) for place, name in names.items() if worksheet.names[place] != name)
    if changed:
        edits.extend(renamed(worksheet, changed))
    edits.extend(cells.edits())
    if edits and also is not None:
        edits.insert(0, also)
    if edits:
        result.edit = Group(tuple(edits), mark("Paste"))
    return result


def _entry(record: Field, cell: PastedCell, write: NumberFormat, locale: str, how: How) -> Entry:
    """A pasted cell as a figure of a field: exactly, where its program says so. Raises `RefusedError`."""
    if cell.number is None:
        entry = entry_of(record, cell.text, write, locale)
        return Entry(entry.value) if how.values else entry
    try:
        # The text still says what the number is: a date, a percentage, another currency's money.
        units.parse(cell.text, record.unit, locale, write.currency)
    except NumberError as error:
        if error.reason != "bad_groups" and not _TOO_WIDE.fullmatch(cell.text.strip()):
            raise RefusedError(str(error)) from error
    if cell.typed and not how.values:
        typed = entry_of(record, cell.typed, write, "en")
        if typed.value == cell.number:
            return typed
    percents = record.unit.kind == "percent" and "%" in cell.text
    exact = write.edit_text(cell.number, record.unit) if percents else repr(cell.number)
    return entry_of(record, exact, write, write.locale if percents else "en")


def _locale_of(table: Sequence[Sequence[PastedCell]], write: NumberFormat) -> str:
    """The locale the table's numbers are written in: the document's, unless the numbers themselves say otherwise."""
    sign = units.decide_decimal(cell.text for row in table for cell in row if cell.text)
    if sign is None or sign == number_locale(write.locale).decimal:
        return write.locale
    return "en" if sign == "." else "de"


def _free_names(worksheet: Worksheet, names: dict[int, str]) -> tuple[dict[int, str], int]:
    """The pasted names by row, each made unique with a number where it is taken; and how many had to be."""
    from roiapp.core.worksheet import same_name, same_names

    taken = {name for row, name in enumerate(same_names(worksheet.names)) if row not in names}
    unique: dict[int, str] = {}
    renamed = 0
    for row, name in names.items():
        free, number = name, 1
        while same_name(free) in taken:
            number += 1
            free = f"{name} ({number})"
        renamed += free != name
        taken.add(same_name(free))
        unique[row] = free
    return unique, renamed
