"""Tables in workbooks (xlsx, xlsm, xls, ods), read by python-calamine after `workbook_parts` has looked at them."""

from __future__ import annotations

import io
from typing import Any, Final

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from roiapp.files import workbook_parts
from roiapp.files.tables import Cell, Sheet, Table, TableError
from roiapp.language import tr

_MOST_CELLS: Final = 20_000_000


def read_workbook(data: bytes) -> Table:
    """All sheets with cells, rows and columns counted from A1. Raises `TableError`."""
    parts = workbook_parts.check(data) if data.startswith(b"PK") else []
    by_name = {part.name: part for part in parts}
    sheets: list[Sheet] = []
    try:
        workbook = load_workbook(io.BytesIO(data))
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(index)
            if sheet.total_height * sheet.total_width > _MOST_CELLS:
                raise TableError(tr("Sheet “{sheet}” is too large: {most} cells are the most.", sheet=about.name,
                                    most=_MOST_CELLS))  # fmt: skip
            rows: Any = sheet.to_python(skip_empty_area=False)
            part = by_name.get(about.name)
            hidden = about.visible != SheetVisibleEnum.Visible
            marks, formulas = (part.marks, part.formulas) if part else ({}, None)
            sheets.append(Sheet(about.name, _without_tail(rows), hidden, marks, formulas))
    except PasswordError as error:
        raise TableError(tr("The workbook is protected by a password. Save it without one.")) from error
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(
            tr("This is not a workbook that can be read, or it is damaged. Open it in a spreadsheet program and save it"
               " as .xlsx.")
        ) from error  # fmt: skip
    if not any(sheet.rows for sheet in sheets):
        raise TableError(tr("The workbook is empty."))
    return Table(tuple(sheets))


def _without_tail(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows without the empty ones below the last that holds something."""
    last = len(rows)
    while last and all(cell == "" for cell in rows[last - 1]):
        last -= 1
    return rows[:last]
