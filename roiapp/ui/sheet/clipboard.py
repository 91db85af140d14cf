"""Ranges of the grid to and from the clipboard: tab-separated text, and HTML with the exact numbers. No Qt."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import StringIO
from typing import Final

#: where our own HTML keeps arithmetic as it was typed, written with a dot: other programs leave it alone
TYPED = "data-roi-typed"


#: what makes a text a formula where it is typed
_FORMULA: Final = ("=", "+", "-", "@")
#: a text with any of these might be taken for a number, a date or a formula
_MISTAKABLE: Final = re.compile(r"[0-9=+@-]")
#: as Excel writes the signs of a number format in its own HTML
_IN_STYLE: Final = {'"': r"\0022", "'": r"\0027", **{sign: f"\\{sign}" for sign in "#,.;+-% "}}
_FIGURE: Final = re.compile(r"([^0-9]*)([0-9](?:.*[0-9])?)([^0-9]*)", re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """One copied cell: as it is shown, as it can be typed again, its number where it is one, and the arithmetic it was
    typed as. `decimal` is the sign before the decimals of what is shown."""

    shown: str
    exact: str
    number: float | None = None
    typed: str | None = None
    decimal: str = "."


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
    """Tab-separated text with every digit, quoted as spreadsheets do; a name that would be a formula after an
    apostrophe, as one types it."""
    lines = StringIO()
    writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
    writer.writerows([_guarded(cell) for cell in row] for row in table)
    return lines.getvalue().removesuffix("\n")


def text_of_columns(columns: Sequence[Sequence[str]], named: Collection[int]) -> str:
    """The same of cells that are given by column as they can be typed again; `named` are the columns of names."""
    guarded = [
        [f"'{text}" if _is_formula(text) else text for text in column] if place in named else column
        for place, column in enumerate(columns)
    ]
    lines = StringIO()
    csv.writer(lines, delimiter="\t", lineterminator="\n").writerows(zip(*guarded, strict=True))
    return lines.getvalue().removesuffix("\n")


def _guarded(cell: Cell) -> str:
    return f"'{cell.exact}" if cell.number is None and _is_formula(cell.exact) else cell.exact


def _is_formula(text: str) -> bool:
    """Whether it is one where it is typed, perhaps after an apostrophe that must stay."""
    return text.lstrip("'").startswith(_FORMULA)


def as_html(table: Sequence[Sequence[Cell]]) -> str:
    """A table with each figure as shown and, in attributes that spreadsheets read, as the number it is."""
    rows = "".join(f"<tr>{''.join(_html_cell(cell) for cell in row)}</tr>" for row in table)
    return f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="utf-8"><table>{rows}</table></html>'


def _html_cell(cell: Cell) -> str:
    shown = escape(cell.shown)
    if cell.number is None:
        # LibreOffice reads `sdnum`, Excel the style: both make it a text whatever it looks like.
        text = """ sdnum="1033;0;@" style='mso-number-format:"\\@"'""" if _MISTAKABLE.search(cell.shown) else ""
        return f"<td{text}>{shown}</td>"
    typed = f' {TYPED}="{escape(cell.typed)}"' if cell.typed else ""
    code = number_code(cell.shown, cell.decimal)
    style = "".join(_IN_STYLE.get(sign, sign) for sign in code)
    return (
        f'<td align="right" x:num="{cell.number!r}" sdval="{cell.number!r}" sdnum="1033;0;{escape(code)}"'
        f""" style='mso-number-format:"{style}"'{typed}>{shown}</td>"""
    )


def number_code(shown: str, decimal: str) -> str:
    """The format in which a spreadsheet shows the number of a cell as it is shown here: `"$"#,##0.00`, `0.0%`."""
    found = _FIGURE.fullmatch(shown)
    if found is None:
        return "General"
    before, digits, after = found.groups()
    return _code(before.lstrip("+-−"), len(digits.rpartition(decimal)[2]) if decimal in digits else 0, after,
                 signed=before.startswith("+"))  # fmt: skip


@lru_cache
def _code(before: str, decimals: int, after: str, *, signed: bool) -> str:
    percent = after.strip() == "%"
    digits = ("0" if percent else "#,##0") + ("." + "0" * decimals if decimals else "")
    end = after if percent else _quoted(after)
    code = f"{_quoted(before)}{digits}{end}"
    return f"+{code};-{code};{code}" if signed else code


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


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
    rows = [[PastedCell(_unguarded(cell)) for cell in row] for row in table_of(text)]
    found = _html_rows(html)
    if found and (not rows or "\t" not in text or _size(found) == _size(rows)):
        rows = found
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[BLANK] * (width - len(row))] for row in rows]


def _unguarded(cell: str) -> str:
    """A text that was kept from being a formula, as it is."""
    return cell[1:] if cell[:1] == "'" and _is_formula(cell) else cell


def _html_rows(html: str) -> list[list[PastedCell]]:
    if "<t" not in html and "<T" not in html:
        return []
    from roiapp.ui.sheet.clipboard_html import read_table

    rows = read_table(html)
    return rows if any(rows) else []  # a table may have rows and no cells


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
