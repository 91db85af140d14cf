"""The time-matched view in the window: where it is offered, what it shows, and that nothing typed is lost on it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roiapp.analysis.chart_parts import title_of
from roiapp.core.edits import SetCells
from roiapp.core.periods import base_view, month
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.session import Session
from roiapp.ui.bars.matched_bar import MatchedBar
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages

# 31 days before March: 3 of January at 10 a day and all of February; B's days are those of all channels, A's.
COLUMNS = {
    "spend": [[310, 31], [280, 56], [620, 62]], "leads": [[31, 31], [28, 28], [62, 62]],
    "customers": [[4, 1], [7, 1], [10, 1]], "revenue_per_sale": [[100, 100]] * 3, "gross_margin": [[0.5, 0.5]] * 3,
    "sales_cycle_days": [[31, None]] * 3,
}  # fmt: skip
READ_ONLY = "Time-matched figures are only to be looked at. Go back to the figures as typed to change them."


def quarter(days: float | None = 31) -> Worksheet:
    columns = {**COLUMNS, "sales_cycle_days": [[days, None]] * 3}
    return build(["Radio", "Search"], columns, [month(2026, m, m) for m in (1, 2, 3)])


def show(window: MainWindow, sheet: Worksheet, period: int = 2) -> Session:
    """The worksheet in the window, with this month looked at."""
    session = Session(sheet, as_of=date(2026, 6, 30))
    window.bench.commands.documents.show(session)
    window.bench.model.set_view(base_view(sheet.periods, period))
    settle()
    return session


def settle() -> None:
    QTest.qWait(40)


def switch(window: MainWindow) -> None:
    action = window.bench.actions_.action["time_matched"]
    assert action.isEnabled()
    action.trigger()
    settle()


def cell(window: MainWindow, id_: str, row: int = 0) -> str:
    model = window.bench.grid.model
    place = next(i for i, column in enumerate(model.columns, start=1) if column.id == id_)
    return model.text(row, place)


def test_what_brought_the_customers_stands_beside_them(window: MainWindow) -> None:
    show(window, quarter())
    assert [cell(window, id_) for id_ in ("spend", "customers", "cac", "roi")] == ["$620", "10", "$62.00", "−19%"]
    switch(window)
    assert [cell(window, id_) for id_ in ("spend", "customers", "cac", "roi")] == ["$310", "10", "$31.00", "+61%"]
    assert [cell(window, id_, 1) for id_ in ("spend", "leads")] == ["$59.00", "31"]
    assert window.bench.model.figures is not None
    assert window.bench.model.figures.total_figure("cac") == pytest.approx(369 / 11)
    switch(window)
    assert cell(window, "spend") == "$620"


def test_what_is_before_the_document_says_so(window: MainWindow) -> None:
    show(window, quarter(), 0)
    switch(window)
    assert [cell(window, id_) for id_ in ("spend", "cac")] == ["–", "–"]
    grid = window.bench.grid
    why = "Not known: it is time-matched with figures before Jan 2026, which are missing."
    for id_ in ("spend", "cac"):
        grid.go_to(0, id_)
        assert why in window.bench.explain.explained.text
        assert grid.table.current is not None
        assert why in grid.model.hint(*grid.table.current)


def test_the_window_says_what_stands_beside_what(window: MainWindow) -> None:
    show(window, quarter())
    place = window.bench.matched_place
    assert place.bar is None
    switch(window)
    assert isinstance(place.bar, MatchedBar)
    assert place.bar.isVisible()
    said = "Time-matched: customers and revenue stand beside the spend and leads of 31 days earlier."
    assert place.bar.note.accessibleName() == said
    assert place.bar.note.toolTip() == said
    window.bench.grid.go_to(0, "spend")
    assert "31 days earlier" in window.bench.explain.explained.text
    window.bench.grid.go_to(0, "customers")
    assert "earlier" not in window.bench.explain.explained.text
    place.bar.back_button.click()
    settle()
    assert not place.bar.isVisible()
    assert cell(window, "spend") == "$620"


def test_where_days_differ_the_least_and_the_most_are_said(window: MainWindow) -> None:
    sheet = quarter()
    sheet.columns["sales_cycle_days"][2] = (31, 10)
    show(window, sheet)
    switch(window)
    bar = window.bench.matched_place.bar
    assert bar is not None
    assert "of 10 to 31 days earlier, by channel and period" in bar.text


@pytest.mark.parametrize(("days", "offered"), [(31, True), (7.8, True), (7, False), (None, False)])
def test_it_is_offered_from_a_quarter_of_the_period_on(window: MainWindow, days: float | None, offered: bool) -> None:
    """A quarter of March is 7.75 days. It can be had from the menu where it is not offered."""
    show(window, quarter(days))
    assert window.bench.tabs.match_button.isVisible() is offered
    assert window.bench.actions_.action["time_matched"].isEnabled() is (days is not None)


def test_the_offer_comes_with_the_figure_that_makes_it_worth_while(window: MainWindow) -> None:
    session = show(window, quarter(None))
    bench = window.bench
    assert bench.actions_.why_not("time_matched") == "The periods need dates, and a channel its time to close in days."
    bench.model.apply(SetCells.one("sales_cycle_days", 2, 0, 31.0))
    settle()
    assert bench.tabs.match_button.isVisible()
    bench.tabs.match_button.click()
    settle()
    assert session.time_matched
    assert bench.tabs.match_button.isChecked()
    assert bench.actions_.action["time_matched"].isChecked()


def test_keys_alone_switch_it(window: MainWindow, qtbot: QtBot) -> None:
    session = show(window, quarter())
    window.bench.grid.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.bench.grid.table, Qt.Key.Key_T, keys)
    qtbot.waitUntil(lambda: session.time_matched)
    settle()
    bar = window.bench.matched_place.bar
    assert bar is not None
    bar.back_button.setFocus()
    QTest.keyClick(bar.back_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not session.time_matched)


def _begin_to_type(table: QWidget, text: str) -> None:
    QTest.keyClicks(table, text[0])
    QTest.keyClicks(QApplication.focusWidget(), text[1:])


# -- nothing is typed into it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", ["spend", "customers"])
def test_typing_is_refused_with_a_sentence(window: MainWindow, messages: RecordedMessages, id_: str) -> None:
    """Also into what stays in its place: figures are typed where all of them are the typed ones."""
    session = show(window, quarter())
    before = session.worksheet.content()
    switch(window)
    window.bench.grid.go_to(0, id_)
    QTest.keyClicks(window.bench.grid.table, "5")
    QTest.keyClick(window.bench.grid.table, Qt.Key.Key_Return)
    assert ("notice", READ_ONLY) in messages.said
    assert session.worksheet.content() == before


@pytest.mark.parametrize("action", ["cut", "clear", "paste", "fill_down", "fill_right", "edit_cell"])
def test_no_command_changes_a_figure(window: MainWindow, messages: RecordedMessages, action: str) -> None:
    session = show(window, quarter())
    window.bench.grid.go_to(0, "spend")
    window.bench.actions_.action["copy"].trigger()
    before = session.worksheet.content()
    switch(window)
    window.bench.grid.go_to(0, "leads")
    window.bench.actions_.action[action].trigger()
    settle()
    assert session.worksheet.content() == before
    assert ("notice", READ_ONLY) in messages.said


def test_an_open_entry_is_taken_before_it_switches(window: MainWindow) -> None:
    """A refused one keeps the figures as typed, and the switch as it was."""
    session = show(window, quarter())
    table = window.bench.grid.table
    window.bench.grid.go_to(0, "spend")
    _begin_to_type(table, "700")
    switch(window)
    assert session.time_matched
    assert session.worksheet.value("spend", 2, 0) == 700
    switch(window)
    window.bench.grid.go_to(0, "spend")
    _begin_to_type(table, "nonsense")
    window.bench.actions_.action["time_matched"].trigger()
    settle()
    assert not session.time_matched
    assert not window.bench.actions_.action["time_matched"].isChecked()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_steps_taken_meanwhile_change_the_document_and_the_view_follows(window: MainWindow) -> None:
    """Undo and redo, names and channels: 310 × 28 ÷ 31 of February is 280; with 560 in February March has 30 + 560."""
    session = show(window, quarter())
    bench = window.bench
    bench.model.apply(SetCells.one("spend", 1, 0, 560.0))
    switch(window)
    bench.model.set_view(base_view(session.worksheet.periods, 2))
    settle()
    assert cell(window, "spend") == "$590"
    bench.actions_.action["undo"].trigger()
    settle()
    bench.model.set_view(base_view(session.worksheet.periods, 2))
    assert session.time_matched
    assert cell(window, "spend") == "$310"
    bench.actions_.action["redo"].trigger()
    settle()
    bench.model.set_view(base_view(session.worksheet.periods, 2))
    assert cell(window, "spend") == "$590"


def test_without_its_days_the_view_is_gone_again(window: MainWindow) -> None:
    session = show(window, quarter(None))
    bench = window.bench
    bench.model.apply(SetCells.one("sales_cycle_days", 2, 0, 31.0))
    switch(window)
    bench.actions_.action["undo"].trigger()
    settle()
    assert not session.time_matched
    assert not bench.actions_.action["time_matched"].isEnabled()
    assert not bench.tabs.match_button.isVisible()
    assert bench.matched_place.bar is not None
    assert not bench.matched_place.bar.isVisible()
    assert cell(window, "spend") == "$620"


def test_another_document_is_shown_as_typed(window: MainWindow) -> None:
    show(window, quarter())
    switch(window)
    show(window, quarter())
    assert window.bench.matched_place.bar is not None
    assert not window.bench.matched_place.bar.isVisible()
    assert not window.bench.actions_.action["time_matched"].isChecked()
    assert cell(window, "spend") == "$620"


def test_periods_side_by_side_are_matched_too(window: MainWindow) -> None:
    show(window, quarter())
    switch(window)
    window.bench.grid.go_to(0, "spend")
    window.bench.actions_.action["over_time"].trigger()
    settle()
    model = window.bench.grid.model
    assert [model.text(0, place) for place in (1, 2, 3)] == ["–", "$280", "$310"]
    assert model.why_read_only(2, 0) == READ_ONLY
    switch(window)
    assert [model.text(0, place) for place in (1, 2, 3)] == ["$310", "$280", "$620"]
    assert model.why_read_only(2, 0) == ""


def test_what_looks_like_a_slip_is_marked_where_it_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    """10 customers in February and no revenue typed that fits: the corner is on the figures as typed, the list of all
    has it in both."""
    sheet = quarter()
    sheet.columns["revenue"] = np.array([[np.nan, np.nan], [5000.0, np.nan], [np.nan, np.nan]])
    show(window, sheet, 1)
    model = window.bench.grid.model

    def corners() -> int:
        return sum(len(model.marked(place)) for place in range(1, len(model.columns) + 1))

    qtbot.waitUntil(lambda: corners() > 0)
    known = [warning.text for warning in window.bench.model.warnings]
    switch(window)
    assert [warning.text for warning in window.bench.model.warnings] == known
    assert not corners()
    switch(window)
    qtbot.waitUntil(lambda: corners() > 0)


# -- what leaves the window --------------------------------------------------------------------------------------------


def test_the_export_has_what_is_shown(window: MainWindow, messages: RecordedMessages, tmp_path: Path) -> None:
    """A CSV file of March: its spend is February's and some of January's, and that is said."""
    show(window, quarter())
    switch(window)
    messages.place, messages.kind = tmp_path / "march.csv", 1
    window.bench.actions_.action["export"].trigger()
    (radio, _search) = csv.DictReader(io.StringIO((tmp_path / "march.csv").read_text("utf-8-sig")))
    assert (float(radio["spend"]), float(radio["customers"])) == (pytest.approx(310), 10)
    assert messages.said[-1][0] == "warning"
    assert "Its figures are time-matched" in messages.said[-1][1]


def test_titles_of_charts_and_reports_say_it(window: MainWindow) -> None:
    show(window, quarter())
    figures = window.bench.model.figures
    assert figures is not None
    assert title_of(figures, "ROI") == "ROI, Mar 2026"
    switch(window)
    figures = window.bench.model.figures
    assert figures is not None
    assert title_of(figures, "ROI") == "ROI, Mar 2026, time-matched"


def test_the_window_built_anew_shows_the_view_still(window: MainWindow) -> None:
    session = show(window, quarter())
    switch(window)
    window.furnish_anew()
    settle()
    assert window.bench.model.session is session
    assert session.time_matched
    assert window.bench.matched_place.bar is not None
    assert window.bench.matched_place.bar.isVisible()
    assert window.bench.actions_.action["time_matched"].isChecked()
    assert cell(window, "spend") == "$310"
