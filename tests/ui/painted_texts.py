"""Every text that a widget paints, by whatever door: a paint device that keeps the letters and leaves out the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPaintDevice, QPaintEngine, QPaintEngineState, QTextItem
from PySide6.QtWidgets import QGraphicsView, QWidget


@dataclass(frozen=True)
class PaintedText:
    """A text as it was painted: where in the widget, in which colour; `cut` where a clip takes part of it away."""

    text: str
    rect: QRectF
    pen: QColor
    size: float
    cut: bool


class _Letters(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.found: list[PaintedText] = []

    def begin(self, _device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def drawTextItem(self, place: QPointF, item: QTextItem) -> None:
        if not item.text().strip():
            return
        painter = self.painter()
        metrics = QFontMetricsF(item.font())
        box = QRectF(place.x(), place.y() - metrics.ascent(), item.width(), metrics.height())
        seen = box
        around = self.systemClip()  # what a widget leaves to the one in it, as a scrolled table to its last row
        if not around.isEmpty():
            if not around.contains(painter.deviceTransform().mapRect(box).center().toPoint()):
                return
            to_painter = painter.deviceTransform().inverted()[0]
            seen = seen.intersected(to_painter.mapRect(QRectF(around.boundingRect())))
        if painter.hasClipping():
            if not painter.clipPath().contains(box.center()):
                return  # a line of letters is painted once for what is selected in it, once for the rest
            seen = seen.intersected(painter.clipBoundingRect())
        pen = painter.pen().color()
        pen.setAlphaF(pen.alphaF() * painter.opacity())
        self.found.append(
            PaintedText(
                item.text(), painter.deviceTransform().mapRect(box), pen, metrics.height(),
                not seen.adjusted(-1, -1, 1, 1).contains(box),
            )
        )  # fmt: skip

    # Whatever is not a letter is left out.

    def updateState(self, _state: QPaintEngineState) -> None: ...

    def drawPixmap(self, *_: object) -> None: ...

    def drawImage(self, *_: object) -> None: ...

    def drawTiledPixmap(self, *_: object) -> None: ...

    def drawPath(self, *_: object) -> None: ...

    def drawPolygon(self, *_: object) -> None: ...

    def drawRects(self, *_: object) -> None: ...

    def drawLines(self, *_: object) -> None: ...

    def drawPoints(self, *_: object) -> None: ...

    def drawEllipse(self, *_: object) -> None: ...


class _Device(QPaintDevice):
    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.letters = _Letters()
        kind = QPaintDevice.PaintDeviceMetric
        self._said = {
            kind.PdmWidth: widget.width(), kind.PdmHeight: widget.height(), kind.PdmWidthMM: widget.width() // 4,
            kind.PdmHeightMM: widget.height() // 4, kind.PdmNumColors: 1 << 24, kind.PdmDepth: 32,
            kind.PdmDpiX: 96, kind.PdmDpiY: 96, kind.PdmPhysicalDpiX: 96, kind.PdmPhysicalDpiY: 96,
            kind.PdmDevicePixelRatio: 1, kind.PdmDevicePixelRatioScaled: 1 << 16,
        }  # fmt: skip

    def paintEngine(self) -> QPaintEngine:
        return self.letters

    def metric(self, which: QPaintDevice.PaintDeviceMetric) -> int:
        return self._said.get(which, 0)


def painted_texts(widget: QWidget, *, alone: bool = False) -> list[PaintedText]:
    """What is painted in letters in the widget and what lies in it, or by the widget `alone`."""
    device = _Device(widget)
    if isinstance(widget, QGraphicsView):  # its own `render` means its scene, and its picture is its viewport's
        return [] if alone else painted_texts(widget.viewport())
    if alone:
        widget.render(device, QPoint(), renderFlags=QWidget.RenderFlag.DrawWindowBackground)
    else:
        widget.render(device)
    return device.letters.found


def picture_of(widget: QWidget) -> QImage:
    """The widget as it is seen, a pixel for a pixel."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(widget.palette().window().color())
    widget.render(image)
    return image


def pixels(image: QImage) -> np.ndarray:
    """The colours of a picture without transparency, by line and column: 0xffRRGGBB each, as of `QImage.pixel`."""
    assert image.format() == QImage.Format.Format_RGB32
    lines = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return lines[:, : image.width()] | np.uint32(0xFF000000)


def part(seen: np.ndarray, area: QRect) -> np.ndarray:
    """Those of them that lie in an area."""
    return seen[max(area.top(), 0) : max(area.bottom() + 1, 0), max(area.left(), 0) : max(area.right() + 1, 0)]
