"""The course of a figure in few pixels: its points worked out by hand, its gaps, its sentence."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.analysis.sparkline import PERIODS, counted_anew, course_periods, courses, sentence, span, sparkline
from roiapp.analysis.trend_chart import TrendPeriod
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import Period, View, base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS
from roiapp.core.unit_records import ROI
from roiapp.core.worksheet import build

NAN = math.nan
WRITE = NumberFormat("en", "USD")
MONTHS = [month(2026, number, number) for number in (1, 2, 3)]


def months(count: int, **last: Any) -> list[TrendPeriod]:
    """So many months of 30 days, each after the other; `last` is what is otherwise of the last."""
    found = [TrendPeriod(i, f"M{i + 1}", 30.0 * i, follows=i > 0) for i in range(count)]
    if last:
        known = {"period": count - 1, "name": f"M{count}", "at": 30.0 * (count - 1), "follows": count > 1}
        found[-1] = TrendPeriod(**{**known, **last})
    return found


def test_the_points_by_hand() -> None:
    line = sparkline(months(3), [10.0, 30.0, 20.0])
    assert line.runs == (((0.0, 0.0), (0.5, 1.0), (1.0, 0.5)),)
    assert line.dot == (1.0, 0.5)
    assert not line.unsure
    assert line.zero is None


def test_an_undefined_period_is_a_gap() -> None:
    line = sparkline(months(5), [0.0, 4.0, NAN, 2.0, NAN])
    assert line.values == (0.0, 4.0, None, 2.0, None)
    assert line.runs == (((0.0, 0.0), (0.25, 1.0)), ((0.75, 0.5),))
    assert line.dot is None, "the period looked at has no figure: no other is marked in its place"


def test_a_missing_period_is_a_gap_too() -> None:
    line = sparkline(months(3, at=90.0, follows=False), [1.0, 2.0, 3.0])
    assert line.runs == (((0.0, 0.0), (pytest.approx(1 / 3), 0.5)), ((1.0, 1.0),))


def test_zero_shows_where_values_lie_on_both_sides_of_it() -> None:
    assert sparkline(months(2), [-1.0, 3.0]).zero == 0.25
    assert sparkline(months(2), [0.0, 3.0]).zero is None
    assert sparkline(months(2), [-3.0, 0.0]).zero is None


def test_what_never_changes_lies_in_the_middle_and_a_single_period_at_the_end() -> None:
    assert sparkline(months(2), [7.0, 7.0]).runs == (((0.0, 0.5), (1.0, 0.5)),)
    assert sparkline(months(1), [7.0]).runs == (((1.0, 0.5),),)


def test_an_open_period_is_not_all_there_of_what_grows_alone() -> None:
    assert sparkline(months(2, open=True), [1.0, 2.0], grows=True).unsure
    assert not sparkline(months(2, open=True), [1.0, 2.0]).unsure
    assert not sparkline(months(2), [1.0, 2.0], grows=True).unsure


def test_nothing_known_has_no_shape() -> None:
    line = sparkline(months(2), [NAN, NAN])
    assert (line.values, line.runs, line.dot, line.zero) == ((None, None), (), None, None)


figures = st.one_of(st.just(NAN), st.floats(-1e12, 1e12))


@given(st.lists(figures, min_size=1, max_size=12))
def test_every_known_value_has_one_point_inside_its_box(values: list[float]) -> None:
    line = sparkline(months(len(values)), values)
    points = [point for run in line.runs for point in run]
    known = [(i, value) for i, value in enumerate(values) if not math.isnan(value)]
    assert len(points) == len(known)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points)
    assert points == sorted(points, key=lambda point: point[0])
    by_height = sorted(range(len(points)), key=lambda place: points[place][1])
    heights = [known[place][1] for place in by_height]
    assert all(a <= b or points[by_height[i]][1] == points[by_height[i + 1]][1]
               for i, (a, b) in enumerate(pairwise(heights)))  # fmt: skip
    blanks = sum(math.isnan(value) for value in values)
    assert len(line.runs) <= blanks + 1
    assert (line.dot is None) == math.isnan(values[-1])


# -- which periods -----------------------------------------------------------------------------------------------------


def test_the_course_goes_back_from_the_period_looked_at() -> None:
    sheet = build(["A"], {"spend": [[3], [1], [2]]}, [MONTHS[2], MONTHS[0], MONTHS[1]])
    calculator = Calculator(sheet, standard())
    assert [each.period for each in course_periods(calculator, base_view(sheet.periods, 2))] == [1, 2]
    assert [each.period for each in course_periods(calculator, base_view(sheet.periods, 0))] == [1, 2, 0]
    assert [each.period for each in course_periods(calculator, View((1, 2), kind="all"))] == [1, 2]


def test_at_most_twelve_periods_and_none_without_dates() -> None:
    many = [month(2025 + number // 12, number % 12 + 1, number) for number in range(20)]
    sheet = build(["A"], {"spend": [[1]] * 21}, [*many, Period(99, "Some time")])
    calculator = Calculator(sheet, standard())
    assert PERIODS == 12
    assert [each.period for each in course_periods(calculator, base_view(sheet.periods, 17))] == list(range(6, 18))
    assert course_periods(calculator, base_view(sheet.periods, 20)) == ()


@pytest.mark.parametrize("id_", ["spend", "cac", "roi", "share_of_spend", "customer_pace", "reach"])
def test_courses_are_the_figures_of_each_period(id_: str) -> None:
    columns: dict[str, Any] = {
        "spend": [[100, 50, None], [100, 60, 5], [120, None, 7]], "customers": [[10, 2, 1], [None, 3, 0], [8, 4, 2]],
        "revenue": [[900, 10, 3], [90, None, 1], [5, 5, 5]], "goal_customers": [[20, 2, 2], [5, None, 1], [4, 4, 4]],
        "email_subscribers": [[1, 2, 3], [4, None, 6], [7, 8, 9]], "gross_margin": [[0.4] * 3] * 3,
    }  # fmt: skip
    sheet = build(["A", "B", "C"], columns, MONTHS)
    calculator = Calculator(sheet, standard(), date(2026, 6, 1))
    wanted = [[calculator.figures(base_view(sheet.periods, p)).value(id_, c) for c in (2, 0)] for p in (0, 1, 2)]
    for periods in ([0, 1, 2], [1]):
        found = courses(calculator, periods, id_, np.array([2, 0])).tolist()
        assert [[None if v != v else v for v in row] for row in found] == [wanted[p] for p in periods]


# -- in words ----------------------------------------------------------------------------------------------------------


def said(values: list[float], periods: list[TrendPeriod] | None = None) -> str:
    among = months(len(values)) if periods is None else periods
    return sentence("ROI", "Radio", among, sparkline(among, values), ROI, WRITE)


def test_the_sentence() -> None:
    assert said([0.4, 0.12, 0.62]) == (
        "Radio, ROI over 3 periods: from +40% in M1 to +62% in M3, lowest +12% in M2, highest +62% in M3."
    )
    assert said([NAN, 0.4, NAN, -0.1]) == (
        "Radio, ROI over 4 periods: from +40% in M2 to −10% in M4, lowest −10% in M4, highest +40% in M2. "
        "Not known in 2 of them."
    )
    assert said([NAN, 0.4]) == "Radio, ROI over 2 periods: +40% in M2 alone."
    assert said([0.4]) == "Radio, ROI over 1 period: +40% in M1."
    assert said([NAN, NAN]) == "Radio, ROI over 2 periods: not known."
    assert sentence("ROI", "Radio", [], sparkline(months(1), [NAN]), ROI, WRITE) == (
        "Radio, ROI: there are no dates to go back by."
    )


def test_which_periods_in_words() -> None:
    assert span(months(12)) == "Over 12 periods, M1 to M12; every row has its own scale."
    assert span(months(1)) == "Over 1 period, M1."
    assert span([]) == "There are no dates to go back by."


def test_the_line_is_broken_where_a_figure_is_counted_differently() -> None:
    """Leads are counted anew from March on: conversion, which is made of them, too; spend is not."""
    sheet = build(["A"], {"spend": [[3], [1], [2]], "leads": [[3], [1], [2]], "visits": [[9]] * 3}, MONTHS)
    anew = REDEFINITIONS.row(date=MONTHS[2].start, figure="leads", note="Calls, too")
    SetRecords("redefinitions", (anew,)).apply(sheet)
    calculator = Calculator(sheet, standard())
    periods = course_periods(calculator, base_view(sheet.periods, 2))
    assert counted_anew(calculator, periods, "conversion_rate") == {2}
    assert counted_anew(calculator, periods, "spend") == frozenset()
    line = sparkline(periods, [3.0, 1.0, 2.0], broken=frozenset((2,)))
    assert [len(run) for run in line.runs] == [2, 1]
    assert line.values == (3.0, 1.0, 2.0)
