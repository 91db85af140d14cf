"""Undo and redo: edits and their inverses in the order they were made."""

from __future__ import annotations

from dataclasses import dataclass, field

from roiapp.core.edits import Edit
from roiapp.core.worksheet import Worksheet


@dataclass(frozen=True)
class Step:
    """One thing the user did: the edit, its inverse, and what the undo list calls it."""

    edit: Edit
    inverse: Edit


@dataclass
class History:
    """The steps made so far and those taken back. A new edit forgets what was taken back."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def make(self, worksheet: Worksheet, edit: Edit) -> Edit:
        """Apply an edit and remember it. A refused edit (EditError) is not remembered and leaves no trace."""
        inverse = edit.apply(worksheet)
        self.done.append(Step(edit, inverse))
        self.undone.clear()
        return edit

    def undo(self, worksheet: Worksheet) -> Edit | None:
        """Take the last step back. Returns the edit that was applied for it, None when there is nothing to undo."""
        if not self.done:
            return None
        step = self.done.pop()
        again = step.inverse.apply(worksheet)
        self.undone.append(Step(again, step.inverse))
        return step.inverse

    def redo(self, worksheet: Worksheet) -> Edit | None:
        """Make the last step taken back once more. Returns the edit applied, None when there is nothing to redo."""
        if not self.undone:
            return None
        step = self.undone.pop()
        inverse = step.edit.apply(worksheet)
        self.done.append(Step(step.edit, inverse))
        return step.edit

    @property
    def undo_title(self) -> str | None:
        return self.done[-1].edit.title() if self.done else None

    @property
    def redo_title(self) -> str | None:
        return self.undone[-1].edit.title() if self.undone else None
