"""Names without room: each can still be told from the others."""

from __future__ import annotations

import pytest

from roiapp.charts.row_names import short_names
from roiapp.charts.style import STRONG, ChartStyle

BRANCHES = [f"A very long channel name that goes on and on, branch {number}" for number in range(12)]


@pytest.mark.parametrize("weight", [400, STRONG])
def test_names_that_begin_alike_are_cut_in_their_middles(style: ChartStyle, weight: int) -> None:
    found = short_names(BRANCHES, 170.0, style, weight)
    assert len(set(found)) == 12
    assert all(style.width(name, weight) <= 170.0 for name in found)
    assert all(name.endswith(f"branch {number}") for number, name in enumerate(found))


def test_others_keep_their_beginnings_and_short_ones_stay(style: ChartStyle) -> None:
    long = "Search engine advertising for emergency call-outs at night"
    email, search, *_ = short_names(["Email", long, *BRANCHES], 170.0, style)
    assert email == "Email"
    assert search.endswith("…")
    assert long.startswith(search[:-1].rstrip())


def test_the_same_short_name_twice_stays_as_it_is(style: ChartStyle) -> None:
    assert short_names(["Email", "Email"], 170.0, style) == ("Email", "Email")
