"""What counts here in the window: typed by keys as one step, shown where the figure is about it, taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetSettings
from roiapp.files.session import Session
from roiapp.ui.forms.definitions_dialog import DefinitionsDialog
from roiapp.ui.lists.figure_window import FigureWindow
from roiapp.ui.window.main_window import MainWindow
from tests.ui.test_reports import table

CALL = "A form that was sent, or a call of more than a minute."


def opened(window: MainWindow) -> DefinitionsDialog:
    window.bench.actions_.action["definitions"].trigger()
    return shown(window)


def shown(window: MainWindow) -> DefinitionsDialog:
    return next(each for each in window.findChildren(DefinitionsDialog) if each.isVisible())


def session_of(window: MainWindow) -> Session:
    session = window.bench.model.session
    assert session is not None
    return session


def said(window: MainWindow) -> tuple[tuple[str, str], ...]:
    return session_of(window).worksheet.settings.definitions


def test_six_lines_are_typed_by_keys_and_are_one_step(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window)
    form = dialog.findChild(QFormLayout)
    assert form is not None
    labels = [form.labelForField(field) for field in dialog.fields]
    assert [label.text() for label in labels if isinstance(label, QLabel)] == [
        "Visits", "Leads", "Marketing-qualified leads (MQL)", "Sales-qualified leads (SQL)", "Opportunities",
        "Customers",
    ]  # fmt: skip
    qtbot.waitUntil(dialog.fields[0].hasFocus)
    QTest.keyClick(dialog.fields[0], Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is dialog.fields[1]
    QTest.keyClicks(focused, f"  {CALL}")
    dialog.fields[5].setFocus()
    QTest.keyClicks(dialog.fields[5], "A paid invoice.")
    QTest.keyClick(dialog.fields[5], Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert said(window) == (("leads", CALL), ("customers", "A paid invoice."))
    assert window.bench.actions_.action["undo"].text() == "&Undo Say what counts here"
    window.bench.model.undo()
    assert said(window) == ()


def test_nothing_typed_is_no_step_and_escape_keeps_what_was(window: MainWindow) -> None:
    before = window.bench.actions_.action["undo"].text()
    opened(window).accept()
    assert window.bench.actions_.action["undo"].text() == before
    dialog = opened(window)
    QTest.keyClicks(dialog.fields[1], "A call.")
    QTest.keyClick(dialog.fields[1], Qt.Key.Key_Escape)
    assert said(window) == ()


def test_a_word_of_a_workbook_has_its_line_and_is_taken_out_there(window: MainWindow) -> None:
    window.bench.model.apply(SetSettings.of(definitions=(("Season", "May to July."), ("leads", "A call."))))
    dialog = opened(window)
    assert [field.text() for field in dialog.fields] == ["", "A call.", "", "", "", "", "May to July."]
    dialog.fields[6].selectAll()
    QTest.keyClick(dialog.fields[6], Qt.Key.Key_Delete)
    dialog.accept()
    assert said(window) == (("leads", "A call."),)


def test_the_keys_are_in_the_first_line_where_the_lines_scroll(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    window.theme.set_text_size(200)
    dialog = opened(window)
    assert dialog.findChildren(QScrollArea)
    qtbot.waitUntil(dialog.fields[0].hasFocus)
    dialog.reject()
    window.theme.set_text_size(100)


def test_it_is_reached_from_the_changes_of_what_counts(window: MainWindow) -> None:
    window.bench.actions_.action["redefinitions"].trigger()
    changes = table(window, "redefinitions")  # once more: it stays one window with one button
    (way,) = changes.ways
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    dialog = shown(window)
    assert dialog.parentWidget() is changes
    QTest.keyClicks(dialog.fields[0], "Sessions.")
    dialog.accept()
    assert said(window) == (("visits", "Sessions."),)
    changes.close()
    assert table(window, "assets").ways == []


def test_the_line_and_the_page_say_it(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.model.apply(SetSettings.of(definitions=(("leads", CALL), ("customers", "<b>A paid invoice.</b>"))))
    bench.grid.go_to(0, "leads")
    qtbot.waitUntil(lambda: any(chip.icon == "book-open" for chip in bench.explain.explained.chips))
    (chip,) = [each for each in bench.explain.explained.chips if each.icon == "book-open"]
    assert (chip.text, chip.hint) == ("A form that was sent, or a call of more…", f"What counts here: {CALL}")
    bench.commands.figures.page()
    (page,) = window.findChildren(FigureWindow)
    text = page.browser.toPlainText()
    assert f"What counts here\n{CALL}\n" in text
    assert text.count("A form that was sent") == 1
    page.show_figure("lead_to_customer")
    text = page.browser.toPlainText()
    assert f"What counts here\nLeads: {CALL}\nCustomers: <b>A paid invoice.</b>\n" in text
    page.show_figure("spend")
    assert "What counts here" not in page.browser.toPlainText()
    page.close()
    bench.grid.go_to(0, "cost_per_lead")
    assert not any(each.icon == "book-open" for each in bench.explain.explained.chips)
