"""What a figure would be: a copy of the worksheet on which inputs are moved, and everything else is as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from roiapp.core.calculator import Calculator

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.results import Figures


class Trial:
    """A copy that shares what does not change with the worksheet of the figures, which is not touched. `fields` are the
    inputs that the edits of this trial set."""

    def __init__(self, figures: Figures, fields: frozenset[str]) -> None:
        sheet = figures.worksheet
        columns = {id_: column.copy() if id_ in fields else column for id_, column in sheet.columns.items()}
        totals = {id_: row.copy() if id_ in fields else row for id_, row in sheet.totals.items()}
        self._copy = replace(sheet, columns=columns, totals=totals, expressions=dict(sheet.expressions))
        self._calculator = Calculator(self._copy, figures.catalog, figures.calculator.as_of)
        self._view = figures.view

    def figures(self, edit: Edit) -> Figures:
        """The figures after one more step, of those that were tried the last."""
        edit.apply(self._copy)
        self._calculator.update(edit)
        return self._calculator.figures(self._view)
