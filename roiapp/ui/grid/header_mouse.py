"""The mouse in the grid's header: choosing columns, their edges, the arrow that sorts, a title dragged elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from roiapp.ui.sheet.grid_geometry import LEAST_WIDTH

if TYPE_CHECKING:
    from roiapp.ui.grid.worksheet_header import WorksheetHeader

_GRIP: Final = 4


class HeaderMouse:
    """What the mouse is doing in one header. `hovered` is the column under it, `drop` the one before which a dragged
    column would go, -1 where there is none."""

    def __init__(self, header: WorksheetHeader) -> None:
        self._header = header
        self._start: QPoint | None = None
        self._resizing = -1
        self._resized = False
        self._width = 0  # of that column when its edge was taken
        self._pressed = -1
        self.hovered = -1
        self.drop = -1

    @property
    def dragged(self) -> int:
        """The column that is being dragged, -1 for none."""
        return self._pressed if self.drop >= 0 else -1

    def edge_at(self, point: QPoint) -> int:
        """The column whose right edge is under the point, -1 where none is."""
        header = self._header
        geometry = header.geometry_
        if point.y() < geometry.band_height:
            return -1
        for x in (point.x() - _GRIP, point.x() + _GRIP):
            column = geometry.column_at(x)
            if column == -1 and x >= geometry.right(geometry.columns - 1):
                column = geometry.columns - 1
            if column >= 0 and abs(geometry.right(column) - point.x()) <= _GRIP:
                return column
        return -1

    def press(self, event: QMouseEvent) -> None:
        header, point = self._header, event.position().toPoint()
        self._start, self._resized = point, False
        self._resizing = self.edge_at(point)
        column = header.geometry_.column_at(point.x())
        if self._resizing >= 0:
            self._width = header.geometry_.width(self._resizing)
        if self._resizing >= 0 or column < 0:
            return
        if header.sort_area(column).contains(point):
            header.sort_turned.emit(column)
            return
        self._pressed = column
        held = event.modifiers()
        extend, add = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        header.pressed_column.emit(column, bool(held & extend), bool(held & add))

    def move(self, event: QMouseEvent) -> None:
        header, point = self._header, event.position().toPoint()
        geometry = header.geometry_
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(point)
        elif self._resizing >= 0 and self._start is not None:
            if self._resized or self._far(point):
                self._resized = True
                least = geometry.px(LEAST_WIDTH)
                header.resized.emit(self._resizing, max(least, self._width + point.x() - self._start.x()))
        elif self._pressed > 0 and (self.drop >= 0 or self._far(point)):
            self._drag(point)

    def release(self) -> None:
        header = self._header
        if self._resizing >= 0:
            if self._resized:
                header.resize_ended.emit()
            elif header.gaps().get(self._resizing):
                header.gap_pressed.emit(self._resizing)
        if self.drop >= 0 and self.drop not in (self._pressed, self._pressed + 1):
            header.moved_column.emit(self._pressed, self.drop)
        self._start, self._resizing, self._pressed, self.drop = None, -1, -1, -1
        header.viewport().update()

    def leave(self) -> None:
        self._set_hovered(-1)

    def _far(self, point: QPoint) -> bool:
        return self._start is not None and abs(point.x() - self._start.x()) >= QApplication.startDragDistance()

    def _hover(self, point: QPoint) -> None:
        header = self._header
        edge = self.edge_at(point)
        shape = Qt.CursorShape.ArrowCursor
        if edge >= 0:
            shape = Qt.CursorShape.PointingHandCursor if header.gaps().get(edge) else Qt.CursorShape.SplitHCursor
        header.viewport().setCursor(shape)
        inside = point.y() >= header.geometry_.band_height and edge < 0
        self._set_hovered(header.geometry_.column_at(point.x()) if inside else -1)

    def _set_hovered(self, column: int) -> None:
        if column != self.hovered:
            self.hovered = column
            self._header.viewport().update()

    def _drag(self, point: QPoint) -> None:
        """Find where the column would go: among the inputs an input, among what is calculated what is calculated."""
        header = self._header
        geometry = header.geometry_
        first, last = (1, geometry.first_computed) if self._pressed < geometry.first_computed else (
            geometry.first_computed, geometry.columns
        )  # fmt: skip
        column = geometry.column_at(min(max(point.x(), geometry.frozen), header.viewport().width() - 1))
        if column < 0:
            column = last - 1
        before = column + (point.x() > (geometry.left(column) + geometry.right(column)) // 2)
        self.drop = max(first, min(before, last))
        header.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        header.viewport().update()

    def drop_line(self) -> QRect | None:
        """Where the line stands that shows it."""
        if self.drop < 0:
            return None
        geometry = self._header.geometry_
        x = geometry.right(self.drop - 1)
        return QRect(max(x, geometry.frozen) - 1, 0, 2, self._header.height())
