"""The tables of a working copy: opening them under the lock, and everything that is read from or written to them.

The connection holds the file EXCLUSIVE from the first look on, until it is closed or its process ends. Nobody in this
program may open a working copy in any other way: closing a plain file would drop the lock of the whole process.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from roiapp.files.disk_errors import KEPT_DAMAGED, keeping_error, result_code
from roiapp.files.file_errors import FileError
from roiapp.files.safe_write import Stamp, stamp_of
from roiapp.language import tr

Kind = Literal["edit", "undo", "redo"]
KINDS: tuple[Kind, ...] = ("edit", "undo", "redo")
ENDING = ".work"
APPLICATION_ID = 0x524F4957  # "ROIW"
VERSION = 1
_BESIDE = ("", "-wal", "-journal", "-shm")

# `about` is one row: `stamp` is JSON, `opened` milliseconds since 1970, `published` the last number that is in `base`;
# `announced_*` say which bytes were about to be published, so that a save that was cut off is recognised.
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS about (
        id INTEGER PRIMARY KEY CHECK (id = 1), target BLOB, stamp TEXT, opened INTEGER NOT NULL,
        published INTEGER NOT NULL, announced_target BLOB, announced_sha256 TEXT, announced_number INTEGER
    )""",
    "CREATE TABLE IF NOT EXISTS base (id INTEGER PRIMARY KEY CHECK (id = 1), content BLOB NOT NULL)",
    """CREATE TABLE IF NOT EXISTS steps (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, payload BLOB NOT NULL, at INTEGER NOT NULL
    )""",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)


class BusyError(FileError):
    """The working copy belongs to a process that lives."""


@dataclass(frozen=True)
class Step:
    """One thing the user did, as it was kept; `at` in UTC."""

    number: int
    kind: Kind
    payload: bytes
    at: datetime


@dataclass(frozen=True)
class About:
    """What a working copy says of itself; `published` is the last number that is in its base."""

    target: Path | None
    stamp: Stamp | None
    opened: datetime
    published: int
    last: int


def connect(path: Path, *, make: bool, patience: float) -> sqlite3.Connection:
    """Open and lock. Raises sqlite3.Error; with a busy result when another holds it for longer than `patience` s."""
    mode = "rwc" if make else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        # The lock is taken with the first transaction, not by the settings above.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def open_existing(path: Path, patience: float) -> sqlite3.Connection:
    """As `connect`, checked to be a working copy of ours. Raises `BusyError` or another `FileError`."""
    connection = None
    try:
        connection = connect(path, make=False, patience=patience)
        check(connection, path)
    except sqlite3.Error as error:
        if connection:
            connection.close()
        if is_busy(error):
            raise BusyError(tr("The document is open in another window of Channel ROI.")) from error
        raise keeping_error(error) from error
    except FileError:
        if connection:
            connection.close()
        raise
    return connection


def begun(connection: sqlite3.Connection) -> bool:
    """Whether anything was ever committed to it; a process may have ended before."""
    return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raises `FileError` unless this is a working copy of this version, and sqlite3.Error where it is damaged."""
    # Whoever held it before may have removed it while we waited.
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not ours or not path.exists() or not begun(connection):
        raise FileError(tr("Nothing was kept in it."), file=path.name)
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        raise FileError(tr("It was kept by another version of Channel ROI. Open it with that one."))


def is_busy(error: sqlite3.Error) -> bool:
    return result_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def create_tables(
    connection: sqlite3.Connection, base: bytes, target: Path | None, stamp: Stamp | None, opened: int
) -> None:
    """Make the tables and put in the document as it was opened; harmless when they are there already."""
    for statement in _SCHEMA:
        connection.execute(statement)
    connection.execute("INSERT OR REPLACE INTO base VALUES (1, ?)", (base,))
    connection.execute(
        "INSERT OR REPLACE INTO about VALUES (1, ?, ?, ?, 0, NULL, NULL, NULL)",
        (_from_path(target), _from_stamp(stamp), opened),
    )


def insert_steps(connection: sqlite3.Connection, rows: list[tuple[int, Kind, bytes, int]]) -> None:
    # A commit that failed may have happened all the same; written once more it is the same row.
    if rows:
        connection.executemany("INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?)", rows)


def announce(connection: sqlite3.Connection, target: Path, sha256: str, number: int) -> None:
    connection.execute(
        "UPDATE about SET announced_target = ?, announced_sha256 = ?, announced_number = ?",
        (_from_path(target), sha256, number),
    )


def rebase(connection: sqlite3.Connection, base: bytes, target: Path, stamp: Stamp, number: int) -> None:
    """A new base that holds all steps up to `number`; they are forgotten."""
    connection.execute("UPDATE base SET content = ?", (base,))
    connection.execute("DELETE FROM steps WHERE number <= ?", (number,))
    connection.execute(
        "UPDATE about SET target = ?, stamp = ?, published = max(published, ?), announced_target = NULL, "
        "announced_sha256 = NULL, announced_number = NULL",
        (_from_path(target), _from_stamp(stamp), number),
    )


def settle(connection: sqlite3.Connection) -> None:
    """Finish a save that was cut off after the target had its new content: the steps in it are published."""
    target, sha256, number = connection.execute(
        "SELECT announced_target, announced_sha256, announced_number FROM about"
    ).fetchone()
    path = _to_path(target)
    if path is None:
        return
    with suppress(FileError, OSError):  # a target that cannot be read was not shown to be published
        stamp = stamp_of(path)
        if stamp is None or stamp.sha256 != sha256:
            return
        base = path.read_bytes()
        connection.execute("BEGIN IMMEDIATE")
        rebase(connection, base, path, stamp, number)
        connection.execute("COMMIT")


def read_about(connection: sqlite3.Connection) -> About:
    target, stamp, opened, published = connection.execute(
        "SELECT target, stamp, opened, published FROM about"
    ).fetchone()
    last = connection.execute("SELECT max(number) FROM steps").fetchone()[0]
    return About(_to_path(target), _to_stamp(stamp), moment(opened), published, max(published, last or 0))


def read_base(connection: sqlite3.Connection) -> bytes:
    return bytes(connection.execute("SELECT content FROM base").fetchone()[0])


def read_steps(connection: sqlite3.Connection) -> list[Step]:
    """All unpublished steps in order. Raises `FileError` when one is missing between two others."""
    rows = connection.execute("SELECT number, kind, payload, at FROM steps ORDER BY number").fetchall()
    steps = [Step(number, kind, bytes(payload), moment(at)) for number, kind, payload, at in rows]
    first = read_about(connection).published + 1
    if [step.number for step in steps] != list(range(first, first + len(steps))) or any(
        step.kind not in KINDS for step in steps
    ):
        raise FileError(tr(KEPT_DAMAGED))
    return steps


def ends(connection: sqlite3.Connection) -> tuple[int, datetime, datetime] | None:
    """How many steps there are and when the first and the last were made, without reading them; None: none."""
    # Both in one SELECT would read every row; alone each is one look into the tree.
    first, last = connection.execute(
        "SELECT (SELECT min(number) FROM steps), (SELECT max(number) FROM steps)"
    ).fetchone()
    if first is None:
        return None
    at = [connection.execute("SELECT at FROM steps WHERE number = ?", (n,)).fetchone()[0] for n in (first, last)]
    return last - first + 1, moment(at[0]), moment(at[1])


def remove(path: Path, connection: sqlite3.Connection | None = None) -> None:
    """Remove a working copy and close it. Where the system allows it the name goes first, while it is still locked."""
    if connection is not None and os.name == "nt":
        connection.close()
    with suppress(OSError):
        path.unlink()
    if connection is not None:
        connection.close()
    for end in _BESIDE:
        with suppress(OSError):
            path.with_name(path.name + end).unlink()


def remove_orphans(folder: Path) -> None:
    """Remove what SQLite keeps beside a working copy where that one is gone: a process was killed while removing it."""
    for end in _BESIDE:
        for path in folder.glob("*" + ENDING + end):
            with suppress(OSError):
                if not path.with_name(path.name.removesuffix(end)).exists():
                    path.unlink()


def moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _from_path(path: Path | None) -> bytes | None:
    # As bytes: a name of the disk need not be text.
    return None if path is None else os.fsencode(path)


def _to_path(stored: bytes | None) -> Path | None:
    return None if stored is None else Path(os.fsdecode(stored))


def _from_stamp(stamp: Stamp | None) -> str | None:
    return None if stamp is None else json.dumps(stamp.plain())


def _to_stamp(stored: str | None) -> Stamp | None:
    return None if stored is None else Stamp(**json.loads(stored))
