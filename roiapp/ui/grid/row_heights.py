"""Keeps the rows of a grid as tall as what stands in them: below an input that a scenario moves stands what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker

from roiapp.ui.sheet.grid_geometry import NONE_TALL, TallRows

if TYPE_CHECKING:
    from roiapp.core.results import Changed
    from roiapp.ui.grid.painted_table import PaintedTable

_RING: Final = 3  # of the active cell, around it


class RowHeights:
    """Of one table: tells its geometry which rows are tall, and Qt's hidden header, from which the scroll bar has its
    range. Does nothing as long as the same rows are."""

    def __init__(self, table: PaintedTable) -> None:
        self._table = table
        #: which rows the header has been told of
        self._told = NONE_TALL
        model = table.worksheet
        for changed in (model.source.reset, model.source.view_changed, model.rows_moved):
            changed.connect(self.follow)
        model.source.changed.connect(self._on_changed)
        model.source.frames.rest.connect(self.follow)
        model.modelReset.connect(self._on_reset)

    def follow(self) -> None:
        """Ask the model which rows are tall now; what stands at the top stays there."""
        grid, model = self._table.grid, self._table.worksheet
        grid.supposed = model.under_scenario
        tall = model.tall_rows()
        if tall == grid.tall:
            return
        before, scrolled, top = grid.tall, grid.y, self.top()
        grid.tall = tall
        self.lay_out(top)
        self._repaint(before, grid.y != scrolled)
        self._table.rows_laid_out.emit()

    def _on_changed(self, changed: Changed) -> None:
        """While something is dragged they have their turn: looking through all inputs takes longer than drawing one."""
        if changed.structure or not self._table.worksheet.source.trying:
            self.follow()

    def _on_reset(self) -> None:
        """Qt's header has forgotten what it was told."""
        self.tell_header()
        self.follow()

    def top(self) -> tuple[int, float]:
        """The row at the top, and how much of it is scrolled away, from 0 up to 1."""
        grid = self._table.grid
        row = grid.row_at(0)
        return row, -grid.top(row) / grid.height(row)

    def lay_out(self, top: tuple[int, float]) -> None:
        """Give the rows the room they take now, and scroll to what stood at the top."""
        table, grid, (row, part) = self._table, self._table.grid, top
        self.tell_header()
        table.executeDelayedItemsLayout()
        table.updateGeometries()
        table.verticalScrollBar().setValue(grid.down_to(row) + round(part * grid.height(row)))

    def tell_header(self) -> None:
        """The table lays itself out once afterwards, not for each row."""
        header, grid = self._table.verticalHeader(), self._table.grid
        with QSignalBlocker(header):
            if header.defaultSectionSize() != grid.row_height:
                header.setMinimumSectionSize(grid.row_height)
                header.setDefaultSectionSize(grid.row_height)
            for row in {*self._told.rows, *grid.tall.rows}:
                if row < header.count() and header.sectionSize(row) != grid.height(row):
                    header.resizeSection(row, grid.height(row))
        self._told = grid.tall

    def _repaint(self, before: TallRows, moved: bool) -> None:
        """What stands from the first row on whose height is another; all of it where Qt has moved the picture."""
        viewport, grid = self._table.viewport(), self._table.grid
        if moved or before.every or grid.tall.every:
            viewport.update()
            return
        top = grid.top(min({*before.rows} ^ {*grid.tall.rows})) - _RING
        if top < viewport.height():
            viewport.update(0, max(top, 0), viewport.width(), viewport.height() - max(top, 0))
