"""Which rows of a table are data, and why the others are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from roiapp.files.dialects import is_unknown, names_nobody, normal
from roiapp.files.table_layout import Layout, is_blank, text_of
from roiapp.files.table_limits import go_on
from roiapp.files.tables import ABSENT, Cell, Skipped
from roiapp.files.total_words import is_period_total, is_total
from roiapp.language import tr

_LONG_NOTE = 60
_LETTERS = 10


class _Memory(dict[str, bool]):
    """The answers of a question, each asked once: in a long table the same texts come again and again."""

    def __init__(self, question: Callable[[str], bool]) -> None:
        super().__init__()
        self._question = question

    def __missing__(self, text: str) -> bool:
        answer = self[text] = self._question(text)
        return answer


@dataclass
class Rows:
    """`data` are indices of the rows to import. `nameless` have figures and no channel, `named_sums` are named as a
    total of something may be: all of them are totals if they are sums. `unnamed` are those of the nameless in which
    "n/a" or a dash stands for the channel."""

    data: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    named_sums: list[int] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unnamed: set[int] = field(default_factory=set)

    def skip(self, layout: Layout, row: int, why: str) -> None:
        """Leave a row (index) out; several of ours may come from one of the user's."""
        place = layout.place(row)
        skipped = Skipped(place.sheet, place.row + 1, why)
        if layout.sheet.shape is None or layout.sheet.shape.plain or skipped not in self.skipped[-50:]:
            self.skipped.append(skipped)


def sort_rows(layout: Layout) -> Rows:
    """Every row below the header that is not empty: data, or left out and why."""
    rows = Rows(skipped=list(layout.sheet.shape.skipped if layout.sheet.shape is not None else ()))
    if layout.units:
        rows.skip(layout, layout.header + 1, tr("units of the columns"))
    sorting = _Sorting(layout, rows)
    ordinary, headings = _ordinary(layout), sorting.headings
    for index in layout.rows:
        if not headings and ordinary(layout.sheet.rows[index]):
            rows.data.append(index)
        else:
            go_on()
            sorting.take(index)
    return rows


class _Row(NamedTuple):
    """What a row says: the channel's name, its first cell, by which words it is a total, whether a figure is known."""

    number: int
    name: str
    first: str
    total: str
    known: bool
    alone: bool  # whether one cell alone is filled


class _Sorting:
    """Rows that are no data at the first look, one after the other: what one is depends on those above it."""

    def __init__(self, layout: Layout, rows: Rows) -> None:
        self._layout = layout
        self._rows = rows
        self._header = [normal(text) for text in layout.headers]
        self._heads = _heads(layout)
        self._is_total, self._is_period_total = _Memory(is_total), _Memory(is_period_total)
        self._gap = False  # whether an empty row or a total stands above
        #: what the headings without figures are called -> their rows, -1 where they were left out
        self.headings: dict[str, int] = {}

    def take(self, index: int) -> None:
        """The next row."""
        row = self._read(index)
        if row is None or self._left_out_as_total(row):
            self._gap = True
        elif why := self._why_left_out(row):
            self._rows.skip(self._layout, index, why)
        else:
            self._keep(row)

    def _read(self, index: int) -> _Row | None:
        """The row; None where it is empty."""
        layout, cells = self._layout, self._layout.sheet.rows[index]
        filled = [cell for cell in cells if not is_blank(cell)]
        if not filled:
            return None
        name, first, when = text_of(layout.cell(index, layout.named_by)), text_of(filled[0]), _when(layout)
        if name and names_nobody(name):
            name = ""
            self._rows.unnamed.add(index)
        period = text_of(layout.cell(index, when)) if when is not None else ""
        total = next((text for text in (name, first) if self._is_total[text]), "")
        if not total and self._is_period_total[period]:
            total = period
        alone = len(filled) == 1
        text_alone = alone and isinstance(filled[0], str) and _no_figure(first)
        return _Row(index, name, first, total, self._known(index, text_alone), alone)

    def _known(self, index: int, text_alone: bool) -> bool:
        """Whether a field has a figure, or a formula whose figure is not known."""
        layout, marks = self._layout, self._layout.sheet.marks
        if not text_alone and any(_has_figure(layout.cell(index, column)) for column in layout.fields.values()):
            return True
        return bool(marks) and any(marks.get((index, column), "").startswith("=") for column in layout.fields.values())

    def _left_out_as_total(self, row: _Row) -> bool:
        if row.total:
            self._rows.skip(self._layout, row.number, tr("total row: {text}", text=row.total))
            self._end_heading(row.total)
            return True
        if self._end_heading(row.name):
            self._rows.skip(self._layout, row.number, tr("total row: {text}", text=row.name))
            return True
        return False

    def _end_heading(self, total: str) -> bool:
        """Whether a row is the total of those below a heading, which then is no channel without figures."""
        name = normal(total)
        for heading, index in list(self.headings.items()):
            if heading != name and heading in name and is_total(" ".join(name.replace(heading, " ").split())):
                del self.headings[heading]
                if index >= 0:  # not left out as a heading before
                    self._rows.data.remove(index)
                    text = text_of(self._layout.cell(index, self._layout.named_by))
                    self._rows.skip(self._layout, index, tr("heading without figures: {text}", text=text))
                return True
        return False

    def _why_left_out(self, row: _Row) -> str:
        """Why a row that is no total is no data; "" where it is."""
        if self._is_header(row):
            return tr("the header again")
        if row.known:
            return ""
        if row.alone and (self._gap or len(row.first) > _LONG_NOTE or row.first[0] in "*#@©"):
            if self._gap and len(row.first) <= _LONG_NOTE and _leads_on(self._layout, row.number):
                self.headings[normal(row.first)] = -1
                return tr("heading without figures: {text}", text=row.first)
            return tr("note below the table: {text}", text=row.first[:_LONG_NOTE])
        if not row.name:
            return tr("no channel and no figures: {text}", text=row.first[:_LONG_NOTE])
        if "channel" not in self._layout.roles:
            return tr("heading without figures: {text}", text=row.name[:_LONG_NOTE])
        return ""

    def _is_header(self, row: _Row) -> bool:
        if (row.name or row.first).casefold() not in self._heads:
            return False
        cells = self._layout.sheet.rows[row.number]
        return [normal(text_of(cell)) for cell in cells] == self._header[: len(cells)]

    def _keep(self, row: _Row) -> None:
        rows = self._rows
        if row.known and not row.name:
            (rows.data if self._layout.named_by is None else rows.nameless).append(row.number)
        elif row.known and self._is_period_total[row.name]:
            rows.named_sums.append(row.number)
        else:
            rows.data.append(row.number)
            if row.alone and not row.known:
                self.headings[normal(row.name)] = row.number


def _heads(layout: Layout) -> set[str]:
    """What the columns are called, whatever the case."""
    return {text.casefold() for text in layout.headers if text}


def _when(layout: Layout) -> int | None:
    """The column that says of which period or day a row is."""
    return layout.roles.get("period", layout.roles.get("date"))


def _ordinary(layout: Layout) -> Callable[[Sequence[Cell]], bool]:
    """Whether a row is data at the first look, as nearly all of a long table are: its name and its first cell are words
    of no total and no header, and it has a figure."""
    fields, named_by, when, heads = tuple(layout.fields.values()), layout.named_by, _when(layout), _heads(layout)
    width = max((*fields, named_by or 0, when or 0), default=0)

    def says_nothing(text: str) -> bool:
        clean = text_of(text)
        return bool(clean) and not names_nobody(clean) and not is_period_total(clean) and clean.casefold() not in heads

    words = _Memory(says_nothing)
    whens = _Memory(lambda text: not is_period_total(text_of(text)))

    def look(cells: Sequence[Cell]) -> bool:
        if named_by is None or len(cells) <= width:
            return False
        name, first, at = cells[named_by], cells[0], cells[when] if when is not None else None
        if type(name) is not str or not words[name] or (type(at) is str and not whens[at]):
            return False
        if type(first) is str:
            if not words[first]:
                return False
        elif first is None or first is ABSENT:
            return False
        for column in fields:
            cell = cells[column]
            if (type(cell) is str and cell[:1].isdigit()) or type(cell) is float:
                return True
        return False

    return look


def _no_figure(text: str) -> bool:
    """Whether a text is surely no figure: it has no digit, or many letters."""
    return not any(sign.isdigit() for sign in text) or sum(sign.isalpha() for sign in text) > _LETTERS


def _leads_on(layout: Layout, row: int) -> bool:
    """Whether a row with more than one cell follows."""
    for cells in layout.sheet.rows[row + 1 : row + 4]:
        filled = sum(not is_blank(cell) for cell in cells)
        if filled:
            return filled > 1
    return False


def _has_figure(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell[:1].isdigit() or not is_unknown(cell)
    return cell is not None and cell is not ABSENT
