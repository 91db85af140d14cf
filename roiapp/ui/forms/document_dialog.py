"""The settings: what holds in the whole document (title, company, logo, currency, numbers, defaults, which ROI), and
below it what holds for the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from roiapp.core.units import MONEY_EACH, SHARE, NumberError, NumberFormat
from roiapp.language import tr
from roiapp.ui.forms.currency_box import in_order, write_amounts
from roiapp.ui.forms.length_limit import limit_length
from roiapp.ui.forms.logo_field import LogoField
from roiapp.ui.forms.number_entry import RefusedError, number_in
from roiapp.ui.forms.program_dialog import ProgramFields, section
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.kept_settings import KeptSettings
from roiapp.ui.look.locales import LOCALES
from roiapp.ui.look.messages import Messages
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet

MOST_LETTERS: Final = 200


class DocumentDialog(CalmDialog):
    """The document's settings as one edit. Changing the currency never converts, and says so.

    Numbers are read as the currency and the locale that are chosen in the dialog write them; `catalog` is the
    document's, for the limits.
    """

    def __init__(
        self,
        theme: Theme,
        worksheet: Worksheet,
        catalog: Catalog,
        apply: Callable[[Edit], None],
        parent: QWidget,
        kept: KeptSettings,
        messages: Messages,
    ) -> None:
        super().__init__(theme, tr("Settings"), parent)
        self._worksheet = worksheet
        self._catalog = catalog
        self._apply = apply
        settings = worksheet.settings
        form = self.add_form()
        form.addRow(section(tr("This document"), theme, self))
        self.title_edit = QLineEdit(settings.title, self)
        form.addRow(tr("Title"), self.title_edit)
        self.company = QLineEdit(settings.company, self)
        limit_length(self.company, MOST_LETTERS, str(MOST_LETTERS), self.say)
        form.addRow(tr("Company"), self.company)
        self.logo = LogoField(theme, messages, settings.logo, self)
        self.logo.refused.connect(self.say)
        form.addRow(tr("Logo"), self.logo)
        self.currency = CalmBox(theme, self)
        for code in in_order():
            self.currency.addItem(code, code)
        self._choose(self.currency, settings.currency, settings.currency)
        form.addRow(tr("Currency"), self.currency)
        self.locale_box = CalmBox(theme, self)
        for code, name in LOCALES.items():
            self.locale_box.addItem(name, code)
        self._choose(self.locale_box, settings.locale, settings.locale)
        form.addRow(tr("Numbers as in"), self.locale_box)
        self.margin = QLineEdit(self)
        self.margin.setPlaceholderText(tr("none"))
        form.addRow(tr("Default gross margin"), self.margin)
        self.rate = QLineEdit(self)
        self.rate.setPlaceholderText(tr("none"))
        form.addRow(tr("Default hourly rate"), self.rate)
        self.headline = CalmBox(theme, self)
        self.headline.addItem(tr("ROI on gross profit"), "roi")
        self.headline.addItem(tr("ROI on revenue"), "revenue_roi")
        self.headline.setCurrentIndex(max(0, self.headline.findData(settings.headline)))
        form.addRow(tr("Cards and charts show"), self.headline)
        form.addRow(self.hint(tr("Changing the currency converts nothing. Defaults fill blank cells, and say so.")))
        form.addRow(section(tr("This program"), theme, self))
        self.program = ProgramFields(form, theme, kept, self)
        self.add_standard_buttons(tr("Apply"))
        self.dress_fields()
        self.currency.currentIndexChanged.connect(self._show_examples)
        self.locale_box.currentIndexChanged.connect(self._show_numbers)
        self._show_examples()
        self._show_numbers()

    @property
    def _write(self) -> NumberFormat:
        """How the choices of now write numbers."""
        return NumberFormat(self.locale_box.currentData(), self.currency.currentData())

    def _show_examples(self) -> None:
        """An amount beside each locale, in the currency that is chosen."""
        write_amounts(self.locale_box, self.currency.currentData())

    def _show_numbers(self) -> None:
        """The numbers of the document as the chosen locale writes them; what was typed here stays as it was typed."""
        settings, write = self._worksheet.settings, self._write
        if not self.margin.isModified():
            self.margin.setText(write.edit_text(settings.default_margin, SHARE))
        if not self.rate.isModified():
            self.rate.setText(write.edit_text(settings.default_hourly_rate, MONEY_EACH))

    @staticmethod
    def _choose(box: QComboBox, code: str, label: str) -> None:
        if box.findData(code, Qt.ItemDataRole.UserRole) < 0:
            box.addItem(label, code)
        box.setCurrentIndex(box.findData(code))

    def accept(self) -> None:
        """Make the changes; a number that cannot be read keeps the dialog open."""
        from roiapp.core.edits import EditError, SetSettings

        settings, field = self._worksheet.settings, self._catalog.field
        try:
            defaults = self.program.take()
            wanted: dict[str, Any] = {
                "title": " ".join(self.title_edit.text().split()),
                "company": " ".join(self.company.text().split()),
                "logo": self.logo.logo,
                "headline": self.headline.currentData(),
                "cards": self._cards(),
                "currency": self.currency.currentData(),
                "locale": self.locale_box.currentData(),
                "default_margin": number_in(self.margin.text(), field["gross_margin"], self._write),
                "default_hourly_rate": number_in(self.rate.text(), field["hourly_rate"], self._write),
            }
            changes = {name: value for name, value in wanted.items() if value != getattr(settings, name)}
            if changes:
                self._apply(SetSettings.of(**changes))
        except (NumberError, EditError, RefusedError) as error:
            self.refuse(str(error))
            return
        self.program.keep(defaults)
        super().accept()

    def _cards(self) -> tuple[str, ...]:
        """The cards with the ROI that was chosen in place of the other one, unless both stand there."""
        settings, wanted = self._worksheet.settings, self.headline.currentData()
        if wanted == settings.headline or wanted in settings.cards:
            return settings.cards
        return tuple(wanted if id_ == settings.headline else id_ for id_ in settings.cards)
