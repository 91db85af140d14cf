"""A document as CSV: a row for each channel and period, headed by ids, so that opening it gives the same figures back,
digit by digit.

UTF-8 with a byte order mark and RFC 4180's line ends, as spreadsheets want it. A text that a spreadsheet would take for
a formula gets an apostrophe before it, which reading takes away again.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Final

import numpy as np

from roiapp.core.catalog import Catalog
from roiapp.core.fields import Field
from roiapp.core.periods import Period, View, base_view
from roiapp.core.shown_columns import Record, with_inputs
from roiapp.core.tape import BLOCK
from roiapp.core.worksheet import Floats, Worksheet
from roiapp.files.export_target import COLUMNS
from roiapp.files.session import Session
from roiapp.language import number_locale, plain

#: what begins a formula in some spreadsheet; an apostrophe, so that one that was there already stays
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
_TEXTS = COLUMNS[1:5]
#: whole numbers below this are written without ".0"
_EXACT: Final = 1e15


def csv_bytes(session: Session, view: View, locale: str = "") -> bytes:
    """The periods of `view` as the bytes of a CSV file: texts of the channel, first and last day, what was typed, and
    what is calculated of it; blank where a figure is unknown.

    Of a session that shows its figures time-matched the shifted ones stand in the place of those typed. Of a worksheet
    under a scenario a column more says which.

    `locale` writes numbers with its decimal sign, and semicolons between cells where that is a comma; "" writes 1234.5.
    Percents are fractions, as in every file headed by ids.
    """
    decimal = number_locale(locale).decimal if locale else "."
    written = io.BytesIO()
    text = io.TextIOWrapper(written, encoding="utf-8", newline="", write_through=True)
    written.write(codecs.BOM_UTF8)
    writer = csv.writer(text, delimiter=";" if decimal == "," else ",")
    for rows in _rows(session, view, decimal):
        writer.writerows(rows)
    return written.getvalue()


def written_records(sheet: Worksheet, catalog: Catalog) -> list[Record]:
    """What has a column in a file: every input that holds a figure, and of the blocks that are shown the
    metrics that are made of these."""
    fields = [f for f in catalog.fields if f.scope == "cell" and f.id in sheet.columns]
    metrics = [m for m in catalog.metrics if not m.total_only and (m.block in sheet.settings.blocks and m.shown)]
    return [*fields, *with_inputs(catalog, sheet, metrics, sheet.columns)]


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def _rows(session: Session, view: View, decimal: str) -> Iterator[Iterable[Sequence[str]]]:
    """The header, then some channels of a period at a time: a large document's texts never stand in memory together."""
    sheet = session.calculator.worksheet
    records = written_records(sheet, session.catalog)
    fields = [record for record in records if isinstance(record, Field)]
    metrics = [record for record in records if not isinstance(record, Field)]
    under = [guarded(session.scenario)] if session.scenario else []
    yield [[*COLUMNS, *(["scenario"] if under else []), *(f.id for f in fields), *(m.id for m in metrics)]]
    for period in view.periods:
        figures = session.calculator.figures(base_view(sheet.periods, period))
        same = [*_days(sheet.periods[period]), *under]
        for start in range(0, len(sheet.keys), BLOCK):
            stop = min(start + BLOCK, len(sheet.keys))
            texts = [map(guarded, sheet.channels[name][start:stop]) for name in ("name", *_TEXTS)]
            typed = (sheet.columns[f.id][period, start:stop] for f in fields)
            computed = (figures.values(m.id, start, stop) for m in metrics)
            numbers = [_numbers(values, decimal) for values in (*typed, *computed)]
            yield zip(*texts, *(repeat(text, stop - start) for text in same), *numbers, strict=True)


def _days(period: Period) -> list[str]:
    """What the period is called, first and last day; the label alone of a period without days."""
    if not (period.start and period.end):
        return [guarded(period.label), "", ""]
    return [guarded(plain(period.text())), period.start.isoformat(), period.end.isoformat()]


def _numbers(values: Floats, decimal: str) -> list[str]:
    """Every digit of each, "" for what is unknown."""
    known = np.isfinite(values)
    whole = known & (np.abs(values) < _EXACT) & (values == np.trunc(values))
    integers = np.where(whole, values, 0).astype(np.int64)
    each = zip(known.tolist(), whole.tolist(), integers.tolist(), values.tolist(), strict=True)
    texts = ["" if not is_known else repr(integer) if is_whole else repr(value)
             for is_known, is_whole, integer, value in each]  # fmt: skip
    return texts if decimal == "." else [text.replace(".", decimal) for text in texts]
