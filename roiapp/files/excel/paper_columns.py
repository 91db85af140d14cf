"""A sheet of channels on paper: one page wide as long as that can be read, else its columns on several pages, each with
the names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from roiapp.files.excel.widths import pixels

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Page

_MARGIN: Final = 0.4  # inches
#: pixels of a page at 100 %: A4 across is wider than Letter, so Letter counts
_ROOM: Final = (11.0 - 2 * _MARGIN) * 96
_SAFE: Final = 0.9  # of it: programs differ in how wide they print a column
#: what is printed smaller is not read; what is on several pages anyway may be larger
_LEAST, _SEVERAL = 60, 70  # percent


def lay_out(page: Page, names: float, columns: Sequence[float]) -> None:
    """Set scale and breaks for columns of these widths, the names' before them."""
    page.set_margins(left=_MARGIN, right=_MARGIN)
    if pixels(names) + sum(map(pixels, columns)) <= _ROOM * 100 / _LEAST:
        page.fit_to_pages(1, 0)
        return
    page.set_print_scale(_SEVERAL)
    page.repeat_columns(0)
    page.set_v_pagebreaks(breaks(_SAFE * _ROOM * 100 / _SEVERAL - pixels(names), columns))


def breaks(room: float, columns: Sequence[float]) -> list[int]:
    """Before which columns, counted with that of the names, a new page begins, where so many pixels are beside it."""
    found, used = [], 0
    for place, width in enumerate(columns, 1):
        if used and used + pixels(width) > room:
            found.append(place)
            used = 0
        used += pixels(width)
    return found
