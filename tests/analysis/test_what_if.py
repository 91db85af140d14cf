"""What sliders do, by hand: changes of one period and of a quarter, a total that is held, what it comes to and between
which figures."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.analysis.decisions.elasticities import at_elasticity
from roiapp.analysis.decisions.slider_scale import slider_scale
from roiapp.analysis.decisions.what_if import Input, Moving, Subject, held, inputs, tidy
from roiapp.analysis.decisions.what_if_results import ResultLine, result_lines
from roiapp.analysis.decisions.what_if_words import draft_name, largest_move
from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import month
from roiapp.core.scenario_edits import added, changed, changes_of, scenarios_of, with_moves
from roiapp.core.scenarios import BASE, Change
from roiapp.core.views import all_views
from roiapp.core.worksheet import Worksheet, build
from roiapp.files.session import Session

FIELD = standard().field
WRITE = NumberFormat("en", "USD")


def sheet() -> Worksheet:
    """Two channels over the third quarter of 2026: 100 a month and 200, 300, 0."""
    columns = {
        "spend": [[100, 200], [100, 300], [100, 0]],
        "leads": [[10, 8], [20, 6], [30, 4]],
        "customers": [[5, 4], [5, 3], [5, 2]],
        "revenue_per_sale": [[80, 100]] * 3,
        "gross_margin": [[0.5, 0.4]] * 3,
    }
    return build(["Ash", "Oak"], columns, [month(2026, number, number) for number in (7, 8, 9)])


def session() -> Session:
    return Session(sheet())


def view_of(made: Session, kind: str = "period") -> object:
    return next(view for view in all_views(made.worksheet) if view.kind == kind)


def moving(made: Session, kind: str = "period", field: str = "spend") -> Moving:
    return Moving(made.shown, view_of(made, kind), field, (0, 1))  # type: ignore[arg-type]


def value(made: Session, kind: str, id_: str, channel: int | None) -> float | None:
    return made.calculator.figures(view_of(made, kind)).figure(id_, channel)  # type: ignore[arg-type]


def test_of_one_period_an_input_is_set() -> None:
    made = session()
    changes, gone = moving(made).changes({0: 150.0})
    keys = made.worksheet.keys
    assert changes == [Change(BASE, "set", "spend", 150.0, keys[0], period=made.worksheet.periods[0].key)]
    assert not gone
    made.try_changes(changes)
    assert value(made, "period", "spend", 0) == 150.0
    assert value(made, "quarter", "spend", 0) == 350.0
    assert not made.history.done


def test_of_a_quarter_its_months_are_scaled() -> None:
    made = session()
    changes, _gone = moving(made, "quarter").changes({1: 750.0})
    assert [(each.kind, each.value) for each in changes] == [("scale", 1.5)] * 3
    made.try_changes(changes)
    assert value(made, "quarter", "spend", 1) == 750.0
    assert value(made, "period", "spend", 1) == 300.0


def keep(made: Session, key: int, changes: list[Change], gone: list[Change], name: str | None = "Kept") -> int:
    edit, found = with_moves(made.worksheet, key, changes, gone, name, "What-if")
    made.apply(edit)
    made.look_under(found)
    return found


def test_scales_are_multiplied_and_go_where_the_base_case_is_reached() -> None:
    made = session()
    key = keep(made, BASE, *moving(made, "quarter").changes({1: 750.0}))
    again, gone = moving(made, "quarter").changes({1: 1000.0})
    assert [each.value for each in again] == pytest.approx([2.0] * 3)
    assert not gone
    home, gone = moving(made, "quarter").changes({1: 500.0})
    assert len(gone) == 3
    keep(made, key, home, gone, None)
    assert changes_of(made.worksheet) == ()
    assert len(scenarios_of(made.worksheet)) == 1


def test_what_was_scaled_to_nothing_comes_back() -> None:
    made = session()
    keep(made, BASE, *moving(made, "quarter").changes({0: 0.0}))
    assert value(made, "quarter", "spend", 0) == 0.0
    found = moving(made, "quarter")
    assert found.can_move(0)
    made.try_changes(found.changes({0: 600.0})[0])
    assert value(made, "quarter", "spend", 0) == pytest.approx(600.0)


def test_a_figure_shows_that_the_scenario_also_adds_to_and_scales() -> None:
    made = session()
    edit, key = added(made.worksheet, "Plan")
    made.apply(edit)
    made.apply(changed(made.worksheet, key, [Change(key, "add", "spend", 20.0), Change(key, "scale", "spend", 2.0)]))
    made.look_under(key)
    assert value(made, "period", "spend", 0) == 240.0  # (100 + 20) × 2
    changes, _gone = moving(made).changes({0: 300.0})
    assert changes[0].value == 130.0  # (130 + 20) × 2 = 300
    made.try_changes(changes)
    assert value(made, "period", "spend", 0) == 300.0
    assert value(made, "period", "spend", 1) == 440.0


def test_a_scenario_that_multiplies_by_nothing_holds_its_inputs() -> None:
    made = session()
    edit, key = added(made.worksheet, "None")
    made.apply(edit)
    made.apply(changed(made.worksheet, key, [Change(key, "scale", "spend", 0.0)]))
    made.look_under(key)
    found = moving(made)
    assert not found.can_move(0)
    assert found.changes({0: 10.0}) == ([], [])


def test_inputs_are_those_of_a_field_or_of_a_channel() -> None:
    made = session()
    made.apply(SetCells.one("leads", 0, 1, math.nan))
    quarter, first = view_of(made, "quarter"), view_of(made)
    assert inputs(made.shown, first, Subject("leads"), 60) == [  # type: ignore[arg-type]
        Input("leads", 0, 10.0, 10.0), Input("leads", 1, None, None)
    ]  # fmt: skip
    assert inputs(made.shown, quarter, Subject("leads"), 1) == [Input("leads", 0, 60.0, 60.0)]  # type: ignore[arg-type]
    of_oak = inputs(made.shown, first, Subject(channel=made.worksheet.keys[1]), 60)  # type: ignore[arg-type]
    assert [each.field for each in of_oak] == ["spend", "customers", "revenue_per_sale", "gross_margin"]
    assert inputs(made.shown, first, Subject(channel=7), 60) == []  # type: ignore[arg-type]


# -- a total that is held ----------------------------------------------------------------------------------------------


def test_the_others_give_in_proportion() -> None:
    before = {0: 100.0, 1: 300.0, 2: 100.0}
    assert held(before, (), 0, 200.0, 2) == {0: 200.0, 1: 225.0, 2: 75.0}
    assert held(before, (1,), 0, 150.0, 2) == {0: 150.0, 2: 50.0}
    assert held(before, (1,), 0, 300.0, 2) == {0: 200.0, 2: 0.0}, "no further than they can give"
    assert held(before, (1, 2), 0, 300.0, 2) == {0: 100.0}, "nobody can give"
    assert held(before, (), 0, 100.0, 2) == before


def test_cents_go_by_the_largest_remainder() -> None:
    found = held({0: 10.0, 1: 10.0, 2: 10.0, 3: 10.0}, (), 0, 9.99, 2)
    assert sorted(found[channel] for channel in (1, 2, 3)) == [10.0, 10.0, 10.01]


amounts = st.integers(0, 1_000_000).map(lambda cents: cents / 100.0)


@given(st.lists(amounts, min_size=2, max_size=8), st.integers(0, 1_500_000), st.sets(st.integers(1, 7), max_size=3))
def test_the_sum_stays_to_the_cent(values: list[float], wanted: int, locked: set[int]) -> None:
    before = dict(enumerate(values))
    found = held(before, locked, 0, wanted / 100.0, 2)
    after = before | found
    cents = [round(value * 100) for value in after.values()]
    assert sum(cents) == sum(round(value * 100) for value in values)
    assert all(abs(value * 100 - count) < 1e-6 for value, count in zip(after.values(), cents, strict=True))
    assert all(value >= 0.0 for value in after.values())
    assert all(after[channel] == before[channel] for channel in locked if channel in before)


# -- what it comes to --------------------------------------------------------------------------------------------------


def test_results_and_their_range_by_hand() -> None:
    """Twice the spend of Ash at 0.7: 10 × 2^0.7 leads and 5 × 2^0.7 customers of 80 at half."""
    made = session()
    found = moving(made)
    changes, _gone = found.changes({0: 200.0})
    response = found.response(0.7)
    assert response is not None
    made.try_changes([*changes, response])
    first = view_of(made)
    under = made.shown.under
    assert under is not None
    others = [at_elasticity(under, first, elasticity) for elasticity in (0.5, 0.9)]  # type: ignore[arg-type]
    lines = {line.id: line for line in result_lines(made.shown, first, others)}  # type: ignore[arg-type]
    assert (lines["spend"].base, lines["spend"].now, lines["spend"].change) == (300.0, 400.0, 100.0)
    assert lines["spend"].band is None
    assert lines["leads"].now == pytest.approx(8 + 10 * 2**0.7)
    assert lines["leads"].band == pytest.approx((8 + 10 * 2**0.5, 8 + 10 * 2**0.9))
    assert lines["leads"].changes == pytest.approx((10 * 2**0.5 - 10, 10 * 2**0.9 - 10))
    profit = 5 * 2**0.7 * 80 * 0.5 + 4 * 100 * 0.4
    assert lines["gross_profit"].now == pytest.approx(profit)
    assert lines["roi"].now == pytest.approx((profit - 400) / 400)


def test_only_what_moves_the_spend_lets_channels_respond() -> None:
    assert moving(session()).response(None) is None
    assert moving(session(), field="leads").response(0.7) is None


def test_rounding_is_no_difference() -> None:
    assert not Input("spend", 0, 0.3, 0.1 + 0.2).moved
    assert Input("spend", 0, 0.3, 0.31).moved
    assert Input("spend", 0, None, 0.0).moved
    assert not Input("spend", 0, None, None).moved
    line = ResultLine("spend", 0.3, 0.1 + 0.2)
    assert line.change == 0.0


# -- words and scales --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "name"), [
    ((150.0, 150.0), "Shift $50.00 from Oak to Ash"),
    ((100.0, 260.0), "Oak: Spend +$60.00"),
    ((130.0, 190.0), "Ash: Spend +$30.00"),
    ((100.0, 200.0), ""),
])  # fmt: skip
def test_a_what_if_is_called_after_its_largest_move(now: tuple[float, float], name: str) -> None:
    moved = [Input("spend", 0, 100.0, now[0]), Input("spend", 1, 200.0, now[1])]
    assert largest_move(sheet(), standard(), moved, WRITE) == name


def test_where_several_give_the_one_that_takes_is_named() -> None:
    made = build(["Ash", "Oak", "Elm"], {"spend": [1.0, 1.0, 1.0]})
    moved = [Input("spend", 0, 100.0, 300.0), Input("spend", 1, 200.0, 100.0), Input("spend", 2, 200.0, 100.0)]
    assert largest_move(made, standard(), moved, WRITE) == "Shift $200 to Ash"
    turned = [each._replace(base=each.now, now=each.base) for each in moved]
    assert largest_move(made, standard(), turned, WRITE) == "Shift $200 from Ash"


def test_a_name_that_is_taken_has_a_number() -> None:
    made = sheet()
    assert draft_name(made, "") == "What-if 1"
    edit, key = added(made, "More")
    edit.apply(made)
    assert draft_name(made, "more") == "more (2)"
    assert draft_name(made, "More", key) == "More"


@pytest.mark.parametrize(("field", "values", "alone", "low", "top", "step"), [
    ("spend", (4200.0, 380.0, 2400.0), False, 0.0, 6000.0, 50.0),
    ("spend", (100.0,), True, 0.0, 200.0, 2.0),
    ("leads", (10.0, 20.0), False, 0.0, 30.0, 1.0),
    ("gross_margin", (0.45,), True, 0.0, 1.0, 0.01),
    ("revenue", (-50.0, 100.0), False, -150.0, 150.0, 5.0),
    ("spend", (None, 0.0), False, 0.0, 100.0, 1.0),
])  # fmt: skip
def test_sliders_reach_round_figures(
    field: str, values: tuple[float | None, ...], alone: bool, low: float, top: float, step: float
) -> None:
    found = slider_scale(FIELD[field], values, "USD", alone=alone)
    assert (found.low, found.top, found.step) == pytest.approx((low, top, step))


@given(st.lists(st.floats(0.0, 1e12), min_size=1, max_size=5), st.booleans(), st.floats(0.0, 1e13))
def test_every_figure_has_room_and_steps_stay_within(values: list[float], alone: bool, wanted: float) -> None:
    found = slider_scale(FIELD["spend"], values, "USD", alone=alone)
    assert found.top >= max(values)
    assert found.low <= found.snapped(wanted) <= found.top


@pytest.mark.parametrize("wanted", [3400.0, 12000.0, 1234.56, 0.1, 999.99])
def test_the_months_of_a_quarter_add_up_to_just_what_is_wanted(wanted: float) -> None:
    """Of 800, 880 and 960.0000000000001 as of any others: one factor, also behind another one."""
    made = session()
    for period, cell in enumerate((800.0, 880.0000000000001, 960.0)):
        made.apply(SetCells.one("spend", period, 0, cell))
    keep(made, BASE, *moving(made, "quarter").changes({0: 700.0}))
    made.try_changes(moving(made, "quarter").changes({0: wanted})[0])
    found = made.shown.entered.figures(view_of(made, "quarter")).value("spend", 0)  # type: ignore[arg-type]
    assert found is not None
    assert abs(found - wanted) <= math.ulp(wanted)
    assert tidy(found) == wanted


def test_a_move_of_money_names_it_before_any_other() -> None:
    made = sheet()
    moved = [Input("leads", 0, 1000.0, 10.0), Input("spend", 1, 780.0, 123.0)]
    assert largest_move(made, standard(), moved, WRITE) == "Oak: Spend −$657"


def test_what_was_not_known_is_moved_from_nothing() -> None:
    assert largest_move(sheet(), standard(), [Input("spend", 1, None, 120.0)], WRITE) == "Oak: Spend +$120"
    assert largest_move(sheet(), standard(), [Input("spend", 1, 120.0, None)], WRITE) == ""


@given(st.lists(amounts, min_size=1, max_size=6), st.integers(0, 1_500_000), st.integers(0, 5))
def test_nobody_moves_where_nobody_is_free(values: list[float], wanted: int, mover: int) -> None:
    before = dict(enumerate(values))
    mover %= len(values)
    assert held(before, set(before), mover, wanted / 100.0, 2) == {mover: values[mover]}
