"""Where a step was made that is taken back or made again: a period, or a scenario, which is then looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from roiapp.core.edits import SetCells, leaves
from roiapp.core.periods import base_view
from roiapp.core.scenario_edits import changes_of, scenarios_of

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.scenarios import Change
    from roiapp.core.worksheet import Worksheet
    from roiapp.ui.model.session_model import SessionModel


class Followed:
    """Made before the step, asked after it."""

    def __init__(self, model: SessionModel) -> None:
        self._model = model
        self._before = self._changes()
        self._there = self._scenarios()

    def show(self, edit: Edit) -> None:
        """Show a period that the step touched, unless the view shows it already; where it changed one scenario alone,
        the figures under that. One that is looked at stays so where another comes or goes."""
        session, view = self._model.session, self._model.view
        assert session is not None
        assert view is not None
        changed = set(self._before) ^ set(self._changes())
        keys = {each.scenario for each in changed}
        there = self._scenarios()
        if len(keys) == 1 and keys <= there and (there == self._there or not session.scenario_key):
            session.look_under(keys.pop())
        if self._model.all_periods:
            return
        sheet = session.worksheet
        parts = (part.periods for part in leaves(edit) if isinstance(part, SetCells))
        touched = {period for periods in parts for period in np.flatnonzero(np.bincount(periods)).tolist()}
        touched |= _periods_of(sheet, changed)
        if touched and not touched & set(view.periods) and max(touched) < len(sheet.periods):
            self._model.set_view(base_view(sheet.periods, min(touched)))

    def _scenarios(self) -> set[int]:
        session = self._model.session
        return {each.key for each in scenarios_of(session.worksheet)} if session is not None else set()

    def _changes(self) -> tuple[Change, ...]:
        session = self._model.session
        return changes_of(session.worksheet) if session is not None else ()


def _periods_of(sheet: Worksheet, changes: set[Change]) -> set[int]:
    places = {period.key: place for place, period in enumerate(sheet.periods)}
    return {places[each.period] for each in changes if each.period in places}
