"""A workbook that a client changed, opened in the window: what was changed is said, shown, and one step taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from roiapp.ui.forms.changes_dialog import ChangesDialog
from roiapp.ui.forms.differences_view import NOW, THEN, WHAT, WHEN, WHERE
from roiapp.ui.look.message_bar import MessageBar
from roiapp.ui.look.messages import Way
from roiapp.ui.look.theme import Theme
from roiapp.ui.window.main_window import MainWindow
from tests.files.returned_books import cell, exported, shop
from tests.ui.small_window import RecordedMessages


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """The workbook of a shop, in which a client has changed two figures and a name."""
    path = exported(shop(), tmp_path / "shop for Anna.xlsx")
    book = openpyxl.load_workbook(path)
    cell(book["May 2026"], "Radio", "spend").value = 1500
    cell(book["Jun 2026"], "Search", "leads").value = "12"
    for name in ("May 2026", "Jun 2026"):
        book[name]["A7"].value = "Print & posters"
    cell(book["Jun 2026"], "Radio", "customers").value = "four"
    book.save(path)
    return path


def test_what_was_changed_is_said_and_one_step_to_take_back(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, returned: Path
) -> None:
    bench = window.bench
    bench.commands.documents.open_path(returned)
    sheet = bench.model.worksheet
    assert sheet is not None
    assert (sheet.value("spend", 0, 0), sheet.value("leads", 1, 2)) == (1500, 12)
    (kind, text), = messages.said
    assert kind == "warning"
    assert text.startswith(
        "The workbook was changed since it was exported. 2 cells changed in 2 channels. 1 channel was renamed. Print &"
        " posters, Channel renamed: Print → Print & posters; Radio, May 2026, Spend: $1,200 → $1,500; "
    )
    assert text.endswith('"four" is not a number. Type a number such as 1,234.50, 12k or =450+320. It stays 4.')
    assert bench.model.path == returned
    session = bench.model.session
    assert session is not None
    assert session.path is None  # a workbook is never saved over
    assert window.windowTitle() == "Shop[*] – Channel ROI"
    assert window.isWindowModified()

    (way,) = messages.ways
    way.do()
    (dialog,) = [each for each in window.findChildren(ChangesDialog) if each.isVisible()]
    model = dialog.view.model
    lines = [
        tuple(model.index(row, column).data() for column in (WHAT, WHERE, WHEN, THEN, NOW))
        for row in range(model.rowCount())
    ]
    assert lines == [
        ("Channel renamed", "Print & posters", "", "Print", "Print & posters"),
        ("Spend", "Radio", "May 2026", "$1,200", "$1,500"),
        ("Leads", "Search", "Jun 2026", "–", "12"),
    ]
    assert any("Undo takes it back" in label.text() for label in dialog.findChildren(QLabel))
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible())

    bench.actions_.action["undo"].trigger()
    assert sheet.content() == shop().content()
    assert session.history.redo_title == "Changes made in the workbook"


def test_one_that_nobody_changed_opens_without_a_word(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    window.bench.commands.documents.open_path(exported(shop(), tmp_path / "sent.xlsx"))
    assert messages.said == []
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.content() == shop().content()
    assert not window.isWindowModified()


def test_a_warning_keeps_what_it_offers_while_a_notice_stands_in_its_place(
    light_theme: Theme, qtbot: QtBot
) -> None:
    bar = MessageBar(light_theme)
    qtbot.addWidget(bar)
    done: list[str] = []
    bar.show_message("Changed.", "warning", (Way("Show", lambda: done.append("shown")),))
    bar.show_message("Saved.", "notice")
    assert not bar.way_buttons[0].isVisibleTo(bar)
    bar.close_message()
    assert bar.text == "Changed."
    qtbot.mouseClick(bar.way_buttons[0], Qt.MouseButton.LeftButton)
    assert done == ["shown"]
    assert bar.text == "Changed."
