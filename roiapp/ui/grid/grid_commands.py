"""What can be done with the selected cells: cut, clear, fill, and rows put in, taken out and moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from roiapp.language import tr, trn
from roiapp.ui.grid.grid_clipboard import GridClipboard
from roiapp.ui.sheet import grid_edits
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.grid_edits import RefusedError
from roiapp.ui.sheet.grid_geometry import Block
from roiapp.ui.sheet.row_words import why_not_moved

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.ui.grid.worksheet_table import WorksheetTable

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier


class GridCommands:
    """The commands of one grid, each one step of undo. Whatever is refused is said by the table's `noticed`."""

    def __init__(self, view: WorksheetTable) -> None:
        self._view = view
        self._model = view.worksheet
        self.clipboard = GridClipboard(view)
        ctrl, shift, alt, none = (
            _Modifier.ControlModifier,
            _Modifier.ShiftModifier,
            _Modifier.AltModifier,
            _Modifier.NoModifier,
        )
        self._keys: dict[tuple[_Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (_Key.Key_Delete, none): self.clear,
            (_Key.Key_C, ctrl): self.copy,
            (_Key.Key_X, ctrl): self.cut,
            (_Key.Key_V, ctrl): self.paste,
            (_Key.Key_Insert, ctrl): self.copy,
            (_Key.Key_Insert, shift): self.paste,
            (_Key.Key_Delete, shift): self.cut,
            (_Key.Key_D, ctrl): self.fill_down,
            (_Key.Key_R, ctrl): self.fill_right,
            (_Key.Key_A, ctrl): view.selectAll,
            (_Key.Key_Space, shift): self.select_rows,
            (_Key.Key_Space, ctrl): self.select_columns,
            (_Key.Key_Plus, ctrl): self.insert_rows,
            (_Key.Key_Plus, ctrl | shift): self.insert_rows,
            (_Key.Key_Equal, ctrl | shift): self.insert_rows,
            (_Key.Key_Minus, ctrl): self.remove_rows,
            (_Key.Key_Up, alt | shift): self.move_up,
            (_Key.Key_Down, alt | shift): self.move_down,
        }

    @property
    def keys(self) -> frozenset[str]:
        """The keys it answers to, as text."""
        return frozenset(QKeySequence(QKeyCombination(held, key)).toString() for key, held in self._keys)

    def run_key(self, event: QKeyEvent) -> bool:
        """Run the command of a key. False where it has none."""
        modifiers = event.modifiers() & ~_Modifier.KeypadModifier
        command = self._keys.get((_Key(event.key()), modifiers))
        if command is None:
            return False
        command()
        return True

    # -- clipboard -----------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """The selected cells onto the clipboard, as text and as HTML."""
        self.clipboard.copy()

    def cut(self) -> None:
        if self._writable() and self.clipboard.copy():
            self.clear()

    def paste(self) -> None:
        """The clipboard's table from the upper left selected cell on, or where its header row says."""
        if self._writable():
            self.clipboard.paste()

    def paste_special(self, values: bool, keep: bool, transpose: bool) -> None:
        """The same with the choices of "paste special"."""
        from roiapp.ui.sheet.grid_paste import How

        if self._writable():
            self.clipboard.paste(How(values, keep), transpose=transpose)

    # -- figures -------------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Blank what is typed in the selected cells."""
        sheet = self._model.worksheet
        blocks = self._view.blocks()
        if sheet is None or not self._writable():
            return
        places = {place for block in blocks for place in block.columns}
        columns = self._inputs(places)
        if not columns:
            self._view.noticed.emit(self._why_not_cleared(places))
            return
        channels = [self._channels_of(block) for block in blocks]
        self._apply(grid_edits.clear(sheet, columns, channels))

    def enter_everywhere(self, text: str) -> str | None:
        """An entry put into every selected cell that can be typed in, as one step. Returns the sentence where it is
        refused, then nothing has changed."""
        model = self._model
        places = [(self._inputs(block.columns), self._channels_of(block)) for block in self._view.blocks()]
        try:
            return model.apply(grid_edits.enter_everywhere(places, text, model.source.number_format))
        except RefusedError as error:
            return str(error)

    def fill_down(self) -> None:
        """The first selected row into those below; of a single row, the row above it."""
        block = self._filling()
        sheet = self._model.worksheet
        if block is None or sheet is None:
            return
        top = block.top - 1 if len(block.rows) == 1 else block.top
        if top < 0:
            return
        channels = self._model.order.channels_in(top, block.bottom + 1)
        self._apply(grid_edits.fill_down(sheet, self._inputs(block.columns), channels))

    def fill_right(self) -> None:
        """The first selected column into those right of it; of a single column, the one left of it."""
        block = self._filling()
        sheet = self._model.worksheet
        if block is None or sheet is None:
            return
        left = block.left - 1 if len(block.columns) == 1 else block.left
        columns = self._inputs(range(max(left, 1), block.right + 1))
        if len(columns) < 2:
            return
        try:
            self._apply(grid_edits.fill_right(sheet, columns, self._channels_of(block)))
        except RefusedError as error:
            self._view.noticed.emit(str(error))

    # -- rows ----------------------------------------------------------------------------------------------------------

    def insert_rows(self) -> None:
        """As many channels as rows are selected, above them."""
        block, sheet = self._view.block(), self._model.worksheet
        if block is None or sheet is None or not self.in_own_order():
            return
        top = min(block.top, self._model.channels)
        count = max(1, min(block.bottom, self._model.channels) - top + 1)
        if self._apply(grid_edits.insert_rows(sheet, top, count)):
            self._view.go_to(top, 0)

    def remove_rows(self) -> None:
        """The selected channels with all their figures."""
        model, blocks = self._model, self._view.blocks()
        channels = {channel for block in blocks for channel in self._channels_of(block)}
        name = model.worksheet.names[min(channels)] if channels and model.worksheet else ""
        if channels and self._apply(grid_edits.remove_rows(channels)):
            row, column = min(block.top for block in blocks), self._view.current[1] if self._view.current else 0
            self._view.go_to(min(row, model.rowCount() - 1), column)
            if len(channels) == 1:
                said = tr("{channel} was removed. Undo brings it back.", channel=name)
            else:
                said = trn(
                    "{n} channel was removed. Undo brings it back.",
                    "{n} channels were removed. Undo brings them back.",
                    len(channels),
                )
            self._view.noticed.emit(said)

    def move_up(self) -> None:
        block = self._view.block()
        if block and block.top > 0 and self.in_own_order():
            self.move_rows(self._rows_of(block), block.top - 1)

    def move_down(self) -> None:
        block = self._view.block()
        if block and block.bottom < self._model.empty_row - 1 and self.in_own_order():
            self.move_rows(self._rows_of(block), block.bottom + 2)

    def move_rows(self, rows: Sequence[int], target: int) -> None:
        """The channels of these rows (ascending) together before what is row `target` now; the selection goes with
        them."""
        view, current = self._view, self._view.current
        blocks = view.blocks()
        if not rows or not blocks or current is None or not self.in_own_order():
            return
        if self._apply(grid_edits.move_rows(self._model.channels, rows, target)):
            top = target - sum(row < target for row in rows)
            place = rows.index(current[0]) if current[0] in rows else 0
            view.go_to(top + place, current[1])
            left, right = min(block.left for block in blocks), max(block.right for block in blocks)
            view.select_block(Block(top, left, top + len(rows) - 1, right))

    def fill(self, block: Block, target: Block, *, other: bool = False) -> None:
        """A range carried on into the cells beside it; `other` asks for a series where there would be copies, and for
        copies where there would be a series."""
        from roiapp.ui.sheet import grid_fill

        model = self._model
        sheet, write = model.worksheet, model.source.number_format
        bottom, right = max(block.bottom, target.bottom), max(block.right, target.right)
        gone = bottom >= model.empty_row or right >= model.columnCount()  # while the handle was drawn
        if sheet is None or gone or not self._writable():
            return
        try:
            filled = grid_fill.fill(sheet, model.columns, block, target, write, model.channel, other=other)
        except RefusedError as error:
            self._view.noticed.emit(str(error))
            return
        self._apply(filled.edit)
        if filled.refused:
            model.mark_refused((row, model.columns.index(c) + 1, text, why) for row, c, text, why in filled.refused)
        self._view.select_block(Block(min(block.top, target.top), min(block.left, target.left), bottom, right))
        if filled.sentence():
            self._view.noticed.emit(filled.sentence())

    def select_rows(self) -> None:
        block = self._view.block()
        if block:
            self._view.select_rows(block.top, block.bottom)

    def select_columns(self) -> None:
        block = self._view.block()
        if block:
            self._view.select_columns(block.left, block.right)

    def in_own_order(self) -> bool:
        """Whether the rows stand in their own order; says why nothing can be moved where they do not."""
        sentence = why_not_moved(self._model)
        if sentence:
            self._view.noticed.emit(sentence)
        return not sentence

    # -- inside --------------------------------------------------------------------------------------------------------

    def _apply(self, edit: Edit | None) -> bool:
        """Make the edit; True where there was one and it was taken."""
        sentence = self._model.apply(edit)
        if sentence:
            self._view.noticed.emit(sentence)
        return edit is not None and sentence is None

    def _writable(self) -> bool:
        why = self._model.why_all_read_only()
        if why:
            self._view.noticed.emit(why)
        return not why

    def _filling(self) -> Block | None:
        if not self._writable():
            return None
        return self._single_block(tr("Only one range of cells can be filled at a time."))

    def _single_block(self, sentence: str) -> Block | None:
        blocks = self._view.blocks()
        if len(blocks) > 1:
            self._view.noticed.emit(sentence)
            return None
        return self._view.block()

    def _inputs(self, places: set[int] | range) -> list[Column]:
        columns = self._model.columns
        return [columns[place - 1] for place in sorted(places) if place and columns[place - 1].writable]

    def _why_not_cleared(self, places: set[int]) -> str:
        if places == {0}:
            return tr("A channel needs a name. Ctrl and minus removes the whole row.")
        return self._model.why_read_only(max(places))

    def _rows_of(self, block: Block) -> range:
        return range(block.top, min(block.bottom + 1, self._model.empty_row))

    def _channels_of(self, block: Block) -> Sequence[int]:
        """The channels of the rows of a block, in the order of the rows."""
        return self._model.order.channels_in(block.top, block.bottom + 1)
