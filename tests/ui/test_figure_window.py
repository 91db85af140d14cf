"""From a figure to what it is made of: its page, the names in the line above the grid by keys, hidden columns."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetCells, SetSettings
from roiapp.ui.grid.header_menu import fill_header_menu
from roiapp.ui.lists.figure_window import FigureWindow
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key)


def opened(window: MainWindow) -> FigureWindow:
    (found,) = window.findChildren(FigureWindow)
    return found


def test_f1_opens_the_page_with_the_figures_of_the_cell(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(0, "cac")
    press(qtbot, window, Qt.Key.Key_F1)
    page = opened(window)
    said = page.browser.toPlainText()
    for text in (
        "Customer acquisition cost (CAC)", "How it comes about", "= Total cost ÷ Customers", "Local SEO · CAC",
        "= Spend ÷ Customers = $960 ÷ 21.6 = $44.44", "Lower is better.", "Σ Total cost ÷ Σ Customers", "What moves it",
    ):  # fmt: skip
        assert text in " ".join(said.split()), text
    bench.grid.go_to(1, "cac")
    assert "Google text ads · CAC" in page.browser.toPlainText()
    bench.model.apply(SetCells.one("customers", 5, 1, 0.0))
    qtbot.waitUntil(lambda: "Customers is 0" in page.browser.toPlainText())
    page.close()


def test_names_lead_to_their_pages_and_back(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.go_to(0, "cac")
    bench.commands.figures.page()
    page = opened(window)
    page.browser.anchorClicked.emit(QUrl("figure:customers"))
    assert page.id == "customers"
    assert page.windowTitle() == "Customers"
    assert "What is made of it" in page.browser.toPlainText()
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert bench.grid.current_figure() == (0, "customers")
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.id == "cac"
    assert not page.back.isEnabled()
    page.close()


def test_a_name_has_no_page_of_its_own(window: MainWindow, messages: RecordedMessages) -> None:
    window.bench.grid.go_to(0, "")
    window.bench.commands.figures.page()
    assert not window.findChildren(FigureWindow)
    assert messages.said[-1][1].startswith("Choose a figure first")


def test_the_names_in_the_line_are_reached_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(0, "cac")
    bench.explain.grab()
    press(qtbot, window, Qt.Key.Key_F6)
    assert bench.explain.hasFocus()
    assert bench.explain.accessibleDescription() == "Spend"
    press(qtbot, window, Qt.Key.Key_Right)
    assert bench.explain.accessibleDescription() == "Customers"
    press(qtbot, window, Qt.Key.Key_Return)
    assert bench.grid.current_figure() == (0, "customers")
    assert bench.grid.table.hasFocus()
    press(qtbot, window, Qt.Key.Key_F6)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert bench.grid.table.hasFocus()


def test_a_hidden_column_is_shown_and_undo_hides_it_again(window: MainWindow, messages: RecordedMessages) -> None:
    bench = window.bench
    bench.model.apply(SetSettings.of(put_away=("spend",)))
    bench.grid.go_to(0, "cac")
    bench.explain.asked.emit("spend")
    assert bench.grid.current_figure() == (0, "spend")
    assert messages.asked == []
    assert messages.said[-1] == ("notice", "The column Spend is shown now. Undo hides it again.")
    bench.model.undo()
    assert bench.grid.model.columns[0].id == "visits"
    bench.explain.asked.emit("hours")
    assert bench.grid.current_figure() == (0, "hours")
    assert bench.model.worksheet is not None
    assert bench.model.worksheet.settings.added == ("hours",)


def test_the_line_says_the_change_since_the_period_before(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.go_to(0, "spend")
    chips = {chip.text: chip for chip in bench.explain.explained.chips}
    assert chips["9.1% vs Aug"].icon == "arrow-up"
    assert chips["9.1% vs Aug"].role == "text2"
    assert chips["9.1% vs Aug"].hint == "vs Aug: $880"
    bench.model.apply(SetCells.one("spend", 5, 0, 440.0))
    bench.grid.go_to(0, "cac")
    # 440 ÷ 21.6 = 20.37 against 44.44
    qtbot.waitUntil(lambda: any(chip.text == "54.2% vs Aug" for chip in bench.explain.explained.chips))
    (chip,) = [chip for chip in bench.explain.explained.chips if chip.text == "54.2% vs Aug"]
    assert (chip.icon, chip.role) == ("arrow-down", "good")
    bench.tabs.bar.setCurrentIndex(bench.tabs.bar.first_base)
    qtbot.waitUntil(lambda: not any("vs" in chip.text for chip in bench.explain.explained.chips))


def test_the_page_is_read_and_left_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(None, "cac")
    bench.commands.figures.page()
    page = opened(window)
    assert "Total · CAC" in page.browser.toPlainText()
    page.browser.setFocus()
    qtbot.keyClick(page.browser, Qt.Key.Key_Tab)
    qtbot.keyClick(page.browser, Qt.Key.Key_Return)
    assert page.id == "total_cost"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(FigureWindow))


def test_a_title_leads_to_its_page(window: MainWindow) -> None:
    menu = QMenu(window)
    fill_header_menu(menu, window.bench.grid, 1)
    menu.actions()[-1].trigger()
    assert menu.actions()[-1].text() == "A&bout Spend"
    assert opened(window).id == "spend"
    opened(window).close()


def test_a_typed_figure_has_no_formula_and_the_command_says_so(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    bench = window.bench
    bench.grid.setFocus()
    bench.grid.go_to(0, "spend")
    bench.actions_.action["formula_line"].trigger()
    assert bench.grid.table.hasFocus()
    assert messages.said[-1][1].startswith("No formula stands above the grid")
