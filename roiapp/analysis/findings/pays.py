"""What each channel's spend brings, and which pays best."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from roiapp.analysis.findings.family import Comparison
from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.findings.look import WORTH_SAYING
from roiapp.analysis.money_ranges import roi_interval
from roiapp.analysis.profit_ranges import profit_of_channels
from roiapp.analysis.range_rules import ProfitRule, rule_of
from roiapp.analysis.sample_size import needed_for_roi
from roiapp.analysis.statistics import Interval
from roiapp.language import list_text, tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule

LEVEL = 0.95
"""A channel against its own break-even or goal is a decision by itself."""


class Payer(NamedTuple):
    """A channel whose ROI can be judged: its sums over the cells that ROI is made of.

    `each` is the gross profit that one customer brings; `borrowed`: from all channels, since this one has no sale and
    no price yet. `goal` is the ROI it is held against, 0 where none is set.
    """

    channel: int
    customers: float
    cost: float
    profit: float
    each: float
    borrowed: bool
    interval: Interval
    goal: float

    @property
    def verdict(self) -> Verdict:
        if self.interval.above(self.goal):
            return "good"
        return "bad" if self.interval.below(self.goal) else "unclear"

    @property
    def wanted(self) -> float:
        """The customers it takes to reach the goal."""
        return self.break_even * (1.0 + self.goal)

    @property
    def break_even(self) -> float:
        """The customers it takes to break even."""
        return self.cost / self.each if self.each > 0.0 else math.inf


def payers(look: Look) -> list[Payer]:
    """Every channel with a cost and a range of its ROI."""
    return look.once("payers", _payers)


def _payers(look: Look) -> list[Payer]:
    sums = look.sums("total_cost", "gross_profit", "customers")
    known = sums.known
    rule = rule_of(look.catalog, "roi")
    assert isinstance(rule, ProfitRule)
    low, high = profit_of_channels(look.figures, rule, slice(None), LEVEL)
    usual = look.total("break_even_cac")
    typed = look.block("break_even_cac", look.view.periods)
    priced = ~np.isnan(typed) & ~np.isnan(look.block("total_cost", look.view.periods))
    cells = np.count_nonzero(priced, axis=0)
    prices = np.where(priced, typed, 0.0).sum(axis=0) / np.maximum(cells, 1)
    found: list[Payer] = []
    for channel in np.flatnonzero(known).tolist():
        cost, profit = float(sums["total_cost"][channel]), float(sums["gross_profit"][channel])
        customers = float(sums["customers"][channel])
        if not cost > 0.0:
            continue
        borrowed = False
        if customers > 0.0:
            each = profit / customers
        elif cells[channel]:
            each = float(prices[channel])
        elif usual is not None:
            each, borrowed = usual, True
        else:
            continue
        if math.isnan(low[channel]):
            interval = roi_interval(customers, each, cost, LEVEL) if borrowed else None
        else:
            interval = Interval(float(low[channel]), float(high[channel]), LEVEL)
        if interval is not None:
            goal = _goal(look, channel)
            found.append(Payer(channel, customers, cost, profit, each, borrowed, interval, goal))
    return found


def _goal(look: Look, channel: int) -> float:
    """The ROI wanted of a channel, else of all, else breaking even; a roll-up has none."""
    if look.view.rollup:
        return 0.0
    own = look.value("goal_roi", channel)
    if own is None:
        typed = look.sheet.total_value("goal_roi", look.view.periods[0])
        own = None if math.isnan(typed) else typed
    return own or 0.0


def pays(look: Look) -> Rule:
    """What does each channel's spend bring?"""
    yield []
    found = [_judged(look, payer) for payer in payers(look)]
    return [each for each in (*found, *_free(look)) if each is not None]


def _judged(look: Look, payer: Payer) -> Finding | None:
    verdict = payer.verdict
    if verdict == "unclear":
        return _unclear(look, payer)
    values = {"channel": look.names[payer.channel], "level": look.share(LEVEL)}
    if payer.goal:
        values["goal"] = look.roi(payer.goal)
    if verdict == "good":
        values |= _per_one(look, payer.profit / payer.cost)
        claim = tr("{channel} pays.", **values)
        if payer.goal:
            claim = tr("{channel} reaches its target ROI of {goal}.", **values)
            text = tr("Each {one} brought back {per_one} in gross profit. Its whole {level} range is above the target.",
                      **values)  # fmt: skip
        else:
            text = tr("Each {one} brought back {per_one} in gross profit. Its whole {level} range is above break-even.",
                      **values)  # fmt: skip
    else:
        values |= {"spent": look.money(payer.cost), "profit": look.money(payer.profit)}
        claim = tr("{channel} loses money.", **values)
        text = tr("{spent} spent, {profit} gross profit back. Its whole {level} range is below break-even.", **values)
        if payer.goal and not payer.interval.below(0.0):
            claim = tr("{channel} misses its target ROI of {goal}.", **values)
            text = tr("{spent} spent, {profit} gross profit back. Its whole {level} range is below the target.",
                      **values)  # fmt: skip
    return Finding(
        "pays" if verdict == "good" else "loses", verdict, claim, text,
        Show(look.view, (payer.channel,), "roi", "roi"), (payer.channel,), "roi", payer.interval, LEVEL,
        at_stake=abs(payer.profit - payer.cost), assumption=_borrowed(look, payer),
    )  # fmt: skip


def _per_one(look: Look, ratio: float) -> dict[str, str]:
    one, per_one = look.format.per_one(ratio)
    return {"one": one, "per_one": per_one}


def _borrowed(look: Look, payer: Payer) -> str:
    if not payer.borrowed:
        return ""
    return tr(
        "It has no sale and no price yet: {profit} gross profit per sale, as for all channels, is assumed.",
        profit=look.each(payer.each),
    )


def _unclear(look: Look, payer: Payer) -> Finding | None:
    # A goal that any result reaches, or none, leaves nothing to wait for.
    if look.cost_share[payer.channel] < WORTH_SAYING or not 0.0 < payer.wanted < math.inf:
        return None
    name = look.names[payer.channel]
    leads = look.sums("leads")["leads"][payer.channel]
    more = needed_for_roi(payer.customers, payer.wanted, float(leads), LEVEL)
    needed = more.needed if more is not None else None
    customers = {"n": look.count(payer.customers), "even": look.format.text(
        payer.wanted, look.catalog.record("break_even_customers").unit)}  # fmt: skip
    plural = look.plural(payer.customers)
    if payer.goal:
        claim = tr("Cannot tell yet whether {channel} reaches its target ROI.", channel=name)
        has = trn("It has {n} customer; {even} would reach it.", "It has {n} customers; {even} would reach it.",
                  plural, **customers)  # fmt: skip
    else:
        claim = tr("Cannot tell yet whether {channel} pays.", channel=name)
        has = trn("It has {n} customer; {even} would break even.", "It has {n} customers; {even} would break even.",
                  plural, **customers)  # fmt: skip
    if needed is not None:
        then = trn("About {n} more lead would tell.", "About {n} more leads would tell.", needed, n=look.count(needed))
    elif more is not None:
        then = tr("It is so close that waiting will not tell.")
    elif payer.customers > 0.0:
        then = tr("How many leads would tell cannot be said as long as it has no leads.")
    else:
        then = tr("Without a customer it would be called a loss from {cost} of cost.",
                  cost=look.money(_LOST_FROM * payer.each / (1.0 + payer.goal)))  # fmt: skip
    return Finding(
        "pays", "unclear", claim, f"{has} {then}", Show(look.view, (payer.channel,), "roi", "roi"), (payer.channel,),
        "roi", payer.interval, LEVEL, needed, "leads" if needed is not None else "",
        abs(payer.profit - payer.cost), _borrowed(look, payer),
    )  # fmt: skip


_LOST_FROM = -math.log(0.025)
"""Customers to break even from which none at all is called a loss: 3.69."""


def _free(look: Look) -> list[Finding]:
    """Channels that cost nothing have no ROI: what they brought is said by itself."""
    sums = look.sums("total_cost", "net_return")
    found = []
    for channel in np.flatnonzero(sums.known).tolist():
        back = float(sums["net_return"][channel])
        if float(sums["total_cost"][channel]) == 0.0 and back != 0.0:
            good = back > 0.0
            claim = (
                tr("{channel} brought {profit} without any cost.", channel=look.names[channel], profit=look.money(back))
                if good
                else tr("{channel} lost {loss} on its sales.", channel=look.names[channel], loss=look.money(-back))
            )
            found.append(
                Finding(
                    "pays" if good else "loses", "good" if good else "bad", claim,
                    tr("There is no ROI without a cost. Own hours and fees would show what it really costs."),
                    Show(look.view, (channel,), "net_return", "roi"), (channel,), "net_return", at_stake=abs(back),
                )
            )  # fmt: skip
    return found


def pays_best(look: Look) -> Rule:
    """Which pays best? The channel at the top, and all that are not called worse."""
    paying = [each for each in payers(look) if each.verdict == "good" and each.each > 0.0 and each.customers > 0.0]
    paying.sort(key=lambda each: -each.customers / each.break_even)
    if len(paying) < 2:
        yield []
        return []
    top = paying[0]
    # The top was chosen by looking: any of all pairs could have stood here.
    tries = len(paying) / 2.0
    pairs = [
        Comparison("counts", top.customers, top.break_even, each.customers, each.break_even, tries)
        for each in paying[1:]
    ]
    judged = yield pairs
    best = [top] + [each for each, pair in zip(paying[1:], pairs, strict=True) if not judged.higher(pair)]
    channels = tuple(each.channel for each in best)
    names = list_text([look.names[each] for each in channels])
    show = Show(look.view, channels, "roi", "roi")
    stake = math.fsum(each.profit - each.cost for each in best)
    if 2 * len(best) > len(paying):
        return [Finding(
            "pays_best", "unclear", tr("No clear best channel."),
            tr("Of {all} channels that pay, {n} may be the best: {channels}.", all=look.count(len(paying)),
               n=look.count(len(best)), channels=names),
            show, channels, "roi", at_stake=stake,
        )]  # fmt: skip
    ratio = math.fsum(each.profit for each in best) / math.fsum(each.cost for each in best)
    claim = trn("{channels} pays best.", "{channels} pay best.", len(best), channels=names)
    text = tr("Each {one} brought back {per_one} in gross profit, on average so far.", **_per_one(look, ratio))
    runner_up = next(pair for pair in pairs if judged.higher(pair))
    level = judged.of(runner_up).level
    return [Finding(
        "pays_best", "good", claim, text, show, channels, "roi", runner_up.interval(level), level, at_stake=stake,
        assumption=_next_customer(look, top.channel),
    )]  # fmt: skip


def _next_customer(look: Look, channel: int) -> str:
    cost = look.value("next_customer_cost", channel)
    if cost is None:
        return ""
    return tr(
        "The next customer of {channel} costs about {cost}, if the return follows the spend with an elasticity of "
        "{elasticity}: an assumption.",
        channel=look.names[channel], cost=look.each(cost),
        elasticity=look.format.text(look.sheet.settings.elasticity, look.catalog.field["elasticity"].unit),
    )  # fmt: skip
