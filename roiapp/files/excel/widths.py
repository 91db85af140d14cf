"""How wide the columns are: what they show has room, in every sheet alike, so that sheets look the same."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures
    from roiapp.core.shown_columns import Record

_LEAST_NAMES, _MOST_NAMES = 22.0, 46.0
_LEAST: Final = 9.0
_ROOM: Final = 4.0  # beside the digits: cell padding, and bold totals
_HEADER_LINES: Final = 2
_LETTER: Final = 1.05  # of a letter beside a digit, on average


class Widths:
    """Widths in Excel's unit, a digit of the usual font. `figures` are those of all sheets, `labels` stand below the
    names."""

    def __init__(self, figures: Sequence[Figures], write: NumberFormat, labels: Sequence[str] = ()) -> None:
        self._figures = figures
        self._write = write
        names = figures[0].worksheet.names if figures else []
        longest = max(map(len, (*names, *labels)), default=0)
        self.names = min(max(longest * _LETTER + 2, _LEAST_NAMES), _MOST_NAMES)
        #: rows of names that need more than one line: channel -> how many
        self.lines = {channel: n for channel, name in enumerate(names) if (n := lines_of(name, self.names - 2)) > 1}
        self.of = cache(self._of)

    def _of(self, record: Record) -> float:
        """The width of a figure's column: its longest figure, and its title on two lines."""
        ends = [value for each in self._numbers(record) if len(each) for value in (each.min(), each.max())]
        longest = max((len(self._write.text(float(end), record.unit)) for end in ends), default=0)
        return max(_LEAST, longest + _ROOM, title_width(tr(record.header)))

    def _numbers(self, record: Record) -> list[np.ndarray]:
        found = []
        for figures in self._figures:
            values = np.append(figures.values(record.id), figures.total_value(record.id))
            found.append(values[~np.isnan(values)])
        return found


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    return sum(max(1, len(textwrap.wrap(line, max(1, int(width / _LETTER))))) for line in text.split("\n") or [""])


def title_width(title: str) -> float:
    """The least width at which a column's title stands on two lines."""
    width = max(map(len, title.split()), default=0)
    while len(textwrap.wrap(title, width)) > _HEADER_LINES:
        width += 1
    return width * 1.15 + 3.8


def pixels(width: float) -> int:
    """How many pixels a column of that width takes in the usual font."""
    return int(width * 7 + 5)
