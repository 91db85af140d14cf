"""Tables of other shapes, made long before anybody says what their columns mean: one row for each channel and period.

A sheet that was made of others knows where its rows and figures come from, so that errors and rows left out name the
user's own (`Shape`).
"""

from __future__ import annotations

from dataclasses import replace

from roiapp.core.catalog import Catalog
from roiapp.files.cross_tables import read_cross
from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import Choices
from roiapp.files.plain_headers import plain_sheet
from roiapp.files.record_tables import read_records
from roiapp.files.result_columns import settle_results
from roiapp.files.side_by_side import read_beside
from roiapp.files.stacked_sheets import stack
from roiapp.files.table_layout import header_row
from roiapp.files.tables import Sheet, Table


def long_form(table: Table, catalog: Catalog, choices: Choices) -> tuple[Table, Choices]:
    """The table with every sheet in long form, and what of the choices is still to be applied.

    Raises `FileError` where that of the sheet that will be read cannot be told.
    """
    sheets: list[Sheet] = []
    refused: dict[str, FileError] = {}
    for sheet in table.sheets:
        chosen = sheet.name == choices.sheet or (choices.sheet is None and sheet is table.sheets[0])
        at = choices.header - 1 if choices.header is not None and chosen else None
        if at is not None and not 0 <= at < len(sheet.rows):
            at = None
        try:
            made, left = _long_sheet(sheet, catalog, choices if chosen else Choices(), at)
        except FileError as error:
            if sheet.name == choices.sheet:
                raise
            refused[sheet.name] = error
            continue
        if chosen and made is not sheet:
            choices = choices.but(columns=left.columns, header=None)
        sheets.append(made)
    if choices.sheet is None and choices.header is None and (together := stack(sheets, catalog)) is not None:
        names = {name for name, _ in together.shape.rows} if together.shape is not None else set()
        sheets = [together, *(sheet for sheet in sheets if sheet.name not in names)]
        if refused:  # a sheet that may belong to these
            raise next(iter(refused.values()))
    _raise_before(table, sheets, refused, catalog, choices)
    return replace(table, sheets=tuple(sheets)), choices


def _raise_before(
    table: Table, sheets: list[Sheet], refused: dict[str, FileError], catalog: Catalog, choices: Choices
) -> None:
    """Raise the error of a sheet that stands before the first one with a table, or where there is no such sheet."""
    if not refused or choices.sheet is not None:
        return
    good = {sheet.name for sheet in sheets if not sheet.hidden and header_row(sheet, catalog) is not None}
    for sheet in table.sheets:
        if sheet.name in refused and not sheet.hidden:
            raise refused[sheet.name]
        if sheet.name in good:
            return


def _long_sheet(sheet: Sheet, catalog: Catalog, choices: Choices, at: int | None) -> tuple[Sheet, Choices]:
    if at is None and (beside := read_beside(sheet, catalog, lambda own: _long_sheet(own, catalog, choices, None)[0])):
        return beside, choices
    if records := read_records(sheet, catalog, choices.columns, at):
        return records[0], choices.but(columns=records[1])
    if cross := read_cross(sheet, catalog, at, choices.order, choices.columns):
        return cross[0], choices.but(columns=cross[1])
    return plain_sheet(settle_results(sheet, catalog, at), catalog, at), choices
