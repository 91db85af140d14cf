"""Documents opened, dropped, made from templates and closed; what is said about files that are no tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from roiapp import settings as settings_file
from roiapp.core.edits import SetCells
from roiapp.files.formats import Opened
from roiapp.files.table_rows import Skipped
from roiapp.ui.commands.document_commands import left_out
from roiapp.ui.forms.channel_dialog import ChannelDialog
from roiapp.ui.forms.document_dialog import DocumentDialog
from roiapp.ui.forms.period_dialog import PeriodDialog
from roiapp.ui.look.background import in_background
from roiapp.ui.look.message_bar import MessageBar
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages

TABLE = "Channel,Spend,Visits,Leads,Customers\nSearch,100,1000,10,5\nRadio,50,,2,1\nTotal,150,1000,12,6\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_is_opened_and_rows_left_out_are_said(
    window: MainWindow, messages: RecordedMessages, table: Path
) -> None:
    window.bench.commands.documents.open_path(table)
    sheet = window.bench.model.worksheet
    assert sheet is not None
    assert list(sheet.names) == ["Search", "Radio"]
    assert window.windowTitle() == "mine[*] – Channel ROI"
    (kind, text), = messages.said
    assert kind == "warning"
    assert text.startswith("1 row was left out: row 4, ")
    assert [file.path for file in settings_file.load().recent] == [str(table)]


def test_totals_are_worked_out_before_the_window_has_the_document(
    window: MainWindow, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = window.bench.commands.documents
    summed: list[bool] = []
    take = documents.take
    monkeypatch.setattr(
        documents, "take",
        lambda session, path=None: (summed.append(session.typed._results.summed(0)), take(session, path))[1],
    )  # fmt: skip
    documents.open_path(table)
    assert summed == [True]


def test_the_worker_brings_a_file_while_the_window_lives_on(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, table: Path
) -> None:
    documents = window.bench.commands.documents
    documents._progress._run = in_background
    with qtbot.waitSignal(window.bench.model.reset, timeout=20_000):
        documents.open_path(table)
        assert documents.reading
        documents.open_path(table)
    assert messages.said[0] == ("notice", "A file is being opened already. One moment.")
    assert not documents.reading


@pytest.mark.parametrize(
    ("name", "content"), [("notes.csv", b"just a sentence\n"), ("photo.xlsx", b"\x89PNG\r\n\x1a\n")]
)
def test_a_file_that_is_no_table_leaves_the_window_as_it_was(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = window.bench.model.worksheet
    window.bench.commands.documents.open_path(path)
    assert window.bench.model.worksheet is before
    (kind, text), = messages.said
    assert kind == "error"
    assert text.startswith(f"{name}: ")
    assert "\n" not in text


def test_a_file_dropped_anywhere_is_opened(window: MainWindow, table: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    event = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    assert window.windowTitle() == "mine[*] – Channel ROI"


def test_closing_asks_first_where_changes_would_be_lost(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot
) -> None:
    window.bench.model.apply(SetCells.one("spend", 5, 0, 1.0))
    messages.answer = "stay"
    assert not window.close()
    assert messages.asked[0].text.startswith("1 change is not in its file.")
    messages.answer = "discard"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_an_entry_being_typed_counts_as_a_change_on_closing(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot
) -> None:
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClick(QApplication.focusWidget(), "7")
    messages.answer = "stay"
    assert not window.close()
    assert messages.asked


def test_templates_and_sample_open(window: MainWindow) -> None:
    documents = window.bench.commands.documents
    window.bench.commands.templates.fill_new_menu(window.bench.new_menu)
    for action in window.bench.new_menu.actions():
        action.trigger()
        assert window.bench.model.worksheet is not None
        assert action.toolTip()
    documents.open_sample()
    assert window.bench.model.worksheet.settings.title == "Brightwater Plumbing"


def test_many_rows_left_out_are_counted_and_a_few_named() -> None:
    rows = tuple(Skipped("", number, "Total (total row)") for number in range(3, 8))
    sheet = Opened.__new__(Opened)
    object.__setattr__(sheet, "skipped", rows)
    object.__setattr__(sheet, "notes", ("Dates were read as day/month.",))
    said = left_out(sheet)
    assert said.startswith("5 rows were left out: row 3, Total (total row); row 4, Total (total row); ")
    assert said.endswith("…. Dates were read as day/month.")


def test_document_settings_are_one_undoable_edit(window: MainWindow, qtbot: QtBot) -> None:
    model = window.bench.model
    window.bench.commands.documents.settings()
    dialog = window.findChild(DocumentDialog)
    assert isinstance(dialog, DocumentDialog)
    dialog.title_edit.setText("Mine")
    dialog.currency.setCurrentText("EUR")
    dialog.margin.setText("abc")
    dialog.accept()
    assert dialog.isVisible()
    assert not dialog.refusal.isHidden()
    dialog.margin.setText("40")
    dialog.accept()
    assert model.worksheet is not None
    settings = model.worksheet.settings
    assert (settings.title, settings.currency, settings.default_margin) == ("Mine", "EUR", 0.4)
    assert window.bench.toolbar.title.title == "Mine"
    assert window.bench.status.locale_text == "EUR · English (US)"
    assert window.bench.cards.cards[0].content.value.startswith("€") or model.figures is not None
    model.undo()
    assert model.worksheet.settings.currency == "USD"


def test_a_channel_is_described_in_one_step(window: MainWindow) -> None:
    model = window.bench.model
    window.bench.grid.go_to(0, "spend")
    window.bench.commands.channels.edit()
    dialog = window.findChild(ChannelDialog)
    assert isinstance(dialog, ChannelDialog)
    dialog.name.setText("Radio & TV")
    dialog.accept()
    assert dialog.isVisible()
    assert "already" in dialog.refusal.text()
    dialog.name.setText("Search")
    dialog.owner.setEditText("Ann")
    dialog.source.setCurrentIndex(1)
    dialog.accept()
    assert model.worksheet is not None
    assert model.session is not None
    channel = model.worksheet.channel(0)
    assert (channel.name, channel.owner, channel.source) == ("Search", "Ann", "sales")
    assert len(model.session.history.done) == 1
    model.undo()
    assert model.worksheet.channel(0).name == "Local SEO"


def test_periods_get_names_and_dates_and_never_overlap(window: MainWindow) -> None:
    model = window.bench.model
    window.bench.tabs.bar.tabBarDoubleClicked.emit(8)
    dialog = window.findChild(PeriodDialog)
    assert isinstance(dialog, PeriodDialog)
    dialog.label.setText("Campaign")
    dialog.start.setDate(dialog.start.date().addDays(-3))
    dialog.accept()
    assert "share days" in dialog.refusal.text()
    dialog.start.setDate(dialog.start.date().addDays(3))
    dialog.accept()
    assert window.bench.tabs.bar.tabText(8) == "Campaign"
    assert window.bench.toolbar.title.period == "Campaign"
    model.undo()
    assert window.bench.tabs.bar.tabText(8) == "Sep"


def test_theme_is_kept_for_the_next_start(window: MainWindow) -> None:
    window.bench.actions_.action["theme_dark"].trigger()
    assert window.theme.tokens.dark
    assert settings_file.load().theme == "dark"
    assert window.bench.actions_.action["theme_dark"].isChecked()
    window.grab()


def test_the_real_door_shows_a_line_and_asks_in_a_dialog(qtbot: QtBot, light_theme: Theme, window: MainWindow) -> None:
    from roiapp.ui.look.messages import Choice, Question, WindowMessages

    bar = MessageBar(light_theme, window)
    door = WindowMessages(window, bar, light_theme)
    door.say("Something to know.")
    assert bar.text == "Something to know."
    door.say("A fault.", "error")
    door.say("What was done after it.")
    assert (bar.text, bar.kind) == ("What was done after it.", "notice")
    bar._timer.timeout.emit()
    assert (bar.text, bar.kind) == ("A fault.", "error")
    door.say("And again.")
    bar.close_message()
    bar.close_message()
    assert not bar.text
    door.say("Something new.")
    bar.close_message()
    assert not bar.text
    answers: list[str] = []
    question = Question("Really?", "It would be gone.", (Choice("go", "Go"), Choice("stay", "Stay", primary=True)))
    door.ask(question, answers.append)
    buttons = {button.text(): button for button in window.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Go"], Qt.MouseButton.LeftButton)
    door.ask(question, answers.append)
    dialogs = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not window]
    qtbot.keyClick(dialogs[0], Qt.Key.Key_Escape)
    assert answers == ["go", "stay"]
    assert window.findChild(QLineEdit, "nothing") is None
