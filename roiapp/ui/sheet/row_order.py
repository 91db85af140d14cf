"""Which channel stands in which row: sorted, filtered and grouped as a view. The document never changes by it. No Qt.

In their own order row i is channel i and nothing is kept per row; else one array holds the channels by row. numpy is
imported when the first order other than their own is asked for, after the first paint.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

from roiapp.core.channel_kinds import KINDS
from roiapp.language import mark, tr
from roiapp.ui.sheet.arrangement import Arrangement, Attribute, Filter, Sort

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from roiapp.core.edits import Indices
    from roiapp.core.results import Figures
    from roiapp.core.sums import Bools
    from roiapp.core.worksheet import Floats, Worksheet

#: the figures of a column, and the field or metric of them that it shows
Look: TypeAlias = "tuple[Figures, str]"
#: identities of channels
Keys: TypeAlias = "npt.NDArray[np.int64]"
_LABELS: Final = {
    "kind": {kind.id: kind.label for kind in KINDS},
    "source": {"marketing": mark("Marketing"), "sales": mark("Sales")},
}
_NONE: Final = {"group": mark("Without a group"), "owner": mark("Without an owner")}
#: letters that Unicode does not take apart into a plain one and an accent
_STROKED: Final = (("ł", "l"), ("ø", "o"), ("đ", "d"), ("ħ", "h"), ("ı", "i"))
#: of more groups than this the subtotals are not worked out only to put the groups in their order
_MOST_SORTED_GROUPS: Final = 1_000


@dataclass(frozen=True, eq=False)
class RowGroup:
    """The channels of one group that the filter leaves, in their order. `text` is what the document says for it."""

    text: str
    label: str
    channels: Indices
    closed: bool = False


class KnownValues(NamedTuple):
    """A column's figures, worked out before."""

    known: Floats

    def values(self, _id: str) -> Floats:
        """All of them."""
        return self.known


def known_values(look: Look | None) -> Look | None:
    """The figures of a look, to be read without the calculator: for orders of single rows."""
    return None if look is None else (cast("Figures", KnownValues(look[0].values(look[1]))), look[1])


class RowOrder:
    """Row by row the channel, or the group whose subtotal stands there. `channels` is how many the document has."""

    def __init__(self, channels: int, places: Indices | None = None, groups: Sequence[RowGroup] = ()) -> None:
        self.channels = channels
        self.groups = tuple(groups)
        #: by row the channel, of the subtotal of group g the number -1 - g; None: row i is channel i
        self._places = places
        self._rows: Indices | None = None

    @property
    def plain(self) -> bool:
        return self._places is None

    @property
    def rows(self) -> int:
        """How many rows there are, subtotals included."""
        return self.channels if self._places is None else len(self._places)

    @property
    def shown(self) -> int:
        """How many channels have a row, or stand in a group that is closed."""
        if self.groups and self._places is not None:
            return int((self._places >= 0).sum()) + sum(len(group.channels) for group in self.groups if group.closed)
        return self.rows

    def channel(self, row: int) -> int | None:
        """The channel of a row, None below the last and in a subtotal."""
        if not 0 <= row < self.rows:
            return None
        if self._places is None:
            return row
        place = int(self._places[row])
        return place if place >= 0 else None

    def group(self, row: int) -> int | None:
        """The number of the group whose subtotal stands in a row."""
        if not self.groups or self._places is None or not 0 <= row < self.rows:
            return None
        place = int(self._places[row])
        return -1 - place if place < 0 else None

    def row(self, channel: int) -> int | None:
        """The row of a channel, None where it has none."""
        if not 0 <= channel < self.channels:
            return None
        if self._places is None:
            return channel
        row = int(self._inverse()[channel])
        return row if row >= 0 else None

    def rows_of(self, channels: Collection[int]) -> Collection[int]:
        """The rows of these channels, as far as they are shown."""
        if self._places is None:
            return channels
        return {row for channel in channels if (row := self.row(channel)) is not None}

    def row_of_group(self, number: int) -> int | None:
        """The row of a group's subtotal."""
        if self._places is None:
            return None
        found = (self._places == -1 - number).nonzero()[0]
        return int(found[0]) if len(found) else None

    def group_named(self, text: str | None) -> int | None:
        """The number of the group of which the document says this."""
        return next((g for g, group in enumerate(self.groups) if group.text == text), None)

    def group_of(self, channel: int) -> int | None:
        """The number of the group that a channel stands in."""
        return next((g for g, group in enumerate(self.groups) if (group.channels == channel).any()), None)

    def places(self, start: int, stop: int) -> slice | Indices:
        """The channels of the rows from `start` up to `stop`, to index arrays with; below 0 where a subtotal stands."""
        stop = min(stop, self.rows)
        return slice(start, stop) if self._places is None else self._places[start:stop]

    def channels_in(self, start: int, stop: int) -> Sequence[int]:
        """The same without subtotals, to go through."""
        stop = min(stop, self.rows)
        if self._places is None:
            return range(start, max(start, stop))
        places = self._places[start:stop]
        found: list[int] = places[places >= 0].tolist()
        return found

    def carried(self, before: Keys, after: Keys) -> RowOrder:
        """The order after channels came or went, by their keys: every row stays where it is, new channels come last."""
        import numpy as np

        if self._places is None:
            return RowOrder(len(after))
        moved = np.full(len(before), -1, dtype=np.intp)
        if len(after):
            by_key = np.argsort(after)
            there = by_key[np.searchsorted(after, before, sorter=by_key).clip(max=len(after) - 1)]
            moved = np.where(after[there] == before, there, -1)
        kept = np.where(self._places >= 0, moved[np.maximum(self._places, 0)] if len(moved) else -1, self._places)
        kept = kept[(kept >= 0) | (self._places < 0)]
        fresh = np.flatnonzero(~np.isin(after, before))
        groups = [
            RowGroup(group.text, group.label, (left := moved[group.channels])[left >= 0], group.closed)
            for group in self.groups
        ]
        return RowOrder(len(after), np.concatenate([kept, fresh]), groups)

    def _inverse(self) -> Indices:
        if self._rows is None:
            import numpy as np

            assert self._places is not None
            self._rows = np.full(self.channels, -1, dtype=np.intp)
            held = np.flatnonzero(self._places >= 0)
            self._rows[self._places[held]] = held
        return self._rows


def keys_of(sheet: Worksheet) -> Keys:
    """The identities of the channels as they are now."""
    from roiapp.core.text_column import as_keys

    return as_keys(sheet.keys)


def arrange(
    sheet: Worksheet, look_of: Callable[[str], Look | None], periods: Collection[int], wanted: Arrangement
) -> RowOrder:
    """The rows as they are wanted, with the figures as they are now: `look_of` gives those of a column's key, `periods`
    are all that are looked at."""
    import numpy as np

    count = len(sheet.keys)
    if wanted.plain:
        return RowOrder(count)
    order: Indices = np.arange(count, dtype=np.intp)
    if wanted.filter.active:
        order = np.flatnonzero(_kept(sheet, look_of, periods, wanted.filter))
    if wanted.sort:
        order = _sorted(sheet, look_of, wanted.sort, order)
    if wanted.group is None:
        return RowOrder(count, order)
    groups = _grouped(sheet, look_of, wanted, wanted.group, order)
    parts: list[Indices] = []
    for number, group in enumerate(groups):
        parts.append(np.array([-1 - number], dtype=np.intp))
        if not group.closed:
            parts.append(group.channels)
    return RowOrder(count, np.concatenate(parts) if parts else order, groups)


def texts_of(sheet: Worksheet, attribute: Attribute) -> list[tuple[str, str]]:
    """What channels have for an attribute, as (text, what it is called), in the order of the latter; blank last."""
    different = dict.fromkeys(sheet.channels[attribute])
    named = [(text, label_of(attribute, text)) for text in different]
    return sorted(named, key=lambda each: (not each[0], _folded([each[1]])[0]))


def label_of(attribute: Attribute, text: str) -> str:
    """What a text of an attribute is called in the language in use."""
    if not text:
        return tr(_NONE[attribute]) if attribute in _NONE else "–"
    label = _LABELS.get(attribute, {}).get(text)
    return tr(label) if label else text


def _sorted(
    sheet: Worksheet, look_of: Callable[[str], Look | None], sort: Sort, channels: Indices
) -> Indices:  # fmt: skip
    """These channels, which come in the document's order, by a figure or by their names."""
    import numpy as np

    if sort.key:
        values = _values(sheet, look_of, sort.key)[channels]
        return channels[np.argsort(-values if sort.descending else values, kind="stable")]  # NaN is last either way
    names = _folded(sheet.names)  # sorted as the texts they are: an array of them takes four times as long
    order = np.array(sorted(channels.tolist(), key=names.__getitem__), dtype=np.intp)
    return order[::-1] if sort.descending else order


def _values(sheet: Worksheet, look_of: Callable[[str], Look | None], key: str) -> Floats:
    import numpy as np

    look = look_of(key)
    return look[0].values(look[1]) if look else np.full(len(sheet.keys), np.nan)


def _folded(texts: Sequence[str]) -> list[str]:
    """Texts to be compared: without case and accents."""
    import numpy as np

    joined = "\n".join(texts)
    if not joined.isascii():
        points = np.frombuffer(unicodedata.normalize("NFKD", joined).encode("utf-32-le", "surrogatepass"), np.uint32)
        marks = (points >= 0x300) & (points < 0x370)  # accents that stand alone now
        joined = points[~marks].tobytes().decode("utf-32-le", "surrogatepass")
    ascii_alone = joined.isascii()
    joined = joined.casefold()
    for letter, plain in () if ascii_alone else _STROKED:
        joined = joined.replace(letter, plain)
    folded = joined.split("\n")
    return folded if len(folded) == len(texts) else [_folded([" ".join(text.split())])[0] for text in texts]


def _kept(
    sheet: Worksheet, look_of: Callable[[str], Look | None], periods: Collection[int], wanted: Filter
) -> Bools:
    import numpy as np

    from roiapp.core.text_column import as_column

    count = len(sheet.keys)
    kept = np.ones(count, dtype=np.bool_)
    if wanted.text.strip():
        (part,) = _folded([" ".join(wanted.text.split())])
        kept &= np.array([part in name for name in _folded(sheet.names)], dtype=np.bool_)
    for attribute, texts in wanted.chosen:
        of = as_column(sheet.channels[attribute])
        kept &= np.logical_or.reduce([of.where(text) for text in texts])
    if wanted.figures_only:
        typed = np.zeros(count, dtype=np.bool_)
        for column in sheet.columns.values():
            for period in periods:
                typed |= ~np.isnan(column[period])
        kept &= typed
    for limit in wanted.limits:
        values = _values(sheet, look_of, limit.key)
        match limit.test:
            case "above":
                kept &= values > limit.value
            case "below":
                kept &= values < limit.value
            case "blank":
                kept &= np.isnan(values)
            case "known":
                kept &= ~np.isnan(values)
    return kept


def _grouped(
    sheet: Worksheet,
    look_of: Callable[[str], Look | None],
    wanted: Arrangement,
    attribute: Attribute,
    order: Indices,
) -> list[RowGroup]:
    """The groups of these channels: by name, the nameless last; sorted by a figure by what they come to."""
    import numpy as np

    from roiapp.core.subtotals import Subtotals

    texts = texts_of(sheet, attribute)
    numbers = {text: number for number, (text, _) in enumerate(texts)}
    codes = np.fromiter(map(numbers.__getitem__, sheet.channels[attribute]), np.intp, len(sheet.keys))[order]
    by_group = order[np.argsort(codes, kind="stable")]
    ends = np.cumsum(np.bincount(codes, minlength=len(texts)))[:-1]
    groups = [
        RowGroup(text, label, members, text in wanted.closed)
        for (text, label), members in zip(texts, np.split(by_group, ends), strict=True)
        if len(members)
    ]
    sort = wanted.sort
    if sort is None or len(groups) > _MOST_SORTED_GROUPS:
        return groups
    if not sort.key:
        return groups[::-1] if sort.descending else groups
    look = look_of(sort.key)
    if look is None:
        return groups
    sums = np.array([Subtotals(look[0], group.channels).value(look[1]) for group in groups])
    return [groups[place] for place in np.argsort(-sums if sort.descending else sums, kind="stable").tolist()]
