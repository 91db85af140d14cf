"""The legends of charts: which signs it explains, how large it is as a block or as a strip, and drawing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from roiapp.analysis.roi_chart import RoiChart
from roiapp.charts.marks import draw_arrow, draw_awaited, draw_bar, draw_break, draw_bubble, draw_whisker, fill
from roiapp.charts.style import STRONG, ChartStyle, colour
from roiapp.language import tr

Sign = Literal[
    "called", "crosses", "unknown", "range", "waiting", "all", "cut", "earns", "loses", "size", "no_size", "beyond",
    "spend_bar", "more_bar", "less_bar",
]  # fmt: skip

LINE = 20.0  # px from line to line
_SIGN = 24.0  # px for the sign
_GAP = 12.0  # between sign and text
_BETWEEN = 20.0  # between entries of a strip


@dataclass(frozen=True)
class Legend:
    """A title ("" where there is no room for one) and the entries, each a sign with its text."""

    title: str
    entries: tuple[tuple[Sign, str], ...]

    def block_size(self, style: ChartStyle) -> tuple[float, float]:
        """Width and height as a block, one entry a line below the title."""
        texts = [_SIGN + _GAP + style.width(text) for _, text in self.entries]
        width = max([style.width(self.title, STRONG), *texts])
        return width + 1.0, LINE * (bool(self.title) + len(self.entries))

    def strip(self, style: ChartStyle, width: float) -> tuple[list[tuple[Sign | None, str, QPointF]], float]:
        """Entries placed in lines of that width, the title first as an entry without sign, and the height of it all."""
        placed: list[tuple[Sign | None, str, QPointF]] = []
        x = y = 0.0
        titles = [self.title] if self.title else []
        all_entries: list[tuple[Sign | None, str]] = [*((None, title) for title in titles), *self.entries]
        for sign, text in all_entries:
            needed = style.width(text, STRONG) if sign is None else style.width(text) + _SIGN + _GAP / 2
            if x > 0.0 and x + needed > width:
                x, y = 0.0, y + LINE
            placed.append((sign, text, QPointF(x, y)))
            x += needed + _BETWEEN
        return placed, y + LINE

    def in_one_line(self, style: ChartStyle, width: float) -> Legend:
        """The same as a strip of one line: without the title, and without the last entries if there is no room."""
        entries = self.entries
        while entries and Legend("", entries).strip(style, width)[1] > LINE:
            entries = entries[:-1]
        return Legend("", entries)

    def draw_block(self, painter: QPainter, style: ChartStyle, corner: QPointF) -> None:
        width, _ = self.block_size(style)
        if self.title:
            _text(painter, style, None, self.title, QRectF(corner.x(), corner.y(), width, LINE), 0.0)
        for number, (sign, text) in enumerate(self.entries, bool(self.title)):
            _text(painter, style, sign, text, QRectF(corner.x(), corner.y() + number * LINE, width, LINE), _GAP)

    def draw_strip(self, painter: QPainter, style: ChartStyle, corner: QPointF, width: float) -> None:
        for sign, text, at in self.strip(style, width)[0]:
            place = QRectF(corner + at, corner + at + QPointF(width - at.x(), LINE))
            _text(painter, style, sign, text, place, _GAP / 2)


def legend_of(chart: RoiChart, write: Callable[[float], str], level: str, *, cut: bool) -> Legend:
    """The legend of a chart: only signs that occur in it. `level` is the level of its ranges as text, such as "95%"."""
    verdicts = {bar.verdict for bar in chart.bars}
    entries: list[tuple[Sign, str]] = []
    if verdicts & {"above", "below"}:
        entries.append(("called", tr("Clearly above or below break-even")))
    if "crosses" in verdicts:
        entries.append(("crosses", tr("Range crosses break-even")))
    if chart.waiting:
        entries.append(("waiting", tr("Ranges are being worked out")))
    elif "unknown" in verdicts:
        entries.append(("unknown", tr("Range not known")))
    if verdicts - {"unknown"}:
        entries.append(("range", tr("{level} range from customer count", level=level)))
    if chart.total is not None:
        entries.append(("all", tr("All channels {roi}", roi=write(chart.total))))
    if cut:
        entries.append(("cut", tr("Goes on beyond the axis")))
    return Legend(chart.title, tuple(entries))


def _text(painter: QPainter, style: ChartStyle, sign: Sign | None, text: str, rect: QRectF, gap: float) -> None:
    if sign is None:
        painter.setFont(style.font(STRONG))
        painter.setPen(colour(style.text))
    else:
        _draw_sign(painter, style, sign, round(rect.x()), round(rect.center().y()))
        painter.setFont(style.font())
        painter.setPen(colour(style.text2))
        rect = rect.adjusted(_SIGN + gap, 0.0, 0.0, 0.0)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _draw_sign(painter: QPainter, style: ChartStyle, sign: Sign, x: int, y: int) -> None:
    match sign:
        case "called":
            fill(painter, x, y - 5, 10, 10, style.above)
            fill(painter, x + 14, y - 5, 10, 10, style.below)
        case "crosses" | "unknown":
            for left, pale, edge in ((x, style.above_pale, style.above), (x + 14, style.below_pale, style.below)):
                fill(painter, left, y - 5, 10, 10, edge if sign == "crosses" else pale)
                fill(painter, left + 1, y - 4, 8, 8, pale)
        case "waiting":
            draw_awaited(painter, x, y, 24, style.text2)
        case "range":
            draw_whisker(painter, x, x + 23, y, 7, style.whisker)
        case "all":
            pen = QPen(colour(style.all_channels), 1.0)
            pen.setDashPattern([4.0, 3.0])
            painter.setPen(pen)
            painter.drawLine(QPointF(x + 12.5, y - 8.0), QPointF(x + 12.5, y + 8.0))
        case "earns" | "loses":
            draw_bubble(painter, QPointF(x + 12.0, y), 6.0, style.above if sign == "earns" else style.below)
        case "size":
            for radius in (8.0, 5.5, 3.0):
                draw_bubble(painter, QPointF(x + 12.0, y + 8.0 - radius), radius, style.text2, filled=False)
        case "no_size":
            draw_bubble(painter, QPointF(x + 12.0, y), 4.5, style.text2, filled=False, dashed=True)
        case "beyond":
            draw_bubble(painter, QPointF(x + 9.0, y), 5.0, style.text2)
            draw_arrow(painter, QPointF(x + 9.0, y), 5.0, (1, 0), style.text)
        case "spend_bar":
            draw_bar(painter, QRectF(x, y - 4, 24, 8), left=False, paint=style.grid, edge=style.text2)
        case "more_bar" | "less_bar":
            paint = style.above if sign == "more_bar" else style.below
            draw_bar(painter, QRectF(x, y - 4, 24, 8), left=False, paint=paint, edge=None)
        case "cut":
            fill(painter, x, y - 5, 24, 10, style.above)
            draw_break(painter, x + 15, y - 5, 10, style.surface)
