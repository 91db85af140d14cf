"""What the subtotals of grouped rows say, worked out for what shows and kept until a figure of the group changes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from roiapp.language import trn
from roiapp.ui.sheet.cell_looks import DASH, Look, tone_of

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.subtotals import Subtotals
    from roiapp.core.units import NumberFormat
    from roiapp.ui.sheet.grid_columns import Column
    from roiapp.ui.sheet.row_order import RowOrder


class GroupLooks:
    """Figures, texts and tones of the groups of one order."""

    def __init__(
        self, figures_of: Callable[[Column], Figures | None], number_format: NumberFormat, order: RowOrder
    ) -> None:
        self._figures_of = figures_of
        self._write = number_format
        self._order = order
        self._sums: dict[tuple[int, View | None], Subtotals] = {}
        self._values: dict[tuple[int, str], float] = {}  # by the column's key

    def title(self, group: int) -> str:
        """The group with how many of its channels are shown."""
        found = self._order.groups[group]
        return trn("{group} · {n} channel", "{group} · {n} channels", len(found.channels), group=found.label)

    def value(self, group: int, column: Column) -> float | None:
        """What the group comes to in a column, None undefined."""
        found = self._values.get((group, column.key))
        if found is None:
            sums = self._of(group, column)
            found = self._values[group, column.key] = sums.value(column.id) if sums else float("nan")
        return found if found == found else None

    def look(self, group: int, column: Column) -> Look:
        """Text and tone of a subtotal."""
        value, unit = self.value(group, column), column.record.unit
        return DASH if value is None else (self._write.text(value, unit), tone_of(value, unit))

    def drop(self, groups: Collection[int], ids: Collection[str] = ()) -> None:
        """Forget all figures of these groups, and these figures of all groups."""
        self._values = {
            (group, key): value for (group, key), value in self._values.items()
            if group not in groups and key.partition(" ")[0] not in ids
        }  # fmt: skip

    def _of(self, group: int, column: Column) -> Subtotals | None:
        from roiapp.core.subtotals import Subtotals

        figures = self._figures_of(column)
        place = group, column.view
        if place not in self._sums and figures is not None:
            self._sums[place] = Subtotals(figures, self._order.groups[group].channels)
        return self._sums.get(place)
