"""A small dialog for what a channel is: its name, kind, source, group and owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from roiapp.core.channel_kinds import KINDS
from roiapp.language import mark, tr, trn
from roiapp.ui.look.calm_fields import CalmBox
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Worksheet

SOURCES: Final = (("marketing", mark("Marketing")), ("sales", mark("Sales")))


class ChannelDialog(CalmDialog):
    """One channel, or several at once: then only what is changed here is set for all of them. One step of undo."""

    def __init__(
        self, theme: Theme, worksheet: Worksheet, rows: list[int], apply: Callable[[Edit], None], parent: QWidget
    ) -> None:
        names = worksheet.names
        title = names[rows[0]] if len(rows) == 1 else trn("{n} channel", "{n} channels", len(rows))
        super().__init__(theme, title, parent)
        self._worksheet = worksheet
        self._rows = rows
        self._keys = [worksheet.keys[row] for row in rows]
        self._apply = apply
        form = self.add_form()
        self.name = QLineEdit(names[rows[0]], self)
        if len(rows) == 1:
            form.addRow(tr("Name"), self.name)
        else:
            self.name.hide()
        self.kind = self._choice([(kind.id, tr(kind.label)) for kind in KINDS], "kind")
        form.addRow(tr("Kind"), self.kind)
        self.source = self._choice([(id_, tr(label)) for id_, label in SOURCES], "source")
        form.addRow(tr("Source"), self.source)
        self.group = self._known_texts("group")
        form.addRow(tr("Group"), self.group)
        self.owner = self._known_texts("owner")
        form.addRow(tr("Owner"), self.owner)
        self.add_hint(tr("The owner is the salesperson or the pair who takes the leads."))
        self.add_standard_buttons(tr("Apply"))
        self.dress_fields()

    def _same(self, attribute: str) -> str | None:
        """The text all these channels share, None where they differ."""
        values = {self._worksheet.channels[attribute][row] for row in self._rows}
        return values.pop() if len(values) == 1 else None

    def _choice(self, choices: list[tuple[str, str]], attribute: str) -> QComboBox:
        box = CalmBox(self.theme, self)
        shared = self._same(attribute)
        if shared is None:
            box.addItem(tr("(different)"), None)
        for id_, label in choices:
            box.addItem(label, id_)
        box.setCurrentIndex(max(0, box.findData(shared)))
        return box

    def _known_texts(self, attribute: str) -> QComboBox:
        """A field to type in that offers what other channels have there."""
        box = CalmBox(self.theme, self)
        box.setEditable(True)
        box.addItems(sorted({text for text in self._worksheet.channels[attribute] if text}))
        shared = self._same(attribute)
        box.setEditText(shared or "")
        line = box.lineEdit()
        if shared is None and line is not None:
            line.setPlaceholderText(tr("(different)"))
        return box

    def accept(self) -> None:
        """Make the changes as one edit; a refusal keeps the dialog open."""
        from roiapp.core.channel_edits import SetChannel
        from roiapp.core.edits import EditError, Group

        wanted = {
            "name": self.name.text() if len(self._rows) == 1 else None,
            "kind": self.kind.currentData(),
            "source": self.source.currentData(),
            "group": self._typed(self.group, "group"),
            "owner": self._typed(self.owner, "owner"),
        }
        if [self._worksheet.keys[row] for row in self._rows if row < len(self._worksheet.keys)] != self._keys:
            self.reject()  # the rows are not those any more
            return
        edits: list[Edit] = []
        for attribute, text in wanted.items():
            column = self._worksheet.channels[attribute]
            values = () if text is None else tuple((row, text) for row in self._rows if column[row] != text)
            if values:
                edits.append(SetChannel(attribute, values))
        try:
            if edits:
                self._apply(edits[0] if len(edits) == 1 else Group(tuple(edits), mark("Change a channel")))
        except EditError as error:
            self.refuse(str(error))
            return
        super().accept()

    def _typed(self, box: QComboBox, attribute: str) -> str | None:
        """What was typed; None where the channels differ and nothing was."""
        text = box.currentText()
        return None if not text and self._same(attribute) is None else text
