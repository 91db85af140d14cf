"""One sheet's part of an xlsx workbook, looked at piece by piece while the fast reader is at work on it: whether its
XML is well formed, whether its texts are there, and which cells only look blank.

Rows that are written as spreadsheet programs write them are told by one pattern, which takes a third of the time of an
XML parser; what does not fit the pattern goes through the parser.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import IO, Final
from xml.parsers import expat

from roiapp.files.late_language import tr
from roiapp.files.part_xml import PartParser
from roiapp.files.table_errors import TableError

#: the box around a sheet's cells
MOST_CELLS: Final = 20_000_000
_MOST_MARKS: Final = 100_000
_PIECE: Final = 1 << 18
#: a row that is longer than this is cut somewhere
_LONGEST_ROW: Final = 1 << 23

NAME: Final = rb"(?:[\w.-]+:)?"
_ATTRIBUTES: Final = rb'(?: [A-Za-z:]++="[^"<&\x00-\x1f]*+")*+'
_LETTERS: Final = rb"[^<&\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_TEXT: Final = _LETTERS + rb"(?:&(?:amp|lt|gt|quot|apos|#(?:9|10|13|34|38|39|60|62));" + _LETTERS + rb")*+"
_USUAL_CELL: Final = (
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]++")?+(?:><v>[0-9.E+-]++</v></c>| t="s"><v>[0-9]{1,9}</v></c>|/>)'
)
_CELL: Final = (
    rb'<c(?![^>]* t="s")' + _ATTRIBUTES + rb"(?:/>|>(?:<f" + _ATTRIBUTES + rb"(?:/>|>" + _TEXT + rb"</f>))?+(?:<v>"
    + _TEXT + rb"</v>|<v/>|<is><t" + _ATTRIBUTES + rb">" + _TEXT + rb"</t></is>)?+</c>)"
)  # fmt: skip


def _rows_of(cell: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?:<row" + _ATTRIBUTES + rb"(?:/>|>(?:" + cell + rb")*+</row>)\s*+)*+")


#: earlier, a repeated group that gives nothing back went on where it had failed (gh-106052): all is parsed there
_TRUSTED: Final = sys.version_info >= (3, 11, 5)
#: rows of numbers and texts alone
_PLAIN_ROWS: Final = _rows_of(_USUAL_CELL)
_USUAL_ROWS: Final = _rows_of(_USUAL_CELL + rb"|" + _CELL)
#: of rows that are written otherwise: a text's index that is no number, which the fast reader takes for 0
_ODD_INDEX: Final = re.compile(rb't="s"[^>]*>\s*<' + NAME + rb"v\b[^>]*>(?!\s*[0-9]{1,9}\s*<)")
_NO_RESULT: Final = re.compile(
    rb"(?:</" + NAME + rb"f\s*>|<" + NAME + rb"f\b[^>]*/>)\s*(?:<" + NAME + rb"v\s*/>|<" + NAME + rb"v\s*>\s*</|</"
    + NAME + rb"c\s*>)"
)  # fmt: skip
#: a cell in row 100,000 or below, or in column AA or beyond
_FAR_CELL: Final = re.compile(rb'r="([A-Z]{1,9}[0-9]{6,20}|[A-Z]{2,9}[0-9]{1,20})"')
_CELL_ROW: Final = re.compile(rb'r="[A-Z]{0,9}([0-9]{1,20})"')
_SHARED_WITHOUT: Final = re.compile(rb"<f [^>]*/>(?!<v>)")


def scan_sheet(
    opened: Callable[[], IO[bytes]], name: str, done: Callable[[int], object] = lambda _bytes: None, *,
    blanks: bool = True,
) -> dict[tuple[int, int], str]:
    """The marks of a sheet (see `Sheet.marks`), where they are wanted (`blanks`), after all of it was looked at.
    `opened` gives its part from the start, `done` hears how many bytes more were looked at. Raises `TableError`."""
    marks: dict[tuple[int, int], str] = {}
    usual = True
    with opened() as part:
        for rows in _not_plain(part, name, done):
            if blanks and usual and len(marks) < _MOST_MARKS and _looks_blank(rows):
                try:
                    marks.update(_marks_of_rows(rows))
                except (_UnusualError, expat.ExpatError):
                    usual = False
    if usual:
        return marks
    with opened() as part:
        return _marks(_as_utf8(part.read()), name)


def _not_plain(part: IO[bytes], name: str, done: Callable[[int], object]) -> Iterator[bytes]:
    """The part some whole rows at a time, after these were seen to be well formed and to name no odd texts; not the
    rows that hold numbers and texts alone."""
    parser = PartParser(name)
    rest = part.read(_PIECE)
    if rest.startswith((b"\xff\xfe", b"\xfe\xff")):
        whole = rest + part.read()
        parser.read(whole)
        yield _checked(_as_utf8(whole), name)
        return
    done(len(rest))
    start = rest.find(b"<row ")
    while start < 0 and len(rest) < _LONGEST_ROW and (piece := part.read(_PIECE)):
        done(len(piece))
        rest += piece
        start = rest.find(b"<row ")
    start = max(start, 0)
    parser.read(rest[:start], last=False)
    rest = rest[start:]
    while piece := part.read(_PIECE):
        done(len(piece))
        rest += piece
        cut = rest.rfind(b"<row ")
        if cut <= 0:
            cut = len(rest) if len(rest) > _LONGEST_ROW else 0
        rows, rest = rest[:cut], rest[cut:]
        if rows and not (_TRUSTED and _PLAIN_ROWS.fullmatch(rows)):
            if not _as_usual(rows):
                parser.read(_checked(rows, name), last=False)
            yield rows
    end = rest.rfind(b"</row>") + len(b"</row>")
    if end >= len(b"</row>") and _as_usual(rest[:end]):
        parser.read(rest[end:])
    else:
        parser.read(_checked(rest, name))
    yield rest


def _as_usual(rows: bytes) -> bool:
    """Whether rows are written as spreadsheet programs do: then they are well formed, and their texts have indexes."""
    if not (_TRUSTED and _USUAL_ROWS.fullmatch(rows)):
        return False
    try:
        rows.isascii() or rows.decode()
    except UnicodeDecodeError:
        return False
    return True


def _checked(rows: bytes, name: str) -> bytes:
    if _ODD_INDEX.search(rows):
        raise no_such_text(name)
    return rows


def no_such_text(name: str) -> TableError:
    """A cell names a text that the workbook does not have."""
    return TableError(tr("The workbook is damaged: sheet “{sheet}” names a text that is not there.", sheet=name))


def check_extent(data: bytes, name: str) -> None:
    """Refuse a sheet whose outermost cells are so far out that the box around them cannot be held in memory."""
    rows, columns, far = 0, 26, b""
    for place in _FAR_CELL.findall(data):
        letters = place.rstrip(b"0123456789")
        row, column = int(place[len(letters) :]), column_number(letters)
        if row > rows or column > columns:
            far = place
        rows, columns = max(rows, row), max(columns, column)
    if far and rows < 100_000:
        rows = max((int(number) for number in _CELL_ROW.findall(data)), default=1)
    if far and is_too_far(rows, columns):
        raise too_far(name, far.decode())


def is_too_far(rows: int, columns: int) -> bool:
    """Whether no sheet that is read has so many rows and columns."""
    return rows > 1_048_576 or columns > 16_384 or rows * columns > MOST_CELLS


def too_far(name: str, cell: str) -> TableError:
    """A sheet reaches that far."""
    return TableError(
        tr("Sheet “{sheet}” reaches to cell {cell}, far beyond any table. Delete what stands there, or copy the table"
           " to a new sheet.", sheet=name, cell=cell)
    )  # fmt: skip


def _as_utf8(data: bytes) -> bytes:
    """A part in an encoding that the patterns know."""
    return data.decode("utf-16").encode("utf-8") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data


def column_number(letters: bytes) -> int:
    """The number of a column, from 1: AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _looks_blank(data: bytes) -> bool:
    """Whether a cell among these holds an error value, or a formula without a stored result."""
    if b't="e"' in data or b"t='e'" in data:
        return True
    if b"<f" not in data and b":f" not in data:
        return False
    # As Excel, LibreOffice and XlsxWriter write it, all of it is told by counting.
    if (
        data.count(b"</f>") == data.count(b"</f><v>")
        and not any(odd in data for odd in (b"<v></v>", b"<v/>", b"<v />", b"<f/>", b":f"))
        and not _SHARED_WITHOUT.search(data)
    ):
        return False
    return bool(_NO_RESULT.search(data))


class _UnusualError(Exception):
    """A row does not say its number."""


def _marks_of_rows(data: bytes) -> dict[tuple[int, int], str]:
    """The marks of the whole rows in a piece of a sheet."""
    start, end = data.find(b"<row"), data.rfind(b"</row>")
    if start < 0 or end < 0:
        raise _UnusualError
    marks, parser = _marks_parser(numbered=True)
    parser.Parse(b"<r>" + data[start:end] + b"</row></r>", True)
    return marks


def _marks(data: bytes, name: str) -> dict[tuple[int, int], str]:
    """The marks of a whole sheet."""
    parser = PartParser(name)
    marks, _ = _marks_parser(parser.expat)
    parser.read(data)
    return marks


def _marks_parser(
    parser: expat.XMLParserType | None = None, *, numbered: bool = False
) -> tuple[dict[tuple[int, int], str], expat.XMLParserType]:
    """A parser that puts the marks it meets into the dictionary. `numbered`: raises `_UnusualError` where a row does
    not say which it is."""
    parser = parser or expat.ParserCreate()
    marks: dict[tuple[int, int], str] = {}
    cell: dict[str, str] = {}
    texts = {"f": "", "v": ""}
    seen: set[str] = set()
    inside = ""
    row = column = -1
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell, inside, row, column
        tag = tag.rpartition(":")[2]
        if tag == "row":
            number = attributes.get("r", "")
            if numbered and not number.isdigit():
                raise _UnusualError
            row, column = int(number) - 1 if number.isdigit() else row + 1, -1
        elif tag == "c":
            cell, column = attributes, column + 1
            seen.clear()
            texts.update(f="", v="")
            if place := re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", attributes.get("r", "")):
                row, column = int(place[2]) - 1, column_number(place[1].encode()) - 1
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
    return marks, parser
