"""The look: every colour given in both themes, fonts and icons from the resources."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.fonts import SANS
from roiapp.resources import MissingResourceError
from roiapp.ui.look.palette import CHANNEL_COLOURS, DARK, LIGHT, Tokens, channel_colour
from roiapp.ui.look.theme import Theme


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_role_is_a_colour(tokens: Tokens) -> None:
    for role in tokens._fields:
        if role != "dark":
            assert QColor(getattr(tokens, role)).isValid(), role


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
