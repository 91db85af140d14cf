"""What the system says when a disk refuses, as sentences for the user: what happened and what to do."""

from __future__ import annotations

import errno
import sqlite3
import stat
from pathlib import Path

from roiapp.files.file_errors import FileError
from roiapp.language import mark, tr

_FULL = mark("There is no room left on the disk. Free some space or save somewhere else.")
_READ_ONLY = mark("The disk can only be read. Save somewhere else.")
_REFUSED = mark("You are not allowed to write here. Save somewhere else, or ask whoever owns the folder.")
_GONE = mark("The folder is not there. Make it, or save somewhere else.")
_LONG = mark("The name or the path is too long for this disk. Choose a shorter one.")
_FOLDER = mark("There is a folder of this name. Choose another name.")
_NO_FILE = mark("What has this name is no file that can be replaced. Choose another name.")
_CIRCLE = mark("The name is a link that leads back to itself. Choose another name.")
_LARGE = mark("The file is larger than this disk allows. Save somewhere else.")
_IN_USE = mark("Another program is using the file. Close it there, then try again.")
_NAME = mark("The disk does not accept this name. Choose another one.")
_SILENT = mark("The disk or network drive does not answer. Check that it is connected, then try again.")
_UNREADABLE = mark("You are not allowed to read this file. Ask whoever owns it.")

#: by the name of the error number, since not every system has every one
_BY_NAME = {
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EROFS": _READ_ONLY,
    "EACCES": _REFUSED,
    "EPERM": _REFUSED,
    "ENOENT": _GONE,
    "ENOTDIR": _GONE,
    "ENAMETOOLONG": _LONG,
    "EISDIR": _FOLDER,
    "EFBIG": _LARGE,
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
    "EINVAL": _NAME,
    "EILSEQ": _NAME,
    "ELOOP": _CIRCLE,
    **dict.fromkeys(
        ("EIO", "ENXIO", "ENODEV", "ESTALE", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN", "ETIMEDOUT", "ENETDOWN"), _SILENT
    ),
}
_SENTENCES = {getattr(errno, name): text for name, text in _BY_NAME.items() if hasattr(errno, name)}
#: Windows: sharing and lock violation, name not valid, path too long
_WINDOWS = {32: _IN_USE, 33: _IN_USE, 123: _NAME, 206: _LONG}

_KEPT_FULL = mark("There is no room left on the disk that keeps your changes. Free some space, or save the document.")
_KEPT_READ_ONLY = mark("The folder that keeps your changes can only be read. Save the document.")
_KEPT_SILENT = mark("The disk that keeps your changes does not answer. Save the document elsewhere.")
_KEPT_NO_LOCKS = mark("The disk that keeps your changes knows no locks for files. Save the document.")
_KEPT_NOT = mark("Your changes cannot be kept ({reason}). Save the document.")
KEPT_DAMAGED = mark("The changes that were kept are damaged and cannot be read.")
_BY_RESULT = {
    sqlite3.SQLITE_FULL: _KEPT_FULL,
    sqlite3.SQLITE_READONLY: _KEPT_READ_ONLY,
    sqlite3.SQLITE_IOERR: _KEPT_SILENT,
    sqlite3.SQLITE_CANTOPEN: _KEPT_SILENT,
    # The file is ours alone, so nobody else can hold its lock.
    sqlite3.SQLITE_BUSY: _KEPT_NO_LOCKS,
    sqlite3.SQLITE_CORRUPT: KEPT_DAMAGED,
    sqlite3.SQLITE_NOTADB: KEPT_DAMAGED,
}
_LOCKING = frozenset((sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK, sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK))


def writing_error(error: OSError | ValueError, path: Path) -> FileError:
    """Why a file could not be written. A ValueError is a name that cannot be one, such as one with a NUL in it."""
    if not isinstance(error, OSError):
        return FileError(tr(_NAME), file=path.name)
    return FileError(_sentence(error) or _other(error), file=path.name)


def not_a_file(path: Path, mode: int) -> FileError:
    """What stands under a document's name is none: a folder, or something of the system's, by its `st_mode`."""
    return FileError(tr(_FOLDER if stat.S_ISDIR(mode) else _NO_FILE), file=path.name)


def reading_error(error: OSError | ValueError, path: Path) -> FileError:
    """Why a file that is there could not be read."""
    if isinstance(error, PermissionError):
        return FileError(tr(_UNREADABLE), file=path.name)
    return writing_error(error, path)


def keeping_error(error: sqlite3.Error | OSError) -> FileError:
    """Why a working copy could not be written or read. It names no file: the user has never seen that one."""
    if isinstance(error, sqlite3.Error):
        known = _BY_RESULT.get(result_code(error))
        if getattr(error, "sqlite_errorcode", 0) in _LOCKING:
            known = _KEPT_NO_LOCKS
        return FileError(tr(known) if known else tr(_KEPT_NOT, reason=str(error)))
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return FileError(tr(_KEPT_FULL))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return FileError(tr(_KEPT_READ_ONLY))
    return FileError(tr(_KEPT_NOT, reason=error.strerror or str(error)))


def result_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where the error comes from Python's side."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _sentence(error: OSError) -> str:
    found = _WINDOWS.get(getattr(error, "winerror", 0) or 0) or _SENTENCES.get(error.errno or 0)
    return tr(found) if found else ""


def _other(error: OSError) -> str:
    return tr("The file cannot be written ({reason}). Save somewhere else.", reason=error.strerror or str(error))
