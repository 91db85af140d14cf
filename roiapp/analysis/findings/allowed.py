"""Whether a customer costs what it may: a target, what the first sale brings, or the years with the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis.comparisons import ENOUGH_EXPECTED
from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.findings.look import WORTH_SAYING
from roiapp.analysis.ranges import figure_range
from roiapp.analysis.sample_size import needed_for_roi
from roiapp.language import tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule

LEVEL: Final = 0.95
"""A bound of its own is a single decision."""


def cac_ok(look: Look) -> Rule:
    """Is CAC acceptable? For all channels together, and for each that has a target or a lifetime value."""
    yield []
    found = [_cac_verdict(look, None)]
    for channel in range(len(look.names)):
        has_goal = not look.view.rollup and look.value("goal_cac", channel) is not None
        if look.cost_share[channel] >= WORTH_SAYING and (has_goal or look.value("ltv", channel) is not None):
            found.append(_cac_verdict(look, channel))
    return [each for each in found if each is not None]


def _cac_verdict(look: Look, channel: int | None) -> Finding | None:
    def figure(id_: str) -> float | None:
        return look.total(id_) if channel is None else look.value(id_, channel)

    cac, interval = figure("cac"), figure_range(look.figures, "cac", channel)
    goal = None if look.view.rollup else figure("goal_cac")
    bound = goal if goal is not None else figure("break_even_cac")
    if interval is None or bound is None or not bound > 0.0:
        return None
    lifetime = figure("ltv")
    customers = figure("customers") or 0.0
    cost = figure("total_cost") or 0.0
    shown = {
        "cac": look.each(cac) if cac is not None else look.each(cost),
        "bound": look.each(bound),
        "ltv": look.each(lifetime or 0.0),
        "level": look.share(LEVEL),
    }
    who = "" if channel is None else look.names[channel]
    verdict: Verdict = "unclear"
    text = ""
    if interval.below(bound):
        verdict = "good"
        claim = tr("A customer costs less than it may.") if channel is None else tr(
            "A customer of {channel} costs less than it may.", channel=who)  # fmt: skip
        text = tr("{cac} per customer, {bound} are allowed. The whole {level} range is below that.", **shown)
    elif interval.above(bound) and (lifetime is None or interval.above(lifetime)):
        verdict = "bad"
        claim = tr("A customer costs more than it may.") if channel is None else tr(
            "A customer of {channel} costs more than it may.", channel=who)  # fmt: skip
        text = tr("{cac} per customer, {bound} are allowed. The whole {level} range is above that.", **shown)
    elif interval.above(bound):
        months = figure("payback_months")
        claim = tr("The first sale does not pay for the customer.") if channel is None else tr(
            "{channel}: the first sale does not pay for the customer.", channel=who)  # fmt: skip
        verdict = "bad"
        if months is not None and lifetime is not None and interval.below(lifetime):
            verdict = "good"
            text = tr("{cac} per customer against {bound} of the first sale: back in {months} months, and {ltv} over "
                      "the years.", months=look.months(months), **shown)  # fmt: skip
        else:
            verdict = "unclear"
            text = tr("{cac} per customer against {bound} of the first sale; whether {ltv} over the years carry it, "
                      "the {level} range does not tell.", **shown)  # fmt: skip
    else:
        if customers < ENOUGH_EXPECTED and channel is not None:
            return None
        claim = tr("Cannot tell yet whether a customer costs more than it may.") if channel is None else tr(
            "Cannot tell yet whether a customer of {channel} costs more than it may.", channel=who)  # fmt: skip
        text = tr("{cac} per customer, {bound} are allowed: the {level} range has both.", **shown)
    channels = () if channel is None else (channel,)
    leads = figure("leads")
    more = None if leads is None or verdict != "unclear" else needed_for_roi(customers, cost / bound, leads, LEVEL)
    needed = None if more is None else more.needed
    if needed:
        text += " " + trn("About {n} more lead would tell.", "About {n} more leads would tell.", needed,
                          n=look.count(needed))  # fmt: skip
    return Finding(
        "cac_ok", verdict, claim, text, Show(look.view, channels, "cac", "cac"), channels, "cac", interval, LEVEL,
        needed, "leads" if needed is not None else "", abs(bound * customers - cost),
    )  # fmt: skip
