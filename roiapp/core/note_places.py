"""Where notes stand, in words and in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roiapp.core.worksheet import ANY
from roiapp.language import apart, tr

if TYPE_CHECKING:
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Place, Worksheet


@dataclass(frozen=True)
class NotePlace:
    """A note's place as it is now: indices of channel and period (None: not about one), `where` in words."""

    place: Place
    channel: int | None
    id: str
    period: int | None
    where: str
    text: str = ""


def found(worksheet: Worksheet, catalog: Catalog, place: Place) -> NotePlace | None:
    """The place with its note, None where its channel, period or figure is not there."""
    id_, period_key, channel_key = place
    period = next((i for i, each in enumerate(worksheet.periods) if each.key == period_key), None)
    channel = None if channel_key == ANY else next((i for i, k in enumerate(worksheet.keys) if k == channel_key), None)
    if (period is None and period_key != ANY) or (channel is None and channel_key != ANY):
        return None
    if id_ and id_ not in catalog.field and id_ not in catalog.metric:
        return None
    parts = []
    if channel is not None:
        parts.append(apart(worksheet.names[channel]))
    elif id_:
        parts.append(tr("Total"))
    if id_:
        parts.append(tr(catalog.record(id_).label))
    if period is not None:
        parts.append(apart(worksheet.periods[period].text()))
    return NotePlace(place, channel, id_, period, " · ".join(parts), worksheet.notes.get(place, ""))


def ordered(worksheet: Worksheet, catalog: Catalog) -> list[NotePlace]:
    """All notes: those on channels, then period by period its own, its totals' and its cells'."""
    channels = {key: i for i, key in enumerate(worksheet.keys)} if worksheet.notes else {}
    ids = [*(field.id for field in catalog.fields), *(metric.id for metric in catalog.metrics)]
    order = {id_: i for i, id_ in enumerate(ids)}
    places = [each for place in worksheet.notes if (each := found(worksheet, catalog, place)) is not None]

    def rank(each: NotePlace) -> tuple[int, int, int]:
        period = -1 if each.period is None else each.period
        channel = channels.get(each.place[2], -1)
        return period, channel, order.get(each.id, -1)

    return sorted(places, key=rank)
