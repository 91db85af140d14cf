"""The lines above a chart: its title and the keys to its signs, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from roiapp.charts.style import STRONG, ChartStyle, colour

HEIGHT = 26.0
LINE = 20.0  # px from line to line where keys take several
_TOP, _TEXT = 4.0, 18.0
_SIGN, _GAP, _BETWEEN = 22.0, 7.0, 18.0
#: Draws a sign `_SIGN` px wide, at its left end and middle height.
Sign = Callable[[QPainter, ChartStyle, int, int], None]


@dataclass(frozen=True)
class Key:
    """A sign of a chart, and what it stands for."""

    sign: Sign
    text: str


@dataclass(frozen=True)
class Heading:
    """Where the title and the keys stand; keys without room are left out, from the last on."""

    title: str
    title_rect: QRectF
    keys: tuple[tuple[Key, QRectF], ...]

    @property
    def height(self) -> float:
        """Height of the lines that are used."""
        return max([self.title_rect.bottom(), *(rect.bottom() for _, rect in self.keys)]) + 4.0

    def areas(self) -> list[QRectF]:
        """Everything that holds something to read."""
        title = [self.title_rect] if self.title else []
        return [*title, *(rect for _, rect in self.keys)]

    def draw(self, painter: QPainter, style: ChartStyle) -> None:
        """Draw the line."""
        painter.setFont(style.font(STRONG))
        painter.setPen(colour(style.text))
        shown = style.metrics(STRONG).elidedText(self.title, Qt.TextElideMode.ElideRight, self.title_rect.width())
        painter.drawText(self.title_rect, _LEFT, shown)
        for key, rect in self.keys:
            key.sign(painter, style, round(rect.left()), round(rect.center().y()))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setFont(style.font())
            painter.setPen(colour(style.text2))
            painter.drawText(rect.adjusted(_SIGN + _GAP, 0.0, 2.0, 0.0), _LEFT, key.text)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


def heading(title: str, keys: Sequence[Key], style: ChartStyle, left: float, right: float, lines: int = 1) -> Heading:
    """The title ("" for none) between two edges with the keys behind it, in at most so many lines."""
    room = max(right - left, 0.0)
    width = min(style.width(title, STRONG) + 1.0, room) if title else 0.0
    placed: list[tuple[Key, QRectF]] = []
    x, y = left + (width + _BETWEEN + 4.0 if title else 0.0), _TOP
    for key in keys:
        needed = _SIGN + _GAP + style.width(key.text) + 1.0
        if x + needed > right:
            x, y = left, y + LINE
        if y > _TOP + LINE * (lines - 1) or x + needed > right:
            break
        placed.append((key, QRectF(x, y, needed, _TEXT)))
        x += needed + _BETWEEN
    return Heading(title, QRectF(left, _TOP, width, _TEXT), tuple(placed))
