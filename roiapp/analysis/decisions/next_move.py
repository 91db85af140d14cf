"""Where the next money belongs, said so that it can be done: a first move that no channel is turned upside down by, and
the best split that it leads towards.

Both rest on the response that the document assumes (`allocation`), and a gain is said as a range over all responses
from 0.5 to 0.9. Far from today's spend the response is a guess: so the first move takes at most half of a channel's
money away and gives it at most half as much again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.decisions.allocation import (
    LEAST_ELASTICITY,
    MOST_ELASTICITY,
    Allocation,
    AllocationError,
    Share,
    Wish,
    allocate,
)
from roiapp.core.units import MONEY_ROUND, NUMBER, NumberFormat
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures

#: of a channel's money, that a first move takes away or adds
PART: Final = 0.5


class NextMove(NamedTuple):
    """`claim` says what to do, `text` what it would bring, `assumption` what that rests on. `shares` are the channels
    whose spend changes, the largest change first; none where nothing is worth moving, or nothing can be."""

    claim: str
    text: str
    assumption: str
    shares: tuple[Share, ...] = ()
    worth: bool = False


def next_move(figures: Figures) -> NextMove:
    """The first move in a view's spend, by gross profit under the document's elasticity."""
    elasticity = min(max(figures.worksheet.settings.elasticity, 0.01), 1.0)
    try:
        best = allocate(figures, Wish(elasticity=elasticity))
        first = allocate(figures, _careful(best, elasticity))
    except AllocationError as error:
        return NextMove(tr("Where the next money belongs cannot be told yet."), str(error), "")
    settings = figures.worksheet.settings
    write = NumberFormat(settings.locale, settings.currency)
    assumption = tr("No channel moves by more than half. Assumed: results grow as spend to the power of {elasticity}; "
                    "the range is for {low} to {high}.",
                    elasticity=write.text(elasticity, NUMBER), low=write.text(LEAST_ELASTICITY, NUMBER),
                    high=write.text(MOST_ELASTICITY, NUMBER))  # fmt: skip
    if not first.worth_moving:
        if best.worth_moving:
            text = tr("Half of a channel's money moved would gain too little to be sure of.")
        else:
            text = tr("No other split of the same money is sure to bring more gross profit.")
        return NextMove(tr("Leave the money where it is."), text, assumption)
    moved = tuple(sorted(
        (each for each in first.shares if abs(_difference(each)) >= 0.5), key=lambda each: -abs(_difference(each))
    ))  # fmt: skip
    claim = tr("Move {amount} of the {total}.", amount=write.text(first.moved, MONEY_ROUND),
               total=write.text(first.total, MONEY_ROUND))  # fmt: skip
    text = tr("That would bring {low} to {high} more gross profit.", low=write.text(first.gains[0], MONEY_ROUND),
              high=write.text(first.gains[1], MONEY_ROUND))  # fmt: skip
    return NextMove(claim, text, assumption, moved, worth=True)


def _careful(best: Allocation, elasticity: float) -> Wish:
    free = [each for each in best.shares if not each.held and each.spend]
    return Wish(
        elasticity=elasticity,
        least={each.channel: (1.0 - PART) * each.spend for each in free if each.spend},
        most={each.channel: (1.0 + PART) * each.spend for each in free if each.spend},
    )


def _difference(share: Share) -> float:
    return (share.then or 0.0) - (share.spend or 0.0)
