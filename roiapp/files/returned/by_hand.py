"""What somebody changed by hand in cells that are not read: calculated ones, titles, sheets that are made anew with
each export. What is carried says what stood there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from roiapp.core.catalog import Catalog
from roiapp.files.carried_document import Places
from roiapp.files.excel import marks
from roiapp.files.returned.pages import Page
from roiapp.files.returned.remarks import Remarks
from roiapp.files.returned.rows import Rows
from roiapp.files.sheet_prints import ByHand
from roiapp.files.sheet_scan import column_number
from roiapp.files.table_layout import is_blank
from roiapp.files.tables import Formulas, Sheet

_DAY = (3, 4)  # columns of the day of a period's figures, which is read


def tell_of_page(page: Page, sheet: str, rows: Rows, catalog: Catalog, places: Places, remarks: Remarks) -> None:
    """Of a period's sheet, which was called `sheet`: its table, and what stands above it where nothing was moved."""
    found = ByHand(_overwritten(page, rows, catalog))
    known = places.prints.get(sheet)
    if known is not None and _unmoved(page, places):
        head = known.compare(
            page.sheet, page.formulas, lambda row, column: row == rows.as_of and column in _DAY, places.first_row - 1
        )
        found = ByHand([*head.calculated, *found.calculated], head.texts, head.added)
    remarks.by_hand(page.sheet.name, found)
    if known is not None:
        remarks.columns_added(page.sheet.name, _added(page, rows))


def tell_of_others(sheets: Sequence[Sheet], pages: Collection[Page], places: Places, remarks: Remarks) -> None:
    """Of all `sheets` that show no period; `pages` are those of them that have marks."""
    told = any(sheet.formulas is not None and sheet.formulas.rows for sheet in sheets)
    of_periods = {place.sheet for place in places.periods.values()}
    for sheet in sheets:
        known = places.prints.get(sheet.name)
        if known is not None and sheet.name not in of_periods:
            page = next((each for each in pages if each.sheet is sheet), None)
            formulas = (sheet.formulas or Formulas()) if told else None
            remarks.by_hand(sheet.name, known.compare(sheet, formulas, _is_read(page)))


def _is_read(page: Page | None) -> Callable[[int, int], bool]:
    """Which cells of a sheet with marks are read: the values in marked rows."""
    if page is None:
        return lambda _row, _column: False
    columns = page.columns
    where = {row: columns.get(marks.VALUE) for row, mark in page.marked() if mark}
    for row, mark in page.marked():
        if text := marks.scenario_text(mark):
            where[row] = page.first if text[0] == marks.NAMED else columns.get(marks.TEXT)
    return lambda row, its: row in where and where[row] == its


def _overwritten(page: Page, rows: Rows, catalog: Catalog) -> list[tuple[int, int]]:
    """Cells of the table that are calculated, and hold something else now."""
    formulas = page.formulas
    if formulas is None:
        return []
    metrics = [column for id_, column in page.columns.items() if id_ in catalog.metric or id_ == marks.WHY]
    inputs = [column for id_, column in page.columns.items() if id_ in catalog.field]
    cells = [(row, metrics) for row in sorted(rows.known.values())]
    if rows.total is not None:
        cells.append((rows.total, [*metrics, *inputs]))
    return [
        (row, column) for row, columns in cells for column in columns
        if (row, column) not in formulas and not is_blank(page.cell(row, column))
    ]  # fmt: skip


def _unmoved(page: Page, places: Places) -> bool:
    """Whether rows and columns are where they were."""
    letters = {**places.columns, marks.MARK: places.mark}
    return page.row == places.id_row - 1 and all(
        page.columns.get(id_) == column_number(its.encode()) - 1 for id_, its in letters.items()
    )


def _added(page: Page, rows: Rows) -> list[int]:
    """Columns that hold something beside a channel's figures and are none of ours."""
    cells = [page.sheet.rows[row] for row in rows.known.values()]
    ours = {page.first, *page.columns.values()}
    others = [column for column in range(max(map(len, cells), default=0)) if column not in ours]
    return [column for column in others if any(column < len(row) and not is_blank(row[column]) for row in cells)]
