"""The pictures of what matters most: where bars, cells, lines and columns stand, and that they stand any figures."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from roiapp.analysis.decisions.matters import HeatMap, Line, Tornado
from roiapp.analysis.decisions.risk import Risk, Spread
from roiapp.analysis.decisions.sensitivity import Bar, Ends
from roiapp.charts import heat_map, tornado
from roiapp.charts.heat_map import HeatTexts, cell_at, ground_of, heat_layout, paint_heat
from roiapp.charts.spread import SpreadTexts, paint_spread, spread_layout
from roiapp.charts.style import ChartStyle
from roiapp.charts.tornado import TornadoLayout, TornadoTexts, paint_tornado, tornado_layout
from roiapp.core.number_format import NumberFormat
from roiapp.core.unit_records import COUNT, MONEY, ROI

WRITE = NumberFormat("en", "USD")
SIZE = QSizeF(600, 320)
#: ROI 20 %: a tenth less spend makes it 33 %, a tenth more 9 %; customers 8 and 32 %; margin has no figure at one end
BARS = (
    Bar("spend", 1000.0, 900.0, 1100.0, 1 / 3, 0.0909),
    Bar("customers", 20.0, 18.0, 22.0, 0.08, 0.32),
    Bar("gross_margin", 0.6, 0.54, 0.66, None, 0.32),
)


def bars(*bars: Bar, now: float = 0.2, line: Line | None = Line(0.1, "goal")) -> Tornado:  # noqa: B008  frozen
    return Tornado("roi", 0, now, bars, (0,) * len(bars), line, Ends())


def bar_texts(count: int) -> TornadoTexts:
    return TornadoTexts(tuple(f"Input {n}" for n in range(count)), "10% lower", "10% higher", "Target +10%", ROI, WRITE)


def laid(found: Tornado, style: ChartStyle, size: QSizeF = SIZE) -> TornadoLayout:
    places = tornado_layout(found, bar_texts(len(found.bars)), size, style)
    assert places is not None
    return places


def painted(paint: object, *more: object, size: QSizeF = SIZE) -> QImage:
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    paint(painter, *more)  # type: ignore[operator]
    painter.end()
    return image


# -- bars --------------------------------------------------------------------------------------------------------------


def test_bars_go_both_ways_from_today(style: ChartStyle) -> None:
    places = laid(bars(*BARS), style)
    per_point = places.plot.width() / (1 / 3 - 0.08)
    assert places.now == pytest.approx(places.plot.left() + (0.2 - 0.08) * per_point)
    spend, customers, margin = places.rows
    assert spend.lower is not None
    assert spend.higher is not None
    # less spend is a better ROI: the lower end lies to the right
    assert (spend.lower.left(), spend.lower.right()) == (pytest.approx(places.now), pytest.approx(places.plot.right()))
    assert (spend.higher.right(), spend.higher.width()) == (
        pytest.approx(places.now), pytest.approx((0.2 - 0.0909) * per_point),
    )  # fmt: skip
    assert customers.lower is not None
    assert customers.lower.left() == pytest.approx(places.plot.left())
    assert margin.lower is None
    assert [label.text for label in spend.values] == ["+33%", "+9%"]
    assert [label.text for label in margin.values] == ["–", "+32%"]
    assert spend.values[0].rect.left() > spend.lower.right()
    assert spend.values[1].rect.right() < spend.higher.left()
    assert places.line == pytest.approx(places.plot.left() + 0.02 * per_point)
    assert [label.text for _kind, _sign, label in places.keys] == ["Target +10%", "10% higher", "10% lower"]


def test_the_line_beyond_the_bars_is_neither_drawn_nor_named(style: ChartStyle) -> None:
    places = laid(bars(*BARS, line=Line(0.0, "zero")), style)
    assert places.line is None
    assert [kind for kind, _sign, _label in places.keys] == ["higher", "lower"]


def test_there_is_nothing_to_draw_without_bars_or_today(style: ChartStyle) -> None:
    assert tornado_layout(bars(), bar_texts(0), SIZE, style) is None
    unknown = Tornado("roi", 0, None, BARS, (0, 0, 0), None, Ends())
    assert tornado_layout(unknown, bar_texts(3), SIZE, style) is None


def test_the_colours_are_lower_orange_higher_blue(style: ChartStyle) -> None:
    places = laid(bars(*BARS), style)
    image = painted(paint_tornado, places, style, 1)
    for part, paint in ((places.rows[1].lower, style.below), (places.rows[1].higher, style.above)):
        assert part is not None
        middle = part.center().toPoint()
        assert image.pixelColor(middle).name().upper() == paint.upper()


FIGURE = st.one_of(st.none(), st.floats(-50, 50))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(FIGURE, FIGURE), min_size=1, max_size=12), st.floats(-50, 50), st.floats(430, 900))
def test_any_bars_stay_inside_and_their_figures_apart(
    style: ChartStyle, ends: list[tuple[float | None, float | None]], now: float, wide: float
) -> None:
    found = bars(*(Bar("spend", 1.0, 0.9, 1.1, low, high) for low, high in ends), now=now)
    size = QSizeF(wide, tornado.least_height(len(ends)))
    places = laid(found, style, size)
    room = QRectF(-1, -1, size.width() + 2, size.height() + 2)
    for row in places.rows:
        assert room.contains(row.name.rect)
        for part in (row.lower, row.higher):
            assert part is None or room.contains(part)
        one, other = (label.rect for label in row.values)
        assert room.contains(one)
        assert room.contains(other)
        assert not one.adjusted(1, 0, -1, 0).intersects(other.adjusted(1, 0, -1, 0))
        assert row.name.rect.right() <= min(one.left(), other.left()) + 1
    for (_x, one_), (_y, other_) in combinations(places.ticks, 2):
        assert not one_.rect.intersects(other_.rect)


# -- the table ---------------------------------------------------------------------------------------------------------

TABLE = HeatMap(
    "roi", 0, "customers", "spend", (18.0, 20.0, 22.0), (900.0, 1000.0), ((0.0, -0.1), (0.1, 0.0), (None, 0.2)), (1, 1),
    Line(0.0, "zero"), (((0.5, 0.5), (1.5, 1.5)),),
)  # fmt: skip


def heat_texts(*, less_is_better: bool = False) -> HeatTexts:
    return HeatTexts("Customers", "Spend", "Break-even 0%", ROI, COUNT, MONEY, WRITE, less_is_better)


def test_cells_stand_in_reading_order_with_today_marked(style: ChartStyle) -> None:
    places = heat_layout(TABLE, heat_texts(), SIZE, style)
    assert [cell.text for cell in places.cells] == ["0%", "−10%", "+10%", "0%", "–", "+20%"]
    assert (places.across, places.now) == (2, 3)
    assert [cell.worth for cell in places.cells] == pytest.approx([0.0, -0.5, 0.5, 0.0, 0.0, 1.0])
    assert [(text, today) for _rect, text, today in places.heads] == [("$900", False), ("$1,000", True)]
    assert [(text, today) for _rect, text, today in places.sides] == [("18", False), ("20", True), ("22", False)]
    for number, cell in enumerate(places.cells):
        assert cell_at(places, cell.rect.center()) == number
    assert cell_at(places, QPointF(1, 1)) is None
    (line,) = places.lines
    assert line.p1() == places.cells[0].rect.center()
    assert line.p2() == places.cells[3].rect.center()
    assert places.key is not None


def test_where_less_is_better_the_colours_turn(style: ChartStyle) -> None:
    places = heat_layout(TABLE, heat_texts(less_is_better=True), SIZE, style)
    assert [cell.worth for cell in places.cells] == pytest.approx([0.0, 0.5, -0.5, 0.0, 0.0, -1.0])
    image = painted(paint_heat, places, style, None)
    corner = places.cells[5].rect.topLeft().toPoint() + QPointF(4, 4).toPoint()
    assert image.pixelColor(corner).name().upper() == style.below_pale.upper()
    assert ground_of(0.0, style).name().upper() == style.surface.upper()


def test_without_a_line_the_best_is_the_darkest(style: ChartStyle) -> None:
    found = HeatMap("cac", 0, "customers", "spend", (1.0,), (1.0, 2.0, 3.0), ((5.0, 10.0, 15.0),), (0, 0), None)
    places = heat_layout(found, heat_texts(less_is_better=True), SIZE, style)
    assert [cell.worth for cell in places.cells] == pytest.approx([1.0, 0.5, 0.0])
    assert places.key is None
    assert heat_map.least_height(7) == pytest.approx(46 + 7 * 26 + 24)


# -- the spread --------------------------------------------------------------------------------------------------------


def risk(low: float, high: float, shares: tuple[float, ...], points: tuple[float, float, float]) -> Risk:
    return Risk(0.5, *points, points[1], (0,), (), Spread(low, high, shares))


def spread_texts() -> SpreadTexts:
    return SpreadTexts("Loss", "Profit", ("9 of 10 above a", "Half above b", "1 of 10 above c"), ROI, WRITE)


def test_the_column_over_zero_is_loss_on_its_left_and_profit_on_its_right(style: ChartStyle) -> None:
    """Three columns of a third each from −0.5 to 1: the first ends at 0."""
    places = spread_layout(risk(-0.75, 0.75, (0.2, 0.4, 0.2), (-0.6, 0.0, 0.6)), spread_texts(), SIZE, style)
    assert [is_loss for _area, is_loss in places.columns] == [True, True, False, False]
    assert places.zero == pytest.approx(places.plot.center().x())
    heights = [area.height() for area, _loss in places.columns]
    assert heights == pytest.approx([places.plot.height() * part for part in (0.5, 1.0, 1.0, 0.5)])
    assert [point.x for point in places.points] == sorted(point.x for point in places.points)
    image = painted(paint_spread, places, style, 0)
    left, right = places.columns[0][0].center().toPoint(), places.columns[-1][0].center().toPoint()
    assert image.pixelColor(left).name().upper() == style.below.upper()
    assert image.pixelColor(right).name().upper() == style.above.upper()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.lists(st.floats(-5, 20), min_size=5, max_size=5), st.lists(st.floats(0.01, 1), min_size=1, max_size=48),
    st.floats(430, 900),
)  # fmt: skip
def test_any_spread_stays_inside_with_all_it_says(
    style: ChartStyle, five: list[float], shares: list[float], wide: float
) -> None:
    low, *points, high = sorted(five)
    found = risk(low, high, (*shares, 0.5), (points[0], points[1], points[2]))
    size = QSizeF(wide, 240)
    places = spread_layout(found, spread_texts(), size, style)
    room = QRectF(-1, -1, wide + 2, 242)
    texts = [*(point.rect for point in places.points), *(tick[1] for tick in places.ticks)]
    for rect in (*(area for area, _loss in places.columns), *texts):
        assert room.contains(rect)
        assert math.isfinite(rect.left())
    for one, other in combinations(places.points, 2):
        assert not one.rect.intersects(other.rect)
