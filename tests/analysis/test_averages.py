"""What can be held against the total of all channels, by hand and against twice as many channels."""

from __future__ import annotations

from datetime import date

import pytest

from roiapp.analysis.averages import is_average
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.views import first_view
from roiapp.core.worksheet import build

CATALOG = standard()
#: figures of one channel in which everything is known
CHANNEL = {field.id: 40.0 for field in CATALOG.fields if field.scope == "cell"} | {
    "gross_margin": 0.5, "close_rate": 0.25, "expected_win_rate": 0.25, "revenue_per_sale": 300.0, "leads": 80.0,
    "purchases_per_year": 1.5, "years_retained": 2.0, "revenue": 9000.0,
}  # fmt: skip


@pytest.mark.parametrize("id_", ["cac", "roi", "conversion_rate", "ltv_to_cac", "break_even_cac", "gross_margin"])
def test_rates_and_costs_of_one_are(id_: str) -> None:
    assert is_average(CATALOG, id_)


@pytest.mark.parametrize(
    "id_",
    ["spend", "customers", "gross_profit", "break_even_customers", "pipeline_velocity", "share_of_spend",
     "share_of_gross_profit", "next_lead_cost"],
)  # fmt: skip
def test_sums_numbers_needed_and_shares_are_not(id_: str) -> None:
    assert not is_average(CATALOG, id_)


def total(channels: int, id_: str) -> float | None:
    columns = {id_: [[value] * channels] for id_, value in CHANNEL.items()}
    sheet = build([f"C{number}" for number in range(channels)], columns)
    return Calculator(sheet, CATALOG, date(2026, 9, 30)).figures(first_view(sheet)).total(id_).value


def test_the_total_of_like_channels_is_that_of_one_exactly_where_it_is_an_average() -> None:
    checked = 0
    for metric in CATALOG.metrics:
        one, five = total(1, metric.id), total(5, metric.id)
        if one and five and not metric.total_only and not metric.id.startswith("share_of"):
            assert is_average(CATALOG, metric.id) == (five == pytest.approx(one)), metric.id
            checked += 1
    assert checked > 30
