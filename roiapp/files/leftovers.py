"""What processes that ended badly left behind: the working copies that hold unpublished steps."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from roiapp.files import working_tables as tables
from roiapp.files.file_errors import FileError


@dataclass(frozen=True)
class Leftover:
    """A working copy whose process is gone: `steps` unpublished ones, made between `first_at` and `last_at` (UTC)."""

    path: Path
    target: Path | None
    steps: int
    first_at: datetime
    last_at: datetime


def leftovers(folder: Path) -> list[Leftover]:
    """The working copies whose process is gone and that hold unpublished steps, the latest first.

    Those of dead processes that hold none are removed on the way; what cannot be read is left where it is.
    """
    found = []
    for path in folder.glob("*" + tables.ENDING):
        with suppress(FileError, sqlite3.Error, OSError), closing(tables.connect(path, make=False, patience=0)) as at:
            if not tables.begun(at):
                tables.remove(path, at)
                continue
            tables.check(at, path)
            tables.settle(at)
            ends = tables.ends(at)
            if ends is None:
                tables.remove(path, at)
            else:
                found.append(Leftover(path, tables.read_about(at).target, *ends))
    tables.remove_orphans(folder)
    return sorted(found, key=lambda one: one.last_at, reverse=True)
