"""Changes against the period before: which one it is, points or share, open periods, unlike lengths."""

from datetime import date, timedelta

import pytest

from roiapp.analysis.change import Comparison, adds_up, change, comparison, comparison_a_year_ago
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, View, base_view, month, rollups

YEAR = [month(2026, number, number) for number in range(1, 13)]
LATE = date(2027, 6, 1)


def quarter(periods: list[Period], number: int) -> View:
    return next(v for v in rollups(periods) if v.kind == "quarter" and v.start and v.start.month == 3 * number - 2)


def test_a_month_is_compared_with_the_month_before() -> None:
    against = comparison(YEAR, base_view(YEAR, 7), LATE).against
    assert against is not None
    assert against.periods == (6,)


def test_the_order_of_the_periods_does_not_matter() -> None:
    mixed = [YEAR[3], YEAR[1], YEAR[2]]
    against = comparison(mixed, base_view(mixed, 0), LATE).against
    assert against is not None
    assert against.periods == (2,)


def test_the_first_month_has_nothing_to_be_compared_with() -> None:
    found = comparison(YEAR, base_view(YEAR, 0), LATE)
    assert found.against is None
    assert found.reason == "There is no period before this one."


def test_a_quarter_is_compared_with_the_quarter_before() -> None:
    found = comparison(YEAR, quarter(YEAR, 3), LATE)
    assert found.against is not None
    assert found.against.periods == (3, 4, 5)
    assert found.against.kind == "quarter"
    assert found.days == (92, 91)


def test_a_february_is_a_month_though_it_has_four_weeks() -> None:
    two = [*(month(2025, n, n) for n in range(1, 13)), *(month(2026, n, 12 + n) for n in range(1, 13))]
    for period in (12, 13, 14):
        found = comparison_a_year_ago(two, base_view(two, period), LATE)
        assert found.against is not None
        assert found.against.periods == (period - 12,)


@pytest.mark.parametrize(
    ("missing", "which"), [(4, "the period compared with, Q2 2026, is"), (7, "Q3 2026 is")]
)  # fmt: skip
def test_a_quarter_with_a_month_missing_is_not_compared(missing: int, which: str) -> None:
    periods = [p for p in YEAR if p.key != missing + 1]
    found = comparison(periods, quarter(periods, 3), LATE)
    assert found.against is None
    assert found.reason == f"No change is told, because {which} not complete: some of its periods are missing."


def test_twelve_months_that_are_not_complete_are_named_by_their_days() -> None:
    """The last twelve are there, of the twelve before them the first six or eight are not."""
    periods = [*(month(2025, n, n) for n in range(7, 13)), *(month(2026, n, 12 + n) for n in range(1, 13))]
    year = next(v for v in rollups(periods) if v.kind == "last12")
    assert comparison(periods, year, LATE).reason == (
        "No change is told, because the period compared with, 2025, is not complete: some of its periods are missing."
    )
    shorter = periods[:-2]  # to October 2026: November 2025 to October 2026 against November 2024 to October 2025
    year = next(v for v in rollups(shorter) if v.kind == "last12")
    assert comparison(shorter, year, LATE).reason == (
        "No change is told, because the period compared with, Nov 1, 2024 – Oct 31, 2025, is not complete: some of its "
        "periods are missing."
    )


def test_weeks_make_a_complete_month_though_they_reach_over_its_ends() -> None:
    start = date(2026, 6, 1)
    weeks = [Period(i, "", start + timedelta(7 * i), start + timedelta(7 * i + 6)) for i in range(13)]
    july = next(v for v in rollups(weeks) if v.kind == "month" and v.start == date(2026, 7, 1))
    found = comparison(weeks, july, LATE)
    assert found.against is not None
    assert found.against.periods == (0, 1, 2, 3)


def test_all_periods_together_have_nothing_before_them() -> None:
    whole = next(v for v in rollups(YEAR) if v.kind == "all")
    assert comparison(YEAR, whole, LATE).against is None


def test_undated_periods_follow_each_other_as_they_stand() -> None:
    periods = [Period(1, "Campaign A"), Period(2, "Campaign B")]
    against = comparison(periods, base_view(periods, 1), LATE).against
    assert against is not None
    assert against.periods == (0,)


JULY = View((6,), date(2026, 7, 1), date(2026, 7, 31))


def test_sums_and_costs_change_by_a_share_and_rates_in_points() -> None:
    against = Comparison(JULY, days=(31, 31))
    assert change(against, standard(), "leads", 110.0, 100.0).relative == pytest.approx(0.10)
    assert change(against, standard(), "cac", 90.0, 100.0).relative == pytest.approx(-0.10)
    roi = change(against, standard(), "roi", 1.05, 1.15)
    assert roi.relative is None
    assert roi.points == pytest.approx(-0.10)
    assert roi.direction == -1


def test_a_share_of_a_negative_figure_points_the_way_the_figure_went() -> None:
    assert change(Comparison(JULY), standard(), "net_return", 50.0, -100.0).relative == pytest.approx(1.5)


def test_an_open_period_has_no_change_of_flows_but_one_of_rates() -> None:
    periods = YEAR[:8]
    against = comparison(periods, base_view(periods, 7), date(2026, 8, 10))
    assert against.open
    leads = change(against, standard(), "leads", 40.0, 100.0)
    assert leads.relative is None
    assert leads.reason == "The period is open: its figures are not all in yet."
    assert change(against, standard(), "cac", 90.0, 100.0).relative == pytest.approx(-0.10)


def test_flows_of_unlike_lengths_are_compared_per_day_and_say_so() -> None:
    periods = [month(2026, 8, 1), Period(2, "", date(2026, 9, 1), date(2026, 9, 10))]
    against = comparison(periods, base_view(periods, 1), LATE)
    leads = change(against, standard(), "leads", 20.0, 31.0)
    assert leads.per_day
    assert leads.relative == pytest.approx(1.0)
    assert not change(against, standard(), "cac", 20.0, 31.0).per_day


def test_february_and_march_count_as_the_same_length() -> None:
    assert not comparison(YEAR, base_view(YEAR, 2), LATE).per_day


def test_what_is_undefined_has_no_change() -> None:
    against = Comparison(JULY)
    assert change(against, standard(), "cac", None, 3.0).direction == 0
    assert change(against, standard(), "cac", 3.0, None).reason == "The period before has no figure for this."
    assert change(against, standard(), "leads", 3.0, 0.0).reason == "It was zero in the period before."


def test_what_adds_up_is_known_from_the_records() -> None:
    catalog = standard()
    assert all(adds_up(catalog, id_) for id_ in ("spend", "leads", "total_cost", "gross_return", "net_return"))
    assert not any(adds_up(catalog, id_) for id_ in ("cac", "roi", "gross_margin", "reach", "pipeline_velocity"))
