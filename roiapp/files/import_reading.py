"""Any file that can be brought in, as a table: a foreign one as it stands, a document of ours as what it exports."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from roiapp.core.catalog import Catalog
from roiapp.core.periods import all_periods
from roiapp.core.worksheet import Worksheet
from roiapp.files.csv_writer import csv_bytes
from roiapp.files.file_errors import FileError
from roiapp.files.formats import own_document
from roiapp.files.returned.workbook import Returned, take_back
from roiapp.files.session import Session
from roiapp.files.supposed_tables import COLUMN
from roiapp.files.table_reader import read_table
from roiapp.files.tables import Sheet, Table, TableError
from roiapp.files.text_tables import read_text_table
from roiapp.language import tr


@dataclass(frozen=True)
class OwnTable(Table):
    """A document of ours as a table headed by ids; `returned` where it came in a workbook, so that what was changed in
    that can be made in the document it came from."""

    title: str = ""
    returned: Returned | None = field(default=None, compare=False)


def read_for_import(
    path: str | os.PathLike[str], catalog: Catalog, read: Callable[[Path], Table] = read_table
) -> Table:
    """The table in a file; `read` is how a foreign one is read. Raises `FileError` with the file's name."""
    place = Path(path)
    try:
        own = own_document(place, catalog)
        if own is not None:
            return table_of(own, catalog)
        returned, table = take_back(read(place), catalog)
        if returned is None:
            return table
        own_table = table_of(returned.worksheet, catalog, returned.scenario)
        title = returned.worksheet.settings.title
        notes = (_advice(title), *returned.not_taken())
        return replace(own_table, notes=notes, returned=returned)
    except TableError as error:
        raise FileError(str(error), file=place.name) from error


def table_of(worksheet: Worksheet, catalog: Catalog, scenario: str = "") -> OwnTable:
    """A document as a table headed by ids, with the currency of its amounts, and the scenario under which it is."""
    text = csv_bytes(Session(worksheet, catalog), all_periods(worksheet.periods))
    table = read_text_table(text)
    (sheet,) = table.sheets
    header, *rows = sheet.rows
    currency = worksheet.settings.currency
    with_currency = [[*header, "currency"], *([*cells, currency] for cells in rows)]
    if scenario:
        header, *rows = with_currency
        with_currency = [[*header, COLUMN], *([*cells, scenario] for cells in rows)]
    sheets = (Sheet(sheet.name, with_currency),)
    return OwnTable(sheets, table.encoding, table.separator, title=worksheet.settings.title)


def _advice(title: str) -> str:
    """What is said of a workbook of ours that goes into another document."""
    if title:
        return tr("The workbook carries the document “{title}”. Its figures come in as those of any table; open it"
                  " instead to have that document.", title=title)  # fmt: skip
    return tr("The workbook carries a document. Its figures come in as those of any table; open it instead to have that"
              " document.")  # fmt: skip
