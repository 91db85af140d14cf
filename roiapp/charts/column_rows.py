"""The part of a layout that charts with a row a mark, keys above and columns of figures at the right share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QRectF

from roiapp.charts.heading import Heading, Key, heading
from roiapp.charts.linear_axis import LinearAxis
from roiapp.charts.places import Range
from roiapp.charts.row_names import short_names
from roiapp.charts.row_places import RowPlaces
from roiapp.charts.style import MEDIUM, STRONG, ChartStyle

LEFT, RIGHT, AXIS = 20.0, 16.0, 22.0
NAME_GAP = 14.0
#: px for the columns' headers
COLUMNS = 18.0
_COLUMN_GAP, _NAMES_MOST, _PLOT_LEAST = 18.0, 0.28, 0.34
_LINES_FROM = 190.0  # px of height from which keys may take several lines
_MEASURED = 12  # of many texts only the longest are measured

#: a column that is wished for: its header, its texts by row and their weight
Wanted = tuple[str, tuple[str, ...], int]


@dataclass(frozen=True)
class Column:
    """One column of figures: its header and the place of it."""

    header: str
    rect: QRectF
    texts: tuple[str, ...]


class ColumnRows(RowPlaces):
    """Names at the left, the plot, columns of figures at the right, where nothing can lie over them."""

    style: ChartStyle
    names: Sequence[str]
    names_width: float
    axis: LinearAxis
    heading: Heading
    columns: list[Column]

    def place_around(self, title: str, keys: Sequence[Key], names: Sequence[str], wanted: Sequence[Wanted]) -> None:
        """Set `names`, `names_width`, `heading`, `columns` and `plot`; columns without room are left out, from the last
        on. The axis is the layout's own."""
        self.names = names
        width, height = self.size.width(), self.size.height()
        widest = self.widest(names, STRONG) + 1.0
        self.names_width = min(widest, max(width * _NAMES_MOST - LEFT, 0.0))
        left = LEFT + self.names_width + NAME_GAP
        columns, right = self._columns(list(wanted), width, left)
        self.heading, columns_top = self._heading(title, keys, right)
        self.columns = [replace(column, rect=column.rect.translated(0.0, columns_top)) for column in columns]
        top = max(self.heading.height, columns_top + COLUMNS)
        self.plot = QRectF(left, top, max(right - left, 1.0), max(height - top - AXIS, 1.0))

    def view_range(self, scroll: float) -> tuple[Range, Range]:
        """Across in the axis's unit, down from row to row."""
        top = scroll / self.slot
        return (self.axis.low, self.axis.high), (top, top + self.plot.height() / self.slot)

    @cached_property
    def short_names(self) -> tuple[str, ...]:
        """The names as they find room, selected or not."""
        return short_names(self.names, self.names_width, self.style, STRONG)

    def widest(self, texts: Sequence[str], weight: int) -> float:
        """Width of the widest of these texts."""
        longest = sorted(texts, key=len, reverse=True)[:_MEASURED]
        return max((self.style.width(text, weight) for text in longest), default=0.0)

    def _heading(self, title: str, keys: Sequence[Key], right: float) -> tuple[Heading, float]:
        """The title with the keys, and where the columns' headers stand: beside them where all find room there."""
        style, width, height = self.style, self.size.width(), self.size.height()
        beside = heading(title, keys, style, LEFT, right)
        low = height < _LINES_FROM  # little height is for the rows
        if low and len(beside.keys) < len(keys):
            # The tab says what the chart is, but nothing else what its signs are.
            untitled = heading("", keys, style, LEFT, right)
            if len(untitled.keys) > len(beside.keys):
                return untitled, untitled.title_rect.top()
        if (low or len(beside.keys) == len(keys)) and beside.title_rect.width() >= style.width(title, STRONG):
            return beside, beside.title_rect.top()
        lines = 1 if low else 2 if height < 2 * _LINES_FROM else 3
        above = heading(title, keys, style, LEFT, width - RIGHT, lines)
        return above, above.height

    def _columns(self, wanted: list[Wanted], width: float, left: float) -> tuple[list[Column], float]:
        """The columns there is room for, and where the plot ends."""
        while wanted:
            widths = [max(self.widest(t, w), self.style.width(h, MEDIUM)) + 1.0 for h, t, w in wanted]
            right = width - RIGHT - sum(widths) - _COLUMN_GAP * len(widths)
            if right - left >= width * _PLOT_LEAST:
                break
            wanted.pop()
        else:
            return [], width - RIGHT
        columns = []
        x = right + _COLUMN_GAP
        for (header, texts, _), wide in zip(wanted, widths, strict=True):
            columns.append(Column(header, QRectF(x, 0.0, wide, COLUMNS), texts))
            x += wide + _COLUMN_GAP
        return columns, right
