"""A figure as one input changes, with today, the goal and the answer: where everything stands, and how it is drawn.

Small and still: it needs no view of pyqtgraph, and stands in a dialog.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from roiapp.charts.marks import draw_dashed
from roiapp.charts.placed_text import PlacedText
from roiapp.charts.round_ticks import round_ticks
from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.decisions.seek_ways import Curve
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit

_LINE: Final = 16.0  # px, a text's height
_TOP: Final = 6.0
_FOOT: Final = 26.0  # px below the plot, for the ticks of the input
_TICKS_ACROSS: Final = 90.0  # px a tick needs
_TICKS_UP: Final = 30.0
_DOT: Final = 4.5
_GAP: Final = 8.0
#: how far the figures that are told may be from the plot's upper and lower end, of what lies between them
_AROUND: Final = 0.9
#: of what lies between the quarters of the curve
_CLOSE: Final = 0.1
_STILL: Final = 1e-6  # px a step, by which it goes nowhere
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class Units:
    """In what the figure and the input are written; `line` is what the wanted figure is called, "" for a goal."""

    metric: Unit
    by: Unit
    write: NumberFormat
    line: str = ""


@dataclass(frozen=True)
class CurveLayout:
    """A curve laid out: the plot, the lines in it (broken where the figure is unknown or far outside), the goal's
    height (None: outside), the dots of today and the answer, and all texts (kinds: "now", "then", "goal", "x",
    "y")."""

    plot: QRectF
    lines: tuple[QPolygonF, ...]
    goal: float | None
    now: QPointF | None
    then: QPointF | None
    ticks: tuple[float, ...]
    texts: tuple[PlacedText, ...]


def curve_layout(curve: Curve, units: Units, size: QSizeF, style: ChartStyle) -> CurveLayout | None:
    """The curve at a size in px of text at 12; None where there is nothing to draw."""
    known = [y for y in curve.ys if y is not None and math.isfinite(y)]
    if len(known) < 2 or len(curve.xs) < 2:
        return None
    low, high = _seen(curve, known)
    up = round_ticks(low, high, size.height() - _TOP - _FOOT, _TICKS_UP, units.metric, units.write)
    room = max(style.width(text) for _value, text in up) if up else 0.0
    plot = QRectF(room + 10.0, _TOP, max(size.width() - room - 24.0, 20.0), max(size.height() - _TOP - _FOOT, 20.0))
    first, last = curve.xs[0], curve.xs[-1]

    def x_of(value: float) -> float:
        return plot.left() + (value - first) / (last - first) * plot.width()

    def y_of(value: float) -> float:
        return plot.bottom() - (value - low) / (high - low) * plot.height()

    def place(point: tuple[float, float] | None) -> QPointF | None:
        return None if point is None else QPointF(x_of(point[0]), y_of(point[1]))

    lines = tuple(_lines([(x_of(x), None if y is None else y_of(y)) for x, y in zip(curve.xs, curve.ys, strict=True)]))
    goal = y_of(curve.target) if low <= curve.target <= high else None
    now, then = place(curve.now), place(curve.then)
    texts = [PlacedText(QRectF(0.0, y_of(v) - _LINE / 2, room, _LINE), text, "y") for v, text in up]
    texts += _across(first, last, plot, units, style)
    texts += _told(curve, units, style, _Placed(plot, lines, goal, now, then))
    return CurveLayout(plot, lines, goal, now, then, tuple(y_of(v) for v, _text in up), tuple(texts))


def _seen(curve: Curve, known: list[float]) -> tuple[float, float]:
    """From where to where the figure is shown: all that is told, and of the curve what is not far from it."""
    told = [each[1] for each in (curve.now, curve.then) if each is not None]
    told += [curve.target] if math.isfinite(curve.target) else []
    if not told:
        told = known
    low, high = min(told), max(told)
    ordered = sorted(known)
    usual = ordered[3 * len(ordered) // 4] - ordered[len(ordered) // 4]
    around = _AROUND * (high - low)
    if around < _CLOSE * usual:  # what is told lies so close together that the curve would be a wall
        around = usual
    around = around or 0.2 * abs(high) or 1.0
    low, high = min(max(min(known), low - around), low), max(min(max(known), high + around), high)
    margin = 0.08 * (high - low) or around
    return low - margin, high + margin


def _across(first: float, last: float, plot: QRectF, units: Units, style: ChartStyle) -> Iterator[PlacedText]:
    taken = -math.inf
    for value, text in round_ticks(first, last, plot.width(), _TICKS_ACROSS, units.by, units.write):
        x, wide = plot.left() + (value - first) / (last - first) * plot.width(), style.width(text) + 4.0
        left = min(max(x - wide / 2, plot.left() - 8.0), plot.right() + 14.0 - wide)
        if left > taken + 8.0:
            yield PlacedText(QRectF(left, plot.bottom() + 7.0, wide, _LINE), text, "x")
            taken = left + wide


def _lines(points: Sequence[tuple[float, float | None]]) -> Iterator[QPolygonF]:
    part: list[QPointF] = []
    for x, y in points:
        if y is None or not math.isfinite(y):
            if len(part) > 1:
                yield QPolygonF(part)
            part = []
        else:
            part.append(QPointF(x, min(max(y, -1e5), 1e5)))
    if len(part) > 1:
        yield QPolygonF(part)


# -- what is told ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Placed:
    plot: QRectF
    lines: tuple[QPolygonF, ...]
    goal: float | None
    now: QPointF | None
    then: QPointF | None


def _told(curve: Curve, units: Units, style: ChartStyle, placed: _Placed) -> Iterator[PlacedText]:
    """The labels of the goal, the answer and today, none over another or over the curve where that can be."""
    taken: list[QRectF] = [_around(dot) for dot in (placed.now, placed.then) if dot is not None]
    write, plot = units.write, placed.plot
    if placed.goal is not None:
        text = units.line or tr("Goal {target}", target=write.text(curve.target, units.metric))
        wide = style.width(text, STRONG) + 2.0
        sides = [
            QRectF(left, top, wide, _LINE)
            for left in (plot.right() - wide, plot.left() + 4.0)
            for top in (placed.goal - _LINE - 2.0, placed.goal + 2.0)
        ]
        rect = _best(sides, taken, placed, goal_too=False)
        taken.append(rect)
        yield PlacedText(rect, text, "goal")
    for kind, point, dot in (("then", curve.then, placed.then), ("now", curve.now, placed.now)):
        if point is None or dot is None:
            continue
        values = {"figure": write.text(point[1], units.metric), "input": write.text(point[0], units.by)}
        text = tr("{input}: {figure}", **values) if kind == "then" else tr("Now {input}: {figure}", **values)
        wide = style.width(text, STRONG) + 2.0
        rect = _best(list(_corners(dot, wide, plot)), taken, placed, goal_too=True)
        taken.append(rect)
        yield PlacedText(rect, text, kind)


def _around(dot: QPointF) -> QRectF:
    return QRectF(dot.x() - _DOT - 2, dot.y() - _DOT - 2, 2 * _DOT + 4, 2 * _DOT + 4)


def _corners(dot: QPointF, wide: float, plot: QRectF) -> Iterator[QRectF]:
    """Beside a dot, above and below it, near ones first; kept inside the plot from side to side."""
    for away in (_GAP, _GAP + _LINE, _GAP + 2 * _LINE):
        for top in (dot.y() - away - _LINE + 2.0, dot.y() + away - 2.0):
            for left in (dot.x() + _GAP, dot.x() - _GAP - wide, dot.x() - wide / 2):
                inside = min(max(left, plot.left() + 2.0), max(plot.right() - wide, plot.left() + 2.0))
                yield QRectF(inside, top, wide, _LINE)


def _best(places: Sequence[QRectF], taken: Sequence[QRectF], placed: _Placed, *, goal_too: bool) -> QRectF:
    """The place over the least; the first of equal ones."""

    def cost(rect: QRectF) -> float:
        tight = rect.adjusted(0.0, 2.0, 0.0, -2.0)
        over = 40.0 * sum(tight.intersects(each) for each in taken)
        over += 60.0 * (rect.top() < placed.plot.top() - _TOP) + 60.0 * (rect.bottom() > placed.plot.bottom())
        over += 8.0 * any(_crosses(line, tight) for line in placed.lines)
        for dot in (placed.now, placed.then):  # a dashed line goes down from each
            over += 5.0 * (dot is not None and rect.left() < dot.x() < rect.right() and rect.bottom() > dot.y())
        if goal_too and placed.goal is not None:
            over += 6.0 * (tight.top() < placed.goal < tight.bottom())
        return over

    return min(places, key=cost)


def _crosses(line: QPolygonF, rect: QRectF) -> bool:
    """Whether a point of the line lies in the rectangle; one every 4 px is looked at."""
    for one, other in pairwise(line.toList()):
        steps = max(int(QLineF(one, other).length() / 4.0), 1)
        step = (other - one) / steps
        first, last = 0.0, float(steps)  # between which steps it can be there: a steep line has thousands
        for start, way, least, most in (
            (one.x(), step.x(), rect.left(), rect.right()), (one.y(), step.y(), rect.top(), rect.bottom())
        ):  # fmt: skip
            if abs(way) > _STILL:
                into, out = sorted(((least - start) / way, (most - start) / way))
                first, last = max(first, into), min(last, out)
        near = range(max(int(first), 0), min(int(last) + 1, steps) + 1)
        if any(rect.contains(one + step * number) for number in near):
            return True
    return False


# -- how it is drawn ---------------------------------------------------------------------------------------------------


def paint_curve(painter: QPainter, places: CurveLayout, style: ChartStyle, goal: str) -> None:
    """The curve with its corner at the painter's origin; `goal` is the colour of what is wanted."""
    plot = places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for y in places.ticks:
        painter.fillRect(QRectF(plot.left(), round(y), plot.width(), 1.0), colour(style.grid))
    painter.fillRect(QRectF(plot.left(), round(plot.bottom()), plot.width(), 1.0), colour(style.grid))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for dot in (places.now, places.then):
        if dot is not None:
            draw_dashed(painter, QLineF(dot.x(), max(dot.y(), plot.top()), dot.x(), plot.bottom()), style.text2)
    if places.goal is not None:
        draw_dashed(painter, QLineF(plot.left(), places.goal, plot.right(), places.goal), goal)
    painter.save()
    painter.setClipRect(plot.adjusted(0.0, -2.0, 0.0, 1.0), Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour(style.above), 2.0))
    for line in places.lines:
        painter.drawPolyline(line)
    painter.restore()
    for dot, paint in ((places.now, style.whisker), (places.then, style.above)):
        if dot is not None and plot.adjusted(-1, -1, 1, 1).contains(dot):
            painter.setPen(QPen(colour(style.surface), 1.5))
            painter.setBrush(colour(paint))
            painter.drawEllipse(dot, _DOT + 0.75, _DOT + 0.75)
    for text in places.texts:
        strong = text.kind in ("now", "then", "goal")
        painter.setFont(style.font(STRONG if strong else REGULAR))
        paints = {"then": style.selected_text, "now": style.text, "goal": goal}
        painter.setPen(colour(paints.get(text.kind, style.text2)))
        painter.drawText(text.rect, _RIGHT if text.kind == "y" else _CENTRE, text.text)
