"""The warnings of what is looked at: searched for when the typing pauses, kept for whoever paints, told when they
differ."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from roiapp.ui.look.later import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roiapp.core.checks import DataWarning
    from roiapp.core.periods import View
    from roiapp.files.session import Session
    from roiapp.ui.model.rows_in_work import RowsInWork

_PAUSE_MS: Final = 80  # after the figures are painted; nobody looks at the marks while typing
_AT_ONCE: Final = 0.002  # seconds that are searched in one go, a check of a period at least
_REST_MS: Final = 4  # between two of them: what a key changed is painted then


class WarningWatch(QObject):
    """Searches the periods it is told to `watch`, a few at a time; `changed` comes where the warnings differ that are
    `shown`: all that are `known`, but for what rows `in_work` lack so far."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, in_work: RowsInWork | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._view: View | None = None
        self.known: list[DataWarning] = []
        self.shown: list[DataWarning] = []
        self._in_work = in_work
        if in_work is not None:
            in_work.settled.connect(self._show_settled)
        #: the warnings as they were told last; None where whoever shows them has to look anew, whatever they are
        self._told: list[DataWarning] | None = None
        self._by_cell: dict[tuple[int | None, str], list[DataWarning]] = {}
        self._stale = False
        #: found so far, and what is still to be searched; None before the first piece of it
        self._found: list[DataWarning] = []
        self._pieces: Iterator[list[DataWarning]] | None = None
        self._timer = later(self, self._go_on)

    def watch(self, session: Session, view: View) -> None:
        """Warnings are those of this view from now on."""
        if session is not self._session or view != self._view:
            self._session, self._view = session, view
            self.touch()
            self._told = None

    def touch(self) -> None:
        """The document has changed: search anew."""
        self._stale, self._found, self._pieces = True, [], None
        self._timer.stop()  # the pause begins again

    def forget(self) -> None:
        """Their rows may not be there any more."""
        self.touch()
        self.known, self.shown, self._by_cell, self._told = [], [], {}, None

    @property
    def searching(self) -> bool:
        """Whether what is known is not of now."""
        return self._stale

    def all(self) -> list[DataWarning]:
        """Every warning, searched for at once where that is still to be done; none is kept back any more."""
        if self._in_work is not None:
            self._in_work.finish()
        while self._stale and self._session is not None:
            self._search()
        if self.shown is not self.known:
            self._show()
            self._tell()
        return self.known

    def at(self, channel: int | None, field_id: str) -> list[DataWarning]:
        """What is shown of one cell, as it was found last: grids ask this while painting, so it searches nothing."""
        return self._by_cell.get((channel, field_id), [])

    def search_soon(self) -> None:
        """The figures are painted: search when nothing else is to be done."""
        if (self._stale or self.shown is not self._told) and not self._timer.isActive():
            self._timer.start(_PAUSE_MS)

    def _go_on(self) -> None:
        if self._stale and self._session is not None:
            end = perf_counter() + _AT_ONCE
            self._search()
            while self.searching and perf_counter() < end:
                self._search()
            if self._stale:
                self._timer.start(_REST_MS)
                return
        self._tell()

    def _tell(self) -> None:
        if self.shown is not self._told:
            differs = self.shown != self._told
            self._told = self.shown
            if differs:
                self.changed.emit()

    def _show_settled(self) -> None:
        if not self._stale:  # else it is told with what is found
            self._show()
            self._tell()

    def _search(self) -> None:
        """Look for one thing more in one period."""
        from roiapp.core.checks import pieces

        if self._pieces is None:
            assert self._session is not None
            assert self._view is not None
            session = self._session
            self._pieces = pieces(session.worksheet, session.catalog, session.typed, self._view)
        found = next(self._pieces, None)
        if found is not None:
            self._found += found
            return
        self.known, self._stale, self._pieces = self._found, False, None
        self._show()

    def _show(self) -> None:
        assert self._session is not None
        rows = self._in_work
        self.shown = self.known if rows is None else rows.told(self.known, self._session.worksheet)
        self._by_cell = {}
        for warning in self.shown:
            self._by_cell.setdefault((warning.channel, warning.field), []).append(warning)
