"""Columns stay where they are while somebody types: what one of them needs its neighbours give, as long as they can."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.grid_geometry import widened
from tests.ui.grid_window import PRICE, RETURN, ROI, SPEND, VISITS, Window, open_window, picture


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Window:
    return open_window(qtbot, Theme(qapp, "light"), picture())


def edges(window: Window) -> list[int]:
    """The left edges once what painting met is laid out."""
    window.table.viewport().repaint()
    QApplication.processEvents()
    QApplication.processEvents()
    return list(window.table.grid.edges)


def moved(before: list[int], after: list[int]) -> list[int]:
    """The columns whose left edge is another."""
    assert len(before) == len(after)
    return [column for column, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]


def test_figures_that_fit_move_nothing(window: Window) -> None:
    before = edges(window)
    window.enter("99999")
    assert edges(window) == before
    window.go(0, PRICE)
    window.enter("12345.67")
    assert edges(window) == before


def test_what_a_column_needs_its_right_neighbour_gives(window: Window) -> None:
    before = edges(window)
    window.enter("1234567")
    after = edges(window)
    # Spend takes from Visits, and $22,862.72 for a customer from the return beside it.
    assert moved(before, after) == [VISITS, RETURN]
    assert after[VISITS] > before[VISITS]
    assert after[-1] == before[-1] == window.table.viewport().width()


def test_what_one_neighbour_cannot_give_the_next_does(window: Window) -> None:
    before = edges(window)
    window.enter("1234567890123")
    after = edges(window)
    assert after[VISITS] - before[VISITS] > 20
    assert after[SPEND] == before[SPEND]
    assert after[-1] == before[-1]
    assert "###" not in window.text(0, SPEND)
    assert window.table.grid.width(SPEND) >= 13 * 8  # thirteen digits


def test_names_take_their_room_from_the_next_column(window: Window) -> None:
    before = edges(window)
    window.go(0, 0)
    window.enter("Local search engines, all")
    after = edges(window)
    assert after[SPEND] > before[SPEND]
    assert set(moved(before, after)) <= {SPEND, VISITS}


def test_a_channel_typed_below_the_last_moves_nothing(window: Window) -> None:
    before = edges(window)
    window.go(11, 0)
    window.enter("Fairs")
    assert window.model.channels == 12
    assert edges(window) == before


def test_undo_spreads_afresh(window: Window) -> None:
    before = edges(window)
    window.enter("1234567")
    assert edges(window) != before
    window.key(Qt.Key.Key_Up)
    window.source.undo()
    assert edges(window) == before


def test_another_room_spreads_afresh(window: Window) -> None:
    window.enter("1234567")
    typed = edges(window)
    window.view.resize(1508, 420)
    wider = edges(window)
    assert wider[-1] == typed[-1] + 100
    assert all(b - a >= 5 for a, b in zip(typed[2:], wider[2:], strict=True)), "each has its share"


def test_the_edges_of_cells_are_those_of_the_titles(window: Window) -> None:
    window.enter("1234567")
    after = edges(window)
    header = window.table.header
    assert [header.sectionSize(column) for column in range(ROI + 1)] == [
        right - left for left, right in itertools.pairwise(after)
    ]


@pytest.mark.parametrize(
    ("widths", "needed", "fixed", "room", "wanted"),
    [
        ([100, 90, 90, 90], [80, 80, 80, 80], (), 370, [100, 90, 90, 90]),
        ([100, 90, 90, 90], [80, 95, 80, 80], (), 370, [100, 95, 85, 90]),  # the neighbour gives
        ([100, 90, 90, 90], [80, 105, 80, 80], (), 370, [100, 105, 80, 85]),  # and the next, where it has no more
        ([100, 90, 90, 90], [80, 80, 80, 95], (), 370, [100, 90, 85, 95]),  # the last takes from its left
        ([100, 90, 90, 90], [80, 80, 80, 95], (), 372, [100, 90, 87, 95]),  # after what is behind it
        ([100, 90, 90, 90], [80, 95, 80, 80], (2,), 370, [100, 95, 90, 85]),  # a width set by hand stays
        ([100, 90, 90, 90], [80, 200, 80, 80], (), 370, None),
    ],
)  # fmt: skip
def test_as_few_edges_move_as_can_be(
    widths: list[int], needed: list[int], fixed: tuple[int, ...], room: int, wanted: list[int] | None
) -> None:
    assert widened(widths, needed, fixed, room) == wanted
