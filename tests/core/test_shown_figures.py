"""Figures under a scenario follow every edit of the document as if they were worked out anew."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from roiapp.core.calculator import Calculator
from roiapp.core.edits import Edit, EditError, Group, SetCells
from roiapp.core.history import History
from roiapp.core.periods import Period, base_view
from roiapp.core.results import Changed
from roiapp.core.scenario_edits import added, changed, changes_of, outcome, removed, scenarios_of
from roiapp.core.scenario_typing import Cell, in_scenario, reset
from roiapp.core.scenarios import BASE, Change
from roiapp.core.shown_figures import ShownFigures
from roiapp.core.worksheet import Worksheet, build
from tests.core.random_edits import edits
from tests.core.random_sheets import AS_OF, CATALOG, CELL_FIELDS, sheets, values
from tests.core.test_incremental import assert_announced, assert_equal, picture

some = settings(
    deadline=None, max_examples=8, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)
FIELDS = [field for field in CELL_FIELDS if field.id in ("spend", "visits", "leads", "customers", "revenue",
                                                         "revenue_per_sale", "gross_margin")]  # fmt: skip


RADIO, SEO = 3, 4  # the keys of the channels


def two() -> Worksheet:
    """Radio and SEO in January and February."""
    return build(
        ["Radio", "SEO"],
        {"spend": [[3400, 2400], [1000, None]], "leads": [[27, 118], [60, 80]], "customers": [[8, 54], [6, 20]],
         "revenue_per_sale": [[520, 460], [520, 460]]},
        [Period(1), Period(2)],
    )  # fmt: skip


def look(sheet: Worksheet, *new: Change, parent: int = BASE) -> tuple[ShownFigures, int]:
    edit, key = added(sheet, f"Plan {len(scenarios_of(sheet)) + 1}", parent)
    edit.apply(sheet)
    changed(sheet, key, new).apply(sheet)
    shown = ShownFigures(Calculator(sheet, CATALOG, AS_OF))
    shown.look_under(key)
    return shown, key


def make(shown: ShownFigures, edit: Edit) -> Changed:
    edit.apply(shown.typed.worksheet)
    return shown.update(edit)


def figure(shown: ShownFigures, id_: str, channel: int | None, period: int = 0) -> float | None:
    sheet = shown.calculator.worksheet
    return shown.calculator.figures(base_view(sheet.periods, period)).figure(id_, channel)


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_figures_are_those_of_the_scenario_and_the_document_stays() -> None:
    """CAC of Radio 3,400 ÷ 8 = 425; at 1,700 it is 212.50."""
    shown, key = look(two(), Change(0, "scale", "spend", 0.5))
    assert figure(shown, "cac", 0) == 212.5
    assert shown.scenario_key == key
    assert shown.typed.figures(base_view(shown.typed.worksheet.periods, 0)).value("cac", 0) == 425.0
    assert shown.look_under(BASE) == Changed(structure=True)
    assert figure(shown, "cac", 0) == 425.0
    assert shown.look_under(BASE) == Changed()
    assert shown.look_under(99) == Changed(), "none of that key"


def test_looking_again_at_what_is_looked_at_changes_nothing() -> None:
    shown, key = look(two(), Change(0, "scale", "spend", 0.5))
    under = shown.under
    assert shown.look_under(key) == Changed()
    assert shown.under is under
    shown.try_changes((Change(0, "scale", "spend", 0.25),))
    assert shown.look_under(key) == Changed(structure=True), "what was tried ends"
    assert figure(shown, "cac", 0) == 212.5


def test_an_edit_below_moves_what_is_shown_and_is_announced_where_it_does() -> None:
    shown, _ = look(two(), Change(0, "scale", "spend", 0.5))
    radio = make(shown, SetCells.one("spend", 0, 0, 1600.0))
    assert figure(shown, "cac", 0) == 100.0  # 800 ÷ 8
    assert not radio.structure
    assert {rows for _, _, rows in radio.cells} == {(0,)}


def test_a_change_of_the_scenario_is_announced_as_the_cells_that_it_moves() -> None:
    shown, key = look(two(), Change(0, "scale", "spend", 0.5))
    found = make(shown, changed(shown.typed.worksheet, key, [Change(0, "set", "leads", 40.0, SEO, period=1)]))
    assert found.records
    assert not found.structure
    assert set(found.cells) == {("leads", (0,), (1,))}
    assert figure(shown, "cost_per_lead", 1) == 30.0  # 1,200 ÷ 40


def test_what_is_tried_is_shown_without_a_step_and_ends_with_the_next() -> None:
    shown, _ = look(two())
    before = changes_of(shown.typed.worksheet)
    found = shown.try_changes([Change(0, "set", "spend", 800.0, RADIO, period=1)])
    assert figure(shown, "cac", 0) == 100.0
    assert set(found.cells) == {("spend", (0,), (0,))}
    shown.try_changes([Change(0, "set", "spend", 1600.0, RADIO, period=1)])
    assert figure(shown, "cac", 0) == 200.0
    assert changes_of(shown.typed.worksheet) == before
    make(shown, SetCells.one("leads", 0, 1, 119.0))
    assert figure(shown, "cac", 0) == 425.0


def test_on_the_document_itself_something_can_be_tried_too() -> None:
    shown = ShownFigures(Calculator(two(), CATALOG, AS_OF))
    assert shown.try_changes([Change(0, "scale", "spend", 2.0)]) == Changed(structure=True)
    assert figure(shown, "cac", 0) == 850.0
    shown.try_changes([Change(0, "scale", "spend", 4.0)])
    assert figure(shown, "cac", 0) == 1700.0
    assert shown.try_changes(()) == Changed(structure=True)
    assert figure(shown, "cac", 0) == 425.0
    assert shown.under is None


def test_a_scenario_that_is_taken_away_is_left() -> None:
    shown, key = look(two(), Change(0, "scale", "spend", 0.5))
    step = removed(shown.typed.worksheet, key)
    assert make(shown, step).structure
    assert figure(shown, "cac", 0) == 425.0
    assert shown.scenario_key == BASE


def test_what_differs_is_known_by_figure_and_channel() -> None:
    shown, _ = look(two(), Change(0, "set", "spend", 800.0, RADIO, period=1))
    view, later = (base_view(shown.typed.worksheet.periods, period) for period in (0, 1))
    under = shown.under
    assert under is not None
    assert under.differs("cac", view, 0)
    assert under.differs("cac", view, None)
    assert not under.differs("cac", view, 1)
    assert not under.differs("cac", later, 0)
    assert not under.differs("lead_to_customer", view, 0)
    assert under.differs("share_of_spend", view, 1), "a share of the total moves with any of it"


@st.composite
def scenario_edits(draw: st.DrawFn, sheet: Worksheet) -> Edit:
    """A change of one of the two scenarios."""
    field = draw(st.sampled_from(FIELDS))
    kind = draw(st.sampled_from(("set", "add", "scale", "respond")))
    channel = draw(st.none() | st.sampled_from(list(sheet.keys))) if len(sheet.keys) else None
    period = draw(st.none() | st.sampled_from([each.key for each in sheet.periods]))
    value = draw(st.sampled_from((0.5, 0.0, 2.0, 100.0)))
    new = Change(0, kind, "" if kind == "respond" else field.id, value, channel, period=period)
    return changed(sheet, draw(st.sampled_from((1, 2))), [new])


@some
@given(st.data())
def test_following_is_working_out_anew(data: st.DataObject) -> None:
    sheet = data.draw(sheets(most_channels=5))
    sheet.records.pop("scenarios", None)
    sheet.records.pop("scenario_changes", None)
    for parent in (BASE, 1):
        added(sheet, f"Plan {parent}", parent)[0].apply(sheet)
    history, shown = History(), ShownFigures(Calculator(sheet, CATALOG, AS_OF))
    shown.look_under(data.draw(st.sampled_from((1, 2))))
    before = picture(shown.calculator, shown.calculator.worksheet)
    for _ in range(data.draw(st.integers(1, 5))):
        what = data.draw(st.sampled_from(("edit", "change", "change", "try", "undo")))
        try:
            if what == "try":
                cell = Change(0, "set", data.draw(st.sampled_from(FIELDS)).id, data.draw(st.sampled_from((0.0, 7.5))))
                found = shown.try_changes([cell])
            else:
                if what == "undo":
                    made = history.undo(sheet)
                else:
                    kinds = ("cells", "cells", "totals", "settings", "texts", "move", "add", "remove", "add period",
                             "notes", "looks")  # fmt: skip
                    drawn = edits(sheet, kinds) if what == "edit" else scenario_edits(sheet)
                    made = history.make(sheet, data.draw(drawn))
                if made is None:
                    continue
                found = shown.update(made)
        except EditError:
            continue
        after = picture(shown.calculator, shown.calculator.worksheet)
        anew = worked_out(shown, sheet)
        assert_equal(after, picture(Calculator(anew, CATALOG, AS_OF), anew))
        assert_announced(before, after, found)
        before = after


def worked_out(shown: ShownFigures, sheet: Worksheet) -> Worksheet:
    """The worksheet under the scenario with what is tried, by edits of a copy of the document."""
    from copy import deepcopy

    copy = deepcopy(sheet)
    under = shown.under
    assert under is not None
    changed(copy, under.key, under.tried).apply(copy)
    return outcome(copy, CATALOG, under.key).worksheet


# -- what is typed -----------------------------------------------------------------------------------------------------


def typed(shown: ShownFigures, *cells: tuple[str, int, int, float | None]) -> None:
    parts = tuple(SetCells.one(field, period, channel, value) for field, period, channel, value in cells)
    sheet = shown.typed.worksheet
    make(shown, in_scenario(sheet, CATALOG, shown.scenario_key, parts[0] if len(parts) == 1 else Group(parts)))


def test_what_is_typed_is_set_in_the_scenario_alone() -> None:
    shown, key = look(two())
    typed(shown, ("spend", 0, 0, 2400.0))
    assert figure(shown, "cac", 0) == 300.0
    assert shown.typed.worksheet.columns["spend"][0, 0] == 3400.0
    assert changes_of(shown.typed.worksheet) == (Change(key, "set", "spend", 2400.0, RADIO, period=1),)


def test_typing_the_figure_of_the_base_again_leaves_no_change() -> None:
    shown, _ = look(two())
    typed(shown, ("spend", 0, 0, 2400.0))
    typed(shown, ("spend", 0, 0, 3400.0), ("spend", 1, 1, None))
    assert changes_of(shown.typed.worksheet) == ()


def test_a_cell_can_be_blanked_in_the_scenario() -> None:
    shown, _ = look(two())
    typed(shown, ("customers", 0, 0, None))
    assert figure(shown, "cac", 0) is None
    assert shown.typed.worksheet.columns["customers"][0, 0] == 8.0


def test_what_is_typed_shows_where_the_scenario_scales_and_responds_too() -> None:
    """Spend is doubled everywhere and responds with 1: 54 customers of SEO become 108. Typed are 3,000 and 90."""
    shown, _ = look(two(), Change(0, "scale", "spend", 2.0), Change(0, "respond", value=1.0))
    assert figure(shown, "customers", 1) == 108.0
    typed(shown, ("customers", 0, 1, 90.0))
    assert figure(shown, "customers", 1) == pytest.approx(90.0, rel=1e-12)
    typed(shown, ("spend", 0, 1, 3000.0), ("leads", 0, 1, 100.0))
    assert figure(shown, "spend", 1) == pytest.approx(3000.0, rel=1e-12)
    assert figure(shown, "leads", 1) == pytest.approx(100.0, rel=1e-12)


def test_where_nothing_typed_would_show_it_is_refused() -> None:
    shown, key = look(two(), Change(0, "scale", "spend", 0.0))
    with pytest.raises(EditError, match="Nothing typed for Spend of Radio would show"):
        in_scenario(shown.typed.worksheet, CATALOG, key, SetCells.one("spend", 0, 0, 5.0))


def test_channels_are_those_of_the_base() -> None:
    from roiapp.core.channel_edits import AddChannels

    shown, key = look(two())
    sheet = shown.typed.worksheet
    add = AddChannels.at_end(sheet, ["Email"])
    assert in_scenario(sheet, CATALOG, key, add) is add
    with pytest.raises(EditError, match="those of the base case"):
        in_scenario(sheet, CATALOG, key, Group((add, SetCells.one("spend", 0, 2, 5.0))))


def test_a_cell_is_reset_to_what_lies_below() -> None:
    shown, key = look(two())
    typed(shown, ("spend", 0, 0, 2400.0), ("leads", 0, 0, 30.0))
    sheet = shown.typed.worksheet
    spend = [each for each in changes_of(sheet) if each.field == "spend"]
    assert spend == [Change(key, "set", "spend", 2400.0, RADIO, period=1)]
    make(shown, reset(sheet, CATALOG, key, [Cell("spend", 0, 0)]))
    assert figure(shown, "spend", 0) == 3400.0
    assert changes_of(sheet) == (Change(key, "set", "leads", 30.0, RADIO, period=1),)


def test_a_cell_that_a_change_of_many_reaches_is_pinned_when_it_is_reset() -> None:
    shown, key = look(two(), Change(0, "scale", "spend", 2.0))
    make(shown, reset(shown.typed.worksheet, CATALOG, key, [Cell("spend", 0, 0)]))
    assert figure(shown, "spend", 0) == 3400.0
    assert figure(shown, "spend", 1) == 4800.0


def test_a_scenario_on_another_is_reset_to_that_one() -> None:
    sheet = two()
    _, plan = look(sheet, Change(0, "set", "spend", 2000.0, RADIO, period=1))
    shown, best = look(sheet, Change(0, "set", "spend", 1000.0, RADIO, period=1), parent=plan)
    make(shown, reset(sheet, CATALOG, best, [Cell("spend", 0, 0)]))
    assert figure(shown, "spend", 0) == 2000.0


@some
@given(st.data())
def test_whatever_is_typed_shows_and_the_document_keeps_its_figures(data: st.DataObject) -> None:
    sheet = data.draw(sheets(most_channels=4, fields=tuple(FIELDS)).filter(lambda sheet: len(sheet.keys) > 0))
    added(sheet, "Plan")[0].apply(sheet)
    key = scenarios_of(sheet)[-1].key
    for kind in data.draw(st.lists(st.sampled_from(("add", "scale", "respond")), max_size=3)):
        field = "" if kind == "respond" else data.draw(st.sampled_from(("spend", "leads", "customers")))
        changed(sheet, key, [Change(0, kind, field, 0.5)]).apply(sheet)
    shown = ShownFigures(Calculator(sheet, CATALOG, AS_OF))
    shown.look_under(key)
    held = {field: column.copy() for field, column in sheet.columns.items()}
    wanted: dict[tuple[str, int, int], Any] = {}
    for _ in range(data.draw(st.integers(1, 4))):
        field = data.draw(st.sampled_from(FIELDS))
        place = (field.id, data.draw(st.integers(0, len(sheet.periods) - 1)),
                 data.draw(st.integers(0, len(sheet.keys) - 1)))  # fmt: skip
        wanted[place] = data.draw(st.none() | values(field))
    cells = [(*place, value) for place, value in wanted.items()]
    if any(value == 0.0 for (field_id, *_), value in wanted.items() if field_id == "spend"):
        with suppress(EditError):  # what responds to a spend of 0 takes nothing
            typed(shown, *cells)
            cells = []
        if cells:
            return
    else:
        typed(shown, *cells)
    for (field_id, period, channel), value in wanted.items():
        found = shown.calculator.worksheet.value(field_id, period, channel)
        assert (found != found) if value is None else found == pytest.approx(value, rel=1e-9, abs=1e-9)
    assert sheet.columns.keys() == held.keys()
    for field_id, column in held.items():
        assert (column == sheet.columns[field_id]).sum() + (column != column).sum() == column.size
