"""Everything in the window by the keyboard alone: F6 leads from part to part, Tab from control to control, Esc back to
the cells; who has the keys is always seen. Dialogs: `test_dialogs_by_keys`."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from roiapp.ui.bars.cards import Card
from roiapp.ui.window.main_window import MainWindow
from tests.ui.by_keys import SHIFT, focused, in_field, name, press, walk, wants_keys
from tests.ui.painted_texts import part, picture_of, pixels
from tests.ui.surfaces import SURFACES, settle, show_sample


@pytest.fixture
def bench_window(window: MainWindow, qtbot: QtBot) -> MainWindow:
    show_sample(window)
    window.activateWindow()
    window.bench.grid.setFocus()
    qtbot.waitUntil(window.bench.grid.table.hasFocus)
    window.bench.grid.go_to(1, "roi")
    settle()
    return window


# -- the window --------------------------------------------------------------------------------------------------------


def test_f6_leads_from_part_to_part_and_back(bench_window: MainWindow) -> None:
    bench = bench_window.bench
    panel = bench.commands.charts.panel
    said = bench.findings
    assert panel is not None
    assert said is not None
    said._watch.all()
    parts = [bench.explain, panel.chart.view, said.list, bench.tabs.bar, bench.status, bench.toolbar.buttons[0],
             bench.cards.cards[0], bench.grid.table]  # fmt: skip
    assert [press(Qt.Key.Key_F6) for _ in parts] == parts
    parts = [*reversed(parts[:-1]), bench.grid.table]
    assert [press(Qt.Key.Key_F6, SHIFT) for _ in parts] == parts


def test_a_refused_entry_keeps_the_keys(bench_window: MainWindow) -> None:
    bench = bench_window.bench
    bench.grid.go_to(1, "spend")
    QTest.keyClicks(focused(), "x")
    assert press(Qt.Key.Key_F6) is bench.grid.table.editor
    assert bench.grid.table.editor.is_open


@pytest.mark.parametrize("surface", ["window", "filter", "sorted", "over_time", "find", "message_error", "waiting",
                                     "what_if"])
def test_tab_reaches_every_control(bench_window: MainWindow, surface: str) -> None:
    """Those of a group are reached by arrows (tabs of charts); a card's small button is what Enter on the card does."""
    SURFACES[surface](bench_window)
    bench = bench_window.bench
    bench.toolbar.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    forward = walk(bench.toolbar.buttons[0])
    assert forward[-1] is bench.grid.table  # which keeps Tab for its cells
    bench.explain.setFocus(Qt.FocusReason.TabFocusReason)
    beyond = [each for each in (*forward, bench.status) if each is not bench.grid.table]
    press(Qt.Key.Key_F6)
    beyond += walk(focused())
    panel = bench.commands.charts.panel
    assert panel is not None
    panel.chart.view.setFocus(Qt.FocusReason.TabFocusReason)
    beyond += walk(focused(), back=True)
    by_arrows = set(panel.tabs.buttons.values())
    small = {each for each in wants_keys(bench) if isinstance(each.parentWidget(), Card)}
    editor = bench.grid.table.editor
    missed = wants_keys(bench) - set(beyond) - by_arrows - small - {bench.grid.table, editor}
    inner = ("ScrollLeftButton", "ScrollRightButton")  # of the tabs, which arrows scroll
    assert {name(each) for each in missed if each.objectName() not in inner and not in_field(each)} == set()


def test_esc_leads_back_to_the_cells_from_everywhere(bench_window: MainWindow) -> None:
    table = bench_window.bench.grid.table
    for times in range(1, 7):
        for _ in range(times):
            press(Qt.Key.Key_F6)
        assert focused() is not table
        assert press(Qt.Key.Key_Escape) is table, times


def difference(one: QImage, other: QImage, area: QRect) -> int:
    """How many pixels differ in there."""
    return int((part(pixels(one), area) != part(pixels(other), area)).sum())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_has_the_keys_is_seen(bench_window: MainWindow, theme: str) -> None:
    bench_window.theme.set_mode(theme)  # type: ignore[arg-type]
    bench = bench_window.bench
    settle()
    without = picture_of(bench_window)
    bench.toolbar.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    order = walk(bench.toolbar.buttons[0])[:-1]
    bench.explain.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_F6)
    order += walk(focused())
    for each in dict.fromkeys(order):
        each.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        area = QRect(each.mapTo(bench_window, QPoint(0, 0)), each.size())
        # A ring of 2 px around a button of 28 px has 200 pixels and more.
        assert difference(without, picture_of(bench_window), area) >= 60, name(each)


def test_the_status_bar_is_followed_by_keys(bench_window: MainWindow, qtbot: QtBot) -> None:
    bench = bench_window.bench
    qtbot.waitUntil(lambda: bool(bench.model.known_warnings))  # they are searched for in pauses
    bench.status.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(bench.status.check_asked):
        press(Qt.Key.Key_Return)
    bench.status.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Right)
    with qtbot.waitSignal(bench.status.list_asked):
        QTest.keyClick(bench.status, Qt.Key.Key_Space)
    bench.status.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bench.status, Qt.Key.Key_End)
    with qtbot.waitSignal(bench.status.settings_asked):
        QTest.keyClick(bench.status, Qt.Key.Key_Return)


def test_tab_leads_through_the_bars_above_the_grid_on_the_way_to_it(window: MainWindow) -> None:
    """Though they are made long after it: back from the grid come the bars, then the line above them."""
    view, explain = window.bench.grid, window.bench.explain
    row, bar = view.filter_row, view.arrangement_bar
    wanted: list[QWidget] = [row.text, row.figures_only, row.close_button, *row.buttons.values(), bar.sorted]
    before, found = view.table.previousInFocusChain(), []
    while before not in (explain, view.table):
        if before.focusPolicy() & Qt.FocusPolicy.TabFocus and before.focusProxy() is None:
            found.append(before)
        before = before.previousInFocusChain()
    assert before is explain
    assert set(wanted) <= set(found)
    assert found.index(bar.sorted) < found.index(row.text)
