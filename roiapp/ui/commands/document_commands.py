"""Documents opened, made from a template, described and closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from roiapp.language import current, tr, trn
from roiapp.ui.commands.table_progress import how_far
from roiapp.ui.look.messages import Way
from roiapp.ui.look.progress import GivenUpError

if TYPE_CHECKING:
    from roiapp.core.difference_lines import DifferenceLines
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.formats import Opened
    from roiapp.files.session import Session
    from roiapp.files.table_reader import Reading
    from roiapp.files.working_copy import Leftover
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.forms.recovery import Recovery

_NAMED_ROWS = 3


class DocumentCommands:
    """What the File menu does, and what a dropped file or one on the command line asks for.

    A document that comes takes the place of one in which nothing of the user's stands; else it gets a window of its
    own. Files are read off the window's thread.
    """

    def __init__(self, parts: WindowParts) -> None:
        self._parts = parts
        self._parent = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._messages = parts.messages
        self._windows = parts.windows
        self._progress = parts.progress
        self.reading = False
        #: the file being read, None: kept work without one
        self._coming: Path | None = None
        self._queue: list[Callable[[], None]] = []
        #: files whose opening was given up and is not over yet: they are still locked by it
        self._given_up: list[Path] = []
        #: what the table looked like that the document was read from
        self._source_mark: tuple[int, int] | None = None

    # -- files -------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Let a file be chosen and open it."""
        if not self._parts.commit():
            return
        folder = str(self._model.path.parent) if self._model.path else ""
        self._messages.choose_file(tr("Open a file"), folder, _filters(), self.open_path)

    def open_path(self, path: Path) -> None:
        """Open this file, or show the window that has it."""
        self._read(path)

    def start_with(self, path: Path | None, otherwise: Callable[[], None]) -> None:
        """The first document of the window: the file, or the sample; `otherwise` when the file could not be opened."""
        if path is None:
            from roiapp.files import templates
            from roiapp.files.session import Session

            # In memory only until the charts stand: `SessionModel.keep` follows then.
            sample = templates.load_sample(locale=self._parts.kept.defaults.locale)
            self.show(Session(sample, as_of=date.today()))
        else:
            self._read(path, otherwise)

    def offer_kept(self) -> None:
        """Offer the work that earlier windows left unsaved."""
        self._recovery.offer_all(self._recover)

    @cached_property
    def _recovery(self) -> Recovery:
        from roiapp.ui.forms.recovery import Recovery

        parts = self._parts
        return Recovery(parts.window, parts.theme, parts.messages, parts.run, parts.unexpected, parts.progress)

    def _recover(self, left: Leftover, otherwise: Callable[[], None] | None = None) -> None:
        def work() -> Session:
            from roiapp.files.session import Session

            return Session.recover(left, as_of=date.today())

        self._bring(work, left.target, otherwise)

    def _read(self, path: Path, otherwise: Callable[[], None] | None = None, *, look: bool = True) -> None:
        if self.reading:
            if self.has(path):
                self._messages.say(tr("A file is being opened already. One moment."))
            else:
                self._queue.append(lambda: self._read(path, otherwise, look=look))
            return
        if path in self._given_up:
            self._queue.append(lambda: self._read(path, otherwise, look=look))
            self._messages.say(tr("{file} opens as soon as what was cancelled has ended.", file=path.name))
            return
        if there := self._windows.with_file(path):
            if there is self._parent.window():
                self._messages.say(tr("{file} is open already.", file=path.name))
            there.start.leave()
            there.come_forward()
            return

        from roiapp.files.table_reader import Reading

        reading = Reading()

        def work() -> Session | Leftover:
            from roiapp.files.document import waiting
            from roiapp.files.session import Session

            kept = waiting(path) if look else None
            return kept or Session.open(path, as_of=date.today(), reading=reading).with_totals()

        def ask(left: Leftover) -> None:
            self._recovery.offer(
                left,
                lambda: self._recover(left, otherwise),
                lambda: self._read(path, otherwise),
                lambda: self._read(path, otherwise, look=False),
            )

        self._bring(work, path, otherwise, ask, reading)

    def _bring(
        self,
        work: Callable[[], Session | Leftover],
        path: Path | None,
        otherwise: Callable[[], None] | None,
        ask: Callable[[Leftover], None] = lambda _left: None,
        reading: Reading | None = None,
    ) -> None:
        """Read off the window's thread and show the session; `ask` where there is kept work of it instead, `otherwise`
        where there is nothing to show."""
        self.reading, self._coming = True, path

        def then(found: Session | Leftover | None, error: Exception | None) -> None:
            from roiapp.files.session import Session

            self.reading, self._coming = False, None
            if isinstance(error, GivenUpError) and path is not None:
                self._given_up.append(path)
            if isinstance(found, Session):
                self.take(found, path)
            elif found is not None:
                ask(found)
            elif path is not None and asks(error):
                self._bring_in(path)
            else:
                self._recovery.say_why(error)
                if otherwise is not None:
                    otherwise()
            if self._queue and not self.reading:
                self._queue.pop(0)()

        def ended() -> None:
            if path is not None:
                self._given_up.remove(path)
            if self._queue and not self.reading:
                self._queue.pop(0)()

        what = tr("Opening {file}…", file=path.name) if path else tr("Opening what was kept…")
        if path is None or reading is None:
            run = self._progress.told(what, may_give_up=True, ended=ended)
        else:
            run = self._progress.told(
                what, may_give_up=True, ended=ended, how_far=partial(how_far, path.name, reading), stop=reading.stop
            )
        run(work, then)

    def _bring_in(self, path: Path) -> None:
        """A table of which something must be asked first comes into a new document, by the import's steps."""
        from roiapp.files.bringing_in import new_document
        from roiapp.files.session import Session

        session = Session.new(new_document(path.stem, current()), as_of=date.today())
        self.take(session, then=lambda: self._windows.showing(session).bench.commands.importing.bring_in([path]))

    def go_on_from(self, other: DocumentCommands) -> None:
        """The document that another showed is looked at here now."""
        self._source_mark = other._source_mark

    def has(self, path: Path) -> bool:
        """Whether this file is being read here, or open: to be changed, or as a table that is since the same."""
        from roiapp.files.document import same_file

        session = self._model.session
        if self._coming is not None and same_file(self._coming, path):
            return True
        if session is None or session.read_only or self._model.path is None:
            return False
        return same_file(self._model.path, path) and (session.path is not None or self._source_mark == _mark(path))

    @property
    def untouched(self) -> bool:
        """Whether nothing of the user's stands here: another document may take the place."""
        session = self._model.session
        if self.reading or self._model.saving or self._parts.grid.table.editor.is_open:
            return False
        return session is None or (
            self._model.path is None
            and not (session.history.done or session.history.undone or session.state.unpublished)
        )

    def take(self, session: Session, path: Path | None = None, then: Callable[[], None] = lambda: None) -> None:
        """Show a document, `then` when it is shown: here where that costs nothing, else in a new window. `path` is the
        file it was read from."""
        before = self._model.session
        again = before is not None and before.read_only and before.path == session.path
        if again or self.untouched:
            self.show(session, path)
            then()
        else:
            self._windows.show_new(session, path, then)

    def show(self, session: Session, path: Path | None = None) -> None:
        """Show a document here. The one before is closed, with what is not saved of it kept."""
        before, keep = self._model.session, self._model.edited
        self._model.show(session, path)
        if before is not None:
            before.close(keep)
        if path is not None:
            self._source_mark = _mark(path)
            self._parts.remember(path)
        said = left_out(session.opened) if session.opened else ""
        if session.read_only:
            said = tr(
                "{why} Here it can only be looked at; to change it, save it under another name.",
                why=session.state.sentence,
            )
        if said:
            self._messages.say(said, "warning", self._ways_from(session))

    def _ways_from(self, session: Session) -> tuple[Way, ...]:
        """What can be done after what is said of a file that was opened."""
        changes = session.opened.changes if session.opened is not None else None
        return (Way(tr("Show all changes"), partial(self._show_changes, changes)),) if changes is not None else ()

    def _show_changes(self, changes: DifferenceLines) -> None:
        from roiapp.ui.forms.changes_dialog import ChangesDialog

        ChangesDialog(self._theme, changes, self._parent).open()

    # -- what comes with the program -----------------------------------------------------------------------------------

    def open_sample(self) -> None:
        from roiapp.files import templates

        self.begin(partial(templates.load_sample, locale=self._parts.kept.defaults.locale))

    def new(self, template_id: str) -> None:
        """A new document made from this template, with what new worksheets begin with."""
        from roiapp.files import templates

        defaults = self._parts.kept.defaults
        self.begin(lambda: templates.load_template(template_id, defaults=defaults))

    def begin(self, make: Callable[[], Worksheet]) -> None:
        """A new document."""
        from roiapp.files.session import Session

        self.take(Session.new(make(), as_of=date.today()))

    # -- settings, closing ---------------------------------------------------------------------------------------------

    def settings(self) -> None:
        """The settings of the document and of the program."""
        from roiapp.ui.forms.document_dialog import DocumentDialog

        session = self._model.session
        if session is None:
            from roiapp.ui.forms.program_dialog import ProgramDialog

            ProgramDialog(self._theme, self._parts.kept, self._parent).open()
        elif self._parts.commit():
            DocumentDialog(
                self._theme, session.worksheet, session.catalog, self._model.apply, self._parent, self._parts.kept,
                self._messages,
            ).open()  # fmt: skip

    def new_window(self) -> None:
        self._windows.new()

    def close(self) -> None:
        self._parent.window().close()

    def quit(self) -> None:
        """Close every window; one that stays ends it."""
        self._windows.quit()


def asks(error: Exception | None) -> bool:
    """Whether a file could not be opened for something that its reader can settle: what is meant, or single cells."""
    from roiapp.files.file_errors import FileError
    from roiapp.files.import_choices import QuestionError

    return isinstance(error, QuestionError) or (isinstance(error, FileError) and bool(error.row and error.column))


def _mark(path: Path) -> tuple[int, int] | None:
    """What tells a file from the same one written later."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _filters() -> str:
    from roiapp.files.tables import ENDINGS
    from roiapp.ui.commands.saving_commands import ENDING

    tables = patterns(ENDINGS)
    return ";;".join((
        tr("Everything that can be opened ({patterns})", patterns=f"*{ENDING} {tables}"),
        tr("Channel ROI documents ({patterns})", patterns=f"*{ENDING}"),
        tr("Spreadsheets and CSV files ({patterns})", patterns=tables),
        tr("All files ({patterns})", patterns="*"),
    ))  # fmt: skip


def patterns(endings: Iterable[str]) -> str:
    """The names of files with these endings, as a file dialog asks for them: "*.csv *.ods"."""
    return " ".join(f"*{ending}" for ending in endings)


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
