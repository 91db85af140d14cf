"""The sheet of definitions: what each figure of the workbook means, how it comes about, and where that is from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from roiapp.core.fields import Field
from roiapp.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.worksheet import Worksheet as Page

    from roiapp.core.catalog import Catalog
    from roiapp.core.shown_columns import Record
    from roiapp.files.excel.formats import Formats

_HEADER_ROW = 2


def write_definitions(page: Page, formats: Formats, catalog: Catalog, records: Iterable[Record]) -> None:
    """A row for each of the records."""
    page.hide_gridlines(2)
    page.set_row(0, 24)
    page.write_string(0, 0, tr("Definitions"), formats.title())
    for column, (text, width) in enumerate(
        ((tr("Figure"), 30), (tr("What it is"), 60), (tr("How it comes about"), 44), (tr("Source"), 44))
    ):
        page.set_column(column, column, width)
        page.write_string(_HEADER_ROW, column, text, formats.header(left=True))
    for row, record in enumerate(records, _HEADER_ROW + 1):
        typed = isinstance(record, Field)
        rule = tr("typed") if isinstance(record, Field) else in_words(catalog, record.formula)
        source = "" if isinstance(record, Field) else record.source
        for column, text in enumerate((tr(record.label), tr(record.help), rule, source)):
            page.write_string(row, column, text, formats.text(bold=not column, quiet=typed and column == 2))
    page.freeze_panes(_HEADER_ROW + 1, 1)
    page.repeat_rows(_HEADER_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def in_words(catalog: Catalog, rule: str) -> str:
    """A formula with the figures' names in place of their ids."""

    def label(match: re.Match[str]) -> str:
        known = catalog.field.get(match[0]) or catalog.metric.get(match[0])
        return tr(known.header) if known is not None else match[0]

    signs = {" * ": " × ", " / ": " ÷ ", " - ": " − "}
    text = re.sub(r"[a-z][a-z0-9_]*", label, rule)
    for sign, shown in signs.items():
        text = text.replace(sign, shown)
    return text
