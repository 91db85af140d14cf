"""Changes of what counts in the workbook: on the sheet of notes, in the cards, and back again with the document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet as Page

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS, Record
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.excel.book import workbook_bytes
from roiapp.files.session import Session
from tests.files.excel_books import CATALOG, opened, same
from tests.files.returned_books import exported, read_back
from tests.files.test_excel_summary import cards_of

ROWS: tuple[Record, ...] = (
    REDEFINITIONS.row(date=date(2026, 6, 1), figure="leads", note='=Calls of "a minute"'),
    REDEFINITIONS.row(date=date(2026, 3, 1), figure="visits"),
    REDEFINITIONS.row(figure="mqls", note="of no day yet"),
)


def shop() -> Worksheet:
    """$200 for 10 leads in May, $300 for 40 in June."""
    sheet = build(
        ["Search"],
        {"spend": [[200], [300]], "visits": [[100], [150]], "leads": [[10], [40]]},
        [month(2026, 5, 1), month(2026, 6, 2)],
        DocumentSettings(locale="en_GB", definitions=(("leads", "A form that was sent."),)),
    )
    SetRecords(REDEFINITIONS.id, ROWS).apply(sheet)
    return sheet


def notes_of(page: Page) -> list[tuple[object, object]]:
    """What stands below the heading of what counts here."""
    rows = [(row[0].value, row[1].value) for row in page.iter_rows(max_col=2)]
    first = next(number for number, row in enumerate(rows) if row[0] == "What counts here")
    last = next(number for number, row in enumerate(rows) if number > first and row[0] is None)
    return rows[first + 1 : last]


def test_the_sheet_of_notes_says_what_counts_and_since_when() -> None:
    sheet = shop()
    book = opened(workbook_bytes(Session(sheet, CATALOG, date(2026, 7, 5)), base_view(sheet.periods, 1)), values=True)
    assert notes_of(book["Notes"]) == [
        ("Leads", "A form that was sent."),
        ("Visits", "Counted differently since 1 Mar 2026 (Visits)."),
        ("Leads", 'Counted differently since 1 Jun 2026 (Leads): =Calls of "a minute".'),
    ]


def test_a_card_has_no_change_across_it() -> None:
    sheet = shop()
    data = workbook_bytes(Session(sheet, CATALOG, date(2026, 7, 5)), base_view(sheet.periods, 1))
    cards = cards_of(opened(data, values=True)["Summary"])
    assert cards["Leads"] == (40, "Counted differently")
    assert cards["Cost per lead"] == (7.5, "Counted differently")
    assert same(cards["Total spend"][1], 0.5)
    assert cards_of(opened(data, values=False)["Summary"])["Leads"][1] == '="Counted differently"'


def test_they_come_back_with_the_workbook(tmp_path: Path) -> None:
    sheet = shop()
    returned = read_back(exported(sheet, tmp_path / "shop.xlsx"))
    assert returned.notes == ()
    assert returned.worksheet.content() == sheet.content()
    assert returned.worksheet.records == {"redefinitions": ROWS}
