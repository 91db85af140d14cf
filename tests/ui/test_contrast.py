"""Whether every text can be read: contrast after WCAG 2.2 (1.4.3), of the colours and of what is painted."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from roiapp.palette import DARK, LIGHT, Tokens
from tests.ui.contrast import LEAST, LINES_LEAST, contrast

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
