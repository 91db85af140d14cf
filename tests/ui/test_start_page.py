"""The start page in a real window: recent files, templates, the sample; by keys, by pointer, by files dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFontMetrics
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from roiapp import settings as settings_file
from roiapp.core.edits import SetCells
from roiapp.core.worksheet import build
from roiapp.files.own_templates import list_own, save_own, templates_folder
from roiapp.files.session import Session
from roiapp.settings import Recent, Settings
from roiapp.ui.forms.template_dialog import TemplateDialog
from roiapp.ui.look.background import at_once
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.theme import Theme
from roiapp.ui.start.start_cards import lines_of
from roiapp.ui.start.start_page import StartPage
from roiapp.ui.start.start_recent import RecentRow
from roiapp.ui.start.start_texts import channels_text, folder_text, recent_texts, when_text
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.startup import StartUp
from roiapp.ui.window.windows import Windows
from tests.ui.small_window import RecordedMessages, close_for_good, other_windows, small_worksheet

#: what the offscreen platform says whenever a menu opens
SAID = r"^This plugin does not support (raise\(\)|grabbing the keyboard)$"
opens_a_menu = pytest.mark.qt_log_ignore(SAID, extend=True)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def saved(path: Path, names: tuple[str, ...] = ("Search", "Radio")) -> Path:
    session = Session.new(build(names, {"spend": [10.0] * len(names)}))
    session.save_as(path)
    session.close()
    return path


def remember(window: MainWindow, *files: Recent) -> None:
    for file in reversed(files):
        window.start.recent.remember(file)


def show(window: MainWindow, qtbot: QtBot) -> StartPage:
    qtbot.keyClick(window, Qt.Key.Key_H, CONTROL | SHIFT)
    page = window.start.page
    assert page is not None
    assert window.start.shown
    qtbot.waitUntil(page.isVisible)
    return page


def titles(page: StartPage) -> list[str]:
    return [row.content.title for row in page.recent.rows if isinstance(row, RecentRow)]


def focused() -> str:
    """What a screen reader says first of whatever has the keyboard."""
    widget = QApplication.focusWidget()
    return (widget.accessibleName() or getattr(widget, "text", str)()) if widget else ""


# -- there and back --------------------------------------------------------------------------------------------------


def test_it_comes_by_its_keys_and_goes_with_esc(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, qtbot)
    assert not window.bench.isVisible()
    assert page.header.back.text() == "Back to Brightwater"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.bench.isVisible()
    assert not page.isVisible()
    assert window.bench.grid.table.hasFocus()


def test_without_a_document_there_is_nothing_to_go_back_to(
    qtbot: QtBot, light_theme: Theme, messages: RecordedMessages
) -> None:
    window = Windows(light_theme, at_once, lambda error: None).first(Settings(theme="light"))
    window.furnish(messages)
    with qtbot.waitExposed(window):
        window.show()
    page = show(window, qtbot)
    assert not page.header.back.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.start.shown
    close_for_good(window)


def test_a_refused_entry_keeps_the_worksheet(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClick(QApplication.focusWidget(), "x")
    window.bench.actions_.action["start_page"].trigger()
    assert not window.start.shown


def test_what_needs_the_worksheet_waits_while_the_page_is_there(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.model.apply(SetCells.one("spend", 5, 0, 1.0))
    show(window, qtbot)
    enabled = {id_ for id_, action in window.bench.actions_.action.items() if action.isEnabled()}
    assert not enabled & {"undo", "save", "save_template", "paste", "add_channel", "add_period"}
    assert enabled >= {"open", "sample", "start_page", "quit", "about", "theme_dark"}
    window.start.leave()
    assert window.bench.actions_.action["undo"].isEnabled()
    assert window.bench.actions_.action["save"].isEnabled()


def test_messages_are_seen_on_the_page_and_come_back_with_the_worksheet(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, qtbot)
    window.bench.message_bar.show_message("It cannot be opened.", "error")
    assert window.bench.message_bar.isVisible()
    assert page.isAncestorOf(window.bench.message_bar)
    window.start.leave()
    assert window.bench.isAncestorOf(window.bench.message_bar)
    assert window.bench.message_bar.isVisible()


# -- recent files ----------------------------------------------------------------------------------------------------


def test_what_a_file_said_is_kept_with_a_save(window: MainWindow, messages: RecordedMessages, tmp_path: Path) -> None:
    messages.place = tmp_path / "year.roi"
    window.bench.commands.saving.save_as()
    (file,) = settings_file.load().recent
    assert (file.path, file.title, file.period) == (str(messages.place), "Brightwater", "Sep 2026")
    # September is July times 1.2: of the four channels' gross profit of 4,149 × 1.2 less the spend of 3,670 × 1.2.
    profit = 18 * 460 * 0.46 + 13 * 480 * 0.45 + 3 * 520 * 0.40 + 2 * 330 * 0.41
    assert file.roi == pytest.approx(profit / (800 + 1380 + 1200 + 290) - 1)
    assert date.fromisoformat(file.at[:10]) == date.today()


def test_enter_opens_the_latest_file(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = saved(tmp_path / "mine.roi")
    remember(window, Recent(str(path), "Mine"), Recent("/nowhere.roi"))
    show(window, qtbot)
    assert focused() == "Mine"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.bench.model.path == path
    assert window.bench.isVisible()
    assert window.bench.grid.table.hasFocus()


def test_a_changed_document_stays_and_the_file_gets_a_window(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    path = saved(tmp_path / "mine.roi")
    remember(window, Recent(str(path)))
    window.bench.model.apply(SetCells.one("spend", 5, 0, 1.0))
    page = show(window, qtbot)
    page.recent.rows[0].click()
    (other,) = other_windows(window)
    qtbot.waitUntil(lambda: other.bench.model.path == path)
    window.come_forward()
    qtbot.waitUntil(window.isActiveWindow)
    assert not window.start.shown
    assert window.isWindowModified()
    show(window, qtbot)
    page.recent.rows[0].click()
    assert len(other_windows(window)) == 1
    qtbot.waitUntil(other.isActiveWindow)
    assert not messages.asked


def test_a_new_window_begins_with_it_where_there_are_files(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = saved(tmp_path / "mine.roi")
    remember(window, Recent(str(path)))
    window.bench.actions_.action["new_window"].trigger()
    (other,) = other_windows(window)
    assert other.start.page is not None
    assert other.start.shown
    assert other.title == "Start page"
    other.start.page.recent.rows[0].click()
    assert not other.start.shown
    assert other.bench.model.path == path
    model = other.bench.model
    qtbot.waitUntil(lambda: model.ranges_ready, timeout=20_000)
    assert len(other_windows(window)) == 1


def test_the_file_that_is_open_is_a_way_back(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    messages.place = tmp_path / "year.roi"
    window.bench.commands.saving.save_as()
    page = show(window, qtbot)
    page.recent.rows[0].click()
    assert not window.start.shown
    assert not messages.said


@pytest.mark.parametrize(("answer", "left"), [("forget", []), ("keep", ["gone"])])
def test_a_file_that_is_gone_is_asked_about(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, answer: str, left: list[str]
) -> None:
    remember(window, Recent("/nowhere/gone.roi"))
    page = show(window, qtbot)
    messages.answer = answer
    page.recent.rows[0].click()
    assert messages.asked[0].text.startswith("/nowhere/gone.roi is not in its folder any more.")
    assert titles(page) == left
    assert [Path(file.path).stem for file in settings_file.load().recent] == left


def test_a_file_that_cannot_be_opened_is_said_on_the_page(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    (tmp_path / "broken.roi").write_bytes(b"nonsense")
    remember(window, Recent(str(tmp_path / "broken.roi")))
    page = show(window, qtbot)
    page.recent.rows[0].click()
    assert messages.said[0][0] == "error"
    assert messages.said[0][1].startswith("broken.roi: ")
    assert window.start.shown


def test_six_files_are_shown_and_all_of_them_on_demand(window: MainWindow, qtbot: QtBot) -> None:
    remember(window, *(Recent(f"/{number}.roi") for number in range(9)))
    page = show(window, qtbot)
    assert titles(page) == [str(number) for number in range(6)]
    qtbot.mouseClick(page.show_all, Qt.MouseButton.LeftButton)
    assert len(titles(page)) == 9
    assert page.show_all.text() == "Show fewer"
    qtbot.mouseClick(page.show_all, Qt.MouseButton.LeftButton)
    assert len(titles(page)) == 6


@opens_a_menu
def test_a_file_is_taken_off_the_list_by_its_menu(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = saved(tmp_path / "mine.roi")
    remember(window, Recent(str(path)), Recent("/other.roi"))
    page = show(window, qtbot)
    choose(page, page.recent.rows[0].menu_asked.emit, "Take it off the list")
    assert titles(page) == ["other"]
    assert path.exists()


def test_the_menu_of_recent_files_opens_and_forgets(
    window: MainWindow, messages: RecordedMessages, tmp_path: Path
) -> None:
    remember(window, Recent(str(saved(tmp_path / "mine.roi")), "Bread & Co"), Recent("/other.roi"))
    menu = window.bench.recent_menu
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [f"Bread && Co — {tmp_path}", "other — /", "&Forget the list"]
    menu.actions()[0].trigger()
    assert window.bench.model.path == tmp_path / "mine.roi"
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()
    assert settings_file.load().recent == ()
    menu.aboutToShow.emit()
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [("No file was opened yet", False)]


def test_rows_say_where_when_and_how_it_went() -> None:
    home = str(Path.home())
    files = [
        Recent(f"{home}/Documents/Clients/a.roi", "Oak", "Q3 2026", 0.64, "2026-10-05T09:41:00"),
        Recent(f"{home}/b.roi", "", "Sep 2026", -0.08, "2026-10-04T23:59:00"),
        Recent("/mnt/c.csv", "Oak", "Sep 2026", None, "2026-09-28T09:41:00"),
        Recent("/mnt/d.csv", "Oak", "", 0.0, "nonsense"),
    ]
    rows = recent_texts(files, date(2026, 10, 5))
    assert [(row.title, row.folder, row.when, row.period, row.figure, row.tone) for row in rows] == [
        ("Oak", "Documents / Clients", "Today, 09:41", "Q3 2026", "+64%", "good"),
        ("b", "Your own folder", "Yesterday", "Sep 2026", "−8%", "bad"),
        ("c.csv", "/mnt", "Sep 28, 2026", "Sep 2026", "", "text2"),  # the same title in the same folder
        ("d.csv", "/mnt", "", "", "0%", "text2"),
    ]


def test_texts_at_the_edges() -> None:
    assert when_text("0001-01-01T00:00:00+23:59", date(2026, 1, 1)) in ("", "Jan 1, 1")
    assert folder_text("") == ""
    grains = ((1, 1, 0), (2, 3, 0), (2, 12, 0), (2, 0, 7), (2, 0, 10))
    assert [channels_text(*grain) for grain in grains] == [
        "1 channel, monthly", "2 channels, quarterly", "2 channels, yearly", "2 channels, weekly", "2 channels",
    ]  # fmt: skip


# -- keys and names --------------------------------------------------------------------------------------------------


def test_tab_goes_through_the_page_and_arrows_through_its_lists(window: MainWindow, qtbot: QtBot) -> None:
    remember(window, Recent("/a.roi"), Recent("/b.roi"), Recent("/c.roi"))
    page = show(window, qtbot)
    page.new_button.setFocus()
    met = [focused()]
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(focused())
    assert met == ["New worksheet", "Open file…", "a", "Drop a CSV or Excel file here", "Local service business",
                   "Open a sample"]  # fmt: skip
    page.recent.rows[0].setFocus()
    for key, name in ((Qt.Key.Key_Down, "b"), (Qt.Key.Key_End, "c"), (Qt.Key.Key_Down, "c"), (Qt.Key.Key_Up, "b"),
                      (Qt.Key.Key_Home, "a"), (Qt.Key.Key_Up, "a"), (Qt.Key.Key_Down, "b")):  # fmt: skip
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert focused() == name
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, SHIFT)
    assert focused() == "b"  # where it was left
    page.templates.cards[0].setFocus()
    for key, name in ((Qt.Key.Key_Right, "B2B demand generation"), (Qt.Key.Key_Down, "Blank"),
                      (Qt.Key.Key_Left, "Online shop"), (Qt.Key.Key_Up, "Local service business")):  # fmt: skip
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert focused() == name


def test_everything_that_can_be_chosen_has_a_name_and_a_description(window: MainWindow, qtbot: QtBot) -> None:
    remember(window, Recent("/a/b.roi", "Oak", "Sep 2026", -0.1, "2026-01-01T10:00:00"))
    save_own(small_worksheet(), "Mine")
    page = show(window, qtbot)
    tiles = (*page.recent.rows, *page.templates.cards, *page.own.cards, page.sample, page.drop)
    assert all(tile.accessibleName() and tile.accessibleDescription() for tile in tiles)
    assert page.recent.rows[0].accessibleDescription() == "/a, Sep 2026, ROI −10%, Jan 1, 2026"


def test_in_a_small_window_it_is_one_column_that_scrolls_to_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(760, 520)
    page = show(window, qtbot)
    assert page.drop.mapTo(page, QPoint(0, 0)).x() == page.templates.mapTo(page, QPoint(0, 0)).x()
    page.drop.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert page.sample.hasFocus()
    view = page.area.viewport()
    assert view.rect().contains(page.sample.mapTo(view, page.sample.rect().center()))
    assert page.area.horizontalScrollBar().maximum() == 0


def test_whose_turn_it_is_has_a_ring_in_both_themes(window: MainWindow, qtbot: QtBot) -> None:
    remember(window, Recent("/a.roi", "", "Sep 2026", -0.5), Recent("/b.roi"))
    page = show(window, qtbot)
    row = page.recent.rows[0]
    for mode in ("light", "dark"):
        window.theme.set_mode(mode)  # type: ignore[arg-type]
        row.setFocus()
        picture = row.grab().toImage()
        assert picture.pixelColor(picture.width() // 2, 0) == QColor(window.theme.tokens.ring)
        page.recent.rows[1].setFocus()
        picture = row.grab().toImage()
        assert picture.pixelColor(picture.width() // 2, 0) != QColor(window.theme.tokens.ring)
        seen = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(15, 40)}
        assert window.theme.tokens.bad.upper() in seen  # the ROI below zero


# -- templates, the sample, files dropped ------------------------------------------------------------------------------


def test_new_worksheet_templates_and_the_sample_open(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, qtbot)
    qtbot.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    assert window.bench.model.worksheet is not None
    assert list(window.bench.model.worksheet.names) == ["Channel 1", "Channel 2", "Channel 3"]
    show(window, qtbot)
    qtbot.mouseClick(page.templates.cards[1], Qt.MouseButton.LeftButton)
    assert window.bench.model.worksheet.names[4] == "Webinars"
    show(window, qtbot)
    page.sample.setFocus()
    qtbot.keyClick(page.sample, Qt.Key.Key_Space)
    assert window.bench.model.worksheet.settings.title == "Brightwater Plumbing"
    assert not window.start.shown


def test_a_click_where_files_are_dropped_lets_one_be_chosen(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages, tmp_path: Path
) -> None:
    messages.file = saved(tmp_path / "mine.roi")
    page = show(window, qtbot)
    qtbot.mouseClick(page.drop, Qt.MouseButton.LeftButton)
    assert window.bench.model.path == messages.file


def test_a_file_dropped_anywhere_on_the_page_is_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = show(window, qtbot)
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.csv"), QUrl.fromLocalFile(str(saved(tmp_path / "mine.roi")))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(900, 300), Qt.DropAction.CopyAction, data, left, none)
    before = page.drop.grab().toImage()
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    assert page.drop.grab().toImage() != before  # it invites
    QApplication.sendEvent(page, QDropEvent(QPointF(900, 300), Qt.DropAction.CopyAction, data, left, none))
    assert window.bench.model.path == tmp_path / "mine.roi"
    assert not window.start.shown


# -- own templates -----------------------------------------------------------------------------------------------------


def dialog(window: MainWindow) -> TemplateDialog:
    (found,) = [each for each in window.findChildren(TemplateDialog) if each.isVisible()]
    return found


def name_it(window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Type a name over what is suggested and press Enter."""
    edit = dialog(window).name
    edit.selectAll()
    qtbot.keyClicks(edit, name)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def choose(page: StartPage, ask: Callable[[QPoint], None], text: str) -> None:
    """Open a tile's menu and take a choice of it."""
    ask(page.mapToGlobal(QPoint(20, 20)))
    (menu,) = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    (action,) = [action for action in menu.actions() if action.text() == text]
    action.trigger()
    menu.close()


def own_titles(page: StartPage) -> list[str]:
    return [card.accessibleName() for card in page.own.cards]


def test_the_worksheet_becomes_a_template_and_another_worksheet(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    window.bench.actions_.action["save_template"].trigger()
    assert dialog(window).name.text() == "Brightwater"
    name_it(window, qtbot, "Plumbers & Co")
    assert messages.said == [("notice", "“Plumbers & Co” is a template now: in the New menu and on the start page.")]
    window.bench.new_menu.aboutToShow.emit()
    own = window.bench.new_menu.actions()[-1]
    assert own.text() == "Plumbers && Co"
    own.trigger()
    sheet = window.bench.model.worksheet
    assert sheet is not None
    assert list(sheet.names) == ["Local SEO", "Google text ads", "Radio & TV", "Local print"]
    assert not any((column == column).any() for column in sheet.columns.values())
    (period,) = sheet.periods
    assert period.start is not None
    assert (period.start.year, period.start.month) == (date.today().year, date.today().month)
    page = show(window, qtbot)
    assert own_titles(page) == ["Plumbers & Co"]
    assert page.own.cards[0].accessibleDescription().endswith("4 channels, monthly")
    page.own.cards[0].click()
    assert not window.start.shown


def test_without_a_name_the_dialog_stays(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.commands.templates.save()
    name_it(window, qtbot, "  ")
    shown = dialog(window)
    assert shown.refusal.text() == "Give the template a name."
    shown.reject()
    assert not templates_folder().exists()


def test_a_name_that_is_taken_is_asked_about(window: MainWindow, qtbot: QtBot, messages: RecordedMessages) -> None:
    save_own(build(["One"]), "Mine")
    window.bench.commands.templates.save()
    messages.answer = "stay"
    name_it(window, qtbot, "MINE")
    assert messages.asked[0].title == "Replace the template?"
    assert [template.channels for template in list_own()] == [1]
    assert dialog(window).name.text() == "MINE"  # asked for another one
    messages.answer = "replace"
    name_it(window, qtbot, "MINE")
    assert [(template.name, template.channels) for template in list_own()] == [("MINE", 4)]


def test_a_disk_that_refuses_is_said(window: MainWindow, qtbot: QtBot, messages: RecordedMessages) -> None:
    templates_folder().parent.mkdir(parents=True, exist_ok=True)
    templates_folder().write_text("a file where the folder should be")
    window.bench.commands.templates.save()
    name_it(window, qtbot, "Mine")
    assert messages.said[0][0] == "error"
    assert messages.said[0][1].endswith(".")


@opens_a_menu
def test_a_template_is_renamed_and_removed_by_its_menu(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    save_own(small_worksheet(), "Mine")
    page = show(window, qtbot)
    choose(page, page.own.cards[0].menu_asked.emit, "Rename…")
    name_it(window, qtbot, "Yours")
    assert own_titles(page) == ["Yours"]
    messages.answer = "stay"
    choose(page, page.own.cards[0].menu_asked.emit, "Remove…")
    assert messages.asked[0].title == "Remove the template “Yours”?"
    assert own_titles(page) == ["Yours"]
    messages.answer = "remove"
    choose(page, page.own.cards[0].menu_asked.emit, "Remove…")
    assert own_titles(page) == []
    assert list_own() == []


@opens_a_menu
def test_a_damaged_template_says_so_and_can_be_removed(
    window: MainWindow, qtbot: QtBot, messages: RecordedMessages
) -> None:
    templates_folder().mkdir(parents=True)
    (templates_folder() / "broken.json").write_text("{")
    page = show(window, qtbot)
    (card,) = page.own.cards
    assert card.accessibleDescription() == "This template is damaged and cannot be used."
    card.click()
    assert messages.said[0][1].startswith("broken: ")
    assert window.start.shown
    window.bench.new_menu.aboutToShow.emit()
    assert not window.bench.new_menu.actions()[-1].isEnabled()
    messages.answer = "remove"
    choose(page, card.menu_asked.emit, "Remove…")
    assert own_titles(page) == []


# -- the start ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def starting(qtbot: QtBot, light_theme: Theme) -> Iterator[Callable[..., tuple[MainWindow, list[str]]]]:
    """Starts a window with these settings; gives it and the steps as they are reached."""
    made: list[MainWindow] = []

    def start(settings: Settings, *, sample: bool = False) -> tuple[MainWindow, list[str]]:
        window = Windows(light_theme, at_once, lambda error: None).first(settings)
        made.append(window)
        steps: list[str] = []
        StartUp(window, None, sample=sample).reached.connect(steps.append)
        with qtbot.waitExposed(window):
            window.show()
        return window, steps

    yield start
    for window in made:
        close_for_good(window)


def test_whoever_has_recent_files_is_met_by_the_page(
    starting: Callable[..., tuple[MainWindow, list[str]]], qtbot: QtBot, tmp_path: Path
) -> None:
    path = saved(tmp_path / "mine.roi")
    window, steps = starting(Settings(recent=(Recent(str(path), "Mine"),)))
    page = window.start.page
    assert page is not None
    assert titles(page) == ["Mine"]  # before the rest of the window is built
    qtbot.waitUntil(lambda: steps == ["painted", "page"])
    assert window.bench.model.session is None
    qtbot.keyClick(page.recent.rows[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps == ["painted", "page", "figures", "charts"], timeout=20_000)
    assert window.bench.model.path == path
    assert window.bench.isVisible()


def test_whoever_opened_nothing_yet_is_met_by_the_sample(
    starting: Callable[..., tuple[MainWindow, list[str]]], qtbot: QtBot
) -> None:
    window, steps = starting(Settings(asked=True))
    qtbot.waitUntil(lambda: "charts" in steps, timeout=20_000)
    assert not window.start.shown
    assert window.bench.toolbar.title.title == "Brightwater Plumbing"


def test_what_is_measured_is_the_sample(starting: Callable[..., tuple[MainWindow, list[str]]], qtbot: QtBot) -> None:
    window, steps = starting(Settings(recent=(Recent("/a.roi"),)), sample=True)
    qtbot.waitUntil(lambda: "figures" in steps, timeout=20_000)
    assert not window.start.shown


def test_kept_work_is_offered_on_the_page(
    starting: Callable[..., tuple[MainWindow, list[str]]], qtbot: QtBot
) -> None:
    session = Session.new(small_worksheet())
    session.apply(SetCells.one("spend", 5, 0, 1.0))
    session.close(keep=True)
    window, steps = starting(Settings(recent=(Recent("/a.roi"),)))
    qtbot.waitUntil(lambda: "page" in steps)

    def button() -> QPushButton | None:
        return next((b for b in window.findChildren(QPushButton) if b.text() == "Take it up" and b.isVisible()), None)

    qtbot.waitUntil(lambda: button() is not None)
    taking = button()
    assert taking is not None
    qtbot.mouseClick(taking, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.start.shown)
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.value("spend", 5, 0) == 1.0
    qtbot.waitUntil(lambda: "charts" in steps, timeout=20_000)
    window.bench.model.session.close(keep=False)  # type: ignore[union-attr]


def test_the_settings_are_at_the_top(window: MainWindow, qtbot: QtBot) -> None:
    page = show(window, qtbot)
    qtbot.mouseClick(page.header.settings, Qt.MouseButton.LeftButton)
    dialog = window.findChild(CalmDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Settings"
    dialog.reject()


def test_lines_of_a_card_break_at_spaces_alone_and_what_fits_is_whole(light_theme: Theme) -> None:
    """French has a no-break space before a colon."""
    metrics = QFontMetrics(light_theme.font(13))
    text = "Une feuille de plomberie\N{NO-BREAK SPACE}: tout"
    for width in range(60, 300):
        lines = lines_of(metrics, text, width, 8)
        assert not any(line.startswith(":") for line in lines)
        assert all(line in text for line in lines if metrics.horizontalAdvance(line) <= width and "…" not in line)
    line = "Fimm tölur fyrir hverja rás og framlegð; allt annað"
    assert lines_of(metrics, f"{line} ræður þú.", metrics.horizontalAdvance(line), 3)[0] == line
