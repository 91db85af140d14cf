"""The look: every colour given in both themes, readable text, fonts and icons from the resources."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.resources import MissingResourceError
from roiapp.ui.look.palette import CHANNEL_COLOURS, DARK, LIGHT, Tokens, channel_colour
from roiapp.ui.look.theme import SANS, Theme


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [value / 255 for value in QColor(colour).getRgb()[:3]]  # type: ignore[operator]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_role_is_a_colour(tokens: Tokens) -> None:
    for role in fields(tokens):
        if role.name != "dark":
            assert QColor(getattr(tokens, role.name)).isValid(), role.name


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["surface", "computed", "header", "totals", "selection"])
@pytest.mark.parametrize("ink", ["text", "text2", "accent_text"])
def test_text_can_be_read(tokens: Tokens, ground: str, ink: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_and_marks_can_be_read(tokens: Tokens) -> None:
    for ink in ("good", "bad", "text3"):
        assert contrast(getattr(tokens, ink), tokens.computed) >= 4.5, ink
    for mark in ("accent", "warn_mark"):
        assert contrast(getattr(tokens, mark), tokens.surface) >= 3, mark


def test_switching_says_so_once(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, "light")
    heard: list[bool] = []
    theme.changed.connect(lambda: heard.append(theme.tokens.dark))
    theme.set_mode("dark")
    theme.set_mode("dark")
    assert heard == [True]
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
    theme.set_mode("system")
    assert theme.mode == "system"


def test_fonts_are_the_bundled_ones(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    for weight in (400, 500, 600):
        assert QFontInfo(theme.font(13, weight)).family().startswith(SANS)
    assert theme.font(12, 500) is theme.font(12, 500)
    digits = {theme.font().pixelSize()}
    assert digits == {13}


def test_icons_take_the_colour_of_their_role(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    image = theme.pixmap("minus", "bad", 64).toImage()
    assert image.pixelColor(32, 32).name().upper() == LIGHT.bad
    assert theme.pixmap("minus", "bad", 16, 2.0).width() == 32
    assert not theme.icon("pencil").isNull()
    with pytest.raises(MissingResourceError):
        theme.pixmap("no-such-icon")


def test_channels_get_different_colours_in_order() -> None:
    assert [channel_colour(key, 5) for key in (5, 6)] == list(CHANNEL_COLOURS[:2])
    assert len(set(CHANNEL_COLOURS)) == 24
