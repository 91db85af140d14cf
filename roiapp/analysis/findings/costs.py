"""What makes customers dear, whether visits are the right ones, and which costs moved."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from roiapp.analysis.findings.family import Comparison, Judgement, Kind
from roiapp.analysis.findings.finding import Finding, Show
from roiapp.analysis.findings.goals import GOALS, pace
from roiapp.analysis.findings.kinds import lead_worth, more_of, more_text
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look, Sums
    from roiapp.analysis.findings.rule import Rule


def per(look: Look, count: str, base: str, also: tuple[str, ...] = ()) -> dict[int, Comparison]:
    """By channel: how many of a count each unit of the base brought, against all others; money makes two counts.
    `also` are further figures that a cell must have to be counted."""
    money = look.catalog.record(base).unit.scales_with_money
    sums = look.sums(base, count, *also) if money else look.rates(base, count)
    return compared(sums, base, count, ["counts" if money else "rates"] * len(look.names))


def compared(sums: Sums, base: str, count: str, kinds: list[Kind]) -> dict[int, Comparison]:
    """By channel: its count and base against those of all others, where both have a base."""
    columns = (sums[count], sums[base], sums.others(count), sums.others(base))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {
        channel: Comparison(kind, k1, n1, k2, n2)
        for channel, ((k1, n1, k2, n2), kind) in enumerate(zip(rows, kinds, strict=True))
        if n1 > 0.0 and n2 > 0.0  # neither is where nothing is known
    }


class _Lever(NamedTuple):
    """A channel whose customers were called dear: what one costs, and what it would cost with its leads, or its close
    rate, as the others'. `larger` is the part of the two that does most, None where it is not called by itself."""

    channel: int
    cac: float
    cac_others: float
    instead: float
    larger: str
    called: bool


def cac_lever(look: Look) -> Rule:
    """How do we lower CAC? The channels called dearer than the others, and the part that makes them so."""
    won, close = per(look, "customers", "total_cost", ("leads",)), _close(look)
    leads = per(look, "leads", "total_cost", ("customers",))
    judgement = yield [*won.values(), *leads.values(), *close.values()]
    found: list[Finding] = []
    for channel, pair in won.items():
        if not judgement.lower(pair) or not pair.k1 or not pair.k2:
            continue
        lead, shut = leads.get(channel), close.get(channel)
        if lead is None or shut is None or not (lead.k1 and lead.k2 and shut.k1 and shut.k2):
            continue
        cac, others = pair.n1 / pair.k1, pair.n2 / pair.k2
        # ln(CAC ÷ others) = ln(CPL ÷ others) − ln(close ÷ others): all three over the same cells, so the parts add up.
        dear, slow = -math.log(lead.ratio), -math.log(shut.ratio)
        larger = "cost_per_lead" if dear >= slow else "lead_to_customer"
        part = lead if larger == "cost_per_lead" else shut
        instead = cac * part.ratio if part.ratio < 1.0 else cac
        found.append(_lever(look, judgement, pair, part, _Lever(
            channel, cac, others, instead, larger, judgement.lower(part)
        )))  # fmt: skip
    return sorted(found, key=lambda each: -(each.at_stake or 0.0))


def _close(look: Look) -> dict[int, Comparison]:
    """Customers out of leads, each channel against the others, over the cells whose cost is known; two counts where a
    lead takes long to become a customer."""
    sums = look.sums("leads", "customers", "total_cost")
    with np.errstate(invalid="ignore"):
        sums = sums.without(sums["customers"] > sums["leads"])
    return compared(sums, "leads", "customers", look.kinds("lead_to_customer", sums["leads"]))


def _lever(look: Look, judgement: Judgement, pair: Comparison, part: Comparison, lever: _Lever) -> Finding:
    name = look.names[lever.channel]
    values = {
        "channel": name,
        "cac": look.each(lever.cac),
        "others": look.each(lever.cac_others),
        "instead": look.each(lever.instead),
    }
    level = judgement.of(pair).level
    claim = tr("Customers of {channel} are dear: {cac}, elsewhere {others}.", **values)
    show = Show(look.view, (lever.channel,), lever.larger if lever.called else "cac", "cac")
    saved = (lever.cac - lever.instead) * pair.k1
    if not lever.called:
        return Finding(
            "cac_lever", "bad", claim,
            tr("Whether its leads are dear or too few of them buy cannot be told yet."), show, (lever.channel,), "cac",
            pair.interval(level), level, at_stake=(lever.cac - lever.cac_others) * pair.k1,
        )  # fmt: skip
    if lever.larger == "cost_per_lead":
        text = tr(
            "Mostly its leads are dear: {one}, elsewhere {other}. At that price a customer would cost {instead}.",
            one=look.each(part.n1 / part.k1), other=look.each(part.n2 / part.k2), **values,
        )  # fmt: skip
    else:
        text = tr(
            "Mostly too few of its leads buy: {one}, elsewhere {other}. At that rate a customer would cost {instead}.",
            one=look.rate(part.k1 / part.n1), other=look.rate(part.k2 / part.n2), **values,
        )  # fmt: skip
    return Finding(
        "cac_lever", "bad", claim, text, show, (lever.channel,), "cac", pair.interval(level), level, at_stake=saved
    )


def visits(look: Look) -> Rule:
    """More visitors? Enough, and the right ones? Cost per visit and conversion of each channel against the others."""
    cheap, right = per(look, "visits", "total_cost"), per(look, "leads", "visits")
    judgement = yield [*cheap.values(), *right.values()]
    found: list[Finding] = []
    half: list[tuple[float, int]] = []
    for channel in sorted(cheap.keys() & right.keys()):
        one, other = cheap[channel], right[channel]
        stake = lead_worth(look, abs(other.k1 / other.n1 - other.k2 / other.n2) * other.n1)
        if judgement.called(one) and judgement.called(other):
            found.append(_box(look, judgement, channel, one, other, stake))
        elif judgement.called(one) and judgement.of(other).enough and not judgement.of(other).called:
            half.append((stake or 0.0, channel))
    if not found and half:
        stake, channel = max(half)
        other = right[channel]
        more = more_of(other, judgement)
        if more is not None and more.needed:
            name = look.names[channel]
            claim = (
                tr("Cannot tell yet whether the cheap visits of {channel} are the right ones.", channel=name)
                if cheap[channel].higher
                else tr("Cannot tell yet whether the dear visits of {channel} are the right ones.", channel=name)
            )
            found.append(Finding(
                "visits", "unclear", claim,
                more_text(look, more, "visits"), Show(look.view, (channel,), "conversion_rate", "funnel"), (channel,),
                "conversion_rate", other.interval(judgement.of(other).level), judgement.of(other).level,
                more.needed, "visits", stake,
            ))  # fmt: skip
    return [*found, *_visits_wanted(look)]


def _box(
    look: Look, judgement: Judgement, channel: int, cheap: Comparison, right: Comparison, stake: float | None
) -> Finding:
    values = {
        "channel": look.names[channel],
        "cost": look.each(cheap.n1 / cheap.k1) if cheap.k1 else look.money(cheap.n1),
        "others": look.each(cheap.n2 / cheap.k2) if cheap.k2 else look.money(cheap.n2),
        "rate": look.rate(right.k1 / right.n1),
        "rate_others": look.rate(right.k2 / right.n2),
    }
    claims = {
        (True, True): tr("{channel} brings cheap visits that convert: more of these.", **values),
        (True, False): tr("{channel} brings cheap visits, but not the right ones.", **values),
        (False, True): tr("{channel} brings the right visits at a high price.", **values),
        (False, False): tr("{channel} brings dear visits, and not the right ones.", **values),
    }
    level = judgement.of(right).level
    return Finding(
        "visits", "good" if right.higher else "bad", claims[cheap.higher, right.higher],
        tr("A visit costs {cost}, elsewhere {others}; {rate} become leads, elsewhere {rate_others}.", **values),
        Show(look.view, (channel,), "conversion_rate", "funnel"), (channel,), "conversion_rate", right.interval(level),
        level, at_stake=stake,
    )  # fmt: skip


def _visits_wanted(look: Look) -> list[Finding]:
    """How many visits the goal for customers takes at today's rates; what is over takes none any more."""
    now = pace(look, GOALS["goal_customers"])
    close, conversion, so_far = look.total("lead_to_customer"), look.total("conversion_rate"), look.total("visits")
    if now is None or (now.over and look.days is not None):
        return []
    if so_far is None or not close or not conversion or close > 1.0 or conversion > 1.0:
        return []
    wanted = now.goal / (close * conversion)
    more = wanted - so_far
    values = {"n": look.whole(more), "goal": look.count(now.goal), "so_far": look.count(so_far)}
    verdict = now.verdict
    if verdict == "good":
        claim = tr("There are enough visits for the goal of {goal} customers.", **values)
    elif verdict == "bad":
        claim = tr("There are too few visits for the goal of {goal} customers.", **values)
    else:
        claim = tr("Cannot tell yet whether there are enough visits for the goal of {goal} customers.", **values)
    text = tr("At today's rates the {so_far} so far are as many as it takes.", **values)
    if more >= 0.5:
        text = tr("At today's rates it takes {n} more than the {so_far} so far.", **values)
    return [Finding(
        "visits", verdict, claim, text, Show(look.view, (), "visits", "funnel"), metric="visits", interval=now.finish,
        level=None if now.finish is None else now.finish.level, at_stake=lead_worth(look, abs(more) * conversion),
        assumption="" if now.over else tr("Even days are assumed."),
    )]  # fmt: skip


def dearer_cheaper(look: Look) -> Rule:
    """What changed since the last period? Customers per cost, the latest closed period against the one before."""
    if look.latest is None or not look.before:
        yield []
        return []
    now, before = look.latest, look.before[-1]
    if look.redefined("cac", before, now):
        yield []
        return []
    sums = [look.sums("total_cost", "customers", periods=(period,)) for period in (now, before)]
    both = sums[0].known & sums[1].known
    columns = [each[id_].tolist() for each in sums for id_ in ("customers", "total_cost")]
    pairs: dict[int | None, Comparison] = {
        channel: Comparison("counts", *(column[channel] for column in columns))
        for channel in np.flatnonzero(both).tolist()
    }
    if len(pairs) > 1:
        pairs[None] = Comparison("counts", *(each.over(both)[i] for each in sums for i in ("customers", "total_cost")))
    judgement = yield list(pairs.values())
    found: list[Finding] = []
    for place, pair in pairs.items():
        if not judgement.called(pair) or not pair.k1 or not pair.k2:
            continue
        channels = () if place is None else (place,)
        level, cheaper = judgement.of(pair).level, pair.higher
        values = {"cac": look.each(pair.n1 / pair.k1), "was": look.each(pair.n2 / pair.k2),
                  "period": look.period_name(now), "before": look.period_name(before)}  # fmt: skip
        if place is None:
            claim = tr("Customers became cheaper.") if cheaper else tr("Customers became dearer.")
        elif cheaper:
            claim = tr("Customers of {channel} became cheaper.", channel=look.names[place])
        else:
            claim = tr("Customers of {channel} became dearer.", channel=look.names[place])
        found.append(Finding(
            "cheaper" if cheaper else "dearer", "good" if cheaper else "bad", claim,
            tr("{cac} each in {period}, {was} in {before}.", **values), Show(look.base(now), channels, "cac", "trend"),
            channels, "cac", pair.interval(level), level, at_stake=abs(pair.n1 / pair.k1 - pair.n2 / pair.k2) * pair.k1,
        ))  # fmt: skip
    return found


def creep(look: Look) -> Rule:
    """Are costs per MQL or SQL creeping up? Up three times running, and the first against the last called."""
    if look.latest is None or len(look.before) < 3:
        yield []
        return []
    run = (*look.before[-3:], look.latest)
    if not all(look.follows(later, earlier) for earlier, later in pairwise(run)):
        yield []
        return []
    rows: dict[str, tuple[list[tuple[float, float]], Comparison]] = {}
    for stage in ("mqls", "sqls"):
        if look.redefined(f"cost_per_{stage[:-1]}", run[0], run[-1]):
            continue
        sums = [look.sums("total_cost", stage, periods=(period,)) for period in run]
        same = np.logical_and.reduce([each.known for each in sums])
        if not same.any():
            continue
        points = [(s.over(same)["total_cost"], s.over(same)[stage]) for s in sums]
        if all(cost > 0.0 and k > 0.0 for cost, k in points):
            (first_cost, first), (last_cost, last) = points[0], points[-1]
            rows[stage] = points, Comparison("counts", last, last_cost, first, first_cost)
    judgement = yield [pair for _, pair in rows.values()]
    found: list[Finding] = []
    for stage, (points, pair) in rows.items():
        costs = [cost / k for cost, k in points]
        rising = all(later > earlier for earlier, later in pairwise(costs))
        judged = judgement.of(pair)
        if not rising or not judged.enough or (judged.called and pair.slight):
            continue  # risen, and practically the same
        metric = f"cost_per_{stage[:-1]}"
        values = {"cost": tr(look.catalog.record(metric).label), "first": look.each(costs[0]),
                  "last": look.each(costs[-1]), "period": look.period_name(run[0])}  # fmt: skip
        level = judged.level
        called = judgement.lower(pair)
        claim = (
            tr("{cost} is creeping up.", **values)
            if called
            else tr("Cannot tell yet whether {cost} is creeping up.", **values)
        )
        found.append(Finding(
            "creep", "bad" if called else "unclear", claim,
            tr("It rose three times running, from {first} in {period} to {last}.", **values),
            Show(look.base(run[-1]), (), metric, "trend"), (), metric, pair.interval(level), level,
            at_stake=(costs[-1] - costs[0]) * points[-1][1],
        ))  # fmt: skip
    return found
