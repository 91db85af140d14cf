"""Columns hidden, shown, moved and sized with menus, header and keys; all of it in the document, as steps of undo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.catalog import standard
from roiapp.core.fields import BLOCKS
from roiapp.ui.grid.header_menu import fill_columns_menu, fill_header_menu
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet import column_choice
from roiapp.ui.sheet.grid_columns import grid_columns
from roiapp.ui.sheet.grid_geometry import Block
from tests.ui.grid_window import CAC, CTRL, CUSTOMERS, LEADS, ROI, SPEND, VISITS, Window, open_window, picture

Key = Qt.Key
CORE = [
    "spend", "visits", "leads", "customers", "revenue_per_sale", "gross_margin",
    "conversion_rate", "cost_per_lead", "cac", "gross_return", "gross_profit", "roi",
]  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, light_theme: Theme) -> Window:
    return open_window(qtbot, light_theme, picture())


def ids(window: Window) -> list[str]:
    return [column.id for column in window.model.columns]


def step(window: Window) -> str:
    assert window.source.session
    return window.source.session.history.undo_title or ""


def header_drag(window: Window, start: QPoint, end: QPoint) -> None:
    viewport = window.table.header.viewport()
    window.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for point in (start + (end - start) / 2, end):
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(point), QPointF(viewport.mapToGlobal(point)), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(viewport, event)
    window.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def title_middle(window: Window, column: int) -> QPoint:
    grid = window.table.grid
    return QPoint((grid.left(column) + grid.right(column)) // 2 + 8, grid.band_height + 12)


def edge(window: Window, column: int) -> QPoint:
    return QPoint(window.table.grid.right(column) - 1, window.table.grid.band_height + 12)


def action(menu: QMenu, text: str) -> QAction:
    found = [each for each in menu.actions() if each.text().replace("&", "").startswith(text)]
    assert len(found) == 1, (text, [each.text() for each in menu.actions()])
    return found[0]


def columns_menu(window: Window) -> QMenu:
    menu = QMenu(window.view)
    fill_columns_menu(menu, window.view)
    return menu


def test_a_new_user_sees_the_core_alone(window: Window) -> None:
    assert ids(window) == CORE
    menu = columns_menu(window)
    assert [a.isChecked() for a in menu.actions()[: len(BLOCKS)]] == [True, *[False] * (len(BLOCKS) - 1)]
    assert menu.actions()[1].text() == "Full cost: Fees and own hours, so that “free” channels show what they cost."


def test_a_block_comes_and_goes_as_one_step_each(window: Window) -> None:
    window.go(3, CAC)
    action(columns_menu(window), "Full cost").trigger()
    assert {"fees", "hours", "hourly_rate", "total_cost"} <= set(ids(window))
    assert (window.table.current or (0, 0))[0] == 3
    assert window.model.id_of((window.table.current or (0, 0))[1]) == "fees"
    assert step(window) == "Show or hide columns"
    action(columns_menu(window), "Full cost").trigger()
    assert ids(window) == CORE
    assert window.undo_steps == 2


def test_new_columns_come_into_sight_and_are_selected(qtbot: QtBot, light_theme: Theme) -> None:
    window = open_window(qtbot, light_theme, picture(), width=700)
    window.go(5, SPEND)
    action(columns_menu(window), "Full cost").trigger()
    new = [place for place, id_ in enumerate(ids(window), start=1) if id_ in ("fees", "hours", "hourly_rate")]
    assert new == [7, 8, 9]  # behind the margin
    grid, width = window.table.grid, window.table.viewport().width()
    assert grid.frozen <= grid.left(7) < grid.right(9) <= width
    assert window.table.current == (5, 7)
    assert window.table.blocks() == [Block(0, 7, 10, 9)]
    window.table.setFocus()
    window.enter("250")
    assert window.typed("fees", 5) == 250


def test_a_new_column_at_the_far_left_comes_into_sight_too(qtbot: QtBot, light_theme: Theme) -> None:
    window = open_window(qtbot, light_theme, picture(), width=700)
    window.go(2, SPEND)
    window.view.columns.hide()
    window.go(2, ROI - 1)  # Spend is gone: the last one
    assert window.table.horizontalScrollBar().value() > 100
    action(columns_menu(window), "Show hidden columns").trigger()
    assert window.table.grid.left(SPEND) == window.table.grid.frozen
    assert window.table.current == (2, SPEND)


def test_the_keys_hide_the_selected_columns_and_the_mark_shows_them(window: Window) -> None:
    window.select(0, VISITS, 2, LEADS)
    window.view.columns.hide()
    assert ids(window) == [id_ for id_ in CORE if id_ not in ("visits", "leads")]
    assert window.table.header.gaps() == {SPEND: ("visits", "leads")}
    assert window.sheet.settings.put_away == ("visits", "leads")
    window.qtbot.mouseClick(window.table.header.viewport(), Qt.MouseButton.LeftButton, pos=edge(window, SPEND))
    assert ids(window) == CORE
    window.source.undo()
    window.source.undo()
    assert window.sheet.settings.put_away == ()
    window.go(0, 0)
    window.view.columns.hide()
    assert window.notices == ["The channels' names always show."]


def test_figures_that_the_blocks_do_not_show_are_added_one_by_one(window: Window) -> None:
    menu = columns_menu(window)
    single = action(menu, "Single columns").menu()
    assert isinstance(single, QMenu)
    core = action(single, "Core").menu()
    assert isinstance(core, QMenu)
    roas = action(core, "Return on ad spend")
    assert (roas.isChecked(), action(core, "ROI on revenue").isChecked(), action(core, "Spend").isChecked()) == (
        False, False, True,
    )  # fmt: skip
    roas.trigger()
    assert "roas" in ids(window)
    window.view.columns.turn_column("roas")
    assert ids(window) == CORE
    assert window.sheet.settings.added == window.sheet.settings.put_away == ()


def test_the_menu_of_a_title_knows_its_column(window: Window) -> None:
    menu = QMenu(window.view)
    fill_header_menu(menu, window.view, CAC)
    action(menu, "Sort descending").trigger()
    assert window.model.name(0) == "Radio & TV"
    fill_header_menu(menu, window.view, CAC)
    assert action(menu, "Sort descending").isChecked()
    action(menu, "Hide CAC").trigger()
    assert "cac" not in ids(window)


def test_alt_and_down_asks_for_the_menu_below_the_title(window: Window) -> None:
    asked: list[tuple[int, QPoint]] = []
    window.table.title_menu_wanted.disconnect()  # offscreen no menu can be shown
    window.table.title_menu_wanted.connect(lambda column, place: asked.append((column, place)))
    window.go(2, CAC)
    window.key(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked[0][0] == CAC
    header = window.table.header
    assert header.viewport().mapFromGlobal(asked[0][1]) == QPoint(window.table.grid.left(CAC), header.height())


def test_a_title_is_dragged_among_its_own_kind(window: Window) -> None:
    header_drag(window, title_middle(window, CUSTOMERS), title_middle(window, SPEND) - QPoint(20, 0))
    assert ids(window)[:4] == ["customers", "spend", "visits", "leads"]
    assert step(window) == "Move columns"
    header_drag(window, title_middle(window, SPEND), title_middle(window, ROI))  # an input beyond the inputs
    assert ids(window)[:7] == ["spend", "visits", "leads", "revenue_per_sale", "gross_margin", "customers", CORE[6]]
    header_drag(window, title_middle(window, ROI), title_middle(window, 7) - QPoint(30, 0))
    assert ids(window)[6] == "roi"
    for _ in range(3):
        window.source.undo()
    assert ids(window) == CORE
    assert window.sheet.settings.order == ()


def test_an_edge_is_drawn_and_its_width_is_the_documents(window: Window) -> None:
    before = window.table.grid.width(CAC)
    header_drag(window, edge(window, CAC), edge(window, CAC) + QPoint(57, 0))
    assert window.table.grid.width(CAC) == pytest.approx(before + 57, abs=1)
    assert dict(window.sheet.settings.widths) == {"cac": window.table.grid.width(CAC)}
    assert (window.undo_steps, step(window)) == (1, "Change column widths")
    window.source.undo()
    window.qtbot.waitUntil(lambda: window.table.grid.width(CAC) == before)
    window.source.redo()
    window.qtbot.waitUntil(lambda: window.table.grid.width(CAC) > before)
    window.qtbot.mouseDClick(window.table.header.viewport(), Qt.MouseButton.LeftButton, pos=edge(window, CAC))
    assert window.sheet.settings.widths == ()


def test_all_of_it_comes_back_with_the_document(window: Window) -> None:
    window.view.columns.turn_block("full_cost")
    window.view.columns.move(CUSTOMERS, SPEND)
    window.view.columns.hide_columns(["visits"])
    columns, content = ids(window), window.sheet.settings
    window.source.open(picture(**{name: getattr(content, name) for name in ("blocks", "order", "put_away")}), None)
    assert ids(window) == columns
    assert columns[0] == "customers"
    assert "visits" not in columns


def test_ctrl_0_is_an_action_of_the_window(window: Window) -> None:
    from roiapp.ui.actions.actions import record

    assert record("hide_columns").keys == ("Ctrl+0",)
    window.go(0, ROI)
    window.key(Key.Key_0, CTRL)  # not the grid's own: nothing is typed
    assert not window.table.editor.is_open


@given(st.data())
def test_moving_a_column_keeps_all_others_in_their_order(data: st.DataObject) -> None:
    columns = grid_columns(standard(), ("core", "full_cost"))
    names = [column.id for column in columns]
    one = data.draw(st.sampled_from(columns))
    band = [column for column in columns if column.is_input == one.is_input]
    before = data.draw(st.sampled_from([*(column.id for column in band), None]))
    put_away = data.draw(st.sets(st.sampled_from([id_ for id_ in names if id_ != one.id])))
    changes = column_choice.moved(columns, put_away, one.id, before)
    if changes is None:
        return
    found = [column.id for column in column_choice.in_order(columns, changes["order"])]
    assert [id_ for id_ in found if id_ != one.id] == [id_ for id_ in names if id_ != one.id]
    shown = [id_ for id_ in found if id_ not in put_away - {before}]
    if before is not None:
        assert shown[shown.index(one.id) + 1] == before
    else:
        assert found.index(one.id) == len([c for c in columns if c.is_input]) - 1 if one.is_input else len(columns) - 1
