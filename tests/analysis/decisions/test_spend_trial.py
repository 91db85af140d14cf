"""What a channel would bring for another spend: the figures shown are those typed, scaled by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.analysis.decisions.spend_trial import spend_changes
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.scenario_edits import added, changed, changes_of
from roiapp.core.scenarios import Change
from roiapp.core.shown_figures import ShownFigures
from roiapp.core.worksheet import Worksheet, build


def two_months() -> Worksheet:
    return build(
        ["Search", "Radio"],
        {"spend": [[100.0, 50.0], [200.0, 60.0]], "leads": [[10.0, 5.0], [18.0, None]],
         "customers": [[4.0, 1.0], [6.0, 1.0]], "revenue_per_sale": [[90.0, 80.0]] * 2,
         "gross_margin": [[0.5, 0.5]] * 2},
        [month(2026, 1, 1), month(2026, 2, 2)],
    )  # fmt: skip


def shown_with(sheet: Worksheet, factor: float, *, key: int = 0, elasticity: float = 0.7) -> ShownFigures:
    shown = ShownFigures(Calculator(sheet, standard()))
    shown.look_under(key)
    own = [each for each in changes_of(sheet) if each.scenario == key]
    under = shown.entered.worksheet
    shown.try_changes(spend_changes(under, own, 0, range(2), factor, elasticity))
    return shown


@given(factor=st.floats(0.01, 3.0), elasticity=st.floats(0.1, 1.0))
def test_all_that_responds_goes_along(factor: float, elasticity: float) -> None:
    sheet = two_months()
    figures = shown_with(sheet, factor, elasticity=elasticity).calculator.figures(all_periods(sheet.periods))
    more = factor**elasticity
    assert figures.value("spend", 0) == pytest.approx(300.0 * factor)
    assert figures.value("leads", 0) == pytest.approx(28.0 * more)
    assert figures.total_figure("customers") == pytest.approx(10.0 * more + 2.0)
    assert figures.total_figure("gross_profit") == pytest.approx(450.0 * more + 80.0)
    assert figures.value("leads", 1) == 5.0
    assert sheet.columns["spend"][0, 0] == 100.0


def test_a_change_in_the_same_place_is_part_of_it() -> None:
    """The scenario has a tenth more spend in January already: 110 × 2, and 200 × 2 in February."""
    sheet = two_months()
    edit, key = added(sheet, "More")
    edit.apply(sheet)
    changed(sheet, key, [Change(0, "scale", "spend", 1.1, sheet.keys[0], "", 1)]).apply(sheet)
    figures = shown_with(sheet, 2.0, key=key).calculator
    assert figures.figures(base_view(sheet.periods, 0)).value("spend", 0) == pytest.approx(220.0)
    assert figures.figures(base_view(sheet.periods, 1)).value("spend", 0) == pytest.approx(400.0)
    assert figures.figures(base_view(sheet.periods, 0)).value("leads", 0) == pytest.approx(10.0 * 2.0**0.7)


@pytest.mark.parametrize("respond", [
    Change(0, "respond", "", 0.5), Change(0, "respond", "", 0.5, 1), Change(0, "respond", "", 0.5, None, "Online"),
])  # fmt: skip
def test_the_scenario_s_own_response_holds(respond: Change) -> None:
    sheet = two_months()
    sheet.channels["group"] = type(sheet.channels["group"])(["Online", "Air"])
    edit, key = added(sheet, "More")
    edit.apply(sheet)
    changed(sheet, key, [respond._replace(channel=sheet.keys[0] if respond.channel else None)]).apply(sheet)
    figures = shown_with(sheet, 2.0, key=key).calculator.figures(base_view(sheet.periods, 0))
    assert figures.value("leads", 0) == pytest.approx(10.0 * 2.0**0.5)
    assert figures.value("customers", 0) == pytest.approx(4.0 * 2.0**0.5)


def test_a_response_of_others_is_none_of_its_own() -> None:
    sheet = two_months()
    edit, key = added(sheet, "More")
    edit.apply(sheet)
    changed(sheet, key, [Change(0, "respond", "", 0.5, sheet.keys[1]),
                         Change(0, "respond", "", 0.5, sheet.keys[0], "", 2)]).apply(sheet)  # fmt: skip
    calculator = shown_with(sheet, 2.0, key=key).calculator
    assert calculator.figures(base_view(sheet.periods, 0)).value("leads", 0) == pytest.approx(10.0 * 2.0**0.7)
    assert calculator.figures(base_view(sheet.periods, 1)).value("leads", 0) == pytest.approx(18.0 * 2.0**0.5)
