"""What comes back of the sheet of scenarios: all of it as it was, what was typed over as one step, the rest by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from roiapp.core.edits import SetCells
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS, Record
from roiapp.core.replace_edit import copy_of
from roiapp.core.scenario_edits import changes_of, renamed, scenarios_of
from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.formats import open_document
from roiapp.files.project_file import digest
from roiapp.files.returned.onto import take_onto
from roiapp.files.returned.workbook import Returned
from tests.files.excel_books import CATALOG
from tests.files.returned_books import cell, changed, exported, read_back, shop
from tests.files.scenario_books import value_cell
from tests.files.test_excel_scenarios import plans

Save = Callable[..., list[Path]]
VALUE = SCENARIO_CHANGES.place("value")


def mark_row(book: Workbook, mark: str) -> int:
    page = book["Scenarios"]
    return next(each.row for cells in page.iter_rows() for each in cells if each.value == mark)


def values(returned: Returned | Worksheet) -> list[float | None]:
    sheet = returned.worksheet if isinstance(returned, Returned) else returned
    return [each.value for each in changes_of(sheet)]


# -- nothing is lost ---------------------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map(str.strip)
numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: value + 0.0)


@st.composite
def scenarios(draw: st.DrawFn) -> tuple[list[Record], list[Record]]:
    """Tables of scenarios and changes as documents may have them: also of channels, periods, inputs that are gone."""
    sheet = shop()
    names = draw(st.lists(texts.filter(bool), min_size=1, max_size=3, unique_by=same_name))
    rows = [
        SCENARIOS.row(key=float(key), name=name, note=draw(st.none() | texts),
                      parent=draw(st.sampled_from([None, 1.0, 2.0, 9.0])))
        for key, name in enumerate(names, 1)
    ]  # fmt: skip
    change = st.builds(
        SCENARIO_CHANGES.row, scenario=st.sampled_from([1.0, 2.0, 7.0]),
        kind=st.sampled_from(["set", "add", "scale", "respond"]), value=st.none() | numbers,
        field=st.sampled_from([None, "spend", "gross_margin", "reach", "cac", "gone"]),
        channel=st.sampled_from([None, *sheet.keys, 999]), group=st.sampled_from([None, "Offline", "nobody's"]),
        period=st.sampled_from([None, 1, 2, 999]),
    )  # fmt: skip
    return rows, draw(st.lists(change, max_size=5))


@given(tables=scenarios())
@example(  # below the limits of its field, with more digits than a workbook has
    tables=([SCENARIOS.row(key=1.0, name="A")],
            [SCENARIO_CHANGES.row(scenario=1.0, kind="set", field="spend", value=-1.0735652585760798e-234)])
)  # fmt: skip
@settings(max_examples=25)
def test_all_of_it_comes_back(
    tables: tuple[list[Record], list[Record]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    sheet = shop()
    SetRecords(SCENARIOS.id, tuple(tables[0])).apply(sheet)
    SetRecords(SCENARIO_CHANGES.id, tuple(tables[1])).apply(sheet)
    before = digest(sheet)
    returned = read_back(exported(sheet, tmp_path_factory.mktemp("book") / "plans.xlsx"))
    assert returned.notes == ()
    assert digest(returned.worksheet) == before


@pytest.mark.slow
def test_libreoffice_saves_it_and_a_change_comes_back_alone(libreoffice: Save, tmp_path: Path) -> None:
    """One workbook as it was, one with a value typed over; LibreOffice calculates both anew."""
    paths = [exported(plans(), tmp_path / f"{name}.xlsx") for name in ("same", "other")]
    book = openpyxl.load_workbook(paths[1])
    value_cell(book, 1).value = 450
    book.save(paths[1])
    same, other = map(open_document, libreoffice(paths))
    assert same.notes == ()
    assert digest(same.worksheet) == digest(plans())
    assert values(other.worksheet) == [0.25, 450.0, 0.5, 3.0]
    assert other.notes == (
        "The workbook was changed since it was exported. 1 change in the table “Changes of scenarios”.",
        "Less radio · SEO, Jun 2026, Changes of scenarios: Value: 300 → Value: 450.",
    )


# -- what was typed over -----------------------------------------------------------------------------------------------


def back(tmp_path: Path, change: Callable[[Workbook], Any]) -> Returned:
    return changed(plans(), tmp_path / "plans.xlsx", change)


def test_values_come_back_as_one_step(tmp_path: Path) -> None:
    """Text is read as it would be typed; a scenario's figures in cells that are calculated follow and are no change."""

    def change(book: Workbook) -> None:
        value_cell(book, 0).value = 0.5
        value_cell(book, 1).value = "1.2k"
        value_cell(book, 2).value = "=1/4"
        cell(book["May 2026"], "Radio", "spend").value = 1100

    returned = back(tmp_path, change)
    assert values(returned)[:2] == [0.5, 1200.0]
    assert returned.worksheet.value("spend", 0, 0) == 1100
    assert len(returned.history.done) == 1
    history, sheet = returned.history, returned.worksheet
    history.undo(sheet)
    assert sheet.content() == plans().content()


def test_a_value_that_was_set_can_be_blank(tmp_path: Path) -> None:
    returned = back(tmp_path, lambda book: setattr(value_cell(book, 1), "value", None))
    assert values(returned) == [0.25, None, 0.5, 3.0]


@pytest.mark.parametrize(("number", "typed", "why"), [
    (0, "half", "\"half\" is not a number. Type a number such as 1,234.50, 12k or =450+320. It stays 0.25."),
    (0, None, "A number is wanted here. It stays 0.25."),
    (1, -5, "Spend cannot be below $0.00. Leave the cell empty where it is not known. It stays 300."),
    (2, True, "“True” is not a number. It stays 0.5."),
])  # fmt: skip
def test_what_cannot_be_taken_is_named_by_sheet_and_cell(
    number: int, typed: object, why: str, tmp_path: Path
) -> None:
    where = []

    def change(book: Workbook) -> None:
        found = value_cell(book, number)
        found.value = typed
        where.append(found.coordinate)

    returned = back(tmp_path, change)
    assert returned.worksheet.content() == plans().content()
    assert returned.notes == (f"“Scenarios”, {where[0]}: {why}",)


def test_names_and_notes_come_back(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book["Scenarios"]
        page.cell(mark_row(book, "name of 1"), 1).value = "No  radio"
        page.cell(mark_row(book, "note of 1"), 2).value = "All of it"
        page.cell(mark_row(book, "note of 2"), 2).value = "Better prices"

    returned = back(tmp_path, change)
    assert [(each.name, each.note, each.parent) for each in scenarios_of(returned.worksheet)] == [
        ("No radio", "All of it", 0), ("Better margin", "Better prices", 1),
    ]  # fmt: skip
    refused = back(tmp_path, lambda book: setattr(
        book["Scenarios"].cell(mark_row(book, "name of 2"), 1), "value", "less RADIO"))  # fmt: skip
    assert refused.worksheet.content() == plans().content()
    assert refused.notes[0].endswith(
        "There is a scenario “Less radio” already. Give this one another name. It stays “Better margin”."
    )


# -- what is not read --------------------------------------------------------------------------------------------------


def test_what_is_changed_where_nothing_is_read_is_named(tmp_path: Path) -> None:
    """Words of the table, figures that are calculated, a row that somebody added."""

    def change(book: Workbook) -> None:
        page, row = book["Scenarios"], value_cell(book, 0).row
        page.cell(row, 4).value = "SEO"
        page.cell(7, 3).value = 12
        page.cell(page.max_row + 2, 1).value = "Set to"
        cell_ = book["Less radio"].cell(6, 3)
        cell_.value = 999

    notes = back(tmp_path, change).notes
    assert any(note.startswith("Sheet “Scenarios”: C7 is calculated;") for note in notes)
    assert any(note.startswith("Sheet “Less radio”: C6 is calculated;") for note in notes)
    assert any("Sheet “Scenarios”: the text in D" in note for note in notes)
    assert any(note.startswith("Sheet “Scenarios”: what was written into A") for note in notes)


def test_rows_and_sheets_that_are_gone_are_named_and_nothing_is_lost(tmp_path: Path) -> None:
    def without_row(book: Workbook) -> None:
        book["Scenarios"].delete_rows(value_cell(book, 1).row)
        value_cell(book, 2).value = 0.75

    returned = back(tmp_path, without_row)
    assert values(returned) == [0.25, 300.0, 0.75, 3.0]
    assert any(
        note == "Sheet “Scenarios”: the row of 1 change is not there any more; the change is as it was."
        for note in returned.every_note()
    )
    gone = back(tmp_path, lambda book: book.remove(book["Scenarios"]))
    assert gone.worksheet.content() == plans().content()
    assert gone.notes[0] == "Sheet “Scenarios” is not in the workbook any more; the scenarios are as they were."


# -- into a document that has gone on ----------------------------------------------------------------------------------


def test_a_value_goes_into_the_document_that_it_came_from(tmp_path: Path) -> None:
    """What the document still has is changed; what was changed there, too, stays and is said; what is gone is said."""

    def change(book: Workbook) -> None:
        for number, value in ((0, 0.5), (1, 450), (3, 2)):
            value_cell(book, number).value = value

    returned = back(tmp_path, change)
    document = plans()
    rows = list(document.records[SCENARIO_CHANGES.id])
    rows[1] = (*rows[1][:VALUE], 310.0, *rows[1][VALUE + 1 :])
    SetRecords(SCENARIO_CHANGES.id, tuple(rows[2::-1])).apply(document)  # in another order, the last is gone
    SetCells.one("spend", 0, 0, 1234.0).apply(document)
    renamed(document, 1, "Radio down").apply(document)
    taken = take_onto(returned, document, CATALOG)
    assert taken is not None
    assert taken.edit is not None
    after = copy_of(document)
    taken.edit.apply(after)
    assert values(after) == [0.5, 310.0, 0.5]
    assert after.value("spend", 0, 0) == 1234.0
    assert any("the worksheet was changed as well" in each and "310" in each for each in taken.remarks)
    assert "1 change is of a scenario that is not in the worksheet any more." in taken.remarks
