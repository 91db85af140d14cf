"""Tables in text files (csv, tsv, txt): which encoding, which separator, and the cells as text.

The order is a spreadsheet's own: a byte order mark, then strict UTF-8, then a Windows code page.
"""

from __future__ import annotations

from roiapp.files.late_language import tr
from roiapp.files.quick_cut import BELOW, cut, has_longer, joined, marked
from roiapp.files.table_errors import OddQuotesError, TableError

TYPE_CHECKING = False  # `typing` itself takes a third of the time in which this process starts
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from roiapp.files.tables import Table

SEPARATORS: Final = ("\t", ";", ",", "|")
MOST_CELLS: Final = 5_000_000
_SAMPLE_ROWS: Final = 60
_HEAD: Final = 200_000
#: so many bytes are cut at once; few at first, so that the program has something to do
_FIRST_PIECE, _PIECE = 1 << 15, 1 << 17
#: letters in one cell
_MOST_IN_CELL: Final = 100_000

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: what no text holds: control characters besides tab, line ends and escape
_NOT_TEXT: Final = tuple(chr(code) for code in range(32) if code not in (9, 10, 11, 12, 13, 27))
_WEB_PAGE: Final = ("<!doctype html", "<html", "<head", "<body", "<table", "<?xml", "<workbook", "<ss:")


class TextTable:
    """A text file that may be a table, with its encoding and separator. Raises `TableError`."""

    def __init__(self, data: bytes) -> None:
        text, self.encoding = decode(data)
        #: in UTF-8, of which the fast way takes bytes
        self._text = data.removeprefix(_MARKS[0][0]) if self.encoding.startswith("utf-8") else text.encode()
        head = text[:_HEAD]
        if "\0" in text or any(sign in head for sign in _NOT_TEXT):
            raise _no_text()
        if head.lstrip()[:20].casefold().startswith(_WEB_PAGE):
            raise TableError(
                tr("This is a web page or XML, whatever its name. Open it in a spreadsheet program and save it as"
                   " .xlsx.")
            )  # fmt: skip
        if not head.strip() and not text.strip():
            raise TableError(tr("The file is empty."))
        self.separator = find_separator(head)
        #: how many bytes were read
        self.read = 0

    def __len__(self) -> int:
        """How many bytes there are."""
        return len(self._text)

    def pieces(self, *, strict: bool = True) -> Iterator[str | list[list[str]]]:
        """The rows, some at a time: as marked text (`quick_cut`) where that can be, else as lists of cells as they are
        written; a line break inside quotes starts no new row. Quotes in the middle of a cell ("a"b) are against the
        rules and common: `OddQuotesError`, and not strict they are read as they stand. Raises `TableError`, where a
        quote is never closed."""
        text, self.read, size = self._text, 0, _FIRST_PIECE
        while self.read < len(text):
            end, size = min(self.read + size, len(text)), min(2 * size, _PIECE)
            line = end if end == len(text) else text.rfind(b"\n", self.read, end) + 1
            piece = marked(text[self.read : line], self.separator) if line else None
            if piece is not None and not has_longer(piece, _MOST_IN_CELL):
                self.read = line
                yield piece
                continue
            if not line and self._cells_ahead() > MOST_CELLS:
                raise too_large()
            from roiapp.files.careful_cut import CarefulCut

            careful = CarefulCut(text, self.read, self.separator, strict=strict)
            rows = careful.until(line or end)
            self.read = careful.at
            yield joined(rows) or rows

    def _cells_ahead(self) -> int:
        """How many cells the next line can have."""
        end = self._text.find(b"\n", self.read)
        return self._text.count(self.separator.encode(), self.read, None if end < 0 else end) + 1

    def rows(self, *, strict: bool = True) -> Iterator[list[str]]:
        """Row by row."""
        for piece in self.pieces(strict=strict):
            yield from cut(piece) if isinstance(piece, str) else piece


def too_large() -> TableError:
    """There are more cells than are read."""
    return TableError(tr("The table is too large: {most} cells are the most.", most=MOST_CELLS))


def read_text_table(data: bytes) -> Table:
    """The rows of a text file at once. Raises `TableError`."""
    from roiapp.files.tables import Cell, Sheet, Table

    text = TextTable(data)
    try:
        rows = [list[Cell](row) for row in text.rows()]
    except OddQuotesError:
        rows = [list[Cell](row) for row in text.rows(strict=False)]
    return Table((Sheet("", rows),), text.encoding, text.separator)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was in. Raises `TableError` where it fits none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise TableError(tr("The file is damaged: its text does not fit its encoding.")) from error
    if silent := _silent_utf16(data):
        try:
            return data.decode(silent), silent
        except UnicodeDecodeError:
            pass  # then it is no UTF-16, and the NUL bytes show that it is no text
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _in_halves(data) or _by_letters(data)


def _in_halves(data: bytes) -> tuple[str, str] | None:
    """UTF-8 in which some databases write emoji as two halves of three bytes each (CESU-8). None for every other text.
    Raises `TableError` where a half stands alone."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16"), "cesu-8"
    except UnicodeDecodeError as error:
        raise TableError(tr("The file is damaged: its text does not fit its encoding.")) from error


def _silent_utf16(data: bytes) -> str:
    """UTF-16 without a mark: in such a table every second byte of most characters is NUL."""
    head = data[:2000]
    if len(head) < 4 or len(data) % 2:
        return ""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[start::2].count(0) > 0.6 * len(head[start::2]) and head[1 - start :: 2].count(0) == 0:
            return encoding
    return ""


def _no_text() -> TableError:
    return TableError(tr("The file holds bytes that are no text: it is no table. Choose a csv, xlsx or ods file."))


def _by_letters(data: bytes) -> tuple[str, str]:
    if b"\0" in data:
        raise _no_text()
    from roiapp.files.code_pages import by_letters

    found = by_letters(data)
    if found is None:
        raise TableError(tr("This is not a table: its text is in no encoding known here. Save it as UTF-8."))
    return found


def find_separator(head: str) -> str:
    """The sign between cells: the one that cuts most rows of a text's beginning into the same, largest number of cells.
    """
    text = head[:_HEAD]
    first = text[:50].lstrip().removeprefix('"')
    if first.startswith("sep=") and first[5:].removeprefix('"').lstrip(" \t")[:1] in ("\r", "\n"):
        return first[4]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        if separator not in text:
            continue
        rows = _first_rows(text, separator)
        widths = [len(row) for row in rows if len(row) > 1]
        filled = sum(any(cell.strip() for cell in row) for row in rows)
        score = max(((width - 1) * widths.count(width) / max(filled, 1) for width in set(widths)), default=0.0)
        if score > best_score:
            best, best_score = separator, score
    return best


def _first_rows(text: str, separator: str) -> list[list[str]]:
    end = 0
    for _ in range(_SAMPLE_ROWS):
        end = text.find("\n", end, _HEAD) + 1
        if not end:
            break
    piece = marked(text[: end or _HEAD].encode(), separator)
    if piece is not None and BELOW in piece:
        return cut(piece)[:_SAMPLE_ROWS]
    from roiapp.files.careful_cut import CarefulCut

    return CarefulCut(text.encode(), 0, separator, strict=False).first(_SAMPLE_ROWS)
