"""Which cells of a sheet hold figures, and in which columns they stand below a row."""

from __future__ import annotations

from collections import Counter
from typing import Final

from roiapp.core.file_numbers import parse_plain
from roiapp.core.number_errors import NumberError
from roiapp.files.cross_labels import Reader
from roiapp.files.dialects import is_unknown
from roiapp.files.table_layout import is_blank, text_of
from roiapp.files.table_limits import go_on
from roiapp.files.tables import ABSENT, Cell, Sheet

#: so many rows below its headings tell what a column holds
SAMPLE: Final = 60
#: letters of a figure
_LONGEST: Final = 200


def is_figure(cell: Cell, reader: Reader) -> bool:
    """Whether a cell holds a figure: a number, or a text of one that is no period. A year is one, too."""
    if cell is None or cell is ABSENT or isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return True
    if not isinstance(cell, str) or len(cell) > _LONGEST or not any(sign.isdigit() for sign in cell):
        return False
    return year_of(cell) is not None or (_is_number(cell) and reader.read(cell).when is None)


def year_of(cell: Cell) -> int | None:
    """The year that a number or a text of digits can be."""
    text = cell.strip() if isinstance(cell, str) else text_of(cell)
    return int(text) if len(text) == 4 and text.isdecimal() and 1990 <= int(text) <= 2100 else None


def _is_number(text: str) -> bool:
    for decimal in (".", ","):
        try:
            return parse_plain(text, decimal) is not None
        except NumberError:
            continue
    return False


class FigureColumns:
    """The columns of figures below one row after the other: each row is looked at once, and counted while it is one of
    those that tell."""

    def __init__(self, sheet: Sheet, reader: Reader) -> None:
        self._sheet = sheet
        self._reader = reader
        self._rows: dict[int, tuple[list[int], list[int]]] = {}
        self._counted = range(0)
        self._figures: Counter[int] = Counter()
        self._others: Counter[int] = Counter()

    def below(self, bottom: int) -> list[int]:
        """The columns in which figures stand below the headings, whose last row that is, and hardly anything else
        unless a period heads them."""
        self._count(range(bottom + 1, min(bottom + 1 + SAMPLE, len(self._sheet.rows))))
        figures, others = self._figures, self._others
        heads = [self._reader.read(cell) for cell in self._sheet.rows[bottom]]
        headed = {column for column, label in enumerate(heads) if label.when is not None}
        return sorted(column for column, n in figures.items() if n > others[column] or (n and column in headed))

    def _count(self, rows: range) -> None:
        """Count these rows, by what changes against those counted before."""
        for row in self._counted:
            if row not in rows:
                figures, others = self._rows.pop(row)
                self._figures.subtract(figures)
                self._others.subtract(others)
        for row in rows:
            if row not in self._counted:
                figures, others = self._rows[row] = self._look(row)
                self._figures.update(figures)
                self._others.update(others)
        self._counted = rows

    def _look(self, row: int) -> tuple[list[int], list[int]]:
        """The columns of a row in which a figure stands, and those with anything else."""
        go_on()
        marks, figures, others = self._sheet.marks, [], []
        for column, cell in enumerate(self._sheet.rows[row]):
            if is_figure(cell, self._reader) or (marks and (row, column) in marks):
                figures.append(column)
            elif not is_blank(cell) and not (isinstance(cell, str) and is_unknown(cell)):
                others.append(column)
        return figures, others
