"""The one door through which a document is written: the target holds the old bytes or the new ones, never else.

The order is what makes it so: a file of its own beside the target is written and synced, the target is looked at once
more, then the file takes its name, then the folder is synced. Whatever fails on the way leaves the target as it was.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from roiapp.files.disk import REAL_DISK, Disk
from roiapp.files.disk_errors import not_a_file, reading_error, writing_error
from roiapp.files.file_errors import FileError
from roiapp.language import tr
from roiapp.processes import machine, running

_PIECE = 1 << 20


class Stamp:
    """What a file was when it was looked at. `sha256` (hex, of the content) decides whether it is still the same.

    Given as the content itself it is worked out when it is first asked for, on whatever thread that is: opening a
    document does not wait for it. The content is kept until then.
    """

    def __init__(self, size: int, mtime_ns: int, inode: int, sha256: str | bytes) -> None:
        self.size, self.mtime_ns, self.inode = size, mtime_ns, inode
        self._sha256 = sha256

    @property
    def sha256(self) -> str:
        found = self._sha256
        if isinstance(found, bytes):
            self._sha256 = found = hashlib.sha256(found).hexdigest()
        return found

    def plain(self) -> dict[str, int | str]:
        """What the stamp was made of, by name."""
        return {"size": self.size, "mtime_ns": self.mtime_ns, "inode": self.inode, "sha256": self.sha256}

    def __eq__(self, other: object) -> bool:
        return self.plain() == other.plain() if isinstance(other, Stamp) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.size, self.mtime_ns, self.inode))

    def same(self, other: Stamp | None) -> bool:
        """Whether the content is the same; a file merely touched or copied back is."""
        return other is not None and (self.size, self.sha256) == (other.size, other.sha256)


class TargetChangedError(FileError):
    """The target is not what it was: `current` says what it is now, None: it is gone. Nothing was written."""

    def __init__(self, sentence: str, *, file: str, current: Stamp | None) -> None:
        super().__init__(sentence, file=file)
        self.current = current


class UnconfirmedError(FileError):
    """The target holds the new bytes (`stamp`), but the disk did not confirm that they would outlive a power cut."""

    def __init__(self, sentence: str, *, file: str, stamp: Stamp) -> None:
        super().__init__(sentence, file=file)
        self.stamp = stamp


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file at `path` (links followed), None where there is none. Raises `FileError`."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise reading_error(error, path) from error
    try:
        with open(handle, "rb", buffering=0) as stream:  # noqa: PTH123  a descriptor, not a path
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise not_a_file(path, found.st_mode)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise reading_error(error, path) from error
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino, digest)


def publish(
    path: Path,
    data: bytes,
    expected: Stamp | None,
    *,
    overwrite: bool = False,
    sha256: str | None = None,
    ready: Callable[[], object] = lambda: None,
    disk: Disk = REAL_DISK,
) -> Stamp:
    """Make `data` the content of the file at `path`, wholly or not at all, and return its new stamp.

    `expected` is what the target was when it was last read or written, None: there must be none. `overwrite`: whatever
    is there is replaced. `sha256` is that of `data` where it is known; `ready` is called when the new bytes are on the
    disk and before the target is looked at. Links are followed; permissions, owner and attributes stay. Raises
    `TargetChangedError`, `UnconfirmedError` or another `FileError`; with all but the second the target is as it was,
    and no file is left.
    """
    try:
        # Not resolve(): a link to a file that is not there yet, or in a circle, gets its sentence below.
        target = Path(os.path.realpath(path))
        known = _regular(target)
        _clear_strays(target, disk)
        digest = sha256 or hashlib.sha256(data).hexdigest()
        fresh = target.with_name(_fresh_name(target))
        made = _write(fresh, data, target if known else None, disk)
    except (OSError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        raise writing_error(error, path) from error
    stamp = Stamp(len(data), made.st_mtime_ns, made.st_ino, digest)
    try:
        ready()
        now = stamp_of(target)
        # What already holds these very bytes is no conflict: a save that was cut off after its last step.
        if not overwrite and not stamp.same(now) and not (now.same(expected) if now else expected is None):
            raise _changed(path, now)
        try:
            if now is None and not overwrite:
                disk.place(fresh, target)
            else:
                disk.replace(fresh, target)
        except FileExistsError as error:
            raise _changed(path, stamp_of(target)) from error
    except (OSError, ValueError) as error:
        _remove(fresh, disk)
        if isinstance(error, FileError):
            raise
        raise writing_error(error, path) from error
    try:
        disk.fsync_folder(target.parent)
    except OSError as error:
        sentence = tr("The file was written, but the disk did not confirm it. Save once more, or save somewhere else.")
        raise UnconfirmedError(sentence, file=path.name, stamp=stamp) from error
    return stamp


def _regular(target: Path) -> os.stat_result | None:
    """What stands at the target, which must be a file that may be written; None: nothing. Raises OSError."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise not_a_file(target, found.st_mode)
    # Taking its name needs a right to the folder only; a file its owner protected is still not ours to replace.
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise FileError(
            tr("The file is protected against writing. Save under another name, or lift the protection."),
            file=target.name,
        )
    return found


def _write(fresh: Path, data: bytes, access_of: Path | None, disk: Disk) -> os.stat_result:
    """Write and sync the new file; what it is. On failure it is gone again and the error goes on."""
    handle = disk.create(fresh, 0o600 if access_of else 0o666)
    done = False
    try:
        try:
            if access_of:
                disk.keep_access(handle, access_of)
            for start in range(0, len(data), _PIECE):
                disk.write(handle, data[start : start + _PIECE])
            disk.fsync(handle)
            made = os.fstat(handle)
        finally:
            disk.close(handle)
        done = True
    finally:
        if not done:
            _remove(fresh, disk)
    return made


def _remove(fresh: Path, disk: Disk) -> None:
    with suppress(OSError):  # the error that brought us here is the one to tell
        disk.unlink(fresh)


def _fresh_name(target: Path) -> str:
    """Short whatever the target is called; says whose it is, so that `_clear_strays` knows."""
    return f"{_prefix(target)}{os.getpid()}-{secrets.token_hex(4)}.tmp"


def _prefix(target: Path) -> str:
    return f".~save-{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]}-{machine()}-"


def _clear_strays(target: Path, disk: Disk) -> None:
    """Remove what a process of this machine left beside the target when it was killed while saving."""
    prefix = _prefix(target)
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if entry.name.startswith(prefix):
                process = entry.name.removeprefix(prefix).partition("-")[0]
                if process.isdecimal() and not running(int(process)):
                    _remove(target.with_name(entry.name), disk)


def _changed(path: Path, now: Stamp | None) -> TargetChangedError:
    if now is None:
        sentence = tr("The file is no longer there. Save it again there or somewhere else.")
    else:
        sentence = tr("The file has changed since it was opened. Keep yours, keep that one, or save somewhere else.")
    return TargetChangedError(sentence, file=path.name, current=now)
