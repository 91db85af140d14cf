"""The whole answer to how a budget is best split, with its sentences and pictures, worked out in one go; and what the
periods of the document say of the response."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roiapp.analysis.decisions.allocation import AllocationError, allocate, without_bounds_of_held
from roiapp.analysis.decisions.budget_picture import elasticity_text, gain_curve, next_units
from roiapp.analysis.decisions.budget_steps import comes_to
from roiapp.analysis.decisions.budget_story import story, stretch
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.analysis.decisions.allocation import Allocation, Wish
    from roiapp.analysis.decisions.budget_picture import GainCurve, NextUnits
    from roiapp.analysis.decisions.budget_story import BudgetStory
    from roiapp.analysis.decisions.fitted_elasticity import Fit
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures


@dataclass(frozen=True)
class BudgetAnswer:
    """What was found for a wish; `comes_to` is what the goal is when it is kept as a scenario, `stretch` a sentence of
    caution, "" for none."""

    wish: Wish
    found: Allocation
    comes_to: float
    story: BudgetStory
    stretch: str
    nexts: NextUnits
    gains: GainCurve


def answered(figures: Figures, wish: Wish, write: NumberFormat) -> BudgetAnswer | str:
    """The answer, or the sentence why there is none. Bounds of channels that stay as they are anyway are let be."""
    try:
        found = allocate(figures, without_bounds_of_held(figures, wish))
    except AllocationError as error:
        return str(error)
    kept = comes_to(figures, found)
    return BudgetAnswer(
        wish, found, kept, story(figures, found, kept, write), stretch(figures, found, write),
        next_units(figures, found), gain_curve(figures, found),
    )  # fmt: skip


@dataclass(frozen=True)
class FitOffer:
    """What a channel's periods say, as a line; `elasticity` is what can be taken of it, None where they cannot tell."""

    text: str
    elasticity: float | None


def fit_offers(names: Sequence[str], fits: Sequence[Fit | None], write: NumberFormat) -> list[FitOffer]:
    """A line for each channel with six periods or more."""
    return [_offer(name, fit, write) for name, fit in zip(names, fits, strict=True) if fit is not None]


def _offer(name: str, fit: Fit, write: NumberFormat) -> FitOffer:
    if math.isnan(fit.elasticity):
        return FitOffer(tr("{channel}: cannot tell. {why}", channel=name, why=fit.why_not), None)
    words: dict[str, object] = {
        "channel": name, "elasticity": elasticity_text(fit.elasticity, write), "low": elasticity_text(fit.low, write),
        "high": elasticity_text(fit.high, write), "n": fit.periods,
    }  # fmt: skip
    if not fit.tells:
        words["why"] = fit.why_not
        return FitOffer(tr("{channel}: cannot tell, {low} to {high} in {n} periods. {why}", **words), None)
    if fit.elasticity > 1.0:
        return FitOffer(tr("{channel}: {elasticity} ({low} to {high}) in {n} periods; 1 is the most that can be "
                           "assumed",
                           **words), 1.0)  # fmt: skip
    return FitOffer(tr("{channel}: {elasticity} ({low} to {high}) in {n} periods", **words), round(fit.elasticity, 2))

