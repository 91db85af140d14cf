"""What was found in a returned workbook and not taken, or taken in a way worth saying, as sentences for the user."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from roiapp.core.fields import Field
from roiapp.files.returned.pages import Page
from roiapp.files.returned.rows import Rows
from roiapp.files.sheet_prints import ByHand
from roiapp.files.table_layout import text_of
from roiapp.files.tables import address, column_letters
from roiapp.language import list_text, tr, trn

_SHOWN: Final = 3  # of one sort, in brief
_LETTERS: Final = 60
#: a sentence, or one that names so many of its cells, None for all
_Said: TypeAlias = str | Callable[[int | None], str]


@dataclass
class Remarks:
    """The sentences, by sort: where sheets or columns are missing, what rows and cells could not be read."""

    _sheets: list[_Said] = field(default_factory=list)
    _cells: list[_Said] = field(default_factory=list)
    _rows: list[_Said] = field(default_factory=list)
    _comments: list[_Said] = field(default_factory=list)
    _calculated: list[_Said] = field(default_factory=list)
    _texts: list[_Said] = field(default_factory=list)
    _added: list[_Said] = field(default_factory=list)

    def gone(self, sheets: Sequence[str]) -> None:
        """Sheets of periods that are not there any more."""
        if sheets:
            self._sheets.append(
                trn("Sheet {sheets} is not in the workbook any more; its figures are as they were.",
                    "Sheets {sheets} are not in the workbook any more; their figures are as they were.",
                    len(sheets), sheets=_listed(sheets))
            )  # fmt: skip

    def scenarios_gone(self, sheet: str) -> None:
        """The sheet of scenarios is not there any more."""
        self._sheets.append(
            tr("Sheet “{sheet}” is not in the workbook any more; the scenarios are as they were.", sheet=sheet)
        )

    def cells_not_read(self) -> None:
        """There is nothing but the document."""
        self._sheets.append(
            tr("Of this workbook the document in it was read alone: its sheets are too large to be compared with it, or"
               " they are gone. What somebody changed there was not taken.")
        )  # fmt: skip

    def not_as_typed(self) -> None:
        """Its cells show other figures than the document has."""
        self._sheets.append(
            tr("The workbook shows the time-matched view, whose figures are not those that were typed. Of it the "
               "document in it was read alone; what somebody changed there was not taken.")
        )  # fmt: skip

    def copy(self, sheet: str, other: str) -> None:
        """A second sheet of the same period."""
        self._sheets.append(tr("Sheet “{sheet}” is a copy of “{other}” and was not read.", sheet=sheet, other=other))

    def strange(self, sheets: Sequence[str]) -> None:
        """Sheets that somebody added."""
        if sheets:
            self._sheets.append(
                trn("Sheet {sheets} is not part of the document and was not read.",
                    "Sheets {sheets} are not part of the document and were not read.",
                    len(sheets), sheets=_listed(sheets))
            )  # fmt: skip

    def columns_gone(self, sheet: str, fields: Sequence[Field]) -> None:
        """Columns of inputs that are not on a sheet any more."""
        if fields:
            named = _listed([tr(each.header) for each in fields])
            self._sheets.append(
                trn("Sheet “{sheet}” has no column {columns} any more; its figures are as they were.",
                    "Sheet “{sheet}” has no columns {columns} any more; their figures are as they were.",
                    len(fields), sheet=sheet, columns=named)
            )  # fmt: skip

    def unclear(self, page: Page, row: int, column: int, why: str, before: str) -> None:
        """A cell that cannot be taken; `before` is what the document keeps, "" for a blank."""
        place = {"sheet": page.sheet.name, "cell": address(row, column), "why": why}
        if before:
            self._cells.append(tr("“{sheet}”, {cell}: {why} It stays {before}.", **place, before=before))
        else:
            self._cells.append(tr("“{sheet}”, {cell}: {why} It stays blank.", **place))

    def row_copied(self, page: Page, row: int) -> None:
        """A row with the mark of another one."""
        self._rows.append(
            tr("“{sheet}”, row {row}: it is a copy of another row and was not read.", sheet=page.sheet.name,
               row=row + 1)
        )  # fmt: skip

    def changes_gone(self, sheet: str, count: int) -> None:
        """Rows of changes of scenarios that are not there any more."""
        if count:
            self._rows.append(
                trn("Sheet “{sheet}”: the row of {n} change is not there any more; the change is as it was.",
                    "Sheet “{sheet}”: the rows of {n} changes are not there any more; the changes are as they were.",
                    count, sheet=sheet)
            )  # fmt: skip

    def rows(self, page: Page, rows: Rows) -> None:
        """Rows that cannot be taken."""
        sheet = page.sheet.name
        for row in rows.twice:
            self._rows.append(
                tr("“{sheet}”, row {row}: “{channel}” is there twice; this row was not read.", sheet=sheet,
                   row=row + 1, channel=text_of(page.cell(row, page.first)))
            )  # fmt: skip
        for row in rows.nameless:
            self._rows.append(
                tr("“{sheet}”, row {row}: it has figures and no channel; it was not read.", sheet=sheet, row=row + 1)
            )
        for row in rows.aside:
            text = text_of(page.cell(row, page.first))
            self._rows.append(
                tr("“{sheet}”, {cell}: “{text}” stands below the table and was left aside.", sheet=sheet,
                   cell=address(row, page.first), text=_short(text))
            )  # fmt: skip

    def name_refused(self, before: str, name: str) -> None:
        """A new name that another channel has."""
        self._rows.append(
            tr("“{channel}” keeps its name: there is another channel “{name}”.", channel=before, name=name)
        )

    def names_differ(self, before: str, taken: str, other: str) -> None:
        """Two new names of one channel on two sheets."""
        self._rows.append(
            tr("“{channel}” is called “{name}” on one sheet and “{other}” on another; it became “{name}”.",
               channel=before, name=taken, other=other)
        )  # fmt: skip

    def calculated(self, sheet: str, places: Sequence[tuple[int, int]]) -> None:
        """Cells with formulas that somebody typed over."""
        if places:
            self._calculated.append(
                lambda most: trn(
                    "Sheet “{sheet}”: {cells} is calculated; what was typed over it was not taken.",
                    "Sheet “{sheet}”: {cells} are calculated; what was typed over them was not taken.",
                    len(places), sheet=sheet, cells=_addresses(places, most),
                )
            )  # fmt: skip

    def by_hand(self, sheet: str, found: ByHand) -> None:
        """What somebody changed in cells that are not read."""
        if found.rearranged:
            self._texts.append(
                tr("Sheet “{sheet}” was rearranged or rewritten. It is made anew with each export; nothing on it was"
                   " taken.", sheet=sheet)
            )  # fmt: skip
            return
        self.calculated(sheet, found.calculated)
        if found.texts:
            self._texts.append(
                lambda most: trn(
                    "Sheet “{sheet}”: the text in {cells} was changed; that was not taken.",
                    "Sheet “{sheet}”: the texts in {cells} were changed; that was not taken.",
                    len(found.texts), sheet=sheet, cells=_addresses(found.texts, most),
                )
            )  # fmt: skip
        if found.added:
            self._added.append(
                lambda most: trn(
                    "Sheet “{sheet}”: what was written into {cells} has no place in the document and was left aside.",
                    "Sheet “{sheet}”: what was written into {cells} has no place in the document and was left aside.",
                    len(found.added), sheet=sheet, cells=_addresses(found.added, most),
                )
            )  # fmt: skip

    def columns_added(self, sheet: str, columns: Sequence[int]) -> None:
        """Columns that somebody added beside ours."""
        if columns:
            self._added.append(
                trn("Sheet “{sheet}”: column {columns} is not part of the document and was not read.",
                    "Sheet “{sheet}”: columns {columns} are not part of the document and were not read.",
                    len(columns), sheet=sheet, columns=list_text([column_letters(each) for each in columns]))
            )  # fmt: skip

    def stray_comment(self, sheet: str, row: int, column: int, text: str) -> None:
        """A comment where the document has no notes."""
        self._comments.append(
            tr("“{sheet}”, {cell}: there is no place in the document for the comment “{text}”; it was left aside.",
               sheet=sheet, cell=address(row, column), text=_short(text))
        )  # fmt: skip

    def note_differs(self, sheet: str, row: int, column: int) -> None:
        """A comment that says something else than the sheet of notes; both were changed."""
        self._comments.append(
            tr("“{sheet}”, {cell}: the comment was changed, and the same note on the sheet of notes in another way; the"
               " comment was taken.", sheet=sheet, cell=address(row, column))
        )  # fmt: skip

    def comments_gone(self) -> None:
        """No comment is left at any cell."""
        self._comments.append(tr("The workbook has no comments any more; the notes are as they were."))

    def sentences(self, *, brief: bool = False) -> Iterator[str]:
        """All of them with every cell; in `brief`, of many of one sort the first."""
        most = _SHOWN if brief else None
        for found in (self._cells, self._rows, self._sheets, self._comments, self._calculated, self._texts,
                      self._added):
            for said in found[:most]:
                yield said if isinstance(said, str) else said(most)
            more = len(found) - _SHOWN
            if brief and more > 0:
                yield trn("{n} more place like this.", "{n} more places like this.", more)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"


def _addresses(places: Sequence[tuple[int, int]], most: int | None) -> str:
    cells = ", ".join(address(*place) for place in places[:most])
    return cells if most is None or len(places) <= most else tr("{cells} and more", cells=cells)


def _listed(texts: Sequence[str]) -> str:
    return list_text([tr("“{text}”", text=text) for text in texts])
