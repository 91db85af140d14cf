"""Rows that are taller where a scenario moves an input: where each row lies, and that mouse, keys, editor, scroll bar
and painting all know."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import month
from roiapp.core.scenario_edits import added, changed
from roiapp.core.scenarios import BASE, Change
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.session import Session
from roiapp.ui.grid.over_time import OverTime
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.arrangement import Arrangement, Filter, Sort
from roiapp.ui.sheet.grid_geometry import DOT_LEFT, MOST_TALL, Block, GridGeometry, TallRows
from tests.ui.grid_window import CUSTOMERS, LEADS, SPEND, Window, open_window, picture

Key = Qt.Key
SEO, RADIO = 0, 7
SMALL, TALL = 24, 36


def session_of(window: Window) -> Session:
    assert window.source.session is not None
    return window.source.session


def begin(window: Window) -> int:
    """A scenario without changes is looked at."""
    session = session_of(window)
    edit, key = added(session.worksheet, "Shift")
    session.apply(edit)
    session.look_under(key)
    return key


def scaled(window: Window, channels: Iterable[int], factor: float = 1.5, field: str = "spend") -> list[Change]:
    session = session_of(window)
    keys = session.worksheet.keys
    return [Change(session.shown.scenario_key, "scale", field, factor, keys[channel]) for channel in channels]


def drag(window: Window, channels: Iterable[int], factor: float = 1.5, field: str = "spend") -> None:
    """As a slider does: looked at, no step; the rows have had their turn."""
    session_of(window).try_changes(scaled(window, channels, factor, field))
    window.source.frames.draw()


def heights(window: Window) -> list[int]:
    return [window.table.grid.height(row) for row in range(window.model.rowCount())]


def tall(window: Window) -> list[int]:
    return [row for row, height in enumerate(heights(window)) if height == TALL]


def with_was(window: Window) -> list[int]:
    """Asked of every cell that shows, one by one."""
    model = window.model
    rows = range(model.empty_row)
    found = [model.supposed(column, rows) for column in range(1, model.columnCount())]
    return [row for row in rows if any(row in cells and cells[row].was for cells in found)]


def sound(window: Window) -> None:
    """Rows, Qt's header and the scroll bar's range agree with what is said in the cells."""
    table = window.table
    assert tall(window) == with_was(window)
    header = table.verticalHeader()
    assert [header.sectionSize(row) for row in range(header.count())] == heights(window)
    table.executeDelayedItemsLayout()
    assert table.verticalScrollBar().maximum() == max(0, sum(heights(window)) - table.viewport().height())


def many(count: int = 200) -> Worksheet:
    return build([f"Channel {i}" for i in range(count)], {"spend": [100.0] * count, "leads": [5.0] * count})


@pytest.fixture
def window(qtbot: QtBot, light_theme: Theme) -> Window:
    return open_window(qtbot, light_theme, picture())


@pytest.fixture
def shifted(window: Window) -> Window:
    """The design's picture: more spend for the first channel, less for the eighth."""
    begin(window)
    drag(window, [SEO, RADIO])
    return window


@pytest.fixture
def long(qtbot: QtBot, light_theme: Theme) -> Window:
    return open_window(qtbot, light_theme, many())


# -- where they lie ----------------------------------------------------------------------------------------------------


@given(st.frozensets(st.integers(0, 60)), st.integers(0, 3000), st.sampled_from([50, 80, 100, 110, 125, 150, 200]))
def test_every_pixel_of_a_row_leads_to_it(rows: frozenset[int], scrolled: int, zoom: int) -> None:
    grid = GridGeometry(y=scrolled, zoom=zoom, tall=TallRows(tuple(sorted(rows))))
    small, high = SMALL * zoom / 100, TALL * zoom / 100
    down = 0
    for row in range(64):
        wanted = int((high if row in rows else small) + 0.5)
        assert grid.height(row) == wanted
        assert (grid.down_to(row), grid.top(row)) == (down, down - scrolled)
        assert all(grid.row_at(down - scrolled + y) == row for y in range(wanted))
        # What is dropped in the upper half of a row goes above it, in the lower half below it.
        drops = [grid.gap_at(down - scrolled + y) for y in range(wanted)]
        assert drops == sorted(drops)
        assert {drops[0], drops[-1]} == {row, row + 1}
        assert abs(drops.count(row) - drops.count(row + 1)) <= 1
        down += wanted
    assert grid.high(0, 63) == down
    assert grid.row_at(-1 - scrolled) < 0


def test_many_rows_are_all_tall() -> None:
    assert TallRows.of(range(MOST_TALL)) == TallRows(tuple(range(MOST_TALL)))
    every = TallRows.of(range(MOST_TALL + 1))
    assert every == TallRows(every=True)
    grid = GridGeometry(tall=every)
    assert [grid.height(0), grid.height(9_999), grid.top(100), grid.row_at(3_600)] == [36, 36, 3_600, 100]


# -- mouse, keys, editor -----------------------------------------------------------------------------------------------


def test_the_picture_has_two_tall_rows_and_the_others_as_they_are(shifted: Window) -> None:
    assert heights(shifted) == [36, *[24] * 6, 36, *[24] * 4]
    sound(shifted)


@pytest.mark.parametrize(
    ("y", "row"), [(0, 0), (35, 0), (36, 1), (59, 1), (60, 2), (179, 6), (180, 7), (215, 7), (216, 8)]
)
def test_a_click_hits_the_row_under_the_pointer(shifted: Window, y: int, row: int) -> None:
    x = shifted.table.grid.left(LEADS) + 20
    shifted.qtbot.mouseClick(shifted.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert shifted.table.current == (row, LEADS)


def test_the_keys_go_row_by_row(shifted: Window) -> None:
    shifted.go(0, SPEND)
    places = []
    for _ in range(9):
        rect = shifted.table.cell_rect(*(shifted.table.current or (0, 0)))
        places.append((rect.top(), rect.height()))
        shifted.key(Key.Key_Down)
    assert places == [(0, 35), (36, 23), (60, 23), (84, 23), (108, 23), (132, 23), (156, 23), (180, 35), (216, 23)]


def test_a_drag_selects_over_tall_rows(shifted: Window) -> None:
    grid = shifted.table.grid
    shifted.drag(QPoint(grid.left(SPEND) + 20, 30), QPoint(grid.left(LEADS) + 20, 220))
    assert shifted.table.blocks() == [Block(0, SPEND, 8, LEADS)]
    shifted.drag(QPoint(grid.left(SPEND) + 20, 214), QPoint(grid.left(SPEND) + 20, 37))
    assert shifted.table.blocks() == [Block(1, SPEND, 7, SPEND)]


def test_a_channel_is_dropped_between_the_rows_it_is_held_between(shifted: Window) -> None:
    names = [shifted.model.name(row) for row in range(11)]
    shifted.drag(QPoint(DOT_LEFT + 2, 228), QPoint(DOT_LEFT + 2, 38))  # the ninth, to below the first
    moved = [names[0], names[8], *names[1:8], *names[9:]]
    assert [shifted.model.name(row) for row in range(11)] == moved
    assert heights(shifted) == [24] * 12  # a step ends what is only tried


@pytest.mark.parametrize(("row", "top", "high"), [(7, 180, 36), (8, 216, 24), (10, 264, 24)])
def test_the_editor_lies_on_its_cell(shifted: Window, row: int, top: int, high: int) -> None:
    grid = shifted.table.grid
    shifted.go(row, CUSTOMERS)
    shifted.key(Key.Key_F2)
    place = shifted.table.editor.geometry()
    assert place.contains(QRect(grid.left(CUSTOMERS), top, grid.width(CUSTOMERS) - 1, high - 1))
    assert place.height() <= high + 3
    shifted.key(Key.Key_Escape)


def test_an_open_editor_goes_along_when_rows_above_it_become_tall(window: Window) -> None:
    begin(window)
    window.go(5, CUSTOMERS)
    window.key(Key.Key_F2)
    drag(window, [1, 2])
    assert window.table.editor.geometry().contains(window.table.cell_rect(5, CUSTOMERS))
    assert window.table.cell_rect(5, CUSTOMERS).top() == 5 * 24 + 24
    window.key(Key.Key_Escape)


def test_the_fill_handle_stands_at_the_corner_of_a_tall_row(shifted: Window) -> None:
    grid = shifted.table.grid
    shifted.go(RADIO, SPEND)
    corner = QPoint(grid.right(SPEND) - 1, 215)
    shifted.drag(corner, QPoint(corner.x() - 5, 250))
    found = session_of(shifted).shown.entered.worksheet.columns["spend"][0]
    # What was tried, 3,400 × 1.5, ends with the step that fills what it showed.
    assert found[7:11].tolist() == [3400, 5100, 5100, 830]
    assert tall(shifted) == [8, 9]


# -- what is typed, tried, taken back, left ----------------------------------------------------------------------------


def test_rows_become_tall_as_one_types_and_low_again_by_undo(window: Window) -> None:
    begin(window)
    assert tall(window) == []
    window.go(2, SPEND)
    window.enter("9000")
    assert (tall(window), window.table.current) == ([2], (3, SPEND))
    window.enter("8000")
    assert tall(window) == [2, 3]
    sound(window)
    window.source.undo()
    assert tall(window) == [2]
    window.source.redo()
    assert tall(window) == [2, 3]
    session_of(window).look_under(BASE)
    assert heights(window) == [24] * 12
    sound(window)


def test_a_slider_that_is_dragged_lays_the_rows_out_once(window: Window) -> None:
    begin(window)
    laid_out: list[None] = []
    window.table.rows_laid_out.connect(lambda: laid_out.append(None))
    for factor in (1.1, 1.2, 1.3, 1.4):
        drag(window, [4], factor)
    assert (tall(window), len(laid_out)) == ([4], 1)
    drag(window, [4], 1.0)
    assert (tall(window), len(laid_out)) == ([], 2)
    session_of(window).try_changes(())
    assert len(laid_out) == 2


def test_only_what_lies_below_is_painted_anew(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(window)
    viewport, asked = window.table.viewport(), list[QRect]()
    monkeypatch.setattr(viewport, "update", lambda *rect: asked.append(QRect(*rect) if rect else viewport.rect()))
    drag(window, [6])
    top = 6 * 24 - 3  # with the ring
    assert QRect(0, top, viewport.width(), viewport.height() - top) in asked
    assert min(rect.top() for rect in asked) == top
    asked.clear()
    drag(window, [6], 1.7)
    assert asked
    assert all(rect.top() == 6 * 24 and rect.height() == 36 for rect in asked)
    assert sum(rect.width() for rect in asked) < viewport.width() / 2


def test_typing_without_a_scenario_asks_nothing(window: Window) -> None:
    window.go(2, SPEND)
    window.enter("9000")
    assert "_supposed" not in vars(window.model)
    assert heights(window) == [24] * 12


# -- scrolling, sizes --------------------------------------------------------------------------------------------------


def test_what_stands_at_the_top_stays_there(long: Window) -> None:
    begin(long)
    bar = long.table.verticalScrollBar()
    bar.setValue(24 * 50 + 7)
    drag(long, [3, 20])
    assert (bar.value(), long.table.grid.row_at(0)) == (24 * 50 + 24 + 7, 50)
    drag(long, [3, 20, 52])
    assert bar.value() == 24 * 50 + 24 + 7
    sound(long)
    session_of(long).look_under(BASE)
    assert bar.value() == 24 * 50 + 7


def test_the_keys_scroll_to_the_end_and_back(long: Window) -> None:
    begin(long)
    drag(long, [3, 150, 199])
    table, bar = long.table, long.table.verticalScrollBar()
    high = table.viewport().height()
    assert bar.maximum() == 201 * 24 + 3 * 12 - high
    long.go(199, SPEND)
    assert table.cell_rect(199, SPEND).bottom() == high - 2
    assert bar.value() == 200 * 24 + 3 * 12 - high
    long.go(3, SPEND)
    assert (bar.value(), table.cell_rect(3, SPEND).top()) == (72, 0)
    long.key(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == 0
    long.go(0, SPEND)
    long.key(Key.Key_PageDown)
    # So many rows as fit below the first, less one that is seen on both pages.
    assert table.current == ((high - 12) // 24 - 1, SPEND)


def test_a_row_that_becomes_tall_at_the_bottom_is_scrolled_on_from(long: Window) -> None:
    begin(long)
    table = long.table
    last = table.viewport().height() // 24 - 1
    long.go(last, SPEND)
    long.enter("777")
    assert tall(long) == [last]
    assert table.current == (last + 1, SPEND)
    assert table.viewport().rect().contains(table.cell_rect(last + 1, SPEND))


def test_more_rows_than_that_are_all_tall(qtbot: QtBot, light_theme: Theme) -> None:
    window = open_window(qtbot, light_theme, many(MOST_TALL + 1))
    key = begin(window)
    session_of(window).try_changes([Change(key, "scale", "spend", 1.5)])
    window.source.frames.draw()
    assert set(heights(window)) == {36}
    drag(window, range(MOST_TALL))
    assert (heights(window).count(36), heights(window)[-2:]) == (MOST_TALL, [24, 24])
    sound(window)


@pytest.mark.parametrize("percent", [50, 125, 200])
def test_other_sizes(long: Window, percent: int) -> None:
    begin(long)
    drag(long, [3, 20])
    long.table.verticalScrollBar().setValue(long.table.grid.down_to(40))
    long.view.set_zoom(percent)
    grid, header = long.table.grid, long.table.verticalHeader()
    assert (grid.height(2), grid.height(3)) == (24 * percent // 100, 36 * percent // 100)
    assert header.length() == (201 * 24 + 24) * percent // 100
    assert (grid.row_at(0), grid.top(40)) == (40, 0)


# -- other rows, other columns -----------------------------------------------------------------------------------------


def test_rows_that_are_sorted_filtered_or_grouped(shifted: Window) -> None:
    rows = shifted.view.rows
    for wanted in (
        Arrangement(Sort("leads")), Arrangement(Sort("", descending=True)), Arrangement(filter=Filter(text="local")),
        Arrangement(filter=Filter(text="radio")), Arrangement(filter=Filter(text="nobody")), Arrangement(group="kind"),
        Arrangement(), Arrangement(Sort("spend"), Filter(text="a"), "group"),
    ):  # fmt: skip
        rows.arrange(wanted)
        sound(shifted)
        found = [shifted.model.channel(row) for row in tall(shifted)]
        shown = {shifted.model.channel(row) for row in range(shifted.model.empty_row)}
        assert sorted(channel or 0 for channel in found) == sorted({SEO, RADIO} & shown)
        assert not any(shifted.model.group(row) is not None for row in tall(shifted))


def test_a_group_that_is_closed_takes_its_tall_rows_along(shifted: Window) -> None:
    shifted.view.rows.arrange(Arrangement(group="kind"))
    for row in reversed([row for row in range(shifted.model.empty_row) if shifted.model.group(row) is not None]):
        shifted.table.turn_group(row)
    assert tall(shifted) == []
    sound(shifted)


def test_an_input_that_does_not_show_makes_no_row_tall(window: Window) -> None:
    key = begin(window)
    session = session_of(window)
    session.apply(changed(session.worksheet, key, scaled(window, [SEO], field="visits")))
    assert tall(window) == [SEO]
    window.view.columns.hide_columns(["visits"])
    assert tall(window) == []
    sound(window)
    window.source.undo()
    assert tall(window) == [SEO]


def months() -> Worksheet:
    spend = [[100.0, 200.0, 50.0], [110.0, 220.0, 50.0], [120.0, 240.0, 50.0]]
    customers = [[5.0, 4.0, 1.0]] * 3
    price = [[400.0, 500.0, 600.0]] * 2 + [[410.0, 500.0, 600.0]]
    columns = {"spend": spend, "customers": customers, "revenue_per_sale": price}
    return build(
        ("Search", "Radio", "Mail"), columns, [month(2026, n, n) for n in (7, 8, 9)], DocumentSettings(currency="USD")
    )


def test_other_periods_and_all_side_by_side(qtbot: QtBot, light_theme: Theme) -> None:
    window = open_window(qtbot, light_theme, months())
    key, session = begin(window), session_of(window)
    keys = session.worksheet.keys
    session.try_changes([
        Change(key, "scale", "spend", 2.0, keys[1], period=7),
        Change(key, "scale", "customers", 2.0, keys[0], period=9),
    ])  # fmt: skip
    found = {}
    for view in window.source.views:
        window.source.set_view(view)
        sound(window)
        found[view.periods] = tall(window)
    assert (found[0,], found[1,], found[2,], found[0, 1, 2]) == ([1], [], [0], [0, 1])
    over_time = OverTime(window.source, window.view, window.view)
    over_time.show("spend")
    assert tall(window) == [1]
    sound(window)
    over_time.show("customers")
    assert tall(window) == [0]
    sound(window)
    session.try_changes(())
    assert tall(window) == []
    sound(window)


# -- painting ----------------------------------------------------------------------------------------------------------


def test_dots_and_lines_are_painted_in_the_middle_and_at_the_end_of_their_rows(shifted: Window) -> None:
    shifted.go(10, LEADS)
    picture_ = shifted.table.viewport().grab().toImage()
    ratio = picture_.devicePixelRatio()
    down = 0
    for row, high in enumerate(heights(shifted)[:11]):
        middle = QPoint(round((DOT_LEFT + 4) * ratio), round((down + (high - 1) / 2) * ratio))
        assert picture_.pixelColor(middle) == QColor(shifted.model.colour(row))
        down += high
        line = picture_.pixelColor(round(150 * ratio), round((down - 1) * ratio))
        assert line == QColor(shifted.theme.tokens.grid)
