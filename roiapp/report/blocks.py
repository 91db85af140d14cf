"""What pages are made of: blocks one below the other, each with its height, and texts that break into lines.

Lengths are px of 96 an inch, so that letters keep their places in a PDF of that resolution.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from roiapp.analysis.client_report.parts import Rich, Run, plain_text

if TYPE_CHECKING:
    from roiapp.report.ink import Ink


class Block(ABC):
    """A piece of a page. `gap` is what is left free below it, `keeps` that it stays with the one that follows."""

    height: float
    gap: float = 12.0
    keeps: bool = False

    @abstractmethod
    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Draw it with its corner there."""

    def split(self, _room: float) -> tuple[Block, Block] | None:
        """What fits into that height and the rest; None where it cannot be taken apart there."""
        return None


class Paragraph(Block):
    """A text in lines of a width, `most` of them at most where that is not 0; then what is cut ends with “…”. Pieces
    that are strong are in `strong` weight."""

    def __init__(
        self, ink: Ink, said: Rich | str, width: float, size: int, colour: str, *, weight: int = 400,
        strong: int = 600, display: bool = False, leading: float = 1.35, most: int = 0,
    ) -> None:  # fmt: skip
        self.said: Rich = (Run(said),) if isinstance(said, str) else said
        self._args = (ink, width, size, colour)
        self._more = {"weight": weight, "strong": strong, "display": display, "leading": leading}
        self._colour = QColor(colour)
        text = plain_text(self.said).replace("\n", "\N{LINE SEPARATOR}")
        self._line = round(size * leading)
        self._layout = QTextLayout(text, ink.font(size, weight, display=display))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(self._formats(ink.font(size, strong, display=display)))
        self.lines = self._break(width, most)
        if most and self.lines == most:
            self._cut_last(width)
        self.height = float(self.lines * self._line)
        self.widest = max((self._layout.lineAt(i).naturalTextWidth() for i in range(self.lines)), default=0.0)

    @property
    def shown(self) -> str:
        """What stands there, cut where it has no room."""
        return self._layout.text()

    def _break(self, width: float, most: int) -> int:
        """Into lines, so many at most; gives how many there are."""
        self._layout.beginLayout()
        lines = 0
        while not most or lines < most:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, lines * self._line + (self._line - line.height()) / 2))
            lines += 1
        self._layout.endLayout()
        return lines

    def _cut_last(self, width: float) -> None:
        """End the last line with “…” where there is more text than lines."""
        last, data = self._layout.lineAt(self.lines - 1), self._layout.text().encode("utf-16-le")
        start, end = 2 * last.textStart(), 2 * (last.textStart() + last.textLength())
        if end < len(data):
            rest = data[start:].decode("utf-16-le").replace("\N{LINE SEPARATOR}", " ")
            metrics = QFontMetricsF(self._layout.font())
            rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
            self._layout.setText(data[:start].decode("utf-16-le") + rest)
            self._break(width, self.lines)

    def _formats(self, bold: QFont) -> list[QTextLayout.FormatRange]:
        ranges, start = [], 0
        for run in self.said:
            length = len(run.text.encode("utf-16-le")) // 2  # Qt counts in UTF-16
            if run.strong:
                found = QTextLayout.FormatRange()
                found.start, found.length = start, length
                letters = QTextCharFormat()
                letters.setFont(bold)
                found.format = letters
                ranges.append(found)
            start += length
        return ranges

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        painter.setPen(self._colour)
        self._layout.draw(painter, QPointF(left, top))

    def paint_right(self, painter: QPainter, right: float, top: float) -> None:
        """The same with the ends of its lines below each other; `right` is where they end."""
        painter.setPen(self._colour)
        for number in range(self.lines):
            each = self._layout.lineAt(number)
            each.draw(painter, QPointF(right - each.naturalTextWidth(), top))

    def split(self, room: float) -> tuple[Block, Block] | None:
        fits = int(room // self._line)
        if fits < 2 or self.lines - fits < 1:
            return None
        end = self._layout.lineAt(fits - 1)
        place = end.textStart() + end.textLength()
        first, rest = _cut(self.said, place)
        made = Paragraph(*_with(self._args, first), **self._more), Paragraph(*_with(self._args, rest), **self._more)  # type: ignore[arg-type]
        made[0].gap = made[1].gap = self.gap
        return made


def _with(args: tuple[Ink, float, int, str], said: Rich) -> tuple[Ink, Rich, float, int, str]:
    ink, width, size, colour = args
    return ink, said, width, size, colour


def _cut(said: Rich, place: int) -> tuple[Rich, Rich]:
    """A sentence in two, at a place counted in UTF-16."""
    first: list[Run] = []
    rest: list[Run] = []
    for run in said:
        data = run.text.encode("utf-16-le")
        length = len(data) // 2
        here = min(max(place, 0), length)
        first.append(run._replace(text=data[: here * 2].decode("utf-16-le")))
        rest.append(run._replace(text=data[here * 2 :].decode("utf-16-le")))
        place -= length
    return tuple(run for run in first if run.text), tuple(run for run in rest if run.text)


class Side(Block):
    """Blocks beside each other, from their left edges on; as high as the highest."""

    def __init__(self, *beside: tuple[float, Block]) -> None:
        self._beside = beside
        self.height = max((block.height for _, block in beside), default=0.0)

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        for x, block in self._beside:
            block.paint(painter, left + x, top)


class Stack(Block):
    """Blocks below each other that stay together."""

    def __init__(self, *below: Block) -> None:
        self._below = below
        self.height = sum(block.height + block.gap for block in below[:-1]) + (below[-1].height if below else 0.0)

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        for block in self._below:
            block.paint(painter, left, top)
            top += block.height + block.gap
