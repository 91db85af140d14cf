"""The tables of a project file, version by version.

`docs/file-format.md` describes the same for other programs. A change here is a new `VERSION` with an entry in
`upgrades`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from roiapp.files.file_errors import FileError
from roiapp.language import tr

APPLICATION_ID: Final = 0x43524F49  # “CROI” in the SQLite header
VERSION: Final = 5

Value = int | str | bytes | None
Row = tuple[Value, ...]

# What a document may hold, so that opening any file stays below 10 seconds and 1 GiB. Writing holds to the same.
MOST_BYTES: Final = 224 * 2**20
MOST_CELLS: Final = 24_000_000  # over all fields: 100,000 channels × 24 months × 10 fields
MOST_CHANNELS: Final = 1_048_576
MOST_PERIODS: Final = 36_600  # a hundred years of days
MOST_EXPRESSIONS: Final = 250_000
MOST_NOTES: Final = 100_000
MOST_RECORD_ROWS: Final = 100_000  # of all small tables together
MOST_RECORD: Final = 2**18  # bytes of one record
MOST_FIGURE_ROWS: Final = 200_000  # a row is one field in one period
MOST_TEXT: Final = 32 * 2**20  # bytes of UTF-8, all texts together
MOST_LETTERS: Final = 32_767  # of one name, label or expression, as in a cell of a spreadsheet
MOST_SETTING: Final = 2**18  # bytes of one setting
MOST_KEY: Final = 2**53  # so that a program that counts in floats reads every key right


@dataclass(frozen=True)
class Column:
    """One column: `type` is what SQLite hands over; `optional` ones may be NULL."""

    name: str
    type: type[int | str | bytes]
    optional: bool = False

    @property
    def sql(self) -> str:
        kind = {int: "INTEGER", str: "TEXT", bytes: "BLOB"}[self.type]
        return f"{self.name} {kind}" if self.optional else f"{self.name} {kind} NOT NULL"


@dataclass(frozen=True)
class Table:
    """One table, its rows in the order of `key`, the first columns. `most`: how many rows may be read."""

    name: str
    columns: tuple[Column, ...]
    key: int = 1
    most: int = 1

    @property
    def names(self) -> str:
        return ", ".join(column.name for column in self.columns)

    @property
    def key_names(self) -> str:
        return ", ".join(column.name for column in self.columns[: self.key])

    @property
    def sql(self) -> str:
        """The statement as it stands in the file, letter by letter."""
        columns = ", ".join(column.sql for column in self.columns)
        return f"CREATE TABLE {self.name} ({columns}, PRIMARY KEY ({self.key_names})) STRICT, WITHOUT ROWID"


@dataclass(frozen=True)
class Schema:
    """All tables of one version. `content` is covered by the checksum, in this order; `about` holds the checksum."""

    version: int
    content: tuple[Table, ...]
    about: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.about, *self.content)


ABOUT: Final = Table("about", (Column("id", int), Column("next_key", int), Column("checksum", str)))
PERIODS: Final = Table(
    "periods",
    (
        Column("position", int),
        Column("key", int),
        Column("label", str),
        Column("first_day", str, optional=True),
        Column("last_day", str, optional=True),
        Column("as_of", str, optional=True),
    ),
    most=MOST_PERIODS,
)
CHANNELS: Final = Table("channels", (Column("id", int), Column("count", int), Column("keys", bytes)))
CHANNEL_TEXTS: Final = Table(
    "channel_texts", (Column("attribute", str), Column("texts", bytes), Column("places", bytes)), most=16
)
RECORDS: Final = Table(
    "records", (Column("name", str), Column("position", int), Column("value", str)), key=2, most=MOST_RECORD_ROWS
)
FIGURES: Final = Table(
    "figures",
    (Column("field", str), Column("period", int), Column("known", bytes), Column("figures", bytes)),
    key=2,
    most=MOST_FIGURE_ROWS,
)
TOTALS: Final = Table("totals", (Column("field", str), Column("known", bytes), Column("figures", bytes)), most=1_000)
EXPRESSIONS: Final = Table(
    "expressions",
    (Column("field", str), Column("period", int), Column("channel", int), Column("text", str)),
    key=3,
    most=MOST_EXPRESSIONS,
)
NOTES: Final = Table(
    "notes",
    (Column("field", str), Column("period", int), Column("channel", int), Column("text", str)),
    key=3,
    most=MOST_NOTES,
)
SETTINGS: Final = Table("settings", (Column("name", str), Column("value", str)), most=1_000)

SCHEMA: Final = Schema(
    VERSION, (PERIODS, CHANNELS, CHANNEL_TEXTS, RECORDS, FIGURES, TOTALS, EXPRESSIONS, NOTES, SETTINGS), ABOUT
)


def damaged(what: str) -> FileError:
    """What to say of a file that is not as it was written; `what` is a translated sentence."""
    return FileError(tr("The document is damaged: {what} Open an earlier version or a copy.", what=what))


def too_large(what: str) -> FileError:
    """What to say of a document beyond the limits; `what` is a translated sentence."""
    return FileError(tr("The document is too large: {what} Split it into several documents.", what=what))


def too_many_rows(table: Table) -> FileError:
    return too_large(tr("It has more than {most} rows in “{table}”.", most=table.most, table=table.name))
