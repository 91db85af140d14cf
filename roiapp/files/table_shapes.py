"""Tables of other shapes, made long before anybody says what their columns mean: one row for each channel and period.

A sheet that was made of others knows where its rows and figures come from, so that errors and rows left out name the
user's own (`Shape`).
"""

from __future__ import annotations

from roiapp.core.catalog import Catalog
from roiapp.files.cross_tables import read_cross
from roiapp.files.import_choices import Choices
from roiapp.files.plain_headers import plain_sheet
from roiapp.files.record_tables import read_records
from roiapp.files.result_columns import settle_results
from roiapp.files.stacked_sheets import stack
from roiapp.files.tables import Sheet, Table


def long_form(table: Table, catalog: Catalog, choices: Choices) -> tuple[Table, Choices]:
    """The table with every sheet in long form, and what of the choices is still to be applied."""
    sheets: list[Sheet] = []
    for sheet in table.sheets:
        chosen = sheet.name == choices.sheet or (choices.sheet is None and sheet is table.sheets[0])
        at = choices.header - 1 if choices.header is not None and chosen else None
        if at is not None and not 0 <= at < len(sheet.rows):
            at = None
        made, left = _long_sheet(sheet, catalog, choices if chosen else Choices(), at)
        if chosen and made is not sheet:
            choices = choices.but(columns=left.columns, header=None)
        sheets.append(made)
    if choices.sheet is None and choices.header is None and (together := stack(sheets, catalog)) is not None:
        names = {name for name, _ in together.shape.rows} if together.shape is not None else set()
        sheets = [together, *(sheet for sheet in sheets if sheet.name not in names)]
    return Table(tuple(sheets), table.encoding, table.separator), choices


def _long_sheet(sheet: Sheet, catalog: Catalog, choices: Choices, at: int | None) -> tuple[Sheet, Choices]:
    if records := read_records(sheet, catalog, choices.columns, at):
        return records[0], choices.but(columns=records[1])
    if cross := read_cross(sheet, catalog, at, choices.order):
        return cross, choices
    return plain_sheet(settle_results(sheet, catalog, at), catalog, at), choices
