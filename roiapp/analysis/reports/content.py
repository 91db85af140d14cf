"""Content performance: what each article, video or landing page brought, ranked by its MQLs, and the kinds of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis.chart_parts import title_of
from roiapp.analysis.content_performance import ASSET_METRICS, content_performance
from roiapp.analysis.gathering import By
from roiapp.analysis.reports.gathered import first_header
from roiapp.analysis.reports.report import Cell, Report, ReportColumn, ReportRow, ReportTable
from roiapp.core.record_tables import ASSETS
from roiapp.core.units import COUNT, MONEY, SHARE, NumberFormat, Unit
from roiapp.language import apart, tr, trn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from roiapp.analysis.content_performance import Asset, AssetFigure, AssetGroup
    from roiapp.core.results import Figures

#: columns of the table that are shown, before what is calculated
_SHOWN: Final = ("views", "leads", "mqls", "revenue", "cost")


def content_report(figures: Figures, by: By = "channel") -> Report:
    """The report on the content that is dated in a view: every asset, the kinds, and the channels, groups or owners."""
    sheet, view = figures.worksheet, figures.view
    found = content_performance(sheet, "kind", view.start, view.end)
    gathered = content_performance(sheet, by, view.start, view.end)
    own = _columns()
    texts = (ReportColumn("kind", tr("Kind")), ReportColumn("channel", tr("Channel")))
    rows = [_asset_row(each, sheet.names) for each in found.assets]
    if rows:
        whole = _group_row(found.total, kind="total")
        rows.append(whole._replace(cells=(Cell(), Cell(), *whole.cells)))
    undated = trn(
        "{n} asset without a date is left out.", "{n} assets without a date are left out.", found.undated,
    ) if found.undated else ""  # fmt: skip
    notes = (tr("An asset's leads are part of its channel's, and are not added to them."), undated)
    assets = ReportTable(
        tr("Content"), tr("Asset"), (*texts, *own), tuple(rows), " ".join(filter(None, notes)),
        undated or tr("No content is noted in this period. It is kept in the table of content."),
    )  # fmt: skip
    kinds = ReportTable(tr("By kind"), tr("Kind"), own, tuple(_group_row(each) for each in found.groups))
    ways = ReportTable(
        {"channel": tr("By channel"), "group": tr("By group"), "owner": tr("By owner")}[by], first_header(by), own,
        tuple(_group_row(each) for each in gathered.groups),
    )  # fmt: skip
    return Report(
        "content", title_of(figures, tr("Content performance")), tr("Which content brings qualified leads?"),
        _sentences(figures, found.assets, found.total), (assets, kinds, ways) if rows else (assets,),
    )  # fmt: skip


def _columns() -> tuple[ReportColumn, ...]:
    entered = [ASSETS.columns[ASSETS.place(id_)] for id_ in _SHOWN]
    units: dict[str, Unit] = {"count": COUNT, "money": MONEY}
    return (
        *(ReportColumn(column.id, tr(column.label), units[column.kind]) for column in entered),
        *(ReportColumn(metric.id, tr(metric.label), metric.unit, metric.better) for metric in ASSET_METRICS),
    )


def _asset_row(asset: Asset, names: Sequence[str]) -> ReportRow:
    channel = "–" if asset.channel is None else apart(names[asset.channel])
    channels = () if asset.channel is None else (asset.channel,)
    return ReportRow(
        apart(asset.name), (Cell(text=asset.kind), Cell(text=channel), *_cells(asset.entered, asset.figures)), channels
    )


def _group_row(group: AssetGroup, kind: str = "row") -> ReportRow:
    return ReportRow(apart(group.label), _cells(group.sums, group.figures), (), "total" if kind == "total" else "row")


def _cells(entered: Mapping[str, float | None], figures: Mapping[str, AssetFigure]) -> tuple[Cell, ...]:
    typed = [Cell(entered[id_], reason="" if entered[id_] is not None else tr("Nothing is typed.")) for id_ in _SHOWN]
    made = [Cell(figures[metric.id].value, reason=figures[metric.id].sentence()) for metric in ASSET_METRICS]
    return (*typed, *made)


def _sentences(figures: Figures, assets: tuple[Asset, ...], total: AssetGroup) -> tuple[str, ...]:
    """The asset at the top, and its part of all MQLs."""
    settings = figures.worksheet.settings
    write = NumberFormat(settings.locale, settings.currency)
    whole = total.sums["mqls"]
    if not assets or not whole or not assets[0].entered["mqls"]:
        return ()
    best = assets[0]
    mqls = best.entered["mqls"] or 0.0
    return (tr("{asset} brought the most MQLs: {n}, {share} of all.", asset=best.name, n=write.text(mqls, COUNT),
               share=write.text(mqls / whole, SHARE)),)  # fmt: skip
