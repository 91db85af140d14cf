"""The search that is under way in the grid: what was found, which of it is the active cell, and the way to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from roiapp.ui.cell_search import Place, Query, look_through
from roiapp.ui.worksheet_table import WorksheetTable

#: cells looked at before the window is given room for what else there is to do
_SLICE: Final = 3000
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
        self._rest: Iterator[Place | None] | None = None
        #: where the search began, until its first match has been gone to
        self._origin: Place | None = None
        self._on = QTimer(self)
        self._on.setInterval(0)
        self._on.timeout.connect(self._look_on)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._look)
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

    def start(self, query: Query, *, go: bool = True) -> None:
        """Look for this from now on, and go to the first match from the active cell on where wanted."""
        self.active, self.query = True, query
        self._origin = (self._table.current or (0, 0)) if go and query.text else None
        self._look()

    def stop(self) -> None:
        """Show nothing found any more; the query is kept for the next time."""
        self.active, self.found, self._rest = False, [], None
        self._on.stop()
        self._again.stop()
        self._mark()
        self.changed.emit()

    def step(self, by: int) -> bool:
        """Go to the next match (1) or the one before (-1), round the end; False where there is none."""
        current = self._table.current
        self.look_to_the_end()
        if not self.found or current is None:
            return False
        place = bisect_left(self.found, current)
        if by < 0:
            place -= 1
        elif place < len(self.found) and self.found[place] == current:
            place += 1
        self._table.go_to(*self.found[place % len(self.found)])
        return True

    def look_again(self) -> None:
        """Look anew at once, after something was replaced."""
        self._look()
        self.look_to_the_end()
        self._mark()
        self.changed.emit()

    def look_to_the_end(self) -> None:
        """Find all there is, now."""
        while self._rest is not None:
            self._slice()

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
        self._slice()
        self._go_to_first()
        self._mark()
        self.changed.emit()

    def _slice(self) -> None:
        if self._rest is None:
            self._on.stop()
            return
        looked = list(islice(self._rest, _SLICE))
        self.found.extend(place for place in looked if place is not None)
        if len(looked) < _SLICE or len(self.found) >= MOST_FOUND:
            self._rest = None
            self._on.stop()

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
