"""The way of a channel's money: spent, visits, leads, customers, gross profit, with what each step cost or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from roiapp.analysis.funnel_chart import funnel_chart
from roiapp.core.units import COUNT, MONEY_ROUND, Unit
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures

#: of many stages those that are shown beside the first and the last
_MOST: Final = 5


class Stop(NamedTuple):
    """One stop on the way: its figure's id, name, unit and value, and below it what leads there: the rate from the stop
    before (`step`, None where there is none) and what one of it cost, each as (name, unit, value).

    `kind` says on which scale its bar is drawn: money with money, counts with counts. `share` is its part of the
    largest of its kind."""

    id: str
    label: str
    unit: Unit
    value: float
    kind: Literal["money", "count"]
    share: float
    step: tuple[str, Unit, float] | None = None
    cost: tuple[str, Unit, float] | None = None


def path_to_profit(figures: Figures, channel: int | None = None) -> tuple[Stop, ...]:
    """From what was spent to the gross profit; stops without a figure are left out."""
    funnel = funnel_chart(figures, channel).stages
    counts = [stage for stage in funnel if stage.field not in ("impressions", "reach")] or list(funnel)
    while len(counts) > _MOST:
        # The first counts, those nearest the sale, and leads tell most.
        places = [place for place, stage in enumerate(counts) if stage.field in ("accepted", "worked", "connects")]
        counts.pop(places[0] if places else len(counts) // 2)
    cost = figures.figure("total_cost", channel)
    profit, gained = figures.figure("gross_profit", channel), figures.figure("gross_return", channel)
    money = [abs(value) for value in (cost, profit, gained) if value is not None]
    most_money = max(money, default=0.0)
    most = max((stage.count for stage in counts), default=0.0)
    found = []
    if cost is not None:
        found.append(_money(figures, channel, "total_cost", tr("Spent"), cost, most_money, "share_of_spend"))
    for before, stage in zip((None, *counts), counts, strict=False):
        rate = stage.step
        same = rate is not None and before is not None
        step = (rate.label, rate.unit, rate.value) if same and rate is not None and rate.value is not None else None
        each = stage.cost
        paid = (each.label, each.unit, each.value) if each is not None and each.value is not None else None
        share = stage.count / most if most > 0.0 else 0.0
        found.append(Stop(stage.field, stage.label, COUNT, stage.count, "count", share, step, paid))
    for id_, value, beside in (
        ("gross_return", gained, "average_revenue_per_sale"), ("gross_profit", profit, "gross_margin"),
    ):  # fmt: skip
        if value is not None:
            label = tr(figures.catalog.metric[id_].header)
            found.append(_money(figures, channel, id_, label, value, most_money, beside))
    return tuple(found)


def _money(
    figures: Figures, channel: int | None, id_: str, label: str, value: float, most: float, beside: str
) -> Stop:
    """A stop of money; `beside` is the figure that is said below it."""
    record, said = figures.catalog.record(beside), figures.figure(beside, channel)
    step = None if said is None else (tr(record.header), record.unit, said)
    return Stop(id_, label, MONEY_ROUND, value, "money", abs(value) / most if most > 0.0 else 0.0, step)
