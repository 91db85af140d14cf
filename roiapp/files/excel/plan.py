"""Where everything stands on a sheet of the workbook: one row a channel, one column a field or metric.

What a formula needs and nobody wants to see stands in hidden columns at the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from roiapp.core import formula
from roiapp.core.catalog import Catalog
from roiapp.core.excel_formula import NeedsColumnError, Special, total_formula
from roiapp.core.fields import Field
from roiapp.core.formula import Call, Name
from roiapp.core.metrics import Metric
from roiapp.core.record_tables import counted_fields
from roiapp.core.shown_columns import Record, in_blocks, shown_records, with_inputs
from roiapp.core.worksheet import Worksheet

#: rows of a sheet, from 0: title, period and share gone, ids of the columns (hidden), what columns are, their titles,
#: then the channels
TITLE_ROW, PERIOD_ROW, ID_ROW, BAND_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3, 4, 5
NAME_COLUMN: Final = 0
_HIDDEN_FROM: Final = 8  # beyond what stands above the table
#: stands for the number of the row in a formula that serves all rows
ROW: Final = "\0"
#: stand for the numbers of a channel's first and last row on the hidden sheet of all periods
FROM, TO = "\1", "\2"


@dataclass(frozen=True)
class SheetPlan:
    """The columns of every period's sheet. `column` is by id, the shown ones first; `hidden` are beyond `why`;
    `together` are figures of all channels together, which stand below the table."""

    shown: tuple[Record, ...]
    hidden: tuple[Record, ...]
    together: tuple[Metric, ...]
    channels: int
    column: dict[str, int] = field(default_factory=dict)

    @property
    def placed(self) -> tuple[Record, ...]:
        """All that have a column."""
        return (*self.shown, *self.hidden)

    @property
    def inputs(self) -> int:
        """How many of the shown columns are inputs; they come first."""
        return sum(isinstance(record, Field) for record in self.shown)

    @property
    def why(self) -> int:
        """The column that says in words what is missing."""
        return 1 + len(self.shown)

    @property
    def source(self) -> int:
        """The hidden column of the channels' sources."""
        return max(self.why + 1, _HIDDEN_FROM)

    @property
    def mark(self) -> int:
        """The hidden column that says what a row is, whatever becomes of its name and place: see `marks`."""
        return self.source + 1

    @property
    def spare(self) -> int:
        """The first column nobody uses yet, for what a sheet needs beside its figures."""
        return self.mark + 1 + len(self.hidden)

    @property
    def last_row(self) -> int:
        return FIRST_ROW + self.channels - 1

    @property
    def total_row(self) -> int:
        return FIRST_ROW + self.channels

    def cell(self, id_: str, row: int) -> str | None:
        """The address of a figure in a row, None where it has no column."""
        column = self.column.get(id_)
        return None if column is None else f"{xl_col_to_name(column)}{row + 1}"

    def any_cell(self, id_: str) -> str | None:
        """The same for whichever row `ROW` is replaced by."""
        column = self.column.get(id_)
        return None if column is None else f"{xl_col_to_name(column)}{ROW}"

    def range(self, id_: str) -> str | None:
        """The addresses of a figure in all channels' rows."""
        column = self.column.get(id_)
        return None if column is None else self.rows(column)

    def rows(self, column: int) -> str:
        """The addresses of a column in all channels' rows."""
        name = xl_col_to_name(column)
        return f"{name}${FIRST_ROW + 1}:{name}${self.last_row + 1}"

    def total(self, id_: str) -> str | None:
        column = self.column.get(id_)
        return None if column is None else f"{xl_col_to_name(column)}${self.total_row + 1}"


def plan_sheet(catalog: Catalog, sheet: Worksheet, special: Special, wanted: Sequence[str] = ()) -> SheetPlan:
    """The columns that the document shows, whatever else is typed or `wanted` elsewhere, and those without which
    formulas cannot be written."""
    shown = _visible(catalog, sheet)
    settings = sheet.settings
    together = tuple(
        metric for metric in catalog.metrics
        if metric.total_only and metric.id not in settings.put_away
        and (metric.block in settings.blocks or metric.id in settings.added or metric.id in wanted)
    )  # fmt: skip
    placed = {record.id for record in (*shown, *together)}
    others = (catalog.record(id_) for id_ in dict.fromkeys(wanted) if id_ not in placed)
    hidden: list[Record] = [each for each in others if isinstance(each, Metric) or each.scope == "cell"]
    while True:
        plan = _placed(shown, hidden, together, len(sheet.keys))
        missing = _missing(catalog, plan, special)
        if missing is None:
            return plan
        hidden.append(catalog.record(missing))


def _visible(catalog: Catalog, sheet: Worksheet) -> tuple[Record, ...]:
    """What the document shows, and all that is typed: figures are made of it, so it can be seen and changed."""
    shown = shown_records(catalog, sheet)
    ids = {record.id for record in shown}
    entered = counted_fields(sheet).union(sheet.columns)
    typed = [f for f in in_blocks(catalog.fields) if f.scope == "cell" and f.id in entered and f.id not in ids]
    inputs = [record for record in shown if isinstance(record, Field)]
    columns = {record.id for record in (*inputs, *typed)}
    metrics = [record for record in shown if isinstance(record, Metric)]
    return (*inputs, *typed, *with_inputs(catalog, sheet, metrics, columns))


def _placed(
    shown: tuple[Record, ...], hidden: list[Record], together: tuple[Metric, ...], channels: int
) -> SheetPlan:
    plan = SheetPlan(shown, tuple(hidden), together, channels)
    plan.column.update({record.id: 1 + place for place, record in enumerate(shown)})
    plan.column.update({record.id: plan.mark + 1 + place for place, record in enumerate(hidden)})
    return plan


def _missing(catalog: Catalog, plan: SheetPlan, special: Special) -> str | None:
    """The id of a column without which a formula cannot be written, None where all can."""
    for record in plan.placed:
        missing = next(_apart(catalog, record.id, plan), None)
        if missing is not None:
            return missing
    for record in (*plan.placed, *plan.together):
        try:
            total_formula(catalog, record.id, plan.range, special=special)
        except NeedsColumnError as error:
            if error.id not in plan.column:
                return error.id
    return None


def _apart(catalog: Catalog, id_: str, plan: SheetPlan) -> Iterator[str]:
    """What the formula of a row takes from a column of its own, and there is none yet: what a total is asked of, the
    parts of a share, which in a roll-up are those of the roll-up, and what looks back on the months before."""
    for node in formula.walk(catalog.trees[id_]) if id_ in catalog.trees else ():
        if isinstance(node, Call) and node.function == "total":
            yield from (name for name in formula.names(node) if name not in plan.column)
        if not isinstance(node, Name) or node.id in plan.column or node.id == id_:
            continue
        record = catalog.field.get(node.id)
        if record is not None and record.scope != "cell":
            continue
        looks_back = node.id in catalog.trees and formula.uses(catalog.trees[node.id], "prior12")
        if catalog.uses_total(id_) or looks_back:
            yield node.id
        else:
            yield from _apart(catalog, node.id, plan)


def asked_of(node: Name | Call) -> str:
    """The name of a document-wide figure or function that a formula asks for."""
    return node.id if isinstance(node, Name) else node.function
