"""The ways to a cell: from a warning, a note, a name in a formula, wherever the cell is looked at."""

from __future__ import annotations

from roiapp.ui.grid.over_time import OverTime
from roiapp.ui.grid.worksheet_view import WorksheetView
from roiapp.ui.model.session_model import SessionModel


class CellWays:
    """Leads to a cell in the arrangement at hand; nothing happens while an entry waits that is refused."""

    def __init__(self, model: SessionModel, grid: WorksheetView, over_time: OverTime) -> None:
        self._model = model
        self._grid = grid
        self._over_time = over_time

    def go_to(self, channel: int | None, id_: str, period: int | None) -> bool:
        """A channel's figure, its name for the id "", a total where `channel` is None; in a base period, or in the one
        at hand. With neither channel nor id only the period is shown. Returns whether it is there."""
        from roiapp.core.periods import base_view

        sheet, view = self._model.worksheet, self._model.view
        if sheet is None or view is None or not self._grid.commit_editor():
            return False
        if (period or 0) >= len(sheet.periods) or (channel or 0) >= max(1, len(sheet.keys)):
            return False
        if channel is None and not id_ and period is not None:
            wanted = base_view(sheet.periods, period)
            self._model.set_view(wanted)
            self._over_time.go_to_view(wanted)
        elif self._over_time.active and period is not None:
            self._over_time.go_to(channel, id_, period)
        else:
            if period is not None and view.periods != (period,):
                self._model.set_view(base_view(sheet.periods, period))
            self._grid.go_to(channel, id_)
        if channel is not None:
            self._grid.setFocus()
        elif id_:
            self._grid.totals.setFocus()
        return True
