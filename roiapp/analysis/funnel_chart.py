"""What the funnel shows, as plain records: the stages from reach to customer that have figures, steps and costs.

Which metric is a step's rate or a stage's cost is read from the formulas: a count ÷ an earlier one, a cost ÷ a count.
Their figures are the catalog's own, so that a total is Σ ÷ Σ over the cells in which both are known, never the quotient
of two bars that stand for different channels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from roiapp.analysis.chart_parts import LeftOut, Wanted, title_of
from roiapp.analysis.range_rules import CostRule, RateRule, rule_of
from roiapp.core.formula import Call, Name, Node
from roiapp.language import apart, tr, trn

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.results import Figures
    from roiapp.core.units import Unit

#: The choice of the channel that is selected in the worksheet.
SELECTED: Final = "selected"
#: The stages in the order a customer passes them; how often somebody was reached stands before how many were.
STAGES: Final = (
    "impressions", "reach", "visits", "leads", "mqls", "accepted", "worked", "connects", "sqls", "opportunities",
    "customers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FunnelFigure:
    """A figure beside the bars: the metric, its header and unit, its value (None: not known, `reason` says why) and,
    where not all channels or periods are in it, how many are: "7 of 11 channels"."""

    metric: str
    label: str
    unit: Unit
    value: float | None
    coverage: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """One stage: its field, header and count; the step that leads to it from an earlier stage and what one of it cost,
    None where the catalog has no such metric."""

    field: str
    label: str
    count: float
    coverage: str = ""
    step: FunnelFigure | None = None
    cost: FunnelFigure | None = None

    @property
    def above_whole(self) -> bool:
        """Whether more came out of the step than went in: counts of different people, or a slip."""
        return self.step is not None and self.step.value is not None and self.step.value > 1.0


@dataclass(frozen=True)
class FunnelChart:
    """The funnel of all channels (`channel` None) or of one. `blank` are the headers of stages the document has, but
    without a figure here."""

    stages: tuple[FunnelStage, ...] = ()
    channel: int | None = None
    name: str = ""
    title: str = ""
    blank: tuple[str, ...] = ()
    unknown: tuple[LeftOut, ...] = ()
    unknown_count: int = 0
    undrawn: int = 0

    @property
    def drawn(self) -> int:
        """How many stages there are."""
        return len(self.stages)


def wanted_funnel(figures: Figures, wanted: Wanted) -> FunnelChart:
    """The funnel of all channels, or of the selected one where that is chosen and there is one; of a group by its
    place."""
    if figures.by != "channel":
        return funnel_chart(figures, int(wanted.choice) if wanted.choice.isdigit() else None)
    return funnel_chart(figures, wanted.channel if wanted.choice == SELECTED else None)


def choices(figures: Figures) -> list[tuple[str, str]]:
    """Whose funnel can be asked for, as (id, text)."""
    if figures.by != "channel":
        return [("", tr("All channels")), *((str(place), label) for place, (label, _) in enumerate(figures.rows))]
    return [("", tr("All channels")), (SELECTED, tr("The selected channel"))]


def nothing_yet(_figures: Figures) -> str:
    """What to type so that the funnel appears."""
    return tr("Type visits, leads or customers: the funnel shows how many go on from one to the next.")


def funnel_chart(figures: Figures, channel: int | None = None) -> FunnelChart:
    """The funnel of a view, of all channels or of the one of that index."""
    catalog = figures.catalog
    rules = _rules(catalog)
    shown: list[FunnelStage] = []
    blank: list[str] = []
    for id_ in STAGES:
        if id_ not in catalog.field:
            continue
        count = _value(figures, id_, channel)
        if count is None:
            if _in_document(figures, id_):
                blank.append(tr(catalog.field[id_].header))
            continue
        step = next((rules.steps[id_, s.field] for s in reversed(shown) if (id_, s.field) in rules.steps), None)
        cost = rules.costs.get(id_)
        shown.append(
            FunnelStage(
                field=id_,
                label=tr(catalog.field[id_].header),
                count=count,
                coverage=_coverage(figures, id_, channel),
                step=_figure(figures, step, channel) if step else None,
                cost=_figure(figures, cost, channel) if cost else None,
            )
        )
    name = "" if channel is None else apart(figures.worksheet.names[channel])
    return FunnelChart(tuple(shown), channel, name, _title(figures, channel), tuple(blank))


@dataclass(frozen=True)
class _Rules:
    """The metrics of a funnel: of each (stage, earlier stage) its rate, of each stage its cost."""

    steps: dict[tuple[str, str], str]
    costs: dict[str, str]


@lru_cache(maxsize=4)
def _rules(catalog: Catalog) -> _Rules:
    """Found in the formulas: a stage ÷ an earlier one, a cost ÷ a stage; of several the first."""
    steps: dict[tuple[str, str], str] = {}
    costs: dict[str, str] = {}
    for metric in catalog.metrics:
        match rule_of(catalog, metric.id):
            case RateRule(Name(stage), base):
                steps.setdefault((stage, _base(base)), metric.id)
            case CostRule(_, Name(stage)):
                costs.setdefault(stage, metric.id)
    return _Rules(steps, costs)


def _base(node: Node) -> str:
    """What a rate is a share of; a base of which the first known counts, like "MQLs, else leads", stands where its
    first alternative does."""
    match node:
        case Name(id_):
            return id_
        case Call("first", (Name(id_), *rest)) if all(isinstance(each, Name) for each in rest):
            return id_
    return ""


def _figure(figures: Figures, id_: str, channel: int | None) -> FunnelFigure:
    value = _value(figures, id_, channel)
    reason = figures.reason(id_, channel) if value is None else None
    return FunnelFigure(
        metric=id_,
        label=tr(figures.catalog.metric[id_].header),
        unit=figures.catalog.metric[id_].unit,
        value=value,
        coverage="" if value is None else _coverage(figures, id_, channel),
        reason="" if reason is None else reason.sentence(figures.catalog),
    )


def _value(figures: Figures, id_: str, channel: int | None) -> float | None:
    if channel is not None:
        return figures.value(id_, channel)
    value = figures.total_value(id_)
    return None if math.isnan(value) else value


def _coverage(figures: Figures, id_: str, channel: int | None) -> str:
    """How many channels, or periods of the one channel, are in a figure; "" where all are."""
    if channel is None:
        total = figures.total(id_)
        if total.known >= total.of:
            return ""
        return trn("{known} of {n} channel", "{known} of {n} channels", total.of, known=total.known)
    if figures.by != "channel":
        return _coverage_of_group(figures, id_, channel)
    if not figures.view.rollup or figures.sums.takes_last(id_):
        return ""
    periods = [period for period in figures.view.periods if figures.sums.begun(period)[channel]]
    out = sum(bool(figures.sums.left_out(id_, period)[channel]) for period in periods)
    if not out:
        return ""
    return trn("{known} of {n} period", "{known} of {n} periods", len(periods), known=len(periods) - out)


def _coverage_of_group(figures: Figures, id_: str, group: int) -> str:
    """How many of a group's channels are wholly in a figure; "" where all of them that have begun are."""
    single, begun, out = figures.single, set[int](), set[int]()
    for period in single.view.periods:
        started, without = single.sums.begun(period), single.sums.left_out(id_, period)
        for channel in figures.rows[group][1]:
            if started[channel]:
                begun.add(channel)
                if without[channel]:
                    out.add(channel)
    if not out:
        return ""
    return trn("{known} of {n} channel", "{known} of {n} channels", len(begun), known=len(begun) - len(out))


def _in_document(figures: Figures, id_: str) -> bool:
    """Whether somebody who uses the document expects the stage: anything was typed in it, in any channel or period."""
    column = figures.worksheet.columns.get(id_)
    return column is not None and bool((column == column).any())


def _title(figures: Figures, channel: int | None) -> str:
    if channel is None:
        return title_of(figures.single, tr("Funnel of all channels"))
    return title_of(figures.single, tr("Funnel of {channel}", channel=figures.worksheet.names[channel]))
