"""What somebody changes in a workbook where nothing is read is said, sheet by sheet, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from roiapp.core.edits import SetSettings
from roiapp.core.worksheet import Worksheet
from roiapp.files.formats import open_document
from roiapp.files.returned.workbook import Returned
from roiapp.files.sheet_prints import SheetPrint
from roiapp.files.tables import Formulas, Sheet
from tests.files.returned_books import FIRST, cell, changed, column, exported, shop


@pytest.fixture
def back(tmp_path: Path) -> Callable[..., Returned]:
    def make(change: Callable[[Workbook], Any], sheet: Worksheet | None = None) -> Returned:
        return changed(sheet or shop(), tmp_path / "sent.xlsx", change)

    return make


def put(sheet: str, place: str, value: Any) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        assert book[sheet][place].value != value
        book[sheet][place].value = value

    return change


CALCULATED = "is calculated; what was typed over it was not taken."
CHANGED = "was changed; that was not taken."
ADDED = "has no place in the document and was left aside."


@pytest.mark.parametrize(
    ("sheet", "place", "value", "said"),
    [
        ("Summary", "B6", 4, f"B6 {CALCULATED}"),
        ("Summary", "B6", None, f"B6 {CALCULATED}"),
        ("Summary", "B2", "My shop", f"the text in B2 {CHANGED}"),
        ("Summary", "H60", "Great!", f"what was written into H60 {ADDED}"),
        ("All periods", "B6", 1, f"B6 {CALCULATED}"),
        ("All periods", "A6", "Radio & TV", f"the text in A6 {CHANGED}"),
        ("Definitions", "A5", "Ads", f"the text in A5 {CHANGED}"),
        ("Definitions", "B5", None, f"the text in B5 {CHANGED}"),
        ("Notes", "B5", "All of it", f"the text in B5 {CHANGED}"),
        ("Notes", "A50", "Call me", f"what was written into A50 {ADDED}"),
        ("Notes", "B4", 46_000, f"B4 {CALCULATED}"),
        ("Assumptions", "A4", "Margin", f"the text in A4 {CHANGED}"),
        ("Assumptions", "D4", "?", f"what was written into D4 {ADDED}"),
        ("May 2026", "A1", "My shop", f"the text in A1 {CHANGED}"),
        ("May 2026", "A2", "Spring", f"the text in A2 {CHANGED}"),
        ("May 2026", "B5", "Budget", f"the text in B5 {CHANGED}"),
        ("May 2026", "G2", 0.5, f"G2 {CALCULATED}"),
        ("May 2026", "F1", "Draft", f"what was written into F1 {ADDED}"),
        ("May 2026", "Z7", "?", "column Z is not part of the document and was not read."),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_read(
    sheet: str, place: str, value: Any, said: str, back: Callable[..., Returned]
) -> None:
    returned = back(put(sheet, place, value))
    assert returned.worksheet.content() == shop().content()
    assert returned.notes == (f"Sheet “{sheet}”: {said}",)


def test_why_written_by_somebody(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        page = book["May 2026"]
        page.cell(FIRST + 2, column(page, "why")).value = "no till there"

    (note,) = back(change).notes
    assert note.startswith("Sheet “May 2026”: ")
    assert note.endswith(CALCULATED)


def test_many_cells_are_told_by_the_first(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        for row in (6, 7, 8):
            for letter in "BC":
                book["All periods"][f"{letter}{row}"].value = 1

    returned = back(change)
    assert returned.every_note() == (
        "Sheet “All periods”: B6, C6, B7, C7, B8, C8 are calculated; what was typed over them was not taken.",
    )
    assert returned.notes == (
        "Sheet “All periods”: B6, C6, B7 and more are calculated; what was typed over them was not taken.",
    )


@pytest.mark.parametrize("change", ["rows", "columns", "translated"])
def test_a_sheet_that_was_rearranged(change: str, back: Callable[..., Returned]) -> None:
    def make(book: Workbook) -> None:
        page = book["Summary"]
        if change == "rows":
            page.insert_rows(2, 3)
        elif change == "columns":
            page.insert_cols(1)
        else:
            for row in page.iter_rows():
                for each in row:
                    if isinstance(each.value, str) and not each.value.startswith("="):
                        each.value += " *"

    assert back(make).notes == (
        "Sheet “Summary” was rearranged or rewritten. It is made anew with each export; nothing on it was taken.",
    )


def test_where_formulas_became_values_everywhere_nobody_typed_over_them(tmp_path: Path) -> None:
    path = exported(shop(), tmp_path / "sent.xlsx")
    openpyxl.load_workbook(path, data_only=True).save(path)
    assert open_document(path).notes == ()


def test_what_is_read_is_not_said_twice(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        book["Assumptions"]["B4"].value = 0.25
        book["May 2026"]["D2"].value = "2026-05-20"
        cell(book["May 2026"], "Radio", "spend").value = 7

    returned = back(change)
    assert len(returned.notes) == 2
    assert returned.notes[0].endswith("1 cell changed in Radio. 1 period was changed. 1 setting changed.")


def test_a_workbook_in_another_language_than_the_program_now(back: Callable[..., Returned]) -> None:
    from roiapp import language

    sheet = shop()
    SetSettings.of(locale="tr", currency="TRY").apply(sheet)
    language.use("tr")
    try:
        place = exported(sheet, Path(str(back.__closure__[0].cell_contents), "tr.xlsx"))  # type: ignore[attr-defined]
    finally:
        language.use("en")
    assert open_document(place).notes == ()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_it_is_told_after_another_program_had_it(
    ending: str, libreoffice: Callable[..., list[Path]], tmp_path: Path
) -> None:
    path = exported(shop(), tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path)
    for change in (put("Summary", "B6", 4), put("Definitions", "A5", "Ads"), put("Summary", "H60", "Great!")):
        change(book)
    book.save(path)
    assert open_document(libreoffice([path], ending)[0]).notes == (
        f"Sheet “Summary”: B6 {CALCULATED}",
        f"Sheet “Definitions”: the text in A5 {CHANGED}",
        f"Sheet “Summary”: what was written into H60 {ADDED}",
    )


# -- what is kept of a sheet -------------------------------------------------------------------------------------------

CELLS = st.tuples(st.integers(0, 30), st.integers(0, 12))


@given(st.sets(CELLS), st.dictionaries(CELLS, st.text("abc é\0", min_size=1)), st.sets(CELLS))
def test_a_print_is_read_as_it_was_written(formulas: Any, texts: Any, others: Any) -> None:
    found = SheetPrint.of(formulas, texts, others)
    assert SheetPrint.read(found.plain()) == found


@given(st.sets(CELLS), st.dictionaries(CELLS, st.text("abc", min_size=1)), st.sets(CELLS))
def test_exactly_the_cells_that_differ_are_found(
    formulas: set[tuple[int, int]], texts: dict[tuple[int, int], str], changes: set[tuple[int, int]]
) -> None:
    """Every changed cell has another sort of content: a number over a formula, another text, something in a blank."""
    texts = {where: text for where, text in texts.items() if where not in formulas}
    rows: list[list[Any]] = [[None] * 13 for _ in range(31)]
    now: dict[int, int] = {}
    for row, place in formulas:
        rows[row][place] = 1.0
        if (row, place) not in changes:
            now[row] = now.get(row, 0) | 1 << place
    for (row, place), text in texts.items():
        rows[row][place] = f"{text}!" if (row, place) in changes else text
    for row, place in changes - formulas - texts.keys():
        rows[row][place] = "new"
    found = SheetPrint.of(formulas, texts, ()).compare(Sheet("S", rows), Formulas(now), lambda *_: False)
    assert set(found.calculated) == formulas & changes
    assert set(found.texts) == texts.keys() & changes
    assert set(found.added) == changes - formulas - texts.keys()
