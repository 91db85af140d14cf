"""Another language or text size while the program runs: everything is written anew and stands as it stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from roiapp import settings as settings_file
from roiapp.core.edits import SetCells
from roiapp.settings import Settings
from roiapp.ui.forms.document_dialog import DocumentDialog
from roiapp.ui.lists.undo_history_window import UndoHistoryWindow
from roiapp.ui.look.background import at_once
from roiapp.ui.look.theme import Theme
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.panel.findings_panel import FindingsPanel
from roiapp.ui.present.presentation import Presentation
from roiapp.ui.sheet.arrangement import Arrangement, Sort
from roiapp.ui.sheet.grid_geometry import Block
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.startup import StartUp
from roiapp.ui.window.windows import Windows
from tests.ui.bracketed import speak_bracketed
from tests.ui.small_window import RecordedMessages, close_for_good, other_windows
from tests.ui.surfaces import settle


@pytest.fixture(autouse=True)
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_bracketed(monkeypatch)


def speak(window: MainWindow, code: str) -> None:
    before = window.bench
    window.bench.actions_.action["document"].trigger()
    (shown,) = [each for each in window.findChildren(DocumentDialog) if each.isVisible()]
    shown.program.language.setCurrentIndex(shown.program.language.findData(code))
    shown.accept()
    settle()
    assert window.bench is not before


def write_larger(window: MainWindow, percent: int) -> None:
    while window.theme.text_size < percent:
        window.bench.actions_.action["text_larger"].trigger()
        settle()


def test_everything_speaks_the_language_that_was_chosen(window: MainWindow) -> None:
    window.bench.show_charts()
    speak(window, "pl")
    bench = window.bench
    assert settings_file.load().language == "pl"
    assert bench.actions_.action["open"].text() == "⟦&Open…⟧"
    assert bench.menu_bar.actions()[0].text() == "⟦&File⟧"
    assert window.menuBar() is bench.menu_bar
    assert bench.grid.model.columns[0].header.startswith("⟦")
    panel = bench.commands.charts.panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.tabs.buttons["roi"].text() == "⟦ROI by channel⟧"
    speak(window, "en")
    assert window.bench.actions_.action["open"].text() == "&Open…"


def test_the_old_is_gone_at_once(window: MainWindow) -> None:
    """A key that actions of both hear does nothing, and the old one's timers would go on with a document that has
    changed since."""
    before, watch = window.bench, window.bench.model._watch
    window.furnish_anew()
    assert window.bench is not before
    assert not isValid(before)
    assert not isValid(watch)
    heard = [each for each in window.actions() if "Ctrl+K" in [key.toString() for key in each.shortcuts()]]
    assert heard == [window.bench.actions_.action["commands"]]
    settle()


def test_a_presentation_that_is_to_go_shows_nothing_any_more(window: MainWindow) -> None:
    """It may still be given another size, as the screen is left."""
    window.bench.actions_.action["present"].trigger()
    (shown,) = window.findChildren(Presentation)
    window.furnish_anew()
    shown.resize(800, 600)
    QApplication.sendEvent(shown, QResizeEvent(QSize(800, 600), QSize(1440, 900)))
    assert shown._model.figures is None


def test_undo_selection_and_order_stay(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.bench
    bench.model.apply(SetCells.one("spend", 5, 0, 1.0))
    bench.model.set_view(bench.model.views[-2])
    bench.grid.model.arrange(Arrangement(sort=Sort("spend", descending=True)))
    bench.grid.table.go_to(1, 2)
    bench.grid.table.go_to(2, 3, extend=True)
    view, session = bench.model.view, bench.model.session
    speak(window, "pl")
    bench = window.bench
    assert bench.model.session is session
    assert bench.model.view == view
    assert bench.grid.table.current == (1, 2)
    assert bench.grid.table.blocks() == [Block(1, 2, 2, 3)]
    assert bench.grid.model.arrangement.sort == Sort("spend", descending=True)
    assert window.isWindowModified()
    window.activateWindow()
    qtbot.waitUntil(bench.grid.table.hasFocus)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert bench.grid.table.blocks() == [Block(1, 2, 3, 3)]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session is not None
    assert not session.history.done
    assert bench.model.worksheet is not None
    assert bench.model.worksheet.columns["spend"][5, 0] == 960


def test_one_figure_over_time_and_its_filter_stay(window: MainWindow) -> None:
    bench = window.bench
    bench.grid.go_to(1, "leads")
    bench.actions_.action["over_time"].trigger()
    bench.actions_.action["filter"].trigger()
    bench.grid.filter_row.text.setText("o")
    bench.grid.filter_row.take()
    rows = bench.grid.model.order.shown
    speak(window, "pl")
    bench = window.bench
    assert bench.over_time.id == "leads"
    assert bench.grid.filter_row.isVisible()
    assert bench.grid.filter_row.text.text() == "o"
    assert bench.grid.model.order.shown == rows
    assert bench.actions_.action["over_time"].isChecked()


def test_lists_that_lay_over_it_are_put_away(window: MainWindow) -> None:
    window.bench.actions_.action["undo_history"].trigger()
    assert window.findChildren(UndoHistoryWindow)
    speak(window, "pl")
    settle()
    assert not window.findChildren(UndoHistoryWindow)
    window.bench.actions_.action["undo_history"].trigger()
    assert window.findChildren(UndoHistoryWindow)[0].windowTitle().startswith("⟦")


def test_all_windows_follow_and_the_start_page_too(window: MainWindow, tmp_path: Path) -> None:
    window.start.recent.remember(settings_file.Recent(str(tmp_path / "a.roi"), "A"))
    window.bench.actions_.action["new_window"].trigger()
    (other,) = other_windows(window)
    assert other.start.shown
    write_larger(window, 125)
    assert settings_file.load().text_size == 125
    for each in (window, other):
        assert each.bench.grid.table.grid.row_height == 30  # 24 × 1.25
    assert other.start.shown
    page = other.start.page
    assert page is not None
    assert page.isVisible()
    assert page.font().pixelSize() == 16  # 13 × 1.25
    other.close()


def test_what_is_refused_is_kept_in_its_editor(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(QApplication.focusWidget(), "x")
    before = window.bench
    window.bench.actions_.action["text_larger"].trigger()
    settle()
    assert window.theme.text_size == 100
    assert window.bench is before
    assert before.grid.table.editor.is_open


def test_a_save_that_is_being_written_is_waited_for(window: MainWindow, messages: RecordedMessages) -> None:
    before = window.bench
    before.model.set_saving(True)
    window.bench.actions_.action["text_larger"].trigger()
    settle()
    assert window.bench is before
    before.model.set_saving(False)
    window.furnish_anew()
    assert window.bench is not before


def test_text_sizes_end_at_the_largest_and_the_usual(window: MainWindow) -> None:
    write_larger(window, 200)
    window.bench.actions_.action["text_larger"].trigger()
    settle()
    assert window.theme.text_size == 200
    assert window.bench.grid.zoom == 100
    window.bench.actions_.action["text_usual"].trigger()
    settle()
    assert (window.theme.text_size, settings_file.load().text_size) == (100, 100)
    window.bench.actions_.action["text_smaller"].trigger()
    settle()
    assert window.theme.text_size == 100


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("at", ["painted", "figures", "charts"])
def test_the_start_goes_on_where_a_language_is_chosen_in_the_midst_of_it(
    qapp: QApplication, qtbot: QtBot, at: str, times: int
) -> None:
    """Once as a step is reached, and again before the next one: charts and findings come once, and nothing else."""
    theme, errors = Theme(qapp, "light"), []
    window = Windows(theme, at_once, errors.append, RecordedMessages()).first(Settings(asked=True))
    start, codes = StartUp(window, None), ["pl", "en", "pl"][:times]

    def switch() -> None:
        if not window.furnished:
            QTimer.singleShot(3, window, switch)
        elif codes:
            window.bench.parts.kept.set_language(codes.pop(0))
            QTimer.singleShot(3, window, switch)

    start.reached.connect(lambda step: QTimer.singleShot(0, window, switch) if step == at else None)
    window.show()
    qtbot.waitUntil(lambda: not codes, timeout=20_000)
    qtbot.waitUntil(lambda: window.bench.findings is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.bench.model.ranges_ready)
    settle()
    assert window.bench.charts is not None
    assert [panel.isVisible() for panel in window.bench.findChildren(ChartPanel)] == [True]
    assert [panel.isVisible() for panel in window.bench.findChildren(FindingsPanel)] == [True]
    assert not errors
    close_for_good(window)
    theme.deleteLater()
