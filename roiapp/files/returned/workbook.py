"""A workbook of ours given back: the document it carries, and as one step on it what was changed in its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from roiapp.core.catalog import Catalog
from roiapp.core.difference_lines import DifferenceLines, Line
from roiapp.core.differences import compare
from roiapp.core.edits import EditError
from roiapp.core.history import History
from roiapp.core.number_format import NumberFormat
from roiapp.core.worksheet import Worksheet
from roiapp.files.carried_document import carrier_sheet, unpack
from roiapp.files.file_errors import FileError
from roiapp.files.project_checks import check
from roiapp.files.returned.comparison import compared
from roiapp.files.tables import Table
from roiapp.language import tr, trn

_LINES = 4


@dataclass(frozen=True)
class Returned:
    """The document with what was changed in the workbook, which is the one step of its history; `notes` say it, and
    `changes` place by place, None where nothing was."""

    worksheet: Worksheet
    history: History
    notes: tuple[str, ...]
    changes: DifferenceLines | None = None


def given_back(table: Table, catalog: Catalog) -> Returned | None:
    """The document that a workbook carries, None for any other table. Raises `FileError` where what it carries cannot
    be read; its visible cells can, as those of any table."""
    sheet = carrier_sheet(table)
    if sheet is None:
        return None
    carried = unpack(sheet)
    document, history = carried.worksheet(), History()
    changes, remarks = compared(table, carried, document, catalog)
    notes: list[str] = []
    lines = None
    if (edit := changes.edit()) is not None:
        after = carried.worksheet()
        try:
            history.make(after, edit)
            check(after)
            lines = _lines(document, after, catalog)
            notes += _said(lines)
            document = after
        except (EditError, FileError) as error:
            history = History()
            notes.append(tr("What was changed in the workbook cannot be taken: {reason}", reason=error))
    return Returned(document, history, (*notes, *remarks.sentences()), lines)


def take_back(table: Table, catalog: Catalog) -> tuple[Returned | None, Table]:
    """The document that a workbook carries, None for any other table, and the table as it is to be read then: that what
    it carries cannot be read is one of its notes."""
    try:
        return given_back(table, catalog), table
    except FileError as error:
        note = tr("{reason} Only what stands in its visible cells was read.", reason=error)
        return None, replace(table, notes=(note, *table.notes))


def _lines(before: Worksheet, after: Worksheet, catalog: Catalog) -> DifferenceLines:
    """What was changed, place by place."""
    write = NumberFormat(after.settings.locale, after.settings.currency)
    return DifferenceLines(compare(before, after, shared=True), catalog, write)


def _said(lines: DifferenceLines) -> Iterator[str]:
    """The same in sentences."""
    yield tr("The workbook was changed since it was exported. {what}", what=" ".join(lines.sentences))
    shown = "; ".join(_line(lines[number]) for number in range(min(len(lines), _LINES)))
    more = len(lines) - _LINES
    yield shown + "." if more <= 0 else trn("{changes}; and {n} more.", "{changes}; and {n} more.", more, changes=shown)


def _line(line: Line) -> str:
    if line.where and line.when:
        return tr("{channel}, {period}, {what}: {then} → {now}", channel=line.where, period=line.when, what=line.what,
                  then=line.then, now=line.now)  # fmt: skip
    return tr("{place}, {what}: {then} → {now}", place=line.where or line.when, what=line.what, then=line.then,
              now=line.now)  # fmt: skip
