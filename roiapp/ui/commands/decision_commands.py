"""What leads from the figures to a decision: sliders, a goal sought, a budget moved, what matters most, scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.analysis.decisions.as_typed import BUDGET_MOVED, GOAL_SOUGHT
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.results import Figures
    from roiapp.ui.commands.scenario_commands import ScenarioCommands
    from roiapp.ui.commands.window_parts import WindowParts


class DecisionCommands:
    """Asks about what is looked at, of the active figure."""

    def __init__(self, parts: WindowParts, scenarios: ScenarioCommands) -> None:
        self._parts = parts
        self._scenarios = scenarios
        self._model = parts.model
        self._grid = parts.grid
        self._messages = parts.messages

    def what_if(self) -> None:
        """Show the sliders, or put them away."""
        if self._parts.commit():
            self._parts.toggle_what_if()

    def goal_seek(self) -> None:
        """What it takes for the active figure to be what is wanted."""
        shown = self._shown(tr(GOAL_SOUGHT))
        if shown is None:
            return
        from roiapp.analysis.decisions.seek_questions import first_question
        from roiapp.ui.forms.goal_seek_dialog import GoalSeekDialog

        channel, id_ = self._grid.current_figure()
        goal = first_question(shown, id_ or "", channel)
        GoalSeekDialog(
            self._parts.theme, shown, goal, self._model.apply, self._messages.say, self._parts.run, self._parts.window
        ).open()

    def scenarios(self) -> None:
        """The scenarios of the document beside the figures, or to the front."""
        from roiapp.ui.lists.scenarios_window import ScenariosWindow

        if self._model.session is None or not self._parts.commit():
            return
        window = self._parts.window
        shown = next(iter(window.findChildren(ScenariosWindow)), None)
        if shown is None:
            channel, _id = self._grid.current_figure()
            shown = ScenariosWindow(self._parts.theme, self._model, channel, window)
            shown.look_at.connect(self._scenarios.look_at)
            shown.show()
        else:
            shown.activateWindow()

    def move_budget(self) -> None:
        """Which split of the spend of the period looked at brings most."""
        shown = self._shown(tr(BUDGET_MOVED))
        if shown is None:
            return
        from roiapp.core.scenarios import Scenario
        from roiapp.ui.forms.budget_dialog import BudgetDialog

        session = self._model.session
        assert session is not None
        under = Scenario(session.scenario_key, session.scenario) if session.scenario_key else None
        BudgetDialog(
            self._parts.theme, shown, self._model.apply, self._messages.say, self._parts.run, self._parts.window, under
        ).open()

    def _shown(self, matched: str) -> Figures | None:
        """The figures of the period at hand, to be decided on; None where that cannot be, which is said: `matched` in
        the time-matched view."""
        session, figures = self._model.session, self._model.figures
        if session is None or figures is None or not self._parts.commit():
            return None
        if session.read_only:
            self._messages.say(session.state.sentence, "warning")
            return None
        if session.time_matched:
            self._messages.say(matched, "warning")
            return None
        if not session.worksheet.keys:
            self._messages.say(tr("There are no channels yet."))
            return None
        view = self._grid.current_view()
        return session.calculator.figures(view) if view is not None else self._model.figures

    def matters(self) -> None:
        """Which inputs matter for the active figure, in a window that stays beside the others."""
        session, figures = self._model.session, self._model.figures
        if session is None or figures is None or not self._parts.commit():
            return
        from roiapp.ui.lists.matters_window import MattersWindow

        channel, id_ = self._grid.current_figure()
        metric = id_ if id_ in session.catalog.metric else session.worksheet.settings.headline
        if session.catalog.metric[metric].total_only:
            channel = None
        parent = self._parts.window
        shown = next(iter(parent.findChildren(MattersWindow)), None)
        if shown is None:
            MattersWindow(self._parts.theme, self._model, (metric, channel), self._parts.run, parent).show()
        else:
            shown.ask(metric, channel)
            shown.activateWindow()
