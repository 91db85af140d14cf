"""A crash below Python, say in Qt: Python writes down where it was, and the next start makes a report of it."""

from __future__ import annotations

import faulthandler
import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from roiapp.settings import reports_folder


class HardCrash:
    """`watch` from the start on, `end` where the program ends as it should. `left` is the report of a start before
    this one that did not."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._file: TextIO | None = None
        self.left: Path | None = None

    def watch(self) -> None:
        """From now on; not where the state folder cannot be written to."""
        where = reports_folder()
        with suppress(OSError):
            where.mkdir(parents=True, exist_ok=True)
            for path in [*where.iterdir()]:
                if path.name.startswith("crash-"):
                    self._take(path)
            self._path = where / f"crash-{os.getpid()}.txt"
            self._file = self._path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)

    def _take(self, path: Path) -> None:
        """A file of another start: what it says becomes a report; one of a process that still runs stays."""
        number = path.stem.removeprefix("crash-")
        if number.isdecimal() and _runs(int(number)):
            return
        if path.stat().st_size:
            from roiapp.fault_reports import of_crash

            self.left = of_crash(path)
        path.unlink()

    def end(self) -> None:
        """Nothing is left behind."""
        if self._file is None or self._path is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with suppress(OSError):
            self._path.unlink()


def _runs(number: int) -> bool:
    """Whether there is a process of that number other than this one."""
    if number == os.getpid():
        return False
    from roiapp.processes import running  # at the start nothing asks for it

    return running(number)
