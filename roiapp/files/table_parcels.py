"""Rows of a table packed for the way from the process that reads it, so that most of it are arrays and long texts,
which `marshal` writes and reads in no time: Python makes lists of them far faster than it reads cells."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate, chain, pairwise, zip_longest
from typing import Any, Final

from roiapp.files.quick_cut import BETWEEN, cut
from roiapp.files.tables import Cell

Parcel = tuple[Any, ...]

_PLAIN: Final = frozenset((str, float, int, bool, type(None)))
_TEXTS: Final = frozenset((str, date, datetime, time, timedelta, type(None)))
#: a table as wide as its longest row may be so many times as large as the table itself
_MOST_FILLED: Final = 4


def pack(rows: Sequence[Sequence[Cell]]) -> Parcel:
    """Rows, as values that `marshal` knows."""
    lengths = list(map(len, rows))
    widest = max(lengths, default=0)
    if not widest or widest * len(rows) > _MOST_FILLED * sum(lengths):
        return "ragged", array("I", lengths).tobytes(), _pack_column(tuple(chain.from_iterable(rows)))
    if min(lengths) == widest:
        return "even", b"", [_pack_column(column) for column in zip(*rows, strict=True)]
    columns = [_pack_column(column) for column in zip_longest(*rows)]
    return "uneven", array("I", lengths).tobytes(), columns


def unpack(parcel: Parcel | str) -> list[list[Cell]]:
    """The rows that were packed, or marked (`quick_cut`); times and durations have become text."""
    if isinstance(parcel, str):
        return cut(parcel)  # type: ignore[return-value]
    kind, packed_lengths, packed = parcel
    lengths = array("I")
    lengths.frombytes(packed_lengths)
    if kind == "ragged":
        cells = _unpack_column(packed)
        ends = [0, *accumulate(lengths)]
        return [cells[start:end] for start, end in pairwise(ends)]
    rows = list(map(list, zip(*map(_unpack_column, packed), strict=True)))
    if kind == "uneven":
        widest = len(packed)
        for row, length in enumerate(lengths):
            if length < widest:
                del rows[row][length:]
    return rows


def _pack_column(cells: tuple[Cell, ...]) -> Parcel:
    kinds = set(map(type, cells))
    if kinds == {float}:
        return "numbers", array("d", cells).tobytes()  # type: ignore[type-var]
    if kinds <= _TEXTS and kinds:
        once = dict.fromkeys(cells)
        if 2 * len(once) <= len(cells) or kinds != {str}:
            places = {cell: place for place, cell in enumerate(once)}
            code = "H" if len(once) <= 0xFFFF else "I"
            return "repeated", list(map(_plain, once)), code, array(code, map(places.__getitem__, cells)).tobytes()
        text = BETWEEN.join(cells)  # type: ignore[arg-type]
        if text.count(BETWEEN) == len(cells) - 1:
            return "texts", text
    if kinds <= _PLAIN:
        return "cells", list(cells), False
    return "cells", list(map(_plain, cells)), True


def _unpack_column(packed: Parcel) -> list[Cell]:
    kind = packed[0]
    if kind == "numbers":
        numbers = array("d")
        numbers.frombytes(packed[1])
        return list[Cell](numbers)
    if kind == "texts":
        return packed[1].split(BETWEEN)  # type: ignore[no-any-return]
    if kind == "repeated":
        _, once, code, packed_places = packed
        places = array(code)
        places.frombytes(packed_places)
        return list(map(_as_it_was(once).__getitem__, places))
    return _as_it_was(packed[1]) if packed[2] else packed[1]


def _plain(cell: Cell | timedelta) -> Any:
    """A cell as `marshal` knows it: a date as its three numbers, with a time as six."""
    if type(cell) in _PLAIN:
        return cell
    if isinstance(cell, datetime):
        return cell.timetuple()[:6]
    if isinstance(cell, date):
        return cell.year, cell.month, cell.day
    return str(cell)


def _as_it_was(cells: Iterable[Any]) -> list[Cell]:
    return [
        cell if type(cell) is not tuple else date(*cell) if len(cell) == 3 else datetime(*cell)  # noqa: DTZ001 - a wall clock
        for cell in cells
    ]
