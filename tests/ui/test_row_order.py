"""Which channel stands in which row, against plain lists: sorted, filtered, grouped; and over other channels."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import base_view
from roiapp.core.worksheet import Worksheet, build
from roiapp.ui.sheet.arrangement import Arrangement, Filter, Limit, Sort
from roiapp.ui.sheet.row_order import RowOrder, arrange

FIGURE = st.one_of(st.none(), st.sampled_from([0.0, 1.0, 2.0, 2.0, 40.0, 1e6]))


def put(sheet: Worksheet, wanted: Arrangement) -> RowOrder:
    """The order of the rows while the first period is looked at."""
    figures = Calculator(sheet, standard()).figures(base_view(sheet.periods, 0))
    return arrange(sheet, lambda key: (figures, key), {0}, wanted)


def sheet_of(spend: Sequence[float | None], groups: Sequence[str] = (), names: Sequence[str] = ()) -> Worksheet:
    sheet = build(names or [f"Channel {i}" for i in range(len(spend))], {"spend": list(spend)})
    for place, group in enumerate(groups):
        sheet.channels["group"][place] = group
    return sheet


def channels(order: RowOrder) -> list[int | None]:
    """By row the channel, None for a subtotal."""
    return [order.channel(row) for row in range(order.rows)]


@settings(deadline=None, max_examples=60)
@given(st.lists(FIGURE, max_size=12), st.booleans())
def test_sorting_is_stable_and_blanks_come_last_either_way(spend: list[float | None], descending: bool) -> None:
    sheet = sheet_of(spend)
    found = channels(put(sheet, Arrangement(Sort("spend", descending))))
    known = [(place, value) for place, value in enumerate(spend) if value is not None]
    blank = [place for place, value in enumerate(spend) if value is None]
    ordered = sorted(known, key=lambda each: -each[1] if descending else each[1])  # Python's own sorting is stable
    assert found == [place for place, _ in ordered] + blank


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(1, 10))
def test_groups_hold_their_channels_in_order_below_their_subtotal(data: st.DataObject, count: int) -> None:
    spend = data.draw(st.lists(FIGURE, min_size=count, max_size=count))
    groups = data.draw(st.lists(st.sampled_from(["b", "A", "", "c"]), min_size=count, max_size=count))
    closed = frozenset(data.draw(st.sets(st.sampled_from(["b", ""]))))
    sheet = sheet_of(spend, groups)
    order = put(sheet, Arrangement(group="group", closed=closed))
    wanted: list[int | None] = []
    for group in [each for each in ("A", "b", "c", "") if each in groups]:  # without case, no group last
        wanted.append(None)
        if group not in closed:
            wanted += [place for place in range(count) if groups[place] == group]
    assert channels(order) == wanted
    for row in range(order.rows):
        channel, number = order.channel(row), order.group(row)
        assert (channel is None) != (number is None)
        if channel is not None:
            assert order.row(channel) == row
        else:
            assert number is not None
            assert order.row_of_group(number) == row
    assert sum(len(group.channels) for group in order.groups) == count == order.shown


def test_groups_sorted_by_a_figure_stand_by_what_they_come_to() -> None:
    # CAC of "many" is (100 + 900) / (10 + 10) = 50, of "one" 60, although the dearest single channel is in "many".
    sheet = build(["a", "b", "c"], {"spend": [100, 900, 600], "customers": [10, 10, 10]})
    for place, group in enumerate(("many", "many", "one")):
        sheet.channels["group"][place] = group
    found = put(sheet, Arrangement(Sort("cac", descending=True), group="group"))
    assert [group.text for group in found.groups] == ["one", "many"]
    assert channels(found) == [None, 2, None, 1, 0]


def test_names_are_sorted_without_case_and_accents() -> None:
    names = ["zoo", "Éclair", "apple", "Ebay", "łódka"]
    sheet = sheet_of([1] * 5, names=names)
    found = channels(put(sheet, Arrangement(Sort(""))))
    assert [names[place] for place in found if place is not None] == ["apple", "Ebay", "Éclair", "łódka", "zoo"]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Filter(text=" OCAL  s"), [0, 2]),
        (Filter(text="eclair"), [3]),
        (Filter(chosen=(("group", ("x", "")),)), [0, 1, 3]),
        (Filter(figures_only=True), [0, 1, 2]),
        (Filter(limits=(Limit("spend", "above", 10),)), [0, 1]),
        (Filter(limits=(Limit("spend", "below", 20),)), [2]),
        (Filter(limits=(Limit("spend", "blank"),)), [3]),
        (Filter(limits=(Limit("spend", "known"), Limit("spend", "below", 30))), [1, 2]),
        (Filter(text="local", chosen=(("group", ("x",)),)), [0]),
    ],
)
def test_the_filter_leaves_what_meets_all_of_it(wanted: Filter, left: list[int]) -> None:
    sheet = sheet_of([30, 20, 5, None], ["x", "x", "y", ""], ["Local SEO", "Radio", "Local signs", "Éclair"])
    order = put(sheet, Arrangement(filter=wanted))
    assert channels(order) == left
    assert order.shown == len(left)
    assert order.row(next(place for place in range(4) if place not in left)) is None


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(1, 8))
def test_rows_stay_where_they_are_when_channels_come_and_go(data: st.DataObject, count: int) -> None:
    spend = data.draw(st.lists(FIGURE, min_size=count, max_size=count))
    sheet = sheet_of(spend)
    order = put(sheet, Arrangement(Sort("spend")))
    before = list(sheet.keys)
    stay = data.draw(st.permutations([key for key in before if data.draw(st.booleans())]))
    after = [*stay, *range(1000, 1000 + data.draw(st.integers(0, 3)))]
    after = data.draw(st.permutations(after))
    carried = order.carried(np.array(before, dtype=np.int64), np.array(after, dtype=np.int64))
    old = [before[channel] for channel in channels(order) if channel is not None]
    found = [after[channel] for channel in channels(carried) if channel is not None]
    assert found == [key for key in old if key in after] + [key for key in after if key >= 1000]
    assert carried.channels == len(after)


def test_in_their_own_order_nothing_is_kept_per_row() -> None:
    order = put(sheet_of([1, 2, 3]), Arrangement())
    assert order.plain
    assert order.places(1, 9) == slice(1, 3)
    assert order.channels_in(0, 9) == range(3)
    assert [order.channel(row) for row in (-1, 0, 2, 3)] == [None, 0, 2, None]


def test_a_figure_that_is_not_there_is_no_number() -> None:
    sheet = sheet_of([math.nan, 3])
    assert channels(put(sheet, Arrangement(Sort("spend", descending=True)))) == [1, 0]
