"""ROI by channel on a page: the window's chart, so many times as large, with as many channels as have room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSizeF

from roiapp.analysis.roi_chart import RoiChart, nothing_yet
from roiapp.charts.bar_layout import BarLayout, BarTexts
from roiapp.charts.bar_painter import paint_bars
from roiapp.core.units import ROI, SHARE
from roiapp.language import list_text, tr, trn

if TYPE_CHECKING:
    from roiapp.core.results import Figures
    from roiapp.core.units import NumberFormat
    from roiapp.ui.present.ink import Ink

#: of the chart's own pixels: a row at least, and what stands above and below the rows
_ROW: Final = 16.0
_AROUND: Final = 42.0
_TITLE: Final = 44.0
_NOTE: Final = 30.0


class _Layout(BarLayout):
    """Without the legend, which would take the room of the bars: a line below the chart says the same."""

    def _place_legend(self) -> None:
        return


@dataclass(frozen=True)
class RoiBars:
    """The chart of some figures."""

    chart: RoiChart
    figures: Figures
    numbers: NumberFormat

    def paint(self, ink: Ink, room: QRectF, scale: float) -> None:
        """Draw it on a panel, its texts of 12 `scale` times as large."""
        ink.panel(room)
        ink.line(QRectF(room.left() + 20, room.top() + 8, room.width() - 40, 34), self.chart.title, 22, 600)
        inside = room.adjusted(6, _TITLE, -6, -_NOTE - 8)
        if not self.chart.bars:
            ink.flow(inside.adjusted(14, 8, -14, 0), nothing_yet(self.figures), 24, role="text2")
            return
        shown, more = self.fitting(inside.height() / scale)
        note = " · ".join(filter(None, (self._note(), more)))
        ink.line(QRectF(room.left() + 20, inside.bottom(), room.width() - 40, _NOTE), note, 18, role="text2")
        painter = ink.painter
        painter.save()
        painter.translate(inside.topLeft())
        painter.scale(scale, scale)
        texts = BarTexts(shown, ink.stage.chart_style(), self._write, self.numbers.text(shown.level, SHARE))
        paint_bars(painter, _Layout(texts, QSizeF(inside.width() / scale, inside.height() / scale)))
        painter.restore()

    def fitting(self, height: float) -> tuple[RoiChart, str]:
        """The chart with as many bars as have room in so many of its pixels, those of the channels that cost most; and
        how many channels are not in it."""
        rest = self.chart.undrawn + self.chart.unknown_count
        most = max(int((height - _AROUND) / _ROW), 1)
        shown = self.chart
        if len(shown.bars) > most:
            cost = self.figures.values("total_cost")
            dearest = sorted(shown.bars, key=lambda bar: -float(cost[bar.channel]))[:most]
            kept = {bar.channel for bar in dearest}
            bars = tuple(bar for bar in self.chart.bars if bar.channel in kept)
            shown = RoiChart(bars, shown.total, shown.title, level=shown.level, waiting=shown.waiting)
            rest += len(self.chart.bars) - len(shown.bars)
        return shown, trn("and {n} more channel", "and {n} more channels", rest) if rest else ""

    def spoken(self) -> str:
        """The channels from the highest ROI to the lowest."""
        said = [tr("{channel} {roi}", channel=bar.name, roi=self._write(bar.value)) for bar in self.chart.bars[:12]]
        return tr("From the highest ROI to the lowest: {bars}.", bars=list_text(said)) if said else ""

    def _write(self, value: float) -> str:
        return self.numbers.text(value, ROI)

    def _note(self) -> str:
        """What the lines are."""
        parts = []
        if any(bar.low is not None for bar in self.chart.bars):
            parts.append(tr("Thin lines: {level} range", level=self.numbers.text(self.chart.level, SHARE)))
        if self.chart.total is not None:
            parts.append(tr("Dashed: all channels {roi}", roi=self._write(self.chart.total)))
        return " · ".join(parts)
