"""How a table falls on pages: which rows and columns each of them has, and how large it is drawn. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: drawn smaller nobody reads it any more: the columns go on over several pages instead
LEAST_SCALE: Final = 0.5
#: a pixel's rounding is no reason for another page
_SLACK: Final = 0.01


@dataclass(frozen=True)
class Page:
    """What one page has: rows and columns by their place among those that are printed; below the `last` rows of a
    strip of columns stand the totals."""

    rows: range
    columns: range
    last: bool


@dataclass(frozen=True)
class Pages:
    """All pages in order: down all rows first, then the next strip of columns."""

    scale: float
    strips: tuple[range, ...]
    rows: int
    rows_a_page: int

    @property
    def down(self) -> int:
        """How many pages all rows take."""
        return max(1, -(-self.rows // self.rows_a_page))

    def __len__(self) -> int:
        return self.down * len(self.strips)

    def page(self, number: int) -> Page:
        """The page of this number, from 0. Raises IndexError."""
        strip, place = divmod(number, self.down)
        start = place * self.rows_a_page
        return Page(range(start, min(self.rows, start + self.rows_a_page)), self.strips[strip], place == self.down - 1)


def lay_out(
    name_width: float,
    widths: Sequence[float],
    rows: int,
    *,
    width: float,
    height: float,
    around: float,
    row_height: float,
    fit: bool,
) -> Pages:
    """Pages for a room of `width` and `height`, of which `around` is what titles and totals take on each.

    All lengths in one unit. `fit` draws the table smaller, as far as it can be read, so that its columns stand side by
    side; else it is drawn as it is.
    """
    whole = name_width + sum(widths)
    scale = max(LEAST_SCALE, min(1.0, width / whole)) if fit and whole > width else 1.0
    room, strips, start, used = width / scale + _SLACK - name_width, [], 0, 0.0
    for place, each in enumerate(widths):
        if place > start and used + each > room:
            strips.append(range(start, place))
            start, used = place, 0.0
        used += each
    strips.append(range(start, len(widths)))
    return Pages(scale, tuple(strips), rows, max(1, int((height / scale - around + _SLACK) / row_height)))
