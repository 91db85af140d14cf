"""What findings and ranges make of the time-matched view: money beside the customers it brought is compared; what is
about days and plans is left as it is."""

from __future__ import annotations

import pytest

from roiapp.analysis.findings.finding import Finding
from roiapp.analysis.findings.questions import check
from roiapp.analysis.ranges import figure_range, lagging, step_lags
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import base_view
from roiapp.core.results import Figures
from roiapp.core.time_matched import time_matched
from tests.analysis.findings.worksheets import DAY, months, worksheet

STAGES = ("days_to_mql", "days_to_sql", "days_to_opportunity", "days_to_close")


def both(period: int, count: int = 3, **columns: object) -> tuple[Figures, Figures]:
    """The figures of a month, as typed and time-matched."""
    sheet = worksheet(["A", "B"], months(2026, 1, count), **columns)
    typed = Calculator(sheet, standard(), DAY)
    view = base_view(sheet.periods, period)
    return typed.figures(view), time_matched(typed).figures(view)


def of(figures: Figures, id_: str) -> list[Finding]:
    return [each for each in check(figures) if each.id == id_]


def test_customers_beside_their_own_leads_are_a_rate_again() -> None:
    """31 days to close in a month of 31: as typed both are of other groups. Matched it is 10 of 40 (all of
    February's and those of 3 days of January, in which there were none): Wilson's range is 14.2 to 40.2 %."""
    columns = {"leads": [[0, 0], [40, 40], [99, 99]], "customers": [[1, 1], [1, 1], [10, 10]], "sales_cycle_days": 31}
    plain, matched = both(2, **columns)
    assert step_lags(plain, "lead_to_customer")
    assert lagging(plain, "lead_to_customer").all()
    assert figure_range(plain, "lead_to_customer", 0) is None
    assert not step_lags(matched, "lead_to_customer")
    assert not lagging(matched, "lead_to_customer").any()
    found = figure_range(matched, "lead_to_customer", 0)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(0.14187, abs=2e-5), pytest.approx(0.40194, abs=2e-5))


def test_a_later_stage_that_was_shifted_too_far_is_none() -> None:
    """From MQL to customer it takes 15 days, the MQLs beside the customers are of 31 days earlier: 16 too many."""
    days = dict(zip(STAGES, (16, 5, 5, 5), strict=True))
    counts = {"leads": 40, "mqls": 30, "sqls": 20, "opportunities": 15, "customers": 10}
    plain, matched = both(2, **counts, **days)
    assert not step_lags(plain, "mql_to_customer")
    assert not lagging(plain, "mql_to_customer").any()
    assert step_lags(matched, "mql_to_customer")
    assert lagging(matched, "mql_to_customer").all()


def test_between_stages_that_were_shifted_alike_nothing_changes() -> None:
    """20 days from lead to MQL in a month are more than half of it, shifted or not; one from MQL to SQL is not."""
    days = dict(zip(STAGES, (20, 1, 1, 1), strict=True))
    counts = {"leads": 40, "mqls": 30, "sqls": 20, "opportunities": 15, "customers": 10}
    plain, matched = both(2, **counts, **days)
    for figures in (plain, matched):
        assert step_lags(figures, "lead_to_mql")
        assert not step_lags(figures, "mql_to_sql")
        assert step_lags(figures, "win_rate") is (figures is matched)  # 1 day, against the 23 it was shifted by


def test_a_channel_that_grows_pays_for_the_customers_of_the_month_before() -> None:
    """A spends ten times as much in March, whose 20 customers came of February's leads: 20 × 100 of profit are less
    than March's 10,000 and more than the 900 or so of the days before."""
    plain, matched = both(
        2, spend=[[1000, 50], [900, 50], [10_000, 50]], customers=[[20, 1], [20, 1], [20, 1]],
        leads=[[90, 9], [90, 9], [900, 9]], revenue_per_sale=200, gross_margin=0.5, sales_cycle_days=31,
    )  # fmt: skip
    assert [each.channels for each in of(plain, "loses")] == [(0,)]
    assert not of(matched, "loses")
    assert (0,) in [each.channels for each in of(matched, "pays")]


def test_what_is_about_days_and_plans_goes_by_what_was_typed() -> None:
    """The budget of the month is for what is spent in it, and what looks like a slip is where it was typed."""
    plain, matched = both(
        2, spend=[[1000, 50], [900, 50], [10_000, 50]], customers=20, leads=[[90, 9], [90, 9], [900, 9]],
        goal_spend=[[1000, 50], [900, 50], [5000, 50]], sales_cycle_days=10,
    )  # fmt: skip
    for id_ in ("budget", "trust"):
        assert of(matched, id_) == of(plain, id_)
    assert of(plain, "budget")
    assert of(plain, "trust")


def test_the_long_cycle_is_said_of_figures_as_typed_alone() -> None:
    plain, matched = both(2, spend=[[1, 1]] * 3, leads=[[10, 10]] * 3, customers=[[5, 5]] * 3, sales_cycle_days=20)
    late = "Customers of this period came from leads of an earlier one."
    (said,) = [each for each in check(plain) if each.claim == late]
    assert said.text.endswith("The time-matched view sets both side by side.")
    assert late not in [each.claim for each in check(matched)]
