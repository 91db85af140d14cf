"""What new worksheets begin with, as rows of the settings: currency, numbers, gross margin."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from roiapp.core.catalog import standard
from roiapp.core.units import SHARE, NumberFormat
from roiapp.language import tr
from roiapp.settings import Defaults
from roiapp.ui.forms.currency_box import in_order
from roiapp.ui.forms.number_entry import number_in
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.locales import LOCALES
from roiapp.ui.look.theme import Theme


class NewWorksheetFields:
    """The rows for it in a form; `chosen` is what stands there."""

    def __init__(self, form: QFormLayout, theme: Theme, said: Defaults, parent: QWidget) -> None:
        self._said = said
        self.currency, self.locale_box = CalmBox(theme, parent), CalmBox(theme, parent)
        for box in (self.currency, self.locale_box):
            box.addItem(tr("As the template"), "")
        for code in in_order():
            self.currency.addItem(code, code)
        for code, name in LOCALES.items():
            self.locale_box.addItem(name, code)
        for box, code in ((self.currency, said.currency), (self.locale_box, said.locale)):
            if box.findData(code) < 0:
                box.addItem(code, code)
            box.setCurrentIndex(box.findData(code))
        self.margin = QLineEdit(self._write.edit_text(said.margin, SHARE), parent)
        self.margin.setPlaceholderText(tr("none"))
        rows = (
            (tr("Currency"), tr("Currency of new worksheets"), self.currency),
            (tr("Numbers as in"), tr("Numbers of new worksheets"), self.locale_box),
            (tr("Default gross margin"), tr("Gross margin of new worksheets"), self.margin),
        )
        for label, spoken, field in rows:
            form.addRow(label, field)
            field.setAccessibleName(spoken)

    @property
    def _write(self) -> NumberFormat:
        return NumberFormat(self.locale_box.currentData() or "en", self.currency.currentData() or "USD")

    def chosen(self) -> Defaults:
        """Raises NumberError or RefusedError for a margin that is none."""
        margin = self._said.margin
        if self.margin.isModified():
            margin = number_in(self.margin.text(), standard().field["gross_margin"], self._write)
        return Defaults(self.currency.currentData(), self.locale_box.currentData(), margin)
