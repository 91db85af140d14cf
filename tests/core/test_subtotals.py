"""Subtotals against the totals of a worksheet that holds no other channels, and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.results import Figures
from roiapp.core.subtotals import Subtotals
from roiapp.core.worksheet import ATTRIBUTES, Worksheet, build
from tests.core.random_sheets import AS_OF, CATALOG, sheets, views

IDS = tuple(CATALOG.field) + tuple(CATALOG.metric)


def part_of(sheet: Worksheet, channels: list[int]) -> Worksheet:
    """A worksheet of these channels alone, with nothing typed for all of them together."""
    part = Worksheet(periods=list(sheet.periods), settings=sheet.settings, next_key=sheet.next_key)
    for name in ATTRIBUTES:
        part.channels[name] = [sheet.channels[name][i] for i in channels]
    part.keys = [sheet.keys[i] for i in channels]
    columns = {id_: column[:, channels].copy() for id_, column in sheet.columns.items()}
    part.columns = {id_: column for id_, column in columns.items() if not np.isnan(column).all()}
    return part


@settings(deadline=None, max_examples=40)
@given(st.data(), sheets(most_channels=6))
def test_a_subtotal_is_the_total_of_a_worksheet_without_the_others(data: st.DataObject, sheet: Worksheet) -> None:
    everybody = range(len(sheet.keys))
    channels = sorted(data.draw(st.sets(st.sampled_from(everybody), min_size=1)))
    whole, alone = Calculator(sheet, CATALOG, AS_OF), Calculator(part_of(sheet, channels), CATALOG, AS_OF)
    for view in views(sheet):
        fresh, subtotals = alone.figures(view), Subtotals(whole.figures(view), np.array(channels, dtype=np.intp))
        for id_ in IDS:
            if CATALOG.uses_total(id_):
                continue
            wanted, found = fresh.total_value(id_), subtotals.value(id_)
            assert math.isnan(wanted) == math.isnan(found), (id_, view, wanted, found)
            assert math.isnan(wanted) or math.isclose(wanted, found, rel_tol=1e-12), (id_, view, wanted, found)


@settings(deadline=None, max_examples=40)
@given(st.data(), sheets(most_channels=6))
def test_single_figures_at_any_channels_are_those_of_the_column(data: st.DataObject, sheet: Worksheet) -> None:
    channels = np.array(data.draw(st.lists(st.sampled_from(range(len(sheet.keys))))), dtype=np.intp)
    calculator = Calculator(sheet, CATALOG, AS_OF)
    for view in views(sheet):
        figures = calculator.figures(view)
        for id_ in IDS:
            assert figures.values_at(id_, channels).tobytes() == figures.values(id_)[channels].tobytes(), id_


def two_of_three() -> Figures:
    columns = {
        "spend": [[100, 300, 600], [50, 150, 800]],
        "customers": [[10, 10, 100], [None, 5, 1]],
        "revenue": [[400, 400, None], [100, 500, 900]],
        "gross_margin": [[0.5, 0.25, 0.5], [0.5, 0.5, 0.5]],
    }
    sheet = build(["A", "B", "C"], columns, [month(2026, 1, 1), month(2026, 2, 2)])
    calculator = Calculator(sheet, standard())
    return calculator.figures(base_view(sheet.periods, 0))


@pytest.mark.parametrize(
    ("id_", "wanted"),
    [("spend", 400), ("cac", 20), ("gross_profit", 300), ("roi", -0.25), ("gross_margin", 0.375), ("visits", math.nan)],
)
def test_rates_of_a_group_are_sums_divided_not_averages(id_: str, wanted: float) -> None:
    found = Subtotals(two_of_three(), np.array([0, 1], dtype=np.intp)).value(id_)
    assert found == pytest.approx(wanted, nan_ok=True)


def test_a_roll_up_adds_up_the_cells_in_which_all_parts_are_known() -> None:
    figures = two_of_three()
    year = figures.calculator.figures(all_periods(figures.worksheet.periods))
    # A has no customers known in February: its February spend is left out of the cost of a customer.
    assert Subtotals(year, np.array([0, 1], dtype=np.intp)).value("cac") == pytest.approx((100 + 300 + 150) / 25)


def test_a_share_is_the_part_of_all_channels() -> None:
    assert Subtotals(two_of_three(), np.array([0, 1], dtype=np.intp)).value("share_of_spend") == pytest.approx(0.4)
