"""Scales between round ends: what they hold, how many ticks, and that no two labels are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.charts.scale import round_scale
from roiapp.core.units import COUNT, MONEY, MONEY_EACH, MULTIPLE, RATE, ROI, UNITS, NumberFormat, Unit

ENGLISH = NumberFormat("en", "USD")


@given(
    st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.integers(1, 20), st.sampled_from(sorted(UNITS)),
    st.sampled_from([ENGLISH, NumberFormat("pl", "PLN"), NumberFormat("is", "ISK")]),
)  # fmt: skip
def test_a_scale_holds_its_figures_with_few_and_different_labels(
    one: float, other: float, most: int, unit: str, numbers: NumberFormat
) -> None:
    low, high = sorted((one, other))
    scale = round_scale(low, high, most, UNITS[unit], numbers)
    span = 1e-8 * (high - low) + 1e-9 * abs(low) + 1e-12
    assert scale.low <= low + span
    assert scale.high >= high - span
    assert 1 <= len(scale.ticks) <= max(most, 2) + 1
    assert all(scale.holds(tick) for tick in scale.ticks)
    assert len(set(scale.labels)) == len(scale.labels) == len(scale.ticks)
    assert 0.0 <= scale.share(low) <= scale.share(high) <= 1.0


@pytest.mark.parametrize(
    ("low", "high", "unit", "labels"),
    [
        (0, 184, COUNT, ("0", "50", "100", "150", "200")),
        (-0.6, 1.4, ROI, ("−100%", "−50%", "0%", "+50%", "+100%", "+150%")),
        (0, 0.031, RATE, ("0%", "1%", "2%", "3%", "4%")),
        (0, 0.008, RATE, ("0.0%", "0.20%", "0.40%", "0.60%", "0.80%")),
        (0, 95.4, MONEY_EACH, ("$0", "$20", "$40", "$60", "$80", "$100")),
        (0, 0.9, MONEY_EACH, ("$0.00", "$0.20", "$0.40", "$0.60", "$0.80", "$1.00")),
        (-1200, 3000, MONEY, ("−$2,000", "−$1,000", "$0", "$1,000", "$2,000", "$3,000")),
        (0, 3.2, MULTIPLE, ("0.0×", "1.0×", "2.0×", "3.0×", "4.0×")),
    ],
)  # fmt: skip
def test_labels_as_people_write_them(low: float, high: float, unit: Unit, labels: tuple[str, ...]) -> None:
    assert round_scale(low, high, 5, unit, ENGLISH).labels == labels


def test_one_figure_alone_still_has_a_scale() -> None:
    assert round_scale(0.0, 0.0, 5, COUNT, ENGLISH).share(0.0) == 0.0
    assert round_scale(0.0, 1e-12, 5, MONEY, ENGLISH).labels == ("$0.00", "$0.01")
    scale = round_scale(55.0, 55.0, 5, COUNT, ENGLISH)
    assert scale.low < 55 < scale.high
    assert round_scale(-1e308, 1e308, 5, MONEY, ENGLISH).high > 0
