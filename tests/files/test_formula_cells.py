"""Which cells are formulas, in every way that spreadsheet programs write them."""

from __future__ import annotations

import pytest

from roiapp.files.formula_cells import errors_in_open_xml, holds_text, in_open_document, in_open_xml, texts_with
from roiapp.files.tables import Formulas

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str, space: str = "xmlns") -> bytes:
    return f'<worksheet {space}="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def places(found: Formulas, rows: int = 12, columns: int = 40) -> set[tuple[int, int]]:
    return {(row, column) for row in range(rows) for column in range(columns) if (row, column) in found}


USUAL = (
    '<row r="2"><c r="A2" s="1"><f>B2*2</f><v>4</v></c><c r="B2"><v>2</v></c>'
    '<c r="AB2" t="str"><f aca="false">IF(A2&gt;0,"x","")</f><v></v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" ref="B3:B4" si="0">=7+5</f><v>12</v></c></row>'
    '<row r="4"><c r="B4"><f t="shared" si="0"/><v>12</v></c><c r="C4"><f>1200*1.2</f><v/></c></row>'
)


def test_as_excel_libreoffice_and_openpyxl_write_them() -> None:
    rules = '<dataValidations><dataValidation sqref="A1"><formula1>0</formula1></dataValidation></dataValidations>'
    found = in_open_xml(sheet(USUAL).replace(b"</worksheet>", rules.encode() + b"</worksheet>"))
    assert places(found) == {(1, 0), (1, 27), (2, 1), (3, 1), (3, 2)}
    assert found.literal == {(2, 1): "=7+5", (3, 2): "=1200*1.2"}


@pytest.mark.parametrize(
    "data",
    [
        sheet(USUAL.replace("<c ", "<x:c ").replace("</c>", "</x:c>").replace("<f", "<x:f").replace("</f", "</x:f")
              .replace("<row", "<x:row").replace("</row", "</x:row").replace("<v", "<x:v").replace("</v", "</x:v"),
              "xmlns:x"),
        sheet(USUAL.replace('<c r="A2" s="1">', '<c s="1" r="A2">')),
        sheet(USUAL.replace('<c r="B3">', '<c r="B3"\n>').replace("<c r=\"B2\"><v>2</v></c>", "")),
        sheet(USUAL.replace(' r="A2"', "").replace(' r="B2"', "")),
    ],
)  # fmt: skip
def test_written_otherwise(data: bytes) -> None:
    found = in_open_xml(data)
    assert places(found) == {(1, 0), (1, 27), (2, 1), (3, 1), (3, 2)}
    assert found.literal == {(2, 1): "=7+5", (3, 2): "=1200*1.2"}


def test_error_values() -> None:
    rows = (
        '<row r="2"><c r="A2" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2" t="e"><v>#REF!</v></c>'
        '<c r="C2" t="s"><v>1</v></c></row>'
    )
    assert errors_in_open_xml(sheet(rows)) == {(1, 0): "#DIV/0!", (1, 1): "#REF!"}
    assert errors_in_open_xml(sheet(rows.replace('t="e"', "t='e'"))) is None  # somebody else must look


def test_shared_texts() -> None:
    texts = b"<sst><si><t>a</t></si><si><t>channel-roi period 7</t></si><si><t>b</t></si></sst>"
    assert texts_with(texts, "channel-roi period") == [1]
    assert holds_text(b'<c r="A3" t="s"><v>1</v></c>', [1])
    assert not holds_text(b'<c r="A3" t="s"><v>11</v></c>', [1])
    assert holds_text(b"", [])  # nobody knows


def test_open_document() -> None:
    cell = "<table:table-cell "
    data = (
        '<o xmlns:table="t"><table:table table:name="May"><table:table-row table:number-rows-repeated="2">'
        f'{cell}table:number-columns-repeated="3"/>{cell}table:formula="of:=[.B2]*2"/></table:table-row><table:table-row>'
        f'{cell}table:formula="of:=7+5" table:number-columns-repeated="2"/></table:table-row></table:table>'
        f'<table:table table:name="June"><table:table-row>{cell}/></table:table-row></table:table></o>'
    )
    found = in_open_document(data.encode())
    assert places(found["May"][0]) == {(0, 3), (1, 3), (2, 0), (2, 1)}
    assert found["May"][0].literal == {(2, 0): "=7+5", (2, 1): "=7+5"}
    assert places(found["June"][0]) == set()
