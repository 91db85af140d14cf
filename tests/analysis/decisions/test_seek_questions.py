"""What a goal seek asks first, what can be asked, and what can be held: told by hand on two channels."""

import math

import pytest

from roiapp.analysis.decisions.goal_seek import Goal
from roiapp.analysis.decisions.moved_inputs import chain
from roiapp.analysis.decisions.seek_questions import (
    figures_to_seek,
    first_question,
    first_target,
    holdable,
    holding,
    inputs,
    still_held,
)
from roiapp.analysis.decisions.seek_ways import asked
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods
from roiapp.core.results import Figures
from roiapp.core.worksheet import build


def two() -> Figures:
    """Radio: CAC 100, ROI 0 %. SEO: 20 customers of 40 profit for 500, ROI 60 %."""
    sheet = build(
        ["Radio", "SEO"],
        {"spend": [1000, 500], "visits": [None, 2000], "leads": [50, 100], "customers": [10, 20],
         "revenue_per_sale": [200, 100], "gross_margin": [0.5, 0.4]},
    )  # fmt: skip
    return Calculator(sheet, standard()).figures(all_periods(sheet.periods))


def test_a_calculated_figure_is_sought() -> None:
    """CAC 100 of Radio: a tenth less, by the first input of its formula."""
    assert first_question(two(), "cac", 0) == Goal("cac", 90.0, "spend", 0)


def test_an_input_is_changed_for_roi() -> None:
    assert first_question(two(), "spend", 1) == Goal("roi", 0.66, "spend", 1)
    # what is counted is meant in whole numbers; the ratio is held when somebody says so
    assert first_question(two(), "leads", 1) == Goal("roi", 0.66, "leads", 1, whole=True)


def test_an_input_that_roi_never_follows_is_changed_for_what_does() -> None:
    """The days of a sale are in the pipeline's velocity, and what the books say in the revenue for one of cost."""
    assert first_question(two(), "sales_cycle_days", 0).metric == "pipeline_velocity"
    assert first_question(two(), "actual_revenue", None).metric == "mer"


def test_a_name_or_nothing_asks_for_roi() -> None:
    asked_first = first_question(two(), "", None)
    assert (asked_first.metric, asked_first.channel) == ("roi", None)
    # (1,000 + 800 − 1,500) ÷ 1,500 = 20 %, and at least five points
    assert asked_first.target == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("metric", "channel", "target"),
    [("cac", 0, 90.0), ("roi", 0, 0.05), ("roi", 1, 0.66), ("leads", 0, 55.0), ("conversion_rate", 1, 0.055)],
)
def test_the_first_target_is_a_tenth_better(metric: str, channel: int, target: float) -> None:
    assert first_target(two(), metric, channel) == pytest.approx(target)


def test_a_loss_is_to_be_none() -> None:
    sheet = build(["Radio"], {"spend": [1000], "revenue": [600], "gross_margin": [0.5]})
    figures = Calculator(sheet, standard()).figures(all_periods(sheet.periods))
    assert first_target(figures, "roi", 0) == 0.0
    assert math.isnan(first_target(figures, "cac", 0))


def test_inputs_are_the_formulas_then_those_that_ratios_lead_to() -> None:
    assert inputs(two(), "cac", 1) == ["spend", "customers", "leads", "visits", "lead_to_customer"]
    assert inputs(two(), "cac", 0) == ["spend", "customers", "leads", "lead_to_customer"]  # Radio has no visits
    assert inputs(two(), "customers", 1) == ["leads", "visits"]


def test_figures_that_are_known_can_be_sought() -> None:
    found = figures_to_seek(two(), 0)
    assert "cac" in found
    assert "customers" in found  # follows the leads where the close rate holds
    assert "conversion_rate" not in found  # Radio has no visits
    assert "spend" not in found  # is typed, and follows nothing


def test_the_fewest_ratios_lead_from_an_input_to_a_figure() -> None:
    catalog = standard()
    assert chain(catalog, "customers", "cac") == ()
    assert chain(catalog, "leads", "cac") == ("lead_to_customer",)
    assert chain(catalog, "visits", "cac") == ("conversion_rate", "lead_to_customer")
    assert chain(catalog, "social_followers", "cac") is None
    assert holding(two(), "cac", "visits", 1) == ("conversion_rate", "lead_to_customer")
    assert holding(two(), "cac", "visits", 0) == ()


def test_what_can_be_held_grows_with_what_is_held() -> None:
    assert holdable(two(), "visits", (), 1) == ["conversion_rate"]
    assert holdable(two(), "visits", ("conversion_rate",), 1) == ["conversion_rate", "lead_to_customer"]
    # let go of the first, and the second has nothing to be a ratio of
    assert still_held(two(), "visits", ("lead_to_customer",), 1) == ()
    assert still_held(two(), "leads", ("lead_to_customer",), 1) == ("lead_to_customer",)


def test_several_ratios_are_offered_together() -> None:
    """SEO: a hundredth of the visits are customers; 80 of them bring ROI to 540 %: 8,000 visits."""
    found = asked(two(), Goal("roi", 5.4, "visits", 1))
    assert found.together == ("conversion_rate", "lead_to_customer")
    assert found.reason == (
        "ROI cannot be changed by Visits: it does not depend on it unless all of these hold: Conversion rate and "
        "Lead → customer (close rate). Hold them?"
    )
    held = asked(two(), Goal("roi", 5.4, "visits", 1, found.together))
    assert held.answer == pytest.approx(8000.0, rel=1e-12)


def test_a_question_at_fault_is_answered_with_its_fault() -> None:
    found = asked(two(), Goal("cac", 90.0, "fees"))
    assert found.answer is None
    assert found.reason.startswith("Agency, tools, production is not known anywhere here")
