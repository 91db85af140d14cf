"""What can be done at the moment, for the conditions of the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.ui.actions.conditions import Situation
from roiapp.ui.sheet.column_choice import hides

if TYPE_CHECKING:
    from roiapp.ui.window.workbench import Workbench


def situation_of(bench: Workbench) -> Situation:
    """That of the worksheet as it is looked at; nothing where there is none."""
    session, view = bench.model.session, bench.over_time.view
    if session is None or view is None:
        return Situation()
    return Situation(
        open=True,
        file=session.path is not None,
        undo=session.history.undo_title or "",
        redo=session.history.redo_title or "",
        channel=bench.grid.current_channel() is not None,
        base_period=not view.rollup,
        periods=len(session.worksheet.periods),
        hidden=hides(session.worksheet.settings),
        arranged=not bench.grid.model.arrangement.plain,
        kind=bench.grid.model.kind,
        over_time=bench.over_time.active,
        chart=bench.charts is not None and bench.charts.drawn,
        findings=bench.below.shows_findings,
        can_match=session.can_match,
        time_matched=session.time_matched,
        scenario=bool(session.scenario_key),
        what_if=bench.what_if.shows,
    )
