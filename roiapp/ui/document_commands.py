"""Documents opened, made from a template, described and closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from roiapp.language import tr, trn
from roiapp.ui.background import Runner
from roiapp.ui.messages import Choice, Messages, Question
from roiapp.ui.session_model import SessionModel
from roiapp.ui.theme import Theme

if TYPE_CHECKING:
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.formats import Opened

_NAMED_ROWS = 3


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
        commit: Callable[[], bool],
        run: Runner,
        unexpected: Callable[[BaseException], None],
        opened: Callable[[Path], None],
    ) -> None:
        self._parent = parent
        self._theme = theme
        self._model = model
        self._messages = messages
        self._commit = commit
        self._run = run
        self._unexpected = unexpected
        self._opened = opened
        self.reading = False

    # -- files -------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Let a file be chosen and open it."""
        if not self._commit():
            return
        folder = str(self._model.path.parent) if self._model.path else ""
        filters = tr("Spreadsheets and CSV files ({patterns})", patterns="*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods")
        everything = tr("All files ({patterns})", patterns="*")
        self._messages.choose_file(tr("Open a file"), folder, f"{filters};;{everything}", self.open_path)

    def open_path(self, path: Path) -> None:
        """Open this file in place of the document at hand, after asking where that has changes."""
        self._when_free_to_go(lambda: self._read(path))

    def start_with(self, path: Path | None, otherwise: Callable[[], None]) -> None:
        """The first document of the window: the file, or the sample; `otherwise` when the file could not be opened."""
        if path is None:
            self._show_sample()
        else:
            self._read(path, otherwise)

    def _read(self, path: Path, otherwise: Callable[[], None] | None = None) -> None:
        if self.reading:
            self._messages.say(tr("A file is being opened already. One moment."))
            return
        self.reading = True
        agreed = self._state()

        def work() -> Opened:
            from roiapp.files.formats import open_document

            return open_document(path)

        def then(opened: Opened | None, error: Exception | None) -> None:
            from roiapp.files.file_errors import FileError

            self.reading = False
            if opened is not None:
                self._take_if_agreed(opened, path, agreed)
                return
            if isinstance(error, FileError | OSError):
                self._messages.say(str(error), "error")
            elif error is not None:
                self._unexpected(error)
            if otherwise is not None:
                otherwise()

        self._run(work, then)

    def _take_if_agreed(self, opened: Opened, path: Path, agreed: tuple[object, object]) -> None:
        """Show what was read, after asking once more where the document at hand was changed meanwhile."""
        if not self._commit():
            self._messages.say(tr("{file} was not opened: a cell is still being edited.", file=path.name), "warning")
        elif all(now is before for now, before in zip(self._state(), agreed, strict=True)):
            self._take(opened, path)
        else:
            self._when_free_to_go(lambda: self._take(opened, path))

    def _state(self) -> tuple[object, object]:
        """The session and the last step made in it: while both are the same ones, nothing was changed."""
        session = self._model.session
        return session, session.history.done[-1] if session and session.history.done else None

    def _take(self, opened: Opened, path: Path) -> None:
        self._model.open(opened.worksheet, path)
        self._opened(path)
        said = left_out(opened)
        if said:
            self._messages.say(said, "warning")

    # -- what comes with the program -----------------------------------------------------------------------------------

    def open_sample(self) -> None:
        self._when_free_to_go(self._show_sample)

    def _show_sample(self) -> None:
        from roiapp.files import templates

        self._model.open(templates.load_sample(), None)

    def new(self, template_id: str) -> None:
        """A new document made from this template."""
        from roiapp.files import templates

        self._when_free_to_go(lambda: self._show_new(templates.load_template(template_id)))

    def _show_new(self, worksheet: Worksheet) -> None:
        self._model.open(worksheet, None)

    def fill_new_menu(self, menu: QMenu) -> None:
        """The templates, when the menu opens for the first time: reading them is not for the start."""
        from roiapp.files import templates

        if menu.isEmpty():
            for template in templates.TEMPLATES:
                action = menu.addAction(tr(template.title))
                action.setToolTip(tr(template.description))
                action.triggered.connect(lambda _checked=False, id_=template.id: self.new(id_))

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

    def _when_free_to_go(self, go: Callable[[], None]) -> None:
        """Go on, after asking where changes would be lost; not at all while a refused entry waits in its editor."""
        if not self._commit():
            return
        if not self._model.edited:
            go()
            return
        self._messages.ask(
            leaving_question(tr("Open another document?"), tr("Open and discard"), self._changes()),
            lambda answer: go() if answer == "discard" else None,
        )

    def ask_to_close(self, close: Callable[[], None]) -> None:
        """Ask before the window closes on changes; `close` when it may."""
        self._messages.ask(
            leaving_question(tr("Close without keeping the changes?"), tr("Close and discard"), self._changes()),
            lambda answer: close() if answer == "discard" else None,
        )

    def _changes(self) -> int:
        session = self._model.session
        return len(session.history.done) if session else 0


def leaving_question(title: str, discard: str, changes: int) -> Question:
    """The question before changes are lost: this version cannot keep them, and says so."""
    text = trn(
        "This version of Channel ROI cannot save a worksheet yet. The {n} change you made would be lost.",
        "This version of Channel ROI cannot save a worksheet yet. The {n} changes you made would be lost.",
        changes,
    )
    return Question(title, text, (Choice("discard", discard, danger=True), Choice("stay", tr("Go back"), primary=True)))


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
