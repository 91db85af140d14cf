"""The "ROI by channel" chart as a widget: pyqtgraph holds the range that is seen, `bar_painter` draws it.

`paint` draws the same chart with any other painter, for pictures and pages. Nothing here computes figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollBar, QToolTip, QWidget

from roiapp.analysis.roi_chart import RoiBar, RoiChart
from roiapp.charts.bar_layout import BarLayout, BarTexts
from roiapp.charts.bar_painter import paint_bars
from roiapp.charts.style import ChartStyle, colour
from roiapp.language import list_text, tr

Write = Callable[[float], str]
_TALLEST_PICTURE = 4_000  # px: a picture shows all rows, but nobody pastes a longer one
_SPOKEN = 5  # bars named in the accessible description


def paint(painter: QPainter, rect: QRectF, chart: RoiChart, style: ChartStyle, write: Write, level: str) -> None:
    """Draw a chart into a rectangle, as many rows as it holds. `write` makes a text of a fraction, `level` is such as
    "95%"."""
    painter.save()
    painter.translate(rect.topLeft())
    paint_bars(painter, BarLayout(BarTexts(chart, style, write, level), rect.size()))
    painter.restore()


class RoiByChannel(QWidget):
    """The chart of one content at a time. `channel_selected` carries the channel whose row was clicked or reached by
    keys."""

    channel_selected = Signal(int)

    def __init__(self, style: ChartStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = BarTexts(RoiChart(), style, str, "")
        self._layout: BarLayout | None = None
        self._rows: dict[int, int] = {}
        self.selected: int | None = None
        self.hovered: int | None = None
        self.view = _View(self)
        self.scroll_bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.scroll_bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_bar.hide()
        self.scroll_bar.valueChanged.connect(self._range)
        self.setFocusProxy(self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def sizeHint(self) -> QSize:
        return QSize(640, 268)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 96)

    # -- content ---------------------------------------------------------------------------------------------------

    @property
    def chart(self) -> RoiChart:
        return self._texts.chart

    def set_chart(self, chart: RoiChart, write: Write, level: str) -> None:
        """Show this chart; the same one again costs nothing. `write` and `level` as in `paint`."""
        texts = self._texts
        same = (chart, level) == (texts.chart, texts.level)
        if same and texts.labels == tuple(write(bar.value) for bar in chart.bars):
            return
        self._texts = BarTexts(chart, texts.style, write, level)
        self._rows = {bar.channel: row for row, bar in enumerate(chart.bars)}
        self.view.setAccessibleName(chart.title or tr("ROI by channel"))
        self.view.setAccessibleDescription(self._spoken())
        self.arrange()

    def set_style(self, style: ChartStyle) -> None:
        """Other colours or another font from now on."""
        texts = self._texts
        self._texts = BarTexts(texts.chart, style, texts.write, texts.level)
        self.arrange()

    def highlight(self, channel: int | None) -> None:
        """Mark the row of a channel and bring it into sight; None, or a channel without a bar, marks none."""
        if channel == self.selected:
            return
        self.selected = channel
        row = self._rows.get(channel) if channel is not None else None
        if row is not None and self._layout is not None:
            self.scroll_bar.setValue(round(self._layout.scroll_to(row, self.scrolled)))
        self.view.redraw()

    def picture(self, scale: float = 2.0) -> QImage:
        """The chart as a picture of the widget's width, with all rows."""
        size = QSizeF(self.size())
        size.setHeight(min(size.height() + BarLayout(self._texts, size).most_scroll, _TALLEST_PICTURE))
        image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        paint_bars(painter, BarLayout(self._texts, size))
        painter.end()
        return image

    # -- places ----------------------------------------------------------------------------------------------------

    @property
    def scrolled(self) -> float:
        """How far the rows are scrolled, in px."""
        return float(self.scroll_bar.value())

    @property
    def places(self) -> BarLayout:
        """Where everything stands now."""
        if self._layout is None:
            self.arrange()
        assert self._layout is not None
        return self._layout

    def arrange(self) -> None:
        """Find the places anew, for another content or size."""
        size = QSizeF(self.size())
        places = BarLayout(self._texts, size)
        needed = places.most_scroll > 0.0
        if needed:
            # The bar narrows the chart, which can only make more rows need it.
            size.setWidth(size.width() - self.scroll_bar.sizeHint().width())
            places = BarLayout(self._texts, size)
        self._layout = places
        self.view.setGeometry(QRectF(0.0, 0.0, size.width(), size.height()).toRect())
        self.scroll_bar.setGeometry(self.view.width(), 0, self.width() - self.view.width(), self.height())
        self.scroll_bar.setVisible(needed)
        self.scroll_bar.setPageStep(max(round(places.plot.height()), 1))
        self.scroll_bar.setSingleStep(round(places.slot))
        self.scroll_bar.setRange(0, round(places.most_scroll))
        self._range()

    def _range(self) -> None:
        self.view.show_range(self.places, self.scrolled)

    # -- rows ------------------------------------------------------------------------------------------------------

    def bar_at(self, position: QPoint) -> RoiBar | None:
        """The bar whose row is under a point of the view."""
        row = self.places.row_at(position.y(), self.scrolled)
        return None if row is None else self.chart.bars[row]

    def hover(self, bar: RoiBar | None) -> None:
        channel = None if bar is None else bar.channel
        if channel != self.hovered:
            self.hovered = channel
            self.view.redraw()

    def select(self, bar: RoiBar) -> None:
        self.highlight(bar.channel)
        self.channel_selected.emit(bar.channel)

    def step(self, rows: int) -> None:
        """Select the row so many further down; from nowhere the first or the last."""
        bars = self.chart.bars
        if not bars:
            return
        here = self._rows.get(self.selected) if self.selected is not None else None
        start = here if here is not None else (-1 if rows > 0 else len(bars))
        self.select(bars[min(max(start + rows, 0), len(bars) - 1)])

    def figures_of(self, bar: RoiBar) -> str:
        """A bar in words, for its tooltip."""
        write, level = self._texts.write, self._texts.level
        if bar.low is None or bar.high is None:
            return tr("{channel}\nROI {roi}", channel=bar.name, roi=write(bar.value))
        return tr(
            "{channel}\nROI {roi}\n{level} range {low} to {high}, from the customer count",
            channel=bar.name, roi=write(bar.value), level=level, low=write(bar.low), high=write(bar.high),
        )  # fmt: skip

    def _spoken(self) -> str:
        chart, write = self.chart, self._texts.write
        if not chart.bars:
            return ""
        named = [tr("{channel} {roi}", channel=bar.name, roi=write(bar.value)) for bar in chart.bars[:_SPOKEN]]
        more = len(chart.bars) - len(named)
        if more:
            named.append(tr("{n} more", n=more))
        return tr("From the highest ROI to the lowest: {bars}.", bars=list_text(named))


class _View(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph carries no types
    """pyqtgraph's view with one box for the range and one item that draws; mouse and keys are the chart's own."""

    def __init__(self, chart: RoiByChannel) -> None:
        super().__init__(chart, useOpenGL=False, background=None)
        self.chart = chart
        self.by_keys = False
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

    def show_range(self, places: BarLayout, scroll: float) -> None:
        """The box covers the plot: its x is ROI, its y the row (0 is the upper edge of the first)."""
        top = scroll / places.slot
        self.box.setGeometry(places.plot)
        self.box.setRange(
            xRange=(places.axis.low, places.axis.high),
            yRange=(top, top + places.plot.height() / places.slot),
            padding=0.0,
            disableAutoRange=True,
        )
        self.item.resize(QSizeF(self.size()))
        self.item.update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self.chart.bar_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if bar is None else self.chart.figures_of(bar), self)
            return True
        return bool(super().viewportEvent(event))

    # The scene's own mouse handling is for items that are dragged; a row needs a hover and a click.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self.chart.bar_at(event.position().toPoint())
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chart.select(bar)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.chart.hover(self.chart.bar_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        event.accept()
        self.chart.hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        scroll_bar = self.chart.scroll_bar
        if scroll_bar.maximum() == 0:
            event.ignore()
            return
        pixels = event.pixelDelta().y() or round(event.angleDelta().y() / 120 * 3 * scroll_bar.singleStep())
        scroll_bar.setValue(scroll_bar.value() - pixels)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(int(self.chart.places.plot.height() / self.chart.places.slot) - 1, 1)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_End: len(self.chart.chart.bars),
            Qt.Key.Key_Home: -len(self.chart.chart.bars),
        }
        rows = steps.get(Qt.Key(event.key()))
        if rows:
            self.chart.step(rows)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self.by_keys = event.reason() in keys
        super().focusInEvent(event)
        self.redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.by_keys = False
        super().focusOutEvent(event)
        self.redraw()


class _Picture(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph carries no types
    """The one item of the view: everything is painted by our own code, pixel by pixel where it shall stand."""

    def __init__(self, view: _View) -> None:
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
        chart = self._view.chart
        paint_bars(painter, chart.places, chart.scrolled, chart.selected, chart.hovered)
        if self._view.by_keys:
            painter.setPen(QPen(colour(chart.places.texts.style.selected_text), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._rect.adjusted(1.0, 1.0, -1.0, -1.0))
