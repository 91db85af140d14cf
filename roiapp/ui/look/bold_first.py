"""Sentences whose first words are bold, broken into lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption


def broken(
    text: str, font: QFont, width: float, strong: int = 0, bold: QFont | None = None, spacing: float = 1.0
) -> tuple[QTextLayout, float]:
    """A text in lines of at most `width`, and how high they are together. Its first `strong` letters are `bold`;
    a line takes `spacing` times its own height."""
    layout = QTextLayout(text, font)
    if strong and bold is not None:
        style = QTextCharFormat()
        style.setFont(bold)
        first = QTextLayout.FormatRange()
        first.start, first.length, first.format = 0, strong, style
        layout.setFormats([first])
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0.0, height))
        height += line.height() * spacing
    layout.endLayout()
    return layout, height
