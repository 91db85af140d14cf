"""A table as it stood in a file, before anybody says what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import Final, TypeAlias

from roiapp.files.table_errors import TableError

__all__ = [
    "ABSENT", "CARRIER", "ENDINGS", "Absent", "Cell", "Formulas", "Place", "Shape", "Sheet", "Skipped", "Table",
    "TableError", "address", "column_letters",
]  # fmt: skip


#: of files that hold a table; what is in one its bytes say
ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


class Absent(Enum):
    """What stands where there is no such figure at all, so that none is missing."""

    ABSENT = ""

    def __str__(self) -> str:
        return ""


ABSENT: Final = Absent.ABSENT
#: What one cell may hold. None, and text of spaces alone, is blank.
Cell: TypeAlias = str | float | bool | date | datetime | time | Absent | None

#: the sheet on which our workbooks carry their document
CARRIER: Final = "channel-roi document"
#: how the hidden mark begins of a sheet that shows a period
PERIOD_SHEET: Final = "channel-roi period"


@dataclass(frozen=True)
class Formulas:
    """Which cells of a sheet are calculated there: by row (from 0) a number whose bits are the columns. `literal` has
    the texts of those formulas that name no other cell ("=1200*1.2"), by (row, column)."""

    rows: dict[int, int] = field(default_factory=dict)
    literal: dict[tuple[int, int], str] = field(default_factory=dict)

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return bool(self.rows.get(row, 0) >> column & 1)


@dataclass(frozen=True)
class Skipped:
    """A row that is not imported: its number as a spreadsheet shows it (from 1), and why, in words."""

    sheet: str
    row: int
    why: str


@dataclass(frozen=True)
class Place:
    """Where a figure stands in the user's own file: sheet, row and column from 0, and what the column is called."""

    sheet: str
    row: int
    column: int
    name: str


@dataclass(frozen=True)
class Shape:
    """How a sheet was made of the user's own: `rows` are the sheets and rows its rows come from, none where they are
    its own; `cells` the places of those that come from elsewhere. `sources` say the same by row where whole rows do:
    which of the user's columns each cell is from, -1 from none, and `headers` how they head those.

    `meanings` say what columns are where their headers do not: index -> (kind, id). `made` are columns that the user
    does not have, `also` says what those of theirs are that this sheet has not; `mapping` and `ignored` say it of all
    at once where no column is theirs. `order` is that of day and month where other columns tell it. `counted`: a figure
    that no row gives is 0 where other figures of its channel and period are there."""

    rows: tuple[tuple[str, int], ...] = ()
    cells: dict[tuple[int, int], Place] = field(default_factory=dict)
    sources: tuple[tuple[int, ...], ...] = ()
    headers: tuple[str, ...] = ()
    meanings: dict[int, tuple[str, str]] = field(default_factory=dict)
    made: frozenset[int] = frozenset()
    also: dict[str, str] = field(default_factory=dict)
    mapping: dict[str, str] | None = None
    ignored: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    language: str = ""
    order: str = ""
    counted: bool = False

    @property
    def plain(self) -> bool:
        """Whether rows and header are the user's own."""
        return not self.rows


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[0]` is the row a spreadsheet calls 1, rows may differ in length.

    `marks` are cells that look blank and are not, by (row, column) from 0: the text of a formula that holds no stored
    result ("=B5/E5"), or an error value ("#DIV/0!"). `formulas`, and `comments` by cell, are told of workbooks that
    carry a document of ours (`CARRIER`), None where the format does not tell. `shape` is of sheets that were made of
    others, `header` then the index of their header's row.
    """

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: Formulas | None = None
    comments: dict[tuple[int, int], str] | None = None
    shape: Shape | None = None
    header: int | None = None

    def cell(self, row: int, column: int | None) -> Cell:
        """A cell, None where the row is shorter or there is no such column."""
        cells = self.rows[row]
        return cells[column] if column is not None and column < len(cells) else None


@dataclass(frozen=True)
class Table:
    """A file's sheets; a text file is one sheet without a name. `encoding` and `separator` are those of a text file,
    `notes` sentences on what was read."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    separator: str = ""
    notes: tuple[str, ...] = ()


def column_letters(column: int) -> str:
    """The letters a spreadsheet gives the column (from 0): 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell's address as a spreadsheet writes it, from row and column counted from 0: (4, 1) is B5."""
    return f"{column_letters(column)}{row + 1}"
