"""The editor of a cell shows all that is typed: it grows over the cells beside it, and its border touches no letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.ui.look.theme import Theme
from tests.ui.grid_window import LEADS, MARGIN, SPEND, VISITS, Window, open_window, picture
from tests.ui.painted_texts import painted_texts

Key = Qt.Key
LONG_NAME = "Postcards and envelopes to every household in town"


@pytest.fixture(params=[100, 200])
def window(qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Window]:
    theme = Theme(qapp, "light", request.param)
    yield open_window(qtbot, theme, picture(), width=1000)
    Theme(qapp, "light")


def cell(window: Window) -> QRect:
    assert window.table.current is not None
    return window.table.cell_rect(*window.table.current)


def is_whole(window: Window, text: str) -> None:
    """All that was typed is painted, some pixels away from the border and inside of the viewport."""
    editor = window.table.editor
    assert window.table.viewport().rect().contains(editor.geometry())
    found = painted_texts(editor)
    assert "".join(part.text for part in found) == text
    assert not any(part.cut for part in found)
    assert min(part.rect.left() for part in found) >= 6
    assert max(part.rect.right() for part in found) <= editor.width() - 6


def test_a_sum_grows_to_the_right(window: Window) -> None:
    window.go(0, VISITS)
    window.type("=450+320+117+88+1204")
    editor = window.table.editor
    is_whole(window, "=450+320+117+88+1204")
    assert editor.x() == cell(window).x() - 2
    assert editor.geometry().right() > cell(window).right() + 10
    window.key(Key.Key_Return)
    assert window.typed("visits", 0) == 2179  # 450 + 320 + 117 + 88 + 1204


def test_what_is_there_to_be_changed_is_whole_too(window: Window) -> None:
    window.go(1, LEADS)
    window.enter("98765.4321")
    window.go(1, LEADS)
    window.key(Key.Key_F2)
    window.key(Key.Key_End)
    window.type("+12345")
    is_whole(window, "98765.4321+12345")


def test_a_short_entry_lies_on_its_cell(window: Window) -> None:
    window.go(0, SPEND)
    window.type("12")
    before = window.table.editor.geometry()
    assert before == cell(window).adjusted(0, 0, 2, 2)  # the ring lies around it but at the edge of what is frozen
    window.type("345678901234567890")
    assert window.table.editor.width() > before.width()
    for _ in range(18):
        window.key(Key.Key_Backspace)
    assert window.table.editor.geometry() == before


def test_a_name_grows_over_the_figures(window: Window) -> None:
    window.go(2, 0)
    window.type(LONG_NAME)
    is_whole(window, LONG_NAME)
    assert window.table.editor.geometry().right() > window.table.grid.frozen


def test_at_the_right_edge_it_grows_to_the_left(window: Window) -> None:
    window.view.resize(7 * window.theme.text_size, 420)
    window.go(2, MARGIN)  # scrolls until its column just shows
    window.type("=0.4512345678+0.0001*2+0.1")
    is_whole(window, "=0.4512345678+0.0001*2+0.1")
    assert window.table.editor.x() < cell(window).x() - 20
    assert window.table.editor.x() >= window.table.grid.frozen
    assert window.table.editor.geometry().right() >= cell(window).right()


def test_what_has_no_room_at_all_keeps_the_cursor_in_sight(window: Window) -> None:
    window.go(0, SPEND)
    window.type("=1" + "+1" * 200)
    editor, room = window.table.editor, window.table.viewport().rect()
    assert (editor.x(), editor.geometry().right()) == (window.table.grid.frozen, room.right())
    editor.repaint()
    assert 6 <= editor.cursorRect().left() <= editor.cursorRect().right() <= editor.width()
    window.view.resize(700, 420)  # and follows a smaller window
    QApplication.processEvents()
    assert editor.geometry().right() == window.table.viewport().rect().right()
