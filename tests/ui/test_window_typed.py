"""A figure that is still being typed is never lost without a question: whatever is done next takes it first, and stops
where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roiapp.ui.forms.document_dialog import DocumentDialog
from roiapp.ui.forms.period_dialog import PeriodDialog
from roiapp.ui.grid.worksheet_table import WorksheetTable
from roiapp.ui.look.background import in_background
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, other_windows

SEPTEMBER = 5


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("Channel,Spend,Leads\nSearch,100,10\n", encoding="utf-8")
    return path


def typed(window: MainWindow, text: str) -> WorksheetTable:
    """The text in the open editor of the first spend, without Enter."""
    window.bench.grid.go_to(0, "spend")
    window.bench.grid.table.open_editor(text)
    return window.bench.grid.table


def spend(window: MainWindow) -> float:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet.value("spend", SEPTEMBER, 0)


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    ))  # fmt: skip


def new_from_the_toolbar(window: MainWindow, _path: Path) -> None:
    window.bench.commands.templates.fill_new_menu(window.bench.new_menu)
    window.bench.new_menu.actions()[0].trigger()


OPENING: dict[str, Callable[[MainWindow, Path], object]] = {
    "new": new_from_the_toolbar,
    "drop": drop,
    "open": lambda window, path: window.bench.commands.documents.open_path(path),
    "sample": lambda window, _path: window.bench.commands.documents.open_sample(),
}


@pytest.mark.parametrize("way", OPENING)
@pytest.mark.parametrize("text", ["500", "abc"])
def test_another_document_leaves_what_is_being_typed_alone(
    window: MainWindow, messages: RecordedMessages, table: Path, way: str, text: str
) -> None:
    grid = typed(window, text)
    before = window.bench.model.session
    OPENING[way](window, table)
    assert len(other_windows(window)) == 1
    assert window.bench.model.session is before
    assert (grid.editor.is_open, grid.editor.text()) == (True, text)
    assert not messages.asked


def test_what_is_being_typed_is_taken_and_asked_about_on_closing(
    window: MainWindow, messages: RecordedMessages
) -> None:
    typed(window, "500")
    messages.answer = "stay"
    assert not window.close()
    assert messages.asked[0].text.startswith("1 change is not in its file.")
    assert spend(window) == 500
    assert window.isVisible()


def test_a_refused_entry_stops_closing_and_stays_with_its_sentence(
    window: MainWindow, messages: RecordedMessages
) -> None:
    grid = typed(window, "abc")
    assert not window.close()
    assert window.isVisible()
    assert grid.editor.is_open
    assert grid.editor.sentence
    assert not messages.asked


def test_open_does_not_even_ask_for_a_file_then(window: MainWindow, messages: RecordedMessages, table: Path) -> None:
    typed(window, "abc")
    messages.file = table
    window.bench.commands.documents.open()
    assert not window.windowTitle().startswith("mine")


def test_a_file_read_while_something_is_typed_gets_a_window_of_its_own(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, table: Path
) -> None:
    documents = window.bench.commands.documents
    documents._progress._run = in_background
    documents.open_path(table)
    typed(window, "500")
    qtbot.waitUntil(lambda: not documents.reading, timeout=20_000)
    assert [each.title for each in other_windows(window)] == ["mine"]
    qtbot.waitUntil(lambda: spend(window) == 500)  # taken when the keyboard went to the other window
    assert not messages.asked


def test_settings_and_all_columns_take_it_first(window: MainWindow) -> None:
    documents = window.bench.commands.documents
    grid = typed(window, "abc")
    documents.settings()
    assert window.findChild(DocumentDialog) is None
    window.bench.commands.columns.show_all()
    assert grid.editor.is_open
    grid.cancel_editor()
    typed(window, "500")
    documents.settings()
    assert window.findChild(DocumentDialog) is not None
    assert spend(window) == 500


def test_another_period_never_gets_what_was_typed_for_this_one(window: MainWindow) -> None:
    bench = window.bench
    sheet = bench.model.worksheet
    assert sheet is not None
    typed(window, "500")
    bench.tabs.add_button.click()
    assert len(sheet.periods) == SEPTEMBER + 2
    assert not bench.grid.table.editor.is_open
    assert spend(window) == 500
    value = sheet.value("spend", SEPTEMBER + 1, 0)
    assert value != value


def test_a_refused_entry_holds_the_period(window: MainWindow) -> None:
    bench, periods = window.bench, window.bench.commands.periods
    sheet, view = bench.model.worksheet, bench.model.view
    assert sheet is not None
    grid = typed(window, "abc")
    bench.tabs.add_button.click()
    periods.remove()
    periods.edit()
    periods.previous()
    assert (len(sheet.periods), bench.model.view) == (SEPTEMBER + 1, view)
    assert window.findChild(PeriodDialog) is None
    assert grid.editor.is_open


def test_undo_and_redo_take_it_first(window: MainWindow) -> None:
    before = spend(window)
    actions = window.bench.actions_.action
    typed(window, "400")
    window.bench.grid.commit_editor()
    typed(window, "500")
    actions["undo"].trigger()
    assert spend(window) == 400
    grid = typed(window, "abc")
    actions["undo"].trigger()
    assert (spend(window), grid.editor.is_open) == (400, True)
    grid.cancel_editor()
    actions["undo"].trigger()
    assert spend(window) == before


def test_another_theme_leaves_the_editor_open_in_its_colours(window: MainWindow) -> None:
    grid = typed(window, "500")
    window.set_theme("dark")
    assert grid.editor.is_open
    assert grid.editor.palette().base().color() == window.theme.colour("surface")
    window.bench.grid.commit_editor()
    assert spend(window) == 500


def test_a_channel_chosen_in_the_chart_takes_it_into_its_own_cell(window: MainWindow) -> None:
    chart = window.bench.show_charts()
    typed(window, "500")
    chart.channel_selected.emit(2)  # type: ignore[attr-defined]  # the chart panel, whose type brings pyqtgraph
    assert spend(window) == 500
    assert window.bench.grid.current_channel() == 2
    grid = typed(window, "abc")
    chart.channel_selected.emit(2)  # type: ignore[attr-defined]
    assert grid.current == (0, 1)
    grid.go_to(2, 3)  # from wherever it comes
    grid.editor.setText("600")
    assert grid.commit_editor()
    assert spend(window) == 600


def test_a_file_dropped_on_the_open_editor_is_for_the_window(window: MainWindow) -> None:
    grid = typed(window, "5")
    assert not grid.editor.acceptDrops()
    assert QApplication.focusWidget() is grid.editor
