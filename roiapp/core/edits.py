"""The only ways to change a worksheet. An edit is a value: `apply` checks, changes and returns its inverse.

An edit and then its inverse restore the worksheet exactly. A refused edit raises `EditError` and leaves no trace.
Many cells are the normal case; one cell is a list of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from roiapp.core.document_settings import DocumentSettings
from roiapp.core.worksheet import Floats, Worksheet
from roiapp.language import mark, tr, trn

Indices = npt.NDArray[np.intp]


class EditError(ValueError):
    """An edit that cannot be made; the text is a sentence for the user."""


class Edit(Protocol):
    """One change of the document."""

    def apply(self, worksheet: Worksheet) -> Edit:
        """Make the change and return the edit that takes it back. Raises `EditError`, then nothing has changed."""
        ...

    def title(self) -> str:
        """What the undo list calls it, in the user's language."""
        ...


@dataclass(frozen=True, eq=False)
class SetCells:
    """Typed figures of one field: `values[i]` goes to period `periods[i]`, channel `channels[i]`; NaN blanks the cell.

    `expressions[i]` is the arithmetic it was typed as, or None.
    """

    field: str
    periods: Indices
    channels: Indices
    values: Floats
    expressions: tuple[str | None, ...] | None = None

    @classmethod
    def one(
        cls, field_id: str, period: int, channel: int, value: float | None, expression: str | None = None
    ) -> SetCells:
        return cls.many(field_id, [(period, channel, value)], [expression] if expression else None)

    @classmethod
    def many(
        cls,
        field_id: str,
        cells: Iterable[tuple[int, int, float | None]],
        expressions: Sequence[str | None] | None = None,
    ) -> SetCells:
        rows = list(cells)
        return cls(
            field_id,
            np.array([row[0] for row in rows], dtype=np.intp),
            np.array([row[1] for row in rows], dtype=np.intp),
            np.array([np.nan if row[2] is None else row[2] for row in rows], dtype=np.float64),
            tuple(expressions) if expressions else None,
        )

    def apply(self, worksheet: Worksheet) -> SetCells:
        if len(self.values):
            try:
                np.ravel_multi_index((self.periods, self.channels), worksheet.shape)
            except ValueError:
                raise EditError(tr("The cell is outside the worksheet.")) from None
        all_numbers = np.isfinite(self.values).all()
        if not all_numbers and np.isinf(self.values).any():
            raise EditError(tr("The number is too large."))
        column = worksheet.columns.get(self.field)
        if column is None:
            column = worksheet.columns[self.field] = np.full(worksheet.shape, np.nan)
        before = column[self.periods, self.channels]
        earlier = self._swap_expressions(worksheet)
        # In the order given, so that a cell named twice ends with the later value and comes back right.
        column[self.periods, self.channels] = self.values
        if not all_numbers and np.isnan(column).all():
            del worksheet.columns[self.field]
        return SetCells(self.field, self.periods[::-1], self.channels[::-1], before[::-1], earlier)

    def _swap_expressions(self, worksheet: Worksheet) -> tuple[str | None, ...] | None:
        if not worksheet.expressions and self.expressions is None:
            return None
        earlier: list[str | None] = []
        for i, (period, channel) in enumerate(zip(self.periods.tolist(), self.channels.tolist(), strict=True)):
            place = (self.field, worksheet.periods[period].key, worksheet.keys[channel])
            earlier.append(worksheet.expressions.pop(place, None))
            text = self.expressions[i] if self.expressions else None
            if text is not None:
                worksheet.expressions[place] = text
        return tuple(reversed(earlier)) if any(earlier) or self.expressions else None

    def title(self) -> str:
        return trn("Change {count} cell", "Change {count} cells", len(self.values), count=len(self.values))


@dataclass(frozen=True)
class SetTotals:
    """Figures typed for all channels together: (period index, value or None) of one field."""

    field: str
    values: tuple[tuple[int, float | None], ...]

    def apply(self, worksheet: Worksheet) -> SetTotals:
        for period, value in self.values:
            if not 0 <= period < len(worksheet.periods):
                raise EditError(tr("The cell is outside the worksheet."))
            if value is not None and not np.isfinite(value):
                raise EditError(tr("The number is too large."))
        row = worksheet.totals.get(self.field)
        if row is None:
            row = worksheet.totals[self.field] = np.full(len(worksheet.periods), np.nan)
        before: list[tuple[int, float | None]] = []
        for period, value in self.values:
            known = float(row[period])
            before.append((period, None if np.isnan(known) else known))
            row[period] = np.nan if value is None else value
        if np.isnan(row).all():
            del worksheet.totals[self.field]
        return SetTotals(self.field, tuple(reversed(before)))

    def title(self) -> str:
        return trn("Change {count} total", "Change {count} totals", len(self.values), count=len(self.values))


#: names of settings -> what it is called to change some of them
_SETTINGS_CHANGED = (
    ({"widths"}, mark("Change column widths")),
    ({"order"}, mark("Move columns")),
    ({"put_away", "hidden", "added", "blocks", "order"}, mark("Show or hide columns")),
    ({"cards"}, mark("Choose the cards")),
    ({"definitions"}, mark("Say what counts here")),
    ({"comments"}, mark("Comment on a channel in the report")),
    ({"introduction"}, mark("Write the report's introduction")),
    ({"report_pages"}, mark("Choose the report's pages")),
    ({"prepared_by", "brand", "paper", "page_header", "page_footer", "company", "logo", "introduction", "comments",
      "report_pages"}, mark("Change the report")),
)


@dataclass(frozen=True)
class SetSettings:
    """Document settings by name, such as currency or default_margin."""

    changes: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, **changes: Any) -> SetSettings:
        return cls(tuple(changes.items()))

    def apply(self, worksheet: Worksheet) -> SetSettings:
        settings: DocumentSettings = worksheet.settings
        before = tuple((name, getattr(settings, name)) for name, _ in self.changes)
        worksheet.settings = settings.changed(**dict(self.changes))
        return SetSettings(before)

    def title(self) -> str:
        names = {name for name, _ in self.changes}
        return next((tr(text) for of, text in _SETTINGS_CHANGED if names <= of), tr("Change the document's settings"))


@dataclass(frozen=True, eq=False)
class Group:
    """Several edits as one undo step; when one is refused none happens."""

    edits: tuple[Edit, ...]
    name: str = ""

    def apply(self, worksheet: Worksheet) -> Group:
        inverses: list[Edit] = []
        for edit in self.edits:
            try:
                inverses.append(edit.apply(worksheet))
            except EditError:
                for inverse in reversed(inverses):
                    inverse.apply(worksheet)
                raise
        return Group(tuple(reversed(inverses)), self.name)

    def title(self) -> str:
        if self.name:
            return tr(self.name)
        return self.edits[0].title() if self.edits else tr("Change nothing")


def leaves(edit: Edit) -> Iterable[Edit]:
    """The single edits an edit is made of."""
    if isinstance(edit, Group):
        for part in edit.edits:
            yield from leaves(part)
    else:
        yield edit


def merged(old: Sequence[Any], new: Sequence[Any], positions: Sequence[int]) -> list[Any]:
    """The old items with the new ones put in so that the i-th new one stands at `positions[i]`."""
    result: list[Any] = []
    start = 0
    for item, position in zip(new, positions, strict=True):
        take = position - len(result)
        result.extend(old[start : start + take])
        start += take
        result.append(item)
    result.extend(old[start:])
    return result


def without(items: Sequence[Any], positions: Sequence[int]) -> list[Any]:
    """The items but those at these places (ascending); what stays between two of them is taken as a whole."""
    result: list[Any] = []
    start = 0
    for position in positions:
        result.extend(items[start:position])
        start = position + 1
    result.extend(items[start:])
    return result
