"""Sums brought up to date after edits have the bits of sums of everything, whatever the figures."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.added_up import AddedUp

COLUMNS = 100  # more than are added up as they are
FIGURES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False, width=64).filter(lambda x: abs(x) < 1e290),
    st.sampled_from([0.0, -0.0, 0.1, 1e16, -1e16, 1e-300, 5e-324, 2**53 + 1.0, 1e280, -1e280]),
)
ODD = st.sampled_from([float("inf"), float("-inf"), float("nan"), 1.7e308, -1.7e308])
EDITS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, COLUMNS - 1), FIGURES | ODD), min_size=1, max_size=6)


def rounded_once(row: list[float]) -> float:
    """The exact sum, rounded by Python's own division of whole numbers."""
    return float(sum(map(Fraction, row)))


@given(st.lists(FIGURES, min_size=1, max_size=40), st.lists(EDITS, min_size=1, max_size=4))
def test_after_edits_the_sums_are_those_of_everything(
    figures: list[float], rounds: list[list[tuple[int, int, float]]]
) -> None:
    sums = np.array([[figures[(7 * slot + column) % len(figures)] for column in range(COLUMNS)] for slot in range(4)])
    added = AddedUp(4)
    added.bring_up(sums)
    for edits in rounds:
        for slot, column, figure in edits:
            sums[slot, column] = figure
            added.touch((slot,), column)
        added.bring_up(sums[added.open])
        assert added.open == []
        afresh = AddedUp(4)
        afresh.bring_up(sums)
        assert np.array(added.values).tobytes() == np.array(afresh.values).tobytes()
        for slot, row in enumerate(sums.tolist()):
            if all(abs(figure) < 1e290 for figure in row):
                assert added.values[slot] == rounded_once(row)


def test_only_what_an_edit_touched_is_added_up() -> None:
    sums = np.ones((3, COLUMNS))
    added = AddedUp(3)
    assert added.open == [0, 1, 2]
    added.bring_up(sums)
    sums[1, 70] = 5.0
    added.touch((1,), 70)
    assert added.open == [1]
    added.bring_up(sums[[1]])
    sums[1, :64] = 9.0  # not told: what is known of these columns stays
    sums[1, 71] = 2.0
    added.touch((1,), 71)
    added.bring_up(sums[[1]])
    assert added.values == [100.0, 105.0, 100.0]


def test_what_changed_beside_something_too_large_is_not_forgotten() -> None:
    sums = np.ones((2, COLUMNS))
    added = AddedUp(2)
    added.bring_up(sums)
    for edits in ({3: 2.0}, {3: 1.7e308, 40: 9.0}, {3: 1.0}):
        for column, figure in edits.items():
            sums[0, column] = figure
            added.touch((0,), column)
        added.bring_up(sums[[0]])
    assert added.values == [108.0, 100.0]
