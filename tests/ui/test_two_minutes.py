"""The way that docs/two_minutes.md describes, gone with mouse and keys in a real window: its figures are there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.analysis import statistics
from roiapp.charts.bar_layout import BarLayout
from roiapp.ui.grid.worksheet_view import WorksheetView
from roiapp.ui.lists.command_palette import CommandPalette
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.window.main_window import MainWindow

GUIDE = (Path(__file__).parents[2] / "docs" / "two_minutes.md").read_text("utf-8")
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def told(text: str) -> str:
    """A text as it stands in the guide."""
    assert text in " ".join(GUIDE.split()), text
    return text


def click_tab(window: MainWindow, qtbot: QtBot, text: str) -> None:
    bar = window.bench.tabs.bar
    index = next(i for i in range(bar.count()) if bar.tabText(i) == text)
    place = bar.tabRect(index).center()
    assert bar.rect().contains(place), "it would have to be scrolled to"
    qtbot.mouseClick(bar, LEFT, pos=place)
    assert window.bench.model.view is not None
    assert window.bench.model.view.text() == text


def text_of(grid: WorksheetView, id_: str) -> str:
    """What the cell of a figure says for Radio & TV."""
    return grid.model.look(7, [column.id for column in grid.model.columns].index(id_) + 1)[0]


def test_the_way_from_the_start_page_to_the_answer(window: MainWindow, qtbot: QtBot) -> None:
    # 1. The sample, from the start page.
    qtbot.keyClick(window, Key.Key_H, CTRL | Qt.KeyboardModifier.ShiftModifier)
    page = window.start.page
    assert page is not None
    qtbot.waitUntil(page.isVisible)
    sample = page.sample
    qtbot.mouseClick(sample, LEFT, pos=QPoint(sample.width() - 40, sample.height() // 2))
    shown = next((each for each in window.windows.in_order() if each is not window), window)
    bench, grid = shown.bench, shown.bench.grid
    qtbot.waitUntil(lambda: grid.model.name(7) == told("Radio & TV"))
    shown.resize(1440, 900)
    qtbot.waitUntil(lambda: bench.tabs.bar.width() > 1200)
    panel = bench.show_charts()
    assert isinstance(panel, ChartPanel)
    statistics.load()
    bench.model.set_ranges_ready()

    # 2. The quarter; the one filled bar left of the break-even line, clicked.
    click_tab(shown, qtbot, told("Q3 2026"))
    qtbot.waitUntil(lambda: "Q3 2026" in panel.chart.content.title)
    places = panel.chart.places
    assert isinstance(places, BarLayout)
    below = [place for place in places.rows(0.0) if place.bar.verdict == "below"]
    assert [place.text for place in below] == [told("−51%")]
    losing = [place.bar.name for place in places.rows(0.0) if (place.bar.value or 0) < 0]
    assert losing == ["Local print", "Display ads", "Radio & TV"] == [told(name) for name in losing]
    middle = QPointF(below[0].rect.center())
    QTest.mouseClick(panel.chart.view.viewport(), LEFT, pos=middle.toPoint())
    assert grid.current_figure() == (7, "roi")
    line = "".join(piece.text for piece in bench.explain.explained.pieces)
    assert told("Σ Net return ÷ Σ Spend = −$1,736 ÷ $3,400 = −51%") in " ".join(line.split())
    told("−79% to −4%")
    assert any("−79% to −4%" in chip.text for chip in bench.explain.explained.chips)

    # 3. and 4. What it would take.
    grid.table.setFocus()
    qtbot.keyClick(grid.table, Key.Key_K, CTRL)
    palette = shown.findChild(CommandPalette)
    assert palette is not None
    qtbot.keyClicks(palette.field, told("break even"))
    assert palette.entries.entries[0].text == told("Customers to break even")
    qtbot.keyClick(palette.field, Key.Key_Return)
    row, column = grid.table.current or (0, 0)
    assert grid.model.look(row, column)[0] == "16.3"
    told("16.3 customers; it brought 8")
    cells = {each.id: grid.model.look(row, place)[0] for place, each in enumerate(grid.model.columns, 1)}
    assert (cells["customers"], cells["cac"]) == ("8", told("$425.00"))
    panel.show_chart("cac")
    assert told("$208.00") in panel.chart.words(panel.chart.channels().index(7))

    # 5. Tried out, and taken back.
    click_tab(shown, qtbot, told("Sep 2026"))
    grid.go_to(7, "customers")
    grid.table.setFocus()
    roi = partial(text_of, grid, "roi")
    before = roi()
    qtbot.keyClicks(grid.table, "6")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert (before, roi()) == (told("−48%"), told("+4%"))
    qtbot.keyClick(grid.table, Key.Key_Z, CTRL)
    assert roi() == before
