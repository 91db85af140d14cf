"""Whether the figures can be trusted, and whether the channels' claims fit the books."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.analysis.findings.finding import Finding, Show
from roiapp.analysis.findings.look import WORTH_SAYING
from roiapp.core.checks import DataWarning, warnings
from roiapp.core.evaluation import exact_sum
from roiapp.language import tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule

CLAIMED_FROM, CLAIMED_TO = 0.7, 1.1
#: warnings that make a figure doubtful, whatever they are worth
_DOUBTFUL: Final = ("part_exceeds_whole", "outlier", "revenue_differs", "spend_without_results")


def credit(look: Look) -> Rule:
    """Do the channels' claims fit the books?"""
    yield []
    share, actual, claimed = look.total("credited_share"), look.total("actual_customers"), look.total("customers")
    if share is None or actual is None or claimed is None:
        return []
    both = [
        (exact_sum(column[~np.isnan(column)].tolist()), typed)
        for period in look.view.periods
        if not math.isnan(typed := look.sheet.total_value("actual_customers", period))
        and not np.isnan(column := look.column(period, "customers")).all()
    ]
    claimed, actual = math.fsum(k for k, _ in both), math.fsum(t for _, t in both)
    if CLAIMED_FROM <= share <= CLAIMED_TO:
        return []
    apart = round(abs(claimed - actual))
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


def trust(look: Look) -> Rule:
    """Can the figures be trusted?"""
    yield []
    warned = warnings(look.sheet, look.catalog, look.calculator, look.view)
    found = [_to_check(look, each) for each in warned if each.level == "check" and each.id in _DOUBTFUL]
    found += _left_out(look)
    found += _open(look)
    found += _no_hours(look)
    found += _late(look)
    return found


def _to_check(look: Look, warning: DataWarning) -> Finding:
    channels = () if warning.channel is None else (warning.channel,)
    view = look.view if warning.period is None else look.base(warning.period)
    claim = tr("Check this figure.") if not channels else tr("Check {channel}.", channel=look.names[channels[0]])
    cost = look.sums("total_cost")["total_cost"]
    stake = None if not channels or math.isnan(cost[channels[0]]) else float(cost[channels[0]])
    return Finding(
        "trust", "bad", claim, warning.text, Show(view, channels, warning.field), channels, warning.field,
        at_stake=stake,
    )  # fmt: skip


def _left_out(look: Look) -> list[Finding]:
    """A blank that leaves much of the cost out of the total ROI."""
    cost = look.sums("total_cost")["total_cost"]
    judged = look.sums("total_cost", "net_return")["total_cost"]
    missing = np.where(np.isnan(cost), 0.0, cost) - np.where(np.isnan(judged), 0.0, judged)
    whole = exact_sum(cost[~np.isnan(cost)].tolist())
    left = exact_sum(missing.tolist())
    if not whole > 0.0 or left / whole < WORTH_SAYING:
        return []
    channels = tuple(int(each) for each in np.argsort(-missing) if missing[each] > 0.0)
    return [Finding(
        "trust", "bad", tr("{share} of the cost is in no total ROI.", share=look.share(left / whole)),
        trn("{channel} lacks a figure that ROI is made of.", "{channel} and others lack figures that ROI is made of.",
            len(channels), channel=look.names[channels[0]]),
        Show(look.view, channels, "roi"), channels, "roi", at_stake=left,
    )]  # fmt: skip


def _open(look: Look) -> list[Finding]:
    still = [index for index in look.view.periods if not look.closed(index)]
    if not still:
        return []
    period = look.sheet.periods[still[-1]]
    if period.elapsed(look.as_of) is None:
        return []
    return [Finding(
        "trust", "unclear", tr("{period} is still open.", period=period.text()),
        tr("Its figures go on growing; sums are no match for a whole period yet, rates are."),
        Show(look.view, (), ""), metric="",
    )]  # fmt: skip


def _no_hours(look: Look) -> list[Finding]:
    """Channels that bring customers and cost nothing: somebody's time is missing."""
    cost, won = look.sums("total_cost")["total_cost"], look.sums("customers")["customers"]
    with np.errstate(invalid="ignore"):
        free = np.flatnonzero((cost == 0.0) & (won > 0.0) & np.isnan(look.sums("hours")["hours"]))
    if not free.size:
        return []
    channels = tuple(int(each) for each in free)
    names = look.names[channels[0]]
    return [Finding(
        "trust", "bad", tr("{channel} costs nothing, it says.", channel=names),
        tr("Free channels cost somebody's time: type the own hours to see what it really brings."),
        Show(look.view, channels, "hours"), channels, "hours",
        at_stake=exact_sum(look.sums("gross_profit").over(free).values()),
    )]  # fmt: skip


def _late(look: Look) -> list[Finding]:
    """Customers of a sales cycle longer than half the period came from leads of another one."""
    days, length = look.total("sales_cycle_days"), look.days
    if days is None or length is None or look.view.rollup or days <= length / 2.0:
        return []
    return [Finding(
        "trust", "unclear", tr("Customers of this period came from leads of an earlier one."),
        tr("From lead to customer it takes {days} days, the period has {length}: rates from leads to customers mix "
           "groups.", days=look.days_text(days), length=look.days_text(length)),
        Show(look.view, (), "sales_cycle_days"), metric="sales_cycle_days",
    )]  # fmt: skip
