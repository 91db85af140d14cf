"""The pictures of a budget: where their parts stand at a size, and that they stand any figures."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter

from roiapp.analysis.decisions.budget_picture import GainCurve, NextRow, NextUnits, Place
from roiapp.charts.gain_curve import gain_layout, paint_gain
from roiapp.charts.next_units import NextLayout, next_layout, paint_next
from roiapp.charts.style import ChartStyle
from roiapp.core.number_format import NumberFormat
from roiapp.core.unit_records import MONEY, MONEY_EACH

WRITE = NumberFormat("en", "USD")
SIZE = QSizeF(280, 150)
NEXTS = NextUnits(
    MONEY_EACH,
    (NextRow(1, "Email", 4.0, 2.0, "free"), NextRow(0, "SEO", 1.0, 2.0, "free"),
     NextRow(2, "Radio", 0.5, 1.0, "least"), NextRow(3, "Print", 0.25, 0.25, "held")),
    2.0,
)  # fmt: skip
GAINS = GainCurve(MONEY, (0.5, 0.7, 0.9), (-100.0, 300.0, 900.0), (0.7, 300.0))


def laid_out(units: NextUnits, size: QSizeF, style: ChartStyle) -> NextLayout:
    places = next_layout(units, WRITE, size, style)
    assert places is not None
    return places


def test_dots_meet_on_the_line(style: ChartStyle) -> None:
    places = laid_out(NEXTS, SIZE, style)
    email, seo, radio, held = places.rows
    assert places.level is not None
    assert email.then is not None
    assert seo.then is not None
    assert radio.then is not None
    assert email.then.x() == seo.then.x() == pytest.approx(places.level)
    # in proportion: from 1 to 2 as far as from 0.5 to 1.5, half as far as from 2 to 4
    assert email.now.x() - places.level == pytest.approx(2 * (places.level - seo.now.x()))
    assert radio.then.x() == pytest.approx(seo.now.x())
    assert held.then == held.now
    assert [row.now.y() for row in places.rows] == sorted(row.now.y() for row in places.rows)


def test_what_it_is_today_is_written_on_the_side_it_comes_from(style: ChartStyle) -> None:
    places = laid_out(NEXTS, SIZE, style)
    told = [label for label in places.labels if label.kind == "now"]
    assert [label.text for label in told] == ["$4.00", "$1.00", "$0.50", "$0.25"]
    assert told[0].rect.left() > places.rows[0].now.x()
    assert told[1].rect.right() < places.rows[1].now.x()
    assert [label.text for label in places.labels if label.kind == "then"] == ["$1.00"]
    assert [label.text for label in places.labels if label.kind == "level"] == ["$2.00 everywhere"]
    rects = [label.rect for label in places.labels]
    assert not [pair for pair in itertools.combinations(rects, 2) if pair[0].intersects(pair[1])]


def test_where_rows_have_no_room_those_at_both_ends_stay(style: ChartStyle) -> None:
    places = laid_out(NEXTS, QSizeF(280, 105), style)
    assert [row.row.name for row in places.rows] == ["Email", "SEO", "Print"]
    assert [label.text for label in places.labels if label.kind == "more"] == ["1 more between"]


def test_nothing_to_draw_is_no_picture(style: ChartStyle) -> None:
    assert next_layout(NextUnits(MONEY_EACH, (), None), WRITE, SIZE, style) is None


def test_a_gain_and_a_loss_lie_on_both_sides_of_nothing(style: ChartStyle) -> None:
    places = gain_layout(GAINS, WRITE, SIZE, style)
    first, middle, last = places.line.toList()
    assert first.y() > places.nothing > middle.y() > last.y()
    assert (places.asked.x(), places.asked.y()) == (pytest.approx(middle.x()), pytest.approx(middle.y()))
    assert (middle.x() - places.plot.left()) / places.plot.width() == pytest.approx(0.5)
    assert (places.nothing - last.y()) / (first.y() - places.nothing) == pytest.approx(9.0)
    assert [label.text for label in places.labels if label.kind == "x"] == ["0.5", "0.6", "0.7", "0.8", "0.9"]
    assert [label.text for label in places.labels if label.kind == "asked"] == ["+$300 at 0.7"]


FIGURE = st.floats(-1e9, 1e9)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(FIGURE, st.none() | FIGURE, st.sampled_from(("free", "least", "most", "held"))), max_size=30),
    st.none() | FIGURE, st.tuples(FIGURE, FIGURE, FIGURE), st.tuples(st.floats(60, 900), st.floats(40, 700)),
)  # fmt: skip
def test_any_figures_are_drawn(
    style: ChartStyle, rows: list[tuple[float, float | None, Place]], level: float | None,
    gains: tuple[float, float, float], size: tuple[float, float],
) -> None:  # fmt: skip
    units = NextUnits(
        MONEY_EACH,
        tuple(NextRow(n, f"Channel {n}", now, then, place) for n, (now, then, place) in enumerate(rows)),
        level,
    )  # fmt: skip
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    places = next_layout(units, WRITE, QSizeF(*size), style)
    if places is not None:
        paint_next(painter, places, style)
        for row in places.rows:
            assert places.plot.left() - 1 <= row.now.x() <= places.plot.right() + 1
    curve = GainCurve(MONEY, (0.5, 0.7, 0.9), gains, (0.7, gains[1]))
    paint_gain(painter, gain_layout(curve, WRITE, QSizeF(*size), style), style)
    painter.end()


@pytest.mark.parametrize("width", [200, 240, 280, 400])
def test_no_label_lies_over_its_own_mark(style: ChartStyle, width: int) -> None:
    """A large figure at the right end of a narrow picture is written before its ring."""
    units = NextUnits(
        MONEY,
        (NextRow(0, "SEO", 111.0, 208.0, "free"), NextRow(1, "Radio", 1000.0, 208.0, "free"),
         NextRow(2, "Signs", 98765.0, 150.0, "most")),
        208.0,
    )  # fmt: skip
    places = laid_out(units, QSizeF(width, 150), style)
    for label in places.labels:
        for row in places.rows:
            if label.kind == "now":
                assert not label.rect.adjusted(1, 2, -1, -2).contains(row.now)
