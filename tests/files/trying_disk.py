"""Disks for tests: one that records what is done, one that refuses, and what a power cut may leave of a recording."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from roiapp.files.disk import RealDisk
from roiapp.files.working_copy import WorkingCopy

#: every operation a publish is made of, in the order it is done
OPERATIONS = ("create", "keep_access", "write", "fsync", "close", "place", "replace", "fsync_folder")


@dataclass(frozen=True)
class Operation:
    """One thing done; `name` of the file, `other` the new name of `replace` and `place`, `data` what was written."""

    kind: str
    name: str
    other: str = ""
    data: bytes = b""


class TryingDisk(RealDisk):
    """The real disk, each operation recorded and announced to `before` (which may raise) first."""

    def __init__(self, before: Callable[[str], None] = lambda kind: None) -> None:
        self.done: list[Operation] = []
        self._before = before
        self._names: dict[int, str] = {}

    def _note(self, kind: str, name: str, other: str = "", data: bytes = b"") -> None:
        self._before(kind)
        self.done.append(Operation(kind, name, other, data))

    def create(self, path: Path, mode: int) -> int:
        self._note("create", path.name)
        handle = super().create(path, mode)
        self._names[handle] = path.name
        return handle

    def keep_access(self, handle: int, target: Path) -> None:
        self._note("keep_access", self._names[handle], target.name)
        super().keep_access(handle, target)

    def write(self, handle: int, data: bytes) -> None:
        self._note("write", self._names[handle], data=bytes(data))
        super().write(handle, data)

    def fsync(self, handle: int) -> None:
        self._note("fsync", self._names[handle])
        super().fsync(handle)

    def close(self, handle: int) -> None:
        try:
            self._note("close", self._names[handle])
        finally:  # as the system does: an error of close is told, the descriptor is gone
            super().close(handle)

    def replace(self, source: Path, target: Path) -> None:
        self._note("replace", source.name, target.name)
        super().replace(source, target)

    def place(self, source: Path, target: Path) -> None:
        self._note("place", source.name, target.name)
        super().place(source, target)

    def unlink(self, path: Path) -> None:
        self._note("unlink", path.name)
        super().unlink(path)

    def fsync_folder(self, folder: Path) -> None:
        self._note("fsync_folder", folder.name)
        super().fsync_folder(folder)


def refusing(kind: str, number: int) -> TryingDisk:
    """A disk on which one kind of operation fails as the system's error of that number."""

    def before(done: str) -> None:
        if done == kind:
            raise OSError(number, os.strerror(number))

    return TryingDisk(before)


def full_working_copy(copy: WorkingCopy) -> Callable[[], None]:
    """Let the file of a working copy grow no more; gives back what makes room again."""
    connection = copy._connection
    assert connection
    with copy._disk:
        before = connection.execute("PRAGMA max_page_count").fetchone()[0]
        connection.execute("PRAGMA max_page_count = 1")  # the least it can be: what it has now

    def room() -> None:
        with copy._disk:
            connection.execute(f"PRAGMA max_page_count = {before}")

    return room


def prefixes(done: list[Operation]) -> Iterator[list[Operation]]:
    """Everything that may have been handed over before the power went: every prefix, every write cut at every byte."""
    yield []
    for end, last in enumerate(done):
        for cut in range(len(last.data)):
            yield [*done[:end], Operation("write", last.name, data=last.data[:cut])]
        yield done[: end + 1]


@dataclass
class _File:
    content: bytes = b""
    synced: bytes | None = None  # what is surely there

    def after_power_cut(self) -> set[bytes]:
        if self.content == self.synced:
            return {self.content}
        # Not synced: any beginning of it, or blocks that were given to it and never written.
        length = len(self.content)
        return {self.content, b"", self.content[: length // 2], b"\0" * length}


def after_power_cut(before: dict[str, bytes], done: list[Operation], target: str) -> set[bytes | None]:
    """What may stand under the target's name when the power goes after these operations; None: nothing.

    Names that no sync of the folder has confirmed may be there or not, each for itself.
    """
    files = {name: _File(content, content) for name, content in before.items()}
    confirmed = dict(files)
    changes: list[dict[str, _File | None]] = []
    now = dict(files)
    for operation in done:
        match operation.kind:
            case "create":
                now[operation.name] = _File()
                changes.append({operation.name: now[operation.name]})
            case "write":
                now[operation.name].content += operation.data
            case "fsync":
                now[operation.name].synced = now[operation.name].content
            case "replace" | "place":
                moved = now.pop(operation.name)
                now[operation.other] = moved
                changes.append({operation.other: moved, operation.name: None})
            case "unlink":
                now.pop(operation.name, None)
                changes.append({operation.name: None})
            case "fsync_folder":
                confirmed, changes = dict(now), []
    found: set[bytes | None] = set()
    for count in range(len(changes) + 1):
        for persisted in combinations(changes, count):
            names: dict[str, _File | None] = dict(confirmed)
            for change in persisted:
                names.update(change)
            file = names.get(target)
            found |= {None} if file is None else set(file.after_power_cut())
    return found
