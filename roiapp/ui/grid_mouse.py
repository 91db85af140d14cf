"""The mouse in the grid: choosing cells, dragging ranges beyond the edge, dragging a channel by its dot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter

from roiapp.ui.grid_geometry import NAME_LEFT, ROW_HEIGHT

if TYPE_CHECKING:
    from roiapp.ui.worksheet_table import WorksheetTable

_SCROLL_MS: Final = 30


class GridMouse:
    """What the mouse is doing in one view."""

    def __init__(self, view: WorksheetTable) -> None:
        self._view = view
        self._selecting = False
        self._moving_row = -1
        self._drop_row = -1
        self._rows_only = False
        self._scroll = QTimer(view)
        self._scroll.setInterval(_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        self._point = QPoint()

    def press(self, event: QMouseEvent) -> None:
        view = self._view
        if not view.commit_editor():
            view.editor.setFocus()
            return
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        place = view.place_at(event.position().toPoint())
        if place is None:
            return
        row, column = place
        block = view.block()
        if event.button() != Qt.MouseButton.LeftButton:
            inside = block is not None and row in block.rows and column in block.columns
            if not inside:
                view.go_to(row, column)
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        handle = not column and event.position().x() < NAME_LEFT and row < view.worksheet.channels
        view.go_to(row, column, extend=extend)
        self._selecting = True
        self._rows_only = handle
        if handle and not extend:
            self._moving_row, self._drop_row = row, -1

    def move(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        view = self._view
        if not event.buttons() & Qt.MouseButton.LeftButton:
            place = view.place_at(point)
            on_handle = place and not place[1] and point.x() < NAME_LEFT and place[0] < view.worksheet.channels
            shape = Qt.CursorShape.OpenHandCursor if on_handle else Qt.CursorShape.ArrowCursor
            if view.viewport().cursor().shape() != shape:
                view.viewport().setCursor(shape)
            return
        self._point = point
        if self._moving_row >= 0:
            self._move_row_to(point)
        elif self._selecting:
            self._reach(point)
        outside = not view.viewport().rect().contains(point)
        if outside and (self._selecting or self._moving_row >= 0):
            if not self._scroll.isActive():
                self._scroll.start()
        else:
            self._scroll.stop()

    def release(self) -> None:
        self._scroll.stop()
        self._selecting = False
        if self._moving_row >= 0 and self._drop_row >= 0:
            self._view.commands.move_rows(range(self._moving_row, self._moving_row + 1), self._drop_row)
        if self._moving_row >= 0:
            self._moving_row = self._drop_row = -1
            self._view.viewport().update()

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._view.place_at(event.position().toPoint()):
            self._view.open_editor()

    def paint(self, painter: QPainter) -> None:
        """The line that shows where a dragged row would go."""
        if self._drop_row >= 0:
            y = self._view.grid.top(self._drop_row)
            line = QRect(0, y - 1, self._view.viewport().width(), 2)
            painter.fillRect(line, QColor(self._view.palette().accent().color()))

    def _move_row_to(self, point: QPoint) -> None:
        row = (point.y() + self._view.grid.y + ROW_HEIGHT // 2) // ROW_HEIGHT
        row = max(0, min(row, self._view.worksheet.channels))
        wanted = -1 if row in (self._moving_row, self._moving_row + 1) else row
        if wanted != self._drop_row:
            self._drop_row = wanted
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._view.viewport().update()

    def _reach(self, point: QPoint) -> None:
        """Extend the range to the cell nearest to the point."""
        view, grid = self._view, self._view.grid
        if view.current is None:
            return
        row = max(0, min(grid.row_at(point.y()), view.worksheet.rowCount() - 1))
        x = max(0, min(point.x(), view.viewport().width() - 1))
        column = grid.column_at(x)
        if column < 0:
            column = grid.columns - 1
        if view.current[1] and not column and grid.x:
            # Out of the scrolled columns towards the frozen one: scroll back before it is taken in.
            column = max(1, grid.scrolled(0, view.viewport().width()).start - 1)
        if (row, column) != view.end:
            view.go_to(row, column, extend=True)

    def _scroll_on(self) -> None:
        """While the mouse is held beyond an edge, scroll on in that direction."""
        view, rect = self._view, self._view.viewport().rect()
        point = self._point
        down = min(0, point.y()) + max(0, point.y() - rect.bottom())
        across = min(0, point.x()) + max(0, point.x() - rect.right())
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + down)
        view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + across)
        if self._moving_row >= 0:
            self._move_row_to(point)
        else:
            self._reach(point)
