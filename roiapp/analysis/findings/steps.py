"""The steps from visit to customer: which is weak where, and what a qualified lead is worth."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.analysis.comparisons import ENOUGH_EXPECTED
from roiapp.analysis.findings.family import Comparison, Judgement
from roiapp.analysis.findings.finding import Finding, Show
from roiapp.analysis.findings.kinds import more_of, more_text
from roiapp.analysis.range_rules import RateRule, rule_of
from roiapp.analysis.ranges import figure_range, lagging, step_lags
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
    known = [stage for stage in STAGES if stage in look.sheet.columns]
    found: list[Step] = []
    for base, count in pairwise(known):
        metric = rate_of(look.catalog, count, base)
        if metric is not None:
            found += channel_steps(look, metric, base, count)
    return found


def channel_steps(look: Look, metric: str, base: str, count: str) -> list[Step]:
    """One step of every channel that has both counts."""
    sums = look.sums(base, count)
    others_n, others_k = sums.others(base), sums.others(count)
    late = lagging(look.figures, metric) | step_lags(look.figures, metric)
    found: list[Step] = []
    for channel in np.flatnonzero(sums.known).tolist():
        k, n = float(sums[count][channel]), float(sums[base][channel])
        kind = "counts" if late[channel] else "rates"
        pair = Comparison(kind, k, n, float(others_k[channel]), float(others_n[channel]))  # type: ignore[arg-type]
        found.append(Step(metric, base, count, channel, pair))
    return found


def _missed(look: Look, step: Step, later: dict[str, float | None]) -> float | None:
    """Gross profit that the step would bring beyond today's at the rate of the others; below 0 where it is better."""
    pair = step.pair
    if not (pair.n1 > 0.0 and pair.n2 > 0.0):
        return None
    onward, each = later[step.part], look.total("break_even_cac")
    if onward is None or each is None:
        return None
    return (pair.k2 / pair.n2 - pair.k1 / pair.n1) * pair.n1 * onward * each


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
    missed = [(value, step) for step in steps if (value := _missed(look, step, later)) is not None and value > 0.0]
    called = [(value, step) for value, step in missed if judgement.lower(step.pair)]
    if called:
        return [_weak(look, judgement, *max(called, key=lambda each: each[0]))]
    open_ = [(v, s) for v, s in missed if judgement.of(s.pair).enough and not judgement.of(s.pair).called]
    if not open_:
        return []
    value, step = max(open_, key=lambda each: each[0])
    pair = step.pair
    needed = more_of(pair, judgement) if pair.kind == "rates" else None
    if needed == 0:
        return []  # enough is there, and no difference worth having
    label = tr(look.catalog.record(step.metric).label)
    return [Finding(
        "weak_step", "unclear", tr("Cannot tell yet which step is the weak one."),
        " ".join(each for each in (
            tr("{step} of {channel} is {rate}, of the others {others}.", step=label, channel=look.names[step.channel],
               rate=look.rate(pair.k1 / pair.n1), others=look.rate(pair.k2 / pair.n2)),
            more_text(look, needed, step.base),
        ) if each),
        Show(look.view, (step.channel,), step.metric, "funnel"), (step.channel,), step.metric,
        pair.interval(judgement.of(pair).level), judgement.of(pair).level, needed,
        step.base if needed is not None else "", value,
    )]  # fmt: skip


def _weak(look: Look, judgement: Judgement, value: float, step: Step) -> Finding:
    pair, name = step.pair, look.names[step.channel]
    level = judgement.of(pair).level
    label = tr(look.catalog.record(step.metric).label)
    return Finding(
        "weak_step", "bad", tr("The weakest step: {step} of {channel}.", step=label, channel=name),
        tr("It is {rate}, of the others {others}. At their rate it would bring about {profit} more gross profit.",
           rate=look.rate(pair.k1 / pair.n1), others=look.rate(pair.k2 / pair.n2), profit=look.money(value)),
        Show(look.view, (step.channel,), step.metric, "funnel"), (step.channel,), step.metric, pair.interval(level),
        level, at_stake=value,
        assumption=tr("That the later steps and the profit of a sale stay as they are is assumed."),
    )  # fmt: skip


def best_mql(look: Look) -> Rule:
    """Which channel brings the best MQLs?"""
    if "mqls" not in look.sheet.columns:
        yield []
        return []
    steps = channel_steps(look, "mql_to_customer", "mqls", "customers")
    judgement = yield [step.pair for step in steps]
    money = look.sums("gross_profit", "mqls")
    worth = {
        step.channel: float(money["gross_profit"][step.channel] / step.pair.n1)
        for step in steps
        if step.pair.n1 > 0.0 and not math.isnan(money["gross_profit"][step.channel])
    }
    steps = [step for step in steps if step.channel in worth and step.pair.n2 > 0.0 and judgement.of(step.pair).enough]
    if len(steps) < 2:
        return []
    called = [step for step in steps if judgement.higher(step.pair)]
    best = max(called or steps, key=lambda step: worth[step.channel])
    pair, level = best.pair, judgement.of(best.pair).level
    sentence = tr(
        "{rate} of its MQLs became customers, of the others {others}: {profit} gross profit per MQL.",
        rate=look.rate(pair.k1 / pair.n1), others=look.rate(pair.k2 / pair.n2), profit=look.each(worth[best.channel]),
    )  # fmt: skip
    show = Show(look.view, (best.channel,), "mql_to_customer", "funnel")
    stake = abs(pair.k1 / pair.n1 - pair.k2 / pair.n2) * pair.n1 * (look.total("break_even_cac") or 0.0)
    if called:
        return [Finding(
            "best_mql", "good", tr("{channel} brings the best MQLs.", channel=look.names[best.channel]), sentence, show,
            (best.channel,), "mql_to_customer", pair.interval(level), level, at_stake=stake,
        )]  # fmt: skip
    needed = more_of(pair, judgement) if pair.kind == "rates" else None
    return [Finding(
        "best_mql", "unclear",
        tr("Cannot tell yet which channel brings the best MQLs: {channel} is ahead.", channel=look.names[best.channel]),
        f"{sentence} {more_text(look, needed, 'mqls')}".strip(), show, (best.channel,), "mql_to_customer",
        pair.interval(level), level, needed, "mqls" if needed is not None else "", stake,
    )]  # fmt: skip


def near_sale(look: Look) -> Rule:
    """How near to a sale is a qualified lead?"""
    yield []
    found: list[Finding] = []
    for stage, label in (("mqls", tr("An MQL")), ("sqls", tr("An SQL"))):
        sums = look.sums(stage, "customers", "gross_profit").over()
        if not sums[stage]:
            continue
        each = sums["gross_profit"] / sums[stage]
        metric = rate_of(look.catalog, "customers", stage)
        interval = figure_range(look.figures, metric, None, 0.95) if metric else None
        show = Show(look.view, (), metric or stage, "funnel")
        figures = {
            "lead": label,
            "one_in": look.count(sums[stage] / sums["customers"]) if sums["customers"] else "",
            "profit": look.each(each),
            "customers": look.count(sums["customers"]),
            "stage": look.count(sums[stage]),
        }
        if sums["customers"] < ENOUGH_EXPECTED:
            found.append(Finding(
                "near_sale", "unclear", tr("Cannot tell yet how near to a sale a qualified lead is."),
                tr("{customers} of {stage} became customers; from five on it can be told.", **figures), show,
                metric=metric or "", interval=interval, level=None if interval is None else 0.95,
                needed=math.ceil(ENOUGH_EXPECTED - sums["customers"]), needed_of="customers",
                at_stake=abs(each),
            ))  # fmt: skip
            continue
        days = look.total("sales_cycle_days")
        text = tr("One in {one_in} became a customer.", **figures)
        if days is not None:
            text += " " + tr("From lead to customer it takes {days} days.", days=look.days_text(days))
        found.append(Finding(
            "near_sale", "good" if each > 0.0 else "bad",
            tr("{lead} brings {profit} in gross profit.", **figures), text, show, metric=metric or "",
            interval=interval, level=None if interval is None else 0.95, at_stake=abs(each),
        ))  # fmt: skip
    return found
