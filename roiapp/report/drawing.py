"""Small things drawn on a page: a text in one line, a rounded ground, an icon whose lines stay lines, the logo."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from roiapp.resources import resource

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


def line(
    painter: QPainter, font: QFont, colour: str, text: str, rect: QRectF, align: Qt.AlignmentFlag = LEFT
) -> None:
    """A text in one line in the middle of a height, cut with “…” where it has no room."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) > rect.width() + 0.5:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(
        rect.adjusted(-1.0, -4.0, 1.0, 4.0) if align == CENTRE else rect.adjusted(0.0, -4.0, 0.0, 4.0),
        align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, text,
    )  # fmt: skip


def ground(painter: QPainter, rect: QRectF, colour: str | None, radius: float, edge: str | None = None) -> None:
    """A rounded ground, with an edge of 1 px or without."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1.0) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour) if colour else Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5) if edge else rect
    painter.drawRoundedRect(inner, radius, radius)


def icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """One of the program's icons, as lines."""
    from PySide6.QtSvg import QSvgRenderer

    source = resource("icons", f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    QSvgRenderer(QByteArray(source)).render(painter, rect)


@lru_cache(maxsize=4)
def logo_image(text: str) -> QImage:
    """The logo of a document, from base64; null where it cannot be read."""
    try:
        return QImage.fromData(QByteArray(base64.b64decode(text, validate=True)))
    except (ValueError, binascii.Error):
        return QImage()


def draw_logo(painter: QPainter, image: QImage, left: float, top: float, most: QSizeF) -> float:
    """The logo within a room, from its left edge on; gives the width it took."""
    size = QSizeF(image.size()).scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF(left, top + (most.height() - size.height()) / 2), size)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    return size.width()
