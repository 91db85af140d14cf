"""Which figures of a document are looked at: as they are typed, under a scenario, time-matched, or both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from roiapp.core.calculator import Calculator
from roiapp.core.fields import CYCLE
from roiapp.core.results import Changed
from roiapp.core.scenarios import BASE

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.core.scenario_view import ScenarioView
    from roiapp.core.scenarios import Change

_ALL = Changed(structure=True)


class ShownFigures:
    """`typed` are the figures of the document as it is, `under` those of the scenario that is looked at. What changes
    what is shown returns what may differ; an empty `Changed` where nothing does."""

    def __init__(self, typed: Calculator) -> None:
        self.typed = typed
        self.under: ScenarioView | None = None
        self.time_matched = False
        self._matched: Calculator | None = None
        self._can_match: bool | None = None

    @property
    def calculator(self) -> Calculator:
        """The figures that are shown. Their worksheet is the document itself, or what a scenario and time-matching made
        of it."""
        if not self.time_matched:
            return self.entered
        if self._matched is None:
            from roiapp.core.time_matched import time_matched

            self._matched = time_matched(self.entered)
        return self._matched

    @property
    def entered(self) -> Calculator:
        """The figures into which one types: of the document, or of the scenario that is looked at."""
        return self.typed if self.under is None else self.under.calculator

    @property
    def can_match(self) -> bool:
        """Whether there is a time-matched view: periods have days, and of a channel the time to close is known."""
        if self._can_match is None:
            from roiapp.core.time_matched import can_match

            self._can_match = can_match(self.typed.worksheet, self.typed.catalog)
        return self._can_match

    def match_time(self, wanted: bool) -> Changed:
        """Show the figures time-matched, or as they were typed. Nothing happens where there is no such view."""
        if wanted == self.time_matched or (wanted and not self.can_match):
            return Changed()
        self.time_matched, self._matched = wanted, None
        return _ALL

    # -- scenarios -----------------------------------------------------------------------------------------------------

    @property
    def scenario_key(self) -> int:
        """The key of the scenario that is looked at, `BASE` where the document itself is."""
        return BASE if self.under is None else self.under.key

    @property
    def trying(self) -> bool:
        """Whether something is tried that is no step of the document."""
        return self.under is not None and bool(self.under.tried)

    def look_under(self, key: int) -> Changed:
        """Show the figures under a scenario of the document; as they are typed for `BASE`, or one that is not there.
        Nothing happens where they are shown so already and nothing else is tried."""
        if self.under is not None and self.under.key == key != BASE and not self.under.tried:
            return Changed()
        view = None if key == BASE else self._view_of(key)
        if view is not None and not view.there:
            view = None
        if view is None and self.under is None:
            return Changed()
        self.under, self._matched = view, None
        return _ALL

    def try_changes(self, changes: Iterable[Change]) -> Changed:
        """Show what changes of the scenario that is looked at would do, without a step of the document; none: as it is.
        On the document itself they are those of a scenario that it does not have. The next step ends it."""
        changes = tuple(changes)
        if self.under is None:
            if not changes:
                return Changed()
            self.under, self._matched = self._view_of(BASE), None
            self.under.try_out(changes)
            return _ALL
        if not changes and self.under.key == BASE:
            self.under, self._matched = None, None
            return _ALL
        return self._seen(self.under.try_out(changes))

    def _view_of(self, key: int) -> ScenarioView:
        from roiapp.core.scenario_view import ScenarioView

        return ScenarioView(self.typed, key)

    # -- following the document ----------------------------------------------------------------------------------------

    def update(self, edit: Edit) -> Changed:
        """Take an edit that was just applied to the document into account."""
        changed = self.typed.update(edit)
        if changed.structure or CYCLE in changed.ids:
            self._can_match = None
        if self.under is not None:
            changed = self._follow(self.under, edit, changed)
        return self._seen(changed)

    def _follow(self, under: ScenarioView, edit: Edit, changed: Changed) -> Changed:
        """What an edit changes under the scenario. Whatever was tried there ends with it, and one that the edit took
        away is left."""
        under.tried = ()
        if under.key == BASE or not under.there:
            self.under = None
            return Changed(structure=True, records=changed.records)
        return under.follow(edit, changed)

    def _seen(self, changed: Changed) -> Changed:
        """The same as it shows: a time-matched view is another one after every figure."""
        if self.time_matched and (changed.structure or changed.looks or changed.ids):
            self._matched, self.time_matched = None, self.can_match
            return Changed(structure=True, records=changed.records)
        return changed
