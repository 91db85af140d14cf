"""What every page of the presentation is: one question above, its answer below, painted as large as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from roiapp.ui.model.finding_watch import FindingWatch
from roiapp.ui.model.session_model import SessionModel
from roiapp.ui.present.ink import Ink
from roiapp.ui.present.stage import Stage, unit_of

if TYPE_CHECKING:
    from roiapp.analysis.findings.finding import Finding

#: units around what a page shows, and from the question to it
EDGE: Final = 40.0
TITLE: Final = 86.0
#: size of the question at least
_HEADING: Final = 24


class Page(QWidget):
    """A page says its `question`, what it `spoken`-ly shows, takes what is looked at anew in `refresh`, and paints
    itself; `enter` and `leave` follow its coming into sight and going."""

    spoken_role = QAccessible.Role.Document

    def __init__(self, stage: Stage, model: SessionModel, watch: FindingWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self.stage = stage
        self.model = model
        self._watch = watch
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def question(self) -> str:
        raise NotImplementedError

    def heading(self, ink: Ink, room: float) -> str:
        """The question as it has room."""
        return self.question

    def refresh(self) -> None:
        """Read the figures at hand."""
        raise NotImplementedError

    def paint(self, ink: Ink, room: QRectF) -> None:
        """Paint the answer into a room, in units of the stage."""
        raise NotImplementedError

    def spoken(self) -> str:
        """What the page shows, in sentences."""
        raise NotImplementedError

    def enter(self) -> None:
        """It is looked at from now on."""

    def leave(self) -> None:
        """It is looked at no more."""

    def step(self, by: int) -> bool:
        """Go to the next of what the page shows one of; False where there is only one."""
        return False

    def looked_at(self) -> tuple[object, ...]:
        """What figures follow from: as long as it is the same they are."""
        session = self.model.session
        assert session is not None
        steps = (self.model.last_step(), len(session.history.done))
        return (self.model.view, *steps, session.time_matched, session.scenario_key)

    @property
    def trying(self) -> bool:
        """Whether other figures are shown than those looked at."""
        return False

    @property
    def findings(self) -> list[Finding] | None:
        """What the numbers say, as far as it is worked out."""
        return self._watch.findings

    def show_anew(self) -> None:
        """Read the figures and paint them."""
        if self.model.figures is None:
            return
        self.refresh()
        self.setAccessibleName(self.question)
        self.setAccessibleDescription(self.spoken())
        self.update()

    @property
    def unit(self) -> float:
        """Pixels of one unit."""
        return unit_of(self.window().size())

    def body(self) -> QRectF:
        """Where the answer stands, in units."""
        unit = self.unit
        width, height = self.width() / unit, self.height() / unit
        return QRectF(EDGE, TITLE, width - 2 * EDGE, height - TITLE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.stage.colour("window"))
        if self.model.figures is None:
            return
        painter.scale(self.unit, self.unit)
        ink = Ink(painter, self.stage, self.unit)
        room = self.body()
        ink.line(QRectF(room.left(), 22, room.width(), 54), self.heading(ink, room.width()), 40, 600, least=_HEADING)
        self.paint(ink, room)
