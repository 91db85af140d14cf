"""Goals and books, in a real window: typed, pasted over months, refused, taken back, and counted at once."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells
from roiapp.core.periods import base_view, month
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.lists.records_window import RecordsWindow
from roiapp.ui.lists.totals_window import TotalsWindow
from roiapp.ui.window.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow) -> TotalsWindow:
    periods = [month(2026, 9, 1), month(2026, 8, 2)]  # not in the order of their days
    columns = {"leads": [[30, 10], [20, 5]], "spend": [[100, 50], [90, 40]], "customers": [[3, 1], [2, 1]]}
    window.bench.commands.documents.show(Session.new(build(["Search", "Radio"], columns, periods)))
    sheet = window.bench.model.worksheet
    assert sheet is not None
    window.bench.model.set_view(base_view(sheet.periods, 0))
    window.bench.actions_.action["totals"].trigger()
    (found,) = window.findChildren(TotalsWindow)
    return found


def row_of(shown: TotalsWindow, id_: str) -> int:
    return [field.id for field in shown.rows.fields].index(id_)


def test_a_goal_is_typed_and_the_pace_follows(window: MainWindow) -> None:
    shown = opened(window)
    assert [shown.rows.headerData(c, Qt.Orientation.Horizontal) for c in (0, 1)] == ["Aug 2026", "Sep 2026"]
    assert shown.view.currentIndex().column() == 1
    assert shown.rows.headerData(row_of(shown, "goal_leads"), Qt.Orientation.Vertical) == "Leads goal"
    assert shown.view.verticalHeader().isVisible()
    shown.view.setCurrentIndex(shown.rows.index(row_of(shown, "goal_leads"), 1))
    QTest.keyClick(shown.view, Qt.Key.Key_8)
    editor = shown.view.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "0")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert shown.rows.text(row_of(shown, "goal_leads"), 1) == "80"
    assert shown.view.currentIndex().row() == row_of(shown, "goal_leads") + 1
    assert window.bench.model.figures is not None
    assert window.bench.model.figures.total_figure("lead_pace") == 0.5
    shown.close()


def test_a_year_is_pasted_as_one_step(window: MainWindow, qtbot: QtBot) -> None:
    shown = opened(window)
    row = row_of(shown, "actual_customers")
    shown.view.setCurrentIndex(shown.rows.index(row, 0))
    QApplication.clipboard().setText("4\t6\n$1,000\t$1,500")
    QTest.keyClick(shown.view, Qt.Key.Key_V, CTRL)
    assert [shown.rows.text(row, c) for c in (0, 1)] == ["4", "6"]
    assert [shown.rows.text(row + 1, c) for c in (0, 1)] == ["$1,000", "$1,500"]
    QTest.keyClick(shown.view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown.rows.text(row, 0) == "")
    assert shown.rows.text(row + 1, 1) == ""
    shown.close()


def test_what_cannot_be_is_said(window: MainWindow) -> None:
    shown = opened(window)
    row = row_of(shown, "goal_leads")
    assert not shown.rows.put(row, 0, [["-5"]])
    assert shown.said.text() == "Leads goal cannot be below 0. Leave the cell empty where it is not known."
    assert not shown.rows.put(row, 0, [["many"]])
    assert shown.said.isVisible()
    assert shown.rows.text(row, 0) == ""
    shown.view.setCurrentIndex(shown.rows.index(row, 1))
    assert shown.rows.put(row, 1, [["50"]])
    QTest.keyClick(shown.view, Qt.Key.Key_Delete)
    assert shown.rows.text(row, 1) == ""
    shown.close()


def test_what_is_refused_stays_open_until_it_is_given_up(window: MainWindow) -> None:
    shown = opened(window)
    row = row_of(shown, "goal_leads")
    shown.view.setCurrentIndex(shown.rows.index(row, 1))
    QTest.keyClick(shown.view, Qt.Key.Key_Minus)
    editor = shown.view.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "8")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert (editor.isVisible(), editor.text(), editor.selectedText()) == (True, "-8", "-8")
    assert shown.said.isVisible()
    assert shown.view.currentIndex().row() == row
    QTest.keyClicks(editor, "9")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert shown.rows.text(row, 1) == "9"
    assert not shown.said.isVisible()
    assert shown.view.currentIndex().row() == row + 1
    shown.view.setCurrentIndex(shown.rows.index(row, 1))
    QTest.keyClick(shown.view, Qt.Key.Key_X)
    again = shown.view.findChildren(QLineEdit)[-1]
    QTest.keyClick(again, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert shown.said.isVisible()
    QTest.keyClick(again, Qt.Key.Key_Escape)
    QTest.qWait(20)
    assert not shown.said.isVisible()
    assert shown.isVisible()
    assert shown.rows.text(row, 1) == "9"
    shown.close()


def test_a_window_that_was_closed_hears_no_more(window: MainWindow, qtbot: QtBot) -> None:
    shown = opened(window)
    with qtbot.waitSignal(shown.destroyed):
        shown.close()
    window.bench.actions_.action["assets"].trigger()
    (table,) = window.findChildren(RecordsWindow)
    with qtbot.waitSignal(table.destroyed):
        table.close()
    window.bench.model.apply(SetCells.one("spend", 0, 0, 5.0))  # a slot that is left over would fail
    window.bench.model.undo()


def test_titles_are_as_large_as_there_is_room_for(window: MainWindow) -> None:
    shown = opened(window)
    heads = shown.view.horizontalHeader()
    assert (heads.font().pixelSize(), heads.font().weight()) == (12, 500)  # what the columns were measured with
    shown.close()
