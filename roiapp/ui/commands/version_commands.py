"""Earlier versions of the document: looked at, restored as one step, or saved beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shiboken6 import isValid

from roiapp.language import tr
from roiapp.ui.commands.saving_commands import ENDING, SavingCommands, filters

if TYPE_CHECKING:
    from roiapp.core.difference_lines import DifferenceLines
    from roiapp.core.replace_edit import ReplaceContent
    from roiapp.core.worksheet import Worksheet
    from roiapp.files.session import Session
    from roiapp.files.versions import Version
    from roiapp.ui.commands.window_parts import WindowParts
    from roiapp.ui.forms.versions_dialog import VersionsDialog


class VersionCommands:
    """Versions are read and compared off the window's thread; the document stands still meanwhile."""

    def __init__(self, parts: WindowParts, saving: SavingCommands) -> None:
        self._window = parts.window
        self._theme = parts.theme
        self._model = parts.model
        self._messages = parts.messages
        self._commit = parts.commit
        self._run = parts.run
        self._progress = parts.progress
        self._unexpected = parts.unexpected
        self._saving = saving

    def restore(self) -> None:
        """Show the versions that are kept of the document's file; where it is being written, once it is."""
        self._saving.when_idle(self._show)

    def _show(self) -> None:
        from roiapp.ui.forms.versions_dialog import VersionsDialog

        session = self._model.session
        if session is None or session.path is None or session.document is None or not self._commit():
            return
        VersionsDialog(
            self._theme,
            session.document.kept_versions(),
            self._run,
            lambda version: _compared(session, version),
            lambda version, dialog: self._restore(session, version, dialog),
            lambda version: self._save_copy(session, version),
            self._unexpected,
            self._window,
        ).open()

    def _restore(self, session: Session, version: Version, dialog: VersionsDialog) -> None:
        from roiapp.core.replace_edit import version_moment

        at = int(version.at.timestamp())

        def then(step: tuple[ReplaceContent, bytes] | None, error: Exception | None) -> None:
            from roiapp.core.edits import EditError
            from roiapp.files.file_errors import FileError

            if self._model.session is not session or not isValid(dialog):
                return  # another document is there, or the wait was given up
            if step is None:
                if isinstance(error, FileError | OSError):
                    dialog.refuse(str(error))
                elif error is not None:
                    self._unexpected(error)
                return
            try:
                self._model.apply(*step)
            except EditError as refused:
                dialog.refuse(str(refused))
                return
            dialog.accept()
            self._messages.say(
                tr("The version of {moment} is back. Undo takes that back, Save puts it into the file.",
                   moment=version_moment(at))
            )  # fmt: skip

        told = tr("The version of {moment} is being brought back…", moment=version_moment(at))
        self._progress.told(told)(lambda: _step_to(session, version, at), then)

    def _save_copy(self, session: Session, version: Version) -> None:
        """The version as a file of its own, after asking where."""
        own = session.path
        assert own is not None
        name = f"{own.stem} {version.at.astimezone():%Y-%m-%d %H.%M}{ENDING}"
        self._messages.choose_place(
            tr("Save the version as a copy"), own.with_name(name), filters(),
            lambda place: self._saving.named(place, lambda path, there: self._write(session, version, path, there)),
        )  # fmt: skip

    def _write(self, session: Session, version: Version, path: Path, overwrite: bool) -> None:
        from roiapp.files.document import Content
        from roiapp.files.file_errors import FileError
        from roiapp.files.versions import read

        document = session.document
        if document is None:
            return

        def done(_result: object, error: Exception | None) -> None:
            if error is None:
                self._messages.say(tr("A copy was saved: {file}", file=path.name))
            elif isinstance(error, FileError | OSError):
                self._messages.say(tr("Not saved: {reason}", reason=error), "error")
            else:
                self._unexpected(error)

        self._run(lambda: document.save_copy(Content(read(version), 0), path, overwrite=overwrite), done)


def _read(session: Session, version: Version) -> Worksheet:
    """The document as it was. Raises `FileError`, which names the document, not where its versions are."""
    from roiapp.files.project_file import decode
    from roiapp.files.versions import read

    assert session.path is not None
    return decode(read(version), session.path.name)


def _step_to(session: Session, version: Version, at: int) -> tuple[ReplaceContent, bytes]:
    """The step that brings a version back, and the same as it is kept."""
    from roiapp.core.replace_edit import ReplaceContent
    from roiapp.files.edit_codec import encode_edit

    edit = ReplaceContent.of(_read(session, version), at)
    return edit, encode_edit(edit)


def _compared(session: Session, version: Version) -> DifferenceLines:
    from roiapp.core.difference_lines import DifferenceLines
    from roiapp.core.differences import compare
    from roiapp.core.units import NumberFormat

    now = session.worksheet
    write = NumberFormat(now.settings.locale, now.settings.currency)
    return DifferenceLines(compare(_read(session, version), now), session.catalog, write)
