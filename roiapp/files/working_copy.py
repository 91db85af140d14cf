"""The working copy of an open document: every step committed to the local disk as it happens, by one writer thread.

A step is *appended* at once and *durable* when a commit that holds it has been synced. `append` waits for no disk; what
could not be written yet is held in memory and tried again. The file is locked for as long as its process lives.
"""

from __future__ import annotations

import atexit
import hashlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from roiapp.files import working_tables as tables
from roiapp.files.disk import REAL_DISK, Disk
from roiapp.files.disk_errors import keeping_error
from roiapp.files.file_errors import FileError
from roiapp.files.leftovers import Leftover, leftovers
from roiapp.files.safe_write import Stamp, publish
from roiapp.files.working_tables import BusyError, Kind, Step
from roiapp.language import tr

__all__ = ["BusyError", "Kind", "Leftover", "Step", "WorkingCopy", "leftovers"]

_PATIENCE = 0.5  # seconds somebody who only looks may hold the lock
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
_ANNOUNCING = 2.0  # seconds a save waits for a working copy that may not be able to write

_Work = Callable[[sqlite3.Connection], None]
_T = TypeVar("_T")


@dataclass(frozen=True)
class _Append:
    row: tuple[int, Kind, bytes, int]


class WorkingCopy:
    """Made by `create` or `resume`; ended by `close`.

    `on_durable` are called with the highest durable number, `on_failure` with the failure or None once it is over; both
    on the writer thread, and what they do must not wait for it.
    """

    def __init__(self, path: Path, target: Path | None, stamp: Stamp | None) -> None:
        """Use `create` or `resume`."""
        self.path, self.target, self.stamp = path, target, stamp
        self.on_durable: list[Callable[[int], None]] = []
        self.on_failure: list[Callable[[FileError | None], None]] = []
        self._changed = threading.Condition()  # guards all that follows
        self._queue: list[_Append | _Work] = []
        self._last = self._durable = self._published = 0
        self._failure: FileError | None = None
        self._failures = 0
        self._closing = self._hurry = False
        self._disk = threading.Lock()  # guards the connection; held while it waits for the disk
        self._connection: sqlite3.Connection | None = None
        self._inode: tuple[int, int] | None = None
        self._thread = threading.Thread(target=self._run, name=f"working copy {path.stem}", daemon=True)

    @classmethod
    def create(cls, folder: Path, base: bytes, target: Path | None, stamp: Stamp | None) -> Self:
        """A new one for a document just opened (`base` are its bytes) or begun (no target). Waits for no disk."""
        copy = cls(folder.absolute() / (secrets.token_hex(8) + tables.ENDING), target, stamp)
        opened = _now()
        copy._queue.append(lambda at: tables.create_tables(at, base, target, stamp, opened))
        copy._start()
        return copy

    @classmethod
    def resume(cls, path: Path) -> Self:
        """One that was left behind. Raises `BusyError` while its process lives, `FileError` when it is damaged."""
        path = path.absolute()
        connection = tables.open_existing(path, _PATIENCE)
        try:
            tables.settle(connection)
            about = tables.read_about(connection)
        except sqlite3.Error as error:
            connection.close()
            raise keeping_error(error) from error
        copy = cls(path, about.target, about.stamp)
        copy._adopt(connection)
        copy._last = copy._durable = about.last
        copy._published = about.published
        copy._start()
        return copy

    @property
    def last(self) -> int:
        """The number of the last step appended."""
        return self._last

    @property
    def durable(self) -> int:
        """Every step up to this number outlives a kill and a power cut."""
        return self._durable

    @property
    def unpublished(self) -> int:
        """How many steps were made since the last save."""
        return self._last - self._published

    @property
    def failure(self) -> FileError | None:
        """Why the last commit failed; None as soon as one has worked again."""
        return self._failure

    def append(self, kind: Kind, payload: bytes = b"") -> int:
        """Queue a step and return its number. An undo or redo carries the edit that was applied for it, so that the
        steps can be made again without those before the last save."""
        with self._changed:
            if self._closing:
                raise RuntimeError("the working copy is closed")
            self._last += 1
            self._queue.append(_Append((self._last, kind, bytes(payload), _now())))
            self._changed.notify_all()
            return self._last

    def wait(self, number: int, timeout: float | None = None) -> bool:
        """Wait until the step is durable; False after `timeout` seconds, when an attempt made since has failed (see
        `failure`; more will follow), or when the copy was closed without it."""
        with self._changed:
            self._wait_for(lambda: self._durable >= number, timeout)
            return self._durable >= number

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything queued is durable, saves included; False as in `wait`."""
        with self._changed:
            self._wait_for(lambda: not self._queue, timeout)
            return not self._queue

    def publish(
        self,
        data: bytes,
        target: Path,
        expected: Stamp | None,
        *,
        number: int | None = None,
        overwrite: bool = False,
        ready: Callable[[], object] = lambda: None,
        disk: Disk = REAL_DISK,
    ) -> Stamp:
        """Save: `safe_write.publish` so that a kill at any moment is told apart as saved or not saved.

        `data` is the document with all steps up to `number` (default: all). `ready` and what is raised as in
        `safe_write.publish`.
        """
        with self._changed:
            upto = self._last if number is None else number
        place = target.absolute()
        digest = hashlib.sha256(data).hexdigest()
        self._put(lambda at: tables.announce(at, place, digest, upto))

        def announced() -> None:
            ready()
            self.flush(_ANNOUNCING)

        stamp = publish(target, data, expected, overwrite=overwrite, sha256=digest, ready=announced, disk=disk)
        self.published(data, target, stamp, number=upto)
        return stamp

    def published(self, base: bytes, target: Path, stamp: Stamp, *, number: int | None = None) -> None:
        """The target holds `base`, with all steps up to `number` (default: all) in it: they are forgotten."""
        with self._changed:
            upto = self._last if number is None else number
            self._published = max(self._published, upto)
            self.target, self.stamp = target, stamp
        place = target.absolute()
        self._put(lambda at: tables.rebase(at, base, place, stamp, upto))

    def base(self) -> bytes:
        """The document that the steps are to be made on, as it is on the disk. Raises `FileError`."""
        return self._read(tables.read_base)

    def steps(self) -> list[Step]:
        """The unpublished steps that are durable, in order. Raises `FileError`."""
        return self._read(tables.read_steps)

    def close(self, keep: bool) -> bool:
        """Write what is queued (one attempt), end the thread, give the file free. `keep=False` removes it.

        Returns whether everything was durable before; False only after a failure.
        """
        with self._changed:
            self._closing = True
            if not keep:
                self._queue.clear()
            self._changed.notify_all()
        self._thread.join()
        atexit.unregister(self._at_exit)
        with self._disk:
            connection, self._connection = self._connection, None
            if not keep:
                tables.remove(self.path, connection)
            elif connection is not None:
                connection.close()
        return not self._queue

    def _start(self) -> None:
        # Whoever forgets to close must still not lose what is queued, nor keep the program from ending.
        atexit.register(self._at_exit)
        self._thread.start()

    def _at_exit(self) -> None:
        self.close(keep=True)

    def _wait_for(self, reached: Callable[[], bool], timeout: float | None) -> None:
        """Until it is reached, or one more attempt has failed, or nobody works at it any more."""
        failures = self._failures
        self._hurry = True
        self._changed.notify_all()
        self._changed.wait_for(lambda: reached() or self._failures > failures or not self._thread.is_alive(), timeout)

    def _put(self, work: _Work) -> None:
        with self._changed:
            if self._closing:
                raise RuntimeError("the working copy is closed")
            self._queue.append(work)
            self._changed.notify_all()

    def _read(self, read: Callable[[sqlite3.Connection], _T]) -> _T:
        self.flush()
        with self._disk:
            if self._connection is None:
                raise self._failure or FileError(tr("The document is closed."))
            try:
                return read(self._connection)
            except sqlite3.Error as error:
                raise keeping_error(error) from error

    def _run(self) -> None:
        """The writer thread: commit what is queued, all of it at once, until the copy is closed."""
        ended_well = False
        pause = _FIRST_PAUSE
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._queue or self._closing)
                    batch, last_time = list(self._queue), self._closing
                if not batch:
                    break
                try:
                    self._commit(batch)
                except (sqlite3.Error, OSError) as error:
                    self._fail(keeping_error(error))
                    if last_time:
                        break
                    with self._changed:
                        self._hurry = False
                        self._changed.wait_for(lambda: self._closing or self._hurry, pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)
                else:
                    pause = _FIRST_PAUSE
                    self._succeed(batch)
                    del batch  # the first one holds the whole document
            ended_well = True
        finally:
            if not ended_well:  # a defect: the error goes to the crash report, the state must say the truth
                self._fail(FileError(tr("Your changes are no longer kept. Save the document.")))
            with self._changed:
                self._changed.notify_all()

    def _commit(self, batch: list[_Append | _Work]) -> None:
        with self._disk:
            connection = self._connected()
            connection.execute("BEGIN IMMEDIATE")
            try:
                rows: list[tuple[int, Kind, bytes, int]] = []
                for work in batch:
                    if isinstance(work, _Append):
                        rows.append(work.row)
                    else:
                        tables.insert_steps(connection, rows)
                        rows = []
                        work(connection)
                tables.insert_steps(connection, rows)
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _connected(self) -> sqlite3.Connection:
        """The connection to the file of our name, made anew where that file has gone. Raises sqlite3.Error, OSError."""
        if self._connection is not None and not self._there():
            # Commits would go on into a file without a name. What is in it can still be read and written anew.
            self._make_folder()
            fresh = self.path.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            self._connection.execute("VACUUM INTO ?", (str(fresh),))
            self._connection.close()
            self._connection = None
            fresh.replace(self.path)
        if self._connection is None:
            self._make_folder()
            self._adopt(tables.connect(self.path, make=True, patience=_PATIENCE))
        assert self._connection is not None
        return self._connection

    def _make_folder(self) -> None:
        folder = self.path.parent
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            REAL_DISK.fsync_folder(folder.parent)

    def _adopt(self, connection: sqlite3.Connection) -> None:
        """Go on with a connection just made. Raises OSError where somebody removed its file meanwhile."""
        try:
            found = self.path.stat()
        except OSError:
            connection.close()
            raise
        self._connection, self._inode = connection, (found.st_dev, found.st_ino)

    def _there(self) -> bool:
        """Whether the file of our name is still the one that is open."""
        try:
            found = self.path.stat()
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == self._inode

    def _succeed(self, batch: list[_Append | _Work]) -> None:
        with self._changed:
            del self._queue[: len(batch)]
            self._durable = max([self._durable, *(work.row[0] for work in batch if isinstance(work, _Append))])
            recovered, self._failure = self._failure is not None, None
            self._changed.notify_all()
        if recovered:
            for tell in list(self.on_failure):
                tell(None)
        for heard in list(self.on_durable):
            heard(self._durable)

    def _fail(self, failure: FileError) -> None:
        with self._changed:
            self._failure = failure
            self._failures += 1
            self._changed.notify_all()
        for tell in list(self.on_failure):
            tell(failure)


def _now() -> int:
    return int(time.time() * 1000)
