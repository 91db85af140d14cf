"""Which cells of the grid are selected: the active one, the range that reaches from it, and ranges beside that one.

Qt keeps the selection, as rectangles that never overlap; the active cell is its current index.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView, QWidget

from roiapp.ui.sheet.grid_geometry import Block
from roiapp.ui.sheet.worksheet_model import WorksheetModel

Place = tuple[int, int]
_Flag = QItemSelectionModel.SelectionFlag


class SelectingTable(QTableView):
    """A table of `worksheet` that knows its selection as places and blocks."""

    def __init__(self, model: WorksheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.worksheet = model
        self._end: Place = (0, 0)
        #: the ranges beside the one that the active cell begins
        self._others = QItemSelection()

    @property
    def current(self) -> Place | None:
        """Row and column of the active cell."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    @property
    def end(self) -> Place:
        """The corner of the selected range that moves when it is extended."""
        return self._end

    def blocks(self) -> list[Block]:
        """The selected rectangles, no cell in two of them; never a list of cells."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.size())]
        return [Block(r.top(), r.left(), r.bottom(), r.right()) for r in ranges if r.isValid()]

    def block(self) -> Block | None:
        """The selected rectangle around the active cell."""
        current = self.current
        if current is None:
            return None
        holding = [block for block in self.blocks() if block.holds(current)]
        return holding[0] if holding else Block.of(current, current)

    def go_to(self, row: int, column: int, *, extend: bool = False, add: bool = False) -> None:
        """Make a cell the active one, or extend the range from the active cell to it, and bring it into sight. `add`
        keeps what is selected beside it."""
        selection, index = self.selectionModel(), self.worksheet.index(row, column)
        if not index.isValid():
            return
        self._end = (row, column)
        if extend and self.current is not None:
            self._select(Block.of(self.current, self._end))
        else:
            self._others = QItemSelection(selection.selection()) if add else QItemSelection()
            selection.setCurrentIndex(index, _Flag.Select if add else _Flag.ClearAndSelect)
        self.scrollTo(index)

    def take_out(self, row: int, column: int) -> None:
        """Leave a cell out of the selection, where others stay; the active cell is then one of those."""
        selection = self.selectionModel()
        selection.select(self.worksheet.index(row, column), _Flag.Deselect)
        blocks = self.blocks()
        if not blocks:
            self.go_to(row, column)
            return
        if not any(block.holds(self.current) for block in blocks):
            last = blocks[-1]
            self._end = (last.bottom, last.right)
            selection.setCurrentIndex(self.worksheet.index(last.top, last.left), _Flag.NoUpdate)
        own = self.block()
        self._others = QItemSelection()
        for block in blocks:
            if block != own:
                self._others.merge(self._span(block), _Flag.Select)

    def select_block(self, block: Block, *, add: bool = False) -> None:
        """Select a rectangle, alone or to `add` it to what is selected beside it; the active cell stays where it is."""
        if not add:
            self._others = QItemSelection()
        row, column = self.current or (block.top, block.left)
        self._end = (block.bottom if row < block.bottom else block.top,
                     block.right if column < block.right else block.left)  # fmt: skip
        self._select(block)

    def select_again(self, current: Place, blocks: Sequence[Block]) -> None:
        """What was active and selected in another table of the same rows and columns."""
        self.go_to(*current)
        self._others = QItemSelection()
        own = next((block for block in blocks if block.holds(current)), None)
        for block in blocks:
            if block is not own:
                self._others.merge(self._span(block), _Flag.Select)
        if own is not None and own != Block.of(current, current):
            others = self._others
            self.select_block(own)
            self._others = others
        if own is not None:
            self._select(own)

    def select_rows(self, top: int, bottom: int) -> None:
        """Select whole rows; the active cell keeps its column."""
        self.select_block(Block(top, 0, bottom, self.worksheet.columnCount() - 1))

    def select_columns(self, left: int, right: int, *, add: bool = False) -> None:
        last = max(self.worksheet.empty_row - 1, 0)
        self.select_block(Block(0, left, last, right), add=add)

    def selectAll(self) -> None:
        """Every channel's row, as one range."""
        if self.current is None:
            self.go_to(0, 0)
        self.select_columns(0, self.worksheet.columnCount() - 1)

    def _select(self, block: Block) -> None:
        whole = QItemSelection(self._others)
        whole.merge(self._span(block), _Flag.Select)
        self.selectionModel().select(whole, _Flag.ClearAndSelect)

    def _span(self, block: Block) -> QItemSelection:
        model = self.worksheet
        return QItemSelection(model.index(block.top, block.left), model.index(block.bottom, block.right))
