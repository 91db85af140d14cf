"""Which cells of the grid carry a corner: those with a warning, and those whose pasted text could not be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from roiapp.ui.sheet.grid_columns import Column

if TYPE_CHECKING:
    from roiapp.core.checks import DataWarning
    from roiapp.core.worksheet import Place, Worksheet


class CellMarks:
    """What was refused is kept by identities that stay when rows and periods move, the corners by channel and place of
    the column (from 1); `read` brings these up to date."""

    def __init__(self) -> None:
        self._refused: dict[Place, tuple[str, str]] = {}
        self._channels: dict[int, set[int]] = {}

    def channels(self, column: int) -> Collection[int]:
        """The channels whose cells of a column carry a corner."""
        return self._channels.get(column, ())

    @property
    def corners(self) -> dict[int, set[int]]:
        """By place of the column the channels whose cells carry one; never changed, but made anew."""
        return self._channels

    def refused(self, place: Place) -> tuple[str, str] | None:
        """Text and sentence of a cell that could not be read."""
        return self._refused.get(place)

    @property
    def any_refused(self) -> bool:
        return bool(self._refused)

    def refuse(self, cells: dict[Place, tuple[str, str]]) -> None:
        """From now on these cells alone could not be read."""
        self._refused = cells

    def forgive(self, place: Place) -> bool:
        """Something was typed in the cell. True where it could not be read before."""
        return self._refused.pop(place, None) is not None

    def clear(self) -> None:
        """Nothing is known of the cells that show."""
        self._channels = {}

    def read(self, worksheet: Worksheet, columns: Sequence[Column], warnings: Iterable[DataWarning]) -> None:
        """Work out the corners of these columns."""
        self._channels = {}
        holding: dict[tuple[str, int], list[int]] = {}
        for place, column in enumerate(columns, start=1):
            for period in column.view.periods if column.view and not column.trend else ():
                holding.setdefault((column.id, period), []).append(place)
        for warning in warnings:
            if warning.level == "check" and warning.channel is not None and warning.period is not None:
                for place in holding.get((warning.field, warning.period), ()):
                    self._channels.setdefault(place, set()).add(warning.channel)
        if self._refused:
            channels = {key: channel for channel, key in enumerate(worksheet.keys)}
            periods = {period.key: index for index, period in enumerate(worksheet.periods)}
            for id_, period_key, key in self._refused:
                for place in holding.get((id_, periods.get(period_key, -1)), ()):
                    if key in channels and columns[place - 1].writable:
                        self._channels.setdefault(place, set()).add(channels[key])
