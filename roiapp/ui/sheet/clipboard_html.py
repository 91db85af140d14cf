"""The cells of the HTML that spreadsheets and browsers put on the clipboard. No Qt.

Exact numbers are read where a program says them: LibreOffice in `sdval`, Excel in `x:num`, Google Sheets in
`data-sheets-value`; where Excel leaves it at the text, it says which sign its decimals have. Merged cells keep their
text in the first of them. Read by one pattern: Python's own parser takes ten times as long, while somebody waits.
"""

from __future__ import annotations

import json
import math
import re
from html import unescape
from typing import Final

from roiapp.core import units
from roiapp.ui.sheet.clipboard import BLANK, TYPED, PastedCell

#: more than this is not looked through: the text beside it says the same
_MOST_LETTERS: Final = 8_000_000
#: what HTML itself allows
_WIDEST, _TALLEST = 1000, 65_534
_MOST_CELLS: Final = 2_000_000
_SILENT: Final = ("style", "script", "title", "comment")
_BREAKS: Final = ("br", "p", "div", "li")
#: a comment's begin, a tag with what stands in it, or text; nothing in it is tried twice
_TOKEN: Final = re.compile(
    r"""<!--|<[!?][^>]*+>|<(/?)([a-zA-Z][\w:-]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>|([^<]++)|<"""
)
_ATTRIBUTE: Final = re.compile(r"""([\w:-]++)\s*+(?:=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
_DECIMAL: Final = re.compile(r'mso-displayed-decimal-separator:\s*"\\?([.,])"')
_PLAIN: Final = re.compile(r"[-−(]?\d[\d.,'’\s]*\)?")


def read_table(html: str) -> list[list[PastedCell]]:
    """The cells of all tables, one below the other; nothing where there is none, or too much."""
    if len(html) > _MOST_LETTERS:
        return []
    said = _DECIMAL.search(html)
    return _Reader(said[1] if said else "").read(html)


class _Reader:
    def __init__(self, decimal: str) -> None:
        self._decimal = decimal
        self._rows: list[list[PastedCell]] = []
        self._made = 0
        #: columns of this row, and of the next one, that merged cells from above cover, and for how many rows
        self._covered: dict[int, int] = {}
        self._below: dict[int, int] = {}
        self._tables = 0
        #: what stands in the tag of the open cell, None outside of cells
        self._cell: str | None = None
        self._text: list[str] = []

    def read(self, html: str) -> list[list[PastedCell]]:
        place = 0
        while place >= 0 and self._made <= _MOST_CELLS:
            token = _TOKEN.match(html, place)
            if token is None:
                break
            place = token.end()
            closing, tag, inside, text = token.groups()
            if text:
                if self._cell is not None:
                    self._text.append(" ".join(f"x{text}x".split())[1:-1])
            elif tag:
                place = self._tag(tag.lower(), inside, html, place, closing=bool(closing))
            elif token[0] == "<!--":
                place = _after(html, "-->", place)
        self._end_cell()
        return self._rows

    def _tag(self, tag: str, inside: str, html: str, place: int, *, closing: bool) -> int:
        """Take a tag; returns where to read on, -1 for nowhere."""
        outer = self._tables == 1
        if tag in _SILENT:
            if closing:
                return place
            end = re.compile(f"</{tag}", re.IGNORECASE).search(html, place)
            return end.start() if end else -1
        if tag == "table":
            self._table(closing=closing)
        elif tag in ("td", "th", "tr") and outer:
            self._end_cell()
            if closing:
                return place
            if tag == "tr" or not self._rows:
                self._begin_row()
            if tag != "tr":
                self._cell = inside
        elif tag in ("td", "th"):
            self._text.append(" ")
        elif tag == "tr" or tag in _BREAKS:
            self._text.append("\n")
        return place

    def _table(self, *, closing: bool) -> None:
        if not closing:
            self._tables += 1
            if self._tables == 1:
                self._below = {}
            return
        if self._tables == 1:
            self._end_cell()
        self._tables = max(0, self._tables - 1)

    def _begin_row(self) -> None:
        self._rows.append([])
        self._covered, self._below = self._below, {place: n - 1 for place, n in self._below.items() if n > 1}
        self._skip()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        attributes = _attributes(self._cell)
        lines = unescape("".join(self._text)).split("\n")
        self._cell, self._text = None, []
        row = self._rows[-1]
        across, down = _span(attributes.get("colspan"), _WIDEST), _span(attributes.get("rowspan"), _TALLEST)
        self._made += across
        if down > 1:
            self._below |= dict.fromkeys(range(len(row), len(row) + across), down - 1)
        text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        number = _number(attributes)
        if number is None and self._decimal and _PLAIN.fullmatch(text):
            number = _shown_number(text, self._decimal)
        row.append(PastedCell(text, number, attributes.get(TYPED) or None))
        row.extend([BLANK] * (across - 1))
        self._skip()

    def _skip(self) -> None:
        """Leave blank what cells from above cover, from the row's end on."""
        row = self._rows[-1]
        while len(row) in self._covered:
            row.append(BLANK)


def _after(html: str, text: str, place: int) -> int:
    """Where a text ends that comes from there on, -1 where it does not come."""
    found = html.find(text, place)
    return found + len(text) if found >= 0 else -1


def _attributes(inside: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(inside)}


def _span(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.isascii() and text.isdecimal() and len(text) < 12 else 1


def _number(attributes: dict[str, str]) -> float | None:
    """The exact number some program says of its cell."""
    for name in ("sdval", "x:num"):
        found = _plain(attributes.get(name))
        if found is not None:
            return found
    said = attributes.get("data-sheets-value")
    if said:
        try:
            value = json.loads(said)
        except ValueError:
            return None
        if isinstance(value, dict) and value.get("1") == 3:  # 2 is a text, 4 a truth
            return _plain(str(value.get("3", "")))
    return None


def _shown_number(text: str, decimal: str) -> float | None:
    try:
        return units.parse_plain(text, decimal)
    except units.NumberError:  # a date, say
        return None


def _plain(text: str | None) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
