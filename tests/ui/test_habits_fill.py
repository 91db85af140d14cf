"""The fill handle, drawn by the mouse; one entry for many cells."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.periods import month
from roiapp.core.worksheet import build
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.across import PeriodsAcross
from roiapp.ui.sheet.grid_fill import reach
from roiapp.ui.sheet.grid_geometry import Block
from tests.ui.grid_window import (
    CAC,
    CTRL,
    CUSTOMERS,
    LEADS,
    MARGIN,
    PRICE,
    SPEND,
    VISITS,
    Window,
    open_window,
    picture,
    two_months,
)

Key = Qt.Key


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    return open_window(qtbot, theme, picture())


def handle(window: Window) -> QPoint:
    rect = window.table._mouse.handle.rect()
    assert rect is not None
    return rect.center()


def draw(window: Window, to: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """The handle pressed, drawn to a point and let go."""
    viewport, start = window.table.viewport(), handle(window)
    window.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for point in (start + (to - start) / 2, to):
        where, left = QPointF(point), Qt.MouseButton.LeftButton
        event = QMouseEvent(
            QEvent.Type.MouseMove, where, QPointF(viewport.mapToGlobal(where)), Qt.MouseButton.NoButton, left, modifiers
        )
        QApplication.sendEvent(viewport, event)
    window.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, modifiers, to)


def spends(window: Window, count: int) -> list[float | None]:
    return [window.typed("spend", row) for row in range(count)]


def test_one_figure_is_repeated_downwards(window: Window) -> None:
    window.go(0, SPEND)
    draw(window, window.point(2, SPEND))
    assert spends(window, 4) == [2400, 2400, 2400, 2230]
    assert window.table.blocks() == [Block(0, SPEND, 2, SPEND)]
    assert window.undo_steps == 1
    window.source.undo()
    assert spends(window, 3) == [2400, 4200, 2250]


def test_two_figures_begin_a_series(window: Window) -> None:
    window.enter("0.1")
    window.enter("0.2")
    window.select(0, SPEND, 1, SPEND)
    draw(window, window.point(4, SPEND))
    assert spends(window, 6) == [0.1, 0.2, 0.3, 0.4, 0.5, 600]


def test_three_figures_go_on_as_the_line_nearest_to_them(window: Window) -> None:
    for text in ("1", "2", "6"):
        window.enter(text)
    window.select(0, SPEND, 2, SPEND)
    draw(window, window.point(4, SPEND))
    assert spends(window, 5) == [1, 2, 6, 8, 10.5]


def test_ctrl_asks_for_the_other_way(window: Window) -> None:
    window.select(0, SPEND, 1, SPEND)
    draw(window, window.point(3, SPEND), CTRL)
    assert spends(window, 4) == [2400, 4200, 2400, 4200]
    window.go(0, MARGIN)
    draw(window, window.point(2, MARGIN), CTRL)
    assert [window.typed("gross_margin", row) for row in range(3)] == [0.46, 0.47, 0.48]


def test_figures_are_carried_upwards(window: Window) -> None:
    window.select(2, SPEND, 3, SPEND)
    draw(window, window.point(0, SPEND))
    assert spends(window, 4) == [2290, 2270, 2250, 2230]


def test_figures_are_carried_to_the_right_and_left(window: Window) -> None:
    window.go(0, LEADS)
    draw(window, window.point(0, CUSTOMERS))
    assert window.typed("customers", 0) == 118
    window.go(0, CUSTOMERS)
    draw(window, window.point(0, VISITS))
    assert window.typed("visits", 0) == 118
    draw(window, window.point(0, SPEND))
    assert "measured" in window.notices[-1]
    assert window.typed("spend", 0) == 2400


def test_blanks_among_the_figures_are_repeated_with_them(window: Window) -> None:
    window.select(6, VISITS, 7, VISITS)
    draw(window, window.point(10, VISITS))
    assert [window.typed("visits", row) for row in range(6, 11)] == [910, None, 910, None, 910]


def test_arithmetic_is_carried_along(window: Window) -> None:
    window.enter("=450+320")
    window.go(0, SPEND)
    draw(window, window.point(1, SPEND))
    assert window.sheet.expression("spend", 0, 1) == "=450+320"


def test_a_series_stops_where_the_field_does(window: Window) -> None:
    window.enter("20")
    window.enter("10")
    window.select(0, SPEND, 1, SPEND)
    draw(window, window.point(3, SPEND))
    assert spends(window, 4) == [20, 10, 0, 2230]
    assert window.model.refused(3, SPEND) is not None
    assert "below" in window.notices[-1]


def test_a_double_click_fills_down_to_the_last_channel(window: Window) -> None:
    window.select(8, SPEND, 8, SPEND)
    QTest.mouseDClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=handle(window))
    assert [window.typed("spend", row) for row in (7, 8, 9, 10)] == [3400, 380, 380, 380]
    assert not window.table.editor.is_open
    assert window.model.channels == 11


def test_calculated_columns_are_passed_over(window: Window) -> None:
    window.select(0, PRICE, 0, CAC)
    draw(window, window.point(1, CAC))
    assert window.typed("revenue_per_sale", 1) == 460
    assert window.typed("gross_margin", 1) == 0.46
    assert window.typed("gross_margin", 2) == 0.45


def test_escape_gives_the_filling_up(window: Window) -> None:
    window.go(0, SPEND)
    viewport = window.table.viewport()
    window.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=handle(window))
    window.key(Key.Key_Escape)
    window.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=window.point(3, SPEND))
    assert window.undo_steps == 0


def test_there_is_no_handle_where_nothing_can_be_filled(qtbot: QtBot, theme: Theme, window: Window) -> None:
    for place in ((0, 0), (0, CAC), (11, SPEND)):
        window.go(*place)
        assert window.table._mouse.handle.rect() is None, place
    window.go(0, SPEND)
    window.click(3, SPEND, CTRL)
    assert window.table._mouse.handle.rect() is None
    months = open_window(qtbot, theme, two_months())
    months.source.set_view(next(view for view in months.source.views if view.rollup))
    months.go(0, SPEND)
    assert months.table._mouse.handle.rect() is None


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ((6, 3), Block(5, 2, 6, 3)),
        ((0, 2), Block(0, 2, 1, 3)),
        ((3, 6), Block(2, 4, 4, 6)),
        ((3, 0), Block(2, 1, 4, 1)),
        ((99, 9), Block(5, 2, 10, 3)),
        ((3, 2), None),
    ],
)
def test_what_the_handle_reaches(place: tuple[int, int], target: Block | None) -> None:
    assert reach(Block(2, 2, 4, 3), place, last_row=10, last_column=6) == target


def test_ctrl_enter_puts_the_entry_into_all_selected_cells(window: Window) -> None:
    window.select(0, SPEND, 1, VISITS)
    window.click(4, SPEND, CTRL)
    window.type("=5*2")
    window.key(Key.Key_Return, CTRL)
    assert spends(window, 5) == [10, 10, 2250, 2230, 10]
    assert [window.typed("visits", row) for row in range(3)] == [10, 10, 1180]
    assert window.sheet.expression("visits", 0, 1) == "=5*2"
    assert not window.table.editor.is_open
    assert window.table.current == (4, SPEND)
    assert window.undo_steps == 1


def test_ctrl_enter_refuses_as_a_whole_and_stays_open(window: Window) -> None:
    window.select(0, CUSTOMERS, 0, MARGIN)
    window.type("500")
    window.key(Key.Key_Return, CTRL)
    assert "above" in window.table.editor.sentence
    assert window.undo_steps == 0
    window.key(Key.Key_Escape)


def test_ctrl_enter_on_one_cell_stays_in_it(window: Window) -> None:
    window.type("9")
    window.key(Key.Key_Return, CTRL)
    assert window.typed("spend", 0) == 9
    assert window.table.current == (0, SPEND)
    window.go(0, 0)
    window.type("New")
    window.key(Key.Key_Return, CTRL)
    assert window.sheet.names[0] == "New"


def test_two_months_go_on_over_the_year_and_stop_at_what_is_summed_up(qtbot: QtBot, theme: Theme) -> None:
    months = [month(2026, number, number) for number in range(1, 6)]
    spend: list[list[float | None]] = [[100.0, 7.0], [150.0, 7.0], *[[None, None]] * 3]
    window = open_window(qtbot, theme, build(["Radio", "Email"], {"spend": spend}, months))
    window.model.put_across(PeriodsAcross("spend"))
    window.select(0, 1, 0, 2)
    draw(window, window.point(0, window.model.columnCount() - 1))
    assert [window.sheet.value("spend", period, 0) for period in range(5)] == [100, 150, 200, 250, 300]
    assert window.undo_steps == 1


def test_a_header_of_months_is_followed_over_time(qtbot: QtBot, theme: Theme) -> None:
    months = [month(2026, number, number) for number in range(1, 4)]
    nothing: list[list[float | None]] = [[None], [None], [None]]
    window = open_window(qtbot, theme, build(["Radio"], {"spend": nothing}, months))
    window.model.put_across(PeriodsAcross("spend"))
    titles = [column.header for column in window.model.columns]
    window.clipboard(f"Channel\t{titles[2]}\t{titles[0]}\nRadio\t3\t1")
    window.go(0, 2)
    window.key(Key.Key_V, CTRL)
    assert [window.typed("spend", 0), window.sheet.value("spend", 2, 0)] == [1, 3]
