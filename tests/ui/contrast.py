"""How well texts can be told from their ground, after WCAG 2.2 (1.4.3), by what is painted on what it is painted on.

The pen of each text is known from the letters as they are painted (`painted_texts`), the ground below it from the
picture: the colour that most pixels of the text's box have. So a pair of colours that nobody has thought of is
measured like all others.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from tests.ui.painted_texts import PaintedText, part, pixels

LEAST = 4.5
#: of what is no text but tells something (1.4.11); WCAG exempts texts of what cannot be used: they get this much
LINES_LEAST = 3.0


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of two colours' luminance, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def ground_of(seen: np.ndarray, area: QRect) -> QColor:
    """The colour of most pixels there; of as many, the one that comes first."""
    colours, first, counts = np.unique(part(seen, area), return_index=True, return_counts=True)
    return QColor(int(colours[np.lexsort((first, -counts))[0]]))


def blended(pen: QColor, ground: QColor) -> QColor:
    """What a pen that lets something through gives on a ground."""
    share = pen.alphaF()
    mixed = [share * over + (1 - share) * under for over, under in
             zip(pen.getRgbF()[:3], ground.getRgbF()[:3], strict=True)]  # fmt: skip
    return QColor.fromRgbF(*mixed)


def too_faint(found: list[PaintedText], picture: QImage, disabled: QColor) -> set[str]:
    faint = set()
    seen = pixels(picture)
    for text in found:
        area = text.rect.toAlignedRect()
        if text.cut or not picture.rect().contains(area.center()):
            continue
        ground = ground_of(seen, area)
        ratio = contrast(blended(text.pen, ground), ground)
        if ratio < (LINES_LEAST if text.pen == disabled else LEAST):
            faint.add(f"{ratio:.2f} {text.pen.name()} on {ground.name()}: {text.text!r}")
    return faint
