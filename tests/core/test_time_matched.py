"""The time-matched view, by hand, day by day, and as the plain view it is where nothing is shifted."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetTotals
from roiapp.core.periods import Period, all_periods, base_view, month
from roiapp.core.time_matched import can_match, time_matched, worth_matching
from roiapp.core.worksheet import Worksheet, build
from tests.core.random_sheets import CATALOG, sheets, views

QUARTER = [month(2026, m, m) for m in (1, 2, 3)]  # of 31, 28 and 31 days
OVER = date(2026, 6, 30)


def worksheet(columns: dict[str, Any], periods: list[Period] | None = None, **settings: Any) -> Worksheet:
    """Columns are [period][channel], of channels A, B …"""
    names = "ABC"[: len(next(iter(columns.values()))[0])]
    return build(names, columns, periods or QUARTER, DocumentSettings(**settings))


def matched(sheet: Worksheet, as_of: date = OVER) -> Calculator:
    return time_matched(Calculator(sheet, standard(), as_of))


def column(calculator: Calculator, id_: str, channel: int = 0) -> list[float | None]:
    """A channel's figure in every base period."""
    periods = calculator.worksheet.periods
    return [calculator.figures(base_view(periods, i)).value(id_, channel) for i in range(len(periods))]


def code(calculator: Calculator, period: int, id_: str, channel: int | None = 0) -> str:
    reason = calculator.figures(base_view(calculator.worksheet.periods, period)).reason(id_, channel)
    assert reason is not None
    return reason.code


# -- by hand -----------------------------------------------------------------------------------------------------------


def test_what_was_spent_stands_beside_the_customers_it_brought() -> None:
    """31 days before February are 28 of January's 31 days: 280 of 310. Before March they are 3 of January (30) and all
    28 of February (280). 310 of spend brought 10 customers: CAC 31, where March's own 620 would have said 62."""
    sheet = worksheet({
        "spend": [[310], [280], [620]], "customers": [[4], [7], [10]], "revenue_per_sale": [[100], [100], [100]],
        "gross_margin": [[0.5], [0.5], [0.5]], "sales_cycle_days": [[31], [31], [31]],
    })  # fmt: skip
    found = matched(sheet)
    assert column(found, "spend") == [None, pytest.approx(280, rel=1e-14), pytest.approx(310, rel=1e-14)]
    assert column(found, "customers") == [4, 7, 10]
    assert column(found, "cac") == [None, pytest.approx(40, rel=1e-14), pytest.approx(31, rel=1e-14)]
    # 10 × 100 × 50 % = 500 of profit for 310: 190 ÷ 310
    assert column(found, "roi")[2] == pytest.approx(190 / 310, rel=1e-14)
    assert code(found, 0, "cac") == "missing: figures before Jan 2026"
    plain = Calculator(sheet, standard(), OVER)
    assert column(plain, "cac") == [77.5, 40, 62]


def test_part_of_a_day_is_a_part_of_what_the_day_has() -> None:
    """45.5 days before March: from mid 14 January on, 17.5 days of January at 10 a day and 13.5 of February at 4."""
    found = matched(worksheet({"leads": [[310], [112], [0]], "customers": [[1], [1], [1]],
                               "sales_cycle_days": [[45.5], [45.5], [45.5]]}))  # fmt: skip
    assert column(found, "leads")[2] == pytest.approx(17.5 * 10 + 13.5 * 4, rel=1e-14)


def test_each_channel_by_its_own_days_else_by_those_of_all() -> None:
    """A takes 31 days, B nobody knows: it goes by the total, Σ customers × days ÷ Σ customers of those known, 31."""
    found = matched(worksheet({
        "spend": [[310, 31], [280, 56], [620, 62]], "customers": [[4, 1], [7, 1], [10, 1]],
        "sales_cycle_days": [[31, None], [31, None], [31, None]],
    }))  # fmt: skip
    assert column(found, "spend", 1)[1] == pytest.approx(28, rel=1e-14)
    assert column(found, "spend", 1)[2] == pytest.approx(3 + 56, rel=1e-14)
    total = found.figures(base_view(QUARTER, 2)).total("cac")
    assert total.value == pytest.approx((310 + 59) / 11, rel=1e-14)


def test_a_cycle_of_stages_is_their_sum() -> None:
    """3 + 4 + 10 + 14 days are 31."""
    days = {"days_to_mql": 3, "days_to_sql": 4, "days_to_opportunity": 10, "days_to_close": 14}
    found = matched(worksheet({
        "spend": [[310], [280], [620]], "customers": [[4], [7], [10]], **{id_: [[d]] * 3 for id_, d in days.items()},
        "mqls": [[5]] * 3, "sqls": [[5]] * 3, "opportunities": [[5]] * 3,
    }))  # fmt: skip
    assert column(found, "spend")[2] == pytest.approx(310, rel=1e-14)
    assert column(found, "sales_cycle_days") == [31, 31, 31]


def test_while_a_period_is_open_its_days_are_those_gone() -> None:
    """On 10 March ten days are gone. 31 days before them: 3 of January at 10 a day, 7 of February at 10 a day."""
    found = matched(worksheet({"spend": [[310], [280], [620]], "customers": [[4], [7], [3]],
                               "sales_cycle_days": [[31]] * 3}), date(2026, 3, 10))  # fmt: skip
    assert column(found, "spend")[2] == pytest.approx(100, rel=1e-14)
    assert column(found, "cac")[2] == pytest.approx(100 / 3, rel=1e-14)


def test_what_an_open_period_has_is_of_its_days_gone() -> None:
    """Three days before 10 March: 3 days of February at 10 a day, 7 of the ten days in which March's 620 were spent."""
    found = matched(worksheet({"spend": [[310], [280], [620]], "customers": [[4], [7], [3]],
                               "sales_cycle_days": [[3]] * 3}), date(2026, 3, 10))  # fmt: skip
    assert column(found, "spend")[2] == pytest.approx(30 + 7 * 62, rel=1e-14)


def test_rates_go_with_what_they_are_weighted_by() -> None:
    """Hours at 20 an hour in January, at 30 in February. Before March: 1 hour of January and all 18 of February."""
    found = matched(worksheet({
        "hours": [[31 / 3], [18], [5]], "hourly_rate": [[20], [30], [99]], "customers": [[1]] * 3,
        "sales_cycle_days": [[31]] * 3,
    }))  # fmt: skip
    assert column(found, "hours")[2] == pytest.approx(19, rel=1e-14)
    assert column(found, "hourly_rate")[2] == pytest.approx((1 * 20 + 18 * 30) / 19, rel=1e-14)
    assert column(found, "labour_cost")[2] == pytest.approx(560, rel=1e-14)


def test_what_is_typed_for_all_channels_goes_by_the_days_of_all() -> None:
    """The budget with the spend that it is for, shared cost too; what the till took stays."""
    sheet = worksheet({"spend": [[310], [280], [620]], "customers": [[4], [7], [10]], "sales_cycle_days": [[31]] * 3})
    for id_, values in {"goal_spend": [62, 56, 31], "shared_cost": [31, 28, 7], "actual_customers": [5, 8, 9]}.items():
        SetTotals(id_, tuple(enumerate(values))).apply(sheet)
    march = matched(sheet).figures(base_view(QUARTER, 2))
    assert march.total_figure("goal_spend") == pytest.approx(6 + 56, rel=1e-14)
    assert march.total_figure("shared_cost") == pytest.approx(3 + 28, rel=1e-14)
    assert march.total_figure("actual_customers") == 9
    assert march.total_figure("blended_cac") == pytest.approx((310 + 31) / 9, rel=1e-14)


def test_a_roll_up_adds_up_the_periods_that_are_known() -> None:
    """January's spend is of days before the document. CAC of the quarter: 280 + 310 for 7 + 10 customers."""
    found = matched(worksheet({"spend": [[310], [280], [620]], "customers": [[4], [7], [10]],
                               "sales_cycle_days": [[31]] * 3}))  # fmt: skip
    quarter = found.figures(all_periods(QUARTER))
    assert quarter.value("cac", 0) == pytest.approx(590 / 17, rel=1e-14)
    assert quarter.total("cac").value == pytest.approx(590 / 17, rel=1e-14)
    assert quarter.excluded("cac") == ["A, Jan 2026"]


# -- what is not known -------------------------------------------------------------------------------------------------


def test_figures_before_the_document_are_said_to_be_missing() -> None:
    """In the cell, in the total, in a roll-up in which no period is known; in words as well as in the code."""
    found = matched(worksheet({"spend": [[310], [280], [620]], "customers": [[4], [7], [10]],
                               "sales_cycle_days": [[200]] * 3}))  # fmt: skip
    for period in range(3):
        for id_ in ("spend", "total_cost", "cac"):
            assert code(found, period, id_) == "missing: figures before Jan 2026"
            assert code(found, period, id_, None) == "missing: figures before Jan 2026"
    quarter = found.figures(all_periods(QUARTER)).reason("cac", None)
    assert quarter is not None
    assert quarter.sentence(CATALOG) == (
        "Not known: it is time-matched with figures before Jan 2026, which are missing."
    )


def test_a_gap_between_periods_is_before_the_one_after_it() -> None:
    """January and March without February: March looks back on days that nobody has."""
    periods = [month(2026, 1, 1), month(2026, 3, 2)]
    found = matched(worksheet({"spend": [[310], [620]], "customers": [[4], [10]], "sales_cycle_days": [[31]] * 2},
                              periods))  # fmt: skip
    assert code(found, 1, "spend") == "missing: figures before Mar 2026"


def test_what_nobody_typed_is_missing_by_its_name() -> None:
    """February's leads are blank, and March looks back on them; spend that nobody typed anywhere is plainly missing."""
    found = matched(worksheet({"leads": [[31], [None], [62]], "customers": [[4], [7], [10]],
                               "sales_cycle_days": [[31]] * 3}))  # fmt: skip
    assert code(found, 2, "lead_to_customer") == "missing: leads"
    assert code(found, 2, "cac") == "missing: spend"
    assert column(found, "leads")[1] == pytest.approx(28, rel=1e-14)


def test_without_any_days_to_close_the_days_are_missing() -> None:
    """B has no customers, so there is no total that would stand for it in February."""
    found = matched(worksheet({"spend": [[310, 5], [280, 5], [620, 5]], "customers": [[4, 1], [None, 1], [10, 1]],
                               "sales_cycle_days": [[31, None], [31, None], [31, None]]}))  # fmt: skip
    assert code(found, 1, "spend", 1) == "missing: sales_cycle_days"


def test_optional_costs_are_none_where_they_are_blank_beside_known_ones() -> None:
    """Fees of January alone: before March are 3 days of them."""
    found = matched(worksheet({"spend": [[310], [280], [620]], "fees": [[31], [None], [None]],
                               "customers": [[4], [7], [10]], "sales_cycle_days": [[31]] * 3}))  # fmt: skip
    assert column(found, "fees") == [None, pytest.approx(28, rel=1e-14), pytest.approx(3, rel=1e-14)]
    assert column(found, "total_cost")[2] == pytest.approx(313, rel=1e-14)


def test_where_there_is_no_such_view() -> None:
    dated = {"spend": [[1]] * 3, "customers": [[1]] * 3}
    assert not can_match(worksheet(dated), CATALOG)
    assert can_match(worksheet({**dated, "sales_cycle_days": [[None], [9], [None]]}), CATALOG)
    assert not can_match(worksheet({"spend": [[1]], "sales_cycle_days": [[9]]}, [Period(1)]), CATALOG)
    assert not can_match(worksheet({**dated, "days_to_mql": [[1]] * 3}), CATALOG)


def test_it_is_offered_from_a_quarter_of_the_period_on() -> None:
    def offered(days: float, view: int = 0) -> bool:
        sheet = worksheet({"customers": [[1]] * 3, "sales_cycle_days": [[days]] * 3})
        figures = Calculator(sheet, CATALOG, OVER).figures(base_view(QUARTER, view))
        return worth_matching(figures)

    assert offered(7.8)  # a quarter of 31 days is 7.75
    assert not offered(7.75)
    assert offered(7.1, 1)  # of 28 days 7
    assert not worth_matching(Calculator(worksheet({"spend": [[1]] * 3}), CATALOG, OVER).figures(base_view(QUARTER, 0)))


def test_how_far_figures_were_shifted() -> None:
    found = matched(worksheet({"spend": [[1, 1]] * 3, "customers": [[1, 1]] * 3,
                               "sales_cycle_days": [[10, 30], [12, 30], [14, 30]]})).matched  # fmt: skip
    assert found is not None
    assert found.days(base_view(QUARTER, 1), 0) == (12, 12)
    assert found.days(base_view(QUARTER, 1), None) == (12, 30)
    assert found.days(all_periods(QUARTER), 0) == (10, 14)


def test_the_document_is_left_as_it_is() -> None:
    sheet = worksheet({"spend": [[310], [280], [620]], "customers": [[4], [7], [10]], "sales_cycle_days": [[31]] * 3})
    sheet.expressions["spend", 2, sheet.keys[0]] = "=300-20"
    sheet.expressions["customers", 2, sheet.keys[0]] = "=3+4"
    before = sheet.content()
    found = matched(sheet)
    column(found, "roi")
    assert sheet.content() == before
    assert set(found.worksheet.expressions) == {("customers", 2, sheet.keys[0])}


# -- properties --------------------------------------------------------------------------------------------------------


@given(sheets(most_periods=4))
@settings(max_examples=40, deadline=None)
def test_without_days_between_it_is_the_plain_view(sheet: Worksheet) -> None:
    """0 days to close: every figure of every view is what it was, undefined for the same reason."""
    if any(period.days is None for period in sheet.periods):
        sheet.periods = [month(2026, 5, 1)]
    for id_ in ("days_to_mql", "days_to_sql", "days_to_opportunity", "days_to_close"):
        sheet.columns.pop(id_, None)
    sheet.columns["sales_cycle_days"] = np.zeros(sheet.shape)
    customers = sheet.columns.setdefault("customers", np.full(sheet.shape, np.nan))
    customers[:, 0] = np.where(customers[:, 0] > 0, customers[:, 0], 1.0)  # else nobody knows the days of all
    plain = Calculator(sheet, CATALOG, OVER)
    found = time_matched(plain)
    for view in views(sheet):
        one, other = plain.figures(view), found.figures(view)
        for id_ in (*CATALOG.field, *CATALOG.metric):
            if id_ in CATALOG.field and CATALOG.field[id_].scope == "document":
                continue
            if not (id_ in CATALOG.field and CATALOG.field[id_].scope == "total"):
                for channel in range(len(sheet.keys)):
                    assert _same(one.value(id_, channel), other.value(id_, channel)), (id_, channel)
            assert _same(one.total_figure(id_), other.total_figure(id_)), id_
            assert one.reason(id_, None) == other.reason(id_, None), id_


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


@st.composite
def by_day(draw: st.DrawFn) -> tuple[list[Period], list[float], list[int]]:
    """Periods of odd lengths one after another, a figure of each, and by how many whole days each is shifted."""
    lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=6))
    periods, start = [], date(2026, 1, 1)
    for key, length in enumerate(lengths, 1):
        end = start + timedelta(days=length - 1)
        periods.append(Period(key, "", start, end))
        start = end + timedelta(days=1)
    values = draw(st.lists(st.floats(0, 1e6), min_size=len(lengths), max_size=len(lengths)))
    shifts = draw(st.lists(st.integers(0, 90), min_size=len(lengths), max_size=len(lengths)))
    return periods, values, shifts


@given(by_day())
@settings(max_examples=150, deadline=None)
def test_it_is_what_counting_day_by_day_gives(case: tuple[list[Period], list[float], list[int]]) -> None:
    periods, values, shifts = case
    days = {
        period.start + timedelta(days=day): value / (period.days or 1)
        for period, value in zip(periods, values, strict=True)
        for day in range(period.days or 1)
        if period.start
    }
    sheet = worksheet({"spend": [[v] for v in values], "customers": [[1]] * len(values),
                       "sales_cycle_days": [[s] for s in shifts]}, periods)  # fmt: skip
    found = column(matched(sheet, date(2030, 1, 1)), "spend")
    for period, shift, value in zip(periods, shifts, found, strict=True):
        assert period.start
        asked = [period.start + timedelta(days=day - shift) for day in range(period.days or 1)]
        if all(day in days for day in asked):
            assert value == pytest.approx(math.fsum(days[day] for day in asked), rel=1e-9, abs=1e-6)
        else:
            assert value is None


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=8),
    st.lists(st.floats(0, 1e6), min_size=1, max_size=8),
    st.floats(0, 56),
    st.floats(0, 56),
)
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_or_counted_twice(one: list[float], other: list[float], first: float, second: float) -> None:
    """Months with nothing spent before and behind those looked at: what is shifted out of one month stands in another,
    and the sum over all of them is what it was, of each channel whatever its days."""
    count = max(len(one), len(other)) + 6
    periods = [month(2024 + m // 12, m % 12 + 1, m + 1) for m in range(count)]
    spend = [[0.0, 0.0] for _ in periods]
    for channel, values in enumerate((one, other)):
        for place, value in enumerate(values, 3):
            spend[place][channel] = value
    sheet = worksheet({"spend": spend, "customers": [[1, 1]] * count, "sales_cycle_days": [[first, second]] * count},
                      periods)  # fmt: skip
    everything = matched(sheet).figures(all_periods(periods))
    assert everything.value("spend", 0) == pytest.approx(math.fsum(one), rel=1e-9, abs=1e-6)
    assert everything.value("spend", 1) == pytest.approx(math.fsum(other), rel=1e-9, abs=1e-6)
    assert everything.total_figure("spend") == pytest.approx(math.fsum(one) + math.fsum(other), rel=1e-9, abs=1e-6)
