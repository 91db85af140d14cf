"""The blocks of a report's first page: whose it is, the result in one sentence, cards, chart, findings, next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from roiapp.analysis.client_report.parts import Rich, Run, ended
from roiapp.charts.marks import draw_dot, fill
from roiapp.palette import channel_colour
from roiapp.report.blocks import Block, Paragraph, Side, Stack
from roiapp.report.drawing import CENTRE, draw_logo, ground, icon, line, logo_image
from roiapp.report.ink import TOKENS, Ink
from roiapp.report.verdicts import VERDICT_GROUND, VERDICT_INK, CardLook

if TYPE_CHECKING:
    from roiapp.analysis.client_report.parts import ClientReport, Comment, Firm, NextStep, Point, ReportCard

_LOGO: Final = QSizeF(150.0, 42.0)
_TILE: Final = 42.0
_BETWEEN: Final = 10.0
_ARROW: Final = 11.0
_ICONS: Final = {"good": "trending-up", "bad": "trending-down", "unclear": "hourglass"}
_INTRODUCTION: Final = 11
SMALL: Final = 9


class Masthead(Block):
    """The logo, or the first letter in its place, whose report it is, and at the right who made it and when."""

    height = 42.0

    def __init__(self, ink: Ink, firm: Firm, width: float) -> None:
        self._ink = ink
        self._firm = firm
        self._width = width

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        ink, firm = self._ink, self._firm
        image = logo_image(firm.logo) if firm.logo else None
        if image is not None and not image.isNull():
            x = left + draw_logo(painter, image, left, top, _LOGO) + 13.0
        else:
            tile = QRectF(left, top, _TILE, _TILE)
            ground(painter, tile, ink.brand, 7.0)
            line(painter, ink.font(22, 600, display=True), ink.on_brand, firm.letter, tile, CENTRE)
            x = left + _TILE + 13.0
        right = left + self._width
        lines = [each for each in (firm.prepared, firm.day) if each]
        wide = max((ink.metrics(11, 500).horizontalAdvance(each) for each in lines), default=0.0)
        taken = min(wide + 1.0, self._width * 0.36)
        room = right - taken - 20.0 - x
        self._paint_name(painter, x, top, room)
        y = top + 3.0
        for number, each in enumerate(lines):
            first = number == 0 and len(lines) == 2
            said = Paragraph(ink, each, taken, 11, TOKENS.text if first else TOKENS.text2,
                             weight=500 if first else 400, most=2)  # fmt: skip
            said.paint_right(painter, right, y)
            y += said.height + 4.0

    def _paint_name(self, painter: QPainter, x: float, top: float, room: float) -> None:
        """In one line, else smaller in two."""
        name, kind = self._firm.name, self._firm.kind
        if self._ink.metrics(16, 600).horizontalAdvance(name) <= room:
            made = Paragraph(self._ink, name, room, 16, TOKENS.text, weight=600, leading=1.3)
        else:
            made = Paragraph(self._ink, name, room, 13, TOKENS.text, weight=600, leading=1.2, most=2)
        below = Paragraph(self._ink, kind, room, 11, TOKENS.text2, most=1)
        y = top + max(0.0, (self.height - made.height - below.height - 1.0) / 2)
        made.paint(painter, x, y)
        below.paint(painter, x, y + made.height + 1.0)


class Rule(Block):
    """A line across."""

    height = 1.0

    def __init__(self, width: float, colour: str = TOKENS.border) -> None:
        self._width = width
        self._colour = colour

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        fill(painter, left, top, self._width, 1.0, self._colour)


def heading(ink: Ink, text: str, hint: str, width: float) -> Block:
    """A title with a remark at its right, below it where both have no room."""
    taken = ink.metrics(15, 600).horizontalAdvance(text)
    wide = ink.metrics(10).horizontalAdvance(hint) if hint else 0.0
    title = Paragraph(ink, text, width, 15, TOKENS.text, weight=600, leading=1.27)
    made: Block
    if not hint:
        made = title
    elif taken + wide + 20.0 <= width:
        remark = _Lowered(Paragraph(ink, hint, wide + 2.0, 10, TOKENS.text2), 3.0)
        made = Side((0.0, title), (width - wide - 1.0, remark))
    else:
        title.gap = 2.0
        made = Stack(title, Paragraph(ink, hint, width, 10, TOKENS.text2))
    made.gap, made.keeps = 6.0, True
    return made


class _Lowered(Block):
    def __init__(self, block: Block, by: float) -> None:
        self._block = block
        self._by = by
        self.height = block.height + by

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        self._block.paint(painter, left, top + self._by)


def title_blocks(ink: Ink, report: ClientReport, width: float) -> list[Block]:
    """The title, the period, the sentence."""
    made: list[Block] = [Paragraph(ink, report.title, width, 28, TOKENS.text, weight=600, display=True, leading=1.25)]
    made[0].gap = 3.0
    if report.period:
        made.append(Paragraph(ink, report.period, width, 12, TOKENS.text2))
    sentence = Paragraph(ink, report.sentence, width, 14, TOKENS.text, leading=1.36)
    made[-1].gap = 9.0
    return [*made, sentence]


def introduction(ink: Ink, text: str, width: float) -> Paragraph:
    return Paragraph(ink, text, width, _INTRODUCTION, TOKENS.text, leading=1.42)


class Cards(Block):
    """The figures beside each other; the main one on the firm's colour."""

    def __init__(self, ink: Ink, cards: tuple[ReportCard, ...], width: float) -> None:
        self._ink = ink
        self._cards = cards
        count = max(len(cards), 1)
        self._each = (width - _BETWEEN * (count - 1)) / count
        self._labels = [
            Paragraph(ink, card.label, self._each - 22.0, 10, CardLook(ink, card).quiet, leading=1.25,
                      most=2, weight=500 if card.main else 400)
            for card in cards
        ]  # fmt: skip
        self._label_height = max((each.height for each in self._labels), default=13.0)
        self._changes = any(card.amount for card in cards)
        self.height = self._label_height + (69.0 if self._changes else 52.0)

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        for place, (card, label) in enumerate(zip(self._cards, self._labels, strict=True)):
            x = left + place * (self._each + _BETWEEN)
            rect = QRectF(x, top, self._each, self.height)
            ground(painter, rect, CardLook(self._ink, card).ground, 7.0)
            self._paint(painter, card, label, rect.adjusted(11.0, 11.0, -11.0, -10.0))

    def _paint(self, painter: QPainter, card: ReportCard, label: Paragraph, inner: QRectF) -> None:
        ink = self._ink
        label.paint(painter, inner.left(), inner.top())
        value = QRectF(inner.left(), inner.top() + self._label_height + 2.0, inner.width(), 30.0)
        fitting = (size for size in (22, 20, 18, 16, 14)
                   if ink.metrics(size, 600, display=True).horizontalAdvance(card.value) <= inner.width())  # fmt: skip
        size = next(fitting, 12)
        line(painter, ink.font(size, 600, display=True), CardLook(ink, card).text, card.value, value)
        if card.amount:
            self._paint_change(painter, card, QRectF(inner.left(), inner.bottom() - 15.0, inner.width(), 15.0))

    def _paint_change(self, painter: QPainter, card: ReportCard, foot: QRectF) -> None:
        """The arrow, the amount, what it is against; one for the worse stands on a disc, seen without colours."""
        ink, look = self._ink, CardLook(self._ink, card)
        room = _ARROW + 5.0 if look.arrow else 0.0

        def width(size: int) -> float:
            amount = ink.metrics(size, 600).horizontalAdvance(card.amount)
            return room + amount + 5.0 + ink.metrics(size).horizontalAdvance(card.against)

        size = next((size for size in (10, 9, 8) if width(size) <= foot.width()), 8)
        if look.arrow:
            place = QRectF(foot.left(), foot.center().y() - _ARROW / 2, _ARROW, _ARROW)
            if look.disc:
                ground(painter, place, look.disc, _ARROW / 2)
            line(painter, ink.font(9 if look.disc else size, 600), look.arrow_ink, look.arrow, place, CENTRE)
        line(painter, ink.font(size, 600), look.change, card.amount, foot.adjusted(room, 0, 0, 0))
        wide = room + ink.metrics(size, 600).horizontalAdvance(card.amount) + 5.0
        line(painter, ink.font(size), look.quiet, card.against, foot.adjusted(wide, 0, 0, 0))


class Points(Block):
    """The findings beside each other, each in its frame."""

    def __init__(self, ink: Ink, points: tuple[Point, ...], width: float) -> None:
        self._points = points
        self._each = (width - 13.0 * 2) / 3
        inner = self._each - 22.0
        self._claims = [Paragraph(ink, each.claim, inner - 28.0, 12, TOKENS.text, weight=600, leading=1.25)
                        for each in points]  # fmt: skip
        self._texts = [Paragraph(ink, each.text, inner, 10, TOKENS.text, leading=1.45) for each in points]
        self._claim = max((max(each.height, 20.0) for each in self._claims), default=0.0)
        self.height = self._claim + max((each.height for each in self._texts), default=0.0) + 25.0

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        for place, (point, claim, text) in enumerate(zip(self._points, self._claims, self._texts, strict=True)):
            x = left + place * (self._each + 13.0)
            ground(painter, QRectF(x, top, self._each, self.height), None, 7.0, TOKENS.border)
            ground(painter, QRectF(x + 11.0, top + 10.0, 20.0, 20.0), VERDICT_GROUND[point.verdict], 4.0)
            icon(painter, _ICONS[point.verdict], VERDICT_INK[point.verdict], QRectF(x + 15.0, top + 14.0, 12.0, 12.0))
            claim.paint(painter, x + 39.0, top + 10.0 + max(0.0, (20.0 - claim.height) / 2))
            text.paint(painter, x + 11.0, top + 15.0 + self._claim)


class Step(Block):
    """The recommended next step on the firm's tint."""

    def __init__(self, ink: Ink, step: NextStep, width: float) -> None:
        self._ink = ink
        self._width = width
        inner = width - 46.0
        title = Paragraph(ink, step.title, inner, 10, ink.brand_text, weight=600)
        claim = Paragraph(ink, _claim(step), inner, 12, TOKENS.text, leading=1.35)
        title.gap = claim.gap = 1.0
        below: list[Block] = [title, claim]
        if step.moves:
            below += _moves(ink, step.moves, inner)
        if step.assumption:
            below.append(Paragraph(ink, step.assumption, inner, SMALL, TOKENS.text2, leading=1.4))
        self._inner = Stack(*below)
        self.height = self._inner.height + 18.0

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        ground(painter, QRectF(left, top, self._width, self.height), self._ink.tint, 7.0)
        icon(painter, "lightbulb", self._ink.brand_text, QRectF(left + 12.0, top + 10.0, 16.0, 16.0))
        self._inner.paint(painter, left + 36.0, top + 9.0)


def _claim(step: NextStep) -> Rich:
    return (Run(ended(step.claim), strong=True), Run(f" {step.text}" if step.text else ""))


def _moves(ink: Ink, moves: tuple[str, ...], width: float) -> list[Block]:
    """In as many columns as have room."""
    widest = max(ink.metrics(10).horizontalAdvance(each) for each in moves)
    columns = max(1, min(3, int((width + 16.0) // (widest + 16.0))))
    each = (width + 16.0) / columns
    rows: list[Block] = []
    for start in range(0, len(moves), columns):
        rows.append(Side(*(
            (place * each, Paragraph(ink, move, each - 16.0, 10, TOKENS.text, leading=1.45))
            for place, move in enumerate(moves[start : start + columns])
        )))  # fmt: skip
        rows[-1].gap = 0.0
    return rows


class CommentBlock(Block):
    """The firm's words on a channel behind its dot and name."""

    gap = 5.0

    def __init__(self, ink: Ink, comment: Comment, width: float) -> None:
        self._dot = channel_colour(comment.dot, 0)
        said = (Run(comment.channel, strong=True), Run(f"  {comment.text}"))
        self._text = Paragraph(ink, said, width - 14.0, 11, TOKENS.text, leading=1.4)
        self.height = self._text.height

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        draw_dot(painter, QRectF(left, top, 8.0, 15.0).center(), 6.0, self._dot)
        self._text.paint(painter, left + 14.0, top)


def small_print(ink: Ink, report: ClientReport, width: float) -> Block:
    """Assumptions and definitions in two columns, each about as long; notes begin with a line of their own."""
    title = Paragraph(ink, report.definitions_title, width, SMALL, TOKENS.text2, weight=600)
    title.gap = 3.0
    each = (width - 30.0) / 2
    said: list[Rich] = [(*sentence, Run(" ")) for sentence in report.definitions]
    said += [(Run(f"\n{note}"),) for note in report.notes]
    best = min((_columns(ink, said, half, each) for half in range(1, len(said) + 1)), key=lambda found: found.height)
    return Stack(title, best)


def _columns(ink: Ink, said: list[Rich], half: int, width: float) -> Side:
    parts = (said[:half], said[half:])
    runs = [[run for sentence in part for run in sentence] for part in parts]
    return Side(*(
        (place * (width + 30.0), Paragraph(ink, _begun(part), width, SMALL, TOKENS.text2, leading=1.42))
        for place, part in enumerate(runs) if part
    ))  # fmt: skip


def _begun(runs: list[Run]) -> Rich:
    first, *rest = runs
    return (first._replace(text=first.text.lstrip("\n")), *rest)
