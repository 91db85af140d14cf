"""The questions of the first start on one page: language, currency, numbers, margin, kind of business; all of them can
be skipped.

It shows what it is given and says what is wanted; the window's commands do it. It needs Qt alone, so that it can be the
first picture of a start.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from roiapp import language
from roiapp.language import mark, tr
from roiapp.ui.forms.currency_box import CurrencyBox, write_amounts
from roiapp.ui.look.calm_fields import CalmBox, line_style
from roiapp.ui.look.dialogs import button_style
from roiapp.ui.look.locales import LOCALES
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.start.business_cards import BusinessCards
from roiapp.ui.start.set_up_choices import Choices
from roiapp.ui.start.start_frame import FramedPage

_SENTENCE = mark("A few questions, so that the worksheet fits. All of it can be changed later in the settings.")
_MARGIN = mark("What is left of a sale when the goods or the work in it are paid for. Blank stays unknown.")
_FIELD, _BUTTON = 32, 36


class SetUpPage(FramedPage):
    """`again`: it was asked for, so that skipping leads back. `begun` and `skipped` say what is wanted of `choices`."""

    begun = Signal()
    skipped = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, theme: Theme, choices: Choices, parent: QWidget, *, menu_room: int = 0, again: bool = False
    ) -> None:
        super().__init__(theme, tr("Set up"), parent, menu_room)
        self._own_locale = choices.own_locale
        self._skip_text = tr("Go back") if again else tr("Skip")
        self._left_place = QVBoxLayout(self.left)
        self._left_place.setContentsMargins(0, 0, 0, 0)
        self._left_place.setSpacing(0)
        title = tr("Set up") if again else tr("Welcome")
        self._left_place.addWidget(self.label(title, theme.font(28, 600, display=True), self.left))
        self._left_place.addSpacing(8)
        self._left_place.addWidget(self.sentence(tr(_SENTENCE)))
        self._add_fields(choices)
        right = QVBoxLayout(self.right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.label(tr("What kind of business is it?"), theme.font(14, 600), self.right))
        self.business = BusinessCards(theme, choices.business, self.right)
        right.addWidget(self.business)
        self._add_buttons()
        order = (self.language, self.currency, self.locale_box, self.margin, *self.business.choices,
                 self.skip_button, self.begin_button)  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)
        self.dress()

    # -- putting it together -----------------------------------------------------------------------------------------

    def _add_fields(self, choices: Choices) -> None:
        theme = self._theme
        self.language = CalmBox(theme, self.left)
        for code in language.translated():
            self.language.addItem(LOCALES[code] if code != "en" else "English", code)
        self.language.setCurrentIndex(max(0, self.language.findData(choices.language)))
        self.language.activated.connect(lambda place: self.language_chosen.emit(self.language.itemData(place)))
        self.currency = CurrencyBox(theme, choices.currency, self.left)
        self.locale_box = CalmBox(theme, self.left)
        for code, name in LOCALES.items():
            self.locale_box.addItem(name, code)
        if self.locale_box.findData(choices.locale) < 0:
            self.locale_box.addItem(choices.locale, choices.locale)
        self.locale_box.setCurrentIndex(self.locale_box.findData(choices.locale))
        self.locale_box.activated.connect(self._on_locale)
        self.margin = QLineEdit(choices.margin, self.left)
        self.margin.setMinimumHeight(theme.px(_FIELD))
        self.margin.setFont(theme.font())
        self.margin.setPlaceholderText(tr("not known"))
        self.margin.textEdited.connect(lambda _text: self.refuse(""))
        self._add_field(tr("Language"), self.language)
        self._add_field(tr("Currency"), self.currency)
        self._add_field(tr("Numbers as in"), self.locale_box)
        self._add_field(tr("Gross margin"), self.margin)
        self.refusal = self.label("", theme.font(12), self.left, "bad")
        self.refusal.hide()
        hint = self.label(tr(_MARGIN), theme.font(12), self.left, "text3")
        for label in (self.refusal, hint):
            self._left_place.addSpacing(4)
            self._left_place.addWidget(label)

    def _add_field(self, name: str, field: QWidget) -> None:
        label = self.label(name, self._theme.font(13, 500), self.left)
        label.setBuddy(field)
        field.setAccessibleName(name)
        self._left_place.addSpacing(14)
        self._left_place.addWidget(label)
        self._left_place.addSpacing(4)
        self._left_place.addWidget(field)

    def _add_buttons(self) -> None:
        """Below everything, as in a dialog, and always in sight."""
        theme = self._theme
        self.skip_button = QPushButton(self._skip_text, self)
        self.begin_button = QPushButton(tr("Begin"), self)
        self.below.addStretch(1)
        for button, wanted in ((self.skip_button, self.skipped), (self.begin_button, self.begun)):
            button.setFixedHeight(theme.px(_BUTTON))
            button.setMinimumWidth(theme.px(88))
            button.setFont(theme.font(13, 600 if button is self.begin_button else 500))
            button.setAutoDefault(True)  # Enter presses it
            button.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit())
            self.below.addWidget(button)

    def dress(self) -> None:
        super().dress()
        self.margin.setStyleSheet(line_style(self._theme))
        for button in (self.begin_button, self.skip_button):
            primary = button is self.begin_button
            button.setStyleSheet(button_style(self._theme, Choice("", "", primary=primary)))

    # -- what it says --------------------------------------------------------------------------------------------------

    @property
    def choices(self) -> Choices:
        """What stands there now."""
        return Choices(
            self.language.currentData(), self.currency.code, self.locale_box.currentData(), self.business.chosen,
            self.margin.text(), self._own_locale,
        )  # fmt: skip

    def refuse(self, sentence: str) -> None:
        """Say why the margin cannot be taken, "" where it can."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        if sentence:
            self.margin.setFocus(Qt.FocusReason.OtherFocusReason)
            self.margin.selectAll()
            self.area.ensureWidgetVisible(self.refusal)

    def complete(self) -> None:
        """Write names beside currencies and amounts beside locales: Babel is loaded for them, once the page has been
        painted."""
        self.currency.show_names()
        self._show_examples()
        self.currency.currentIndexChanged.connect(self._show_examples)

    def write_as(self, locale: str) -> None:
        """Choose the numbers of a locale that is on the list."""
        self.locale_box.setCurrentIndex(max(0, self.locale_box.findData(locale)))

    def take_focus(self) -> None:
        """Let the keyboard begin with the first question."""
        self.language.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_locale(self, _place: int) -> None:
        self._own_locale = True

    def _show_examples(self) -> None:
        """An amount beside each locale, in the currency that is chosen."""
        write_amounts(self.locale_box, self.currency.currentData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begun.emit()
        else:
            super().keyPressEvent(event)
