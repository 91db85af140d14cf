"""Rows and columns that sum others: known by their figures, where their names leave it open."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeVar

from roiapp.files.table_layout import Layout
from roiapp.files.table_limits import go_on
from roiapp.files.table_rows import Rows
from roiapp.files.total_words import says_of_what
from roiapp.language import tr

Key = TypeVar("Key")
_AS_LARGE = 0.6
_LEAST = 3  # rows that a sum without a total's name must have above it
_MOST = 2000
_REACH = 300


def settle_sums(
    layout: Layout, rows: Rows, values: dict[str, list[float]],
    read: Callable[[list[int]], dict[int, dict[str, float]]],
) -> list[int]:
    """Of the rows that may be sums those that are none, to be taken as data. `values` are figures of the data rows by
    field, `read` gives those of other rows, NaN where not known.

    A row without a channel is a total where its figures are sums of the rows around it; a row named "Total paid" where
    they are those of rows directly above or below; a last row of any name where they are those of all.
    Raises `FileError` where a row without a channel is as large as a total and is none, unless it says so ("n/a").
    """
    if not rows.named_sums and not rows.nameless:
        return []
    found: list[int] = []
    doubtful = read([*rows.named_sums, *rows.nameless])
    data = {row: {id_: own[place] for id_, own in values.items()} for place, row in enumerate(rows.data)}
    for row in rows.named_sums:
        go_on()
        place = bisect(rows.data, row)
        above = [data[r] for r in reversed(rows.data[max(0, place - _REACH) : place])]
        below = [data[r] for r in rows.data[place : place + _REACH]]
        own = _known(doubtful[row])
        names = [layout.channel(r) for r in rows.data[max(0, place - _LEAST) : place + _LEAST]]
        surely = says_of_what(_name(layout, row), names)
        if len(rows.named_sums) < _REACH and any(is_sum(own, others, surely=surely) for others in (above, below)):
            rows.skip(layout, row, tr("total row: {text}", text=_name(layout, row)))
        else:
            found.append(row)
    upto = {id_: _Upto.of(own) for id_, own in values.items()}
    of_all = _between(upto, 0, len(rows.data))
    edges = [0, *(bisect(rows.data, row) for row in rows.nameless), len(rows.data)]
    for number, row in enumerate(rows.nameless):
        go_on()
        own = _known(doubtful[row])
        first, place, last = edges[number : number + 3]
        around = _between(upto, first, place), _between(upto, place, last)
        if any(_equals(own, sums) for sums in (of_all, *around)):
            rows.skip(layout, row, tr("total row (no channel)"))
            continue
        if row not in rows.unnamed and own and data and all(v > _AS_LARGE * of_all.get(k, 0.0) for k, v in own.items()):
            raise layout.error(
                tr("This row has figures and no channel. Name its channel, or take the row out."), row, layout.named_by
            )
        found.append(row)
    return sorted(found)


def sums_all(layout: Layout, rows: Rows, values: dict[str, list[float]]) -> int | None:
    """The place among the data rows of a last row that sums all others in two fields or more; None where it does not,
    or where rows have periods of their own."""
    dated = {"date", "period", "start"} & layout.roles.keys()
    if dated or "channel" not in layout.roles or not _LEAST < len(rows.data) < _MOST:
        return None
    last = len(rows.data) - 1
    own = _known({id_: column[last] for id_, column in values.items()})
    others = [{id_: column[place] for id_, column in values.items()} for place in range(last)]
    several = sum(bool(value) for value in own.values()) > 1
    return last if several and _equals(own, _sums(others)) else None


def is_sum(own: Mapping[Key, float], others: Sequence[Mapping[Key, float]], *, surely: bool = True) -> bool:
    """Whether figures are the sums of those of the first few others, one after the other. Of a single other one the
    same figures must be two or more; where the name does not say `surely` that it is a total, a lone figure must be
    the sum of three or more."""
    known = {key: value for key, value in own.items() if value}
    if not known:
        return False
    sums = dict.fromkeys(own, 0.0)
    for number, other in enumerate(others, 1):
        for key in sums:
            value = other.get(key, math.nan)
            sums[key] += 0.0 if math.isnan(value) else value
        if number < (2 if surely else _LEAST) and len(known) < 2:
            continue
        if all(math.isclose(value, sums[key], rel_tol=1e-6, abs_tol=0.01) for key, value in own.items()):
            return True
    return False


class _Upto(NamedTuple):
    """Of each place of a column the sum of the figures before it, and how many of these are known."""

    sums: list[float]
    known: list[int]

    @classmethod
    def of(cls, column: Sequence[float]) -> _Upto:
        there = [not math.isnan(value) for value in column]
        figures = (value if known else 0.0 for value, known in zip(column, there, strict=True))
        return cls(list(accumulate(figures, initial=0.0)), list(accumulate(there, initial=0)))


def _between(upto: Mapping[Key, _Upto], first: int, last: int) -> dict[Key, float]:
    """The sums of some rows' figures, of those fields that any of them has."""
    return {
        key: own.sums[last] - own.sums[first] for key, own in upto.items() if own.known[last] > own.known[first]
    }


def _sums(group: Iterable[Mapping[Key, float]]) -> dict[Key, float]:
    """The sums of a group's figures, of those that any in it has."""
    known: dict[Key, list[float]] = {}
    for own in group:
        for key, value in own.items():
            if not math.isnan(value):
                known.setdefault(key, []).append(value)
    return {key: math.fsum(values) for key, values in known.items()}


def _equals(own: Mapping[Key, float], sums: Mapping[Key, float]) -> bool:
    """Whether figures are these sums, as far as there are any."""
    pairs = [(value, sums[key]) for key, value in own.items() if key in sums]
    return bool(pairs) and all(math.isclose(a, b, rel_tol=1e-6, abs_tol=0.01) for a, b in pairs)


def _known(own: Mapping[Key, float]) -> dict[Key, float]:
    return {key: value for key, value in own.items() if not math.isnan(value)}


def _name(layout: Layout, row: int) -> str:
    return " ".join(str(layout.cell(row, layout.named_by) or "").split())
