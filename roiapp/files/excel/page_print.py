"""What stands on a sheet of the workbook, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.files.sheet_prints import SheetPrint

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet as Page


def prints(book: xlsxwriter.Workbook, heads: dict[str, int]) -> dict[str, SheetPrint]:
    """Of every sheet that shows; of those in `heads` the first rows alone, as many as are said there."""
    texts = {number: text for text, number in book.str_table.string_table.items()}
    return {
        page.name: _print(page, texts, heads.get(page.name)) for page in book.worksheets()
        if not page.hidden or page.name in heads
    }  # fmt: skip


def _print(page: Page, texts: dict[int, str], rows: int | None) -> SheetPrint:
    formulas, words, others = [], {}, []
    for row, cells in page.table.items():
        if rows is not None and row >= rows:
            continue
        for column, cell in cells.items():
            kind = type(cell).__name__
            if kind == "Formula":
                formulas.append((row, column))
            elif kind == "String":
                words[row, column] = texts[cell.string]
            elif kind != "Blank":
                others.append((row, column))
    return SheetPrint.of(formulas, words, others)
