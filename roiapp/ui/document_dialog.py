"""A small dialog for what holds in the whole document: title, currency, numbers, default margin and hourly rate."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from roiapp.core.currencies import CURRENCIES
from roiapp.core.units import MONEY_EACH, SHARE, NumberError, NumberFormat, Unit, parse
from roiapp.language import tr
from roiapp.ui.dialogs import CalmDialog
from roiapp.ui.locales import LOCALES
from roiapp.ui.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet

#: shown first: those of the languages the program speaks
_USUAL: Final = ("USD", "EUR", "GBP", "PLN", "TRY", "ISK", "UZS", "CAD", "AUD", "CHF")


class DocumentDialog(CalmDialog):
    """The document's settings as one edit. Changing the currency never converts, and says so."""

    def __init__(
        self, theme: Theme, worksheet: Worksheet, apply: Callable[[Edit], None], parent: QWidget
    ) -> None:
        super().__init__(theme, tr("Document settings"), parent)
        self._worksheet = worksheet
        self._apply = apply
        settings = worksheet.settings
        write = NumberFormat(settings.locale, settings.currency)
        form = self.add_form()
        self.title_edit = QLineEdit(settings.title, self)
        form.addRow(tr("Title"), self.title_edit)
        self.currency = QComboBox(self)
        for code in (*_USUAL, *(code for code in CURRENCIES if code not in _USUAL)):
            self.currency.addItem(code, code)
        self._choose(self.currency, settings.currency, settings.currency)
        form.addRow(tr("Currency"), self.currency)
        self.locale_box = QComboBox(self)
        for code, name in LOCALES.items():
            example = NumberFormat(code, settings.currency).text(1234.5, MONEY_EACH)
            self.locale_box.addItem(f"{name}   {example}", code)
        self._choose(self.locale_box, settings.locale, settings.locale)
        form.addRow(tr("Numbers as in"), self.locale_box)
        self.margin = QLineEdit(write.edit_text(settings.default_margin, SHARE), self)
        self.margin.setPlaceholderText(tr("none"))
        form.addRow(tr("Default gross margin"), self.margin)
        self.rate = QLineEdit(write.edit_text(settings.default_hourly_rate, MONEY_EACH), self)
        self.rate.setPlaceholderText(tr("none"))
        form.addRow(tr("Default hourly rate"), self.rate)
        self.add_hint(tr("Changing the currency converts nothing. Defaults fill blank cells and are shown as such."))
        self.add_standard_buttons(tr("Apply"))
        self.even_out()

    @staticmethod
    def _choose(box: QComboBox, code: str, label: str) -> None:
        if box.findData(code, Qt.ItemDataRole.UserRole) < 0:
            box.addItem(label, code)
        box.setCurrentIndex(box.findData(code))

    def accept(self) -> None:
        """Make the changes; a number that cannot be read keeps the dialog open."""
        from roiapp.core.edits import EditError, SetSettings

        settings = self._worksheet.settings
        try:
            wanted: dict[str, Any] = {
                "title": " ".join(self.title_edit.text().split()),
                "currency": self.currency.currentData(),
                "locale": self.locale_box.currentData(),
                "default_margin": self._number(self.margin, SHARE, "gross_margin"),
                "default_hourly_rate": self._number(self.rate, MONEY_EACH, "hourly_rate"),
            }
            changes = {name: value for name, value in wanted.items() if value != getattr(settings, name)}
            if changes:
                self._apply(SetSettings.of(**changes))
        except (NumberError, EditError, _RefusedError) as error:
            self.refuse(str(error))
            return
        super().accept()

    def _number(self, edit: QLineEdit, unit: Unit, field_id: str) -> float | None:
        """The number in a field. Raises NumberError, or _RefusedError beyond the limits of the input it stands for."""
        from roiapp.core.catalog import standard
        from roiapp.core.checks import limit_error

        settings = self._worksheet.settings
        value = parse(edit.text(), unit, settings.locale, settings.currency).value
        sentence = limit_error(standard().field[field_id], value, NumberFormat(settings.locale, settings.currency))
        if sentence:
            raise _RefusedError(sentence)
        return value


class _RefusedError(ValueError):
    """A number beyond the limits; the text is a sentence for the user."""
