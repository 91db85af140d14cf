"""Tables in workbooks (xlsx, xlsm, xls, ods), read by python-calamine while `workbook_parts` looks at the same parts on
another thread: calamine lets Python go on meanwhile, and a workbook that must not be read ends the process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from roiapp.files import workbook_parts
from roiapp.files.large_workbooks import too_large_to_compare
from roiapp.files.late_language import tr
from roiapp.files.sheet_scan import MOST_CELLS, is_too_far, no_such_text, too_far
from roiapp.files.table_errors import TableError
from roiapp.files.table_sender import Sender, TooManyCellsError
from roiapp.files.tables import CARRIER, Cell, address

if TYPE_CHECKING:
    from roiapp.files.table_sender import Told

#: the stream of an encrypted xlsx in its container of the old format
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
#: how much of the work is done when all parts are looked at
_LOOKED_AT: Final = 0.8


def send_workbook(data: bytes, sender: Sender) -> None:
    """Send all sheets with cells, rows and columns counted from A1. Raises `TableError`."""
    looking, only = None, ""
    if data.startswith(b"PK"):
        workbook_parts.begin(data)
        only = CARRIER if workbook_parts.carries(data) and too_large_to_compare(data) else ""
        lock = Lock()
        sender.alone = lambda: lock
        looking = _Looking(data, sender, only)
        looking.start()
    elif _ENCRYPTED in data:
        raise _protected()
    wrong: Exception | None = None
    sheets: list[tuple[str, int]] = []
    try:
        sheets = list(_sent_sheets(data, sender, only))
    except (CalamineError, OSError, ValueError) as error:
        wrong = error
    except TooManyCellsError:
        wrong = TableError(
            tr("The workbook is too large: {most} cells are the most. Save the sheet you need in a file of its own.",
               most=MOST_CELLS)
        )  # fmt: skip
    # What was found by looking says more than what the fast reader stumbled over.
    parts = {part.name: part for part in looking.parts()} if looking else {}
    if isinstance(wrong, PasswordError):
        raise _protected() from wrong
    if isinstance(wrong, TableError):
        raise wrong
    if wrong is not None:
        raise TableError(
            tr("This is not a workbook that can be read, or it is damaged. Open it in a spreadsheet program and save it"
               " as .xlsx.")
        ) from wrong  # fmt: skip
    if not any(rows for _name, rows in sheets):
        raise TableError(tr("The workbook is empty."))
    sender.table([_told(rows, parts.get(name)) for name, rows in sheets])


def look_at_workbook(data: bytes, _sender: Sender) -> None:
    """Look at the parts alone. Raises `TableError` where something is wrong with them."""
    if data.startswith(b"PK"):
        workbook_parts.begin(data)
        workbook_parts.check(data, extent=True)


class _Looking(Thread):
    """Looks at all parts of a zip workbook, or at those of one sheet (`only`)."""

    def __init__(self, data: bytes, sender: Sender, only: str) -> None:
        super().__init__(name="looking at a workbook's parts", daemon=True)
        self._data = data
        self._sender = sender
        self._only = only
        self._parts: list[workbook_parts.SheetPart] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._parts = workbook_parts.check(self._data, self._done, only=self._only)
        except TableError as error:
            self._sender.refuse(str(error))
        except MemoryError:
            self._sender.refuse(tr("The file needs more memory than reading a table may take."))
        except BaseException as error:  # noqa: BLE001 - raised again by whoever waits for the parts
            self._error = error

    def parts(self) -> list[workbook_parts.SheetPart]:
        """What was found, when it is found."""
        self.join()
        if self._error is not None:
            raise self._error
        return self._parts

    def _done(self, part: int, whole: int) -> None:
        self._sender.done(part * _LOOKED_AT, whole)


def _protected() -> TableError:
    return TableError(tr("The workbook is protected by a password. Save it without one."))


def _told(rows: int, part: workbook_parts.SheetPart | None) -> Told:
    if part is None:
        return rows, {}, None, None
    formulas = None if part.formulas is None else (part.formulas.rows, part.formulas.literal)
    return rows, part.marks, formulas, part.comments


def _sent_sheets(data: bytes, sender: Sender, only: str) -> Iterator[tuple[str, int]]:
    """Sends each sheet, or `only` one; its name and how many rows it has without the empty ones at the end."""
    workbook = load_workbook(io.BytesIO(data))
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet or (only and about.name != only):
            continue
        sheet = _read_sheet(workbook, index, about.name)
        sender.sheet(about.name, hidden=about.visible != SheetVisibleEnum.Visible)
        yield about.name, sender.rows(_rows(sheet), MOST_CELLS)


def _read_sheet(workbook: CalamineWorkbook, index: int, name: str) -> CalamineSheet:
    """Raises `CalamineError`, and `TableError`."""
    try:
        sheet = workbook.get_sheet_by_index(index)
    except CalamineError as error:
        if "string index" in str(error):
            raise no_such_text(name) from error
        raise
    if sheet.end and is_too_far(sheet.end[0] + 1, sheet.end[1] + 1):
        raise too_far(name, address(*sheet.end))
    return sheet


def _rows(sheet: CalamineSheet) -> Iterator[list[Cell]]:
    """The rows from the first one on, from column A on."""
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    rows: Any = sheet.iter_rows()
    return (left + row for row in rows) if left else iter(rows)
