"""What can be done with the selected cells: copy, cut, paste, clear, fill, and rows put in, taken out and moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from roiapp.language import tr, trn
from roiapp.ui import grid_edits
from roiapp.ui.grid_columns import Column
from roiapp.ui.grid_edits import RefusedError
from roiapp.ui.grid_geometry import Block

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.ui.clipboard import Cell
    from roiapp.ui.worksheet_table import WorksheetTable

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
#: More cells than this are not put on the clipboard: it would take the memory of the programs that read it.
MOST_COPIED: Final = 2_000_000


class GridCommands:
    """The commands of one grid, each one step of undo. Whatever is refused is said by the table's `noticed`."""

    def __init__(self, view: WorksheetTable) -> None:
        self._view = view
        self._model = view.worksheet
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
            (_Key.Key_Up, alt): self.move_up,
            (_Key.Key_Down, alt): self.move_down,
        }

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
        """The selected range onto the clipboard, as text and as HTML."""
        self._copy()

    def _copy(self) -> bool:
        from roiapp.ui import clipboard  # its csv and html are not needed for the first picture

        block = self._single_block(tr("Only one range of cells can be copied at a time."))
        if block is None:
            return False
        rows = range(block.top, min(block.bottom, self._model.channels - 1) + 1)
        if len(rows) * len(block.columns) > MOST_COPIED:
            self._view.noticed.emit(tr("That is too much for the clipboard. Export the worksheet instead."))
            return False
        table = [[self._cell(row, column) for column in block.columns] for row in rows]
        data = QMimeData()
        data.setText(clipboard.as_text(table))
        data.setHtml(clipboard.as_html(table))
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def cut(self) -> None:
        if self._writable() and self._copy():
            self.clear()

    def paste(self) -> None:
        """The clipboard's table from the upper left selected cell on, repeated over a range that it fits."""
        from roiapp.ui import clipboard

        view, model = self._view, self._model
        block, sheet = view.block(), model.worksheet
        table = clipboard.table_of(QGuiApplication.clipboard().text())
        if block is None or sheet is None or not table or not self._writable():
            return
        table = clipboard.fitted(table, len(block.rows), len(block.columns))
        columns: list[Column | None] = [
            model.columns[place - 1] if place else None for place in range(block.left, model.columnCount())
        ]
        pasted = grid_edits.paste(sheet, columns, block.top, table, model.source.number_format)
        sentence = model.apply(pasted.edit)
        if sentence:
            view.noticed.emit(sentence)
            return
        model.mark_refused((row, block.left + across, text, why) for row, across, text, why in pasted.refused)
        width = min(max(len(row) for row in table), len(columns))
        view.go_to(block.top, block.left)
        bottom = min(block.top + len(table), model.channels) - 1
        view.select_block(Block(block.top, block.left, max(bottom, block.top), block.left + width - 1))
        if pasted.sentence():
            view.noticed.emit(pasted.sentence())

    def _cell(self, row: int, column: int) -> Cell:
        from roiapp.ui.clipboard import Cell

        if not column:
            name = self._model.name(row)
            return Cell(name, name)
        figure = self._model.figure(row, column)
        if figure is None:
            return Cell("", "")
        unit = self._model.columns[column - 1].record.unit
        write = self._model.source.number_format
        return Cell(write.text(figure, unit), write.edit_text(figure, unit), figure)

    # -- figures -------------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Blank what is typed in the selected cells."""
        model, sheet = self._model, self._model.worksheet
        blocks = self._view.blocks()
        if sheet is None or not self._writable():
            return
        places = {place for block in blocks for place in block.columns}
        columns = self._inputs(places)
        if not columns:
            self._view.noticed.emit(self._why_not_cleared(places))
            return
        rows = [range(block.top, min(block.bottom + 1, model.channels)) for block in blocks]
        self._apply(grid_edits.clear(sheet, columns, rows))

    def fill_down(self) -> None:
        """The first selected row into those below; of a single row, the row above it."""
        block = self._filling()
        sheet = self._model.worksheet
        if block is None or sheet is None:
            return
        top = block.top - 1 if len(block.rows) == 1 else block.top
        if top < 0:
            return
        rows = range(top, min(block.bottom + 1, self._model.channels))
        self._apply(grid_edits.fill_down(sheet, self._inputs(block.columns), rows))

    def fill_right(self) -> None:
        """The first selected column into those right of it; of a single column, the one left of it."""
        block = self._filling()
        sheet = self._model.worksheet
        if block is None or sheet is None:
            return
        left = block.left - 1 if len(block.columns) == 1 else block.left
        columns = self._inputs(range(max(left, 1), block.right + 1))
        rows = range(block.top, min(block.bottom + 1, self._model.channels))
        if len(columns) < 2:
            return
        try:
            self._apply(grid_edits.fill_right(sheet, columns, rows))
        except RefusedError as error:
            self._view.noticed.emit(str(error))

    # -- rows ----------------------------------------------------------------------------------------------------------

    def insert_rows(self) -> None:
        """As many channels as rows are selected, above them."""
        block, sheet = self._view.block(), self._model.worksheet
        if block is None or sheet is None:
            return
        top = min(block.top, self._model.channels)
        count = max(1, min(block.bottom, self._model.channels) - top + 1)
        if self._apply(grid_edits.insert_rows(sheet, top, count)):
            self._view.go_to(top, 0)

    def remove_rows(self) -> None:
        """The selected channels with all their figures."""
        rows = {row for block in self._view.blocks() for row in block.rows if row < self._model.channels}
        name = self._model.name(min(rows)) if rows else ""
        if rows and self._apply(grid_edits.remove_rows(rows)):
            column = self._view.current[1] if self._view.current else 0
            self._view.go_to(min(*rows, self._model.rowCount() - 1), column)
            if len(rows) == 1:
                said = tr("{channel} was removed. Undo brings it back.", channel=name)
            else:
                said = trn(
                    "{n} channel was removed. Undo brings it back.",
                    "{n} channels were removed. Undo brings them back.",
                    len(rows),
                )
            self._view.noticed.emit(said)

    def move_up(self) -> None:
        block = self._view.block()
        if block and block.top > 0:
            self.move_rows(self._rows_of(block), block.top - 1)

    def move_down(self) -> None:
        block = self._view.block()
        if block and block.bottom < self._model.channels - 1:
            self.move_rows(self._rows_of(block), block.bottom + 2)

    def move_rows(self, rows: range, target: int) -> None:
        """The channels of these rows before what is row `target` now; the selection goes with them."""
        view = self._view
        block, current = view.block(), view.current
        if not rows or block is None or current is None:
            return
        if self._apply(grid_edits.move_rows(self._model.channels, rows, target)):
            by = (target if target < rows.start else target - len(rows)) - rows.start
            view.go_to(current[0] + by, current[1])
            view.select_block(Block(block.top + by, block.left, block.bottom + by, block.right))

    def select_rows(self) -> None:
        block = self._view.block()
        if block:
            self._view.select_rows(block.top, block.bottom)

    def select_columns(self) -> None:
        block = self._view.block()
        if block:
            self._view.select_columns(block.left, block.right)

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
        return range(block.top, min(block.bottom + 1, self._model.channels))
