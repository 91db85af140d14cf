"""The sheets of a workbook that show the document, found by their hidden marks wherever somebody has put them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from roiapp.files.excel import marks
from roiapp.files.table_layout import text_of
from roiapp.files.tables import Cell, Formulas, Sheet, Table

#: further down or right nobody looks for the marks of a sheet
_WITHIN_ROWS, _WITHIN_COLUMNS = 60, 200
_SHEETS: Final = (marks.ASSUMPTIONS, marks.NOTES, marks.SCENARIOS)


@dataclass(frozen=True)
class Page:
    """A sheet with marks: `columns` says which column (from 0) holds what, without that of the sheet's own mark,
    `first`; `marks` is the column of the rows' marks, None where it is gone."""

    sheet: Sheet
    mark: str
    row: int
    first: int
    columns: Mapping[str, int]

    @property
    def marks(self) -> int | None:
        return self.columns.get(marks.MARK)

    @property
    def formulas(self) -> Formulas | None:
        """Which cells are calculated; None where nobody can tell: the format does not say, or all are values only."""
        found = self.sheet.formulas
        return found if found is not None and found.rows else None

    def cell(self, row: int, column: int | None) -> Cell:
        """A cell, None where the row is shorter or there is no such column."""
        return self.sheet.cell(row, column)

    def marked(self) -> Iterator[tuple[int, str]]:
        """Every row but that of the columns' ids, with its mark, "" where it has none."""
        for row in range(len(self.sheet.rows)):
            if row != self.row:
                yield row, text_of(self.cell(row, self.marks))


def find_pages(table: Table) -> Iterator[Page]:
    """Every sheet with marks, in the order of the workbook."""
    for sheet in table.sheets:
        for row, cells in enumerate(sheet.rows[:_WITHIN_ROWS]):
            for column, cell in enumerate(cells[:_WITHIN_COLUMNS]):
                if isinstance(cell, str) and (cell in _SHEETS or marks.period_key(cell) is not None):
                    yield Page(sheet, cell, row, column, _columns(cells, column))
                    break
            else:
                continue
            break


def _columns(cells: list[Cell], first: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        if column != first and isinstance(cell, str) and (id_ := marks.column_id(cell.strip())):
            found.setdefault(id_, column)
    return found
