"""Which rows of a table are data, and why the others are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

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
    header = [normal(text) for text in layout.headers]
    heads = {text.casefold() for text in layout.headers if text}
    named_by, when = layout.named_by, layout.roles.get("period", layout.roles.get("date"))
    total_words, period_totals, sum_words = _Memory(is_total), _Memory(is_period_total), _Memory(is_period_total)
    headings: dict[str, int] = {}
    marks = layout.sheet.marks
    ordinary = _ordinary(layout, heads)
    gap = False
    if layout.units:
        rows.skip(layout, layout.header + 1, tr("units of the columns"))
    for index in layout.rows:
        cells = layout.sheet.rows[index]
        if not headings and ordinary(cells):
            rows.data.append(index)
            continue
        go_on()
        filled = [cell for cell in cells if not is_blank(cell)]
        if not filled:
            gap = True
            continue
        name, first = text_of(layout.cell(index, named_by)), text_of(filled[0])
        if name and names_nobody(name):
            name = ""
            rows.unnamed.add(index)
        period = text_of(layout.cell(index, when)) if when is not None else ""
        total = next((t for t in (name, first) if total_words[t]), period if period_totals[period] else "")
        lone = len(filled) == 1 and isinstance(filled[0], str) and _no_figure(first)
        known = (not lone and any(_has_figure(layout.cell(index, column)) for column in layout.fields.values())) or (
            bool(marks) and any(marks.get((index, column), "").startswith("=") for column in layout.fields.values())
        )
        if total or (headings and _ends(rows, layout, name, headings)):
            rows.skip(layout, index, tr("total row: {text}", text=total or name))
            _ends(rows, layout, total, headings)
            gap = True
        elif (name or first).casefold() in heads and [normal(text_of(cell)) for cell in cells] == header[: len(cells)]:
            rows.skip(layout, index, tr("the header again"))
        elif not name and known:
            (rows.data if named_by is None else rows.nameless).append(index)
        elif not known and len(filled) == 1 and (gap or len(first) > _LONG_NOTE or first[0] in "*#@©"):
            if gap and len(first) <= _LONG_NOTE and _leads_on(layout, index):
                rows.skip(layout, index, tr("heading without figures: {text}", text=first))
                headings[normal(first)] = -1
            else:
                rows.skip(layout, index, tr("note below the table: {text}", text=first[:_LONG_NOTE]))
        elif not name:
            rows.skip(layout, index, tr("no channel and no figures: {text}", text=first[:_LONG_NOTE]))
        elif not known and "channel" not in layout.roles:
            rows.skip(layout, index, tr("heading without figures: {text}", text=name[:_LONG_NOTE]))
        elif known and sum_words[name]:
            rows.named_sums.append(index)
        else:
            rows.data.append(index)
            if not known and len(filled) == 1:
                headings[normal(name)] = index
    return rows


def _ordinary(layout: Layout, heads: set[str]) -> Callable[[Sequence[Cell]], bool]:
    """Whether a row is data at the first look, as nearly all of a long table are: its name and its first cell are words
    of no total and no header, and it has a figure."""
    fields, named_by, when = tuple(layout.fields.values()), layout.named_by, layout.roles.get(
        "period", layout.roles.get("date")
    )  # fmt: skip
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


def _ends(rows: Rows, layout: Layout, total: str, headings: dict[str, int]) -> bool:
    """Whether a row is the total of those below a heading, which then is no channel without figures."""
    name = normal(total)
    for heading, index in list(headings.items()):
        if heading != name and heading in name and is_total(" ".join(name.replace(heading, " ").split())):
            del headings[heading]
            if index < 0:  # left out as a heading before
                return True
            rows.data.remove(index)
            text = text_of(layout.cell(index, layout.named_by))
            rows.skip(layout, index, tr("heading without figures: {text}", text=text))
            return True
    return False


def _has_figure(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell[:1].isdigit() or not is_unknown(cell)
    return cell is not None and cell is not ABSENT
