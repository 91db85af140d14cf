"""Whether every text can be read: contrast after WCAG 2.2 (1.4.3), of what is painted on what it is painted on.

The pen of each text is known from the letters as they are painted (`painted_texts`), the ground below it from the
picture: the colour that most pixels of the text's box have. So a pair of colours that nobody has thought of is
measured like all others.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from roiapp.ui.look.palette import DARK, LIGHT, Tokens
from roiapp.ui.window.main_window import MainWindow
from tests.ui.painted_texts import PaintedText, painted_texts, part, picture_of, pixels
from tests.ui.surfaces import SURFACES, show_sample

LEAST = 4.5
#: of what is no text but tells something (1.4.11); WCAG exempts texts of what cannot be used: they get this much
LINES_LEAST = 3.0


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of two colours' luminance, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def ground_of(seen: np.ndarray, area: QRect) -> QColor:
    """The colour of most pixels there; of as many, the one that comes first."""
    colours, first, counts = np.unique(part(seen, area), return_index=True, return_counts=True)
    return QColor(int(colours[np.lexsort((first, -counts))[0]]))


def blended(pen: QColor, ground: QColor) -> QColor:
    """What a pen that lets something through gives on a ground."""
    share = pen.alphaF()
    mixed = [share * over + (1 - share) * under for over, under in
             zip(pen.getRgbF()[:3], ground.getRgbF()[:3], strict=True)]  # fmt: skip
    return QColor.fromRgbF(*mixed)


def too_faint(found: list[PaintedText], picture: QImage, disabled: QColor) -> set[str]:
    faint = set()
    seen = pixels(picture)
    for text in found:
        area = text.rect.toAlignedRect()
        if text.cut or not picture.rect().contains(area.center()):
            continue
        ground = ground_of(seen, area)
        ratio = contrast(blended(text.pen, ground), ground)
        if ratio < (LINES_LEAST if text.pen == disabled else LEAST):
            faint.add(f"{ratio:.2f} {text.pen.name()} on {ground.name()}: {text.text!r}")
    return faint


#: roles of texts, of lines that tell something, and of the grounds that either may come to stand on
TEXTS = ("text", "text2", "text3", "accent_text", "good", "bad", "warn", "what_if")
LINES = ("ring", "warn_mark", "disabled")
GROUNDS = (
    "window", "surface", "raised", "sunken", "header", "hover", "computed", "totals", "selection", "accent_soft",
    "neutral_soft", "good_soft", "bad_soft", "warn_soft", "what_if_set", "what_if_follows",
)  # fmt: skip
#: of a chart, on its own ground: bars, whiskers and lines
CHART_LINES = ("chart_above", "chart_below", "chart_whisker", "chart_all")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_role_can_be_seen_on_every_ground(tokens: Tokens) -> None:
    """So that no widget to come has to think about it."""
    wanted = [(role, ground, LEAST) for role in TEXTS for ground in GROUNDS]
    wanted += [(role, ground, LINES_LEAST) for role in LINES for ground in GROUNDS]
    wanted += [(role, "surface", LINES_LEAST) for role in CHART_LINES]
    wanted += [("on_accent", ground, LEAST) for ground in ("accent", "accent_hover")]
    missed = {
        f"{role} on {ground}: {ratio:.2f}"
        for role, ground, least in wanted
        if (ratio := contrast(QColor(getattr(tokens, role)), QColor(getattr(tokens, ground)))) < least
    }
    assert missed == set()


def test_the_ratio_is_that_of_wcag() -> None:
    """Known pairs: black on white, the greys that just pass and just fail on white."""
    white = QColor("#FFFFFF")
    assert contrast(QColor("#000000"), white) == pytest.approx(21.0)
    assert contrast(white, white) == pytest.approx(1.0)
    assert contrast(QColor("#767676"), white) == pytest.approx(4.54, abs=0.01)
    assert contrast(QColor("#777777"), white) == pytest.approx(4.48, abs=0.01)


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, theme: str, surface: str
) -> None:
    window.setProperty("place", str(tmp_path / "year.roi"))
    window.theme.set_mode(theme)  # type: ignore[arg-type]
    show_sample(window)
    widget = SURFACES[surface](window)
    texts = painted_texts(widget)
    assert texts
    assert too_faint(texts, picture_of(widget), window.theme.colour("disabled")) == set()
