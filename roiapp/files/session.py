"""One open document with its history and its figures, for the window and the command line alike.

`Session(worksheet)` is in memory only. `new`, `open` and `recover` keep every step in a working copy as it is made, so
that a kill loses nothing, and `save` publishes them into the document's file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog, standard
from roiapp.core.edits import Edit, EditError
from roiapp.core.history import History
from roiapp.core.results import Changed
from roiapp.core.shown_figures import ShownFigures
from roiapp.core.worksheet import Worksheet
from roiapp.files.save_state import SaveState
from roiapp.language import tr

if TYPE_CHECKING:  # files, locks and the working copy are for documents that are kept, not for the start
    from roiapp.core.scenarios import Change
    from roiapp.files.document import Content, Document
    from roiapp.files.formats import Opened
    from roiapp.files.table_reader import Reading
    from roiapp.files.working_copy import Kind, Leftover


@dataclass
class Session:
    """Every change of the document goes through `apply`, `undo` and `redo`; `listeners` hear what it may have changed.

    `catalog` is the standard one, or the one given, with what is the document's own; another one after an edit of that.
    `shown` says which figures are looked at: `typed` are those of the document as it is, `calculator` those that are
    shown, under a scenario, time-matched, or both.
    `as_of` is the day up to which open periods have their figures. `document` is where it is kept, None: in memory
    only. `opened` is what `open` found in a file. `state_listeners` hear that `state` has changed by itself, on another
    thread.
    """

    worksheet: Worksheet
    catalog: Catalog = field(default_factory=standard)
    as_of: date | None = None
    history: History = field(default_factory=History)
    listeners: list[Callable[[Changed], None]] = field(default_factory=list)
    document: Document | None = None
    opened: Opened | None = None
    state_listeners: list[Callable[[], None]] = field(default_factory=list)
    shown: ShownFigures = field(init=False)

    def __post_init__(self) -> None:
        self._calculate()
        if self.document is not None:
            self.document.listen(self._tell_state)

    def _calculate(self) -> None:
        self.shown = ShownFigures(Calculator(self.worksheet, self.catalog, self.as_of))
        self.catalog = self.typed.catalog

    # -- what is shown -------------------------------------------------------------------------------------------------

    @property
    def typed(self) -> Calculator:
        """The figures of the document as it is typed."""
        return self.shown.typed

    @property
    def calculator(self) -> Calculator:
        """The figures that are shown."""
        return self.shown.calculator

    @property
    def scenario(self) -> str:
        """What the scenario that is looked at is called, "" where none is."""
        under = self.shown.under
        return "" if under is None else under.name

    @property
    def time_matched(self) -> bool:
        return self.shown.time_matched

    @property
    def can_match(self) -> bool:
        return self.shown.can_match

    @property
    def scenario_key(self) -> int:
        """The scenario that is looked at, `BASE` where none is."""
        return self.shown.scenario_key

    def with_totals(self) -> Self:
        """The same, the totals of its first view worked out: of a million rows that takes longer than a frame."""
        from roiapp.core.views import first_view

        self.calculator.figures(first_view(self.worksheet)).total(self.worksheet.settings.headline)
        return self

    def match_time(self, wanted: bool = True) -> None:
        """As `ShownFigures.match_time`."""
        self._say(self.shown.match_time(wanted))

    def look_under(self, key: int) -> None:
        """As `ShownFigures.look_under`."""
        self._say(self.shown.look_under(key))

    def try_changes(self, changes: Iterable[Change]) -> None:
        """As `ShownFigures.try_changes`."""
        self._say(self.shown.try_changes(changes))

    # -- opening and closing -------------------------------------------------------------------------------------------

    @classmethod
    def new(
        cls, worksheet: Worksheet, home: Path | None = None, catalog: Catalog | None = None, as_of: date | None = None
    ) -> Self:
        """A document without a file; `home` defaults to the state folder. Raises `FileError` as `encode` does."""
        session = cls(worksheet, catalog or standard(), as_of)
        session.keep(home)
        return session

    def keep(self, home: Path | None = None) -> None:
        """From now on keep every step of a document that was in memory only. Raises `FileError` as `encode` does."""
        from roiapp.files.document import Document, home_folder
        from roiapp.files.project_file import encode

        if self.document is not None:
            return
        # What was done so far are changes too: they are kept as steps on what the document was before them.
        steps = len(self.history.done)
        made: list[Edit] = []
        try:
            for _ in range(steps):
                self.history.undo(self.worksheet)
            base = encode(self.worksheet)
        finally:
            while len(self.history.done) < steps and (edit := self.history.redo(self.worksheet)) is not None:
                made.append(edit)
        self.document = Document.begin(home_folder(home), base)
        self.document.listen(self._tell_state)
        for edit in made:
            self._keep("edit", self._payload(edit))

    @classmethod
    def open(
        cls, path: Path, home: Path | None = None, catalog: Catalog | None = None, as_of: date | None = None,
        reading: Reading | None = None,
    ) -> Self:
        """A document from any file that can be opened; one made of a table has no file of its own yet, and `reading`
        follows the table on its way. What was changed in a workbook of ours since it was exported is a step that can be
        taken back.

        One that is open elsewhere can only be looked at (`read_only`). Kept work is not taken up: see
        `document.waiting` and `recover`. Raises `FileError`.
        """
        from roiapp.files.document import Document, home_folder, open_lock
        from roiapp.files.formats import holds_project, open_document

        place = path.absolute()
        if not holds_project(place):
            opened = open_document(place, catalog, reading)
            session = cls(opened.worksheet, catalog or standard(), as_of, opened.history, opened=opened)
            session.keep(home)
            return session
        lock, sentence = open_lock(place)
        session_made = False
        try:
            opened = open_document(place, catalog)
            assert opened.data is not None
            session = cls(opened.worksheet, catalog or standard(), as_of, opened=replace(opened, data=None, stamp=None))
            if lock is None:  # nobody saves into it, and a stamp that nobody asks for holds all its bytes
                session.document = Document(home_folder(home), place, sentence=sentence)
            else:  # last of all, since the writer's thread would take turns with this one
                session.document = Document.begin(home_folder(home), opened.data, place, opened.stamp, lock)
                session.document.listen(session._tell_state)
            session_made = True
        finally:
            if not session_made and lock is not None:
                lock.release()
        return session

    @classmethod
    def recover(
        cls, leftover: Leftover, home: Path | None = None, catalog: Catalog | None = None, as_of: date | None = None
    ) -> Self:
        """Kept work taken up again, with its history. Raises `LockedError`, `BusyError` or `FileError`."""
        from roiapp.files.document import home_folder, resumed

        document, worksheet, history = resumed(leftover, home_folder(home))
        return cls(worksheet, catalog or standard(), as_of, history, document=document)

    def close(self, keep: bool = True) -> bool:
        """Give the file free. What is not published stays in the working copy, unless `keep` is False.

        Returns False where not everything could be kept.
        """
        document, self.document = self.document, None
        return document is None or document.close(keep)

    # -- what it is and where ------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """The document's own file."""
        return self.document.path if self.document is not None else None

    @property
    def title(self) -> str:
        """What the document is called: its file's name, else the title it was given."""
        return self.path.stem if self.path is not None else self.worksheet.settings.title or tr("Untitled")

    @property
    def read_only(self) -> bool:
        """Whether it can only be looked at and saved under another name; `state.sentence` says why."""
        return self.document is not None and self.document.copy is None

    @property
    def state(self) -> SaveState:
        """Where the changes are just now."""
        if self.document is None:
            return SaveState("unkept", len(self.history.done), tr("The document is in memory only."))
        return self.document.state

    # -- changing ------------------------------------------------------------------------------------------------------

    def apply(self, edit: Edit, payload: bytes | None = None) -> Changed:
        """Make an edit. Raises `EditError`; then nothing has changed and nobody is told. `payload` is the edit as it is
        kept (`edit_codec.encode_edit`), where another thread has written that already."""
        payload = self._payload(edit, payload)
        made = self.history.make(self.worksheet, edit)
        self._keep("edit", payload)
        return self._tell(made)

    def undo(self) -> Changed | None:
        """Take the last edit back; None when there is none."""
        return self._step("undo", self.history.undo)

    def redo(self) -> Changed | None:
        """Make the edit taken back last once more; None when there is none."""
        return self._step("redo", self.history.redo)

    def _step(self, kind: Kind, make: Callable[[Worksheet], Edit | None]) -> Changed | None:
        edit = make(self.worksheet)
        if edit is None:
            return None
        self._keep(kind, self._payload(edit))
        return self._tell(edit)

    def _payload(self, edit: Edit, written: bytes | None = None) -> bytes:
        if self.document is None:
            return b""
        if self.document.copy is None:
            raise EditError(self.document.sentence)
        if written is not None:
            return written
        from roiapp.files.edit_codec import encode_edit

        return encode_edit(edit)

    def _keep(self, kind: Kind, payload: bytes) -> None:
        if self.document is not None and self.document.copy is not None:
            self.document.copy.append(kind, payload)

    def _tell(self, edit: Edit) -> Changed:
        changed = self.shown.update(edit)
        self.catalog = self.typed.catalog
        for listener in list(self.listeners):
            listener(changed)
        return changed

    def _say(self, changed: Changed) -> None:
        if changed != Changed():
            for listener in list(self.listeners):
                listener(changed)

    def _tell_state(self) -> None:
        for listener in list(self.state_listeners):
            listener()

    # -- publishing ----------------------------------------------------------------------------------------------------

    def content(self) -> Content:
        """The document as it is now, to be saved later or on another thread while steps are made. Raises `FileError`
        where it cannot be kept in a file."""
        from roiapp.files.project_file import encode

        return self._kept().content(encode(self.worksheet))

    def save(self, content: Content | None = None, *, overwrite: bool = False, anew: bool = False) -> None:
        """Publish into the document's file. Raises `TargetChangedError` where it is not what was opened, unless
        `overwrite`, or gone, unless `anew`; `SessionError` where there is no file or it is open elsewhere; else as
        `safe_write.publish`. Whatever fails, the changes are still here and in the working copy."""
        self._kept().save(content or self.content(), overwrite=overwrite, anew=anew)

    def save_as(self, path: Path, content: Content | None = None, *, overwrite: bool = False) -> None:
        """Publish under another name, which is the document's from then on. Raises as `save`, and `LockedError`."""
        from roiapp.files.document import same_file

        place = path.absolute()
        document = self._kept()
        if document.path is not None and document.copy is not None and same_file(place, document.path):
            self.save(content, overwrite=overwrite)
            return
        listening = document.copy is not None
        document.save_as(content or self.content(), place, overwrite=overwrite)
        if not listening:
            document.listen(self._tell_state)

    def save_copy(self, path: Path, content: Content | None = None, *, overwrite: bool = False) -> None:
        """Write a file of the same content; the document stays where it is. Raises as `safe_write.publish`."""
        self._kept().save_copy(content or self.content(), path.absolute(), overwrite=overwrite)

    def look_again(self) -> Opened:
        """What stands in the file now, for `revert`; on any thread. Raises `FileError`."""
        return self._kept().look_again()

    def revert(self, opened: Opened | None = None) -> None:
        """Go back to what stands in the file now, whoever wrote it; the history is forgotten. `worksheet` and
        `calculator` are new ones, under the same scenario where it is there still. Raises `FileError`; then everything
        is as it was."""
        opened = opened or self.look_again()
        self._kept().take_again(opened)
        self.worksheet, self.history, key = opened.worksheet, History(), self.scenario_key
        self._calculate()
        self.shown.look_under(key)
        self._say(Changed(structure=True))

    def _kept(self) -> Document:
        if self.document is None:
            from roiapp.files.document import SessionError

            raise SessionError(tr("The document is in memory only."))
        return self.document
