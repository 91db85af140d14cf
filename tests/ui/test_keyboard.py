"""Everything in the window by the keyboard alone: F6 leads from part to part, Tab from control to control, Esc back to
the cells; who has the keys is always seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QRadioButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from roiapp.ui.bars.cards import Card
from roiapp.ui.window.main_window import MainWindow
from tests.ui.painted_texts import part, picture_of, pixels
from tests.ui.surfaces import SURFACES, settle, show_sample

SHIFT = Qt.KeyboardModifier.ShiftModifier
#: more often than there are controls
MANY = 80
#: of a date: Tab goes through them
_PARTS = 3
DIALOGS = ("question", "document", "paste_special", "go_to", "edit_channel", "edit_period", "save_template", "versions",
           "steps", "notes", "checks", "figure_page", "tutorial", "guide_search", "shortcuts", "print", "goal_seek",
           "goal_seek_refused", "scenarios", "scenario", "budget", "budget_refused",
           "matters_inputs", "matters_table", "matters_break_even", "matters_risk", "present_scenarios")  # fmt: skip


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
    QTest.keyClick(focused(), key, modifiers)
    return focused()


@pytest.fixture
def bench_window(window: MainWindow, qtbot: QtBot) -> MainWindow:
    show_sample(window)
    window.activateWindow()
    window.bench.grid.setFocus()
    qtbot.waitUntil(window.bench.grid.table.hasFocus)
    window.bench.grid.go_to(1, "roi")
    settle()
    return window


def name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}"


def walk(start: QWidget, *, back: bool = False) -> list[QWidget]:
    """Who gets the keys by Tab from here on, until it comes round or stays."""
    found, stayed = [start], 0
    for _ in range(MANY):
        now = press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else Qt.KeyboardModifier.NoModifier)
        stayed = stayed + 1 if now is found[-1] else 0
        if stayed > _PARTS or (not stayed and now in found):
            break
        if not stayed:
            found.append(now)
    return found


def wants_keys(top: QWidget) -> set[QWidget]:
    """What answers to keys or is pressed."""
    return {
        each
        for each in top.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.window() is top.window()
        and not isinstance(each, QScrollBar)
        and each.focusProxy() is None
        and (each.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(each, QAbstractButton))
    }


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
    assert {name(each) for each in missed if each.objectName() not in inner and not _in_field(each)} == set()


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


# -- dialogs and lists -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("surface", DIALOGS)
def test_a_dialog_goes_by_keys_alone(bench_window: MainWindow, tmp_path: Path, surface: str, qtbot: QtBot) -> None:
    bench_window.setProperty("place", str(tmp_path / "year.roi"))
    dialog = SURFACES[surface](bench_window)
    assert isinstance(dialog, QDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    reached = set(walk(focused())) | set(walk(focused(), back=True))
    inner = ("qt_spinbox_lineedit",)  # of a field that is reached itself
    missed = {each for each in wants_keys(dialog) - reached if each.objectName() not in inner}
    signs = {each for each in missed if isinstance(each, QAbstractButton) and "LineEdit" in type(each).__name__}
    by_arrows = {each for each in missed if isinstance(each, QRadioButton) and set(each.group().buttons()) & reached}
    assert {name(each) for each in missed - signs - by_arrows if not _in_field(each)} == set()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _is_visible(dialog))


def _in_field(widget: QWidget) -> bool:
    """A picture in a field, or the inner part of a box that is one control."""
    above = widget.parentWidget()
    return above is not None and (above.inherits("QLineEdit") or above.inherits("QAbstractSpinBox")
                                  or above.inherits("QComboBox") or isinstance(above, QAbstractScrollArea))  # fmt: skip


def _is_visible(widget: QWidget) -> bool:
    import shiboken6

    return shiboken6.isValid(widget) and widget.isVisible()


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
