"""What a report is drawn with: the firm's colour and its tints, fonts, and the design's colours, always on white."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from roiapp import fonts
from roiapp.charts.style import ChartStyle, style_in
from roiapp.palette import LIGHT, Tokens

#: text on the firm's colour must be as far from it as that (WCAG 2.2, 1.4.3)
_READABLE: Final = 4.5
_TINT: Final = 0.095
TOKENS: Final[Tokens] = LIGHT


@dataclass(frozen=True)
class Ink:
    """The fonts' families as they are registered, and the firm's colour as "#RRGGBB"."""

    families: tuple[tuple[str, str], ...]
    brand: str

    @classmethod
    def of(cls, brand: str) -> Ink:
        """Ready to draw with; needs a QGuiApplication."""
        return cls(_families(), brand)

    def font(self, size: int, weight: int = 400, *, display: bool = False) -> QFont:
        """In px of 96 an inch. Shared: copy before changing."""
        return _font(self.families, size, weight, display)

    def metrics(self, size: int, weight: int = 400, *, display: bool = False) -> QFontMetricsF:
        return _metrics(self.families, size, weight, display)

    @cached_property
    def chart(self) -> ChartStyle:
        return style_in(dict(self.families)[fonts.SANS], TOKENS)

    @cached_property
    def tint(self) -> str:
        """The firm's colour, so pale that texts stand on it."""
        return mixed(self.brand, "#FFFFFF", _TINT)

    @cached_property
    def on_brand(self) -> str:
        """What is read on the firm's colour."""
        colours = ("#FFFFFF", TOKENS.text, "#000000")
        return next(each for each in colours if contrast(each, self.brand) >= _READABLE)

    @cached_property
    def brand_text(self) -> str:
        """The firm's colour as that of letters on its tint, where it can be read there."""
        return self.brand if contrast(self.brand, self.tint) >= _READABLE else TOKENS.text


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[str, str], ...]:
    return tuple(fonts.load_fonts().items())


@lru_cache(maxsize=64)
def _font(families: tuple[tuple[str, str], ...], size: int, weight: int, display: bool) -> QFont:
    return fonts.font(dict(families), size, weight, display=display)


@lru_cache(maxsize=64)
def _metrics(families: tuple[tuple[str, str], ...], size: int, weight: int, display: bool) -> QFontMetricsF:
    return QFontMetricsF(_font(families, size, weight, display))


def mixed(colour: str, ground: str, share: float) -> str:
    """A share of one colour on another."""
    parts = (a * share + b * (1.0 - share) for a, b in zip(_parts(colour), _parts(ground), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*(round(part) for part in parts))


def _parts(colour: str) -> tuple[int, int, int]:
    made = QColor(colour)
    return made.red(), made.green(), made.blue()


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255.0) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
