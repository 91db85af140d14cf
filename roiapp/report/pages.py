"""A report on its pages: what stands on which, where tables go on, and how one page is drawn."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from roiapp.charts.marks import fill
from roiapp.language import tr
from roiapp.report.blocks import Block, Paragraph
from roiapp.report.chart_blocks import FurtherChart, RoiBars
from roiapp.report.drawing import RIGHT, line
from roiapp.report.first_page import (
    SMALL,
    Cards,
    CommentBlock,
    Masthead,
    Points,
    Rule,
    Step,
    heading,
    introduction,
    small_print,
    title_blocks,
)
from roiapp.report.ink import TOKENS, Ink
from roiapp.report.table_block import TableBlock, TableLook

if TYPE_CHECKING:
    from roiapp.analysis.client_report.parts import ClientReport, FurtherPage

#: px of 96 an inch
A4: Final = QSizeF(794.0, 1123.0)
LETTER: Final = QSizeF(816.0, 1056.0)
_MARGIN, _BAR, _HEAD, _FOOT = 53.0, 8.0, 38.0, 48.0
#: the first page at its roomiest and densest: px a row of the chart, a row of the table, between blocks
_ROOMY, _DENSE = (22.4, 19.2, 17.0), (13.6, 13.2, 5.0)
_STEPS: Final = 32
#: how dense it is where its table goes on behind it
_OVER: Final = 19
_BEGUN: Final = 110.0  # px of a table below which it rather begins on the next page
_LONG_INTRODUCTION: Final = 0.3  # of a page


def _density(step: int) -> tuple[float, ...]:
    """From the roomiest (0) to the densest; the chart gives way last, since its legend needs a free corner."""
    part = step / _STEPS
    parts = (part**1.7, part, part)
    return tuple(a + (b - a) * each for a, b, each in zip(_ROOMY, _DENSE, parts, strict=True))


@dataclass(frozen=True)
class PlacedPage:
    """The blocks of a page with the heights at which they stand; the first page has the masthead, others a line."""

    blocks: tuple[tuple[float, Block], ...]
    first: bool


class ReportPages:
    """All pages of a report. Lengths are px of 96 an inch, the paper's margins are part of a page."""

    def __init__(self, report: ClientReport) -> None:
        self.report = report
        self.ink = Ink.of(report.firm.brand)
        self.size = LETTER if report.letter else A4
        self._width = self.size.width() - 2 * _MARGIN
        self._top = _HEAD if not report.firm.header else _HEAD + 8.0
        self._footer = self._footer_block()
        self._bottom = self.size.height() - max(_FOOT, self._footer.height + 34.0)
        self._look = TableLook(self.ink, report.table, self._width)
        self.placed: list[PlacedPage] = []
        self._lay_out()

    def __len__(self) -> int:
        return len(self.placed)

    # -- the first page ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        report, ink, width = self.report, self.ink, self._width
        above: list[Block] = [Masthead(ink, report.firm, width), Rule(width), *title_blocks(ink, report, width)]
        above[0].gap, above[1].gap = 16.0, 15.0
        later: list[Block] = []
        if report.introduction:
            text = introduction(ink, report.introduction, width)
            if text.height <= self.size.height() * _LONG_INTRODUCTION:
                above.append(text)
            else:
                later.append(text)
        above.append(Cards(ink, report.cards, width))
        comments = self._comments()
        print_ = small_print(ink, report, width)
        if not self._in_one([*above], comments, print_):
            if comments and self._in_one([*above], [], print_):
                later += comments
            else:
                self._overflow(above, later, comments, print_)
                later = []
        self._flow(later)
        for page in report.pages:
            if not page.empty:
                self._flow(self._further(page))

    def _in_one(self, above: list[Block], comments: list[Block], print_: Block) -> bool:
        """Place all of it on one page, as roomy as that goes; False where it does not go."""
        below = [*self._below_table(), *comments, *self._conclusions()]
        room = self._bottom - self._top - print_.height - 8.0

        def body(step: int) -> list[Block]:
            slot, row, _gap = _density(step)
            table: list[Block] = [TableBlock(self._look, row)] if self.report.table.rows else []
            return [*above, *self._chart(slot), *table, *below]

        fits = bisect_left(
            range(_STEPS + 1), True, key=lambda step: self._needed(body(step), _density(step)[-1]) <= room
        )  # fmt: skip
        if fits > _STEPS:
            return False
        self._place_first(body(fits), _density(fits)[-1], print_)
        return True

    def _overflow(self, above: list[Block], later: list[Block], comments: list[Block], print_: Block) -> None:
        """More than one page: what concludes stands on the first, where the table begins and from where it goes on."""
        slot, row, gap = _density(_OVER)
        body = [*above, *self._chart(slot)]
        ending: list[Block] = [*self._conclusions()]
        room = self._bottom - self._top
        shown: Block | None = print_
        moved: list[Block] = []
        if self._needed([*body, *ending], gap) + print_.height + 8.0 > room:
            shown, moved = None, [print_]
        while ending and self._needed([*body, *ending], gap) > room:
            moved.insert(0, ending.pop())
        rest: list[Block] = []
        if self.report.table.rows:
            table = TableBlock(self._look, row)
            left = room - self._needed([*body, *ending], gap) - (shown.height + 8.0 if shown else 0.0) - 2 * gap - 16.0
            parts = table.split(left)
            if parts is not None and parts[0].height >= _BEGUN:
                body += [parts[0], Paragraph(self.ink, tr("The table goes on on the next page."), self._width, SMALL,
                                             TOKENS.text2)]  # fmt: skip
                parts[0].gap = 3.0
                rest = [parts[1]]
            else:
                rest = [table]
        self._place_first([*body, *ending], gap, shown)
        self._flow([*later, *rest, *self._below_table(), *comments, *moved])

    def _chart(self, slot: float) -> list[Block]:
        report, ink = self.report, self.ink
        title = heading(ink, report.chart_title, report.chart_hint, self._width)
        if report.chart is None:
            return [title, Paragraph(ink, report.no_chart, self._width, 11, TOKENS.text2)]
        return [title, RoiBars(ink, report.chart, report.numbers, self._width, slot)]

    def _below_table(self) -> list[Block]:
        return [Paragraph(self.ink, note, self._width, SMALL, TOKENS.text2) for note in self.report.table.notes]

    def _comments(self) -> list[Block]:
        if not self.report.comments:
            return []
        title = Paragraph(self.ink, self.report.comments_title, self._width, 12, TOKENS.text, weight=600)
        title.gap, title.keeps = 3.0, True
        made = [CommentBlock(self.ink, each, self._width) for each in self.report.comments]
        made[-1].gap = Block.gap
        return [title, *made]

    def _conclusions(self) -> list[Block]:
        report, ink = self.report, self.ink
        made: list[Block] = [Points(ink, report.points, self._width)] if report.points else []
        return [*made, Step(ink, report.step, self._width)] if report.step is not None else made

    @staticmethod
    def _gap(block: Block, usual: float) -> float:
        """What is free below a block: what it wants where that is less than usual, or of its own."""
        return block.gap if block.gap != Block.gap else usual

    def _needed(self, blocks: list[Block], gap: float) -> float:
        return sum(block.height + self._gap(block, gap) for block in blocks)

    def _place_first(self, blocks: list[Block], gap: float, print_: Block | None) -> None:
        placed: list[tuple[float, Block]] = []
        y = self._top
        for block in blocks:
            placed.append((y, block))
            y += block.height + self._gap(block, gap)
        if print_ is not None:
            placed.append((self._bottom - print_.height, print_))
        self.placed.append(PlacedPage(tuple(placed), first=True))

    # -- further pages -------------------------------------------------------------------------------------------------

    def _further(self, page: FurtherPage) -> list[Block]:
        ink, width = self.ink, self._width
        title = Paragraph(ink, page.title, width, 20, TOKENS.text, weight=600, display=True, leading=1.25)
        title.gap = 3.0
        made: list[Block] = [title]
        if page.hint:
            made.append(Paragraph(ink, page.hint, width, 11, TOKENS.text2))
        made += [Paragraph(ink, each, width, 12, TOKENS.text) for each in page.sentences]
        made += [FurtherChart(ink, chart, self.report.numbers, width) for chart in page.charts]
        for table in page.tables:
            if table.title:
                name = Paragraph(ink, table.title, width, 13, TOKENS.text, weight=600)
                name.gap, name.keeps = 5.0, True
                made.append(name)
            made.append(TableBlock(TableLook(ink, table, width), 19.0))
            for note in table.notes:
                made.append(Paragraph(ink, note, width, SMALL, TOKENS.text2))
                made[-1].gap = 2.0
        for term in page.terms:
            made.append(Paragraph(ink, term, width, 11, TOKENS.text, leading=1.45))
            made[-1].gap = 7.0
        return made

    def _flow(self, blocks: list[Block]) -> None:
        """Blocks onto new pages, one below the other; what can be taken apart is where a page ends."""
        start = y = self._top + 30.0
        waiting = list(blocks)
        placed: list[tuple[float, Block]] = []
        while waiting:
            block = waiting.pop(0)
            together = block.height + (block.gap + waiting[0].height if block.keeps and waiting else 0.0)
            room = self._bottom - y
            if block.height <= room and (together <= room or not placed):
                placed.append((y, block))
                y += block.height + block.gap
                continue
            parts = block.split(room)
            if parts is None and block.keeps and waiting and y + block.height + block.gap < self._bottom:
                followed = waiting[0].split(room - block.height - block.gap)
                if followed is not None:
                    placed.append((y, block))
                    y += block.height + block.gap
                    waiting[0:1] = followed
                    continue
            if parts is not None:
                placed.append((y, parts[0]))
                waiting.insert(0, parts[1])
            elif placed:
                waiting.insert(0, block)
            else:  # higher than a page, and whole
                placed.append((y, block))
            self.placed.append(PlacedPage(tuple(placed), first=False))
            placed, y = [], start
        if placed:
            self.placed.append(PlacedPage(tuple(placed), first=False))

    # -- drawing -------------------------------------------------------------------------------------------------------

    def _footer_block(self) -> Paragraph:
        said = "  ·  ".join(filter(None, (self.report.firm.footer, self.report.amounts)))
        return Paragraph(self.ink, said, self._width - 110.0, SMALL, TOKENS.text2, most=3)

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw a page, from 0, with its corner at the painter's origin."""
        page, report, ink = self.placed[number], self.report, self.ink
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        fill(painter, 0.0, 0.0, self.size.width(), _BAR, ink.brand)
        if report.firm.header:
            place = QRectF(_MARGIN, _BAR + 6.0, self._width, 14.0)
            line(painter, ink.font(SMALL), TOKENS.text2, report.firm.header, place)
        if not page.first:
            self._paint_head(painter)
        for y, block in page.blocks:
            block.paint(painter, _MARGIN, y)
        self._paint_foot(painter, number)

    def _paint_head(self, painter: QPainter) -> None:
        ink, firm = self.ink, self.report.firm
        place = QRectF(_MARGIN, self._top - 8.0, self._width, 16.0)
        name = ink.metrics(11, 600).horizontalAdvance(firm.name)
        taken = min(name, self._width * 0.4)
        line(painter, ink.font(11, 600), TOKENS.text, firm.name, QRectF(place.left(), place.top(), taken + 1.0, 16.0))
        said = " · ".join(filter(None, (self.report.title, self.report.period)))
        line(painter, ink.font(10), TOKENS.text2, said, place.adjusted(taken + 20.0, 0.0, 0.0, 0.0), RIGHT)
        fill(painter, _MARGIN, self._top + 14.0, self._width, 1.0, TOKENS.border)

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        ink = self.ink
        top = self.size.height() - max(_FOOT, self._footer.height + 34.0) + 8.0
        fill(painter, _MARGIN, top, self._width, 1.0, TOKENS.border)
        self._footer.paint(painter, _MARGIN, top + 7.0)
        said = tr("Page {number} of {all}", number=number + 1, all=len(self))
        place = QRectF(_MARGIN + self._width - 110.0, top + 6.0, 110.0, 14.0)
        line(painter, ink.font(SMALL), TOKENS.text2, said, place, RIGHT)
