"""The questions of the very first start in a real window: answered, skipped, asked again; by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.numbers import get_territory_currencies
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from roiapp import settings as settings_file
from roiapp.core.edits import SetCells
from roiapp.core.units import MONEY_EACH, NumberFormat
from roiapp.core.worksheet import Worksheet
from roiapp.settings import Defaults, Recent, Settings
from roiapp.ui.forms.program_dialog import ProgramDialog
from roiapp.ui.look.background import at_once
from roiapp.ui.look.theme import Theme
from roiapp.ui.start.set_up_choices import SAMPLE, Choices, currency_of, first_choices, locale_for
from roiapp.ui.start.set_up_page import SetUpPage
from roiapp.ui.window.main_window import MainWindow
from roiapp.ui.window.startup import StartUp
from roiapp.ui.window.windows import Windows
from tests.ui.bracketed import speak_bracketed
from tests.ui.small_window import RecordedMessages, close_for_good, other_windows
from tests.ui.surfaces import settle

Start = Callable[..., tuple[MainWindow, list[str]]]
#: what the offscreen platform says whenever a list opens
SAID = r"^This plugin does not support (raise\(\)|grabbing the keyboard)$"
opens_a_list = pytest.mark.qt_log_ignore(SAID, extend=True)
PLAIN = Qt.KeyboardModifier.NoModifier
AMERICAN = QLocale("en_US")
#: what can have the keyboard
EVERYWHERE = ("language", "currency", "locale_box", "margin", "card", "begin_button", "skip_button")


@pytest.fixture(autouse=True)
def american(monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer speaks American English, whatever the one at hand speaks."""
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: AMERICAN))


@pytest.fixture
def start(qtbot: QtBot, light_theme: Theme) -> Iterator[Start]:
    """Starts the program with the settings that are kept; gives its window and the steps as they are reached."""
    made: list[MainWindow] = []

    def begin(path: Path | None = None, *, sample: bool = False) -> tuple[MainWindow, list[str]]:
        window = Windows(light_theme, at_once, lambda error: None).first(settings_file.load())
        made.append(window)
        steps: list[str] = []
        StartUp(window, path, sample=sample).reached.connect(steps.append)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window, steps

    yield begin
    for window in made:
        if isValid(window):
            close_for_good(window)


@pytest.fixture
def asked(start: Start, qtbot: QtBot) -> MainWindow:
    """The very first start, as far as the questions."""
    window, steps = start()
    qtbot.waitUntil(lambda: steps == ["painted", "page"])
    return window


def page_of(window: MainWindow) -> SetUpPage:
    page = window.start.questions.page
    assert page is not None
    assert window.start.questions.shown
    return page


def sheet_of(window: MainWindow) -> Worksheet:
    assert window.bench.model.worksheet is not None
    assert window.bench.isVisible()
    assert not window.start.questions.shown
    return window.bench.model.worksheet


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, key)


def ask_again(window: MainWindow) -> SetUpPage:
    window.bench.actions_.action["set_up"].trigger()
    return page_of(window)


# -- the start ---------------------------------------------------------------------------------------------------------


def test_the_questions_are_the_first_picture(start: Start, qtbot: QtBot) -> None:
    window, steps = start()
    page = page_of(window)
    assert [page.currency.currentText(), page.locale_box.currentData(), page.margin.text()] == ["USD", "en", ""]
    assert page.business.chosen == "local_service"
    qtbot.waitUntil(lambda: steps == ["painted", "page"])
    assert window.bench.model.session is None
    assert page.currency.currentText() == "USD   US Dollar"  # names come once the window stands
    assert page.isVisible()


@pytest.mark.parametrize("how", ["file", "measured", "answered", "recent"])
def test_who_is_not_new_is_not_asked(start: Start, qtbot: QtBot, tmp_path: Path, how: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Channel,Spend\nSearch,100\n", encoding="utf-8")
    if how == "answered":
        settings_file.save(Settings(asked=True))
    elif how == "recent":
        settings_file.save(Settings(recent=(Recent(str(path), "Mine"),)))
    window, steps = start(path if how == "file" else None, sample=how == "measured")
    qtbot.waitUntil(lambda: ("page" if how == "recent" else "figures") in steps, timeout=20_000)
    assert window.start.questions.page is None
    assert window.start.shown == (how == "recent")


@opens_a_list
def test_answers_by_keys_begin_a_worksheet(asked: MainWindow, qtbot: QtBot) -> None:
    assert QApplication.focusWidget() is page_of(asked).language
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "pln")
    press(qtbot, Qt.Key.Key_Tab)
    assert page_of(asked).currency.currentText() == "PLN   Polish Zloty"
    assert QApplication.focusWidget() is page_of(asked).locale_box
    qtbot.keyClicks(QApplication.focusWidget(), "Po")
    assert page_of(asked).locale_box.currentText().startswith("Polski   ")
    assert page_of(asked).locale_box.currentText().endswith("234,50\N{NO-BREAK SPACE}zł")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "42,5%")
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Right)
    assert page_of(asked).business.chosen == "b2b"
    press(qtbot, Qt.Key.Key_Return)
    sheet = sheet_of(asked)
    assert list(sheet.names) == [
        "Search engine (organic)", "Content and blog", "Paid search", "LinkedIn ads", "Webinars", "Trade fairs",
        "E-mail campaigns", "Partners", "Sales outreach",
    ]  # fmt: skip
    said = sheet.settings
    assert (said.currency, said.locale, said.default_margin) == ("PLN", "pl", 0.425)
    assert said.blocks == ("core", "qualified", "pipeline")
    kept = settings_file.load()
    assert kept.asked
    assert kept.defaults == Defaults("PLN", "pl", 0.425)
    asked.bench.actions_.action["start_page"].trigger()
    assert asked.start.page is not None
    asked.start.page.new_button.click()
    assert sheet_of(asked).settings.currency == "PLN"
    assert sheet_of(asked).settings.default_margin == 0.425
    menu = asked.bench.new_menu
    asked.bench.commands.templates.fill_new_menu(menu)
    next(each for each in menu.actions() if each.text() == "Online shop").trigger()
    assert (len(sheet_of(asked).names), sheet_of(asked).settings.locale) == (11, "pl")
    for sample, title in (("sample", "Brightwater Plumbing"), ("sample_b2b", "Northgate Controls")):
        asked.bench.actions_.action[sample].trigger()
        said = sheet_of(asked).settings
        assert (said.title, said.currency, said.locale) == (title, "USD", "pl")


def test_tab_goes_through_it_as_it_reads(asked: MainWindow, qtbot: QtBot) -> None:
    page = page_of(asked)
    page.business.choices[2].click()
    page.language.setFocus()
    order = [page.currency, page.locale_box, page.margin, page.business.choices[2], page.skip_button, page.begin_button]
    for expected in order:
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    for expected in reversed([page.language, *order[:-1]]):
        press(qtbot, Qt.Key.Key_Backtab)
        assert QApplication.focusWidget() is expected


def test_a_blank_margin_stays_unknown(asked: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Return)
    assert len(sheet_of(asked).names) == 15
    assert sheet_of(asked).settings.default_margin is None
    assert settings_file.load().defaults == Defaults("USD", "en", None)


def test_a_look_at_the_sample_is_an_answer_too(asked: MainWindow, qtbot: QtBot) -> None:
    page = page_of(asked)
    page.margin.setText("40%")
    qtbot.mouseClick(page.business.sample, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.begin_button, Qt.MouseButton.LeftButton)
    assert asked.bench.toolbar.title.title == "Brightwater Plumbing"
    assert sheet_of(asked).settings.default_margin is None
    assert settings_file.load().defaults.margin == 0.4


def field(page: SetUpPage, name: str) -> QWidget:
    return page.business.choices[3] if name == "card" else getattr(page, name)


def test_esc_skips_to_the_sample_and_keeps_nothing_but_that(asked: MainWindow, qtbot: QtBot) -> None:
    page_of(asked).margin.setText("40%")
    press(qtbot, Qt.Key.Key_Escape)
    assert sheet_of(asked).settings.title == "Brightwater Plumbing"
    assert settings_file.load().defaults == Defaults()
    assert settings_file.load().asked


def test_esc_and_enter_do_the_same_from_everywhere(window: MainWindow, qtbot: QtBot) -> None:
    window.settings = Settings(asked=True)
    for name in EVERYWHERE:
        field(ask_again(window), name).setFocus()
        press(qtbot, Qt.Key.Key_Escape)
        assert sheet_of(window).settings.title == "Brightwater", name
    for name in EVERYWHERE:
        before = window.bench.model.session
        field(ask_again(window), name).setFocus()
        press(qtbot, Qt.Key.Key_Return)
        assert (window.bench.model.session is before) == (name == "skip_button")
        if name != "skip_button":  # which answers to Enter itself
            assert len(sheet_of(window).names) == (3 if name == "card" else 15), name


@pytest.mark.parametrize("how", ["begun", "skipped", "closed"])
def test_the_second_start_asks_nothing(start: Start, asked: MainWindow, qtbot: QtBot, how: str) -> None:
    page = page_of(asked)
    if how == "closed":
        asked.close()
    else:
        (page.begin_button if how == "begun" else page.skip_button).click()
        asked.close()
    window, steps = start()
    qtbot.waitUntil(lambda: "figures" in steps, timeout=20_000)
    assert sheet_of(window).settings.title == "Brightwater Plumbing"


def test_the_charts_follow_and_the_start_ends(start: Start, qtbot: QtBot) -> None:
    window, steps = start()
    qtbot.waitUntil(lambda: steps == ["painted", "page"])
    page_of(window).skip_button.click()
    qtbot.waitUntil(lambda: steps == ["painted", "page", "figures", "charts"], timeout=20_000)


# -- what cannot be ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("all", '"all" is not a number'), ("140%", "Gross margin cannot be above 100%")],
)
def test_a_margin_that_is_none_is_refused(asked: MainWindow, qtbot: QtBot, typed: str, sentence: str) -> None:
    page = page_of(asked)
    page.margin.setFocus()
    qtbot.keyClicks(page.margin, typed)
    page.begin_button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert page_of(asked) is page
    assert page.refusal.isVisible()
    assert page.refusal.text().startswith(sentence)
    assert QApplication.focusWidget() is page.margin
    assert not settings_file.load().asked
    qtbot.keyClicks(page.margin, "4")
    assert not page.refusal.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert sheet_of(asked).settings.default_margin == 0.04


@pytest.mark.parametrize("damage", [b"{", b'{"asked": "yes", "defaults": {"currency": 7}}'])
def test_damaged_settings_ask_and_are_kept_anew(start: Start, qtbot: QtBot, own_home: Path, damage: bytes) -> None:
    own_home.mkdir()
    (own_home / "settings.json").write_bytes(damage)
    window, steps = start()
    qtbot.waitUntil(lambda: "page" in steps)
    page_of(window).begin_button.click()
    assert len(sheet_of(window).names) == 15
    assert settings_file.load().defaults == Defaults("USD", "en")


def test_settings_that_cannot_be_kept_are_said_and_stop_nothing(
    window: MainWindow, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_change: Callable[[Settings], Settings]) -> Settings:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings_file, "update", full)
    page = ask_again(window)
    page.margin.setText("30%")
    page.begin_button.click()
    assert messages.said[0] == ("warning", "The settings could not be kept: No space left on device.")
    assert window.bench.model.worksheet is not None
    assert window.bench.model.worksheet.settings.default_margin == 0.3  # until the program ends


# -- another language --------------------------------------------------------------------------------------------------


def test_the_page_speaks_the_language_that_is_chosen(
    asked: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_bracketed(monkeypatch)
    page = ask_anew(asked)
    page.currency.setCurrentIndex(page.currency.findData("EUR"))
    page.margin.setText("35%")
    page.business.choices[2].click()
    page.language.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: asked.start.questions.page is not page)
    fresh = page_of(asked)
    assert fresh.begin_button.text() == "⟦Begin⟧"
    assert settings_file.load().language == "pl"
    assert not settings_file.load().asked
    assert fresh.choices == Choices("pl", "EUR", "pl", "online_shop", "35%")  # numbers go with the language, money not
    assert QApplication.focusWidget() is fresh.language
    assert asked.bench.menu_bar.actions()[0].text() == "⟦&File⟧"
    fresh.locale_box.setFocus()
    press(qtbot, Qt.Key.Key_End)
    fresh.language.setFocus()
    press(qtbot, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: asked.start.questions.page is not fresh)
    last = page_of(asked)
    assert last.choices == Choices("en", "EUR", "uz", "online_shop", "35%", own_locale=True)
    press(qtbot, Qt.Key.Key_Return)
    assert sheet_of(asked).settings.currency == "EUR"
    assert len(sheet_of(asked).names) == 11


def ask_anew(window: MainWindow) -> SetUpPage:
    """The page once more: which languages there are is asked when it is made."""
    window.start.questions.put_aside()
    return window.start.questions.show()


# -- asked again -------------------------------------------------------------------------------------------------------


def test_it_comes_again_from_the_menu_and_esc_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    window.settings = Settings(asked=True, defaults=Defaults("ISK", "is", 0.125))
    page = ask_again(window)
    assert page.skip_button.text() == "Go back"
    assert page.choices == Choices(
        "en", "ISK", "is", "local_service", "12,5%", own_locale=True
    )
    assert not window.bench.actions_.action["save"].isEnabled()
    press(qtbot, Qt.Key.Key_Escape)
    assert sheet_of(window).settings.title == "Brightwater"
    assert window.bench.grid.table.hasFocus()
    assert window.bench.actions_.action["save"].isEnabled()


def test_a_document_in_work_stays_in_its_window(window: MainWindow) -> None:
    window.bench.model.apply(SetCells.one("spend", 0, 0, 5.0))
    ask_again(window).begin_button.click()
    (other,) = other_windows(window)
    QTest.qWait(1)
    assert len(sheet_of(other).names) == 15
    assert sheet_of(window).settings.title == "Brightwater"
    other.close()


def test_from_the_start_page_it_leads_back_there(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    settings_file.save(Settings(asked=True, recent=(Recent(str(tmp_path / "a.roi"), "A"),)))
    window, steps = start()
    qtbot.waitUntil(lambda: "page" in steps)
    ask_again(window)
    press(qtbot, Qt.Key.Key_Escape)
    assert window.start.shown
    assert not window.start.questions.shown
    assert window.bench.model.session is None


def test_messages_stand_on_the_page_and_come_back(window: MainWindow) -> None:
    page = ask_again(window)
    window.bench.message_bar.show_message("The disk is full.", "warning")
    assert page.isAncestorOf(window.bench.message_bar)
    page.skip_button.click()
    settle()
    assert window.bench.isAncestorOf(window.bench.message_bar)
    assert window.bench.message_bar.isVisible()


def test_a_refused_entry_keeps_the_worksheet(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.grid.go_to(0, "spend")
    qtbot.keyClicks(QApplication.focusWidget(), "x")
    window.bench.actions_.action["set_up"].trigger()
    assert not window.start.questions.shown


# -- its parts ---------------------------------------------------------------------------------------------------------


def test_a_card_is_one_of_several_for_whoever_listens(window: MainWindow, qtbot: QtBot) -> None:
    page = ask_again(window)
    page.business.choices[0].setFocus()
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.business.chosen == SAMPLE
    states = []
    for card in page.business.choices:
        found = QAccessible.queryAccessibleInterface(card)
        assert found.role() == QAccessible.Role.RadioButton
        states.append(bool(found.state().checked))
    assert states == [False, False, False, False, True]
    press(qtbot, Qt.Key.Key_Home)
    assert page.business.chosen == "local_service"


@opens_a_list
def test_a_currency_is_found_by_code_sign_or_name(window: MainWindow, qtbot: QtBot) -> None:
    page = ask_again(window)
    line = page.currency.lineEdit()
    assert line is not None
    for typed, code in (("pln", "PLN"), ("zł", "PLN"), ("iceland", "ISK"), ("€", "EUR"), ("CHF", "CHF"),
                        ("nothing such", "CHF"), ("$", "CHF"), ("", "CHF"), ("US Dollar", "USD")):  # fmt: skip
        page.currency.setFocus()
        line.selectAll()
        for letter in typed or "\b":  # QTest knows only the letters of English
            key = Qt.Key.Key_Backspace if letter == "\b" else Qt.Key(0)
            QApplication.sendEvent(page.currency, QKeyEvent(QEvent.Type.KeyPress, key, PLAIN, letter))
        page.currency.completer().popup().hide()
        assert page.currency.code == code, typed
        page.margin.setFocus()
        assert page.currency.currentText().startswith(f"{code}   "), typed
        assert page.locale_box.itemText(0).endswith(NumberFormat("en", code).text(1234.5, MONEY_EACH))


@opens_a_list
def test_enter_takes_what_is_offered_before_it_begins(window: MainWindow, qtbot: QtBot) -> None:
    page = ask_again(window)
    page.currency.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(QApplication.focusWidget(), "icel")
    popup = page.currency.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page_of(window).currency.code == "ISK"
    press(qtbot, Qt.Key.Key_Return)
    assert sheet_of(window).settings.currency == "ISK"


@pytest.mark.parametrize(
    ("system", "currency"),
    [("en_US", "USD"), ("en_GB", "GBP"), ("pl_PL", "PLN"), ("fr_FR", "EUR"), ("fr_CA", "CAD"), ("tr_TR", "TRY"),
     ("is_IS", "ISK"), ("uz_UZ", "UZS"), ("de_CH", "CHF"), ("ja_JP", "JPY"), ("C", "USD")],
)  # fmt: skip
def test_the_currency_is_that_of_the_territory(system: str, currency: str) -> None:
    assert currency_of(QLocale(system)) == currency
    if system != "C":
        assert currency in get_territory_currencies(system[-2:])


@pytest.mark.parametrize(
    ("language", "system", "locale"),
    [("en", "en_US", "en"), ("en", "en_GB", "en_GB"), ("en", "en_IN", "en"), ("en", "pl_PL", "pl"), ("en", "C", "en"),
     ("en", "ja_JP", "en"), ("pl", "pl_PL", "pl"), ("tr", "en_GB", "tr"), ("uz", "uz_Latn_UZ", "uz")],
)  # fmt: skip
def test_numbers_go_with_the_computer_or_the_language(language: str, system: str, locale: str) -> None:
    assert locale_for(language, system) == locale


def test_what_was_said_before_stands_there(qapp: QApplication) -> None:
    before = Settings(defaults=Defaults("GBP", "", -0.05))
    assert first_choices(before, QLocale("tr_TR")) == Choices("en", "GBP", "tr", margin="-%5")


def test_the_settings_have_a_place_for_it(start: Start, qtbot: QtBot) -> None:
    window, steps = start()
    qtbot.waitUntil(lambda: "page" in steps)
    window.bench.actions_.action["document"].trigger()
    (dialog,) = window.findChildren(ProgramDialog)
    new = dialog.program.new
    new.currency.setCurrentIndex(new.currency.findData("TRY"))
    qtbot.keyClicks(new.margin, "lots")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.refusal.isVisible()
    new.margin.selectAll()
    qtbot.keyClicks(new.margin, "25%")
    dialog.accept()
    assert settings_file.load().defaults == Defaults("TRY", "", 0.25)
