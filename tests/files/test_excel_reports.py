"""Findings and reports in the exported workbook: their words, their figures, and that they are dated."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import ASSETS, STEPS
from roiapp.core.worksheet import build
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.formats import open_document
from roiapp.files.session import Session

COLUMNS = {
    "spend": [[1000, 1000]], "leads": [[100, 50]], "mqls": [[40, 10]], "sqls": [[20, 5]], "opportunities": [[10, 4]],
    "customers": [[50, 1]], "revenue_per_sale": [[1000, 3000]], "gross_margin": [[0.5, 0.5]],
}  # fmt: skip


def exported(columns: dict[str, object], content: bool = False) -> openpyxl.Workbook:
    sheet = build(["Search", "=Fairs"], columns, [month(2026, 8, 1)])  # type: ignore[arg-type]
    if content:
        row = ASSETS.row(asset="Guide", date=date(2026, 8, 4), views=1000.0, leads=50.0, mqls=10.0)
        SetRecords("assets", (row,)).apply(sheet)
    session = Session(sheet, as_of=date(2026, 9, 28))
    return openpyxl.load_workbook(BytesIO(workbook_bytes(session, base_view(sheet.periods, 0))))


def test_findings_stand_on_a_sheet_and_are_dated() -> None:
    page = exported(COLUMNS)["What the numbers say"]
    assert page["A1"].value == "What the numbers say"
    assert page["A2"].value.startswith("Aug 2026, as of Sep 28, 2026: as things stood")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_col=5)]
    pays = next(row for row in rows if row[1] == "Search pays.")
    assert pays[0] == "Good"
    assert pays[2] == "Each $1 brought back $25.00 in gross profit. Its whole 95% range is above break-even."
    assert pays[3] == 24_000
    assert pays[4] == "What does each channel's spend bring?"
    row = next(row for row in page.iter_rows(min_row=5, max_col=5) if row[1].value == "Search pays.")
    assert {cell.alignment.vertical for cell in row} == {"top"}


def test_a_company_that_the_document_is_called_after_is_named_once() -> None:
    def heads(**settings: str) -> list[object]:
        sheet = build(["Search"], {"spend": [[5]]}, [month(2026, 8, 1)], DocumentSettings(**settings))
        session = Session(sheet, as_of=date(2026, 9, 28))
        book = openpyxl.load_workbook(BytesIO(workbook_bytes(session, base_view(sheet.periods, 0))))
        first = [cell.value for row in book.worksheets[0].iter_rows(max_row=4) for cell in row if cell.value]
        return [*first[:2], book["Aug 2026"]["A1"].value]

    assert heads(title="Oak", company="Oak") == ["Oak", "Aug 2026 · USD", "Oak"]
    assert heads(title="Plan", company="Oak") == ["Plan", "Oak · Aug 2026 · USD", "Oak · Plan"]


def test_a_report_has_its_figures_and_text_stays_text() -> None:
    page = exported(COLUMNS)["Lead to revenue"]
    rows = {row[0].value: row for row in page.iter_rows(min_row=4)}
    assert [cell.value for cell in rows["Search"][1:8]] == [100, 40, 50, 1.25, 50_000, 25_000, "–"]
    assert rows["=Fairs"][0].data_type == "s"
    assert rows["All channels"][5].value == 53_000
    assert rows["Search"][9].value == pytest.approx(625)


def test_a_rejection_with_the_undecided_in_it_is_a_number_with_an_asterisk() -> None:
    """30 of 40 were taken on and 10 sent back; 4 of 10, and nothing is said of the others: 6 of 10, 16 of 50."""
    columns = {**COLUMNS, "accepted": [[30, 4]], "rejected": [[10, None]]}
    page = exported(columns)["Pipeline velocity"]
    rows = {row[0].value: row for row in page.iter_rows(min_row=4) if row[0].value}
    place = [cell.value for cell in rows["Channel"]].index("Sales rejection")
    cells = [rows[name][place] for name in ("Search", "=Fairs", "All channels")]
    assert [cell.value for cell in cells] == [0.25, 0.6, 0.32]
    assert [cell.number_format for cell in cells] == ["#,##0.0%", '#,##0.0%"*"', '#,##0.0%"*"']
    laid_over = {
        str(area.sqref): [rule.dxf.numFmt.formatCode for rule in rules]
        for area, rules in page.conditional_formatting._cf_rules.items()
    }
    assert [laid_over[cell.coordinate] for cell in cells] == [["0.00%"], ['0.00%"*"'], ['0.00%"*"']]
    said = [text for text in rows if str(text).startswith("* ")]
    assert said == [
        "* Includes undecided: how many leads sales sent back is not known, so all that it did not take on count."
    ]
    plain = exported({**COLUMNS, "accepted": [[30, 4]], "rejected": [[10, 6]]})["Pipeline velocity"]
    assert not any(str(row[0].value).startswith("* ") for row in plain.iter_rows())


def test_only_reports_that_have_something_are_there() -> None:
    names = exported({"spend": [[1000, 1000]], "leads": [[100, 50]], "customers": [[5, 1]]}).sheetnames
    assert "What the numbers say" in names
    assert not {"Lead to revenue", "Pipeline velocity", "Content performance"} & set(names)
    assert "Content performance" in exported(COLUMNS, content=True).sheetnames


def test_steps_have_a_sheet_with_what_came_of_them() -> None:
    """4 % of 1,000 visits in July, 8 % in September, and 10 % expected: two thirds of the way."""
    months = [month(2026, number, number) for number in (7, 8, 9)]
    sheet = build(["Search"], {"visits": [[1000]] * 3, "leads": [[40], [60], [80]]}, months)
    row = STEPS.row(date=date(2026, 8, 4), metric="conversion_rate", change="=New form", expected="10%")
    SetRecords("steps", (row,)).apply(sheet)
    session = Session(sheet, as_of=date(2026, 11, 28))
    page = openpyxl.load_workbook(BytesIO(workbook_bytes(session, base_view(sheet.periods, 2))))["Steps taken"]
    assert page["A1"].value == "Steps taken and what came of them"
    (line,) = [row for row in page.iter_rows(min_row=5) if row[0].value == "=New form"]
    assert line[0].data_type == "s"
    assert [cell.value for cell in line[1:7]] == [
        "Aug 4, 2026", "All channels", "Conversion rate", "4.0%", "8.0%", "10.0%",
    ]  # fmt: skip
    assert (line[7].value, line[8].value) == (pytest.approx(2 / 3, rel=1e-9), "It worked*")
    said = [row[0].value for row in page.iter_rows() if str(row[0].value).startswith("* ")]
    whole = (
        "* It worked: =New form. Conversion rate was 4.0% before and is 8.0% since. 10.0% was expected: it came 67% of "
        "the way, with 8.0%."
    )
    assert said == [whole]


def test_a_workbook_that_comes_back_as_it_went_says_nothing_of_its_reports(tmp_path: Path) -> None:
    columns = {**COLUMNS, "customers": [[50, 0]]}
    sheet = build(["Search", "Fairs"], columns, [month(2026, 8, 1)])
    session = Session(sheet, as_of=date(2026, 9, 28))
    path = tmp_path / "out.xlsx"
    path.write_bytes(workbook_bytes(session, base_view(sheet.periods, 0)))
    opened = open_document(path)
    assert list(opened.notes) == []
    assert opened.worksheet.content()[3:] == sheet.content()[3:]
    book = openpyxl.load_workbook(path)
    assert any(str(row[0].value).startswith("Where a dash stands: ") for row in book["Lead to revenue"].iter_rows())
