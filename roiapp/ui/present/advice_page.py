"""The last page: what should we do next? Where the next money belongs, what the numbers say, what became of the steps
taken, and what cannot be told yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from roiapp.language import apart, tr, trn
from roiapp.ui.present.ink import RIGHT, Ink
from roiapp.ui.present.page import Page
from roiapp.ui.present.said import paint_line

if TYPE_CHECKING:
    from roiapp.analysis.decisions.allocation import Share
    from roiapp.analysis.decisions.next_move import NextMove
    from roiapp.analysis.findings.finding import Finding

_GAP: Final = 18.0
_INSET: Final = 20.0
_HEAD: Final = 30.0
#: above and below what stands on a panel
_AROUND: Final = 18.0
_IMPORTANT: Final = 3
_FEW: Final = 2
_ROW: Final = 40.0
_LEFT_PART: Final = 0.45


class AdvicePage(Page):
    """Every sentence is a finding, or follows from the response that the document states."""

    advice: NextMove
    _known: object = None
    important: Sequence[Finding] = ()
    steps: Sequence[Finding] = ()
    unclear: Sequence[Finding] = ()

    @property
    def question(self) -> str:
        return tr("What should we do next?")

    def refresh(self) -> None:
        from roiapp.analysis.decisions.next_move import next_move
        from roiapp.analysis.findings.finding import first_shown

        assert self.model.figures is not None
        if (known := self.looked_at()) != self._known:  # of very many channels it takes a while
            self._known, self.advice = known, next_move(self.model.figures)
        found = self.findings or []
        first, rest = first_shown([each for each in found if each.id != "step" and each.verdict != "unclear"])
        self.important = [*first, *rest][:_IMPORTANT]
        self.steps = [each for each in found if each.id == "step"]
        self.unclear = [each for each in found if each.id != "step" and each.verdict == "unclear"]

    def enter(self) -> None:
        if self._watch.too_many:  # then it waits to be asked
            self._watch.ask()

    def spoken(self) -> str:
        moved = [self._moved(each) for each in self.advice.shares]
        said = [self.advice.claim, self.advice.text, *moved, self.advice.assumption]
        said += [each.whole_text for each in (*self.important, *self.steps[:_FEW], *self.unclear[:_FEW])]
        return " ".join(each for each in said if each)

    def paint(self, ink: Ink, room: QRectF) -> None:
        below = room.adjusted(0, 0, 0, -_GAP)
        left = QRectF(below.left(), below.top(), below.width() * _LEFT_PART, below.height())
        right = below.adjusted(left.width() + _GAP, 0, 0, 0)
        self._paint_move(ink, left)
        later = [(tr("What became of what we changed"), self.steps), (tr("What cannot be told yet"), self.unclear)]
        later = [(title, found) for title, found in later if found]
        if not self.important and not later:
            ink.panel(right)
            text = tr("Nothing yet. Type what each channel cost and brought: what that means is said here.")
            ink.flow(right.adjusted(_INSET, 16, -_INSET, -12), text, 24, role="text2")
            return
        many = _FEW if len(later) == 1 else 1
        shown = sum(min(len(found), many) for _title, found in later)
        # Every finding has the same room.
        free = right.height() - _GAP - 2 * _AROUND - _HEAD * (1 + len(later))
        part = _AROUND + _HEAD + free * len(self.important) / (len(self.important) + shown)
        if not later:
            part = right.height()
        if not self.important:
            part = 0.0
        else:
            self._paint_found(ink, QRectF(right.left(), right.top(), right.width(), part),
                              [(tr("What the numbers say"), self.important, _IMPORTANT)])  # fmt: skip
            part += _GAP
        if later:
            self._paint_found(ink, right.adjusted(0, part, 0, 0), [(title, found, many) for title, found in later])

    # -- the next move -------------------------------------------------------------------------------------------------

    def _paint_move(self, ink: Ink, room: QRectF) -> None:
        ink.panel(room)
        inside = room.adjusted(_INSET, 12, -_INSET, -14)
        head = QRectF(inside.left(), inside.top(), inside.width(), _HEAD)
        ink.line(head, tr("Where the next money belongs"), 18, 600, "text2")
        top = inside.top() + _HEAD + 6
        top += ink.flow(QRectF(inside.left(), top, inside.width(), 88), self.advice.claim, 34, 22, weight=600) + 8
        bottom = inside.bottom()
        if self.advice.assumption:
            foot = min(ink.height(self.advice.assumption, inside.width(), 17), 70.0)
            bottom -= foot
            ink.flow(QRectF(inside.left(), bottom, inside.width(), foot + 4), self.advice.assumption, 17, role="text2")
        top += ink.flow(QRectF(inside.left(), top, inside.width(), min(bottom - top, 110)), self.advice.text, 24) + 12
        self._paint_shares(ink, QRectF(inside.left(), top, inside.width(), bottom - top - 8))

    def _paint_shares(self, ink: Ink, room: QRectF) -> None:
        """The largest moves, as many as have room."""
        shares = self.advice.shares
        fits = int(room.height() / _ROW)
        if not shares or fits < 1:
            return
        shown = shares if len(shares) <= fits else shares[: max(fits - 1, 1)]
        texts = [(self._amounts(each), self._difference(each)) for each in shown]
        differences = max(ink.width(text, 20, 600) for _amounts, text in texts) + 4
        amounts = max(ink.width(text, 20) for text, _difference in texts) + 4
        wanted = max(ink.width(self._name(each), 20, 500) for each in shown)
        if min(wanted, room.width() * 0.45) > room.width() - differences - amounts - 36:
            amounts = 0.0  # how much more or less is what is to be done
        names = room.width() - differences - 18 - (amounts + 18 if amounts else 0.0)
        top = room.top()
        for each, (amount, difference) in zip(shown, texts, strict=True):
            ink.fill(QRectF(room.left(), top, room.width(), 1), "border")
            ink.line(QRectF(room.left(), top, names, _ROW), self._name(each), 20, 500)
            if amounts:
                place = QRectF(room.right() - differences - 18 - amounts, top, amounts, _ROW)
                ink.line(place, amount, 20, role="text2", align=RIGHT)
            last = QRectF(room.right() - differences, top, differences, _ROW)
            ink.line(last, difference, 20, 600, "accent_text", RIGHT)
            top += _ROW
        if len(shown) < len(shares):
            rest = len(shares) - len(shown)
            more = trn("and {n} more channel", "and {n} more channels", rest)
            ink.line(QRectF(room.left(), top, room.width(), _ROW - 6), more, 18, role="text2")

    def _name(self, share: Share) -> str:
        sheet = self.model.worksheet
        assert sheet is not None
        return apart(sheet.names[share.channel])

    def _amounts(self, share: Share) -> str:
        from roiapp.core.units import MONEY_ROUND

        write = self.model.number_format
        before, now = write.text(share.spend, MONEY_ROUND), write.text(share.then, MONEY_ROUND)
        return tr("{before} → {now}", before=before, now=now)

    def _difference(self, share: Share) -> str:
        from roiapp.core.units import MONEY_ROUND

        return self.model.number_format.change((share.then or 0.0) - (share.spend or 0.0), MONEY_ROUND)

    def _moved(self, share: Share) -> str:
        return tr("{channel}: {amounts}.", channel=self._name(share), amounts=self._amounts(share))

    # -- findings ------------------------------------------------------------------------------------------------------

    def _paint_found(self, ink: Ink, room: QRectF, sections: list[tuple[str, Sequence[Finding], int]]) -> None:
        """Sections with their titles, as many of each as are asked for; the room shared by all."""
        ink.panel(room)
        inside = room.adjusted(_INSET, 8, -_INSET, 8 - _AROUND)
        count = sum(min(len(found), many) for _title, found, many in sections)
        each = (inside.height() - _HEAD * len(sections)) / max(count, 1)
        top = inside.top()
        for title, found, many in sections:
            head = QRectF(inside.left(), top, inside.width(), _HEAD)
            rest = len(found) - many
            more = trn("and {n} more", "and {n} more", rest) if rest > 0 and found is not self.important else ""
            wide = ink.width(more, 18)
            ink.line(head.adjusted(0, 0, -wide - 12, 0), title, 18, 600, "text2")
            aside = QRectF(head.right() - wide - 2, head.top(), wide + 2, head.height())
            ink.line(aside, more, 18, 400, "text2", RIGHT)
            top += _HEAD
            for one in found[:many]:
                place = QRectF(inside.left(), top + 4, inside.width(), each - 10)
                paint_line(ink, place, one.verdict, one.claim, one.text, 20)
                top += each
