"""What each article, video or landing page brought, and the kinds, channels, groups and owners it was made for.

Every figure of several assets is a sum ÷ a sum over those in which both are known. An asset's leads are part of its
channel's and are never added to them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from roiapp.core.evaluation import exact_sum, finite
from roiapp.core.metrics import Better
from roiapp.core.number_format import UNDEFINED
from roiapp.core.record_tables import ASSET_KINDS, ASSETS, Record
from roiapp.core.unit_records import MONEY_EACH, RATE, SHARE, Unit
from roiapp.language import list_text, mark, tr

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet

By = Literal["kind", "channel", "group", "owner"]


class AssetMetric(NamedTuple):
    """One figure of assets: the sum of the columns `above` ÷ the column `below`, which is "" where it is the number of
    assets. `of_all`: ÷ the same column over all assets, a share that one asset has, too."""

    id: str
    label: str
    unit: Unit
    better: Better
    above: tuple[str, ...]
    below: str = ""
    of_all: bool = False


# fmt: off  (a table, read by row)
ASSET_METRICS: Final = (
    AssetMetric("view_to_lead", mark("View → lead"), RATE, "up", ("leads",), "views"),
    AssetMetric("asset_engagement", mark("Engagement"), RATE, "up", ("likes", "comments", "shares"), "impressions"),
    AssetMetric("cost_per_asset_mql", mark("Cost per MQL"), MONEY_EACH, "down", ("cost",), "mqls"),
    AssetMetric("revenue_per_asset", mark("Revenue per asset"), MONEY_EACH, "up", ("revenue",)),
    AssetMetric("mql_share", mark("Share of MQLs"), SHARE, "", ("mqls",), "mqls", of_all=True),
)
# fmt: on
#: columns that are added up for several assets
ADDED: Final = tuple(column.id for column in ASSETS.columns if column.kind in ("count", "money"))
_KINDS: Final = dict(ASSET_KINDS)


class AssetFigure(NamedTuple):
    """A figure; where `value` is None either the columns that are `missing` or the one that is `zero` says why."""

    value: float | None
    missing: tuple[str, ...] = ()
    zero: str = ""

    @property
    def code(self) -> str:
        """Why there is none, for machines: `missing: views`, `zero: mqls`, `too_large`; "" where there is one."""
        if self.value is not None:
            return ""
        if self.missing:
            return f"missing: {', '.join(self.missing)}"
        return f"zero: {self.zero}" if self.zero else "too_large"

    def sentence(self) -> str:
        """The same in words, "" where there is a figure."""
        if self.value is not None:
            return ""
        if self.missing:
            return tr("Not known yet: {fields} missing.", fields=list_text([_label(id_) for id_ in self.missing]))
        if self.zero:
            return tr("{field} is 0, and nothing can be divided by 0.", field=_label(self.zero))
        return tr("The figure is too large to be shown.")


@dataclass(frozen=True)
class Asset:
    """One asset: its `place` in the table, its texts as shown ("–" where there is none), its `channel` (row of the
    worksheet, None where it has none), what is entered by column and what is calculated by metric."""

    place: int
    name: str
    kind: str
    channel: int | None
    day: date | None
    entered: Mapping[str, float | None]
    figures: Mapping[str, AssetFigure]


@dataclass(frozen=True)
class AssetGroup:
    """Several assets together. `id` is that of the kind, the name of group or owner, or the key of the channel; "" for
    those without. `assets` are places in the table; `sums` add the known figures of a column, None where none is known;
    `left_out` names by metric the assets in which a part is not known."""

    id: str
    label: str
    assets: tuple[int, ...]
    sums: Mapping[str, float | None]
    figures: Mapping[str, AssetFigure]
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ContentPerformance:
    """The report: assets ranked by their MQLs (then leads, then views; what is not known stands last), the groups by
    the same, everything together. `undated` is how many assets a span of days left out for want of a date."""

    assets: tuple[Asset, ...]
    groups: tuple[AssetGroup, ...]
    total: AssetGroup
    undated: int = 0


def content_performance(
    sheet: Worksheet, by: By = "kind", start: date | None = None, end: date | None = None
) -> ContentPerformance:
    """The report on the document's table of content, of all of it or of what is dated from `start` to `end`."""
    rows = list(enumerate(sheet.records.get(ASSETS.id, ())))
    undated = 0
    if start is not None or end is not None:
        dated = [(place, row) for place, row in rows if row[_DAY] is not None]
        undated = len(rows) - len(dated)
        rows = [(place, row) for place, row in dated if _within(row[_DAY], start, end)]
    channels = {key: place for place, key in enumerate(sheet.keys)}
    all_mqls = _known(_number(row, "mqls") for _, row in rows)
    assets = [_asset(place, row, channels, all_mqls) for place, row in rows]
    found: dict[str, list[Asset]] = {}
    for asset, (_, row) in zip(assets, rows, strict=True):
        found.setdefault(_group_id(sheet, asset, row, by), []).append(asset)
    groups = [_group(id_, _group_label(sheet, id_, of, by), of, all_mqls) for id_, of in found.items()]
    ranked = sorted(assets, key=lambda asset: _rank(asset.entered))
    return ContentPerformance(
        tuple(ranked),
        tuple(sorted(groups, key=lambda group: _rank(group.sums))),
        _group("", tr("All content"), assets, all_mqls),
        undated,
    )


_DAY: Final = ASSETS.place("date")


def _within(day: object, start: date | None, end: date | None) -> bool:
    return isinstance(day, date) and (start is None or day >= start) and (end is None or day <= end)


def _label(column: str) -> str:
    return tr(ASSETS.columns[ASSETS.place(column)].label)


def _number(row: Record, column: str) -> float | None:
    value = row[ASSETS.place(column)]
    return value if isinstance(value, float) else None


def _text(row: Record, column: str) -> str:
    value = row[ASSETS.place(column)]
    return value if isinstance(value, str) else ""


def _known(values: Iterable[float | None]) -> float | None:
    """The sum of the known ones, None where none is known."""
    known = [value for value in values if value is not None]
    total = exact_sum(known) if known else math.nan
    return None if math.isnan(total) else total


def _asset(place: int, row: Record, channels: Mapping[int, int], all_mqls: float | None) -> Asset:
    key, day, kind = row[ASSETS.place("channel")], row[_DAY], _text(row, "kind")
    entered = {column: _number(row, column) for column in ADDED}
    figures = {metric.id: _figure(metric, [entered], all_mqls) for metric in ASSET_METRICS}
    return Asset(
        place, _text(row, "asset") or UNDEFINED, tr(_KINDS[kind]) if kind in _KINDS else UNDEFINED,
        channels.get(key) if isinstance(key, int) else None, day if isinstance(day, date) else None, entered, figures,
    )  # fmt: skip


def _figure(metric: AssetMetric, of: Sequence[Mapping[str, float | None]], all_mqls: float | None) -> AssetFigure:
    """Σ ÷ Σ over the assets in which both are known."""
    needed = dict.fromkeys((*metric.above, metric.below) if metric.below and not metric.of_all else metric.above)
    known = [entered for entered in of if _complete(metric, entered)]
    if not known:
        blank = {id_: [entered[id_] is None for entered in of] for id_ in needed}
        return AssetFigure(None, tuple(i for i in needed if all(blank[i])) or tuple(i for i in needed if any(blank[i])))
    above = exact_sum(entered[id_] or 0.0 for entered in known for id_ in metric.above)
    if metric.of_all:
        below = math.nan if all_mqls is None else all_mqls
    elif metric.below:
        below = exact_sum(entered[metric.below] or 0.0 for entered in known)
    else:
        below = float(len(known))
    if below == 0:
        return AssetFigure(None, zero=metric.below)
    value = finite(above / below)
    return AssetFigure(None if math.isnan(value) else value)


def _complete(metric: AssetMetric, entered: Mapping[str, float | None]) -> bool:
    below = (metric.below,) if metric.below and not metric.of_all else ()
    return all(entered[id_] is not None for id_ in (*metric.above, *below))


def _group(id_: str, label: str, assets: Sequence[Asset], all_mqls: float | None) -> AssetGroup:
    entered = [asset.entered for asset in assets]
    return AssetGroup(
        id_, label, tuple(asset.place for asset in assets),
        {column: _known(each[column] for each in entered) for column in ADDED},
        {metric.id: _figure(metric, entered, all_mqls) for metric in ASSET_METRICS},
        {
            metric.id: out for metric in ASSET_METRICS
            if (out := tuple(asset.name for asset in assets if not _complete(metric, asset.entered)))
        },
    )  # fmt: skip


def _group_id(sheet: Worksheet, asset: Asset, row: Record, by: By) -> str:
    if by == "kind":
        return _text(row, "kind")
    if asset.channel is None:
        return ""
    return str(sheet.keys[asset.channel]) if by == "channel" else sheet.channels[by][asset.channel]


def _group_label(sheet: Worksheet, id_: str, assets: Sequence[Asset], by: By) -> str:
    if not id_:
        return UNDEFINED
    if by == "kind":
        return assets[0].kind
    place = assets[0].channel
    return sheet.names[place] if by == "channel" and place is not None else id_


def _rank(figures: Mapping[str, float | None]) -> tuple[float, ...]:
    """The more the earlier; what is not known after all that is."""
    return tuple(math.inf if (value := figures[id_]) is None else -value for id_ in ("mqls", "leads", "views"))
