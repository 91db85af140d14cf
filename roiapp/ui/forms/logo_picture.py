"""A company's logo as documents keep it: a PNG that is small enough, in base64."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter, QPixmap

from roiapp.language import tr

#: bytes of the PNG that a document keeps at most
MOST_BYTES: Final = 128 * 1024
#: and its longer edge, in pixels: sharp on paper at a width of 5 cm
MOST_EDGE: Final = 600
_LEAST_EDGE: Final = 16
_MOST_FILE: Final = 30_000_000
_MOST_PIXELS: Final = 50_000_000
_SMALLER: Final = 0.8


class LogoError(ValueError):
    """A file that is no logo; the text is a sentence for the user."""


def read_logo(path: Path) -> str:
    """The picture in a PNG or JPEG file, scaled down as far as it must be. Raises LogoError."""
    try:
        if path.stat().st_size > _MOST_FILE:
            raise LogoError(tr("“{file}” is too large for a logo.", file=path.name))
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise LogoError(tr("“{file}” cannot be read: {why}.", file=path.name, why=why)) from error
    return base64.b64encode(_small_png(_image(content, path.name), path.name)).decode("ascii")


def logo_pixmap(text: str, width: int, height: int, ratio: float = 1.0) -> QPixmap:
    """The logo of a document for a place of this size; null where there is none or it cannot be read."""
    try:
        image = QImage.fromData(QByteArray(base64.b64decode(text, validate=True)))
    except ValueError:
        return QPixmap()
    if image.isNull():
        return QPixmap()
    room = (round(width * ratio), round(height * ratio))
    if image.width() > room[0] or image.height() > room[1]:
        image = image.scaled(*room, _KEEP, _SMOOTH)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


_KEEP: Final = Qt.AspectRatioMode.KeepAspectRatio
_SMOOTH: Final = Qt.TransformationMode.SmoothTransformation


def _image(content: bytes, name: str) -> QImage:
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if reader.format().data() not in (b"png", b"jpeg", b"jpg"):
        raise LogoError(tr("“{file}” is no PNG or JPEG picture.", file=name))
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:
        raise LogoError(tr("“{file}” has too many pixels for a logo.", file=name))
    image = reader.read()
    if image.isNull():
        raise LogoError(tr("The picture in “{file}” is damaged.", file=name))
    if min(image.width(), image.height()) < 1 or max(image.width(), image.height()) < _LEAST_EDGE:
        raise LogoError(tr("“{file}” is too small for a logo.", file=name))
    return image


def _small_png(image: QImage, name: str) -> bytes:
    edge = min(MOST_EDGE, max(image.width(), image.height()))
    while edge >= _LEAST_EDGE:
        smaller = image
        if edge < max(image.width(), image.height()):
            smaller = image.scaled(edge, edge, _KEEP, _SMOOTH)
        written = _png(smaller)
        if len(written) <= MOST_BYTES:
            return written
        edge = int(edge * _SMALLER)
    raise LogoError(tr("“{file}” cannot be made small enough for a logo.", file=name))


def _png(image: QImage) -> bytes:
    # Drawn anew, so that nothing a camera or program wrote into the picture stays with it: place, time, name.
    bare = QImage(image.size(), QImage.Format.Format_ARGB32)
    bare.fill(Qt.GlobalColor.transparent)
    painter = QPainter(bare)
    painter.drawImage(QRect(QPoint(0, 0), image.size()), image)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(bare)
    return bytes(buffer.data().data())
