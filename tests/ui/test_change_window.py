"""What changed, in a real window: the figure of the active cell against the period before and a year ago."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from roiapp.core.periods import base_view, month
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.lists.change_window import ChangeWindow
from roiapp.ui.window.main_window import MainWindow


@pytest.fixture
def two_years(window: MainWindow) -> MainWindow:
    """August 2025, July and August 2026: search and display of known rates."""
    periods = [month(2025, 8, 1), month(2026, 7, 2), month(2026, 8, 3)]
    columns = {"visits": [[100, 100], [100, 100], [150, 50]], "leads": [[20, 2], [10, 2], [15, 1]]}
    window.bench.commands.documents.show(Session.new(build(["Search", "Display"], columns, periods)))
    sheet = window.bench.model.worksheet
    assert sheet is not None
    window.bench.model.set_view(base_view(sheet.periods, 2))
    return window


def opened(window: MainWindow) -> ChangeWindow:
    window.bench.actions_.action["what_changed"].trigger()
    (found,) = window.findChildren(ChangeWindow)
    return found


def test_it_says_how_much_is_mix_and_how_much_rate(two_years: MainWindow) -> None:
    two_years.bench.grid.go_to(0, "conversion_rate")
    shown = opened(two_years)
    assert shown.heading.text() == "Conversion rate, Aug 2026"
    assert shown.said.text().startswith("6.0% in Jul 2026, now 8.0%. Of the change come ")
    assert shown.rows.heads == ("Channel", "Jul 2026", "Aug 2026", "By share", "By own figure")
    assert shown.rows.rows[-1] == ("All channels", "6.0%", "8.0%", "+2.0 pts", "0.0 pts")
    assert [row[0] for row in shown.rows.rows] == ["Display", "Search", "All channels"]
    shown.close()


def test_against_a_year_ago(two_years: MainWindow) -> None:
    two_years.bench.grid.go_to(0, "conversion_rate")
    shown = opened(two_years)
    QTest.mouseClick(shown.year, Qt.MouseButton.LeftButton)
    assert shown.rows.rows[-1][:3] == ("All channels", "11.0%", "8.0%")
    assert shown.rows.heads[1] == "Aug 2025"
    shown.close()


def test_a_field_has_its_plain_change(two_years: MainWindow) -> None:
    two_years.bench.grid.go_to(1, "visits")
    shown = opened(two_years)
    assert shown.rows.heads[-1] == "Change"
    assert ("Search", "100", "150", "+50") in shown.rows.rows
    assert shown.rows.rows[-1] == ("All channels", "200", "200", "0")
    shown.close()


def test_it_follows_the_active_cell_and_leads_to_a_row(two_years: MainWindow) -> None:
    grid = two_years.bench.grid
    grid.go_to(0, "conversion_rate")
    shown = opened(two_years)
    grid.go_to(0, "leads")
    assert shown.heading.text() == "Leads, Aug 2026"
    shown.table.setCurrentIndex(shown.rows.index(0, 0))
    wanted = shown.rows.channels[0]
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    assert grid.current_figure() == (wanted, "leads")
    shown.close()


def test_the_first_period_says_that_there_is_none_before(two_years: MainWindow) -> None:
    sheet = two_years.bench.model.worksheet
    assert sheet is not None
    two_years.bench.model.set_view(base_view(sheet.periods, 0))
    two_years.bench.grid.go_to(0, "leads")
    shown = opened(two_years)
    assert shown.said.text() == "There is no period before this one."
    assert not shown.table.isVisible()
    shown.close()


def test_the_chip_above_the_grid_opens_it(two_years: MainWindow) -> None:
    bar = two_years.bench.explain
    two_years.bench.grid.go_to(0, "conversion_rate")
    QTest.qWait(50)
    bar.repaint()
    area = next(area for area, chip in bar._chip_areas if chip.change)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=area.center())
    (shown,) = two_years.findChildren(ChangeWindow)
    shown.close()
