"""Rows on their way from the process that reads them arrive as they left."""

from __future__ import annotations

import marshal
import math
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.files.table_parcels import pack, unpack

CELLS = st.one_of(
    st.text(max_size=5), st.floats(), st.booleans(), st.none(), st.integers(-(2**60), 2**60), st.dates(),
    st.datetimes().map(lambda found: found.replace(microsecond=0)), st.just(""), st.sampled_from(["Radio", "Email"]),
)  # fmt: skip


def arrived(rows: list[list[Any]]) -> list[list[Any]]:
    return unpack(marshal.loads(marshal.dumps(pack(rows))))  # noqa: S302


def same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        signs = math.copysign(1, one), math.copysign(1, other)
        return (math.isnan(one) and math.isnan(other)) or (one == other and signs[0] == signs[1])
    return type(one) is type(other) and one == other


@settings(max_examples=500, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_any_rows(rows: list[list[Any]]) -> None:
    found = arrived([list(row) for row in rows])
    assert list(map(len, found)) == list(map(len, rows))
    assert all(same(a, b) for left, right in zip(rows, found, strict=True) for a, b in zip(left, right, strict=True))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 4).flatmap(lambda wide: st.lists(
    st.tuples(*[st.sampled_from([1.5, 2.0]), st.sampled_from(["a", "b", ""]), st.dates(), CELLS][:wide]).map(list),
    min_size=1, max_size=40)))  # fmt: skip
def test_columns_of_one_kind(rows: list[list[Any]]) -> None:
    found = arrived([list(row) for row in rows])
    assert all(same(a, b) for left, right in zip(rows, found, strict=True) for a, b in zip(left, right, strict=True))


def test_one_row_that_is_very_wide_does_not_make_all_wide() -> None:
    rows = [["x"]] * 1000 + [[1.0] * 100_000]
    assert len(marshal.dumps(pack(rows))) < 1_500_000
    assert arrived(rows) == rows


def test_times_become_text() -> None:
    rows = [[time(9, 30), timedelta(hours=25)], ["x", datetime(2026, 1, 2, 3, 4, 5)], [date(2026, 1, 2), 1.0]]  # noqa: DTZ001
    assert arrived(rows) == [["09:30:00", "1 day, 1:00:00"], *rows[1:]]


def test_equal_values_of_other_kinds_stay_what_they_are() -> None:
    (row,) = arrived([[1.0, True, 1, False, 0.0, -0.0, ""]])
    assert [type(cell) for cell in row] == [float, bool, int, bool, float, float, str]
    columns = arrived([[1.0], [True], [1], ["1"]])
    assert [type(cell) for (cell,) in columns] == [float, bool, int, str]


def test_no_rows() -> None:
    assert arrived([]) == []
    assert arrived([[], []]) == [[], []]
