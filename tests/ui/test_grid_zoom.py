"""The grid at other sizes: rows, header and totals grow together, cells stay where they are, a file is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.settings import Recent, Settings
from roiapp.ui.grid.grid_zoom import ZOOMS, next_zoom
from roiapp.ui.look.theme import Theme
from tests.ui.grid_window import CAC, ROI, SPEND, Window, open_window, picture


def wheel(window: Window, turns: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
    viewport = window.table.viewport()
    point = QPointF(viewport.rect().center())
    for _ in range(abs(turns)):
        event = QWheelEvent(
            point, QPointF(viewport.mapToGlobal(point)), QPoint(), QPoint(0, 120 if turns > 0 else -120),
            Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(viewport, event)


@pytest.fixture
def window(qtbot: QtBot, light_theme: Theme) -> Window:
    return open_window(qtbot, light_theme, picture())


def test_ctrl_and_the_wheel_go_from_size_to_size(window: Window) -> None:
    wheel(window, 2)
    assert window.view.zoom == 125
    wheel(window, -4)
    assert window.view.zoom == 80
    wheel(window, -30)
    assert window.view.zoom == ZOOMS[0] == 50
    wheel(window, 30)
    assert window.view.zoom == 200
    wheel(window, 1, Qt.KeyboardModifier.NoModifier)
    assert window.view.zoom == 200
    assert next_zoom(103, 1) == 110


@pytest.mark.parametrize("percent", [50, 150, 200])
def test_everything_grows_by_the_same(window: Window, percent: int) -> None:
    window.view.set_zoom(percent)
    grid, table = window.table.grid, window.table
    assert grid.row_height == 24 * percent // 100
    assert table.verticalHeader().sectionSize(3) == grid.row_height
    assert table.header.height() == 20 * percent // 100 + 28 * percent // 100
    assert window.view.totals.height() == 28 * percent // 100
    assert table.painter.fonts.plain.pixelSize() == round(13 * percent / 100 + 0.001)
    window.click(2, SPEND)
    assert table.current == (2, SPEND)
    # Every figure has its room: none is replaced by a sign that it is too wide.
    for column in range(1, window.model.columnCount()):
        room = grid.width(column) - grid.padding
        font = table.painter.figure_font(window.model, column)
        assert all(table.painter.width_of(window.text(row, column), font) <= room for row in range(11))


def test_chosen_widths_are_kept_at_100_percent(window: Window) -> None:
    window.view.set_zoom(200)
    window.table.set_width(CAC, 300)
    window.view.columns.keep_widths()
    assert dict(window.sheet.settings.widths) == {"cac": 150}
    window.view.set_zoom(100)
    assert window.table.grid.width(CAC) == 150


def test_the_row_at_the_top_stays_there(qtbot: QtBot, light_theme: Theme) -> None:
    from roiapp.core.worksheet import build

    window = open_window(qtbot, light_theme, build([f"Channel {i}" for i in range(200)], {"spend": [1.0] * 200}))
    window.table.verticalScrollBar().setValue(24 * 50)
    window.view.set_zoom(150)
    assert window.table.grid.row_at(0) == 50


def test_the_editor_lies_on_its_cell(window: Window) -> None:
    window.view.set_zoom(175)
    window.go(3, ROI - 6)
    window.table.open_editor()
    cell = window.table.cell_rect(3, ROI - 6)
    assert window.table.editor.geometry().contains(cell)
    window.table.cancel_editor()


def test_settings_keep_the_size_and_nothing_else_in_its_place() -> None:
    from roiapp import settings

    kept = Settings(recent=(Recent("/a", zoom=125), Recent("/b")))
    settings.save(kept)
    assert settings.load() == kept
    assert settings.load().with_recent(Recent("/a", "Title")).recent[0] == Recent("/a", "Title", zoom=125)
    text = (settings.settings_folder() / "settings.json").read_text(encoding="utf-8")
    for wrong in ("true", '"125"', "9000", "0", "1e3"):
        (settings.settings_folder() / "settings.json").write_text(text.replace("125", wrong), encoding="utf-8")
        assert settings.load().recent[0] == Recent("/a")
