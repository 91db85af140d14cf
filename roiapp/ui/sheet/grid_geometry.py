"""Where the cells of the grid are: column edges, rows, what has scrolled away; for header, cells and totals. No Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

ROW_HEIGHT: Final = 24
TALL_ROW_HEIGHT: Final = 36  # where what was is said below what is
MOST_TALL: Final = 500  # where more rows would be tall, all are
BAND_HEIGHT: Final = 20
HEADER_HEIGHT: Final = 28
TOTALS_HEIGHT: Final = 28
TALL_TOTALS_HEIGHT: Final = 40
CELL_PADDING: Final = 12
TIGHT_PADDING: Final = 8  # where it brings all columns into sight
#: beside a total: how many channels it covers
COVERAGE_LEFT: Final = 8
COVERAGE_GAP: Final = 8
NAME_LEFT: Final = 36  # where a channel's name begins, behind its dot
DOT_LEFT: Final = 16
LEAST_WIDTH: Final = 60
SORT_ROOM: Final = 16  # of the arrow beside the title of a sorted column
LEAST_NAME_WIDTH: Final = 132
MOST_NAME_WIDTH: Final = 280


class Block(NamedTuple):
    """A rectangle of cells, all ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, one: tuple[int, int], other: tuple[int, int]) -> Block:
        """The rectangle between two cells (row, column)."""
        (a, b), (c, d) = one, other
        return cls(min(a, c), min(b, d), max(a, c), max(b, d))

    @property
    def rows(self) -> range:
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        return range(self.left, self.right + 1)

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.columns)

    def holds(self, place: tuple[int, int] | None) -> bool:
        """Whether a cell (row, column) lies in it."""
        return place is not None and place[0] in self.rows and place[1] in self.columns

    @property
    def single(self) -> bool:
        return self.top == self.bottom and self.left == self.right


class TallRows(NamedTuple):
    """Which rows have room for a second line: these, ascending, or `every` one."""

    rows: tuple[int, ...] = ()
    every: bool = False

    @classmethod
    def of(cls, rows: Sequence[int]) -> TallRows:
        """These rows, ascending; every row where they are many."""
        return cls(every=True) if len(rows) > MOST_TALL else cls(tuple(rows))


NONE_TALL: Final = TallRows()


@dataclass
class GridGeometry:
    """Column 0 is frozen at the left, the others scroll by `x`. `edges[i]` is the left edge of column i while nothing
    has scrolled, `edges[-1]` the right edge of the last. `first_computed` is the first column of the second band.
    `zoom` and the window's `text_size` are in percent: every length but the widths of lines grows with them. `tight`
    cells have less padding, `tall` rows room for a second line, and so have the totals where a scenario is looked at
    (`supposed`)."""

    edges: list[int] = field(default_factory=lambda: [0, 0])
    first_computed: int = 1
    x: int = 0
    y: int = 0
    zoom: int = 100
    text_size: int = 100
    tight: bool = False
    tall: TallRows = NONE_TALL
    supposed: bool = False

    @property
    def scale(self) -> int:
        """Both as one, in percent."""
        return self.zoom * self.text_size // 100

    def px(self, length: int) -> int:
        """A length at the zoom at hand."""
        return length if self.scale == 100 else max(1, (length * self.scale + 50) // 100)

    @property
    def row_height(self) -> int:
        """Of the rows that are not taller than the others."""
        return self.px(TALL_ROW_HEIGHT if self.tall.every else ROW_HEIGHT)

    @property
    def _more(self) -> int:
        """What a taller row has more."""
        return self.px(TALL_ROW_HEIGHT) - self.px(ROW_HEIGHT)

    @property
    def band_height(self) -> int:
        return self.px(BAND_HEIGHT)

    @property
    def title_height(self) -> int:
        """Of the column titles, below the bands."""
        return self.px(HEADER_HEIGHT)

    @property
    def totals_height(self) -> int:
        return self.px(TALL_TOTALS_HEIGHT if self.supposed else TOTALS_HEIGHT)

    @property
    def padding(self) -> int:
        return self.px(TIGHT_PADDING if self.tight else CELL_PADDING)

    @property
    def most_padding(self) -> int:
        """What columns are fitted with."""
        return self.px(CELL_PADDING)

    @property
    def frozen(self) -> int:
        """Width of the frozen column."""
        return self.edges[1]

    @property
    def columns(self) -> int:
        return len(self.edges) - 1

    def left(self, column: int) -> int:
        return self.edges[column] - self.x if column else 0

    def right(self, column: int) -> int:
        return self.edges[column + 1] - self.x if column else self.frozen

    def width(self, column: int) -> int:
        return self.edges[column + 1] - self.edges[column]

    def column_at(self, x: int) -> int:
        """The column under a point, -1 right of the last."""
        if x < self.frozen:
            return 0
        place = bisect_right(self.edges, x + self.x) - 1
        return place if place < self.columns else -1

    def height(self, row: int) -> int:
        """Of a row, with the line below it."""
        rows = self.tall.rows
        if not rows:
            return self.row_height
        place = bisect_left(rows, row)
        return self.row_height + (self._more if place < len(rows) and rows[place] == row else 0)

    def row_at(self, y: int) -> int:
        """The row under a point, whether or not there is one so far down; below 0 above the first."""
        rows, down, height = self.tall.rows, y + self.y, self.row_height
        if not rows:
            return down // height
        more = self._more
        # How many taller rows begin above the point.
        above = bisect_right(range(len(rows)), down, key=lambda place: rows[place] * height + place * more)
        if above and down < (rows[above - 1] + 1) * height + above * more:
            return rows[above - 1]
        return (down - above * more) // height

    def down_to(self, row: int) -> int:
        """How far a row begins below the first."""
        rows = self.tall.rows
        return row * self.row_height + (bisect_left(rows, row) * self._more if rows else 0)

    def top(self, row: int) -> int:
        return self.down_to(row) - self.y

    def high(self, first: int, last: int) -> int:
        """How high these rows are together, both inclusive."""
        return self.down_to(last + 1) - self.down_to(first)

    def gap_at(self, y: int) -> int:
        """The row above which something would go that is dropped here."""
        row = self.row_at(y)
        height = self.height(row)
        return row + (y - self.top(row) >= height - height // 2)

    def whole_columns_from(self, x: int, column: int) -> int:
        """How far to scroll, at least to `x`, so that beside the frozen column none is cut: half a figure would be a
        wrong one. Never beyond this column."""
        return self.edges[min(bisect_left(self.edges, x + self.frozen, 1), column)] - self.frozen

    def scrolled(self, start: int, end: int) -> range:
        """The columns of figures that show between two x of the screen."""
        first = max(1, bisect_right(self.edges, max(start, self.frozen) + self.x) - 1)
        last = bisect_right(self.edges, max(end - 1, 0) + self.x) - 1
        return range(first, min(last, self.columns - 1) + 1)


def widened(widths: Sequence[int], needed: Sequence[int], fixed: Collection[int], room: int) -> list[int] | None:
    """Widths with what each column needs now, so that as few edges move as can be: what a column lacks is taken from
    the nearest column to its right that has more than it needs, then from the room behind the last, then from its left.
    What is `fixed` stays. None where there is not room enough."""
    after = list(widths)
    spare = [0 if place in fixed else max(0, width - needed[place]) for place, width in enumerate(widths)]
    behind = max(0, room - sum(widths))
    for place, width in enumerate(widths):
        lacking = 0 if place in fixed else needed[place] - width
        if lacking <= 0:
            continue
        after[place] = needed[place]
        for giver in (*range(place + 1, len(after)), -1, *range(place - 1, -1, -1)):
            given = min(lacking, behind if giver < 0 else spare[giver])
            lacking -= given
            if giver < 0:
                behind -= given
            else:
                spare[giver] -= given
                after[giver] -= given
            if not lacking:
                break
        else:
            return None
    return after


def spread(fitted: Sequence[int], set_by_hand: Mapping[int, int], room: int, scale: int = 100) -> list[int]:
    """Widths of the columns: as fitted or set by hand, and where there is room to spare each gets the same of it.

    The name column gives way where that keeps the figures in sight, all of them if it can.
    """
    widths = [set_by_hand.get(place, width) for place, width in enumerate(fitted)]
    if not widths:
        return widths
    if 0 not in set_by_hand and sum(widths) > room:
        least = min(widths[0], LEAST_NAME_WIDTH * scale // 100)
        whole = room - sum(widths[1:])
        widths[0] = whole if whole >= least else max(least, min(widths[0], room // 4))
    spare = room - sum(widths)
    free = [place for place in range(len(widths)) if place not in set_by_hand]
    if spare <= 0 or not free:
        return widths
    share = spare // len(free)
    for place in free:
        more = min(share, max(0, MOST_NAME_WIDTH * scale // 100 - widths[0])) if place == 0 else share
        widths[place] += more
        spare -= more
    figures = [place for place in free if place] or free
    for number in range(spare):
        widths[figures[number % len(figures)]] += 1
    return widths
