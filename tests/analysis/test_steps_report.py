"""Steps taken and what came of them, worked by hand: what was expected beside what the figure did."""

from __future__ import annotations

from datetime import date

import pytest

from roiapp.analysis.findings.questions import check
from roiapp.analysis.reports.report import Report
from roiapp.analysis.reports.steps import steps_report
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import base_view
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import STEPS, Record
from roiapp.core.steps_taken import noting
from roiapp.core.worksheet import Worksheet
from tests.analysis.findings.worksheets import months, worksheet


def five() -> Worksheet:
    """Search: 4 % of 1,000 visits in January and February, 8 % in April and May; Other stays at 5 % of 500."""
    columns = {"visits": [[1000, 500]] * 5, "leads": [[each, 25] for each in (40, 40, 60, 80, 80)]}
    return worksheet(["Search", "Other"], months(2026, 1, 5), **columns)


def noted(sheet: Worksheet, channel: int | None = 0, **values: str) -> Record:
    row = {"metric": "conversion_rate", "change": "New form", **values}
    key = None if channel is None else sheet.keys[channel]
    return STEPS.row(date=date(2026, 3, 10), channel=key, **row)


def report(sheet: Worksheet, *rows: Record) -> Report:
    SetRecords("steps", rows).apply(sheet)
    return steps_report(Calculator(sheet, standard(), date(2026, 12, 31)).figures(base_view(sheet.periods, 0)))


def test_a_step_beside_what_was_expected_of_it() -> None:
    """From 4 % to 8 % where 12 % was expected: half the way."""
    found = report(five(), noted(five(), expected="12%"))
    (row,) = found.tables[0].rows
    assert row.label == "New form"
    assert row.channels == (0,)
    assert [cell.text for cell in row.cells] == [
        "Mar 10, 2026", "Search", "Conversion rate", "4.0%", "8.0%", "12.0%", "", "It worked",
    ]  # fmt: skip
    assert row.cells[6].value == pytest.approx(0.5, rel=1e-12)
    assert found.sentences == (
        "Of 1 step 1 worked and 0 did not.", "0 of 1 came to the figure that was expected.",
    )  # fmt: skip
    assert found.tables[0].rows[0].cells[7].remark == (
        "It worked: New form. Conversion rate was 4.0% before and is 8.0% since. In the channels that were not touched "
        "it went from 5.0% to 5.0%. 12.0% was expected: it came 50% of the way, with 8.0%."
    )


@pytest.mark.parametrize(
    ("expected", "part", "said"),
    [
        ("8 %", 1.0, "8.0% was expected: it came to that, with 8.0%."),
        ("5", 4.0, "5.0% was expected: it came to that, with 8.0%."),
        ("3%", -4.0, "3.0% was expected: it came no nearer, with 8.0%."),
        ("4%", None, ""),
        ("more leads", None, ""),
        ("", None, ""),
    ],
)
def test_how_far_it_came(expected: str, part: float | None, said: str) -> None:
    found = report(five(), noted(five(), expected=expected))
    cell = found.tables[0].rows[0].cells[6]
    assert cell.value == (part if part is None else pytest.approx(part, rel=1e-9))
    assert bool(cell.reason) == (part is None)
    assert ("was expected" in found.tables[0].rows[0].cells[7].remark) == bool(said)
    assert found.tables[0].rows[0].cells[7].remark.endswith(said)


def test_what_adds_up_is_expected_of_a_period() -> None:
    """40 leads a month before and 80 since, over two months each: 60 were expected of a month, and came."""
    found = report(five(), noted(five(), metric="leads", expected="60"))
    row = found.tables[0].rows[0]
    assert [row.cells[place].text for place in (3, 4, 5)] == ["80", "160", "60"]
    assert row.cells[6].value == pytest.approx(2.0, rel=1e-12)
    assert "60 in a period was expected: it came to that, with 80." in found.tables[0].rows[0].cells[7].remark


def test_the_check_says_it_too() -> None:
    sheet = five()
    SetRecords("steps", (noted(sheet, expected="12%"),)).apply(sheet)
    figures = Calculator(sheet, standard(), date(2026, 12, 31)).figures(base_view(sheet.periods, 0))
    (one,) = [each for each in check(figures) if each.id == "step"]
    assert one.text.endswith("12.0% was expected: it came 50% of the way, with 8.0%.")


def test_rows_that_are_no_step_yet_are_counted_and_left_out() -> None:
    sheet = five()
    found = report(sheet, STEPS.row(change="Only words"), noted(sheet, metric="no_such_figure"))
    assert found.empty
    assert found.tables[0].nothing.startswith("2 steps without a day, a channel or a figure")
    assert report(five()).tables[0].nothing.startswith("No step is noted yet.")


def test_a_slight_difference_is_named() -> None:
    """50.0 % and 51.0 % of a million."""
    columns = {"visits": [[1_000_000]] * 3, "leads": [[500_000], [500_000], [510_000]]}
    sheet = worksheet(["Search"], months(2026, 1, 3), **columns)
    row = STEPS.row(date=date(2026, 2, 10), metric="conversion_rate", change="New form")
    (found,) = report(sheet, row).tables[0].rows
    assert found.cells[7].text == "Practically no difference"


def test_the_latest_comes_first_and_a_step_is_added_behind_the_others() -> None:
    sheet = five()
    early = noted(sheet, change="First")
    SetRecords("steps", (early,)).apply(sheet)
    late = STEPS.row(date=date(2026, 4, 2), metric="leads", change="Second")
    back = noting(sheet, late).apply(sheet)
    assert sheet.records["steps"] == (early, late)
    labels = [row.label for row in report(sheet, *sheet.records["steps"]).tables[0].rows]
    assert labels == ["Second", "First"]
    back.apply(sheet)
    assert sheet.records["steps"] == (early,)


def test_many_steps_are_told_in_a_table_of_their_own() -> None:
    sheet = five()
    found = report(sheet, *(noted(sheet, change=f"Form {number}") for number in range(9)))
    every, words = found.tables
    assert [row.cells[7].remark for row in every.rows] == [""] * 9
    assert words.rows[0].label == "Mar 10, 2026"
    assert words.rows[0].cells[0].text.startswith("It worked: Form 8. Conversion rate was 4.0% before")
