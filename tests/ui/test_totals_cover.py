"""A total that leaves channels out says so in any room: in words, or by points below it that say them when asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from roiapp.ui.look.theme import Mode, Theme
from tests.ui.grid_window import SPEND, VISITS, Window, open_window, picture
from tests.ui.painted_texts import painted_texts, picture_of

LEFT_OUT = "7 of 11\nLeft out because a part is not known: Radio & TV, Yard & truck signs, Direct mail, Local print."


@pytest.fixture(params=[("light", 100), ("dark", 100), ("light", 200)])
def theme(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Theme]:
    mode: Mode = request.param[0]
    yield Theme(qapp, mode, request.param[1])
    Theme(qapp, "light")


def below(window: Window, column: int) -> set[str]:
    """The colours of the strip below a total's letters."""
    grid, totals = window.table.grid, window.view.totals
    image = picture_of(totals)
    half = (totals.height() + 1) // 2
    strip = QRect(QPoint(grid.left(column) + 2, half + grid.px(8)), QPoint(grid.right(column) - 4, totals.height() - 3))
    points = ((x, y) for x in range(strip.left(), strip.right()) for y in range(strip.top(), strip.bottom()))
    return {image.pixelColor(*point).name() for point in points}


def hint(window: Window, column: int) -> str:
    totals = window.view.totals
    at = totals.area(column).center()
    QApplication.sendEvent(totals, QHelpEvent(QHelpEvent.Type.ToolTip, at, totals.mapToGlobal(at)))
    return QToolTip.text()


def test_where_there_is_room_it_says_so_in_words(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, picture(), width=1800 * theme.text_size // 100)
    assert "7 of 11" in [text.text for text in painted_texts(window.view.totals)]
    assert below(window, VISITS) == {theme.tokens.totals.lower()}
    assert hint(window, VISITS) == LEFT_OUT


def test_where_there_is_none_points_stand_below_it(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, picture(), width=1000 * theme.text_size // 100)
    window.view.resize(900 * theme.text_size // 100, 420)
    assert "7 of 11" not in [text.text for text in painted_texts(window.view.totals)]
    assert theme.tokens.text3.lower() in below(window, VISITS)
    assert theme.tokens.text3.lower() not in below(window, SPEND)  # covers all
    assert hint(window, SPEND) == ""
    assert hint(window, VISITS) == LEFT_OUT


def test_who_listens_hears_it(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture(), width=900)
    totals = window.view.totals
    window.go(0, VISITS)
    qtbot.mouseClick(totals, Qt.MouseButton.LeftButton, pos=totals.area(VISITS).center())
    said = QAccessible.queryAccessibleInterface(totals)
    assert said.text(QAccessible.Text.Name) == "Total, Visits: 21,080"
    assert said.text(QAccessible.Text.Description) == LEFT_OUT
    qtbot.keyClick(totals, Qt.Key.Key_Left)
    assert said.text(QAccessible.Text.Description) == ""
