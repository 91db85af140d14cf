"""The scenario that sliders make or move: what it is called until somebody keeps it, how channels respond under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from roiapp.language import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roiapp.analysis.decisions.what_if import Input
    from roiapp.core.periods import View
    from roiapp.core.scenarios import Change
    from roiapp.ui.model.session_model import SessionModel
    from roiapp.ui.model.what_if import WhatIf

_STEP: Final = mark("What-if")


class ScenarioInWork:
    """`responding` and `elasticity` are of scenarios that are made from now on."""

    def __init__(self, model: SessionModel, sliders: WhatIf) -> None:
        self._model = model
        self._sliders = sliders
        self.responding = True
        self.elasticity: float | None = None
        #: scenarios made here that nobody has kept: key and the name they were given
        self._drafts: set[tuple[int, str]] = set()

    def forget(self) -> None:
        """There is another document."""
        self._drafts.clear()
        self.responding, self.elasticity = True, None

    @property
    def key(self) -> int:
        """The scenario that is looked at."""
        return self._model.session.scenario_key if self._model.session is not None else 0

    @property
    def draft(self) -> bool:
        """Whether the scenario was made here and nobody has kept it yet, or is only tried."""
        return self.key == 0 or (self.key, _clean(self.name)) in self._drafts

    @property
    def name(self) -> str:
        """What the scenario is called that is looked at."""
        from roiapp.analysis.decisions.what_if_words import name_of

        session = self._model.session
        return name_of(session.worksheet, self.key) if session is not None else ""

    def step(self, key: int, changes: Sequence[Change], gone: Sequence[Change], view: View | None = None) -> None:
        """One step, of a scenario of its own where none was looked at. A draft is called after what it moves most in
        the view, and goes where it moves nothing any more."""
        from roiapp.core.edits import EditError
        from roiapp.core.scenario_edits import changes_of, removed, with_changes, with_moves

        session = self._model.session
        assert session is not None
        sheet, left = session.worksheet, {_place(each) for each in gone}
        own = [each for each in with_changes(changes_of(sheet), key, changes) if _place(each) not in left]
        own = [each for each in own if each.scenario == key]
        before = set(self._drafts)
        try:
            if key and self.draft and all(each.kind == "respond" for each in own):
                self._model.apply(removed(sheet, key))
                return
            name = self._name(key, own, self._sliders.inputs(view)) if self.draft else None
            edit, made = with_moves(sheet, key, changes, gone, name, _STEP)
            if name is not None:
                self._drafts.add((made, _clean(name)))
            self._model.apply(edit)
        except EditError as error:
            self._drafts = before
            session.try_changes(())
            self._sliders.noticed.emit(str(error), "warning")
            return
        if made != key:
            session.look_under(made)

    def _name(self, key: int, own: Sequence[Change], inputs: Sequence[Input]) -> str:
        """After the largest of the moves that the scenario makes itself: what responds to them is none."""
        from roiapp.analysis.decisions.what_if_words import draft_name, largest_move

        session = self._model.session
        assert session is not None
        sheet, moved = session.worksheet, {(each.field, each.channel) for each in own}
        inputs = [each for each in inputs if (each.field, sheet.keys[each.channel]) in moved]
        return draft_name(sheet, largest_move(sheet, session.catalog, inputs, self._model.number_format), key)

    def reset(self, some: Sequence[Input]) -> None:
        """These inputs as they are without the scenario, one step."""
        from roiapp.core.edits import EditError, Group
        from roiapp.core.replace_edit import copy_of
        from roiapp.core.scenario_edits import changes_of, removed, renamed
        from roiapp.core.scenario_typing import Cell, reset

        session, view, key = self._model.session, self._model.view, self.key
        if session is None or view is None or not key or not some:
            return
        cells = [Cell(each.field, period, each.channel) for each in some for period in view.periods]
        before = set(self._drafts)
        try:
            edit = reset(session.worksheet, session.catalog, key, cells)
            if self.draft:
                after = copy_of(session.worksheet)
                edit.apply(after)
                own = [each for each in changes_of(after) if each.scenario == key]
                if all(each.kind == "respond" for each in own):
                    edit = removed(session.worksheet, key)
                else:
                    name = self._name(key, own, [each for each in self._sliders.inputs() if each not in some])
                    self._drafts.add((key, _clean(name)))
                    edit = Group((edit, renamed(after, key, name)), mark("Reset cells of a scenario"))
            self._model.apply(edit)
        except EditError as error:
            self._drafts = before
            self._sliders.noticed.emit(str(error), "warning")

    def discard(self) -> None:
        """End what is tried; a scenario is removed, one step."""
        from roiapp.core.edits import EditError
        from roiapp.core.scenario_edits import removed

        self._sliders.cancel()
        session = self._model.session
        if session is not None and session.scenario_key and self._sliders.commit():
            try:
                self._model.apply(removed(session.worksheet, session.scenario_key))
            except EditError as error:
                self._sliders.noticed.emit(str(error), "warning")

    def keep(self, name: str) -> str:
        """Call the scenario so and keep it; returns why not, "" where that is done."""
        from roiapp.core.edits import EditError
        from roiapp.core.scenario_edits import renamed

        self._sliders.end()
        session, key = self._model.session, self.key
        if session is None or not key:
            return ""
        before = {pair for pair in self._drafts if pair[0] == key}
        self._drafts -= before
        if " ".join(name.split()) != self.name:
            try:
                self._model.apply(renamed(session.worksheet, key, name))
            except EditError as error:
                self._drafts |= before
                return str(error)
        self._sliders.shown.emit()
        return ""

    # -- how channels respond ------------------------------------------------------------------------------------------

    @property
    def assumed(self) -> float:
        """The elasticity that is assumed unless the scenario says another."""
        session = self._model.session
        usual = session.worksheet.settings.elasticity if session is not None else 0.7
        return usual if self.elasticity is None else self.elasticity

    @property
    def new_response(self) -> float | None:
        """The elasticity where the scenario says nothing of it: what is assumed, of one that is being made here; None:
        channels do not respond."""
        session = self._model.session
        if session is None or not self.responding:
            return None
        under = session.shown.under
        return None if under is not None and not self.draft and under.changes else self.assumed

    @property
    def response(self) -> float | None:
        """By which elasticity channels respond under what is looked at, None where they do not."""
        from roiapp.analysis.decisions.what_if import own_response

        session = self._model.session
        own = own_response(session.worksheet, self.key) if session is not None else None
        return own.value if own is not None else self.new_response

    def respond(self, elasticity: float | None) -> None:
        """Let channels respond like that, one step where there is a scenario; None: not at all."""
        from roiapp.core.scenarios import Change

        self._sliders.end()
        self.responding = elasticity is not None
        if elasticity is not None:
            self.elasticity = elasticity
        key = self.key
        if key:
            change = Change(key, "respond", value=elasticity)
            self.step(key, [change] if elasticity is not None else [], [] if elasticity is not None else [change])
        self._sliders.shown.emit()



def _clean(name: str) -> str:
    """A name as the document keeps it: a space is a space."""
    return " ".join(name.split())


def _place(change: Change) -> tuple[object, ...]:
    return change._replace(value=None)
