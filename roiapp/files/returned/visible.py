"""A workbook of ours as anybody else's: what a reader of foreign tables shall see of it."""

from __future__ import annotations

from dataclasses import replace

from roiapp.files.excel import marks
from roiapp.files.returned.pages import Page, find_pages
from roiapp.files.tables import CARRIER, Sheet, Table


def visible_part(table: Table) -> Table:
    """Of a workbook of ours the sheets of periods, without hidden marks and without the rows in which figures stand for
    all channels together; any other table without the sheet that carries a document."""
    pages = [page for page in find_pages(table) if marks.period_key(page.mark) is not None]
    if pages:
        return replace(table, sheets=tuple(map(_cleaned, pages)))
    if any(sheet.name == CARRIER for sheet in table.sheets):
        return replace(table, sheets=tuple(sheet for sheet in table.sheets if sheet.name != CARRIER))
    return table


def _cleaned(page: Page) -> Sheet:
    sheet, below = page.sheet, False
    rows = [list(row) for row in sheet.rows]
    rows[page.row] = []
    for row, mark in page.marked():
        below = below or mark == marks.FOR_ALL
        if below:
            rows[row] = []
        elif page.marks is not None and page.marks < len(rows[row]):
            rows[row][page.marks] = ""
    return replace(sheet, rows=rows)
