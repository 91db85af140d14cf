"""The bars of scenarios: where their parts stand at a size, and that they stand any figures."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from roiapp.analysis.decisions.scenario_bars import ScenarioBar, ScenarioBars
from roiapp.charts.scenario_bars import (
    height_of,
    paint_scenario_bars,
    scenario_at,
    scenario_layout,
)
from roiapp.charts.style import ChartStyle
from roiapp.core.number_format import NumberFormat
from roiapp.core.unit_records import MONEY

WRITE = NumberFormat("en", "USD")
SIZE = QSizeF(700, 200)


def bar(
    key: int, value: float | None, low: float | None = None, high: float | None = None, **said: object
) -> ScenarioBar:
    made = {"tone": "good", "unsure": False, "text": "–" if value is None else f"${value:,.0f}", "said": ""} | said
    return ScenarioBar(key, f"Plan {key}", value, low, high, **made)  # type: ignore[arg-type]


def chart(*bars: ScenarioBar, base: float | None = 100.0) -> ScenarioBars:
    return ScenarioBars("Gross profit", MONEY, base, "Base $100", bars)


PICTURE = chart(bar(1, 150, 120, 180), bar(2, 60, 50, 70, tone="bad"), bar(3, None), bar(4, 100, tone=""))


def test_bars_run_from_the_base_to_their_figures(style: ChartStyle) -> None:
    """In px as far as in dollars: 50 above the base is five times 10, and 40 below it four times."""
    places = scenario_layout(PICTURE, SIZE, style, WRITE)
    assert places is not None
    above, below, unknown, same = places.rows
    assert (above.left, below.left) == (False, True)
    per_dollar = above.solid.width() / 50
    assert below.solid.width() == pytest.approx(40 * per_dollar, abs=1.01)
    assert above.solid.left() == pytest.approx(places.start)
    assert below.solid.right() == pytest.approx(places.start)
    assert unknown.solid.width() == same.solid.width() == 0
    assert above.whisker is not None
    assert above.whisker[1] - above.whisker[0] == pytest.approx(60 * per_dollar, abs=1.01)
    assert unknown.whisker is None


def test_nothing_lies_over_another(style: ChartStyle) -> None:
    places = scenario_layout(PICTURE, SIZE, style, WRITE)
    assert places is not None
    for row in places.rows:
        assert row.name.right() <= places.plot.left()
        assert row.label.left() > row.solid.right()
        assert row.whisker is None or row.label.left() > row.whisker[1]
        assert row.label.left() + style.width(row.bar.text, 600) <= SIZE.width()
    rects = [*(rect for _x, rect, _text in places.ticks), places.base, *(row.label for row in places.rows)]
    assert not [pair for pair in itertools.combinations(rects, 2) if pair[0].intersects(pair[1])]
    texts = [text for _x, _rect, text in places.ticks]
    assert len(set(texts)) == len(texts) >= 2


def test_bars_begin_at_zero_where_there_is_no_base(style: ChartStyle) -> None:
    places = scenario_layout(chart(bar(1, 40), bar(2, 80), base=None), SIZE, style, WRITE)
    assert places is not None
    one, two = (row.solid.width() for row in places.rows)
    assert two == pytest.approx(2 * one, abs=1.01)
    assert scenario_layout(chart(), SIZE, style, WRITE) is None


def test_many_need_their_height(style: ChartStyle) -> None:
    many = chart(*(bar(key, 100.0 + key) for key in range(1, 31)))
    places = scenario_layout(many, QSizeF(600, height_of(30)), style, WRITE)
    assert places is not None
    assert places.ticks[0][1].bottom() <= height_of(30)
    assert len({row.row.top() for row in places.rows}) == 30
    assert scenario_at(places, places.rows[17].row.center()) is places.rows[17]
    assert scenario_at(places, QPointF(5, 2)) is None


def painted(shown: ScenarioBars, style: ChartStyle, chosen: int | None = None) -> QImage:
    picture = QImage(700, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor(style.surface))
    painter = QPainter(picture)
    places = scenario_layout(shown, SIZE, style, WRITE)
    assert places is not None
    paint_scenario_bars(painter, shown, places, style, chosen)
    painter.end()
    return picture


def test_colours_say_better_worse_and_undecided(style: ChartStyle) -> None:
    shown = chart(bar(1, 150), bar(2, 60, tone="bad"), bar(3, 140, 90, 190, unsure=True), bar(4, 130, tone=""))
    picture = painted(shown, style)
    places = scenario_layout(shown, SIZE, style, WRITE)
    assert places is not None
    wanted = (style.above, style.below, style.above_pale, style.all_channels)
    for row, colour in zip(places.rows, wanted, strict=True):
        point = QPointF(row.solid.center().x(), row.solid.top() + 3)
        assert picture.pixelColor(point.toPoint()) == QColor(colour), row.bar.name
    marked = painted(shown, style, chosen=2)
    assert marked.pixelColor(690, round(places.rows[1].row.center().y())) == QColor(style.selected)


figures = st.none() | st.floats(-1e12, 1e12, allow_nan=False)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(figures, figures, figures), min_size=1, max_size=8), figures, st.floats(80, 1200))
def test_any_figures_can_be_drawn(
    style: ChartStyle, rows: list[tuple[float | None, float | None, float | None]], base: float | None, wide: float
) -> None:
    bars = []
    for key, (value, one, other) in enumerate(rows):
        ends = (None, None) if one is None or other is None else (min(one, other), max(one, other))
        bars.append(bar(key, value, *ends))
    shown = chart(*bars, base=base)
    places = scenario_layout(shown, QSizeF(wide, 160), style, WRITE)
    assert places is not None
    assert all(row.solid.width() >= 0 for row in places.rows)
    assert painted(shown, style).width() == 700
