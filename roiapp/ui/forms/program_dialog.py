"""What holds for the program on this computer, whichever document is open: its language, its look, its text size, and
what new worksheets begin with."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from roiapp import language
from roiapp.core.units import NumberError
from roiapp.language import tr
from roiapp.settings import TEXT_SIZES, THEMES, Defaults
from roiapp.ui.forms.new_worksheet_fields import NewWorksheetFields
from roiapp.ui.forms.number_entry import RefusedError
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.kept_settings import KeptSettings
from roiapp.ui.look.locales import LOCALES
from roiapp.ui.look.theme import Theme


class ProgramFields:
    """The rows for it in a form; `take` reads them, `keep` keeps what was chosen there."""

    def __init__(self, form: QFormLayout, theme: Theme, kept: KeptSettings, parent: QWidget) -> None:
        self._kept = kept
        self.language = CalmBox(theme, parent)
        self.language.addItem(tr("As the system"), "")
        for code in language.translated():
            self.language.addItem("English" if code == "en" else LOCALES[code], code)
        self.language.setCurrentIndex(max(0, self.language.findData(kept.language)))
        form.addRow(tr("Language"), self.language)
        self.look = CalmBox(theme, parent)
        names = {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")}
        for mode in THEMES:
            self.look.addItem(names[mode], mode)
        self.look.setCurrentIndex(self.look.findData(kept.theme))
        form.addRow(tr("Look"), self.look)
        self.text_size = CalmBox(theme, parent)
        for percent in TEXT_SIZES:
            self.text_size.addItem(tr("{n}%", n=percent), percent)
        self.text_size.setCurrentIndex(self.text_size.findData(kept.text_size))
        form.addRow(tr("Text size"), self.text_size)
        form.addRow(section(tr("New worksheets"), theme, parent))
        self.new = NewWorksheetFields(form, theme, kept.defaults, parent)

    def take(self) -> Defaults:
        """What new worksheets shall begin with. Raises NumberError or RefusedError for a margin that is none."""
        return self.new.chosen()

    def keep(self, defaults: Defaults) -> None:
        """Keep what was chosen, and show it."""
        self._kept.set_defaults(defaults)
        if self.look.currentData() != self._kept.theme:
            self._kept.set_theme(self.look.currentData())
        if self.text_size.currentData() != self._kept.text_size:
            self._kept.set_text_size(self.text_size.currentData())
        if self.language.currentData() != self._kept.language:
            self._kept.set_language(self.language.currentData())


def section(text: str, theme: Theme, parent: QWidget) -> QLabel:
    """The title of a group of fields."""
    label = QLabel(text, parent)
    label.setFont(theme.font(13, 600))
    return label


class ProgramDialog(CalmDialog):
    """The settings while no document is open."""

    def __init__(self, theme: Theme, kept: KeptSettings, parent: QWidget) -> None:
        super().__init__(theme, tr("Settings"), parent)
        self.program = ProgramFields(self.add_form(), theme, kept, self)
        self.add_standard_buttons(tr("Apply"))
        self.dress_fields()

    def accept(self) -> None:
        """Keep it; a margin that cannot be read keeps the dialog open."""
        try:
            defaults = self.program.take()
        except (NumberError, RefusedError) as error:
            self.refuse(str(error))
            return
        self.program.keep(defaults)
        super().accept()
