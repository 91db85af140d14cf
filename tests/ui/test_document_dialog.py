"""The document's settings: numbers read as what is chosen in the dialog writes them, limits from the document's own
catalog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from roiapp.core.catalog import Catalog
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetSettings
from roiapp.ui.forms.document_dialog import DocumentDialog
from roiapp.ui.window.main_window import MainWindow

Open = Callable[..., DocumentDialog]


@pytest.fixture
def dialog_of(window: MainWindow) -> Open:
    def opened(**settings: Any) -> DocumentDialog:
        if settings:
            window.bench.model.apply(SetSettings.of(**settings))
        window.bench.commands.documents.settings()
        dialog = window.findChild(DocumentDialog)
        assert isinstance(dialog, DocumentDialog)
        return dialog

    return opened


def choose(dialog: DocumentDialog, *, locale: str = "", currency: str = "") -> None:
    if locale:
        dialog.locale_box.setCurrentIndex(dialog.locale_box.findData(locale))
    if currency:
        dialog.currency.setCurrentIndex(dialog.currency.findData(currency))


def retype(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, text)


def settings_of(window: MainWindow) -> DocumentSettings:
    sheet = window.bench.model.worksheet
    assert sheet is not None
    return sheet.settings


def test_a_number_is_read_as_the_locale_chosen_beside_it(window: MainWindow, dialog_of: Open, qtbot: QtBot) -> None:
    dialog = dialog_of()
    choose(dialog, locale="de", currency="EUR")
    retype(qtbot, dialog.margin, "42,5")
    retype(qtbot, dialog.rate, "1.250,75")
    dialog.accept()
    settings = settings_of(window)
    assert (settings.locale, settings.default_margin, settings.default_hourly_rate) == ("de", 0.425, 1250.75)


def test_it_does_not_matter_which_comes_first(window: MainWindow, dialog_of: Open, qtbot: QtBot) -> None:
    dialog = dialog_of()
    retype(qtbot, dialog.rate, "1.250")
    choose(dialog, locale="de")
    assert dialog.rate.text() == "1.250"
    dialog.accept()
    assert settings_of(window).default_hourly_rate == 1250


def test_what_stood_there_is_written_anew_and_keeps_its_value(window: MainWindow, dialog_of: Open) -> None:
    dialog = dialog_of(default_margin=0.425, default_hourly_rate=37.5)
    assert dialog.rate.text() == "37.5"
    choose(dialog, locale="de")
    assert dialog.rate.text() == "37,5"
    dialog.accept()
    settings = settings_of(window)
    assert (settings.default_margin, settings.default_hourly_rate) == (0.425, 37.5)


def test_the_examples_are_in_the_currency_that_is_chosen(dialog_of: Open) -> None:
    dialog = dialog_of()
    assert "$" in dialog.locale_box.currentText()
    choose(dialog, currency="EUR")
    texts = [dialog.locale_box.itemText(place) for place in range(dialog.locale_box.count())]
    assert all(("€" in text or "EUR" in text) and "$" not in text for text in texts)
    dialog.close()


def test_limits_are_those_of_the_documents_own_catalog(window: MainWindow, dialog_of: Open, qtbot: QtBot) -> None:
    session = window.bench.model.session
    assert session is not None
    fields = tuple(
        field._replace(maximum=50.0) if field.id == "hourly_rate" else field for field in session.catalog.fields
    )
    session.catalog = Catalog(fields, session.catalog.metrics)
    dialog = dialog_of()
    retype(qtbot, dialog.rate, "60")
    choose(dialog, locale="de", currency="EUR")
    dialog.accept()
    assert dialog.isVisible()
    assert "50" in dialog.refusal.text()
    assert "€" in dialog.refusal.text()
