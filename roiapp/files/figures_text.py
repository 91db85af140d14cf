"""The figures of one view as an aligned table for people to read in a terminal, and below it why some are undefined."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import numpy as np

from roiapp.core.fields import Field
from roiapp.core.metrics import Metric
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import View
from roiapp.core.results import Figures
from roiapp.core.shown_columns import shown_records
from roiapp.files.session import Session
from roiapp.language import list_text, tr, trn

_NAMES_SHOWN = 6


def figures_text(session: Session, view: View, number_format: NumberFormat) -> str:
    """What `calc` prints of one period or roll-up without --json."""
    figures = session.calculator.figures(view)
    records = _columns(session, figures)
    settings = session.worksheet.settings
    head = " · ".join(filter(None, (settings.title, view.text(number_format.locale), settings.currency)))
    rows = [[tr("Channel"), *(tr(record.header) for record in records)]]
    for i, name in enumerate(session.worksheet.names):
        values = (figures.value(record.id, i) for record in records)
        rows.append([name, *(number_format.text(v, r.unit) for v, r in zip(values, records, strict=True))])
    totals = (figures.total(record.id).value for record in records)
    rows.append([tr("Total"), *(number_format.text(v, r.unit) for v, r in zip(totals, records, strict=True))])
    return "\n".join([head, "", *_aligned(rows), *_remarks(session, figures, records)])


def _columns(session: Session, figures: Figures) -> list[Field | Metric]:
    """The columns that the document shows; beyond the core only where there are figures."""

    def known(metric: Metric) -> bool:
        return figures.total(metric.id).value is not None or not np.isnan(figures.values(metric.id)).all()

    used = session.worksheet.columns
    return [
        record
        for record in shown_records(session.catalog, session.worksheet)
        if record.block == "core" or (record.id in used if isinstance(record, Field) else known(record))
    ]


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: combining signs none, East Asian ones two."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        if number in (1, len(rows) - 1):
            yield "  ".join("─" * width for width in widths)
        cells = [" " * (width - _width(cell)) + cell for cell, width in zip(row, widths, strict=True)]
        cells[0] = cells[0].strip() + " " * (widths[0] - _width(row[0].strip()))
        yield "  ".join(cells).rstrip()


def _remarks(session: Session, figures: Figures, records: list[Field | Metric]) -> Iterator[str]:
    """Below the table: which totals leave cells out, and why figures are undefined, channels of one reason together."""
    metrics = [record for record in records if isinstance(record, Metric)]
    channels = session.worksheet.names
    lines = [
        tr("{metric}: the total is without {names}.", metric=tr(metric.header), names=_names(left_out))
        for metric in metrics
        if (left_out := _left_out(figures, metric.id))
    ]
    for metric in metrics:
        by_reason: dict[str, list[str]] = {}
        for i, name in [*enumerate(channels), (None, tr("Total"))]:
            if reason := figures.reason(metric.id, i):
                by_reason.setdefault(reason.sentence(session.catalog), []).append(name)
        for sentence, names in by_reason.items():
            every = names[: len(channels)] == channels  # then it goes without saying that there is no total either
            what = tr("every channel") if every else _names(names)
            lines.append(tr("{metric} of {names}: {why}", metric=tr(metric.header), names=what, why=sentence))
    if lines:
        yield ""
        yield from lines


def _left_out(figures: Figures, id_: str) -> list[str]:
    """The channels left out of a total, each once: with the periods it is left out in where they are not all."""
    periods: dict[int, list[int]] = {}
    for channel, period in figures.excluded_cells(id_):
        periods.setdefault(channel, []).extend(() if period is None else (period,))
    sheet, names = figures.worksheet, []
    for channel, left in periods.items():
        whole = not left or len(left) == len(figures.view.periods)
        when = list_text([sheet.periods[period].text() for period in left])
        name = sheet.names[channel]
        names.append(name if whole else tr("{channel} ({periods})", channel=name, periods=when))
    return names


def _names(names: list[str]) -> str:
    if len(names) <= _NAMES_SHOWN:
        return list_text(names)
    more = len(names) - _NAMES_SHOWN
    return trn("{names} and {n} more", "{names} and {n} more", more, names=", ".join(names[:_NAMES_SHOWN]))
