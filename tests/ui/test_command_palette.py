"""The list of commands, with real keys: what is found, what is done, where the focus is afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from roiapp import settings
from roiapp.ui.actions.actions import ACTIONS
from roiapp.ui.lists.command_entries import plain
from roiapp.ui.lists.command_palette import CommandPalette
from roiapp.ui.panel.chart_panel import ChartPanel
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def ask(window: MainWindow, qtbot: QtBot, typed: str = "") -> CommandPalette:
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_K, Ctrl)
    palette = shown(window)
    assert palette is not None
    assert QApplication.focusWidget() is palette.field
    qtbot.keyClicks(palette.field, typed)
    return palette


def shown(window: MainWindow) -> CommandPalette | None:
    return next((each for each in window.findChildren(CommandPalette) if each.isVisible()), None)


def texts(palette: CommandPalette) -> list[str]:
    return [entry.text for entry in palette.entries.entries]


def test_every_action_is_listed_while_nothing_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    palette = ask(window, qtbot)
    assert {entry.id for entry in palette.entries.entries} == {record.id for record in ACTIONS} - {"commands"}
    assert all(entry.detail and entry.icon for entry in palette.entries.entries)


def test_what_is_chosen_is_done_with_the_focus_back_in_the_grid(window: MainWindow, qtbot: QtBot) -> None:
    table = window.bench.grid.table
    palette = ask(window, qtbot, "select all")
    assert texts(palette)[0] == "Select all"
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert shown(window) is None
    assert QApplication.focusWidget() is table
    assert len(table.blocks()[0].rows) > 1


def test_what_had_the_focus_may_be_gone_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    """As a button of a message that leaves by itself."""
    passing = QLineEdit(window)
    passing.show()
    passing.setFocus()
    palette = ask(window, qtbot, "select all")
    delete(passing)
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert shown(window) is None
    assert len(window.bench.grid.table.blocks()[0].rows) > 1


def test_esc_and_ctrl_k_give_the_focus_back_and_do_nothing(window: MainWindow, qtbot: QtBot) -> None:
    for key, modifier in ((Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Key.Key_K, Ctrl)):
        palette = ask(window, qtbot, "add channel")
        qtbot.keyClick(palette.field, key, modifier)
        assert shown(window) is None
        assert QApplication.focusWidget() is window.bench.grid.table
    assert window.bench.model.session is not None
    assert not window.bench.model.session.history.done


def test_arrows_go_round(window: MainWindow, qtbot: QtBot) -> None:
    palette = ask(window, qtbot, "figure over time")
    count = len(palette.entries.entries)
    assert count > 2
    qtbot.keyClick(palette.field, Key.Key_Up)
    assert palette.view.currentIndex().row() == count - 1
    qtbot.keyClick(palette.field, Key.Key_Down)
    qtbot.keyClick(palette.field, Key.Key_Down)
    assert palette.view.currentIndex().row() == 1


def test_what_cannot_be_done_says_why_and_the_list_stays(window: MainWindow, qtbot: QtBot) -> None:
    palette = ask(window, qtbot, "undo")
    entry = palette.entries.entries[0]
    assert (entry.id, entry.why) == ("undo", "Nothing was changed yet.")
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert shown(window) is palette


def test_undo_is_listed_under_the_name_of_its_step(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(window.bench.grid.table, "1")
    qtbot.keyClick(window.bench.grid.table.editor, Key.Key_Return)
    palette = ask(window, qtbot, "undo")
    assert palette.entries.entries[0].text == "Undo Change Spend of Local SEO"
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert window.bench.model.session is not None
    assert not window.bench.model.session.history.done


def test_to_a_channel_keeps_the_column(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "leads")
    palette = ask(window, qtbot, "radio")
    assert palette.entries.entries[0].detail == "Channel"
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert window.bench.grid.current_figure() == (2, "leads")


def test_to_a_column_keeps_the_channel(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(1, "spend")
    palette = ask(window, qtbot, "gross profit")
    assert palette.entries.entries[0].detail == "Column"
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert window.bench.grid.current_figure() == (1, "gross_profit")


def test_a_column_that_is_not_shown_is_shown(window: MainWindow, messages: RecordedMessages, qtbot: QtBot) -> None:
    window.bench.grid.go_to(1, "spend")
    palette = ask(window, qtbot, "impressions")
    assert palette.entries.entries[0].detail == "Column that is not shown"
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert messages.said[-1][1] == "The column Impressions is shown now. Undo hides it again."
    assert window.bench.grid.current_figure() == (1, "impressions")


def test_words_people_look_for(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    for typed, id_ in (
        ("zoom", "zoom_in"), ("theme", "theme_light"), ("dark mode", "theme_dark"), ("delete row", "remove_channel"),
        ("insert row", "insert_channel"), ("add month", "add_period"), ("euro", "document"), ("comment", "note"),
        ("unhide", "show_columns"),
    ):  # fmt: skip
        palette = ask(window, qtbot, typed)
        assert id_ in [entry.id for entry in palette.entries.entries[:5]], typed
        palette.leave()


def test_to_a_chart(window: MainWindow, qtbot: QtBot) -> None:
    before = ask(window, qtbot, "trend")
    assert "Chart" not in [entry.detail for entry in before.entries.entries]
    before.leave()
    panel = window.bench.show_charts()
    assert isinstance(panel, ChartPanel)
    palette = ask(window, qtbot, "trend")
    assert (palette.entries.entries[0].text, palette.entries.entries[0].detail) == ("Trend", "Chart")
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert panel.tabs.current == "trend"


def test_a_figure_of_all_channels_has_no_column_to_go_to(window: MainWindow, qtbot: QtBot) -> None:
    palette = ask(window, qtbot, "new customers in the books")
    assert palette.entries.entries[0].why == "A figure of all channels together: it has no column."
    palette.leave()


def test_to_a_channel_in_sorted_rows(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    window.bench.actions_.action["sort_ascending"].trigger()
    qtbot.keyClick(ask(window, qtbot, "radio").field, Key.Key_Return)
    assert window.bench.grid.current_figure() == (2, "spend")


def test_to_a_period(window: MainWindow, qtbot: QtBot) -> None:
    palette = ask(window, qtbot, "jun 2026")
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert window.bench.model.view is not None
    assert window.bench.model.view.text() == "Jun 2026"


def test_to_a_period_and_a_figure_while_all_stand_side_by_side(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.over_time.show("spend")
    qtbot.keyClick(ask(window, qtbot, "may 2026").field, Key.Key_Return)
    assert window.bench.over_time.view is not None
    assert window.bench.over_time.view.text() == "May 2026"
    qtbot.keyClick(ask(window, qtbot, "leads").field, Key.Key_Return)
    assert window.bench.over_time.id == "leads"


def test_an_open_entry_is_taken_first(window: MainWindow, qtbot: QtBot) -> None:
    table = window.bench.grid.table
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(table, "7")
    assert table.editor.is_open
    window.bench.actions_.action["commands"].trigger()
    assert not table.editor.is_open
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.value("spend", 5, 0) == 7
    palette = shown(window)
    assert palette is not None
    palette.leave()


def test_a_refused_entry_stays_and_no_list_comes(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(window.bench.grid.table, "abc")
    window.bench.actions_.action["commands"].trigger()
    assert shown(window) is None
    assert window.bench.grid.table.editor.is_open
    qtbot.keyClick(window.bench.grid.table.editor, Key.Key_Escape)


def test_what_was_used_stands_first_next_time_and_after_a_new_start(window: MainWindow, qtbot: QtBot) -> None:
    for typed, id_ in (("select all", "select_all"), ("dark", "theme_dark")):
        palette = ask(window, qtbot, typed)
        assert palette.entries.entries[0].id == id_
        qtbot.keyClick(palette.field, Key.Key_Return)
    palette = ask(window, qtbot)
    assert [entry.id for entry in palette.entries.entries[:2]] == ["theme_dark", "select_all"]
    assert settings.load().used == ("theme_dark", "select_all")


def test_a_click_does_it_too_and_a_click_elsewhere_puts_the_list_away(window: MainWindow, qtbot: QtBot) -> None:
    palette = ask(window, qtbot, "local print")
    place = palette.view.visualRect(palette.entries.index(0)).center()
    qtbot.mouseClick(palette.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.bench.grid.current_channel() == 3
    ask(window, qtbot)
    window.bench.grid.table.setFocus(Qt.FocusReason.MouseFocusReason)
    assert shown(window) is None


def test_nothing_found_says_so(window: MainWindow, qtbot: QtBot) -> None:
    palette = ask(window, qtbot, "qqqq")
    assert palette.nothing.isVisible()
    assert palette.nothing.text() == "Nothing is called that. Try another word."
    qtbot.keyClick(palette.field, Key.Key_Return)
    assert shown(window) is palette


def test_on_the_start_page_it_offers_what_can_be_done_there(window: MainWindow, qtbot: QtBot) -> None:
    window.start.show()
    palette = ask(window, qtbot, "radio")
    assert "Radio & TV" not in texts(palette)
    palette.field.clear()
    save = next(entry for entry in palette.entries.entries if entry.id == "save")
    assert save.why == "No worksheet is open."
    palette.leave()


def test_it_keeps_inside_a_small_window(window: MainWindow, qtbot: QtBot) -> None:
    palette = ask(window, qtbot)
    window.resize(760, 520)
    assert window.rect().contains(palette.geometry())
    assert palette.field.width() > 400
    assert isinstance(palette.field, QLineEdit)


def test_texts_are_read_without_the_mark_of_their_letter() -> None:
    assert plain("Cu&t && copy") == "Cut & copy"
