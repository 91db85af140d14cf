"""Names of channels that have no room: cut so that each can still be told from the others. Every chart of rows writes
them alike, right before their bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from roiapp.charts.style import REGULAR, STRONG, ChartStyle, colour

_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


def short_names(
    names: Sequence[str], room: float | Sequence[float], style: ChartStyle, weight: int = REGULAR
) -> tuple[str, ...]:
    """The names as they fit into so many px, all into the same or each into its own: cut at their ends, those that
    would read the same in their middles."""
    metrics = style.metrics(weight)
    rooms = room if isinstance(room, Sequence) else [room] * len(names)
    cut = [
        name if style.width(name, weight) <= width else metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
        for name, width in zip(names, rooms, strict=True)
    ]
    alike = Counter(cut)
    return tuple(
        metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width) if alike[short] > 1 and short != name else short
        for name, short, width in zip(names, cut, rooms, strict=True)
    )


def draw_row_name(painter: QPainter, rect: QRectF, name: str, style: ChartStyle, *, strong: bool) -> float:
    """Write the name of a row, `strong` where its channel is selected; returns how wide it is."""
    weight = STRONG if strong else REGULAR
    painter.setFont(style.font(weight))
    painter.setPen(colour(style.selected_text if strong else style.text))
    painter.drawText(rect, _RIGHT, name)
    return style.width(name, weight)
