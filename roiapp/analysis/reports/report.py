"""What every report is made of: tables of figures by channel, group or owner, and sentences above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.metrics import Better
    from roiapp.core.units import Unit

RowKind = Literal["row", "total"]


class ReportColumn(NamedTuple):
    """A column of figures: its id (of a field or metric, or the report's own), header and unit; None: a text column.
    `better` says which way is the better one."""

    id: str
    header: str
    unit: Unit | None = None
    better: Better = ""


class Cell(NamedTuple):
    """A figure or a text; where `value` is None `reason` says why, as a sentence. `remark` is a sentence on a figure
    that is there: it has an asterisk, and the sentence stands below the table."""

    value: float | None = None
    text: str = ""
    reason: str = ""
    remark: str = ""


class ReportRow(NamedTuple):
    """A row: what it is of, its cells, and the channels (by index) that it stands for."""

    label: str
    cells: tuple[Cell, ...]
    channels: tuple[int, ...] = ()
    kind: RowKind = "row"


class ReportTable(NamedTuple):
    """A table with its title and the header of its first column; its last row may be the total. `note` is said below
    it, `nothing` in its place where it has no rows."""

    title: str
    first: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    note: str = ""
    nothing: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said below it of the figures with an asterisk, each sentence once."""
        said = dict.fromkeys(cell.remark for row in self.rows for cell in row.cells if cell.remark)
        return tuple(tr("* {remark}", remark=remark) for remark in said)


class Report(NamedTuple):
    """A report of one view: its id, title with the period, the question it answers, sentences with figures, tables."""

    id: str
    title: str
    question: str
    sentences: tuple[str, ...]
    tables: tuple[ReportTable, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to report."""
        return not any(table.rows for table in self.tables)
