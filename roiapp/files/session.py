"""One open document with its history and its figures, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog, standard
from roiapp.core.edits import Edit
from roiapp.core.history import History
from roiapp.core.results import Changed
from roiapp.core.worksheet import Worksheet


@dataclass
class Session:
    """Every change of the document goes through `apply`, `undo` and `redo`; `listeners` hear what it may have changed.

    `as_of` is the day up to which open periods have their figures.
    """

    worksheet: Worksheet
    catalog: Catalog = field(default_factory=standard)
    as_of: date | None = None
    history: History = field(default_factory=History)
    listeners: list[Callable[[Changed], None]] = field(default_factory=list)
    calculator: Calculator = field(init=False)

    def __post_init__(self) -> None:
        self.calculator = Calculator(self.worksheet, self.catalog, self.as_of)

    def apply(self, edit: Edit) -> Changed:
        """Make an edit. Raises `EditError`; then nothing has changed and nobody is told."""
        return self._tell(self.history.make(self.worksheet, edit))

    def undo(self) -> Changed | None:
        """Take the last edit back; None when there is none."""
        edit = self.history.undo(self.worksheet)
        return self._tell(edit) if edit is not None else None

    def redo(self) -> Changed | None:
        """Make the edit taken back last once more; None when there is none."""
        edit = self.history.redo(self.worksheet)
        return self._tell(edit) if edit is not None else None

    def _tell(self, edit: Edit) -> Changed:
        changed = self.calculator.update(edit)
        for listener in list(self.listeners):
            listener(changed)
        return changed
