"""Where everything stands on a sheet of the workbook: one row a channel, one column a field or metric.

What a formula needs and nobody wants to see stands in hidden columns at the right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from roiapp.core.catalog import Catalog
from roiapp.core.excel_formula import NeedsColumnError, Special, total_formula
from roiapp.core.fields import BLOCKS, Field
from roiapp.core.formula import Call, Name
from roiapp.core.metrics import Metric
from roiapp.core.worksheet import Worksheet

Record = Field | Metric
#: rows of a sheet, from 0: title, period and share gone, ids of the columns (hidden), what columns are, their titles,
#: then the channels
TITLE_ROW, PERIOD_ROW, ID_ROW, BAND_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3, 4, 5
NAME_COLUMN: Final = 0
_HIDDEN_FROM: Final = 8  # beyond what stands above the table


@dataclass(frozen=True)
class SheetPlan:
    """The columns of every period's sheet. `column` is by id, the shown ones first; `hidden` are beyond `why`."""

    shown: tuple[Record, ...]
    hidden: tuple[Record, ...]
    channels: int
    column: dict[str, int] = field(default_factory=dict)

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
        """The first column nobody uses yet, for sums of the months before."""
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

    def range(self, id_: str) -> str | None:
        """The addresses of a figure in all channels' rows."""
        column = self.column.get(id_)
        if column is None:
            return None
        name = xl_col_to_name(column)
        return f"{name}${FIRST_ROW + 1}:{name}${self.last_row + 1}"

    def total(self, id_: str) -> str | None:
        column = self.column.get(id_)
        return None if column is None else f"{xl_col_to_name(column)}${self.total_row + 1}"


def plan_sheet(catalog: Catalog, sheet: Worksheet, special: Special) -> SheetPlan:
    """The columns that the document shows, and those that its totals cannot do without."""
    shown = shown_records(catalog, sheet)
    hidden: list[Record] = []
    while True:
        plan = _placed(shown, hidden, len(sheet.keys))
        missing = _missing(catalog, plan, special)
        if missing is None:
            return plan
        hidden.append(catalog.record(missing))


def _placed(shown: tuple[Record, ...], hidden: list[Record], channels: int) -> SheetPlan:
    plan = SheetPlan(shown, tuple(hidden), channels)
    plan.column.update({record.id: 1 + place for place, record in enumerate(shown)})
    plan.column.update({record.id: plan.mark + 1 + place for place, record in enumerate(hidden)})
    return plan


def _missing(catalog: Catalog, plan: SheetPlan, special: Special) -> str | None:
    """The id of a column without which a total cannot be written, None where all can."""
    for record in plan.shown:
        try:
            total_formula(catalog, record.id, plan.range, special=special)
        except NeedsColumnError as error:
            if error.id not in plan.column:
                return error.id
    return None


def shown_records(catalog: Catalog, sheet: Worksheet) -> tuple[Record, ...]:
    """What the document shows: inputs, then what is calculated, in the order of its blocks or the one that was chosen;
    whatever is typed is there, too."""
    settings, used = sheet.settings, sheet.columns
    place = {block: number for number, block in enumerate(BLOCKS)}
    order = {id_: number for number, id_ in enumerate(settings.order)}

    def wanted(record: Record) -> bool:
        if record.id in settings.added or record.id in used:
            return True
        hidden = record.id in settings.put_away or record.id in settings.hidden
        return record.block in settings.blocks and record.shown and not hidden

    fields = [f for f in catalog.fields if f.scope == "cell" and wanted(f)]
    metrics = [m for m in catalog.metrics if not m.total_only and wanted(m)]
    records: list[Record] = [*fields, *metrics]

    def rank(record: Record) -> tuple[bool, int, int]:
        chosen, block = order.get(record.id, len(order)), place.get(record.block, len(place))
        return isinstance(record, Metric), chosen, block

    return tuple(sorted(records, key=rank))


def asked_of(node: Name | Call) -> str:
    """The name of a document-wide figure or function that a formula asks for."""
    return node.id if isinstance(node, Name) else node.function
