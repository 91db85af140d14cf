"""The mouse in the grid: choosing cells, dragging ranges beyond the edge, dragging channels by their dots, drawing the
fill handle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter

from roiapp.ui.grid.fill_handle import FillHandle
from roiapp.ui.sheet.grid_geometry import NAME_LEFT

if TYPE_CHECKING:
    from roiapp.ui.grid.worksheet_table import WorksheetTable

_SCROLL_MS: Final = 30
_Modifier = Qt.KeyboardModifier


class GridMouse:
    """What the mouse is doing in one view."""

    def __init__(self, view: WorksheetTable) -> None:
        self._view = view
        self.handle = FillHandle(view)
        self._selecting = False
        self._moving: Sequence[int] = ()
        #: the cell that was pressed of the rows being moved: it alone is selected where they are not
        self._pressed = (0, 0)
        self._drop_row = -1
        self._scroll = QTimer(view)
        self._scroll.setInterval(_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        self._point = QPoint()

    def press(self, event: QMouseEvent) -> None:
        view, point = self._view, event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton:
            return
        if not view.commit_editor():
            view.editor.setFocus()
            return
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.handle.is_at(point):
            self.handle.press()
            return
        place = view.place_at(point)
        if place is None:
            return
        if left:
            self._choose(place, point, event.modifiers())
        elif not any(block.holds(place) for block in view.blocks()):
            view.go_to(*place)

    def _choose(self, place: tuple[int, int], point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        row, column = place
        extend, add = bool(modifiers & _Modifier.ShiftModifier), bool(modifiers & _Modifier.ControlModifier)
        group = not column and view.worksheet.group(row) is not None
        if group and not extend and not add and point.x() < view.grid.px(NAME_LEFT):
            view.go_to(row, 0)
            view.turn_group(row)
            return
        if add and not extend and any(block.holds(place) for block in view.blocks()):
            view.take_out(row, column)
            return
        if not extend and not add and self._on_dot(place, point):
            chosen = self._chosen_rows()
            self._pressed, self._drop_row = place, -1
            self._moving = chosen if row in chosen else (row,)
            if row not in chosen:
                view.go_to(row, column)
            return
        view.go_to(row, column, extend=extend, add=add)
        self._selecting = True

    def move(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        view = self._view
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_what_is_under(point)
            return
        self._point = point
        busy = self._follow(point)
        outside = not view.viewport().rect().contains(point)
        if outside and busy:
            if not self._scroll.isActive():
                self._scroll.start()
        else:
            self._scroll.stop()

    def release(self, event: QMouseEvent) -> None:
        self._scroll.stop()
        self._selecting = False
        if self.handle.drawing:
            self.handle.release(other=bool(event.modifiers() & _Modifier.ControlModifier))
        moving, drop, self._moving, self._drop_row = self._moving, self._drop_row, (), -1
        if not moving:
            return
        if drop >= 0:
            self._view.commands.move_rows(moving, drop)
        elif len(moving) > 1:
            self._view.go_to(*self._pressed)
        self._view.viewport().update()

    def give_up(self) -> None:
        """Drop what is being drawn or moved."""
        self._scroll.stop()
        self.handle.give_up()
        if self._moving:
            self._moving, self._drop_row = (), -1
            self._view.viewport().update()

    def double_click(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.handle.is_at(point):
            self.handle.give_up()
            self.handle.fill_down()
            return
        place = self._view.place_at(point)
        if place and not place[1] and self._view.worksheet.group(place[0]) is not None:
            self._view.turn_group(place[0])
        elif place:
            self._view.open_editor()

    def paint(self, painter: QPainter) -> None:
        """The fill handle, and the line that shows where dragged rows would go."""
        self.handle.paint(painter)
        if self._drop_row >= 0:
            y = self._view.grid.top(self._drop_row)
            line = QRect(0, y - 1, self._view.viewport().width(), 2)
            painter.fillRect(line, QColor(self._view.palette().accent().color()))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _on_dot(self, place: tuple[int, int], point: QPoint) -> bool:
        worksheet, left = self._view.worksheet, self._view.grid.px(NAME_LEFT)
        return not place[1] and point.x() < left and worksheet.channel(place[0]) is not None

    def _chosen_rows(self) -> list[int]:
        """The channels whose names are selected, ascending."""
        last = self._view.worksheet.empty_row
        return sorted({row for block in self._view.blocks() if not block.left for row in block.rows if row < last})

    def _show_what_is_under(self, point: QPoint) -> None:
        view, place = self._view, self._view.place_at(point)
        if self.handle.is_at(point):
            shape = Qt.CursorShape.CrossCursor
        elif place and self._on_dot(place, point):
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        if view.viewport().cursor().shape() != shape:
            view.viewport().setCursor(shape)

    def _follow(self, point: QPoint) -> bool:
        """Do what the drag is about with the mouse at this point; False where it is about nothing."""
        view = self._view
        if self._moving:
            self._move_rows_to(point)
        elif self.handle.drawing:
            self.handle.draw_to(*self._nearest(point))
        elif self._selecting and view.current is not None:
            place = self._nearest(point)
            if place != view.end:
                view.go_to(*place, extend=True)
        else:
            return False
        return True

    def _move_rows_to(self, point: QPoint) -> None:
        row = max(0, min(self._view.grid.gap_at(point.y()), self._view.worksheet.empty_row))
        first, last = self._moving[0], self._moving[-1]
        together = last - first + 1 == len(self._moving)
        wanted = -1 if together and first <= row <= last + 1 else row
        if wanted >= 0 and not self._view.commands.in_own_order():
            self.give_up()
            return
        if wanted != self._drop_row:
            self._drop_row = wanted
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._view.viewport().update()

    def _nearest(self, point: QPoint) -> tuple[int, int]:
        """The cell nearest to the point."""
        view, grid = self._view, self._view.grid
        row = max(0, min(grid.row_at(point.y()), view.worksheet.rowCount() - 1))
        x = max(0, min(point.x(), view.viewport().width() - 1))
        column = grid.column_at(x)
        if column < 0:
            column = grid.columns - 1
        if view.current and view.current[1] and not column and grid.x:
            # Out of the scrolled columns towards the frozen one: scroll back before it is taken in.
            column = max(1, grid.scrolled(0, view.viewport().width()).start - 1)
        return row, column

    def _scroll_on(self) -> None:
        """While the mouse is held beyond an edge, scroll on in that direction."""
        view, rect = self._view, self._view.viewport().rect()
        point = self._point
        down = min(0, point.y()) + max(0, point.y() - rect.bottom())
        across = min(0, point.x()) + max(0, point.x() - rect.right())
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + down)
        view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + across)
        self._follow(point)
