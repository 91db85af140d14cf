"""What a workbook's parts say before the fast reader sees them, and what it would hide.

The fast reader takes XML that is not well formed and wrong shared-string indexes for data, dies on a stray cell far
below the table, and shows error values and formulas without a stored result as blanks. So the parts of a zip workbook
are looked at first: sizes, XML, extent, indexes; and the cells that only look blank are listed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from roiapp.files.formula_cells import in_open_document, in_open_xml
from roiapp.files.tables import CARRIER, Formulas, TableError
from roiapp.language import tr

_MOST_PARTS: Final = 10_000
_MOST_UNPACKED: Final = 400 << 20
_MOST_AREA: Final = 20_000_000
_MOST_MARKS: Final = 100_000

_NAME: Final = rb"(?:[\w.-]+:)?"
# The patterns begin with fixed bytes, which makes them fast, and so miss what no spreadsheet program writes (r = "A1").
# They give the better sentence; that nothing worse happens is for the limits of the process to see to.
#: a cell in row 100,000 or below, or in column AA or beyond
_FAR_CELL: Final = re.compile(rb'r="([A-Z]{1,9}[0-9]{6,20}|[A-Z]{2,9}[0-9]{1,20})"')
_CELL_ROW: Final = re.compile(rb'r="[A-Z]{0,9}([0-9]{1,20})"')
_STRING_INDEX: Final = re.compile(rb't="s"[^>]*>\s*<' + _NAME + rb"v\b[^>]*>\s*([^<]{0,24}?)\s*<")
_NO_RESULT: Final = re.compile(
    rb"(?:</" + _NAME + rb"f\s*>|<" + _NAME + rb"f\b[^>]*/>)\s*(?:<" + _NAME + rb"v\s*/>|<" + _NAME + rb"v\s*>\s*</|</"
    + _NAME + rb"c\s*>)"
)  # fmt: skip
_FAR_REPEAT: Final = re.compile(rb"""number-(columns|rows)-repeated\s*=\s*["']([0-9]{1,20})["']""")


@dataclass(frozen=True)
class SheetPart:
    """One sheet of a workbook, in its order, and the cells of it that only look blank (see `Sheet.marks`)."""

    name: str
    hidden: bool
    marks: dict[tuple[int, int], str]
    formulas: Formulas | None = None


def check(data: bytes) -> list[SheetPart]:
    """The sheets of a zip workbook after all its parts were looked at; empty for OpenDocument that carries no document
    of ours. Raises `TableError`."""
    faults = zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, LookupError
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename.lstrip("/"): info for info in archive.infolist()}
            _check_sizes(parts)
            if "xl/workbook.xml" in parts:
                return _check_open_xml(archive, parts)
            if "content.xml" in parts:
                return _check_open_document(archive, parts)
    except faults as error:  # LookupError: XML in an encoding that nobody knows
        if isinstance(error, TableError):
            raise
        raise TableError(tr("The workbook is damaged: its parts cannot be unpacked.")) from error
    raise TableError(_what_else(parts))


def _what_else(parts: dict[str, zipfile.ZipInfo]) -> str:
    if "word/document.xml" in parts:
        return tr("This is a text document, not a table. Choose a csv, xlsx, xls or ods file.")
    if "ppt/presentation.xml" in parts:
        return tr("This is a presentation, not a table. Choose a csv, xlsx, xls or ods file.")
    if "xl/workbook.bin" in parts:
        return tr("This is a binary workbook (xlsb). Open it in a spreadsheet program and save it as .xlsx.")
    return tr("This is a zip archive without a table in it. Unpack it and choose the table itself.")


def _check_sizes(parts: dict[str, zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS or sum(info.file_size for info in parts.values()) > _MOST_UNPACKED:
        raise TableError(
            tr("Unpacked, the workbook would take more than {most} MB. Save the sheet you need in a file of its own.",
               most=_MOST_UNPACKED >> 20)
        )  # fmt: skip
    if any(info.flag_bits & 1 for info in parts.values()):
        raise TableError(tr("The workbook is protected by a password. Save it without one."))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A part as bytes in an ASCII-compatible encoding; never more than it declares."""
    data = archive.read(info)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16").encode("utf-8")
    return data


def _check_open_xml(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> list[SheetPart]:
    for name in ("[Content_Types].xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"):
        if name in parts:
            _parse(_read(archive, parts[name]), name)
    strings = 0
    shared = next((name for name in parts if name.lower() == "xl/sharedstrings.xml"), None)
    if shared:
        strings = _check_strings(_read(archive, parts[shared]), shared)
    targets = {}
    if "xl/_rels/workbook.xml.rels" in parts:
        for tag, attributes in _elements(_read(archive, parts["xl/_rels/workbook.xml.rels"]), "rels"):
            if tag == "Relationship":
                target = attributes.get("Target", "")
                targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = []
    elements = _elements(_read(archive, parts["xl/workbook.xml"]), "xl/workbook.xml")
    named = [attributes for tag, attributes in elements if tag == "sheet"]
    carries = any(each.get("name") == CARRIER for each in named)
    for attributes in named:
        place = targets.get(attributes.get("id", ""), "")
        name, hidden = attributes.get("name", ""), attributes.get("state", "visible") != "visible"
        if place in parts and "chartsheet" not in place:
            data = _read(archive, parts[place])
            marks = _check_sheet(data, name or place, strings)
            sheets.append(SheetPart(name, hidden, marks, in_open_xml(data) if carries else None))
        else:
            sheets.append(SheetPart(name, hidden, {}))
    return sheets


def _check_strings(data: bytes, name: str) -> int:
    _parse(data, name)
    count = len(re.findall(rb"<" + _NAME + rb"si[\s/>]", data))
    head = data[:2000]
    for declared in re.findall(rb"""\b(?:uniqueCount|count)\s*=\s*["']([0-9]{1,30})["']""", head):
        if int(declared) > 100 * count + 10_000_000:
            raise TableError(tr("The workbook is damaged: it claims more texts than it holds."))
    return count


def _check_sheet(data: bytes, name: str, strings: int) -> dict[tuple[int, int], str]:
    _parse(data, name)
    _check_extent(data, name)
    for index in _STRING_INDEX.findall(data):
        if not index.isdigit() or int(index) >= strings:
            raise TableError(tr("The workbook is damaged: sheet “{sheet}” names a text that is not there.", sheet=name))
    has_formulas = b"<f" in data or b":f" in data
    if b't="e"' in data or b"t='e'" in data or (has_formulas and _NO_RESULT.search(data)):
        return _marks(data, name)
    return {}


def _check_extent(data: bytes, name: str) -> None:
    """Refuse a sheet whose outermost cells are so far out that the box around them cannot be held in memory."""
    rows, columns, far = 0, 26, b""
    for place in _FAR_CELL.findall(data):
        letters = place.rstrip(b"0123456789")
        row, column = int(place[len(letters) :]), _column_number(letters)
        if row > rows or column > columns:
            far = place
        rows, columns = max(rows, row), max(columns, column)
    if not far:
        return
    if rows < 100_000:
        rows = max((int(number) for number in _CELL_ROW.findall(data)), default=1)
    if rows > 1_048_576 or columns > 16_384 or rows * columns > _MOST_AREA:
        raise TableError(
            tr("Sheet “{sheet}” reaches to cell {cell}, far beyond any table. Delete what stands there, or copy the"
               " table to a new sheet.", sheet=name, cell=far.decode())
        )  # fmt: skip


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_open_document(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> list[SheetPart]:
    if "mimetype" in parts and b"spreadsheet" not in archive.read(parts["mimetype"])[:200]:
        raise TableError(tr("This is a text document, not a table. Choose a csv, xlsx, xls or ods file."))
    data = _read(archive, parts["content.xml"])
    _parse(data, "content.xml")
    for side, number in _FAR_REPEAT.findall(data):
        if int(number) > (16_384 if side == b"columns" else 1_048_576):
            raise TableError(tr("The workbook is damaged: it repeats cells beyond the edge of any sheet."))
    if f'"{CARRIER}"'.encode() not in data:
        return []
    return [SheetPart(name, False, {}, formulas) for name, formulas in in_open_document(data).items()]


def _parser(name: str) -> expat.XMLParserType:
    """An XML parser that knows no document types: without them there are no entities to swell or to fetch."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise TableError(tr("The workbook is damaged: {part} declares a document type.", part=name))

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _run(parser: expat.XMLParserType, data: bytes, name: str) -> None:
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise TableError(
            tr("The workbook is damaged: {part} is broken in line {line}.", part=name, line=error.lineno)
        ) from error


def _parse(data: bytes, name: str) -> None:
    _run(_parser(name), data, name)


def _elements(data: bytes, name: str) -> list[tuple[str, dict[str, str]]]:
    """All elements of a small part with their attributes, names without prefixes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser(name)

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append((tag.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    parser.StartElementHandler = start
    _run(parser, data, name)
    return found


def _marks(data: bytes, name: str) -> dict[tuple[int, int], str]:
    """The cells of a sheet that hold an error value, or a formula without a stored result."""
    marks: dict[tuple[int, int], str] = {}
    cell: dict[str, str] = {}
    texts = {"f": "", "v": ""}
    seen: set[str] = set()
    inside = ""
    row = column = -1
    parser = _parser(name)
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell, inside, row, column
        tag = tag.rpartition(":")[2]
        if tag == "row":
            row, column = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else row + 1, -1
        elif tag == "c":
            cell, column = attributes, column + 1
            seen.clear()
            texts.update(f="", v="")
            if place := re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", attributes.get("r", "")):
                row, column = int(place[2]) - 1, _column_number(place[1].encode()) - 1
        elif tag in texts:
            inside = tag
            seen.add(tag)

    def text(part: str) -> None:
        if inside:
            texts[inside] += part

    def end(tag: str) -> None:
        nonlocal inside
        tag = tag.rpartition(":")[2]
        if tag in texts:
            inside = ""
        elif tag == "c" and len(marks) < _MOST_MARKS:
            if cell.get("t") == "e":
                marks[row, column] = texts["v"].strip() or "#N/A"
            elif "f" in seen and not texts["v"].strip() and not ("v" in seen and cell.get("t") == "str"):
                marks[row, column] = "=" + texts["f"].strip().removeprefix("=")

    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, text, end
    _run(parser, data, name)
    return marks


