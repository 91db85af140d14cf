"""The bundled fonts, registered with Qt once for the window, for charts and for paper."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from roiapp.resources import MissingResourceError, resource

SANS: Final = "Channel ROI Sans"
DISPLAY: Final = "Channel ROI Display"
#: what the two lack, for names in these scripts: the same on every system, and no boxes on a bare one
SCRIPTS: Final = ("Channel ROI Arabic", "Channel ROI Hebrew")
FONT_FILES: Final = (
    "ChannelROISans-Regular.otf",
    "ChannelROISans-Medium.otf",
    "ChannelROISans-SemiBold.otf",
    "ChannelROIDisplay-SemiBold.otf",
    "ChannelROIArabic-Regular.ttf",
    "ChannelROIArabic-SemiBold.ttf",
    "ChannelROIHebrew-Regular.ttf",
    "ChannelROIHebrew-SemiBold.ttf",
)


@cache
def load_fonts() -> dict[str, str]:
    """Register the bundled fonts; where one is missing the system's own stands in for it. Once: fonts that are
    loaded again take with them all that Qt has measured."""
    known: set[str] = set()
    for name in FONT_FILES:
        try:
            number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        except MissingResourceError:
            continue
        known.update(QFontDatabase.applicationFontFamilies(number))
    fallback = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return {family: family if family in known else fallback for family in (SANS, DISPLAY)}


def font(families: dict[str, str], size: float, weight: int, *, display: bool = False) -> QFont:
    """A bundled font of a size in px: the same shapes at every size, since hinting would move letters by whole px."""
    made = QFont([families[DISPLAY if display else SANS], *SCRIPTS])
    made.setPixelSize(round(size))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
