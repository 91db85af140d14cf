"""What the window says and draws at its edges: the empty row, a channel taken out, the corner beside the header."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.ui.look.theme import Mode, Theme
from roiapp.ui.sheet.grid_geometry import BAND_HEIGHT, HEADER_HEIGHT, Block
from roiapp.ui.window.main_window import MainWindow
from tests.ui.grid_window import open_window, picture
from tests.ui.small_window import RecordedMessages


def test_the_empty_row_says_what_to_do_there(window: MainWindow) -> None:
    bench = window.bench
    bench.grid.go_to(bench.grid.model.channels, "")
    assert bench.explain.explained.text == "Add a channel: type its name."
    bench.commands.channels.add()
    assert bench.explain.explained.text == "Add a channel: type its name."
    bench.grid.table.cancel_editor()
    bench.grid.go_to(0, "spend")
    assert bench.explain.explained.text.startswith("Local SEO · Spend")


def test_a_channel_taken_out_is_named(window: MainWindow, messages: RecordedMessages) -> None:
    bench = window.bench
    bench.grid.go_to(2, "spend")
    bench.commands.channels.remove()
    assert messages.said[-1][1] == "Radio & TV was removed. Undo brings it back."
    bench.grid.table.select_block(Block(0, 1, 1, 1))
    bench.commands.channels.remove()
    assert messages.said[-1][1] == "2 channels were removed. Undo brings them back."


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_header_goes_on_above_the_scroll_bar(qtbot: QtBot, qapp: QApplication, mode: Mode) -> None:
    theme = Theme(qapp, mode)
    window = open_window(qtbot, theme, picture(), height=240)
    table = window.table
    qtbot.waitUntil(table.verticalScrollBar().isVisible)
    image = table.grab().toImage()
    edge = table.width() - 3
    for y, colour in (
        (5, theme.tokens.computed),
        (BAND_HEIGHT + 5, theme.tokens.computed),
        (BAND_HEIGHT + HEADER_HEIGHT - 1, theme.tokens.border_strong),
    ):
        assert image.pixelColor(edge, y).name().upper() == colour.upper()
    top = table.verticalScrollBar().mapTo(table, QPoint(0, 0)).y()
    assert top >= BAND_HEIGHT + HEADER_HEIGHT
