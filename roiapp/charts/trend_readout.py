"""The box with the figures of all lines at the period under the pointer, and what is said of its marked days."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption

from roiapp.charts.marks import draw_point
from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour
from roiapp.charts.trend_layout import TrendLayout, line_colour
from roiapp.language import tr

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_LINES, _LETTERS = 4, 600  # of what is said below the figures: beyond, all of it stands in the table it is from
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


def paint_readout(painter: QPainter, places: TrendLayout, mark: int) -> None:
    style, box = places.style, readout(places, mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour(style.text2), 1.0))
    painter.setBrush(colour(style.surface))
    painter.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), 4.0, 4.0)
    inner = box.rect.adjusted(10.0, 6.0, -10.0, -6.0)
    row = QRectF(inner.left(), inner.top(), inner.width(), 17.0)
    painter.setFont(style.font(STRONG))
    painter.setPen(colour(style.text))
    painter.drawText(row, _LEFT, style.metrics(STRONG).elidedText(box.title, Qt.TextElideMode.ElideRight, row.width()))
    for index, name, value in box.rows:
        row.translate(0.0, 17.0)
        line = places.lines[index]
        told = index < len(places.chart.lines)
        paint = line_colour(line, style) if told else style.whisker
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        draw_point(painter, QPointF(row.left() + 5.0, row.center().y()), index if told else 0, colour(paint), None)
        weight = STRONG if index == places.of_mark(mark)[0] else REGULAR
        painter.setFont(style.font(weight))
        painter.setPen(colour(style.text))
        painter.drawText(row, _RIGHT, value)
        room = row.width() - 16.0 - style.width(value, STRONG) - 10.0
        shown = style.metrics(weight).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(row.adjusted(16.0, 0.0, 0.0, 0.0), _LEFT, shown)
    painter.setFont(style.font())
    painter.setPen(colour(style.text2))
    row.translate(0.0, 4.0)
    for text in box.said:
        row.translate(0.0, 17.0)
        painter.drawText(row, _LEFT, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


@dataclass(frozen=True)
class Readout:
    """The box with the figures of all lines at one period: (line, name, figure) from the highest down. `said` are the
    lines of text below them."""

    rect: QRectF
    title: str
    rows: tuple[tuple[int, str, str], ...]
    said: tuple[str, ...] = ()


def readout(places: TrendLayout, mark: int) -> Readout:
    """The box for a mark, beside the line through its period and inside the chart; its own line is always in it."""
    own, number = places.of_mark(mark)
    chart, style = places.chart, places.style
    shown = [*range(len(chart.lines)), *([own] if own >= len(chart.lines) else [])]
    known = [(index, value) for index in shown if (value := places.lines[index].values[number]) is not None]
    known.sort(key=lambda each: -each[1])
    said = places.said_at(number)
    widest = min(300.0, places.size.width() - 8.0)
    lines = _wrapped(" ".join(said), widest - 22.0, style) if said else ()
    below = 4.0 + 17.0 * len(lines) if lines else 0.0
    most = max(int((places.size.height() - 8.0 - 29.0 - below) // 17.0), 1)
    while len(known) > most:
        known.remove(next(each for each in reversed(known) if each[0] != own))
    rows = tuple((i, places.lines[i].name, places.numbers.text(value, chart.unit)) for i, value in known)
    period = chart.periods[number]
    title = tr("{period}, period open", period=period.name) if period.open and chart.provisional else period.name
    texts = [16.0 + style.width(name, STRONG) + 10.0 + style.width(value, STRONG) for _, name, value in rows]
    texts += [style.width(line) for line in lines]
    width = min(max([style.width(title, STRONG), *texts]) + 22.0, widest)
    height = 29.0 + 17.0 * len(rows) + below
    x = places.xs[number] + 12.0
    if x + width > places.size.width() - 4.0:
        x = max(places.xs[number] - 12.0 - width, 4.0)
    top = min(places.plot.top() + 4.0, max(places.size.height() - height - 4.0, 4.0))
    return Readout(QRectF(x, top, width, height), title, rows, lines)


def _wrapped(text: str, width: float, style: ChartStyle) -> tuple[str, ...]:
    """A text in lines of at most this width; what the lines have no room for is cut off."""
    layout = QTextLayout(text[:_LETTERS], style.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < _LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    parts = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
    *whole, rest = parts
    return (*whole, style.metrics().elidedText(rest, Qt.TextElideMode.ElideRight, width))
