"""Steps that change scenarios: what they leave, what takes them back, and that applying one gives the same figures."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.core.catalog import standard
from roiapp.core.edits import Edit, EditError
from roiapp.core.periods import Period
from roiapp.core.scenario_edits import (
    added,
    applied,
    changed,
    changes_of,
    duplicated,
    find_scenario,
    outcome,
    removed,
    renamed,
    scenarios_of,
    without_changes,
)
from roiapp.core.scenarios import Change, Scenario
from roiapp.core.worksheet import Worksheet, build


def two() -> Worksheet:
    return build(
        ["Radio", "SEO"], {"spend": [[1000, 400], [1100, None]], "leads": [[50, 90], [60, 80]]}, [Period(1), Period(2)]
    )


def with_scenario() -> tuple[Worksheet, int]:
    sheet = two()
    edit, key = added(sheet, "  Plan  B ", note="If radio is dropped")
    edit.apply(sheet)
    new = [Change(0, "scale", "spend", 1.5), Change(0, "set", "leads", 70.0, sheet.keys[0], "", 2)]
    changed(sheet, key, new).apply(sheet)
    return sheet, key


def test_what_was_added_is_there() -> None:
    sheet, key = with_scenario()
    assert scenarios_of(sheet) == (Scenario(key, "Plan B", 0, "If radio is dropped"),)
    assert changes_of(sheet) == (
        Change(key, "scale", "spend", 1.5), Change(key, "set", "leads", 70.0, sheet.keys[0], "", 2),
    )  # fmt: skip
    found = outcome(sheet, standard(), key).worksheet
    assert found.columns["spend"].tolist()[0] == [1500.0, 600.0]
    assert found.columns["leads"].tolist() == [[50.0, 90.0], [70.0, 80.0]]
    assert find_scenario(sheet, "plan b") == scenarios_of(sheet)[0]


def test_a_change_of_the_same_cells_takes_the_place_of_the_other() -> None:
    sheet, key = with_scenario()
    changed(sheet, key, [Change(0, "set", "leads", 71.0, sheet.keys[0], "", 2)]).apply(sheet)
    assert [each.value for each in changes_of(sheet)] == [1.5, 71.0]
    without_changes(sheet, key, [Change(0, "scale", "spend")]).apply(sheet)
    assert [each.value for each in changes_of(sheet)] == [71.0]
    changed(sheet, key, [Change(0, "set", "spend", None, sheet.keys[0])]).apply(sheet)
    assert math.isnan(outcome(sheet, standard(), key).worksheet.columns["spend"][0, 0])


def test_names_are_free_and_not_empty() -> None:
    sheet, key = with_scenario()
    for make in (lambda: added(sheet, "PLAN b"), lambda: duplicated(sheet, key, "Plan B"), lambda: added(sheet, " ")):
        with pytest.raises(EditError):
            make()
    renamed(sheet, key, "plan b", "Because").apply(sheet)
    assert scenarios_of(sheet)[0][1:] == ("plan b", 0, "Because")
    with pytest.raises(EditError, match="no such scenario"):
        removed(sheet, 99)


def test_what_lay_on_one_that_is_removed_lies_on_what_that_lay_on() -> None:
    sheet, key = with_scenario()
    edit, best = added(sheet, "Best case", key)
    edit.apply(sheet)
    edit, other = duplicated(sheet, best, "Worst case")
    edit.apply(sheet)
    assert [each.parent for each in scenarios_of(sheet)] == [0, key, key]
    removed(sheet, key).apply(sheet)
    assert [(each.key, each.parent) for each in scenarios_of(sheet)] == [(best, 0), (other, 0)]
    assert changes_of(sheet) == ()


def test_applying_leaves_the_same_figures_and_what_lay_on_it_keeps_its_own() -> None:
    sheet, key = with_scenario()
    edit, best = added(sheet, "Best case", key)
    edit.apply(sheet)
    changed(sheet, best, [Change(0, "add", "leads", 10.0)]).apply(sheet)
    then, on_top = outcome(sheet, standard(), key).worksheet, outcome(sheet, standard(), best).worksheet
    before = sheet.content()
    back = applied(sheet, standard(), key).apply(sheet)
    for id_ in ("spend", "leads"):
        assert np.array_equal(sheet.columns[id_], then.columns[id_], equal_nan=True)
        kept = outcome(sheet, standard(), best).worksheet.columns[id_]
        assert np.array_equal(kept, on_top.columns[id_], equal_nan=True)
    assert [each.key for each in scenarios_of(sheet)] == [best]
    back.apply(sheet)
    assert sheet.content() == before


def test_applying_one_that_lies_on_another_makes_no_change_twice() -> None:
    """Spend 1,000: halved by plan B, a hundred more in the best case (600), times 1.5 on top of that: 900."""
    sheet = build(["Radio"], {"spend": [[1000]]})
    keys = [0]
    for name, change in (
        ("Plan B", Change(0, "scale", "spend", 0.5)), ("Best", Change(0, "add", "spend", 100.0)),
        ("Top", Change(0, "scale", "spend", 1.5)),
    ):  # fmt: skip
        edit, key = added(sheet, name, keys[-1])
        edit.apply(sheet)
        changed(sheet, key, [change]).apply(sheet)
        keys.append(key)
    assert outcome(sheet, standard(), keys[3]).worksheet.columns["spend"].tolist() == [[900.0]]
    applied(sheet, standard(), keys[2]).apply(sheet)
    assert sheet.columns["spend"].tolist() == [[600.0]]
    assert [(each.name, each.parent) for each in scenarios_of(sheet)] == [("Plan B", 0), ("Top", 0)]
    assert outcome(sheet, standard(), keys[3]).worksheet.columns["spend"].tolist() == [[900.0]]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["add", "change", "rename", "duplicate", "remove", "apply"]), max_size=12))
def test_every_step_can_be_taken_back(steps: list[str]) -> None:
    sheet = two()
    seen = [sheet.content()]
    inverses: list[Edit] = []
    for number, step in enumerate(steps):
        there = scenarios_of(sheet)
        key = there[number % len(there)].key if there else 0
        if not there or step == "add":
            edit, _ = added(sheet, f"Plan {number}", key)
        elif step == "change":
            edit = changed(sheet, key, [Change(0, "add", "spend", float(number)), Change(0, "respond", value=0.7)])
        elif step == "rename":
            edit = renamed(sheet, key, f"Other {number}")
        elif step == "duplicate":
            edit, _ = duplicated(sheet, key, f"Copy {number}")
        else:
            edit = removed(sheet, key) if step == "remove" else applied(sheet, standard(), key)
        inverses.append(edit.apply(sheet))
        seen.append(sheet.content())
    for inverse, before in zip(reversed(inverses), seen[-2::-1], strict=True):
        inverse.apply(sheet)
        assert sheet.content() == before
