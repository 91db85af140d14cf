"""What the process that reads a table sends to the program: rows as soon as they are read, how far it is, and at last
either what else there is to say of the sheets or the sentence why there is no table.

A message is its length and a tuple written by `marshal`: ("sheet", name, hidden), ("rows", rows as they are packed or
marked), ("again",): the rows of this sheet come once more, ("done", part, whole), ("refused", sentence), and at the end
("table", encoding, separator, what is told of each sheet).
"""

from __future__ import annotations

import marshal
import os
from itertools import islice

from roiapp.files.quick_cut import BETWEEN, count

TYPE_CHECKING = False  # `typing` itself takes a third of the time in which this process starts
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Final, TypeAlias

    from roiapp.files.tables import Cell

    Texts: TypeAlias = dict[tuple[int, int], str]
    #: what is told of a sheet when all of it was looked at: how many of its rows count, its marks, formulas, comments
    Told: TypeAlias = tuple[int, Texts, tuple[dict[int, int], Texts] | None, Texts | None]

#: the bytes of a message's length, the least first
LENGTH: Final = 8
_CELLS: Final = 100_000
#: how many rows go together: few at first, whose width is not known
_FIRST_ROWS, _ROWS = 50, 5000


class TooManyCellsError(Exception):
    """The file has more cells than are read."""


class Sender:
    """The way out of the process; `out` is a descriptor. Threads that share it see to it that one message goes at a
    time (`alone`)."""

    def __init__(self, out: int) -> None:
        self._out = out
        self._cells = 0
        self.alone: Callable[[], Any] | None = None

    def sheet(self, name: str, *, hidden: bool = False) -> None:
        """The rows that follow are of this sheet."""
        self._send("sheet", name, hidden)

    def texts(
        self, pieces: Iterable[str | list[list[str]]], most: int, done: Callable[[], tuple[float, float]]
    ) -> int:
        """Send rows of text, as marked text (`quick_cut`) or as lists; `done` says how far it is. Returns how many
        there are without the empty ones at the end. Raises `TooManyCellsError` where they have more than `most` cells.
        """
        total = filled = 0
        self._cells = 0  # perhaps the same once more
        for piece in pieces:
            if isinstance(piece, str):
                rows, ours = count(piece)
                self._cells += rows + piece.count(BETWEEN)
            else:
                rows, ours = len(piece), _filled(piece)
                self._cells += sum(map(len, piece))
            if self._cells > most:
                raise TooManyCellsError
            if isinstance(piece, str):
                self._send("rows", piece)
            else:
                from roiapp.files.table_parcels import pack

                self._send("rows", pack(piece))
            filled = total + ours if ours else filled
            total += rows
            self.done(*done())
        return filled

    def rows(self, rows: Iterable[list[Cell]], most: int) -> int:
        """The same for rows of any cells; those of all sheets together are counted."""
        from roiapp.files.table_parcels import pack

        total = filled = 0
        each, some = iter(rows), _FIRST_ROWS
        while part := list(islice(each, some)):
            more = sum(map(len, part))
            self._cells += more
            if self._cells > most:
                raise TooManyCellsError
            some = min(max(_CELLS * len(part) // max(more, 1), 1), _ROWS)
            self._send("rows", pack(part))
            ours = _filled(part)
            filled = total + ours if ours else filled
            total += len(part)
        return filled

    def again(self) -> None:
        """The rows of this sheet that were sent were not cut rightly: they are sent once more."""
        self._send("again")

    def done(self, part: float, whole: float) -> None:
        """How far it is."""
        self._send("done", float(part), float(whole))

    def table(self, told: list[Told], encoding: str = "", separator: str = "") -> None:
        """There is nothing more to come."""
        self._send("table", encoding, separator, told)

    def refuse(self, sentence: str) -> None:
        """There is no table. Ends the process, whatever its other threads do."""
        self._send("refused", sentence)
        os._exit(0)

    def _send(self, *message: Any) -> None:
        if self.alone is not None:
            with self.alone():
                self._write(message)
        else:
            self._write(message)

    def _write(self, message: tuple[Any, ...]) -> None:
        data = marshal.dumps(message)
        for part in (len(data).to_bytes(LENGTH, "little"), data):
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(self._out, rest) :]


def _filled(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows there are without the empty ones at the end."""
    for place in range(len(rows), 0, -1):
        if any(cell != "" for cell in rows[place - 1]):
            return place
    return 0
