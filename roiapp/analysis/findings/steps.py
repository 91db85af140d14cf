"""The steps from visit to customer, and which is weak where."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.findings.costs import compared
from roiapp.analysis.findings.family import Comparison, Judgement
from roiapp.analysis.findings.finding import Finding, Show
from roiapp.analysis.findings.kinds import more_of, more_text
from roiapp.analysis.range_rules import RateRule, rule_of
from roiapp.core.formula import Name
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule
    from roiapp.core.catalog import Catalog

#: what a customer passes, in this order
STAGES: Final = ("visits", "leads", "mqls", "sqls", "opportunities", "customers")


@lru_cache(maxsize=8)
def rate_of(catalog: Catalog, count: str, base: str) -> str | None:
    """The metric that is count ÷ base."""
    for metric in catalog.metrics:
        rule = rule_of(catalog, metric.id)
        if isinstance(rule, RateRule) and rule.count == Name(count) and rule.base == Name(base):
            return metric.id
    return None


class Step(NamedTuple):
    """One step of one channel beside the same step of all others."""

    metric: str
    base: str
    part: str
    channel: int
    pair: Comparison


def steps_of(look: Look) -> list[Step]:
    """Every step between stages that follow one another in this document, for every channel that has both."""
    known = [stage for stage in STAGES if look.counted(stage)]
    found: list[Step] = []
    for base, count in pairwise(known):
        metric = rate_of(look.catalog, count, base)
        if metric is not None:
            found += channel_steps(look, metric, base, count)
    return found


def channel_steps(look: Look, metric: str, base: str, count: str) -> list[Step]:
    """One step of every channel that has both counts, where the others have them too."""
    sums = look.rates(base, count)
    pairs = compared(sums, base, count, look.kinds(metric, sums[base]))
    return [Step(metric, base, count, channel, pair) for channel, pair in pairs.items()]


def _missed(step: Step, later: dict[str, float | None]) -> float | None:
    """Customers that the step would bring beyond today's at the rate of the others; below 0 where it is better."""
    pair, onward = step.pair, later[step.part]
    return None if onward is None else (pair.k2 / pair.n2 - pair.k1 / pair.n1) * pair.n1 * onward


def onward(look: Look) -> dict[str, float | None]:
    """By stage: how many customers come of one, over all channels that know both."""
    found: dict[str, float | None] = {"customers": 1.0}
    for stage in STAGES[:-1]:
        sums = look.sums(stage, "customers").over()
        found[stage] = sums["customers"] / sums[stage] if sums[stage] else None
    return found


def weak_step(look: Look) -> Rule:
    """What would raise lead conversion? The step called below the others' that costs most."""
    steps = steps_of(look)
    judgement = yield [step.pair for step in steps]
    later = onward(look)
    missed = [(lost, step) for step in steps if (lost := _missed(step, later)) is not None and lost > 0.0]
    called = [(value, step) for value, step in missed if judgement.lower(step.pair)]
    if called:
        return [_weak(look, judgement, *max(called, key=lambda each: each[0]))]
    open_ = [(v, s) for v, s in missed if judgement.of(s.pair).enough and not judgement.of(s.pair).called]
    if not open_:
        return []
    lost, step = max(open_, key=lambda each: each[0])
    pair = step.pair
    more = more_of(pair, judgement) if pair.kind == "rates" else None
    needed = more.needed if more is not None else None
    if needed == 0:
        return []  # enough is there, and no difference worth having
    label = tr(look.catalog.record(step.metric).label)
    return [Finding(
        "weak_step", "unclear", tr("Cannot tell yet which step is the weak one."),
        " ".join(each for each in (
            tr("{step} of {channel} is {rate}, of the others {others}.", step=label, channel=look.names[step.channel],
               rate=look.rate(pair.k1 / pair.n1), others=look.rate(pair.k2 / pair.n2)),
            more_text(look, more, step.base),
        ) if each),
        Show(look.view, (step.channel,), step.metric, "funnel"), (step.channel,), step.metric,
        pair.interval(judgement.of(pair).level), judgement.of(pair).level, needed,
        step.base if needed is not None else "", _profit(look, lost),
    )]  # fmt: skip


def _profit(look: Look, customers: float) -> float | None:
    each = look.total("break_even_cac")
    return None if each is None else abs(customers * each)


def _weak(look: Look, judgement: Judgement, lost: float, step: Step) -> Finding:
    pair, name, profit = step.pair, look.names[step.channel], _profit(look, lost)
    level = judgement.of(pair).level
    label = tr(look.catalog.record(step.metric).label)
    rates = {"rate": look.rate(pair.k1 / pair.n1), "others": look.rate(pair.k2 / pair.n2)}
    if profit is None:
        text = tr("It is {rate}, of the others {others}. At their rate it would bring about {n} more customers.",
                  n=look.count(math.floor(lost * 10.0 + 0.5) / 10.0), **rates)  # fmt: skip
        assumption = tr("That the later steps stay as they are is assumed.")
    else:
        text = tr("It is {rate}, of the others {others}. At their rate it would bring about {profit} more gross "
                  "profit.", profit=look.money(profit), **rates)  # fmt: skip
        assumption = tr("That the later steps and the profit of a sale stay as they are is assumed.")
    return Finding(
        "weak_step", "bad", tr("The weakest step: {step} of {channel}.", step=label, channel=name), text,
        Show(look.view, (step.channel,), step.metric, "funnel"), (step.channel,), step.metric, pair.interval(level),
        level, at_stake=profit, assumption=assumption,
    )  # fmt: skip
