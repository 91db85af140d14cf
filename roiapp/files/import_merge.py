"""What an import does to a document: which rows are new, which figures change, and the one edit that does it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from roiapp.core.channel_edits import AddChannels, SetChannel
from roiapp.core.edits import Edit, Group, SetCells, SetSettings
from roiapp.core.fields import BLOCKS
from roiapp.core.period_edits import AddPeriods, SetPeriod
from roiapp.core.periods import Period
from roiapp.core.worksheet import Channel, Floats, Worksheet, same_name
from roiapp.files.import_choices import Meets
from roiapp.language import mark

Change = Literal["added", "changed", "same"]
Bools = npt.NDArray[np.bool_]
_ADDED: Final = 3
_CHANGED: Final = 2
_SAME: Final = 1
_CHANGES: Final[dict[int, Change]] = {_ADDED: "added", _CHANGED: "changed", _SAME: "same"}
NAME: Final = mark("Import")


@dataclass(frozen=True)
class Brought:
    """Figures that come into a document: `columns` are arrays [period, channel], NaN unknown; `channels` their texts by
    attribute, at least the name. `blocks` are those in which something is known, each with its fields that are not
    there; `currency` "" where nothing tells it."""

    periods: Sequence[Period]
    channels: Sequence[Mapping[str, str]]
    columns: Mapping[str, Floats]
    blocks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    currency: str = ""


@dataclass(frozen=True)
class Line:
    """One channel in one period (indices into what is brought): what becomes of it, and per field known in the file
    the figure before, None where blank, and the one after; `joined` are fields that grow by what the file says, `kept`
    those in which the file says something else than what stays."""

    period: int
    channel: int
    change: Change
    figures: Mapping[str, tuple[float | None, float]]
    joined: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Merge:
    """The effect on one worksheet, which must not be changed before `edit` is made. `added` and `changed` count rows:
    a channel in a period."""

    brought: Brought
    edit: Edit | None
    added: int
    changed: int
    new_channels: frozenset[int]
    _states: npt.NDArray[np.int8]
    _before: Mapping[str, Floats]
    _after: Mapping[str, Floats]
    _joined: Mapping[str, Bools]
    _kept: Mapping[str, Bools]

    @cached_property
    def _places(self) -> npt.NDArray[np.intp]:
        return np.argwhere(self._states)

    def __len__(self) -> int:
        """How many rows have a figure in the file."""
        return len(self._places)

    def line(self, number: int) -> Line:
        """One of the rows, which stand period by period."""
        period, channel = self._places[number].tolist()
        figures: dict[str, tuple[float | None, float]] = {}
        for id_, column in self._after.items():
            value, before = float(column[period, channel]), float(self._before[id_][period, channel])
            if value == value:
                figures[id_] = (before if before == before else None), value
        joined = frozenset(id_ for id_ in figures if self._joined[id_][period, channel])
        kept = frozenset(id_ for id_ in figures if self._kept[id_][period, channel])
        return Line(period, channel, _CHANGES[int(self._states[period, channel])], figures, joined, kept)

    def lines(self) -> Iterator[Line]:
        """Every row."""
        return map(self.line, range(len(self)))

    @property
    def joined(self) -> int:
        """How many figures grow by what the file says."""
        return sum(int(mask.sum()) for mask in self._joined.values())

    @property
    def kept(self) -> int:
        """How many figures stay though the file says something else."""
        return sum(int(mask.sum()) for mask in self._kept.values())

    def replaced(self, period: int, fields: Collection[str]) -> int:
        """How many figures of these fields in a period (index) give way to others."""
        found = 0
        for id_ in self._before.keys() & set(fields):
            before, after = self._before[id_][period], self._after[id_][period]
            gone = ~np.isnan(before) & ~np.isnan(after) & ~(before == after) & ~self._joined[id_][period]
            found += int(gone.sum())
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """Ids of the fields of which anything is known."""
        return tuple(id_ for id_, column in self._after.items() if not np.isnan(column).all())


def merge(
    brought: Brought,
    worksheet: Worksheet,
    *,
    meets: Meets = "",
    beside: Sequence[Brought] = (),
    summed: Collection[str] = (),
) -> Merge:
    """What bringing these figures does to a worksheet. A figure that the file does not know leaves what is there; what
    becomes of one that it knows otherwise, `meets` says. Only fields that are `summed` are added. Where others came in
    `beside` it just now, these fields are added to theirs."""
    periods = [_find_period(worksheet, period) for period in brought.periods]
    channels = _find_channels(worksheet, [channel["name"] for channel in brought.channels])
    shape = len(periods), len(channels)
    before: dict[str, Floats] = {}
    after: dict[str, Floats] = {}
    joined: dict[str, Bools] = {}
    kept: dict[str, Bools] = {}
    nowhere = np.zeros(shape, dtype=np.bool_)
    for id_, column in brought.columns.items():
        before[id_] = _standing(worksheet, id_, periods, channels)
        both = ~np.isnan(before[id_]) & ~np.isnan(column)
        others = _meets(brought, beside, id_) if id_ in summed else nowhere
        joined[id_] = both & (others | (meets == "add" and id_ in summed))
        kept[id_] = both & ~joined[id_] & ~(before[id_] == column) & (meets == "keep")
        after[id_] = np.where(joined[id_], before[id_] + column, np.where(kept[id_], before[id_], column))
    known = np.zeros(shape, dtype=np.bool_)
    differs = np.zeros(shape, dtype=np.bool_)
    for id_, column in after.items():
        given = ~np.isnan(column)
        known |= given
        differs |= given & ~(before[id_] == column)
    had = np.zeros(shape, dtype=np.bool_)
    for id_ in worksheet.columns:
        standing = before.get(id_)
        had |= ~np.isnan(_standing(worksheet, id_, periods, channels) if standing is None else standing)
    states = np.where(known, np.where(had, np.where(differs, _CHANGED, _SAME), _ADDED), 0).astype(np.int8)
    return Merge(
        brought,
        _edit(brought, worksheet, periods, channels, before, after),
        int((states == _ADDED).sum()),
        int((states == _CHANGED).sum()),
        frozenset(i for i, place in enumerate(channels) if place is None),
        states,
        before,
        after,
        joined,
        kept,
    )


def _meets(brought: Brought, beside: Sequence[Brought], id_: str) -> Bools:
    """Where the others know a figure of the same field, channel and period."""
    found = np.zeros((len(brought.periods), len(brought.channels)), dtype=np.bool_)
    for other in beside:
        if id_ not in other.columns:
            continue
        period_of = {(p.start, p.end, p.label.casefold()): i for i, p in enumerate(other.periods)}
        channel_of = {same_name(texts["name"]): i for i, texts in enumerate(other.channels)}
        periods = [period_of.get((p.start, p.end, p.label.casefold()), -1) for p in brought.periods]
        channels = [channel_of.get(same_name(texts["name"]), -1) for texts in brought.channels]
        here, there = [i for i, p in enumerate(periods) if p >= 0], [i for i, c in enumerate(channels) if c >= 0]
        if here and there:
            theirs = np.ix_([p for p in periods if p >= 0], [c for c in channels if c >= 0])
            found[np.ix_(here, there)] |= ~np.isnan(other.columns[id_][theirs])
    return found


# -- matching ----------------------------------------------------------------------------------------------------------


def untouched(worksheet: Worksheet) -> bool:
    """Whether its one undated period holds nothing yet, so that the first period of a file takes its place."""
    (first, *others) = worksheet.periods
    if others or worksheet.notes or worksheet.records or first.start is not None or first.label:
        return False
    return all(np.isnan(column).all() for column in (*worksheet.columns.values(), *worksheet.totals.values()))


def _find_period(worksheet: Worksheet, period: Period) -> int | None:
    """The index of the same period: the same days, or the same label where there are none. None: it is new."""
    for index, known in enumerate(worksheet.periods):
        if (known.start, known.end) == (period.start, period.end) and (
            period.start is not None or known.label.casefold() == period.label.casefold()
        ):
            return index
    return None


def _find_channels(worksheet: Worksheet, names: Sequence[str]) -> list[int | None]:
    place = {same_name(name): index for index, name in enumerate(worksheet.names)}
    return [place.get(same_name(name)) for name in names]


def _standing(worksheet: Worksheet, id_: str, periods: Sequence[int | None], channels: Sequence[int | None]) -> Floats:
    """What the worksheet has in these places, NaN in those it does not have yet."""
    found = np.full((len(periods), len(channels)), np.nan)
    column = worksheet.columns.get(id_)
    here = [i for i, place in enumerate(periods) if place is not None]
    there = [i for i, place in enumerate(channels) if place is not None]
    if column is not None and here and there:
        own = np.ix_([p for p in periods if p is not None], [c for c in channels if c is not None])
        found[np.ix_(here, there)] = column[own]
    return found


# -- the edit ----------------------------------------------------------------------------------------------------------


def _edit(
    brought: Brought,
    worksheet: Worksheet,
    periods: list[int | None],
    channels: list[int | None],
    before: Mapping[str, Floats],
    after: Mapping[str, Floats],
) -> Edit | None:
    edits: list[Edit] = []
    key_of = [None if place is None else worksheet.periods[place].key for place in periods]
    standing, added = list(worksheet.periods), []
    first_taken = not untouched(worksheet)
    next_key = worksheet.next_key
    for i, (period, place) in enumerate(zip(brought.periods, periods, strict=True)):
        if place is not None:
            continue
        key_of[i] = next_key if first_taken else worksheet.periods[0].key
        made = Period(key_of[i] or 0, period.label, period.start, period.end)
        if first_taken:
            added.append(made)
            next_key += 1
        else:
            standing[0] = made
            edits.append(SetPeriod(0, made))
            first_taken = True
    together = _in_order(standing, added)
    if added:
        new = {period.key for period in added}
        positions = tuple(i for i, period in enumerate(together) if period.key in new)
        edits.append(AddPeriods(positions, tuple(together[i] for i in positions)))
    missing = [texts for texts, place in zip(brought.channels, channels, strict=True) if place is None]
    rows = range(len(worksheet.keys), len(worksheet.keys) + len(missing))
    if missing:
        made_channels = tuple(Channel.named(next_key + i, **texts) for i, texts in enumerate(missing))
        edits.append(AddChannels(tuple(rows), made_channels))
    fresh = iter(rows)
    edits += _cells(
        before,
        after,
        [next(i for i, period in enumerate(together) if period.key == key) for key in key_of],
        [next(fresh) if place is None else place for place in channels],
    )
    edits += _texts(brought, worksheet, channels)
    edits += _settings(brought, worksheet)
    return Group(tuple(edits), NAME) if edits else None


def _in_order(standing: Sequence[Period], added: Sequence[Period]) -> list[Period]:
    """All periods, the new ones put in before the first that begins later."""
    together = list(standing)
    for period in added:
        later = (i for i, p in enumerate(together) if period.start and p.start and p.start > period.start)
        together.insert(next(later, len(together)), period)
    return together


def _cells(
    before: Mapping[str, Floats], after: Mapping[str, Floats], periods: list[int], channels: list[int]
) -> Iterator[SetCells]:
    for id_, column in after.items():
        rows, places = np.nonzero(~np.isnan(column) & ~(before[id_] == column))
        if len(rows):
            yield SetCells(
                id_, np.array(periods, dtype=np.intp)[rows], np.array(channels, dtype=np.intp)[places],
                column[rows, places],
            )  # fmt: skip


def _texts(brought: Brought, worksheet: Worksheet, channels: list[int | None]) -> Iterator[SetChannel]:
    """Groups and owners that the file knows and the worksheet does not."""
    for attribute in ("group", "owner"):
        values = tuple(
            (place, texts[attribute])
            for texts, place in zip(brought.channels, channels, strict=True)
            if place is not None and texts.get(attribute) and not worksheet.channels[attribute][place]
        )
        if values:
            yield SetChannel(attribute, values)


def _settings(brought: Brought, worksheet: Worksheet) -> Iterator[SetSettings]:
    """The columns of what comes are shown; a worksheet in which nothing was typed takes the file's currency."""
    settings = worksheet.settings
    changes: dict[str, object] = {}
    fresh = [block for block in brought.blocks if block not in settings.blocks]
    if fresh:
        changes["blocks"] = tuple(block for block in BLOCKS if block in fresh or block in settings.blocks)
        absent = (id_ for block in fresh for id_ in brought.blocks[block])
        changes["hidden"] = tuple(dict.fromkeys((*settings.hidden, *absent)))
    if brought.currency and brought.currency != settings.currency and not worksheet.columns:
        changes["currency"] = brought.currency
    if changes:
        yield SetSettings(tuple(changes.items()))
