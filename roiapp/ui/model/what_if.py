"""What the sliders do: an input is moved and shown at once, no step of the document until it is let go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from roiapp.language import tr
from roiapp.ui.look.later import later
from roiapp.ui.model.scenario_in_work import ScenarioInWork
from roiapp.ui.model.slider_reach import SliderReach

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from roiapp.analysis.decisions.slider_scale import SliderScale
    from roiapp.analysis.decisions.what_if import Input, Moving, Subject
    from roiapp.core.periods import View
    from roiapp.core.results import Changed
    from roiapp.core.scenarios import Change
    from roiapp.files.session import Session
    from roiapp.ui.model.session_model import SessionModel

#: channels that have a slider
MOST_ROWS: Final = 60
#: keys on a slider are one step until there is none for so long
PAUSE_MS: Final = 600
_FRAME: Final = 0.016
SPEND: Final = "spend"


class WhatIf(QObject):
    """`subject` says what there are sliders of; `locked` inputs are not moved by another one while the total is `held`.

    `shown` follows every figure that may differ, `laid_out` other sliders than before. `begin`, `move` and `end` are a
    drag: between them the document stays as it is. `leaving` asks for what is being typed, `left` says that it came too
    late.
    """

    shown = Signal()
    laid_out = Signal()
    leaving = Signal()
    left = Signal()
    noticed = Signal(str, str)

    def __init__(self, model: SessionModel, commit: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        from roiapp.analysis.decisions.what_if import Subject

        self._model = model
        self.commit = commit
        self.subject: Subject = Subject(SPEND)
        self.held = False
        self.locked: set[tuple[str, int]] = set()
        self._scales = SliderReach()
        self._moving: Moving | None = None
        self._mover = -1
        self._wanted: float | None = None
        self._response: Change | None = None
        self._targets: dict[int, float] = {}
        self._tried_at = 0.0
        #: the steps of the document as the move began, and the scenario that is looked at
        self._steps: tuple[int, int] = (0, 0)
        self._looked_at = 0
        self.scenario = ScenarioInWork(model, self)
        self._next = later(self, self._try)
        self._pause = later(self, self.end, PAUSE_MS)
        model.changed.connect(self._on_changed)
        model.view_changed.connect(self._on_view)
        model.reset.connect(self._on_reset)

    # -- what is looked at ---------------------------------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        return self._model.session

    @property
    def key(self) -> int:
        """The scenario that is looked at."""
        return self._model.session.scenario_key if self._model.session is not None else 0

    @property
    def why_not(self) -> str:
        """Why nothing can be moved, "" where it can."""
        session = self._model.session
        if session is None or not session.worksheet.keys:
            return tr("There are no channels yet.")
        if session.read_only:
            return session.state.sentence
        if session.time_matched:
            return tr("Sliders move the figures as they are typed. Leave the time-matched view first.")
        return ""

    @property
    def active(self) -> bool:
        """Whether an input is being moved."""
        return self._moving is not None

    def inputs(self, view: View | None = None) -> list[Input]:
        """The inputs that have a slider, as they are now, in the view that is looked at unless another is given."""
        from roiapp.analysis.decisions.what_if import inputs

        session, view = self._model.session, view or self._model.view
        if session is None or view is None or self.why_not:
            return []
        return inputs(session.shown, view, self.subject, MOST_ROWS)

    def scales(self, found: Sequence[Input]) -> list[SliderScale]:
        """How far their sliders reach: one input of all channels has the same."""
        session = self._model.session
        if session is None:
            return []
        return self._scales.scales(session, found, one_field=bool(self.subject.field), keep=self.active)

    @property
    def can_hold(self) -> bool:
        """Whether what is moved adds up over the channels, so that the total can be held."""
        session = self._model.session
        return bool(session and self.subject.field and session.catalog.field[self.subject.field].kind == "flow")

    def look_at(self, subject: Subject) -> None:
        """Have sliders of something else."""
        if subject != self.subject:
            self.take()
            self.subject = subject
            self._lay_out()

    def look_at_channel(self, place: int) -> None:
        """Have sliders of all inputs of the channel that is there."""
        from roiapp.analysis.decisions.what_if import Subject

        session = self._model.session
        if session is not None and place < len(session.worksheet.keys):
            self.look_at(Subject(channel=session.worksheet.keys[place]))

    @property
    def channel(self) -> int | None:
        """Where the channel is that the sliders are of, None where they are of all."""
        from roiapp.analysis.decisions.what_if import place_of

        session = self._model.session
        return None if session is None else place_of(session.worksheet, self.subject)

    def _lay_out(self) -> None:
        self._scales.clear()
        self.laid_out.emit()

    # -- moving an input -----------------------------------------------------------------------------------------------

    def begin(self, each: Input) -> bool:
        """Take hold of an input; False where it cannot be moved, which is said."""
        from roiapp.analysis.decisions.what_if import Moving
        from roiapp.core.edits import EditError

        session, view = self._model.session, self._model.view
        if self._moving is not None and (self._moving.field, self._mover) == (each.field, each.channel):
            return True
        self.end()
        if session is None or view is None or self.why_not or self.is_held(each) or not self.commit():
            return False
        channels = [one.channel for one in self.inputs()] if self.subject.field else [each.channel]
        try:
            moving = Moving(session.shown, view, each.field, channels)
        except EditError as error:
            self.noticed.emit(str(error), "warning")
            return False
        if not moving.can_move(each.channel):
            self.noticed.emit(tr("This scenario multiplies it by 0: nothing moves it."), "warning")
            return False
        self._moving, self._mover, self._wanted, self._targets = moving, each.channel, None, {}
        self._response = moving.response(self.scenario.new_response)
        self._steps = self._made()
        return True

    def aim(self, each: Input) -> float | None:
        """Where an input is going, or is."""
        if self._moving is not None and (self._moving.field, self._mover) == (each.field, each.channel):
            return each.now if self._wanted is None else self._wanted
        return each.now

    def move(self, value: float) -> None:
        """Show what it would be, at most once a frame."""
        if self._moving is None:
            return
        self._wanted = value
        early = _FRAME - (time.perf_counter() - self._tried_at)
        if early <= 0.0:
            self._try()
        elif not self._next.isActive():
            self._next.start(max(1, round(early * 1e3)))

    def move_by_keys(self, value: float) -> None:
        """The same, as one step with the keys that follow soon."""
        self.move(value)
        self._pause.start()

    def _try(self) -> None:
        session, moving = self._model.session, self._moving
        if self._wanted is None or moving is None or session is None:
            return
        self._targets = self._aims(moving, self._wanted)
        self._wanted = None
        changes, _gone = moving.changes(self._targets)
        session.try_changes(self._with_response(changes))
        self._tried_at = time.perf_counter()

    def _aims(self, moving: Moving, value: float) -> dict[int, float]:
        from roiapp.analysis.decisions.what_if import held

        if not (self.held and self.can_hold):
            return {self._mover: value}
        session = self._model.session
        assert session is not None
        keys = session.worksheet.keys
        locked = [channel for channel in moving.before if (moving.field, keys[channel]) in self.locked]
        return held(moving.before, locked, self._mover, value, self._scales.decimals)

    def _with_response(self, changes: list[Change]) -> list[Change]:
        return [*changes, self._response] if self._response is not None and changes else changes

    def cancel(self) -> None:
        """Let go, and leave the document as it is."""
        if self._moving is None:
            return
        self._forget_move()
        if self._model.session is not None:
            self._model.session.try_changes(())

    def take(self) -> None:
        """Let go, and take what is being typed: something else is about to be done."""
        self.leaving.emit()
        self.end()

    def end(self) -> None:
        """Let go: what it is now is one step of the document."""
        moving, session = self._moving, self._model.session
        if self._wanted is not None:
            self._try()
        targets = self._targets
        self._forget_move()
        if moving is None or session is None or not targets:
            return
        if all(target == moving.before.get(channel) for channel, target in targets.items()):
            session.try_changes(())
            return
        changes, gone = moving.changes(targets)
        self.scenario.step(moving.key, self._with_response(changes), gone, moving.view)

    def _forget_move(self) -> None:
        self._next.stop()
        self._pause.stop()
        self._moving, self._mover, self._wanted, self._targets = None, -1, None, {}

    # -- beside the sliders --------------------------------------------------------------------------------------------

    def type_value(self, each: Input, value: float) -> None:
        """A figure that was typed, one step."""
        if self.begin(each):
            self.move(value)
            self.end()

    def lock(self, each: Input, on: bool) -> None:
        """Whether the input stays where it is while the total is held."""
        session = self._model.session
        if session is not None:
            self.end()
            place = (each.field, session.worksheet.keys[each.channel])
            self.locked.add(place) if on else self.locked.discard(place)
            self.shown.emit()

    def is_locked(self, each: Input) -> bool:
        session = self._model.session
        return session is not None and (each.field, session.worksheet.keys[each.channel]) in self.locked

    def is_held(self, each: Input) -> bool:
        """Whether the input cannot be moved, because it is locked while the total is held."""
        return self.held and self.can_hold and self.is_locked(each)

    def hold(self, on: bool) -> None:
        """Whether the others give or take what one slider moves."""
        self.end()
        self.held = on
        self.shown.emit()

    def reset(self, *some: Input) -> None:
        """These inputs as they are without the scenario, one step."""
        self.end()
        self.scenario.reset([each for each in some if each.moved])

    # -- following the document ----------------------------------------------------------------------------------------

    def _on_changed(self, changed: Changed) -> None:
        stepped = self._steps != self._made() or (self._wanted is None and not self._model.trying)
        if self._moving is not None and stepped:
            self._forget_move()  # a step of the document has ended it
        self._follow_subject()
        if self.key != self._looked_at:
            self._looked_at = self.key
            self.left.emit()
        if changed.structure or changed.texts or changed.looks:
            if not self.active:
                self._scales.clear()
            self.laid_out.emit()
        else:
            self.shown.emit()

    def _made(self) -> tuple[int, int]:
        """Which steps of the document are made and taken back."""
        session = self._model.session
        return self._model.last_step(), len(session.history.undone) if session is not None else 0

    def _follow_subject(self) -> None:
        """What the sliders are of may be gone."""
        from roiapp.analysis.decisions.what_if import Subject

        session, subject = self._model.session, self.subject
        if session is None:
            return
        if subject.field not in session.catalog.field if subject.field else self.channel is None:
            self.subject = Subject(SPEND)
            self._scales.clear()

    def _on_view(self) -> None:
        self.left.emit()
        self.end()
        self._lay_out()

    def _on_reset(self) -> None:
        """Another document."""
        from roiapp.analysis.decisions.what_if import Subject

        self._forget_move()
        self.left.emit()
        self._looked_at = self.key
        self.scenario.forget()
        self.locked.clear()
        self.subject = Subject(SPEND)
        self._lay_out()
