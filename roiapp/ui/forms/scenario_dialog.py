"""A scenario's name, what it lies on, and the reasoning behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from roiapp.core.edits import EditError
from roiapp.language import tr
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.theme import Theme

Part = Literal["name", "parent", "note"]


class ScenarioDialog(CalmDialog):
    """`places` are the keys and names of what it may lie on. `then(name, parent, note)` is one step; an `EditError` of
    it is said, and the dialog stays. `part` is the field that has the keys first."""

    def __init__(
        self, theme: Theme, title: str, accept: str, said: tuple[str, int, str], places: Sequence[tuple[int, str]],
        then: Callable[[str, int, str], None], parent: QWidget, part: Part = "name",
    ) -> None:  # fmt: skip
        super().__init__(theme, title, parent)
        self._then = then
        name, on, note = said
        self.name = QLineEdit(name, self)
        self.name.selectAll()
        self.parent_box = CalmBox(theme, self)
        for key, text in places:
            self.parent_box.addItem(text, key)
        self.parent_box.setCurrentIndex(max(0, self.parent_box.findData(on)))
        self.note = QPlainTextEdit(note, self)
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(theme.px(96))
        self.note.setPlaceholderText(tr("Why, and what has to hold for it"))
        self.note.setAccessibleName(tr("Reasoning"))
        form = self.add_form()
        form.addRow(tr("Name"), self.name)
        form.addRow(tr("Lies on"), self.parent_box)
        form.addRow(tr("Reasoning"), self.note)
        self.add_standard_buttons(accept)
        self.dress_fields()
        fields: dict[Part, QWidget] = {"name": self.name, "parent": self.parent_box, "note": self.note}
        fields[part].setFocus()

    def accept(self) -> None:
        try:
            self._then(self.name.text(), self.parent_box.currentData(), self.note.toPlainText().strip())
        except EditError as error:
            self.refuse(str(error))
            return
        super().accept()
