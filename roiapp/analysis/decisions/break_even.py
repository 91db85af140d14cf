"""Break-even: the value of each input at which nothing is left over, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roiapp.analysis.decisions.goal_seek import Answer, Goal, figure_of
from roiapp.analysis.decisions.matters import crosses_zero
from roiapp.analysis.decisions.seek_questions import holding, inputs
from roiapp.analysis.decisions.seek_ways import Curve, asked, curve

if TYPE_CHECKING:
    from roiapp.core.results import Figures


@dataclass(frozen=True)
class BreakEven:
    """`answers`: one for each input, those that have a break-even first, the nearest to today at the top. `metric` is
    0 there: what is left over, or the return on it."""

    metric: str
    now: float | None
    answers: tuple[Answer, ...]
    reason: str = ""


def breaks_even(figures: Figures, metric: str) -> str:
    """The figure that is 0 at break-even: this one where it can fall below, else the document's ROI."""
    return metric if crosses_zero(figures, metric) else figures.worksheet.settings.headline


def break_even(figures: Figures, metric: str, channel: int | None) -> BreakEven:
    """Of a channel, or of all together (None), by every input; what does not move the figure by itself holds the
    ratios by which it does."""
    metric = breaks_even(figures, metric)
    now = figure_of(figures, metric, channel)
    if now is None:
        reason = figures.reason(metric, channel)
        said = "" if reason is None else reason.sentence(figures.catalog)
        return BreakEven(metric, None, (), said)
    found = [
        asked(figures, Goal(metric, 0.0, by, channel, holding(figures, metric, by, channel)))
        for by in inputs(figures, metric, channel)
    ]
    found.sort(key=_away)
    return BreakEven(metric, now, tuple(found))


def curve_of(figures: Figures, answer: Answer) -> Curve | None:
    """The figure as the input of an answer changes, with the line at 0."""
    return curve(figures, answer)


def _away(answer: Answer) -> float:
    """How far an input is from its break-even, of today's value; without one it comes last."""
    if answer.answer is None or not answer.now:
        return float("inf")
    return abs(answer.answer / answer.now - 1.0)
