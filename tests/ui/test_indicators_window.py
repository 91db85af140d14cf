"""Leading and lagging figures in a real window: one kind alone by mouse and keys, and what is said of each. Trends with
the window around them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells, SetSettings
from roiapp.core.periods import base_view
from roiapp.ui.grid.header_menu import fill_columns_menu
from roiapp.ui.lists.command_palette import CommandPalette
from roiapp.ui.lists.figure_window import FigureWindow
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CORE = [
    "spend", "visits", "leads", "customers", "revenue_per_sale", "gross_margin",
    "conversion_rate", "cost_per_lead", "cac", "gross_return", "gross_profit", "roi",
]  # fmt: skip
LEADING = ["spend", "visits", "leads", "revenue_per_sale", "gross_margin", "conversion_rate", "cost_per_lead"]
LAGGING = ["spend", "customers", "revenue_per_sale", "gross_margin", "cac", "gross_return", "gross_profit", "roi"]


def shown(window: MainWindow) -> list[str]:
    return [column.choice for column in window.bench.grid.model.columns]


def command(window: MainWindow, qtbot: QtBot, typed: str) -> None:
    """By the list of commands, with keys alone."""
    qtbot.keyClick(window, Key.Key_K, CTRL)
    palette = next(each for each in window.findChildren(CommandPalette) if each.isVisible())
    qtbot.keyClicks(palette.field, typed)
    qtbot.keyClick(palette.field, Key.Key_Return)
    QApplication.processEvents()


def kinds(window: MainWindow) -> dict[str, bool]:
    """The choice of one kind in the menu of the columns: what it says, and which is set."""
    menu = QMenu(window)
    fill_columns_menu(menu, window.bench.grid)
    entry = next(each for each in menu.actions() if each.text() == "&Leading and lagging")
    inner = entry.menu()
    assert isinstance(inner, QMenu)
    found = {each.text().replace("&", ""): each.isChecked() for each in inner.actions()}
    menu.deleteLater()
    return found


def choose(window: MainWindow, text: str) -> None:
    menu = QMenu(window)
    fill_columns_menu(menu, window.bench.grid)
    entry = next(each for each in menu.actions() if each.text() == "&Leading and lagging")
    inner = entry.menu()
    assert isinstance(inner, QMenu)
    next(each for each in inner.actions() if each.text().replace("&", "") == text).trigger()
    menu.deleteLater()


def test_one_kind_alone_and_back_by_the_menu(window: MainWindow) -> None:
    assert shown(window) == CORE
    assert kinds(window) == {"All figures": True, "Leading only": False, "Lagging only": False}
    choose(window, "Leading only")
    assert shown(window) == LEADING
    assert kinds(window) == {"All figures": False, "Leading only": True, "Lagging only": False}
    choose(window, "Lagging only")
    assert shown(window) == LAGGING
    choose(window, "All figures")
    assert shown(window) == CORE
    session = window.bench.model.session
    assert session is not None
    assert len(session.history.done) == 3
    window.bench.model.undo()
    assert shown(window) == LAGGING


def test_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    command(window, qtbot, "Leading figures only")
    assert shown(window) == LEADING
    assert window.bench.actions_.action["leading"].isChecked()
    command(window, qtbot, "Lagging figures only")
    assert shown(window) == LAGGING
    assert not window.bench.actions_.action["leading"].isChecked()
    command(window, qtbot, "Lagging figures only")
    assert shown(window) == CORE


def test_a_bar_says_it_and_a_click_shows_all_again(window: MainWindow, qtbot: QtBot) -> None:
    grid = window.bench.grid
    choose(window, "Leading only")
    chip = grid.arrangement_bar.kind
    assert chip.isVisible()
    assert chip.text() == "Leading figures only"
    assert chip.accessibleName() == "Leading figures only. Show all figures"
    assert "moves before sales do" in chip.toolTip()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert shown(window) == CORE
    assert not grid.arrangement_bar.isVisible()


def test_the_bar_follows_the_document_and_undo(window: MainWindow) -> None:
    model, grid = window.bench.model, window.bench.grid
    model.apply(SetSettings.of(put_away=("timing:lagging",)))
    assert grid.arrangement_bar.kind.isVisible()
    model.undo()
    assert not grid.arrangement_bar.isVisible()


def test_what_one_kind_leaves_out_is_no_hidden_column(window: MainWindow) -> None:
    choose(window, "Leading only")
    grid = window.bench.grid
    assert grid.table.header.gaps() == {}
    assert not window.bench.actions_.action["show_columns"].isEnabled()
    grid.columns.hide_columns(["visits"])
    assert grid.table.header.gaps() == {1: ("visits",)}
    grid.columns.show_all()
    assert shown(window) == LEADING, "the kind is another choice"


def test_whoever_asks_for_a_figure_of_the_other_kind_gets_it(window: MainWindow) -> None:
    choose(window, "Leading only")
    window.bench.commands.figures.go_to("roi")
    assert "roi" in shown(window)
    assert window.bench.grid.model.kind == ""


def test_a_trend_is_of_its_figure_s_kind(window: MainWindow) -> None:
    window.bench.model.apply(SetSettings.of(added=("trend", "trend:leads")))
    choose(window, "Leading only")
    assert shown(window) == [*LEADING[:5], "trend:leads", *LEADING[5:]]
    choose(window, "Lagging only")
    assert shown(window)[-1] == "trend"
    assert "trend:leads" not in shown(window)


def test_it_is_said_in_the_title_the_line_and_the_page(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    column = shown(window).index("cost_per_lead") + 1
    title = bench.grid.model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "Leading indicator: it moves before sales do." in title.splitlines()
    bench.grid.table.go_to(0, column)
    chip = bench.explain.explained.chips[-1]
    assert (chip.text, chip.hint) == ("Leading", "Leading indicator: it moves before sales do.")
    bench.grid.table.go_to(0, 1)
    assert all(each.text not in ("Leading", "Lagging") for each in bench.explain.explained.chips), "spend is neither"
    bench.commands.figures.page_of("roi")
    page = window.findChild(FigureWindow)
    assert page is not None
    assert "Lagging indicator: it moves once sales are made." in page.browser.toPlainText()
    page.close()


# -- trends, with the window around them -------------------------------------------------------------------------------


def test_the_shortcut_shows_a_trend_and_the_line_says_it(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.table.setFocus()
    bench.grid.table.go_to(1, shown(window).index("customers") + 1)
    qtbot.keyClick(bench.grid.table, Key.Key_Y, CTRL | SHIFT)
    assert shown(window).index("trend:customers") == 6
    assert bench.grid.table.current == (1, 7)
    assert bench.model.session is not None
    bench.model.set_view(base_view(bench.model.session.worksheet.periods, 5))
    QApplication.processEvents()
    # Of Google text ads 13 × 0.7, 0.8 … 1.2 new customers from April to September.
    assert bench.explain.explained.text == (
        "Google text ads, Customers over 6 periods: from 9.1 in Apr 2026 to 15.6 in Sep 2026, lowest 9.1 in Apr 2026, "
        "highest 15.6 in Sep 2026."
    )
    bench.commands.figures.page()
    page = window.findChild(FigureWindow)
    assert page is not None
    assert page.id == "customers"
    page.close()


def test_the_line_is_of_now_when_figures_change(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.model.apply(SetSettings.of(added=("trend:customers",)))
    bench.grid.table.go_to(1, shown(window).index("trend:customers") + 1)
    period = bench.grid.model.trends.periods[-1].period
    bench.model.apply(SetCells.one("customers", period, 1, 50.0))
    qtbot.waitUntil(lambda: "highest 50 in" in bench.explain.explained.text)


def test_a_note_has_no_place_in_a_trend(window: MainWindow, messages: RecordedMessages) -> None:
    bench = window.bench
    bench.model.apply(SetSettings.of(added=("trend",)))
    bench.grid.table.go_to(0, shown(window).index("trend") + 1)
    bench.commands.notes.write()
    assert messages.said[-1][1] == "A trend has no notes of its own. Write one at the figure itself."


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_over_time_needs_no_trends_and_gives_them_back(window: MainWindow) -> None:
    bench = window.bench
    bench.model.apply(SetSettings.of(added=("trend",)))
    bench.grid.table.go_to(0, shown(window).index("trend") + 1)
    bench.over_time.toggle()
    assert {column.trend for column in bench.grid.model.columns} == {""}
    assert {column.id for column in bench.grid.model.columns} == {"roi"}
    assert [column.id for column in bench.over_time.choices].count("roi") == 1
    bench.over_time.toggle()
    assert shown(window)[-1] == "trend"
    assert bench.grid.table.current == (0, shown(window).index("roi") + 1)


def test_the_tooltip_of_a_cell_by_the_mouse(window: MainWindow) -> None:
    grid = window.bench.grid
    window.bench.model.apply(SetSettings.of(added=("trend",)))
    place = grid.table.cell_rect(0, shown(window).index("trend") + 1).center()
    row, column = grid.table.place_at(QPoint(place)) or (-1, -1)
    assert grid.model.hint(row, column).startswith("Local SEO, ROI over ")
