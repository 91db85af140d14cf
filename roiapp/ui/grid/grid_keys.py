"""Where the keys of a spreadsheet lead: from a cell and a key to the cell it goes to. No state, no widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from roiapp.ui.sheet.grid_geometry import Block
from roiapp.ui.sheet.worksheet_model import WorksheetModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Place = tuple[int, int]

_Key = Qt.Key
_STEPS: Final[dict[Qt.Key, Place]] = {
    _Key.Key_Up: (-1, 0),
    _Key.Key_Down: (1, 0),
    _Key.Key_Left: (0, -1),
    _Key.Key_Right: (0, 1),
}


def target(model: WorksheetModel, place: Place, key: Qt.Key, *, ctrl: bool, page: int) -> Place | None:
    """The cell a movement key leads to from (row, column), None for any other key. `page` is the rows on a page.

    The last row is the empty one below the channels, as in any spreadsheet one can go there by the arrows.
    """
    row, column = place
    last_row, last_column = model.rowCount() - 1, model.columnCount() - 1
    if key in _STEPS:
        down, right = _STEPS[key]
        if ctrl:
            return _edge(model, place, down, right)
        return min(max(row + down, 0), last_row), min(max(column + right, 0), last_column)
    match key:
        case _Key.Key_Home:
            return (0, 0) if ctrl else (row, 0)
        case _Key.Key_End:
            return (max(model.empty_row - 1, 0), last_column) if ctrl else (row, last_column)
        case _Key.Key_PageUp if not ctrl:
            return max(row - page, 0), column
        case _Key.Key_PageDown if not ctrl:
            return min(row + page, last_row), column
    return None


def cycled(blocks: Sequence[Block], place: Place, down: int, right: int) -> Place:
    """The next cell inside a selection, for Enter (down ±1) and Tab (right ±1): line by line, range by range, round and
    round."""
    own = next(number for number, block in enumerate(blocks) if block.holds(place))
    block, step = blocks[own], right or down
    row, column = place[0] - block.top, place[1] - block.left
    number = (row * len(block.columns) + column if right else column * len(block.rows) + row) + step
    if not 0 <= number < block.cells:
        block = blocks[(own + step) % len(blocks)]
        number = 0 if step > 0 else block.cells - 1
    if right:
        row, column = divmod(number, len(block.columns))
    else:
        column, row = divmod(number, len(block.rows))
    return block.top + row, block.left + column


def _edge(model: WorksheetModel, place: Place, down: int, right: int) -> Place:
    """The end of the run of filled cells, or the next filled one, or the border: where Ctrl and an arrow lead."""
    row, column = place
    if right:
        filled = [_has_text(model, row, c) for c in range(model.columnCount())]
        return row, _jump(filled, column, right)
    if not column:
        return (0 if down < 0 or not model.empty_row else _below_names(model, row)), column
    if row >= model.empty_row:
        return (_jump_up_from_end(model, column) if down < 0 else row), column
    return _vertical(model, row, column, down), column


def _has_text(model: WorksheetModel, row: int, column: int) -> bool:
    return model.figure(row, column) is not None if column else row < model.empty_row


def _below_names(model: WorksheetModel, row: int) -> int:
    last = model.empty_row - 1
    return last if row < last else model.rowCount() - 1


def _jump(filled: list[bool], start: int, step: int) -> int:
    """Along a line of filled and blank cells."""
    last = len(filled) - 1 if step > 0 else 0
    place = start
    if place == last:
        return place
    if filled[place] and filled[place + step]:
        while place != last and filled[place + step]:
            place += step
        return place
    place += step
    while place != last and not filled[place]:
        place += step
    return place


def _jump_up_from_end(model: WorksheetModel, column: int) -> int:
    places = _filled_rows(model, column)
    return int(places[-1]) if len(places) else 0


def _vertical(model: WorksheetModel, row: int, column: int, down: int) -> int:
    """The same over a column, which may have a million rows: by array, not by cell."""
    import numpy as np

    filled = np.zeros(model.empty_row, dtype=np.bool_)
    filled[_filled_rows(model, column)] = True
    ahead = filled[row + 1 :] if down > 0 else filled[:row][::-1]
    if not len(ahead):
        return model.rowCount() - 1 if down > 0 else 0
    if filled[row] and ahead[0]:
        blanks = np.flatnonzero(~ahead)
        steps = int(blanks[0]) if len(blanks) else len(ahead)
    else:
        full = np.flatnonzero(ahead)
        steps = int(full[0]) + 1 if len(full) else len(ahead)
    return row + steps * down


def _filled_rows(model: WorksheetModel, column: int) -> NDArray[np.intp]:
    holder = model.columns[column - 1]
    values = model.figures_of(holder).values(holder.id)  # type: ignore[union-attr]
    places = model.order.places(0, model.empty_row)
    values = values[places]
    known = values == values  # blank is NaN, which differs from itself
    if not isinstance(places, slice):
        known |= places < 0  # a subtotal
    return known.nonzero()[0]
