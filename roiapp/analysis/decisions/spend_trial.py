"""What a channel would bring if more or less were spent on it: the changes that show it, on whatever is looked at.

Visits, leads, customers and typed revenue go along as spend^elasticity. Where the scenario that is looked at says
itself how the channel responds, its own word holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from roiapp.core.scenarios import RESPONDING, Change

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet


def spend_changes(
    sheet: Worksheet, own: Iterable[Change], channel: int, periods: Iterable[int], factor: float, elasticity: float
) -> tuple[Change, ...]:
    """The spend of a channel (its place) in periods (places) × `factor`, as changes of the scenario that is looked at.
    `sheet` is the worksheet under it, `own` are the changes it has itself: those that would be in the place of these
    are part of them."""
    own = tuple(own)
    key, group = sheet.keys[channel], sheet.channels["group"][channel]
    found: list[Change] = []
    wanted: list[int | None] = [sheet.periods[place].key for place in periods]
    if not own and len(wanted) == len(sheet.periods):
        wanted = [None]  # all of them at once
    for period in wanted:
        scales = {"spend": factor}
        if not any(_responds(each, key, group, period) for each in own):
            scales |= {field: factor**elasticity for field in RESPONDING if field in sheet.columns}
        for field, scale in scales.items():
            change = Change(0, "scale", field, scale, key, "", period)
            before = next((each.value for each in own if each[1:3] == change[1:3] and each[4:] == change[4:]), None)
            found.append(change if before is None else change._replace(value=before * scale))
    return tuple(found)


def elasticity_of(
    sheet: Worksheet, own: Iterable[Change], channel: int, periods: Iterable[int], assumed: float
) -> float:
    """How the channel responds to its spend: as the scenario says, else as it is `assumed`."""
    key, group = sheet.keys[channel], sheet.channels["group"][channel]
    keys = [sheet.periods[place].key for place in periods]
    said = [each.value for each in own if any(_responds(each, key, group, period) for period in keys)]
    return next((value for value in said if value is not None), assumed)


def _responds(change: Change, channel: int, group: str, period: int | None) -> bool:
    """Whether a change lets the channel respond to its spend in that period."""
    if change.kind != "respond" or change.period not in (None, period):
        return False
    return change.channel == channel or (change.channel is None and change.group in ("", group))
