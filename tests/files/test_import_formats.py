"""The same tables in other formats of workbooks: what comes out is the same."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

import numpy as np
import openpyxl
import pytest

from roiapp.core.catalog import standard
from roiapp.files.import_plan import ImportPlan, plan_import
from roiapp.files.table_reader import read_table
from tests.files.import_figures import figures, left_out
from tests.files.test_import_layouts import AUGUST_AND_SEPTEMBER

DATA = Path(__file__).parents[1] / "data"
Recalculate: TypeAlias = Callable[..., list[Path]]
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships":
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip


def read(path: Path) -> ImportPlan:
    return plan_import(read_table(path), standard())


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A workbook with a title, two header rows of merged cells, months that are dates, and totals that are formulas."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["B2"], sheet["D2"] = "Where our jobs come from", "Channel", "Spend", "Leads"
    for cells in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(cells)
    for column, month in zip("BCDE", (8, 9, 8, 9), strict=True):
        sheet[f"{column}3"] = date(2026, month, 1)
        sheet[f"{column}3"].number_format = "mmm yy"
    rows = [["Radio", 1, 2, 3, 4], ["TV", 5, 6, 7, 8], ["Total", *(f"=SUM({column}4:{column}5)" for column in "BCDE")]]
    for number, row in enumerate(rows, 4):
        for column, value in zip("ABCDE", row, strict=True):
            sheet[f"{column}{number}"] = value
    path = tmp_path / "merged.xlsx"
    book.save(path)
    return path


def strict(path: Path) -> Path:
    """The workbook in strict Open XML, its dates as dates (type d) and not as numbers."""
    target = path.with_stem("strict")
    days = {str((date(2026, month, 1) - date(1899, 12, 30)).days): f"2026-{month:02d}-01" for month in (8, 9)}
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as made:
        for info in source.infolist():
            text = source.read(info).decode("utf-8")
            for transitional, own in STRICT.items():
                text = text.replace(transitional, own)
            if "sheet1.xml" in info.filename:
                text, dates = re.subn(
                    r'<c r="([B-E]3)"( s="\d+")? t="n"><v>(\d+)</v></c>',
                    lambda m: f'<c r="{m[1]}"{m[2] or ""} t="d"><v>{days[m[3]]}</v></c>', text,
                )  # fmt: skip
                assert dates == 4
            made.writestr(info.filename, text)
    return target


def test_merged_headers_in_open_xml_and_strict_open_xml(merged: Path) -> None:
    for path in (merged, strict(merged)):
        assert figures(read(path)) == AUGUST_AND_SEPTEMBER
        assert left_out(read(path)) == [(6, "total row")]


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_the_same_in_other_formats(libreoffice: Recalculate, merged: Path, ending: str) -> None:
    samples = [DATA / f"{name}.xlsx" for name in ("owner_tracker", "marketing_roi_worksheet")]
    first, *others = libreoffice([merged, *samples], ending)
    assert first.suffix == f".{ending}"
    assert figures(read(first)) == AUGUST_AND_SEPTEMBER
    for sample, other in zip(samples, others, strict=True):
        one, same = read(sample), read(other)
        assert (one.mapping, one.channels, one.skipped, one.unknown_values) == (
            same.mapping, same.channels, same.skipped, same.unknown_values,
        )  # fmt: skip
        assert [(p.start, p.end) for p in one.periods] == [(p.start, p.end) for p in same.periods]
        assert one.columns.keys() == same.columns.keys()
        for id_, column in one.columns.items():
            np.testing.assert_allclose(same.columns[id_], column, rtol=1e-12)
