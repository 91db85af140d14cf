"""What the next unit of money brings in every channel, today and after a better split: a row a channel, from a ring
to a dot, and the line on which the dots meet. Where everything stands, and how it is drawn.

Small and still, for a dialog: it needs no view of pyqtgraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from roiapp.charts.linear_axis import LinearAxis, linear_axis
from roiapp.charts.placed_text import PlacedText
from roiapp.charts.row_names import draw_row_name, short_names
from roiapp.charts.scale import tick_labels
from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour
from roiapp.language import tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.decisions.budget_picture import NextRow, NextUnits
    from roiapp.core.number_format import NumberFormat

_ROW: Final = 20.0  # px
_LINE: Final = 16.0
_HEAD: Final = 18.0
_FOOT: Final = 22.0
_DOT: Final = 4.5
_GAP: Final = 8.0
_NAMES: Final = 0.36  # of the width, at most
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class RowPlace:
    """A channel's row: its name as it fits, where the ring of today and the dot of then stand (None: without end)."""

    row: NextRow
    name: str
    name_rect: QRectF
    now: QPointF
    then: QPointF | None


@dataclass(frozen=True)
class NextLayout:
    """The picture laid out; `level` is where the line stands on which all free channels meet, None where none does.
    Kinds of labels: "now", "then", "level", "x", "more"."""

    plot: QRectF
    rows: tuple[RowPlace, ...]
    level: float | None
    ticks: tuple[float, ...]
    labels: tuple[PlacedText, ...]


def next_layout(units: NextUnits, write: NumberFormat, size: QSizeF, style: ChartStyle) -> NextLayout | None:
    """The picture at a size in px of text at 12; None where there is nothing to draw."""
    fitting = max(int((size.height() - _HEAD - _FOOT) / _ROW), 1)
    shown, left_out = _shown(units.rows, fitting)
    if not shown:
        return None
    names = size.width() * _NAMES
    names = min(names, max(style.width(row.name) for row in shown) + 2.0)
    told = [value for row in shown for value in (row.now, row.then) if value is not None]
    room = max(style.width(write.text(value, units.unit), STRONG) for value in told) + _GAP + _DOT
    plot = QRectF(names + 10.0, _HEAD, max(size.width() - names - 14.0, 40.0), len(shown) * _ROW)
    ends = plot.left() + 2.0, plot.right() - 2.0
    axis = linear_axis(told, *ends, 44.0, margin=min(room, plot.width() / 3))
    texts = short_names([row.name for row in shown], names, style)
    rows = tuple(_row(row, texts[n], QRectF(0.0, _top(plot, n), names, _ROW), axis) for n, row in enumerate(shown))
    level = axis.at(axis.inside(units.level)) if units.level is not None else None
    labels = list(_row_labels(rows, units, write, style, plot))
    if level is not None and units.level is not None:
        labels.append(_level_label(level, units, write, style, size))
    labels += _ticks(axis, plot, units, write, style)
    if left_out:
        text = trn("{n} more between", "{n} more between", left_out, n=left_out)
        labels.append(PlacedText(QRectF(0.0, plot.bottom() + 4.0, style.width(text) + 2.0, _LINE), text, "more"))
    return NextLayout(plot, rows, level, tuple(axis.at(tick) for tick in axis.ticks), tuple(labels))


def _shown(rows: Sequence[NextRow], most: int) -> tuple[list[NextRow], int]:
    """The rows with most to tell, which are those at both ends, and how many are left out between them."""
    if len(rows) <= most:
        return list(rows), 0
    first = (most + 1) // 2
    return [*rows[:first], *rows[len(rows) - (most - first) :]], len(rows) - most


def _top(plot: QRectF, number: int) -> float:
    return plot.top() + number * _ROW


def _row(row: NextRow, name: str, rect: QRectF, axis: LinearAxis) -> RowPlace:
    middle = rect.center().y()
    now = QPointF(axis.at(axis.inside(row.now or 0.0)), middle)
    then = None if row.then is None else QPointF(axis.at(axis.inside(row.then)), middle)
    return RowPlace(row, name, rect, now, then)


def _row_labels(
    rows: Sequence[RowPlace], units: NextUnits, write: NumberFormat, style: ChartStyle, plot: QRectF
) -> Iterator[PlacedText]:
    """What it is today, on the side from which it comes; what it is then only where it does not meet the others."""
    for place in rows:
        left = place.then is not None and place.now.x() < place.then.x()
        yield _beside(place.now, write.text(place.row.now, units.unit), "now", left, style, plot)
        if place.row.place in ("least", "most") and place.then is not None:
            yield _beside(place.then, write.text(place.row.then, units.unit), "then", not left, style, plot)


def _beside(dot: QPointF, text: str, kind: str, left: bool, style: ChartStyle, plot: QRectF) -> PlacedText:
    wide = style.width(text, STRONG if kind == "then" else REGULAR) + 2.0
    sides = (dot.x() - _GAP - wide, dot.x() + _GAP)
    fitting = [x for x in (sides if left else sides[::-1]) if plot.left() <= x <= plot.right() + 4.0 - wide]
    x = fitting[0] if fitting else min(max(sides[not left], plot.left()), plot.right() - wide)
    return PlacedText(QRectF(x, dot.y() - _LINE / 2, wide, _LINE), text, kind)


def _level_label(level: float, units: NextUnits, write: NumberFormat, style: ChartStyle, size: QSizeF) -> PlacedText:
    text = tr("{amount} everywhere", amount=write.text(units.level, units.unit))
    wide = style.width(text, STRONG) + 2.0
    left = min(max(level - wide / 2, 0.0), max(size.width() - wide, 0.0))
    return PlacedText(QRectF(left, 0.0, wide, _LINE), text, "level")


def _ticks(
    axis: LinearAxis, plot: QRectF, units: NextUnits, write: NumberFormat, style: ChartStyle
) -> Iterator[PlacedText]:
    taken = plot.left() - 8.0
    for tick, text in zip(axis.ticks, tick_labels(axis.ticks, axis.step, units.unit, write), strict=True):
        wide = style.width(text) + 2.0
        x = axis.at(tick) - wide / 2
        if x >= taken and x + wide <= plot.right() + 4.0:
            yield PlacedText(QRectF(x, plot.bottom() + 4.0, wide, _LINE), text, "x")
            taken = x + wide + 8.0


# -- how it is drawn ---------------------------------------------------------------------------------------------------


def paint_next(painter: QPainter, places: NextLayout, style: ChartStyle) -> None:
    """The picture with its corner at the painter's origin."""
    plot = places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for x in places.ticks:
        painter.fillRect(QRectF(round(x), plot.top(), 1.0, plot.height()), colour(style.grid))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if places.level is not None:
        pen = QPen(colour(style.above), 1.0)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(QLineF(places.level, plot.top() - 2.0, places.level, plot.bottom()))
    for place in places.rows:
        draw_row_name(painter, place.name_rect, place.name, style, strong=False)
        _paint_row(painter, place, style)
    for label in places.labels:
        strong = label.kind in ("level", "then")
        painter.setFont(style.font(STRONG if strong else REGULAR))
        painter.setPen(colour(style.selected_text if label.kind == "level" else
                              style.text if label.kind in ("now", "then") else style.text2))  # fmt: skip
        painter.drawText(label.rect, _LEFT if label.kind == "more" else _CENTRE, label.text)


def _paint_row(painter: QPainter, place: RowPlace, style: ChartStyle) -> None:
    held = place.row.place == "held"
    paint = colour(style.whisker if held else style.above)
    if place.then is not None and not held:
        painter.setPen(QPen(paint, 1.5))
        painter.drawLine(QLineF(place.now, place.then))
    painter.setBrush(colour(style.surface))
    painter.setPen(QPen(colour(style.whisker), 1.5))
    painter.drawEllipse(place.now, _DOT - 0.75, _DOT - 0.75)
    if place.then is not None:
        painter.setPen(QPen(colour(style.surface), 1.0))
        painter.setBrush(paint)
        painter.drawEllipse(place.then, _DOT, _DOT)
