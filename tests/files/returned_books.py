"""Workbooks that go out and come back, for the tests of what is read from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet as Page

from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import all_periods, month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.returned.workbook import Returned, given_back
from roiapp.files.session import Session
from roiapp.files.table_reader import read_table

CATALOG = standard()
TODAY = date(2026, 6, 20)
#: rows of a period's sheet, from 1, as people see them
ID_ROW, FIRST = 3, 6


def exported(sheet: Worksheet, place: Path) -> Path:
    """The workbook of a document, written there."""
    session = Session(sheet, CATALOG, TODAY)
    place.write_bytes(workbook_bytes(session, all_periods(sheet.periods)))
    return place


def read_back(path: Path) -> Returned:
    """What a workbook gives back."""
    returned = given_back(read_table(path), CATALOG)
    assert returned is not None
    return returned


def changed(sheet: Worksheet, place: Path, change: Callable[[Workbook], Any]) -> Returned:
    """What comes back when somebody changes the workbook with openpyxl."""
    book = openpyxl.load_workbook(exported(sheet, place))
    change(book)
    book.save(place)
    return read_back(place)


def column(page: Page, id_: str) -> int:
    """The column (from 1) of a field or metric, by the hidden row."""
    return next(c for c in range(1, page.max_column + 1) if page.cell(ID_ROW, c).value == f"roi:{id_}")


def cell(page: Page, name: str, id_: str) -> Any:
    """The cell of a channel's figure."""
    row = next(r for r in range(FIRST, page.max_row + 1) if page.cell(r, 1).value == name)
    return page.cell(row, column(page, id_))


def shop() -> Worksheet:
    """Three channels in two months, everything typed that somebody may change."""
    sheet = build(
        ["Radio", "Print", "Search"],
        {
            "spend": [[1200.0, 300.0, 0.1], [1100.0, None, 1 / 3]],
            "leads": [[30.0, 12.0, 0.0], [28.0, 9.0, None]],
            "customers": [[3.0, 2.0, 0.0], [4.0, 1.0, None]],
            "revenue_per_sale": [[520.0, 480.0, None], [515.0, 470.0, None]],
            "gross_margin": [[0.4, None, None], [None, 0.35, None]],
        },
        [month(2026, 5, 1), month(2026, 6, 2)],
        DocumentSettings(title="Shop", default_margin=0.3),
    )
    sheet.channels["group"][0] = "Offline"
    sheet.channels["owner"][2] = "Anna"
    sheet.expressions["spend", 1, sheet.keys[0]] = "=1000*1.2"
    sheet.notes["spend", 1, sheet.keys[1]] = "since March"
    return sheet


def figures(sheet: Worksheet, id_: str) -> list[list[float | None]]:
    """[period][channel]; None where blank."""
    periods, channels = sheet.shape
    rows = [[sheet.value(id_, period, channel) for channel in range(channels)] for period in range(periods)]
    return [[None if value != value else value for value in row] for row in rows]
