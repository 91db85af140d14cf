"""Notes written, changed, removed, listed, and the way from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from roiapp.core.note_places import NotePlace, found, ordered
from roiapp.language import tr
from roiapp.ui.commands.channel_commands import apply_or_say
from roiapp.ui.lists.note_editor import NoteEditor
from roiapp.ui.sheet.note_marks import place_of

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.worksheet import Place
    from roiapp.ui.commands.window_parts import WindowParts


class NoteCommands:
    """What the menus do with notes. Each change is one step of undo, which leads to the note's place."""

    def __init__(self, parts: WindowParts) -> None:
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._grid = parts.grid
        self._tabs = parts.tabs
        self._ways = parts.ways
        self._messages = parts.messages
        self._editor: NoteEditor | None = None
        self._place: Place | None = None
        #: the note that was gone to last, until another cell is the active one
        self._visited: Place | None = None
        parts.grid.before_leaving.append(self.keep)
        parts.model.reset.connect(self._close)
        parts.grid.cell_changed.connect(self._on_cell)

    # -- writing -------------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """The note of the active cell, total or channel."""
        sheet = self._model.worksheet
        if sheet is None or not self._grid.commit_editor():
            return
        channel, id_ = self._grid.current_figure()
        if channel is None and id_ is None:
            self._messages.say(tr("A note stands at a cell or a total, a channel or a period."))
            return
        column = self._grid.current_column()
        holder = self._grid.model.columns[column - 1] if column else None
        place = place_of(sheet, holder, channel)
        if place is None and holder is not None and holder.trend:
            self._messages.say(tr("A trend has no notes of its own. Write one at the figure itself."))
            return
        if place is None:
            self._messages.say(tr("A roll-up has no notes of its own. Write it in one of its periods."))
            return
        self._open(place)

    def write_channel(self) -> None:
        """The note of the active cell's channel."""
        sheet, channel = self._model.worksheet, self._grid.current_channel()
        if sheet is not None and channel is not None and self._grid.commit_editor():
            place = place_of(sheet, None, channel)
            assert place is not None
            self._open(place)

    def write_period(self) -> None:
        """The note of the period at hand."""
        from roiapp.core.worksheet import ANY

        sheet, view = self._model.worksheet, self._tabs.at_hand()
        if sheet is not None and view is not None and not view.rollup and self._grid.commit_editor():
            self._open(("", sheet.periods[view.periods[0]].key, ANY))

    def keep(self) -> None:
        """Take what stands in an open note, before anything else is done."""
        if self._editor is not None:
            self._editor.keep()

    # -- going about ---------------------------------------------------------------------------------------------------

    def following(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def show_list(self) -> None:
        """Show all notes beside the figures, or bring them to the front."""
        from roiapp.ui.lists.notes_window import NotesWindow

        if not self._grid.commit_editor():
            return
        shown = next(iter(self._parent.findChildren(NotesWindow)), None)
        if shown is None:
            shown = NotesWindow(self._theme, self._model, self._change, self._take_away, self._parent)
            shown.asked.connect(self._go)
            shown.show()
        else:
            shown.activateWindow()

    def _step(self, by: int) -> None:
        """To the note after or before the active cell's, round the ends."""
        session = self._model.session
        if session is None or not self._grid.commit_editor():
            return
        notes = ordered(session.worksheet, session.catalog)
        if not notes:
            self._messages.say(tr("There are no notes."))
            return
        places = [note.place for note in notes]
        here = self._visited if self._visited in places else self._active_place()
        number = (places.index(here) + by) % len(notes) if here in places else (0 if by > 0 else len(notes) - 1)
        self._go(notes[number])
        self._visited = notes[number].place

    def _active_place(self) -> Place | None:
        sheet, column = self._model.worksheet, self._grid.current_column()
        if sheet is None:
            return None
        channel, _ = self._grid.current_figure()
        return place_of(sheet, self._grid.model.columns[column - 1] if column else None, channel)

    def _go(self, note: object) -> None:
        if isinstance(note, NotePlace):
            self._ways.go_to(note.channel, note.id, note.period)

    def follow_step(self, edit: Edit) -> None:
        """A note that was taken back or made again is shown."""
        from roiapp.core.edits import leaves
        from roiapp.core.note_edits import SetNotes

        session = self._model.session
        notes = [part for part in leaves(edit) if isinstance(part, SetNotes)]
        if session is None or len(notes) != 1 or edit is not notes[0] or len(notes[0].values) != 1:
            return
        at = found(session.worksheet, session.catalog, notes[0].values[0][0])
        if at is not None:
            self._go(at)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _change(self, note: NotePlace) -> None:
        self._go(note)
        self._parent.activateWindow()
        self._open(note.place)

    def _take_away(self, note: NotePlace) -> None:
        from roiapp.core.note_edits import SetNotes

        if self._grid.commit_editor():
            self._apply(SetNotes.one(note.place, None))

    def _open(self, place: Place) -> None:
        session = self._model.session
        at = found(session.worksheet, session.catalog, place) if session else None
        if at is None:
            return
        if self._editor is None:
            self._editor = NoteEditor(self._theme, self._parent)
            self._editor.kept.connect(self._take)
            self._editor.closed.connect(self._on_closed)
        self._place = place
        self._editor.open(at.where, at.text, self._beside(at))

    def _beside(self, at: NotePlace) -> QRect:
        """The cell, total or tab on the window."""
        if at.channel is None and not at.id and at.period is not None:
            area = self._tabs.area(at.period)
            return QRect(self._tabs.mapTo(self._parent, area.topLeft()), area.size())
        area, widget = self._grid.current_area()
        if at.channel is not None and not at.id:
            area = self._grid.table.cell_rect(self._grid.model.row(at.channel) or 0, 0)
        return QRect(widget.mapTo(self._parent, QPoint(area.left(), area.top())), area.size())

    def _take(self, text: str) -> None:
        from roiapp.core.note_edits import SetNotes

        session, place = self._model.session, self._place
        if session is not None and place is not None and found(session.worksheet, session.catalog, place) is not None:
            self._apply(SetNotes.one(place, text or None))

    def _apply(self, edit: Edit) -> None:
        apply_or_say(self._model.apply, edit, self._messages)

    def _on_closed(self) -> None:
        self._place = None
        if self._editor is not None and self._parent.focusWidget() in (None, self._editor, self._editor.text):
            self._grid.setFocus()

    def _on_cell(self) -> None:
        self._visited = None

    def _close(self) -> None:
        """Another document: what was being written belonged to the one before."""
        self._place = None
        if self._editor is not None:
            self._editor.close_editor()
