"""How charts look: colours and font as one record, handed in by whoever shows a chart, the window or a report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from roiapp.palette import CHANNEL_COLOURS, Tokens

TEXT_SIZE = 12  # px
REGULAR, MEDIUM, STRONG = 400, 500, 600


@dataclass(frozen=True)
class ChartStyle:
    """Colours as "#RRGGBB" by their role in a chart, and the family of all its texts. A chart is laid out for a text of
    12 px; `scale` is how much larger the window shows it."""

    family: str
    surface: str
    grid: str
    text: str
    text2: str
    above: str
    below: str
    above_pale: str
    below_pale: str
    whisker: str
    all_channels: str
    selected: str
    selected_text: str
    hover: str
    dots: tuple[str, ...] = ("#6B7A90",)
    scale: float = 1.0

    def dot(self, number: int) -> str:
        """The colour of a channel, by the number of it (`chart_parts.colour_number`); always beside its name."""
        return self.dots[number % len(self.dots)]

    def font(self, weight: int = REGULAR) -> QFont:
        """The font of labels (regular) and of figures and titles (strong). Shared: copy before changing."""
        return _font(self.family, weight)

    def metrics(self, weight: int = REGULAR) -> QFontMetricsF:
        """How wide texts in that font are, in pixels."""
        return _metrics(self.family, weight)

    def width(self, text: str, weight: int = REGULAR) -> float:
        """How wide a text is, in pixels; kept, since names and figures come back in every redraw."""
        return _width(self.family, weight, text)


def style_in(family: str, tokens: Tokens, scale: float = 1.0) -> ChartStyle:
    """A font's family in these colours, so many times as large as 12 px make it."""
    return ChartStyle(
        family=family,
        surface=tokens.surface,
        grid=tokens.grid,
        text=tokens.text,
        text2=tokens.text2,
        above=tokens.chart_above,
        below=tokens.chart_below,
        above_pale=tokens.chart_above_pale,
        below_pale=tokens.chart_below_pale,
        whisker=tokens.chart_whisker,
        all_channels=tokens.chart_all,
        selected=tokens.accent_soft,
        selected_text=tokens.accent_text,
        hover=tokens.hover,
        dots=CHANNEL_COLOURS,
        scale=scale,
    )


@lru_cache(maxsize=4096)
def _width(family: str, weight: int, text: str) -> float:
    return _metrics(family, weight).horizontalAdvance(text)


@lru_cache(maxsize=16)
def _font(family: str, weight: int) -> QFont:
    font = QFont([family])
    font.setPixelSize(TEXT_SIZE)
    font.setWeight(QFont.Weight(weight))
    # The same shapes at every zoom and on paper; hinting would move letters by whole pixels.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=16)
def _metrics(family: str, weight: int) -> QFontMetricsF:
    return QFontMetricsF(_font(family, weight))


@lru_cache(maxsize=64)
def colour(text: str) -> QColor:
    """The colour of "#RRGGBB", made once: a chart asks for the same few in every redraw."""
    return QColor(text)


@lru_cache(maxsize=64)
def tint(text: str, opacity: float) -> QColor:
    """The same colour, letting what is below it through; 1 is opaque."""
    made = QColor(text)
    made.setAlphaF(opacity)
    return made
