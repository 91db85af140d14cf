"""`roiapp export`: a document into a workbook, a CSV file or JSON, without a window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.files.session import Session

#: what can be written, by the file's ending
ENDINGS: Final = (".xlsx", ".csv", ".json")


class ExportError(ValueError):
    """What was asked for cannot be written; the text is a sentence for the user."""


def export(session: Session, view: View, out: Path, locale: str) -> None:
    """Write `out` wholly or not at all; a file that is there is replaced. `locale` is that of a CSV file's numbers, ""
    for plain ones. Raises `ExportError`, and `FileError` where the disk refuses."""
    from roiapp.files.safe_write import publish

    publish(out, content(session, view, out.suffix.casefold(), locale), None, overwrite=True)


def content(session: Session, view: View, ending: str, locale: str) -> bytes:
    """The bytes of a file with that ending. Raises `ExportError`."""
    if ending == ".csv":
        from roiapp.files.csv_writer import csv_bytes

        return csv_bytes(session, view, locale)
    if ending == ".json":
        from roiapp.files.figures_json import figures_json

        text = json.dumps(figures_json(session, view), ensure_ascii=False, indent=2, allow_nan=False)
        return (text + "\n").encode("utf-8")
    if ending == ".xlsx":
        from roiapp.files.excel.book import workbook_bytes

        return workbook_bytes(session, view)
    raise ExportError(
        tr("“{ending}” cannot be written. Name the file with {endings}.", ending=ending, endings=", ".join(ENDINGS))
    )
