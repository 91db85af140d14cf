"""Undo and redo: edits and their inverses in the order they were made, and what the undo history calls them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from roiapp.core.channel_edits import RemoveChannels, SetChannel
from roiapp.core.edits import Edit, SetCells
from roiapp.core.fields import FIELDS
from roiapp.core.worksheet import Worksheet
from roiapp.language import tr

_LABELS = {each.id: each.label for each in FIELDS}


@dataclass(frozen=True)
class Step:
    """One thing the user did: the edit and its inverse.

    `number` stays its own when it is taken back and made again. `channel` is the one it was done to, as it was called
    before, `field` what an own field is called; "" where there are several or none. `at` is when it was done, in
    seconds since 1970.
    """

    edit: Edit
    inverse: Edit
    number: int
    channel: str = ""
    at: float = 0.0
    field: str = ""

    @property
    def title(self) -> str:
        """What the undo history calls it, in the user's language."""
        if self.channel and isinstance(self.edit, SetCells):
            label = tr(_LABELS[self.edit.field]) if self.edit.field in _LABELS else self.field or self.edit.field
            return tr("Change {field} of {channel}", field=label, channel=self.channel)
        if self.channel and isinstance(self.edit, RemoveChannels):
            return tr("Remove {channel}", channel=self.channel)
        return self.edit.title()


@dataclass
class History:
    """The steps made so far and those taken back. A new edit forgets what was taken back."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    _given: int = 0

    def make(self, worksheet: Worksheet, edit: Edit, at: float | None = None) -> Edit:
        """Apply an edit and remember it. A refused edit (EditError) is not remembered and leaves no trace."""
        channel, own = _channel(worksheet, edit), _own_field(worksheet, edit)
        inverse = edit.apply(worksheet)
        self.done.append(Step(edit, inverse, self._take_number(), channel, time.time() if at is None else at, own))
        self.undone.clear()
        return edit

    def undo(self, worksheet: Worksheet) -> Edit | None:
        """Take the last step back. Returns the edit that was applied for it, None when there is nothing to undo."""
        if not self.done:
            return None
        step = self.done.pop()
        self.undone.append(replace(step, edit=step.inverse.apply(worksheet)))
        return step.inverse

    def redo(self, worksheet: Worksheet) -> Edit | None:
        """Make the last step taken back once more. Returns the edit applied, None when there is nothing to redo."""
        if not self.undone:
            return None
        step = self.undone.pop()
        self.done.append(replace(step, inverse=step.edit.apply(worksheet)))
        return step.edit

    def taken_back(self, worksheet: Worksheet, inverse: Edit, at: float) -> None:
        """Make an undo again whose step may have been made before this history began. Raises `EditError`."""
        channel = _channel(worksheet, inverse)
        edit = inverse.apply(worksheet)
        step = self.done.pop() if self.done else Step(edit, inverse, self._take_number(), channel, at)
        self.undone.append(replace(step, edit=edit, inverse=inverse))

    def made_again(self, worksheet: Worksheet, edit: Edit, at: float) -> None:
        """Make a redo again whose step may have been taken back before this history began. Raises `EditError`."""
        channel = _channel(worksheet, edit)
        inverse = edit.apply(worksheet)
        step = self.undone.pop() if self.undone else Step(edit, inverse, self._take_number(), channel, at)
        self.done.append(replace(step, edit=edit, inverse=inverse))

    def _take_number(self) -> int:
        self._given += 1
        return self._given

    @property
    def undo_title(self) -> str | None:
        return self.done[-1].title if self.done else None

    @property
    def redo_title(self) -> str | None:
        return self.undone[-1].title if self.undone else None


def _own_field(worksheet: Worksheet, edit: Edit) -> str:
    """What the own field is called whose cells an edit is about to change, "" for every other edit."""
    id_ = edit.field if isinstance(edit, SetCells) else ""
    return next((own.label for own in worksheet.own_fields if own.id == id_), "")


def _channel(worksheet: Worksheet, edit: Edit) -> str:
    """The one channel an edit is about to change, as it is called now."""
    match edit:
        case SetCells(channels=rows) if len(rows) == 1:
            row = int(rows[0])
        case RemoveChannels(positions=(row,)) | SetChannel(values=((row, _),)):
            pass
        case _:
            return ""
    return worksheet.names[row] if 0 <= row < len(worksheet.names) else ""
