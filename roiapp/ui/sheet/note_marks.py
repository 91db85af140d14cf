"""Which cells, channels and totals of the grid carry a note's corner."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from roiapp.ui.sheet.grid_columns import Column

if TYPE_CHECKING:
    from roiapp.core.worksheet import Place, Worksheet


class NoteMarks:
    """Worked out when they are first asked for after something changed, which typing a figure does not."""

    def __init__(self) -> None:
        self._known = False
        self._channels: dict[int, set[int]] = {}
        self._totals: set[int] = set()
        self._periods: set[int] = set()

    def forget(self) -> None:
        """Notes, rows, columns or periods are others now."""
        self._known = False

    def channels(self, worksheet: Worksheet, columns: Sequence[Column], column: int) -> Collection[int]:
        """The channels whose cells in a column carry a corner; column 0 is their names."""
        self._read(worksheet, columns)
        return self._channels.get(column, ())

    def total(self, worksheet: Worksheet, columns: Sequence[Column], column: int) -> bool:
        """Whether the total of a column of figures (from 1) carries one."""
        self._read(worksheet, columns)
        return column in self._totals

    def period(self, worksheet: Worksheet, columns: Sequence[Column], column: int) -> bool:
        """Whether the period that a column is of carries one, where periods stand side by side."""
        self._read(worksheet, columns)
        return column in self._periods

    def _read(self, worksheet: Worksheet, columns: Sequence[Column]) -> None:
        if self._known:
            return
        self._known, self._channels, self._totals, self._periods = True, {}, set(), set()
        from roiapp.core.worksheet import ANY  # it brings numpy, and is asked for where there are notes alone

        notes = worksheet.notes
        wanted = {key for _, _, key in notes}
        channels = {key: channel for channel, key in enumerate(worksheet.keys) if key in wanted}
        places: dict[tuple[str, int], list[int]] = {}
        for place, column in enumerate(columns, start=1):
            if column.view is not None and not column.view.rollup and not column.trend:
                key = worksheet.periods[column.view.periods[0]].key
                places.setdefault((column.id, key), []).append(place)
                if column.apart and ("", key, ANY) in notes:
                    self._periods.add(place)
        for id_, period, key in notes:
            if not id_ and period == ANY and key in channels:
                self._channels.setdefault(0, set()).add(channels[key])
            for place in places.get((id_, period), ()):
                if key == ANY:
                    self._totals.add(place)
                elif key in channels:
                    self._channels.setdefault(place, set()).add(channels[key])


def place_of(worksheet: Worksheet, column: Column | None, channel: int | None) -> Place | None:
    """Where a note on a cell stands: no column is a channel's name, no channel the total. None in a roll-up and in a
    trend, which have no notes of their own."""
    from roiapp.core.worksheet import ANY

    if column is None:
        return None if channel is None else ("", ANY, worksheet.keys[channel])
    if column.view is None or column.view.rollup or column.trend:
        return None
    period = worksheet.periods[column.view.periods[0]].key
    return column.id, period, ANY if channel is None else worksheet.keys[channel]
