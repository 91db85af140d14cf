"""Any file that can be brought in, as a table: a foreign one as it stands, a document of ours as what it exports."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from roiapp.core.catalog import Catalog
from roiapp.core.periods import all_periods
from roiapp.core.worksheet import Worksheet
from roiapp.files.csv_writer import csv_bytes
from roiapp.files.file_errors import FileError
from roiapp.files.formats import own_document
from roiapp.files.returned.workbook import given_back
from roiapp.files.session import Session
from roiapp.files.table_reader import read_table
from roiapp.files.tables import Sheet, Table, TableError
from roiapp.files.text_tables import read_text_table


def read_for_import(
    path: str | os.PathLike[str], catalog: Catalog, read: Callable[[Path], Table] = read_table
) -> Table:
    """The table in a file; `read` is how a foreign one is read. Raises `FileError` with the file's name."""
    place = Path(path)
    try:
        own = own_document(place, catalog)
        if own is not None:
            return table_of(own, catalog)
        table = read(place)
        own = _carried(table, catalog)
        return table if own is None else table_of(own, catalog)
    except TableError as error:
        raise FileError(str(error), file=place.name) from error


def _carried(table: Table, catalog: Catalog) -> Worksheet | None:
    """The document that a workbook of ours carries, with what was changed in its cells. None where it carries none, or
    a damaged one: then its visible cells are read."""
    try:
        returned = given_back(table, catalog)
    except FileError:
        return None
    return returned.worksheet if returned else None


def table_of(worksheet: Worksheet, catalog: Catalog) -> Table:
    """A document as a table headed by ids, with the currency of its amounts."""
    text = csv_bytes(Session(worksheet, catalog), all_periods(worksheet.periods))
    table = read_text_table(text)
    (sheet,) = table.sheets
    header, *rows = sheet.rows
    currency = worksheet.settings.currency
    with_currency = [[*header, "currency"], *([*cells, currency] for cells in rows)]
    return replace(table, sheets=(Sheet(sheet.name, with_currency),))
