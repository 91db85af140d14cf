"""A small dialog that asks for one name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from roiapp.language import tr
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.theme import Theme


class NameDialog(CalmDialog):
    """`then(name)` is called with a name that is not blank."""

    def __init__(
        self, theme: Theme, title: str, proposed: str, accept: str, then: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(theme, title, parent)
        self._then = then
        self.name = QLineEdit(proposed, self)
        self.name.setAccessibleName(tr("Name"))
        self.name.selectAll()
        self.body.addWidget(self.name)
        self.add_standard_buttons(accept)
        self.dress_fields()
        self.name.setFocus()

    def accept(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self.refuse(tr("Type a name."))
            return
        super().accept()
        self._then(name)
