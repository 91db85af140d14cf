"""What a scenario lies on and where it stands: never in a circle, every step taken back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.core.edits import EditError
from roiapp.core.record_tables import SCENARIO_CHANGES, SCENARIOS
from roiapp.core.scenario_edits import (
    added,
    changes_of,
    free_name,
    moved,
    removed,
    revised,
    scenarios_of,
)
from roiapp.core.scenarios import BASE, Scenario, line, may_lie_on, tree
from roiapp.core.worksheet import Worksheet, build

A, B, C, D = Scenario(1, "A"), Scenario(2, "B", 1), Scenario(3, "C", 2), Scenario(4, "D")


def sheet_of(*scenarios: Scenario) -> Worksheet:
    sheet = build(["Radio"], {"spend": [[100.0]]})
    for each in scenarios:
        edit, key = added(sheet, each.name, each.parent, each.note)
        assert key == each.key
        edit.apply(sheet)
    return sheet


def test_a_tree_has_each_below_what_it_lies_on() -> None:
    assert tree([C, D, B, A]) == [(0, D), (0, A), (1, B), (2, C)]
    assert tree([]) == []
    stray = Scenario(9, "Stray", 77)
    assert tree([stray, A]) == [(0, stray), (0, A)]


def test_what_lies_in_a_circle_is_there_once() -> None:
    """Such a table can only come from outside."""
    one, two = Scenario(1, "A", 2), Scenario(2, "B", 1)
    assert tree([one, two]) == [(0, one), (1, two)]
    itself = Scenario(1, "A", 1)
    assert tree([itself]) == [(0, itself)]


def test_which_it_may_lie_on() -> None:
    assert may_lie_on([A, B, C, D], 1) == [D]
    assert may_lie_on([A, B, C, D], 3) == [A, B, D]


def test_it_is_laid_on_another_and_back() -> None:
    sheet = sheet_of(A, B, C, D)
    before = sheet.content()
    back = revised(sheet, 4, parent=3).apply(sheet)
    assert [each.name for each in line(scenarios_of(sheet), 4)] == ["A", "B", "C", "D"]
    revised(sheet, 2, parent=BASE).apply(sheet)
    assert [each.name for each in line(scenarios_of(sheet), 4)] == ["B", "C", "D"]
    revised(sheet, 2, parent=1).apply(sheet)
    back.apply(sheet)
    assert sheet.content() == before


def test_a_circle_is_refused() -> None:
    sheet = sheet_of(A, B, C, D)
    with pytest.raises(EditError, match="“A” cannot lie on “C”, which lies on it"):
        revised(sheet, 1, parent=3)
    with pytest.raises(EditError, match="cannot lie on itself"):
        revised(sheet, 1, parent=1)
    with pytest.raises(EditError, match="no such scenario"):
        revised(sheet, 1, parent=99)
    with pytest.raises(EditError, match="no such scenario"):
        added(sheet, "E", 99)


def test_name_note_and_place_are_one_step() -> None:
    sheet = sheet_of(A, Scenario(2, "B"))
    before = sheet.content()
    back = revised(sheet, 2, "  Best   case ", " Because ", 1).apply(sheet)
    assert scenarios_of(sheet)[1] == Scenario(2, "Best case", 1, "Because")
    back.apply(sheet)
    assert sheet.content() == before


def test_they_move_among_those_beside_them() -> None:
    sheet = sheet_of(Scenario(1, "A"), Scenario(2, "A1", 1), Scenario(3, "B"), Scenario(4, "A2", 1))
    up = moved(sheet, 3, -1)
    assert up is not None
    back = up.apply(sheet)
    assert [(depth, each.name) for depth, each in tree(scenarios_of(sheet))] == [
        (0, "B"), (0, "A"), (1, "A1"), (1, "A2")]  # fmt: skip
    back.apply(sheet)
    down = moved(sheet, 2, 1)
    assert down is not None
    down.apply(sheet)
    assert [each.name for _depth, each in tree(scenarios_of(sheet))] == ["A", "A2", "A1", "B"]
    assert moved(sheet, 1, -1) is None
    assert moved(sheet, 2, 1) is None


steps = st.tuples(
    st.sampled_from(["add", "lay", "move", "remove"]), st.integers(0, 9), st.integers(0, 9), st.sampled_from([-1, 1])
)


@settings(deadline=None)
@given(st.lists(steps, max_size=20))
def test_nothing_ever_lies_in_a_circle(wanted: list[tuple[str, int, int, int]]) -> None:
    """Walking down from every scenario ends on the worksheet, whatever was laid on what; refused is only what would
    have made a circle, found here by walking."""
    sheet = sheet_of(A, D._replace(key=2))
    for number, (step, one, other, by) in enumerate(wanted):
        there = scenarios_of(sheet)
        if not there:
            return
        key, on = there[one % len(there)].key, there[other % len(there)].key
        if step == "add":
            added(sheet, f"S{number}", on)[0].apply(sheet)
        elif step == "remove":
            removed(sheet, key).apply(sheet)
        elif step == "move":
            edit = moved(sheet, key, by)
            if edit is not None:
                edit.apply(sheet)
        else:
            parents = {each.key: each.parent for each in there}
            walked = on
            while walked not in (BASE, key):
                walked = parents[walked]
            if walked == key:
                with pytest.raises(EditError):
                    revised(sheet, key, parent=on)
            else:
                revised(sheet, key, parent=on).apply(sheet)
        now = scenarios_of(sheet)
        parents = {each.key: each.parent for each in now}
        for each in now:
            walked, steps_down = each.key, 0
            while walked != BASE:
                walked, steps_down = parents[walked], steps_down + 1
                assert steps_down <= len(now)
        assert sorted(each.key for _depth, each in tree(now)) == sorted(parents)
        for depth, each in tree(now):
            assert depth == len(line(now, each.key)) - 1


def test_a_thousand_that_lie_on_each_other_are_placed() -> None:
    """No depth of a damaged document is too much, and none takes long."""
    chain = [Scenario(key, f"S{key}", key - 1) for key in range(1, 1_501)]
    assert [(depth, each.key) for depth, each in tree(chain)] == [(key - 1, key) for key in range(1, 1_501)]
    assert [each.key for each in line(chain, 1_500)] == list(range(1, 1_501))


def test_what_lies_in_a_circle_is_placed_once() -> None:
    circle = [Scenario(1, "A", 3), Scenario(2, "B", 1), Scenario(3, "C", 2), Scenario(4, "D")]
    assert [(depth, each.key) for depth, each in tree(circle)] == [(0, 4), (0, 1), (1, 2), (2, 3)]


def test_records_with_numbers_that_no_scenario_has_are_none() -> None:
    """Below 1, fractions and the same once more; a change of such a one is nobody's."""
    sheet = sheet_of()
    rows = [(0.0, "Zero", None), (-1.0, "Less", None), (1.5, "Half", None), (float("inf"), "Endless", None),
            (2.0, "Two", 0.5), (2.0, "Again", None), (3.0, "Three", 2.0)]  # fmt: skip
    made = [SCENARIOS.row(key=key, name=name, parent=parent) for key, name, parent in rows]
    sheet.records[SCENARIOS.id] = tuple(made)
    changes = [SCENARIO_CHANGES.row(scenario=key, kind="set", field="spend", value=key) for key in (0.0, 2.0, 2.5)]
    sheet.records[SCENARIO_CHANGES.id] = tuple(changes)
    assert scenarios_of(sheet) == (Scenario(2, "Two"), Scenario(3, "Three", 2))
    assert [(each.scenario, each.value) for each in changes_of(sheet)] == [(2, 2.0)]


def test_a_name_that_is_free() -> None:
    sheet = sheet_of(Scenario(1, "Plan"), Scenario(2, "Plan (2)"))
    assert free_name(sheet, "Other") == "Other"
    assert free_name(sheet, "plan") == "plan (3)"
