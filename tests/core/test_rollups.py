"""Roll-ups over periods, by hand: flows add up, stocks are the last known, rates are of the cells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetTotals
from roiapp.core.periods import Period, all_periods, base_view, month
from roiapp.core.results import Figures
from roiapp.core.worksheet import build

CATALOG = standard()
MID_FEBRUARY = date(2026, 2, 14)
QUARTER = [month(2026, m, m) for m in (1, 2, 3)]


def look(
    columns: dict[str, Any],
    totals: dict[str, list[float | None]] | None = None,
    periods: list[Period] | None = None,
    **settings: Any,
) -> Figures:
    """All periods together; columns are [period][channel] of channels A, B …"""
    names = "ABC"[: len(next(iter(columns.values()))[0])]
    periods = periods or QUARTER[: len(next(iter(columns.values())))]
    sheet = build(names, columns, periods, DocumentSettings(**settings))
    for field, values in (totals or {}).items():
        SetTotals(field, tuple(enumerate(values))).apply(sheet)
    return Calculator(sheet, CATALOG, MID_FEBRUARY).figures(all_periods(sheet.periods))


def test_flows_add_up_over_the_known() -> None:
    found = look({"spend": [[100, None], [50, 20]]})
    assert [found.value("spend", i) for i in (0, 1)] == [150, 20]
    assert found.total("spend").value == 170
    assert found.excluded("spend") == ["B, Jan 2026"]
    assert found.blank("spend") == 1


def test_rates_are_of_the_cells_never_of_results() -> None:
    """January 10 of 100, February 1 of 10: 11 of 110; and only months in which both are known count."""
    found = look({"leads": [[10], [1], [50]], "visits": [[100], [10], [None]]})
    assert found.value("conversion_rate", 0) == pytest.approx(0.1, rel=1e-15)
    assert found.total("conversion_rate").value == pytest.approx(0.1, rel=1e-15)
    assert found.excluded("conversion_rate") == ["A, Mar 2026"]
    assert (found.value("leads", 0), found.value("visits", 0)) == (61, 110)


def test_money_is_the_sum_of_the_cells() -> None:
    """2 × 100 + 3 × 200 = 800 and 100 + 60 profit, not 5 × 150 × 0.3."""
    found = look({"customers": [[2], [3]], "revenue_per_sale": [[100], [200]], "gross_margin": [[0.5], [0.1]],
                  "spend": [[40], [40]]})  # fmt: skip
    assert found.value("gross_return", 0) == 800
    assert found.value("gross_profit", 0) == 160
    assert found.value("revenue_per_sale", 0) == 160
    assert found.value("gross_margin", 0) == pytest.approx(0.2)
    assert found.value("roi", 0) == found.total("roi").value == pytest.approx(1.0)


def test_weighted_fields_over_periods() -> None:
    found = look(
        {"customers": [[1], [3]], "satisfaction": [[40], [80]], "mqls": [[1], [4]], "days_to_mql": [[5], [10]]}
    )
    assert found.value("satisfaction", 0) == 70
    assert found.value("days_to_mql", 0) == 9


@pytest.mark.parametrize("id_", ["reach", "email_subscribers", "open_opportunities", "customers_start"])
def test_stocks_are_the_last_known_of_each_channel(id_: str) -> None:
    found = look({id_: [[100, 7], [120, None], [None, None]]})
    assert [found.value(id_, i) for i in (0, 1)] == [120, 7]
    assert found.total(id_).value == 127
    assert found.excluded(id_) == []


def test_a_stock_never_known_is_left_out() -> None:
    found = look({"reach": [[100, None], [120, None]]})
    assert found.total("reach").value == 120
    assert found.excluded("reach") == ["B"]


def test_the_last_known_is_the_latest_day_not_the_last_tab() -> None:
    """Periods may stand in any order."""
    found = look({"reach": [[300], [100]], "customers_start": [[10], [20]], "customers_kept": [[9], [10]]},
                 periods=[month(2026, 3, 1), month(2026, 1, 2)])  # fmt: skip
    assert found.value("reach", 0) == 300
    assert found.total("reach").value == 300
    assert found.value("retention_rate", 0) == 0.9
    assert found.total("retention_rate").value == 0.9


def test_retention_takes_the_last_known_pair() -> None:
    """A: February has no kept, so January's pair; B: February's. Never 80 ÷ 120, never added."""
    found = look({"customers_start": [[100, 10], [120, 20]], "customers_kept": [[80, 5], [None, 15]]})
    assert found.value("retention_rate", 0) == 0.8
    assert found.value("retention_rate", 1) == 0.75
    assert found.total("retention_rate").value == pytest.approx(95 / 120)


def test_velocity_is_weighted_by_days() -> None:
    """January 31 days at $10, February 28 at $20; B only in February at $5."""
    parts = {"opportunities": [[1, None], [2, 1]], "expected_win_rate": [[1, 1], [1, 0.5]],
             "revenue_per_sale": [[100, 100], [100, 100]], "sales_cycle_days": [[10, 10], [10, 10]]}  # fmt: skip
    found = look(parts)
    assert found.value("pipeline_velocity", 0) == pytest.approx((31 * 10 + 28 * 20) / 59)
    assert found.value("pipeline_velocity", 1) == pytest.approx(5)
    assert found.total("pipeline_velocity").value == pytest.approx((31 * 10 + 28 * 20) / 59 + 5)


def test_pace_of_begun_periods_only() -> None:
    """Mid February: all of January's 40 and half of February's; March adds 0 to both."""
    found = look({"leads": [[30], [25], [None]], "goal_leads": [[40], [30], [99]]})
    assert found.value("lead_pace", 0) == found.total("lead_pace").value == 55 / (40 + 15)
    assert found.value("goal_leads", 0) == 169
    assert found.excluded("lead_pace") == []


def test_typed_goals_month_by_month() -> None:
    """January's typed 100 takes both rows, February has the rows' own."""
    found = look({"leads": [[30, 20], [10, 7]], "goal_leads": [[None, 5], [20, None]]}, {"goal_leads": [100, None]})
    assert found.total("goal_leads").value == 120
    assert found.total("lead_pace").value == pytest.approx((50 + 10) / (100 + 20 * 14 / 28))
    assert found.excluded("lead_pace") == ["B, Feb 2026"]
    assert found.excluded("goal_leads") == ["B, Feb 2026"]
    assert found.value("lead_pace", 1) == 20 / 5


def test_books_count_periods_in_which_both_are_known() -> None:
    """February has no till, January's books miss the shared cost."""
    found = look({"spend": [[100], [200], [300]], "customers": [[4], [5], [6]]},
                 {"actual_customers": [10, None, 12], "shared_cost": [None, 50, 60],
                  "actual_revenue": [1000, 2000, None]})  # fmt: skip
    assert found.total("credited_share").value == pytest.approx((4 + 6) / 22)
    assert found.total("blended_cac").value == (300 + 60) / 12
    assert found.total("mer").value == 2000 / 250
    assert found.total("actual_customers").value == 22
    assert found.excluded("blended_cac") == ["A, Jan 2026", "A, Feb 2026"]


def test_books_never_known_together() -> None:
    found = look({"spend": [[100], [200]]}, {"actual_customers": [10, None], "shared_cost": [None, 50]})
    assert found.total("blended_cac").value is None
    assert found.reason("blended_cac", None).code == "missing: shared_cost, actual_customers"


def test_targets_and_next_costs_have_no_roll_up() -> None:
    found = look({"goal_cac": [[40], [40]], "spend": [[10], [10]], "leads": [[1], [1]]}, {"goal_cac": [40, 40]})
    for channel in (0, None):
        assert found.reason("goal_cac", channel).kind == "no_rollup"
        assert found.reason("next_lead_cost", channel).kind == "no_rollup"


def test_shares_of_a_roll_up() -> None:
    found = look({"spend": [[10, 30], [20, None]]})
    assert [found.value("share_of_spend", i) for i in (0, 1)] == [0.5, 0.5]
    assert found.total("share_of_spend").value == 1


def test_close_rate_is_of_the_twelve_months_before() -> None:
    """Never this cell's own: January 2026 sees 2025's months in which both were known; December 2024 is too old."""
    periods = [month(2024, 12, 1), month(2025, 6, 2), month(2025, 7, 3), month(2026, 1, 4)]
    sheet = build("A", {"leads": [[10], [10], [10], [10]], "customers": [[9], [2], [None], [10]],
                        "opportunities": [[9], [4], [4], [20]]}, periods)  # fmt: skip
    calculator = Calculator(sheet, CATALOG, MID_FEBRUARY)

    def of(period: int, id_: str) -> float | None:
        return calculator.figures(base_view(periods, period)).value(id_, 0)

    assert of(3, "close_rate") == pytest.approx(2 / 10)
    assert of(3, "expected_win_rate") == pytest.approx(2 / 4)
    assert of(0, "close_rate") is None
    assert of(0, "expected_win_rate") == 1  # nothing before: this cell's own 9 of 9
    assert of(1, "close_rate") == pytest.approx(9 / 10)


def test_close_and_win_rate_each_count_their_own_months() -> None:
    """Leads are blank a year through: the win rate does not need them."""
    periods = [month(2025, 6, 1), month(2026, 1, 2)]
    sheet = build("A", {"leads": [[None], [10]], "customers": [[3], [4]], "opportunities": [[6], [5]]}, periods)
    figures = Calculator(sheet, CATALOG).figures(all_periods(periods[:1]))
    assert figures.value("close_rate", 0) is None
    later = Calculator(sheet, CATALOG).figures(base_view(periods, 1))
    assert later.value("close_rate", 0) is None
    assert later.value("expected_win_rate", 0) == 0.5
