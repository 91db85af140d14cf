"""The document as numbers: channels, periods, typed figures, settings. Changed only through `core.edits`."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, MutableSequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from roiapp.core.channel_kinds import guess_kind
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period
from roiapp.core.seen_text import as_seen
from roiapp.core.text_column import ODD_SPACES, TextColumn

if TYPE_CHECKING:
    from roiapp.core.own_figures import OwnField, OwnMetric
    from roiapp.core.record_tables import Record

Floats = npt.NDArray[np.float64]
#: a cell, a channel or a period: (field or metric, period key, channel key), "" and `ANY` where it is not about one
Place = tuple[str, int, int]
ANY = -1
#: attributes of a channel that are text
#: what `str.split` takes for space besides the single space and the line feed
_SPACES = "\t\r\x0b\x0c\x1c\x1d\x1e\x1f" + ODD_SPACES
ATTRIBUTES = ("name", "kind", "source", "group", "owner")


@dataclass(frozen=True)
class Channel:
    """One channel's texts. `key` is its identity in this document, never reused; `source` is marketing or sales."""

    key: int
    name: str
    kind: str = "other"
    source: str = "marketing"
    group: str = ""
    owner: str = ""

    @classmethod
    def named(cls, key: int, name: str, **attributes: str) -> Channel:
        """A channel whose kind is guessed from the name where it is not given."""
        clean = as_seen(name)
        if "kind" not in attributes:
            attributes["kind"] = guess_kind(clean)
        return cls(key, clean, **attributes)


@dataclass
class Worksheet:
    """Channels, periods and one float64 array [period, channel] per input field that was ever typed; NaN means blank.

    The channels' texts (`TextColumn`) and keys are lists to everybody; no object stands for each of them in memory.
    `totals` holds what is typed for all channels together, one array [period] per field; `expressions` the arithmetic
    a cell was typed as, by (field, period key, channel key); `notes` are by their place; `records` are the rows of the
    small tables that have any (`record_tables`), `own_fields` and `own_metrics` what the document has beside the
    standard catalog (`own_figures.catalog_of`).
    """

    channels: dict[str, MutableSequence[str]] = field(
        default_factory=lambda: {name: TextColumn() for name in ATTRIBUTES}
    )
    keys: MutableSequence[int] = field(default_factory=lambda: array("q"))
    periods: list[Period] = field(default_factory=lambda: [Period(0)])
    columns: dict[str, Floats] = field(default_factory=dict)
    totals: dict[str, Floats] = field(default_factory=dict)
    expressions: dict[tuple[str, int, int], str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    records: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    own_fields: tuple[OwnField, ...] = ()
    own_metrics: tuple[OwnMetric, ...] = ()
    settings: DocumentSettings = field(default_factory=DocumentSettings)
    next_key: int = 1

    @property
    def names(self) -> MutableSequence[str]:
        return self.channels["name"]

    @property
    def first_key(self) -> int:
        """The least identity of a channel, 1 where there is none: what colours are counted from."""
        return int(np.asarray(self.keys).min()) if len(self.keys) else 1

    @property
    def shape(self) -> tuple[int, int]:
        """(periods, channels)"""
        return len(self.periods), len(self.keys)

    def channel(self, index: int) -> Channel:
        return Channel(self.keys[index], **{name: self.channels[name][index] for name in ATTRIBUTES})

    def value(self, field_id: str, period: int, channel: int) -> float:
        """The typed figure, NaN where blank."""
        column = self.columns.get(field_id)
        return float("nan") if column is None else float(column[period, channel])

    def total_value(self, field_id: str, period: int) -> float:
        """The figure typed for all channels together, NaN where blank."""
        row = self.totals.get(field_id)
        return float("nan") if row is None else float(row[period])

    def expression(self, field_id: str, period: int, channel: int) -> str | None:
        return self.expressions.get((field_id, self.periods[period].key, self.keys[channel]))

    def find_channel(self, name: str) -> int | None:
        """Index of the channel of that name, without case, repeated spaces and what nobody sees."""
        wanted = same_name(as_seen(name))
        return next((i for i, known in enumerate(self.names) if same_name(known) == wanted), None)

    def take_key(self) -> int:
        """A new identity for a channel or period, never given twice."""
        key = self.next_key
        self.next_key += 1
        return key

    def content(self) -> tuple[object, ...]:
        """Everything that was entered, comparable: two worksheets with equal content are the same document."""
        return (
            tuple(self.keys),
            tuple((name, tuple(values)) for name, values in sorted(self.channels.items())),
            tuple(self.periods),
            _bytes_of(self.columns),
            _bytes_of(self.totals),
            tuple(sorted(self.expressions.items())),
            tuple(sorted(self.notes.items())),
            tuple(sorted(self.records.items())),
            self.own_fields,
            self.own_metrics,
            self.settings,
        )


def _bytes_of(arrays: dict[str, Floats]) -> tuple[tuple[str, bytes], ...]:
    """Every column that holds anything; a blank is a blank whatever the bits of its NaN."""
    return tuple(
        (name, np.where(blank, np.nan, array).tobytes())
        for name, array in sorted(arrays.items())
        if not (blank := np.isnan(array)).all()
    )


def same_name(name: str) -> str:
    """Two channel names are the same channel when these are equal."""
    return " ".join(name.split()).casefold()


def same_names(names: Iterable[str]) -> list[str]:
    """`same_name` of each: all at once where they hold nothing but single spaces inside, as nearly all do."""
    listed = list(names)
    folded = _folded(listed)
    return [same_name(name) for name in listed] if folded is None else folded.split("\n")[1:-1]


def is_among(names: list[str], clean: str) -> bool:
    """Whether one of these is the same name as `clean` is: without another text for each."""
    folded = _folded(names)
    return clean in map(same_name, names) if folded is None else f"\n{clean}\n" in folded


def _folded(names: list[str]) -> str | None:
    """The names as they are compared, a line feed before and after each; None where they have to be looked at one by
    one."""
    joined = "\n".join(["", *names, ""])
    odd = _SPACES[:8] if joined.isascii() else _SPACES
    if any(each in joined for each in ("  ", "\n ", " \n", *odd)) or joined.count("\n") != len(names) + 1:
        return None
    return joined.casefold()


def build(
    names: Iterable[str],
    columns: dict[str, Any] | None = None,
    periods: Iterable[Period] | None = None,
    settings: DocumentSettings | None = None,
) -> Worksheet:
    """A worksheet from plain values: columns are lists [channel] for one period or [period][channel]; None is blank."""
    sheet = Worksheet(settings=settings or DocumentSettings())
    sheet.periods = list(periods) if periods is not None else [Period(0)]
    sheet.next_key = max((p.key for p in sheet.periods), default=0) + 1
    for name in names:
        channel = Channel.named(sheet.take_key(), name)
        sheet.keys.append(channel.key)
        for attribute in ATTRIBUTES:
            sheet.channels[attribute].append(getattr(channel, attribute))
    for field_id, values in (columns or {}).items():
        array = np.array(
            [np.nan if v is None else v for v in values]
            if _flat(values)
            else [[np.nan if v is None else v for v in row] for row in values],
            dtype=np.float64,
        )
        sheet.columns[field_id] = np.ascontiguousarray(array.reshape(sheet.shape))
    return sheet


def _flat(values: Any) -> bool:
    return not any(isinstance(value, list | tuple | np.ndarray) for value in values)
