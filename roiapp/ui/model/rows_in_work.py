"""Rows that somebody is still typing: what they lack so far is no slip yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from roiapp.ui.look.later import later

if TYPE_CHECKING:
    from roiapp.core.checks import DataWarning
    from roiapp.core.results import Changed
    from roiapp.core.worksheet import Worksheet
    from roiapp.ui.model.session_model import SessionModel

#: without a key, after which a row that was left is taken as typed
PAUSE_MS: Final = 4_000
_MOST: Final = 500  # cells that an entry or a paste touches; more are not typed by hand
#: what a row lacks that is typed from left to right; where spend is missing it was passed over
_INCOMPLETE: Final = frozenset({"spend_without_results", "blank_in_total", "margin_missing"})

#: period and channel, by what stays when rows and periods move
Row = tuple[int, int]


class RowsInWork(QObject):
    """In which something was typed, until they have been left and no key has come for a while. `settled` says that some
    are typed now. A warning that showed before goes on showing meanwhile: nothing vanishes because somebody types."""

    settled = Signal()

    def __init__(self, model: SessionModel) -> None:
        super().__init__(model)
        self._model = model
        self._rows: set[Row] = set()
        self._active: int | None = None
        self._shown: frozenset[tuple[str, Row]] = frozenset()
        self._pause = later(self, self._on_pause)
        model.changed.connect(self._on_changed)
        model.reset.connect(self._forget)

    def wait_on(self) -> None:
        """A key came."""
        if self._rows:
            self._pause.start(PAUSE_MS)

    def go_to(self, channel: int | None) -> None:
        """The active cell stands in the row of this channel."""
        sheet, active = self._model.worksheet, None
        # While rows go, the grid may still stand on one that is gone.
        if sheet is not None and channel is not None and channel < len(sheet.keys):
            active = sheet.keys[channel]
        if active != self._active:
            self._active = active
            self.wait_on()

    def finish(self) -> None:
        """Somebody asks for all there is to check: nothing is kept back."""
        self._rows.clear()
        self._pause.stop()

    def told(self, warnings: list[DataWarning], sheet: Worksheet) -> list[DataWarning]:
        """Those of these that are to be shown now."""
        shown, kept_back = [], []
        for warning in warnings:
            row = _row(warning, sheet) if warning.id in _INCOMPLETE else None
            if row in self._rows and (warning.id, row) not in self._shown:
                kept_back.append(warning)
            else:
                shown.append(warning)
        self._shown = frozenset(
            (each.id, row) for each in shown if each.id in _INCOMPLETE and (row := _row(each, sheet)) is not None
        )
        return shown if kept_back else warnings

    def _on_changed(self, changed: Changed) -> None:
        sheet = self._model.worksheet
        if sheet is None:
            return
        for _, periods, channels in changed.cells:
            if len(periods) * len(channels) <= _MOST:
                self._rows.update((sheet.periods[period].key, sheet.keys[c]) for period in periods for c in channels)
        self.wait_on()

    def _forget(self) -> None:
        self.finish()
        self._active, self._shown = None, frozenset()

    def _on_pause(self) -> None:
        left = {row for row in self._rows if row[1] == self._active}
        if left != self._rows:
            self._rows = left
            self.settled.emit()


def _row(warning: DataWarning, sheet: Worksheet) -> Row | None:
    if warning.period is None or warning.channel is None:
        return None
    return sheet.periods[warning.period].key, sheet.keys[warning.channel]
