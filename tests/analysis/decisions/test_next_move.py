"""The first move: what it may take and give, against brute force; when it says to leave the money where it is."""

from __future__ import annotations

import pytest

from roiapp.analysis.decisions.next_move import next_move
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period, base_view
from roiapp.core.results import Figures
from roiapp.core.worksheet import build


def figures(spend: list[float | None], customers: list[float | None], elasticity: float = 0.7) -> Figures:
    """A customer brings 100 of gross profit."""
    count = len(spend)
    sheet = build(
        [f"Channel {n}" for n in range(count)],
        {"spend": [spend], "customers": [customers], "revenue_per_sale": [[200.0] * count],
         "gross_margin": [[0.5] * count]},
        [Period(1)], DocumentSettings(elasticity=elasticity),
    )  # fmt: skip
    return Calculator(sheet, standard()).figures(base_view(sheet.periods, 0))


def test_no_channel_moves_by_more_than_half() -> None:
    """Of 1,000 each, one bringing 50 customers and one 10: as much as may go goes to the first."""
    found = next_move(figures([1000.0, 1000.0], [50.0, 10.0]))
    assert found.worth
    assert [(each.channel, each.spend, each.then) for each in found.shares] == [(0, 1000.0, 1500.0), (1, 1000.0, 500.0)]
    assert found.claim == "Move $500 of the $2,000."
    gains = [5000.0 * (1.5**b - 1.0) + 1000.0 * (0.5**b - 1.0) for b in (0.5, 0.9)]
    assert found.text == f"That would bring ${gains[0]:,.0f} to ${gains[1]:,.0f} more gross profit."
    assert "to the power of 0.7" in found.assumption


def test_it_is_the_best_of_all_such_moves() -> None:
    found = next_move(figures([800.0, 600.0, 400.0], [30.0, 30.0, 4.0]))
    then = {each.channel: each.then for each in found.shares}
    best = max(
        ((first, second, 1800.0 - first - second) for first in range(400, 1201, 5) for second in range(300, 901, 5)
         if 200.0 <= 1800.0 - first - second <= 600.0),
        key=lambda x: 3000 * (x[0] / 800) ** 0.7 + 3000 * (x[1] / 600) ** 0.7 + 400 * (x[2] / 400) ** 0.7,
    )  # fmt: skip
    assert [then.get(n, s) for n, s in enumerate((800.0, 600.0, 400.0))] == pytest.approx(list(best), abs=5.0)


def test_equal_channels_stay() -> None:
    found = next_move(figures([1000.0, 1000.0], [20.0, 20.0]))
    assert (found.claim, found.shares, found.worth) == ("Leave the money where it is.", (), False)


@pytest.mark.parametrize(("spend", "customers"), [([None, None], [1.0, 2.0]), ([0.0, 0.0], [1.0, 2.0]), ([], [])])
def test_what_cannot_be_moved_is_said(spend: list[float | None], customers: list[float | None]) -> None:
    found = next_move(figures(spend, customers))
    assert found.claim == "Where the next money belongs cannot be told yet."
    assert found.text
    assert not found.shares


def test_a_channel_without_a_result_stays() -> None:
    found = next_move(figures([1000.0, 1000.0, 500.0], [50.0, 10.0, None]))
    assert {each.channel for each in found.shares} == {0, 1}
