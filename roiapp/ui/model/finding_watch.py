"""What the numbers of the view at hand say: worked out when the typing pauses, a little at a time, kept for whoever
shows it."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from roiapp.ui.look.later import later
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from collections.abc import Generator

    from roiapp.analysis.findings.finding import Finding

_PAUSE_MS: Final = 250  # after the last change: sentences are read when nobody types
_AT_ONCE: Final = 0.004  # seconds of work between two events
MOST_CHANNELS: Final = 1_000


class FindingWatch(QObject):
    """`findings` are those of the figures at hand, ranked, or what the scenario says under which they are; None until
    they are known. `changed` says that they differ. `wanted`: whether anybody looks; nothing is worked out for nobody,
    nor before ranges can be had."""

    changed = Signal()

    def __init__(self, model: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.findings: list[Finding] | None = None
        self._wanted = False
        self._stale = True
        self._many = False
        self._asked = False
        self._work: Generator[None, None, list[Finding]] | None = None
        self._timer = later(self, self._go_on)
        model.frame.connect(self.touch)
        model.changed.connect(self.touch)  # half of a work must not be of other figures than the other half
        model.reset.connect(self._forget)

    def want(self, wanted: bool) -> None:
        """Somebody looks from now on, or nobody does."""
        self._wanted = wanted
        if wanted and self._stale:
            self._timer.start(0)

    def ask(self) -> None:
        """Work them out once though there are very many channels: it takes as long as it takes."""
        self._asked = True
        self._timer.start(0)

    def touch(self) -> None:
        """The figures are others, or will be: begin anew when it is quiet; of very many channels when asked again."""
        self._stale, self._work, self._asked = True, None, False
        if self._wanted:
            self._timer.start(_PAUSE_MS)

    def all(self) -> list[Finding]:
        """What they say, worked out at once where that is still to be done."""
        while self._stale and self._ready():
            self._step(float("inf"))
        self._timer.stop()
        return self.findings or []

    @property
    def of_scenario(self) -> bool:
        """Whether what is known is what a scenario says."""
        found = self.findings or ()
        return any(each.id.startswith("scenario_") for each in found)

    @property
    def waiting(self) -> bool:
        """Whether what is known is not of now."""
        return self._stale

    def _forget(self) -> None:
        """Another document: nothing is known of it."""
        self.touch()
        if self.findings is not None:
            self.findings = None
            self.changed.emit()

    @property
    def too_many(self) -> bool:
        """Whether there are more channels than sentences can be made of between two keys, and nobody asked for them."""
        sheet = self._model.worksheet
        return not self._asked and sheet is not None and len(sheet.keys) > MOST_CHANNELS

    def _ready(self) -> bool:
        return self._model.figures is not None and self._model.ranges_ready and not self.too_many

    def _go_on(self) -> None:
        if self.too_many != self._many:
            self._many, self.findings = self.too_many, None
            self.changed.emit()
        if self._stale and self._wanted and self._ready():
            self._step(perf_counter() + _AT_ONCE)
            if self._stale:
                self._timer.start(0)

    def _step(self, end: float) -> None:
        if self._work is None:
            from roiapp.analysis.decisions.said import saying

            assert self._model.figures is not None
            self._work = saying(self._model.figures)
        try:
            while perf_counter() < end:
                next(self._work)
        except StopIteration as done:
            self._work, self._stale = None, False
            if done.value != self.findings:
                self.findings = done.value
                self.changed.emit()
