"""Ranges of cells: moving, selecting, clearing, filling, copying and pasting, rows put in, taken out and moved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.grid_geometry import Block
from tests.ui.grid_window import (
    ALT,
    CAC,
    CTRL,
    CUSTOMERS,
    LEADS,
    MARGIN,
    NAMES,
    ROI,
    SHIFT,
    SPEND,
    VISITS,
    Window,
    open_window,
    picture,
)

Key = Qt.Key


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    return open_window(qtbot, theme, picture())


@pytest.mark.parametrize(
    ("start", "key", "modifiers", "end"),
    [
        ((0, 1), Key.Key_Down, Qt.KeyboardModifier.NoModifier, (1, 1)),
        ((0, 1), Key.Key_Left, Qt.KeyboardModifier.NoModifier, (0, 0)),
        ((0, 0), Key.Key_Left, Qt.KeyboardModifier.NoModifier, (0, 0)),
        ((3, 4), Key.Key_Home, Qt.KeyboardModifier.NoModifier, (3, 0)),
        ((3, 4), Key.Key_End, Qt.KeyboardModifier.NoModifier, (3, ROI)),
        ((3, 4), Key.Key_Home, CTRL, (0, 0)),
        ((3, 4), Key.Key_End, CTRL, (10, ROI)),
        ((0, VISITS), Key.Key_Down, CTRL, (6, VISITS)),
        ((6, VISITS), Key.Key_Down, CTRL, (10, VISITS)),
        ((10, VISITS), Key.Key_Up, CTRL, (6, VISITS)),
        ((0, SPEND), Key.Key_Right, CTRL, (0, ROI)),
        ((7, SPEND), Key.Key_Right, CTRL, (7, LEADS)),
        ((0, SPEND), Key.Key_Down, CTRL, (10, SPEND)),
        ((10, SPEND), Key.Key_Down, CTRL, (11, SPEND)),
        ((2, 2), Key.Key_Return, SHIFT, (1, 2)),
        ((2, ROI), Key.Key_Tab, Qt.KeyboardModifier.NoModifier, (3, 0)),
        ((2, 0), Key.Key_Backtab, SHIFT, (1, ROI)),
    ],
)
def test_where_keys_lead(
    window: Window, start: tuple[int, int], key: Key, modifiers: Qt.KeyboardModifier, end: tuple[int, int]
) -> None:
    window.go(*start)
    window.key(key, modifiers)
    assert window.table.current == end


def test_shift_extends_from_the_active_cell(window: Window) -> None:
    window.go(1, CAC)
    for _ in range(3):
        window.key(Key.Key_Down, SHIFT)
    assert window.table.blocks() == [Block(1, CAC, 4, CAC)]
    assert window.table.current == (1, CAC)
    window.key(Key.Key_Up, SHIFT)
    assert window.table.blocks() == [Block(1, CAC, 3, CAC)]


def test_whole_rows_columns_and_everything(window: Window) -> None:
    window.go(2, LEADS)
    window.key(Key.Key_Space, SHIFT)
    assert window.table.blocks() == [Block(2, 0, 2, ROI)]
    window.key(Key.Key_Space, CTRL)
    assert window.table.blocks() == [Block(0, 0, 10, ROI)]
    window.go(2, LEADS)
    window.key(Key.Key_A, CTRL)
    assert window.table.blocks() == [Block(0, 0, 10, ROI)]
    assert window.table.current == (2, LEADS)


def test_enter_goes_round_in_a_selected_range(window: Window) -> None:
    window.select(0, SPEND, 1, VISITS)
    seen = []
    for _ in range(4):
        seen.append(window.table.current)
        window.key(Key.Key_Return)
    assert seen == [(0, 1), (1, 1), (0, 2), (1, 2)]
    assert window.table.blocks() == [Block(0, SPEND, 1, VISITS)]


def test_mouse_drag_and_shift_click_select(window: Window) -> None:
    window.click(1, SPEND)
    window.click(3, LEADS, SHIFT)
    assert window.table.blocks() == [Block(1, SPEND, 3, LEADS)]
    window.drag(window.point(0, SPEND), window.point(2, VISITS))
    assert window.table.blocks() == [Block(0, SPEND, 2, VISITS)]
    assert window.table.current == (0, SPEND)


def test_delete_clears_a_range_in_one_step(window: Window) -> None:
    window.select(0, SPEND, 3, ROI)
    window.key(Key.Key_Delete)
    assert [window.typed("spend", row) for row in range(5)] == [None, None, None, None, 1300]
    assert [window.typed("gross_margin", row) for row in range(5)] == [None, None, None, None, 0.42]
    assert window.undo_steps == 1
    window.source.undo()
    assert window.typed("spend", 0) == 2400


def test_delete_says_what_cannot_be_cleared(window: Window) -> None:
    window.go(0, CAC)
    window.key(Key.Key_Delete)
    window.go(0, 0)
    window.key(Key.Key_Delete)
    assert len(window.notices) == 2
    assert "calculated" in window.notices[0]
    assert "name" in window.notices[1]


def test_fill_down_and_right(window: Window) -> None:
    window.select(0, SPEND, 2, SPEND)
    window.key(Key.Key_D, CTRL)
    assert [window.typed("spend", row) for row in range(4)] == [2400, 2400, 2400, 2230]
    window.select(0, VISITS, 0, LEADS)
    window.key(Key.Key_R, CTRL)
    assert window.typed("leads", 0) == 3240
    assert window.undo_steps == 2
    window.select(0, SPEND, 0, VISITS)
    window.key(Key.Key_R, CTRL)
    assert "measured" in window.notices[-1]


def test_copy_gives_every_digit_and_a_shown_text(window: Window) -> None:
    window.select(0, 0, 1, CAC)
    window.key(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    rows = [line.split("\t") for line in data.text().split("\n")]
    assert rows[1][:2] == ["Google text ads", "4200"]
    assert float(rows[1][CAC]) == pytest.approx(4200 / 38, rel=1e-15)
    assert "$110.53" in data.html()


def test_copied_blanks_are_empty(window: Window) -> None:
    window.select(7, VISITS, 7, LEADS)
    window.key(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "\t27"


def test_copied_cells_pasted_give_the_same_document(window: Window) -> None:
    before = window.sheet.content()
    window.key(Key.Key_A, CTRL)
    window.key(Key.Key_C, CTRL)
    window.go(0, 0)
    window.key(Key.Key_V, CTRL)
    assert window.sheet.content() == before
    assert "calculated" in window.notices[-1]


def test_paste_from_a_spreadsheet(window: Window) -> None:
    window.clipboard("$1,200\t3 000\t1 250\r\n(1.5)\t12k\t\r\n")
    window.go(0, SPEND)
    window.key(Key.Key_V, CTRL)
    assert [window.typed(name, 0) for name in ("spend", "visits", "leads")] == [1200, 3000, 1250]
    assert window.typed("visits", 1) == 12000
    assert window.typed("leads", 1) is None
    assert window.undo_steps == 1


def test_a_paste_shows_what_it_could_not_read(window: Window) -> None:
    window.clipboard("100\nmany\n-5\n200")
    window.go(0, LEADS)
    window.key(Key.Key_V, CTRL)
    assert [window.typed("leads", row) for row in range(4)] == [100, 131, 82, 200]
    why = '"many" is not a number. Type a number such as 1,234.50, 12k or =450+320.'
    assert window.notices == ["2 cells could not be read and were left as they were. The first: " + why]
    assert window.model.refused(1, LEADS) is not None
    window.go(1, LEADS)
    window.key(Key.Key_F2)
    assert window.table.editor.text() == "many"
    assert "many" in window.table.editor.sentence
    window.key(Key.Key_A, CTRL)
    window.enter("12")
    assert window.model.refused(1, LEADS) is None


def test_a_paste_grows_the_rows(window: Window) -> None:
    window.clipboard("Flyers\t500\nFairs\t900\nEmail\t10")
    window.go(11, 0)
    window.key(Key.Key_V, CTRL)
    assert window.sheet.names[11:] == ["Flyers", "Fairs", "Email (2)"]
    assert [window.typed("spend", row) for row in (11, 12, 13)] == [500, 900, 10]
    assert "got a number" in window.notices[-1]
    assert window.undo_steps == 1
    window.source.undo()
    assert window.sheet.names == NAMES


def test_figures_pasted_below_the_last_row_bring_channels(window: Window) -> None:
    window.clipboard("1\n2\n3")
    window.go(10, SPEND)
    window.key(Key.Key_V, CTRL)
    assert [window.typed("spend", row) for row in (10, 11, 12)] == [1, 2, 3]
    assert window.sheet.names[11:] == ["Channel 12", "Channel 13"]


def test_one_copied_figure_fills_the_selection(window: Window) -> None:
    window.clipboard("7")
    window.select(0, SPEND, 2, VISITS)
    window.key(Key.Key_V, CTRL)
    assert [window.typed("visits", row) for row in range(4)] == [7, 7, 7, 4460]
    assert window.typed("spend", 2) == 7


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("pl", "1.234,56", 1234.56),
        ("pl", "1 234,56", 1234.56),
        ("en", "1.234,56", 1234.56),
        ("en", "1,234.56", 1234.56),
    ],
)
def test_pastes_of_any_locale(qtbot: QtBot, theme: Theme, locale: str, text: str, value: float) -> None:
    window = open_window(qtbot, theme, picture(locale=locale))
    window.clipboard(text)
    window.key(Key.Key_V, CTRL)
    assert window.typed("spend", 0) == value


def test_cut_takes_the_figures_along(window: Window) -> None:
    window.go(0, MARGIN)
    window.key(Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "46%"
    assert window.typed("gross_margin", 0) is None


def test_rows_put_in_and_taken_out(window: Window) -> None:
    window.select(1, 0, 2, 0)
    window.key(Key.Key_Plus, CTRL)
    assert window.sheet.names[:4] == ["Local SEO", "Channel 12", "Channel 13", "Google text ads"]
    window.select(1, 0, 2, SPEND)
    window.key(Key.Key_Minus, CTRL)
    assert window.sheet.names == NAMES
    assert "Undo" in window.notices[-1]
    assert window.undo_steps == 2


def test_channels_are_moved_by_keys(window: Window) -> None:
    window.go(1, CUSTOMERS)
    colour = window.model.colour(1)
    window.key(Key.Key_Down, ALT | SHIFT)
    assert window.sheet.names[:3] == ["Local SEO", "Local services ads", "Google text ads"]
    assert window.table.current == (2, CUSTOMERS)
    assert window.model.colour(2) == colour
    window.key(Key.Key_Up, ALT | SHIFT)
    window.key(Key.Key_Up, ALT | SHIFT)
    window.key(Key.Key_Up, ALT | SHIFT)
    assert window.sheet.names[:2] == ["Google text ads", "Local SEO"]
    assert window.undo_steps == 3


def test_a_channel_is_dragged_by_its_dot(window: Window) -> None:
    start, end = QPoint(18, window.point(0, 0).y()), QPoint(18, window.point(2, 0).y() + 8)
    window.drag(start, end)
    assert window.sheet.names[:4] == ["Google text ads", "Local services ads", "Local SEO", "Paid social"]
    assert window.table.current == (2, 0)
    window.drag(QPoint(18, window.point(2, 0).y()), QPoint(18, window.point(2, 0).y() + 2))
    assert window.undo_steps == 1


def test_the_status_bars_figures(window: Window) -> None:
    window.select(1, CAC, 4, CAC)
    figures = window.view.selected_figures()
    assert (figures.cells, figures.count, figures.sum) == (4, 4, None)
    assert figures.average == pytest.approx(137.67, abs=0.01)
    assert figures.combined == pytest.approx(98.81, abs=0.01)
    window.select(0, SPEND, 1, SPEND)
    assert window.view.selected_figures().sum == 6600
    names = [name for name, _ in window.view.selected_figures().texts(window.source.number_format)]
    assert names == ["Selected", "Sum", "Average"]
