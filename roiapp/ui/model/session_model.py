"""What the window looks at: one open session, the view of it (a period or a roll-up) and its figures, as Qt signals.

Everything in the window that changes the document goes through `apply`, and everything that shows it listens here.
Before a document is open `session`, `view` and `figures` are None: the window is painted empty first and filled
afterwards. numpy comes with the core, so the core's modules are imported late, after the first paint.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from roiapp.ui.model.frames import Frames
from roiapp.ui.model.rows_in_work import RowsInWork
from roiapp.ui.model.warning_watch import WarningWatch

if TYPE_CHECKING:
    from pathlib import Path

    from roiapp.core.checks import DataWarning
    from roiapp.core.edits import Edit
    from roiapp.core.periods import View
    from roiapp.core.results import Changed, Figures
    from roiapp.core.units import NumberFormat
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.formats import Opened
    from roiapp.files.session import Session


class SessionModel(QObject):
    """The open session as the window's parts see it.

    `changed` carries the calculator's `Changed` after every edit, undo and redo; `view_changed` says that another
    period is looked at, `reset` that another document is; `frame` comes after any of these, at most once a frame, for
    whatever redraws as a whole (cards, explanation, chart); `warnings_changed` after it, where the warnings differ.
    `stepped` follows an undo or redo, with its edit. `saving_changed` says that `session.state`, `saving` or `path` may
    have.
    """

    changed = Signal(object)
    view_changed = Signal()
    reset = Signal()
    history_changed = Signal()
    warnings_changed = Signal()
    stepped = Signal(object)
    noticed = Signal(str)
    frame = Signal()
    saving_changed = Signal()
    #: the same from the thread that keeps the steps
    _kept = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._source: Path | None = None
        #: the number of the last step of what is in the file, None where it is in no list
        self._clean: int | None = None
        self._steps: tuple[int, int] | None = None
        #: whether the document's file is being written just now
        self.saving = False
        self.view: View | None = None
        self.figures: Figures | None = None
        self._number_format: NumberFormat | None = None
        self._period_key: int | None = None
        self._views: tuple[View, ...] | None = None
        self.in_work = RowsInWork(self)
        self._watch = WarningWatch(self, self.in_work)
        self._watch.changed.connect(self.warnings_changed)
        self._all_periods = False
        #: whether the statistics are loaded, so that a range costs nothing to ask for
        self.ranges_ready = False
        #: when cards, explanation and chart are drawn
        self.frames = Frames(self)
        self.frames.rest.connect(self._draw_rest)
        self._kept.connect(self.saving_changed, Qt.ConnectionType.QueuedConnection)

    # -- the document ------------------------------------------------------------------------------------------------

    def open(self, worksheet: Worksheet, path: Path | None) -> None:
        """Look at a document without a file of its own from now on; `path` is the table it came from, if any."""
        from roiapp.files.session import Session

        self.show(Session.new(worksheet, as_of=date.today()), path)

    def keep(self) -> None:
        """Keep every step from now on, where the document was in memory only."""
        if self.session is not None and self.session.document is None:
            self.session.keep()
            self.hear_state()

    def show(self, session: Session, source: Path | None = None) -> None:
        """Look at this session from now on; the one before is left as it is, and heard no more."""
        if self.session is not None:
            self.session.listeners.remove(self._on_change)
            self.session.state_listeners.remove(self.hear_state)
        self.session = session
        self._source = source
        self._listen(session)
        self._begin()

    def take_over(self, other: SessionModel) -> None:
        """Look at what another looks at, which hears no more of it: the same document, saved as far, and period."""
        session, view = other.session, other.view
        self.ranges_ready = other.ranges_ready
        if session is None or view is None:
            return
        session.listeners.remove(other._on_change)
        session.state_listeners.remove(other.hear_state)
        other.session = other.view = other.figures = None
        self.session, self._source, self._clean = session, other._source, other._clean
        self._listen(session)
        self._read_settings()
        self._show(view)
        self._tell_all()

    def _listen(self, session: Session) -> None:
        session.listeners.append(self._on_change)
        session.state_listeners.append(self.hear_state)

    def revert(self, opened: Opened) -> None:
        """Look at the document as it was found in its file."""
        if self.session is not None:
            self.session.listeners.remove(self._on_change)
            try:
                self.session.revert(opened)
            finally:
                self.session.listeners.append(self._on_change)
            self._begin()

    def _begin(self) -> None:
        assert self.session is not None
        self._clean = None if self.session.state.unpublished else self.last_step()
        from roiapp.core.views import first_view

        self._read_settings()
        self._views = None
        self._show(first_view(self.session.worksheet))
        self._watch.forget()
        self._tell_all()

    def _tell_all(self) -> None:
        self.reset.emit()
        self.history_changed.emit()
        self.saving_changed.emit()
        self.frames.draw()  # at once: the first picture of a document is a whole one

    @property
    def path(self) -> Path | None:
        """The document's file, else the table it came from."""
        own = self.session.path if self.session else None
        return own or self._source

    def hear_state(self) -> None:
        """The session's state has changed; called from any thread."""
        with suppress(RuntimeError):  # the window is gone
            self._kept.emit()

    def set_saving(self, saving: bool) -> None:
        """Say that the document's file is being written, or is no more."""
        self.saving = saving
        self.saving_changed.emit()

    @property
    def worksheet(self) -> Worksheet | None:
        return self.session.worksheet if self.session else None

    @property
    def number_format(self) -> NumberFormat:
        """How the document writes figures; plain English before there is one."""
        if self._number_format is None:
            from roiapp.core.units import NumberFormat

            self._number_format = NumberFormat("en", "USD")
        return self._number_format

    @property
    def edited(self) -> bool:
        """Whether the document differs from what is in its file; not where every change since was taken back."""
        return bool(self.session and self.session.state.unpublished) and self.last_step() != self._clean

    def last_step(self) -> int:
        """The number of the step that stands last in the history, 0 where there is none."""
        return self.session.history.done[-1].number if self.session and self.session.history.done else 0

    @property
    def saved_position(self) -> int | None:
        """How many steps had been made when the document was saved last, None where no such step is in the list."""
        if self.session is None or self.session.path is None:
            return None
        history = self.session.history
        numbers = [0, *(step.number for step in history.done), *(step.number for step in reversed(history.undone))]
        return numbers.index(self._clean) if self._clean in numbers else None

    def set_clean(self, step: int) -> None:
        """The document was saved as it was after the step of this number."""
        self._clean = step

    def apply(self, edit: Edit, payload: bytes | None = None) -> None:
        """Make one edit, one step of undo. Raises EditError with a sentence, then nothing has changed. `payload` is
        the edit as it is kept, where that was written in the background."""
        if self.session:
            self.session.apply(edit, payload)

    def undo(self) -> None:
        """Take the last step back and show where it was made."""
        from roiapp.ui.model.followed_step import Followed

        if self.session and self.session.history.done:
            following = Followed(self)
            if self.session.undo():
                following.show(self.session.history.undone[-1].edit)
                self.stepped.emit(self.session.history.undone[-1].edit)

    def redo(self) -> None:
        """Make the last step taken back once more and show where it was made."""
        from roiapp.ui.model.followed_step import Followed

        if self.session and self.session.history.undone:
            following = Followed(self)
            if self.session.redo():
                following.show(self.session.history.done[-1].edit)
                self.stepped.emit(self.session.history.done[-1].edit)

    def go_to(self, position: int) -> None:
        """Take steps back or make them again until so many are made."""
        if self.session is None:
            return
        history = self.session.history
        while len(history.done) > position:
            self.undo()
        while len(history.done) < position and history.undone:
            self.redo()

    # -- the view ----------------------------------------------------------------------------------------------------

    @property
    def views(self) -> tuple[View, ...]:
        """Everything that can be looked at: the roll-ups, longest first, then the base periods."""
        if self._views is None and self.session is not None:
            from roiapp.core.views import all_views

            self._views = all_views(self.session.worksheet)
        return self._views or ()

    def set_view(self, view: View) -> None:
        """Look at this period or roll-up of the open document."""
        if self.session is None or view == self.view:
            return
        self._show(view)
        self.view_changed.emit()
        self.frames.start()

    def look_at_all(self, all_periods: bool) -> None:
        """Whether the grid shows every period side by side: then warnings are of all, and an undone step needs no
        other view."""
        if self.session is not None and all_periods != self._all_periods:
            self._all_periods = all_periods
            self._watch_view()
            self.frames.start()

    def _show(self, view: View) -> None:
        assert self.session is not None
        self.view = view
        self.figures = self.session.calculator.figures(view)
        self._period_key = self.session.worksheet.periods[view.periods[0]].key
        self._watch_view()

    # -- what follows from a change ----------------------------------------------------------------------------------

    def _on_change(self, changed: Changed) -> None:
        assert self.session is not None
        assert self.view is not None
        before, key, index = self.view, self._period_key, self.view.periods[0]
        self._read_settings()
        if changed.structure:
            from roiapp.core.views import same_view

            self._views = None
            self._show(same_view(self.views, self.session.worksheet.periods, before, key, index))
            self._watch.forget()
        else:
            self._show(before)
        self._watch.touch()
        self.changed.emit(changed)
        if self.view != before:
            self.view_changed.emit()
        steps = self.last_step(), len(self.session.history.undone)
        if changed.structure or steps != self._steps:  # what is only tried is none
            self._steps = steps
            self.history_changed.emit()
            self.saving_changed.emit()
        self.frames.start(in_turn=self.trying)

    def _read_settings(self) -> None:
        from roiapp.core.units import NumberFormat

        assert self.session is not None
        settings = self.session.worksheet.settings
        wanted = NumberFormat(settings.locale, settings.currency)
        if wanted != self._number_format:
            self._number_format = wanted

    def set_ranges_ready(self) -> None:
        """The statistics are loaded: show the ranges."""
        self.ranges_ready = True
        self.frames.start()

    def _draw_rest(self) -> None:
        self.frame.emit()
        self._watch.search_soon()

    # -- warnings ----------------------------------------------------------------------------------------------------

    @property
    def warnings(self) -> list[DataWarning]:
        """What is worth a second look in what is looked at, searched for at once where that is still to be done."""
        return self._watch.all()

    @property
    def known_warnings(self) -> list[DataWarning]:
        """What is shown of them, as they were found last, without what rows `in_work` lack; searches nothing."""
        return self._watch.shown

    def warnings_at(self, channel: int | None, field_id: str) -> list[DataWarning]:
        """The same of one cell: grids ask this while painting."""
        return self._watch.at(channel, field_id)

    @property
    def trying(self) -> bool:
        """Whether what is shown is only tried, as while a slider is dragged."""
        return self.session is not None and self.session.shown.trying

    @property
    def all_periods(self) -> bool:
        """Whether every period is looked at."""
        return self._all_periods

    def _watch_view(self) -> None:
        from roiapp.core.periods import all_periods

        assert self.session is not None
        assert self.view is not None
        view = all_periods(self.session.worksheet.periods) if self._all_periods else self.view
        self._watch.watch(self.session, view)
