"""How much of a table is looked at, so that whatever a file holds, what it is comes out in seconds or is refused. A
table of channels is far smaller than any of these bounds."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from roiapp.files.file_errors import FileError
from roiapp.files.tables import Cell, Sheet, Table
from roiapp.language import tr

MOST_ROWS: Final = 500_000
MOST_COLUMNS: Final = 2_000
MOST_SHEETS: Final = 300
#: rows in which a header is looked for
HEADER_WITHIN: Final = 20
#: of one cell
MOST_LETTERS: Final = 100_000
MOST_CHANNELS: Final = 100_000
#: figures of a table that runs across
MOST_ACROSS: Final = 200_000
#: periods × channels × fields of what a table holds: in memory several times, while it is laid over what is there
MOST_FIGURES: Final = 12_000_000
#: of the processor, for finding out what a table holds; the rest of the ten is for reading it
SECONDS: Final = 6.0

_UNTIL: ContextVar[float] = ContextVar("until", default=math.inf)


def check_size(table: Table) -> None:
    """Refuse a table that is larger than any that is imported. Raises `FileError` with the sheet."""
    if len(table.sheets) > MOST_SHEETS:
        raise FileError(
            tr("The workbook has more than {most} sheets, the most that are read. Save those you need in a file of"
               " their own.", most=MOST_SHEETS)
        )  # fmt: skip
    for sheet in table.sheets:
        if len(sheet.rows) > MOST_ROWS and sum(any(map(_says, cells)) for cells in sheet.rows) > MOST_ROWS:
            raise FileError(
                tr("The table has more than {most} rows, the most that are imported. Sum them up by channel and month"
                   " where they come from, or cut the file in two.", most=MOST_ROWS), sheet=sheet.name,
            )  # fmt: skip
        if (row := _too_wide(sheet)) is not None:
            raise FileError(
                tr("The table has more than {most} columns, the most that are imported. Keep those that hold channels,"
                   " periods and figures.", most=MOST_COLUMNS), sheet=sheet.name, row=row + 1,
            )  # fmt: skip
        if not table.encoding and (row := _too_long(sheet)) is not None:  # the reader of text sees to it itself
            raise FileError(
                tr("A cell has more than {most} letters: this is no table. Shorten it.", most=MOST_LETTERS),
                sheet=sheet.name, row=row + 1,
            )  # fmt: skip


def _too_long(sheet: Sheet) -> int | None:
    """The first row (index) with a text that is too long."""
    for row, cells in enumerate(sheet.rows):
        for cell in cells:
            if type(cell) is str and len(cell) > MOST_LETTERS:
                return row
    return None


def check_figures(periods: int, channels: int, fields: int) -> None:
    """Refuse a table that is small and makes a huge document. Raises `FileError`."""
    if periods * channels * fields > MOST_FIGURES:
        raise FileError(
            tr("{channels} channels in {periods} periods are more than can be imported. Sum them up by channel, or take"
               " fewer periods.", channels=channels, periods=periods)
        )  # fmt: skip


def _too_wide(sheet: Sheet) -> int | None:
    """The first row (index) with too many columns; those at its end do not count that are blank."""
    if max(map(len, sheet.rows), default=0) <= MOST_COLUMNS:
        return None
    return next((row for row, cells in enumerate(sheet.rows) if any(map(_says, cells[MOST_COLUMNS:]))), None)


def _says(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


@contextmanager
def in_time() -> Iterator[None]:
    """Bounds what is done within: `go_on` ends it. Within itself it changes nothing."""
    if _UNTIL.get() < math.inf:
        yield
        return
    token = _UNTIL.set(time.thread_time() + SECONDS)
    try:
        yield
    finally:
        _UNTIL.reset(token)


def go_on() -> None:
    """Asked again and again where it may take long. Raises `FileError` where it took too long."""
    if time.thread_time() > _UNTIL.get():
        raise FileError(
            tr("Finding out what the table holds took longer than {seconds} seconds and was stopped. Save the table"
               " you need in a file of its own, with one row for each channel and month.", seconds=round(SECONDS))
        )  # fmt: skip
