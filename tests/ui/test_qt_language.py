"""Qt's own texts in the language in use: its dialogs, the menus of fields, keys, calendars; switched while running."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPoint, QTranslator
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QColorDialog,
    QDateEdit,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from roiapp import language
from roiapp.ui.look.qt_language import speak_qt
from tests import pseudo
from tests.ui.said_texts import said_by

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise\(\)|grabbing the keyboard)$", extend=True)
#: names of paper, units and encodings that are written so in every language
_PAPER = """A ANSI Architect Super Letter Legal Extra Plus Small Ledger Tabloid Folio Quarto Statement Note Postcard
Double Executive Fan fold German US in JIS PRC Big HTML DL Chou Kaku Invite Italian Monarch Personal You Select"""
NAMES = frozenset(_PAPER.split())
LANGUAGES = language.LANGUAGES[1:]


@pytest.fixture
def every_language_made_up(qapp: QApplication) -> Iterator[None]:
    """Each language's texts are the made-up ones: nothing of Qt's own catalogues is needed."""
    for code in LANGUAGES:
        pseudo.take_texts(code, pseudo.Pseudo())
    yield
    language.use("en")
    for code in LANGUAGES:
        pseudo.take_texts(code, None)
    speak_qt(qapp)


def dialogs(folder: Path) -> Iterator[QWidget]:
    for mode in QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave:
        files = QFileDialog(None, "", str(folder))
        files.setOption(QFileDialog.Option.DontUseNativeDialog)
        files.setAcceptMode(mode)
        yield files
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printing = QPrintDialog(printer)
    yield printing
    colours = QColorDialog()
    colours.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    yield colours
    buttons = QDialogButtonBox()
    for button in QDialogButtonBox.StandardButton:
        if button not in (QDialogButtonBox.StandardButton.NoButton, QDialogButtonBox.StandardButton.LastButton):
            buttons.addButton(button)
    yield buttons


def menu_texts(field: QWidget) -> list[str]:
    """What the right button offers there."""
    at = QPoint(4, 4)
    field.show()
    if isinstance(field, QLineEdit | QPlainTextEdit | QTextBrowser):
        menu = field.createStandardContextMenu()
        texts = [action.text() for action in menu.actions()]
        menu.deleteLater()
        return texts
    QApplication.sendEvent(field, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, field.mapToGlobal(at)))
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]
    texts = [action.text() for menu in found for action in menu.actions()]
    for menu in found:
        menu.close()
    return texts


@pytest.mark.usefixtures("every_language_made_up")
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_dialog_or_menu_of_qt_is_english(code: str, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    language.use(code)
    speak_qt(qapp)
    months = {word for number in range(1, 13) for word in QLocale(code).monthName(number).split()}
    wrong = []
    folder = tmp_path / "0"
    folder.mkdir()
    for dialog in dialogs(folder) if code in ("uz", "fr") else ():
        qtbot.addWidget(dialog)
        dialog.show()
        QTest.qWait(20)
        for place, text in said_by(dialog):
            # Folders are the user's own, and nobody sees the title of a form inside a dialog.
            if text.startswith("/") or text in ("Form", "Formulaire", Path.home().name, tmp_path.parent.name):
                continue
            if words := pseudo.escaped(text, NAMES | months):
                wrong.append(f"{type(dialog).__name__}: {place}: {words} in {text!r}")
        dialog.close()
    for make in QLineEdit, QPlainTextEdit, QTextBrowser:
        field = make()
        qtbot.addWidget(field)
        texts = menu_texts(field)
        assert len(texts) > 2
        wrong += [text for text in texts if pseudo.escaped(text.partition("\t")[0])]
    assert not wrong, "\n".join(wrong[:40])
    assert QKeySequence("Shift+Del").toString(QKeySequence.SequenceFormat.NativeText) == "⟦Šhïft⟧+⟦Dël⟧"


@pytest.mark.usefixtures("every_language_made_up")
def test_the_language_switches_while_running(qapp: QApplication, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    for code in ("en", "uz", "en", "is", "pl", "en"):
        undo = "&Undo" if code == "en" else "⟦&Ûñdô⟧"
        language.use(code)
        speak_qt(qapp)
        assert menu_texts(field)[0].partition("\t")[0] == undo
        assert QLocale().name().partition("_")[0] in (code, "C")
    assert QCoreApplication.translate("QShortcut", "Ctrl") == "Ctrl"


QT_KNOWS = [("pl", "Cofnij", "sierpień"), ("fr", "Annuler", "août"), ("tr", "Geri", "Ağustos")]


@pytest.mark.parametrize(("code", "said"), [
    ("pl", "Ctrl+Shift+Del"), ("fr", "Ctrl+Maj+Suppr"), ("tr", "Ctrl+Shift+Del"), ("is", "Ctrl+Shift+Del"),
    ("uz", "Ctrl+Shift+Delete"),
])  # fmt: skip
def test_keys_are_called_what_stands_on_them(code: str, said: str, qapp: QApplication) -> None:
    """Qt's own Turkish has “Kontrol+Üst Karakter”, which no keyboard has."""
    try:
        language.use(code)
        speak_qt(qapp)
        assert QKeySequence("Ctrl+Shift+Del").toString(QKeySequence.SequenceFormat.NativeText) == said
    finally:
        language.use("en")
        speak_qt(qapp)


@pytest.mark.parametrize(("code", "undo", "month"), QT_KNOWS)
def test_what_our_catalogue_lacks_comes_from_qt_where_it_knows_the_language(
    code: str, undo: str, month: str, qapp: QApplication, qtbot: QtBot
) -> None:
    from gettext import NullTranslations

    pseudo.take_texts(code, NullTranslations())
    language.use(code)
    speak_qt(qapp)
    try:
        field = QLineEdit()
        qtbot.addWidget(field)
        assert undo in menu_texts(field)[0].replace("&", "")
        assert QLocale().standaloneMonthName(8) == month
    finally:
        language.use("en")
        pseudo.take_texts(code, None)
        speak_qt(qapp)


def test_a_calendar_speaks_the_language(qapp: QApplication, qtbot: QtBot) -> None:
    language.use("is")
    speak_qt(qapp)
    try:
        day = QDateEdit(QDate(2026, 8, 3))
        day.setDisplayFormat("d MMMM yyyy")
        calendar = QCalendarWidget()
        for each in (day, calendar):
            qtbot.addWidget(each)
        assert day.text() == "3 ágúst 2026"
        assert calendar.locale().monthName(8) == "ágúst"
    finally:
        language.use("en")
        speak_qt(qapp)


def test_switching_languages_leaves_no_translators_behind(qapp: QApplication) -> None:
    counts = []
    try:
        for code in ("pl", "fr", "tr", "pl"):
            language.use(code)
            speak_qt(qapp)
            QCoreApplication.translate("QPlatformTheme", "Cancel")  # which makes it learn the language
            counts.append(len(qapp.findChildren(QTranslator)))
    finally:
        language.use("en")
        speak_qt(qapp)
    assert counts == counts[:1] * 4
    assert qapp.findChildren(QTranslator) == []
