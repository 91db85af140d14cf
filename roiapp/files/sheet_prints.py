"""What stood in the cells of a workbook that are not read when it comes back, in short, so that what somebody changed
there can be said."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from roiapp.files.bare_text import bare
from roiapp.files.table_layout import is_blank
from roiapp.files.tables import Formulas, Sheet

Cells = tuple[int, int]

#: a sheet with more texts is looked at for other changes alone
MOST_TEXTS: Final = 5_000


@dataclass(frozen=True)
class SheetPrint:
    """By row (from 0) numbers whose bits are columns: `formulas` are cells that are calculated, `filled` all that hold
    anything. `texts` are checksums of texts by row and column."""

    formulas: Mapping[int, int] = field(default_factory=dict)
    filled: Mapping[int, int] = field(default_factory=dict)
    texts: Mapping[Cells, str] = field(default_factory=dict)

    @classmethod
    def of(cls, formulas: Iterable[Cells], texts: Mapping[Cells, str], others: Iterable[Cells]) -> SheetPrint:
        """The print of a sheet whose cells are these; `others` hold neither formula nor text."""
        calculated, filled = _bits(formulas), _bits((*texts, *others))
        for row, bits in calculated.items():
            filled[row] = filled.get(row, 0) | bits
        few = len(texts) <= MOST_TEXTS
        return cls(calculated, filled, {cell: checksum(text) for cell, text in texts.items()} if few else {})

    def plain(self) -> dict[str, Any]:
        """The same for JSON."""
        texts: dict[str, dict[str, str]] = {}
        for (row, column), found in self.texts.items():
            texts.setdefault(str(row), {})[str(column)] = found
        return {"formulas": _runs(self.formulas), "filled": _runs(self.filled), "texts": texts}

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> SheetPrint:
        """What `plain` was made of. Raises ValueError, KeyError, TypeError or AttributeError for anything else."""
        texts = {
            (int(row), int(column)): str(found)
            for row, columns in plain["texts"].items() for column, found in columns.items()
        }  # fmt: skip
        return cls(_from_runs(plain["formulas"]), _from_runs(plain["filled"]), texts)

    def compare(
        self, sheet: Sheet, formulas: Formulas | None, is_read: Callable[[int, int], bool], rows: int | None = None
    ) -> ByHand:
        """What is different on the sheet, in its first `rows` where that is said; not what `is_read` says of a row and
        column is read. `formulas` are those that are there now, None where nobody can tell."""
        found, all_rows = ByHand(), sheet.rows[:rows]

        def text(row: int, column: int) -> str:
            cells = all_rows[row] if row < len(all_rows) else []
            return "" if column >= len(cells) or is_blank(cells[column]) else str(cells[column])

        if formulas is not None:
            found.calculated += [
                cell for cell in _cells(self.formulas, formulas)
                if not is_read(*cell) and (rows is None or cell[0] < rows)
            ]  # fmt: skip
        found.texts += [
            cell for cell, was in sorted(self.texts.items()) if checksum(text(*cell)) != was and not is_read(*cell)
        ]
        for row, cells in enumerate(all_rows):
            free = _free(self.filled.get(row, 0), len(cells))
            found.added += [
                (row, column) for column in free if not is_blank(cells[column]) and not is_read(row, column)
            ]
        changed, every = len(found.calculated) + len(found.texts), _count(self.formulas) + len(self.texts)
        found.rearranged = len(found.texts) > max(len(self.texts) // 2, 3) or changed > every // 2
        return found


@dataclass
class ByHand:
    """Cells that somebody changed: formulas typed over, texts changed, blanks filled. `rearranged`: so many that it was
    no single cell, but rows or columns were moved, or all was written anew."""

    calculated: list[Cells] = field(default_factory=list)
    texts: list[Cells] = field(default_factory=list)
    added: list[Cells] = field(default_factory=list)
    rearranged: bool = False


def checksum(text: str) -> str:
    """Of a text as it is told apart from others."""
    return f"{zlib.crc32(bare(text).encode('utf-8', 'replace')):x}"


def _bits(cells: Iterable[Cells]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row, column in cells:
        found[row] = found.get(row, 0) | 1 << column
    return found


def _cells(was: Mapping[int, int], now: Formulas) -> Iterable[Cells]:
    """The cells of `was` that are none of `now`."""
    for row, bits in was.items():
        missing = bits & ~now.rows.get(row, 0)
        while missing:
            lowest = missing & -missing
            yield row, lowest.bit_length() - 1
            missing ^= lowest


@cache
def _free(filled: int, width: int) -> tuple[int, ...]:
    """The columns in which nothing stood."""
    return tuple(column for column in range(width) if not filled >> column & 1)


def _count(rows: Mapping[int, int]) -> int:
    return sum(bits.bit_count() for bits in rows.values())


def _runs(rows: Mapping[int, int]) -> list[list[Any]]:
    """First row, last row, and in hexadecimal the bits that are the same in all of them."""
    found: list[list[Any]] = []
    for row, bits in sorted(rows.items()):
        text = f"{bits:x}"
        if found and found[-1][1] == row - 1 and found[-1][2] == text:
            found[-1][1] = row
        else:
            found.append([row, row, text])
    return found


def _from_runs(runs: Any) -> dict[int, int]:
    found: dict[int, int] = {}
    for first, last, text in runs:
        if not 0 <= first <= last < 1_048_576:
            raise ValueError(first, last)
        found.update(dict.fromkeys(range(first, last + 1), int(text, 16)))
    return found
