"""What a client's report concludes: three findings and one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.analysis.client_report.parts import NextStep, Point
from roiapp.analysis.decisions.next_move import next_move
from roiapp.analysis.decisions.said import said_of
from roiapp.core.units import MONEY_ROUND
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.analysis.client_report.headline import Head
    from roiapp.analysis.findings.finding import Finding

POINTS: Final = 3
#: what a client asks first
_ASKED_FIRST: Final = ("pays", "loses")
_MOVES: Final = 6
#: letters that a frame on the page has no room for
_LONG: Final = 160


def points(head: Head) -> tuple[Point, ...]:
    """What pays, what does not, and what cannot be told yet; of a scenario what it says first."""
    found = said_of(head.figures)
    chosen = found if head.supposed is not None else _chosen(found)
    return tuple(Point(each.verdict, each.claim.removesuffix("."), each.text) for each in chosen[:POINTS])


def _chosen(found: Sequence[Finding]) -> list[Finding]:
    chosen: list[Finding] = []
    for verdict in ("good", "bad", "unclear"):
        of_it = [each for each in found if each.verdict == verdict]
        first = [each for each in of_it if each.id in _ASKED_FIRST]
        short = [each for each in of_it if len(each.text) <= _LONG]
        chosen += (first or short or of_it)[:1]
    chosen += [each for each in found if each not in chosen]
    order = ("good", "bad", "unclear")
    return sorted(chosen[:POINTS], key=lambda each: order.index(each.verdict))


def next_step(head: Head) -> NextStep:
    """The first move in the spend."""
    move = next_move(head.figures)
    title = tr("Recommended next step")
    moves = []
    for share in move.shares[:_MOVES]:
        values = {"channel": head.sheet.names[share.channel], "before": head.write.text(share.spend, MONEY_ROUND),
                  "then": head.write.text(share.then, MONEY_ROUND)}  # fmt: skip
        moves.append(tr("{channel}: {before} → {then}", **values))
    return NextStep(title, move.claim.removesuffix("."), move.text, tuple(moves), move.assumption)
