"""A workbook of ours that is too large for its cells to be read in time gives back the document in it; that is said
when it is exported and when it comes back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from roiapp.cli_export import export
from roiapp.files import large_workbooks
from roiapp.files.exports import remark
from roiapp.files.formats import open_document
from roiapp.files.large_workbooks import MOST_COMPARED, too_large_to_compare
from roiapp.files.session import Session
from roiapp.files.table_reader import read_table
from tests.files.returned_books import CATALOG, TODAY, cell, exported, shop

AFTER = "Of this workbook the document in it was read alone: "
BEFORE = "The workbook is so large that what somebody changes in its cells cannot be taken back."


def padded(path: Path, *, more: int = MOST_COMPARED) -> Path:
    """The workbook with so many bytes more among its sheets: as large unpacked as one of 32,000 channels."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        parts.writestr("xl/worksheets/more.xml", b" " * more)
    return path


def test_the_document_comes_back_alone_and_that_is_said(tmp_path: Path) -> None:
    path = exported(shop(), tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path)
    cell(book["May 2026"], "Radio", "spend").value = 7
    book.save(path)
    opened = open_document(padded(path))
    assert opened.worksheet.content() == shop().content()
    (note,) = opened.notes
    assert note.startswith(AFTER)
    assert [sheet.name for sheet in read_table(path).sheets] == ["channel-roi document"]


def test_what_is_just_small_enough_is_compared(tmp_path: Path) -> None:
    path = padded(exported(shop(), tmp_path / "sent.xlsx"), more=MOST_COMPARED // 2)
    assert open_document(path).notes == ()
    assert not too_large_to_compare(path.read_bytes())


def test_a_carried_document_that_is_damaged_is_said_of_a_large_workbook_too(tmp_path: Path) -> None:
    path = exported(shop(), tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path)
    book["channel-roi document"]["A2"].value = "AAAA"
    book.save(path)
    with pytest.raises(ValueError, match="sent"):
        open_document(padded(path))


def test_a_large_workbook_of_somebody_else_is_read_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "theirs.xlsx"
    book = openpyxl.Workbook()
    for row in (("Channel", "Spend"), ("Radio", 10), ("Print", 20)):
        book.active.append(row)
    book.save(path)
    assert list(open_document(padded(path)).worksheet.names) == ["Radio", "Print"]


def test_it_is_said_at_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(shop(), CATALOG, TODAY)
    export(session, None, tmp_path / "small.xlsx", "")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(large_workbooks, "MOST_COMPARED", 10_000)
    for ending in ("xlsx", "csv"):
        export(session, None, tmp_path / f"large.{ending}", "")
    assert re.fullmatch(rf"large\.xlsx: {BEFORE} .*\n", capsys.readouterr().err)
    assert remark(b"", ".csv") == ""


def test_sheets_are_counted_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        parts.writestr("xl/sharedStrings.xml", b" " * (MOST_COMPARED + 1))
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (MOST_COMPARED // 2))
    assert not too_large_to_compare(data.getvalue())
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        parts.writestr("xl/worksheets/sheet2.xml", b" " * (MOST_COMPARED // 2 + 1))
    assert too_large_to_compare(data.getvalue())
