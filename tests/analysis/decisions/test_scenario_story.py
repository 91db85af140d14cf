"""What a scenario says, worked by hand.

Brightwater's third quarter in two channels: Local SEO at 2,400 with 11,426 gross profit, Radio at 3,400 with 1,664;
each of them the same in the quarter before.
"""

from __future__ import annotations

from roiapp.analysis.decisions.said import said_of
from roiapp.analysis.decisions.scenario_story import telling
from roiapp.analysis.findings.finding import Finding
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, all_periods, base_view, month
from roiapp.core.scenario_edits import added, changed
from roiapp.core.scenarios import Change
from roiapp.core.shown_figures import ShownFigures
from roiapp.core.worksheet import Worksheet, build

SEO, RADIO = 3, 4  # the keys; those of the periods are 1 and 2


def two() -> Worksheet:
    """Gross profit of SEO 54 × 460 × 46 % = 11,426.40, of Radio 8 × 520 × 40 % = 1,664."""
    return build(
        ["Local SEO", "Radio & TV"],
        {"spend": [[2000, 3400], [2400, 3400]], "leads": [[100, 27], [118, 27]], "customers": [[50, 8], [54, 8]],
         "revenue_per_sale": [[460, 520]] * 2, "gross_margin": [[0.46, 0.40]] * 2},
        [Period(1), Period(2)],
    )  # fmt: skip


def plan_of(sheet: Worksheet, *new: Change) -> ShownFigures:
    """A scenario with these changes, looked at."""
    edit, key = added(sheet, "Plan")
    edit.apply(sheet)
    changed(sheet, key, new).apply(sheet)
    shown = ShownFigures(Calculator(sheet, standard()))
    shown.look_under(key)
    return shown


def says(*new: Change) -> list[Finding]:
    shown = plan_of(two(), *new)
    return said_of(shown.calculator.figures(base_view(shown.typed.worksheet.periods, 1)))


def shift(amount: float) -> tuple[Change, Change]:
    return (
        Change(0, "add", "spend", amount, SEO, period=2), Change(0, "add", "spend", -amount, RADIO, period=2)
    )  # fmt: skip


def by_id(found: list[Finding]) -> dict[str, Finding]:
    return {each.id: each for each in found}


def test_without_a_scenario_nothing_is_said() -> None:
    sheet = two()
    assert list(telling(Calculator(sheet, standard()).figures(base_view(sheet.periods, 1)))) == []


def test_without_changes_that_is_said() -> None:
    assert [each.claim for each in says()] == ["Nothing is changed yet."]


def test_a_thousand_from_radio_to_seo() -> None:
    """SEO 11,426.40 × (3,400 ÷ 2,400)^0.7 = 14,581.32; Radio 1,664 × (2,400 ÷ 3,400)^0.7 = 1,303.97: together 2,794.88
    more. At 0.5 13,600.14 + 1,398.04, at 0.9 15,633.29 + 1,216.22."""
    found = by_id(says(*shift(1000.0), Change(0, "respond", value=0.7)))
    gain = found["scenario_gain"]
    assert gain.verdict == "good"
    assert gain.claim == "$2,795 more gross profit for the same $5,800."
    assert gain.text == "Each $1.00 in Local SEO brings $4.76 gross profit today, in Radio & TV $0.49."
    assert gain.channels == (0, 1)
    wide = found["scenario_range"]
    assert wide.verdict == "good"
    assert wide.claim == "More gross profit across the whole assumed range."
    assert wide.text == "$1,908 more at elasticity 0.5, $3,759 more at 0.9."
    assert wide.assumption.endswith("an assumption, not a measurement.")
    assert found["scenario_untested"].claim == "Untested: Local SEO never had more than $2,400."
    assert found["scenario_untested"].text.startswith("$3,400 is beyond anything in your data. Try $300 more first")
    assert found["scenario_untested"].channels == (0,)


def test_the_other_way_round_it_is_less_whatever_is_assumed() -> None:
    found = by_id(says(*shift(-1000.0), Change(0, "respond", value=0.7)))
    assert found["scenario_gain"].verdict == "bad"
    assert "less gross profit for the same $5,800." in found["scenario_gain"].claim
    assert found["scenario_range"].claim == "Less gross profit across the whole assumed range."


def test_what_follows_the_spend_is_asked_for_where_nothing_does() -> None:
    found = by_id(says(*shift(1000.0)))
    assert found["scenario_gain"].claim == "As much gross profit as in the base case for the same $5,800."
    assert found["scenario_gain"].verdict == "unclear"
    assert found["scenario_response"].claim == "Nothing follows the spend here."
    assert "scenario_range" not in found


def test_more_spend_is_set_against_what_it_brings() -> None:
    """1,000 more for Radio bring 1,664 × ((4,400 ÷ 3,400)^0.7 − 1) = 329.13."""
    found = by_id(says(Change(0, "add", "spend", 1000.0, RADIO, period=2), Change(0, "respond", value=0.7)))
    assert found["scenario_gain"].claim == "$329 more gross profit for $1,000 more spend."
    assert found["scenario_gain"].text == "After the difference in spend $671 less is left."
    assert found["scenario_gain"].verdict == "bad"


def test_a_level_that_was_tried_is_not_called_untested() -> None:
    found = by_id(says(Change(0, "set", "spend", 2000.0, SEO, period=2), Change(0, "respond", value=0.7)))
    assert "scenario_untested" not in found


def test_the_response_decides_where_it_does() -> None:
    """1,000 from SEO to Radio and a margin of 93 % for Radio: 37.78 more at 0.5, 1,177 less at 0.9."""
    found = by_id(says(*shift(-1000.0), Change(0, "set", "gross_margin", 0.93, RADIO, period=2),
                       Change(0, "respond", value=0.7)))  # fmt: skip
    gains = found["scenario_range"]
    assert gains.verdict == "unclear"
    assert gains.claim == "The assumed response decides it."
    assert gains.text == "$37.78 more at elasticity 0.5, $1,177 less at 0.9."


def test_limits_and_what_cannot_respond_are_said() -> None:
    sheet_changes = (Change(0, "add", "gross_margin", 0.7, RADIO), Change(0, "set", "spend", 0.0, SEO, period=2))
    found = by_id(says(*sheet_changes))
    assert found["scenario_limit"].claim == "Gross margin was kept at its limit."
    assert found["scenario_limit"].text == "That is in Radio & TV."


def test_the_range_is_judged_after_the_difference_in_spend_as_the_gain_is() -> None:
    """1,000 more for Radio bring 1,664 × ((4,400 ÷ 3,400)^e − 1): 228.99 at 0.5, 434.65 at 0.9: 771 and 565 less
    are left."""
    found = by_id(says(Change(0, "add", "spend", 1000.0, RADIO, period=2), Change(0, "respond", value=0.7)))
    wide = found["scenario_range"]
    assert wide.verdict == found["scenario_gain"].verdict == "bad"
    assert wide.claim == "Less is left after the difference in spend across the whole assumed range."
    assert wide.text == "$771 less at elasticity 0.5, $565 less at 0.9."


def test_all_periods_are_compared_with_nothing_where_there_is_nothing_like_them() -> None:
    shown = plan_of(two(), Change(0, "scale", "spend", 2.0, SEO), Change(0, "respond", value=0.7))
    sheet = shown.typed.worksheet
    found = by_id(said_of(shown.calculator.figures(all_periods(sheet.periods))))
    assert "scenario_gain" in found
    assert "scenario_untested" not in found


def test_time_matched_figures_are_compared_with_time_matched_ones() -> None:
    """What is closed in a month came of the spend of the month before: 1,000 then and 2,000 now. A scenario that moves
    no spend spends the same, time-matched, too."""
    sheet = build(
        ["Fairs"],
        {"spend": [[1000], [2000]], "customers": [[10], [10]], "revenue_per_sale": [[400], [400]],
         "gross_margin": [[0.5], [0.5]], "sales_cycle_days": [[30], [30]]},
        [month(2026, 4, 1), month(2026, 5, 1)],
    )  # fmt: skip
    key = sheet.keys[0]
    shown = plan_of(sheet, Change(0, "set", "revenue_per_sale", 500.0, key))
    shown.match_time(True)
    assert shown.time_matched
    found = by_id(said_of(shown.calculator.figures(base_view(sheet.periods, 1))))
    assert "more gross profit for the same $" in found["scenario_gain"].claim
    assert "more spend" not in found["scenario_gain"].claim
    assert "less spend" not in found["scenario_gain"].claim


def test_it_is_told_in_pieces() -> None:
    shown = plan_of(two(), *shift(1000.0), Change(0, "respond", value=0.7))
    work = telling(shown.calculator.figures(base_view(shown.typed.worksheet.periods, 1)))
    assert sum(1 for _piece in work) > 8, "one for each elasticity and each finding"
