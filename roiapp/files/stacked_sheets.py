"""Sheets of a workbook that belong together: one for each month, for each channel or for each field, put into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.files.cross_labels import Part, split_period, year_in
from roiapp.files.cross_periods import period_text
from roiapp.files.dates import Span
from roiapp.files.dialect_words import says
from roiapp.files.dialects import Meaning, normal
from roiapp.files.file_errors import FileError
from roiapp.files.table_columns import meanings_of
from roiapp.files.table_layout import header_row, is_blank, text_of
from roiapp.files.tables import ABSENT, Cell, Place, Shape, Sheet
from roiapp.files.total_words import is_total
from roiapp.language import tr

DATED: Final = frozenset(("date", "start", "month", "period"))
_NAMED: Final = frozenset(("channel", "campaign"))


@dataclass(frozen=True)
class TablePart:
    """A sheet with a table: its header's row (index) and what its columns are."""

    sheet: Sheet
    header: int
    headers: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]

    @property
    def roles(self) -> set[str]:
        found = {m.id for m in self.meanings if m is not None and m.kind == "role"}
        return found | {id_ for kind, id_ in self._shape.meanings.values() if kind == "role"}

    @property
    def fields(self) -> set[str]:
        found = {m.id for m in self.meanings if m is not None and m.kind == "field"}
        return found | {id_ for kind, id_ in self._shape.meanings.values() if kind == "field"}

    @property
    def _shape(self) -> Shape:
        return self.sheet.shape or Shape()

    @property
    def unnamed(self) -> bool:
        """Whether no column of the user's names the channels."""
        return not _NAMED & self.roles or 0 in self._shape.made


def stack(sheets: Sequence[Sheet], catalog: Catalog) -> Sheet | None:
    """The sheets that belong together as one; None where none do. Raises `FileError` where months have no year."""
    parts = [part for sheet in sheets if not sheet.hidden and (part := part_of(sheet, catalog)) is not None]
    if len(parts) < 2:
        return None
    named = [split_period(part.sheet.name.replace("_", " ")) for part in parts]
    monthly = [n for n, (when, rest) in enumerate(named) if when is not None and not is_total(rest)]
    if len(monthly) > 1:
        chosen = [parts[n] for n in monthly]
        periods = _periods(chosen, [named[n][0] for n in monthly], [part.sheet for part in parts])
        return stacked(chosen, periods, _channels(chosen, [named[n][1] for n in monthly]))
    own = [part for part in parts if normal(part.sheet.name) not in says("sheet")]
    if len(own) > 1 and all(part.unnamed for part in own) and len({frozenset(part.fields) for part in own}) == 1:
        return stacked(own, [""] * len(own), [part.sheet.name for part in own])
    crossed = [part for part in parts if part.sheet.shape is not None and not part.sheet.shape.plain]
    if len(crossed) > 1 and _apart([part.fields for part in crossed]):
        return stacked(crossed, [""] * len(crossed), [""] * len(crossed))
    return None


def part_of(sheet: Sheet, catalog: Catalog) -> TablePart | None:
    header = header_row(sheet, catalog)
    if header is None or (sheet.shape is not None and sheet.shape.counted):
        return None
    headers = tuple(text_of(cell) for cell in sheet.rows[header])
    return TablePart(sheet, header, headers, tuple(meanings_of(headers, catalog)))


def _apart(fields: list[set[str]]) -> bool:
    """Whether no field is on two of the sheets."""
    return sum(map(len, fields)) == len(set[str]().union(*fields))


def _channels(parts: list[TablePart], rests: list[str]) -> list[str]:
    """The channels that the names of sheets say beside their periods, where nothing on the sheets does."""
    different = len({normal(rest) for rest in rests}) > 1 and all(part.unnamed for part in parts)
    return rests if different and all(rests) else [""] * len(parts)


def _periods(parts: list[TablePart], whens: list[Span | Part | None], sheets: list[Sheet]) -> list[str]:
    """The period of each sheet, "" where its rows say their own."""
    found = []
    for part, when in zip(parts, whens, strict=True):
        if part.roles & DATED:
            found.append("")
            continue
        if isinstance(when, Part):
            titles = [text_of(cell) for row in part.sheet.rows[: part.header] for cell in row]
            year = year_in([*titles, *(sheet.name for sheet in sheets)])
            if year is None:
                raise FileError(tr("The sheets are months without a year. Name them such as “Aug 2026”."),
                                sheet=part.sheet.name)  # fmt: skip
            when = when.of(year)
        found.append(period_text(when))
    return found


def stacked(parts: list[TablePart], periods: list[str], channels: list[str], note: str = "") -> Sheet:
    """One sheet with the columns of all of them, and beside them the period and channel that their names say. `note`
    tells the user; without one it names the sheets."""
    place: dict[str, int] = {}
    heads: list[Cell] = []
    for part in parts:
        for column, header in enumerate(part.headers):
            key = _key(part, column)
            if key not in place and (header or column in part._shape.meanings):
                place[key] = len(heads)
                heads.append(header)
    made: dict[str, int] = {}
    for role, texts in (("period", periods), ("channel", channels)):
        if any(texts):
            made[role] = len(heads)
            heads.append(role)
    width = len(heads)
    rows: list[list[Cell]] = [heads]
    origins = [(parts[0].sheet.name, parts[0].header)]
    cells: dict[tuple[int, int], Place] = {}
    marks: dict[tuple[int, int], str] = {}
    for part, period, channel in zip(parts, periods, channels, strict=True):
        shape = part._shape
        columns = [place.get(_key(part, column), -1) for column in range(len(part.headers))]
        rows.append([])
        origins.append((part.sheet.name, part.header))
        for index in range(part.header + 1, len(part.sheet.rows)):
            row: list[Cell] = [ABSENT] * width
            source = part.sheet.rows[index]
            for column, target in enumerate(columns):
                if target >= 0:
                    row[target] = source[column] if column < len(source) else None
            if sum(not is_blank(cell) for cell in row) > 1:
                for role, text in (("period", period), ("channel", channel)):
                    if role in made:
                        row[made[role]] = text
            new = len(rows)
            rows.append(row)
            origins.append((part.sheet.name, index) if shape.plain else shape.rows[index])
            for column, target in enumerate(columns):
                if (index, column) in shape.cells:
                    cells[new, target] = shape.cells[index, column]
                if (index, column) in part.sheet.marks:
                    marks[new, target] = part.sheet.marks[index, column]
                    cells.setdefault((new, target), Place(part.sheet.name, index, column, part.headers[column]))
    return _made(parts, rows, origins, cells, marks, made, place, note)


def _key(part: TablePart, column: int) -> str:
    """What makes columns of two sheets the same: their header, or what they were made to be."""
    forced = part._shape.meanings.get(column)
    return f"{forced[0]}:{forced[1]}" if forced and forced[0] == "role" else normal(part.headers[column])


def _made(
    parts: list[TablePart], rows: list[list[Cell]], origins: list[tuple[str, int]], cells: dict[tuple[int, int], Place],
    marks: dict[tuple[int, int], str], made: dict[str, int], place: dict[str, int], note: str,
) -> Sheet:  # fmt: skip
    meanings = {column: ("role", role) for role, column in made.items()}
    hidden: set[int] = set(made.values())
    also: dict[str, str] = {}
    for part in parts:
        shape = part._shape
        meanings |= {place[_key(part, c)]: means for c, means in shape.meanings.items() if _key(part, c) in place}
        hidden |= {place[_key(part, c)] for c in shape.made if c < len(part.headers) and _key(part, c) in place}
        also |= shape.also
    shapes = [part._shape for part in parts]
    shape = Shape(
        rows=tuple(origins), cells=cells, meanings=meanings, made=frozenset(hidden), also=also,
        skipped=tuple(skipped for own in shapes for skipped in own.skipped),
        notes=(note or tr("Sheets read as one table: {sheets}.", sheets=", ".join(part.sheet.name for part in parts)),
               *dict.fromkeys(note for own in shapes for note in own.notes)),
        language=next((own.language for own in shapes if own.language), ""),
    )  # fmt: skip
    first, last = parts[0].sheet.name, parts[-1].sheet.name
    name = first if first == last else f"{first} – {last}"
    return replace(parts[0].sheet, name=name, rows=rows, marks=marks, shape=shape, header=0)
