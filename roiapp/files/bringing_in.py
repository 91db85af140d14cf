"""Tables into a document: each read, planned on what the ones before it left, and all of them one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from roiapp.core.catalog import Catalog
from roiapp.core.edits import Edit, Group
from roiapp.core.replace_edit import copy_of
from roiapp.core.worksheet import Worksheet, same_name
from roiapp.files.column_proposals import Proposal, proposals
from roiapp.files.dates import Span
from roiapp.files.file_errors import FileError
from roiapp.files.import_choices import Choices, QuestionError
from roiapp.files.import_merge import NAME, Merge, merge
from roiapp.files.import_plan import Found, ImportPlan, find_table, plan_found
from roiapp.files.import_reading import OwnTable
from roiapp.files.part_cover import Days, part_of, part_sentence, runs_on
from roiapp.files.returned.onto import TakenBack, take_onto
from roiapp.files.table_layout import Layout
from roiapp.files.table_limits import in_time
from roiapp.files.tables import Table
from roiapp.language import tr


@dataclass(frozen=True)
class BroughtFile:
    """One file as it was brought in."""

    file: str
    plan: ImportPlan
    merge: Merge

    def doubts(self, catalog: Catalog, choices: Choices) -> tuple[str, ...]:
        """What the user may want to look at: columns that could be something else as well, in sentences."""
        return tuple(
            tr("Column “{column}” was taken as {target}. {why}.", column=each.name, target=each.target, why=each.why)
            for each in proposals(self.plan.layout, catalog, choices)
            if each.confidence == 1
        )


@dataclass
class BringingIn:
    """Tables on their way into a worksheet, which is not touched: `edit` does it all in one step. Where two of them
    have figures of the same channel and period, these add up."""

    worksheet: Worksheet
    catalog: Catalog
    files: list[BroughtFile] = field(default_factory=list)
    _copy: Worksheet | None = None
    _found: list[Found] = field(default_factory=list)
    _edits: list[Edit] = field(default_factory=list)

    def take(self, table: Table, choices: Choices) -> TakenBack | None:
        """Take the changes of a workbook that came from this document; None for every other table, of figures under a
        scenario, and where somebody said how it is to be read as one."""
        said = choices.but(order="", decimal="", rate=None, meets="", lenient=False)
        if not isinstance(table, OwnTable) or table.returned is None or table.returned.scenario or said != Choices():
            return None
        taken = take_onto(table.returned, self._copy or self.worksheet, self.catalog)
        if taken is not None:
            self._make(taken.edit)
        return taken

    def _make(self, edit: Edit | None) -> None:
        self._copy = self._copy or copy_of(self.worksheet)
        if edit is not None:
            edit.apply(self._copy)
            self._edits.append(edit)

    def add(self, file: str, table: Table, choices: Choices) -> BroughtFile:
        """Plan one more table, on top of the others. Raises `QuestionError` or `FileError`, with the file's name."""
        try:
            with in_time():
                return self.add_found(file, find_table(table, self.catalog, choices))
        except FileError as error:
            raise error.of(file) from error

    def add_found(self, file: str, found: Found) -> BroughtFile:
        """The same of a table that was found already. Raises without the file's name."""
        for other, before in zip(self.files, self._found, strict=True):
            if before.table == found.table and before.choices == found.choices:
                raise FileError(tr("It holds the same as {other}. Leave one of them out.", other=other.file))
        copy = self._copy or copy_of(self.worksheet)
        plan = plan_found(found, self.catalog, copy)
        brought = plan.brought()
        beside = [other.merge.brought for other in self.files]
        summed = [each.id for each in self.catalog.fields if each.kind == "flow"]
        done = merge(brought, copy, meets=found.choices.meets, beside=beside, summed=summed)
        self._found.append(found)
        self._make(done.edit)
        self.files.append(BroughtFile(file, plan, done))
        return self.files[-1]

    def parts(self) -> list[tuple[str, ...]]:
        """For each file, in sentences, the periods of which the files have a part that would replace a whole, as long
        as nobody said what becomes of figures that are there."""
        return [
            () if found.choices.meets else tuple(self._parts_of(number))
            for number, found in enumerate(self._found)
        ]

    def _parts_of(self, number: int) -> Iterator[str]:
        own = self.files[number]
        flows = [each.id for each in self.catalog.fields if each.kind == "flow"]
        for place, period in enumerate(own.plan.periods):
            replaced = own.merge.replaced(place, flows)
            if not replaced or period.start is None or period.end is None:
                continue
            said = set(own.plan.said[place])
            for other in self.files:
                if other is not own:
                    said |= _said_beside(own.plan, place, other.plan)
            days = Days(period.start, period.end)
            part = part_of(days, said, own.plan.said)
            if part and not runs_on(days, part, date.today()):
                yield part_sentence(period, part, replaced)

    @property
    def edit(self) -> Edit | None:
        """Everything as one edit, None where nothing changes."""
        return Group(tuple(self._edits), NAME) if self._edits else None


@dataclass(frozen=True)
class Source:
    """One file that shall be brought in, as it was read, and what was said of it. `asked`: whether it was looked up
    what had been said of files like it; `remembered`: something had."""

    file: str
    table: Table
    choices: Choices = field(default_factory=Choices)
    asked: bool = False
    remembered: bool = False


@dataclass(frozen=True)
class Outcome:
    """What becomes of a source: `brought`, `taken` of a workbook that came from the document, or `error`, a
    `QuestionError` where it can be answered. `layout` is None and `proposals` empty where not even a header was found,
    or none is needed; `parts` are the periods of which it has a part alone that would
    replace a whole, in sentences."""

    source: Source
    layout: Layout | None
    proposals: tuple[Proposal, ...]
    brought: BroughtFile | None = None
    taken: TakenBack | None = None
    error: FileError | None = None
    parts: tuple[str, ...] = ()

    @property
    def question(self) -> QuestionError | None:
        return self.error if isinstance(self.error, QuestionError) else None


def try_all(
    worksheet: Worksheet,
    catalog: Catalog,
    sources: Sequence[Source],
    said_before: Callable[[Layout], Choices | None] = lambda _layout: None,
) -> tuple[tuple[Outcome, ...], Edit | None]:
    """What would become of each source, one on top of the other, and the edit that does it: None where nothing changes,
    or one of them is in the way. A source of which nothing was said yet takes what was `said_before` of its layout.

    On any thread, while the worksheet stands still.
    """
    bringing = BringingIn(worksheet, catalog)
    outcomes = []
    for source in sources:
        with in_time():
            outcomes.append(_tried(bringing, source, said_before))
    parts = iter(bringing.parts())  # in the order of the files that came in
    outcomes = [replace(outcome, parts=next(parts)) if outcome.brought else outcome for outcome in outcomes]
    return tuple(outcomes), None if any(outcome.error for outcome in outcomes) else bringing.edit


def _said_beside(own: ImportPlan, place: int, other: ImportPlan) -> frozenset[Span]:
    """The days that another file's rows of a period name, where it has figures of the same channel and field there."""
    period = own.periods[place]
    there = next((i for i, p in enumerate(other.periods) if (p.start, p.end) == (period.start, period.end)), None)
    if there is None or own.columns.keys().isdisjoint(other.columns):
        return frozenset()
    names = {same_name(own.channels[i]["name"]) for i in np.flatnonzero(own.present[place])}
    shared = any(same_name(other.channels[i]["name"]) in names for i in np.flatnonzero(other.present[there]))
    return other.said[there] if shared else frozenset()


def _tried(
    bringing: BringingIn, source: Source, said_before: Callable[[Layout], Choices | None]
) -> Outcome:
    catalog = bringing.catalog
    if taken := bringing.take(source.table, source.choices):
        return Outcome(source, None, (), taken=taken)
    try:
        found = find_table(source.table, catalog, source.choices)
        if not source.asked:
            said = said_before(found.layout) if source.choices == Choices() else None
            source = replace(source, asked=True, choices=said or source.choices, remembered=said is not None)
            if said is not None:
                found = find_table(source.table, catalog, source.choices)
    except FileError as error:
        return Outcome(source, None, (), error=error.of(source.file))
    columns = proposals(found.layout, catalog, found.choices)
    try:
        return Outcome(source, found.layout, columns, bringing.add_found(source.file, found))
    except FileError as error:
        return Outcome(source, found.layout, columns, error=error.of(source.file))


def new_document(title: str, locale: str) -> Worksheet:
    """An empty document to bring tables into."""
    from roiapp.core.document_settings import DocumentSettings

    return Worksheet(settings=DocumentSettings(title=title, locale=locale))


def file_names(paths: Sequence[Path]) -> list[str]:
    """What each file is called: its name, with as many of its folders as tell it from the others."""
    return [_shortest(path, [other for other in paths if other != path]) for path in paths]


def _shortest(path: Path, others: Sequence[Path]) -> str:
    for count in range(1, len(path.parts)):
        end = path.parts[-count:]
        if all(other.parts[-count:] != end for other in others):
            return str(Path(*end))
    return str(path)
