"""Tables on pages: as wide as the page, broken over several of them with the header on each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from roiapp.charts.marks import draw_dot, fill
from roiapp.palette import channel_colour
from roiapp.report.blocks import Block, Paragraph
from roiapp.report.drawing import LEFT, RIGHT, ground, line
from roiapp.report.ink import TOKENS, Ink
from roiapp.report.verdicts import tone_colour

if TYPE_CHECKING:
    from roiapp.analysis.client_report.parts import TextRow, TextTable

_PADDING: Final = 8.0
_DOT, _NAME_LEFT = 10.0, 22.0
_LEAST_NAME, _NAME_SHARE = 96.0, 0.22
_HEADER_LINE: Final = 13.0
_SIZES: Final = (11, 10, 9, 8)
_FEWEST: Final = 3  # rows at least on a page, so that no header stands alone


@dataclass(frozen=True)
class TableLook:
    """How a table stands in a width: the same on all of its pages, whatever the height of its rows."""

    ink: Ink
    table: TextTable
    width: float

    @cached_property
    def size(self) -> int:
        """The largest size at which no figure is cut."""
        return next((size for size in _SIZES if self._needed(size) <= self.width), _SIZES[-1])

    def _needed(self, size: int, *, fold: bool = True) -> float:
        names = max(_LEAST_NAME, self.width * _NAME_SHARE)
        places = range(1, len(self.table.columns))
        return names + sum(self._figures_width(place, size, fold=fold) for place in places)

    @cached_property
    def _folds(self) -> bool:
        """Whether headers stand in two lines, which they do where there is no room for them in one."""
        return self._needed(self.size, fold=False) > self.width

    def _figures_width(self, place: int, size: int, *, fold: bool) -> float:
        """What a column needs: its widest figure and its header."""
        column, strong = self.table.columns[place], self.ink.metrics(size, 600)
        rows = [*self.table.rows, *filter(None, [self.table.total])]
        longest = sorted((row.cells[place] for row in rows), key=len, reverse=True)[:12]
        cells = max((strong.horizontalAdvance(text) for text in longest), default=0.0)
        if not column.figures:
            cells = min(cells, 110.0)
        header = self.ink.metrics(max(size - 1, 8), 600)
        whole = header.horizontalAdvance(column.header)
        words = max((header.horizontalAdvance(word) for word in column.header.split()), default=0.0)
        folded = max(words, whole / 2 + 8.0) if fold and " " in column.header else whole
        return max(cells, min(whole, folded)) + 2 * _PADDING

    @cached_property
    def edges(self) -> list[float]:
        """Left edges of the columns and the right edge of the last."""
        size = self.size
        places = range(1, len(self.table.columns))
        widths = [self._figures_width(place, size, fold=self._folds) for place in places]
        spare = self.width - sum(widths)
        names = max(_LEAST_NAME, min(spare, self._names_width() + 8.0))
        more = max(0.0, (self.width - names - sum(widths)) / max(len(widths), 1))
        edges = [0.0, names]
        for width in widths:
            edges.append(edges[-1] + width + more)
        return edges

    def _names_width(self) -> float:
        metrics = self.ink.metrics(self.size)
        names = [row.cells[0] + row.mark for row in self.table.rows]
        longest = sorted([*names, self.table.columns[0].header], key=len, reverse=True)[:12]
        widest = max(metrics.horizontalAdvance(text) for text in longest)
        return min(self.name_left + widest + 2 * _PADDING, self.width * 0.45)

    @cached_property
    def name_left(self) -> float:
        return _NAME_LEFT if any(row.dot is not None for row in self.table.rows) else _PADDING

    @cached_property
    def headers(self) -> list[Paragraph]:
        size = max(self.size - 1, 8)
        made = []
        for place, column in enumerate(self.table.columns):
            room = self.edges[place + 1] - self.edges[place] - 2 * _PADDING
            made.append(Paragraph(self.ink, column.header, max(room, 20.0) + 1.0, size, self.ink.brand_text,
                                  weight=600, leading=_HEADER_LINE / size, most=3))  # fmt: skip
        return made

    @cached_property
    def header_height(self) -> float:
        return max(each.height for each in self.headers) + 9.0

    def name_text(self, number: int) -> str:
        row = self.table.rows[number]
        return f"{row.cells[0]} {row.mark}" if row.mark else row.cells[0]

    @cached_property
    def long_names(self) -> dict[int, Paragraph]:
        """The first cells that have no room in one line, by their rows; texts in lines are dear where rows are many."""
        metrics, room = self.ink.metrics(self.size), self.name_room
        long = (number for number in range(len(self.table.rows))
                if metrics.horizontalAdvance(self.name_text(number)) > room)  # fmt: skip
        return {number: self._name(number) for number in long}

    @cached_property
    def name_room(self) -> float:
        return self.edges[1] - self.name_left - 4.0

    def _name(self, number: int) -> Paragraph:
        return Paragraph(self.ink, self.name_text(number), self.name_room, self.size, TOKENS.text, leading=1.2, most=3)

    def name(self, number: int) -> Paragraph:
        """The first cell of a row, to be drawn."""
        return self.long_names.get(number) or self._name(number)

    def row_height(self, number: int, row: float) -> float:
        """Of a row that is `row` px high where its name stands in one line."""
        name = self.long_names.get(number)
        return row if name is None else max(row, name.height + 5.0)


class TableBlock(Block):
    """Rows of a table below its header, those from `first` on and before `last`, with the total below the last one.
    `row` is the height of a row of one line."""

    def __init__(self, look: TableLook, row: float, first: int = 0, last: int | None = None) -> None:
        self._look = look
        self._row = row
        self._first = first
        self._last = len(look.table.rows) if last is None else last
        self._totals = look.table.total if self._last == len(look.table.rows) else None
        self._total_height = row + 3.0 if self._totals is not None else 0.0
        rows = sum(look.row_height(number, row) for number in range(self._first, self._last))
        self.height = look.header_height + rows + self._total_height

    @property
    def numbers(self) -> range:
        """Which rows of the table stand here."""
        return range(self._first, self._last)

    @property
    def totalled(self) -> bool:
        """Whether the total stands below them."""
        return self._totals is not None

    def split(self, room: float) -> tuple[Block, Block] | None:
        look, left, number = self._look, room - self._look.header_height, self._first
        while number < self._last and left >= (height := look.row_height(number, self._row)):
            left -= height
            number += 1
        number = min(number, self._last - 1)  # the total never stands alone
        if number - self._first < _FEWEST:
            return None
        first = TableBlock(look, self._row, self._first, number)
        rest = TableBlock(look, self._row, number, self._last)
        first.gap = rest.gap = self.gap
        return first, rest

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        look = self._look
        y = top + look.header_height
        ground(painter, QRectF(left, top, look.width, look.header_height), look.ink.tint, 0.0)
        for place, header in enumerate(look.headers):
            right = look.table.columns[place].figures
            x = left + (look.edges[place + 1] - _PADDING - header.widest if right else look.edges[place] + _PADDING)
            self._paint_header(painter, header, x, y - 4.5 - header.height, right=right)
        for number in range(self._first, self._last):
            height = look.row_height(number, self._row)
            self._paint_row(painter, number, left, y, height)
            y += height
            if number < self._last - 1 or self._totals is None:
                fill(painter, left, y - 0.5, look.width, 0.5, TOKENS.border)
        if self._totals is not None:
            ground(painter, QRectF(left, y, look.width, self._total_height), look.ink.tint, 0.0)
            fill(painter, left, y, look.width, 1.5, look.ink.brand)
            self._paint_cells(painter, self._totals, left, y + 1.0, self._total_height - 1.0, weight=600)
            rect = QRectF(left + _PADDING, y + 1.0, look.edges[1] - _PADDING, self._total_height - 1.0)
            line(painter, look.ink.font(look.size, 600), TOKENS.text, self._totals.cells[0], rect)

    def _paint_header(self, painter: QPainter, header: Paragraph, x: float, y: float, *, right: bool) -> None:
        if right and header.lines > 1:
            header.paint_right(painter, x + header.widest, y)
        else:
            header.paint(painter, x, y)

    def _paint_row(self, painter: QPainter, number: int, left: float, top: float, height: float) -> None:
        look = self._look
        row, name = look.table.rows[number], look.name(number)
        if row.dot is not None:
            middle = QRectF(left, top, 2 * _DOT, min(height, self._row)).center()
            draw_dot(painter, middle, 6.0, channel_colour(row.dot, 0))
        name.paint(painter, left + look.name_left, top + (height - name.height) / 2)
        self._paint_cells(painter, row, left, top, height, weight=400)

    def _paint_cells(
        self, painter: QPainter, row: TextRow, left: float, top: float, height: float, *, weight: int
    ) -> None:  # fmt: skip
        look = self._look
        last = len(row.cells) - 1
        for place in range(1, len(row.cells)):
            start, end = look.edges[place], look.edges[place + 1]
            figures = look.table.columns[place].figures
            rect = QRectF(left + start + _PADDING, top, end - start - 2 * _PADDING, height)
            toned = place == last and bool(row.tone)
            font = look.ink.font(look.size, 600 if toned else weight)
            colour = tone_colour(row.tone) if toned else TOKENS.text
            line(painter, font, colour, row.cells[place], rect, RIGHT if figures else LEFT)
