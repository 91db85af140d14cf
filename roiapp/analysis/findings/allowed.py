"""Whether a customer costs what it may: a target, what the first sale brings, or the years with the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis.comparisons import ENOUGH_EXPECTED
from roiapp.analysis.findings.course import lifetime_assumed
from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.findings.look import WORTH_SAYING
from roiapp.analysis.ranges import figure_range
from roiapp.analysis.sample_size import needed_for_roi
from roiapp.language import mark, tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule
    from roiapp.analysis.statistics import Interval

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

    interval = figure_range(look.figures, "cac", channel)
    goal = None if look.view.rollup else figure("goal_cac")
    bound = goal if goal is not None else figure("break_even_cac")
    customers, cost, leads = _counted(look, channel)
    if interval is None or interval.low is None or bound is None or not bound > 0.0 or not cost > 0.0:
        return None
    if channel is not None and not interval.above(bound) and (goal is None or customers < ENOUGH_EXPECTED):
        return None  # whether its first sales pay is said of its ROI
    lifetime, months = figure("ltv"), figure("payback_months")
    shown = {
        "bound": look.each(bound),
        "level": look.share(LEVEL),
        "channel": "" if channel is None else look.names[channel],
    }
    spent = _spent(look, figure("cac"), cost, interval)
    verdict: Verdict = "unclear"
    assumption, needed = "", None
    if interval.below(bound):
        verdict, claim = "good", _claim(channel, _LESS, shown)
        text = tr("{bound} are allowed; the whole {level} range is below that.", **shown)
    elif interval.above(bound) and (goal is not None or lifetime is None or interval.above(lifetime)):
        verdict, claim = "bad", _claim(channel, _MORE, shown)
        text = tr("{bound} are allowed; the whole {level} range is above that.", **shown)
    elif interval.above(bound) and lifetime is not None:
        claim = _claim(channel, _FIRST_SALE, shown)
        shown |= {"ltv": look.each(lifetime), "months": "" if months is None else look.months(months)}
        assumption = lifetime_assumed()
        if interval.below(lifetime) and months is not None:
            verdict = "good"
            text = tr("The first sale brings {bound}: the rest is back in {months} months, and {ltv} come over the "
                      "years.", **shown)  # fmt: skip
        else:
            text = tr("The first sale brings {bound}; whether {ltv} over the years carry it, the {level} range does "
                      "not tell.", **shown)  # fmt: skip
    else:
        claim = _claim(channel, _UNCLEAR, shown)
        text = tr("{bound} are allowed: the {level} range has less and more.", **shown)
        more = needed_for_roi(customers, cost / bound, leads, LEVEL)
        if more is not None:
            needed = more.needed
            text += " " + (tr("It is so close that waiting will not tell.") if needed is None else trn(
                "About {n} more lead would tell.", "About {n} more leads would tell.", needed, n=look.count(needed)
            ))  # fmt: skip
    channels = () if channel is None else (channel,)
    return Finding(
        "cac_ok", verdict, claim, f"{spent} {text}", Show(look.view, channels, "cac", "cac"), channels, "cac", interval,
        LEVEL, needed, "leads" if needed is not None else "", abs(bound * customers - cost), assumption,
    )  # fmt: skip


def _counted(look: Look, channel: int | None) -> tuple[float, float, float]:
    """Customers and cost of the cells that CAC is made of, and the leads of these cells."""
    cells = slice(None) if channel is None else slice(channel, channel + 1)
    both = look.sums("customers", "total_cost").over(cells)
    return both["customers"], both["total_cost"], look.sums("leads", "customers", "total_cost").over(cells)["leads"]


def _spent(look: Look, cac: float | None, cost: float, interval: Interval) -> str:
    if cac is not None:
        return tr("{cac} per customer.", cac=look.each(cac))
    return tr("{cost} for no customer yet: at least {low} each.", cost=look.money(cost),
              low=look.each(interval.low or 0.0))  # fmt: skip


#: claims of all channels, and of one
_LESS: Final = mark("A customer costs less than it may."), mark("A customer of {channel} costs less than it may.")
_MORE: Final = mark("A customer costs more than it may."), mark("A customer of {channel} costs more than it may.")
_FIRST_SALE: Final = (
    mark("The first sale does not pay for the customer."),
    mark("{channel}: the first sale does not pay for the customer."),
)
_UNCLEAR: Final = (
    mark("Cannot tell yet whether a customer costs more than it may."),
    mark("Cannot tell yet whether a customer of {channel} costs more than it may."),
)


def _claim(channel: int | None, claims: tuple[str, str], values: dict[str, str]) -> str:
    return tr(claims[0]) if channel is None else tr(claims[1], **values)
