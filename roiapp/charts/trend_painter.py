"""Draws a trend with any painter. `trend_layout` says where things stand.

Lines are told apart by colour, by the shape of their points and by the name at their end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from roiapp.analysis.statistics import Interval
from roiapp.charts.heading import Key, heading
from roiapp.charts.marks import POINT, draw_point, fill
from roiapp.charts.polylines import dashes
from roiapp.charts.style import MEDIUM, REGULAR, STRONG, ChartStyle, colour
from roiapp.charts.trend_layout import TrendLayout, line_colour
from roiapp.charts.trend_readout import paint_readout
from roiapp.core.units import SHARE
from roiapp.language import tr

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
_BAND, _BAND_EDGE = 0.12, 0.4  # how much of the line's colour its range and the ends of it have
_BEHIND, _FEW_BEHIND = 0.38, 10  # how much of the grey of texts lines behind the others have where they are so many
_ALL_ON, _ALL_OFF = 4.0, 3.0  # px, the dashes of all channels: no channel's line has any
_DASHES = [4.0, 3.0]
FLAG, _POLE = (9.0, 8.0), 18  # px, the cloth of a step's flag and how high it stands


@dataclass(frozen=True)
class Pointed:
    """The mark that stands out, and whether its figures are told here: reached by keys they stand in a box of their
    own."""

    mark: int
    told: bool


def paint_trend(painter: QPainter, places: TrendLayout, selected: int | None, pointed: Pointed | None) -> None:
    """The trend with its corner at the painter's origin; `selected` is the channel whose line is drawn strongest."""
    style, plot = places.style, places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill(painter, 0, 0, places.size.width(), places.size.height(), style.surface)
    _paint_axes(painter, places)
    painter.save()
    painter.setClipRect(plot.adjusted(-6.0, -4.0, 6.0, 4.0), Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    over, _ = places.of_mark(pointed.mark) if pointed else (None, 0)
    usual, first = _behind(places), len(places.chart.lines)
    for number in range(len(places.chart.others)):
        _paint_behind(painter, places, number, colour(style.whisker) if over == first + number else usual)
    for tick in places.ticks:
        if tick.zero:  # many lines behind would break it
            fill(painter, plot.left(), tick.y, plot.width(), 1, style.whisker)
    _paint_band(painter, places)
    for index, line in enumerate(places.chart.lines):
        strong = line.channel == selected and line.channel is not None
        _paint_line(painter, places, index, colour(line_colour(line, style)), 2.5 if strong else 1.75)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if pointed:
        _paint_crosshair(painter, places, pointed.mark)
    painter.restore()
    _paint_ends(painter, places)
    heading(places.chart.title, _keys(places), style, 20.0, places.size.width() - 16.0).draw(painter, style)
    if pointed and pointed.told:
        paint_readout(painter, places, pointed.mark)


def _behind(places: TrendLayout) -> QColor:
    """Lines behind the others: seen, but not before them, and the fainter the more there are."""
    over, under = colour(places.style.text2), colour(places.style.surface)
    share = _BEHIND * min(math.sqrt(_FEW_BEHIND / max(len(places.chart.others), 1)), 1.0)

    def mix(of: float, ground: float) -> float:
        return share * of + (1.0 - share) * ground

    return QColor.fromRgbF(
        mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()), mix(over.blueF(), under.blueF())
    )


# -- axes ------------------------------------------------------------------------------------------------------------


def _paint_axes(painter: QPainter, places: TrendLayout) -> None:
    style, plot = places.style, places.plot
    for x in places.years:
        fill(painter, x, plot.top(), 1, plot.height(), style.grid)
    for tick in places.ticks:
        fill(painter, plot.left(), tick.y, plot.width(), 1, style.whisker if tick.zero else style.grid)
        painter.setFont(style.font(MEDIUM if tick.zero else REGULAR))
        painter.setPen(colour(style.text if tick.zero else style.text2))
        painter.drawText(tick.label, _RIGHT, tick.text)
    if not any(tick.zero for tick in places.ticks):
        fill(painter, plot.left(), round(plot.bottom()), plot.width(), 1, style.grid)
    for x in {x for mark, x in places.placed_marks if not mark.step}:
        _paint_redefined(painter, x, plot.top(), plot.bottom(), style)
    for x, paint in {(x, places.mark_colour(mark)) for mark, x in places.placed_marks if mark.step}:
        _paint_step(painter, x, plot.bottom(), paint)
    for x in places.pauses:
        _paint_pause(painter, x, round(plot.bottom()), style)
    painter.setFont(style.font())
    painter.setPen(colour(style.text2))
    for label in places.period_labels:
        fill(painter, label.x, plot.bottom(), 1, 4, style.text2)
        painter.drawText(label.rect.adjusted(-2.0, 0.0, 2.0, 0.0), Qt.AlignmentFlag.AlignCenter, label.text)


def _paint_pause(painter: QPainter, x: int, y: int, style: ChartStyle) -> None:
    """Two slanted strokes on the axis: here time is drawn shorter than it was."""
    fill(painter, x - 5, y - 2, 10, 5, style.surface)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour(style.text2), 1.0))
    for left in (x - 4.0, x + 1.0):
        painter.drawLine(QPointF(left, y + 5.0), QPointF(left + 4.0, y - 4.0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_redefined(painter: QPainter, x: int, top: float, bottom: float, style: ChartStyle) -> None:
    """A dashed line up: what is counted on its left is not what is counted on its right."""
    pen = QPen(colour(style.text2), 1.0)
    pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.drawLine(QPointF(x + 0.5, bottom), QPointF(x + 0.5, top))


def _paint_step(painter: QPainter, x: int, foot: float, paint: str) -> None:
    """A flag on the axis: something was done there, and lines go on."""
    wide, high = FLAG
    fill(painter, x, foot - _POLE, 1, _POLE, paint)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(paint))
    top = foot - _POLE
    cloth = [QPointF(x + 1.0, top), QPointF(x + 1.0 + wide, top + high / 2), QPointF(x + 1.0, top + high)]
    painter.drawPolygon(QPolygonF(cloth))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


# -- lines -----------------------------------------------------------------------------------------------------------


def _paint_behind(painter: QPainter, places: TrendLayout, index: int, paint: QColor) -> None:
    """A thin line behind the others. Lines of 1 px are drawn at once, wider ones Qt strokes slowly."""
    painter.setPen(QPen(paint, 1.0))
    painter.setBrush(paint)
    for stretch in places.behind[index]:
        if stretch.size() > 1:
            painter.drawPolyline(stretch)
        else:
            painter.drawEllipse(stretch.at(0), 1.5, 1.5)


def _paint_line(painter: QPainter, places: TrendLayout, index: int, paint: QColor, width: float) -> None:
    """A line in its stretches; what leads to an open period is dashed and its point hollow."""
    whole: list[QLineF] = []
    dashed: list[QLineF] = []
    alone: set[int] = set()
    points = places.told_points[index]
    for run in places.runs[index]:
        for before, after in pairwise(run):
            (dashed if places.open(after) else whole).append(QLineF(points[before], points[after]))
        if len(run) == 1:
            alone.add(run[0])
    # Segment by segment, with ends that need no curves: stroking a long line as one shape takes Qt ten times as long.
    of_all = places.lines[index].channel is None
    cap = Qt.PenCapStyle.FlatCap if of_all else Qt.PenCapStyle.SquareCap
    pen = QPen(paint, width, Qt.PenStyle.SolidLine, cap)
    painter.setPen(pen)
    painter.drawLines(dashes(whole, _ALL_ON, _ALL_OFF) if of_all else whole)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.drawLines(dashed)
    last = places.lines[index].last
    for number, place in points.items():
        is_open = places.open(number)
        if places.every_point or is_open or number in alone or number == last:
            draw_point(painter, place, index, paint, places.style.surface if is_open else None)


def _paint_band(painter: QPainter, places: TrendLayout) -> None:
    chart = places.chart
    if chart.band_of is None:
        return
    line = chart.lines[chart.band_of]
    paint = colour(line_colour(line, places.style))
    shade, edge = QColor(paint), QColor(paint)
    shade.setAlphaF(_BAND)
    edge.setAlphaF(_BAND_EDGE)
    painter.save()
    painter.setClipRect(places.plot, Qt.ClipOperation.IntersectClip)
    for run in places.runs[chart.band_of]:
        stretch: list[int] = []
        for number in [*run, None]:
            if number is not None and chart.band[number] is not None:
                stretch.append(number)
                continue
            if len(stretch) > 1:
                path = QPainterPath()
                tops = [QPointF(places.xs[n] + 0.5, _edge(places, chart.band[n], top=True)) for n in stretch]
                bottoms = [QPointF(places.xs[n] + 0.5, _edge(places, chart.band[n], top=False)) for n in stretch]
                path.addPolygon(QPolygonF([*tops, *reversed(bottoms)]))
                painter.fillPath(path, shade)
                # Where it goes on beyond the plot, its ends keep it from looking like the ground.
                painter.setPen(QPen(edge, 1.0))
                for end in (tops, bottoms):
                    painter.drawPolyline(QPolygonF(end))
            elif stretch:
                top, bottom = (_edge(places, chart.band[stretch[0]], top=t) for t in (True, False))
                painter.setPen(QPen(paint, 1.0))
                x = places.xs[stretch[0]] + 0.5
                painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            stretch = []
    painter.restore()


def _edge(places: TrendLayout, interval: Interval | None, *, top: bool) -> float:
    """The height of an end of a range; an open one lies beyond the plot."""
    end = None if interval is None else (interval.high if top else interval.low)
    if end is None:
        return places.plot.top() - 40.0 if top else places.plot.bottom() + 40.0
    return places.y(end)


# -- names and figures -----------------------------------------------------------------------------------------------


def _paint_ends(painter: QPainter, places: TrendLayout) -> None:
    style = places.style
    for label in places.end_labels:
        line = places.chart.lines[label.line]
        paint = line_colour(line, style)
        middle = label.rect.center().y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if label.joined and abs(middle - label.point.y()) > 3.0:
            painter.setPen(QPen(colour(paint), 1.0))
            start = min(max(label.point.y(), places.plot.top()), places.plot.bottom())
            painter.drawLine(QPointF(label.point.x() + 5.0, start), QPointF(label.rect.left() - 1.0, middle))
        draw_point(painter, QPointF(label.rect.left() + 5.0, middle), label.line, colour(paint), None)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        name = label.shown
        painter.setFont(style.font())
        painter.setPen(colour(style.text))
        painter.drawText(label.rect.adjusted(14.0, 0.0, 0.0, 0.0), _LEFT, name)
        painter.setFont(style.font(STRONG))
        painter.drawText(label.rect.adjusted(14.0 + style.width(name) + 8.0, 0.0, 4.0, 0.0), _LEFT, label.value)


def _keys(places: TrendLayout) -> list[Key]:
    chart, found = places.chart, []
    if chart.band_of is not None:
        paint = line_colour(chart.lines[chart.band_of], places.style)
        level = places.numbers.text(chart.level, SHARE)
        of_all = chart.lines[chart.band_of].channel is None

        def band(painter: QPainter, _style: ChartStyle, x: int, y: int) -> None:
            shade = QColor(colour(paint))
            shade.setAlphaF(_BAND)
            painter.fillRect(QRectF(x, y - 5, 22, 10), shade)
            for left, wide in ((0, 4), (7, 4), (14, 4)) if of_all else ((0, 22),):
                fill(painter, x + left, y, wide, 2, paint)

        found.append(Key(band, tr("{level} range", level=level)))
    if any(not mark.step for mark in chart.marks):
        found.append(Key(_redefined_sign, tr("What counts changed")))
    steps = [mark for mark in chart.marks if mark.step]
    if steps:
        flag = places.mark_colour(steps[0])
        found.append(Key(lambda painter, _style, x, y: _paint_step(painter, x + 7, y + 9, flag), tr("Step taken")))
    if any(places.open(number) for number in range(len(chart.periods))):
        found.append(Key(_open_sign, tr("Period open")))
    if chart.others:
        grey = _behind(places)
        other = Key(lambda painter, _style, x, y: painter.fillRect(QRectF(x, y, 22, 1), grey), tr("Other channels"))
        found.append(other)
    return found


def _redefined_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    _paint_redefined(painter, x + 10, y - 7.0, y + 7.0, style)


def _open_sign(painter: QPainter, style: ChartStyle, x: int, y: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    pen = QPen(colour(style.whisker), 1.5)
    pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, y + 0.5), QPointF(x + 13.0, y + 0.5))
    draw_point(painter, QPointF(x + 17.0, y + 0.5), 0, colour(style.whisker), style.surface)


def _paint_crosshair(painter: QPainter, places: TrendLayout, mark: int) -> None:
    _, number = places.of_mark(mark)
    style = places.style
    fill(painter, places.xs[number], places.plot.top(), 1, places.plot.height(), style.text2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for index, line in enumerate(places.chart.lines):
        place = places.told_points[index].get(number)
        if place is not None:
            draw_point(painter, place, index, colour(line_colour(line, style)), style.surface, POINT + 1.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
