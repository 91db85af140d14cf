"""Scenarios: worked by hand, in their order, on each other, and with any edit of what lies below."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.periods import Period, base_view
from roiapp.core.scenarios import BASE, Change, Outcome, Scenario, line, under
from roiapp.core.worksheet import Worksheet, build

ONE = (Scenario(1, "Plan B"),)


def two() -> Worksheet:
    """Radio and SEO in two periods; keys of the channels 3 and 4, of the periods 1 and 2."""
    sheet = build(
        ["Radio", "SEO"],
        {"spend": [[1000, 400], [1100, None]], "visits": [[None, 900], [None, 950]], "leads": [[50, 90], [60, 80]],
         "customers": [[10, 30], [12, 20]], "revenue_per_sale": [[200, 100], [200, 100]]},
        [Period(1), Period(2)],
    )  # fmt: skip
    sheet.channels["group"][1] = "Online"
    return sheet


def outcome(sheet: Worksheet, *changes: Change) -> Outcome:
    return under(sheet, standard(), ONE, changes, 1)


def column(found: Outcome, field: str) -> list[list[float | None]]:
    return [[None if math.isnan(v) else v for v in row] for row in found.worksheet.columns[field].tolist()]


def test_set_add_and_scale_where_they_say() -> None:
    radio, seo = two().keys
    found = outcome(
        two(),
        Change(1, "set", "spend", 700.0, channel=radio, period=1), Change(1, "add", "leads", 5.0, group="Online"),
        Change(1, "scale", "revenue_per_sale", 1.1, period=2), Change(1, "set", "visits", None, channel=seo),
    )  # fmt: skip
    assert column(found, "spend") == [[700.0, 400.0], [1100.0, None]]
    assert column(found, "leads") == [[50.0, 95.0], [60.0, 85.0]]
    assert column(found, "revenue_per_sale") == [[200.0, 100.0], [pytest.approx(220.0), pytest.approx(110.0)]]
    assert column(found, "visits") == [[None, None], [None, None]]
    assert found.changed["spend"].tolist() == [[True, False], [False, False]]
    assert sorted(found.changed) == ["leads", "revenue_per_sale", "spend", "visits"]


def test_sets_come_before_adds_before_scales_whatever_their_order() -> None:
    """(500 + 100) × 2."""
    changes = (Change(1, "scale", "spend", 2.0), Change(1, "add", "spend", 100.0), Change(1, "set", "spend", 500.0))
    assert column(outcome(two(), *changes), "spend") == [[1200.0, 1200.0], [1200.0, 1200.0]]


def test_what_is_not_known_stays_so_unless_it_is_set() -> None:
    found = outcome(two(), Change(1, "add", "spend", 100.0), Change(1, "scale", "spend", 2.0))
    assert column(found, "spend") == [[2200.0, 1000.0], [2400.0, None]]


def test_a_channel_responds_to_its_spend() -> None:
    """Four times the spend at an elasticity of ½: twice the leads and customers. What was not spent on does not tell
    how it responds."""
    found = outcome(two(), Change(1, "scale", "spend", 4.0, period=1), Change(1, "respond", value=0.5))
    assert column(found, "leads") == [[100.0, 180.0], [60.0, 80.0]]
    assert column(found, "customers") == [[20.0, 60.0], [12.0, 20.0]]
    assert column(found, "visits") == [[None, 1800.0], [None, 950.0]]
    assert column(found, "revenue_per_sale") == [[200.0, 100.0], [200.0, 100.0]]
    assert found.silent == ()
    set_from_blank = outcome(two(), Change(1, "set", "spend", 500.0, period=2), Change(1, "respond", value=0.5))
    assert column(set_from_blank, "leads")[1] == [pytest.approx(60 * math.sqrt(500 / 1100)), 80.0]
    assert set_from_blank.silent == (1,)
    nothing = outcome(two(), Change(1, "set", "spend", 0.0, period=1), Change(1, "respond", value=0.5))
    assert column(nothing, "leads")[0] == [0.0, 0.0]


def test_a_response_that_is_no_number_is_not_known() -> None:
    """Nothing is spent any more, and less spend brings more: 10 customers × 0^−1. What is of no channel stays."""
    found = outcome(two(), Change(1, "set", "spend", 0.0, channel=two().keys[0]), Change(1, "respond", value=-1.0),
                    Change(1, "set", "shared_cost", 5.0))  # fmt: skip
    assert column(found, "customers") == [[None, 30], [None, 20]]
    assert column(found, "visits") == [[None, 900], [None, 950]]
    assert "shared_cost" not in found.worksheet.columns


def test_one_scenario_on_another() -> None:
    """Plan B scales the spend by 2; best case on top of it adds 50 to what that gives, and responds to that alone."""
    both = (Scenario(1, "Plan B"), Scenario(2, "Best case", parent=1))
    changes = (Change(1, "scale", "spend", 2.0), Change(2, "add", "spend", 2000.0, channel=two().keys[0]),
               Change(2, "respond", value=1.0))  # fmt: skip
    found = under(two(), standard(), both, changes, 2)
    assert column(found, "spend") == [[4000.0, 800.0], [4200.0, None]]
    assert column(found, "leads") == [[100.0, 90.0], [pytest.approx(60 * 4200 / 2200), 80.0]]
    assert [each.name for each in line(both, 2)] == ["Plan B", "Best case"]
    assert [each.key for each in line((Scenario(1, "A", 2), Scenario(2, "B", 1)), 1)] == [2, 1]
    assert line(both, BASE) == []


def test_limits_of_fields_are_kept_and_named() -> None:
    sheet = replace(two(), settings=DocumentSettings(default_margin=0.6))
    found = outcome(sheet, Change(1, "add", "spend", -1050.0), Change(1, "scale", "gross_margin", 2.0))
    assert column(found, "spend") == [[0.0, 0.0], [50.0, None]]
    assert found.clipped["spend"].tolist() == [[True, True], [False, False]]
    assert column(found, "gross_margin") == [[1.0, 1.0], [1.0, 1.0]]
    assert column(outcome(sheet, Change(1, "scale", "gross_margin", 0.5)), "gross_margin")[0] == [0.3, 0.3]


def test_a_blank_with_a_default_stays_blank_unless_the_change_reaches_it() -> None:
    """With a margin of 50 % for all, 80 % of it is 40 % where it is scaled; the other cells stay as they are."""
    sheet = two()
    sheet.settings = DocumentSettings(default_margin=0.5)
    radio, seo = sheet.keys
    scaled = outcome(sheet, Change(1, "scale", "gross_margin", 0.8, channel=radio, period=1))
    assert column(scaled, "gross_margin") == [[0.4, None], [None, None]]
    several = outcome(sheet, Change(1, "set", "gross_margin", 0.3, channel=seo, period=2),
                      Change(1, "add", "gross_margin", 0.1, channel=radio))  # fmt: skip
    assert column(several, "gross_margin") == [[0.6, None], [0.6, 0.3]]
    assert several.changed["gross_margin"].tolist() == [[True, False], [True, True]]


def test_limits_are_kept_once_all_changes_are_made_not_on_the_way() -> None:
    """Half of a margin of 90 % + 30 % is 60 %, not half of the 100 % that a margin may be at most."""
    found = outcome(
        two(), Change(1, "set", "gross_margin", 0.9), Change(1, "add", "gross_margin", 0.3),
        Change(1, "scale", "gross_margin", 0.5),
    )  # fmt: skip
    assert column(found, "gross_margin") == [[pytest.approx(0.6)] * 2] * 2
    assert found.clipped == {}


def test_arithmetic_goes_where_the_figure_is_another() -> None:
    sheet = two()
    place, other = ("spend", 1, sheet.keys[0]), ("spend", 2, sheet.keys[0])
    sheet.expressions = {place: "=600+400", other: "=1000+100"}
    found = outcome(sheet, Change(1, "set", "spend", 5.0, period=1))
    assert found.worksheet.expressions == {other: "=1000+100"}
    assert sheet.expressions == {place: "=600+400", other: "=1000+100"}


def test_figures_are_those_of_the_worksheet_it_gives() -> None:
    """CAC of Radio in the first period: 800 for 10 customers."""
    found = outcome(two(), Change(1, "set", "spend", 800.0, channel=two().keys[0]))
    figures = Calculator(found.worksheet, standard()).figures(base_view(found.worksheet.periods, 0))
    assert figures.value("cac", 0) == 80.0


FIELDS = ("spend", "leads", "customers")
VALUE = st.floats(-500.0, 500.0)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    kind = draw(st.sampled_from(("set", "add", "scale")))
    return Change(
        1, kind, draw(st.sampled_from(FIELDS)), draw(st.floats(0.0, 3.0) if kind == "scale" else VALUE),
        draw(st.none() | st.sampled_from(list(two().keys))), draw(st.sampled_from(("", "Online"))),
        draw(st.none() | st.sampled_from((1, 2))),
    )  # fmt: skip


@settings(deadline=None)
@given(st.lists(changes(), max_size=8), st.sampled_from(FIELDS), st.integers(0, 1), st.integers(0, 1),
       st.none() | st.floats(0.0, 9000.0))  # fmt: skip
def test_an_edit_below_moves_what_is_not_set(
    made: list[Change], field: str, period: int, channel: int, value: float | None
) -> None:
    """Typing below and then looking is looking at what the typed figure becomes by the changes of its cell, in their
    order, one cell at a time and by plain arithmetic; no other cell moves."""
    before = outcome(two(), *made)
    sheet = two()
    sheet.columns[field][period, channel] = math.nan if value is None else value
    after = outcome(sheet, *made)
    expected = value
    here = [
        each for each in made
        if each.field == field and each.period in (None, sheet.periods[period].key)
        and (each.channel == sheet.keys[channel] if each.channel is not None
             else each.group in ("", sheet.channels["group"][channel]))
    ]  # fmt: skip
    for kind in ("set", "add", "scale"):
        for each in here:
            if each.kind == kind and each.value is not None and (kind == "set" or expected is not None):
                if kind == "set":
                    expected = each.value
                elif kind == "add":
                    expected += each.value
                else:
                    expected *= each.value
    if here and expected is not None:  # what a change reaches is kept at the limits, once all are made
        expected = max(expected, 0.0)
    found = after.worksheet.columns[field][period, channel]
    assert math.isnan(found) if expected is None else found == pytest.approx(expected)
    for id_ in FIELDS:
        others = np.ones((2, 2), dtype=bool)
        others[period, channel] = id_ != field
        one, other = before.worksheet.columns[id_][others], after.worksheet.columns[id_][others]
        assert np.array_equal(one, other, equal_nan=True)
