"""The chart of spend against gross profit: `spend_return_layout` places it, this draws it and makes it a widget.

A channel is a bubble, its area the customers; above the break-even line it brings back more than it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QRegion
from PySide6.QtWidgets import QWidget

from roiapp.analysis.spend_return_chart import SpendReturnChart
from roiapp.charts.chart import SPOKEN, Chart, spoken_list
from roiapp.charts.label_placing import Label
from roiapp.charts.marks import draw_arrow, draw_bubble, draw_dot, fill
from roiapp.charts.places import Shown
from roiapp.charts.spend_return_layout import DOT, DOT_GAP, SpendReturnLayout, SpendReturnTexts
from roiapp.charts.style import MEDIUM, REGULAR, STRONG, ChartStyle, colour, tint
from roiapp.core.units import COUNT, ROI, NumberFormat
from roiapp.language import tr

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


def paint(painter: QPainter, rect: QRectF, content: SpendReturnChart, style: ChartStyle, numbers: NumberFormat) -> None:
    """Draw a content into a rectangle."""
    painter.save()
    painter.translate(rect.topLeft())
    draw(painter, SpendReturnLayout(SpendReturnTexts(content, style, numbers), rect.size()), Shown())
    painter.restore()


class SpendReturn(Chart[SpendReturnChart, SpendReturnLayout]):
    """Bubbles over spend and gross profit; a mark is a bubble."""

    def __init__(self, style: ChartStyle, parent: QWidget | None = None) -> None:
        super().__init__(SpendReturnChart(), style, tr("Spend against gross profit"), parent)
        self._texts = SpendReturnTexts(self.content, style, self.numbers)

    def set_content(self, content: SpendReturnChart, numbers: NumberFormat) -> None:
        if content != self.content or numbers != self.numbers:
            self._texts = SpendReturnTexts(content, self.look, numbers)
        super().set_content(content, numbers)

    def lay_out(self, size: QSizeF, style: ChartStyle) -> SpendReturnLayout:
        if style != self._texts.style:
            self._texts = replace(self._texts, style=style)
        return SpendReturnLayout(self._texts, size)

    def draw(self, painter: QPainter, places: SpendReturnLayout, shown: Shown) -> None:
        draw(painter, places, shown)

    def mark_at(self, point: QPointF) -> int | None:
        """The mark at a point of the view; a label that stands out lies over the bubbles."""
        chosen, spot = _chosen(self.places, self.shown), point / self.look.scale
        labels = self.places.labels_with(next((mark for mark in chosen if mark != self.hovered), None))
        for mark in reversed(chosen):
            if (label := labels[mark]) is not None and label.rect.contains(spot):
                return mark
        return super().mark_at(point)

    def channels(self) -> Sequence[int | None]:
        return [bubble.channel for bubble in self.content.bubbles]

    def next_mark(self, mark: int, key: Qt.Key) -> int | None:
        """Left and right go by spend, up and down by profit."""
        bubbles = self.content.bubbles
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            order = sorted(range(len(bubbles)), key=lambda number: bubbles[number].profit)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            order = list(range(len(bubbles)))[::-1]
        else:
            return super().next_mark(mark, key)
        there = order.index(mark) + (1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Right) else -1)
        return order[min(max(there, 0), len(order) - 1)]

    def words(self, mark: int) -> str:
        bubble, texts = self.content.bubbles[mark], self._texts
        lines = [
            bubble.name,
            tr("{figure}: {value}", figure=self.content.cost_label, value=texts.money(bubble.cost)),
            tr("Gross profit: {value}", value=texts.money(bubble.profit)),
            tr("ROI: {value}", value=self.numbers.text(bubble.roi, ROI)),
            tr("Customers: {value}", value=self.numbers.text(bubble.customers, COUNT)),
        ]
        return "\n".join(lines)

    def spoken(self) -> str:
        bubbles, texts = self.content.bubbles, self._texts
        if not bubbles:
            return ""
        named = [
            tr("{channel} {cost} to {profit}", channel=b.name, cost=texts.money(b.cost), profit=texts.money(b.profit))
            for b in bubbles[:SPOKEN]
        ]
        return tr("What was spent and the gross profit of it: {channels}.", channels=spoken_list(named, len(bubbles)))


def draw(painter: QPainter, layout: SpendReturnLayout, shown: Shown) -> None:
    """The chart with its corner at the painter's origin."""
    style = layout.texts.style
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill(painter, 0, 0, layout.size.width(), layout.size.height(), style.surface)
    if layout.legend_strip is not None:
        strip = layout.legend_strip
        layout.legend.draw_strip(painter, style, strip.topLeft(), strip.width())
    chosen = _chosen(layout, shown)
    labels = layout.labels_with(next((m for m in chosen if m != shown.hovered), None))
    if shown.hovered is not None:
        labels = layout.labels_under(shown.hovered, labels)
    beside = _beside(layout, labels)
    _draw_axes(painter, layout, style, beside)
    _draw_break_even(painter, layout, style, beside)
    for mark in layout.drawing_order:
        _draw_spot(painter, layout, mark, style, strong=mark in chosen)
    for mark, label in enumerate(labels):
        if label is not None and mark not in chosen:
            _draw_label(painter, layout, mark, label, style)
    for mark in chosen:
        _draw_spot(painter, layout, mark, style, strong=True)
        label = labels[mark]
        if label is None:  # it is under that of the bubble at the pointer
            continue
        behind = style.selected if layout.spots[mark].bubble.channel == shown.selected else style.hover
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(colour(style.surface), 1.0))
        painter.setBrush(colour(behind))
        painter.drawRoundedRect(label.rect.adjusted(-4.0, -1.0, 4.0, 1.0), 4.0, 4.0)
        _draw_label(painter, layout, mark, label, style)


def _chosen(layout: SpendReturnLayout, shown: Shown) -> list[int]:
    """The marks that stand out, the one under the pointer last, over all others."""
    marks = [m for m, spot in enumerate(layout.spots) if spot.bubble.channel == shown.selected]
    if shown.hovered is not None and shown.hovered not in marks:
        marks.append(shown.hovered)
    return marks


def _beside(layout: SpendReturnLayout, labels: Sequence[Label | None]) -> QRegion:
    """Where lines are drawn: beside labels, so that they cross no text."""
    region = QRegion(layout.plot.adjusted(-1.0, -1.0, 1.0, 1.0).toAlignedRect())
    for label in labels:
        if label is not None:
            region -= QRegion(label.rect.adjusted(-2.0, 0.0, 2.0, 0.0).toAlignedRect())
    return region


def _draw_axes(painter: QPainter, layout: SpendReturnLayout, style: ChartStyle, beside: QRegion) -> None:
    plot = layout.plot
    for upright, tick in (*((False, row) for row in layout.rows), *((True, column) for column in layout.columns)):
        zero = tick.at == (layout.zero.x() if upright else layout.zero.y())
        if upright:
            fill(painter, tick.at, plot.top(), 1, plot.height(), style.grid)
        else:
            fill(painter, plot.left(), tick.at, plot.width(), 1, style.grid)
        painter.setFont(style.font(MEDIUM if zero else REGULAR))
        painter.setPen(colour(style.text if zero else style.text2))
        painter.drawText(
            tick.rect.adjusted(-3.0, 0.0, 0.0 if not upright else 3.0, 0.0),
            Qt.AlignmentFlag.AlignCenter if upright else _RIGHT,
            tick.text,
        )
    painter.save()
    painter.setClipRegion(beside, Qt.ClipOperation.IntersectClip)
    fill(painter, plot.left(), layout.zero.y(), plot.width(), 1, style.whisker)
    fill(painter, layout.zero.x(), plot.top(), 1, plot.height(), style.whisker)
    painter.restore()
    painter.setFont(style.font(MEDIUM))
    painter.setPen(colour(style.text2))
    painter.drawText(layout.spend_name.adjusted(-2.0, 0.0, 0.0, 0.0), _RIGHT, layout.texts.content.cost_label)
    name = layout.profit_name
    if name is None:
        return
    painter.save()
    painter.translate(name.center())
    painter.rotate(-90.0)
    turned = QRectF(-name.height() / 2, -name.width() / 2, name.height(), name.width())
    painter.drawText(turned, Qt.AlignmentFlag.AlignCenter, tr("Gross profit"))
    painter.restore()


def _draw_break_even(painter: QPainter, layout: SpendReturnLayout, style: ChartStyle, beside: QRegion) -> None:
    """The line, its name, and a tint over the side on which money is lost."""
    line, plot = layout.break_even, layout.plot
    corner = QPointF(plot.right(), plot.bottom())
    edge = [QPointF(plot.right(), plot.top())] if line.p2().y() <= plot.top() + 1.0 else []
    start = [QPointF(line.p1().x(), plot.bottom())]
    painter.save()
    painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint(style.below, 0.07))
    painter.drawPolygon(QPolygonF([*start, line.p1(), line.p2(), *edge, corner]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour(style.whisker), 1.25))
    painter.setClipRegion(beside, Qt.ClipOperation.IntersectClip)
    painter.drawLine(line)
    painter.restore()
    label = layout.break_even_label
    if label is not None:
        painter.setFont(style.font(MEDIUM))
        painter.setPen(colour(style.text2))
        painter.drawText(label[1].adjusted(0.0, 0.0, 3.0, 0.0), _LEFT, label[0])


def _draw_spot(painter: QPainter, layout: SpendReturnLayout, mark: int, style: ChartStyle, *, strong: bool) -> None:
    spot = layout.spots[mark]
    middle = QPointF(spot.x, spot.y)
    full = style.below if spot.bubble.side == "below" else style.above
    draw_bubble(painter, middle, spot.radius, full, dashed=spot.bubble.customers is None)
    if strong:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(style.selected_text), 2.0))
        painter.drawEllipse(middle, spot.radius + 1.5, spot.radius + 1.5)
    if spot.beyond != (0, 0):
        draw_arrow(painter, middle, spot.radius, spot.beyond, style.text)


def _draw_label(painter: QPainter, layout: SpendReturnLayout, mark: int, label: Label, style: ChartStyle) -> None:
    texts, rect = layout.texts, label.rect
    if label.leader is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(colour(style.text2), 1.0))
        painter.drawLine(label.leader)
    spot = layout.spots[mark]
    draw_dot(painter, QPointF(rect.left() + DOT / 2, rect.center().y()), DOT, style.dot(spot.bubble.colour))
    name = rect.adjusted(DOT + DOT_GAP, 0.0, 2.0, 0.0)
    painter.setFont(style.font())
    painter.setPen(colour(style.text))
    name.setRight(name.left() + style.width(texts.names[mark]) + 2.0)
    painter.drawText(name, _LEFT, texts.names[mark])
    if label.text == 0:
        painter.setFont(style.font(STRONG))
        painter.drawText(rect.adjusted(0.0, 0.0, 1.0, 0.0), _RIGHT, texts.figure(mark, spot.beyond))
