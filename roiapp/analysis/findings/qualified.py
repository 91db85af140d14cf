"""Which channel brings the best qualified leads, and how near to a sale a qualified lead is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from roiapp.analysis.comparisons import ENOUGH_EXPECTED
from roiapp.analysis.findings.finding import Finding, Show
from roiapp.analysis.findings.kinds import more_of, more_text
from roiapp.analysis.findings.steps import channel_steps, rate_of
from roiapp.analysis.ranges import counts_lag
from roiapp.analysis.statistics import wilson
from roiapp.language import list_text, tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule

LEVEL: Final = 0.95


def best_mql(look: Look) -> Rule:
    """Which channel brings the best MQLs? Those whose MQLs buy more often than the others', and bring more profit."""
    if "mqls" not in look.sheet.columns:
        yield []
        return []
    steps = channel_steps(look, "mql_to_customer", "mqls", "customers")
    judgement = yield [step.pair for step in steps]
    worth = _worth(look)
    steps = [step for step in steps if step.channel in worth and judgement.of(step.pair).enough]
    if len(steps) < 2:
        return []
    called = [step for step in steps if judgement.higher(step.pair) and worth[step.channel][0] > worth[step.channel][1]]
    called.sort(key=lambda step: -worth[step.channel][0])
    open_ = [step for step in steps if not judgement.of(step.pair).called]
    if not called and not open_:
        return []
    best = called[0] if called else max(open_, key=lambda step: worth[step.channel][0])
    pair, level = best.pair, judgement.of(best.pair).level
    sentence = tr(
        "Of the MQLs of {channel} {rate} became customers, of the others' {others}: {profit} and {profit_others} gross "
        "profit per MQL.",
        channel=look.names[best.channel], rate=look.rate(pair.k1 / pair.n1), others=look.rate(pair.k2 / pair.n2),
        profit=look.each(worth[best.channel][0]), profit_others=look.each(worth[best.channel][1]),
    )  # fmt: skip
    channels = tuple(step.channel for step in called) or (best.channel,)
    show = Show(look.view, channels, "mql_to_customer", "funnel")
    stake = abs(pair.k1 / pair.n1 - pair.k2 / pair.n2) * pair.n1 * abs(look.total("break_even_cac") or 0.0)
    if called:
        claim = trn(
            "{channels} brings better MQLs than the others.", "{channels} bring better MQLs than the others.",
            len(called), channels=list_text([look.names[each] for each in channels]),
        )  # fmt: skip
        return [Finding(
            "best_mql", "good", claim, sentence, show, channels, "mql_to_customer", pair.interval(level), level,
            at_stake=stake,
        )]  # fmt: skip
    more = more_of(pair, judgement) if pair.kind == "rates" else None
    needed = more.needed if more is not None else None
    return [Finding(
        "best_mql", "unclear",
        tr("Cannot tell yet which channel brings the best MQLs: {channel} is ahead.", channel=look.names[best.channel]),
        f"{sentence} {more_text(look, more, 'mqls')}".strip(), show, (best.channel,), "mql_to_customer",
        pair.interval(level), level, needed, "mqls" if needed is not None else "", stake,
    )]  # fmt: skip


def _worth(look: Look) -> dict[int, tuple[float, float]]:
    """Gross profit per MQL of each channel and of all others, over the cells that know both."""
    money = look.sums("mqls", "gross_profit")
    rows = zip(*(c.tolist() for c in (money["gross_profit"], money["mqls"], money.others("gross_profit"),
                                      money.others("mqls"))), strict=True)  # fmt: skip
    return {
        channel: (own / mqls, rest / of_rest)
        for channel, (own, mqls, rest, of_rest) in enumerate(rows)
        if mqls > 0.0 and of_rest > 0.0
    }


def near_sale(look: Look) -> Rule:
    """How near to a sale is a qualified lead? How many of them buy, what one brings, how long it takes."""
    yield []
    found = (_near(look, "mqls"), _near(look, "sqls"))
    return [each for each in found if each is not None]


def _near(look: Look, stage: str) -> Finding | None:
    sums = look.sums(stage, "customers", "gross_profit").over()
    leads, customers = sums[stage], sums["customers"]
    if not leads or customers > leads:
        return None
    metric = rate_of(look.catalog, "customers", stage) or stage
    interval = None if counts_lag(look.figures, "customers", stage) else wilson(customers, leads, LEVEL)
    profit, show = sums["gross_profit"] / leads, Show(look.view, (), metric, "funnel")
    figures = {"rate": look.rate(customers / leads), "customers": look.count(customers), "stage": look.count(leads),
               "profit": look.each(profit), "level": look.share(LEVEL)}  # fmt: skip
    if customers < ENOUGH_EXPECTED:
        return Finding(
            "near_sale", "unclear",
            tr("Cannot tell yet how near to a sale an MQL is.") if stage == "mqls" else tr(
                "Cannot tell yet how near to a sale an SQL is."),
            tr("{customers} of {stage} became customers; from five on it can be told.", **figures), show,
            metric=metric, interval=interval, level=None if interval is None else LEVEL,
            needed=math.ceil(ENOUGH_EXPECTED - customers), needed_of="customers",
        )  # fmt: skip
    claim = tr("An MQL brings {profit} in gross profit.", **figures) if stage == "mqls" else tr(
        "An SQL brings {profit} in gross profit.", **figures)  # fmt: skip
    if interval is None or interval.low is None or interval.high is None:
        sentences = [tr("There were {customers} customers to {stage} of them, not all of one group.", **figures)]
    else:
        sentences = [tr("{rate} of them became customers; the {level} range is {low} to {high}.",
                        low=look.rate(interval.low), high=look.rate(interval.high), **figures)]  # fmt: skip
    days = _days_from(look, stage)
    if days is not None:
        sentences.append(tr("It takes {days} days.", days=look.days_text(days)))
    return Finding(
        "near_sale", "good" if profit > 0.0 else "bad", claim, " ".join(sentences), show, metric=metric,
        interval=interval, level=None if interval is None else LEVEL,
    )  # fmt: skip


def _days_from(look: Look, stage: str) -> float | None:
    """Days from a stage to the sale by the stages between, None where one is unknown."""
    between = ("days_to_sql", "days_to_opportunity", "days_to_close")[0 if stage == "mqls" else 1 :]
    days = [look.total(each) for each in between]
    return None if any(each is None for each in days) else math.fsum(each or 0.0 for each in days)
