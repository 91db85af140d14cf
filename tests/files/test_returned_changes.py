"""What somebody changes in the visible cells comes back as exactly these changes, as one step, and is said."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from roiapp.core.edits import SetCells, SetSettings, SetTotals
from roiapp.core.period_edits import SetPeriod
from roiapp.core.periods import Period
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.returned.workbook import Returned
from roiapp.files.session import Session
from tests.core.random_sheets import CELL_FIELDS, sheets, values
from tests.files.returned_books import FIRST, ID_ROW, cell, changed, column, exported, figures, read_back, shop

SUMMARY = "The workbook was changed since it was exported. "


@pytest.fixture
def back(tmp_path: Path) -> Callable[..., Returned]:
    """What comes back of a document after a change."""

    def make(change: Callable[[Workbook], Any], sheet: Worksheet | None = None) -> Returned:
        return changed(sheet or shop(), tmp_path / "sent.xlsx", change)

    return make


# -- figures -----------------------------------------------------------------------------------------------------------


def test_cells_changed_blanked_and_filled(back: Callable[..., Returned], tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        cell(book["May 2026"], "Radio", "spend").value = 1500
        cell(book["May 2026"], "Print", "leads").value = None
        cell(book["Jun 2026"], "Print", "spend").value = 250.5
        cell(book["Jun 2026"], "Search", "gross_margin").value = 0.25  # over the formula of the default

    returned, expected = back(change), shop()
    SetCells.one("spend", 0, 0, 1500.0).apply(expected)
    SetCells.one("leads", 0, 1, None).apply(expected)
    SetCells.one("spend", 1, 1, 250.5).apply(expected)
    SetCells.one("gross_margin", 1, 2, 0.25).apply(expected)
    assert returned.worksheet.content() == expected.content()
    assert returned.notes == (
        SUMMARY + "4 cells changed in 3 channels.",
        ("Radio, May 2026, Spend: $1,200 → $1,500; Print, May 2026, Leads: 12 → –; Print, Jun 2026, Spend: – → $251;"
         " Search, Jun 2026, Gross margin: – → 25%."),
    )
    (step,) = returned.history.done
    assert step.title == "Changes made in the workbook"
    returned.history.undo(returned.worksheet)
    assert returned.worksheet.content() == shop().content()


def test_the_step_is_kept_and_can_be_taken_back_in_the_document(back: Callable[..., Returned], tmp_path: Path) -> None:
    back(lambda book: setattr(cell(book["May 2026"], "Radio", "spend"), "value", 1))
    session = Session.open(tmp_path / "sent.xlsx", tmp_path / "home")
    try:
        assert session.worksheet.value("spend", 0, 0) == 1.0
        assert session.state.unpublished == 1
        assert session.opened is not None
        assert session.opened.notes[0] == SUMMARY + "1 cell changed in Radio."
        session.save_as(tmp_path / "mine.roi")
        session.undo()
        assert session.worksheet.content() == shop().content()
    finally:
        session.close(keep=False)


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("12k", 12_000.0), ("1,234", 1234.0), (" 1 234.50 ", 1234.5), ("$99", 99.0), ("=7+5", 12.0), ("n/a", None),
     ("–", None), (" ", None), (0, 0.0), (0.1, 0.1), (1 / 3, 1 / 3), (1e15, 1e15)],
)  # fmt: skip
def test_what_is_typed_is_read_as_in_a_cell_of_the_document(
    typed: Any, figure: float | None, back: Callable[..., Returned]
) -> None:
    returned = back(lambda book: setattr(cell(book["Jun 2026"], "Print", "spend"), "value", typed))
    assert figures(returned.worksheet, "spend")[1][1] == figure
    assert not [note for note in returned.notes if "It stays" in note]


def test_text_is_read_in_the_language_of_the_document(back: Callable[..., Returned]) -> None:
    sheet = shop()
    SetSettings.of(locale="pl", currency="PLN").apply(sheet)

    def change(book: Workbook) -> None:
        cell(book["May 2026"], "Radio", "spend").value = "1 234,56"
        cell(book["May 2026"], "Radio", "gross_margin").value = "41,5%"

    returned = back(change, sheet)
    assert figures(returned.worksheet, "spend")[0][0] == 1234.56
    assert figures(returned.worksheet, "gross_margin")[0][0] == 0.415


@pytest.mark.parametrize(
    ("id_", "typed", "why"),
    [
        ("spend", "many", '"many" is not a number. Type a number such as 1,234.50, 12k or =450+320. It stays $1,200.'),
        ("spend", -5, "Spend cannot be below $0.00. Leave the cell empty where it is not known. It stays $1,200."),
        ("spend", True, "“True” is not a number. It stays $1,200."),
        ("spend", date(2026, 2, 1), "“2026-02-01” is not a number. It stays $1,200."),
        ("spend", "~500", '"~500" is not a number. Type a number such as 1,234.50, 12k or =450+320. It stays $1,200.'),
        ("gross_margin", 1.5, "Gross margin cannot be above 100%. It stays 40%."),
        ("spend", "=B7*2", ("Its formula was not calculated. Open the workbook in a spreadsheet program and save it"
                            " there. It stays $1,200.")),
        ("spend", "=1/0", '"=1/0" divides by zero. Change the number after the division sign. It stays $1,200.'),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_with_its_place(
    id_: str, typed: Any, why: str, back: Callable[..., Returned]
) -> None:
    where = ""

    def change(book: Workbook) -> None:
        nonlocal where
        found = cell(book["May 2026"], "Radio", id_)
        found.value = typed
        where = found.coordinate

    returned = back(change)
    assert returned.worksheet.content() == shop().content()
    assert returned.notes == (f"“May 2026”, {where}: {why}",)


def test_arithmetic_comes_back_as_such(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        cell(book["Jun 2026"], "Radio", "leads").value = "=20+8.5"
        cell(book["Jun 2026"], "Radio", "gross_margin").value = "=30%+5%"  # where a default filled the blank

    returned = back(change)
    period, radio = returned.worksheet.periods[1].key, returned.worksheet.keys[0]
    assert returned.worksheet.value("leads", 1, 0) == 28.5
    assert returned.worksheet.value("gross_margin", 1, 0) == pytest.approx(0.35)
    assert returned.worksheet.expressions["leads", period, radio] == "=20+8.5"
    assert returned.worksheet.expressions["spend", 1, radio] == "=1000*1.2"


def test_calculated_cells_are_not_taken(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        cell(book["May 2026"], "Radio", "roi").value = 3
        cell(book["May 2026"], "Total", "spend").value = 99

    returned = back(change)
    assert returned.worksheet.content() == shop().content()
    (note,) = returned.notes
    assert note.startswith("Sheet “May 2026”: ")
    assert note.endswith(" are calculated; what was typed over them was not taken.")


# -- rows --------------------------------------------------------------------------------------------------------------


def rows_of(book: Workbook, name: str) -> list[list[Any]]:
    """The channels' rows of a page, as values."""
    page = book[name]
    return [[each.value for each in row] for row in page.iter_rows(FIRST, FIRST + 2)]


def put_rows(book: Workbook, name: str, rows: list[list[Any]], only: int | None = None) -> None:
    page = book[name]
    for row, cells in enumerate(rows, FIRST):
        for place, value in enumerate(cells[:only], 1):
            page.cell(row, place).value = value


@pytest.mark.parametrize("whole", [True, False])
def test_sorted_rows_are_no_change(whole: bool, back: Callable[..., Returned]) -> None:
    """The hidden marks may have been sorted along, or not where only visible columns were selected."""
    def change(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            rows = rows_of(book, name)
            put_rows(book, name, [rows[2], rows[0], rows[1]], None if whole else column(book[name], "why"))

    returned = back(change)
    assert returned.notes == ()
    assert returned.worksheet.content() == shop().content()


def test_a_renamed_channel_keeps_everything_else(back: Callable[..., Returned]) -> None:
    returned = back(lambda book: setattr(book["Jun 2026"]["A6"], "value", "Radio & TV"))
    assert list(returned.worksheet.names) == ["Radio & TV", "Print", "Search"]
    assert returned.worksheet.channels["group"][0] == "Offline"
    assert figures(returned.worksheet, "spend") == figures(shop(), "spend")
    assert returned.notes[1] == "Radio & TV, Channel renamed: Radio → Radio & TV."


def test_names_that_cannot_be_are_said(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        book["May 2026"]["A6"].value = "print"
        book["Jun 2026"]["A8"].value = "Ads"
        book["May 2026"]["A8"].value = "Google"

    returned = back(change)
    assert list(returned.worksheet.names) == ["Radio", "Print", "Google"]
    assert returned.notes[2:] == (
        "“Search” is called “Google” on one sheet and “Ads” on another; it became “Google”.",
        "“Radio” keeps its name: there is another channel “print”.",
    )


def test_renamed_along_a_line(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            for row, text in enumerate(("Print", "Search", "New"), FIRST):
                book[name].cell(row, 1).value = text

    returned = back(change)
    assert list(returned.worksheet.names) == ["Print", "Search", "New"]
    assert figures(returned.worksheet, "spend") == figures(shop(), "spend")


def test_a_deleted_row(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            book[name].delete_rows(7)

    returned = back(change)
    assert list(returned.worksheet.names) == ["Radio", "Search"]
    assert figures(returned.worksheet, "leads") == [[30.0, 0.0], [28.0, None]]
    assert "1 channel was removed." in returned.notes[0]
    returned.history.undo(returned.worksheet)
    assert returned.worksheet.content() == shop().content()  # with the note on it


def test_a_row_deleted_on_one_sheet_has_no_figures_there(back: Callable[..., Returned]) -> None:
    returned = back(lambda book: book["May 2026"].delete_rows(7))
    assert list(returned.worksheet.names) == ["Radio", "Print", "Search"]
    assert figures(returned.worksheet, "leads") == [[30.0, None, 0.0], [28.0, 9.0, None]]
    assert figures(returned.worksheet, "gross_margin") == [[0.4, None, None], [None, 0.35, None]]


def test_a_cleared_row_is_a_deleted_one(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            for place in range(1, column(book[name], "why")):
                book[name].cell(7, place).value = None

    assert list(back(change).worksheet.names) == ["Radio", "Search"]


@pytest.mark.parametrize("row", [9, 12, 30])
def test_new_rows_are_new_channels(row: int, back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        for name, spend in (("May 2026", 80), ("Jun 2026", None)):
            page = book[name]
            if row == 9:
                page.insert_rows(9)
            page.cell(row, 1).value = "Flyers"
            page.cell(row, column(page, "spend")).value = spend
            page.cell(row, column(page, "leads")).value = "3" if spend else 4

    returned = back(change)
    assert list(returned.worksheet.names) == ["Radio", "Print", "Search", "Flyers"]
    assert figures(returned.worksheet, "spend")[0][3] == 80.0
    assert [row[3] for row in figures(returned.worksheet, "leads")] == [3.0, 4.0]
    assert "1 channel was added." in returned.notes[0]
    assert len(set(returned.worksheet.keys)) == 4


def test_a_copied_row_with_another_name_is_a_new_channel(back: Callable[..., Returned]) -> None:
    """The mark was copied along, and the formulas."""
    def change(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            page = book[name]
            page.insert_rows(9)
            for place in range(1, page.max_column + 1):
                page.cell(9, place).value = page.cell(8, place).value
            page.cell(9, 1).value = "Search brand"
            page.cell(9, column(page, "spend")).value = 7

    returned = back(change)
    assert list(returned.worksheet.names) == ["Radio", "Print", "Search", "Search brand"]
    assert [row[3] for row in figures(returned.worksheet, "spend")] == [7.0, 7.0]
    assert figures(returned.worksheet, "gross_margin")[0][2:] == [None, None]


def test_rows_that_cannot_be_taken_are_said(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        page = book["May 2026"]
        page["A20"].value, page["B20"].value = "radio", 5
        page["B21"].value = 6
        page["A22"].value = "Anna: is this right?"

    returned = back(change)
    assert returned.worksheet.content() == shop().content()
    assert returned.notes == (
        "“May 2026”, row 20: “radio” is there twice; this row was not read.",
        "“May 2026”, row 21: it has figures and no channel; it was not read.",
        "“May 2026”, A22: “Anna: is this right?” stands below the table and was left aside.",
    )


def test_every_place_is_named_where_there_is_room_for_it(back: Callable[..., Returned]) -> None:
    """In brief the first of a sort; the command line and imports list all."""

    def change(book: Workbook) -> None:
        page = book["May 2026"]
        for number, row in enumerate(range(20, 25)):
            page.cell(row, 2).value = number + 1
        spend = column(page, "spend")
        for month in ("May 2026", "Jun 2026"):
            for row in (FIRST, FIRST + 1, FIRST + 2):
                book[month].cell(row, spend).value = 90 + row

    returned = back(change)
    assert returned.notes[-1] == "2 more places like this."
    assert returned.notes[1].endswith("; and 2 more.")
    every = returned.every_note()
    assert every[0] == returned.notes[0] == SUMMARY + "6 cells changed in 3 channels."
    assert [line.rpartition(": ")[0] + line[line.index(" →") :] for line in every[1:7]] == [
        f"{channel}, {month}, Spend → ${new}."
        for channel, new in (("Radio", "96.00"), ("Print", "97.00"), ("Search", "98.00"))
        for month in ("May 2026", "Jun 2026")
    ]  # fmt: skip
    assert every[7:] == tuple(
        f"“May 2026”, row {row}: it has figures and no channel; it was not read." for row in range(20, 25)
    )


# -- sheets and columns ------------------------------------------------------------------------------------------------


def test_sheets_renamed_moved_and_columns_moved_or_inserted(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        page = book["Jun 2026"]
        page.title = "June, checked"
        book.move_sheet(page, -2)
        page.insert_cols(2, 2)
        page.insert_rows(1, 3)
        row = next(r for r in range(FIRST, 15) if page.cell(r, 1).value == "Print")
        spend = next(c for c in range(1, 20) if page.cell(ID_ROW + 3, c).value == "roi:spend")
        page.cell(row, spend).value = 77
        page.cell(row, 2).value = "my own remark"

    returned, expected = back(change), shop()
    SetCells.one("spend", 1, 1, 77.0).apply(expected)
    assert returned.worksheet.content() == expected.content()
    assert returned.notes[2:] == ("Sheet “June, checked”: column B is not part of the document and was not read.",)


def test_missing_and_added_sheets_are_said(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book["May 2026"])
        copy.title = "Jul 2026"
        copy["B6"].value = 1
        del book["Jun 2026"]
        book.create_sheet("Ideas")["A1"].value = "more radio"

    returned = back(change)
    assert returned.worksheet.content() == shop().content()
    assert returned.notes == (
        "Sheet “Jul 2026” is a copy of “May 2026” and was not read.",
        "Sheet “Jun 2026” is not in the workbook any more; its figures are as they were.",
        "Sheet “Ideas” is not part of the document and was not read.",
    )


def test_a_deleted_column_leaves_its_figures(back: Callable[..., Returned]) -> None:
    returned = back(lambda book: book["May 2026"].delete_cols(column(book["May 2026"], "leads")))
    assert returned.worksheet.content() == shop().content()
    assert returned.notes == ("Sheet “May 2026” has no column “Leads” any more; its figures are as they were.",)


def test_without_the_hidden_columns_names_say_which_row_is_which(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            page = book[name]
            page.delete_cols(column(page, "source"), 20)
        cell(book["May 2026"], "Print", "leads").value = 13

    sheet = shop()
    SetTotals("goal_leads", ((0, 5000.0),)).apply(sheet)
    returned = back(change, sheet)
    SetCells.one("leads", 0, 1, 13.0).apply(sheet)
    assert returned.worksheet.content() == sheet.content()


# -- what holds for all channels or the whole document -----------------------------------------------------------------


def test_what_is_typed_for_all_channels(back: Callable[..., Returned]) -> None:
    sheet = shop()
    SetTotals("goal_leads", ((0, 40.0), (1, 50.0))).apply(sheet)
    SetTotals("goal_roi", ((0, 1.5),)).apply(sheet)

    def change(book: Workbook) -> None:
        may, june = book["May 2026"], book["Jun 2026"]
        row = next(r for r in range(FIRST, 30) if may.cell(r, 1).value == "Leads goal")
        may.cell(row, 2).value = 45
        row = next(r for r in range(FIRST, 30) if june.cell(r, 1).value == "Leads goal")
        june.cell(row, 2).value = None

    returned = back(change, sheet)
    SetTotals("goal_leads", ((0, 45.0), (1, None))).apply(sheet)
    assert returned.worksheet.content() == sheet.content()
    assert returned.notes[1].startswith("All channels, May 2026, Leads goal: 40 → 45;")


def assumption(book: Workbook, label: str) -> Any:
    page = book["Assumptions"]
    return next(page.cell(row, 2) for row in range(1, 20) if page.cell(row, 1).value == label)


def test_assumptions_become_settings(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        assumption(book, "Gross margin where none is typed").value = "35%"
        assumption(book, "Elasticity").value = 0.9
        assumption(book, "Longest time a customer is counted for").value = None

    returned, expected = back(change), shop()
    SetSettings.of(default_margin=0.35, elasticity=0.9).apply(expected)
    assert returned.worksheet.content() == expected.content()
    assert returned.notes[0] == SUMMARY + "2 settings changed."
    assert returned.notes[2].endswith("Longest time a customer is counted for cannot be blank. It stays 5.")


def test_a_blank_default_is_none(back: Callable[..., Returned]) -> None:
    returned = back(lambda book: setattr(assumption(book, "Gross margin where none is typed"), "value", None))
    assert returned.worksheet.settings.default_margin is None


@pytest.mark.parametrize("day", [datetime(2026, 6, 25), "2026-06-25", 46198])  # noqa: DTZ001  as cells hold them
def test_another_day_of_the_figures_is_that_of_the_open_periods(day: Any, back: Callable[..., Returned]) -> None:
    """It was June 20: May was over, June was not."""
    returned = back(lambda book: setattr(assumption(book, "Figures as of"), "value", day))
    assert [period.as_of for period in returned.worksheet.periods] == [None, date(2026, 6, 25)]
    assert returned.notes[1] == "Jun 2026, Figures up to: – → Jun 25, 2026."


def test_the_day_of_one_period(back: Callable[..., Returned]) -> None:
    sheet = shop()
    may = sheet.periods[0]
    SetPeriod(0, Period(may.key, may.label, may.start, may.end, date(2026, 5, 10))).apply(sheet)

    def change(book: Workbook) -> None:
        assert book["May 2026"]["D2"].value == datetime(2026, 5, 10)  # noqa: DTZ001  as openpyxl has it
        book["May 2026"]["D2"].value = None
        book["Jun 2026"]["D2"].value = date(2026, 6, 12)

    returned = back(change, sheet)
    assert [period.as_of for period in returned.worksheet.periods] == [None, date(2026, 6, 12)]


def test_a_day_that_is_none_is_said(back: Callable[..., Returned]) -> None:
    returned = back(lambda book: setattr(assumption(book, "Figures as of"), "value", "soon"))
    assert returned.notes == (
        "“Assumptions”, B3: “soon” is no date. Write it as 2026-09-30. It stays Jun 20, 2026.",
    )


# -- any changes -------------------------------------------------------------------------------------------------------


@st.composite
def changes(draw: st.DrawFn) -> tuple[Worksheet, dict[tuple[str, int, int], float | None], list[int]]:
    """A document, other figures for some of its cells, and another order of its rows."""
    sheet = draw(sheets(most_channels=6, most_periods=3))
    shown = [field for field in CELL_FIELDS if field.id in sheet.columns or (field.block == "core" and field.shown)]
    places = st.tuples(
        st.sampled_from(shown), st.integers(0, len(sheet.periods) - 1), st.integers(0, len(sheet.keys) - 1)
    )
    chosen = draw(st.lists(places, max_size=8))
    figure = {(f.id, p, c): draw(st.none() | values(f) | st.sampled_from((0.1, 1 / 3, 0.07))) for f, p, c in chosen}
    return sheet, figure, draw(st.permutations(range(len(sheet.keys))))


@settings(max_examples=40)
@given(changes())
def test_any_figures_changed_in_sorted_rows_come_back_as_these(
    found: tuple[Worksheet, dict[tuple[str, int, int], float | None], list[int]],
) -> None:
    sheet, figure, order = found

    def change(book: Workbook) -> None:
        names = list(sheet.names)
        for place, period in enumerate(sheet.periods):
            page = next(p for p in book if p.cell(ID_ROW, 1).value == f"channel-roi period {period.key}")
            for (id_, where, channel), value in figure.items():
                if where == place:
                    cell(page, names[channel], id_).value = value
            rows = [[each.value for each in row] for row in page.iter_rows(FIRST, FIRST + len(order) - 1)]
            for row, old in enumerate(order, FIRST):
                for at, value in enumerate(rows[old], 1):
                    page.cell(row, at).value = value

    with tempfile.TemporaryDirectory() as folder:
        returned = changed(sheet, Path(folder, "sent.xlsx"), change)
    expected = build(sheet.names, {}, sheet.periods, sheet.settings)
    expected.keys, expected.channels, expected.totals = sheet.keys, sheet.channels, sheet.totals
    expected.columns = {id_: column.copy() for id_, column in sheet.columns.items()}
    for (id_, period, channel), value in figure.items():
        known = expected.columns.setdefault(id_, np.full(sheet.shape, np.nan))
        known[period, channel] = np.nan if value is None else value
    assert returned.worksheet.content() == expected.content()
    assert bool(returned.history.done) == (expected.content() != sheet.content())


@st.composite
def row_changes(draw: st.DrawFn) -> dict[str, Any]:
    """What somebody does with the rows of all sheets: the channels they delete and rename, those they add (by name the
    figures of one field by period), and per sheet where everything stands then."""
    sheet = draw(sheets(most_channels=5, most_periods=3, fields=tuple(f for f in CELL_FIELDS if f.id in CORE)))
    count = len(sheet.keys)
    deleted = draw(st.sets(st.integers(0, count - 1), max_size=count - 1))
    renamed = {channel: f"Renamed {channel}" for channel in draw(st.sets(st.integers(0, count - 1))) - deleted}
    figure = st.dictionaries(st.integers(0, len(sheet.periods) - 1), st.sampled_from((0.0, 7.0, 0.1)), min_size=1)
    new = {f"New {number}": draw(figure) for number in range(draw(st.integers(0, 2)))}
    rows = count - len(deleted) + len(new)
    return {"sheet": sheet, "deleted": deleted, "renamed": renamed, "new": new,
            "orders": [draw(st.permutations(range(rows))) for _ in sheet.periods]}  # fmt: skip


CORE = ("spend", "leads", "customers", "gross_margin", "close_rate")


@settings(max_examples=40)
@given(row_changes())
def test_any_rows_deleted_renamed_added_and_sorted_come_back_as_these(found: dict[str, Any]) -> None:
    sheet, deleted, renamed, new = (found[part] for part in ("sheet", "deleted", "renamed", "new"))
    count = len(sheet.keys)

    def change(book: Workbook) -> None:
        for place, period in enumerate(sheet.periods):
            page = next(p for p in book if p.cell(ID_ROW, 1).value == f"channel-roi period {period.key}")
            rows = [[each.value for each in row] for row in page.iter_rows(FIRST, FIRST + count - 1)]
            for channel, name in renamed.items():
                rows[channel][0] = name
            rows = [row for channel, row in enumerate(rows) if channel not in deleted]
            for name, figure in new.items():
                row: list[Any] = [None] * page.max_column
                row[0], row[column(page, "spend") - 1] = name, figure.get(place)
                rows.append(row)
            page.delete_rows(FIRST, count)
            page.insert_rows(FIRST, len(rows))
            for at, old in enumerate(found["orders"][place], FIRST):
                for where, value in enumerate(rows[old], 1):
                    page.cell(at, where).value = value

    with tempfile.TemporaryDirectory() as folder:
        returned = changed(sheet, Path(folder, "sent.xlsx"), change)
    after = returned.worksheet
    kept = [channel for channel in range(count) if channel not in deleted]
    assert list(after.keys)[: len(kept)] == [sheet.keys[channel] for channel in kept]
    assert list(after.names)[: len(kept)] == [renamed.get(channel, sheet.names[channel]) for channel in kept]
    assert sorted(list(after.names)[len(kept) :]) == sorted(new)
    for id_ in CORE:
        for period, row in enumerate(figures(after, id_)):
            assert row[: len(kept)] == [figures(sheet, id_)[period][channel] for channel in kept]
            for name, figure in zip(list(after.names)[len(kept) :], row[len(kept) :], strict=True):
                assert figure == (new[name].get(period) if id_ == "spend" else None)
    assert not [note for note in returned.notes[2:] if "calculated" not in note]


def test_values_pasted_over_all_formulas_are_no_change(tmp_path: Path) -> None:
    path = exported(shop(), tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path, data_only=True)
    book.save(path)
    returned = read_back(path)
    assert returned.notes == ()
    assert returned.worksheet.content() == shop().content()
    cell(book["Jun 2026"], "Search", "gross_margin").value = 0.45  # where the default of 30 % stood
    cell(book["Jun 2026"], "Radio", "gross_margin").value = "1.2"
    book.save(path)
    returned = read_back(path)
    assert figures(returned.worksheet, "gross_margin") == [[0.4, None, None], [0.012, 0.35, 0.45]]
