"""What gives way in a small window, and what never does."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import SetChannel
from roiapp.core.edits import SetCells
from roiapp.core.periods import month
from roiapp.core.worksheet import build
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.sheet.grid_geometry import CELL_PADDING, LEAST_NAME_WIDTH, TIGHT_PADDING
from roiapp.ui.window.main_window import MainWindow
from tests.ui.pictures.painted import texts_of
from tests.ui.pictures.run import settle

LONG = "Postcards and envelopes to every household in the northern districts of the town"


def at(window: MainWindow, width: int, height: int = 720) -> MainWindow:
    window.resize(width, height)
    settle(window)
    return window


def spend(window: MainWindow, amount: float) -> None:
    """The first channel's spend in the period at hand, the last."""
    sheet = window.bench.model.worksheet
    assert sheet is not None
    window.bench.model.apply(SetCells.many("spend", [(len(sheet.periods) - 1, 0, amount)]))


def title(window: MainWindow) -> str:
    """What the line above the grid begins with."""
    return min(texts_of(window.bench.explain, window), key=lambda text: text.box.left()).text


def written(window: MainWindow) -> list[str]:
    cards = window.bench.cards.cards
    return [" ".join(text.text.strip() for text in texts_of(card, window)) for card in cards]


def test_all_cards_say_what_the_change_is_against_or_none(window: MainWindow) -> None:
    against = re.compile(r"vs Aug$")
    assert all(against.search(text) for text in written(at(window, 1280))), written(window)
    spend(window, 41_000)
    texts = written(at(window, 1280))
    assert not any(against.search(text) for text in texts)
    assert all(re.search(r"\d(%| pts?)$", text) for text in texts), texts  # the change itself stands on all of them
    sizes = {text.box.height() for card in window.bench.cards.cards for text in texts_of(card, window)[1:2]}
    assert len(sizes) == 1  # and all values are of one size


def test_padding_gives_way_before_names_and_names_before_figures(window: MainWindow) -> None:
    grid, table = window.bench.grid.table.grid, window.bench.grid.table
    window.bench.model.apply(SetChannel("name", ((0, LONG),)))
    at(window, 1440)
    wide = grid.frozen
    assert grid.padding == CELL_PADDING
    assert wide == 280
    narrow = False
    for width in range(1380, 760, -20):
        at(window, width)
        shown = grid.edges[-1] <= table.viewport().width()
        if grid.padding == TIGHT_PADDING:
            narrow = True
            assert shown
        elif narrow:  # nothing brings all columns into sight any more: they stand as they are
            assert not shown
            assert grid.frozen >= LEAST_NAME_WIDTH
            break
        else:
            assert shown
            assert grid.frozen == wide
    else:
        pytest.fail("the columns never ran out of room")


def test_a_figure_that_comes_in_a_tight_cell_is_whole(window: MainWindow) -> None:
    at(window, 1000)
    grid = window.bench.grid.table.grid
    spend(window, 123_456_789)
    settle(window)
    texts = [text.text for text in texts_of(window.bench.grid.table.viewport(), window)]
    assert "$123,456,789" in texts
    assert "###" not in texts
    assert grid.padding in (CELL_PADDING, TIGHT_PADDING)


def test_a_longer_name_makes_its_column_wider(window: MainWindow) -> None:
    before = window.bench.grid.table.grid.frozen
    window.bench.model.apply(SetChannel("name", ((0, "Search engine ads at night"),)))
    settle(window)
    assert window.bench.grid.table.grid.frozen > before


def test_the_line_above_the_grid_cuts_the_channel_not_the_figure(window: MainWindow) -> None:
    window.bench.model.apply(SetChannel("name", ((0, LONG),)))
    window.bench.grid.go_to(0, "cac")
    for width in (1280, 1000, 800):
        at(window, width)
        assert re.fullmatch(r"Postcards and .*… · CAC", title(window)), title(window)
    at(window, 1900)
    assert title(window) == f"{LONG} · CAC"


def test_the_line_above_the_grid_shows_no_part_of_a_figure(window: MainWindow) -> None:
    window.bench.grid.go_to(0, "cac")
    figures = {"$960", "21.6", "$44.44", "0.0", "56", "$101.94"}  # the last three stand in its chips
    line = window.bench.explain
    settle(window)
    for width in range(300, 640, 3):
        line.resize(width, line.height())
        formula = "".join(text.text for text in sorted(texts_of(line, line), key=lambda text: text.box.left()))
        assert set(re.findall(r"\$?\d[\d.,]*", formula.partition("÷ C")[2])) <= figures, formula


def test_a_tab_at_the_edge_is_cut_with_an_ellipsis_or_says_nothing(window: MainWindow) -> None:
    months = [month(2024 + i // 12, i % 12 + 1, i + 1) for i in range(24)]
    window.bench.model.open(build(["Radio"], periods=months), None)
    bar = window.bench.tabs.bar
    names = {bar.tabText(index) for index in range(bar.count())}
    cut = set()
    for width in range(1280, 1100, -9):
        at(window, width)
        buttons = min(button.x() for button in bar.findChildren(QToolButton) if button.isVisible())
        left = bar.mapTo(window, bar.rect().topLeft()).x()
        for text in texts_of(bar, window):
            assert text.seen == text.box
            assert left <= text.box.left()
            assert text.box.right() <= left + buttons
            assert text.text in names or "…" in text.text
            cut |= {text.text} - names
    assert cut  # there was one to look at


def test_a_total_too_wide_for_its_column_is_not_half_a_number(window: MainWindow) -> None:
    window.bench.grid.table.header.resized.emit(1, 40)
    settle(window)
    assert texts_of(window.bench.grid.totals, window)[0].text == "###"


def with_thirty_channels(window: MainWindow) -> ChartPanel:
    names = [f"Channel {number}" for number in range(30)]
    figures = {
        "spend": [100 + 7 * number for number in range(30)], "customers": [1 + number % 5 for number in range(30)],
        "revenue_per_sale": [300.0] * 30, "gross_margin": [0.4] * 30,
    }  # fmt: skip
    window.bench.model.open(build(names, figures), None)
    window.bench.show_charts()
    panel = window.bench.commands.charts.panel
    assert panel is not None
    return panel


def test_totals_that_come_into_sight_get_the_room_they_need(window: MainWindow) -> None:
    at(window, 800)
    view, sheet = window.bench.grid, window.bench.model.worksheet
    assert sheet is not None
    view.go_to(0, "spend")
    last = len(sheet.periods) - 1
    for id_, figure in (("spend", 5e6), ("revenue_per_sale", 9990.0), ("customers", 1000.0)):
        window.bench.model.apply(SetCells.many(id_, [(last, row, figure) for row in range(4)]))
    settle(window)
    view.table.horizontalScrollBar().setValue(view.table.horizontalScrollBar().maximum())
    settle(window)
    totals = [text.text for text in texts_of(view.totals, window)]
    assert "$39,960,000" in totals, totals
    assert "###" not in totals


def test_rows_of_a_chart_stay_whole_when_the_window_grows(window: MainWindow, qtbot: QtBot) -> None:
    panel = with_thirty_channels(window)
    at(window, 1280)
    window.bench.grid.go_to(29, "spend")
    panel.chart.scroll_bar.setValue(round(9 * panel.chart.places.line))  # the channel has the lowest ROI: out of sight
    slots = set()
    for height in (*range(690, 830, 7), 560, 800, 600):
        at(window, 1280, height)
        chart = panel.chart
        slots.add(chart.places.line)
        assert chart.scrolled > 0
        assert chart.scrolled % chart.places.line == 0
        assert chart.places.plot.height() % chart.places.line == 0
    assert len(slots) > 1


def test_the_channel_that_is_looked_at_stays_in_sight(window: MainWindow) -> None:
    panel = with_thirty_channels(window)
    at(window, 1280, 900)
    window.bench.grid.go_to(16, "spend")
    for height in (900, 620, 560, 700, 560):
        at(window, 1280, height)
        chart = panel.chart
        mark = chart.channels().index(16)
        row = chart.places.mark_rect(mark, chart.scrolled)
        assert chart.places.plot.top() <= row.top()
        assert row.bottom() <= chart.places.plot.bottom()
