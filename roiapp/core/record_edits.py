"""The edit of the small tables: all rows of one table put in the place of what is there."""

from __future__ import annotations

from dataclasses import dataclass

from roiapp.core.document_settings import LOOKS
from roiapp.core.edits import Edit, EditError, SetSettings
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
            rows = kept_rows(table, self.rows)
        except RecordError as error:
            raise EditError(str(error)) from error
        before = worksheet.records.pop(self.table, ())
        if rows:
            worksheet.records[self.table] = rows
        return SetRecords(self.table, before)

    def title(self) -> str:
        table = TABLES.get(self.table)
        return tr(table.step) if table else tr("Change nothing")


def moves_no_figure(edit: Edit) -> bool:
    """Whether a single edit is of records that nothing is counted from, or of settings that no figure depends on."""
    if isinstance(edit, SetRecords):
        table = TABLES.get(edit.table)
        return table is not None and not table.field
    return isinstance(edit, SetSettings) and LOOKS.issuperset(name for name, _ in edit.changes)
