"""Scenarios: which one is looked at, a new one, and cells of one as they are without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.language import tr, trn

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.scenario_typing import Cell
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
        from roiapp.core.scenario_edits import added, find_scenario

        session = self._model.session
        if session is None or not self._parts.commit():
            return
        number, sheet = 1, session.worksheet
        while find_scenario(sheet, name := tr("Scenario {number}", number=number)) is not None:
            number += 1
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
        """The worksheet as it is under the scenario, which then is no more."""
        from roiapp.core.edits import EditError
        from roiapp.core.scenario_edits import applied, scenarios_of

        session = self._model.session
        if session is None or not session.scenario_key or not self._parts.commit():
            return
        key, sheet = session.scenario_key, session.worksheet
        name = next((each.name for each in scenarios_of(sheet) if each.key == key), "")
        try:
            self._model.apply(applied(sheet, session.catalog, key))
        except EditError as error:
            self._messages.say(str(error), "warning")
            return
        self._messages.say(tr("The worksheet is as it was under “{scenario}” now. Undo takes it back.", scenario=name))

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
