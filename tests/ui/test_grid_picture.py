"""What the grid looks like, by a few telling pixels and places, in light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.worksheet import build
from roiapp.ui.look.theme import Mode, Theme
from roiapp.ui.sheet.grid_geometry import NAME_LEFT
from tests.ui.grid_window import (
    CAC,
    COLUMNS,
    CUSTOMERS,
    NAMES,
    ROI,
    SPEND,
    VISITS,
    Window,
    open_window,
    picture,
    two_months,
)

Key = Qt.Key


def grabbed(window: Window) -> QImage:
    return window.table.viewport().grab().toImage()


def colour_at(image: QImage, point: QPoint) -> str:
    return image.pixelColor(point).name().upper()


def empty_spot(window: Window, row: int, column: int) -> QPoint:
    """A pixel of the cell's fill, left of its text."""
    rect = window.table.cell_rect(row, column)
    return QPoint(rect.left() + 8, rect.center().y())


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_inputs_are_plain_and_calculated_cells_tinted(qtbot: QtBot, qapp: QApplication, mode: Mode) -> None:
    theme = Theme(qapp, mode)
    window = open_window(qtbot, theme, picture())
    window.go(5, SPEND)
    image = grabbed(window)
    assert colour_at(image, empty_spot(window, 1, CUSTOMERS)) == theme.tokens.surface
    assert colour_at(image, empty_spot(window, 1, CAC)) == theme.tokens.computed
    assert colour_at(image, QPoint(1, window.table.cell_rect(5, 0).center().y())) == theme.tokens.ring
    assert colour_at(image, QPoint(1, window.table.cell_rect(4, 0).center().y())) == theme.tokens.surface


def test_selected_cells_are_filled_and_the_active_one_keeps_its_own(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    window = open_window(qtbot, theme, picture())
    window.select(1, CAC, 4, CAC)
    image = grabbed(window)
    assert colour_at(image, empty_spot(window, 1, CAC)) == theme.tokens.computed
    assert colour_at(image, empty_spot(window, 2, CAC)) == theme.tokens.selection


def test_the_theme_changes_while_running(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    window = open_window(qtbot, theme, picture())
    theme.set_mode("dark")
    assert colour_at(grabbed(window), empty_spot(window, 1, CAC)) == theme.tokens.computed == "#21252D"


def test_channels_have_their_dots_and_warnings_their_corners(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    window = open_window(qtbot, theme, picture())
    qtbot.waitSignal(window.source.warnings_changed, timeout=1000, raising=False).wait()
    image = grabbed(window)
    assert colour_at(image, QPoint(20, window.table.cell_rect(0, 0).center().y())) == "#2B6CD4"
    corner = window.table.cell_rect(10, CUSTOMERS).topRight() + QPoint(-1, 1)
    assert colour_at(image, corner) == theme.tokens.warn_mark


def test_the_channel_column_stays_while_figures_scroll(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture(), width=700)
    names = grabbed(window).copy(0, 0, window.table.grid.frozen - 1, 200)
    window.go(0, ROI)
    assert window.table.grid.x > 0
    window.go(5, ROI)
    after = grabbed(window).copy(0, 24, window.table.grid.frozen - 1, 90)
    window.go(5, SPEND)
    assert after == grabbed(window).copy(0, 24, window.table.grid.frozen - 1, 90)
    assert not names.isNull()
    assert window.table.cell_rect(0, SPEND).left() >= window.table.grid.frozen
    assert window.table.indexAt(QPoint(30, 30)).column() == 0


def test_every_active_cell_is_in_sight_beside_the_frozen_column(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture(), width=520, height=200)
    for column in [*range(1, ROI + 1), *range(ROI, 0, -1)]:
        window.go(column % 11, column)
        rect = window.table.cell_rect(column % 11, column)
        assert rect.left() >= window.table.grid.frozen
        assert rect.right() <= window.table.viewport().width()
        assert window.table.viewport().rect().contains(rect.center())


def test_columns_fill_the_room_there_is(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture(), width=1408)
    qtbot.waitUntil(lambda: window.table.grid.edges[-1] == window.table.viewport().width())
    window.view.resize(1800, 420)
    qtbot.waitUntil(lambda: window.table.grid.edges[-1] == window.table.viewport().width())


def test_a_longer_figure_widens_its_column(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture(), width=700)
    before = window.table.grid.width(SPEND)
    window.enter("123456789012")
    qtbot.waitUntil(lambda: window.table.grid.width(SPEND) > before)


def test_short_names_leave_room_for_adding_one(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    window = open_window(qtbot, theme, build(["A"], {"spend": [5]}))
    words = QFontMetricsF(theme.font()).horizontalAdvance("Add a channel…")
    assert window.table.grid.frozen >= NAME_LEFT + words


def test_a_long_name_is_cut_and_told(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    name = "Postcards and envelopes to every household in the northern districts of the town"
    window = open_window(qtbot, theme, build([name], {"spend": [5]}))
    assert window.table.painter.fitted_name(name, theme.font()).endswith("…")
    assert window.model.hint(0, 0) == name


def test_a_total_can_be_chosen_by_mouse_and_keys(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture())
    grid = window.table.grid
    with qtbot.waitSignal(window.view.cell_changed):
        qtbot.mouseClick(window.view.totals, Qt.MouseButton.LeftButton, pos=QPoint(grid.left(CAC) + 20, 10))
    assert window.view.current_figure() == (None, "cac")
    window.key(Key.Key_Right)
    assert window.view.current_figure() == (None, "gross_return")
    window.key(Key.Key_Up)
    assert window.view.current_figure() == (0, "gross_return")
    window.go(11, CAC)
    window.key(Key.Key_Down)
    assert window.view.current_figure() == (None, "cac")
    window.click(2, VISITS)
    assert window.view.current_figure() == (2, "visits")


def test_the_header_selects_resizes_and_fits_columns(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture())
    header, grid = window.table.header.viewport(), window.table.grid
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=QPoint(grid.left(CAC) + 30, 34))
    assert window.table.blocks()[0].columns == range(CAC, CAC + 1)
    edge, before = grid.right(SPEND), grid.width(SPEND)
    qtbot.mousePress(header, Qt.MouseButton.LeftButton, pos=QPoint(edge, 34))
    window.table.header.resized.emit(SPEND, before + 40)
    qtbot.mouseRelease(header, Qt.MouseButton.LeftButton, pos=QPoint(edge + 40, 34))
    assert grid.width(SPEND) == before + 40
    qtbot.mouseDClick(header, Qt.MouseButton.LeftButton, pos=QPoint(grid.right(SPEND), 34))
    assert grid.width(SPEND) < before + 40


def test_sixty_channels_scroll(qtbot: QtBot, qapp: QApplication) -> None:
    names = [f"Channel {number}" for number in range(60)]
    window = open_window(qtbot, Theme(qapp, "light"), build(names, {"spend": list(range(60))}), height=300)
    window.go(59, SPEND)
    rect = window.table.cell_rect(59, SPEND)
    assert window.table.viewport().rect().contains(rect)
    assert window.text(59, SPEND) == "$59.00"
    assert len(NAMES) == len(COLUMNS["spend"])


def test_the_accent_of_an_active_row_follows_the_focus(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    window = open_window(qtbot, theme, picture())
    rect = window.table.cell_rect(0, SPEND)
    top_left = rect.topLeft() + QPoint(10, 0)
    assert QColor(colour_at(grabbed(window), top_left)) == QColor(theme.tokens.accent)


def test_what_a_total_leaves_out_pushes_no_column_out_of_the_window(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture())
    table = window.table
    qtbot.waitUntil(lambda: table.grid.edges[-1] == table.viewport().width())
    before = list(table.grid.edges)
    window.view.go_to(window.model.channels, "")
    window.enter("Podcast")
    window.go(window.model.channels - 1, SPEND)
    window.enter("500")
    assert window.model.coverage(ROI) == "11 of 12"
    qtbot.wait(20)
    assert table.grid.edges[-1] == table.viewport().width()
    assert not table.horizontalScrollBar().maximum()
    window.source.undo()
    window.source.undo()
    qtbot.waitUntil(lambda: table.grid.edges == before)


def test_columns_fit_afresh_when_a_long_figure_is_taken_back_or_goes_with_its_row(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture(), width=700)
    grid = window.table.grid
    before = list(grid.edges)
    window.enter("123456789012")
    qtbot.waitUntil(lambda: grid.edges != before)
    wide = list(grid.edges)
    window.source.undo()
    qtbot.waitUntil(lambda: grid.edges == before)
    window.source.redo()
    qtbot.waitUntil(lambda: grid.edges == wide)
    window.go(0, SPEND)
    window.table.commands.remove_rows()
    qtbot.waitUntil(lambda: grid.width(SPEND) == before[SPEND + 1] - before[SPEND])


def test_a_total_says_how_much_it_covers_only_where_that_fits(qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window(qtbot, Theme(qapp, "light"), picture(), width=1800)
    grid, totals = window.table.grid, window.view.totals

    def left_part() -> QImage:
        """Where the count stands, left of the total."""
        return totals.grab(QRect(grid.left(VISITS) + 8, 4, 14, 20)).toImage()

    def plain(image: QImage) -> bool:
        return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) == 1

    assert window.model.coverage(VISITS) == "7 of 11"
    assert not plain(left_part())
    window.table.header.resized.emit(VISITS, 84)
    assert plain(left_part())


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_rollups_inputs_look_as_fixed_as_they_are(qtbot: QtBot, qapp: QApplication, mode: Mode) -> None:
    theme = Theme(qapp, mode)
    window = open_window(qtbot, theme, two_months())
    base = window.source.view
    assert base is not None
    rollup = next(view for view in window.source.views if view.rollup)
    window.source.set_view(rollup)
    window.select(5, SPEND, 6, VISITS)
    image = grabbed(window)
    assert colour_at(image, empty_spot(window, 1, CUSTOMERS)) == theme.tokens.computed
    assert colour_at(image, empty_spot(window, 5, SPEND)) == theme.tokens.computed
    assert colour_at(image, empty_spot(window, 6, SPEND)) == theme.tokens.selection
    assert colour_at(image, QPoint(NAME_LEFT - 8, window.table.cell_rect(1, 0).center().y())) == theme.tokens.surface
    window.source.set_view(base)
    assert colour_at(grabbed(window), empty_spot(window, 1, CUSTOMERS)) == theme.tokens.surface
