"""Which cells of a workbook are calculated, and in OpenDocument the comments: what the fast reader does not tell.

Asked of workbooks that carry a document of ours, where a figure somebody typed over a formula is told from the formula.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from roiapp.files.sheet_scan import column_number
from roiapp.files.tables import Formulas

_LITERAL: Final = re.compile(r"(?:of:)?=?[-+*/().\d\s%]*\d[-+*/().\d\s%]*", re.ASCII)
_FIRST_OF_LITERAL: Final = frozenset(b"=-+*/().0123456789% \t\n")
#: a cell with a formula as every spreadsheet program writes it; group 3 is the text of a short one
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*><f(?=[ >/])(?: [^>]*)?(?:>([^<]{0,60})<)?')
#: a cell with an error value
_ERROR: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{0,40})</v>'
)
_OPENED: Final = (b"<f>", b"<f ", b"<f/")
_PREFIXED: Final = (b":f>", b":f ", b":f/")
_HEAD: Final = 1 << 20
_MOST_REPEATED: Final = 1_048_576


class _Found:
    """Cells with formulas while a sheet is walked through."""

    def __init__(self) -> None:
        self.rows: dict[int, int] = {}
        self.literal: dict[tuple[int, int], str] = {}
        self.count = 0

    def add(self, row: int, column: int, text: str, wide: int = 1) -> None:
        """A formula in `wide` cells side by side."""
        self.count += 1
        self.rows[row] = self.rows.get(row, 0) | ((1 << wide) - 1) << column
        self.note(row, column, text, wide)

    def note(self, row: int, column: int, text: str, wide: int = 1) -> None:
        """The text of a formula, where it names no other cell."""
        if text and _LITERAL.fullmatch(text):
            plain = "=" + text.removeprefix("of:").lstrip("=")
            self.literal.update(((row, column + right), plain) for right in range(wide))

    def formulas(self) -> Formulas:
        return Formulas(self.rows, self.literal)


def texts_with(data: bytes, part: str) -> list[int]:
    """The numbers of the shared texts that have this in them."""
    return [number for number, text in enumerate(data.split(b"<si>")[1:]) if part.encode() in text]


def holds_text(data: bytes, numbers: list[int]) -> bool:
    """Whether a sheet may show one of these shared texts near its top; where there are none, any may."""
    head = data[:_HEAD]
    return not numbers or any(b"<v>%d</v>" % number in head for number in numbers)


def in_open_xml(data: bytes) -> Formulas:
    """The formulas of a sheet's part that was found to be well formed."""
    found = _Found()
    rows, columns = found.rows, dict[bytes, int]()
    for match in _CELL.finditer(data):  # as short as can be: there may be a million
        letters, digits, text = match.groups()
        column = columns.get(letters)
        if column is None:
            column = columns[letters] = column_number(letters) - 1
        row = int(digits) - 1
        rows[row] = rows.get(row, 0) | 1 << column
        found.count += 1
        if text and text[0] in _FIRST_OF_LITERAL:
            found.note(row, column, text.decode("utf-8", "replace"))
    if found.count != sum(map(data.count, _OPENED)) or any(map(data.__contains__, _PREFIXED)):
        return _cell_by_cell(data)
    return found.formulas()


def errors_in_open_xml(data: bytes) -> dict[tuple[int, int], str] | None:
    """The error values of such a part ("#REF!"), by cell; None where they are written in another way than usual."""
    found = {
        (int(digits) - 1, column_number(letters) - 1): text.decode("utf-8", "replace")
        for letters, digits, text in (match.groups() for match in _ERROR.finditer(data))
    }
    return found if len(found) == sum(map(data.count, (b't="e"', b"t='e'"))) else None


def _cell_by_cell(data: bytes) -> Formulas:
    """The same of a part that is written in another way than usual; ten times slower."""
    found = _Found()
    row = column = -1
    formula: list[str] | None = None
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, formula
        tag = tag.rpartition(":")[2]
        if tag == "row":
            row, column = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else row + 1, -1
        elif tag == "c":
            column += 1
            if place := re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", attributes.get("r", "")):
                row, column = int(place[2]) - 1, column_number(place[1].encode()) - 1
        elif tag == "f":
            formula = []

    def text(part: str) -> None:
        if formula is not None:
            formula.append(part)

    def end(tag: str) -> None:
        nonlocal formula
        if formula is not None and tag.rpartition(":")[2] == "f":
            found.add(max(row, 0), max(column, 0), "".join(formula))
            formula = None

    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, text, end
    parser.Parse(data, True)
    return found.formulas()


def in_open_document(data: bytes) -> dict[str, tuple[Formulas, dict[tuple[int, int], str]]]:
    """The formulas of each sheet in a `content.xml` that was found to be well formed, and its comments by cell."""
    sheets: dict[str, tuple[Formulas, dict[tuple[int, int], str]]] = {}
    found = _Found()
    comments: dict[tuple[int, int], str] = {}
    comment: list[str] | None = None
    name = ""
    row = column = repeated = 0
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def times(attributes: dict[str, str], side: str) -> int:
        text = attributes.get(f"table:number-{side}-repeated", "")
        return min(int(text), _MOST_REPEATED) if text.isdigit() else 1

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal found, name, row, column, repeated, comments, comment
        if tag == "table:table":
            name, row, found, comments = attributes.get("table:name", ""), 0, _Found(), {}
        elif tag == "table:table-row":
            column, repeated = 0, times(attributes, "rows")
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            wide = times(attributes, "columns")
            formula = attributes.get("table:formula")
            if formula is not None:
                for down in range(repeated):
                    found.add(row + down, column, formula, min(wide, 16_384))
            column += wide
        elif tag == "office:annotation":
            comment = []
            parser.CharacterDataHandler = text
        elif tag == "text:p" and comment is not None:
            comment.append("")
        elif comment and tag in ("text:s", "text:tab", "text:line-break"):
            comment[-1] += " "

    def text(piece: str) -> None:
        if comment:  # what comes before the first paragraph is who wrote it and when
            comment[-1] += piece

    def end(tag: str) -> None:
        nonlocal row, comment
        if tag == "office:annotation":
            comments[row, column - 1] = "\n".join(comment or ())
            comment, parser.CharacterDataHandler = None, None
        elif tag == "table:table-row":
            row += repeated
        elif tag == "table:table":
            sheets.setdefault(name, (found.formulas(), comments))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return sheets
