"""The figures of a view by channel, group or owner, for tables of reports: groups total by the rules of all totals."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from roiapp.analysis.reports.report import Cell, ReportColumn, ReportRow
from roiapp.core.evaluation import finite
from roiapp.core.subtotals import Subtotals
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from roiapp.analysis.gathering import By
    from roiapp.core.reasons import Reason
    from roiapp.core.results import Figures


def first_header(by: By) -> str:
    """What the first column is called."""
    return {"channel": tr("Channel"), "group": tr("Group"), "owner": tr("Owner")}[by]


def column_of(figures: Figures, id_: str) -> ReportColumn:
    """The column of a field or metric, as the grid has it."""
    record = figures.catalog.record(id_)
    better = figures.catalog.metric[id_].better if id_ in figures.catalog.metric else ""
    return ReportColumn(id_, tr(record.header), record.unit, better)


def cells_of(
    figures: Figures, ids: Sequence[str], rows: Sequence[tuple[int, ...]]
) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
    """The figures of each row: of one channel, or of several taken together. Why some are not known is asked of all
    channels at once, which takes as long as of one."""
    single = np.array([row[0] for row in rows if len(row) == 1], dtype=np.intp)
    reasons = {id_: figures.reasons(id_, single) for id_ in ids}
    for row in rows:
        if len(row) == 1:
            yield tuple(_of_channel(figures, id_, row[0], reasons[id_].get(row[0])) for id_ in ids)
        else:
            subtotals = Subtotals(figures, np.array(row, dtype=np.intp))
            yield tuple(_of_several(figures, subtotals, id_) for id_ in ids)


def total_row(figures: Figures, ids: Sequence[str]) -> ReportRow:
    """The row of all channels."""
    cells = []
    for id_ in ids:
        value = figures.total_figure(id_)
        reason = figures.reason(id_, None) if value is None else None
        cells.append(Cell(value, reason=reason.sentence(figures.catalog) if reason else ""))
    return ReportRow(tr("All channels"), tuple(cells), tuple(range(len(figures.worksheet.keys))), "total")


def ratio_cell(above: float, below: float) -> Cell:
    """A figure of the report's own: one divided by the other, which is not 0."""
    return sum_cell(finite(above / below))


def sum_cell(value: float) -> Cell:
    """A sum of the report's own, NaN where it is too large."""
    return Cell(reason=tr("The figure is too large to be shown.")) if math.isnan(value) else Cell(value)


def _of_channel(figures: Figures, id_: str, channel: int, reason: Reason | None) -> Cell:
    value = figures.value(id_, channel)
    return Cell(value, reason=reason.sentence(figures.catalog) if reason else "")


def _of_several(figures: Figures, subtotals: Subtotals, id_: str) -> Cell:
    value = subtotals.value(id_)
    if math.isnan(value):
        return Cell(reason=tr("Not known of any of these channels.") if id_ in figures.catalog.totals else "")
    return Cell(value)
