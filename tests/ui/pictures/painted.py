"""What a widget writes where: its own paint, on a device that draws nothing and keeps every text.

Qt hands each piece of text to the paint engine after it has been laid out, so what is kept is what a person reads:
cut with an ellipsis or not, at the place and in the width it really has, and how much of it the clip leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPaintDevice, QPaintEngine, QRegion, QTextItem
from PySide6.QtWidgets import QWidget

_UNSEEN = dict.fromkeys(range(0x2066, 0x206A))
_RUN_GAP = 0.75  # px between two runs of one text (fonts and directions change within it)


@dataclass(frozen=True)
class Text:
    """A text as it was painted. `box` reaches from the letters' ascent to their descent, `seen` is the part of it that
    the clip, the widget and what it stands in leave; both in the window's coordinates."""

    text: str
    box: QRectF
    seen: QRectF
    widget: QWidget
    weight: int = 400

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        left, top, width, height = (round(each) for each in self.box.getRect())  # type: ignore[misc]
        return f"“{self.text}” of {type(self.widget).__name__} at {left}, {top} ({width} × {height})"


class _Engine(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.found: list[tuple[str, int, QRectF, QRectF]] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        painter = self.painter()
        box = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        seen = box.intersected(painter.clipBoundingRect()) if painter.hasClipping() else box
        to_device = painter.combinedTransform()
        self.found.append((item.text(), item.font().weight(), to_device.mapRect(box), to_device.mapRect(seen)))

    def _nothing(self, *_what: Any) -> None:
        """Everything that is no text."""

    updateState = _nothing
    drawPixmap = drawImage = drawTiledPixmap = drawPath = drawRects = drawLines = _nothing
    drawEllipse = drawPoints = drawPolygon = _nothing


class _Device(QPaintDevice):
    """As large and as fine as a widget, for its paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.engine = _Engine()
        self._widget = widget

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, which: QPaintDevice.PaintDeviceMetric) -> int:
        metric, widget = QPaintDevice.PaintDeviceMetric, self._widget
        match which:
            case metric.PdmWidth:
                return widget.width()
            case metric.PdmHeight:
                return widget.height()
            case metric.PdmDepth:
                return 32
            case metric.PdmNumColors:
                return 1 << 24
            case metric.PdmDevicePixelRatio:
                return 1
            case metric.PdmDevicePixelRatioScaled:
                return int(self.devicePixelRatioFScale())
            case metric.PdmDpiX | metric.PdmPhysicalDpiX:
                return widget.logicalDpiX()
            case metric.PdmDpiY | metric.PdmPhysicalDpiY:
                return widget.logicalDpiY()
            case _:
                return 0


def shown_widgets(whole: QWidget) -> Iterator[QWidget]:
    """The widget and all in it that can be seen."""
    yield whole
    for child in whole.findChildren(QWidget):
        if child.isVisibleTo(whole) and not child.isWindow() and not child.visibleRegion().isEmpty():
            yield child


def texts_of(widget: QWidget, whole: QWidget) -> list[Text]:
    """What this widget itself writes, its children left out, in the coordinates of `whole`."""
    return _joined(pieces_of(widget, whole))


def pieces_of(widget: QWidget, whole: QWidget) -> list[Text]:
    """The same in the pieces in which Qt draws it: one for each direction, font and script."""
    device = _Device(widget)
    widget.render(device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    move = QPointF(widget.mapTo(whole, QPoint()))
    room = QRectF(_shown_part(widget, whole))
    found = []
    for text, weight, box, seen in device.engine.found:
        box.translate(move)
        seen.translate(move)
        found.append(Text(plain(text), box, seen.intersected(room), widget, weight))
    return found


def texts_in(whole: QWidget) -> list[Text]:
    """Everything written in a window."""
    return [text for widget in shown_widgets(whole) for text in texts_of(widget, whole)]


def plain(text: str) -> str:
    """Without the signs that keep names apart, which nobody sees."""
    return text.translate(_UNSEEN)


def _shown_part(widget: QWidget, whole: QWidget) -> QRect:
    """What the widgets it stands in leave of it."""
    part = QRect(widget.mapTo(whole, QPoint()), widget.size())
    parent = widget.parentWidget() if widget is not whole else None
    while parent is not None:
        part &= QRect(parent.mapTo(whole, QPoint()) if parent is not whole else QPoint(), parent.size())
        parent = parent.parentWidget() if parent is not whole else None
    return part


def _joined(found: list[Text]) -> list[Text]:
    """Runs of one text put together: Qt hands it over piece by piece where font or direction change, words that are
    written from right to left not in the order in which they stand."""
    joined: list[Text] = []
    for each in found:
        joined.append(each)
        while len(joined) > 1 and _follows(*joined[-2:]):
            one, other = joined[-2:]
            text = one.text + other.text
            joined[-2:] = [replace(one, text=text, box=one.box | other.box, seen=one.seen | other.seen)]
    return [text for text in joined if text.text.strip()]


def _follows(one: Text, other: Text) -> bool:
    same_line = abs(one.box.center().y() - other.box.center().y()) < one.box.height() / 2
    gap = max(other.box.left() - one.box.right(), one.box.left() - other.box.right())
    return one.weight == other.weight and same_line and -_RUN_GAP <= gap <= _RUN_GAP
