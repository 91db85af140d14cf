"""Scenarios as bars from the base line to what a figure would be: where everything stands, and how it is drawn.

Small and still, as the curve of a goal seek: it stands in a window of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from roiapp.charts.marks import draw_bar, draw_whisker, fill
from roiapp.charts.round_ticks import round_ticks
from roiapp.charts.row_names import draw_row_name, short_names
from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_bars import ScenarioBar, ScenarioBars
    from roiapp.core.number_format import NumberFormat

_LINE: Final = 16.0  # px, a text's height
_HEAD: Final = 24.0  # px above the plot, for the base's figure
_FOOT: Final = 26.0  # px below it, for the ticks
_BAR: Final = 16.0
_CAP: Final = 9
_SLOT: Final = 48.0
LEAST_SLOT: Final = 22.0
_GAP: Final = 8.0
_TICKS: Final = 96.0
_NAMES: Final = 0.34  # of the width
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class BarRow:
    """One scenario: its name's place, its bar (empty where the figure is undefined or as the base), its range in px
    from left to right, and the text behind it. `left`: the bar runs to the left."""

    bar: ScenarioBar
    short_name: str
    row: QRectF
    name: QRectF
    solid: QRectF
    left: bool
    whisker: tuple[int, int] | None
    label: QRectF


@dataclass(frozen=True)
class ScenarioLayout:
    """`start` is where bars begin: at the base, or at 0 where there is none."""

    plot: QRectF
    start: float
    rows: tuple[BarRow, ...]
    ticks: tuple[tuple[float, QRectF, str], ...]
    base: QRectF


def height_of(rows: int) -> float:
    """The least px that so many scenarios need."""
    return _HEAD + _FOOT + LEAST_SLOT * max(rows, 1)


def scenario_layout(chart: ScenarioBars, size: QSizeF, style: ChartStyle, write: NumberFormat) -> ScenarioLayout | None:
    """The chart at a size in px of text at 12; None where there is no bar."""
    if not chart.bars:
        return None
    names = min(max(style.width(each.name, STRONG) for each in chart.bars) + 1.0, size.width() * _NAMES)
    behind = max(style.width(each.text, STRONG) for each in chart.bars) + _GAP + 4.0
    left = names + 12.0
    room = max(size.width() - left, 60.0)
    height = max(size.height() - _HEAD - _FOOT, LEAST_SLOT)
    slot = min(max(height / len(chart.bars), LEAST_SLOT), _SLOT)
    plot = QRectF(left, _HEAD, room, slot * len(chart.bars))
    low, high = _ends(chart)
    long = max(room - behind, room * 0.3)

    def x_of(value: float) -> float:
        return left + (value - low) / (high - low) * long

    start = x_of(0.0 if chart.base is None else chart.base)
    shorts = short_names([each.name for each in chart.bars], names, style, STRONG)  # the chosen one is
    rows = tuple(
        _row(bar, short, QRectF(0.0, plot.top() + place * slot, size.width(), slot), left, start, x_of)
        for place, (bar, short) in enumerate(zip(chart.bars, shorts, strict=True))
    )
    ticks, taken = [], -math.inf
    for value, text in round_ticks(low, high, long, _TICKS, chart.unit, write):
        wide = style.width(text) + 4.0
        rect = QRectF(x_of(value) - wide / 2, plot.bottom() + 7.0, wide, _LINE)
        if rect.left() > taken + _GAP:
            ticks.append((round(x_of(value)), rect, text))
            taken = rect.right()
    wide = style.width(chart.base_text, STRONG) + 4.0
    base_left = min(max(start - wide / 2, 0.0), max(size.width() - wide, 0.0))
    return ScenarioLayout(plot, round(start), rows, tuple(ticks), QRectF(base_left, 2.0, wide, _LINE))


def _ends(chart: ScenarioBars) -> tuple[float, float]:
    """From the lowest to the highest of all that is drawn, with a margin."""
    values = [0.0 if chart.base is None else chart.base]
    for each in chart.bars:
        values += [value for value in (each.value, each.low, each.high) if value is not None]
    low, high = min(values), max(values)
    margin = 0.06 * (high - low) or 0.1 * abs(high) or 1.0
    return low - margin, high + margin


def _row(
    bar: ScenarioBar, short: str, row: QRectF, left: float, start: float, x_of: Callable[[float], float]
) -> BarRow:
    middle = row.center().y()
    name = QRectF(0.0, middle - _LINE / 2, left - 12.0, _LINE)
    end = start if bar.value is None else x_of(bar.value)
    solid = QRectF(round(min(start, end)), round(middle - _BAR / 2), abs(round(end) - round(start)), _BAR)
    whisker = None
    if bar.low is not None and bar.high is not None:
        whisker = round(x_of(bar.low)), round(x_of(bar.high))
    right = max(start, end, *(whisker or (start,)))
    label = QRectF(right + _GAP, middle - _LINE / 2, max(row.right() - right - _GAP, 20.0), _LINE)
    return BarRow(bar, short, row, name, solid, end < start, whisker, label)


def paint_scenario_bars(
    painter: QPainter, chart: ScenarioBars, places: ScenarioLayout, style: ChartStyle, chosen: int | None = None
) -> None:
    """The chart with its corner at the painter's origin; the row of the `chosen` scenario is marked."""
    plot = places.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for x, _rect, _text in places.ticks:
        fill(painter, x, plot.top(), 1, plot.height(), style.grid)
    for row in places.rows:
        if row.bar.key == chosen:
            painter.fillRect(row.row, colour(style.selected))
    for row in places.rows:
        _paint_bar(painter, row, style)
    fill(painter, places.start, plot.top() - 3.0, 1, plot.height() + 6.0, style.whisker)
    for row in places.rows:
        _paint_range(painter, row, style)
        painter.setFont(style.font(STRONG))
        painter.setPen(colour(style.text if row.bar.value is not None else style.text2))
        painter.drawText(row.label, _LEFT, row.bar.text)
        draw_row_name(painter, row.name, row.short_name, style, strong=row.bar.key == chosen)
    painter.setFont(style.font(REGULAR))
    painter.setPen(colour(style.text2))
    for _x, rect, text in places.ticks:
        painter.drawText(rect, _CENTRE, text)
    painter.setFont(style.font(STRONG))
    painter.setPen(colour(style.text))
    painter.drawText(places.base, _CENTRE, chart.base_text)


def _paint_bar(painter: QPainter, row: BarRow, style: ChartStyle) -> None:
    if row.solid.width() < 1.0:
        return
    full, pale = {
        "good": (style.above, style.above_pale), "bad": (style.below, style.below_pale),
    }.get(row.bar.tone, (style.all_channels, style.all_channels))  # fmt: skip
    draw_bar(painter, row.solid, left=row.left, paint=pale if row.bar.unsure else full,
             edge=full if row.bar.unsure else None)  # fmt: skip


def _paint_range(painter: QPainter, row: BarRow, style: ChartStyle) -> None:
    if row.whisker is None:
        return
    left, right = row.whisker
    y = round(row.row.center().y())
    if not row.bar.unsure:  # a gap keeps it readable on the full colour
        start, stop = max(left, round(row.solid.left())), min(right + 1, round(row.solid.right()))
        if stop > start:
            fill(painter, start, y - 1, stop - start, 3, style.surface)
    draw_whisker(painter, left, right, y, _CAP, style.whisker)


def scenario_at(places: ScenarioLayout, point: QPointF) -> BarRow | None:
    """The row under a point."""
    return next((each for each in places.rows if each.row.contains(point)), None)
