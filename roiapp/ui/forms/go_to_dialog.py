"""Go to a cell by the names of its channel and column, completed while they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from roiapp.language import tr
from roiapp.ui.look.dialogs import CalmDialog
from roiapp.ui.look.theme import Theme
from roiapp.ui.sheet.grid_columns import Column

_SHOWN: Final = 10


class GoToDialog(CalmDialog):
    """What is left empty stays as it is: the channel or the column of the active cell. `then(row, column)` is called
    with the cell, row None for the totals."""

    def __init__(
        self,
        theme: Theme,
        names: Sequence[str],
        columns: Sequence[Column],
        current: tuple[int, int],
        then: Callable[[int | None, int], None],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, tr("Go to"), parent)
        self._names = [*names, tr("Total")]
        self._headers = [tr("Channel"), *(column.header for column in columns)]
        self._labels = ["", *(column.title for column in columns)]
        self._current = current
        self._then = then
        form = self.add_form()
        self.channel = self._line(self._names, min(current[0], len(names)))
        form.addRow(tr("Channel"), self.channel)
        self.column = self._line(self._headers, current[1])
        form.addRow(tr("Column"), self.column)
        self.add_standard_buttons(tr("Go"))
        self.dress_fields()
        self.channel.setFocus()

    def _line(self, texts: Sequence[str], current: int) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(texts[current] if current < len(texts) else "")
        completer = QCompleter(QStringListModel(list(texts), line), line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_SHOWN)
        line.setCompleter(completer)
        return line

    def accept(self) -> None:
        row, column = self._current
        typed, wanted = self.channel.text().strip(), self.column.text().strip()
        if typed:
            found = named(self._names, typed)
            if found is None:
                self.refuse(tr("No channel is called “{name}”.", name=typed))
                return
            row = found
        if wanted:
            place = named(self._headers, wanted)
            if place is None:
                place = named(self._labels, wanted)
            if place is None:
                self.refuse(tr("No column is called “{name}”.", name=wanted))
                return
            column = place
        super().accept()
        self._then(None if typed and row == len(self._names) - 1 else row, column)


def named(names: Sequence[str], text: str) -> int | None:
    """Which name is meant: the one that is the text, else the first that begins with it, else the first with it in."""
    wanted = text.casefold()
    folded = [name.casefold() for name in names]
    if wanted in folded:
        return folded.index(wanted)
    for place, name in enumerate(folded):
        if name.startswith(wanted):
            return place
    return next((place for place, name in enumerate(folded) if wanted in name), None)
