"""Edits of the rows: channels added, removed, renamed, regrouped and moved. Each returns its inverse."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from roiapp.core.edits import Edit, EditError, merged, without
from roiapp.core.note_edits import REMOVE_CHANNELS, taken_out
from roiapp.core.seen_text import as_seen
from roiapp.core.text_column import TextColumn
from roiapp.core.worksheet import ATTRIBUTES, Channel, Floats, Worksheet, is_among, same_name, same_names
from roiapp.language import tr, trn

#: so many new names are looked for among the others one by one
_FEW: Final = 2


@dataclass(frozen=True, eq=False)
class AddChannels:
    """Channels put in, the i-th ending at row `positions[i]` (ascending), with their figures if they had any.

    `columns` holds per field an array [period, new channel]; `expressions` their arithmetic.
    """

    positions: tuple[int, ...]
    channels: tuple[Channel, ...]
    columns: Mapping[str, Floats] = field(default_factory=dict)
    expressions: Mapping[tuple[str, int, int], str] = field(default_factory=dict)

    @classmethod
    def at_end(cls, worksheet: Worksheet, names: Iterable[str], **attributes: str) -> AddChannels:
        """New channels behind the last one; takes new identities from the worksheet."""
        channels = tuple(Channel.named(worksheet.take_key(), name, **attributes) for name in names)
        first = len(worksheet.keys)
        return cls(tuple(range(first, first + len(channels))), channels)

    def apply(self, worksheet: Worksheet) -> RemoveChannels:
        total = len(worksheet.keys) + len(self.channels)
        if list(self.positions) != sorted(set(self.positions)) or any(not 0 <= p < total for p in self.positions):
            raise EditError(tr("The row is outside the worksheet."))
        _refuse_names((c.name for c in self.channels), worksheet.names)
        new = np.array(self.positions, dtype=np.intp)
        old = np.setdiff1d(np.arange(total), new, assume_unique=True)
        for name in ATTRIBUTES:
            worksheet.channels[name] = TextColumn(
                merged(list(worksheet.channels[name]), [getattr(c, name) for c in self.channels], self.positions)
            )
        worksheet.keys = array("q", merged(worksheet.keys, [c.key for c in self.channels], self.positions))
        worksheet.next_key = max(worksheet.next_key, 1 + max((c.key for c in self.channels), default=0))
        for field_id in {*worksheet.columns, *self.columns}:
            wide = np.full((len(worksheet.periods), total), np.nan)
            if field_id in worksheet.columns:
                wide[:, old] = worksheet.columns[field_id]
            if field_id in self.columns:
                wide[:, new] = self.columns[field_id]
            worksheet.columns[field_id] = wide
        worksheet.expressions.update(self.expressions)
        return RemoveChannels(self.positions)

    def title(self) -> str:
        if len(self.channels) == 1:
            return tr("Add {channel}", channel=self.channels[0].name)
        return trn("Add {count} channel", "Add {count} channels", len(self.channels), count=len(self.channels))


@dataclass(frozen=True)
class RemoveChannels:
    """Channels taken out with all their figures; `positions` are row indices, ascending."""

    positions: tuple[int, ...]

    def apply(self, worksheet: Worksheet) -> Edit:
        count = len(worksheet.keys)
        if list(self.positions) != sorted(set(self.positions)) or any(not 0 <= p < count for p in self.positions):
            raise EditError(tr("The row is outside the worksheet."))
        gone = np.array(self.positions, dtype=np.intp)
        channels = tuple(worksheet.channel(p) for p in self.positions)
        removed_keys = {c.key for c in channels}
        columns = {name: column[:, gone] for name, column in worksheet.columns.items()}
        expressions = {place: text for place, text in worksheet.expressions.items() if place[2] in removed_keys}
        inverse = AddChannels(self.positions, channels, columns, expressions)
        for name in ATTRIBUTES:
            worksheet.channels[name] = TextColumn(without(list(worksheet.channels[name]), self.positions))
        worksheet.keys = array("q", without(worksheet.keys, self.positions))
        for name in list(worksheet.columns):
            kept = np.delete(worksheet.columns[name], gone, axis=1)
            if np.isnan(kept).all():
                del worksheet.columns[name]
            else:
                worksheet.columns[name] = kept
        for place in expressions:
            del worksheet.expressions[place]
        return taken_out(worksheet, inverse, lambda place: place[2] in removed_keys, REMOVE_CHANNELS)

    def title(self) -> str:
        count = len(self.positions)
        return trn("Remove {count} channel", "Remove {count} channels", count, count=count)


@dataclass(frozen=True)
class SetChannel:
    """One text of one or several channels: name, kind, source, group or owner."""

    attribute: str
    values: tuple[tuple[int, str], ...]

    def apply(self, worksheet: Worksheet) -> SetChannel:
        column = worksheet.channels[self.attribute]
        if any(not 0 <= row < len(column) for row, _ in self.values):
            raise EditError(tr("The row is outside the worksheet."))
        values = tuple((row, as_seen(text)) for row, text in self.values)
        if self.attribute == "name":
            known = list(column)
            for row, _text in values:
                known[row] = ""  # blank is nobody's name
            _refuse_names((text for _, text in values), known)
        before: list[tuple[int, str]] = []
        for row, text in values:
            before.append((row, column[row]))
            column[row] = text
        return SetChannel(self.attribute, tuple(reversed(before)))

    def title(self) -> str:
        if self.attribute == "name" and len(self.values) == 1:
            return tr("Rename to {channel}", channel=self.values[0][1])
        return trn("Change {count} channel", "Change {count} channels", len(self.values), count=len(self.values))


@dataclass(frozen=True)
class MoveChannels:
    """Rows in a new order: row i becomes what row `order[i]` was."""

    order: tuple[int, ...]

    def apply(self, worksheet: Worksheet) -> MoveChannels:
        if sorted(self.order) != list(range(len(worksheet.keys))):
            raise EditError(tr("The row is outside the worksheet."))
        for name in ATTRIBUTES:
            values = list(worksheet.channels[name])
            worksheet.channels[name] = TextColumn([values[i] for i in self.order])
        worksheet.keys = array("q", [worksheet.keys[i] for i in self.order])
        order = np.array(self.order, dtype=np.intp)
        for name, column in worksheet.columns.items():
            worksheet.columns[name] = np.ascontiguousarray(column[:, order])
        return MoveChannels(tuple(np.argsort(order).tolist()))

    def title(self) -> str:
        return tr("Move channels")


def _refuse_names(new: Iterable[str], known: Iterable[str]) -> None:
    wanted, there = list(new), list(known)
    many = set(same_names(there)) if len(wanted) > _FEW else None
    given = set[str]()
    for name in wanted:
        clean = same_name(name)
        if not clean:
            raise EditError(tr("A channel needs a name."))
        if clean in given or (is_among(there, clean) if many is None else clean in many):
            raise EditError(tr("There is a channel “{name}” already. Give this one another name.", name=name))
        given.add(clean)
