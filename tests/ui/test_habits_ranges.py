"""Choosing cells by mouse and keys: ranges beside each other, what the status bar says, rows dragged together."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.core.worksheet import build
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.grid_geometry import Block
from tests.ui.grid_window import (
    CAC,
    COLUMNS,
    CTRL,
    LEADS,
    NAMES,
    PRICE,
    ROI,
    SHIFT,
    SPEND,
    VISITS,
    Window,
    open_window,
    picture,
)

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    return open_window(qtbot, theme, picture())


def drag(window: Window, start: tuple[int, int], end: tuple[int, int], modifiers: Qt.KeyboardModifier = NONE) -> None:
    viewport = window.table.viewport()
    window.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, modifiers, window.point(*start))
    QApplication.sendEvent(viewport, moved(viewport, QPointF(window.point(*end)), modifiers))
    window.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, modifiers, window.point(*end))


def moved(viewport: QWidget, to: QPointF, modifiers: Qt.KeyboardModifier) -> QMouseEvent:
    """The mouse moved there with its left button down."""
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    return QMouseEvent(QMouseEvent.Type.MouseMove, to, QPointF(viewport.mapToGlobal(to)), none, left, modifiers)


def selected(window: Window) -> set[tuple[int, int]]:
    return {(row, column) for block in window.table.blocks() for row in block.rows for column in block.columns}


def box(top: int, left: int, bottom: int, right: int) -> set[tuple[int, int]]:
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}


@pytest.mark.parametrize(
    ("keys", "blocks"),
    [
        (((Key.Key_Down, CTRL | SHIFT),), Block(0, SPEND, 10, SPEND)),
        (((Key.Key_Right, CTRL | SHIFT),), Block(0, SPEND, 0, ROI)),
        (((Key.Key_End, CTRL | SHIFT),), Block(0, SPEND, 10, ROI)),
        (((Key.Key_Home, SHIFT),), Block(0, 0, 0, SPEND)),
        (((Key.Key_End, SHIFT),), Block(0, SPEND, 0, ROI)),
        (((Key.Key_PageDown, SHIFT),), Block(0, SPEND, 11, SPEND)),
        (((Key.Key_Right, SHIFT), (Key.Key_Space, CTRL)), Block(0, SPEND, 10, VISITS)),
        (((Key.Key_Down, SHIFT), (Key.Key_Space, SHIFT)), Block(0, 0, 1, ROI)),
    ],
)
def test_shift_and_jumping_keys_select(
    window: Window, keys: tuple[tuple[Key, Qt.KeyboardModifier], ...], blocks: Block
) -> None:
    for key, modifiers in keys:
        window.key(key, modifiers)
    assert window.table.blocks() == [blocks]
    assert window.table.current == (0, SPEND)


def test_ctrl_click_and_ctrl_drag_add_ranges(window: Window) -> None:
    drag(window, (0, SPEND), (1, VISITS))
    window.click(4, CAC, CTRL)
    drag(window, (6, SPEND), (7, LEADS), CTRL)
    assert selected(window) == box(0, SPEND, 1, VISITS) | {(4, CAC)} | box(6, SPEND, 7, LEADS)
    assert window.table.current == (6, SPEND)
    window.key(Key.Key_Down, SHIFT)  # the last range grows, the others stay
    assert selected(window) == box(0, SPEND, 1, VISITS) | {(4, CAC)} | box(6, SPEND, 8, LEADS)
    window.key(Key.Key_Down)
    assert selected(window) == {(7, SPEND)}


def test_shift_click_extends_the_last_range(window: Window) -> None:
    window.click(0, SPEND)
    window.click(4, SPEND, CTRL)
    window.click(5, LEADS, SHIFT)
    assert selected(window) == {(0, SPEND)} | box(4, SPEND, 5, LEADS)


def test_ctrl_click_on_titles_adds_whole_columns(window: Window) -> None:
    header = window.table.header
    title = header.geometry_.band_height + 8

    def press(column: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        point = QPoint(header.geometry_.right(column) - 20, title)
        window.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, modifiers, point)

    press(SPEND)
    press(LEADS, CTRL)
    rows = window.model.empty_row - 1
    assert selected(window) == box(0, SPEND, rows, SPEND) | box(0, LEADS, rows, LEADS)
    assert window.table.current is not None
    assert window.table.current[1] == LEADS
    press(PRICE, CTRL | SHIFT)
    assert selected(window) == box(0, SPEND, rows, SPEND) | box(0, LEADS, rows, PRICE)
    press(SPEND)
    assert selected(window) == box(0, SPEND, rows, SPEND)


def test_ctrl_click_takes_a_cell_out_again(window: Window) -> None:
    drag(window, (0, SPEND), (2, SPEND))
    window.click(1, SPEND, CTRL)
    assert selected(window) == {(0, SPEND), (2, SPEND)}
    window.click(0, SPEND, CTRL)
    assert selected(window) == {(2, SPEND)}
    assert window.table.current == (2, SPEND)
    window.click(2, SPEND, CTRL)
    assert selected(window) == {(2, SPEND)}


def test_enter_and_tab_go_from_range_to_range(window: Window) -> None:
    drag(window, (0, SPEND), (1, SPEND))
    window.click(4, LEADS, CTRL)
    seen = []
    for _ in range(4):
        window.key(Key.Key_Return)
        seen.append(window.table.current)
    assert seen == [(0, SPEND), (1, SPEND), (4, LEADS), (0, SPEND)]
    window.key(Key.Key_Backtab, SHIFT)
    assert window.table.current == (4, LEADS)


def test_the_status_bar_counts_cells_in_two_ranges_once(window: Window) -> None:
    drag(window, (0, SPEND), (2, SPEND))
    drag(window, (4, SPEND), (1, SPEND), CTRL)
    figures = window.view.selected_figures()
    assert (figures.cells, figures.count, figures.sum) == (5, 5, 2400 + 4200 + 2250 + 2230 + 1300)


def test_the_status_bar_gives_the_combined_rate_of_several_ranges(window: Window) -> None:
    rows = (0, 1, 3, 9)
    drag(window, (0, CAC), (1, CAC))
    for row in rows[2:]:
        window.click(row, CAC, CTRL)
    figures = window.view.selected_figures()
    spend, customers = (sum(COLUMNS[name][row] or 0 for row in rows) for name in ("spend", "customers"))
    assert figures.sum is None
    assert figures.combined == pytest.approx(spend / customers, rel=1e-12)


def test_sums_of_random_ranges_are_those_of_their_cells(window: Window) -> None:
    chance = random.Random(7)
    for _ in range(30):
        window.go(chance.randrange(11), SPEND)
        for _ in range(chance.randrange(1, 5)):
            window.table.go_to(chance.randrange(11), SPEND, add=True)
            window.table.go_to(chance.randrange(11), SPEND, extend=True)
        cells = selected(window)
        figures = window.view.selected_figures()
        assert figures.cells == len(cells)
        assert figures.sum == sum(COLUMNS["spend"][row] or 0 for row, _ in cells)


def test_the_middle_button_does_nothing(window: Window) -> None:
    window.qtbot.mouseClick(window.table.viewport(), Qt.MouseButton.MiddleButton, pos=window.point(3, LEADS))
    assert window.table.current == (0, SPEND)
    window.qtbot.mouseClick(window.view.totals, Qt.MouseButton.MiddleButton, pos=QPoint(400, 10))
    assert window.view.totals.active < 0


def test_the_right_button_keeps_a_selection_it_is_in(window: Window) -> None:
    drag(window, (0, SPEND), (2, VISITS))
    wanted: list[str] = []
    window.view.menu_wanted.connect(lambda kind, _at: wanted.append(kind))
    for row, column in ((1, VISITS), (4, LEADS), (4, 0)):
        point, viewport = window.point(row, column), window.table.viewport()
        window.qtbot.mousePress(viewport, Qt.MouseButton.RightButton, pos=point)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
        QApplication.sendEvent(viewport, asked)
        inside = (row, column) == (1, VISITS)
        assert selected(window) == (box(0, SPEND, 2, VISITS) if inside else {(row, column)})
    assert wanted[-3:] == ["cells", "cells", "channel"]


def test_several_channels_are_dragged_together(window: Window) -> None:
    window.click(1, 0)
    window.click(2, 0, SHIFT)
    dots = [QPoint(18, window.point(row, 0).y()) for row in (1, 5)]
    window.drag(dots[0], dots[1] + QPoint(0, 8))
    moved = [NAMES[0], *NAMES[3:6], *NAMES[1:3], *NAMES[6:]]
    assert window.sheet.names == moved
    assert window.table.blocks() == [Block(4, 0, 5, 0)]
    assert window.undo_steps == 1
    window.source.undo()
    assert window.sheet.names == NAMES


def test_channels_that_lie_apart_are_dragged_together(window: Window) -> None:
    window.click(0, 0)
    window.click(3, 0, CTRL)
    window.drag(QPoint(18, window.point(3, 0).y()), QPoint(18, window.point(7, 0).y() - 9))
    assert window.sheet.names[:8] == [NAMES[1], NAMES[2], NAMES[4], NAMES[5], NAMES[6], NAMES[0], NAMES[3], NAMES[7]]


def test_a_press_on_a_dot_of_several_chosen_rows_chooses_that_one(window: Window) -> None:
    window.click(1, 0)
    window.click(3, 0, SHIFT)
    window.qtbot.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(18, window.point(2, 0).y()))
    assert selected(window) == {(2, 0)}
    assert window.undo_steps == 0


def test_a_drag_beyond_the_edge_scrolls_on(qtbot: QtBot, theme: Theme) -> None:
    window = open_window(qtbot, theme, build([f"C{n}" for n in range(200)], {"spend": [1.0] * 200}))
    viewport = window.table.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=window.point(0, SPEND))
    below = QPointF(window.point(0, SPEND).x(), viewport.height() + 200)
    QApplication.sendEvent(viewport, moved(viewport, below, NONE))
    qtbot.waitUntil(lambda: window.table.end[0] > 100)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=below.toPoint())
    assert window.table.blocks()[0].top == 0
