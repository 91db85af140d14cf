"""The sign of a change: an arrow says which way, a filled disc around it that this is for the worse, so that it can be
seen without colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from roiapp.ui.look.theme import Theme

#: px at a text size of 100 %
SIZE = 14


def paint_mark(painter: QPainter, theme: Theme, x: int, middle: int, icon: str, role: str) -> None:
    """An icon of a card or chip, its left edge and its middle given; an arrow in the role "bad" on a disc."""
    side, ratio = theme.px(SIZE), painter.device().devicePixelRatioF()
    top = middle - side // 2
    if role != "bad" or not icon.startswith("arrow"):
        painter.drawPixmap(x, top, theme.pixmap(icon, role, SIZE, ratio))
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))
    painter.drawEllipse(QRectF(x, top, side, side))
    painter.restore()
    inner = theme.px(SIZE - 4)
    gap = (side - inner) // 2
    painter.drawPixmap(x + gap, top + gap, theme.pixmap_of(icon, "surface", inner, ratio))
