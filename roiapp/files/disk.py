"""The few operations on a disk that publishing a file is made of, so that tests can record, replay and refuse them."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_UNSUPPORTED = {errno.EINVAL, getattr(errno, "ENOTSUP", errno.EINVAL), getattr(errno, "ENOSYS", errno.EINVAL)}
_REPLACE_ATTEMPTS = 10


class Disk(Protocol):
    """Every method raises OSError as the system does."""

    def create(self, path: Path, mode: int) -> int:
        """Make a file that must not be there yet and open it for writing; the descriptor."""
        ...

    def keep_access(self, handle: int, target: Path) -> None:
        """Give the open file the permissions, owner and attributes of the one it is going to replace."""
        ...

    def write(self, handle: int, data: bytes) -> None:
        """Write all of it."""
        ...

    def fsync(self, handle: int) -> None:
        """Return when what was written would outlive a power cut."""
        ...

    def close(self, handle: int) -> None: ...

    def replace(self, source: Path, target: Path) -> None:
        """Give `source` the name of `target`, at once for everybody who looks."""
        ...

    def place(self, source: Path, target: Path) -> None:
        """The same where `target` must not be there: FileExistsError, and both stay as they are."""
        ...

    def unlink(self, path: Path) -> None: ...

    def fsync_folder(self, folder: Path) -> None:
        """Return when the names in the folder would outlive a power cut, where the system can promise it."""
        ...


class RealDisk:
    """The disk itself."""

    def create(self, path: Path, mode: int) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        for name in ("O_BINARY", "O_NOINHERIT", "O_CLOEXEC", "O_NOFOLLOW"):
            flags |= getattr(os, name, 0)
        return os.open(path, flags, mode)

    def keep_access(self, handle: int, target: Path) -> None:
        if sys.platform == "win32":
            return
        before, now = target.stat(), os.fstat(handle)
        if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
            # Not everybody may give a file away, but one's own groups stay able to read what they could.
            try:
                os.fchown(handle, before.st_uid, before.st_gid)
            except OSError:
                with suppress(OSError):
                    os.fchown(handle, -1, before.st_gid)
        try:
            os.fchmod(handle, stat.S_IMODE(before.st_mode))
        except OSError as error:
            # A network drive may know no permissions. The file was made for its owner only, so it is not open to more.
            if error.errno not in _UNSUPPORTED | {errno.EPERM}:
                raise
        if sys.platform == "linux":
            with suppress(OSError):  # a disk without extended attributes has none to keep
                for name in os.listxattr(target):
                    with suppress(OSError):
                        os.setxattr(handle, name, os.getxattr(target, name))

    def write(self, handle: int, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def fsync(self, handle: int) -> None:
        if sys.platform == "darwin":
            import fcntl

            with suppress(OSError):  # network drives do not know it
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # plain fsync leaves it in the drive's own memory
                return
        os.fsync(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        if sys.platform == "win32":
            # A virus scanner or indexer that looks at the file keeps it for a moment.
            for attempt in range(_REPLACE_ATTEMPTS):
                try:
                    source.replace(target)
                    return
                except PermissionError:
                    time.sleep(0.01 * (attempt + 1))
        source.replace(target)

    def place(self, source: Path, target: Path) -> None:
        if sys.platform == "win32":
            source.rename(target)  # refuses an existing target there
            return
        try:
            target.hardlink_to(source)
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links: look, then rename
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
            source.rename(target)
        else:
            source.unlink()

    def unlink(self, path: Path) -> None:
        path.unlink()

    def fsync_folder(self, folder: Path) -> None:
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:  # some network drives have no such thing for folders
                raise
        finally:
            os.close(handle)


REAL_DISK = RealDisk()
