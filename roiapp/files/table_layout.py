"""Where the table stands on a sheet and what its columns mean."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.files.dialects import SECOND_MEANINGS, WEEKS, Meaning, as_target, is_unknown, meaning, normal
from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import IGNORED, Choices
from roiapp.files.tables import Cell, Sheet, Table, column_letters
from roiapp.language import tr

_HEADER_WITHIN: Final = 20
_LEAST_KNOWN: Final = 2
_NUMBER: Final = re.compile(r"[-+−(]?\s*[$€£]?\s*\d[\d\s.,'’]*\s*[%$€£)]?")


@dataclass(frozen=True)
class Layout:
    """A sheet's table: `header` is the header row's index, `fields` and `roles` say which column (index) holds what.

    `by_id` are the columns headed by a field's id; `language` is that of the headers, "id" where they are ids;
    `ignored` are the headers of columns that are not imported; `doubles` those of them that would fit a field already
    taken, with that field's id.
    """

    sheet: Sheet
    header: int
    headers: tuple[str, ...]
    fields: dict[str, int]
    roles: dict[str, int]
    by_id: frozenset[int]
    language: str
    ignored: tuple[str, ...]
    doubles: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> range:
        """Indices of the rows below the header."""
        return range(self.header + 1, len(self.sheet.rows))

    @property
    def names(self) -> tuple[str, ...]:
        """What each column is called: its header, with its letters where that is blank or stands twice."""
        often = Counter(normal(header) for header in self.headers)
        return tuple(
            header if header and often[normal(header)] == 1 else f"{header} [{column_letters(column)}]".strip()
            for column, header in enumerate(self.headers)
        )

    def weekly(self, column: int) -> bool:
        """Whether the dates in a column are the first days of weeks."""
        return normal(self.headers[column]) in WEEKS

    def cell(self, row: int, column: int | None) -> Cell:
        """A cell, None where the row is shorter or there is no such column."""
        cells = self.sheet.rows[row]
        return cells[column] if column is not None and column < len(cells) else None

    def error(self, sentence: str, row: int, column: int | None = None) -> FileError:
        """What is wrong in a row (index), and in which column."""
        name = self.headers[column] if column is not None else ""
        return FileError(sentence, sheet=self.sheet.name, row=row + 1, column=name)


def text_of(cell: Cell) -> str:
    """A cell's text with single spaces, "" for a blank one; numbers without a needless ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return " ".join(str(cell).split())


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def find_layout(table: Table, catalog: Catalog, choices: Choices | None = None) -> tuple[Layout, list[str]]:
    """The sheet that was chosen, else the first with a table on it, and the names of others that hold one too.

    Raises `FileError`.
    """
    choices = choices or Choices()
    if choices.sheet is not None and choices.sheet not in [sheet.name for sheet in table.sheets]:
        raise FileError(tr("There is no sheet “{sheet}”. There are: {known}.", sheet=choices.sheet,
                           known=", ".join(sheet.name or "–" for sheet in table.sheets)))  # fmt: skip
    found: list[tuple[Sheet, int]] = []
    for sheet in sorted(table.sheets, key=lambda sheet: (sheet.name != choices.sheet, sheet.hidden)):
        chosen = choices.header is not None and (sheet.name == choices.sheet or choices.sheet is None)
        row = _chosen_row(sheet, choices) if chosen and not found else _header_row(sheet, catalog)
        if row is not None:
            found.append((sheet, row))
        elif sheet.name == choices.sheet:
            raise FileError(tr("No header row was found on this sheet. Say which row it is."), sheet=sheet.name)
    if not found:
        raise FileError(
            tr("No header row was found. One of the first {rows} rows must name the columns, such as Channel, Spend, "
               "Visits, Leads, Customers, Revenue.", rows=_HEADER_WITHIN)
        )  # fmt: skip
    sheet, row = found[0]
    return _layout(sheet, row, catalog, choices), [other.name for other, _ in found[1:] if not other.hidden]


def _chosen_row(sheet: Sheet, choices: Choices) -> int | None:
    """The index of the header's row as it was chosen, None where the sheet has no such row."""
    row = (choices.header or 0) - 1
    return row if 0 <= row < len(sheet.rows) else None


def _header_row(sheet: Sheet, catalog: Catalog) -> int | None:
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        known = 0
        for cell in row:
            if isinstance(cell, int | float) or (isinstance(cell, str) and _NUMBER.fullmatch(cell.strip())):
                break
            if isinstance(cell, str) and cell.strip() and meaning(cell, catalog):
                known += 1
        else:
            if known >= _LEAST_KNOWN:
                return index
    return None


def _layout(sheet: Sheet, row: int, catalog: Catalog, choices: Choices) -> Layout:
    headers = tuple(text_of(cell) for cell in sheet.rows[row])
    meanings = [meaning(header, catalog) if header else None for header in headers]
    meanings = _as_chosen(sheet, row, headers, meanings, catalog, choices)
    fields, doubles = _choose(sheet, row, headers, meanings, "field")
    roles, _ = _choose(sheet, row, headers, meanings, "role")
    _read_source(sheet, row, headers, roles)
    if "start" in roles and "end" not in roles:
        roles.setdefault("date", roles.pop("start"))
    if "channel" not in roles:
        raise FileError(
            tr("No column names the channels. Head one of the columns “Channel”."), sheet=sheet.name, row=row + 1
        )
    if not fields:
        raise FileError(
            tr("No column holds figures that are known here. Head them Spend, Visits, Leads, Customers, Revenue."),
            sheet=sheet.name, row=row + 1,
        )  # fmt: skip
    for header, id_ in list(doubles):
        second = SECOND_MEANINGS.get(normal(header))
        if second and second not in fields:
            fields[second] = headers.index(header)
            doubles.remove((header, id_))
    used = {*fields.values(), *roles.values()}
    by_id = frozenset(i for i, m in enumerate(meanings) if m and headers[i] == m.id)
    spoken = Counter("id" if i in by_id else m.language or "en" for i, m in enumerate(meanings) if m and i in used)
    return Layout(
        sheet, row, headers, fields, roles, by_id, spoken.most_common(1)[0][0],
        tuple(header for i, header in enumerate(headers) if header and i not in used), tuple(doubles),
    )  # fmt: skip


def _as_chosen(
    sheet: Sheet,
    row: int,
    headers: tuple[str, ...],
    meanings: list[Meaning | None],
    catalog: Catalog,
    choices: Choices,
) -> list[Meaning | None]:
    """What the columns mean where somebody said so; what they said leaves no other column of that meaning."""
    names = Layout(sheet, row, headers, {}, {}, frozenset(), "", (), ()).names
    place = {normal(name): column for column, name in enumerate(names)}
    found = list(meanings)
    for name, target in choices.columns.items():
        column = place.get(normal(name))
        if column is None:
            raise FileError(tr("There is no column “{column}”. There are: {known}.", column=name,
                               known=", ".join(filter(None, names))), sheet=sheet.name, row=row + 1)  # fmt: skip
        if target == IGNORED:
            found[column] = None
            continue
        chosen = as_target(target, catalog)
        if chosen is None:
            raise FileError(tr("“{field}” is no field that a column can hold.", field=target), sheet=sheet.name)
        found = [None if m and (m.kind, m.id) == (chosen.kind, chosen.id) else m for m in found]
        found[column] = chosen
    return found


def _choose(
    sheet: Sheet, row: int, headers: tuple[str, ...], meanings: list[Meaning | None], kind: str
) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """For each id the column that fits best; one without any figure in it loses to the next."""
    candidates: dict[str, list[tuple[bool, int, int]]] = {}
    for column, found in enumerate(meanings):
        if found and found.kind == kind:
            empty = all(_says_nothing(cells, column) for cells in sheet.rows[row + 1 :])
            candidates.setdefault(found.id, []).append((empty, found.rank, column))
    chosen: dict[str, int] = {}
    doubles: list[tuple[str, str]] = []
    for id_, columns in candidates.items():
        columns.sort()
        best, *others = columns
        if others and kind == "field" and best[:2] == others[0][:2] and not best[0]:
            raise FileError(
                tr("The columns “{first}” and “{second}” both mean {id}. Rename the one that shall not be imported.",
                   first=headers[best[2]], second=headers[others[0][2]], id=id_), sheet=sheet.name, row=row + 1,
            )  # fmt: skip
        chosen[id_] = best[2]
        doubles.extend((headers[column], id_) for empty, _, column in others if not empty)
    return chosen, doubles


def _says_nothing(cells: list[Cell], column: int) -> bool:
    cell = cells[column] if column < len(cells) else None
    return cell is None or (isinstance(cell, str) and is_unknown(cell))


def _read_source(sheet: Sheet, row: int, headers: tuple[str, ...], roles: dict[str, int]) -> None:
    """A column headed by the id `source` beside one of channels says who brings the leads: marketing or sales."""
    for column, header in enumerate(headers):
        if header.casefold() == "source" and roles.get("channel") != column:
            cells = {normal(text_of(r[column])) for r in sheet.rows[row + 1 :] if column < len(r)}
            if cells <= {"marketing", "sales", ""}:
                roles["source"] = column
