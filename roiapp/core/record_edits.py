"""The edits of the small tables: all rows of one put in the place of what is there, or some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roiapp.core.edits import EditError
from roiapp.core.record_tables import MOST_RECORDS, TABLES, Record, RecordError, RecordTable, kept_rows
from roiapp.core.worksheet import Worksheet
from roiapp.language import tr


@dataclass(frozen=True)
class SetRecords:
    """The rows of one table (see `record_tables`), which replace those there."""

    table: str
    rows: tuple[Record, ...]

    def apply(self, worksheet: Worksheet) -> SetRecords:
        table = _table(self.table)
        try:
            rows = kept_rows(table, self.rows, worksheet.records.get(self.table, ()))
        except RecordError as error:
            raise EditError(str(error)) from error
        before = worksheet.records.pop(self.table, ())
        if rows:
            worksheet.records[self.table] = rows
        return SetRecords(self.table, before)

    def title(self) -> str:
        return _title(self.table)


@dataclass(frozen=True)
class SpliceRecords:
    """Rows in the place of `count` rows of one table from `start` on (0 is the first): an entry in a table of thousands
    is kept as one row."""

    table: str
    start: int
    count: int
    rows: tuple[Record, ...]

    def apply(self, worksheet: Worksheet) -> SpliceRecords:
        there = worksheet.records.get(self.table, ())
        end = self.start + self.count
        if not 0 <= self.start <= end <= len(there):
            raise EditError(tr("The row is outside the worksheet."))
        try:
            rows = kept_rows(_table(self.table), self.rows, there[self.start : end], first=self.start + 1)
        except RecordError as error:
            raise EditError(str(error)) from error
        made = (*there[: self.start], *rows, *there[end:])
        if len(made) > max(MOST_RECORDS, len(there)):
            raise EditError(tr("The table is too long. It may have {most} rows.", most=MOST_RECORDS))
        if made:
            worksheet.records[self.table] = made
        else:
            worksheet.records.pop(self.table, None)
        return SpliceRecords(self.table, self.start, len(rows), there[self.start : end])

    def title(self) -> str:
        return _title(self.table)


def spliced(table: str, before: Sequence[Record], after: Sequence[Record]) -> SpliceRecords:
    """What makes the one into the other: the rows between those that both begin and end with."""
    least = min(len(before), len(after))
    start = next((place for place in range(least) if before[place] != after[place]), least)
    same = next((place for place in range(least - start) if before[-1 - place] != after[-1 - place]), least - start)
    return SpliceRecords(table, start, len(before) - same - start, tuple(after[start : len(after) - same]))


def _table(id_: str) -> RecordTable:
    table = TABLES.get(id_)
    if table is None:
        raise EditError(tr("There is no table “{table}”.", table=id_))
    return table


def _title(id_: str) -> str:
    table = TABLES.get(id_)
    return tr(table.step) if table else tr("Change nothing")
