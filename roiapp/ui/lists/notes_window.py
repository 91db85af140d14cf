"""The list of all notes, to go to any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from roiapp.core.note_places import NotePlace, ordered
from roiapp.language import tr, trn
from roiapp.ui.lists.place_window import PlaceWindow, Row
from roiapp.ui.look.messages import Choice
from roiapp.ui.look.theme import Theme
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.core.results import Changed


class NotesWindow(PlaceWindow):
    """Stays beside the figures and follows them. `change` opens a note's editor, `remove` takes one away."""

    def __init__(
        self,
        theme: Theme,
        model: SessionModel,
        change: Callable[[NotePlace], None],
        remove: Callable[[NotePlace], None],
        parent: QWidget,
    ) -> None:
        self._model = model
        self._change = change
        self._remove = remove
        nothing = tr("No notes yet. Ctrl+Alt+M writes one on the active cell.")
        super().__init__(theme, tr("Notes"), nothing, parent)
        model.reset.connect(self.refresh)
        model.changed.connect(self._on_changed)
        self.refresh()
        self.view.setFocus()

    def _on_changed(self, changed: Changed) -> None:
        if changed.notes or changed.structure or changed.texts:
            self.refresh()

    def refresh(self) -> None:
        session = self._model.session
        notes = ordered(session.worksheet, session.catalog) if session else []
        heading = trn("{n} note. A click goes to it.", "{n} notes. A click goes to one.", len(notes))
        self.show_rows([Row(note.text, note.where, note) for note in notes], heading)

    def offers(self, what: object) -> list[tuple[Choice, Any]]:
        if not isinstance(what, NotePlace):
            return []
        return [
            (Choice("change", tr("Change…")), lambda: self._change(what)),
            (Choice("remove", tr("Remove"), danger=True), lambda: self._remove(what)),
        ]
