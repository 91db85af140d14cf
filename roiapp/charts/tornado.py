"""What moves a figure most: a bar an input, from the figure at its lower end to that at its higher end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from roiapp.charts.marks import draw_dashed
from roiapp.charts.row_names import short_names
from roiapp.charts.scale import Scale, tight_scale
from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour

if TYPE_CHECKING:
    from roiapp.analysis.decisions.matters import Tornado
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit

LINE: Final = 16.0  # px, a text's height
KEYS: Final = 30.0  # px above the bars
AXIS: Final = 26.0  # px below them
LEAST_ROW: Final = 24.0
_MOST_ROW: Final = 44.0
_INSET: Final = 10.0  # px that are free at both sides
_BAR: Final = 0.62  # of a row
_GAP: Final = 7.0
_NAMES_MOST: Final = 0.3  # of the width
_TICK_ROOM: Final = 84.0
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class TornadoTexts:
    """What is written: the names of the bars, what the two ends and the line that counts are called ("": none), and the
    unit of the figure."""

    names: tuple[str, ...]
    lower: str
    higher: str
    line: str
    unit: Unit
    write: NumberFormat


@dataclass(frozen=True)
class Label:
    """A text where it stands."""

    rect: QRectF
    text: str


@dataclass(frozen=True)
class Row:
    """A bar: the whole of its row, its name, the parts at the lower and the higher end (None: the figure is not known
    there) and what the figure is at both."""

    rect: QRectF
    name: Label
    lower: QRectF | None
    higher: QRectF | None
    values: tuple[Label, ...]


@dataclass(frozen=True)
class TornadoLayout:
    """Everything in px of text at 12: `now` and `line` (None: beyond the axis) are where these stand across."""

    plot: QRectF
    rows: tuple[Row, ...]
    now: float
    line: float | None
    ticks: tuple[tuple[float, Label], ...]
    keys: tuple[tuple[str, QRectF, Label], ...]


def least_height(bars: int) -> float:
    """How high so many bars have to be, in px of text at 12."""
    return KEYS + bars * LEAST_ROW + AXIS


def tornado_layout(found: Tornado, texts: TornadoTexts, size: QSizeF, style: ChartStyle) -> TornadoLayout | None:
    """The bars at a size; None where there is none."""
    if found.now is None or not found.bars:
        return None
    unit, write = texts.unit, texts.write
    ends = [(write.text(bar.at_low, unit), write.text(bar.at_high, unit)) for bar in found.bars]
    widest = max(style.width(text, STRONG) for pair in ends for text in pair) + _GAP + 2.0
    names = min(max(style.width(name) for name in texts.names) + 2.0, size.width() * _NAMES_MOST)
    left = _INSET + names + 14.0 + widest
    slot = min(max((size.height() - KEYS - AXIS) / len(found.bars), LEAST_ROW), _MOST_ROW)
    plot = QRectF(left, KEYS, max(size.width() - left - widest - _INSET, 40.0), slot * len(found.bars))
    scale = _scale(found, plot.width(), unit, write)

    def at(value: float) -> float:
        return plot.left() + scale.share(value) * plot.width()

    now = at(found.now)
    rows = []
    short = short_names(texts.names, names, style)
    for number, bar in enumerate(found.bars):
        area = QRectF(0.0, plot.top() + number * slot, size.width(), slot)
        name = Label(QRectF(_INSET, area.top(), names, slot), short[number])
        places = [None if value is None else at(value) for value in (bar.at_low, bar.at_high)]
        parts = [None if place is None else _part(now, place, area) for place in places]
        values = tuple(_values(places, now, ends[number], area, style))
        rows.append(Row(area, name, parts[0], parts[1], values))
    line = found.line.value if found.line is not None else math.nan
    return TornadoLayout(
        plot, tuple(rows), now, at(line) if scale.holds(line) else None,
        tuple(_ticks(scale, plot, style)), tuple(_keys(texts, size.width() - _INSET, scale.holds(line), style)),
    )  # fmt: skip


def _scale(found: Tornado, width: float, unit: Unit, write: NumberFormat) -> Scale:
    values = [value for bar in found.bars for value in (bar.at_low, bar.at_high, found.now) if value is not None]
    return tight_scale(min(values), max(values), max(int(width / _TICK_ROOM), 2), unit, write)


def _part(now: float, place: float, row: QRectF) -> QRectF:
    high = round(row.height() * _BAR)
    top = round(row.center().y() - high / 2)
    return QRectF(min(now, place), top, max(abs(place - now), 1.0), high)


def _values(
    places: Sequence[float | None], now: float, texts: tuple[str, str], row: QRectF, style: ChartStyle
) -> Iterator[Label]:
    """Each figure beside its own end; of two ends on one side the nearer one's stands on the other."""
    known = [now if place is None else place for place in places]
    first_left = known[0] < known[1] or (known[0] == known[1] and known[0] <= now)
    for number, text in enumerate(texts):
        is_left = first_left == (number == 0)
        place = min(known[number], now) if is_left else max(known[number], now)
        wide = style.width(text, STRONG) + 2.0
        x = place - _GAP - wide if is_left else place + _GAP
        yield Label(QRectF(x, row.center().y() - LINE / 2, wide, LINE), text)


def _ticks(scale: Scale, plot: QRectF, style: ChartStyle) -> Iterator[tuple[float, Label]]:
    taken = -math.inf
    for value, text in zip(scale.ticks, scale.labels, strict=True):
        x, wide = plot.left() + scale.share(value) * plot.width(), style.width(text) + 4.0
        if x - wide / 2 > taken + 8.0:
            taken = x + wide / 2
            yield x, Label(QRectF(x - wide / 2, plot.bottom() + 7.0, wide, LINE), text)


def _keys(texts: TornadoTexts, width: float, lined: bool, style: ChartStyle) -> Iterator[tuple[str, QRectF, Label]]:
    """The signs with what they mean, from the right edge on."""
    said = [("lower", texts.lower), ("higher", texts.higher), *([("line", texts.line)] if lined and texts.line else [])]
    right = width
    for kind, text in reversed(said):
        wide = style.width(text) + 2.0
        left = right - wide
        yield kind, QRectF(left - 16.0, 7.0, 10.0, 10.0), Label(QRectF(left, 4.0, wide, LINE), text)
        right = left - 16.0 - 18.0


# -- how it is drawn ---------------------------------------------------------------------------------------------------


def paint_tornado(painter: QPainter, places: TornadoLayout, style: ChartStyle, marked: int | None) -> None:
    """The bars with their corner at the painter's origin; `marked` is the row that pointer or keys are at."""
    plot = places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if marked is not None and marked < len(places.rows):
        painter.fillRect(places.rows[marked].rect, colour(style.hover))
    for x, _label in places.ticks:
        painter.fillRect(QRectF(round(x), plot.top(), 1.0, plot.height()), colour(style.grid))
    for row in places.rows:
        for part, paint in ((row.lower, style.below), (row.higher, style.above)):
            if part is not None:
                painter.fillRect(part, colour(paint))
    if places.line is not None:
        draw_dashed(painter, QLineF(places.line, plot.top() - 4.0, places.line, plot.bottom() + 4.0), style.whisker)
    painter.fillRect(QRectF(round(places.now), plot.top() - 4.0, 1.0, plot.height() + 8.0), colour(style.text))
    painter.setPen(colour(style.text))
    painter.setFont(style.font(REGULAR))
    for row in places.rows:
        painter.drawText(row.name.rect, _RIGHT, row.name.text)
    painter.setFont(style.font(STRONG))
    for row in places.rows:
        for label in row.values:
            painter.drawText(label.rect, _LEFT, label.text)
    painter.setFont(style.font(REGULAR))
    painter.setPen(colour(style.text2))
    for _x, label in places.ticks:
        painter.drawText(label.rect, _CENTRE, label.text)
    for kind, sign, label in places.keys:
        if kind == "line":
            draw_dashed(painter, QLineF(sign.center().x(), sign.top() - 2.0, sign.center().x(), sign.bottom() + 3.0),
                    style.whisker)  # fmt: skip
        else:
            painter.fillRect(sign, colour(style.below if kind == "lower" else style.above))
        painter.setPen(colour(style.text2))
        painter.drawText(label.rect, _LEFT, label.text)
