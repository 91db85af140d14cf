"""What a figure would be: a copy of the worksheet on which inputs are moved, and everything else is as it was."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roiapp.core.edits import Edit
    from roiapp.core.results import Figures


class Trial:
    """A copy that shares what does not change with the worksheet of the figures, which is not touched. `fields` are the
    inputs that the edits of this trial set; `reads` the figures that are asked of it, and only these can be: what they
    are not made of is not worked out."""

    def __init__(self, figures: Figures, fields: frozenset[str], reads: Iterable[str]) -> None:
        sheet = figures.worksheet
        columns = {id_: column.copy() if id_ in fields else column for id_, column in sheet.columns.items()}
        totals = {id_: row.copy() if id_ in fields else row for id_, row in sheet.totals.items()}
        catalog = narrowed(figures.catalog, fields.union(reads))
        self._copy = replace(
            sheet, columns=columns, totals=totals, expressions=dict(sheet.expressions), own_fields=(), own_metrics=()
        )
        self._calculator = Calculator(self._copy, catalog, figures.calculator.as_of)
        self._view = figures.view

    def figures(self, edit: Edit) -> Figures:
        """The figures after one more step, of those that were tried the last."""
        edit.apply(self._copy)
        self._calculator.update(edit)
        return self._calculator.figures(self._view)


@lru_cache(maxsize=64)
def narrowed(catalog: Catalog, ids: frozenset[str]) -> Catalog:
    """The records that these fields and metrics are made of, cells and totals, and nothing else; a document's own ones
    among them. The same object for the same ids, so that it is compiled once."""
    needed: set[str] = set()
    open_ = list(ids)
    while open_:
        id_ = open_.pop()
        if id_ not in needed:
            needed.add(id_)
            open_.extend(catalog.made_of[id_])
            field = catalog.field.get(id_)
            if field is not None and field.weight:
                open_.append(field.weight)
    fields = tuple(field for field in catalog.fields if field.id in needed or field.scope == "document")
    return Catalog(fields, tuple(metric for metric in catalog.metrics if metric.id in needed))
