"""How the presentation looks: its own light or dark, and lengths that grow with the window it stands in.

Pages are drawn in units of a stage of 720 high (960 wide at least); the window says how many pixels one of them is. So
everything is as large as the projector allows, whatever size texts have in the other windows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QFont, QPixmap

from roiapp.palette import DARK, LIGHT, Tokens
from roiapp.ui.look import icons
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.charts.style import ChartStyle

_HEIGHT: Final = 720
_LEAST_WIDTH: Final = 960


def unit_of(size: QSize) -> float:
    """Pixels of one unit in a window of this size."""
    return max(min(size.height() / _HEIGHT, size.width() / _LEAST_WIDTH), 0.1)


class Stage(QObject):
    """Colours and fonts of one presentation; `changed` says that every colour may differ."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tokens: Tokens = theme.tokens
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def turn(self) -> None:
        """Light where it was dark, and the other way round; the other windows keep their look."""
        self.tokens = LIGHT if self.tokens.dark else DARK
        self.changed.emit()

    def colour(self, role: str) -> QColor:
        return QColor(getattr(self.tokens, role))

    def font(self, size: int, weight: int = 400) -> QFont:
        """The bundled font, so many units high; shared, copy before changing."""
        return self._theme.font_of(size, weight, display=size >= 26 and weight >= 600)

    def chart_style(self) -> ChartStyle:
        """How charts look on this stage."""
        from roiapp.ui.panel.chart_style import style_in

        return style_in(self._theme, self.tokens)

    def icon(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        """An icon in the colour of a role, `size` pixels of the window; `ratio` is the screen's for each of them."""
        key = (name, getattr(self.tokens, role), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = icons.draw(*key)
        return self._pixmaps[key]
