"""Edits of the periods: added, removed, relabelled. Each returns its inverse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from roiapp.core.edits import Edit, EditError, Indices, merged
from roiapp.core.note_edits import REMOVE_PERIODS, taken_out
from roiapp.core.periods import Period, overlapping
from roiapp.core.worksheet import Floats, Worksheet
from roiapp.language import tr, trn


@dataclass(frozen=True, eq=False)
class AddPeriods:
    """Periods put in at ascending `positions`, with figures [new period, channel] if they had any."""

    positions: tuple[int, ...]
    periods: tuple[Period, ...]
    columns: Mapping[str, Floats] = field(default_factory=dict)
    totals: Mapping[str, Floats] = field(default_factory=dict)
    expressions: Mapping[tuple[str, int, int], str] = field(default_factory=dict)

    def apply(self, worksheet: Worksheet) -> RemovePeriods:
        total = len(worksheet.periods) + len(self.periods)
        if list(self.positions) != sorted(set(self.positions)) or any(not 0 <= p < total for p in self.positions):
            raise EditError(tr("The period is outside the worksheet."))
        for period in self.periods:
            _refuse_turned(period)
        together = merged(worksheet.periods, list(self.periods), self.positions)
        _refuse_overlap(together)
        worksheet.periods = together
        worksheet.next_key = max(worksheet.next_key, 1 + max((p.key for p in self.periods), default=0))
        new = np.array(self.positions, dtype=np.intp)
        old = np.setdiff1d(np.arange(total), new, assume_unique=True)
        channels = len(worksheet.keys)
        _insert(worksheet.columns, self.columns, (total, channels), old, new)
        _insert(worksheet.totals, self.totals, (total,), old, new)
        worksheet.expressions.update(self.expressions)
        return RemovePeriods(self.positions)

    def title(self) -> str:
        return trn("Add {count} period", "Add {count} periods", len(self.periods), count=len(self.periods))


@dataclass(frozen=True)
class RemovePeriods:
    """Periods taken out with all their figures; at least one stays."""

    positions: tuple[int, ...]

    def apply(self, worksheet: Worksheet) -> Edit:
        count = len(worksheet.periods)
        if list(self.positions) != sorted(set(self.positions)) or any(not 0 <= p < count for p in self.positions):
            raise EditError(tr("The period is outside the worksheet."))
        if len(self.positions) >= count:
            raise EditError(tr("A worksheet keeps at least one period."))
        gone = np.array(self.positions, dtype=np.intp)
        periods = tuple(worksheet.periods[p] for p in self.positions)
        removed_keys = {p.key for p in periods}
        expressions = {place: text for place, text in worksheet.expressions.items() if place[1] in removed_keys}
        inverse = AddPeriods(
            self.positions,
            periods,
            {name: column[gone] for name, column in worksheet.columns.items()},
            {name: row[gone] for name, row in worksheet.totals.items()},
            expressions,
        )
        worksheet.periods = [p for i, p in enumerate(worksheet.periods) if i not in set(self.positions)]
        _delete(worksheet.columns, gone)
        _delete(worksheet.totals, gone)
        for place in expressions:
            del worksheet.expressions[place]
        return taken_out(worksheet, inverse, lambda place: place[1] in removed_keys, REMOVE_PERIODS)

    def title(self) -> str:
        return trn("Remove {count} period", "Remove {count} periods", len(self.positions), count=len(self.positions))


@dataclass(frozen=True)
class SetPeriod:
    """Another label, span or as-of date for one period."""

    index: int
    period: Period

    def apply(self, worksheet: Worksheet) -> SetPeriod:
        if not 0 <= self.index < len(worksheet.periods):
            raise EditError(tr("The period is outside the worksheet."))
        changed = [self.period if i == self.index else p for i, p in enumerate(worksheet.periods)]
        _refuse_turned(self.period)
        _refuse_overlap(changed)
        before = worksheet.periods[self.index]
        worksheet.periods = changed
        return SetPeriod(self.index, before)

    def title(self) -> str:
        return tr("Change the period")


def _refuse_turned(period: Period) -> None:
    if period.start and period.end and period.start > period.end:
        raise EditError(tr("The period ends before it starts. Give the first day, then the last."))


def _refuse_overlap(periods: Sequence[Period]) -> None:
    pair = overlapping(periods)
    if pair:
        raise EditError(
            tr(
                "“{first}” and “{second}” share days. Periods must not overlap.",
                first=pair[0].text(),
                second=pair[1].text(),
            )
        )


def _insert(
    arrays: dict[str, Floats], new_rows: Mapping[str, Floats], shape: tuple[int, ...], old: Indices, new: Indices
) -> None:
    for name in {*arrays, *new_rows}:
        whole = np.full(shape, np.nan)
        if name in arrays:
            whole[old] = arrays[name]
        if name in new_rows:
            whole[new] = new_rows[name]
        arrays[name] = whole


def _delete(arrays: dict[str, Floats], gone: Indices) -> None:
    for name in list(arrays):
        kept = np.delete(arrays[name], gone, axis=0)
        if np.isnan(kept).all():
            del arrays[name]
        else:
            arrays[name] = kept
