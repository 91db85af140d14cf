"""What does a channel bring? Its way from the money spent to the gross profit, its figures, what the numbers say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

from roiapp.language import apart, tr
from roiapp.ui.present.ink import RIGHT, Ink
from roiapp.ui.present.page import Page
from roiapp.ui.present.said import paint_said
from roiapp.ui.present.tiles import Tile, paint_tiles, spoken_tiles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from roiapp.analysis.findings.finding import Finding
    from roiapp.analysis.path_to_profit import Stop
    from roiapp.analysis.payoff import Payoff
    from roiapp.ui.model.finding_watch import FindingWatch
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.present.stage import Stage

_GAP: Final = 18.0
#: size of a question with a long name
_HEADING: Final = 24
#: beside the way, in this order, as far as they are known: four of them
_FIGURES: Final = ("roi", "cac", "net_return", "share_of_gross_profit", "conversion_rate", "average_revenue_per_sale")
_TILES: Final = 4
#: units beside the way, from which on there are more than two of them
_ALL: Final = 420.0


class ChannelPage(Page):
    """One channel after the other, the one that costs most first; up and down lead through them."""

    def __init__(
        self, stage: Stage, model: SessionModel, watch: FindingWatch, parent: QWidget, channel: int | None
    ) -> None:
        super().__init__(stage, model, watch, parent)
        self.key: int | None = None
        self._first = channel
        self.tiles: list[Tile] = []
        self.way: tuple[Stop, ...] = ()
        self.answer: Payoff | None = None
        self.name = ""
        self.place = self.count = 0

    @property
    def question(self) -> str:
        return tr("What does {channel} bring?", channel=apart(self.name)) if self.name else tr("What does it bring?")

    def heading(self, ink: Ink, room: float) -> str:
        """With as much of the channel's name as leaves it a question."""
        if ink.width(self.question, _HEADING, 600) <= room:
            return self.question
        rest = room - ink.width(tr("What does {channel} bring?", channel="").strip(), _HEADING, 600) - 24
        return tr("What does {channel} bring?", channel=ink.elided(apart(self.name), rest, _HEADING, 600))

    @property
    def order(self) -> list[int]:
        """The channels of which anything is known, the dearest first."""
        import numpy as np

        figures = self.model.figures
        assert figures is not None
        cost, profit = (np.nan_to_num(figures.values(id_)) for id_ in ("total_cost", "gross_profit"))
        known = [place for place in range(len(cost)) if cost[place] or profit[place]] or list(range(len(cost)))
        return sorted(known, key=lambda place: (-cost[place], -profit[place], place))

    @property
    def channel(self) -> int | None:
        """The place of the channel that is shown."""
        order, sheet = self.order, self.model.worksheet
        assert sheet is not None
        if self.key is None and self._first in order:
            self.key = sheet.keys[self._first or 0]
        keys = list(sheet.keys)
        if self.key in keys and keys.index(self.key) in order:
            return keys.index(self.key)
        return order[0] if order else None

    def step(self, by: int) -> bool:
        order, here, sheet = self.order, self.channel, self.model.worksheet
        if here is None or sheet is None:
            return False
        self.key = sheet.keys[order[(order.index(here) + by) % len(order)]]
        return True

    def refresh(self) -> None:
        from roiapp.analysis.change_said import figure_change
        from roiapp.analysis.path_to_profit import path_to_profit
        from roiapp.analysis.payoff import payoff

        figures, sheet, channel = self.model.figures, self.model.worksheet, self.channel
        assert figures is not None
        assert sheet is not None
        self.tiles, self.way, self.answer, self.name = [], (), None, ""
        if channel is None:
            return
        order, catalog, write = self.order, figures.catalog, self.model.number_format
        self.place, self.count = order.index(channel) + 1, len(order)
        self.name = sheet.names[channel]
        self.way, self.answer = path_to_profit(figures, channel), payoff(figures, channel)
        headline = sheet.settings.headline
        for id_ in (headline, *(each for each in _FIGURES if each not in ("roi", headline))):
            value = figures.value(id_, channel)
            if value is None or len(self.tiles) == _TILES:
                continue
            said = figure_change(figures, id_, channel, value, write)
            record = catalog.record(id_)
            self.tiles.append(Tile(tr(record.header), tr(record.header), write.text(value, record.unit),
                                   said.found.direction, said.amount, said.against if said.amount else "",
                                   said.tone))  # fmt: skip

    @property
    def found(self) -> Finding | None:
        """What the numbers say of this channel alone, beside whether it pays."""
        mine = [each for each in self.findings or () if each.channels == (self.channel,)]
        told = [each for each in mine if each.id not in ("pays", "loses") or each.verdict == "unclear"]
        return min(told, key=lambda each: each.id in ("pays", "loses"), default=None)

    def spoken(self) -> str:
        said = [f"{each.label} {self._text(each)}." for each in self.way]
        said.append(spoken_tiles(self.tiles))
        if self.answer is not None:
            said.append(f"{self.answer.claim} {self.answer.text}")
        if self.found is not None:
            said.append(self.found.whole_text)
        return " ".join(each.strip() for each in said if each.strip())

    def _text(self, stop: Stop) -> str:
        return self.model.number_format.text(stop.value, stop.unit)

    def paint(self, ink: Ink, room: QRectF) -> None:
        if self.channel is None:
            ink.flow(room, tr("There are no channels yet."), 28, role="text2")
            return
        below = room.adjusted(0, 0, 0, -_GAP)
        way = QRectF(below.left(), below.top(), below.width() * 0.58, below.height())
        self._paint_way(ink, way)
        side = below.adjusted(way.width() + _GAP, 0, 0, 0)
        high = 0.0
        tiles = self.tiles if side.width() >= _ALL else self.tiles[:2]
        if tiles:
            rows = -(-len(tiles) // 2)
            high = rows * 118.0 + (rows - 1) * 14.0
            paint_tiles(ink, QRectF(side.left(), side.top(), side.width(), high), tiles, min(len(tiles), 2))
            high += _GAP
        rest = side.adjusted(0, high, 0, 0)
        assert self.answer is not None
        if self.found is None:
            paint_said(ink, rest, *self.answer, size=32)
            return
        part = (rest.height() - _GAP) / 2
        paint_said(ink, QRectF(rest.left(), rest.top(), rest.width(), part), *self.answer, size=24)
        paint_said(ink, QRectF(rest.left(), rest.bottom() - part, rest.width(), part), self.found.verdict,
                   self.found.claim, self.found.text, 24)  # fmt: skip

    # -- the way -------------------------------------------------------------------------------------------------------

    def _paint_way(self, ink: Ink, room: QRectF) -> None:
        """A row a stop: name, bar and figure; below it, smaller, what leads there and what one of it cost."""
        ink.panel(room)
        inside = room.adjusted(22, 14, -22, -44)
        place = tr("Channel {number} of {all}, by cost: ↑ ↓ lead to the others", number=self.place, all=self.count)
        ink.line(QRectF(room.left() + 22, room.bottom() - 42, room.width() - 44, 32), place, 18, role="text2")
        if not self.way:
            ink.flow(inside, tr("Nothing is known of this channel yet."), 26, role="text2")
            return
        row = min(inside.height() / len(self.way), 92.0)
        names = min(max(ink.width(each.label, 20, 500) for each in self.way) + 4, inside.width() * 0.32)
        figures = max(ink.width(self._text(each), 26, 600) for each in self.way)
        bars = max(inside.width() - names - figures - 36, 40.0)
        for number, each in enumerate(self.way):
            top = inside.top() + number * row
            self._paint_stop(ink, each, QRectF(inside.left(), top, inside.width(), row), (names, bars))

    def _paint_stop(self, ink: Ink, stop: Stop, room: QRectF, widths: tuple[float, float]) -> None:
        names, bars = widths
        line = QRectF(room.left(), room.top(), room.width(), 34)
        ink.line(QRectF(line.left(), line.top(), names, line.height()), stop.label, 20, 500, align=RIGHT)
        left = line.left() + names + 14
        bar = QRectF(left, line.top() + 4, max(bars * stop.share, 3.0), 26)
        ink.fill(bar, self._role(stop), 4)
        beside = QRectF(bar.right() + 12, line.top(), room.right() - bar.right() - 12, line.height())
        ink.line(beside, self._text(stop), 26, 600, "bad" if stop.value < 0 else "text")
        below = self._below(stop)
        if below and room.height() >= 56:
            ink.line(QRectF(left, line.bottom() - 1, room.right() - left, 24), below, 18, role="text2")

    def _role(self, stop: Stop) -> str:
        if stop.id == "gross_profit":
            spent = next((each.value for each in self.way if each.id == "total_cost"), 0.0)
            return "good" if stop.value >= spent else "chart_below"
        return "text3" if stop.kind == "money" else "chart_above"

    def _below(self, stop: Stop) -> str:
        write = self.model.number_format
        parts = [tr("{figure} {value}", figure=label, value=write.text(value, unit))
                 for label, unit, value in filter(None, (stop.step, stop.cost))]  # fmt: skip
        return " · ".join(parts)
