"""The grid's header: the two bands above the column titles ("Inputs", "Calculated"), the channel's title frozen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from roiapp.language import tr
from roiapp.ui.grid_columns import Band
from roiapp.ui.grid_geometry import (
    BAND_HEIGHT,
    CELL_PADDING,
    DOT_LEFT,
    HEADER_HEIGHT,
    LEAST_WIDTH,
    GridGeometry,
)
from roiapp.ui.theme import Theme

_GRIP: Final = 4
_ICON: Final = 12


class HeaderEnd(QWidget):
    """The header carried on above the vertical scroll bar, which begins below it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(BAND_HEIGHT + HEADER_HEIGHT)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.computed))
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.border))
        painter.fillRect(0, BAND_HEIGHT - 1, self.width(), 1, QColor(tokens.grid))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.border_strong))


class WorksheetHeader(QHeaderView):
    """Draws itself from the shared geometry.

    `pressed_column(column, extend)` asks to select a column, `resized(column, width)` and `fit_wanted(column)` for its
    width.
    """

    pressed_column = Signal(int, bool)
    resized = Signal(int, int)
    fit_wanted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        geometry: GridGeometry,
        bands: Callable[[], tuple[Band, Band]],
        open_column: Callable[[], int],
        parent: QWidget,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._bands = bands
        self._open_column = open_column
        self.setViewport(QWidget(self))  # our own, as the table's
        self._theme = theme
        self._geometry = geometry
        self._resizing = -1
        self.active = -1
        self.setMinimumSectionSize(LEAST_WIDTH)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFixedHeight(BAND_HEIGHT + HEADER_HEIGHT)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Columns"))

    def sizeHint(self) -> QSize:
        return QSize(0, BAND_HEIGHT + HEADER_HEIGHT)

    def set_active(self, column: int) -> None:
        """Show the column of the active cell."""
        if column != self.active:
            self.active = column
            self.viewport().update()

    def title(self, column: int) -> str:
        return str(self.model().headerData(column, Qt.Orientation.Horizontal))

    # -- drawing -------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        geometry, tokens = self._geometry, self._theme.tokens
        width, height = self.viewport().width(), self.height()
        frozen = geometry.frozen
        computed = max(frozen, geometry.left(geometry.first_computed))
        painter.fillRect(0, 0, width, height, QColor(tokens.header))
        painter.fillRect(computed, 0, width - computed, height, QColor(tokens.computed))
        columns = geometry.scrolled(0, width)
        painter.setClipRect(frozen, 0, width - frozen, height)
        for column in columns:
            self._draw_title(painter, column)
        opened = self._open_column()
        if opened in columns:  # as its tab is marked
            left = geometry.left(opened)
            painter.fillRect(left, BAND_HEIGHT, geometry.right(opened) - left - 1, 2, QColor(tokens.accent))
        first, second = self._bands()
        self._draw_band(painter, first, frozen, min(computed, width), geometry.left(1))
        self._draw_band(painter, second, computed, width, geometry.left(geometry.first_computed))
        painter.fillRect(frozen, BAND_HEIGHT - 1, width - frozen, 1, QColor(tokens.grid))
        if computed > frozen:
            painter.fillRect(computed - 1, 0, 1, height, QColor(tokens.border_strong))
        painter.setClipping(False)
        painter.fillRect(0, 0, frozen, height, QColor(tokens.header))
        self._draw_title(painter, 0)
        painter.fillRect(0, 0, width, 1, QColor(tokens.border))
        painter.fillRect(0, height - 1, width, 1, QColor(tokens.border_strong))
        painter.fillRect(frozen - 1, 0, 1, height, QColor(tokens.border_strong))
        if self.active >= 0:
            left, right = geometry.left(self.active), geometry.right(self.active)
            left = max(left, frozen) if self.active else left
            if right > left:
                painter.fillRect(left, height - 2, right - left - 1, 2, QColor(tokens.accent))
        painter.end()

    def _draw_title(self, painter: QPainter, column: int) -> None:
        tokens, geometry = self._theme.tokens, self._geometry
        left, right = geometry.left(column), geometry.right(column)
        active = column == self.active
        if active and column:
            painter.fillRect(left, BAND_HEIGHT, right - left - 1, HEADER_HEIGHT, QColor(tokens.selection))
        if column:
            painter.fillRect(right - 1, BAND_HEIGHT, 1, HEADER_HEIGHT, QColor(tokens.grid))
        font = self._theme.font(12, 600 if active else 500)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent_text if active else tokens.text2))
        start = left + (CELL_PADDING if column else DOT_LEFT)
        box = QRect(start, BAND_HEIGHT, right - CELL_PADDING - start, HEADER_HEIGHT - 1)
        text = QFontMetrics(font).elidedText(self.title(column), Qt.TextElideMode.ElideRight, box.width() + 1)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)

    def _draw_band(self, painter: QPainter, band: Band, start: int, end: int, left: int) -> None:
        """The band's icon and label at its left edge; while it scrolls the label stays in sight."""
        if end - start < 24 or not band.columns:
            return
        ratio = self.devicePixelRatioF()
        x = max(left, start) + 8
        painter.drawPixmap(x, 4, self._theme.pixmap(band.icon, "text2", _ICON, ratio))
        painter.setFont(self._theme.font(11, 500))
        painter.setPen(QColor(self._theme.tokens.text2))
        box = QRect(x + _ICON + 4, 0, end - x - _ICON - 4, BAND_HEIGHT - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, band.label)

    # -- mouse ---------------------------------------------------------------------------------------------------------

    def _edge_at(self, point: QPoint) -> int:
        """The column whose right edge is under the point, -1 where none is."""
        if point.y() < BAND_HEIGHT:
            return -1
        geometry = self._geometry
        for x in (point.x() - _GRIP, point.x() + _GRIP):
            column = geometry.column_at(x)
            if column == -1 and x >= geometry.right(geometry.columns - 1):
                column = geometry.columns - 1
            if column >= 0 and abs(geometry.right(column) - point.x()) <= _GRIP:
                return column
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._resizing = self._edge_at(point)
        column = self._geometry.column_at(point.x())
        if self._resizing < 0 and column >= 0:
            self.pressed_column.emit(column, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._resizing >= 0 and event.buttons() & Qt.MouseButton.LeftButton:
            self.resized.emit(self._resizing, max(LEAST_WIDTH, point.x() - self._geometry.left(self._resizing)))
        else:
            edge = self._edge_at(point) >= 0
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor if edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._resizing = -1

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        edge = self._edge_at(event.position().toPoint())
        if edge >= 0:
            self.fit_wanted.emit(edge)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            column = self._geometry.column_at(event.pos().x())
            said = self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
            QToolTip.showText(event.globalPos(), said or "", self)
            return True
        return super().viewportEvent(event)
