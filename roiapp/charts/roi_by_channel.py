"""The "ROI by channel" chart: `bar_layout` places it, `bar_painter` draws it, this makes it a widget and a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from roiapp.analysis.roi_chart import RoiChart
from roiapp.charts.bar_layout import BarLayout, BarTexts
from roiapp.charts.bar_painter import paint_bars
from roiapp.charts.chart import SPOKEN, Chart, spoken_list
from roiapp.charts.places import Shown
from roiapp.charts.style import ChartStyle
from roiapp.core.units import ROI, SHARE, NumberFormat
from roiapp.language import tr


def paint(painter: QPainter, rect: QRectF, content: RoiChart, style: ChartStyle, numbers: NumberFormat) -> None:
    """Draw a content into a rectangle, as many rows as it holds."""
    painter.save()
    painter.translate(rect.topLeft())
    paint_bars(painter, BarLayout(_texts(content, style, numbers), rect.size()))
    painter.restore()


class RoiByChannel(Chart[RoiChart, BarLayout]):
    """ROI as bars from the highest to the lowest, each with its range; a mark is a row."""

    def __init__(self, style: ChartStyle, parent: QWidget | None = None) -> None:
        super().__init__(RoiChart(), style, tr("ROI by channel"), parent)
        self._texts = _texts(self.content, style, self.numbers)

    def set_content(self, content: RoiChart, numbers: NumberFormat) -> None:
        if content != self.content or numbers != self.numbers:
            self._texts = _texts(content, self.look, numbers)
        super().set_content(content, numbers)

    def lay_out(self, size: QSizeF, style: ChartStyle) -> BarLayout:
        if style != self._texts.style:
            self._texts = replace(self._texts, style=style)
        return BarLayout(self._texts, size)

    def draw(self, painter: QPainter, places: BarLayout, shown: Shown) -> None:
        hovered = None if shown.hovered is None else self.content.bars[shown.hovered].channel
        paint_bars(painter, places, shown.scroll, shown.selected, hovered)

    def channels(self) -> Sequence[int | None]:
        return [bar.channel for bar in self.content.bars]

    def words(self, mark: int) -> str:
        bar, write = self.content.bars[mark], self._texts.write
        if bar.low is None or bar.high is None:
            return tr("{channel}\nROI {roi}", channel=bar.name, roi=write(bar.value))
        return tr(
            "{channel}\nROI {roi}\n{level} range {low} to {high}, from the customer count",
            channel=bar.name, roi=write(bar.value), level=self._texts.level, low=write(bar.low), high=write(bar.high),
        )  # fmt: skip

    def spoken(self) -> str:
        bars, write = self.content.bars, self._texts.write
        if not bars:
            return ""
        named = [tr("{channel} {roi}", channel=bar.name, roi=write(bar.value)) for bar in bars[:SPOKEN]]
        return tr("From the highest ROI to the lowest: {bars}.", bars=spoken_list(named, len(bars)))


def _texts(content: RoiChart, style: ChartStyle, numbers: NumberFormat) -> BarTexts:
    return BarTexts(content, style, lambda value: numbers.text(value, ROI), numbers.text(content.level, SHARE))
