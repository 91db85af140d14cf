"""A workbook that a client changed, imported into the document it came from, which may have gone on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook

from roiapp.core.channel_edits import RemoveChannels, SetChannel
from roiapp.core.edits import SetCells
from roiapp.core.periods import month
from roiapp.core.replace_edit import copy_of
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.bringing_in import Source, new_document, try_all
from roiapp.files.import_choices import Choices
from roiapp.files.import_reading import read_for_import
from roiapp.files.returned.onto import TakenBack, came_from
from tests.files.returned_books import CATALOG, cell, exported, figures, shop

NAN = float("nan")


def source(sheet: Worksheet, folder: Path, change: Callable[[Workbook], Any]) -> Source:
    """The document's workbook as a client sends it back."""
    path = exported(sheet, folder / "client.xlsx")
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return Source(path.name, read_for_import(path, CATALOG))


def imported(document: Worksheet, *sources: Source) -> tuple[TakenBack, Worksheet]:
    """What came of it, and the document after it."""
    (outcome, *_), edit = try_all(document, CATALOG, sources)
    assert outcome.taken is not None
    assert outcome.error is None
    after = copy_of(document)
    if edit is not None:
        inverse = edit.apply(after)
        again = copy_of(after)
        inverse.apply(again)
        assert again.content() == document.content()
    return outcome.taken, after


def edited(book: Workbook) -> None:
    """Another name, another figure, a blank, a note and a new channel."""
    may, june = book["May 2026"], book["Jun 2026"]
    for page in (may, june):
        page["A6"].value = "FM radio"
    cell(may, "FM radio", "spend").value = 1500
    cell(may, "Print", "leads").value = None
    cell(june, "Search", "leads").value = 12
    cell(june, "Search", "leads").comment = Comment("by phone", "client")


def test_every_change_is_made_once(tmp_path: Path) -> None:
    taken, after = imported(shop(), source(shop(), tmp_path, edited))
    assert list(after.names) == ["FM radio", "Print", "Search"]
    assert figures(after, "spend") == [[1500.0, 300.0, 0.1], [1100.0, None, 1 / 3]]
    assert figures(after, "leads") == [[30.0, None, 0.0], [28.0, 9.0, 12.0]]
    assert after.notes == {
        ("spend", 1, shop().keys[1]): "since March", ("leads", 2, shop().keys[2]): "by phone",
    }  # fmt: skip
    assert taken.count == 5
    assert taken.sentence == "This is a workbook of “Shop”, with 5 changes."
    assert taken.notes[0] == (
        "The workbook was changed since it was exported. 3 cells changed in 3 channels. 1 channel was renamed. 1 note"
        " changed."
    )
    again, same = imported(after, source(shop(), tmp_path, edited))
    assert same.content() == after.content()
    assert (again.edit, again.count) == (None, 0)
    assert again.notes == ("The worksheet has all that was changed in the workbook.",)


def test_what_was_changed_on_both_sides_stays_and_is_named(tmp_path: Path) -> None:
    document = shop()
    SetCells.one("spend", 0, 0, 1234).apply(document)
    SetChannel("name", ((0, "Wireless"),)).apply(document)
    SetCells.one("customers", 1, 1, 8).apply(document)  # nobody else changed this
    taken, after = imported(document, source(shop(), tmp_path, edited))
    assert list(after.names) == ["Wireless", "Print", "Search"]
    assert figures(after, "spend")[0] == [1234.0, 300.0, 0.1]
    assert figures(after, "leads") == [[30.0, None, 0.0], [28.0, 9.0, 12.0]]
    assert figures(after, "customers")[1][1] == 8
    text = " ".join(taken.notes)
    assert (
        "May 2026, Spend: the worksheet was changed as well. It keeps $1,234; the workbook has $1,500." in text
    )
    assert "Channel renamed: the worksheet was changed as well. It keeps Wireless; the workbook has FM radio." in text


def test_a_channel_that_is_gone_here_is_said(tmp_path: Path) -> None:
    document = shop()
    RemoveChannels((2,)).apply(document)
    taken, after = imported(document, source(shop(), tmp_path, edited))
    assert list(after.names) == ["FM radio", "Print"]
    assert "2 changes are of channels or periods that are not in the worksheet any more." in taken.notes


def test_a_row_taken_out_goes_unless_it_was_changed_here(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            book[name].delete_rows(7)

    found = source(shop(), tmp_path, change)
    _taken, after = imported(shop(), found)
    assert list(after.names) == ["Radio", "Search"]
    document = shop()
    SetCells.one("leads", 1, 1, 44).apply(document)
    taken, after = imported(document, found)
    assert list(after.names) == ["Radio", "Print", "Search"]
    assert taken.edit is None
    assert any("Print" in note and "the worksheet was changed as well" in note for note in taken.notes)


def test_a_channel_written_into_the_workbook_comes_once(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book["May 2026"]
        page.insert_rows(9)
        page["A9"].value = "Flyers"
        cell(page, "Flyers", "spend").value = 70

    _taken, after = imported(shop(), source(shop(), tmp_path, change))
    assert list(after.names) == ["Radio", "Print", "Search", "Flyers"]
    assert figures(after, "spend") == [[1200.0, 300.0, 0.1, 70.0], [1100.0, None, 1 / 3, None]]
    _again, same = imported(after, source(shop(), tmp_path, change))
    assert same.content() == after.content()


def test_another_document_gets_a_plain_table_and_no_talk_of_changes(tmp_path: Path) -> None:
    found = source(shop(), tmp_path, edited)
    (outcome,), edit = try_all(new_document("", "en"), CATALOG, [found])
    assert outcome.taken is None
    assert outcome.brought is not None
    assert edit is not None
    said = " ".join(outcome.brought.plan.notes)
    assert "renamed" not in said
    assert "changed" not in said
    assert said.startswith("The workbook carries the document “Shop”. Its figures come in as those of any table; open")
    asked = Source(found.file, found.table, Choices(period=("", month(2026, 7, 9).start, month(2026, 7, 9).end)))
    (outcome,), _edit = try_all(shop(), CATALOG, [asked])  # somebody said how to read it as a table
    assert outcome.taken is None


def test_documents_of_one_template_are_not_the_same() -> None:
    other = shop()
    for id_, column in other.columns.items():
        other.columns[id_] = column * 3 + 1
    assert came_from(shop(), shop())
    assert not came_from(shop(), other)
    assert not came_from(shop(), build(["Radio"], {"spend": [1200.0]}))
    moved = shop()
    SetCells.one("spend", 0, 0, 7).apply(moved)
    assert came_from(shop(), moved)
