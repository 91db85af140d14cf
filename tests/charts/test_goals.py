"""The chart of goals: places that keep apart, lines where they belong, words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from roiapp.analysis.findings.goals import Pace
from roiapp.analysis.goals_chart import GoalBar, GoalsChart
from roiapp.analysis.statistics import Interval
from roiapp.charts.goals import Goals, GoalsLayout, keys_of, paint
from roiapp.charts.style import ChartStyle
from roiapp.core.units import COUNT, MONEY, NumberFormat

HALF = GoalBar(None, "Leads goal", COUNT, Pace(60, 20, 20, 1.0, 0.5, Interval(30, 52, 0.95), 40, 15, 40 / 15), "bad")
DONE = GoalBar(None, "Revenue goal", MONEY, Pace(1000, 1100, 11, 100, 0.5, None, 2200, 15, 0.0), "good")
SPENT = GoalBar(None, "Budget", MONEY, Pace(1000, 5000, 5, 1.0, 0.5, None, 10_000, 15, 0.0), "bad", limit=True)
CHART = GoalsChart((HALF, DONE, SPENT), "Goals, Jun 2026")


@st.composite
def bars(draw: st.DrawFn) -> GoalBar:
    goal, share = draw(st.floats(0.01, 1e7)), draw(st.floats(0.0, 5.0))
    gone = draw(st.floats(0.01, 1.0))
    end = draw(st.one_of(st.none(), st.floats(share, 8.0)))
    finish = None if end is None else Interval(goal * share, goal * end, 0.95)
    name = draw(st.sampled_from(["Leads goal", "إعلانات الراديو المحلية", "A channel of a firm with a long name"]))
    verdict = draw(st.sampled_from(["good", "bad", "unclear"]))
    pace = Pace(goal, goal * share, 10, 1.0, gone, finish, goal * share / gone, 10, goal / 10)
    return GoalBar(draw(st.one_of(st.none(), st.just(0))), name, draw(st.sampled_from([COUNT, MONEY])), pace, verdict)


@given(rows=st.lists(bars(), min_size=1, max_size=30), width=st.integers(240, 2000), height=st.integers(96, 900))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
def test_nothing_lies_over_anything_else_and_all_is_inside(
    style: ChartStyle, numbers: NumberFormat, rows: list[GoalBar], width: int, height: int
) -> None:
    chart = GoalsChart(tuple(rows), "Goals, Jun 2026")
    layout = GoalsLayout(chart, style, numbers, keys_of(chart, numbers), QSizeF(width, height))
    fixed = [*layout.heading.areas(), *(column.rect for column in layout.columns), *(r for _, r, _ in layout.ticks)]
    inside = QRectF(0, 0, width, height)
    for one, other in itertools.combinations(fixed, 2):
        over = one.intersected(other)
        assert over.width() < 1 or over.height() < 1, (one, other)
    assert all(inside.adjusted(-1, -1, 1, 1).contains(rect) for rect in fixed)
    for row in layout.rows():
        assert row.name.right() <= layout.plot.left() + 1
        assert layout.plot.left() - 1 <= row.solid.left()
        assert row.solid.right() <= layout.plot.right() + 1
        assert row.track.right() <= layout.plot.right() + 1
        if row.whisker is not None:
            assert row.whisker[0] <= row.whisker[1] <= layout.plot.right() + 1


def test_the_goal_is_one_line_for_all_and_bars_are_in_proportion(style: ChartStyle, numbers: NumberFormat) -> None:
    layout = GoalsLayout(CHART, style, numbers, keys_of(CHART, numbers), QSizeF(900, 300))
    half, done, spent = layout.rows()
    assert half.goal == done.goal == spent.goal
    zero = half.solid.left()
    assert half.solid.width() / (half.goal - zero) == pytest.approx(1 / 3, abs=0.01)
    assert half.due is not None
    assert (half.due - zero) / (half.goal - zero) == pytest.approx(0.5, abs=0.01)
    assert spent.cut
    assert not done.cut
    assert next(text for x, _, text in layout.ticks if abs(x - half.goal) <= 1) == "Goal"


def test_words_say_what_is_needed(qtbot: QtBot, style: ChartStyle, numbers: NumberFormat) -> None:
    chart = Goals(style)
    qtbot.addWidget(chart)
    chart.resize(900, 300)
    chart.set_content(CHART, numbers)
    assert chart.words(0).splitlines() == [
        "Leads goal", "20 of 60: 33%", "50% of the days are over",
        "95% range of the end: 30 to 52, if the days stay even", "Each of the 15 days left would have to bring 2.7",
    ]  # fmt: skip
    assert chart.words(2).splitlines()[1] == "$5,000 of $1,000: 500%"
    assert chart.spoken() == "Reached of each goal: Leads goal 33%, Revenue goal 110% and Budget 500%."


def test_it_can_be_painted_at_any_size(style: ChartStyle, numbers: NumberFormat) -> None:
    for size in ((60, 40), (300, 120), (1200, 700)):
        image = QImage(*size, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint(painter, QRectF(0, 0, *size), CHART, style, numbers)
        painter.end()
