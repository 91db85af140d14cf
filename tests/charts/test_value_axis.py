"""The value axis: round ticks, room for labels, and what happens to figures that dwarf the others."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roiapp.charts.value_axis import nice_step, value_axis

WIDTH, LABEL, TICK = 700.0, 20.0, 45.0


@pytest.mark.parametrize(("least", "step"), [(0.011, 0.02), (0.2, 0.2), (0.21, 0.5), (0.9, 1), (1.01, 2), (60, 100)])
def test_steps_are_round(least: float, step: float) -> None:
    assert nice_step(least) == pytest.approx(step)


def test_the_axis_of_the_design() -> None:
    axis = value_axis([4.09, 3.76, -0.51], [6.46, -0.79, -0.04], WIDTH, LABEL, TICK)
    assert axis.low == -1.0
    assert axis.ticks == pytest.approx((-1, 0, 1, 2, 3, 4, 5, 6, 7)[: len(axis.ticks)])
    assert axis.most == 6.46
    assert axis.share(6.46) * WIDTH + LABEL <= WIDTH + 1e-6


def test_an_extreme_figure_does_not_flatten_the_rest() -> None:
    axis = value_axis([120.0, 4.1, 3.1, 0.5, -0.6], [230.0, 6.4, -0.9], WIDTH, LABEL, TICK)
    assert 4.1 < axis.inside(120.0) < 20.0
    assert axis.inside(4.1) == 4.1
    assert axis.share(3.1) - axis.share(0.0) > 0.2


def test_a_single_figure_is_never_cut() -> None:
    assert value_axis([120.0], [], WIDTH, LABEL, TICK).inside(120.0) == 120.0


def test_a_very_long_whisker_is_cut_and_the_bar_is_not() -> None:
    axis = value_axis([0.8, 0.5, -0.2], [0.1, 40.0, 1.0], WIDTH, LABEL, TICK)
    assert axis.inside(0.8) == 0.8
    assert axis.inside(40.0) < 4.0


def test_deep_losses_are_cut_like_high_gains() -> None:
    axis = value_axis([-30.0, 0.5, 0.25], [-60.0, 1.3], WIDTH, LABEL, TICK)
    assert -6.0 < axis.inside(-30.0) < -1.0
    assert axis.low <= axis.least


@example([55.0], [-1.192092896e-07], 40.0)
@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40),
    st.lists(st.floats(-1e6, 1e6), max_size=40),
    st.floats(40, 3000),
)
def test_every_axis_holds_what_it_shows(values: list[float], ends: list[float], width: float) -> None:
    axis = value_axis(values, ends, width, LABEL, TICK)
    assert axis.low <= axis.least + 1e-9 * max(abs(axis.least), 1.0)
    assert axis.least <= 0.0 <= axis.most
    assert axis.most <= axis.high * (1 + 1e-9)
    assert axis.low < axis.high
    assert len(axis.ticks) <= width / TICK + 3
    assert all(-1e-9 <= axis.share(axis.inside(value)) <= 1.0 + 1e-9 for value in (*values, *ends))
