"""Opening whatever a file holds: a document of ours or a foreign table."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from roiapp.core.catalog import Catalog, standard
from roiapp.core.worksheet import Worksheet
from roiapp.files.file_errors import FileError
from roiapp.files.import_plan import plan_import
from roiapp.files.plain_document import is_document, read_document
from roiapp.files.table_reader import read_table
from roiapp.files.table_rows import Skipped
from roiapp.files.tables import TableError

__all__ = ["FileError", "Opened", "Skipped", "open_document"]


@dataclass(frozen=True)
class Opened:
    """A file's document; of a foreign table also the rows left out, and `notes`: sentences the user should read."""

    worksheet: Worksheet
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


def open_document(path: str | os.PathLike[str], catalog: Catalog | None = None) -> Opened:
    """Open any file that can be opened. Raises `FileError`: one line with the file, the place in it and what to do."""
    place = Path(path)
    catalog = catalog or standard()
    try:
        if text := _document_text(place):
            return Opened(read_document(text, catalog))
        plan = plan_import(read_table(place), catalog)
    except TableError as error:
        raise FileError(str(error), file=place.name) from error
    except FileError as error:
        raise error.of(place.name) from error
    return Opened(plan.worksheet(place.stem), plan.skipped, plan.notes)


def _document_text(path: Path) -> str:
    """The text of a document of ours, "" for every other file; what is wrong with it the table reader will say."""
    try:
        with path.open("rb") as file:
            head = file.read(300).decode("utf-8", "replace")
            return path.read_text(encoding="utf-8") if is_document(head) else ""
    except (OSError, ValueError):
        return ""
