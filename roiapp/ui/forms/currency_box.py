"""A currency to choose, or to look for by its code, its sign or its name in the language of the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from roiapp.core.currencies import CURRENCIES, meant_by
from roiapp.core.units import MONEY_EACH, NumberFormat
from roiapp.language import currency_name, current
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.locales import LOCALES
from roiapp.ui.look.theme import Theme

#: shown first: those of the languages the program speaks
USUAL: Final = ("USD", "EUR", "GBP", "PLN", "TRY", "ISK", "UZS", "CAD", "AUD", "CHF")
_PAGE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


def in_order() -> tuple[str, ...]:
    """All codes, the usual ones first."""
    return (*USUAL, *(code for code in CURRENCIES if code not in USUAL))


def write_amounts(locales: QComboBox, currency: str) -> None:
    """Write an amount in this currency beside each locale of a list."""
    for place in range(locales.count()):
        code = locales.itemData(place)
        example = NumberFormat(code, currency).text(1234.5, MONEY_EACH)
        locales.setItemText(place, f"{LOCALES.get(code, code)}   {example}")


class CurrencyBox(CalmBox):
    """Shows codes alone until `show_names`, which loads Babel. Enter and Esc are for the page it stands on."""

    def __init__(self, theme: Theme, code: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for each in in_order():
            self.addItem(each, each)
        self.setCurrentIndex(max(0, self.findData(code)))
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._settle)

    def show_names(self) -> None:
        """Write the name of each currency beside its code."""
        language = current()
        for place in range(self.count()):
            code = self.itemData(place)
            self.setItemText(place, f"{code}   {currency_name(code, language)}")

    @property
    def code(self) -> str:
        """What is chosen or typed; what cannot be told goes for what was chosen before."""
        text = self.currentText().strip()
        place = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if place >= 0:
            return str(self.itemData(place))
        meant = meant_by(text, current())
        if len(meant) == 1:
            return next(iter(meant))
        found = [at for at in range(self.count()) if text and text.casefold() in self.itemText(at).casefold()]
        return str(self.itemData(found[0] if len(found) == 1 else self.currentIndex()))

    def _settle(self) -> None:
        """Write what was typed as it stands in the list."""
        place = self.findData(self.code)
        self.setCurrentIndex(place)
        self.setEditText(self.itemText(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PAGE_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)
