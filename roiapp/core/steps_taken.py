"""Steps taken: what was changed on a day, in one channel or in all, and the figure it was meant to move."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from roiapp.core.record_tables import STEPS

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet


class StepTaken(NamedTuple):
    """One step: `row` is its place in the table, `channel` its index, None where it was taken in all; `metric` the id
    of the figure; `change` what was changed, in the user's words."""

    row: int
    day: date
    channel: int | None
    metric: str
    change: str = ""


def steps_taken(sheet: Worksheet) -> tuple[StepTaken, ...]:
    """All steps in the order of their rows. A row without a day or a figure is none yet; one whose channel is gone
    comes back with it."""
    rows = sheet.records.get(STEPS.id, ())
    if not rows:
        return ()
    places = [STEPS.place(column) for column in ("date", "channel", "metric", "change")]
    of_key = {key: index for index, key in enumerate(sheet.keys)}
    found = []
    for number, row in enumerate(rows):
        day, key, metric, change = (row[place] for place in places)
        if isinstance(day, date) and isinstance(metric, str) and (key is None or key in of_key):
            channel = None if key is None else of_key[int(str(key))]
            found.append(StepTaken(number, day, channel, metric, str(change or "")))
    return tuple(found)
