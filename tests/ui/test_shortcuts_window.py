"""The page of keyboard shortcuts: what it finds, and that the grid can be used beside it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.ui.lists.shortcut_groups import GRID_KEYS, lines
from roiapp.ui.lists.shortcuts_window import ShortcutsWindow
from roiapp.ui.window.main_window import MainWindow

Key = Qt.Key


def page(window: MainWindow, qtbot: QtBot) -> ShortcutsWindow:
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    shown = [each for each in window.findChildren(ShortcutsWindow) if each.isVisible()]
    assert len(shown) == 1
    return shown[0]


def test_it_comes_once_beside_the_figures_and_goes_with_esc(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window, qtbot)
    assert not shown.isModal()
    window.activateWindow()
    window.bench.grid.setFocus()
    assert page(window, qtbot) is shown
    qtbot.keyClick(shown.field, Key.Key_Escape)
    assert not shown.isVisible()


def test_it_is_searched_by_what_keys_do_and_by_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window, qtbot)
    whole = shown.shortcuts.rowCount()
    qtbot.keyClicks(shown.field, "undo")
    assert [line.text for line in shown.shortcuts.lines] == ["Edit", "Undo", "Undo history"]
    shown.field.clear()
    qtbot.keyClicks(shown.field, "f2")
    assert {"Edit the cell", "Rename"} <= {line.text for line in shown.shortcuts.lines}
    shown.field.clear()
    qtbot.keyClicks(shown.field, "qqqq")
    assert shown.nothing.isVisible()
    shown.field.clear()
    assert shown.shortcuts.rowCount() == whole
    shown.close()


def test_every_line_stands_whole_in_the_page(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window, qtbot)
    small, large = QFontMetrics(window.theme.font(12, 500)), QFontMetrics(window.theme.font(13))
    for line in shown.shortcuts.lines:
        keys = sum(small.horizontalAdvance(key) + 14 + 6 for key in line.keys)
        assert keys + large.horizontalAdvance(line.text) + 48 + 8 <= shown.view.viewport().width(), line
    shown.close()


MOVES = [
    (key, text)
    for title, rows in GRID_KEYS
    for text, keys in rows
    for key in keys
    if title in ("Moving about", "Selecting")
]


def test_the_grids_keys_are_what_the_page_says(window: MainWindow, qtbot: QtBot) -> None:
    """Each moves the active cell or changes what is selected, from the middle of the figures."""
    table = window.bench.grid.table
    for key, text in MOVES:
        window.bench.grid.go_to(1, "leads")
        before = table.current, table.blocks()
        pressed = QKeySequence(key)[0]
        qtbot.keyClick(table, pressed.key(), pressed.keyboardModifiers())
        assert (table.current, table.blocks()) != before, key
        if "From here" in text or "Whole" in text:
            assert table.current == before[0], key
            assert not table.blocks()[0].single, key


def test_titles_come_only_with_lines_below_them() -> None:
    found = lines("paste")
    assert found
    assert found[0].keys == ()
    assert all(later.keys for earlier, later in pairwise(found) if not earlier.keys)
