"""What counts here: a line for each stage of the way to a customer, in which the document says what it counts as."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from roiapp.core.definitions import EXAMPLES, called, definitions, kept
from roiapp.core.record_tables import LONGEST_TEXT
from roiapp.core.units import COUNT, NumberFormat
from roiapp.language import tr
from roiapp.ui.forms.length_limit import limit_length
from roiapp.ui.look.dialogs import CalmDialog, room_for
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet

_WIDTH: Final = 720


class DefinitionsDialog(CalmDialog):
    """All sentences as one edit; `apply` makes it and raises EditError with a sentence. Other words that the document
    has, from a workbook say, have their lines below the six."""

    def __init__(
        self, theme: Theme, worksheet: Worksheet, catalog: Catalog, apply: Callable[[Edit], None], parent: QWidget
    ) -> None:
        super().__init__(theme, tr("What counts here"), parent)
        self._apply = apply
        self.setMinimumWidth(min(theme.px(_WIDTH), room_for(parent).width()))
        self.add_hint(tr(
            "Say in a sentence each what is counted. The pages of the figures and the workbook show it, so that "
            "everybody who reads the figures means the same."
        ))  # fmt: skip
        form = self.add_form()
        self._before = definitions(worksheet.settings)
        self.fields: list[QLineEdit] = []
        said = worksheet.settings
        longest = NumberFormat(said.locale, said.currency).text(LONGEST_TEXT, COUNT)
        for word, meaning in self._before:
            field = QLineEdit(meaning, self)
            limit_length(field, LONGEST_TEXT, longest, self.say)
            field.setCursorPosition(0)
            if word in EXAMPLES:
                field.setPlaceholderText(tr(EXAMPLES[word]))
                field.setToolTip(field.placeholderText())
            form.addRow(called(word, catalog), field)
            self.fields.append(field)
        self.add_hint(tr(
            "Where it changes from a day on, note that day in “Changes of what counts”, too: figures before and after "
            "are not compared then."
        ))  # fmt: skip
        self.add_standard_buttons(tr("Apply"))
        self.dress_fields()
        self.fields[0].setFocus()

    def accept(self) -> None:
        from roiapp.core.edits import EditError, SetSettings

        now = [
            before._replace(meaning=field.text()) if field.isModified() else before
            for before, field in zip(self._before, self.fields, strict=True)
        ]
        made = kept(now)
        if made != kept(self._before):
            try:
                self._apply(SetSettings.of(definitions=made))
            except EditError as error:
                self.refuse(str(error))
                return
        super().accept()
