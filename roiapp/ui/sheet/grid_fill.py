"""What the fill handle writes beside the selected cells: these repeated, or the series they begin. No Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from roiapp.core.fields import Field
from roiapp.core.units import NumberFormat, Unit
from roiapp.language import mark, trn
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.grid_edits import Cells, refuse_other_unit
from roiapp.ui.sheet.grid_geometry import Block

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet

#: a value and the arithmetic it was typed as
_Typed = tuple[float | None, str | None]
#: digits that a step of a series is good for: 0.1 + 0.2 is meant to be 0.3
_DIGITS: Final = 12


@dataclass
class Fill:
    """The edit, and what a series led to that a field cannot hold: (channel, column, text, sentence)."""

    edit: Edit | None = None
    refused: list[tuple[int, Column, str, str]] = field(default_factory=list)

    def sentence(self) -> str:
        if not self.refused:
            return ""
        return trn(
            "{n} cell of the series was left as it was: {why}",
            "{n} cells of the series were left as they were: {why}",
            len(self.refused),
            why=self.refused[0][3],
        )


def reach(block: Block, place: tuple[int, int], last_row: int, last_column: int) -> Block | None:
    """The cells that are filled when the handle of a block is drawn to a cell: those between the two, in the direction
    in which the cell is farther away; None inside the block."""
    row, column = min(max(place[0], 0), last_row), min(max(place[1], 1), last_column)
    down, up = row - block.bottom, block.top - row
    right, left = column - block.right, block.left - column
    most = max(down, up, right, left)
    if most <= 0:
        return None
    if most == down:
        return Block(block.bottom + 1, block.left, row, block.right)
    if most == up:
        return Block(row, block.left, block.top - 1, block.right)
    if most == right:
        return Block(block.top, block.right + 1, block.bottom, column)
    return Block(block.top, column, block.bottom, block.left - 1)


def fill(
    worksheet: Worksheet,
    columns: Sequence[Column],
    source: Block,
    target: Block,
    write: NumberFormat,
    channel_of: Callable[[int], int | None],
    *,
    other: bool,
) -> Fill:
    """The figures of `source` carried on into `target`, which lies beside it; blocks count the `columns` from 1,
    `channel_of` says which channel stands in a row.

    Two numbers or more go on as the series they form, one is repeated; `other` asks for the opposite of that. Raises
    `RefusedError` where a column is not measured as the one it would be filled from.
    """
    from roiapp.core.checks import limit_error

    result = Fill()
    cells = Cells()
    for old, new in _lines(columns, source, target, channel_of):
        known = [
            (_blank(worksheet.value(c.id, c.period, row)), worksheet.expression(c.id, c.period, row)) for row, c in old
        ]
        unit = old[0][1].record.unit
        for (row, column), (value, expression) in zip(new, _carried_on(known, len(new), unit, other), strict=True):
            assert isinstance(column.record, Field)
            why = limit_error(column.record, value, write)
            if why:
                result.refused.append((row, column, write.edit_text(value, unit), why))
                continue
            cells.add(column, row, value, expression)
    result.edit = cells.edit(mark("Fill"))
    return result


_Line = list[tuple[int, Column]]


def _lines(
    columns: Sequence[Column], source: Block, target: Block, channel_of: Callable[[int], int | None]
) -> Iterator[tuple[_Line, _Line]]:
    """Each line of cells along the direction of the filling, as (channel, column): those known and those to be filled,
    both in that direction. Rows without a channel, as subtotals are, are left out."""
    known, wanted = (
        [channel for row in block.rows if (channel := channel_of(row)) is not None] for block in (source, target)
    )
    if not known or not wanted:
        return
    if source.columns == target.columns:
        back = target.top < source.top
        for place in source.columns:
            column = columns[place - 1] if place else None
            if column is not None and column.writable:
                lines = [[(channel, column) for channel in channels] for channels in (known, wanted)]
                yield (lines[0][::-1], lines[1][::-1]) if back else (lines[0], lines[1])
        return
    inputs = [[columns[p - 1] for p in block.columns if p and columns[p - 1].writable] for block in (source, target)]
    if not all(inputs):
        return
    for column in (*inputs[0], *inputs[1]):
        refuse_other_unit(column, inputs[0][0])
    back = target.left < source.left
    for channel in known:
        lines = [[(channel, column) for column in shown] for shown in inputs]
        yield (lines[0][::-1], lines[1][::-1]) if back else (lines[0], lines[1])


def _carried_on(known: Sequence[_Typed], count: int, unit: Unit, other: bool) -> Iterator[_Typed]:
    numbers = [value for value, _ in known if value is not None]
    series = len(numbers) == len(known) and (len(known) > 1) != other
    if not series:
        for place in range(count):
            yield known[place % len(known)]
        return
    start, step = _trend(numbers) if len(numbers) > 1 else (numbers[0], 0.01 if unit.kind == "percent" else 1.0)
    for place in range(len(numbers), len(numbers) + count):
        yield float(f"{start + step * place:.{_DIGITS}g}"), None


def _trend(numbers: Sequence[float]) -> tuple[float, float]:
    """The straight line nearest to the numbers: its value at the first of them, and its step."""
    middle, mean = (len(numbers) - 1) / 2, math.fsum(numbers) / len(numbers)
    over = math.fsum((place - middle) * (number - mean) for place, number in enumerate(numbers))
    step = over / math.fsum((place - middle) ** 2 for place in range(len(numbers)))
    return mean - step * middle, step


def _blank(value: float) -> float | None:
    return value if value == value else None
