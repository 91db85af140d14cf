"""Names of channels that have no room: cut so that each can still be told from the others. Every chart of rows writes
them alike, right before their bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour

_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


def short_names(names: Sequence[str], room: float, style: ChartStyle, weight: int = REGULAR) -> tuple[str, ...]:
    """The names as they fit into so many px: cut at their ends, those that would read the same in their middles."""
    metrics = style.metrics(weight)
    cut = [
        name if style.width(name, weight) <= room else metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        for name in names
    ]
    alike = Counter(cut)
    return tuple(
        metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room) if alike[short] > 1 and short != name else short
        for name, short in zip(names, cut, strict=True)
    )


def draw_row_name(painter: QPainter, rect: QRectF, name: str, style: ChartStyle, *, strong: bool) -> float:
    """Write the name of a row, `strong` where its channel is selected; returns how wide it is."""
    weight = STRONG if strong else REGULAR
    painter.setFont(style.font(weight))
    painter.setPen(colour(style.selected_text if strong else style.text))
    painter.drawText(rect, _RIGHT, name)
    return style.width(name, weight)
