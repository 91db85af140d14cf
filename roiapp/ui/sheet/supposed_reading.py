"""What the rows of the grid say of a scenario that is looked at: which cells it moves, and what stood there."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from roiapp.ui.sheet.grid_geometry import NONE_TALL, TallRows
from roiapp.ui.sheet.rows_reading import RowsReading

if TYPE_CHECKING:
    from roiapp.ui.sheet.supposed_cells import Supposed, SupposedCells


class SupposedReading(RowsReading):
    """Nothing is asked while no scenario is looked at."""

    @property
    def under_scenario(self) -> bool:
        """Whether what is shown are the figures of a scenario."""
        session = self._source.session
        return session is not None and session.shown.under is not None and not session.time_matched

    def supposed(self, column: int, rows: range) -> dict[int, Supposed]:
        """The rows whose cells of a column of figures (from 1) differ from the document."""
        if not self.under_scenario or not rows:
            return {}
        places = self.order.places(rows.start, rows.stop)
        return self._supposed.rows(self.columns[column - 1], places, rows)

    def supposed_total(self, column: int) -> Supposed | None:
        """The same of the total of a column."""
        return self._supposed.total(self.columns[column - 1]) if self.under_scenario else None

    def tall_rows(self) -> TallRows:
        """The rows in which something is said of what was: an input of a column that shows is another one."""
        if not self.under_scenario or not self.order.rows:
            return NONE_TALL
        moved = self._supposed.moved_inputs(self.columns, self.order.channels)
        if not moved.any():
            return NONE_TALL
        places = self.order.places(0, self.order.rows)
        shown = moved[places] if isinstance(places, slice) else moved[places.clip(0)] & (places >= 0)
        return TallRows.of(shown.nonzero()[0].tolist())

    @cached_property
    def _supposed(self) -> SupposedCells:
        from roiapp.ui.sheet.supposed_cells import SupposedCells

        return SupposedCells(self._source)
