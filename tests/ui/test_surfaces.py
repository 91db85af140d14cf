"""What must hold in every place of the window, tried on all: each text can be read in both themes, what is open follows
when the theme changes, each control has a name and a role, the letters of a dialog are given once; and in a window of
1280 × 720, at the usual text size and at 200 %, no letter is cut off, none lies over another, and what has no room can
be scrolled to.

A place is come to as seldom as can be, and looked at from all sides there.
"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from roiapp.palette import CHANNEL_COLOURS, DARK, LIGHT
from roiapp.ui.look.spoken import speak_painted
from roiapp.ui.look.theme import Theme
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.window.main_window import MainWindow
from tests.ui.contrast import too_faint
from tests.ui.letters import lost_letters
from tests.ui.painted_texts import painted_texts, picture_of, pixels
from tests.ui.spoken import VAGUE, controls, described, name_of, role_of
from tests.ui.surfaces import SURFACES, settle
from tests.ui.walker import SIZE, Walker

USUAL_SIZE = (1440, 900)

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)


@pytest.fixture(autouse=True, scope="module")
def heard(qapp: QApplication) -> None:
    """As the program does at its start."""
    speak_painted()


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("walker", [100], indirect=True)
def test_what_is_open_follows_the_theme_can_be_read_and_heard_and_has_room(walker: Walker, surface: str) -> None:
    """Come to in the dark, then lit while it is open."""
    with walker.at(surface, "dark") as (window, top):
        size(window, top, USUAL_SIZE)
        dark = picture_of(top)
        assert unreadable(top, dark, window.theme) == set()
        assert unheard(top, surface) == set()
        assert letters_given_twice(top) == set()
        window.theme.set_mode("light")
        settle()
        light = picture_of(top)
        assert unreadable(top, light, window.theme) == set()
        left = left_dark(pixels(dark), pixels(light))
        assert bool(left) == surface.startswith("present_"), left  # that has a theme of its own
        size(window, top, SIZE)
        assert lost(top, surface) == {}


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("walker", [200], indirect=True)
def test_no_letter_of_twice_the_size_is_lost_or_too_faint(walker: Walker, surface: str) -> None:
    """Come to in the light."""
    with walker.at(surface, "light") as (window, top):
        assert unreadable(top, picture_of(top), window.theme) == set()
        assert lost(top, surface) == {}


@pytest.mark.parametrize("walker", [200], indirect=True)
def test_the_active_cell_comes_into_sight(walker: Walker, qtbot: QtBot) -> None:
    """The worksheet scrolls in a small window, and the keys lead to what is below its edge and above it."""
    window = walker.at_sample()
    (area,) = window.bench.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert area.verticalScrollBar().maximum() > 0
    grid = window.bench.grid
    for key, steps in ((Qt.Key.Key_Down, 10), (Qt.Key.Key_Up, 10), (Qt.Key.Key_Right, 10)):
        for _ in range(steps):
            qtbot.keyClick(grid.table, key)
        rect, widget = grid.current_area()
        place = QRect(widget.mapTo(area.viewport(), rect.topLeft()), rect.size())
        assert area.viewport().rect().contains(place), key


def size(window: MainWindow, top: QWidget, to: tuple[int, int]) -> None:
    """Give the window another size, where that is seen."""
    if top.window() is window:
        window.resize(*to)
        settle()


def unheard(top: QWidget, surface: str) -> set[str]:
    """Controls without a name, or without a role that says something."""
    found = controls(top)
    assert found or surface in ("menu", "tooltip")
    nameless = {f"{described(each)} has no name" for each in found if not name_of(each).strip()}
    return nameless | {f"{described(each)}: {role_of(each).name}" for each in found if role_of(each) in VAGUE}


def letters_given_twice(top: QWidget) -> set[str]:
    """Letters that press more than one button of a dialog."""
    if not isinstance(top, QDialog):
        return set()
    texts = [each.text().replace("&&", "") for each in top.findChildren(QAbstractButton) if each.isVisible()]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    return {letter for letter in letters if letters.count(letter) > 1}


def unreadable(top: QWidget, picture: QImage, theme: Theme) -> set[str]:
    """Texts that are too faint in the theme of now."""
    texts = painted_texts(top)
    assert texts
    faint = too_faint(texts, picture, theme.colour("disabled"))
    return {f"{theme.mode}: {each}" for each in faint}


def left_dark(dark: np.ndarray, light: np.ndarray) -> dict[str, int]:
    """How many pixels are now as they were in the dark, in a colour that only the dark has."""
    alone = {*DARK[1:]} - {*LIGHT[1:]} - {*CHANNEL_COLOURS}
    same = light[dark == light]
    counts = {colour: int((same == QColor(colour).rgb()).sum()) for colour in alone}
    return {colour: count for colour, count in counts.items() if count}


def lost(top: QWidget, surface: str) -> dict[str, object]:
    """Letters that cannot be seen, and widgets without room."""
    if isinstance(top, ChartPanel):
        top.chart.hover(None)  # what is pointed at is written over the rest, on a ground of its own
    if not isinstance(top, QMenu):  # Qt scrolls what is longer than the screen
        assert top.width() <= SIZE[0]
        assert top.height() <= SIZE[1]
    return lost_letters(top, over=surface != "chart_told")  # its words lie over the chart
