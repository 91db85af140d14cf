"""Draws the ROI chart with any painter: the window's, a picture's, a page's. `bar_layout` says where things stand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from roiapp.charts.bar_layout import CAP, BarLayout, Row
from roiapp.charts.marks import draw_bar, draw_break, draw_whisker, fill
from roiapp.charts.row_names import draw_row_name
from roiapp.charts.style import MEDIUM, REGULAR, STRONG, ChartStyle, colour


def paint_bars(
    painter: QPainter, layout: BarLayout, scroll: float = 0.0, selected: int | None = None, hovered: int | None = None
) -> None:
    """The chart with its corner at the painter's origin. `selected` and `hovered` are channels, shown by their row."""
    style = layout.texts.style
    rows = layout.rows(scroll)
    plot = layout.plot
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill(painter, 0, 0, layout.size.width(), layout.size.height(), style.surface)
    painter.save()
    painter.setClipRect(QRectF(0.0, plot.top(), layout.size.width(), plot.height()), Qt.ClipOperation.IntersectClip)
    for row in rows:
        painter.fillRect(row.rect, colour(_behind(row, style, selected, hovered)))
    for x in layout.grid:
        fill(painter, x, plot.top(), 1, _grid_bottom(layout, x) - plot.top(), style.grid)
    for row in rows:
        _paint_solid(painter, row, style, waiting=layout.texts.chart.waiting)
    fill(painter, layout.zero, plot.top(), 1, plot.height(), style.whisker)
    _paint_all_channels(painter, layout, style)
    for row in rows:
        _paint_whisker(painter, row, style)
        _paint_texts(painter, row, style, _behind(row, style, selected, hovered), strong=row.bar.channel == selected)
    painter.restore()
    _paint_axis(painter, layout, style)
    _paint_legend(painter, layout, style)


def _behind(row: Row, style: ChartStyle, selected: int | None, hovered: int | None) -> str:
    if row.bar.channel == selected:
        return style.selected
    return style.hover if row.bar.channel == hovered else style.surface


def _grid_bottom(layout: BarLayout, x: int) -> float:
    """A line of the grid ends above the legend: running through its text it would be noise."""
    legend = layout.legend_block
    if legend is not None and legend.left() - 8.0 <= x <= legend.right() + 8.0:
        return max(legend.top() - 8.0, layout.plot.top())
    return layout.plot.bottom()


def _paint_solid(painter: QPainter, row: Row, style: ChartStyle, *, waiting: bool) -> None:
    if row.solid.width() < 1.0:
        return
    left = row.bar.value < 0
    full, pale = (style.below, style.below_pale) if left else (style.above, style.above_pale)
    # As long as nothing is known of the ranges, no bar looks as if its own were in doubt.
    called = waiting or row.bar.verdict in ("above", "below")
    edge = full if row.bar.verdict == "crosses" else None
    draw_bar(painter, row.solid, left=left, paint=full if called else pale, edge=edge)
    if row.cut:
        end = row.solid.left() + 12.0 if left else row.solid.right() - 16.0
        draw_break(painter, end, row.solid.top(), row.solid.height(), style.surface)


def _paint_all_channels(painter: QPainter, layout: BarLayout, style: ChartStyle) -> None:
    if layout.all_channels is None:
        return
    pen = QPen(colour(style.all_channels), 1.0)
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    x = layout.all_channels + 0.5
    painter.drawLine(QPointF(x, layout.plot.top()), QPointF(x, layout.plot.bottom()))


def _paint_whisker(painter: QPainter, row: Row, style: ChartStyle) -> None:
    if row.whisker is None:
        return
    left, right = row.whisker
    y = row.middle
    if row.bar.verdict in ("above", "below"):
        # A gap around the whisker keeps it readable on the full colour; at the bar's end it would only nibble at it.
        start, stop = max(left, round(row.solid.left())), min(right + 1, round(row.solid.right()))
        if stop > start:
            fill(painter, start, y - 1, stop - start, 3, style.surface)
            for cap, is_open in ((left, row.open_low), (right, row.open_high)):
                if not is_open and start <= cap < stop:
                    area = QRectF(cap - 1, y - CAP // 2 - 1, 3, CAP + 2).intersected(row.solid)
                    painter.fillRect(area, colour(style.surface))
    draw_whisker(painter, left, right, y, CAP, style.whisker, row.open_low, row.open_high)


def _paint_texts(painter: QPainter, row: Row, style: ChartStyle, behind: str, *, strong: bool) -> None:
    painter.fillRect(row.label.adjusted(-2.0, 1.0, 2.0, -1.0), colour(behind))
    painter.setFont(style.font(STRONG))
    painter.setPen(colour(style.text))
    painter.drawText(row.label.adjusted(0.0, 0.0, 4.0, 0.0), _LEFT, row.text)
    draw_row_name(painter, row.name, row.short_name, style, strong=strong)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


def _paint_axis(painter: QPainter, layout: BarLayout, style: ChartStyle) -> None:
    for tick in layout.ticks:
        painter.setFont(style.font(MEDIUM if tick.value == 0.0 else REGULAR))
        painter.setPen(colour(style.text if tick.value == 0.0 else style.text2))
        painter.drawText(tick.label.adjusted(-2.0, 0.0, 2.0, 0.0), Qt.AlignmentFlag.AlignCenter, tick.text)


def _paint_legend(painter: QPainter, layout: BarLayout, style: ChartStyle) -> None:
    if layout.legend_block is not None:
        layout.legend.draw_block(painter, style, layout.legend_block.topLeft())
    elif layout.legend_strip is not None:
        strip = layout.legend_strip
        layout.legend.draw_strip(painter, style, strip.topLeft(), strip.width())
