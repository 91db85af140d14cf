"""Rows and columns that sum others: known by their figures, where their names leave it open."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

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
    layout: Layout, rows: Rows, values: dict[str, list[float]], read: Callable[[int], dict[str, float]]
) -> list[int]:
    """Of the rows that may be sums those that are none, to be taken as data. `values` are figures of the data rows by
    field, `read` gives those of another row, NaN where not known.

    A row without a channel is a total where its figures are sums of the rows around it; a row named "Total paid" where
    they are those of rows directly above or below; a last row of any name where they are those of all.
    Raises `FileError` where a row without a channel is as large as a total and is none.
    """
    if not rows.named_sums and not rows.nameless:
        return []
    found: list[int] = []
    data = {row: {id_: own[place] for id_, own in values.items()} for place, row in enumerate(rows.data)}
    for row in rows.named_sums:
        go_on()
        place = bisect(rows.data, row)
        above = [data[r] for r in reversed(rows.data[max(0, place - _REACH) : place])]
        below = [data[r] for r in rows.data[place : place + _REACH]]
        own = _known(read(row))
        names = [layout.channel(r) for r in rows.data[max(0, place - _LEAST) : place + _LEAST]]
        surely = says_of_what(_name(layout, row), names)
        if len(rows.named_sums) < _REACH and any(is_sum(own, others, surely=surely) for others in (above, below)):
            rows.skip(layout, row, tr("total row: {text}", text=_name(layout, row)))
        else:
            found.append(row)
    for number, row in enumerate(rows.nameless):
        go_on()
        own = _known(read(row))
        before = rows.nameless[number - 1] if number else -1
        after = rows.nameless[number + 1] if number + 1 < len(rows.nameless) else math.inf
        groups = list(data.values()), [o for r, o in data.items() if before < r < row], [
            o for r, o in data.items() if row < r < after
        ]  # fmt: skip
        if any(_matches(own, group) for group in groups):
            rows.skip(layout, row, tr("total row (no channel)"))
        elif own and groups[0] and all(value > _AS_LARGE * _sum(groups[0], id_) for id_, value in own.items()):
            raise layout.error(
                tr("This row has figures and no channel. Name its channel, or take the row out."), row, layout.named_by
            )
        else:
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
    return last if several and _matches(own, others) else None


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


def _matches(own: Mapping[Key, float], group: Sequence[Mapping[Key, float]]) -> bool:
    """Whether figures are the sums of a group's, of those that any in the group has."""
    pairs = [
        (value, _sum(group, key)) for key, value in own.items()
        if any(not math.isnan(other.get(key, math.nan)) for other in group)
    ]  # fmt: skip
    return bool(pairs) and all(math.isclose(a, b, rel_tol=1e-6, abs_tol=0.01) for a, b in pairs)


def _sum(group: Sequence[Mapping[Key, float]], key: Key) -> float:
    return math.fsum(value for other in group if not math.isnan(value := other.get(key, math.nan)))


def _known(own: Mapping[Key, float]) -> dict[Key, float]:
    return {key: value for key, value in own.items() if not math.isnan(value)}


def _name(layout: Layout, row: int) -> str:
    return " ".join(str(layout.cell(row, layout.named_by) or "").split())
