"""Rows of texts as a table for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence


def aligned(rows: Sequence[Sequence[str]], *, total: bool = True) -> Iterator[str]:
    """The lines of a table: the first row is the header, the last one that of the `total`; all but the first column
    stand at the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        if number == 1 or (total and number == len(rows) - 1):
            yield "  ".join("─" * width for width in widths)
        cells = [" " * (width - _width(cell)) + cell for cell, width in zip(row, widths, strict=True)]
        cells[0] = cells[0].strip() + " " * (widths[0] - _width(row[0].strip()))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: combining signs none, East Asian ones two."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
