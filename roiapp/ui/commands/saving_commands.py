"""Saving: into the document's file, under another name, as a copy; what is asked where the file is not what it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from roiapp.language import plain, tr, trn
from roiapp.ui.look.messages import Choice, Question
from roiapp.ui.model.session_model import SessionModel

if TYPE_CHECKING:
    from roiapp.files.document import Content
    from roiapp.files.formats import Opened
    from roiapp.files.safe_write import TargetChangedError
    from roiapp.files.session import Session
    from roiapp.ui.commands.window_parts import WindowParts

ENDING = ".roi"
_NOT_IN_NAMES = '/\\:*?"<>|'
_LONGEST_NAME = 80


class SavingCommands:
    """Nothing is saved while an entry waits that is refused. Files are written off the window's thread; every file
    that became the document's is put among the recent ones."""

    def __init__(self, parts: WindowParts) -> None:
        self._model = parts.model
        self._messages = parts.messages
        self._commit = parts.commit
        self._run = parts.run
        self._unexpected = parts.unexpected
        self._saved = parts.remember
        self._afterwards: list[Callable[[], object]] = []

    # -- what can be done ----------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Into the document's file; where it has none yet, a place is asked for."""
        self.save_and()

    def save_and(self, then: Callable[[], None] | None = None, *, overwrite: bool = False) -> None:
        """Save; `then` is called when that is done, not where it failed or was given up."""
        if not self._may_save():
            return
        session = self._model.session
        assert session is not None
        if session.path is None or session.read_only:
            self._choose(then)
        else:
            self._write(lambda session, content: session.save(content, overwrite=overwrite), then)

    def save_as(self) -> None:
        """Under another name, which is the document's from then on."""
        if self._may_save():
            self._choose(None)

    def save_copy(self) -> None:
        """A file of the same content elsewhere; the document stays where it is."""
        if self._may_save():
            suggested = suggested_place(self._model, copy=True)
            self._messages.choose_place(tr("Save a copy"), suggested, filters(), lambda place: self.named(
                place, lambda path, overwrite: self._write(
                    lambda session, content: session.save_copy(path, content, overwrite=overwrite),
                    lambda: self._messages.say(tr("A copy was saved: {file}", file=path.name)), own=False,
                )))  # fmt: skip

    def revert(self) -> None:
        """Back to what stands in the file, after asking: what was changed since cannot be had back."""
        session = self._model.session
        if session is None or not self._may_save():
            return
        if session.path is None:
            self._messages.say(tr("The document has no file yet, so there is nothing to go back to."))
            return
        if not session.state.unpublished:
            self.revert_now()  # the file may still be another one by now
            return
        text = trn(
            "{n} change made since the last save will be gone, and so will the undo history.",
            "{n} changes made since the last save will be gone, and so will the undo history.",
            session.state.unpublished,
        )
        choices = (Choice("revert", tr("Revert"), danger=True), Choice("stay", tr("Go back"), primary=True))
        self._messages.ask(
            Question(tr("Revert to {file}?", file=session.path.name), text, choices),
            lambda answer: self.revert_now() if answer == "revert" else None,
        )

    def when_idle(self, then: Callable[[], object]) -> None:
        """Call this as soon as nothing is being written, now where nothing is."""
        if self._model.saving:
            self._afterwards.append(then)
        else:
            then()

    def _go_on(self) -> None:
        """Nothing is being written any more."""
        waiting, self._afterwards = self._afterwards, []
        for each in waiting:
            each()

    # -- how -----------------------------------------------------------------------------------------------------------

    def _may_save(self) -> bool:
        if self._model.session is None or not self._commit():
            return False
        if self._model.saving:
            self._messages.say(tr("The document is being saved already. One moment."))
            return False
        return True

    def _choose(self, then: Callable[[], None] | None) -> None:
        # Nobody saves over a document that is open elsewhere.
        suggested = suggested_place(self._model, copy=self._model.session is not None and self._model.session.read_only)
        self._messages.choose_place(tr("Save as"), suggested, filters(), lambda place: self.named(
            place,
            lambda path, overwrite: self._write(
                lambda session, content: session.save_as(path, content, overwrite=overwrite), then
            ),
        ))  # fmt: skip

    def named(self, place: Path, go: Callable[[Path, bool], None]) -> None:
        """Go on with the place as it will be called. What stands there was asked about when it was chosen, unless the
        name got its ending only now."""
        path = with_ending(place)
        there = os.path.exists(path)  # noqa: PTH110  Path.exists raises for names that are too long
        if path == place or not there:
            go(path, there)
            return
        choices = (
            Choice("stay", tr("Go back")),
            Choice("replace", tr("Replace"), primary=True, danger=True),
        )
        text = tr("{file} is there already. Shall it be replaced?", file=path.name)
        self._messages.ask(
            Question(tr("Replace the file?"), text, choices, dismissed="stay"),
            lambda answer: go(path, True) if answer == "replace" else None,
        )

    def _write(
        self, write: Callable[[Session, Content], None], then: Callable[[], None] | None, *, own: bool = True
    ) -> None:
        """Write what the document is now, off the window's thread: what is typed meanwhile is not in the file, and is
        not taken for saved. `own`: the file is the document's."""
        from roiapp.files.file_errors import FileError

        session = self._model.session
        # A dialog stood open meanwhile.
        if session is None or self._model.saving or not self._commit():
            return
        try:
            content, step = session.content(), self._model.last_step()
        except FileError as error:
            self._messages.say(str(error), "error")
            return

        def done(_result: object, error: Exception | None) -> None:
            if error is None and own:
                self._model.set_clean(step)
            self._model.set_saving(False)
            if error is None:
                if own and session.path is not None:
                    self._saved(session.path)
                if then is not None:
                    then()
            else:
                self._failed(error, then if own else None)
            self._go_on()

        self._model.set_saving(True)
        self._run(lambda: write(session, content), done)

    def _failed(self, error: Exception, then: Callable[[], None] | None) -> None:
        from roiapp.files.file_errors import FileError
        from roiapp.files.safe_write import TargetChangedError

        if isinstance(error, TargetChangedError):
            self._ask_about_target(error, then)
        elif isinstance(error, FileError | OSError):
            self._messages.say(tr("Not saved: {reason}", reason=error), "error")
        else:
            self._unexpected(error)

    def _ask_about_target(self, error: TargetChangedError, then: Callable[[], None] | None) -> None:
        """The file was changed by somebody else, or is gone: nothing of either is lost without an answer."""
        session = self._model.session
        unpublished = session.state.unpublished if session else 0
        self._messages.ask(target_question(error, unpublished), lambda answer: self._answer_about_target(answer, then))

    def _answer_about_target(self, answer: str, then: Callable[[], None] | None) -> None:
        if answer == "mine":
            self.save_and(then, overwrite=True)
        elif answer == "elsewhere" and self._may_save():
            self._choose(then)
        elif answer == "theirs":
            self.revert_now()

    def revert_now(self) -> None:
        """Show what stands in the file, whoever wrote it; what is not in it is forgotten."""
        from roiapp.files.file_errors import FileError

        session = self._model.session
        if session is None or self._model.saving:
            return

        def done(opened: Opened | None, error: Exception | None) -> None:
            self._model.set_saving(False)
            if isinstance(error, FileError | OSError):
                self._messages.say(str(error), "error")
            elif error is not None:
                self._unexpected(error)
            elif opened is not None and self._model.session is session:
                self._model.revert(opened)
            self._go_on()

        self._model.set_saving(True)  # nothing is written or closed meanwhile
        self._run(session.look_again, done)


def target_question(error: TargetChangedError, unpublished: int) -> Question:
    """Keep mine, keep theirs or save elsewhere; where the file is gone there is no other to keep. `unpublished` is how
    many changes theirs would cost."""
    choices: tuple[Choice, ...]
    stay, elsewhere = Choice("stay", tr("Go back")), Choice("elsewhere", tr("Save as…"), primary=True)
    if error.current is None:
        title, choices = tr("The file is gone"), (stay, Choice("mine", tr("Save it there again")), elsewhere)
    else:
        title = tr("The file was changed by somebody else")
        choices = (
            stay,
            Choice("theirs", tr("Keep theirs"), danger=True),
            Choice("mine", tr("Keep mine"), danger=True),
            elsewhere,
        )
    text = str(error)
    if error.current is not None:
        lost = trn(
            "With theirs, your {n} change and the undo history are gone.",
            "With theirs, your {n} changes and the undo history are gone.", unpublished,
        )  # fmt: skip
        text = f"{text}\n\n{lost}"
    return Question(title, text, choices, dismissed="stay")


def with_ending(path: Path) -> Path:
    """The place with the ending of documents, added to whatever was typed."""
    return path if path.suffix.casefold() == ENDING else path.with_name(path.name + ENDING)


def suggested_place(model: SessionModel, *, copy: bool = False) -> Path:
    """Where a document would be saved if nobody said otherwise: beside its file or the table it came from, else among
    the user's documents; named after its file, else its title."""
    session, source = model.session, model.path
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = source.parent if source is not None else Path(documents or Path.home())
    if session is not None and session.path is not None:
        name = session.path.stem
    else:
        name = file_name(model.worksheet.settings.title if model.worksheet else "")
        name = name or (source.stem if source is not None else tr("Untitled worksheet"))
    return folder / ((plain(tr("{name} copy", name=name)) if copy else name) + ENDING)


def file_name(title: str) -> str:
    """A title as the name of a file that every system takes, "" where nothing of it is left."""
    kept = "".join(" " if letter in _NOT_IN_NAMES or not letter.isprintable() else letter for letter in title)
    return " ".join(kept.split()).strip(" .")[:_LONGEST_NAME].rstrip(" .")


def filters() -> str:
    return tr("Channel ROI documents ({patterns})", patterns=f"*{ENDING}")
