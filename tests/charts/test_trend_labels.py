"""Labels of a trend: names that keep apart at the ends of lines, periods named as regularly as there is room."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.analysis.trend_chart import TrendPeriod
from roiapp.charts.style import ChartStyle
from roiapp.charts.trend_labels import period_labels, spread
from roiapp.core.periods import Period, add_months, month_end


@given(st.lists(st.floats(-50, 400), min_size=1, max_size=12))
def test_labels_keep_apart_and_inside(wanted: list[float]) -> None:
    found = spread(wanted, 0.0, 200.0, 16.0)
    assert all(8.0 - 1e-6 <= middle <= 192.0 + 1e-6 for middle in found)
    for one, other in itertools.combinations(sorted(found), 2):
        assert other - one >= 16.0 - 1e-6
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    assert [found[i] for i in order] == sorted(found)  # the upper line has the upper name


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([100.0, 20.0, 60.0], 0.0, 200.0, 16.0) == [100.0, 20.0, 60.0]
    assert spread([100.0, 100.0], 0.0, 200.0, 16.0) == [92.0, 108.0]
    assert spread([0.0, 2.0], 0.0, 200.0, 16.0) == [8.0, 24.0]


def months(count: int, first: date = date(2025, 1, 1)) -> list[TrendPeriod]:
    found = []
    for number in range(count):
        start = add_months(first, number)
        period = Period(number, "", start, month_end(start))
        found.append(TrendPeriod(number, period.text(), number * 30.0, start, period.end, number > 0))
    return found


def labels(periods: list[TrendPeriod], width: float, style: ChartStyle) -> list[str]:
    step = (width - 80) / max(len(periods) - 1, 1)
    xs = [round(40 + step * number) for number in range(len(periods))]
    return [label.text for label in period_labels(periods, xs, 200.0, width, style)]


def test_all_months_where_there_is_room_else_quarters_halves_years(style: ChartStyle) -> None:
    year = months(13)
    assert len(labels(year, 1200, style)) == 13
    assert labels(year, 420, style) == ["Jan 2025", "Apr 2025", "Jul 2025", "Oct 2025", "Jan 2026"]
    assert labels(year, 300, style) == ["Jan 2025", "Jul 2025", "Jan 2026"]
    assert labels(months(48), 400, style) == ["Jan 2025", "Jan 2026", "Jan 2027", "Jan 2028"]


def test_weeks_are_named_by_their_first_day_and_the_last_is_always_named(style: ChartStyle) -> None:
    weeks = []
    for number in range(20):
        start = date(2026, 1, 5) + timedelta(days=7 * number)
        period = Period(number, "", start, start + timedelta(days=6))
        weeks.append(TrendPeriod(number, period.text(), number * 7.0, start, period.end, number > 0))
    found = labels(weeks, 700, style)
    assert found[-1] == "May 18, 2026"
    assert len(found) >= 4


@given(st.integers(1, 80), st.integers(120, 2000), st.booleans())
def test_periods_never_overlap(count: int, width: int, named: bool) -> None:
    periods = months(count)
    if named:
        periods = [
            TrendPeriod(p.period, f"Campaign {p.period} with a long name", p.at, None, None, p.follows) for p in periods
        ]
    style = STYLE[0]
    step = max(width - 80, 1) / max(count - 1, 1)
    found = period_labels(periods, [round(40 + step * n) for n in range(count)], 200.0, width, style)
    for one, other in itertools.pairwise(found):
        assert one.rect.right() < other.rect.left()
    assert all(label.rect.left() >= 0 and label.rect.right() <= width for label in found)


STYLE: list[ChartStyle] = []


@pytest.fixture(autouse=True)
def _style(style: ChartStyle) -> None:
    STYLE[:] = [style]
