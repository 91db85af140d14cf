"""Tables brought into the worksheet, with real keys and a real mouse in a real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu
from pytestqt.qtbot import QtBot

from roiapp.core.edits import EditError
from roiapp.core.worksheet import Worksheet
from roiapp.files.remembered_mappings import Remembered
from roiapp.files.table_reader import read_table
from roiapp.ui.bring_in.change_table import Row
from roiapp.ui.bring_in.column_table import TARGET
from roiapp.ui.bring_in.import_dialog import CHANNELS, COLUMNS, FILES, REVIEW, ImportDialog
from roiapp.ui.bring_in.import_work import ImportWork
from roiapp.ui.forms.name_dialog import NameDialog
from roiapp.ui.look.background import in_background
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.window.main_window import MainWindow
from tests.files.returned_books import cell, exported
from tests.ui.small_window import RecordedMessages

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)

SEPTEMBER = 5
ADS = (
    "Campaign,Month,Cost,Clicks,Conversions\n"
    "Google text ads,2026-09,1800.50,1300,61\n"
    "Local SEO,2026-09,--,1400,40\n"
    "Video ads,2026-09,312,845,--\n"
    "Video ads,2026-10,100,200,3\n"
    "Total,,2212.50,3745,104\n"
)


@pytest.fixture
def ads(tmp_path: Path) -> Path:
    path = tmp_path / "ads.csv"
    path.write_text(ADS, encoding="utf-8")
    return path


def opened(window: MainWindow, messages: RecordedMessages, *paths: Path) -> ImportDialog:
    messages.files = list(paths)
    window.bench.actions_.action["import_tables"].trigger()
    (dialog,) = [each for each in window.findChildren(ImportDialog) if each.isVisible()]
    return dialog


def sheet_of(window: MainWindow) -> Worksheet:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet


def rows(dialog: ImportDialog) -> list[Row]:
    dialog.go(REVIEW)
    model = dialog.review_page.preview.table.changes
    return [model.row(number) for number in range(model.rowCount())]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def pick(text: str) -> None:
    """Choose an entry of the open menu, with its letters and Enter as a person would."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [each for each in menu.actions() if each.text() == text]
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_from_the_file_to_one_step_with_keys_alone(
    window: MainWindow, messages: RecordedMessages, ads: Path, qtbot: QtBot
) -> None:
    before = sheet_of(window).content()
    dialog = opened(window, messages, ads)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.step == COLUMNS
    assert QApplication.focusWidget() is dialog.columns_page.table
    for step in (CHANNELS, REVIEW):
        press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert dialog.step == step
    assert sheet_of(window).content() == before
    dialog.next_button.setFocus()
    press(Qt.Key.Key_Space)
    assert not dialog.isVisible()
    sheet = sheet_of(window)
    assert list(sheet.names)[-1] == "Video ads"
    assert [str(period.start) for period in sheet.periods][-1] == "2026-10-01"
    assert sheet.value("spend", SEPTEMBER, 1) == 1800.5
    assert sheet.value("visits", SEPTEMBER, 0) == 1400
    assert sheet.value("spend", SEPTEMBER, 0) == pytest.approx(800 * 1.2)  # the file does not know it
    video = sheet.find_channel("Video ads")
    assert video is not None
    assert [sheet.value(id_, SEPTEMBER, video) for id_ in ("spend", "visits")] == [312, 845]
    assert sheet.value("leads", SEPTEMBER, video) != sheet.value("leads", SEPTEMBER, video)
    assert messages.said[-1] == ("notice", "Imported: 2 rows added, 2 updated. Undo takes that back.")
    window.bench.actions_.action["undo"].trigger()
    assert sheet_of(window).content() == before


def test_what_will_change_is_said_row_by_row(window: MainWindow, messages: RecordedMessages, ads: Path) -> None:
    dialog = opened(window, messages, ads)
    found = rows(dialog)
    assert [(row.change, row.channel, row.period) for row in found] == [
        ("changed", "Google text ads", "Sep 2026"), ("changed", "Local SEO", "Sep 2026"),
        ("added", "Video ads", "Sep 2026"), ("added", "Video ads", "Oct 2026"), ("skipped", "", ""),
    ]  # fmt: skip
    assert found[0].figures == [("$1,656", "$1,801"), ("1,228.8", "1,300"), ("55.2", "61")]
    assert found[1].figures[0] == ("", "–")
    assert found[2].why == "New channel"
    assert "Total" in found[4].why
    assert dialog.review_page.notes.toPlainText().startswith("2 cells say that their figure is not known")
    dialog.reject()
    assert len(sheet_of(window).names) == 4


def test_a_column_becomes_something_else_with_the_keyboard(
    window: MainWindow, messages: RecordedMessages, ads: Path, qtbot: QtBot
) -> None:
    dialog = opened(window, messages, ads)
    qtbot.waitUntil(dialog.isActiveWindow)
    table = dialog.columns_page.table
    names = [each.name for each in table.columns.proposals]
    doubtful = table.currentIndex().row()
    assert names[doubtful] == "Conversions"
    assert table.columns.proposals[doubtful].why == "Could also be Customers"
    press(Qt.Key.Key_Return)
    pick("Customers")
    assert table.columns.data(table.columns.index(doubtful, TARGET)) == "Customers"
    assert table.currentIndex().row() == doubtful
    press(Qt.Key.Key_Up)
    left_out = table.columns.proposals[table.currentIndex().row()].name
    press(Qt.Key.Key_Delete)
    assert table.columns.data(table.columns.index(table.currentIndex().row(), TARGET)) == "Do not import"
    outcome = dialog.outcome
    assert outcome is not None
    assert outcome.source.choices.columns == {"Conversions": "customers", left_out: ""}
    dialog.columns_page.reset.click()
    assert dialog.outcome is not None
    assert dialog.outcome.source.choices.columns == {}
    dialog.reject()


def test_a_click_opens_the_menu_of_a_column(window: MainWindow, messages: RecordedMessages, ads: Path) -> None:
    dialog = opened(window, messages, ads)
    table = dialog.columns_page.table
    place = table.visualRect(table.columns.index(0, TARGET)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    dialog.reject()


def test_names_are_brought_together_renamed_and_left_out(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "campaigns.csv"
    path.write_text(
        "Campaign,Month,Cost\nSearch - Boilers,2026-09,10\nSearch - Drains,2026-09,20\nWinter test,2026-09,0\n"
        "Radio spot,2026-09,5\n",
        encoding="utf-8",
    )
    dialog = opened(window, messages, path)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.go(CHANNELS)
    table = dialog.channels_page.table
    table.setCurrentIndex(table.channels.index(0, 0))
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_names() == ["Search - Boilers", "Search - Drains"]
    dialog.channels_page.together.click()
    (asking,) = dialog.findChildren(NameDialog)
    assert asking.name.text() == "Search"
    asking.name.setText("google  TEXT ads")
    asking.accept()
    table.setCurrentIndex(table.channels.index(2, 0))
    press(Qt.Key.Key_Delete)
    table.setCurrentIndex(table.channels.index(3, 0))
    press(Qt.Key.Key_Return)
    pick("Radio && TV")
    assert [(each.name, each.target, each.new) for each in table.channels.names] == [
        ("Search - Boilers", "Google text ads", False), ("Search - Drains", "Google text ads", False),
        ("Winter test", "", True), ("Radio spot", "Radio & TV", False),
    ]  # fmt: skip
    dialog.go(REVIEW)
    dialog.next_button.click()
    sheet = sheet_of(window)
    assert len(sheet.names) == 4
    assert [sheet.value("spend", SEPTEMBER, channel) for channel in (1, 2)] == [30, 5]


def test_what_is_asked_is_answered_by_a_button(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "days.csv"
    path.write_text("Date,Channel,Spend\n9/4/2026,Flyers,10\n9/5/2026,Flyers,20\n", encoding="utf-8")
    dialog = opened(window, messages, path)
    dialog.go(REVIEW)
    assert dialog.question.isVisible()
    assert not dialog.next_button.isEnabled()
    assert [button.text() for button in dialog.question.buttons] == ["Day first", "Month first"]
    dialog.question.buttons[1].click()
    assert not dialog.question.isVisible()
    dialog.next_button.click()
    assert sheet_of(window).value("spend", SEPTEMBER, 4) == 30


def test_a_part_of_a_month_is_said_with_the_choices(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    sheet = sheet_of(window)
    before = sheet.value("spend", SEPTEMBER, 1)
    weeks = tmp_path / "weeks.csv"
    text = "Week,Channel,Spend\n2026-W36,Google text ads,100\n2026-W37,Google text ads,50\n"
    weeks.write_text(text, encoding="utf-8")
    dialog = opened(window, messages, weeks)
    for step in (COLUMNS, CHANNELS, REVIEW):
        dialog.go(step)
        assert dialog.question.isVisible()
    assert dialog.question.label.text() == (
        "Of Sep 2026 the file has only Sep 1, 2026 – Sep 13, 2026: 1 figure there, which counts for the whole period,"
        " would be replaced by that of a part."
    )
    assert dialog.focusWidget() is dialog.question.buttons[0]
    assert dialog.next_button.isEnabled()
    assert dialog.review_page.meets.currentText() == "Replace them"
    keep = next(button for button in dialog.question.buttons if button.text().startswith("Keep"))
    keep.click()
    assert not dialog.question.isVisible()
    assert dialog.review_page.meets.currentText().startswith("Keep")
    assert [(row.change, row.why) for row in rows(dialog)] == [("same", "1 figure that is there stays")]
    assert not dialog.next_button.isEnabled()
    dialog.review_page.meets.setCurrentIndex(1)
    dialog.review_page.meets.activated.emit(1)
    dialog.next_button.click()
    assert sheet.value("spend", SEPTEMBER, 1) == before + 150


def test_amounts_in_another_currency_want_a_rate(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "euros.csv"
    path.write_text("Channel,Month,Spend (EUR),Leads\nLocal SEO,2026-09,100,7\n", encoding="utf-8")
    dialog = opened(window, messages, path)
    dialog.go(REVIEW)
    for typed, asks in (("nothing", True), ("0", True), ("1.25", False)):
        dialog.question.rate.setText(typed)
        QTest.keyClick(dialog.question.rate, Qt.Key.Key_Return)
        assert dialog.question.isVisible() == asks
    assert dialog.isVisible()
    page = dialog.review_page
    assert (page.rate.text(), page.rate.isVisible()) == ("Amounts × 1.25 (EUR → USD)", True)
    page.rate_button.click()  # it is asked once more
    assert (dialog.question.isVisible(), page.rate.isVisible()) == (True, False)
    dialog.question.rate.setText("1.5")
    QTest.keyClick(dialog.question.rate, Qt.Key.Key_Return)
    assert page.rate.text() == "Amounts × 1.5 (EUR → USD)"
    dialog.go(COLUMNS)
    dialog.columns_page.reset.click()
    assert dialog.question.isVisible()
    dialog.go(REVIEW)
    assert dialog.work.sources[0].choices.rate is None
    dialog.question.rate.setText("1.25")
    QTest.keyClick(dialog.question.rate, Qt.Key.Key_Return)
    dialog.next_button.click()
    assert [sheet_of(window).value(id_, SEPTEMBER, 0) for id_ in ("spend", "leads")] == [125, 7]


def test_from_counts_the_rows_of_its_own_period_and_channel(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "days.csv"
    days = [("Radio", "2026-09-01"), ("Radio", "2026-09-02"), ("Print", "2026-09-02"), ("Radio", "2026-10-01")]
    path.write_text("Channel,Date,Spend\n" + "".join(f"{who},{day},5\n" for who, day in days), encoding="utf-8")
    dialog = opened(window, messages, path)
    assert [(row.channel, row.period, row.from_file) for row in rows(dialog)] == [
        ("Radio", "Sep 2026", "2 rows"), ("Print", "Sep 2026", "1 row"), ("Radio", "Oct 2026", "1 row"),
    ]  # fmt: skip
    dialog.reject()


def test_a_cell_that_cannot_be_read_may_stay_blank(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Channel,Month,Spend,Leads\nLocal SEO,2026-09,about ten,7\n", encoding="utf-8")
    dialog = opened(window, messages, path)
    assert "about ten" in dialog.question.label.text()
    dialog.question.buttons[0].click()
    assert [row.change for row in rows(dialog)] == ["changed", "refused"]
    dialog.reject()


def test_a_mapping_is_remembered_for_files_of_the_same_columns(
    window: MainWindow, messages: RecordedMessages, ads: Path, tmp_path: Path
) -> None:
    dialog = opened(window, messages, ads)
    dialog.columns_page.table.chosen.emit("Conversions", "customers")
    dialog.work.name_channels(0, ["Video ads"], "Local print")
    dialog.go(REVIEW)
    dialog.next_button.click()
    later = tmp_path / "october.csv"
    later.write_text("Clicks,Campaign,Month,Cost,Conversions\n7,Video ads,2026-10,11,4\n", encoding="utf-8")
    dialog = opened(window, messages, later)
    assert dialog.memory.text().startswith("Filled in as last time")
    dialog.go(REVIEW)
    dialog.next_button.click()
    sheet = sheet_of(window)
    assert sheet.find_channel("Video ads") is None
    place = sheet.find_channel("Local print")
    assert place is not None
    assert [sheet.value(id_, 6, place) for id_ in ("spend", "customers")] == [11, 4]


def test_several_files_are_one_step(
    window: MainWindow, messages: RecordedMessages, ads: Path, tmp_path: Path
) -> None:
    crm = tmp_path / "crm.csv"
    crm.write_text("Lead source,Month,Customers,Revenue\nvideo ads,2026-09,2,900\n", encoding="utf-8")
    before = sheet_of(window).content()
    dialog = opened(window, messages, ads, crm)
    assert dialog.file_box.isVisible()
    dialog.go(FILES)
    dialog.file_page.files.setCurrentRow(1)
    assert [row.channel for row in rows(dialog)] == ["Video ads"]
    assert rows(dialog)[0].why == "Fills 2 blank cells"  # the ads file comes before it
    dialog.go(REVIEW)
    dialog.next_button.click()
    sheet = sheet_of(window)
    video = sheet.find_channel("Video ads")
    assert video is not None
    assert [sheet.value(id_, SEPTEMBER, video) for id_ in ("spend", "customers", "revenue")] == [312, 2, 900]
    window.bench.actions_.action["undo"].trigger()
    assert sheet_of(window).content() == before


def test_more_files_and_fewer(window: MainWindow, messages: RecordedMessages, ads: Path, tmp_path: Path) -> None:
    dialog = opened(window, messages, ads)
    more = tmp_path / "more.csv"
    more.write_text("Channel,Month,Leads\nRadio & TV,2026-09,3\n", encoding="utf-8")
    messages.files = [more]
    dialog.go(FILES)
    dialog.file_page.add_button.click()
    assert [source.file for source in dialog.work.sources] == ["ads.csv", "more.csv"]
    dialog.file_page.remove_button.click()
    assert [source.file for source in dialog.work.sources] == ["more.csv"]
    dialog.reject()


def test_a_file_that_holds_no_table_is_said_in_the_window(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    messages.files = [path]
    window.bench.actions_.action["import_tables"].trigger()
    assert not [each for each in window.findChildren(ImportDialog) if each.isVisible()]
    ((kind, text),) = messages.said
    assert kind == "error"
    assert text.startswith("picture.csv: ")


def test_a_table_is_one_channel_by_the_name_of_its_platform(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "google.csv"
    path.write_text("Campaign,Month,Cost,Impr.\nBrand,2026-09,10,5\nSearch,2026-09,20,6\n", encoding="utf-8")
    dialog = opened(window, messages, path)
    dialog.go(FILES)
    single = dialog.file_page.single
    assert [single.itemText(row) for row in range(3)] == ["", "Google Ads", "Local SEO"]
    single.setCurrentIndex(1)
    single.activated.emit(1)
    assert [(row.channel, row.from_file) for row in rows(dialog)] == [("Google Ads", "2 names")]
    dialog.reject()


def test_opening_a_table_that_asks_something_leads_through_the_import(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "days.csv"
    path.write_text("Date,Channel,Spend\n9/4/2026,Flyers,10\n9/5/2026,Flyers,20\n", encoding="utf-8")
    before = sheet_of(window).content()
    window.bench.commands.documents.open_path(path)
    (dialog,) = [
        each for there in window.windows.in_order() for each in there.findChildren(ImportDialog) if each.isVisible()
    ]
    dialog.question.buttons[0].click()  # day first
    dialog.go(REVIEW)
    dialog.next_button.click()
    shown = dialog.work.worksheet
    assert list(shown.names) == ["Flyers"]
    assert [(str(period.start), shown.value("spend", place, 0)) for place, period in enumerate(shown.periods)] == [
        ("2026-04-01", 10), ("2026-05-01", 20),
    ]  # fmt: skip
    assert shown.settings.title == "days"
    if shown is not sheet_of(window):
        assert sheet_of(window).content() == before


def test_what_comes_back_late_does_not_stand_in_the_way_of_what_was_said_since(
    window: MainWindow, messages: RecordedMessages, ads: Path, qtbot: QtBot
) -> None:
    """Choices made while an outcome is worked out on another thread: the last one holds."""
    from roiapp import settings
    from roiapp.files.remembered_mappings import Remembered
    from roiapp.ui.bring_in.import_work import ImportWork

    sheet = sheet_of(window)
    session = window.bench.model.session
    assert session is not None
    errors: list[BaseException] = []
    work = ImportWork(
        sheet, session.catalog, Remembered(settings.settings_folder()), in_background, errors.append, window
    )
    told: list[int] = []
    work.changed.connect(lambda: told.append(1))
    work.add([(ads, read_table(ads))])
    for target in ("leads", "customers", "sqls", "opportunities"):
        work.choose_column(0, "Conversions", target)
    qtbot.waitUntil(lambda: not work.busy)
    (outcome,) = work.outcomes
    assert outcome.source.choices.columns == {"Conversions": "opportunities"}
    assert outcome.brought is not None
    assert outcome.brought.plan.mapping["Conversions"] == "opportunities"
    assert len(told) == 1
    assert not errors


def test_only_the_page_that_is_seen_is_brought_up_to_date(
    window: MainWindow, messages: RecordedMessages, ads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(window, messages, ads)
    pages = (dialog.file_page, dialog.columns_page, dialog.channels_page, dialog.review_page)
    shown: list[int] = []
    for place, page in enumerate(pages):
        def note(*_: object, place: int = place, show: Callable[..., None] = page.show_file) -> None:
            shown.append(place)
            show(*_)
        monkeypatch.setattr(page, "show_file", note)
    dialog.work.choose_column(0, "Conversions", "customers")
    assert shown == [COLUMNS]
    dialog.go(REVIEW)
    dialog.go(COLUMNS)
    dialog.go(REVIEW)
    assert shown == [COLUMNS, REVIEW]
    assert "customers" in dialog.review_page.preview.table.changes.fields
    dialog.work.name_channels(0, ["Video ads"], "")
    dialog.go(CHANNELS)
    assert shown == [COLUMNS, REVIEW, REVIEW, CHANNELS]
    assert [each.target for each in dialog.channels_page.table.channels.names] == ["Google text ads", "Local SEO", ""]


def test_counts_stand_beside_the_heading_and_figures_have_room(
    window: MainWindow, messages: RecordedMessages, ads: Path
) -> None:
    dialog = opened(window, messages, ads)
    dialog.resize(1216, 656)
    dialog.go(REVIEW)
    preview = dialog.review_page.preview
    assert [(change, label.text()) for change, label in preview.counts.marks] == [
        ("added", "2 added"), ("changed", "2 updated"), ("skipped", "1 row left out"),
    ]  # fmt: skip
    table = preview.table
    bold, plain = QFontMetrics(table.theme.font(13, 600)), QFontMetrics(table.theme.font(12))
    before, after = rows(dialog)[0].figures[0]
    assert (before, after) == ("$1,656", "$1,801")
    assert table.columnWidth(4) >= 24 + plain.horizontalAdvance(before) + 22 + bold.horizontalAdvance(after)


def test_the_fields_are_calm_and_leave_the_wheel_to_the_page(
    window: MainWindow, messages: RecordedMessages, ads: Path, qtbot: QtBot
) -> None:
    dialog = opened(window, messages, ads)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert [type(each) for each in dialog.findChildren(QComboBox)] == [CalmBox] * 7
    dialog.go(REVIEW)
    meets = dialog.review_page.meets
    point = QPointF(meets.rect().center())
    for active, chosen in ((False, 0), (True, 1)):
        if active:
            meets.setFocus()
            qtbot.waitUntil(meets.hasFocus)
        wheel = QWheelEvent(point, meets.mapToGlobal(point), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        QApplication.sendEvent(meets, wheel)
        assert meets.currentIndex() == chosen


def test_a_workbook_of_the_document_shows_its_changes_and_no_columns(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = exported(sheet_of(window), tmp_path / "client.xlsx")
    book = openpyxl.load_workbook(path)
    cell(book["Sep 2026"], "Local SEO", "spend").value = 4321
    book.save(path)
    before = sheet_of(window).content()
    dialog = opened(window, messages, path)
    assert dialog.step == REVIEW
    assert dialog.about.text().endswith(", with 1 change.")
    view = dialog.review_page.differences
    assert (view.model.rowCount(), view.model.line(0).where) == (1, "Local SEO")
    dialog.back_button.click()
    assert dialog.step == FILES
    dialog.next_button.click()
    assert dialog.step == REVIEW
    dialog.next_button.click()
    place = sheet_of(window).find_channel("Local SEO")
    assert place is not None
    assert sheet_of(window).value("spend", SEPTEMBER, place) == 4321
    assert messages.said[-1] == (
        "notice", "1 change of the workbook was made in the worksheet. Undo takes that back.",
    )  # fmt: skip
    window.bench.actions_.action["undo"].trigger()
    assert sheet_of(window).content() == before


@pytest.mark.parametrize("error", [None, EditError("The version does not fit together and cannot be restored.")])
def test_what_is_worked_out_when_the_dialog_was_closed_is_let_go(
    window: MainWindow, tmp_path: Path, error: EditError | None
) -> None:
    """A worksheet that is edited while it is still being copied gives half of it, which is refused."""
    session, unexpected, kept = window.bench.model.session, [], []
    assert session is not None
    work = ImportWork(
        session.worksheet, session.catalog, Remembered(tmp_path), lambda job, then: kept.append((job, then)),
        unexpected.append, None,
    )  # fmt: skip
    work.add([])
    work.deleteLater()
    QCoreApplication.sendPostedEvents(work, QEvent.Type.DeferredDelete)
    ((job, then),) = kept
    then(None if error else job(), error)
    assert unexpected == []


def test_figures_under_a_scenario_are_called_suppositions_before_anything_comes_in(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = tmp_path / "under.csv"
    path.write_text("channel,period_start,period_end,scenario,spend\nRadio,2026-08-01,2026-08-31,Less radio,250\n")
    dialog = opened(window, messages, path)
    assert not dialog.question.isHidden()
    assert "figures under the scenario “Less radio”: suppositions, not observations" in dialog.question.label.text()
