"""The first page: does our marketing pay? The answer, the figures of the cards, and ROI by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from roiapp.analysis import card_choice
from roiapp.language import tr
from roiapp.ui.bars.card_contents import chosen_ids, contents
from roiapp.ui.present.ink import Ink
from roiapp.ui.present.page import Page
from roiapp.ui.present.roi_bars import RoiBars
from roiapp.ui.present.said import paint_said
from roiapp.ui.present.tiles import Tile, paint_tiles, spoken_tiles

if TYPE_CHECKING:
    from roiapp.analysis.findings.finding import Finding
    from roiapp.analysis.payoff import Payoff

_TILES: Final = 6
_GAP: Final = 18.0
#: of the width, that the chart has beside the sentences
_CHART: Final = 0.64
_WIDE: Final = 1000.0


class OverviewPage(Page):
    """Everything at a glance."""

    tiles: list[Tile]
    answer: Payoff
    bars: RoiBars

    @property
    def question(self) -> str:
        return tr("Does our marketing pay?")

    def refresh(self) -> None:
        from roiapp.analysis.payoff import payoff
        from roiapp.analysis.roi_chart import roi_chart

        session, figures = self.model.session, self.model.figures
        assert session is not None
        assert figures is not None
        self.tiles = []
        for id_, card in zip(chosen_ids(self.model)[:_TILES], contents(self.model), strict=False):
            id_, _label = card_choice.figure_and_label(session.catalog, id_, session.worksheet.columns)
            short = tr(session.catalog.record(id_).header)
            self.tiles.append(
                Tile(card.label, short, card.value, card.direction, card.amount, card.against, card.tone)
            )
        self.answer = payoff(figures)
        self.bars = RoiBars(roi_chart(figures), figures, self.model.number_format)

    @property
    def top(self) -> Finding | None:
        """The finding most is at stake with."""
        return next(iter(self.findings or ()), None)

    def spoken(self) -> str:
        said = [f"{self.answer.claim} {self.answer.text}", spoken_tiles(self.tiles), self.bars.spoken()]
        if self.top is not None:
            said.append(self.top.whole_text)
        return " ".join(each.strip() for each in said if each.strip())

    def paint(self, ink: Ink, room: QRectF) -> None:
        if room.width() >= _WIDE:
            paint_tiles(ink, QRectF(room.left(), room.top(), room.width(), 124), self.tiles, len(self.tiles))
            below = room.adjusted(0, 124 + _GAP, 0, -_GAP)
            chart = QRectF(below.left(), below.top(), below.width() * _CHART, below.height())
            self.bars.paint(ink, chart, 1.5)
            said = below.adjusted(chart.width() + _GAP, 0, 0, 0)
            part = (said.height() - _GAP) / 2 if self.top is not None else said.height()
            places = [QRectF(said.left(), said.top() + number * (part + _GAP), said.width(), part) for number in (0, 1)]
        else:
            paint_tiles(ink, QRectF(room.left(), room.top(), room.width(), 182), self.tiles, 3)
            places = [QRectF(room.left(), room.top() + 182 + _GAP, room.width(), 66)]
            self.bars.paint(ink, room.adjusted(0, 182 + 66 + 2 * _GAP, 0, -_GAP), 1.3)
        paint_said(ink, places[0], *self.answer)
        if self.top is not None and len(places) > 1:
            paint_said(ink, places[1], self.top.verdict, self.top.claim, self.top.text)
