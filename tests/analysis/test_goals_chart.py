"""What the chart of goals shows: shares of the goal, what is due, the range of the end."""

from datetime import date

import pytest
from scipy import stats

from roiapp.analysis.chart_parts import Wanted
from roiapp.analysis.goals_chart import GoalsChart, choices, nothing_yet, wanted_goals
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import Period, base_view
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build

#: thirty days
JUNE = Period(0, "", date(2026, 6, 1), date(2026, 6, 30))


def sheet_of(**columns: object) -> Worksheet:
    return build(["Search", "Radio"], columns, [JUNE])  # type: ignore[arg-type]


def figures_of(sheet: Worksheet, as_of: date) -> Figures:
    return Calculator(sheet, standard(), as_of).figures(base_view(sheet.periods, 0))


def chart(sheet: Worksheet, as_of: date = date(2026, 6, 15), choice: str = "") -> GoalsChart:
    return wanted_goals(figures_of(sheet, as_of), Wanted(choice))


def typed(sheet: Worksheet, field: str, value: float) -> Worksheet:
    import numpy as np

    sheet.totals[field] = np.array([value])
    return sheet


def test_half_of_the_days_and_a_third_of_the_goal() -> None:
    """15 of 30 days: 20 of 60 leads, so 2.67 a day from here."""
    (bar,) = chart(typed(sheet_of(leads=[15, 5]), "goal_leads", 60)).bars
    assert (bar.name, bar.channel, bar.share) == ("Leads goal", None, pytest.approx(1 / 3))
    assert bar.pace.gone == 0.5
    assert bar.pace.per_day == pytest.approx(40 / 15)
    low, high = (20 + stats.nbinom.ppf(q, 20.5, 0.5) for q in (0.025, 0.975))
    assert bar.ends == pytest.approx((low / 60, high / 60))
    assert bar.verdict == ("bad" if high < 60 else "unclear")


def test_what_is_reached_is_good_and_what_is_over_and_missed_is_bad() -> None:
    (reached,) = chart(typed(sheet_of(leads=[50, 15]), "goal_leads", 60)).bars
    assert reached.verdict == "good"
    over = chart(typed(sheet_of(leads=[15, 5]), "goal_leads", 60), date(2026, 7, 5))
    (missed,) = over.bars
    assert missed.verdict == "bad"
    assert missed.ends is None
    assert not over.due


def test_a_budget_is_kept_where_the_pace_is_near_it() -> None:
    """15 of 30 days gone: 500 of 1,000 is even; 800 would be 1,600."""
    (even,) = chart(typed(sheet_of(spend=[300, 200]), "goal_spend", 1000)).bars
    assert (even.verdict, even.limit, even.ends) == ("good", True, None)
    (fast,) = chart(typed(sheet_of(spend=[500, 300]), "goal_spend", 1000)).bars
    assert fast.verdict == "bad"


def test_one_goal_by_channel() -> None:
    sheet = sheet_of(leads=[15, 5], goal_leads=[20, 30])
    assert [each for each, _ in choices(figures_of(sheet, date(2026, 6, 15)))] == ["", "goal_leads"]
    shown = chart(sheet, choice="goal_leads")
    assert [(bar.name, bar.pace.goal, bar.pace.so_far) for bar in shown.bars] == [("Radio", 30, 5), ("Search", 20, 15)]


def test_without_goals_it_says_what_to_type() -> None:
    sheet = sheet_of(leads=[15, 5])
    assert chart(sheet).drawn == 0
    assert nothing_yet(figures_of(sheet, date(2026, 6, 15))).startswith("Type a goal")
    assert chart(typed(sheet_of(leads=[None, None]), "goal_leads", 60)).drawn == 0
