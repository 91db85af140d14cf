"""What is written beside the figures of a returned workbook, held against the document's notes: comments at cells, and
the texts on the sheet of notes that are the document's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from roiapp.core.catalog import Catalog
from roiapp.core.note_edits import LONGEST_NOTE
from roiapp.core.worksheet import ANY, Place, Worksheet
from roiapp.files.bare_text import bare, same_text
from roiapp.files.excel import marks
from roiapp.files.excel.texts import LONGEST_TEXT
from roiapp.files.returned.changes import Changes
from roiapp.files.returned.pages import Page
from roiapp.files.returned.remarks import Remarks
from roiapp.files.returned.rows import Rows
from roiapp.files.table_layout import is_blank
from roiapp.files.tables import Sheet
from roiapp.language import plain


@dataclass(frozen=True)
class _Comment:
    """A comment at a cell of a sheet."""

    sheet: str
    row: int
    column: int
    text: str


@dataclass
class Written:
    """Gathers what was found, and settles in the end what of it is new. A channel's note stands on every sheet."""

    worksheet: Worksheet
    catalog: Catalog
    changes: Changes
    remarks: Remarks
    #: comments that have a place, and places of the document's notes that have a cell somewhere
    _found: dict[Place, list[_Comment]] = field(default_factory=dict)
    _expected: set[Place] = field(default_factory=set)
    _stray: list[_Comment] = field(default_factory=list)

    def take_page(self, page: Page, rows: Rows, period: int) -> None:
        """The comments on a period's sheet."""
        if page.sheet.comments is None:
            return
        cells = dict(self._cells(page, rows, self.worksheet.periods[period].key))
        notes = self.worksheet.notes
        expected = notes.keys() & set(cells.values())
        self._expected |= expected
        others = []
        for comment in _comments(page.sheet):
            place = cells.get((comment.row, comment.column))
            if place is not None and _is_note(notes.get(place, ""), comment.text):
                self._found.setdefault(place, []).append(comment)
                expected.discard(place)
            else:
                others.append((place, comment))
        for place, comment in others:
            # Where rows were sorted, comments may have been left where they were.
            left = next((each for each in expected if _is_note(notes[each], comment.text)), place)
            if left is None:
                self._stray.append(comment)
            else:
                self._found.setdefault(left, []).append(comment)
                expected.discard(left)

    def _cells(self, page: Page, rows: Rows, period: int) -> Iterator[tuple[tuple[int, int], Place]]:
        """Which cells are the places of which notes: of those that have a note or a comment."""
        yield (page.row - 1, page.first), ("", period, ANY)
        wanted = {row for row, _ in page.sheet.comments or ()}
        noted = {channel for _, _, channel in self.worksheet.notes}
        known = self.catalog.field.keys() | self.catalog.metric.keys()
        figures = {id_: column for id_, column in page.columns.items() if id_ in known}
        for channel, row in rows.known.items():
            key = self.worksheet.keys[channel]
            if row in wanted or key in noted:
                yield (row, page.first), ("", ANY, key)
                yield from (((row, column), (id_, period, key)) for id_, column in figures.items())
        if rows.total is not None:
            yield from (((rows.total, column), (id_, period, ANY)) for id_, column in figures.items())

    def take_others(self, sheet: Sheet) -> None:
        """The comments on a sheet that is not read otherwise."""
        self._stray += _comments(sheet)

    def take_notes(self, page: Page) -> None:
        """The texts on the sheet of notes. What a comment says of the same place counts more."""
        column = page.columns.get(marks.VALUE)
        if column is None:
            return
        definitions = list(self.worksheet.settings.definitions)
        for row, mark in page.marked():
            cell = page.cell(row, column)
            text = "" if is_blank(cell) else str(cell)
            place, number = marks.note_place(mark), marks.word_number(mark)
            if place in self.worksheet.notes:
                now = self._changed(place, text)
                if now is not None:
                    self.changes.notes[place] = now or None
            elif number is not None and number < len(definitions):
                word, meaning = definitions[number]
                if not same_text(plain(meaning)[:LONGEST_TEXT], text):
                    definitions[number] = word, text
        if tuple(definitions) != self.worksheet.settings.definitions:
            self.changes.settings["definitions"] = tuple(each for each in definitions if each[1].strip())

    def _changed(self, place: Place, text: str) -> str | None:
        """What the note of a place became, None where it is as it was; the end that had no room is there again."""
        was = self.worksheet.notes.get(place, "")
        sent = plain(was)[:LONGEST_TEXT]
        if same_text(sent, text):
            return None
        return (text + was[LONGEST_TEXT:])[:LONGEST_NOTE] if text.strip() else ""

    def settle(self) -> None:
        """Find out which comments are new, another or gone."""
        notes = self.worksheet.notes
        for place, comments in self._found.items():
            changed = [each for each in comments if each.text.strip() and self._changed(place, each.text)]
            if not changed:
                continue
            first, *others = changed
            text = self._changed(place, first.text)
            before = self.changes.notes.get(place)
            self.changes.notes[place] = text
            self._stray += (each for each in others if not same_text(first.text, each.text))
            if before and text and not same_text(before, text):
                self.remarks.note_differs(first.sheet, first.row, first.column)
        self._settle_gone()
        for each in self._stray:
            if each.text.strip() and not any(_is_note(note, each.text) for note in notes.values()):
                self.remarks.stray_comment(each.sheet, each.row, each.column, each.text)

    def _settle_gone(self) -> None:
        """A note whose comment is gone was removed; where none is left a program may have dropped them all."""
        notes = self.worksheet.notes
        missing = [place for place in self._expected - self._found.keys() if bare(notes[place])]
        if missing and not self._found:
            self.remarks.comments_gone()
            return
        for place in missing:
            self.changes.notes.setdefault(place, None)


def _is_note(note: str, text: str) -> bool:
    return same_text(plain(note)[:LONGEST_TEXT], text)


def _comments(sheet: Sheet) -> list[_Comment]:
    return [_Comment(sheet.name, *cell, text) for cell, text in sorted((sheet.comments or {}).items())]
