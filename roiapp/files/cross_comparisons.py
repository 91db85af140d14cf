"""Rows and columns whose names are words for goals, shares and means, and names of channels, too: "Target" is a shop.

Which of both it is, the place and the figures say.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from roiapp.core.file_numbers import decide_decimal
from roiapp.files.cross_facts import Fact, number
from roiapp.files.dialects import normal

Figures = Mapping[int, float]
_AS_LARGE: Final = 0.6
_SAME: Final = 1e-3


@dataclass(frozen=True)
class Lines:
    """The rows (or columns) of a table that are of channels, by their places: `figures` are those of each by the column
    (or row), NaN unknown; `fields` says of which field they are; `totals` are the places of lines that sum others;
    `percent` those in which a figure has a percent sign."""

    figures: Mapping[int, Figures]
    fields: Mapping[int, str]
    totals: Collection[int]
    percent: Collection[int]

    @classmethod
    def of(cls, facts: Sequence[Fact], totals: Collection[int], *, across: bool) -> Lines:
        """The lines of all figures: columns where channels stand `across`, else rows."""
        decimal = decide_decimal(fact.cell for fact in facts if isinstance(fact.cell, str)) or "."
        figures: dict[int, dict[int, float]] = {}
        fields: dict[int, str] = {}
        percent: set[int] = set()
        for fact in facts:
            line, other = (fact.column, fact.row) if across else (fact.row, fact.column)
            figures.setdefault(line, {})[other] = number(fact.cell, decimal)
            fields.setdefault(line, normal(fact.field))
            if isinstance(fact.cell, str) and "%" in fact.cell:
                percent.add(line)
        return cls(figures, fields, totals, percent)


def comparisons(doubtful: Collection[int], lines: Lines) -> list[int]:
    """Those of the doubtful lines that only compare others: they stand right behind a total, or behind all others with
    figures of another kind: shares, changes, means, or goals as large as all others together."""
    places = sorted({*lines.figures, *lines.totals})
    channels = [place for place in places if place in lines.figures and place not in doubtful]
    last = channels[-1] if channels else -1
    with_percent = any(channel in lines.percent for channel in channels)
    theirs: dict[str, dict[int, list[float]]] = {}  # field -> column -> figures of the channels
    for channel in channels:
        for key, value in lines.figures[channel].items():
            if not math.isnan(value):
                theirs.setdefault(lines.fields[channel], {}).setdefault(key, []).append(value)
    means = {field: {key: _Others.of(values) for key, values in own.items()} for field, own in theirs.items()}
    gone: list[int] = []
    behind = False  # a total, or what is gone for standing behind one
    for place, after in pairwise([*places, None]):
        assert place is not None
        if place in doubtful:
            own = {key: value for key, value in lines.figures[place].items() if not math.isnan(value)}
            percent = place in lines.percent and not with_percent
            at_the_end = place > last and after not in lines.totals
            others = means.get(lines.fields[place], {})
            behind = behind or (at_the_end and _of_another_kind(own, others, percent=percent))
            if behind:
                gone.append(place)
        else:
            behind = place in lines.totals
    return gone


class _Others(NamedTuple):
    """The figures of the channels in one column (or row)."""

    least: float
    most: float
    sum: float
    known: int

    @classmethod
    def of(cls, values: Sequence[float]) -> _Others:
        return cls(min(values), max(values), math.fsum(values), len(values))


def _of_another_kind(own: Figures, theirs: Mapping[int, _Others], *, percent: bool) -> bool:
    pairs = [(value, theirs[key]) for key, value in own.items() if key in theirs]
    if percent or not pairs:
        return percent or not own
    shares = max(own.values()) <= 1 < max(o.most for _, o in pairs) and any(value % 1 for value in own.values())
    if shares or min(own.values()) < 0 <= min(o.least for _, o in pairs):
        return True
    several = [(value, others) for value, others in pairs if others.known > 1]
    if not several:
        return False
    return all(math.isclose(value, o.sum / o.known, rel_tol=_SAME) for value, o in several) or all(
        value > _AS_LARGE * o.sum for value, o in several
    )
