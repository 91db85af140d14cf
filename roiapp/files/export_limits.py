"""How large a document may be for each kind of file: beyond that the program would take the machine's memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.files.file_errors import FileError
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet

#: channels times periods; a hundred thousand rows of twenty columns take 1.5 GB to make
MOST_IN_WORKBOOK: Final = 100_000
#: every figure of every cell with its name, and why it is unknown: some kB each
MOST_IN_JSON: Final = 20_000


def check_workbook(sheet: Worksheet) -> None:
    """Raises `FileError` where a workbook would be too large."""
    if len(sheet.keys) * len(sheet.periods) > MOST_IN_WORKBOOK:
        raise FileError(tr(
            "Channels times periods are more than {most}, too many for a workbook. Write a CSV file instead.",
            most=f"{MOST_IN_WORKBOOK:,}",
        ))  # fmt: skip


def check_json(sheet: Worksheet, views: int = 1) -> None:
    """Raises `FileError` where the figures of so many periods and roll-ups would be too many for JSON."""
    if len(sheet.keys) * views > MOST_IN_JSON:
        raise FileError(tr(
            "Channels times periods are more than {most}, too many for JSON. Write a CSV file instead.",
            most=f"{MOST_IN_JSON:,}",
        ))  # fmt: skip
