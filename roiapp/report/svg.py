"""A chart of a report as SVG within HTML: the same painters, written as shapes and text by Qt, tidied for mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from roiapp.report.blocks import Block

#: what stands in for the bundled font where it is not installed
FAMILY: Final = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif"
#: Qt's usual ink, repeated on every group that has another one below it
_IDLE: Final = {"stroke-linecap": "square", "stroke-linejoin": "bevel", "stroke-opacity": "1", "fill-opacity": "1",
                "font-style": "normal"}  # fmt: skip
#: no XML has them; Qt writes what stands in a name
_CONTROLS: Final = bytes({*range(32)} - set(b"\t\n\r"))
_NO_SIGNS: Final = ("\ufffe".encode(), "\uffff".encode())
_NUMBER: Final = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def svg(block: Block, width: float, said: str, prefix: str) -> Element:
    """The block as an `svg` element as wide as its place, with `said` for those who cannot see it. `prefix` keeps its
    names apart from those of other charts in the file."""
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = QSize(round(width), round(block.height))
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setResolution(96)
    painter = QPainter(generator)
    block.paint(painter, 0.0, 0.0)
    painter.end()
    found: Element = fromstring(_sound(bytes(buffer.data().data())))
    made = Element("svg", {
        "viewBox": f"0 0 {size.width()} {size.height()}", "width": "100%", "role": "img", "aria-label": said,
        "style": f"display:block;max-width:{size.width()}px;height:auto",
    })  # fmt: skip
    made.extend(_tidy(child, prefix) for child in found if _name(child) not in ("title", "desc"))
    return made


def _sound(data: bytes) -> bytes:
    """What Qt wrote, without what XML cannot hold."""
    data = data.translate(None, _CONTROLS)
    for sign in _NO_SIGNS:
        data = data.replace(sign, b"")
    return data


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _tidy(element: Element, prefix: str) -> Element:
    attributes = {}
    silent = _name(element) == "g" and not any(_name(child) in ("text", "g") for child in element)
    for name, value in element.attrib.items():
        name = name.rpartition("}")[2]
        if _IDLE.get(name) == value or (silent and name.startswith("font-")):
            continue
        if name == "font-family":
            value = FAMILY
        elif name == "id":
            value = prefix + value
        value = value.replace("url(#", f"url(#{prefix}")
        attributes[name] = _NUMBER.sub(_short, value)
    made = Element(_name(element), attributes)
    made.text = element.text if element.text and element.text.strip() else None
    made.extend(_tidy(child, prefix) for child in element if not _empty(child))
    return made


def _short(number: re.Match[str]) -> str:
    text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _empty(element: Element) -> bool:
    """Qt opens a group for every change of its pen, often with nothing in it."""
    return _name(element) == "g" and not (element.text or "").strip() and all(_empty(child) for child in element)
