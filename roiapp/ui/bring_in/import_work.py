"""The files that are being brought in, as the pages of the dialog show and change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from roiapp.core.catalog import Catalog
from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.bringing_in import Outcome, Source, file_names, try_all
from roiapp.ui.look.background import Runner

if TYPE_CHECKING:
    from roiapp.core.edits import Edit
    from roiapp.files.remembered_mappings import Remembered
    from roiapp.files.tables import Table


class ImportWork(QObject):
    """What would become of each file, worked out away from the window's thread after every change.

    `changed`: outcomes are new; `worked`: whether some are being worked out. The worksheet stands still meanwhile, as
    long as the dialog is open; what comes of it afterwards, or goes wrong, concerns nobody.
    """

    changed = Signal()
    worked = Signal(bool)

    def __init__(
        self,
        worksheet: Worksheet,
        catalog: Catalog,
        remembered: Remembered,
        run: Runner,
        unexpected: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.worksheet = worksheet
        self.catalog = catalog
        self._remembered = remembered
        self._run = run
        self._unexpected = unexpected
        self._paths: list[Path] = []
        self._sources: list[Source] = []
        self.outcomes: tuple[Outcome, ...] = ()
        self.edit: Edit | None = None
        self._asked = 0
        self._busy = False

    # -- files ---------------------------------------------------------------------------------------------------------

    @property
    def sources(self) -> Sequence[Source]:
        return self._sources

    @property
    def busy(self) -> bool:
        return self._busy

    def add(self, read: Sequence[tuple[Path, Table]]) -> None:
        """Take more files, as they were read; one that is there already takes its own place again."""
        for path, table in read:
            if path in self._paths:
                place = self._paths.index(path)
                self._sources[place] = replace(self._sources[place], table=table)
            else:
                self._paths.append(path)
                self._sources.append(Source("", table))
        self._sources = [
            replace(source, file=name)
            for source, name in zip(self._sources, file_names(self._paths), strict=True)
        ]
        self._try()

    def remove(self, place: int) -> None:
        """Leave a file out again."""
        del self._paths[place], self._sources[place]
        self._try()

    # -- choices -------------------------------------------------------------------------------------------------------

    def choose(self, place: int, **changes: object) -> None:
        """Say something of one file."""
        source = self._sources[place]
        self._sources[place] = replace(source, choices=source.choices.but(**changes))
        self._try()

    def choose_for_all(self, **changes: object) -> None:
        """Say the same of every file."""
        self._sources = [replace(source, choices=source.choices.but(**changes)) for source in self._sources]
        self._try()

    def choose_column(self, place: int, column: str, target: str) -> None:
        """What a column is; a column that was chosen to be that before is proposed anew."""
        before = self._sources[place].choices.columns
        columns = {name: id_ for name, id_ in before.items() if not target or id_ != target}
        columns[column] = target
        self.choose(place, columns=columns)

    def name_channels(self, place: int, names: Sequence[str], target: str | None) -> None:
        """What channels of the file are called here: "" leaves them out, None: as in the file."""
        chosen: dict[str, str] = dict(self._sources[place].choices.names)
        for name in names:
            if target is None:
                chosen.pop(same_name(name), None)
            else:
                chosen[same_name(name)] = target
        self.choose(place, names=chosen, single="")

    def forget(self, place: int) -> None:
        """Back to what the program proposes by itself."""
        self._sources[place] = replace(self._sources[place], remembered=False)
        self.choose(
            place, columns={}, names={}, single="", order="", decimal="", rate=None, period=None, lenient=False
        )

    def keep(self) -> None:
        """Remember what was said of files like these."""
        for outcome in self.outcomes:
            if outcome.layout is not None:
                self._remembered.keep(outcome.layout, outcome.source.choices)

    # -- working it out ------------------------------------------------------------------------------------------------

    def _try(self) -> None:
        self._asked += 1
        if not self._busy:
            self._start()

    def _start(self) -> None:
        asked, sources = self._asked, tuple(self._sources)
        self._busy = True
        self.worked.emit(True)

        def then(found: tuple[tuple[Outcome, ...], Edit | None] | None, error: Exception | None) -> None:
            self._busy = False
            if not isValid(self):  # the dialog was closed meanwhile, and perhaps the worksheet changed under the work
                return
            if asked != self._asked:  # something was said meanwhile
                self._start()
                return
            if found is None:
                assert error is not None
                self.worked.emit(False)
                self._unexpected(error)
                return
            self.outcomes, self.edit = found
            self._sources = [outcome.source for outcome in self.outcomes]
            self.worked.emit(False)
            self.changed.emit()

        self._run(lambda: try_all(self.worksheet, self.catalog, sources, self._remembered.of), then)
