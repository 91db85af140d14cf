"""Ranges of the grid to and from the clipboard: tab-separated text, and HTML with the exact numbers. No Qt."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO

#: where our own HTML keeps arithmetic as it was typed, written with a dot: other programs leave it alone
TYPED = "data-roi-typed"


@dataclass(frozen=True)
class Cell:
    """One copied cell: as it is shown, as it can be typed again, its number where it is one, and the arithmetic it was
    typed as."""

    shown: str
    exact: str
    number: float | None = None
    typed: str | None = None


@dataclass(frozen=True)
class PastedCell:
    """One cell that is pasted: its text as shown where it comes from, and what that program says beside it of its exact
    number and of the arithmetic behind it."""

    text: str = ""
    number: float | None = None
    typed: str | None = None

    @property
    def blank(self) -> bool:
        return self.number is None and not self.text.strip()


BLANK = PastedCell()


def as_text(table: Sequence[Sequence[Cell]]) -> str:
    """Tab-separated text with every digit, quoted as spreadsheets do."""
    lines = StringIO()
    writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
    writer.writerows([cell.exact for cell in row] for row in table)
    return lines.getvalue().removesuffix("\n")


def as_html(table: Sequence[Sequence[Cell]]) -> str:
    """A table with each figure as shown and, in attributes that spreadsheets read, as the number it is."""
    rows = "".join(f"<tr>{''.join(_html_cell(cell) for cell in row)}</tr>" for row in table)
    return f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="utf-8"><table>{rows}</table></html>'


def _html_cell(cell: Cell) -> str:
    if cell.number is None:
        return f"<td>{escape(cell.shown)}</td>"
    typed = f' {TYPED}="{escape(cell.typed)}"' if cell.typed else ""
    return f'<td align="right" x:num="{cell.number!r}" sdval="{cell.number!r}"{typed}>{escape(cell.shown)}</td>'


def table_of(text: str) -> list[list[str]]:
    """The rows and cells of tab-separated text as spreadsheets copy it; quoted cells may hold line breaks.

    Text that only looks quoted is taken as it stands. An empty text has no rows.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not clean:
        return []
    if _is_quoted(clean):
        return [row or [""] for row in csv.reader(StringIO(clean, newline=""), delimiter="\t")]
    return [line.split("\t") for line in clean.split("\n")]


def _is_quoted(text: str) -> bool:
    """Whether quotes mark cells here: one opens at a cell's start, and they come in pairs."""
    opens = text.startswith('"') or '\t"' in text or '\n"' in text
    return opens and text.count('"') % 2 == 0


def pasted_table(text: str, html: str) -> list[list[PastedCell]]:
    """What another program put on the clipboard, as rows of equal length; no rows where it is nothing.

    Text shows figures as they are rounded there; HTML may say them exactly, and is alone in telling the cells apart
    where the text has no tabs. So the HTML's table is taken where it has the text's cells, or the text has none; else
    the HTML is of something else, and the text is taken.
    """
    rows = [[PastedCell(cell) for cell in row] for row in table_of(text)]
    found = _html_rows(html)
    if found and (not rows or "\t" not in text or _size(found) == _size(rows)):
        rows = found
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[BLANK] * (width - len(row))] for row in rows]


def _html_rows(html: str) -> list[list[PastedCell]]:
    if "<t" not in html and "<T" not in html:
        return []
    from roiapp.ui.sheet.clipboard_html import read_table

    return read_table(html)


def _size(rows: Sequence[Sequence[PastedCell]]) -> tuple[int, int]:
    """Rows and columns up to the last that is not blank."""
    filled = [(down, across) for down, row in enumerate(rows) for across, cell in enumerate(row) if not cell.blank]
    if not filled:
        return 0, 0
    return 1 + max(down for down, _ in filled), 1 + max(across for _, across in filled)


def transposed(table: Sequence[Sequence[PastedCell]]) -> list[list[PastedCell]]:
    """Rows as columns and columns as rows."""
    return [list(column) for column in zip(*table, strict=True)]


def fitted(table: Sequence[Sequence[PastedCell]], rows: int, columns: int) -> list[list[PastedCell]]:
    """The table repeated over a selection of so many rows and columns where it fits whole, else as it is."""
    height, width = len(table), len(table[0])
    down = rows // height if rows % height == 0 else 1
    across = columns // width if columns % width == 0 else 1
    return [list(row) * max(across, 1) for row in table] * max(down, 1)
