"""The look: every colour given in both themes, fonts and icons from the resources."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QStringListModel
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from roiapp.fonts import SANS
from roiapp.palette import CHANNEL_COLOURS, DARK, LIGHT, Tokens, channel_colour
from roiapp.resources import MissingResourceError
from roiapp.ui.look.calm_table import CalmTable
from roiapp.ui.look.theme import Theme
from tests.ui.painted_texts import painted_texts


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


def test_switching_polishes_no_more_than_what_keeps_colours(light_theme: Theme, qtbot: QtBot) -> None:
    """What the style sheet does not speak of is not laid out once more; `test_surfaces` looks at all colours."""
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(QLabel("words"))
    area.show()
    heard: list[QObject] = []

    class Listener(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.StyleChange:
                heard.append(watched)
            return False

    listener = Listener(area)
    area.widget().installEventFilter(listener)
    light_theme.set_text_size(100)
    light_theme.set_mode("dark")
    bar = area.verticalScrollBar()
    bar.resize(12, 60)
    bar.setRange(0, 10)
    handle = bar.grab().toImage().pixelColor(6, 4)
    assert (heard, handle.name().upper()) == ([], DARK.border_strong)


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


def test_a_header_is_written_in_its_own_letters_from_the_start(light_theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    table = CalmTable(light_theme, QStringListModel(["a row"]), {0: 1}, window)
    window.show()
    (found,) = painted_texts(table.horizontalHeader())
    assert found.size == QFontMetricsF(light_theme.font(12, 500)).height()
