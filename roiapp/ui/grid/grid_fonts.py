"""The fonts that the grid is painted with, made once per scale, and how wide texts are in them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from roiapp.ui.look.theme import Theme

_KEPT_WIDTHS: Final = 20_000


def _unshaped(font: QFont) -> QFont:
    """The same for figures: not looking for ligatures and marks saves a third of the time of drawing them."""
    plain = QFont(font)
    plain.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return plain


class GridFonts:
    """The fonts of one scale (in percent), and how wide texts are in them. `figures` and `strong` are for figures,
    `heavy` for those of subtotals, `small` for what a figure was."""

    def __init__(self, theme: Theme, scale: int = 100) -> None:
        size = max(6, (13 * scale + 50) // 100)
        self.plain, self.bold = theme.font_of(size), theme.font_of(size, 600)
        self.figures, self.strong = _unshaped(self.plain), _unshaped(theme.font_of(size, 500))
        self.heavy = _unshaped(self.bold)
        self.small = _unshaped(theme.font_of(max(6, (11 * scale + 50) // 100)))
        fonts = (self.plain, self.bold, self.figures, self.strong, self.heavy, self.small)
        self._baselines: dict[int, int] = {}
        self._metrics = {id(font): QFontMetricsF(font) for font in fonts}
        self.widths: dict[int, dict[str, float]] = {id(font): {} for font in fonts}

    def baseline(self, height: int) -> int:
        """Where letters stand in a row of this height, with its line below."""
        found = self._baselines.get(height)
        if found is None:
            metrics = self._metrics[id(self.plain)]
            found = self._baselines[height] = round((height - 1 - metrics.height()) / 2 + metrics.ascent())
        return found

    def width_of(self, text: str, font: QFont) -> float:
        """The text's width in one of these fonts."""
        widths = self.widths[id(font)]
        found = widths.get(text)
        if found is None:
            if len(widths) > _KEPT_WIDTHS:
                widths.clear()
            found = widths[text] = self._metrics[id(font)].horizontalAdvance(text)
        return found

    def fitted(self, text: str, font: QFont, room: int) -> str:
        """The text, cut with an ellipsis where there is too little room."""
        if self.width_of(text, font) <= room:
            return text
        return self._metrics[id(font)].elidedText(text, Qt.TextElideMode.ElideRight, room)
