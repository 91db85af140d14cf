"""What a split gains under every elasticity: the curve over a band, and the assumption at hand on it. Where everything
stands, and how it is drawn.

Small and still, for a dialog: it needs no view of pyqtgraph.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from roiapp.analysis.decisions.budget_picture import elasticity_text
from roiapp.charts.placed_text import PlacedText
from roiapp.charts.scale import Scale, round_scale
from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.decisions.budget_picture import GainCurve
    from roiapp.core.number_format import NumberFormat

_LINE: Final = 16.0  # px, a text's height
_TOP: Final = 8.0
_FOOT: Final = 24.0
_UP: Final = 34.0  # px a tick needs
_DOT: Final = 4.5
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class GainLayout:
    """The curve laid out; `nothing` is the height at which nothing is gained, `asked` the assumption at hand.
    Kinds of labels: "asked", "x", "y"."""

    plot: QRectF
    line: QPolygonF
    nothing: float
    asked: QPointF
    ticks: tuple[float, ...]
    labels: tuple[PlacedText, ...]


def gain_layout(curve: GainCurve, write: NumberFormat, size: QSizeF, style: ChartStyle) -> GainLayout:
    """The curve at a size in px of text at 12; 0 always in sight."""
    steps = max(int((size.height() - _TOP - _FOOT) / _UP), 2)
    up = round_scale(min(0.0, *curve.gains), max(0.0, *curve.gains), steps, curve.unit, write)
    room = max((style.width(text) for text in up.labels), default=0.0)
    plot = QRectF(room + 10.0, _TOP, max(size.width() - room - 24.0, 20.0), max(size.height() - _TOP - _FOOT, 20.0))
    first, last = curve.elasticities[0], curve.elasticities[-1]

    def place(elasticity: float, gain: float) -> QPointF:
        x = plot.left() + (elasticity - first) / (last - first) * plot.width()
        return QPointF(x, plot.bottom() - up.share(gain) * plot.height())

    points = [place(each, gain) for each, gain in zip(curve.elasticities, curve.gains, strict=True)]
    asked = place(*curve.asked)
    labels = [_asked(curve, asked, write, style, plot), *_across(curve, plot, write, style)]
    labels += [
        PlacedText(QRectF(0.0, _y(plot, up, tick) - _LINE / 2, room, _LINE), text, "y")
        for tick, text in zip(up.ticks, up.labels, strict=True)
    ]
    ticks = tuple(_y(plot, up, tick) for tick in up.ticks)
    return GainLayout(plot, QPolygonF(points), _y(plot, up, 0.0), asked, ticks, tuple(labels))


def _y(plot: QRectF, up: Scale, gain: float) -> float:
    return plot.bottom() - up.share(gain) * plot.height()


def _asked(curve: GainCurve, dot: QPointF, write: NumberFormat, style: ChartStyle, plot: QRectF) -> PlacedText:
    """Above the dot where the curve is not, as it rises from left to right or is flat; below it where it falls."""
    text = tr("{gain} at {elasticity}", gain=write.change(curve.asked[1], curve.unit),
              elasticity=elasticity_text(curve.asked[0], write))  # fmt: skip
    wide = style.width(text, STRONG) + 2.0
    rising = curve.gains[-1] >= curve.gains[0]
    left = dot.x() - wide - 8.0 if rising else dot.x() + 8.0
    top = dot.y() - _LINE - 4.0
    if left < plot.left() + 2.0 and rising:  # no room before it: below the curve
        left, top = dot.x() + 8.0, dot.y() + 5.0
    left = min(max(left, plot.left() + 2.0), max(plot.right() - wide, plot.left() + 2.0))
    return PlacedText(QRectF(left, min(max(top, 0.0), plot.bottom() - _LINE), wide, _LINE), text, "asked")


def _across(curve: GainCurve, plot: QRectF, write: NumberFormat, style: ChartStyle) -> Iterator[PlacedText]:
    first, last = curve.elasticities[0], curve.elasticities[-1]
    taken = 0.0
    for tenth in range(math.ceil(first * 10 - 1e-9), math.floor(last * 10 + 1e-9) + 1):
        text = elasticity_text(tenth / 10, write)
        x, wide = plot.left() + (tenth / 10 - first) / (last - first) * plot.width(), style.width(text) + 2.0
        if x - wide / 2 >= taken:
            yield PlacedText(QRectF(x - wide / 2, plot.bottom() + 5.0, wide, _LINE), text, "x")
            taken = x + wide / 2 + 8.0


def paint_gain(painter: QPainter, places: GainLayout, style: ChartStyle) -> None:
    """The curve with its corner at the painter's origin: above nothing in the colour of gains, below it in that of
    losses."""
    plot = places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for y in places.ticks:
        painter.fillRect(QRectF(plot.left(), round(y), plot.width(), 1.0), colour(style.grid))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    first, last = places.line.first(), places.line.last()
    under = QPolygonF([QPointF(first.x(), places.nothing), *places.line.toList(), QPointF(last.x(), places.nothing)])
    above = QRectF(plot.left(), plot.top() - 2.0, plot.width(), places.nothing - plot.top() + 2.0)
    below = QRectF(plot.left(), places.nothing, plot.width(), plot.bottom() + 2.0 - places.nothing)
    for part, line, pale in ((above, style.above, style.above_pale), (below, style.below, style.below_pale)):
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(pale))
        painter.drawPolygon(under)
        painter.setPen(QPen(colour(line), 2.0))
        painter.drawPolyline(places.line)
        painter.restore()
    painter.fillRect(QRectF(plot.left(), round(places.nothing), plot.width(), 1.0), colour(style.whisker))
    painter.setPen(QPen(colour(style.surface), 1.5))
    painter.setBrush(colour(style.above if places.asked.y() <= places.nothing else style.below))
    painter.drawEllipse(places.asked, _DOT, _DOT)
    for label in places.labels:
        strong = label.kind == "asked"
        painter.setFont(style.font(STRONG if strong else REGULAR))
        painter.setPen(colour(style.text if strong else style.text2))
        painter.drawText(label.rect, _RIGHT if label.kind == "y" else _CENTRE, label.text)
