"""What the cells of the grid say and in which tone, worked out for a run of rows at a time and kept while they show.

numpy-free by itself: it only asks the figures, which are there once a document is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from roiapp.core.fields import Field
from roiapp.core.units import UNDEFINED, NumberFormat, Unit
from roiapp.ui.sheet.grid_columns import Column
from roiapp.ui.sheet.row_order import RowOrder

if TYPE_CHECKING:
    from roiapp.core.edits import Indices
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.worksheet import Worksheet

#: Rows worked out together.
RUN: Final = 64
#: Runs kept of all columns together; more than any screen shows.
KEPT: Final = 4_000

# Tones: how a figure is coloured.
PLAIN: Final = 0
MUTED: Final = 1  # a dash, or a value that was filled in and not typed
GOOD: Final = 2
BAD: Final = 3

#: Text and tone of one cell.
Look: TypeAlias = tuple[str, int]

_EMPTY: Final[Look] = ("", PLAIN)
DASH: Final[Look] = (UNDEFINED, MUTED)


class CellLooks:
    """Texts and tones of one view's figures. `drop` what an edit touched, `clear` when everything may differ."""

    def __init__(
        self,
        worksheet: Worksheet,
        view: View,
        figures: Figures,
        number_format: NumberFormat,
        order: RowOrder | None = None,
    ) -> None:
        self._worksheet = worksheet
        self._order = order or RowOrder(len(worksheet.keys))
        self._view = view
        self._figures = figures
        self._write = number_format
        self._runs: dict[tuple[str, int], list[Look]] = {}
        self._typed: dict[int, list[bool]] = {}
        #: rows of kept runs that an edit touched
        self._touched: dict[tuple[str, int], set[int]] = {}

    def run(self, column: Column, number: int) -> list[Look]:
        """Looks of the rows from `number * RUN` on, as many as there are, at most RUN; subtotals are not said here."""
        key = column.id, number
        found = self._runs.get(key)
        if found is None:
            if len(self._runs) >= KEPT:
                self._runs.clear()
                self._touched.clear()
            found = self._runs[key] = self._work_out(column, number * RUN, (number + 1) * RUN)
        elif key in self._touched:
            for row in self._touched.pop(key):
                found[row - number * RUN] = self._work_out(column, row, row + 1)[0]
        return found

    def look(self, column: Column, row: int) -> Look:
        number, place = divmod(row, RUN)
        return self.run(column, number)[place]

    def total(self, column: Column) -> Look:
        """Text and tone of the column's total."""
        value = self._figures.total_figure(column.id)
        return DASH if value is None else (self._text(value, column.record.unit), tone_of(value, column.record.unit))

    def typed(self, row: int) -> bool:
        """Whether anything is typed in this row of the view."""
        number, place = divmod(row, RUN)
        return self._typed_run(number)[place]

    def typed_known(self, row: int) -> bool | None:
        """The same as it was last worked out, None where it was not."""
        run = self._typed.get(row // RUN)
        return None if run is None else run[row % RUN]

    def drop(self, row: int) -> None:
        """Forget the looks of this row, in every column."""
        number, place = divmod(row, RUN)
        typed = self._typed.get(number)
        if typed is not None:
            typed[place] = self._typed_rows(self._places(row, row + 1))[0]
        for key in self._runs:
            if key[1] == number:
                self._touched.setdefault(key, set()).add(row)

    def drop_column(self, id_: str) -> None:
        for key in [key for key in self._runs if key[0] == id_]:
            del self._runs[key]
            self._touched.pop(key, None)

    def clear(self) -> None:
        self._runs.clear()
        self._touched.clear()
        self._typed.clear()

    # -- inside ------------------------------------------------------------------------------------------------------

    def _work_out(self, column: Column, first: int, last: int) -> list[Look]:
        """Looks of the rows from `first` to before `last`, of one run."""
        places = self._places(first, last)
        if isinstance(places, slice):
            values = self._figures.values(column.id, places.start, places.stop).tolist()
        else:
            values = self._figures.values_at(column.id, places).tolist()
        unit = column.record.unit
        write = self._text
        if not column.is_input:
            if unit.always_signed:
                return [(write(v, unit), tone_of(v, unit)) if v == v else DASH for v in values]
            return [(write(v, unit), PLAIN) if v == v else DASH for v in values]
        typed_rows = self._typed_run(first // RUN)[first % RUN :]
        filled = self._filled(column.record, places) if isinstance(column.record, Field) else None
        looks: list[Look] = []
        for place, value in enumerate(values):
            if value != value:
                looks.append(DASH if typed_rows[place] else _EMPTY)
            elif filled is not None and filled(place):
                # A document-wide default does not make an empty row look as if somebody had typed in it.
                looks.append((write(value, unit), MUTED) if typed_rows[place] else _EMPTY)
            else:
                looks.append((write(value, unit), PLAIN))
        return looks

    def _text(self, value: float, unit: Unit) -> str:
        return self._write.text(value, unit)

    def _places(self, first: int, last: int) -> slice | Indices:
        """The channels of these rows; where a subtotal stands any of them, nothing of it is shown."""
        places = self._order.places(first, last)
        return places if isinstance(places, slice) else places.clip(0)

    def _filled(self, field: Field, places: slice | Indices) -> Callable[[int], bool] | None:
        """Says of a row of the run whether its value was filled in by a default or a fallback; None: never."""
        if not (field.default_setting or field.fallback) or self._view.rollup:
            return None
        typed = self._worksheet.columns.get(field.id)
        if typed is None:
            return lambda _place: True
        blank = [value != value for value in typed[self._view.periods[0], places].tolist()]
        return blank.__getitem__

    def _typed_run(self, number: int) -> list[bool]:
        found = self._typed.get(number)
        if found is None:
            found = self._typed[number] = self._typed_rows(self._places(number * RUN, (number + 1) * RUN))
        return found

    def _typed_rows(self, places: slice | Indices) -> list[bool]:
        columns, periods = self._worksheet.columns.values(), list(self._view.periods)
        parts = [values[:, places][periods] for values in columns]
        if not parts:
            return [False] * (max(0, places.stop - places.start) if isinstance(places, slice) else len(places))
        typed = (parts[0] == parts[0]).any(axis=0)  # blank is NaN, which differs from itself
        for part in parts[1:]:
            typed |= (part == part).any(axis=0)
        return list(typed.tolist())


def tone_of(value: float, unit: Unit) -> int:
    """Returns are good above break-even and bad below; what is shown as 0 is neither."""
    if not unit.always_signed or abs(value) < 0.005:
        return PLAIN
    return GOOD if value > 0 else BAD
