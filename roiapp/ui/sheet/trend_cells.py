"""The courses that trend columns show: worked out when nobody types, a little at a time, and kept by row.

What is painted asks for a course and gets the one that is known, also while a newer one is still to be worked out; one
that nothing is known of yet comes a moment later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from roiapp.ui.look.later import later

if TYPE_CHECKING:
    from roiapp.analysis.sparkline import Sparkline
    from roiapp.analysis.trend_chart import TrendPeriod
    from roiapp.core.results import Changed, Figures
    from roiapp.files.session import Session
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.sheet.row_order import RowOrder

#: after a key: a course is looked at when the typing pauses
_PAUSE_MS: Final = 120
_AT_ONCE: Final = 0.004  # seconds of work between two events
#: courses kept of all columns together; many more than any screen shows
_KEPT: Final = 4_000
#: figures of all channels in all periods of a course that are read in one go
_FEW: Final = 4_096

#: whose course it is: a channel; of all channels together; with a number below 0 a group's, −1 the first
Whose = int | None
#: a figure's id, and whose course of it
Cell = tuple[str, Whose]


class TrendCells(QObject):
    """`changed` carries the cells whose courses are others than those that were known."""

    changed = Signal(object)

    def __init__(self, source: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._order: RowOrder | None = None
        #: the figures of the view at hand: the same object for as long as only cells are changed
        self._figures: Figures | None = None
        self._periods: tuple[TrendPeriod, ...] | None = None
        self._lines: dict[Cell, Sparkline] = {}
        #: cells that were asked for and are still to be worked out
        self._wanted: dict[Cell, None] = {}
        self._changes: list[Changed] = []
        #: cells of which an earlier course is known: worked out anew when they are asked for
        self._stale: set[Cell] = set()
        self._work: Iterator[None] | None = None
        self._timer = later(self, self._go_on)

    # -- what is asked -------------------------------------------------------------------------------------------------

    @property
    def periods(self) -> tuple[TrendPeriod, ...]:
        """The periods of every course, from the earliest to the one looked at."""
        if self._periods is None:
            from roiapp.analysis.sparkline import course_periods

            session, view = self._source.session, self._source.view
            self._periods = course_periods(session.calculator, view) if session and view else ()
        return self._periods

    def line(self, id_: str, whose: Whose) -> Sparkline | None:
        """A course as it is known, None where it will be in a moment."""
        cell = id_, whose
        found = self._lines.get(cell)
        if (found is None or cell in self._stale) and cell not in self._wanted:
            self._wanted[cell] = None
            if not self._timer.isActive():
                self._timer.start(0)
        return found

    def known(self, id_: str, whose: Iterable[Whose]) -> dict[Whose, Sparkline]:
        """These courses as they are now, worked out at once where that is still to be done."""
        self._take_changes()
        cells = {each: (id_, each) for each in whose}
        needed = (cell for cell in cells.values() if cell not in self._lines or cell in self._stale)
        self._wanted.update((cell, None) for cell in needed)
        if self._wanted.keys() & cells.values():
            self._finish()
        return {each: self._lines[cell] for each, cell in cells.items() if cell in self._lines}

    # -- what is told --------------------------------------------------------------------------------------------------

    def look_at(self, order: RowOrder) -> None:
        """Rows may stand in another order, groups be others; of other figures or periods nothing is known yet."""
        self._order, self._work = order, None
        if self._figures is not self._source.figures or self._figures is None:
            self._figures, self._periods = self._source.figures, None
            self._lines.clear()
            self._wanted.clear()
            self._changes.clear()
            self._stale.clear()
            self._timer.stop()
        for cell in [cell for cell in (*self._lines, *self._wanted) if cell[1] is not None and cell[1] < 0]:
            self._lines.pop(cell, None)
            self._wanted.pop(cell, None)

    def touch(self, changed: Changed) -> None:
        """An edit changed figures: what that means for courses is looked at once nobody types."""
        self._work = None
        if self._lines:
            self._changes.append(changed)
        if self._lines or self._wanted:
            self._timer.start(_PAUSE_MS)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _take_changes(self) -> None:
        """Say which courses are not those of now; whoever shows them asks for them again."""
        before = len(self._stale)
        for changed in self._changes:
            channels = {channel for _, _, touched in changed.cells for channel in touched}
            for cell in self._lines:
                id_, whose = cell
                whole = not channels or id_ in changed.whole_columns or whose is None or whose < 0
                if changed.records or (id_ in changed.ids and (whole or whose in channels)):
                    self._stale.add(cell)
        self._changes.clear()
        if len(self._stale) > before:
            self.changed.emit(list(self._stale))

    def _finish(self) -> None:
        self._timer.stop()
        self._work = None
        while self._wanted:
            self._step(float("inf"))

    def _go_on(self) -> None:
        self._take_changes()
        self._step(perf_counter() + _AT_ONCE)
        if self._wanted:
            self._timer.start(0)

    def _step(self, end: float) -> None:
        session = self._source.session
        if session is None:
            self._wanted.clear()
            return
        if self._work is None:
            self._work = self._work_out(session, list(self._wanted))
        for _ in self._work:
            if perf_counter() >= end:
                return
        self._work = None

    def _work_out(self, session: Session, cells: list[Cell]) -> Iterator[None]:
        """The courses of these cells, a period at a time; told together."""
        by_figure: dict[str, list[Whose]] = {}
        for id_, whose in cells:
            by_figure.setdefault(id_, []).append(whose)
        found: dict[Cell, Sparkline] = {}
        for id_, each in by_figure.items():
            values: dict[Whose, list[float]] = {whose: [] for whose in each}
            yield from self._read(session, id_, values)
            found |= {(id_, whose): self._drawn(session, id_, line) for whose, line in values.items()}
        self._stale.difference_update(found)
        differing = [cell for cell, line in found.items() if self._lines.get(cell) != line]
        if len(self._lines) + len(found) > _KEPT:
            self._lines.clear()
            self._stale.clear()
        self._lines |= found
        for cell in found:
            self._wanted.pop(cell, None)
        if differing:
            self.changed.emit(differing)

    def _drawn(self, session: Session, id_: str, values: list[float]) -> Sparkline:
        from roiapp.analysis.sparkline import counted_anew, grows, sparkline

        calculator = session.calculator
        broken = counted_anew(calculator, self.periods, id_)
        return sparkline(self.periods, values, grows=grows(calculator, id_), broken=broken)

    def _read(self, session: Session, id_: str, values: dict[Whose, list[float]]) -> Iterator[None]:
        """Fill in the figures of each period."""
        import numpy as np

        from roiapp.analysis.sparkline import courses
        from roiapp.core.periods import base_view

        calculator, of = session.calculator, session.worksheet.periods
        periods = [period.period for period in self.periods]
        channels = [whose for whose in values if whose is not None and whose >= 0]
        others = [whose for whose in values if whose is None or whose < 0]
        places = np.array(channels, dtype=np.intp)
        together = len(periods) * len(session.worksheet.keys) <= _FEW
        parts = [periods] if together and periods else [[period] for period in periods]
        for part in parts if channels else ():
            for channel, column in zip(channels, courses(calculator, part, id_, places).T.tolist(), strict=True):
                values[channel] += column
            yield
        for period in periods if others else ():
            figures = calculator.figures(base_view(of, period))
            for whose in others:
                values[whose].append(figures.total_value(id_) if whose is None else self._subtotal(figures, id_, whose))
            yield

    def _subtotal(self, figures: Figures, id_: str, whose: int) -> float:
        from roiapp.core.subtotals import Subtotals

        assert self._order is not None
        return Subtotals(figures, self._order.groups[-1 - whose].channels).value(id_)
