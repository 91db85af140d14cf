"""A project file opened from its bytes without trusting it: header, schema, structure, then rows with their checksum.

Nothing of the file is run: the list of what it defines is compared with ours before any other query, an authorizer
allows reading our tables and nothing else, and a clock stops whatever takes too long.
"""

from __future__ import annotations

import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

from roiapp.files.file_errors import FileError
from roiapp.files.project_schema import (
    APPLICATION_ID,
    MOST_BYTES,
    MOST_KEY,
    MOST_TEXT,
    SCHEMA,
    VERSION,
    Row,
    Schema,
    Table,
    damaged,
    too_large,
    too_many_rows,
)
from roiapp.files.project_seal import Seal
from roiapp.files.upgrades import UPGRADES
from roiapp.language import tr

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_SECONDS: Final = 8.0
_STEPS: Final = 10_000  # of SQLite's virtual machine between two looks at the clock
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 32,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 20,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 2,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 10,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


def is_project(data: bytes) -> bool:
    """Whether bytes (the first hundred are enough) are a project file, of whatever version."""
    return len(data) >= _HEADER and data.startswith(_MAGIC) and _number(data, 68) == APPLICATION_ID


class Reader:
    """The rows of an opened file, table by table in the schema's order, checked and counted into the checksum."""

    def __init__(self, connection: sqlite3.Connection, schema: Schema) -> None:
        self._connection = connection
        self._schema = schema
        self._seal = Seal()
        self._text_left = MOST_TEXT
        connection.text_factory = self.text

    def rows(self, table: Table) -> Iterator[Row]:
        """Rows in the order of their key. Raises `FileError` on a wrong type or too many."""
        self._seal.table(table.name)
        for row in self._select(table):
            self._seal.row(row)
            yield row

    def about(self) -> Row:
        """The one row that holds the next free key and the checksum."""
        rows = list(self._select(self._schema.about))
        if len(rows) != 1 or rows[0][0] != 1:
            raise damaged(tr("Its checksum is missing."))
        return rows[0]

    def verify(self) -> int:
        """The next free key, when the checksum fits all rows read. Raises `FileError`."""
        _, next_key, checksum = self.about()
        assert isinstance(next_key, int)
        if not 0 <= next_key <= MOST_KEY:
            raise damaged(tr("A key is out of range."))
        if checksum != self._seal.checksum(next_key):
            raise damaged(tr("Its checksum does not fit what is in it."))
        return next_key

    def checksum(self, next_key: int) -> str:
        return self._seal.checksum(next_key)

    def check_text(self, raw: bytes) -> None:
        """Raises `FileError` where bytes are no UTF-8, and when all texts together are too long."""
        if raw.isascii():
            self._count_text(raw)
        else:
            self.text(raw)

    def text(self, raw: bytes) -> str:
        """The text of UTF-8 bytes. Raises `FileError` as `check_text`."""
        self._count_text(raw)
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            raise damaged(tr("A text in it cannot be read.")) from error

    def _count_text(self, raw: bytes) -> None:
        self._text_left -= len(raw)
        if self._text_left < 0:
            raise too_large(tr("Its texts are too long."))

    def _select(self, table: Table) -> Iterator[Row]:
        types = [(column.type, column.optional) for column in table.columns]
        before: Row = ()
        # The names come from our own schema, never from the file.
        query = f"SELECT {table.names} FROM {table.name} ORDER BY {table.key_names} LIMIT {table.most + 1}"  # noqa: S608
        for number, row in enumerate(self._connection.execute(query)):
            if number == table.most:
                raise too_many_rows(table)
            for value, (type_, optional) in zip(row, types, strict=True):
                if type(value) is not type_ and not (optional and value is None):
                    raise damaged(tr("A value in “{table}” has the wrong type.", table=table.name))
            key = row[: table.key]
            if number and not before < key:
                raise damaged(tr("The rows of “{table}” are out of order.", table=table.name))
            before = key
            yield row


@contextmanager
def opened(data: bytes) -> Iterator[Reader]:
    """A reader of today's schema on a private copy in memory, an older file upgraded there. Raises `FileError`."""
    version = _check_header(data)
    schema = SCHEMA if version == VERSION else UPGRADES[version].schema
    try:
        with closing(_load(data)) as connection:
            _check_schema(connection, schema)
            _check_structure(connection)
            if version < VERSION:
                _upgrade(connection, schema)
            yield Reader(connection, SCHEMA)
    except MemoryError as error:
        raise too_large(tr("It does not fit into memory.")) from error
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # SQLite's own message may quote bytes of the file that are no UTF-8; then Python raises the second.
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise damaged(tr("Reading it takes far too long.")) from error
        raise damaged(tr("Its tables cannot be read.")) from error


def _check_header(data: bytes) -> int:
    """The file's version, when the first hundred bytes say that it can be read."""
    if not data.startswith(_MAGIC) or len(data) < _HEADER:
        raise FileError(tr("This is no Channel ROI document."))
    if _number(data, 68) != APPLICATION_ID:
        raise FileError(tr("This is a database of another program, not a Channel ROI document."))
    version = _number(data, 60)
    if version > VERSION:
        raise FileError(
            tr("The document was made by a newer version of the program. Update the program to open it.")
        )  # fmt: skip
    if version < VERSION and any(known not in UPGRADES for known in range(version, VERSION)):
        raise damaged(tr("No version of the program writes such a file."))
    if len(data) > MOST_BYTES:
        raise too_large(tr("It has more than {most} MB.", most=MOST_BYTES // 2**20))
    page = struct.unpack_from(">H", data, 16)[0]
    page = 65536 if page == 1 else page
    if page < 512 or page & (page - 1) or _number(data, 28) * page != len(data):
        raise damaged(tr("It is cut short, or something stands behind its end."))
    if data[18:20] != b"\1\1" or _number(data, 56) != 1:
        raise damaged(tr("Its tables cannot be read."))
    return version


def _load(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=0)
    try:
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.deserialize(data)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(len(data), 10_000))
        for limit, most in _LIMITS.items():
            connection.setlimit(limit, most)
        connection.execute("PRAGMA query_only = ON")
        deadline = time.thread_time() + _SECONDS  # of the processor: a busy machine damages no document
        connection.set_progress_handler(lambda: time.thread_time() > deadline, _STEPS)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_schema(connection: sqlite3.Connection, schema: Schema) -> None:
    """Compare all the file defines with ours, letter by letter; from here on nothing else may be touched."""
    allowed = {table.name for table in schema.tables} | {"sqlite_master"}

    def authorize(action: int, first: str | None, *_: str | None) -> int:
        reads = action == sqlite3.SQLITE_READ and first in allowed
        checks = action == sqlite3.SQLITE_PRAGMA and first == "quick_check"
        return sqlite3.SQLITE_OK if reads or checks or action == sqlite3.SQLITE_SELECT else sqlite3.SQLITE_DENY

    connection.set_authorizer(authorize)
    ours: dict[Any, Any] = {table.name: ("table", table.name, table.sql) for table in schema.tables}
    rows = connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_master LIMIT 100").fetchall()
    theirs = {name: (kind, of, sql) for name, kind, of, sql in rows}
    if len(rows) != len(ours) or theirs != ours:
        raise damaged(tr("It holds other tables than a document has."))


def _check_structure(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        raise damaged(tr("Its tables cannot be read."))


def _upgrade(connection: sqlite3.Connection, schema: Schema) -> None:
    """Make today's tables of an older file's in place; the connection is a private copy. The checksum holds before."""
    next_key = _read_through(connection, schema).verify()
    connection.set_authorizer(None)
    connection.execute("PRAGMA query_only = OFF")
    for limit in (sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, sqlite3.SQLITE_LIMIT_LENGTH):
        connection.setlimit(limit, MOST_BYTES)
    for version in range(schema.version, VERSION):
        UPGRADES[version].step(connection)
    reader = _read_through(connection, SCHEMA)
    connection.execute("UPDATE about SET checksum = ?", (reader.checksum(next_key),))
    connection.execute("PRAGMA query_only = ON")
    _check_schema(connection, SCHEMA)


def _read_through(connection: sqlite3.Connection, schema: Schema) -> Reader:
    reader = Reader(connection, schema)
    for table in schema.content:
        for _ in reader.rows(table):
            pass
    return reader


def _number(data: bytes, offset: int) -> int:
    found: int = struct.unpack_from(">I", data, offset)[0]
    return found
