"""What pages are drawn with: large texts that take the room they have, panels, changes with their arrows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout

from roiapp.ui.look.bold_first import broken
from roiapp.ui.present.stage import Stage

LEFT: Final = Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignRight
#: no text is smaller, in units of the stage
LEAST: Final = 17
_STEP: Final = 2
_SPACING: Final = 1.08  # of a line's own height


class Ink:
    """A painter on the stage, lengths in its units. `unit` is how many pixels one of them is."""

    def __init__(self, painter: QPainter, stage: Stage, unit: float) -> None:
        self.painter = painter
        self.stage = stage
        self.unit = unit
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def width(self, text: str, size: int, weight: int = 400) -> float:
        return QFontMetricsF(self.stage.font(size, weight)).horizontalAdvance(text)

    def elided(self, text: str, room: float, size: int, weight: int = 400) -> str:
        """As much of a text as has room."""
        metrics = QFontMetricsF(self.stage.font(size, weight))
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def fitting(self, texts: list[str], room: float, size: int, weight: int = 400, least: int = LEAST) -> int:
        """The largest size, `size` at most, at which each of the texts has room."""
        while size > least and max((self.width(text, size, weight) for text in texts), default=0.0) > room:
            size -= 1
        return size

    def line(
        self, rect: QRectF, text: str, size: int, weight: int = 400, role: str = "text",
        align: Qt.AlignmentFlag = LEFT, least: int = LEAST,
    ) -> float:  # fmt: skip
        """One line, in its middle height; smaller where it has no room, cut with a “…” where it has none at `least`
        either. Returns how wide it is."""
        size = self.fitting([text], rect.width(), size, weight, min(size, least))
        font = self.stage.font(size, weight)
        metrics = QFontMetricsF(font)
        shown = text
        if metrics.horizontalAdvance(text) > rect.width():
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.setFont(font)
        self.painter.setPen(self.stage.colour(role))
        flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
        self.painter.drawText(rect, flags, shown)
        return metrics.horizontalAdvance(shown)

    def flow(
        self, rect: QRectF, text: str, size: int, least: int = LEAST, weight: int = 400, role: str = "text",
        strong: str = "",
    ) -> float:  # fmt: skip
        """Sentences in as many lines as they need, `strong` before them; smaller where they have no room, and what has
        none at `least` either ends in a “…”. Returns how high they are."""
        whole = f"{strong} {text}".strip()
        if not whole or rect.width() < 1.0:
            return 0.0
        while True:
            layout, height = self._broken(whole, len(strong), rect.width(), size, weight)
            if height <= rect.height() or size <= least:
                break
            size = max(size - _STEP, least)
        self.painter.setPen(self.stage.colour(role))
        if height <= rect.height():
            layout.draw(self.painter, rect.topLeft())
            return height
        return self._draw_first(layout, rect, size, weight, len(strong))

    def height(self, text: str, width: float, size: int, weight: int = 400, strong: str = "") -> float:
        """How high sentences are in this size."""
        return self._broken(f"{strong} {text}".strip(), len(strong), width, size, weight)[1]

    def _broken(self, text: str, strong: int, width: float, size: int, weight: int) -> tuple[QTextLayout, float]:
        font = self.stage.font
        return broken(text, font(size, weight), width, strong, font(size, 600), _SPACING)

    def _draw_first(self, layout: QTextLayout, rect: QRectF, size: int, weight: int, strong: int) -> float:
        """The lines that have room, the last with a “…” for the rest."""
        line_height = layout.lineAt(0).height() * _SPACING
        many = max(int(rect.height() / line_height), 1)
        for number in range(min(many, layout.lineCount()) - 1):
            layout.lineAt(number).draw(self.painter, rect.topLeft())
        last = layout.lineAt(min(many, layout.lineCount()) - 1)
        rest = layout.text()[last.textStart() :]
        font = self.stage.font(size, 600 if last.textStart() < strong else weight)
        self.painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
        place = QRectF(rect.left(), rect.top() + last.y(), rect.width(), last.height())
        self.painter.drawText(place, LEFT | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        return many * line_height

    def fill(self, rect: QRectF, role: str, radius: float = 0.0) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.stage.colour(role))
        self.painter.drawRoundedRect(rect, radius, radius)

    def panel(self, rect: QRectF) -> None:
        """A ground of its own with an edge."""
        self.fill(rect, "border", 12.0)
        self.fill(rect.adjusted(1, 1, -1, -1), "surface", 11.0)

    def icon(self, name: str, role: str, left: float, top: float, size: float) -> None:
        """An icon `size` units high."""
        ratio = self.painter.device().devicePixelRatioF()
        pixmap = self.stage.icon(name, role, max(round(size * self.unit), 1), ratio)
        self.painter.drawPixmap(QRectF(left, top, size, size), pixmap, QRectF(pixmap.rect()))

    def change(self, rect: QRectF, direction: int, amount: str, against: str, tone: str, size: int = 19) -> None:
        """A change: an arrow (on a disc where it is for the worse), how much, and against what where there is room."""
        if not amount:
            return
        left, side = rect.left(), float(size)
        if direction:
            name = "arrow-up" if direction > 0 else "arrow-down"
            top = rect.center().y() - side / 2
            if tone == "bad":
                self.fill(QRectF(left, top, side, side), tone, side / 2)
                self.icon(name, "surface", left + 3, top + 3, side - 6)
            else:
                self.icon(name, tone, left, top, side)
            left += side + 5
        left += self.line(QRectF(left, rect.top(), rect.right() - left, rect.height()), amount, size, 600, tone)
        if against and self.width(f" {against}", size) <= rect.right() - left:
            self.line(QRectF(left, rect.top(), rect.right() - left, rect.height()), f" {against}", size, role="text2")
