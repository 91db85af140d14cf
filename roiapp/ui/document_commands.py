"""Documents opened, made from a template, described and closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from roiapp.language import tr, trn
from roiapp.ui.background import Runner
from roiapp.ui.messages import Choice, Messages, Question
from roiapp.ui.recovery import Recovery
from roiapp.ui.saving_commands import ENDING, SavingCommands
from roiapp.ui.session_model import SessionModel
from roiapp.ui.theme import Theme
from roiapp.ui.toolbar import document_title

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.document import SaveState
    from roiapp.files.formats import Opened
    from roiapp.files.session import Session
    from roiapp.files.working_copy import Leftover

_NAMED_ROWS = 3
_PATIENCE = 5.0  # seconds a disk gets to take the last changes


class DocumentCommands:
    """What the File menu does, and what a dropped file or one on the command line asks for.

    Files are read by `run`, off the window's thread; `unexpected` gets errors that are no fault of the file. `commit`
    takes what stands in the open cell editor, before anything is asked or put in its place: False where it is refused.
    """

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        model: SessionModel,
        messages: Messages,
        saving: SavingCommands,
        commit: Callable[[], bool],
        run: Runner,
        unexpected: Callable[[BaseException], None],
        opened: Callable[[Path], None],
    ) -> None:
        self._parent = parent
        self._theme = theme
        self._model = model
        self._messages = messages
        self._saving = saving
        self._recovery = Recovery(parent, theme, messages, run, unexpected)
        self._commit = commit
        self._run = run
        self._opened = opened
        self.reading = False
        #: whether the document at hand keeps its changes on this computer when it gives way to another
        self._keep = True

    # -- files -------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Let a file be chosen and open it."""
        if not self._commit():
            return
        folder = str(self._model.path.parent) if self._model.path else ""
        self._messages.choose_file(tr("Open a file"), folder, _filters(), self.open_path)

    def open_path(self, path: Path) -> None:
        """Open this file in place of the document at hand, after asking where that has changes."""
        self._when_free_to_go(lambda: self._read(path))

    def start_with(self, path: Path | None, otherwise: Callable[[], None]) -> None:
        """The first document of the window: the file, or the sample; `otherwise` when the file could not be opened."""
        if path is None:
            from roiapp.files import templates
            from roiapp.files.session import Session

            # In memory only until the charts stand: `SessionModel.keep` follows then.
            self._show(Session(templates.load_sample(), as_of=date.today()))
        else:
            self._read(path, otherwise)

    def offer_kept(self) -> None:
        """Offer the work that earlier windows left unsaved, in place of the document at hand."""
        self._recovery.offer_all(lambda left: self._when_free_to_go(lambda: self._recover(left)))

    def _recover(self, left: Leftover, otherwise: Callable[[], None] | None = None) -> None:
        def work() -> Session:
            from roiapp.files.session import Session

            return Session.recover(left, as_of=date.today())

        self._bring(work, left.target, otherwise)

    def _read(self, path: Path, otherwise: Callable[[], None] | None = None, *, look: bool = True) -> None:
        if self.reading:
            self._messages.say(tr("A file is being opened already. One moment."))
            return
        if self._is_open(path):
            self._messages.say(tr("{file} is open already.", file=path.name))
            return

        def work() -> Session | Leftover:
            from roiapp.files.document import waiting
            from roiapp.files.session import Session

            return (waiting(path) if look else None) or Session.open(path, as_of=date.today())

        def ask(left: Leftover) -> None:
            self._recovery.offer(
                left,
                lambda: self._recover(left, otherwise),
                lambda: self._read(path, otherwise),
                lambda: self._read(path, otherwise, look=False),
            )

        self._bring(work, path, otherwise, ask)

    def _bring(
        self,
        work: Callable[[], Session | Leftover],
        path: Path | None,
        otherwise: Callable[[], None] | None,
        ask: Callable[[Leftover], None] = lambda _left: None,
    ) -> None:
        """Read off the window's thread and show the session; `ask` where there is kept work of it instead, `otherwise`
        where there is nothing to show."""
        self.reading = True
        agreed = self._state()

        def then(found: Session | Leftover | None, error: Exception | None) -> None:
            from roiapp.files.session import Session

            self.reading = False
            if isinstance(found, Session):
                self._take_if_agreed(found, path, agreed)
            elif found is not None:
                ask(found)
            else:
                self._recovery.say_why(error)
                if otherwise is not None:
                    otherwise()

        self._run(work, then)

    def _is_open(self, path: Path) -> bool:
        from roiapp.files.document import same_file

        session = self._model.session
        return bool(session and session.path and not session.read_only and same_file(session.path, path))

    def _take_if_agreed(self, session: Session, path: Path | None, agreed: tuple[int, int]) -> None:
        """Show what was read, after asking once more where the document at hand was changed meanwhile."""
        if not self._commit():
            session.close()
            name = path.name if path else session.title
            self._messages.say(tr("{file} was not opened: a cell is still being edited.", file=name), "warning")
        elif self._state() == agreed:
            self._take(session, path)
        else:
            session.close()
            if path is not None:
                self.open_path(path)
            else:
                self.offer_kept()

    def _state(self) -> tuple[int, int]:
        """The session and the last step made in it: while both are the same ones, nothing was changed."""
        return id(self._model.session), self._model.last_step()

    def _take(self, session: Session, path: Path | None) -> None:
        self._show(session, path)
        if path is not None:
            self._opened(path)
        said = left_out(session.opened) if session.opened else ""
        if session.read_only:
            said = session.state.sentence
        if said:
            self._messages.say(said, "warning")

    def _show(self, session: Session, source: Path | None = None) -> None:
        """Show another document; the one before is closed, with what is to be kept of it."""
        before, keep = self._model.session, self._keep and self._model.edited
        self._keep = True
        self._model.show(session, source)
        if before is not None:
            before.close(keep)

    # -- what comes with the program -----------------------------------------------------------------------------------

    def open_sample(self) -> None:
        self._when_free_to_go(self._show_sample)

    def _show_sample(self) -> None:
        from roiapp.files import templates

        self._show_new(templates.load_sample())

    def new(self, template_id: str) -> None:
        """A new document made from this template."""
        from roiapp.files import templates

        self.begin(lambda: templates.load_template(template_id))

    def begin(self, make: Callable[[], Worksheet]) -> None:
        """A new document in place of the one at hand, after asking where that has changes."""
        self._when_free_to_go(lambda: self._show_new(make()))

    def _show_new(self, worksheet: Worksheet) -> None:
        from roiapp.files.session import Session

        self._show(Session.new(worksheet, as_of=date.today()))

    # -- settings, closing ---------------------------------------------------------------------------------------------

    def settings(self) -> None:
        from roiapp.ui.document_dialog import DocumentDialog

        session = self._model.session
        if session is not None and self._commit():
            DocumentDialog(self._theme, session.worksheet, session.catalog, self._model.apply, self._parent).open()

    def show_columns(self) -> None:
        """Show the columns of the document's blocks that an opened table did not have."""
        from roiapp.core.edits import SetSettings

        if self._commit():
            self._model.apply(SetSettings.of(hidden=()))

    def quit(self) -> None:
        self._parent.window().close()

    # -- leaving a document --------------------------------------------------------------------------------------------

    def _when_free_to_go(self, go: Callable[[], None]) -> None:
        """Go on, after asking where there are changes that are not in the file; not at all while a refused entry waits
        in its editor."""
        self._saving.when_idle(lambda: self._ask_to_go(go))

    def _ask_to_go(self, go: Callable[[], None]) -> None:
        def leave(keep: bool) -> None:
            self._keep = keep
            go()

        if self._commit():
            if self._model.edited:
                self.ask_to_leave(leave)
            else:
                leave(keep=True)

    def ask_to_leave(self, leave: Callable[[bool], None]) -> None:
        """Ask what becomes of the changes before the document goes. `leave` gets whether to keep what is not saved; it
        is not called where the answer is to stay, or saving fails."""
        session = self._model.session
        assert session is not None

        def answered(answer: str) -> None:
            if answer == "save":
                self._saving.save_and(lambda: self._ask_to_go(lambda: leave(True)))
            elif answer == "discard" or (answer == "keep" and self._all_kept(session)):
                leave(answer == "keep")

        self._messages.ask(leaving_question(document_title(self._model), session.state), answered)

    def _all_kept(self, session: Session) -> bool:
        """Wait until every change is on the disk; where the disk refuses, say so and do not go."""
        copy = session.document.copy if session.document else None
        if copy is not None and copy.flush(_PATIENCE):
            return True
        self._messages.say(session.state.sentence, "error")
        return False


def leaving_question(title: str, state: SaveState) -> Question:
    """The one question before a document with changes goes: into its file, kept on this computer, or away."""
    changes = trn(
        "{n} change is not in its file.", "{n} changes are not in its file.", state.unpublished
    )
    stay, discard = Choice("stay", tr("Go back")), Choice("discard", tr("Discard"), danger=True)
    save = Choice("save", tr("Save"), primary=True)
    choices: tuple[Choice, ...]
    if state.kind in ("failed", "unkept"):
        text, choices = f"{changes} {state.sentence}", (stay, discard, save)
    else:
        kept = tr("Without saving, your changes stay on this computer and are offered again.")
        text, choices = f"{changes} {kept}", (stay, discard, Choice("keep", tr("Keep without saving")), save)
    return Question(tr("Save the changes to “{title}”?", title=title), text, choices, dismissed="stay")


def _filters() -> str:
    tables = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods"
    return ";;".join((
        tr("Everything that can be opened ({patterns})", patterns=f"*{ENDING} {tables}"),
        tr("Channel ROI documents ({patterns})", patterns=f"*{ENDING}"),
        tr("Spreadsheets and CSV files ({patterns})", patterns=tables),
        tr("All files ({patterns})", patterns="*"),
    ))  # fmt: skip


def left_out(opened: Opened) -> str:
    """Which rows of a file were not taken and what else it is good to know, in sentences; "" where there is nothing."""
    said = []
    if opened.skipped:
        shown = [tr("row {row}, {why}", row=each.row, why=each.why) for each in opened.skipped[:_NAMED_ROWS]]
        if len(opened.skipped) > _NAMED_ROWS:
            shown.append("…")
        rows = "; ".join(shown)
        said.append(
            trn("{n} row was left out: {rows}.", "{n} rows were left out: {rows}.", len(opened.skipped), rows=rows)
        )
    return " ".join((*said, *opened.notes))
