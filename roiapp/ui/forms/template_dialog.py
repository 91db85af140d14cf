"""A small dialog for the name of an own template, new or another one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from roiapp.language import tr
from roiapp.ui.forms.length_limit import limit_length
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.theme import Theme

_LONGEST = 80


class TemplateDialog(CalmDialog):
    """Asks for a name; `named` gets it. `hint` says what the template is made of, "" nothing."""

    def __init__(
        self, theme: Theme, title: str, name: str, hint: str, button: str, named: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(theme, title, parent)
        self._named = named
        self.name = QLineEdit(name, self)
        limit_length(self.name, _LONGEST, str(_LONGEST), self.say)
        self.name.selectAll()
        self.add_form().addRow(tr("Name"), self.name)
        if hint:
            self.add_hint(hint)
        self.add_standard_buttons(button)
        self.dress_fields()

    def accept(self) -> None:
        if not self.name.text().strip():
            self.refuse(tr("Give the template a name."))
            return
        super().accept()
        self._named(self.name.text())
