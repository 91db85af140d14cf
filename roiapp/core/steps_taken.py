"""Steps taken: what was changed on a day, in one channel or in all, and the figure it was meant to move."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from roiapp.core.record_edits import SpliceRecords
from roiapp.core.record_tables import STEPS
from roiapp.core.units import NumberError, parse

if TYPE_CHECKING:
    from roiapp.core.document_settings import DocumentSettings
    from roiapp.core.record_tables import Record
    from roiapp.core.units import Unit
    from roiapp.core.worksheet import Worksheet


class StepTaken(NamedTuple):
    """One step: `row` is its place in the table, `channel` its index, None where it was taken in all; `metric` the id
    of the figure; `change` what was changed and `expected` what was expected of it, in the user's words."""

    row: int
    day: date
    channel: int | None
    metric: str
    change: str = ""
    expected: str = ""


def steps_taken(sheet: Worksheet) -> tuple[StepTaken, ...]:
    """All steps in the order of their rows. A row without a day or a figure is none yet; one whose channel is gone
    comes back with it."""
    rows = sheet.records.get(STEPS.id, ())
    if not rows:
        return ()
    places = [STEPS.place(column) for column in ("date", "channel", "metric", "change", "expected")]
    of_key = {key: index for index, key in enumerate(sheet.keys)}
    found = []
    for number, row in enumerate(rows):
        day, key, metric, change, expected = (row[place] for place in places)
        if isinstance(day, date) and isinstance(metric, str) and (key is None or key in of_key):
            channel = None if key is None else of_key[int(str(key))]
            found.append(StepTaken(number, day, channel, metric, str(change or ""), str(expected or "")))
    return tuple(found)


def noting(sheet: Worksheet, row: Record) -> SpliceRecords:
    """The edit that adds one step to the table."""
    return SpliceRecords(STEPS.id, len(sheet.records.get(STEPS.id, ())), 0, (row,))


def expected_figure(expected: str, unit: Unit, settings: DocumentSettings) -> float | None:
    """What was expected as a figure, where nothing but one of this unit is written; None where it is in words."""
    try:
        return parse(expected, unit, settings.locale, settings.currency).value
    except NumberError:
        return None
