"""Figures as pandas tables, for notebooks: a row for each channel and period, columns headed by ids.

`docs/notebooks.md` shows how to use it. pandas is imported when the first table is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from roiapp.core.fields import Field
from roiapp.core.periods import View, all_periods, base_view
from roiapp.core.results import Figures
from roiapp.core.shown_columns import Record
from roiapp.core.worksheet import Floats
from roiapp.files.csv_writer import written_records
from roiapp.files.session import Session
from roiapp.language import tr

if TYPE_CHECKING:
    from pandas import DataFrame

_TEXTS: Final = ("kind", "source", "group", "owner")


def to_frame(
    source: Session | Figures, view: View | None = None, columns: Iterable[str] | None = None
) -> DataFrame:
    """A row for each channel in each base period of `view` (all of them unless one is given), period by period; of
    `Figures` a row for each channel of what these are of, a roll-up too.

    First come the texts `channel`, `kind`, `source`, `group`, `owner`, `period` and the days `start` and `end` (NaT
    where there are none), then a float64 column for each id: inputs as they were typed (of a roll-up taken together),
    metrics as they are calculated, NaN where unknown. Money is in the document's currency (`attrs["currency"]`),
    percents are fractions, nothing is rounded. The ids are those that a CSV file has, unless `columns` names others.
    Raises ValueError with a sentence for an id that is no column of the worksheet.
    """
    parts = _parts(source, view)
    records = _records(parts[0], columns)
    return _frame(parts, records, _values)


def reasons_frame(
    source: Session | Figures, view: View | None = None, columns: Iterable[str] | None = None
) -> DataFrame:
    """The same rows, and in the column of each metric why it is unknown, as JSON says it (`missing: leads`,
    `zero: customers`), None where it is known. Inputs have no reasons, and no columns here."""
    parts = _parts(source, view)
    records = [record for record in _records(parts[0], columns) if not isinstance(record, Field)]
    return _frame(parts, records, _reasons)


def _parts(source: Session | Figures, view: View | None) -> list[Figures]:
    """The figures whose rows follow each other."""
    if isinstance(source, Figures):
        return [source]
    periods = source.worksheet.periods
    chosen = all_periods(periods) if view is None else view
    return [source.calculator.figures(base_view(periods, period)) for period in chosen.periods]


def _records(figures: Figures, columns: Iterable[str] | None) -> Sequence[Record]:
    catalog = figures.catalog
    if columns is None:
        return written_records(figures.worksheet, catalog)
    asked = list(dict.fromkeys(columns))
    for id_ in asked:
        known = catalog.field.get(id_) or catalog.metric.get(id_)
        if known is None or (known.scope != "cell" if isinstance(known, Field) else known.total_only):
            raise ValueError(tr("“{id}” is no column of the worksheet. `roiapp metrics` lists them.", id=id_))
    return [catalog.record(id_) for id_ in asked]


def _frame(parts: list[Figures], records: Sequence[Record], cells: Callable[[Figures, Record], Any]) -> DataFrame:
    import pandas as pd

    sheet = parts[0].worksheet
    count = len(sheet.keys)
    table: dict[str, Any] = {"channel": list(sheet.names) * len(parts)}
    table |= {name: list(sheet.channels[name]) * len(parts) for name in _TEXTS}
    spans = [part.view if part.view.rollup else sheet.periods[part.view.periods[0]] for part in parts]
    table["period"] = [span.text() for span in spans for _ in range(count)]
    for name in ("start", "end"):
        days = np.array([getattr(span, name) or "NaT" for span in spans], dtype="datetime64[s]")
        table[name] = np.repeat(days, count)
    for record in records:
        column = np.concatenate([cells(part, record) for part in parts])
        table[record.id] = pd.Series(column, dtype=column.dtype)  # None stays None
    frame = pd.DataFrame(table)
    frame.attrs["currency"] = sheet.settings.currency
    return frame


def _values(figures: Figures, record: Record) -> Floats:
    if isinstance(record, Field) and not figures.view.rollup:
        typed = figures.worksheet.columns.get(record.id)
        blank = np.full(len(figures.worksheet.keys), np.nan)
        return blank if typed is None else typed[figures.view.periods[0]]
    return figures.values(record.id)


def _reasons(figures: Figures, record: Record) -> Any:
    found = np.full(len(figures.worksheet.keys), None, dtype=object)
    every = np.arange(len(found), dtype=np.intp)
    for channel, reason in figures.reasons(record.id, every).items():
        found[channel] = reason.code
    return found
