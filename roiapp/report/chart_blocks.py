"""Charts on pages, drawn by the same painters as in the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from roiapp.analysis.funnel_chart import FunnelChart
from roiapp.analysis.trend_chart import TrendChart
from roiapp.charts.bar_layout import BarLayout, BarTexts
from roiapp.charts.bar_painter import paint_bars
from roiapp.charts.row_places import INNER
from roiapp.charts.scenario_bars import height_of, paint_scenario_bars, scenario_layout
from roiapp.core.units import ROI, SHARE
from roiapp.report.blocks import Block

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_bars import ScenarioBars
    from roiapp.analysis.roi_chart import RoiChart
    from roiapp.core.number_format import NumberFormat
    from roiapp.report.ink import Ink

#: charts are laid out for texts of 12 px; on paper they are a little smaller
SCALE: Final = 0.9
#: px of a chart above its first row and below its last
_AROUND: Final = 29.0 + 2 * INNER
_LEAST: Final = 152.0  # below it a legend would take one line
_FURTHER: Final = 270.0  # three of them stand on a page


class RoiBars(Block):
    """The ROI of channels as bars with their ranges, `slot` px a row at most; as high as rows and legend need."""

    def __init__(self, ink: Ink, chart: RoiChart, numbers: NumberFormat, width: float, slot: float) -> None:
        texts = BarTexts(
            replace(chart, title=""), ink.chart, lambda value: numbers.text(value, ROI),
            numbers.text(chart.level, SHARE),
        )  # fmt: skip
        height = max(len(chart.bars) * slot / SCALE + _AROUND, _LEAST)
        self._layout = BarLayout(texts, QSizeF(width / SCALE, height))
        strip = self._layout.legend_strip
        if strip is not None:  # it took the room of rows
            height += strip.height()
            self._layout = BarLayout(texts, QSizeF(width / SCALE, height))
        self.height = height * SCALE

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        painter.save()
        painter.translate(left, top)
        painter.scale(SCALE, SCALE)
        paint_bars(painter, self._layout)
        painter.restore()


class FurtherChart(Block):
    """A chart of a further page."""

    def __init__(
        self, ink: Ink, chart: TrendChart | FunnelChart | ScenarioBars, numbers: NumberFormat, width: float,
        height: float = _FURTHER,
    ) -> None:  # fmt: skip
        self._ink = ink
        self._chart = chart
        self._numbers = numbers
        self._width = width
        self.height = height
        if isinstance(chart, FunnelChart):
            self.height = min(height, 56.0 + 52.0 * len(chart.stages))
        elif not isinstance(chart, TrendChart):
            self.height = max(height_of(len(chart.bars)), min(height, 60.0 + 34.0 * len(chart.bars))) * SCALE

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        painter.save()
        painter.translate(left, top)
        painter.scale(SCALE, SCALE)
        rect = QRectF(0.0, 0.0, self._width / SCALE, self.height / SCALE)
        chart, style = self._chart, self._ink.chart
        if isinstance(chart, TrendChart):
            from roiapp.charts import trend  # with the widget, which one page alone has no use for

            trend.paint(painter, rect, chart, style, self._numbers)
        elif isinstance(chart, FunnelChart):
            from roiapp.charts import funnel

            funnel.paint(painter, rect, chart, style, self._numbers)
        else:
            places = scenario_layout(chart, rect.size(), style, self._numbers)
            if places is not None:
                paint_scenario_bars(painter, chart, places, style)
        painter.restore()
