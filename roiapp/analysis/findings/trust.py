"""Whether the figures can be trusted, and whether the channels' claims fit the books."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.analysis.findings.finding import Finding, Show
from roiapp.analysis.findings.look import WORTH_SAYING
from roiapp.core.doubtful import OUTLIER_FIELDS, exceeding, far_from, revenue_product, usual
from roiapp.core.evaluation import exact_sum
from roiapp.language import inside, list_text, mark, tr, trn

if TYPE_CHECKING:
    import numpy.typing as npt

    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule
    from roiapp.core.worksheet import Floats

CLAIMED_FROM, CLAIMED_TO = 0.7, 1.1


def credit(look: Look) -> Rule:
    """Do the channels' claims fit the books?"""
    yield []
    share = look.total("credited_share") if "actual_customers" in look.sheet.totals else None
    if share is None or CLAIMED_FROM <= share <= CLAIMED_TO:
        return []
    both = [
        (exact_sum(column[~np.isnan(column)].tolist()), typed)
        for period in look.view.periods
        if not math.isnan(typed := look.sheet.total_value("actual_customers", period))
        and not np.isnan(column := look.column(period, "customers")).all()
    ]
    claimed, actual = math.fsum(k for k, _ in both), math.fsum(t for _, t in both)
    apart = math.floor(abs(claimed - actual) + 0.5)
    if not apart:
        return []  # parts of one customer
    over = share > CLAIMED_TO
    claim = (
        trn("The channels claim {n} customer more than the books.",
            "The channels claim {n} customers more than the books.", apart, n=look.count(apart))
        if over
        else trn("{n} customer came from nowhere you track.", "{n} customers came from nowhere you track.", apart,
                 n=look.count(apart))
    )  # fmt: skip
    text = tr("{claimed} are credited to channels, {actual} are in the books.", claimed=look.count(claimed),
              actual=look.count(actual))  # fmt: skip
    blended = look.total("blended_cac")
    if blended is not None:
        text += " " + tr("By the books a customer cost {cac}.", cac=look.each(blended))
    each = look.total("break_even_cac")
    return [Finding(
        "credit", "bad", claim, text, Show(look.view, (), "credited_share"), metric="credited_share",
        at_stake=None if each is None else abs(each * apart),
    )]  # fmt: skip


class _Sayings(NamedTuple):
    """What is said of doubts that are alike, all of one channel: of a single one, looked at alone, in one of several
    periods, in several of them; and of several ones, with the entries of their list."""

    here: str
    once: str
    often: str
    several: str
    each_here: str
    each_once: str
    each_often: str


class _Doubt(NamedTuple):
    """One thing that looks like a slip: in which field, where in the view [period, channel], and what is said of it.
    `values` are what the sentences speak of beside the channel."""

    field: str
    sayings: _Sayings
    values: dict[str, str]
    where: npt.NDArray[np.bool_]


def trust(look: Look) -> Rule:
    """Can the figures be trusted? What is alike in one channel is one finding, over its fields and periods."""
    yield []
    found = _doubtful(look)
    found += _left_out(look)
    found += _open(look)
    found += _no_hours(look)
    found += _late(look)
    return found


_MORE: Final = _Sayings(
    mark("{channel} has more {part} than {whole}."),
    mark("{channel} has more {part} than {whole} in {period}."),
    mark("{channel} has more {part} than {whole} in {n} periods."),
    mark("{channel} has parts that are larger than what they are part of: {list}."),
    mark("more {part} than {whole}"),
    mark("more {part} than {whole} in {period}"),
    mark("more {part} than {whole} in {n} periods"),
)
_DIFFERS: Final = _Sayings(
    mark("{channel}: the revenue typed is not customers × revenue per sale. The typed one counts."),
    mark("{channel}: the revenue typed is not customers × revenue per sale in {period}. The typed one counts."),
    mark("{channel}: the revenue typed is not customers × revenue per sale in {n} periods. The typed one counts."),
    "", "", "", "",  # there is one such doubt in a channel
)  # fmt: skip
_NOTHING: Final = _Sayings(
    mark("{channel} has a cost, but no leads or customers are typed."),
    mark("{channel} has a cost, but no leads or customers are typed in {period}."),
    mark("{channel} has a cost, but no leads or customers are typed in {n} periods."),
    "", "", "", "",
)  # fmt: skip
_FAR: Final = _Sayings(
    mark("{channel}: {field} is over 8 times its usual figure, or under an eighth. A zero too many or too few?"),
    mark("{channel}: {field} in {period} is over 8 times its usual figure, or under an eighth. A zero too many or too "
         "few?"),
    mark("{channel}: {field} is over 8 times its usual figure, or under an eighth, in {n} periods. Zeros too "
         "many or too few?"),
    mark("{channel} has figures over 8 times the usual ones, or under an eighth: {list}. Zeros too many or too few?"),
    "{field}",
    mark("{field} in {period}"),
    mark("{field} in {n} periods"),
)  # fmt: skip


def _doubts(look: Look) -> Iterator[_Doubt]:
    entered = look.calculator.entered
    known = entered.fields()

    def typed(field: str) -> Floats | None:
        return entered.columns(field, look.view.periods) if field in known else None

    for part, whole, where in exceeding(typed):
        yield _Doubt(part, _MORE, {"part": _label(look, part), "whole": _label(look, whole)}, where)
    product = revenue_product(typed)
    if product is not None:
        yield _Doubt("revenue", _DIFFERS, {}, product[1])
    cost = look.block("total_cost", look.view.periods)
    with np.errstate(invalid="ignore"):
        nothing = cost > 0.0
    for field in ("leads", "customers", "revenue"):
        values = typed(field)
        if values is not None:
            nothing &= np.isnan(values)
    yield _Doubt("leads", _NOTHING, {}, nothing)
    for field in OUTLIER_FIELDS:
        values = typed(field)
        if values is not None:
            where = far_from(values, usual(look.sheet.columns[field]))
            yield _Doubt(field, _FAR, {"field": _label(look, field)}, where)


def _label(look: Look, field: str) -> str:
    """A field's name inside a sentence."""
    return inside(tr(look.catalog.field[field].header))


class _Place(NamedTuple):
    """A doubt in one channel: in how many periods of the view, the first of them, and the cost of those cells."""

    doubt: _Doubt
    times: int
    first: int
    cost: float


def _doubtful(look: Look) -> list[Finding]:
    """One finding for what is alike in a channel, in the order of the doubts."""
    cost = look.block("total_cost", look.view.periods)
    cost = np.where(np.isnan(cost), 0.0, cost)
    alike: dict[tuple[_Sayings, int], list[_Place]] = {}
    for doubt in _doubts(look):
        times = np.count_nonzero(doubt.where, axis=0)
        channels = np.flatnonzero(times)
        if not channels.size:
            continue
        first = doubt.where[:, channels].argmax(axis=0)
        costs = np.where(doubt.where[:, channels], cost[:, channels], 0.0).sum(axis=0)
        rows = zip(channels.tolist(), times[channels].tolist(), first.tolist(), costs.tolist(), strict=True)
        for channel, *row in rows:
            alike.setdefault((doubt.sayings, channel), []).append(_Place(doubt, *row))
    return [_said(look, *place, places, cost) for place, places in alike.items()]


def _said(look: Look, sayings: _Sayings, channel: int, places: list[_Place], cost: Floats) -> Finding:
    """What is doubtful in one channel; at stake is the cost of the cells that it is about, each once."""
    name, view = look.names[channel], look.view
    most = max(places, key=lambda each: each.cost)
    if len(places) == 1:
        text = tr(_form(look, most, *sayings[:3]), channel=name, **most.doubt.values, **_when(look, most))
        at_stake = most.cost
    else:
        entries = [tr(_form(look, e, *sayings[4:]), **e.doubt.values, **_when(look, e)) for e in places]
        text = tr(sayings.several, channel=name, list=list_text(entries))
        at_stake = float(cost[np.logical_or.reduce([e.doubt.where[:, channel] for e in places]), channel].sum())
    if {(each.times, each.first) for each in places} == {(1, most.first)}:
        view = look.base(look.view.periods[most.first])
    field = most.doubt.field
    return Finding(
        "trust", "bad", tr("Check {channel}.", channel=name), text, Show(view, (channel,), field), (channel,), field,
        at_stake=at_stake,
    )  # fmt: skip


def _form(look: Look, place: _Place, here: str, once: str, often: str) -> str:
    """The sentence that suits in how many periods of the view something is."""
    if place.times > 1:
        return often
    return once if look.view.rollup else here


def _when(look: Look, place: _Place) -> dict[str, str]:
    """In which period something is, or in how many."""
    if place.times > 1:
        return {"n": look.count(place.times)}
    return {"period": look.period_name(look.view.periods[place.first])}


def _left_out(look: Look) -> list[Finding]:
    """A blank that leaves much of the cost out of the total ROI."""
    cost = look.sums("total_cost")["total_cost"]
    judged = look.sums("total_cost", "net_return")["total_cost"]
    missing = np.where(np.isnan(cost), 0.0, cost) - np.where(np.isnan(judged), 0.0, judged)
    whole = exact_sum(cost[~np.isnan(cost)].tolist())
    left = exact_sum(missing.tolist())
    if not whole > 0.0 or left / whole < WORTH_SAYING:
        return []
    channels = tuple(int(each) for each in np.argsort(-missing, kind="stable") if missing[each] > 0.0)
    return [Finding(
        "trust", "bad", tr("{share} of the cost is in no total ROI.", share=look.share(left / whole)),
        trn("{channel} lacks a figure that ROI is made of.", "{channel} and others lack figures that ROI is made of.",
            len(channels), channel=look.names[channels[0]]),
        Show(look.view, channels, "roi"), channels, "roi", at_stake=left,
    )]  # fmt: skip


def _open(look: Look) -> list[Finding]:
    """The last period of the view that has begun and is not over."""
    gone = [(index, look.sheet.periods[index].elapsed(look.as_of)) for index in look.view.periods]
    still = [index for index, share in gone if share is not None and share < 1.0]
    if not still:
        return []
    period = look.sheet.periods[still[-1]]
    return [Finding(
        "trust", "unclear", tr("{period} is still open.", period=period.text()),
        tr("Its figures go on growing; sums are no match for a whole period yet, rates are."),
        Show(look.base(still[-1])),
    )]  # fmt: skip


def _no_hours(look: Look) -> list[Finding]:
    """Channels that bring customers and cost nothing: somebody's time is missing."""
    cost, won = look.sums("total_cost")["total_cost"], look.sums("customers")["customers"]
    with np.errstate(invalid="ignore"):
        free = np.flatnonzero((cost == 0.0) & (won > 0.0) & np.isnan(look.sums("hours")["hours"]))
    profit = look.sums("gross_profit")["gross_profit"]
    return [
        Finding(
            "trust", "bad", tr("{channel} costs nothing, it says.", channel=look.names[channel]),
            tr("Free channels cost somebody's time: type the own hours to see what it really brings."),
            Show(look.view, (channel,), "hours"), (channel,), "hours",
            at_stake=None if math.isnan(profit[channel]) else abs(float(profit[channel])),
        )
        for channel in free.tolist()
    ]  # fmt: skip


def _late(look: Look) -> list[Finding]:
    """Customers of a sales cycle longer than half the period came from leads of another one, unless both stand side by
    side already."""
    if look.time_matched:
        return []
    days, length = look.total("sales_cycle_days"), look.days
    if days is None or length is None or look.view.rollup or days <= length / 2.0:
        return []
    return [Finding(
        "trust", "unclear", tr("Customers of this period came from leads of an earlier one."),
        tr("From lead to customer it takes {days} days, the period has {length}: rates from leads to customers mix "
           "groups. The time-matched view sets both side by side.", days=look.days_text(days),
           length=look.days_text(length)),
        Show(look.view, (), "sales_cycle_days"), metric="sales_cycle_days",
    )]  # fmt: skip
