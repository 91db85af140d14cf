"""pyqtgraph's view of one chart: a box that holds the range seen, one item that draws, and the chart's own mouse and
keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QToolTip

from roiapp.charts.style import ChartStyle, colour

if TYPE_CHECKING:
    from roiapp.charts.chart import Chart

_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class ChartView(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph carries no types
    """The view of one chart. `by_keys` says whether the focus came by the keyboard and is to be seen."""

    spoken_role = QAccessible.Role.Chart

    def __init__(self, chart: Chart[Any, Any]) -> None:
        super().__init__(chart, useOpenGL=False, background=None)
        self.chart = chart
        self.by_keys = False
        self.told: int | None = None
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0.0)
        self.box.disableAutoRange()
        self.setCentralItem(None)
        self.scene().addItem(self.box)
        self.item = _Picture(self)
        self.scene().addItem(self.item)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def redraw(self) -> None:
        self.item.update()

    def show_range(self) -> None:
        """Let the box cover the plot with the values of its edges."""
        places = self.chart.places
        across, down = places.view_range(self.chart.scrolled)
        plot, scale = places.plot, self.chart.look.scale
        self.box.setGeometry(QRectF(plot.topLeft() * scale, plot.size() * scale))
        self.box.invertY(down[0] < down[1])
        self.box.setRange(xRange=across, yRange=(min(down), max(down)), padding=0.0, disableAutoRange=True)
        self.item.resize(QSizeF(self.size()))
        self.item.update()

    def tell(self, mark: int | None) -> None:
        """Write the figures of a mark that keys have reached beside it; the pointer has its tooltip."""
        if mark != self.told:
            self.told = mark
            self.redraw()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.chart.hint(QPointF(event.pos())), self)
            return True
        if event.type() == QEvent.Type.Paint:
            self.chart.settle()  # nothing may move while it is painted
        return bool(super().viewportEvent(event))

    # The scene's own mouse handling is for items that are dragged; a mark needs a hover and a click.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.tell(None)
        mark = self.chart.mark_at(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chart.select(mark)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chart.enlarge.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.tell(None)
        self.chart.hover(self.chart.mark_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        event.accept()
        self.chart.hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        scroll_bar = self.chart.scroll_bar
        if scroll_bar.maximum() == 0:
            event.ignore()
            return
        pixels = event.pixelDelta().y() or round(event.angleDelta().y() / 120 * 3 * scroll_bar.singleStep())
        scroll_bar.setValue(scroll_bar.value() - round(pixels / self.chart.look.scale))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.chart.walk(Qt.Key(event.key())):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keys = event.reason() in _BY_KEYS
        super().focusInEvent(event)
        self.redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.by_keys = False
        self.told = None
        super().focusOutEvent(event)
        self.redraw()


class _Picture(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph carries no types
    """The one item of the view: everything is painted by our own code, pixel by pixel where it shall stand."""

    def __init__(self, view: ChartView) -> None:
        super().__init__()
        self._view = view
        self._rect = QRectF()

    def resize(self, size: QSizeF) -> None:
        rect = QRectF(0.0, 0.0, size.width(), size.height())
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *_: Any) -> None:
        chart, view = self._view.chart, self._view
        scale = chart.look.scale
        painter.scale(scale, scale)
        room = QRectF(QPointF(), self._rect.size() / scale)
        chart.draw(painter, chart.places, chart.shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if view.told is not None and view.told < len(chart.channels()):
            rect = chart.places.mark_rect(view.told, chart.scrolled)
            _draw_words(painter, chart.words(view.told), rect, room, chart.look)
        if view.by_keys:
            painter.setPen(QPen(colour(chart.look.selected_text), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1.0, 1.0, -1.0, -1.0), 6.0, 6.0)


def _draw_words(painter: QPainter, words: str, mark: QRectF, inside: QRectF, style: ChartStyle) -> None:
    """A box with a few lines below a mark, above it where there is no room."""
    lines = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    text = style.metrics().boundingRect(QRectF(0.0, 0.0, inside.width(), inside.height()), lines, words)
    box = text.adjusted(-8.0, -6.0, 9.0, 6.0)
    below = mark.bottom() + 4.0
    box.moveTop(below if below + box.height() <= inside.bottom() - 2.0 else mark.top() - 4.0 - box.height())
    box.moveTop(max(box.top(), 2.0))
    box.moveLeft(max(min(mark.center().x(), inside.right() - box.width() - 2.0), 2.0))
    painter.setPen(QPen(colour(style.text2), 1.0))
    painter.setBrush(colour(style.surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4.0, 4.0)
    painter.setFont(style.font())
    painter.setPen(colour(style.text))
    painter.drawText(box.adjusted(8.0, 6.0, 0.0, 0.0), lines, words)
