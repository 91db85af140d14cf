"""Icons: Lucide's SVG files drawn in a colour and a size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from roiapp.resources import resource


def draw(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon as pixels: `size` is its edge in logical pixels, `ratio` the screen's pixels for each of them.

    Raises MissingResourceError.
    """
    from PySide6.QtSvg import QSvgRenderer  # a library of its own: loaded with the first icon

    source = _source(name).replace(b"currentColor", colour.encode())
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache
def _source(name: str) -> bytes:
    """Read once: another theme or text size draws all of them anew."""
    return resource("icons", f"{name}.svg").read_bytes()
