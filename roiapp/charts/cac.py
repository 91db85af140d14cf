"""The chart of customer acquisition cost: how it is drawn, and how its rows read in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from roiapp.analysis.cac_chart import CacBar, CacChart
from roiapp.analysis.ranges import describe
from roiapp.analysis.statistics import Interval
from roiapp.charts.cac_layout import CAP, CacLayout, CacRow
from roiapp.charts.chart import SPOKEN, Chart, spoken_list
from roiapp.charts.heading import Key
from roiapp.charts.marks import draw_bar, draw_break, draw_dashed, draw_whisker, fill
from roiapp.charts.places import Shown
from roiapp.charts.row_names import draw_row_name
from roiapp.charts.row_signs import awaited_sign, called_sign, limit_sign, range_sign, unclear_sign
from roiapp.charts.style import MEDIUM, REGULAR, STRONG, ChartStyle, colour
from roiapp.core.units import MONEY_EACH, SHARE, NumberFormat
from roiapp.language import tr

_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


def paint(painter: QPainter, rect: QRectF, content: CacChart, style: ChartStyle, numbers: NumberFormat) -> None:
    """Draw a content into a rectangle, as many rows as it holds."""
    painter.save()
    painter.translate(rect.topLeft())
    paint_cac(painter, CacLayout(content, style, numbers, keys_of(content, numbers), rect.size()), Shown())
    painter.restore()


class CustomerCost(Chart[CacChart, CacLayout]):
    """What a customer cost in each channel against the most one may cost; a mark is a row."""

    def __init__(self, style: ChartStyle, parent: QWidget | None = None) -> None:
        super().__init__(CacChart(), style, tr("Cost of a customer"), parent)

    def lay_out(self, size: QSizeF, style: ChartStyle) -> CacLayout:
        return CacLayout(self.content, style, self.numbers, keys_of(self.content, self.numbers), size)

    def draw(self, painter: QPainter, places: CacLayout, shown: Shown) -> None:
        paint_cac(painter, places, shown)

    def channels(self) -> Sequence[int | None]:
        return [bar.channel for bar in self.content.bars]

    def words(self, mark: int) -> str:
        bar = self.content.bars[mark]
        lines = [bar.name]
        if bar.value is not None:
            lines.append(tr("CAC {cost}", cost=self._money(bar.value)))
        else:
            lines.append(tr("No customer yet for what was spent"))
        if bar.low is not None:
            interval = Interval(bar.low, bar.high, self.content.level)
            lines.append(tr("{range}, from the customer count", range=describe(interval, MONEY_EACH, self.numbers)))
        if bar.limit is not None:
            limit = self._money(bar.limit)
            lines.append(tr("A customer may cost {cost} at most: the gross profit of one sale", cost=limit))
        if bar.lifetime is not None:
            lines.append(tr("A customer brings {value} over the years (LTV)", value=self._money(bar.lifetime)))
        return "\n".join(lines)

    def spoken(self) -> str:
        bars = self.content.bars
        named = [tr("{channel} {value}", channel=bar.name, value=self.places.cost_text(bar)) for bar in bars[:SPOKEN]]
        if not named:
            return ""
        return tr("From the most left over per customer to the least: {bars}.", bars=spoken_list(named, len(bars)))

    def _money(self, value: float) -> str:
        return self.numbers.text(value, MONEY_EACH)


def keys_of(chart: CacChart, numbers: NumberFormat) -> list[Key]:
    """The signs that occur in a chart, explained; those of what is known first."""
    verdicts = {bar.verdict for bar in chart.bars}
    found: list[Key] = []
    if any(bar.limit is not None for bar in chart.bars):
        found.append(Key(limit_sign, tr("Most a customer may cost")))
    if verdicts & {"under", "over"}:
        found.append(Key(called_sign, tr("Clearly under or over it")))
    if "crosses" in verdicts:
        found.append(Key(unclear_sign, tr("Range crosses it")))
    if chart.waiting:
        found.append(Key(awaited_sign, tr("Ranges are being worked out")))
    if any(bar.low is not None for bar in chart.bars):
        level = numbers.text(chart.level, SHARE)
        found.append(Key(range_sign, tr("{level} range from customer count", level=level)))
    if chart.has_lifetime:
        found.append(Key(_lifetime_sign, tr("Lifetime value (LTV)")))
    if chart.total is not None:
        found.append(Key(_all_sign, tr("All channels {cost}", cost=numbers.text(chart.total, MONEY_EACH))))
    return found


def paint_cac(painter: QPainter, places: CacLayout, shown: Shown) -> None:
    """The chart with its corner at the painter's origin."""
    style, plot = places.style, places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill(painter, 0, 0, places.size.width(), places.size.height(), style.surface)
    rows = places.rows(shown.scroll)
    painter.save()
    painter.setClipRect(QRectF(0.0, plot.top(), places.size.width(), plot.height()), Qt.ClipOperation.IntersectClip)
    for row in rows:
        if row.bar.channel == shown.selected:
            painter.fillRect(row.rect, colour(style.selected))
        elif row.number == shown.hovered:
            painter.fillRect(row.rect, colour(style.hover))
    for tick in places.ticks:
        fill(painter, tick.x, plot.top(), 1, plot.height(), style.grid)
    if places.all_channels is not None:
        draw_dashed(painter, _upright(places.all_channels, plot.top(), plot.bottom()), style.all_channels)
    for row in rows:
        _paint_bar(painter, row, style, round(plot.right()), waiting=places.chart.waiting)
        _paint_texts(painter, places, row, style, strong=row.bar.channel == shown.selected)
    fill(painter, round(places.axis.at(0.0)), plot.top(), 1, plot.height(), style.whisker)
    painter.restore()
    painter.setFont(style.font())
    painter.setPen(colour(style.text2))
    for tick in places.ticks:
        painter.drawText(tick.label.adjusted(-2.0, 0.0, 2.0, 0.0), Qt.AlignmentFlag.AlignCenter, tick.text)
    painter.setFont(style.font(MEDIUM))
    for column in places.columns:
        painter.drawText(column.rect, _RIGHT, column.header)
    places.heading.draw(painter, style)


def _paint_bar(painter: QPainter, row: CacRow, style: ChartStyle, edge: int, *, waiting: bool) -> None:
    """A row's bar, range and markers; `edge` is the plot's right one."""
    over = row.bar.verdict == "over" or _above_limit(row.bar)
    full, pale = (style.below, style.below_pale) if over else (style.above, style.above_pale)
    # As long as nothing is known of the ranges, no bar looks as if its own were in doubt.
    called = waiting or row.bar.verdict in ("under", "over")
    if row.solid.width() >= 1.0:
        outline = full if row.bar.verdict == "crosses" else None
        draw_bar(painter, row.solid, left=False, paint=full if called else pale, edge=outline)
        if row.cut:
            draw_break(painter, row.solid.right() - 16.0, row.solid.top(), row.solid.height(), style.surface)
    if row.whisker is not None:
        left, right = row.whisker
        if called and row.solid.width() >= 1.0:
            # A gap around the whisker keeps it readable on the full colour.
            stop = min(right + 1, round(row.solid.right()))
            fill(painter, left - 1, row.middle - 1, max(stop - left + 1, 0), 3, style.surface)
        # Without a bar the whisker alone says what was spent for nothing.
        paint = style.below if row.bar.value is None and row.bar.verdict == "over" else style.whisker
        draw_whisker(painter, left, right, row.middle, CAP, paint, False, row.open_high)
    if row.limit is not None:
        draw_limit(painter, row.limit, row.middle, style, row.rect.height())
    if row.lifetime is not None:
        draw_lifetime(painter, row.lifetime, row.middle, style)
    elif row.lifetime_beyond:
        draw_lifetime(painter, edge - 12, row.middle, style)
        _paint_beyond(painter, edge - 4, row.middle, style)


def _paint_beyond(painter: QPainter, x: int, y: int, style: ChartStyle) -> None:
    """An arrow head behind a marker at the edge: it belongs further on."""
    for step in range(4):
        fill(painter, x + step, y - 3 + step, 1, 7 - 2 * step, style.text)


def _above_limit(bar: CacBar) -> bool:
    return bar.value is not None and bar.limit is not None and bar.value > bar.limit


def _paint_texts(painter: QPainter, places: CacLayout, row: CacRow, style: ChartStyle, *, strong: bool) -> None:
    middle = QRectF(0.0, row.middle - 8.0, 0.0, 16.0)
    for number, column in enumerate(places.columns):
        text = column.texts[row.number]
        painter.setFont(style.font(REGULAR if number else STRONG))
        painter.setPen(colour(style.text2 if number else style.text))
        painter.drawText(QRectF(column.rect.left() - 4.0, middle.top(), column.rect.width() + 4.0, 16.0), _RIGHT, text)
    draw_row_name(painter, row.name, places.short_names[row.number], style, strong=strong)


# -- signs -----------------------------------------------------------------------------------------------------------


def draw_limit(painter: QPainter, x: int, y: int, style: ChartStyle, room: float = 20.0) -> None:
    """The most a customer may cost: an upright line, clear of what it stands on."""
    height = min(18, int(room) - 2)
    fill(painter, x - 2, y - height // 2, 5, height, style.surface)
    fill(painter, x - 1, y - height // 2, 3, height, style.text)


def draw_lifetime(painter: QPainter, x: int, y: int, style: ChartStyle) -> None:
    """What a customer brings over the years: a hollow diamond."""
    at = QPointF(x + 0.5, y + 0.5)
    corners = [QPointF(0.0, -5.5), QPointF(5.5, 0.0), QPointF(0.0, 5.5), QPointF(-5.5, 0.0)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour(style.text), 1.5))
    painter.setBrush(colour(style.surface))
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _lifetime_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    draw_lifetime(painter, x + 11, y, style)


def _all_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    draw_dashed(painter, _upright(x + 11, y - 8.0, y + 8.0), style.all_channels)


def _upright(x: int, top: float, bottom: float) -> QLineF:
    return QLineF(x + 0.5, top, x + 0.5, bottom)
