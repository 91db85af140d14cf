"""Ranges of the grid to and from the clipboard: tab-separated text, and HTML with the exact numbers. No Qt."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO


@dataclass(frozen=True)
class Cell:
    """One copied cell: as it is shown, as it can be typed again, and its number where it is one."""

    shown: str
    exact: str
    number: float | None = None


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
    return f'<td align="right" x:num="{cell.number!r}" sdval="{cell.number!r}">{escape(cell.shown)}</td>'


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


def fitted(table: Sequence[Sequence[str]], rows: int, columns: int) -> list[list[str]]:
    """The table repeated over a selection of so many rows and columns where it fits whole, else as it is."""
    height, width = len(table), max(len(row) for row in table)
    down = rows // height if rows % height == 0 else 1
    across = columns // width if columns % width == 0 else 1
    wide = [[*row, *[""] * (width - len(row))] for row in table] if across > 1 else [list(row) for row in table]
    return [row * max(across, 1) for row in wide] * max(down, 1)
