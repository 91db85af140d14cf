"""What was entered for a field, cell by cell: typed, else counted by the records of a small table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from roiapp.core.evaluation import exact_sum
from roiapp.core.record_tables import counted, counted_fields
from roiapp.core.worksheet import Floats, Worksheet


class Entered:
    """What is entered in one worksheet. What records count is kept until `forget`; `counting` False: they count
    nothing."""

    def __init__(self, worksheet: Worksheet, *, counting: bool = True) -> None:
        self._worksheet = worksheet
        self._counting = counting
        self._numbers: dict[str, dict[int, dict[int, list[float]]]] = {}
        self._sums: dict[tuple[str, int], Floats] = {}

    def forget(self) -> None:
        """Count anew: records, channels or periods changed."""
        self._numbers.clear()
        self._sums.clear()

    def fields(self) -> frozenset[str]:
        """The fields that hold anything."""
        counted_too = counted_fields(self._worksheet) if self._counting else frozenset()
        return counted_too.union(self._worksheet.columns)

    def counted(self, field_id: str, period: int, channel: int) -> list[float]:
        """The numbers that records count for a cell, to be added where nothing is typed; none where there are none."""
        return self._of(field_id).get(period, {}).get(channel, [])

    def value(self, field_id: str, period: int, channel: int) -> float:
        """The figure of one cell, NaN where blank."""
        typed = self._worksheet.value(field_id, period, channel)
        numbers = self.counted(field_id, period, channel) if typed != typed else []
        return exact_sum(numbers) if numbers else typed

    def column(self, field_id: str, period: int, start: int = 0, stop: int | None = None) -> Floats:
        """The figures of one period, NaN where blank."""
        column = self._worksheet.columns.get(field_id)
        by_channel = self._of(field_id).get(period)
        if column is not None and not by_channel:
            return column[period, start:stop]
        typed = np.full(len(self._worksheet.keys), np.nan) if column is None else column[period]
        if not by_channel:
            return typed[start:stop]
        sums = self._sums.get((field_id, period))
        if sums is None:
            sums = self._sums[field_id, period] = np.full(len(typed), np.nan)
            for channel, numbers in by_channel.items():
                sums[channel] = exact_sum(numbers)
        return np.where(np.isnan(typed[start:stop]), sums[start:stop], typed[start:stop])

    def columns(self, field_id: str, periods: tuple[int, ...]) -> Floats:
        """The figures of several periods, [period, channel]."""
        column = self._worksheet.columns.get(field_id)
        if column is not None and not self._of(field_id):
            return column[list(periods)]
        found = [self.column(field_id, period) for period in periods]
        return np.array(found) if found else np.empty((0, len(self._worksheet.keys)))

    def _of(self, field_id: str) -> dict[int, dict[int, list[float]]]:
        found = self._numbers.get(field_id)
        if found is None:
            found = self._numbers[field_id] = counted(self._worksheet, field_id) if self._counting else {}
        return found

    def sums(self, joint: tuple[str, ...], spans: Sequence[Sequence[int]]) -> Iterator[dict[str, Floats]]:
        """Sums of fields over the periods of each span, by channel, over the cells in which all of them are known; NaN
        where there is none, or the sum is too large."""
        periods = tuple(sorted({period for span in spans for period in span}))
        place = {period: number for number, period in enumerate(periods)}
        rows = [self.columns(id_, periods) for id_ in joint]
        known = ~np.logical_or.reduce([np.isnan(row) for row in rows])
        cleaned = {id_: np.where(known, row, 0.0) for id_, row in zip(joint, rows, strict=True)}
        for span in spans:
            places = [place[period] for period in span]
            none_known = ~known[places].any(axis=0)
            with np.errstate(over="ignore"):
                sums = {id_: row[places].sum(axis=0) for id_, row in cleaned.items()}
            for column in sums.values():
                column[none_known | np.isinf(column)] = np.nan
            yield sums
