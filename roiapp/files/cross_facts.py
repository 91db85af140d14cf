"""One figure of a table that runs across, and its number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from roiapp.core.file_numbers import parse_plain
from roiapp.core.number_errors import NumberError
from roiapp.files.cross_labels import Part
from roiapp.files.dates import Span
from roiapp.files.table_layout import text_of
from roiapp.files.tables import Cell


@dataclass(slots=True)
class Fact:
    """One figure: where it stands, and of which channel, field and period it is, as far as that is known by then;
    `heading` is a text above its rows that may be its channel; `doubtful`: the channel may be a word for a goal."""

    row: int
    column: int
    cell: Cell
    mark: str
    name: str
    channel: str
    heading: str
    field: str
    when: Span | Part | None
    beside: Mapping[str, str]
    blank: bool = False
    doubtful: bool = False


def number(cell: Cell, decimal: str) -> float:
    """The number in a cell, NaN where there is none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    try:
        value = parse_plain(text_of(cell), decimal)
    except NumberError:
        return math.nan
    return math.nan if value is None else value
