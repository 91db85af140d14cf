"""The small square at the corner of the selected range that carries its figures on into the cells beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from roiapp.ui.sheet import grid_fill
from roiapp.ui.sheet.grid_geometry import Block

if TYPE_CHECKING:
    from roiapp.ui.grid.worksheet_table import WorksheetTable

_SIZE: Final = 7
_REACH: Final = 2  # of the mouse, around it


class FillHandle:
    """Where the handle is, and what is filled while it is drawn."""

    def __init__(self, view: WorksheetTable) -> None:
        self._view = view
        self._source: Block | None = None
        self._target: Block | None = None

    @property
    def drawing(self) -> bool:
        return self._source is not None

    def block(self) -> Block | None:
        """The range the handle belongs to: one alone, that holds cells which can be typed in."""
        view = self._view
        model = view.worksheet
        if len(view.shown_blocks) != 1 or view.shown_blocks[0].bottom >= model.empty_row:
            return None
        block = view.shown_blocks[0]
        inputs = any(place and model.columns[place - 1].writable for place in block.columns)
        return block if inputs else None

    def rect(self) -> QRect | None:
        """The square on the viewport; None where there is none or its corner is not in sight."""
        block, grid = self.block(), self._view.grid
        if block is None:
            return None
        x, y = grid.right(block.right) - 1, grid.top(block.bottom + 1) - 1
        width = self._view.viewport().width()
        if (block.right and x < grid.frozen) or x > width + 1 or y < 0:
            return None
        return QRect(min(x, width - 4) - _SIZE // 2, y - _SIZE // 2, _SIZE, _SIZE)

    def is_at(self, point: QPoint) -> bool:
        rect = self.rect()
        return rect is not None and rect.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(point)

    # -- drawing it ----------------------------------------------------------------------------------------------------

    def press(self) -> None:
        self._source = self.block()

    def draw_to(self, row: int, column: int) -> None:
        """Carry the range on up to this cell, as far as it can go."""
        model = self._view.worksheet
        if self._source is None:
            return
        last = max((place for place, each in enumerate(model.columns, start=1) if each.writable), default=0)
        target = grid_fill.reach(self._source, (row, column), model.empty_row - 1, max(last, self._source.right))
        if target != self._target:
            self._target = target
            self._view.viewport().update()

    def release(self, *, other: bool) -> None:
        """Fill what was reached."""
        source, target, self._source, self._target = self._source, self._target, None, None
        if source is not None and target is not None:
            self._view.viewport().update()
            self._view.commands.fill(source, target, other=other)

    def give_up(self) -> None:
        if self._source is not None:
            self._source = self._target = None
            self._view.viewport().update()

    def fill_down(self) -> None:
        """Fill down to the last channel."""
        block, last = self.block(), self._view.worksheet.empty_row - 1
        if block is not None and block.bottom < last:
            self._view.commands.fill(block, Block(block.bottom + 1, block.left, last, block.right))

    def paint(self, painter: QPainter) -> None:
        theme, grid = self._view.theme, self._view.grid
        rect = None if self._view.editor.is_open else self.rect()
        if rect is not None:
            painter.fillRect(rect.adjusted(-1, -1, 1, 1), theme.colour("surface"))
            painter.fillRect(rect, theme.colour("ring"))
        target = self._target
        if target is not None:
            left = max(grid.left(target.left), grid.frozen if target.left else 0)
            box = QRect(
                QPoint(left - 1, grid.top(target.top) - 1),
                QPoint(grid.right(target.right) - 1, grid.top(target.bottom + 1) - 1),
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ring"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box)
