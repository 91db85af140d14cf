"""The figures of one view as an aligned table for people to read in a terminal, and below it why some are undefined."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from roiapp.analysis.figure_remarks import totals_without, why_undefined
from roiapp.core.fields import Field
from roiapp.core.metrics import Metric
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import View
from roiapp.core.results import Figures
from roiapp.core.shown_columns import shown_records
from roiapp.core.what_counts import inside, redefined_text
from roiapp.files.aligned_text import aligned
from roiapp.files.session import Session
from roiapp.language import tr


def figures_text(session: Session, view: View, number_format: NumberFormat) -> str:
    """What `calc` prints of one period or roll-up without --json."""
    figures = session.calculator.figures(view)
    records = _columns(session, figures)
    settings = session.worksheet.settings
    matched = figures.calculator.matched
    said = [] if matched is None else ["", matched.sentence(view, number_format)]
    about = (settings.title, session.scenario, view.text(), settings.currency)
    head = " · ".join(filter(None, about))
    rows = [[tr("Channel"), *(tr(record.header) for record in records)]]
    for i, name in enumerate(session.worksheet.names):
        values = (figures.value(record.id, i) for record in records)
        rows.append([name, *(number_format.text(v, r.unit) for v, r in zip(values, records, strict=True))])
    totals = (figures.total(record.id).value for record in records)
    rows.append([tr("Total"), *(number_format.text(v, r.unit) for v, r in zip(totals, records, strict=True))])
    return "\n".join([head, *said, "", *aligned(rows), *_remarks(figures, records)])


def _columns(session: Session, figures: Figures) -> list[Field | Metric]:
    """The columns that the document shows; beyond the core only where there are figures."""

    def known(metric: Metric) -> bool:
        return figures.total(metric.id).value is not None or not np.isnan(figures.values(metric.id)).all()

    used = session.calculator.tape_fields
    return [
        record
        for record in shown_records(session.catalog, session.shown.entered.worksheet)
        if record.block == "core" or (record.id in used if isinstance(record, Field) else known(record))
    ]


def _remarks(figures: Figures, records: list[Field | Metric]) -> Iterator[str]:
    """Below the table: which totals leave cells out, why figures are undefined, what is counted both ways."""
    metrics = [record for record in records if isinstance(record, Metric)]
    lines = [*totals_without(figures, metrics), *why_undefined(figures, metrics)]
    both_ways = inside(figures, *(record.id for record in records))
    if lines or both_ways:
        yield ""
        yield from (sentence for _metric, sentence in lines)
    for change in both_ways:
        told = redefined_text((change,), figures.catalog)
        yield tr("These figures add up both ways of counting. {told}", told=told)
