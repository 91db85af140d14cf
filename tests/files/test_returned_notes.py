"""What is written in a returned workbook comes back: comments at cells, the document's texts on the sheet of notes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook

from roiapp.core.channel_edits import RemoveChannels
from roiapp.core.worksheet import ANY, Worksheet
from roiapp.files.formats import open_document
from roiapp.files.returned.workbook import Returned
from tests.files.returned_books import FIRST, cell, changed, exported, read_back, shop

RADIO, PRINT, SEARCH = shop().keys
MAY, JUNE = (period.key for period in shop().periods)


def noted() -> Worksheet:
    """Notes at every sort of place."""
    sheet = shop()
    sheet.settings = sheet.settings.changed(definitions=(("leads", "Calls and forms"), ("Season", "May to July")))
    sheet.notes.update({
        ("", ANY, RADIO): "Contract until August",
        ("", JUNE, ANY): "Two weeks of rain",
        ("leads", JUNE, ANY): "Counted by hand",
        ("roi", MAY, SEARCH): "First month",
    })  # fmt: skip
    return sheet


@pytest.fixture
def back(tmp_path: Path) -> Callable[..., Returned]:
    def make(change: Callable[[Workbook], Any], sheet: Worksheet | None = None) -> Returned:
        return changed(sheet or noted(), tmp_path / "sent.xlsx", change)

    return make


def write(page: Any, place: str, text: str) -> None:
    page[place].comment = Comment(text, "Somebody")


def line(book: Workbook, subject: str) -> Any:
    """The text beside a subject on the sheet of notes."""
    rows = [row for row in book["Notes"].iter_rows() if row[0].value == subject]
    return rows[0][1]


# -- comments ----------------------------------------------------------------------------------------------------------


def test_nothing_changed_is_nothing(back: Callable[..., Returned]) -> None:
    returned = back(lambda _book: None)
    assert returned.notes == ()
    assert returned.worksheet.content() == noted().content()


def test_comments_written_changed_and_removed(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        may, june = book["May 2026"], book["Jun 2026"]
        write(may, cell(may, "Print", "leads").coordinate, "Anna:\nfrom the till")
        cell(may, "Print", "spend").comment.text = "since April"
        cell(june, "Total", "leads").comment = None
        write(june, "A2", "Three weeks of rain")

    returned, expected = back(change), noted()
    expected.notes[("leads", MAY, PRINT)] = "Anna:\nfrom the till"
    expected.notes[("spend", MAY, PRINT)] = "since April"
    expected.notes[("", JUNE, ANY)] = "Three weeks of rain"
    del expected.notes[("leads", JUNE, ANY)]
    assert returned.worksheet.content() == expected.content()
    assert returned.notes[0] == "The workbook was changed since it was exported. 4 notes changed."
    assert "Print, May 2026, Note on Spend: since March → since April" in returned.notes[1]
    assert len(returned.notes) == 2
    returned.history.undo(returned.worksheet)
    assert returned.worksheet.content() == noted().content()


def test_a_channels_note_stands_on_every_sheet_and_is_changed_on_any(back: Callable[..., Returned]) -> None:
    returned = back(lambda book: write(book["Jun 2026"], "A6", "Contract until October"))
    assert returned.worksheet.notes["", ANY, RADIO] == "Contract until October"
    returned = back(lambda book: setattr(book["Jun 2026"]["A6"], "comment", None))
    assert returned.worksheet.content() == noted().content()

    def remove(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            book[name]["A6"].comment = None

    assert ("", ANY, RADIO) not in back(remove).worksheet.notes


def test_where_there_is_no_place_for_a_comment_that_is_said(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        write(book["Summary"], "B5", "Great\nmonth")
        write(book["Definitions"], "A5", "x" * 200)

    returned = back(change)
    assert returned.worksheet.content() == noted().content()
    assert returned.notes == (
        "“Summary”, B5: there is no place in the document for the comment “Great month”; it was left aside.",
        f"“Definitions”, A5: there is no place in the document for the comment “{'x' * 59}…”; it was left aside.",
    )


def test_a_program_that_drops_all_comments_removes_no_notes(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        for page in book:
            for row in page.iter_rows():
                for each in row:
                    if each.comment is not None:
                        each.comment = None

    returned = back(change)
    assert returned.worksheet.content() == noted().content()
    assert returned.notes == ("The workbook has no comments any more; the notes are as they were.",)


def test_comments_that_were_left_where_they_were_when_rows_were_sorted(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        page = book["May 2026"]
        rows = [[each.value for each in row] for row in page.iter_rows(FIRST, FIRST + 2)]
        for row, cells in enumerate([rows[2], rows[0], rows[1]], FIRST):
            for place, value in enumerate(cells, 1):
                page.cell(row, place).value = value

    assert back(change).worksheet.notes == noted().notes


def test_the_note_of_a_row_that_was_deleted_goes_with_its_channel(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        for name in ("May 2026", "Jun 2026"):
            book[name].delete_rows(7)

    expected = noted()
    RemoveChannels((1,)).apply(expected)
    assert back(change).worksheet.content() == expected.content()


THREADS = """<?xml version="1.0"?><ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/\
threadedcomments"><threadedComment ref="{cell}" personId="{{1}}" id="{{A}}"><text>Is this with VAT?</text>\
</threadedComment><threadedComment ref="{cell}" personId="{{2}}" id="{{B}}" parentId="{{A}}"><text>No &amp; never was\
</text></threadedComment></ThreadedComments>"""
PERSONS = """<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">\
<person displayName="Anna" id="{1}"/><person displayName="Ben" id="{2}"/></personList>"""


def test_a_thread_comes_back_as_a_note_with_who_wrote_it(tmp_path: Path) -> None:
    """As Excel writes one: the thread in a part of its own, and beside it a comment of the old kind that explains."""
    path = exported(noted(), tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path)
    where = cell(book["Jun 2026"], "Radio", "spend").coordinate
    write(book["Jun 2026"], where, "[Threaded comment]\n\nYour version of Excel allows you to read this.")
    book.save(path)
    sheet = next(f"sheet{n}.xml" for n, page in enumerate(book, 1) if page.title == "Jun 2026")
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    links = f"xl/worksheets/_rels/{sheet}.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    content[links] = content[links].replace(b"</Relationships>", link.encode())
    content["xl/threadedComments/threadedComment1.xml"] = THREADS.format(cell=where).encode()
    content["xl/persons/person.xml"] = PERSONS.encode()
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in content.items():
            parts.writestr(name, data)
    assert read_back(path).worksheet.notes["spend", JUNE, RADIO] == "Anna: Is this with VAT?\nBen: No & never was"


def test_comments_that_are_broken_are_said(tmp_path: Path) -> None:
    path = exported(noted(), tmp_path / "sent.xlsx")
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    (name, *_) = [name for name in content if "comments" in name]
    content[name] = content[name][:-20]
    with zipfile.ZipFile(path, "w") as parts:
        for each, data in content.items():
            parts.writestr(each, data)
    with pytest.raises(ValueError, match=f"{name} is broken in line"):
        open_document(path)


# -- the sheet of notes ------------------------------------------------------------------------------------------------


def test_texts_on_the_sheet_of_notes(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        line(book, "Print · Spend · May 2026").value = "since June"
        line(book, "Leads").value = "Calls, forms and visits to the shop"
        line(book, "Season").value = None
        line(book, "Search · ROI · May 2026").value = " "

    returned, expected = back(change), noted()
    expected.notes["spend", MAY, PRINT] = "since June"
    del expected.notes["roi", MAY, SEARCH]
    expected.settings = expected.settings.changed(definitions=(("leads", "Calls, forms and visits to the shop"),))
    assert returned.worksheet.content() == expected.content()
    assert returned.notes[0].endswith("2 notes changed. 1 setting changed.")


def test_a_note_that_was_changed_at_its_cell_and_on_the_sheet(back: Callable[..., Returned]) -> None:
    def change(book: Workbook) -> None:
        line(book, "Print · Spend · May 2026").value = "since June"
        cell(book["May 2026"], "Print", "spend").comment.text = "since April"

    returned = back(change)
    assert returned.worksheet.notes["spend", MAY, PRINT] == "since April"
    assert returned.notes[-1] == (
        "“May 2026”, B7: the comment was changed, and the same note on the sheet of notes in another way; the comment"
        " was taken."
    )


def test_a_long_note_keeps_what_had_no_room(back: Callable[..., Returned]) -> None:
    sheet = shop()
    sheet.notes["spend", MAY, PRINT] = "a" * 32_000 + "the end"
    assert back(lambda _book: None, sheet).notes == ()
    returned = back(lambda book: setattr(line(book, "Print · Spend · May 2026"), "value", "b" * 31_000), sheet)
    assert returned.worksheet.notes["spend", MAY, PRINT] == "b" * 31_000 + "the end"


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_they_come_back_from_another_program(
    ending: str, libreoffice: Callable[..., list[Path]], tmp_path: Path
) -> None:
    sheet = noted()
    sheet.notes["leads", MAY, PRINT] = "two  lines\nand\ta tab"
    path = exported(sheet, tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path)
    cell(book["May 2026"], "Print", "spend").comment.text = "since April"
    line(book, "Leads").value = "Calls"
    book.save(path)
    (saved,) = libreoffice([path], ending)
    opened = open_document(saved)
    sheet.notes["spend", MAY, PRINT] = "since April"
    sheet.settings = sheet.settings.changed(definitions=(("leads", "Calls"), ("Season", "May to July")))
    assert opened.worksheet.content() == sheet.content()


@pytest.mark.slow
def test_a_format_that_does_not_tell_comments_removes_none(
    libreoffice: Callable[..., list[Path]], tmp_path: Path
) -> None:
    (saved,) = libreoffice([exported(noted(), tmp_path / "sent.xlsx")], "xls")
    opened = open_document(saved)
    assert opened.notes == ()
    assert opened.worksheet.content() == noted().content()
