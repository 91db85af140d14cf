"""The search that is under way in the grid: what was found, which of it is the active cell, and the way to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from roiapp.ui.grid.worksheet_table import WorksheetTable
from roiapp.ui.look.later import later
from roiapp.ui.sheet.cell_search import Place, Query, look_through

#: runs of rows looked through before the window is given room for what else there is to do
_SLICE: Final = 3
_AGAIN_MS: Final = 150
#: more than this nobody goes through one by one
MOST_FOUND: Final = 10_000


class Finder(QObject):
    """`changed` says that what was found, or its place, may differ. While `active`, edits make it look again."""

    changed = Signal()

    def __init__(self, table: WorksheetTable) -> None:
        super().__init__(table)
        self._table = table
        self.query = Query()
        self.active = False
        self.found: list[Place] = []
        self._rest: Iterator[list[Place]] | None = None
        #: where the search began, until its first match has been gone to
        self._origin: Place | None = None
        #: the step that was asked for before its match was found
        self._wanted = 0
        #: whether what is found is shown; without that it stops as soon as it has gone where it was asked to
        self._shown = True
        self._on = QTimer(self)
        self._on.setInterval(0)
        self._on.timeout.connect(self._look_on)
        self._again = later(self, self._look, _AGAIN_MS)
        model = table.worksheet
        for signal in (model.dataChanged, model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._stale)
        table.current_changed.connect(self._tell)

    @property
    def looking(self) -> bool:
        """Whether there are cells not looked at yet."""
        return self._rest is not None

    @property
    def position(self) -> int | None:
        """Which of what was found the active cell is, from 0; None where it is none."""
        current = self._table.current
        if current is None:
            return None
        place = bisect_left(self.found, current)
        return place if place < len(self.found) and self.found[place] == current else None

    def start(self, query: Query, *, go: bool = True, show: bool = True) -> None:
        """Look for this from now on, and go to the first match from the active cell on where wanted."""
        self.active, self.query, self._shown, self._wanted = True, query, show, 0
        self._origin = (self._table.current or (0, 0)) if go and query.text else None
        self._look()

    def stop(self) -> None:
        """Show nothing found any more; the query is kept for the next time."""
        self.active, self.found, self._rest, self._wanted = False, [], None, 0
        self._on.stop()
        self._again.stop()
        self._mark()
        self.changed.emit()

    def step(self, by: int) -> None:
        """Go to the next match (1) or the one before (-1), round the end: as soon as it is found."""
        self._wanted = by
        self._step_on()

    def look_again(self) -> None:
        """Look anew at once, after something was replaced."""
        self._look()

    # -- looking -------------------------------------------------------------------------------------------------------

    def _stale(self) -> None:
        if self.active and not self._again.isActive():
            self._again.start()

    def _look(self) -> None:
        self.found = []
        self._rest = look_through(self._table.worksheet, self.query) if self.query.text else None
        self._look_on()
        if self._rest is not None:
            self._on.start()

    def _look_on(self) -> None:
        if self._rest is not None:
            runs = list(islice(self._rest, _SLICE))
            self.found += [place for run in runs for place in run]
            if len(runs) < _SLICE or len(self.found) >= MOST_FOUND:
                self._rest = None
        if self._rest is None:
            self._on.stop()
        self._go_to_first()
        self._step_on()
        if self._shown:
            self._mark()
        self.changed.emit()

    def _step_on(self) -> None:
        """Make the step that was asked for, where its match is known by now."""
        current = self._table.current
        if not self._wanted or current is None:
            return
        back = self._wanted < 0
        place = bisect_left(self.found, current) - 1 if back else bisect_right(self.found, current)
        if not 0 <= place < len(self.found) and self._rest is not None:
            return  # what lies round the end is not known yet
        self._wanted = 0
        if self.found:
            self._table.go_to(*self.found[place % len(self.found)])
        if not self._shown:
            self.stop()

    def _go_to_first(self) -> None:
        if self._origin is None:
            return
        place = bisect_left(self.found, self._origin)
        if place == len(self.found):
            if self._rest is not None:
                return
            place = 0
        self._origin = None
        if self.found:
            self._table.go_to(*self.found[place])

    def _mark(self) -> None:
        """Have the cells painted as found."""
        marks: dict[int, set[int]] = {}
        for row, column in self.found:
            marks.setdefault(column, set()).add(row)
        known: Mapping[int, set[int]] = self._table.painter.found
        if marks != known:
            self._table.painter.found = marks
            self._table.viewport().update()

    def _tell(self) -> None:
        if self.active:
            self.changed.emit()
