"""Notes: what somebody wants to be remembered about a cell, a channel or a period, written, changed and removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roiapp.core.edits import Edit, EditError, Group
from roiapp.core.worksheet import ANY, Place, Worksheet
from roiapp.language import mark, tr, trn

#: letters of one note; what a cell of a spreadsheet holds
LONGEST_NOTE = 32_767


@dataclass(frozen=True)
class SetNotes:
    """Notes by their place; None, or a text of nothing but spaces, removes one."""

    values: tuple[tuple[Place, str | None], ...]

    @classmethod
    def one(cls, place: Place, text: str | None) -> SetNotes:
        return cls(((place, text),))

    def apply(self, worksheet: Worksheet) -> SetNotes:
        for (id_, period, channel), text in self.values:
            if not id_ and (period == ANY) == (channel == ANY):
                raise EditError(tr("A note stands at a cell, a channel or a period."))
            if text is not None and len(text) > LONGEST_NOTE:
                raise EditError(tr("The note is too long. It may have {most} letters.", most=LONGEST_NOTE))
        before: list[tuple[Place, str | None]] = []
        for place, text in self.values:
            before.append((place, worksheet.notes.pop(place, None)))
            if text is not None and text.strip():
                worksheet.notes[place] = text
        return SetNotes(tuple(reversed(before)))

    def title(self) -> str:
        if len(self.values) != 1:
            return trn("Change {count} note", "Change {count} notes", len(self.values), count=len(self.values))
        return tr("Write a note") if self.values[0][1] else tr("Remove a note")


def taken_out(worksheet: Worksheet, inverse: Edit, gone: Callable[[Place], bool], name: str) -> Edit:
    """The inverse of a removal that takes the notes of what is `gone` with it, and brings them back; `name` is what
    the removal is called when it is made again, marked."""
    notes = {place: text for place, text in worksheet.notes.items() if gone(place)}
    if not notes:
        return inverse
    for place in notes:
        del worksheet.notes[place]
    return Group((inverse, SetNotes(tuple(sorted(notes.items())))), name)


REMOVE_CHANNELS = mark("Remove channels")
REMOVE_PERIODS = mark("Remove periods")
