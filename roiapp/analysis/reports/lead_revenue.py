"""Lead to revenue: which channels' qualified leads became revenue, what part of it, and how long that took."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from roiapp.analysis.chart_parts import title_of
from roiapp.analysis.gathering import By, gathered
from roiapp.analysis.reports.gathered import cells_of, column_of, first_header, ratio_cell, total_row
from roiapp.analysis.reports.report import Cell, Report, ReportColumn, ReportRow, ReportTable
from roiapp.core.units import MONEY_EACH, SHARE, NumberFormat
from roiapp.language import apart, markn, tr, trn

if TYPE_CHECKING:
    from roiapp.core.results import Figures

#: fields and metrics in the order of the columns
IDS: Final = (
    "leads", "mqls", "customers", "mql_to_customer", "gross_return", "gross_profit", "sales_cycle_days",
)  # fmt: skip
#: by what the rows are: one of them, several of them
_FEW: Final[dict[By, tuple[str, str]]] = {
    "channel": markn("{n} channel brings {share} of the revenue.", "{n} channels bring {share} of the revenue."),
    "group": markn("{n} group brings {share} of the revenue.", "{n} groups bring {share} of the revenue."),
    "owner": markn("{n} owner brings {share} of the revenue.", "{n} owners bring {share} of the revenue."),
}
_RETURN, _PROFIT, _MQLS = IDS.index("gross_return"), IDS.index("gross_profit"), IDS.index("mqls")


def lead_to_revenue(figures: Figures, by: By = "channel") -> Report:
    """The report on a view, by channel, group or owner; from the most revenue to the least."""
    columns = tuple(column_of(figures, id_) for id_ in IDS)
    whole = total_row(figures, IDS)
    all_return = whole.cells[_RETURN].value
    rows = []
    labelled = gathered(figures.worksheet, by)
    each = cells_of(figures, IDS, [channels for _label, channels in labelled])
    for (label, channels), cells in zip(labelled, each, strict=True):
        if any(cells[place].value is not None for place in (0, _MQLS, 2, _RETURN)):
            rows.append(ReportRow(apart(label), _with_own(cells, all_return), channels))
    rows.sort(key=lambda row: -(row.cells[_RETURN].value or 0.0))
    own = (
        ReportColumn("revenue_share", tr("Share of revenue"), SHARE),
        ReportColumn("profit_per_mql", tr("Gross profit per MQL"), MONEY_EACH, "up"),
    )
    table = ReportTable(
        tr("Lead to revenue"), first_header(by), (*columns, *own),
        (*rows, whole._replace(cells=_with_own(whole.cells, all_return))) if rows else (),
        tr("Customers of a period may come from leads of an earlier one: see the time to close."),
        tr("Type leads, MQLs, customers and revenue per sale: the report shows whose leads became revenue."),
    )  # fmt: skip
    return Report(
        "lead_to_revenue", title_of(figures, tr("Lead to revenue")),
        tr("Which channels' qualified leads became revenue?"), _sentences(figures, by, rows, whole), (table,),
    )  # fmt: skip


def _with_own(cells: tuple[Cell, ...], all_return: float | None) -> tuple[Cell, ...]:
    """The cells with the report's own two: the part of all revenue, and the profit of one MQL."""
    back, profit, mqls = cells[_RETURN].value, cells[_PROFIT].value, cells[_MQLS].value
    share = ratio_cell(back, all_return) if back is not None and all_return else Cell(reason=cells[_RETURN].reason)
    if profit is not None and mqls:
        return (*cells, share, ratio_cell(profit, mqls))
    nothing = tr("Without an MQL there is nothing to divide by.")
    return (*cells, share, Cell(reason=cells[_PROFIT].reason or cells[_MQLS].reason or nothing))


def _sentences(figures: Figures, by: By, rows: list[ReportRow], whole: ReportRow) -> tuple[str, ...]:
    """What the table says in short: where most of the revenue comes from, and how long it takes."""
    settings = figures.worksheet.settings
    write = NumberFormat(settings.locale, settings.currency)
    found: list[str] = []
    share = len(IDS)
    known = [row for row in rows if row.cells[share].value]
    if known:
        few = 0
        part = 0.0
        while few < len(known) and part < 0.5:
            part += known[few].cells[share].value or 0.0
            few += 1
        found.append(trn(*_FEW[by], few, share=write.text(part, SHARE)))
    days = whole.cells[IDS.index("sales_cycle_days")].value
    if days is not None and not math.isnan(days):
        unit = figures.catalog.record("sales_cycle_days").unit
        found.append(tr("From lead to customer it takes {days} days.", days=write.text(days, unit)))
    return tuple(found)
