"""Changes of what counts in the window: typed and taken back in their table, and what cards and lines say then."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.record_tables import REDEFINITIONS
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.bars.card_contents import CardContent, contents
from roiapp.ui.lists.change_window import ChangeWindow
from roiapp.ui.window.main_window import MainWindow
from tests.ui.test_reports import CTRL, table

SAID = "Counted differently since Aug 1, 2026 (Leads): calls count, too."


@pytest.fixture
def summer(window: MainWindow) -> MainWindow:
    """June to August 2026, all over, August looked at: leads 10, 20, 30 for $100 a month."""
    columns = {"spend": [[100]] * 3, "leads": [[10], [20], [30]]}
    sheet = build(["Search"], columns, [month(2026, number, number) for number in (6, 7, 8)])
    window.bench.commands.documents.show(Session.new(sheet, as_of=date(2026, 12, 1)))
    window.bench.model.set_view(base_view(sheet.periods, 2))
    return window


def card(window: MainWindow, label: str) -> CardContent:
    return next(each for each in contents(window.bench.model) if each.label == label)


def type_row(window: MainWindow) -> None:
    shown = table(window, "redefinitions")
    for column, text in enumerate(("2026-08-01", "leads", "calls count, too")):
        assert shown.rows.setData(shown.rows.index(0, column), text)
    assert [shown.rows.text(0, column) for column in range(3)] == ["Aug 1, 2026", "Leads", "calls count, too"]
    shown.close()


def test_a_change_is_typed_and_nothing_is_compared_over_it(summer: MainWindow) -> None:
    bench = summer.bench
    before = card(summer, "Leads")
    assert (before.amount, before.against, before.breaks) == ("50.0%", "vs Jul", frozenset())
    type_row(summer)
    assert bench.model.worksheet is not None
    assert bench.model.worksheet.records == {
        "redefinitions": (REDEFINITIONS.row(date=date(2026, 8, 1), figure="leads", note="calls count, too"),)
    }
    for label in ("Leads", "Cost per lead"):
        now = card(summer, label)
        assert (now.amount, now.against, now.breaks) == ("", "", frozenset((2,)))
        assert now.hint.endswith(f"\n{SAID}")
    assert card(summer, "Total spend").against == "vs Jul"
    for _ in range(3):
        bench.model.undo()
    assert bench.model.worksheet.records == {}
    assert card(summer, "Leads") == before


def test_the_line_above_the_grid_says_it(summer: MainWindow, qtbot: QtBot) -> None:
    bench = summer.bench
    bench.grid.go_to(0, "leads")
    qtbot.waitUntil(lambda: any(chip.text == "50.0% vs Jul" for chip in bench.explain.explained.chips))
    type_row(summer)
    qtbot.waitUntil(lambda: any("counted" in chip.text for chip in bench.explain.explained.chips))
    (chip,) = [each for each in bench.explain.explained.chips if "counted" in each.text]
    assert (chip.text, chip.hint) == ("vs Jul: counted differently", SAID)
    assert not any("50.0%" in each.text for each in bench.explain.explained.chips)


def test_why_it_changed_says_that_it_cannot_be_told(summer: MainWindow) -> None:
    type_row(summer)
    summer.bench.grid.go_to(0, "leads")
    summer.bench.actions_.action["what_changed"].trigger()
    (shown,) = summer.findChildren(ChangeWindow)
    assert shown.heading.text() == "Leads, Aug 2026"
    assert shown.said.text() == SAID
    assert shown.table.isHidden()
    shown.close()


def test_the_table_is_pasted_by_keys_and_taken_back_there(summer: MainWindow, qtbot: QtBot) -> None:
    shown = table(summer, "redefinitions")
    QApplication.clipboard().setText("2026-08-01\tCost per lead\twith the agency\n2026-07-10\tVisits")
    QTest.keyClick(shown.view, Qt.Key.Key_V, CTRL)
    assert [shown.rows.text(row, 1) for row in range(3)] == ["Cost per lead", "Visits", ""]
    # A metric alone: its parts count as they did.
    assert card(summer, "Cost per lead").breaks == {2}
    assert card(summer, "Leads").breaks == frozenset()
    QTest.keyClick(shown.view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown.rows.rowCount() == 1)
    shown.close()


def test_a_year_that_adds_up_both_ways_says_so(summer: MainWindow, qtbot: QtBot) -> None:
    bench = summer.bench
    type_row(summer)
    bench.grid.go_to(0, "leads")
    qtbot.waitUntil(lambda: any("counted" in chip.text for chip in bench.explain.explained.chips))
    assert not any(chip.text == "Counted both ways" for chip in bench.explain.explained.chips)
    bench.model.set_view(all_periods(bench.model.worksheet.periods))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: any(chip.text == "Counted both ways" for chip in bench.explain.explained.chips))
    (chip,) = [each for each in bench.explain.explained.chips if each.text == "Counted both ways"]
    assert chip.hint == SAID
    bench.grid.go_to(0, "spend")
    qtbot.waitUntil(lambda: not any(chip.text == "Counted both ways" for chip in bench.explain.explained.chips))
