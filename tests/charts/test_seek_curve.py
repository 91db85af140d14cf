"""The small curve of a goal seek: where its parts stand at a size, and that it stands any figures."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter

from roiapp.analysis.decisions.seek_ways import Curve
from roiapp.charts.placed_text import PlacedText
from roiapp.charts.seek_curve import CurveLayout, Units, curve_layout, paint_curve
from roiapp.charts.style import ChartStyle
from roiapp.core.number_format import NumberFormat
from roiapp.core.unit_records import COUNT, MONEY_EACH

UNITS = Units(MONEY_EACH, COUNT, NumberFormat("en", "USD"))
SIZE = QSizeF(440, 216)
XS = tuple(float(x) for x in range(40, 105, 5))
#: the design's picture: 2,230 for leads of which 18 of 61 buy
PICTURE = Curve(XS, tuple(2230 / (x * 18 / 61) for x in XS), (61.0, 123.89), (84.0, 89.97), 90.0)


def told(places: CurveLayout) -> dict[str, PlacedText]:
    return {text.kind: text for text in places.texts if text.kind in ("now", "then", "goal")}


def test_the_picture_says_today_the_answer_and_the_goal(style: ChartStyle) -> None:
    places = curve_layout(PICTURE, UNITS, SIZE, style)
    assert places is not None
    assert {kind: text.text for kind, text in told(places).items()} == {
        "now": "Now 61: $123.89", "then": "84: $89.97", "goal": "Goal $90.00",
    }  # fmt: skip
    assert places.now is not None
    assert places.then is not None
    assert places.goal is not None
    # 61 of 40 to 100 is 35 % of the way, 84 is 73 %
    assert (places.now.x() - places.plot.left()) / places.plot.width() == pytest.approx(21 / 60)
    assert (places.then.x() - places.plot.left()) / places.plot.width() == pytest.approx(44 / 60)
    assert places.now.y() < places.goal < places.then.y()
    rects = [text.rect for text in places.texts]
    assert not [pair for pair in itertools.combinations(rects, 2) if pair[0].intersects(pair[1])]


def test_ticks_are_round_and_differ(style: ChartStyle) -> None:
    places = curve_layout(PICTURE, UNITS, SIZE, style)
    assert places is not None
    up = [text.text for text in places.texts if text.kind == "y"]
    across = [text.text for text in places.texts if text.kind == "x"]
    # as far above today as nine tenths of the way to the answer: 154, and a margin
    assert up == ["$80", "$100", "$120", "$140", "$160"]
    assert across == ["40", "60", "80", "100"]


def test_what_is_far_above_does_not_flatten_the_rest(style: ChartStyle) -> None:
    """Near nothing a customer costs without end; today and the goal still stand apart."""
    steep = Curve((0.001, *XS), (7e6, *PICTURE.ys), PICTURE.now, PICTURE.then, 90.0)
    places = curve_layout(steep, UNITS, SIZE, style)
    assert places is not None
    assert places.now is not None
    assert places.then is not None
    assert places.then.y() - places.now.y() > SIZE.height() / 4


def test_an_unknown_figure_breaks_the_line(style: ChartStyle) -> None:
    ys = tuple(None if 60 <= x <= 70 else 10.0 + x for x in XS)
    places = curve_layout(Curve(XS, ys, None, None, 50.0), UNITS, SIZE, style)
    assert places is not None
    assert [line.count() for line in places.lines] == [4, 6]
    assert set(told(places)) == {"goal"}


def test_nothing_is_drawn_of_nothing(style: ChartStyle) -> None:
    assert curve_layout(Curve(XS, (None,) * len(XS), None, None, 5.0), UNITS, SIZE, style) is None
    assert curve_layout(Curve((1.0,), (1.0,), None, None, 5.0), UNITS, SIZE, style) is None


figure = st.floats(-1e12, 1e12)


@given(
    ys=st.lists(st.one_of(st.none(), figure), min_size=2, max_size=25), start=st.floats(0, 1e9),
    step=st.floats(1e-3, 1e9), before=figure, after=figure, target=figure,
    width=st.integers(120, 1400), height=st.integers(80, 600),
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_any_figures_are_drawn(
    style: ChartStyle, ys: list[float | None], start: float, step: float, before: float, after: float, target: float,
    width: int, height: int,
) -> None:  # fmt: skip
    xs = tuple(start + number * step for number in range(len(ys)))
    if len(set(xs)) < len(xs):
        return
    curve = Curve(xs, tuple(ys), (xs[0], before), (xs[-1], after), target)
    places = curve_layout(curve, UNITS, QSizeF(width, height), style)
    if places is None:
        assert sum(y is not None for y in ys) < 2
        return
    for dot in (places.now, places.then):
        assert dot is not None
        assert math.isfinite(dot.x())
        # what is told lies in the plot, whatever the curve does
        assert places.plot.top() - 1 <= dot.y() <= places.plot.bottom() + 1
    assert places.goal is not None
    across = [text.rect for text in places.texts if text.kind == "x"]
    assert not [pair for pair in itertools.combinations(across, 2) if pair[0].intersects(pair[1])]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_curve(painter, places, style, "#137A45")
    painter.end()
