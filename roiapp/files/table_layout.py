"""Where the table stands on a sheet and what its columns mean."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.core.seen_text import as_seen
from roiapp.files.date_columns import lone_date_column, period_above
from roiapp.files.dates import Order
from roiapp.files.dialects import (
    QUARTERS,
    WEEKS,
    Meaning,
    as_target,
    bracketed,
    is_unit,
    meaning,
    meanings,
    month_words,
    names_nobody,
    normal,
    thousands,
)
from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import IGNORED, Answer, Asked, Choices, QuestionError
from roiapp.files.platforms import platform
from roiapp.files.table_columns import Columns, choose_columns, meanings_of
from roiapp.files.table_limits import HEADER_WITHIN
from roiapp.files.tables import ABSENT, Cell, Place, Shape, Sheet, Table, column_letters
from roiapp.language import tr

_LEAST_KNOWN: Final = 2
_NUMBER: Final = re.compile(r"[-+−(]?\s*[$€£]?\s*\d[\d\s.,'’]*\s*[%$€£)]?")


#: roles as the columns of a table are called
_COLUMNS: Final = {"start": "period_start", "end": "period_end"}
_OF_TIME: Final = frozenset(("date", "period", "month", "start", "end"))
#: roles that stand for nothing in the document
_UNSAID: Final = frozenset(("currency", "measure", "value", "results", "result_kind"))


@dataclass(frozen=True)
class Layout:
    """A sheet's table: `header` is the header row's index, `fields` and `roles` say which column (index) holds what.

    `by_id` are the columns headed by a field's id; `language` is that of the headers, "id" where they are ids;
    `ignored` are the headers of columns that are not imported; `doubles` those of them that would fit a field already
    taken, with that field's id; `units` is what a row of units below the header says of each column.
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
    units: tuple[str, ...] = ()

    @property
    def rows(self) -> range:
        """Indices of the rows below the header, and below its units."""
        return range(self.header + 1 + bool(self.units), len(self.sheet.rows))

    @property
    def names(self) -> tuple[str, ...]:
        """What each column is called: its header, with its letters where that is blank or stands twice."""
        often = Counter(normal(header) for header in self.headers)
        return tuple(
            header if header and often[normal(header)] == 1 else f"{header} [{column_letters(column)}]".strip()
            for column, header in enumerate(self.headers)
        )

    @property
    def mapping(self) -> dict[str, str]:
        """Which of the user's columns holds what, in their order: a field's id or what the row is of (channel,
        campaign, customer, date, month, period, period_start, period_end, and of records stage and close_date)."""
        if self.sheet.shape is not None and self.sheet.shape.mapping is not None:
            return self.sheet.shape.mapping
        shape = self.sheet.shape or Shape()
        found: dict[str, str] = {}
        taken = [
            (column, id_) for id_, column in (self.fields | self.roles).items()
            if id_ not in _UNSAID and column not in shape.made
        ]  # fmt: skip
        for column, id_ in sorted(taken):
            name = self.headers[column]
            if id_ == "period" and normal(name) in month_words():
                id_ = "month"
            found[name if name not in found else self.names[column]] = _COLUMNS.get(id_, id_)
        return found | shape.also

    @property
    def named_by(self) -> int | None:
        """The column whose texts say what a row is; None where no column does."""
        return self.roles.get("channel", self.roles.get("customer"))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of how the table was read."""
        notes = self.sheet.shape.notes if self.sheet.shape is not None else ()
        if "channel" not in self.roles:
            notes += (tr("No column names the channels: all figures go to “{channel}”.", channel=self.whole),)
        return notes

    @property
    def order(self) -> Order:
        """The order of day and month where other columns of dates tell it."""
        order = self.sheet.shape.order if self.sheet.shape is not None else ""
        return "dmy" if order == "dmy" else "mdy" if order == "mdy" else ""

    def weekly(self, column: int) -> bool:
        """Whether the dates in a column are the first days of weeks."""
        return normal(self.headers[column]) in WEEKS

    def quarterly(self, column: int) -> bool:
        """Whether the dates in a column are the first days of quarters."""
        return normal(self.headers[column]) in QUARTERS

    def unit(self, column: int) -> str:
        """What a column is counted in, as its header or the row below it says."""
        return self._units_of[column][1]

    def scale(self, column: int) -> float:
        """What the figures of a column are multiplied by: 1,000 where its header says that they are thousands."""
        return 1000.0 if self._units_of[column][0] else 1.0

    @cached_property
    def _units_of(self) -> list[tuple[bool, str]]:
        """Of each column whether it is in thousands, and its unit."""
        below = [unit.strip("()[] ") for unit in self.units] + [""] * (len(self.headers) - len(self.units))
        return [thousands(bracketed(name) or unit) for name, unit in zip(self.headers, below, strict=False)]

    def cell(self, row: int, column: int | None) -> Cell:
        """A cell, None where the row is shorter or there is no such column."""
        return self.sheet.cell(row, column)

    @cached_property
    def whole(self) -> str:
        """The channel of a file that names none: the platform's whose export it is, else "Unassigned"."""
        return platform(self.headers) or unassigned()

    def channel(self, row: int) -> str:
        """The channel's name in a row, "Unassigned" where none stands there."""
        if "channel" not in self.roles:
            return self.whole
        text = text_of(self.cell(row, self.roles["channel"]))
        return unassigned() if not text or names_nobody(text) else text

    def place(self, row: int, column: int | None = None) -> Place:
        """Where a row (index) or a cell stands in the user's file."""
        name = self.headers[column] if column is not None and column < len(self.headers) else ""
        shape = self.sheet.shape
        if shape is None or shape.plain:
            return Place(self.sheet.name, row, -1 if column is None else column, name)
        if column is not None and (row, column) in shape.cells:
            return shape.cells[row, column]
        sheet, own = shape.rows[row]
        if shape.sources and column is not None and column < len(shape.sources[row]):
            source = shape.sources[row][column]
            return Place(sheet, own, source, shape.headers[source] if source >= 0 else "")
        return Place(sheet, own, -1 if column is None else column, name)

    def error(self, sentence: str, row: int, column: int | None = None) -> FileError:
        """What is wrong in a row (index), and in which column."""
        place = self.place(row, column)
        return FileError(sentence, sheet=place.sheet, row=place.row + 1, column=place.name)

    def question(
        self, asked: Asked, sentence: str, row: int, column: int | None = None, answers: tuple[Answer, ...] = ()
    ) -> QuestionError:
        """What only the user knows, asked of a row (index) or a cell."""
        place = self.place(row, column)
        return QuestionError(asked, sentence, answers=answers, sheet=place.sheet, row=place.row + 1, column=place.name)


def unassigned() -> str:
    """What the channel of rows is called that name none."""
    return tr("Unassigned")


def text_of(cell: Cell) -> str:
    """A cell's text as it is seen, "" for a blank one; numbers without a needless ".0"."""
    return as_seen(written(cell))


def written(cell: Cell) -> str:
    """The same with what nobody sees."""
    if cell is None or cell is ABSENT:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return " ".join(str(cell).split())


def is_blank(cell: Cell) -> bool:
    """Whether nothing is seen in a cell."""
    if not isinstance(cell, str):
        return cell is None or cell is ABSENT
    return not cell.strip() or (not (cell.isascii() and cell.isprintable()) and not as_seen(cell))


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
        row = _chosen_row(sheet, choices) if chosen and not found else header_row(sheet, catalog)
        if row is not None:
            found.append((sheet, row))
        elif sheet.name == choices.sheet:
            raise FileError(tr("No header row was found on this sheet. Say which row it is."), sheet=sheet.name)
    if not found:
        loose = ((sheet, _loose_row(sheet, catalog)) for sheet in table.sheets if not sheet.hidden)
        found = [(sheet, row) for sheet, row in loose if row is not None]
    if not found:
        raise FileError(
            tr("No header row was found. One of the first {rows} rows must name the columns, such as Channel, Spend, "
               "Visits, Leads, Customers, Revenue.", rows=HEADER_WITHIN)
        )  # fmt: skip
    sheet, row = found[0]
    return _layout(sheet, row, catalog, choices), [other.name for other, _ in found[1:] if not other.hidden]


def _chosen_row(sheet: Sheet, choices: Choices) -> int | None:
    """The index of the header's row as it was chosen, None where the sheet has no such row."""
    row = (choices.header or 0) - 1
    return row if 0 <= row < len(sheet.rows) else None


def header_row(sheet: Sheet, catalog: Catalog) -> int | None:
    """The index of the row that names the columns: the first without a number in which two names or more are known."""
    if sheet.header is not None:
        return sheet.header
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        known: list[Meaning] = []
        for cell in row:
            if isinstance(cell, int | float) or (isinstance(cell, str) and _NUMBER.fullmatch(cell.strip())):
                break
            if isinstance(cell, str) and cell.strip() and (found := meaning(cell, catalog)):
                known.append(found)
        else:
            if len(known) >= _LEAST_KNOWN and any(m.kind in ("field", "metric") or m.id == "results" for m in known):
                return index
    return None


def _loose_row(sheet: Sheet, catalog: Catalog) -> int | None:
    """The first row of names of which two or more are known to stand for anything, if no figure: somebody can say which
    of the columns holds what."""
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if any(isinstance(cell, int | float) for cell in row) or any(_NUMBER.fullmatch(text.strip()) for text in texts):
            continue
        if sum(bool(meanings(text, catalog)) for text in texts) >= _LEAST_KNOWN:
            return index
    return None


def _layout(sheet: Sheet, row: int, catalog: Catalog, choices: Choices) -> Layout:
    headers = tuple(text_of(cell) for cell in sheet.rows[row])
    meanings = meanings_of(headers, catalog)
    for column, (kind, id_) in (sheet.shape.meanings if sheet.shape is not None else {}).items():
        meanings[column] = Meaning("field" if kind == "field" else "role", id_, -1)
    meanings = _as_chosen(sheet, row, headers, meanings, catalog, choices)
    columns = choose_columns(sheet, row, headers, meanings)
    _find_dates(sheet, row, headers, columns, choices)
    used = {*columns.fields.values(), *(c for id_, c in columns.roles.items() if id_ not in _UNSAID)}
    own = sheet.shape is None or sheet.shape.plain
    by_id = frozenset(i for i, m in enumerate(meanings) if m and headers[i] == m.id and own)
    spoken = Counter("id" if i in by_id else m.language or "en" for i, m in enumerate(meanings) if m and i in used)
    language = sheet.shape.language if sheet.shape is not None else ""
    ignored = tuple(header for i, header in enumerate(headers) if header and i not in used)
    if sheet.shape is not None and sheet.shape.mapping is not None:
        ignored = sheet.shape.ignored
    return Layout(
        sheet, row, headers, columns.fields, columns.roles, by_id,
        language or (spoken.most_common(1)[0][0] if spoken else "en"), ignored, tuple(columns.doubles),
        _units(sheet, row),
    )  # fmt: skip


def _find_dates(sheet: Sheet, row: int, headers: tuple[str, ...], columns: Columns, choices: Choices) -> None:
    """Where nothing says of which period a row is, its only column of dates does, whatever that is called."""
    own = sheet.shape is None or sheet.shape.plain
    if not own or not _OF_TIME.isdisjoint(columns.roles) or period_above(sheet, row) is not None:
        return
    chosen = {normal(name) for name in choices.columns}
    said = {i for i, header in enumerate(headers) if normal(header) in chosen}
    column = lone_date_column(sheet, row, {*columns.fields.values(), *columns.roles.values(), *said})
    if column is not None:
        columns.roles["date"] = column


def _units(sheet: Sheet, row: int) -> tuple[str, ...]:
    """The row below the header, where it says nothing but what the columns are counted in; else none."""
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
    texts = [text_of(cell) for cell in below]
    filled = [text for text in texts if text]
    return tuple(texts) if len(filled) > 1 and all(map(is_unit, filled)) else ()


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
