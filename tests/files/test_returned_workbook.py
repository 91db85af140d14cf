"""A workbook that comes back gives its document without loss; one whose hidden sheet is damaged is a table like any."""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings

from roiapp.core.periods import month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files import templates
from roiapp.files.carried_document import carrier_sheet, unpack
from roiapp.files.formats import open_document
from roiapp.files.project_file import digest
from roiapp.files.session import Session
from roiapp.files.table_reader import read_table
from tests.files.project_documents import LOGO, documents, golden
from tests.files.returned_books import exported, figures, read_back, shop

CARRIER = "channel-roi document"


@settings(max_examples=60)
@given(documents())
def test_any_document_comes_back_as_it_was(sheet: Worksheet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = exported(sheet, Path(folder, "any.xlsx"))
        returned = read_back(path)
        with zipfile.ZipFile(path) as parts:
            for name in (name for name in parts.namelist() if not name.endswith(".png")):
                expat.ParserCreate().Parse(parts.read(name), True)  # whatever signs its texts have
    assert returned.notes == ()
    assert digest(returned.worksheet) == digest(sheet)
    assert returned.worksheet.content() == sheet.content()
    assert not returned.history.done


def many() -> Worksheet:
    """300 channels with names as people have them, in periods of every sort."""
    texts = ("=1+1", "Radio 🎉", "+49 30", "x" * 400, "<&>\"'", "@home")
    names = [f"{text} {number}" for number in range(50) for text in texts]
    rng = np.random.default_rng(7)
    columns = {id_: rng.uniform(0, 1, (3, 300)) for id_ in ("spend", "leads", "customers", "gross_margin")}
    columns["leads"][rng.uniform(size=(3, 300)) < 0.3] = np.nan
    columns["spend"][rng.uniform(size=(3, 300)) < 0.3] = 0.0
    sheet = build(names, {}, [golden().periods[0], month(2026, 1, 2), month(2026, 2, 3)])
    sheet.columns = columns
    sheet.settings = sheet.settings.changed(logo=LOGO, company="A & B", title="=HYPERLINK(1)")
    sheet.channels["group"] = [f"Group {number % 7}" for number in range(300)]
    return sheet


@pytest.mark.parametrize("sheet", [golden(), many(), shop(), templates.load_sample(), Worksheet(next_key=1)])
def test_it_is_opened_as_a_document_of_its_own(sheet: Worksheet, tmp_path: Path) -> None:
    opened = open_document(exported(sheet, tmp_path / "sent.xlsx"))
    assert opened.notes == ()
    assert digest(opened.worksheet) == digest(sheet)
    assert opened.worksheet.next_key >= sheet.next_key
    assert (opened.data, opened.stamp) == (None, None)
    session = Session.open(tmp_path / "sent.xlsx", tmp_path / "home")
    try:
        assert (session.path, session.worksheet.settings.title) == (None, sheet.settings.title)
        assert not session.history.done
    finally:
        session.close(keep=False)


def test_the_hidden_sheet_is_the_same_for_the_same_document(tmp_path: Path) -> None:
    sheets = [carrier_sheet(read_table(exported(golden(), tmp_path / name))) for name in ("a.xlsx", "b.xlsx")]
    assert sheets[0] is not None
    assert sheets[1] is not None
    assert sheets[0].rows == sheets[1].rows
    assert max(len(str(cell)) for row in sheets[0].rows for cell in row) <= 32_000


def test_the_map_says_where_the_cells_are(tmp_path: Path) -> None:
    sheet = shop()
    path = exported(sheet, tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path)
    page = book[CARRIER]
    assert page["B1"].value == "1"
    places = json.loads("".join(str(page.cell(row, 2).value or "") for row in range(2, page.max_row + 1)))
    assert places["as_of"] == "2026-06-20"
    assert places["names"]["default_margin"] == "Default_margin"
    assert places["periods"]["2"] == {"calculated": ["gross_margin"], "sheet": "Jun 2026"}
    where = f"{places['columns']['spend']}{places['first_row']}"
    assert book[places["periods"]["1"]["sheet"]][where].value == "=1000*1.2"
    assert book["May 2026"][f"{places['mark']}{places['first_row']}"].value == str(sheet.keys[0])
    assert set(places["sheets"]) == set(book.sheetnames) - {CARRIER}


def spoilt(path: Path, **cells: str) -> Path:
    book = openpyxl.load_workbook(path, data_only=True)
    for place, text in cells.items():
        book[CARRIER][place].value = text
    book.save(path)
    return path


@pytest.mark.parametrize(
    "cells",
    [{"A2": "AAAA"}, {"A3": "AAAA"}, {"B2": "{}"}, {"C1": "0" * 64}, {"B1": ""}, {"B1": "x"}],
)
def test_what_is_damaged_is_said_and_the_visible_cells_are_read(cells: dict[str, str], tmp_path: Path) -> None:
    sheet = shop()
    opened = open_document(spoilt(exported(sheet, tmp_path / "sent.xlsx"), **cells))
    assert opened.notes[0] == (
        "What the workbook carries hidden was changed or damaged. Only what stands in its visible cells was read."
    )
    assert list(opened.worksheet.names) == ["Radio", "Print", "Search"]
    assert [period.start for period in opened.worksheet.periods] == [period.start for period in sheet.periods]
    assert figures(opened.worksheet, "leads") == figures(sheet, "leads")
    assert [each.why for each in opened.skipped] == ["total row: Total"] * 2


def test_a_newer_workbook_says_so(tmp_path: Path) -> None:
    opened = open_document(spoilt(exported(shop(), tmp_path / "sent.xlsx"), B1="2"))
    assert opened.notes[0] == (
        "The workbook was made by a newer version of Channel ROI. Update the program to read all of it. Only what"
        " stands in its visible cells was read."
    )


def test_without_the_hidden_sheet_it_is_a_table_like_any_other(tmp_path: Path) -> None:
    path = exported(golden(), tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path, data_only=True)
    del book[CARRIER]
    book.save(path)
    opened = open_document(path)
    assert not any("hidden" in note for note in opened.notes)
    assert set(opened.worksheet.names) >= {"Google Ads", "Außenwerbung"}
    assert "Revenue goal" not in list(opened.worksheet.names)  # typed for all channels together, below the table


def test_a_crafted_bomb_is_refused(tmp_path: Path) -> None:
    """A checksum anybody can make; what comes out of it is bounded all the same."""
    path = exported(shop(), tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path)
    page = book[CARRIER]
    text = base64.b64encode(zlib.compress(b"\0" * (300 << 20), 9)).decode()
    map_ = page["B2"].value
    pieces = [text[start : start + 32_000] for start in range(0, len(text), 32_000)]
    for row, piece in enumerate(pieces, 2):
        page.cell(row, 1).value = piece
    page["C1"].value = hashlib.sha256(f"{text}\n{map_}".encode()).hexdigest()
    book.save(path)
    opened = open_document(path)
    assert "224 MB" in opened.notes[0]
    sheet = carrier_sheet(read_table(path))
    assert sheet is not None
    with pytest.raises(ValueError, match="224 MB"):
        unpack(sheet)
