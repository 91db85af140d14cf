"""Help ▸ About Channel ROI: version, where files are kept, all licences, by keys and at any size of text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.ui.actions.menus import MENUS
from roiapp.ui.forms.about_dialog import AboutDialog
from roiapp.ui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)


def opened(window: MainWindow) -> AboutDialog:
    window.bench.actions_.action["about"].trigger()
    (dialog,) = [each for each in window.findChildren(AboutDialog) if each.isVisible()]
    return dialog


def test_it_says_what_it_is_and_where_files_are(window: MainWindow, own_home: Path) -> None:
    assert MENUS[-1][1][-1] == "about"
    dialog = opened(window)
    assert dialog.said.text().startswith("Version ")
    assert dialog.said.text().endswith(f"Settings are kept in {own_home}.")
    assert dialog.places.text() == f"Kept work, log and reports of faults: {own_home / 'state'}"


def test_licences_are_read_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window)
    table = dialog.table
    qtbot.waitUntil(lambda: QApplication.focusWidget() is table)
    assert table.accessibleName() == "Licences"
    names = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    assert {"numpy", "pyside6-essentials", "Lucide (icons)"} <= set(names)
    row = names.index("pyside6-essentials")
    assert str(table.model().index(row, 2).data()).startswith("LGPL-3.0-only")
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.currentIndex().row() == len(names) - 1
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(AboutDialog))


@pytest.mark.parametrize("text_size", [200])
def test_at_twice_the_size_all_can_be_reached(window: MainWindow, text_size: int) -> None:
    window.resize(1280, 720)
    dialog = opened(window)
    assert dialog.height() <= window.screen().availableSize().expandedTo(window.size()).height()
    table = dialog.table
    assert table.verticalHeader().defaultSectionSize() >= 60
    assert table.viewport().height() >= 2 * table.verticalHeader().defaultSectionSize()
