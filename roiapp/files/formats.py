"""Opening whatever a file holds: a document of ours or a foreign table."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from roiapp.core.catalog import Catalog, standard
from roiapp.core.history import History
from roiapp.core.worksheet import Worksheet
from roiapp.files.disk_errors import reading_error
from roiapp.files.file_errors import FileError
from roiapp.files.import_plan import plan_import
from roiapp.files.plain_document import is_document, read_document
from roiapp.files.project_file import decode, is_project
from roiapp.files.project_schema import MOST_BYTES, too_large
from roiapp.files.returned.workbook import Returned, take_back
from roiapp.files.safe_write import Stamp
from roiapp.files.table_reader import Reading, read_table
from roiapp.files.tables import Skipped, TableError
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.difference_lines import DifferenceLines

__all__ = ["ENDING", "FileError", "Opened", "Skipped", "holds_project", "open_document"]

ENDING = ".roi"
_HEAD = 300


@dataclass(frozen=True)
class Opened:
    """A file's document; of a foreign table also the rows left out, and `notes`: sentences the user should read.

    `data` and `stamp` are the bytes and the stamp of a project file, None of every other. `history` has the step that
    was made in a workbook of ours since it was exported, if any, and `changes` say it place by place; `notes` name of
    many places the first, `every_note()` all.
    """

    worksheet: Worksheet
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    data: bytes | None = None
    stamp: Stamp | None = None
    history: History = field(default_factory=History)
    changes: DifferenceLines | None = None
    returned: Returned | None = None

    def every_note(self) -> tuple[str, ...]:
        """`notes` with every place that they name."""
        return self.notes if self.returned is None else self.returned.every_note()


def open_document(
    path: str | os.PathLike[str], catalog: Catalog | None = None, reading: Reading | None = None
) -> Opened:
    """Open any file that can be opened; `reading` follows a foreign table on its way. Raises `FileError`: one line with
    the file, the place in it and what to do."""
    place = Path(path)
    catalog = catalog or standard()
    try:
        if holds_project(place):
            return _open_project(place)
        if text := _document_text(place):
            return Opened(read_document(text, catalog))
        returned, table = take_back(read_table(place, reading=reading), catalog)
        if returned is not None:
            return Opened(
                returned.worksheet, notes=returned.notes, history=returned.history, changes=returned.changes,
                returned=returned,
            )
        plan = plan_import(table, catalog)
        return Opened(plan.worksheet(place.stem), plan.skipped, plan.notes)
    except TableError as error:
        raise FileError(str(error), file=place.name) from error
    except FileError as error:
        raise error.of(place.name) from error


def own_document(path: Path, catalog: Catalog) -> Worksheet | None:
    """The document in a file of ours that is no table; None for every other file. Raises `FileError`."""
    try:
        if holds_project(path):
            return _open_project(path).worksheet
        text = _document_text(path)
        return read_document(text, catalog) if text else None
    except FileError as error:
        raise error.of(path.name) from error


def holds_project(path: Path) -> bool:
    """Whether the file is a project file by its first bytes, or one by name that is perhaps damaged."""
    head = _head(path)
    return is_project(head) or (path.suffix.casefold() == ENDING and os.path.isfile(path))  # noqa: PTH113  no error for odd names


def _open_project(path: Path) -> Opened:
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            data = file.read(min(found.st_size, MOST_BYTES) + 1)  # room for the largest would be slow to come by
            if len(data) > found.st_size:
                data += file.read(MOST_BYTES + 1 - len(data))
    except OSError as error:
        raise reading_error(error, path) from error
    if len(data) > MOST_BYTES:
        raise too_large(tr("It has more than {most} MB.", most=MOST_BYTES // 2**20))
    stamp = Stamp(len(data), found.st_mtime_ns, found.st_ino, data)
    return Opened(decode(data, path.name), data=data, stamp=stamp)


def _document_text(path: Path) -> str:
    """The text of a document of ours, "" for every other file; what is wrong with it the table reader will say."""
    try:
        return path.read_text(encoding="utf-8") if is_document(_head(path).decode("utf-8", "replace")) else ""
    except (OSError, ValueError):
        return ""


def _head(path: Path) -> bytes:
    """A file's first bytes, none where it cannot be read."""
    try:
        if not path.is_file():  # a pipe would wait for ever
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""
