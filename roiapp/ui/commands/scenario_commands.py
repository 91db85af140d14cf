"""Scenarios: which one is looked at, a new one, and cells of one as they are without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import tr, trn

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.scenario_typing import Cell
    from roiapp.core.scenarios import Scenario
    from roiapp.ui.commands.window_parts import WindowParts


class ScenarioCommands:
    """What is typed while a scenario is looked at changes that scenario alone."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts = parts
        self._model = parts.model
        self._grid = parts.grid
        self._messages = parts.messages

    def choose(self) -> None:
        """Open the list of scenarios."""
        if self._model.session is not None and self._parts.commit():
            self._parts.open_scenarios()

    def look_at(self, key: int) -> None:
        """Show the figures under a scenario of the document, or as they are typed (`BASE`)."""
        session = self._model.session
        if session is not None and self._parts.commit():
            session.look_under(key)

    def leave(self) -> None:
        """Show the figures as they are typed."""
        from roiapp.core.scenarios import BASE

        self.look_at(BASE)

    def add(self) -> None:
        """A scenario on what is looked at, without changes so far, and look at it."""
        from roiapp.core.edits import EditError
        from roiapp.core.scenario_edits import added, free_name

        session = self._model.session
        if session is None or not self._parts.commit():
            return
        sheet = session.worksheet
        name = free_name(sheet, tr("Scenario"))
        try:
            edit, key = added(sheet, name, session.scenario_key)
            self._model.apply(edit)
        except EditError as error:
            self._messages.say(str(error), "warning")
            return
        session.look_under(key)
        self._messages.say(
            tr("{scenario} is looked at. What you type now changes it alone; the base case stays.", scenario=name)
        )

    def apply(self) -> None:
        """The base case as it is under the scenario, which then is no more, after a question."""
        from roiapp.core.scenario_edits import scenarios_of
        from roiapp.ui.forms.apply_question import APPLY, apply_question

        session = self._model.session
        if session is None or not session.scenario_key or not self._parts.commit():
            return
        one = next((each for each in scenarios_of(session.worksheet) if each.key == session.scenario_key), None)
        if one is not None:
            question = apply_question(session, one)
            self._messages.ask(question, lambda answer: self._apply(one) if answer == APPLY else None)

    def _apply(self, one: Scenario) -> None:
        from roiapp.core.edits import EditError
        from roiapp.core.scenario_edits import applied

        session = self._model.session
        if session is None:
            return
        try:
            self._model.apply(applied(session.worksheet, session.catalog, one.key))
        except EditError as error:
            self._messages.say(str(error), "warning")
            return
        self._messages.say(
            tr("The base case is as it was under “{scenario}” now. Undo takes it back.", scenario=one.name)
        )

    def reset(self) -> None:
        """The selected cells as they are without the scenario."""
        from roiapp.core.edits import EditError
        from roiapp.core.scenario_typing import reset

        session = self._model.session
        if session is None or not session.scenario_key or not self._parts.commit():
            return
        cells = self._selected()
        try:
            edit: Edit = reset(session.worksheet, session.catalog, session.scenario_key, cells)
            self._model.apply(edit)
        except EditError as error:
            self._messages.say(str(error), "warning")
            return
        if cells:
            self._messages.say(trn("{count} cell is as it is without the scenario.",
                                   "{count} cells are as they are without the scenario.", len(cells),
                                   count=len(cells)))  # fmt: skip

    def _selected(self) -> list[Cell]:
        """The selected cells that the scenario moves and in which something can be typed."""
        from roiapp.core.scenario_typing import Cell

        model, session = self._grid.model, self._model.session
        assert session is not None
        under = session.shown.under
        changed = {} if under is None else under.outcome.changed
        found = []
        for block in self._grid.table.blocks():
            channels = model.order.channels_in(block.top, block.bottom + 1)
            for place in block.columns:
                column = model.columns[place - 1] if place else None
                if column is None or not column.writable or column.id not in changed:
                    continue
                cells = changed[column.id]
                found += [Cell(column.id, column.period, each) for each in channels if cells[column.period, each]]
        return found
