"""Exporting from the window: what is proposed, asked, written and said, and that nobody waits for it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from roiapp.core.edits import SetSettings
from roiapp.files import large_workbooks
from roiapp.files.session import Session
from roiapp.ui.commands.export_commands import file_kinds, named
from roiapp.ui.look import message_bar
from roiapp.ui.look.background import at_once, in_background
from roiapp.ui.look.dialogs import QuestionDialog
from roiapp.ui.look.messages import Way, WindowMessages
from roiapp.ui.window.main_window import MainWindow
from tests.ui.small_window import RecordedMessages, top_level
from tests.ui.test_progress import Later

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
XLSX, CSV, JSON = range(3)


def press(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.bench.grid.table, Qt.Key.Key_E, CTRL_SHIFT)


@pytest.fixture
def export(window: MainWindow, messages: RecordedMessages, qtbot: QtBot) -> Callable[..., None]:
    """Presses the keys and chooses a place and a kind."""

    def go(place: Path, kind: int = XLSX, answer: str = "") -> None:
        messages.place, messages.kind, messages.answer = place, kind, answer
        window.bench.grid.setFocus()
        press(qtbot, window)

    return go


# -- what is written ---------------------------------------------------------------------------------------------------


def test_a_workbook_of_the_period_looked_at(
    export: Callable[..., None], messages: RecordedMessages, tmp_path: Path
) -> None:
    export(tmp_path / "for the client.xlsx")
    assert [place.name for place in messages.suggested] == ["Brightwater Sep 2026.xlsx"]
    assert messages.said == [("notice", "Exported: for the client.xlsx")]
    assert [way.label for way in messages.ways] == ["Show in folder", "Open"]
    book = openpyxl.load_workbook(tmp_path / "for the client.xlsx", data_only=True)
    months = [sheet.title for sheet in book if sheet.sheet_state == "visible" and sheet.title.endswith(" 2026")]
    assert months == ["Sep 2026"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "home") == ["for the client.xlsx"]


def test_what_is_looked_at_under_a_scenario_is_exported_so(
    export: Callable[..., None], window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    """Spend of Local SEO is 960, under the scenario 1,920."""
    window.bench.actions_.action["new_scenario"].trigger()
    window.bench.grid.go_to(0, "spend")
    assert window.bench.grid.model.enter(0, 1, "1920") is None
    export(tmp_path / "out.csv", CSV)
    assert [place.name for place in messages.suggested] == ["Brightwater Scenario Sep 2026.xlsx"]
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    row = next(each for each in rows if each["channel"] == "Local SEO")
    assert (row["scenario"], float(row["spend"])) == ("Scenario", 1920.0)


def test_a_workbook_that_is_too_large_to_come_back_with_changes_says_so(
    export: Callable[..., None], messages: RecordedMessages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_workbooks, "MOST_COMPARED", 10_000)
    export(tmp_path / "large.xlsx")
    ((kind, said),) = messages.said
    assert kind == "warning"
    assert said.startswith("Exported: large.xlsx. The workbook is so large that what somebody changes in its cells")
    assert [way.label for way in messages.ways] == ["Show in folder", "Open"]


def test_csv_and_json_of_a_roll_up(
    export: Callable[..., None], window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    model = window.bench.model
    model.set_view(next(view for view in model.views if view.text() == "Q3 2026"))
    export(tmp_path / "out", CSV)
    assert messages.suggested[-1].name == "Brightwater Q3 2026.xlsx"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [(row["channel"], row["start"], row["spend"]) for row in rows[:4]] == [
        ("Local SEO", "2026-07-01", "800"), ("Google text ads", "2026-07-01", "1380"),
        ("Radio & TV", "2026-07-01", "1200"), ("Local print", "2026-07-01", "290"),
    ]  # fmt: skip
    assert len(rows) == 12
    export(tmp_path / "out.json", JSON)
    figures = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert figures["period"] == {"label": "Q3 2026", "start": "2026-07-01", "end": "2026-09-30"}
    # 800 × (1 + 1.1 + 1.2), and so on for the four channels
    assert figures["total"]["inputs"]["spend"] == pytest.approx((800 + 1380 + 1200 + 290) * 3.3)


def test_what_is_still_being_typed_is_in_the_file(
    export: Callable[..., None], window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    table = window.bench.grid.table
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(table, "4")
    qtbot.keyClicks(table.editor, "321")
    messages.place, messages.kind = tmp_path / "out.csv", CSV
    qtbot.keyClick(table.editor, Qt.Key.Key_E, CTRL_SHIFT)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert rows[0]["spend"] == "4321"


def test_nothing_is_exported_while_an_entry_is_refused(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    table = window.bench.grid.table
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(table, "many")
    qtbot.keyClick(table.editor, Qt.Key.Key_E, CTRL_SHIFT)
    assert messages.suggested == []
    assert table.editor.is_open
    qtbot.keyClick(table.editor, Qt.Key.Key_Escape)


def test_the_name_of_a_document_without_dates_or_title(
    window: MainWindow, messages: RecordedMessages, export: Callable[..., None], tmp_path: Path
) -> None:
    from roiapp.core.worksheet import build

    window.bench.commands.documents.show(Session(build(["Radio"], {"spend": [5]})))
    export(tmp_path / "a.csv", CSV)
    assert messages.suggested[-1].name == "Untitled worksheet.xlsx"
    window.bench.model.apply(SetSettings.of(title="A/B: “test”\n<1>"))
    export(tmp_path / "b.csv", CSV)
    assert messages.suggested[-1].name == "A B “test” 1.xlsx"


def test_where_numbers_have_a_comma_there_is_a_csv_for_the_spreadsheets_there() -> None:
    assert [(kind.ending, kind.locale) for kind in file_kinds("de")] == [
        (".xlsx", ""), (".csv", "de"), (".csv", ""), (".json", ""),
    ]  # fmt: skip
    assert [(kind.ending, kind.locale) for kind in file_kinds("en")] == [(".xlsx", ""), (".csv", ""), (".json", "")]


def test_the_numbers_of_a_locale(
    export: Callable[..., None], window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    window.bench.model.apply(SetSettings.of(locale="pl"))
    export(tmp_path / "out.csv", CSV)
    lines = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("channel;kind;source;")
    assert ";0,46;" in lines[1]


@pytest.mark.parametrize(
    ("typed", "kind", "name", "ending"),
    [
        ("a", XLSX, "a.xlsx", ".xlsx"), ("a.xlsx", XLSX, "a.xlsx", ".xlsx"), ("a.XLSX", XLSX, "a.XLSX", ".xlsx"),
        ("a.csv", XLSX, "a.csv", ".csv"), ("a.json", CSV, "a.json", ".json"), ("v1.2", CSV, "v1.2.csv", ".csv"),
        ("a.xls", XLSX, "a.xls.xlsx", ".xlsx"),
    ],
)  # fmt: skip
def test_an_ending_that_is_typed_counts_more_than_the_chosen_kind(
    typed: str, kind: int, name: str, ending: str
) -> None:
    kinds = file_kinds("en")
    path, found = named(Path("folder") / typed, kinds[kind], kinds)
    assert (path.name, found.ending) == (name, ending)


# -- what stands there -------------------------------------------------------------------------------------------------


def test_our_own_export_gives_way_without_a_word_and_it_is_said(
    export: Callable[..., None], messages: RecordedMessages, tmp_path: Path
) -> None:
    for kind in (XLSX, CSV, JSON):
        export(tmp_path / "out", kind)
        export(tmp_path / "out", kind)
        assert messages.said[-1][1].startswith("Exported, in place of the one before: out.")
    assert messages.asked == []


@pytest.mark.parametrize(
    ("answer", "files"),
    [
        ("replace", {"out.xlsx": False}),
        ("both", {"out.xlsx": True, "out (2).xlsx": False}),
        ("cancel", {"out.xlsx": True}),
        ("", {"out.xlsx": True}),
    ],
)
def test_somebody_elses_file_is_asked_about(
    export: Callable[..., None], messages: RecordedMessages, tmp_path: Path, answer: str, files: dict[str, bool]
) -> None:
    place = tmp_path / "out.xlsx"
    place.write_bytes(b"somebody else's")
    export(place, XLSX, answer)
    (question,) = messages.asked
    assert question.title == "Replace a file that was not made here?"
    assert question.text == "out.xlsx is no export of Channel ROI. What is in it would be gone."
    assert [choice.id for choice in question.choices] == ["cancel", "replace", "both"]
    theirs = {path.name: path.read_bytes() == b"somebody else's" for path in tmp_path.glob("out*")}
    assert theirs == files
    assert [text for _kind, text in messages.said] == (
        [f"Exported: {'out (2).xlsx' if answer == 'both' else 'out.xlsx'}"] if answer in ("replace", "both") else []
    )
    export(tmp_path / "next.csv", CSV)
    assert (tmp_path / "next.csv").exists()


def test_a_workbook_that_the_client_has_worked_in_is_asked_about(
    export: Callable[..., None], messages: RecordedMessages, tmp_path: Path
) -> None:
    place = tmp_path / "out.xlsx"
    export(place)
    book = openpyxl.load_workbook(place)
    book.worksheets[0]["A1"] = "by the client"
    book.save(place)
    export(place)
    assert messages.asked[0].title == "Replace a workbook that was changed since?"
    assert openpyxl.load_workbook(place).worksheets[0]["A1"].value == "by the client"


def test_the_table_the_worksheet_was_read_from_is_asked_about_even_if_it_is_an_export(
    export: Callable[..., None], window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    place = tmp_path / "year.csv"
    model = window.bench.model
    model.set_view(next(view for view in model.views if view.text() == "Q3 2026"))
    export(place, CSV)
    window.bench.commands.documents.open_path(place)
    export(place, CSV)
    assert messages.asked[-1].title == "Replace the table the worksheet was read from?"
    assert len(place.read_text("utf-8-sig").splitlines()) == 1 + 4 * 3


def test_a_file_that_comes_between_is_asked_about(
    export: Callable[..., None], window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    later, place = Later(), tmp_path / "out.csv"
    window.bench.progress._run = later
    export(place, CSV, "cancel")
    later.finish()  # nothing was there
    place.write_text("somebody was faster")
    later.finish()  # it was to be written
    later.finish()  # looked at again
    assert [question.title for question in messages.asked] == ["Replace a file that was not made here?"]
    assert place.read_text() == "somebody was faster"
    assert not window.bench.commands.exports.running


def test_what_the_disk_refuses_is_a_sentence(
    export: Callable[..., None], messages: RecordedMessages, tmp_path: Path
) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    export(tmp_path / "folder.xlsx")
    export(tmp_path / "missing" / "out.xlsx")
    assert messages.said == [
        ("error", "Not exported: folder.xlsx: There is a folder of this name. Choose another name."),
        ("error", "Not exported: out.xlsx: The folder is not there. Make it, or save somewhere else."),
    ]


# -- while it is written -----------------------------------------------------------------------------------------------


def test_typing_goes_on_and_is_not_in_the_file(
    export: Callable[..., None], window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    later = Later()
    window.bench.progress._run = later
    export(tmp_path / "out.csv", CSV)
    later.finish()
    bar = window.bench.message_bar
    qtbot.waitUntil(lambda: bar.text == "Exporting out.csv…", timeout=3000)
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(window.bench.grid.table, "1")
    qtbot.keyClick(window.bench.grid.table.editor, Qt.Key.Key_Return)
    later.finish()
    assert bar.isHidden()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert rows[0]["spend"] == "960"


def test_given_up_nothing_is_written(
    export: Callable[..., None], window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    later = Later()
    window.bench.progress._run = later
    export(tmp_path / "out.xlsx")
    later.finish()
    bar = window.bench.message_bar
    qtbot.waitUntil(lambda: not bar.cancel.isHidden(), timeout=3000)
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert not window.bench.commands.exports.running
    later.finish()
    assert list(tmp_path.glob("out*")) == []
    assert messages.said == []


def test_given_up_when_it_is_being_written_it_is_said_that_it_is_there(
    export: Callable[..., None], window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    """The bytes are on their way to the disk when Cancel is pressed: what is true is said."""
    waiting: list[tuple[Any, Any]] = []

    def run(work: Callable[[], Any], then: Callable[[Any, Exception | None], None]) -> None:
        if not waiting and (tmp_path / "asked").exists():
            result = work()  # written, and not reported yet
            waiting.append((result, then))
        else:
            (tmp_path / "asked").touch()
            at_once(work, then)

    window.bench.progress._run = run
    export(tmp_path / "out.csv", CSV)
    (wait,) = window.bench.progress._open
    assert wait.give_up is not None
    wait.give_up()
    assert window.bench.commands.exports.running
    ((result, then),) = waiting
    then(result, None)
    assert messages.said == [("notice", "Exported: out.csv")]
    assert not window.bench.commands.exports.running


def test_another_one_has_to_wait(
    export: Callable[..., None], window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    later = Later()
    window.bench.progress._run = later
    export(tmp_path / "out.csv", CSV)
    export(tmp_path / "other.csv", CSV)
    assert messages.said == [("notice", "A file is being exported already. One moment.")]
    later.finish()
    later.finish()
    assert [path.name for path in tmp_path.glob("*.csv")] == ["out.csv"]


def test_the_window_closes_when_it_is_written(
    export: Callable[..., None], window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    later = Later()
    window.bench.progress._run = later
    export(tmp_path / "out.csv", CSV)
    window.close()
    assert window.isVisible()
    later.finish()
    later.finish()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=3000)
    assert (tmp_path / "out.csv").exists()


def test_on_another_thread(
    export: Callable[..., None], window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    window.bench.progress._run = in_background
    export(tmp_path / "out.xlsx")
    assert messages.said == []  # it came back at once
    qtbot.waitUntil(lambda: bool(messages.said), timeout=30_000)
    assert messages.said == [("notice", "Exported: out.xlsx")]
    assert (tmp_path / "out.xlsx").read_bytes()[:2] == b"PK"


# -- the real doors ----------------------------------------------------------------------------------------------------


@pytest.fixture
def real_door(window: MainWindow) -> WindowMessages:
    """The window's own way of saying and asking, in place of the stand-in."""
    door = WindowMessages(window, window.bench.message_bar, window.theme)
    window.bench.commands.exports._messages = door
    return door


def test_the_button_the_dialog_the_question_and_the_notice(
    window: MainWindow, real_door: WindowMessages, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "roiapp.ui.look.opening.QDesktopServices.openUrl", lambda url: opened.append(QUrl(url).toLocalFile()) or True
    )
    theirs = tmp_path / "Brightwater Sep 2026.csv"
    theirs.write_text("theirs")
    qtbot.mouseClick(window.bench.toolbar.primary, Qt.MouseButton.LeftButton)
    dialog = file_dialog(qtbot)
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    assert name.text() == "Brightwater Sep 2026.xlsx"
    assert [label.partition(" (")[0] for label in dialog.nameFilters()] == ["Excel workbook", "CSV", "JSON"]
    dialog.setDirectory(str(tmp_path))
    dialog.selectNameFilter(dialog.nameFilters()[1])
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert name.text() == "Brightwater Sep 2026.csv"
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    save = box.button(QDialogButtonBox.StandardButton.Save)
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(isinstance(each, QuestionDialog) for each in top_level()))
    (question,) = [each for each in top_level() if isinstance(each, QuestionDialog)]
    keep = next(button for button in question.findChildren(QPushButton) if button.text() == "Keep both")
    assert keep.isDefault()
    qtbot.keyClick(question, Qt.Key.Key_Return)
    bar = window.bench.message_bar
    qtbot.waitUntil(lambda: bar.text == "Exported: Brightwater Sep 2026 (2).csv")
    assert theirs.read_text() == "theirs"
    # By the keyboard: F6 leads from the cells to the notice, Tab to its second word.
    window.bench.grid.setFocus()
    qtbot.keyClick(window.bench.grid.table, Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Show in folder"
    qtbot.keyClick(focus, Qt.Key.Key_Space)
    qtbot.keyClick(focus, Qt.Key.Key_Tab)
    following = QApplication.focusWidget()
    assert isinstance(following, QPushButton)
    assert following.text() == "Open"
    qtbot.keyClick(following, Qt.Key.Key_Space)
    assert opened == [str(tmp_path), str(tmp_path / "Brightwater Sep 2026 (2).csv")]


def file_dialog(qtbot: QtBot) -> QFileDialog:
    qtbot.waitUntil(lambda: any(isinstance(each, QFileDialog) for each in top_level()))
    return next(each for each in top_level() if isinstance(each, QFileDialog))


def test_a_notice_with_words_to_press_stays_while_one_of_them_has_the_keyboard(
    window: MainWindow, real_door: WindowMessages, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_bar, "NOTICE_WITH_WAYS_MS", 60)
    monkeypatch.setattr(message_bar, "NOTICE_MS", 60)
    pressed: list[bool] = []
    bar = window.bench.message_bar
    real_door.say("Exported: a.csv", ways=(Way("Open", lambda: pressed.append(True)),))
    (button,) = bar.way_buttons
    button.setFocus()
    qtbot.wait(200)
    assert bar.text == "Exported: a.csv"
    window.bench.grid.setFocus()
    qtbot.waitUntil(bar.isHidden, timeout=3000)
    real_door.say("Copied.")
    assert button.isHidden()
    assert pressed == []


def test_where_no_program_shows_it_that_is_said(
    export: Callable[..., None], messages: RecordedMessages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roiapp.ui.look.opening.QDesktopServices.openUrl", lambda _url: False)
    export(tmp_path / "out.csv", CSV)
    messages.ways[1].do()
    assert messages.said[-1] == (
        "warning", f"No program was found that shows out.csv. It is in {tmp_path}.",
    )  # fmt: skip


def test_many_rows_do_not_stop_the_window(
    window: MainWindow, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path
) -> None:
    """While a long file is made, keys are answered: one after the other, before it is done."""
    from roiapp.core.worksheet import build

    rows = 20_000
    window.bench.commands.documents.show(Session(build([f"Channel {n}" for n in range(rows)], {"spend": [1.5] * rows})))
    window.bench.progress._run = in_background
    messages.place, messages.kind = tmp_path / "out.csv", CSV
    table = window.bench.grid.table
    window.bench.grid.go_to(0, "spend")
    press(qtbot, window)
    typed = 0
    while window.bench.commands.exports.running and typed < 20:
        qtbot.keyClicks(table, "7")
        qtbot.keyClick(table.editor, Qt.Key.Key_Return)
        typed += 1
    assert typed > 1
    qtbot.waitUntil(lambda: not window.bench.commands.exports.running, timeout=60_000)
    assert messages.said == [("notice", "Exported: out.csv")]
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert text.count("\n") == rows + 1
