"""Pipeline velocity: what sales takes on and sends back and why, the steps from MQL to opportunity, days per stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from roiapp.analysis.chart_parts import title_of
from roiapp.analysis.gathering import By, gathered
from roiapp.analysis.reports.gathered import (
    cells_of,
    column_of,
    first_header,
    ratio_cell,
    sum_cell,
    total_row,
)
from roiapp.analysis.reports.report import Cell, Report, ReportColumn, ReportRow, ReportTable
from roiapp.core.evaluation import exact_sum
from roiapp.core.record_tables import REJECTIONS
from roiapp.core.units import COUNT, DAYS, SHARE, NumberFormat
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures

Bools: TypeAlias = npt.NDArray[np.bool_]

#: fields and metrics in the order of the columns
IDS: Final = (
    "mqls", "mql_acceptance", "mql_rejection", "mql_to_sql", "sql_to_opportunity", "win_rate", "open_opportunities",
    "days_to_mql", "days_to_sql", "days_to_opportunity", "days_to_close", "pipeline_value", "pipeline_velocity",
)  # fmt: skip
_STAGES: Final = ("days_to_mql", "days_to_sql", "days_to_opportunity", "days_to_close")


def pipeline_velocity(figures: Figures, by: By = "channel") -> Report:
    """The report on a view, by channel, group or owner; from the fastest pipeline to the slowest."""
    columns = tuple(column_of(figures, id_) for id_ in IDS)
    undecided = _undecided(figures)
    velocity = IDS.index("pipeline_velocity")
    rows = []
    labelled = gathered(figures.worksheet, by)
    each = cells_of(figures, IDS, [channels for _label, channels in labelled])
    for (label, channels), cells in zip(labelled, each, strict=True):
        if any(cell.value is not None for cell in cells):
            rows.append(_remarked(ReportRow(apart(label), cells, channels), undecided))
    rows.sort(key=lambda row: -(row.cells[velocity].value or 0.0))
    whole = _remarked(total_row(figures, IDS), undecided)
    table = ReportTable(
        tr("Pipeline velocity"), first_header(by), columns, (*rows, whole) if rows else (),
        tr("Velocity is the revenue that the open opportunities bring per day."),
        tr("Type MQLs, SQLs, opportunities and the days per stage: the report shows how fast leads become revenue."),
    )  # fmt: skip
    return Report(
        "pipeline_velocity", title_of(figures, tr("Pipeline velocity")),
        tr("What does sales take on, where do leads wait, and what does the pipeline bring per day?"),
        _sentences(figures, whole), (table, _reasons(figures, by)),
    )  # fmt: skip


def _undecided(figures: Figures) -> Bools:
    """The channels in which a rejection of the view comes of what was not accepted, in any of its periods."""
    columns = figures.calculator.columns
    mqls, accepted, rejected = (columns(figures.view.periods, id_) for id_ in ("mqls", "accepted", "rejected"))
    return np.asarray((np.isnan(rejected) & ~np.isnan(accepted) & (mqls > 0.0)).any(axis=0))


def _remarked(row: ReportRow, undecided: Bools) -> ReportRow:
    """The row with the remark on its rejection, where that is of one of these channels."""
    place = IDS.index("mql_rejection")
    cell = row.cells[place]
    if cell.value is None or not undecided[list(row.channels)].any():
        return row
    said = tr("Includes undecided: how many leads sales sent back is not known, so all that it did not take on count.")
    return row._replace(cells=(*row.cells[:place], cell._replace(remark=said), *row.cells[place + 1 :]))


def _reasons(figures: Figures, by: By) -> ReportTable:
    """Why sales sent leads back, counted over the view, by reason; the rows of channels, groups or owners beside."""
    sheet, wanted = figures.worksheet, {figures.worksheet.periods[i].key for i in figures.view.periods}
    place = {column.id: number for number, column in enumerate(REJECTIONS.columns)}
    of_key = {key: channel for channel, key in enumerate(sheet.keys)}
    groups = {channel: apart(label) for label, channels in gathered(figures.worksheet, by) for channel in channels}
    counts: dict[str, dict[str, list[float]]] = {}
    for row in sheet.records.get(REJECTIONS.id, ()):
        period, key, reason, count = (row[place[id_]] for id_ in ("period", "channel", "reason", "count"))
        if period not in wanted or not isinstance(count, float):
            continue
        text = str(reason) if reason else tr("No reason given")
        label = groups.get(of_key.get(key, -1), "") if isinstance(key, int) else ""
        counts.setdefault(text, {}).setdefault(label, []).append(count)
    sums = {text: exact_sum(c for each in by_row.values() for c in each) for text, by_row in counts.items()}
    whole = exact_sum(sums.values())
    rows = []
    for text in sorted(sums, key=lambda each: -sums[each]):
        most = max(counts[text].items(), key=lambda item: exact_sum(item[1]))
        share = ratio_cell(sums[text], whole) if whole else Cell()
        rows.append(ReportRow(apart(text), (sum_cell(sums[text]), share, Cell(text=most[0] or "–"))))
    if rows:
        rows.append(ReportRow(tr("All reasons"), (sum_cell(whole), Cell(1.0), Cell(text="")), (), "total"))
    columns = (
        ReportColumn("rejected", tr("Leads sent back"), COUNT, "down"),
        ReportColumn("share", tr("Share"), SHARE),
        ReportColumn("most", {"channel": tr("Most from"), "group": tr("Most from"), "owner": tr("Most by")}[by]),
    )
    return ReportTable(
        tr("Why leads were sent back"), tr("Reason"), columns, tuple(rows),
        nothing=tr("No reasons are noted in this period. They are kept in the table of rejections."),
    )  # fmt: skip


def _sentences(figures: Figures, whole: ReportRow) -> tuple[str, ...]:
    """The slowest stage, and what sales sends back."""
    settings = figures.worksheet.settings
    write = NumberFormat(settings.locale, settings.currency)
    found: list[str] = []
    stages = [(value, id_) for id_ in _STAGES if (value := whole.cells[IDS.index(id_)].value) is not None]
    if len(stages) > 1:
        days, slowest = max(stages)
        found.append(tr("The longest stage: {stage}, {days} days.", stage=tr(figures.catalog.record(slowest).label),
                        days=write.text(days, DAYS)))  # fmt: skip
    taken = whole.cells[IDS.index("mql_acceptance")].value
    if taken is not None:
        found.append(tr("Sales takes on {share} of the MQLs.", share=write.text(taken, SHARE)))
    return tuple(found)
