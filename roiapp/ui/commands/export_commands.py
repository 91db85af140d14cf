"""Exporting what is looked at: as a workbook, CSV or JSON, off the window's thread, never over somebody else's file
without asking."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from roiapp.language import number_locale, plain, tr
from roiapp.ui.bars.toolbar import document_title
from roiapp.ui.commands.saving_commands import file_name, suggested_place
from roiapp.ui.look.messages import Choice, FileKind, Question, Way
from roiapp.ui.look.opening import open_file, show_in_folder
from roiapp.ui.look.progress import GivenUpError

if TYPE_CHECKING:
    from datetime import date

    from roiapp.analysis.client_report.parts import ClientReport
    from roiapp.core.catalog import Catalog
    from roiapp.core.periods import View
    from roiapp.files.export_target import Target
    from roiapp.ui.commands.window_parts import WindowParts


@dataclass(frozen=True)
class _Content:
    """What is exported, as it was when that was asked for: `data` is the document, as in its file."""

    data: bytes
    catalog: Catalog
    as_of: date | None
    view: View
    time_matched: bool = False
    scenario: int = 0

    def written(self, ending: str, locale: str) -> bytes:
        """The bytes of the exported file; takes a while."""
        from roiapp.files.exports import content
        from roiapp.files.project_file import decode
        from roiapp.files.session import Session

        session = Session(decode(self.data, ""), self.catalog, self.as_of)
        session.look_under(self.scenario)
        session.match_time(self.time_matched)
        return content(session, self.view, ending, locale)


@dataclass
class _Export:
    """One export on its way; `written` are the bytes of the file once they are made."""

    content: _Content
    path: Path
    kind: FileKind
    source: Path | None
    written: bytes | None = None

    def is_source(self, path: Path) -> bool:
        from roiapp.files.document import same_file

        return self.source is not None and same_file(path, self.source)


class _Once:
    """Either it is given up or it is written, whoever comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False

    def take(self) -> bool:
        """Whether nobody was faster."""
        with self._lock:
            first, self._taken = not self._taken, True
        return first


class ExportCommands:
    """One export at a time. What was typed after it was asked for is not in the file."""

    def __init__(self, parts: WindowParts) -> None:
        self._model = parts.model
        self._messages = parts.messages
        self._progress = parts.progress
        self._commit = parts.commit
        self._unexpected = parts.unexpected
        self._afterwards: list[Callable[[], object]] = []
        #: whether a file is being looked at or written
        self.running = False

    def export(self) -> None:
        """Ask where to and as what; then write it."""
        from roiapp.files.file_errors import FileError
        from roiapp.files.project_file import encode

        session, view = self._model.session, self._model.view
        if session is None or view is None or not self._commit():
            return
        if self.running:
            self._messages.say(tr("A file is being exported already. One moment."))
            return
        try:
            data = encode(session.worksheet)
            content = _Content(
                data, session.catalog, session.as_of, view, session.time_matched, session.scenario_key
            )  # fmt: skip
        except FileError as error:
            self._messages.say(str(error), "error")
            return
        kinds = file_kinds(session.worksheet.settings.locale)
        suggested = self._suggested(view, kinds[0])
        # The table that the worksheet was read from holds what was not taken from it.
        source = self._model.path if session.path is None else None
        self._messages.choose_kind(
            tr("Export"), suggested, kinds,
            lambda place, kind: self._look(_Export(content, *named(place, kind, kinds), source)),
        )  # fmt: skip

    def save_report(self, report: ClientReport, ending: str) -> None:
        """Ask where to, then write a client's report: as a PDF or for mail."""
        session, view = self._model.session, self._model.view
        if session is None or view is None:
            return
        if self.running:
            self._messages.say(tr("A file is being exported already. One moment."))
            return
        kinds = tuple(sorted(report_kinds(), key=lambda kind: kind.ending != ending))
        content = _Content(b"", session.catalog, session.as_of, view)

        def chosen(place: Path, kind: FileKind) -> None:
            from roiapp.report.exported import report_bytes

            path, wanted = named(place, kind, kinds)
            # Drawn here and not beside: fonts are shared with the window.
            self._look(_Export(content, path, wanted, None, report_bytes(report, wanted.ending)))

        self._messages.choose_kind(tr("Save the client report"), self._suggested(view, kinds[0]), kinds, chosen)

    def when_idle(self, then: Callable[[], object]) -> None:
        """Call this as soon as nothing is being exported, now where nothing is."""
        if self.running:
            self._afterwards.append(then)
        else:
            then()

    def _suggested(self, view: View, kind: FileKind) -> Path:
        title, place = document_title(self._model), suggested_place(self._model)
        session = self._model.session
        if session is not None and session.scenario:
            title = tr("{title} {scenario}", title=title, scenario=session.scenario)
        undated = not view.label and view.start is None and not view.rollup
        name = title if undated else tr("{title} {period}", title=title, period=view.text())
        return place.with_name(file_name(plain(name)) + kind.ending)

    # -- what stands there ---------------------------------------------------------------------------------------------

    def _look(self, export: _Export, *, beside: bool = False) -> None:
        from roiapp.files import export_target

        def work() -> tuple[Target, bool]:
            path = export_target.beside(export.path) if beside else export.path
            return export_target.look(path), export.is_source(path)

        def then(found: tuple[Target, bool] | None, error: Exception | None) -> None:
            if found is None:
                self._failed(error)
                return
            target, source = found
            if target.free and not source:
                self._write(export, target)
            else:
                question = replace_question(target, source=source)
                self._messages.ask(question, lambda answer: self._answered(answer, export, target))

        self.running = True
        self._progress.told(tr("Looking at {file}…", file=export.path.name))(work, then)

    def _answered(self, answer: str, export: _Export, target: Target) -> None:
        if answer == "replace":
            self._write(export, target)
        elif answer == "both":
            self._look(export, beside=True)
        else:
            self._end()

    # -- writing -------------------------------------------------------------------------------------------------------

    def _write(self, export: _Export, target: Target) -> None:
        from roiapp.files import export_target
        from roiapp.files.file_errors import FileError

        once, path, again = _Once(), target.path, target.whose == "ours"
        late: list[Exception] = []  # what went wrong after it could not be given up any more

        def work() -> bool:
            if export.written is None:
                export.written = export.content.written(export.kind.ending, export.kind.locale)
            if not once.take():
                return False
            try:
                export_target.write(target, export.written)
            except (FileError, OSError) as error:
                late.append(error)
                raise
            return True

        def then(_written: object, error: Exception | None) -> None:
            if error is None:
                self._say_done(export, path, again=again)
            elif not isinstance(error, GivenUpError):
                self._failed(error, export)
            elif once.take():
                self._end()
            # else it is being written this moment, and `ended` says so

        def ended() -> None:
            if self.running and late:
                self._failed(late[0], export)
            elif self.running:
                self._say_done(export, path, again=again)

        self._progress.told(tr("Exporting {file}…", file=path.name), may_give_up=True, ended=ended)(work, then)

    def _failed(self, error: Exception | None, export: _Export | None = None) -> None:
        from roiapp.files.file_errors import FileError
        from roiapp.files.safe_write import TargetChangedError

        if isinstance(error, TargetChangedError) and export is not None:
            self._look(export)  # it was not there, or was another one, when that was asked
            return
        if isinstance(error, FileError | OSError | MemoryError):
            self._messages.say(tr("Not exported: {reason}", reason=error), "error")
        elif error is not None:
            self._unexpected(error)
        self._end()

    def _say_done(self, export: _Export, path: Path, *, again: bool) -> None:
        from roiapp.files.exports import remark

        if again:
            said = tr("Exported, in place of the one before: {file}", file=path.name)
        else:
            said = tr("Exported: {file}", file=path.name)
        ways = (
            Way(tr("Show in folder"), partial(self._show, show_in_folder, path)),
            Way(tr("Open"), partial(self._show, open_file, path)),
        )
        matched = export.content.time_matched
        known = "" if export.written is None else remark(export.written, export.kind.ending, time_matched=matched)
        if known:
            self._messages.say(f"{said}. {known}", "warning", ways=ways)
        else:
            self._messages.say(said, ways=ways)
        self._end()

    def _show(self, show: Callable[[Path], bool], path: Path) -> None:
        if not show(path):
            self._messages.say(tr("No program was found that shows {file}. It is in {folder}.", file=path.name,
                                  folder=path.parent), "warning")  # fmt: skip

    def _end(self) -> None:
        self.running = False
        waiting, self._afterwards = self._afterwards, []
        for each in waiting:
            each()


def file_kinds(locale: str) -> tuple[FileKind, ...]:
    """What can be exported, as the file dialog offers it. Where numbers have a decimal comma there are two kinds of
    CSV: one that a spreadsheet here opens rightly, and the plain one for other programs."""
    kinds = [FileKind(tr("Excel workbook ({patterns})", patterns="*.xlsx"), ".xlsx")]
    if number_locale(locale).decimal == ",":
        kinds.append(FileKind(tr("CSV with decimal commas and semicolons ({patterns})", patterns="*.csv"), ".csv",
                              locale))  # fmt: skip
        kinds.append(FileKind(tr("CSV with decimal points and commas ({patterns})", patterns="*.csv"), ".csv"))
    else:
        kinds.append(FileKind(tr("CSV ({patterns})", patterns="*.csv"), ".csv"))
    return (*kinds, FileKind(tr("JSON ({patterns})", patterns="*.json"), ".json"))


def report_kinds() -> tuple[FileKind, ...]:
    """What a client's report can be."""
    return (FileKind(tr("PDF documents ({patterns})", patterns="*.pdf"), ".pdf"),
            FileKind(tr("Web pages for mail ({patterns})", patterns="*.html"), ".html"))  # fmt: skip


def named(place: Path, kind: FileKind, kinds: tuple[FileKind, ...]) -> tuple[Path, FileKind]:
    """The place with an ending, and what that ending asks for: one that was typed counts more than the chosen kind."""
    typed = place.suffix.casefold()
    if typed == kind.ending:
        return place, kind
    other = next((each for each in kinds if each.ending == typed), None)
    return (place, other) if other is not None else (place.with_name(place.name + kind.ending), kind)


def replace_question(target: Target, *, source: bool) -> Question:
    """Whether a file that is not an export of ours shall go."""
    file = target.path.name
    if source:
        title, text = tr("Replace the table the worksheet was read from?"), tr(
            "{file} may hold more than was read from it. All of it would be gone.", file=file)  # fmt: skip
    elif target.whose == "changed":
        title, text = tr("Replace a workbook that was changed since?"), tr(
            "{file} was exported from here and saved by another program since. What was changed in it would be gone.",
            file=file)  # fmt: skip
    else:
        title, text = tr("Replace a file that was not made here?"), tr(
            "{file} is no export of Channel ROI. What is in it would be gone.", file=file)  # fmt: skip
    choices = (
        Choice("cancel", tr("Cancel")),
        Choice("replace", tr("Replace"), danger=True),
        Choice("both", tr("Keep both"), primary=True),
    )
    return Question(title, text, choices, dismissed="cancel")
