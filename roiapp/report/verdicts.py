"""In which colours and signs a report says what is good, what is bad, and what cannot be told; on paper as for mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.report.ink import TOKENS

if TYPE_CHECKING:
    from roiapp.analysis.client_report.parts import ReportCard, Tone, Verdict
    from roiapp.report.ink import Ink

#: the sign of a finding and the ground it stands on, as "#RRGGBB"
VERDICT_INK: Final[dict[Verdict, str]] = {"good": TOKENS.good, "bad": TOKENS.bad, "unclear": TOKENS.text2}
VERDICT_GROUND: Final[dict[Verdict, str]] = {
    "good": TOKENS.good_soft, "bad": TOKENS.bad_soft, "unclear": TOKENS.neutral_soft,
}  # fmt: skip


def tone_colour(tone: Tone, usual: str = TOKENS.text) -> str:
    """Of a figure that is good or bad, else `usual`."""
    return {"good": TOKENS.good, "bad": TOKENS.bad}.get(tone, usual)


class CardLook:
    """The colours of a card and the arrow of its change. `disc` lies under an arrow that is for the worse, which is so
    seen without colours; None under others."""

    def __init__(self, ink: Ink, card: ReportCard) -> None:
        self.ground = ink.brand if card.main else ink.tint
        self.text = ink.on_brand if card.main else TOKENS.text
        self.quiet = ink.on_brand if card.main else TOKENS.text2
        self.change = ink.on_brand if card.main else tone_colour(card.tone, TOKENS.text2)
        self.arrow = {1: "↑", -1: "↓"}.get(card.direction, "")
        self.disc = self.change if card.tone == "bad" else None
        on_disc = self.ground if card.main else TOKENS.surface
        self.arrow_ink = self.change if self.disc is None else on_disc
