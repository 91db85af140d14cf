"""What those hear who do not see: every control has a name and a role, every figure its place, a chart its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells, SetTotals
from roiapp.ui.look import spoken
from roiapp.ui.look.spoken import speak_painted
from roiapp.ui.panel.chart_records import CHARTS
from roiapp.ui.window.main_window import MainWindow
from tests.ui.spoken import name_of
from tests.ui.surfaces import show_sample


@pytest.fixture(autouse=True, scope="module")
def heard(qapp: QApplication) -> None:
    """As the program does at its start."""
    speak_painted()


def cell(window: MainWindow, row: int, column: int) -> str:
    """What is read of a cell of the grid, found by where it is seen."""
    table = window.bench.grid.table
    middle = table.viewport().mapToGlobal(table.cell_rect(row, column).center())
    found = QAccessible.queryAccessibleInterface(table).childAt(middle.x(), middle.y())
    assert found is not None
    assert found.role() == QAccessible.Role.Cell
    return found.text(QAccessible.Text.Name)


def test_a_cell_says_channel_figure_and_value(window: MainWindow) -> None:
    window.bench.grid.go_to(0, "spend")
    assert cell(window, 0, 0) == "Local SEO"
    assert cell(window, 1, 1) == "Google text ads, Spend: $1,656"  # 1,380 × 1.2
    assert cell(window, 2, 2) == "Radio & TV, Visits: blank"
    assert cell(window, 2, 7).endswith(": not known")
    window.bench.actions_.action["over_time"].trigger()
    assert cell(window, 1, 1) == "Google text ads, Spend, Apr 2026: $966"  # 1,380 × 0.7


def test_totals_say_the_one_the_keys_are_on(window: MainWindow, qtbot: QtBot) -> None:
    grid = window.bench.grid
    assert name_of(grid.totals) == "Totals"
    grid.go_to(None, "spend")
    assert name_of(grid.totals) == "Total, Spend: $4,404"  # 1.2 × (800 + 1,380 + 1,200 + 290)
    grid.totals.setFocus()
    qtbot.keyClick(grid.totals, Qt.Key.Key_Right)
    assert name_of(grid.totals) == "Total, Visits: 2,617.2"  # 1.2 × (1,157 + 1,024)
    window.bench.model.apply(SetCells.one("visits", 5, 0, 1000.0))
    assert name_of(grid.totals) == "Total, Visits: 2,228.8"
    qtbot.keyClick(grid.totals, Qt.Key.Key_Up)
    assert name_of(grid.totals) == "Totals"


@pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
def test_a_card_is_pressed_by_a_screen_reader(window: MainWindow, qtbot: QtBot) -> None:
    card = window.bench.cards.cards[0]
    found = QAccessible.queryAccessibleInterface(card)
    assert found.role() == QAccessible.Role.ButtonMenu
    assert found.text(QAccessible.Text.Name) == "Total spend: $4,404 ↑ 9.1% vs Aug"
    actions = found.actionInterface()
    assert "Press" in actions.actionNames()
    with qtbot.waitSignal(card.menu_wanted):
        actions.doAction("Press")


def test_a_chart_says_its_figures(window: MainWindow) -> None:
    """Its title, and what it shows in sentences: whoever hears them knows what the picture says."""
    show_sample(window)
    panel = window.bench.commands.charts.panel
    assert panel is not None
    for record in CHARTS:
        if record.id == "goals":  # the sample has none
            for field, goal in (("goal_leads", 300.0), ("goal_customers", 90.0), ("goal_spend", 7000.0)):
                window.bench.model.apply(SetTotals(field, ((11, goal),)))
        panel.show_chart(record.id)
        found = QAccessible.queryAccessibleInterface(panel.chart.view)
        assert found.role() == QAccessible.Role.Chart, record.id
        said = found.text(QAccessible.Text.Description)
        assert "Sep 2026" in found.text(QAccessible.Text.Name) or record.id == "trend", record.id
        assert sum(letter.isdigit() for letter in said) > 4, said
        assert "Local SEO" in said or record.id in ("funnel", "trend", "goals"), said


def test_what_is_said_in_the_bar_is_announced(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, str]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append((event.message(), event.politeness().name))

    monkeypatch.setattr(spoken.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(spoken.QAccessible, "updateAccessibility", hear)
    window.bench.message_bar.show_message("Kept.", "notice")
    window.bench.message_bar.show_message("The disk is full.", "error")
    assert heard == [("Kept.", "Polite"), ("The disk is full.", "Assertive")]
