"""A figure at pairs of values of two inputs: cells the darker the further from the line that counts, and the line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from roiapp.charts.style import MEDIUM, REGULAR, STRONG, ChartStyle, colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.analysis.decisions.matters import HeatMap
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.unit_records import Unit

LINE: Final = 16.0
_TOP: Final = 46.0  # the name of the input across, and its values
_MOST_CELL: Final = 46.0
LEAST_CELL: Final = 26.0
_FOOT: Final = 24.0  # what the line is
_PALE: Final = 0.12  # how much of its colour the palest cell has
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class HeatTexts:
    """The names of both inputs, what the line is called ("": there is none), the units, and whether less is better."""

    rows: str
    columns: str
    line: str
    unit: Unit
    row_unit: Unit
    column_unit: Unit
    write: NumberFormat
    less_is_better: bool


@dataclass(frozen=True)
class Cell:
    """A cell: its place, the figure in words, and how far it is from the line, −1 (worst) to 1; 0 unknown or on it."""

    rect: QRectF
    text: str
    worth: float


@dataclass(frozen=True)
class HeatLayout:
    """Everything in px of text at 12. Cells are in reading order, `across` in a row; `now` is today's number."""

    across: int
    cells: tuple[Cell, ...]
    now: int
    lines: tuple[QLineF, ...]
    heads: tuple[tuple[QRectF, str, bool], ...]
    sides: tuple[tuple[QRectF, str, bool], ...]
    titles: tuple[tuple[QRectF, str], ...]
    key: tuple[QRectF, str] | None


def least_height(rows: int) -> float:
    """How high so many rows have to be, in px of text at 12."""
    return _TOP + rows * LEAST_CELL + _FOOT


def heat_layout(found: HeatMap, texts: HeatTexts, size: QSizeF, style: ChartStyle) -> HeatLayout:
    """The table at a size."""
    write = texts.write
    sides = [write.text(value, texts.row_unit) for value in found.row_values]
    heads = [write.text(value, texts.column_unit) for value in found.column_values]
    name_room = size.width() * 0.3
    rows_name = style.metrics(MEDIUM).elidedText(texts.rows, Qt.TextElideMode.ElideRight, name_room)
    room = max([style.width(rows_name, MEDIUM), *(style.width(text, STRONG) for text in sides)]) + 14.0
    high = min(max((size.height() - _TOP - _FOOT) / len(sides), LEAST_CELL), _MOST_CELL)
    wide = max((size.width() - room - 1.0) / len(heads), 20.0)
    plot = QRectF(room, _TOP, wide * len(heads), high * len(sides))
    worths = _worths(found, less_is_better=texts.less_is_better)
    cells = tuple(
        Cell(QRectF(plot.left() + j * wide, plot.top() + i * high, wide, high),
             write.text(value, texts.unit), worths[i][j])
        for i, row in enumerate(found.figures) for j, value in enumerate(row)
    )  # fmt: skip
    lines = tuple(
        QLineF(plot.left() + x0 * wide, plot.top() + y0 * high, plot.left() + x1 * wide, plot.top() + y1 * high)
        for (x0, y0), (x1, y1) in found.segments
    )
    row_now, column_now = found.now
    key = QRectF(plot.left() + 26.0, plot.bottom() + 6.0, style.width(texts.line) + 2.0, LINE)
    return HeatLayout(
        len(heads), cells, row_now * len(heads) + column_now, lines,
        tuple((QRectF(plot.left() + j * wide, _TOP - 21.0, wide, LINE), text, j == column_now)
              for j, text in enumerate(heads)),
        tuple((QRectF(0.0, plot.top() + i * high, room - 10.0, high), text, i == row_now)
              for i, text in enumerate(sides)),
        ((QRectF(plot.left(), 2.0, plot.width(), LINE), texts.columns),
         (QRectF(0.0, _TOP - 21.0, room - 10.0, LINE), rows_name)),
        (key, texts.line) if lines and texts.line else None,
    )  # fmt: skip


def _worths(found: HeatMap, *, less_is_better: bool) -> list[list[float]]:
    """How good each cell is: from the line, or where there is none from the worst of them on."""
    known = [value for row in found.figures for value in row if value is not None and math.isfinite(value)]
    if not known:
        return [[0.0] * len(row) for row in found.figures]
    least = found.line.value if found.line is not None else max(known) if less_is_better else min(known)
    furthest = max(abs(value - least) for value in known) or 1.0
    way = -1.0 if less_is_better else 1.0
    return [[0.0 if value is None else way * (value - least) / furthest for value in row] for row in found.figures]


def cell_at(places: HeatLayout, point: QPointF) -> int | None:
    """The number of the cell at a point."""
    return next((number for number, cell in enumerate(places.cells) if cell.rect.contains(point)), None)


# -- how it is drawn ---------------------------------------------------------------------------------------------------


def ground_of(worth: float, style: ChartStyle) -> QColor:
    """The ground of a cell, on which its figure can be read."""
    if worth == 0.0:
        return colour(style.surface)
    pale = colour(style.above_pale if worth > 0.0 else style.below_pale)
    part, surface = _PALE + (1.0 - _PALE) * min(abs(worth) ** 0.6, 1.0), colour(style.surface)

    def mixed(under: float, over: float) -> float:
        return under + (over - under) * part

    return QColor.fromRgbF(
        mixed(surface.redF(), pale.redF()), mixed(surface.greenF(), pale.greenF()), mixed(surface.blueF(), pale.blueF())
    )


def paint_heat(painter: QPainter, places: HeatLayout, style: ChartStyle, marked: int | None) -> None:
    """The table with its corner at the painter's origin; `marked` is the cell that pointer or keys are at."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for cell in places.cells:
        painter.fillRect(cell.rect.adjusted(0.0, 0.0, -1.0, -1.0), ground_of(cell.worth, style))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour(style.whisker), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLines(list(places.lines))
    for number, cell in enumerate(places.cells):
        weight = STRONG if number == places.now else REGULAR
        _figure(painter, cell, places.lines, style, weight)
    _framed(painter, places.cells[places.now].rect, style.text, 2.0)
    if marked is not None and marked < len(places.cells):
        _framed(painter, places.cells[marked].rect.adjusted(-1.0, -1.0, 1.0, 1.0), style.selected_text, 2.0)
    _around(painter, places, style)


def _figure(painter: QPainter, cell: Cell, lines: Sequence[QLineF], style: ChartStyle, weight: int) -> None:
    """A figure; the line makes room for it where it would go through."""
    middle, wide = cell.rect.center(), style.width(cell.text, weight) + 6.0
    letters = QRectF(middle.x() - wide / 2, middle.y() - 7.5, wide, 15.0)
    if any(_through(letters, line) for line in lines):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground_of(cell.worth, style))
        painter.drawRoundedRect(letters, 4.0, 4.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(style.font(weight))
    painter.setPen(colour(style.text))
    text = style.metrics(weight).elidedText(cell.text, Qt.TextElideMode.ElideRight, cell.rect.width() - 4.0)
    painter.drawText(cell.rect, _CENTRE, text)


def _through(rect: QRectF, line: QLineF) -> bool:
    steps = max(int(line.length() / 3.0), 1)
    return any(rect.contains(line.pointAt(number / steps)) for number in range(steps + 1))


def _framed(painter: QPainter, rect: QRectF, paint: str, wide: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(paint), wide))
    painter.drawRect(rect.adjusted(0.0, 0.0, -1.0, -1.0))


def _around(painter: QPainter, places: HeatLayout, style: ChartStyle) -> None:
    """Names and values of the inputs, today's strong, and what the line is."""
    for way, labels in ((_CENTRE, places.heads), (_RIGHT, places.sides)):
        for rect, text, today in labels:
            painter.setFont(style.font(STRONG if today else REGULAR))
            painter.setPen(colour(style.text if today else style.text2))
            painter.drawText(rect, way, text)
    painter.setFont(style.font(MEDIUM))
    painter.setPen(colour(style.text))
    for (rect, text), way in zip(places.titles, (_CENTRE, _RIGHT), strict=True):
        painter.drawText(rect, way, text)
    if places.key is not None:
        rect, text = places.key
        painter.setPen(QPen(colour(style.whisker), 2.0))
        painter.drawLine(QLineF(rect.left() - 26.0, rect.center().y(), rect.left() - 8.0, rect.center().y()))
        painter.setFont(style.font(REGULAR))
        painter.setPen(colour(style.text2))
        painter.drawText(rect, _LEFT, text)
