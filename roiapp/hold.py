"""A small file that one process at a time holds; the system lets go of it when the process ends, however it ends.

So there is nothing to clean up after a kill: the file may stay, the hold does not. What the holder writes into it,
others may read.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_PAUSE = 0.01
_FAR = 1 << 20  # Windows locks bytes, and keeps others from reading them: one far behind the content
_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOINHERIT", "O_CLOEXEC", "O_NOFOLLOW"))


@dataclass
class Hold:
    """What `take` gives; `release` ends it, and so does the end of the process."""

    path: Path
    handle: int = -1

    def read(self) -> bytes:
        """What the holder before wrote. Raises OSError."""
        os.lseek(self.handle, 0, os.SEEK_SET)
        return os.read(self.handle, 4096)

    def write(self, content: bytes) -> None:
        """Write what others may read, in place of what stood there. Raises OSError."""
        os.ftruncate(self.handle, 0)
        os.lseek(self.handle, 0, os.SEEK_SET)
        os.write(self.handle, content)

    def release(self) -> None:
        """Take the file away and let go. Harmless when done twice."""
        handle, self.handle = self.handle, -1
        if handle < 0:
            return
        with suppress(OSError):
            if sys.platform != "win32":
                self.path.unlink()  # before letting go: nobody's but ours
        os.close(handle)
        with suppress(OSError):
            if sys.platform == "win32":  # an open file cannot be removed there, and one held again is open
                self.path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def take(path: Path, patience: float = 0.0) -> Hold | None:
    """Hold the file, waiting at most `patience` seconds; None where another process has it. Raises OSError where the
    folder is not there or takes no files."""
    end = time.monotonic() + patience
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, 0o600)
        held = False
        try:
            held = _lock(handle) and _same(handle, path)
        finally:
            if not held:
                os.close(handle)
        if held:
            return Hold(path, handle)
        if time.monotonic() >= end:
            return None
        time.sleep(_PAUSE)


def _lock(handle: int) -> bool:
    """Whether we have it now. Raises OSError where the drive knows no such thing."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _same(handle: int, path: Path) -> bool:
    """Whether the file that was opened still has that name: who let go of it meanwhile has taken it away."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
