"""A workbook of ours given back: the document it carries, and as one step on it what was changed in its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from roiapp.core.catalog import Catalog
from roiapp.core.difference_lines import DifferenceLines, Line
from roiapp.core.differences import compare
from roiapp.core.edits import EditError
from roiapp.core.history import History
from roiapp.core.number_format import NumberFormat
from roiapp.core.own_figures import catalog_of
from roiapp.core.worksheet import Worksheet
from roiapp.files.carried_document import carrier_sheet, unpack
from roiapp.files.file_errors import FileError
from roiapp.files.project_checks import check
from roiapp.files.returned.changes import Changes
from roiapp.files.returned.comparison import compared
from roiapp.files.returned.remarks import Remarks
from roiapp.files.tables import Table
from roiapp.language import tr, trn

_LINES = 4


@dataclass(frozen=True)
class Returned:
    """The document with what was changed in the workbook, which is the one step of its history; `changes` say it place
    by place, None where nothing was. `notes` say that and what was not taken, of many places the first. `carried` is
    the document as it was exported, `found` are the changes by its places, None where they cannot be taken.
    `scenario` is the one under which its figures are, "" where they are of no one."""

    worksheet: Worksheet
    history: History
    notes: tuple[str, ...]
    carried: Worksheet
    found: Changes | None = None
    changes: DifferenceLines | None = None
    remarks: Remarks = field(default_factory=Remarks)
    refusal: str = ""
    scenario: str = ""

    def every_note(self) -> tuple[str, ...]:
        """The same with every place; takes a while where there are many."""
        return (*(every_line(self.changes) if self.changes is not None else ()), *self.not_taken())

    def not_taken(self) -> tuple[str, ...]:
        """What was not taken, and why, of every place."""
        return (*filter(None, [self.refusal]), *self.remarks.sentences())


def given_back(table: Table, catalog: Catalog) -> Returned | None:
    """The document that a workbook carries, None for any other table. Raises `FileError` where what it carries cannot
    be read; its visible cells can, as those of any table."""
    sheet = carrier_sheet(table)
    if sheet is None:
        return None
    carried = unpack(sheet)
    document, history = carried.worksheet(), History()
    catalog = catalog_of(document, catalog)
    if carried.places.time_matched:
        changes, remarks = Changes(document), Remarks()
        remarks.not_as_typed()
    else:
        changes, remarks = compared(table, carried, document, catalog)
    lines, refusal, before = None, "", document
    found: Changes | None = changes
    if (edit := changes.edit()) is not None:
        after = carried.worksheet()
        try:
            history.make(after, edit)
            check(after)
            lines = lines_between(document, after, catalog)
            document = after
        except (EditError, FileError) as error:
            history, found = History(), None
            refusal = tr("What was changed in the workbook cannot be taken: {reason}", reason=error)
    said = () if lines is None else _said(lines)
    notes = (*said, *filter(None, [refusal]), *remarks.sentences(brief=True))
    return Returned(document, history, notes, before, found, lines, remarks, refusal,
                    carried.places.scenario)  # fmt: skip


def take_back(table: Table, catalog: Catalog) -> tuple[Returned | None, Table]:
    """The document that a workbook carries, None for any other table, and the table as it is to be read then: that what
    it carries cannot be read is one of its notes."""
    try:
        return given_back(table, catalog), table
    except FileError as error:
        note = tr("{reason} Only what stands in its visible cells was read.", reason=error)
        return None, replace(table, notes=(note, *table.notes))


def lines_between(before: Worksheet, after: Worksheet, catalog: Catalog) -> DifferenceLines:
    """What was changed, place by place."""
    write = NumberFormat(after.settings.locale, after.settings.currency)
    return DifferenceLines(compare(before, after, shared=True), catalog, write)


def _headline(lines: DifferenceLines) -> str:
    return tr("The workbook was changed since it was exported. {what}", what=" ".join(lines.sentences))


def every_line(lines: DifferenceLines) -> Iterator[str]:
    """What was changed, a sentence for each place."""
    yield _headline(lines)
    yield from (_sentence(lines[number]) for number in range(len(lines)))


def _said(lines: DifferenceLines) -> Iterator[str]:
    """The same in sentences, of many places the first."""
    yield _headline(lines)
    if len(lines) == 1:
        yield _sentence(lines[0])
        return
    shown = "; ".join(_line(lines[number]) for number in range(min(len(lines), _LINES)))
    more = len(lines) - _LINES
    if more <= 0:
        yield tr("{changes}.", changes=shown)
    else:
        yield trn("{changes}; and {n} more.", "{changes}; and {n} more.", more, changes=shown)


def _sentence(line: Line) -> str:
    if line.where and line.when:
        return tr("{channel}, {period}, {what}: {then} → {now}.", channel=line.where, period=line.when, what=line.what,
                  then=line.then, now=line.now)  # fmt: skip
    return tr("{place}, {what}: {then} → {now}.", place=line.where or line.when, what=line.what, then=line.then,
              now=line.now)  # fmt: skip


def _line(line: Line) -> str:
    if line.where and line.when:
        return tr("{channel}, {period}, {what}: {then} → {now}", channel=line.where, period=line.when, what=line.what,
                  then=line.then, now=line.now)  # fmt: skip
    return tr("{place}, {what}: {then} → {now}", place=line.where or line.when, what=line.what, then=line.then,
              now=line.now)  # fmt: skip
