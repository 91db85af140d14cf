"""Warnings: each with a case that fires and one that must not. None of them changes a figure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.checks import warnings
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period, View, all_periods, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS
from roiapp.core.worksheet import Worksheet, build

CATALOG = standard()
Found = list[tuple[str, int | None, str]]


def look(sheet: Worksheet, as_of: date | None = None, view: View | None = None) -> Found:
    """(id, channel, field) of every warning."""
    calculator = Calculator(sheet, CATALOG, as_of)
    found = warnings(sheet, CATALOG, calculator, view or all_periods(sheet.periods))
    assert all(w.text.endswith((".", "?")) for w in found)
    return [(w.id, w.channel, w.field) for w in found]


def of(columns: dict[str, Any], id_: str, **settings: Any) -> Found:
    names = "ABC"[: len(next(iter(columns.values())))]
    return [w for w in look(build(names, columns, None, DocumentSettings(**settings))) if w[0] == id_]


@pytest.mark.parametrize(
    ("part", "whole"),
    [("visits", "impressions"), ("leads", "visits"), ("mqls", "leads"), ("sqls", "mqls"), ("opportunities", "sqls"),
     ("customers", "opportunities"), ("customers", "leads"), ("customers_kept", "customers_start")],
)  # fmt: skip
def test_part_exceeds_whole(part: str, whole: str) -> None:
    """Each later stage against the nearest earlier one that is known; as many as the whole is no slip."""
    columns = {part: [3, 2, 3], whole: [2, 2, None]}
    assert of(columns, "part_exceeds_whole") == [("part_exceeds_whole", 0, part)]


def test_a_stage_is_part_of_the_nearest_known_before_it() -> None:
    columns = {"visits": [10, 10], "leads": [None, 5], "customers": [7, 7]}
    assert of(columns, "part_exceeds_whole") == [("part_exceeds_whole", 1, "customers")]


def test_revenue_differs() -> None:
    """By more than a cent a sale: 10 sales, 10 cents."""
    columns = {"revenue": [1000.10, 1000.11, 999.0], "customers": [10, 10, None], "revenue_per_sale": [100, 100, 100]}
    assert of(columns, "revenue_differs") == [("revenue_differs", 1, "revenue")]


def test_spend_without_results() -> None:
    columns = {"spend": [500, 500, 0], "leads": [None, 0, None]}
    assert of(columns, "spend_without_results") == [("spend_without_results", 0, "leads")]


def test_results_without_spend() -> None:
    columns = {"leads": [5, 5, 0], "spend": [None, 0, None]}
    assert of(columns, "results_without_spend") == [("results_without_spend", 0, "spend")]


def test_blank_in_total() -> None:
    columns = {
        "spend": [500, 500, 500],
        "leads": [5, 5, 5],
        "customers": [None, 2, 2],
        "revenue_per_sale": [10, None, 10],
    }
    assert of(columns, "blank_in_total") == [
        ("blank_in_total", 0, "customers"), ("blank_in_total", 1, "revenue_per_sale")
    ]  # fmt: skip


def test_margin_missing() -> None:
    columns = {"revenue": [500, 500, 0], "gross_margin": [None, 0.5, None]}
    assert of(columns, "margin_missing") == [("margin_missing", 0, "gross_margin")]
    assert of(columns, "margin_missing", default_margin=0.4) == []


def test_default_used() -> None:
    columns = {"revenue": [500, 500, None], "gross_margin": [None, 0.5, None], "hours": [1, None, None]}
    assert of(columns, "default_used", default_margin=0.4) == [("default_used", 0, "gross_margin")]
    assert of(columns, "default_used", default_hourly_rate=20.0) == [("default_used", 0, "hourly_rate")]
    assert of(columns, "default_used") == []


def test_stale_period() -> None:
    january = month(2026, 1, 1)
    stale = build("A", {"spend": [1]}, [Period(1, "", january.start, january.end, date(2026, 1, 20))])
    assert look(stale, date(2026, 2, 5)) == [("stale_period", None, ""), ("spend_without_results", 0, "leads")][::-1]
    assert ("stale_period", None, "") not in look(stale, date(2026, 1, 20))
    assert ("stale_period", None, "") not in look(build("A", {"spend": [1]}, [january]), date(2026, 2, 5))


def test_outlier() -> None:
    """More than 8 × or less than ⅛ of the row's own median of at least four periods."""
    months = [month(2026, m, m) for m in range(1, 6)]

    def outliers(*figures: float | None) -> list[int]:
        periods = months[: len(figures)]
        sheet = build("A", {"spend": [[v] for v in figures]}, periods)
        calculator = Calculator(sheet, CATALOG)
        return [w.period for w in warnings(sheet, CATALOG, calculator, all_periods(periods)) if w.id == "outlier"]

    assert outliers(100, 100, 100, 100, 801) == [4]
    assert outliers(100, 100, 100, 100, 800) == []
    assert outliers(100, 100, 100, 100, 12.4) == [4]
    assert outliers(100, 100, 100, 100, 12.5) == []
    assert outliers(100, 100, 100, 100, 0) == []  # nothing spent is no slip of a digit
    assert outliers(100, 100, None, 9000) == []  # three figures are no habit
    assert outliers(100, 100, 9000) == []


def test_what_is_usual_begins_anew_where_it_counts_otherwise() -> None:
    """Leads of 10 a month, then of 100 from July on: far from their median, unless they are other leads. Of the five
    since then the 900 is far from the rest."""
    months = [month(2026, m, m) for m in range(1, 12)]
    figures = [10, 10, 10, 10, 10, 10, 100, 100, 100, 100, 900]

    def outliers(day: date | None, field: str = "leads") -> list[int | None]:
        sheet = build("A", {"leads": [[v] for v in figures]}, months)
        SetRecords("redefinitions", (REDEFINITIONS.row(date=day, figure=field),)).apply(sheet)
        found = warnings(sheet, CATALOG, Calculator(sheet, CATALOG), all_periods(months))
        return [w.period for w in found if w.id == "outlier"]

    assert outliers(None) == [6, 7, 8, 9, 10]  # against a median of 10
    assert outliers(date(2026, 7, 1)) == [10]  # against one of 100
    assert outliers(date(2026, 7, 1), "visits") == [6, 7, 8, 9, 10]
    # In the middle of September: the first eight months (a median of 10) and two, which are no habit.
    assert outliers(date(2026, 9, 15)) == [6, 7]


def test_a_clean_worksheet_has_none() -> None:
    columns = {"spend": [500], "visits": [100], "leads": [10], "customers": [2], "revenue_per_sale": [300],
               "gross_margin": [0.5]}  # fmt: skip
    assert look(build("A", columns)) == []
    assert look(build(["A", "B"], {})) == []


def test_warnings_name_the_period_they_are_about() -> None:
    sheet = build("A", {"leads": [[5], [5]], "customers": [[1], [9]], "spend": [[1], [1]], "revenue": [[1], [1]],
                        "gross_margin": [[0.5], [0.5]]}, [month(2026, 1, 1), month(2026, 2, 2)])  # fmt: skip
    found = warnings(sheet, CATALOG, Calculator(sheet, CATALOG), all_periods(sheet.periods))
    assert [(w.id, w.period) for w in found] == [("part_exceeds_whole", 1)]
