"""Shares of spend and of gross profit, by figures worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roiapp.analysis.shares_chart import SharesChart, nothing_yet, shares_chart
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import base_view
from roiapp.core.results import Figures
from roiapp.core.worksheet import build

#: no clock: on a busy machine it measures the others
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def figures_of(columns: dict[str, Any]) -> Figures:
    names = [f"Channel {number}" for number in range(len(columns["spend"]))]
    sheet = build(names, columns)
    return Calculator(sheet, standard()).figures(base_view(sheet.periods, 0))


def shares(chart: SharesChart) -> list[tuple[int, float, float | None]]:
    return [
        (pair.channel, round(pair.spend, 4), None if pair.profit is None else round(pair.profit, 4))
        for pair in chart.pairs
    ]


def test_both_are_parts_of_the_same_rows() -> None:
    """Channel 3 spent 400 and its profit is not known: it is no part of either whole. 100, 300 and 100 of 500; the
    profits are 300, 450 and 250 of 1,000."""
    chart = shares_chart(figures_of({
        "spend": [100, 300, 100, 400], "revenue": [600, 900, 500, 999], "gross_margin": [0.5, 0.5, 0.5, None],
    }))  # fmt: skip
    assert shares(chart) == [(1, 0.6, 0.45), (0, 0.2, 0.3), (2, 0.2, 0.25)]
    assert [pair.more for pair in chart.pairs] == [False, True, True]
    assert [each.channel for each in chart.unknown] == [3]
    assert chart.undefined == ""


def test_a_loss_is_a_negative_share() -> None:
    chart = shares_chart(figures_of({"spend": [50, 50], "revenue": [300, 100], "gross_margin": [0.5, -0.5]}))
    assert shares(chart) == [(0, 0.5, 1.5), (1, 0.5, -0.5)]


def test_without_profit_in_all_nobody_has_a_share_of_it() -> None:
    chart = shares_chart(figures_of({"spend": [30, 70], "revenue": [100, 100], "gross_margin": [0.1, -0.1]}))
    assert shares(chart) == [(1, 0.7, None), (0, 0.3, None)]
    assert [pair.more for pair in chart.pairs] == [None, None]
    assert chart.undefined == "Together they bring no gross profit, so nobody has a share of it."


def test_without_spend_there_is_nothing_to_draw() -> None:
    figures = figures_of({"spend": [0, 0], "revenue": [100, 100], "gross_margin": [0.5, 0.5]})
    assert shares_chart(figures).drawn == 0
    assert nothing_yet(figures) == "Nothing was spent on these channels, so there is no share of it to show."


def test_a_row_of_zeros_is_no_pair() -> None:
    chart = shares_chart(figures_of({"spend": [10, 0], "revenue": [100, 0], "gross_margin": [0.5, 0.5]}))
    assert shares(chart) == [(0, 1.0, 1.0)]


@some
@given(st.lists(st.tuples(st.integers(0, 9_000), st.integers(0, 9_000)), min_size=1, max_size=30))
def test_known_shares_add_up_to_all(rows: list[tuple[int, int]]) -> None:
    chart = shares_chart(figures_of({
        "spend": [row[0] for row in rows], "revenue": [row[1] for row in rows], "gross_margin": [0.5] * len(rows),
    }))  # fmt: skip
    if chart.pairs:
        assert sum(pair.spend for pair in chart.pairs) == pytest.approx(1.0)
    known = [pair.profit for pair in chart.pairs if pair.profit is not None]
    assert sum(known) == pytest.approx(1.0 if known else 0.0)
    assert [pair.spend for pair in chart.pairs] == sorted((pair.spend for pair in chart.pairs), reverse=True)
