"""Boxes to tick can be seen on the ground of a dialog, in both looks, ticked or not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.ui.look.calm_checks import CalmCheck
from roiapp.ui.look.theme import Mode, Theme
from tests.ui.contrast import contrast


def across(picture: QImage) -> list[QColor]:
    """The pixels of the middle line of a box without a text, from its left edge to its right."""
    return [picture.pixelColor(x, picture.height() // 2) for x in range(picture.width())]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_frame_and_tick_can_be_seen_and_a_click_and_space_turn_it(
    qapp: QApplication, qtbot: QtBot, mode: Mode
) -> None:
    theme = Theme(qapp, mode)
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.setStyleSheet(f"background: {theme.tokens.surface}")
    box = CalmCheck(theme, "", ground)
    box.move(20, 20)
    ground.show()
    surface = QColor(theme.tokens.surface)
    empty = across(box.grab().toImage())
    assert max(contrast(each, surface) for each in empty) >= 3.0  # WCAG 1.4.11
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(6, box.height() // 2))
    assert box.isChecked()
    ticked = box.grab().toImage()
    filled = across(ticked)
    assert max(contrast(each, surface) for each in filled) >= 3.0
    inside = [ticked.pixelColor(x, y) for x in range(3, 11) for y in range(3, ticked.height() - 3)]
    assert max(contrast(one, QColor(theme.tokens.accent)) for one in inside) >= 3.0  # the tick on its ground
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    theme.deleteLater()


@pytest.mark.parametrize(("percent", "side"), [(100, 14), (150, 21), (200, 28)])
def test_the_box_grows_with_the_text(qapp: QApplication, qtbot: QtBot, percent: int, side: int) -> None:
    theme = Theme(qapp, "light", percent)
    ground = QWidget()
    qtbot.addWidget(ground)
    box = CalmCheck(theme, "", ground)
    box.setChecked(True)
    ground.show()
    accent = QColor(theme.tokens.accent)
    box.resize(2 * side, 2 * side)
    picture = box.grab().toImage()
    rows = [y for y in range(picture.height()) for x in range(picture.width()) if picture.pixelColor(x, y) == accent]
    assert abs(max(rows) - min(rows) + 1 - side) <= 1
    theme.deleteLater()
    Theme(qapp, "light").deleteLater()
