"""Does it pay, of all channels or of one: the answer in a sentence, as far as chance lets it be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from roiapp.analysis.ranges import LEVEL, available, figure_range
from roiapp.core.units import SHARE, NumberFormat
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures

Verdict = Literal["good", "bad", "unclear", "plain"]


class Payoff(NamedTuple):
    """`claim` and `text` are whole sentences. `verdict` is "plain" where a figure is said without being judged: no
    range of it is known (yet), or there is none, as under a scenario."""

    verdict: Verdict
    claim: str
    text: str = ""


def payoff(figures: Figures, channel: int | None = None) -> Payoff:
    """Judged on the document's headline ROI, by its whole range."""
    metric, settings = figures.worksheet.settings.headline, figures.worksheet.settings
    roi = figures.figure(metric, channel)
    if roi is None:
        reason = figures.reason(metric, channel)
        return Payoff("unclear", tr("Not known yet.") if reason is None else reason.sentence(figures.catalog))
    write = NumberFormat(settings.locale, settings.currency)
    one, back = write.per_one(1.0 + roi)
    values = {"one": one, "back": back, "level": write.text(LEVEL, SHARE)}
    if figures.calculator.supposed is not None:
        if metric == "roi":
            return Payoff("plain", tr("Each {one} would bring back {back} in gross profit.", **values))
        return Payoff("plain", tr("Each {one} would bring back {back} in revenue.", **values))
    if metric == "roi":
        back = tr("Each {one} brought back {back} in gross profit.", **values)
    else:
        back = tr("Each {one} brought back {back} in revenue.", **values)
    found = figure_range(figures, metric, channel) if available() else None
    if found is None:
        return Payoff("plain", back)
    if found.above(0.0):
        claim = tr("Yes.") if channel is None else tr("It pays.")
        more = tr("Its whole {level} range is above break-even.", **values)
        return Payoff("good", claim, f"{back} {more}")
    if found.below(0.0):
        claim = tr("No.") if channel is None else tr("It does not pay.")
        more = tr("Its whole {level} range is below break-even.", **values)
        return Payoff("bad", claim, f"{back} {more}")
    claim = tr("Cannot tell yet.") if channel is None else tr("Cannot tell yet whether it pays.")
    more = tr("Break-even lies within its {level} range.", **values)
    return Payoff("unclear", claim, f"{back} {more}")
