"""Value axes: all values on them, ticks that are round, one extreme figure that does not flatten the others."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from roiapp.charts.linear_axis import linear_axis, nice_step

#: no clock: on a busy machine it measures the others
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

VALUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=40)


@some
@example([5e-324], 300.0, 0.0)
@example([-1e-300, 3e-310], 300.0, 10.0)
@given(VALUES, st.floats(20, 2_000), st.floats(0, 40))
def test_what_is_drawn_lies_within_the_axis_and_its_margin(values: list[float], length: float, margin: float) -> None:
    axis = linear_axis(values, 0.0, length, 40.0, margin=margin)
    kept = min(margin, length * 0.35) - 1e-6
    for value in (*values, 0.0):
        assert kept <= axis.at(axis.inside(value)) <= length - kept
    assert len(axis.ticks) <= length / 40.0 + 1
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


@some
@given(VALUES)
def test_nothing_is_cut_off_where_that_is_not_wanted(values: list[float]) -> None:
    axis = linear_axis(values, 0.0, 500.0, 40.0, cut=False)
    assert [axis.inside(value) for value in values] == values


def test_an_upright_axis_runs_upwards() -> None:
    axis = linear_axis([100.0], 300.0, 100.0, 20.0)
    assert (axis.at(0.0), axis.at(100.0)) == (300.0, 100.0)


def test_one_extreme_figure_lies_beyond_and_the_others_keep_their_room() -> None:
    axis = linear_axis([800, 900, 1_000, 48_000], 0.0, 1_000.0, 40.0)
    assert axis.inside(48_000) < 48_000
    assert axis.at(1_000) > 800
    assert axis.inside(48_000) > 1_000


@pytest.mark.parametrize("values", [[10.0, 100.0], [100.0, 400.0, 300.0, 200.0], [5.0], [0.0, 0.0]])
def test_few_or_like_figures_are_all_drawn_to_scale(values: list[float]) -> None:
    axis = linear_axis(values, 0.0, 500.0, 40.0)
    assert [axis.inside(value) for value in values] == values


@pytest.mark.parametrize(("least", "step"), [(1.0, 1), (1.1, 2), (2.1, 5), (5.5, 10), (0.03, 0.05), (1999, 2000)])
def test_steps_are_round(least: float, step: float) -> None:
    assert nice_step(least) == pytest.approx(step)
