"""The figures of one view as plain values for JSON: ids, unrounded numbers, null where undefined, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from roiapp.core.fields import Field
from roiapp.core.periods import View, base_view
from roiapp.core.results import Figures
from roiapp.files.export_limits import check_json
from roiapp.files.session import Session
from roiapp.language import current


def figures_json(session: Session, view: View) -> dict[str, Any]:
    """What `calc` prints of one period or roll-up. No NaN and no infinity is in it. `time_matched` stands in it where
    the figures are. Raises `FileError` where they are too many."""
    check_json(session.worksheet)
    figures = session.calculator.figures(view)
    return {
        "period": {"label": view.text(current()), "start": _day(view.start), "end": _day(view.end)},
        "scenario": session.scenario or None,
        "currency": session.worksheet.settings.currency,
        "as_of": _day(session.as_of),
        **({"time_matched": True} if session.time_matched else {}),
        "channels": _channels(session, figures),
        "total": _total(session, figures),
    }


def with_periods(session: Session, view: View) -> dict[str, Any]:
    """The same, and of a roll-up `periods`: the like of each period it takes together."""
    if not view.rollup:
        return figures_json(session, view)
    check_json(session.worksheet, len(view.periods) + 1)
    periods = session.worksheet.periods
    each = [figures_json(session, base_view(periods, period)) for period in view.periods]
    return {**figures_json(session, view), "periods": each}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: float | None) -> float | int | None:
    """A figure as JSON writes it: whole ones without ".0", undefined ones null."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _cell_fields(session: Session) -> list[Field]:
    return [field for field in session.catalog.fields if field.scope == "cell"]


def _channels(session: Session, figures: Figures) -> list[dict[str, Any]]:
    worksheet = figures.worksheet
    fields = _cell_fields(session)
    metrics = [metric for metric in session.catalog.metrics if not metric.total_only]
    inputs = {f.id: figures.values(f.id).tolist() for f in fields}
    computed = {m.id: figures.values(m.id).tolist() for m in metrics}
    defaults = {f.id: _defaulted(figures, f) for f in fields if f.default_setting}
    channels = []
    for i, name in enumerate(worksheet.names):
        undefined = [m.id for m in metrics if _number(computed[m.id][i]) is None]
        channels.append(
            {
                "name": name,
                "kind": worksheet.channels["kind"][i],
                "group": worksheet.channels["group"][i],
                "inputs": {id_: _number(values[i]) for id_, values in inputs.items()},
                "defaults": [id_ for id_, filled in defaults.items() if filled[i]],
                "metrics": {id_: _number(values[i]) for id_, values in computed.items()},
                "reasons": _reasons(figures, undefined, i),
            }
        )
    return channels


def _defaulted(figures: Figures, field: Field) -> list[bool]:
    """For each channel whether a document-wide value stands in for a blank cell of the view."""
    worksheet = figures.worksheet
    if getattr(worksheet.settings, field.default_setting) is None:
        return [False] * len(worksheet.names)
    return [
        any(math.isnan(worksheet.value(field.id, period, channel)) for period in figures.view.periods)
        for channel in range(len(worksheet.names))
    ]


def _reasons(figures: Figures, ids: Iterable[str], channel: int | None) -> dict[str, str]:
    found = ((id_, figures.reason(id_, channel)) for id_ in ids)
    return {id_: reason.code for id_, reason in found if reason is not None}


def _total(session: Session, figures: Figures) -> dict[str, Any]:
    fields = [field for field in session.catalog.fields if field.scope != "document"]
    metrics = session.catalog.metrics
    values = {metric.id: _number(figures.total(metric.id).value) for metric in metrics}
    excluded = {metric.id: figures.excluded(metric.id) for metric in metrics}
    return {
        "inputs": {field.id: _number(figures.total(field.id).value) for field in fields},
        "blank": {field.id: figures.blank(field.id) for field in _cell_fields(session)},
        "metrics": values,
        "reasons": _reasons(figures, [id_ for id_, value in values.items() if value is None], None),
        "excluded": {id_: names for id_, names in excluded.items() if names},
    }
