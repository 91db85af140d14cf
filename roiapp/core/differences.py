"""What differs between two worksheets, place by place: channels, periods, cells, totals, arithmetic, records, settings.

Channels and periods are the same ones by identity where the documents share their history, else, and where the identity
is gone, by name or by days. A blank is a value of its own: never 0.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.matching import Match, matched
from roiapp.core.own_differences import OwnDifference, own_differences
from roiapp.core.periods import Period
from roiapp.core.record_differences import RecordDifference, record_differences
from roiapp.core.worksheet import ANY, ATTRIBUTES, Channel, Floats, Place, Worksheet, same_name

Places = npt.NDArray[np.int32]


@dataclass(frozen=True)
class ChannelDifference:
    """A channel that came (`before` None), went (`after` None) or is another in its texts; `rows` are where it stood
    and stands, different ones in `moved`. `figures` counts those of a channel that came or went."""

    before: Channel | None
    after: Channel | None
    rows: tuple[int | None, int | None]
    moved: bool = False
    figures: int = 0

    @property
    def attributes(self) -> tuple[str, ...]:
        """The texts that differ."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name in ATTRIBUTES if getattr(self.before, name) != getattr(self.after, name))


@dataclass(frozen=True)
class PeriodDifference:
    """A period that came, went, or is another in its label or days, as in `ChannelDifference`."""

    before: Period | None
    after: Period | None
    places: tuple[int | None, int | None]
    moved: bool = False
    figures: int = 0

    @property
    def changed(self) -> bool:
        """Whether its label or days differ."""
        if self.before is None or self.after is None:
            return False
        one, other = self.before, self.after
        return (one.label, one.start, one.end, one.as_of) != (other.label, other.start, other.end, other.as_of)


@dataclass(frozen=True, eq=False)
class CellDifferences:
    """The cells that differ, one number of each array a cell: the place of its field in `fields`, its period and
    channel as they stand *after*, and both figures, NaN where blank."""

    fields: tuple[str, ...]
    field: Places
    period: Places
    channel: Places
    before: Floats
    after: Floats

    def __len__(self) -> int:
        return len(self.field)


@dataclass(frozen=True)
class TotalDifference:
    """A figure typed for all channels together; None where blank. `period` is its place after."""

    field: str
    period: int
    before: float | None
    after: float | None


@dataclass(frozen=True)
class ExpressionDifference:
    """The arithmetic a cell was typed as, in periods and channels that are in both; places are those after."""

    field: str
    period: int
    channel: int
    before: str | None
    after: str | None


@dataclass(frozen=True)
class NoteDifference:
    """A note on a cell, a channel (`period` None) or a period (`channel` None; both None at a total); places are those
    after. `field` is "" where it is not about one."""

    field: str
    period: int | None
    channel: int | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class SettingDifference:
    """A setting of the document, by its name."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, eq=False)
class Differences:
    """Everything that differs; `names` and `periods` are those after, for which the places stand."""

    channels: tuple[ChannelDifference, ...]
    periods: tuple[PeriodDifference, ...]
    cells: CellDifferences
    totals: tuple[TotalDifference, ...]
    expressions: tuple[ExpressionDifference, ...]
    notes: tuple[NoteDifference, ...]
    records: tuple[RecordDifference, ...]
    own: tuple[OwnDifference, ...]
    settings: tuple[SettingDifference, ...]
    names: tuple[str, ...]
    all_periods: tuple[Period, ...]

    def __bool__(self) -> bool:
        found = (self.channels, self.periods, self.cells, self.totals, self.expressions, self.notes, self.records)
        return any(len(each) for each in (*found, self.own, self.settings))


def compare(before: Worksheet, after: Worksheet, *, shared: bool | None = None) -> Differences:
    """What differs. `shared` says whether both are states of one document, so that identities mean the same in both;
    None: judge by whether most of the channels known in both by identity bear the same name."""
    if shared is None:
        shared = share_history(before, after)
    channels = matched(
        before.keys, after.keys,
        lambda place: same_name(before.names[place]), lambda place: same_name(after.names[place]), by_key=shared,
    )  # fmt: skip
    periods = matched(
        [period.key for period in before.periods], [period.key for period in after.periods],
        lambda place: _span(before.periods[place]), lambda place: _span(after.periods[place]), by_key=shared,
    )  # fmt: skip
    return Differences(
        tuple(_channels(before, after, channels)),
        tuple(_periods(before, after, periods)),
        _cells(before, after, periods, channels),
        tuple(_totals(before, after, periods)),
        tuple(ExpressionDifference(*each) for each in _texts(before, after, "expressions", periods, channels)),
        tuple(NoteDifference(*each) for each in _texts(before, after, "notes", periods, channels)),
        tuple(record_differences(
            before, after,
            {before.periods[i].key: after.periods[j].key for i, j in periods.pairs},
            {before.keys[i]: after.keys[j] for i, j in channels.pairs},
        )),
        tuple(own_differences(before, after)),
        tuple(_settings(before.settings, after.settings)),
        tuple(after.names),
        tuple(after.periods),
    )  # fmt: skip


def share_history(before: Worksheet, after: Worksheet) -> bool:
    """Whether identities seem to mean the same in both: of several known in both, at least half bear the same name."""
    places = {key: place for place, key in enumerate(after.keys)}
    pairs = [(i, places[key]) for i, key in enumerate(before.keys) if key in places]
    names, new_names = list(before.names), list(after.names)
    same = sum(names[i] == new_names[j] or same_name(names[i]) == same_name(new_names[j]) for i, j in pairs)
    return len(pairs) < 2 or 2 * same >= len(pairs)


def _span(period: Period) -> Hashable:
    """What a period is known by where its identity says nothing: its days, else its label."""
    return (period.start, period.end) if period.start else " ".join(period.label.split()).casefold()


def _channels(before: Worksheet, after: Worksheet, match: Match) -> Iterator[ChannelDifference]:
    """Those that went, where they stood; then the others as they stand."""
    for place in match.gone:
        yield ChannelDifference(before.channel(place), None, (place, None), figures=_figures(before, (..., place)))
    in_place = len(match.pairs) == len(before.keys) == len(after.keys) and not match.moved
    differ: set[int] = set(match.moved)
    for name in ATTRIBUTES:
        one, other = list(before.channels[name]), list(after.channels[name])
        if not in_place or one != other:
            differ.update(new for old, new in match.pairs if one[old] != other[new])
    old_of = {new: old for old, new in match.pairs}
    for place in sorted(differ | set(match.come)):
        if place in old_of:
            old = old_of[place]
            yield ChannelDifference(
                before.channel(old), after.channel(place), (old, place), place in match.moved
            )
        else:
            yield ChannelDifference(None, after.channel(place), (None, place), figures=_figures(after, (..., place)))


def _periods(before: Worksheet, after: Worksheet, match: Match) -> Iterator[PeriodDifference]:
    for place in match.gone:
        yield PeriodDifference(before.periods[place], None, (place, None), figures=_figures(before, place))
    old_of = {new: old for old, new in match.pairs}
    for place, period in enumerate(after.periods):
        if place not in old_of:
            yield PeriodDifference(None, period, (None, place), figures=_figures(after, place))
            continue
        found = PeriodDifference(
            before.periods[old_of[place]], period, (old_of[place], place), place in match.moved
        )
        if found.moved or found.changed:
            yield found


def _figures(worksheet: Worksheet, part: Any) -> int:
    """How many cells of a channel or period hold anything."""
    return sum(int(np.count_nonzero(~np.isnan(column[part]))) for column in worksheet.columns.values())


def _cells(before: Worksheet, after: Worksheet, periods: Match, channels: Match) -> CellDifferences:
    ids = tuple(sorted({*before.columns, *after.columns}))
    columns = np.array([pair[0] for pair in channels.pairs], dtype=np.intp)
    new_columns = np.array([pair[1] for pair in channels.pairs], dtype=np.intp)
    straight = len(columns) == len(before.keys) == len(after.keys) and bool((columns == new_columns).all())
    which, new_which = (slice(None), slice(None)) if straight else (columns, new_columns)
    found: list[tuple[int, int, Places, Floats, Floats]] = []
    for number, id_ in enumerate(ids):
        one, other = before.columns.get(id_), after.columns.get(id_)
        for old, new in periods.pairs:
            was, now = _row(one, old, which, len(columns)), _row(other, new, new_which, len(columns))
            differ = np.flatnonzero((was != now) & ~(np.isnan(was) & np.isnan(now)))
            if len(differ):
                found.append((number, new, new_columns[differ].astype(np.int32), was[differ], now[differ]))
    none: list[Floats] = [np.empty(0)]
    lengths = [len(part[2]) for part in found]
    return CellDifferences(
        ids,
        np.repeat(np.array([part[0] for part in found], dtype=np.int32), lengths),
        np.repeat(np.array([part[1] for part in found], dtype=np.int32), lengths),
        np.concatenate([part[2] for part in found]) if found else np.empty(0, np.int32),
        np.concatenate([part[3] for part in found] or none),
        np.concatenate([part[4] for part in found] or none),
    )


def _row(column: Floats | None, period: int, channels: Any, count: int) -> Floats:
    return np.full(count, np.nan) if column is None else column[period, channels]


def _totals(before: Worksheet, after: Worksheet, periods: Match) -> Iterator[TotalDifference]:
    for id_ in sorted({*before.totals, *after.totals}):
        for old, new in periods.pairs:
            was, now = _known(before.total_value(id_, old)), _known(after.total_value(id_, new))
            if was != now:
                yield TotalDifference(id_, new, was, now)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _texts(
    before: Worksheet, after: Worksheet, of: str, periods: Match, channels: Match
) -> Iterator[tuple[str, Any, Any, str | None, str | None]]:
    """Arithmetic or notes that differ, in periods and channels that are in both: (field, period, channel, before,
    after), places as they are after, None for `ANY`."""
    old, new = getattr(before, of), getattr(after, of)
    if not old and not new:
        return
    was = _placed(
        old, {before.periods[i].key: j for i, j in periods.pairs}, {before.keys[i]: j for i, j in channels.pairs}
    )
    now = _placed(
        new, {after.periods[j].key: j for _, j in periods.pairs}, {after.keys[j]: j for _, j in channels.pairs}
    )
    for place in sorted({*was, *now}):
        if was.get(place) != now.get(place):
            id_, *places = place
            period, channel = (None if each == ANY else each for each in places)
            yield id_, period, channel, was.get(place), now.get(place)


def _placed(texts: Mapping[Place, str], periods: dict[int, int], channels: dict[int, int]) -> dict[Place, str]:
    """Texts by their places rather than the keys of their period and channel; those without a place are left out."""
    period_of, channel_of = {**periods, ANY: ANY}, {**channels, ANY: ANY}
    return {
        (id_, period_of[period], channel_of[channel]): text
        for (id_, period, channel), text in texts.items()
        if period in period_of and channel in channel_of
    }


def _settings(before: DocumentSettings, after: DocumentSettings) -> Iterator[SettingDifference]:
    for each in fields(DocumentSettings):
        was, now = getattr(before, each.name), getattr(after, each.name)
        if was != now:
            yield SettingDifference(each.name, was, now)
