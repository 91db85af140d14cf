"""Reports and small tables, in a real window: opened by two clicks, read, gone back from, typed, pasted, taken back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from roiapp.core.channel_edits import SetChannel
from roiapp.core.edits import SetCells
from roiapp.core.periods import month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import ASSETS, REJECTIONS
from roiapp.core.worksheet import build
from roiapp.files.session import Session
from roiapp.ui.lists.records_window import RecordsWindow
from roiapp.ui.lists.report_window import REPORTS, ReportWindow
from roiapp.ui.window.main_window import MainWindow

UNDECIDED = (
    "Includes undecided: how many leads sales sent back is not known, so all that it did not take on count."
)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def b2b(window: MainWindow) -> MainWindow:
    """Two channels with all that a report asks for."""
    columns = {
        "leads": [[100, 50]], "mqls": [[40, 10]], "accepted": [[30, 5]], "rejected": [[10, None]],
        "sqls": [[20, 5]], "opportunities": [[10, 4]], "customers": [[5, 1]], "revenue_per_sale": [[1000, 3000]],
        "gross_margin": [[0.5, 0.5]], "open_opportunities": [[8, 2]], "days_to_close": [[30, 60]],
        "sales_cycle_days": [[50, 90]],
    }  # fmt: skip
    sheet = build(["Search", "Fairs"], columns, [month(2026, 8, 1)])
    window.bench.commands.documents.show(Session.new(sheet))
    return window


def report(window: MainWindow, action: str) -> ReportWindow:
    window.bench.actions_.action[action].trigger()
    (found,) = window.findChildren(ReportWindow)
    return found


def table(window: MainWindow, action: str) -> RecordsWindow:
    window.bench.actions_.action[action].trigger()
    return next(each for each in window.findChildren(RecordsWindow) if each.isVisible())


def test_enter_twice_in_the_row_that_becomes_one(window: MainWindow) -> None:
    """The first brings the rows anew, and with them the line goes in which the second was pressed."""
    shown = table(window, "rejections")
    shown.begin(0, "count")
    QTest.keyClick(shown.view, "4")
    line = shown.view.viewport().findChild(QLineEdit)
    for _ in range(2):
        QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [row[shown.rows.table.place("count")] for row in shown.rows.rows] == [4.0]
    shown.close()


def lines(shown: ReportWindow, place: int = 0) -> list[list[str]]:
    rows = shown.tables[place].rows
    return [[rows.text(row, column) for column in range(rows.columnCount())] for row in range(rows.rowCount())]


def test_lead_to_revenue(b2b: MainWindow) -> None:
    """Search: 5 × 1,000 of 8,000, half of it profit over 40 MQLs; Fairs: 1 × 3,000."""
    shown = report(b2b, "lead_to_revenue")
    assert lines(shown) == [
        ["Search", "100", "40", "5", "12.5%", "$5,000", "$2,500", "50", "63%", "$62.50"],
        ["Fairs", "50", "10", "1", "10.0%", "$3,000", "$1,500", "90", "38%", "$150.00"],
        ["All channels", "150", "50", "6", "12.0%", "$8,000", "$4,000", "56.7", "100%", "$80.00"],
    ]
    assert shown.said.text().startswith("1 channel brings 63% of the revenue.")
    shown.close()


def test_all_are_one_window_two_clicks_away(b2b: MainWindow) -> None:
    menus = [menu for action in b2b.bench.menu_bar.actions() if (menu := action.menu()) is not None]
    offered = {each.text() for menu in menus for each in menu.actions()}  # type: ignore[attr-defined]
    actions = ("lead_to_revenue", "pipeline_velocity", "content_report", "steps_report")
    for id_, action in zip(REPORTS, actions, strict=True):
        assert b2b.bench.actions_.action[action].text() in offered
        shown = report(b2b, action)
        assert shown.id == id_
    assert len(b2b.findChildren(ReportWindow)) == 1
    shown.close()


def test_by_owner_groups_add_up(b2b: MainWindow) -> None:
    b2b.bench.model.apply(SetChannel("owner", ((0, "Team North"), (1, "Team North"))))
    shown = report(b2b, "lead_to_revenue")
    owner = next(button for button in shown._buttons if button.objectName() == "owner")
    QTest.mouseClick(owner, Qt.MouseButton.LeftButton)
    assert lines(shown)[0] == ["Team North", *lines(shown)[1][1:]]
    shown.close()


def test_a_rejection_with_the_undecided_in_it_says_so(b2b: MainWindow) -> None:
    """Search sent 10 of 40 back; of the 10 of Fairs 5 were taken on, and nobody said what became of the others."""
    shown = report(b2b, "pipeline_velocity")
    view = shown.tables[0]
    rows = view.rows
    heads = [rows.headerData(column, Qt.Orientation.Horizontal) for column in range(rows.columnCount())]
    place = heads.index("Sales rejection")
    told = {rows.text(row, 0): rows.index(row, place) for row in range(rows.rowCount())}
    texts = {name: index.data() for name, index in told.items()}
    assert texts == {"Search": "25.0%", "Fairs": "50.0%*", "All channels": "30.0%*"}
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        assert told["Fairs"].data(role) == UNDECIDED
    assert told["Search"].data(Qt.ItemDataRole.AccessibleDescriptionRole) is None
    assert view.note.text().split("\n")[0] == f"* {UNDECIDED}"
    assert view.note.isVisibleTo(shown)
    view.copy()
    copied = QApplication.clipboard().text().split("\n")
    assert [line.split("\t")[place] for line in copied[1:4]] == ["25.0%", "50.0%", "30.0%"]
    assert copied[4] == f"Sales rejection of Fairs and All channels. {UNDECIDED}"
    model = b2b.bench.model
    model.apply(SetCells.one("rejected", 0, 1, 2.0))
    shown.refresh()
    assert [rows.index(row, place).data() for row in range(3)] == ["25.0%", "20.0%", "24.0%"]
    assert "Includes undecided" not in view.note.text()
    shown.close()


def test_reasons_are_counted(b2b: MainWindow, qtbot: QtBot) -> None:
    model = b2b.bench.model
    sheet = model.worksheet
    assert sheet is not None
    (period,) = [each.key for each in sheet.periods]
    rows = [(sheet.keys[0], "No budget", 6.0), (sheet.keys[1], "No budget", 2.0), (sheet.keys[0], "Student", 2.0)]
    made = tuple(REJECTIONS.row(period=period, channel=key, reason=why, count=n) for key, why, n in rows)
    model.apply(SetRecords("rejections", made))
    shown = report(b2b, "pipeline_velocity")
    assert lines(shown, 1) == [
        ["No budget", "8", "80%", "Search"], ["Student", "2", "20%", "Search"], ["All reasons", "10", "100%", ""],
    ]  # fmt: skip
    model.undo()
    qtbot.waitUntil(shown.tables[1].nothing.isVisible)
    shown.close()


def test_enter_leads_from_a_row_to_its_cell(b2b: MainWindow) -> None:
    shown = report(b2b, "lead_to_revenue")
    view = shown.tables[0].view
    view.setCurrentIndex(shown.tables[0].rows.index(1, 3))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert b2b.bench.grid.current_figure() == (1, "customers")
    place = [shown.tables[0].rows.headerData(c, Qt.Orientation.Horizontal) for c in range(9)].index("MQL → customer")
    view.setCurrentIndex(shown.tables[0].rows.index(1, place))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert b2b.bench.grid.current_figure() == (1, "mql_to_customer")  # its block did not show
    shown.close()


def test_content_is_typed_and_ranked(b2b: MainWindow) -> None:
    shown = table(b2b, "assets")
    rows = shown.rows
    for row, (name, day, views, leads, mqls) in enumerate(
        [("Guide", "2026-08-04", "1000", "50", "10"), ("Film", "2026-08-20", "400", "40", "20")]
    ):
        for column, text in (("asset", name), ("date", day), ("views", views), ("leads", leads), ("mqls", mqls)):
            assert rows.setData(rows.index(row, ASSETS.place(column)), text)
        assert rows.setData(rows.index(row, ASSETS.place("channel")), "search")
    sheet = b2b.bench.model.worksheet
    assert sheet is not None
    assert [each[ASSETS.place("date")] for each in sheet.records["assets"]] == [date(2026, 8, 4), date(2026, 8, 20)]
    shown.close()
    content = report(b2b, "content_report")
    assert [line[:6] for line in lines(content)] == [
        ["Film", "–", "Search", "400", "40", "20"], ["Guide", "–", "Search", "1,000", "50", "10"],
        ["All content", "", "", "1,400", "90", "30"],
    ]  # fmt: skip
    assert content.said.text() == "Film brought the most MQLs: 20, 67% of all."
    content.close()


def test_what_is_refused_is_said_and_nothing_is_taken(b2b: MainWindow) -> None:
    shown = table(b2b, "assets")
    QApplication.clipboard().setText("Guide\tArticle\tSearch\t2026-08-04\t22000\nFilm\tCinema")
    QTest.keyClick(shown.view, Qt.Key.Key_V, CTRL)
    assert shown.said.isVisible()
    assert shown.said.text() == "“Cinema” is nothing that Kind can be. Choose one of the list."
    assert b2b.bench.model.worksheet is not None
    assert b2b.bench.model.worksheet.records == {}
    shown.close()


def test_a_table_is_pasted_as_one_step_and_taken_back_here(b2b: MainWindow, qtbot: QtBot) -> None:
    shown = table(b2b, "assets")
    QApplication.clipboard().setText("Guide\tArticle\tSearch\t2026-08-04\t22,000\nFilm\tVideo\tFairs\t\t900")
    QTest.keyClick(shown.view, Qt.Key.Key_V, CTRL)
    assert [shown.rows.text(row, 0) for row in range(3)] == ["Guide", "Film", ""]
    assert shown.rows.text(0, 4) == "22,000"
    QTest.keyClick(shown.view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown.rows.rowCount() == 1)
    shown.close()


def test_typing_goes_down_with_enter_and_delete_blanks(b2b: MainWindow) -> None:
    shown = table(b2b, "steps_taken")
    shown.view.setCurrentIndex(shown.rows.index(0, 3))
    QTest.keyClicks(shown.view, "N")
    editor = shown.view.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "ew form")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.qWait(20)  # Qt closes the editor after the key
    assert shown.rows.text(0, 3) == "New form"
    assert shown.view.currentIndex().row() == 1
    shown.view.setCurrentIndex(shown.rows.index(0, 3))
    QTest.keyClick(shown.view, Qt.Key.Key_Delete)
    assert shown.rows.rowCount() == 1
    shown.close()


def test_a_step_is_noted_where_the_figure_stands(b2b: MainWindow) -> None:
    """Of the active figure and channel, as one step; what was changed is left to type, and stands in the report."""
    from roiapp.ui.lists.records_window import RecordsWindow

    session = b2b.bench.model.session
    assert session is not None
    before = session.worksheet.records.get("steps", ())
    b2b.bench.grid.go_to(1, "leads")
    b2b.bench.actions_.action["note_step"].trigger()
    (day, channel, metric, change, _expected) = session.worksheet.records["steps"][-1]
    assert isinstance(day, date)
    assert (channel, metric, change) == (session.worksheet.keys[1], "leads", None)
    (shown,) = b2b.findChildren(RecordsWindow)
    at = shown.view.currentIndex()
    assert (at.row(), at.column()) == (len(before), 3)
    shown.rows.put(at.row(), 3, [["New form"]])
    told = report(b2b, "steps_report")
    assert lines(told)[0][:4] == ["New form", told.tables[0].rows.text(0, 1), "Fairs", "Leads"]
    b2b.bench.model.undo()
    b2b.bench.model.undo()
    assert session.worksheet.records.get("steps", ()) == before
    told.close()
    shown.close()
