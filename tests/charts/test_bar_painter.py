"""A few telling pixels of the ROI chart: the right colour where something stands, none where nothing does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from roiapp.analysis.roi_chart import RoiChart
from roiapp.charts.bar_layout import BarLayout
from roiapp.charts.roi_by_channel import paint
from roiapp.charts.style import ChartStyle
from roiapp.core.units import NumberFormat

MakeChart: TypeAlias = Callable[..., RoiChart]
LayOut: TypeAlias = Callable[..., BarLayout]
Draw: TypeAlias = Callable[..., QImage]

ROWS = (("Email", 4.0, 2.3, 6.4), ("Signs", 0.6, -0.6, 3.0), ("Print", -0.4, -0.8, 0.4), ("Radio", -0.5, -0.8, -0.1))


def colour(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(int(x), int(y)).name().upper()


def test_bars_have_the_colour_of_their_verdict(
    make_chart: MakeChart, layout_of: LayOut, picture_of: Draw, style: ChartStyle
) -> None:
    layout = layout_of(make_chart(*ROWS))
    image = picture_of(layout)
    found = [colour(image, row.solid.center().x(), row.solid.top() + 2) for row in layout.rows()]
    assert found == [style.above, style.above_pale, style.below_pale, style.below]
    signs = layout.rows()[1].solid
    assert colour(image, signs.center().x(), signs.top()) == style.above  # the edge of a pale bar


def test_bars_without_a_range_are_pale_without_an_edge(
    make_chart: MakeChart, layout_of: LayOut, picture_of: Draw, style: ChartStyle
) -> None:
    layout = layout_of(make_chart(("Email", 4.0), ("Radio", -0.5)))
    image = picture_of(layout)
    for row, pale in zip(layout.rows(), (style.above_pale, style.below_pale), strict=True):
        assert colour(image, row.solid.center().x(), row.solid.top()) == pale
        assert colour(image, row.solid.center().x(), row.solid.center().y()) == pale


def test_while_ranges_are_waited_for_no_bar_looks_doubtful(
    make_chart: MakeChart, layout_of: LayOut, picture_of: Draw, style: ChartStyle
) -> None:
    layout = layout_of(replace(make_chart(("Email", 4.0), ("Radio", -0.5)), waiting=True))
    image = picture_of(layout)
    for row, full in zip(layout.rows(), (style.above, style.below), strict=True):
        assert colour(image, row.solid.center().x(), row.solid.center().y()) == full
    texts = [text for _, text in layout.legend.entries]
    assert texts == ["Ranges are being worked out", "All channels +105%"]


def test_lines_are_one_crisp_pixel(
    make_chart: MakeChart, layout_of: LayOut, picture_of: Draw, style: ChartStyle
) -> None:
    layout = layout_of(make_chart(*ROWS))
    image = picture_of(layout)
    y = layout.plot.top() + 1
    assert colour(image, layout.zero, y) == style.whisker
    assert colour(image, layout.zero - 1, y) == style.surface
    assert colour(image, layout.zero + 1, y) == style.surface
    line = layout.all_channels
    assert line is not None
    assert colour(image, line, y) == style.all_channels
    dashes = {colour(image, line, layout.plot.top() + step) for step in range(7)}
    assert dashes == {style.all_channels, style.surface}
    email = layout.rows()[0]
    assert email.whisker is not None
    beyond = email.whisker[1] - 5  # past the end of the bar
    assert colour(image, beyond, email.middle) == style.whisker
    assert colour(image, beyond, email.middle - 1) == colour(image, beyond, email.middle + 1) == style.surface
    for step in range(-4, 5):
        assert colour(image, email.whisker[1], email.middle + step) == style.whisker
    assert colour(image, email.whisker[1], email.middle + 5) == style.surface


def test_a_whisker_over_a_solid_bar_has_a_gap(
    make_chart: MakeChart, layout_of: LayOut, picture_of: Draw, style: ChartStyle
) -> None:
    layout = layout_of(make_chart(*ROWS))
    image = picture_of(layout)
    email = layout.rows()[0]
    x = email.solid.right() - 10
    column = [colour(image, x, email.middle + step) for step in (-2, -1, 0, 1, 2)]
    assert column == [style.above, style.surface, style.whisker, style.surface, style.above]


def test_a_selected_row_has_a_band_from_edge_to_edge(
    make_chart: MakeChart, layout_of: LayOut, picture_of: Draw, style: ChartStyle
) -> None:
    layout = layout_of(make_chart(*ROWS))
    image = picture_of(layout, selected=0)
    row = layout.rows()[0]
    assert colour(image, 1, row.middle) == colour(image, 898, row.middle) == style.selected
    assert colour(image, 1, layout.rows()[1].middle) == style.surface


def test_the_legend_stands_on_nothing(
    make_chart: MakeChart, layout_of: LayOut, picture_of: Draw, style: ChartStyle
) -> None:
    layout = layout_of(make_chart(*ROWS))
    image = picture_of(layout)
    block = layout.legend_block
    assert block is not None
    edge = block.adjusted(-4, -4, 4, 4)
    across, down = range(int(edge.left()), int(edge.right())), range(int(edge.top()), int(edge.bottom()))
    around = [(x, y) for x in across for y in (edge.top(), edge.bottom())]
    around += [(x, y) for y in down for x in (edge.left(), edge.right())]
    assert {colour(image, x, y) for x, y in around} == {style.surface}


def test_a_scrolled_row_is_cut_at_the_axis(
    make_chart: MakeChart, layout_of: LayOut, picture_of: Draw, style: ChartStyle
) -> None:
    layout = layout_of(make_chart(*((f"Channel {n}", 4.0, 3.0, 5.0) for n in range(60))))
    image = picture_of(layout, scroll=7.0)
    x = layout.zero + 20
    below = [colour(image, x, y) for y in range(int(layout.plot.bottom()) + 1, int(layout.plot.bottom()) + 5)]
    above = [colour(image, x, y) for y in range(int(layout.plot.top()))]
    assert style.above not in below + above
    last = range(int(layout.plot.bottom()) - 20, int(layout.plot.bottom()))
    assert style.above in {colour(image, x, y) for y in last}


def test_any_painter_can_draw_it(make_chart: MakeChart, style: ChartStyle, numbers: NumberFormat) -> None:
    image = QImage(700, 400, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF)
    painter = QPainter(image)
    paint(painter, QRectF(100, 50, 500, 300), make_chart(*ROWS), style, numbers)
    painter.end()
    assert colour(image, 99, 200) == colour(image, 601, 200) == colour(image, 300, 49) == "#FF00FF"
    assert colour(image, 101, 51) == style.surface
    assert style.above in {colour(image, 400, y) for y in range(50, 350)}
