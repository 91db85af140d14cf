"""Channels added, renamed, described, removed and moved from the menu, the toolbar and by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roiapp.ui.look.messages import Messages

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.ui.commands.window_parts import WindowParts


class ChannelCommands:
    """What the Channels menu does. Everything is one step of undo; what is refused is said and changes nothing."""

    def __init__(self, parts: WindowParts) -> None:
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._grid = parts.grid

    def add(self) -> None:
        """Type the name of a new channel, in the empty row below the others."""
        if self._grid.commit_editor():
            self._name(self._grid.model.channels)

    def insert(self) -> None:
        self._do(self._grid.table.commands.insert_rows)

    def rename(self) -> None:
        """Type another name for the current channel, in its cell."""
        channel = self._grid.current_channel()
        if self._grid.commit_editor() and channel is not None:
            self._name(channel)

    def edit(self) -> None:
        """Kind, source, group and owner of the selected channels, in a small dialog."""
        from roiapp.ui.forms.channel_dialog import ChannelDialog

        rows, sheet = list(self._grid.selected_channels()), self._model.worksheet
        if rows and sheet is not None and self._grid.commit_editor():
            ChannelDialog(self._theme, sheet, rows, self._model.apply, self._parent).open()

    def remove(self) -> None:
        """Take the selected channels out with all their figures, of every period."""
        self._do(self._grid.table.commands.remove_rows)

    def move_up(self) -> None:
        self._do(self._grid.table.commands.move_up)

    def move_down(self) -> None:
        self._do(self._grid.table.commands.move_down)

    def _name(self, row: int) -> None:
        self._grid.go_to(row, "")
        self._grid.edit_current()

    def _do(self, command: Callable[[], None]) -> None:
        if self._grid.commit_editor():
            command()


def apply_or_say(apply: Callable[[Edit], None], edit: Edit, messages: Messages) -> bool:
    """Make an edit, or say why it is refused; returns whether it was made."""
    from roiapp.core.edits import EditError

    try:
        apply(edit)
    except EditError as error:
        messages.say(str(error), "warning")
        return False
    return True
