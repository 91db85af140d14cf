"""Results of an ad platform: what is counted differs from row to row, and only some of it are leads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from roiapp.core.catalog import Catalog
from roiapp.files.dialect_words import says
from roiapp.files.dialects import normal
from roiapp.files.table_columns import meanings_of
from roiapp.files.table_layout import header_row, is_blank, text_of
from roiapp.files.tables import ABSENT, Cell, Shape, Sheet
from roiapp.language import tr

_SPLIT: Final = re.compile(r"[\W_]+")


def settle_results(sheet: Sheet, catalog: Catalog, at: int | None = None) -> Sheet:
    """The sheet with its results as leads, where the column beside them that tells their kind says that they are; other
    kinds are not leads, and none are missing there. Unchanged where no column tells the kind, or leads stand apart."""
    header = header_row(sheet, catalog) if at is None else at
    if header is None or sheet.shape is not None:
        return sheet
    headers = tuple(text_of(cell) for cell in sheet.rows[header])
    columns = {m.id: column for column, m in reversed(list(enumerate(meanings_of(headers, catalog)))) if m}
    if "results" not in columns or "result_kind" not in columns or "leads" in columns:
        return sheet
    results, kind = columns["results"], columns["result_kind"]
    rows: list[list[Cell]] = list(sheet.rows)
    others: set[str] = set()
    for index in range(header + 1, len(rows)):
        cells = rows[index]
        text = text_of(cells[kind]) if kind < len(cells) else ""
        if text and not is_lead(text) and results < len(cells) and not is_blank(cells[results]):
            rows[index] = [ABSENT if column == results else cell for column, cell in enumerate(cells)]
            others.add(text)
    notes = (tr("Column “{column}” counts as leads only where “{kind}” says lead; elsewhere it is {others}.",
                column=headers[results], kind=headers[kind], others=", ".join(sorted(others)[:5])),)  # fmt: skip
    shape = Shape(meanings={results: ("field", "leads")}, notes=notes if others else ())
    return replace(sheet, rows=rows, shape=shape, header=header)


def is_lead(text: str) -> bool:
    """Whether a kind of result is a lead: "actions:onsite_conversion.lead_grouped", "Leads (form)"."""
    words = _SPLIT.split(normal(text))
    known = {word for name in says("lead") for word in _SPLIT.split(name) if len(name.split()) == 1}
    return any(word in known or word.startswith("lead") for word in words) or any(
        name in normal(text) for name in says("lead") if len(name.split()) > 1
    )
