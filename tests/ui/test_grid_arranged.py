"""The grid while its rows are sorted, filtered or grouped: what keys and mouse do, and that the document stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells, SetSettings
from roiapp.ui.look.theme import Mode, Theme
from roiapp.ui.sheet.arrangement import Arrangement, Filter, Limit, Sort
from roiapp.ui.sheet.grid_geometry import Block
from tests.ui.grid_window import (
    ALT,
    CAC,
    COLUMNS,
    CONVERSION,
    CTRL,
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
BY_SPEND = ["Yard & truck signs", "Social media", "Email", "Local print", "Display ads"]
GROUPS = ["Search", "Search", "Search", "Social", "Display", "Social", "", "Offline", "Offline", "Offline", "Offline"]


@pytest.fixture
def window(qtbot: QtBot, light_theme: Theme) -> Window:
    sheet = picture()
    for place, group in enumerate(GROUPS):
        sheet.channels["group"][place] = group
    return open_window(qtbot, light_theme, sheet)


def names(window: Window, count: int = 99) -> list[str]:
    return [window.model.name(row) for row in range(min(count, window.model.empty_row))]


def click_header(window: Window, column: int) -> None:
    """On the arrow that stands in the title under the pointer."""
    header = window.table.header
    point = header.sort_area(column).center()
    window.qtbot.mouseMove(header.viewport(), point)
    window.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)


def clear(window: Window, chip: QToolButton) -> None:
    window.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def test_the_arrow_in_a_title_sorts_up_down_and_not_at_all(window: Window) -> None:
    window.go(2, CAC)
    before = window.sheet.content()
    click_header(window, SPEND)
    assert names(window, 5) == BY_SPEND
    assert window.view.arrangement_bar.sorted.text() == "Sorted by Spend ↑"
    assert window.model.name(window.table.current[0] if window.table.current else -1) == NAMES[2]
    click_header(window, SPEND)
    assert names(window, 2) == ["Google text ads", "Radio & TV"]
    click_header(window, SPEND)
    assert names(window) == NAMES
    assert not window.view.arrangement_bar.isVisible()
    assert window.sheet.content() == before
    assert not window.undo_steps


def test_what_is_typed_in_a_sorted_view_goes_to_its_channel_and_stays_there(window: Window) -> None:
    click_header(window, SPEND)
    window.go(0, SPEND)
    window.enter("9000")
    assert window.typed("spend", 8) == 9000
    assert names(window, 5) == BY_SPEND
    assert window.table.current == (1, SPEND)
    again = window.view.arrangement_bar.again
    assert again.text() == "Sort again"
    window.qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert names(window)[-1] == "Yard & truck signs"
    assert not again.isVisible()


def test_another_period_sorts_anew(qtbot: QtBot, light_theme: Theme) -> None:
    from tests.ui.grid_window import two_months

    window = open_window(qtbot, light_theme, two_months())
    window.source.apply(SetCells.one("spend", 0, 0, 1.0))
    window.view.rows.sort(Sort("spend"))
    assert names(window, 1) == ["Yard & truck signs"]  # February's
    window.source.set_view(next(view for view in window.source.views if view.periods == (0,)))
    assert names(window, 1) == ["Local SEO"]


def test_clearing_filling_and_copying_follow_the_rows(window: Window) -> None:
    click_header(window, SPEND)
    window.select(0, SPEND, 1, SPEND)
    window.key(Key.Key_C, CTRL)
    assert QApplication.clipboard().text().split() == ["380", "600"]
    window.select(1, VISITS, 2, VISITS)
    window.key(Key.Key_D, CTRL)
    assert window.typed("visits", 6) == window.typed("visits", 5) == 1480
    window.key(Key.Key_Delete)
    assert (window.typed("visits", 5), window.typed("visits", 6), window.typed("visits", 0)) == (None, None, 3240)
    found = window.view.selected_figures()
    assert (found.cells, found.count) == (2, 0)


def test_a_paste_goes_down_the_rows_that_show_and_on_in_new_channels(window: Window) -> None:
    window.view.rows.set_filter(Filter(text="local"))
    window.go(1, SPEND)
    window.clipboard("11\n12\n13")
    window.key(Key.Key_V, CTRL)
    assert [window.typed("spend", channel) for channel in (0, 2, 10, 11)] == [2400, 11, 12, 13]
    assert window.typed("spend", 3) == 2230
    assert names(window)[3:] == [window.sheet.names[11]]
    assert window.undo_steps == 1


def test_the_fill_handle_carries_on_over_the_rows_that_show(window: Window) -> None:
    window.view.rows.group("group")
    row = names(window).index("Search · 3 channels") + 1
    window.go(row, VISITS)
    window.table.commands.fill(Block(row, VISITS, row, VISITS), Block(row + 1, VISITS, row + 4, VISITS))
    # Two channels of the group, the next group's subtotal, and one channel of that.
    assert [window.typed("visits", channel) for channel in (0, 1, 2, 3)] == [3240] * 4
    assert window.typed("visits", 5) == 1480


def test_removing_a_row_removes_its_channel_and_undo_brings_it_last(window: Window) -> None:
    click_header(window, SPEND)
    window.go(1, SPEND)
    window.key(Key.Key_Minus, CTRL)
    assert names(window, 3) == ["Yard & truck signs", "Email", "Local print"]
    assert "Social media" not in window.sheet.names
    window.source.undo()
    assert names(window)[-1] == "Social media"
    assert window.sheet.names[5] == "Social media"


@pytest.mark.parametrize("how", ["keys", "insert", "drag"])
def test_moving_and_inserting_say_why_they_cannot_and_where_they_can(window: Window, how: str) -> None:
    click_header(window, CAC)
    window.go(1, SPEND)
    if how == "keys":
        window.key(Key.Key_Down, ALT | SHIFT)
    elif how == "insert":
        window.key(Key.Key_Plus, CTRL)
    else:
        first, last = window.table.cell_rect(1, 0), window.table.cell_rect(4, 0)
        window.drag(QPoint(20, first.center().y()), QPoint(20, last.bottom()))
    said = "The rows are sorted by CAC. Show them in their own order to move them or to insert some."
    assert window.notices == [said]
    assert not window.undo_steps
    assert window.sheet.names[:3] == NAMES[:3]
    clear(window, window.view.arrangement_bar.sorted)
    assert names(window) == NAMES


def test_a_new_channel_comes_last_until_the_rows_are_sorted_again(window: Window) -> None:
    click_header(window, SPEND)
    window.go(window.model.empty_row, 0)
    window.enter("Aaa")
    assert names(window)[-1] == "Aaa"
    assert window.sheet.names[-1] == "Aaa"
    window.go(window.model.empty_row - 1, SPEND)
    window.enter("1")
    window.view.rows.again()
    assert names(window, 1) == ["Aaa"]


def test_the_filter_row_by_keys(window: Window) -> None:
    window.view.rows.filter()
    row = window.view.filter_row
    window.qtbot.waitUntil(row.text.hasFocus)
    window.type("local")
    window.key(Key.Key_Return)
    assert names(window) == ["Local SEO", "Local services ads", "Local print"]
    assert window.view.arrangement_bar.filtered.text() == "Filter: 3 of 11 channels shown"
    assert window.model.channels_text() == "of all 11 channels"
    assert window.model.total_look(SPEND)[0] == "$20,250"
    window.key(Key.Key_Down)
    assert window.table.hasFocus()
    window.view.rows.filter()  # closes the row, which lifts the filter
    assert names(window) == NAMES
    assert row.isHidden()


def test_the_chip_counts_a_channel_that_is_typed_into_the_empty_row(window: Window) -> None:
    window.view.rows.filter()
    chip = window.view.arrangement_bar.filtered
    window.qtbot.waitUntil(window.view.filter_row.text.hasFocus)
    window.type("nowhere")
    window.key(Key.Key_Return)
    assert (names(window), chip.text()) == ([], "Filter: 0 of 11 channels shown")
    window.table.setFocus()
    for number, name in enumerate(("Fairs", "Leaflets"), start=1):
        window.go(window.model.empty_row, 0)
        window.enter(name)
        assert len(names(window)) == number
        assert chip.text() == f"Filter: {number} of {11 + number} channels shown"
    window.source.undo()
    assert (names(window), chip.text()) == (["Fairs"], "Filter: 1 of 12 channels shown")
    window.view.rows.again()
    assert (names(window), chip.text()) == ([], "Filter: 0 of 12 channels shown")


def test_the_chip_counts_what_stands_below_the_groups_and_in_closed_ones(window: Window) -> None:
    window.view.rows.arrange(Arrangement(filter=Filter(text="local"), group="group"))
    chip = window.view.arrangement_bar.filtered
    assert names(window) == [
        "Offline · 1 channel", "Local print", "Search · 2 channels", "Local SEO", "Local services ads",
    ]  # fmt: skip
    window.table.setFocus()
    window.go(2, SPEND)
    window.key(Key.Key_Space)
    assert chip.text() == "Filter: 3 of 11 channels shown"
    window.go(window.model.empty_row, 0)
    window.enter("Fairs")
    assert names(window) == ["Offline · 1 channel", "Local print", "Search · 2 channels", "Fairs"]
    assert chip.text() == "Filter: 4 of 12 channels shown"


def test_the_status_bar_has_the_figures_of_what_shows(window: Window) -> None:
    said: list[object] = []
    window.view.selection_figures.connect(said.append)
    window.view.rows.set_filter(Filter(text="local"))
    window.go(1, CAC)
    # 5,480 for 99 customers
    wanted = ("Combined CAC", "$55.35")
    window.qtbot.waitUntil(lambda: bool(said) and wanted in tuple(said[-1]))  # type: ignore[arg-type]
    assert said[-1][0] == ("Shown", "3 channels")  # type: ignore[index]


def test_kinds_are_chosen_in_the_filters_menu(window: Window) -> None:
    row = window.view.filter_row
    row.turn()
    row.fill("group")
    texts = [action.text() for action in row.menus["group"].actions()]
    assert texts == ["Display", "Offline", "Search", "Social", "Without a group", "", "All"]
    row.menus["group"].actions()[2].trigger()
    assert names(window) == NAMES[:3]
    row.fill("group")
    row.menus["group"].actions()[0].trigger()
    assert names(window) == [*NAMES[:3], "Display ads"]
    row.fill("group")
    row.menus["group"].actions()[-1].trigger()
    assert names(window) == NAMES


def test_going_to_a_channel_that_is_filtered_away_lifts_the_filter_and_says_so(window: Window) -> None:
    window.view.rows.set_filter(Filter(limits=(Limit("roi", "above", 1.0),)))
    assert "Radio & TV" not in names(window)
    window.view.go_to(7, "roi")
    assert window.table.current == (7, ROI)
    assert window.notices == ["The filter was lifted to show Radio & TV."]


def test_groups_show_what_they_come_to_and_close(window: Window) -> None:
    window.view.rows.group("group")
    assert names(window)[:3] == ["Display · 1 channel", "Display ads", "Offline · 4 channels"]
    row = names(window).index("Search · 3 channels")
    # 8,850 / 132 customers; the average of the three would be 70.08
    assert window.text(row, CAC) == "$67.05"
    window.go(row, SPEND)
    window.type("5")
    assert window.notices == ["This row adds up its group. Change the figures of the channels in it."]
    window.key(Key.Key_Space)
    assert names(window)[row : row + 2] == ["Search · 3 channels", "Social · 2 channels"]
    assert window.table.current == (row, SPEND)
    window.go(window.model.empty_row - 1, SPEND)
    window.view.go_to(0, "spend")  # a channel of the closed group
    assert window.model.name(row + 1) == "Local SEO"
    assert window.table.current == (row + 1, SPEND)


def test_a_typed_figure_changes_the_subtotal_of_its_group_alone(window: Window) -> None:
    window.view.rows.group("group")
    search, social = (names(window).index(name) for name in ("Search · 3 channels", "Social · 2 channels"))
    before = window.text(social, SPEND)
    window.text(search, SPEND)
    window.go(search + 1, SPEND)
    window.enter("1000")
    assert window.text(search, SPEND) == "$7,450"
    assert window.text(social, SPEND) == before


def test_of_the_other_groups_an_entry_changes_the_shares_alone(window: Window) -> None:
    window.source.apply(SetSettings.of(added=("share_of_spend",)))
    window.view.rows.group("group")
    share = next(place for place, column in enumerate(window.model.columns, 1) if column.id == "share_of_spend")
    search, social = (names(window).index(name) for name in ("Search · 3 channels", "Social · 2 channels"))
    window.go(search + 1, SPEND)
    typed = window.typed("spend", window.model.channel(search + 1) or 0)
    before = window.text(social, share)
    told: list[tuple[int, int, int, int]] = []
    window.model.dataChanged.connect(lambda a, b: told.append((a.row(), b.row(), a.column(), b.column())))
    window.enter("10000")
    spend = dict(zip(NAMES, COLUMNS["spend"], strict=True))
    whole = sum(filter(None, spend.values())) - (typed or 0) + 10_000
    assert before != window.text(social, share) == f"{(2230 + 600) / whole:.0%}"
    of_social = {(left, right) for top, bottom, left, right in told if top <= social <= bottom}
    assert of_social == {(share, share)}


def test_a_subtotal_says_which_of_its_channels_it_leaves_out(window: Window) -> None:
    window.view.rows.group("group")
    search = names(window).index("Search · 3 channels")
    said = "This row adds up its group. Change the figures of the channels in it."
    assert window.model.hint(search, CONVERSION) == said
    window.go(search + 1, VISITS)
    gone = window.model.name(search + 1)
    window.key(Key.Key_Delete)
    assert window.model.hint(search, CONVERSION) == f"Left out because a part is not known: {gone}.\n{said}"
    social = names(window).index("Social · 2 channels")
    assert window.model.hint(social, CONVERSION) == said


def test_the_triangle_and_a_double_click_close_a_group(window: Window) -> None:
    window.view.rows.group("group")
    viewport = window.table.viewport()
    rect = window.table.cell_rect(2, 0)
    window.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(20, rect.center().y()))
    assert window.model.order.groups[1].closed
    point = QPoint(rect.right() - 20, rect.center().y())
    window.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    assert not window.model.order.groups[1].closed
    assert not window.table.editor.is_open


def test_ctrl_arrows_and_end_know_the_rows_that_show(window: Window) -> None:
    window.view.rows.set_filter(Filter(limits=(Limit("visits", "blank"),)))
    window.go(0, SPEND)
    window.key(Key.Key_Down, CTRL)
    assert window.table.current == (3, SPEND)
    window.go(0, VISITS)
    window.key(Key.Key_Down, CTRL)
    assert window.table.current == (3, VISITS)  # nothing but blanks down to the last one
    window.key(Key.Key_Home, CTRL)
    window.key(Key.Key_End, CTRL)
    assert window.table.current == (3, ROI)


def test_another_document_stands_in_its_own_order(window: Window) -> None:
    window.view.rows.arrange(Arrangement(Sort("spend"), Filter(text="a"), "kind"))
    window.source.open(picture(), None)
    assert names(window) == NAMES
    assert not window.view.arrangement_bar.isVisible()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_subtotals_have_a_ground_of_their_own(qtbot: QtBot, qapp: QApplication, mode: Mode) -> None:
    theme = Theme(qapp, mode)
    window = open_window(qtbot, theme, picture())
    window.view.rows.group("kind")
    window.go(4, SPEND)
    image: QImage = window.table.viewport().grab().toImage()
    for row, colour in ((0, theme.tokens.totals), (1, theme.tokens.surface)):
        rect = window.table.cell_rect(row, SPEND)
        assert image.pixelColor(rect.left() + 8, rect.center().y()).name().upper() == colour
