"""The cells of the HTML that spreadsheets and browsers put on the clipboard. No Qt.

Exact numbers are read where a program says them: LibreOffice in `sdval`, Excel in `x:num`, Google Sheets in
`data-sheets-value`; where Excel leaves it at the text, it says which sign its decimals have. Merged cells keep their
text in the first of them.
"""

from __future__ import annotations

import json
import math
import re
from html.parser import HTMLParser
from typing import Final

from roiapp.core import units
from roiapp.ui.clipboard import BLANK, TYPED, PastedCell

#: more than this is not looked through: the text beside it says the same
_MOST_LETTERS: Final = 16_000_000
#: what HTML itself allows
_WIDEST, _TALLEST = 1000, 65_534
_MOST_CELLS: Final = 2_000_000
_CELLS: Final = ("td", "th")
_SILENT: Final = ("style", "script", "title", "comment")
_BREAKS: Final = ("br", "p", "div", "li", "tr")

_DECIMAL: Final = re.compile(r'mso-displayed-decimal-separator:\s*"\\?([.,])"')
_PLAIN: Final = re.compile(r"[-−(]?\d[\d.,'’\s]*\)?")

_Attributes = list[tuple[str, str | None]]


def read_table(html: str) -> list[list[PastedCell]]:
    """The cells of all tables, one below the other; nothing where there is none, or too much."""
    if len(html) > _MOST_LETTERS:
        return []
    said = _DECIMAL.search(html)
    reader = _Reader(said[1] if said else "")
    reader.feed(html)
    reader.close()
    return reader.rows()


class _Reader(HTMLParser):
    def __init__(self, decimal: str) -> None:
        super().__init__(convert_charrefs=True)
        self._decimal = decimal
        self._rows: list[list[PastedCell]] = []
        self._made = 0
        #: columns of this row, and of the next one, that merged cells from above cover, and for how many rows
        self._covered: dict[int, int] = {}
        self._below: dict[int, int] = {}
        self._tables = 0
        self._silent = 0
        #: what the open cell was opened with, None outside of cells
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []

    def rows(self) -> list[list[PastedCell]]:
        self._end_cell()
        return self._rows

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._tables += 1
            if self._tables == 1:
                self._below = {}
        elif self._tables == 1 and tag == "tr":
            self._end_cell()
            self._begin_row()
        elif self._tables == 1 and tag in _CELLS:
            self._end_cell()
            if not self._rows:
                self._begin_row()
            self._silent = 0
            self._cell = {name: value or "" for name, value in attrs}
        elif tag in _CELLS:
            self._text.append(" ")
        elif tag in _BREAKS:
            self._text.append("\n")

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table":
            if self._tables == 1:
                self._end_cell()
            self._tables = max(0, self._tables - 1)
        elif self._tables == 1 and tag in (*_CELLS, "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._text.append(" ".join(("x" + data + "x").split())[1:-1])

    def _begin_row(self) -> None:
        self._rows.append([])
        self._covered, self._below = self._below, {place: n - 1 for place, n in self._below.items() if n > 1}
        self._skip()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        attributes, self._cell = self._cell, None
        lines = "".join(self._text).split("\n")
        self._text = []
        row = self._rows[-1]
        across, down = _span(attributes.get("colspan"), _WIDEST), _span(attributes.get("rowspan"), _TALLEST)
        self._made += across
        if self._made > _MOST_CELLS:
            return
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


def _span(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.strip().isdecimal() else 1


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
