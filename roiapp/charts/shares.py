"""The chart of shares: per channel a bar for its part of the spend and one for its part of the gross profit, and the
two in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from roiapp.analysis.shares_chart import SharePair, SharesChart
from roiapp.charts.chart import SPOKEN, Chart, spoken_list
from roiapp.charts.legend import LINE, Legend, Sign
from roiapp.charts.linear_axis import linear_axis
from roiapp.charts.marks import draw_bar, draw_dot, fill
from roiapp.charts.places import Range, Shown
from roiapp.charts.row_names import draw_row_name, short_names
from roiapp.charts.row_places import INNER, RowPlaces
from roiapp.charts.style import STRONG, ChartStyle, colour
from roiapp.core.units import SHARE, NumberFormat
from roiapp.language import tr

DOT, DOT_GAP = 8.0, 6.0
_LEFT, _RIGHT, _TOP, _AXIS, _NO_AXIS = 20.0, 16.0, 8.0, 24.0, 4.0
_NAME_GAP, _LABEL_GAP = 16.0, 8.0
_NAMES_MOST = 0.28  # of the width
_LABELS_MOST = 0.36  # of the width: beyond, the labels are the short ones
_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT = 15.0, 20.0, 30.0
_LEGEND_FROM = 150.0  # px of height below which a legend would leave no room for rows
_MEASURED = 12  # of many texts only the longest are measured
_TO_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


def paint(painter: QPainter, rect: QRectF, content: SharesChart, style: ChartStyle, numbers: NumberFormat) -> None:
    """Draw a content into a rectangle, as many rows as it holds."""
    painter.save()
    painter.translate(rect.topLeft())
    draw(painter, SharesLayout(SharesTexts(content, style, numbers), rect.size()), Shown())
    painter.restore()


@dataclass(frozen=True)
class SharesTexts:
    """A content with its texts, measured once for all sizes."""

    content: SharesChart
    style: ChartStyle
    numbers: NumberFormat

    def share(self, value: float) -> str:
        return self.numbers.text(value, SHARE)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Both shares in words."""
        return tuple(self._sentence(pair) for pair in self.content.pairs)

    @cached_property
    def short(self) -> tuple[str, ...]:
        """The same where there is less room."""
        return tuple(
            self.share(pair.spend) if pair.profit is None
            else tr("{spend} → {profit}", spend=self.share(pair.spend), profit=self.share(pair.profit))
            for pair in self.content.pairs
        )  # fmt: skip

    @cached_property
    def name_width(self) -> float:
        return self._widest([pair.name for pair in self.content.pairs])

    @cached_property
    def label_widths(self) -> tuple[float, float]:
        """Width of the widest sentence and of the widest short one."""
        return self._widest(self.sentences), self._widest(self.short)

    @cached_property
    def signs(self) -> tuple[tuple[Sign, str], ...]:
        content, ways = self.content, {pair.more for pair in self.content.pairs}
        signs: list[tuple[Sign, str]] = [("spend_bar", tr("{cost}: share of all", cost=content.cost_label))]
        if True in ways:
            signs.append(("more_bar", tr("Gross profit: as large a share or more")))
        if False in ways:
            signs.append(("less_bar", tr("Gross profit: a smaller share")))
        return tuple(signs)

    def _sentence(self, pair: SharePair) -> str:
        if pair.profit is None:
            return tr("{spend} of the spend", spend=self.share(pair.spend))
        return tr(
            "{spend} of the spend, {profit} of the profit",
            spend=self.share(pair.spend), profit=self.share(pair.profit),
        )  # fmt: skip

    def _widest(self, texts: Sequence[str]) -> float:
        longest = sorted(texts, key=len, reverse=True)[:_MEASURED]
        return max((self.style.width(text, STRONG) for text in longest), default=0.0)


@dataclass(frozen=True, slots=True)
class PairRow:
    """One channel's places; `profit` is None where its share is not known."""

    pair: SharePair
    rect: QRectF
    name: QRectF
    short_name: str
    spend: QRectF
    profit: QRectF | None
    label: QRectF
    text: str

    def occupied(self) -> QRectF:
        """What is drawn right of the name, all together."""
        area = self.spend.united(self.label)
        return area if self.profit is None else area.united(self.profit)


class SharesLayout(RowPlaces):
    """The places for one content at one size."""

    def __init__(self, texts: SharesTexts, size: QSizeF) -> None:
        self.texts = texts
        self.size = size
        pairs, style = texts.content.pairs, texts.style
        self.count = len(pairs)
        self.legend = Legend(texts.content.title, texts.signs)
        self.legend_strip = self._strip()
        top = _TOP + (self.legend_strip.height() if self.legend_strip is not None else 0.0)
        self.sentence = self._sentence_place(top)
        top += LINE if self.sentence is not None else 0.0
        width, height = size.width(), size.height()
        # Every bar says its figures: where rows would have to be squeezed for it, the axis goes first.
        self.axis_room = _AXIS if height - top - _AXIS - 2 * INNER >= self.count * _USUAL_SLOT else _NO_AXIS
        names = min(texts.name_width + DOT + DOT_GAP + 1.0, max(width * _NAMES_MOST - _LEFT, 0.0))
        self.names = QRectF(_LEFT, top, names, max(height - top - self.axis_room, 0.0))
        left = _LEFT + names + _NAME_GAP
        self.plot = QRectF(left, top, max(width - left - _RIGHT, 1.0), max(height - top - self.axis_room, 1.0))
        long, short = texts.label_widths
        self.in_words = long <= width * _LABELS_MOST
        room = min((long if self.in_words else short) + _LABEL_GAP + 2.0, self.plot.width() * 0.6)
        values = [value for pair in pairs for value in (pair.spend, pair.profit) if value is not None]
        self.axis = linear_axis(values, left, self.plot.right() - room, style.width(texts.share(1.0)), margin=1.0)
        self.zero = round(self.axis.at(0.0))
        self.slot = self.slot_for(_LEAST_SLOT, _USUAL_SLOT, _MOST_SLOT)

    def view_range(self, scroll: float) -> tuple[Range, Range]:
        top = scroll / self.slot
        span = (self.axis.high - self.axis.low) / (self.axis.end - self.axis.start)
        return (
            (self.axis.low, self.axis.low + span * self.plot.width()),
            (top, top + self.plot.height() / self.slot),
        )

    def rows(self, scroll: float = 0.0) -> list[PairRow]:
        """The rows that can be seen, whole or in part."""
        return [self.row(number, scroll) for number in self.seen(scroll)]

    def row(self, number: int, scroll: float) -> PairRow:
        pair, texts = self.texts.content.pairs[number], self.texts
        top = self.row_top(number, scroll)
        thick = max(min(int(self.slot * 0.36), 9), 4)
        middle = math.floor(top + self.slot / 2)
        spend = self._bar(pair.spend, middle - thick, thick)
        profit = None if pair.profit is None else self._bar(pair.profit, middle + 1, thick)
        text = (texts.sentences if self.in_words else texts.short)[number]
        right = max(spend.right(), profit.right() if profit is not None else spend.right())
        label = QRectF(right + _LABEL_GAP, top, texts.style.width(text) + 1.0, self.slot)
        return PairRow(
            pair,
            QRectF(0.0, top, self.size.width(), self.slot),
            QRectF(self.names.left(), top, self.names.width(), self.slot),
            self.short_names[number],
            spend,
            profit,
            label,
            text,
        )

    def mark_rect(self, mark: int, scroll: float) -> QRectF:
        return self.row(mark, scroll).occupied()

    @cached_property
    def short_names(self) -> tuple[str, ...]:
        """The names as they find room beside their dots, selected or not."""
        room = self.names.width() - DOT - DOT_GAP
        return short_names([pair.name for pair in self.texts.content.pairs], room, self.texts.style, STRONG)

    @cached_property
    def ticks(self) -> list[tuple[float, QRectF, str]]:
        """The axis' ticks, if there is room for one: value, place of the label, text."""
        if self.axis_room < _AXIS:
            return []
        style, height = self.texts.style, self.texts.style.metrics().height()
        top = self.plot.bottom() + (_AXIS - height) / 2
        found = []
        for value in self.axis.ticks:
            text = self.texts.share(value)
            width = style.width(text)
            found.append((value, QRectF(round(self.axis.at(value)) - width / 2, top, width, height), text))
        return found

    def _bar(self, value: float, top: float, thick: int) -> QRectF:
        end = round(self.axis.at(self.axis.inside(value)))
        if value and end == self.zero:
            end += 1 if value > 0 else -1
        return QRectF(min(self.zero, end), top, abs(end - self.zero), thick)

    def _strip(self) -> QRectF | None:
        if self.size.height() < _LEGEND_FROM or not self.count:
            return None
        width = self.size.width() - _LEFT - _RIGHT
        _, height = self.legend.strip(self.texts.style, width)
        return QRectF(_LEFT, _TOP, width, height) if height <= self.size.height() / 4 else None

    def _sentence_place(self, top: float) -> QRectF | None:
        """Where it is said that the shares of the profit are not defined."""
        if not self.texts.content.undefined:
            return None
        return QRectF(_LEFT, top, max(self.size.width() - _LEFT - _RIGHT, 1.0), LINE)


class Shares(Chart[SharesChart, SharesLayout]):
    """Pairs of bars from the largest share of the spend to the smallest; a mark is a row."""

    def __init__(self, style: ChartStyle, parent: QWidget | None = None) -> None:
        super().__init__(SharesChart(), style, tr("Share of spend against share of gross profit"), parent)
        self._texts = SharesTexts(self.content, style, self.numbers)

    def set_content(self, content: SharesChart, numbers: NumberFormat) -> None:
        if content != self.content or numbers != self.numbers:
            self._texts = SharesTexts(content, self.look, numbers)
        super().set_content(content, numbers)

    def lay_out(self, size: QSizeF, style: ChartStyle) -> SharesLayout:
        if style != self._texts.style:
            self._texts = replace(self._texts, style=style)
        return SharesLayout(self._texts, size)

    def draw(self, painter: QPainter, places: SharesLayout, shown: Shown) -> None:
        draw(painter, places, shown)

    def channels(self) -> Sequence[int | None]:
        return [pair.channel for pair in self.content.pairs]

    def words(self, mark: int) -> str:
        pair = self.content.pairs[mark]
        lines = [pair.name, self._texts.sentences[mark]]
        if pair.profit is None:
            lines.append(self.content.undefined)
        else:
            difference = self.numbers.change(pair.profit - pair.spend, SHARE)
            lines.append(tr("Difference: {points}", points=difference))
        return "\n".join(lines)

    def spoken(self) -> str:
        pairs = self.content.pairs
        if not pairs:
            return ""
        said = [
            tr("{channel} {shares}", channel=pair.name, shares=sentence)
            for pair, sentence in zip(pairs[:SPOKEN], self._texts.sentences, strict=False)
        ]
        return tr("From the largest spend to the smallest: {channels}.", channels=spoken_list(said, len(pairs)))


def draw(painter: QPainter, layout: SharesLayout, shown: Shown) -> None:
    """The chart with its corner at the painter's origin."""
    style, plot = layout.texts.style, layout.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill(painter, 0, 0, layout.size.width(), layout.size.height(), style.surface)
    rows = layout.rows(shown.scroll)
    pairs = layout.texts.content.pairs
    hovered = None if shown.hovered is None else pairs[shown.hovered].channel
    painter.save()
    painter.setClipRect(QRectF(0.0, plot.top(), layout.size.width(), plot.height()), Qt.ClipOperation.IntersectClip)
    for row in rows:
        if row.pair.channel == shown.selected:
            painter.fillRect(row.rect, colour(style.selected))
        elif row.pair.channel == hovered:
            painter.fillRect(row.rect, colour(style.hover))
    for value, rect, _ in layout.ticks:
        if value:
            fill(painter, round(rect.center().x()), plot.top(), 1, plot.height(), style.grid)
    for row in rows:
        _draw_row(painter, row, style, strong=row.pair.channel == shown.selected)
    fill(painter, layout.zero, plot.top(), 1, plot.height(), style.whisker)
    painter.restore()
    painter.setFont(style.font())
    painter.setPen(colour(style.text2))
    for _, rect, text in layout.ticks:
        painter.drawText(rect.adjusted(-2.0, 0.0, 2.0, 0.0), Qt.AlignmentFlag.AlignCenter, text)
    if layout.legend_strip is not None:
        layout.legend.draw_strip(painter, style, layout.legend_strip.topLeft(), layout.legend_strip.width())
    if layout.sentence is not None:
        painter.setFont(style.font())
        painter.setPen(colour(style.text))
        painter.drawText(layout.sentence, _TO_LEFT, layout.texts.content.undefined)


def _draw_row(painter: QPainter, row: PairRow, style: ChartStyle, *, strong: bool) -> None:
    draw_bar(painter, row.spend, left=row.pair.spend < 0.0, paint=style.grid, edge=style.text2)
    if row.profit is not None and row.pair.profit is not None:
        paint = style.above if row.pair.more else style.below
        draw_bar(painter, row.profit, left=row.pair.profit < 0.0, paint=paint, edge=None)
    painter.setFont(style.font())
    painter.setPen(colour(style.text))
    painter.drawText(row.label.adjusted(0.0, 0.0, 4.0, 0.0), _TO_LEFT, row.text)
    width = draw_row_name(painter, row.name, row.short_name, style, strong=strong)
    middle = QPointF(row.name.right() - width - DOT_GAP - DOT / 2, row.name.center().y())
    draw_dot(painter, middle, DOT, style.dot(row.pair.colour))
