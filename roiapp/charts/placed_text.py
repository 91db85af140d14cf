"""A text of a chart where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF


@dataclass(frozen=True)
class PlacedText:
    """`kind` says what the text is of, in the words of the chart that has it."""

    rect: QRectF
    text: str
    kind: str
