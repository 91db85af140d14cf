"""A workbook saved by another program gives the same document: it rounds figures, drops signs, writes other XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from roiapp.core.edits import SetCells
from roiapp.core.worksheet import Worksheet
from roiapp.files.formats import open_document
from roiapp.files.project_file import digest
from tests.files.project_documents import golden
from tests.files.returned_books import cell, exported, figures, shop
from tests.files.test_returned_workbook import many

Save = Callable[..., list[Path]]


def odd() -> Worksheet:
    """Names with signs that no cell can hold, figures that take all digits."""
    sheet = shop()
    sheet.channels["name"] = ["tab\there", "nul\0 and \x1f", "_x0041_ =1+1"]
    sheet.columns["spend"][0] = [1 / 3, 123456789.123456789, 1e-7]
    sheet.columns["gross_margin"][0] = [0.071, 0.1 + 0.2, 2 / 3]
    return sheet


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_saving_again_changes_nothing(ending: str, libreoffice: Save, tmp_path: Path) -> None:
    sheets = {"shop": shop(), "golden": golden(), "many": many(), "odd": odd()}
    paths = [exported(sheet, tmp_path / f"{name}.xlsx") for name, sheet in sheets.items()]
    for path, sheet in zip(libreoffice(paths, ending), sheets.values(), strict=True):
        opened = open_document(path)
        assert (path.stem, opened.notes) == (path.stem, ())
        assert digest(opened.worksheet) == digest(sheet)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_changes_come_back_as_these(ending: str, libreoffice: Save, tmp_path: Path) -> None:
    """LibreOffice calculates anew: what stands in blank cells follows and is no change."""
    sheet = shop()
    sheet.settings = sheet.settings.changed(blocks=("core", "lifetime"))
    sheet.columns["leads"][1, 0] = 29.0
    path = exported(sheet, tmp_path / "sent.xlsx")
    book = openpyxl.load_workbook(path)
    cell(book["May 2026"], "Radio", "spend").value = 1500.25
    cell(book["May 2026"], "Print", "leads").value = None
    cell(book["Jun 2026"], "Print", "gross_margin").value = "38%"
    cell(book["Jun 2026"], "Search", "spend").value = "12k"
    book["Assumptions"]["B4"].value = 0.32  # the margin of blank cells
    book.save(path)
    (saved,) = libreoffice([path], ending)
    opened = open_document(saved)
    SetCells.one("spend", 0, 0, 1500.25).apply(sheet)
    SetCells.one("leads", 0, 1, None).apply(sheet)
    SetCells.one("gross_margin", 1, 1, 0.38).apply(sheet)
    SetCells.one("spend", 1, 2, 12_000.0).apply(sheet)
    sheet.settings = sheet.settings.changed(default_margin=0.32)
    assert opened.worksheet.content() == sheet.content()
    assert figures(opened.worksheet, "gross_margin") == [[0.4, None, None], [None, 0.38, None]]
    assert opened.notes[0].endswith("4 cells changed in 3 channels. 1 setting changed.")
