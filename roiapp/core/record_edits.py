"""The edit of the small tables: all rows of one table put in the place of what is there."""

from __future__ import annotations

from dataclasses import dataclass

from roiapp.core.edits import EditError
from roiapp.core.record_tables import TABLES, Record, RecordError, kept_rows
from roiapp.core.worksheet import Worksheet
from roiapp.language import tr


@dataclass(frozen=True)
class SetRecords:
    """The rows of one table (see `record_tables`), which replace those there."""

    table: str
    rows: tuple[Record, ...]

    def apply(self, worksheet: Worksheet) -> SetRecords:
        table = TABLES.get(self.table)
        if table is None:
            raise EditError(tr("There is no table “{table}”.", table=self.table))
        try:
            rows = kept_rows(table, self.rows, worksheet.records.get(self.table, ()))
        except RecordError as error:
            raise EditError(str(error)) from error
        before = worksheet.records.pop(self.table, ())
        if rows:
            worksheet.records[self.table] = rows
        return SetRecords(self.table, before)

    def title(self) -> str:
        table = TABLES.get(self.table)
        return tr(table.step) if table else tr("Change nothing")
