"""What the numbers say, large: a sign, a claim in bold, a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from roiapp.ui.present.ink import LEAST

if TYPE_CHECKING:
    from roiapp.ui.present.ink import Ink

#: verdict -> icon, its role and that of its ground
_MARKS: Final = {
    "good": ("trending-up", "good", "good_soft"), "bad": ("trending-down", "bad", "bad_soft"),
    "unclear": ("hourglass", "text2", "neutral_soft"), "plain": ("info", "text2", "neutral_soft"),
}  # fmt: skip
_INSET: Final = 16.0
_SIGN: Final = 36.0


def paint_said(ink: Ink, room: QRectF, verdict: str, claim: str, text: str, size: int = 26) -> None:
    """On a panel of its own, as large as there is room."""
    ink.panel(room)
    paint_line(ink, room.adjusted(_INSET, _INSET, -_INSET, -10), verdict, claim, text, size)


def paint_line(
    ink: Ink, room: QRectF, verdict: str, claim: str, text: str, size: int = 22, least: int = LEAST
) -> float:
    """On the ground that is there; returns how high it is. Where there is no room for all of it, the claim is whole."""
    inside = room.adjusted(_SIGN + 14, 2, 0, 0)
    if ink.height(text, inside.width(), least, strong=claim) > inside.height():
        text = ""
    icon, role, ground = _MARKS[verdict]
    ink.fill(QRectF(room.left(), room.top(), _SIGN, _SIGN), ground, 8)
    ink.icon(icon, role, room.left() + 7, room.top() + 7, _SIGN - 14)
    return max(ink.flow(inside, text, size, least, strong=claim), _SIGN)
