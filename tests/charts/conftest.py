"""Charts are drawn with the bundled font in fixed colours, so that pictures are the same everywhere."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication

from roiapp.analysis.roi_chart import RoiBar, RoiChart, verdict_of
from roiapp.charts.bar_layout import BarLayout, BarTexts
from roiapp.charts.bar_painter import paint_bars
from roiapp.charts.style import ChartStyle
from roiapp.core.units import ROI, NumberFormat
from roiapp.resources import resource

TITLE = "ROI on gross profit, Q3 2026"


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    """Once: to load them again takes with them all that Qt has measured."""
    for weight in ("Regular", "Medium", "SemiBold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"ChannelROISans-{weight}.otf")))


@pytest.fixture
def style(fonts: None) -> ChartStyle:
    return ChartStyle(
        family="Channel ROI Sans", surface="#FFFFFF", grid="#ECEEF2", text="#1A1D24", text2="#535B69", above="#2A6FD1",
        below="#D0571B", above_pale="#CFE0F8", below_pale="#F9DCCB", whisker="#3B4352", all_channels="#6B40C4",
        selected="#EAF0FE", selected_text="#2850C4", hover="#F0F2F5",
    )  # fmt: skip


@pytest.fixture
def numbers() -> NumberFormat:
    return NumberFormat("en", "USD")


@pytest.fixture
def write(numbers: NumberFormat) -> Callable[[float], str]:
    return lambda value: numbers.text(value, ROI)


def _bar(channel: int, name: str, value: float, low: float | None = None, high: float | None = None) -> RoiBar:
    ends = [math.nan if end is None else end for end in (low, high)]
    return RoiBar(channel, name, value, low, high, verdict_of(*ends))


@pytest.fixture
def make_chart() -> Callable[..., RoiChart]:
    """Makes a chart of (name, value[, low, high]) rows, sorted as charts are."""

    def make(*rows: tuple[str, float] | tuple[str, float, float, float], total: float | None = 1.05) -> RoiChart:
        bars = [_bar(channel, *row) for channel, row in enumerate(rows)]
        return RoiChart(tuple(sorted(bars, key=lambda bar: -bar.value)), total, TITLE)

    return make


@pytest.fixture
def layout_of(style: ChartStyle, write: Callable[[float], str]) -> Callable[..., BarLayout]:
    def lay_out(chart: RoiChart, width: float = 900, height: float = 268) -> BarLayout:
        return BarLayout(BarTexts(chart, style, write, "95%"), QSizeF(width, height))

    return lay_out


@pytest.fixture
def picture_of() -> Callable[..., QImage]:
    def draw(layout: BarLayout, scroll: float = 0.0, selected: int | None = None) -> QImage:
        image = QImage(layout.size.toSize(), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint_bars(painter, layout, scroll, selected)
        painter.end()
        return image

    return draw
