"""Tables brought into the worksheet that is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from shiboken6 import isValid

from roiapp.language import tr, trn
from roiapp.ui.commands.table_progress import how_far_together
from roiapp.ui.look.progress import GivenUpError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from roiapp.core.catalog import Catalog
    from roiapp.core.edits import Edit
    from roiapp.files.tables import Table
    from roiapp.ui.bring_in.import_dialog import ImportDialog
    from roiapp.ui.bring_in.import_work import ImportWork
    from roiapp.ui.commands.window_parts import WindowParts

    Read: TypeAlias = list[tuple[Path, Table]]

class ImportCommands:
    """Files are read off the window's thread; what they change is one step."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts = parts
        self._model = parts.model
        self._messages = parts.messages

    def choose(self) -> None:
        """Let files be chosen and bring them in."""
        if self._model.session is None or not self._parts.commit():
            return
        self._choose(self.bring_in)

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Read these and ask what becomes of them."""
        session = self._model.session
        if session is None:
            return
        if session.read_only:
            self._messages.say(session.state.sentence, "warning")
            return

        def then(read: Read) -> None:
            if self._model.session is session:
                self._show(read)

        # While the other process reads, this one loads what shows it.
        self._parts.run(lambda: _load(session.catalog), lambda _nothing, _error: None)
        self._read(paths, then)

    def _choose(self, then: Callable[[list[Path]], None]) -> None:
        from roiapp.files.tables import ENDINGS
        from roiapp.ui.commands.document_commands import patterns
        from roiapp.ui.commands.saving_commands import ENDING

        folder = str(self._model.path.parent) if self._model.path else ""
        tables = tr("Spreadsheets and CSV files ({patterns})", patterns=patterns((*ENDINGS, ENDING)))
        filters = ";;".join((tables, tr("All files ({patterns})", patterns="*")))
        self._messages.choose_files(tr("Import from"), folder, filters, then)

    def _read(self, paths: Sequence[Path], then: Callable[[Read], None]) -> None:
        from roiapp.files.table_reader import Reading

        session = self._model.session
        assert session is not None
        catalog = session.catalog
        on_the_way = [(path, Reading()) for path in paths]

        def work() -> Read:
            from roiapp.files.import_reading import read_for_import
            from roiapp.files.table_reader import read_table

            return [
                (path, read_for_import(path, catalog, partial(read_table, reading=reading)))
                for path, reading in on_the_way
            ]

        def stop() -> None:
            for _path, reading in on_the_way:
                reading.stop()

        def back(read: Read | None, error: Exception | None) -> None:
            from roiapp.files.file_errors import FileError

            if read is not None:
                then(read)
            elif isinstance(error, FileError):
                self._messages.say(str(error), "error")
            elif error is not None and not isinstance(error, GivenUpError):
                self._parts.unexpected(error)

        names = paths[0].name if len(paths) == 1 else trn("{n} file", "{n} files", len(paths))
        self._parts.progress.told(
            tr("Reading {file}…", file=names), may_give_up=True, how_far=partial(how_far_together, on_the_way),
            stop=stop,
        )(work, back)  # fmt: skip

    def _show(self, read: Read) -> None:
        from roiapp import settings
        from roiapp.files.remembered_mappings import Remembered
        from roiapp.ui.bring_in.import_dialog import ImportDialog
        from roiapp.ui.bring_in.import_work import ImportWork

        session, parts = self._model.session, self._parts
        assert session is not None
        remembered = Remembered(settings.settings_folder())
        work = ImportWork(
            session.worksheet, session.catalog, remembered, parts.run, parts.unexpected, parts.window
        )
        dialog = ImportDialog(
            parts.theme, work, lambda: self._add(dialog), lambda edit: self._apply(work, edit), parts.window
        )
        work.add(read)
        dialog.open()

    def _add(self, dialog: ImportDialog) -> None:
        def take(read: Read) -> None:
            if isValid(dialog):
                dialog.work.add(read)

        self._choose(lambda paths: self._read(paths, take))

    def _apply(self, work: ImportWork, edit: Edit) -> str:
        """Make the edit and say what was done; why not where it is refused."""
        from roiapp.core.edits import EditError

        try:
            self._model.apply(edit)
        except EditError as error:
            return str(error)
        merges = [each.brought.merge for each in work.outcomes if each.brought is not None]
        places = sum(each.taken.count for each in work.outcomes if each.taken is not None)
        if places:
            done = trn("{n} change of the workbook was made in the worksheet. Undo takes that back.",
                       "{n} changes of the workbook were made in the worksheet. Undo takes that back.",
                       places)  # fmt: skip
            self._messages.say(done)
            if not merges:
                return ""
        added, changed = sum(merge.added for merge in merges), sum(merge.changed for merge in merges)
        self._messages.say(
            tr("Imported: {added} rows added, {changed} updated. Undo takes that back.", added=added, changed=changed)
        )
        return ""


def _load(catalog: Catalog) -> None:
    import roiapp.files.bringing_in
    import roiapp.ui.bring_in.import_dialog  # noqa: F401
    from roiapp.files.dialects import meaning

    meaning("channel", catalog)
