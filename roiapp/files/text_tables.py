"""Tables in text files (csv, tsv, txt): which encoding, which separator, and the cells as text.

The order is a spreadsheet's own: a byte order mark, then strict UTF-8, then a Windows code page. Those decode nearly
every byte, so the letters decide: "Miesiąc" is likelier than "Miesi¹c".
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import Final

from roiapp.files.tables import Cell, Sheet, Table, TableError
from roiapp.language import current, tr

SEPARATORS: Final = ("\t", ";", ",", "|")
_SAMPLE_ROWS: Final = 60
_MOST_CELLS: Final = 10_000_000
_MOST_IN_CELL: Final = 100_000

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: code page -> the letters beyond ASCII of the languages that are written in it; the first of equals wins
_CODE_PAGES: Final[dict[str, str]] = {
    "cp1252": "àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßþð",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűăâîșț",
    "cp1254": "çğıöşüâîû",
    "cp1257": "āčēģīķļņšūžąęėįųõäöü",
    "cp1251": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳіїєґ",
}
#: of languages whose code page is not the first
_PAGE_OF: Final = {"pl": "cp1250", "tr": "cp1254"}
#: signs that stand in such tables beside letters and say nothing about the code page
_COMMON_SIGNS: Final = frozenset("€£’‘“”„–—…•°§©®™«»\u00a0")
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WEB_PAGE: Final = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<table|<\?xml|<workbook|<ss:)", re.IGNORECASE)


def read_text_table(data: bytes) -> Table:
    """The rows of a text file, every cell as it is written. Raises `TableError`."""
    text, encoding = decode(data)
    if _NOT_TEXT.search(text, 0, 1_000_000):
        raise _no_text()
    if _WEB_PAGE.match(text):
        raise TableError(
            tr("This is a web page or XML, whatever its name. Open it in a spreadsheet program and save it as .xlsx.")
        )
    if not text.strip():
        raise TableError(tr("The file is empty."))
    separator = find_separator(text)
    rows: list[list[Cell]] = []
    cells = 0
    for row in _records(text, separator):
        rows.append(row)
        cells += len(row)
        if cells > _MOST_CELLS:
            raise TableError(tr("The table is too large: {most} cells are the most.", most=_MOST_CELLS))
    return Table((Sheet("", rows),), encoding, separator)


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
        return _by_letters(data)


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
    """The text by the code page whose letters and words it fits best; equal ones in favour of the user's language."""
    from roiapp.files.dialects import accented_words

    if b"\0" in data:
        raise _no_text()
    words = accented_words()
    best: tuple[float, str, str] | None = None
    sample = data[:200_000]
    for page, letters in _CODE_PAGES.items():
        try:
            part = sample.decode(page, "replace")
            score = _likeness(part, letters) + 0.5 * (page == _PAGE_OF.get(current(), ""))
            score += sum(5.0 for word in set(re.findall(r"\w+", part.casefold())) if word in words)
            text = data.decode(page) if best is None or score > best[0] else ""
        except UnicodeDecodeError:
            continue
        if text and (best is None or score > best[0]):
            best = score, text, page
    if best is None:
        raise TableError(tr("This is not a table: its text is in no encoding known here. Save it as UTF-8."))
    return best[1], best[2]


def _likeness(text: str, letters: str) -> float:
    """How well the signs beyond ASCII fit an alphabet: its own letters speak for it, signs inside words against it."""
    score = 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        sign, at = match[0], match.start()
        if sign.casefold() in letters:
            score += 1.0
        elif sign not in _COMMON_SIGNS:
            score -= 1.0
        inside = text[max(0, at - 1) : at].isalpha() or text[at + 1 : at + 2].isalpha()
        if inside and not sign.isalpha() and sign not in "’‘\u00a0–—":
            score -= 2.0
        elif at and text[at - 1].islower() and sign.isupper():
            score -= 1.0
        elif sign.isalpha() and (text[at - 1 : at].isdigit() or text[at + 1 : at + 2].isdigit()):
            score -= 3.0  # £5, not Ł5
    return score


def find_separator(text: str) -> str:
    """The sign between cells: the one that cuts most rows into the same, largest number of cells."""
    head = text[:200_000]
    if named := re.match(r"\s*\"?sep=(.)\"?\s*[\r\n]", head):
        return named[1]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        if separator not in head:
            continue
        rows: list[list[str]] = []
        try:
            for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
                rows.append(row)
                if len(rows) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        filled = sum(any(cell.strip() for cell in row) for row in rows)
        score = max((width - 1) * count / max(filled, 1) for width, count in widths.items())
        if score > best_score:
            best, best_score = separator, score
    return best


def _records(text: str, separator: str) -> list[list[Cell]]:
    """The rows; a line break inside quotes starts no new one, and a quote that is never closed is an error."""
    csv.field_size_limit(_MOST_IN_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[Cell]] = []
    line = 0
    try:
        for row in reader:
            rows.append(list[Cell](row))
            line = reader.line_num
        return rows
    except csv.Error as error:
        if "unexpected end of data" in str(error) or "field larger" in str(error):
            raise TableError(
                tr("A quotation mark that opens in line {line} is not closed. Close it or take it out.", line=line + 1)
            ) from error
    # Quotes in the middle of a cell ("a"b) are against the rules and common: read as they stand.
    try:
        return [list[Cell](row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise TableError(tr("The text cannot be cut into cells: {reason}.", reason=str(error))) from error
