"""The lock beside a document that tells other machines it is open: `.~lock.NAME.roi`, who, where and since when.

On this machine the working copy's lock decides; this file is for shared folders. One of our own machine whose process
is gone counts for nothing and is taken over, so a kill leaves nothing in the way.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from roiapp.files.file_errors import FileError
from roiapp.language import tr
from roiapp.processes import host, machine, running, start_of, user

_LONGEST_NAME = 255  # bytes; what nearly every disk allows
_LARGEST = 4096
_WINDOWS = os.name == "nt"
_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOINHERIT", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))
_ATTEMPTS, _PAUSE = 10, 0.05  # for a lock that is being written just now


@dataclass(frozen=True)
class Owner:
    """What a lock says. `at` is when it was taken, in UTC; `token` tells two locks of one process apart."""

    host: str
    user: str
    process: int
    at: datetime
    machine: str
    started: str
    token: str

    def gone(self) -> bool:
        """Whether it was a process of this machine that has ended."""
        return self.machine == machine() and not running(self.process, self.started)


class LockedError(FileError):
    """Somebody has the document open. `here`: on this machine."""

    def __init__(self, owner: Owner, *, file: str) -> None:
        self.host, self.user, self.since, self.process = owner.host, owner.user, owner.at, owner.process
        self.here = owner.machine == machine()
        if self.here:
            sentence = tr("The document is open in another window of Channel ROI.")
        elif owner.user:
            sentence = tr(
                "{user} has the document open on {host}. Wait until it is closed there, or work on a copy.",
                user=owner.user,
                host=owner.host,
            )
        else:
            sentence = tr(
                "The document is open on {host}. Wait until it is closed there, or work on a copy.", host=owner.host
            )
        super().__init__(sentence, file=file)


@dataclass
class Lock:
    """A lock taken. `held` is False where the folder takes no lock (a read-only one), so that nobody is kept out."""

    path: Path
    owner: Owner
    held: bool = True

    def release(self) -> None:
        """Take it away, if it is still ours. Harmless when done twice or when the folder is gone."""
        if not self.held:
            return
        self.held = False
        with suppress(OSError):
            mine = False
            with _looking_at(self.path) as found:
                if found is not None and _read(found[0]) == self.owner:
                    mine = True
                    if not _WINDOWS:
                        self.path.unlink()
            if mine and _WINDOWS:  # an open file cannot be removed there
                self.path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def lock_path(document: Path) -> Path:
    """Where the lock of a document is; links are followed, since it is the file that is locked."""
    real = Path(os.path.realpath(document))
    name = f".~lock.{real.name}"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f".~lock.{hashlib.sha256(os.fsencode(real.name)).hexdigest()}.roi"
    return real.with_name(name)


def take(document: Path, *, force: bool = False) -> Lock:
    """Lock a document for this process. Raises `LockedError` when somebody else has it; `force` takes it from them."""
    process = os.getpid()
    me = Owner(
        host(), user(), process, datetime.now(UTC), machine(), start_of(process) or "", secrets.token_hex(8)
    )  # fmt: skip
    path = document
    try:
        path = lock_path(document)
        for attempt in range(_ATTEMPTS):
            if _make(path, me) or _take_over(path, me, force, document.name, last_time=attempt == _ATTEMPTS - 1):
                return Lock(path, me)
            time.sleep(_PAUSE)
    except FileError:
        raise
    except (OSError, ValueError):  # a folder that takes no files, or a drive that knows no such thing
        pass
    return Lock(path, me, held=False)


def _make(path: Path, me: Owner) -> bool:
    """Make the lock; False where there is one already. Raises OSError."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, 0o666)
    except FileExistsError:
        return False
    done = False
    try:
        with _alone(handle):
            _write(handle, me)
        done = True
    finally:
        os.close(handle)
        if not done:  # a full disk
            with suppress(OSError):
                path.unlink()
    return True


def _take_over(path: Path, me: Owner, force: bool, name: str, *, last_time: bool) -> bool:
    """Put our name into a lock whose owner is gone; False where that is not decided yet. Raises `LockedError`."""
    with _looking_at(path) as found:
        if found is None:  # given back just now, or looked at by another
            return False
        handle, writable = found
        owner = _read(handle)
        if owner is None and not last_time:  # made just now and not written yet, or by a process killed in between
            return False
        if owner is not None and not force and not owner.gone():
            raise LockedError(owner, file=name)
        if writable:
            _write(handle, me)
            return True
        path.unlink()  # of another user who may let us do this; the next attempt makes our own
        return False


@contextmanager
def _looking_at(path: Path) -> Iterator[tuple[int, bool] | None]:
    """The lock as an open file nobody else of this machine looks at, and whether it may be written.

    None: it is gone, or another looks at it for long.
    """
    writable = True
    try:
        handle = os.open(path, os.O_RDWR | _FLAGS)
    except FileNotFoundError:
        yield None
        return
    except PermissionError:
        writable = False
        handle = os.open(path, os.O_RDONLY | _FLAGS)
    try:
        with _alone(handle) as alone:
            try:
                still = path.stat().st_ino == os.fstat(handle).st_ino
            except FileNotFoundError:
                still = False
            yield (handle, writable) if still and alone else None
    finally:
        os.close(handle)


@contextmanager
def _alone(handle: int) -> Iterator[bool]:
    """Two processes that both find a dead owner's lock take it over one after the other, not both.

    False: another is still at it. Where the system or the drive has no locks for files, nobody can be.
    """
    if sys.platform == "win32":
        yield True
        return
    yield _locked(handle)  # closing the file ends it


def _locked(handle: int) -> bool:
    import fcntl

    for _ in range(_ATTEMPTS):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:  # held for as long as a look takes; never wait for ever
            time.sleep(_PAUSE)
        except OSError:
            return True
    return False


def _read(handle: int) -> Owner | None:
    """What the lock says, None when that is nothing sensible. Raises OSError."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        content = json.loads(os.read(handle, _LARGEST).decode())
        texts = {name: content[name] for name in ("host", "user", "machine", "started", "token")}
        process, at = content["process"], datetime.fromisoformat(content["at"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(text, str) for text in texts.values()) or type(process) is not int or at.tzinfo is None:
        return None
    # It came from a shared folder: what is shown of it is one short line.
    for name in ("host", "user"):
        texts[name] = "".join(c for c in texts[name] if c.isprintable())[:100]
    return Owner(process=process, at=at, **texts)


def _write(handle: int, owner: Owner) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, json.dumps({**asdict(owner), "at": owner.at.isoformat()}).encode())
