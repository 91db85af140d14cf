"""Workbooks put together part by part, so that every part can be wrong."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
Parts = dict[str, str | bytes]


def text(place: str, written: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{written}</t></is></c>'


HEAD = f'<row r="1">{text("A1", "Channel")}{text("B1", "Spend")}</row>'
RADIO_ROW = f'<row r="2">{text("A2", "Radio")}<c r="B2"><v>5</v></c></row>'
ROWS = HEAD + RADIO_ROW


def sheet(rows: str = ROWS, *, before: str = "", after: str = "", top: str = "") -> str:
    """A sheet's part."""
    return f'{_DECLARED}{top}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def row(spend: str, name: str = "Radio") -> str:
    """A sheet of one channel whose figure is this cell."""
    return sheet(HEAD + f'<row r="2">{text("A2", name)}{spend}</row>')


def texts(items: Iterable[str], *, claims: str = "", top: str = "") -> str:
    """The part of the texts that cells name by number."""
    return f'{_DECLARED}{top}<sst xmlns="{MAIN}"{claims}>' + "".join(f"<si><t>{t}</t></si>" for t in items) + "</sst>"


def parts(*sheets: str, names: Iterable[str] = (), states: Mapping[int, str] = {}, more: Parts | None = None) -> Parts:
    """The parts of a workbook with these sheets."""
    sheets = sheets or (sheet(),)
    called = list(names) or [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}"{states.get(n, "")} r:id="rId{n}"/>' for n, name in enumerate(called, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(called) + 1)
    )
    made: Parts = {
        "[Content_Types].xml": f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{related}'
        f'<Relationship Id="rIdT" Type="{_R}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }
    for number, content in enumerate(sheets, 1):
        made[f"xl/worksheets/sheet{number}.xml"] = content
    return made | (more or {})


def zipped(made: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """The workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how, compresslevel=1) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
        archive.comment = comment
    return target.getvalue()


def with_long_part(made: Mapping[str, str | bytes], name: str, megabytes: int, sign: bytes = b" ") -> bytes:
    """A workbook one part of which is so many megabytes of one sign, which takes next to no room packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other, content in made.items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, "w", force_zip64=True) as part:
            before, _, after = str(made.get(name, "")).partition("@")
            part.write(before.encode())
            for _ in range(megabytes):
                part.write(sign * (1 << 20))
            part.write(after.encode())
    return target.getvalue()


def changed_list(data: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """A zip file with every entry of its list of parts changed; `change` gets all bytes and where the entry begins."""
    made = bytearray(data)
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        change(made, at)
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def claiming(size: int) -> Callable[[bytearray, int], None]:
    """Sheets that claim to be of this size unpacked."""

    def change(made: bytearray, at: int) -> None:
        length = struct.unpack_from("<H", made, at + 28)[0]
        if bytes(made[at + 46 : at + 46 + length]) == SHEET.encode():
            struct.pack_into("<I", made, at + 24, size)

    return change


def locked(made: bytearray, at: int) -> None:
    """Parts that claim to be encrypted."""
    made[at + 8] |= 1


def overlapping(copies: int, megabytes: int) -> bytes:
    """A zip file all of whose parts are the same bytes: one piece of zeros under many names."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(megabytes << 20)
    packed = packer.compress(zeros) + packer.flush()
    first, checksum = b"xl/workbook.xml", zlib.crc32(zeros)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, checksum, len(packed), len(zeros), len(first),
                        0) + first + packed  # fmt: skip
    listed = b""
    for number in range(copies):
        name = first if not number else f"xl/worksheets/sheet{number}.xml".encode()
        listed += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, checksum, len(packed), len(zeros),
                              len(name), 0, 0, 0, 0, 0, 0) + name  # fmt: skip
    return local + listed + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, copies, copies, len(listed), len(local), 0)


def open_document(rows: str, *, top: str = "", kind: str = "spreadsheet", more: Parts | None = None) -> bytes:
    """A workbook in the OpenDocument format with these rows."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'{_DECLARED}{top}<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0"'
        f' xmlns:text="{office}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Sheet1">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'{_DECLARED}<manifest:manifest xmlns:manifest="{office}:manifest:1.0"><manifest:file-entry'
        ' manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content,
         "META-INF/manifest.xml": manifest} | (more or {})
    )  # fmt: skip


def ods_text(written: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{written}</text:p></table:table-cell>'


def ods_number(written: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{written}"{more}><text:p>{written}</text:p>'
        "</table:table-cell>"
    )


ODS_HEAD = f"<table:table-row>{ods_text('Channel')}{ods_text('Spend')}</table:table-row>"
ODS_RADIO = f"<table:table-row>{ods_text('Radio')}{ods_number('5')}</table:table-row>"
