"""What is typed, pasted, filled or cleared in the grid, as edits of the document. No Qt.

Everything that is refused raises `RefusedError` with a sentence for the user. Edits bring numpy, so they are imported
when the first one is made, after the first paint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from roiapp.core import units
from roiapp.core.fields import Field
from roiapp.core.units import Entry, NumberError, NumberFormat
from roiapp.language import mark, number_locale, tr, trn
from roiapp.ui.grid_columns import Column

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet


class RefusedError(ValueError):
    """What was typed cannot be taken; the text is a sentence for the user."""


def rollup_sentence() -> str:
    return tr("A roll-up is calculated. Change the figures in its months.")


def calculated_sentence(column: Column) -> str:
    return tr("{metric} is calculated. Change the figures it is made of.", metric=tr(column.record.label))


def entry_of(record: Field, text: str, write: NumberFormat, locale: str | None = None) -> Entry:
    """The figure somebody typed for a field. Raises `RefusedError`."""
    try:
        entry = units.parse(text, record.unit, locale or write.locale, write.currency)
    except NumberError as error:
        raise RefusedError(str(error)) from error
    if entry.value is not None:
        from roiapp.core.checks import limit_error

        sentence = limit_error(record, entry.value, write)
        if sentence:
            raise RefusedError(sentence)
    return entry


def new_names(worksheet: Worksheet, count: int, start: int | None = None) -> Iterator[str]:
    """Names for channels that got none: "Channel 12", the first numbers that are free."""
    from roiapp.core.worksheet import same_name

    taken = {same_name(name) for name in worksheet.names}
    number = (len(worksheet.keys) if start is None else start) + 1
    while count:
        name = tr("Channel {number}", number=number)
        if same_name(name) not in taken:
            count -= 1
            yield name
        number += 1


def holds(worksheet: Worksheet, column: Column, row: int, entry: Entry) -> bool:
    """Whether the cell has this figure, typed in this way, already."""
    same = _typed(worksheet, column, row) == entry.value
    return same and worksheet.expression(column.id, column.period, row) == entry.expression


def set_figure(worksheet: Worksheet, column: Column, row: int, entry: Entry) -> Edit:
    """One typed figure; below the last channel it brings a channel with it."""
    from roiapp.core.channel_edits import AddChannels
    from roiapp.core.edits import Group, SetCells

    cell = SetCells.one(column.id, column.period, row, entry.value, entry.expression)
    if row < len(worksheet.keys):
        return cell
    return Group((AddChannels.at_end(worksheet, new_names(worksheet, 1)), cell), mark("Add a channel"))


def set_name(worksheet: Worksheet, row: int, text: str) -> Edit:
    """A channel renamed, or added where the row is the one below the last."""
    from roiapp.core.channel_edits import AddChannels, SetChannel

    if row < len(worksheet.keys):
        return SetChannel("name", ((row, text),))
    return AddChannels.at_end(worksheet, [" ".join(text.split())])


def clear(worksheet: Worksheet, columns: Sequence[Column], rows: Iterable[range]) -> Edit | None:
    """Everything typed in these rows of these columns blanked, as one step; None where nothing is typed."""
    import numpy as np

    cells = _Cells()
    spans = list(rows)
    for column in columns:
        values = worksheet.columns.get(column.id)
        if values is None:
            continue
        places = [
            span.start + np.flatnonzero(~np.isnan(values[column.period, span.start : span.stop])) for span in spans
        ]
        for row in np.unique(np.concatenate(places)).tolist():
            cells.add(column, row, None)
    return cells.edit(mark("Clear cells"))


def fill_down(worksheet: Worksheet, columns: Sequence[Column], rows: range) -> Edit | None:
    """The figures of the first row written into the rows below it."""
    cells = _Cells()
    for column in columns:
        value = _typed(worksheet, column, rows[0])
        expression = worksheet.expression(column.id, column.period, rows[0])
        for row in rows[1:]:
            cells.add(column, row, value, expression)
    return cells.edit(mark("Fill down"))


def fill_right(worksheet: Worksheet, columns: Sequence[Column], rows: range) -> Edit | None:
    """The figures of the first column written into the ones right of it. Raises `RefusedError` where units differ."""
    first, *others = columns
    for other in others:
        if other.record.unit.kind != first.record.unit.kind:
            raise RefusedError(
                tr(
                    "{field} cannot be filled from {other}: the one is not measured as the other.",
                    field=tr(other.record.label),
                    other=tr(first.record.label),
                )
            )
    cells = _Cells()
    for row in rows:
        value, expression = _typed(worksheet, first, row), worksheet.expression(first.id, first.period, row)
        for other in others:
            cells.add(other, row, value, expression)
    return cells.edit(mark("Fill right"))


def _typed(worksheet: Worksheet, column: Column, row: int) -> float | None:
    value = worksheet.value(column.id, column.period, row)
    return value if value == value else None


class _Cells:
    """Figures for cells of several columns and periods, on the way to one edit per field."""

    def __init__(self) -> None:
        self._cells: dict[str, list[tuple[int, int, float | None]]] = {}
        self._expressions: dict[str, list[str | None]] = {}

    def add(self, column: Column, row: int, value: float | None, expression: str | None = None) -> None:
        self._cells.setdefault(column.id, []).append((column.period, row, value))
        self._expressions.setdefault(column.id, []).append(expression)

    def edits(self) -> list[Edit]:
        from roiapp.core.edits import SetCells

        return [
            SetCells.many(id_, cells, self._expressions[id_] if any(self._expressions[id_]) else None)
            for id_, cells in self._cells.items()
        ]

    def edit(self, name: str) -> Edit | None:
        """All of it as one step, None where there is nothing."""
        from roiapp.core.edits import Group

        return Group(tuple(self.edits()), name) if self._cells else None


def insert_rows(worksheet: Worksheet, row: int, count: int) -> Edit:
    """New channels above this row."""
    from roiapp.core.channel_edits import AddChannels
    from roiapp.core.worksheet import Channel

    channels = tuple(Channel.named(worksheet.take_key(), name) for name in new_names(worksheet, count))
    return AddChannels(tuple(range(row, row + count)), channels)


def remove_rows(rows: Iterable[int]) -> Edit:
    from roiapp.core.channel_edits import RemoveChannels

    return RemoveChannels(tuple(sorted(set(rows))))


def move_rows(count: int, rows: range, target: int) -> Edit | None:
    """The rows put so that the first of them stands before what is row `target` now; None where nothing would move."""
    from roiapp.core.channel_edits import MoveChannels

    if rows.start <= target <= rows.stop:
        return None
    rest = [*range(rows.start), *range(rows.stop, count)]
    place = target if target < rows.start else target - len(rows)
    return MoveChannels((*rest[:place], *rows, *rest[place:]))


@dataclass
class Paste:
    """A pasted table as one edit, and what could not be taken: (row, column place, text, sentence)."""

    edit: Edit | None = None
    taken: int = 0
    added: int = 0
    refused: list[tuple[int, int, str, str]] = field(default_factory=list)
    calculated: int = 0  # cells that fell on calculated columns
    outside: int = 0  # cells right of the last column
    renamed: int = 0  # names that were there already and got a number

    def sentence(self) -> str:
        """What happened, for the user; empty where everything was taken."""
        said: list[str] = []
        if self.refused:
            said.append(
                trn(
                    "{n} cell could not be read and was left as it was.",
                    "{n} cells could not be read and were left as they were.",
                    len(self.refused),
                )
            )
        if self.calculated:
            said.append(
                trn(
                    "{n} cell fell on a calculated column and was left out.",
                    "{n} cells fell on calculated columns and were left out.",
                    self.calculated,
                )
            )
        if self.outside:
            said.append(trn("{n} cell had no column to go to.", "{n} cells had no column to go to.", self.outside))
        if self.renamed:
            said.append(
                trn(
                    "{n} channel was there already and got a number.",
                    "{n} channels were there already and got a number.",
                    self.renamed,
                )
            )
        return " ".join(said)


def paste(
    worksheet: Worksheet,
    columns: Sequence[Column | None],
    row: int,
    table: Sequence[Sequence[str]],
    write: NumberFormat,
) -> Paste:
    """A table of texts put with its upper left cell into `row`; `columns` are those from there on, None the names.

    Rows below the last channel become channels. What cannot be read is left out and listed.
    """
    from roiapp.core.channel_edits import AddChannels, SetChannel
    from roiapp.core.edits import Group

    result = Paste()
    locale = _locale_of(table, write)
    channels = len(worksheet.keys)
    names: dict[int, str] = {}
    cells = _Cells()
    for down, texts in enumerate(table):
        for across, text in enumerate(texts):
            if across >= len(columns):
                result.outside += bool(text.strip())
                continue
            column = columns[across]
            if column is None:
                if text.strip():
                    names[row + down] = " ".join(text.split())
                continue
            if not column.writable or not isinstance(column.record, Field):
                result.calculated += bool(text.strip())
                continue
            try:
                entry = entry_of(column.record, text, write, locale)
            except RefusedError as error:
                result.refused.append((row + down, across, text, str(error)))
                continue
            if entry.value is None and row + down >= channels:
                continue
            cells.add(column, row + down, entry.value, entry.expression)
            result.taken += 1
    edits: list[Edit] = []
    result.added = max(0, row + len(table) - channels)
    rest = list(new_names(worksheet, result.added))
    names, result.renamed = _free_names(worksheet, names)
    result.taken += len(names)
    if result.added:
        fresh = [names.pop(channels + i, rest[i]) for i in range(result.added)]
        edits.append(AddChannels.at_end(worksheet, fresh))
    changed = tuple((place, name) for place, name in names.items() if worksheet.names[place] != name)
    if changed:
        edits.append(SetChannel("name", changed))
    edits.extend(cells.edits())
    if edits:
        result.edit = Group(tuple(edits), mark("Paste"))
    return result


def _locale_of(table: Sequence[Sequence[str]], write: NumberFormat) -> str:
    """The locale the table's numbers are written in: the document's, unless the numbers themselves say otherwise."""
    sign = units.decide_decimal(text for texts in table for text in texts if text)
    if sign is None or sign == number_locale(write.locale).decimal:
        return write.locale
    return "en" if sign == "." else "de"


def _free_names(worksheet: Worksheet, names: dict[int, str]) -> tuple[dict[int, str], int]:
    """The pasted names by row, each made unique with a number where it is taken; and how many had to be."""
    from roiapp.core.worksheet import same_name

    taken = {same_name(name) for row, name in enumerate(worksheet.names) if row not in names}
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
