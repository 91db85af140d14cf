"""What is said of a goal seek, the other ways, the curve, and the steps made of it: figures by hand."""

from datetime import date

import pytest

from roiapp.analysis.decisions.goal_seek import Answer, Goal
from roiapp.analysis.decisions.seek_steps import as_scenario, can_be_scenario, scenario_name, written
from roiapp.analysis.decisions.seek_story import change_text, detail, headline, held_text, stretch
from roiapp.analysis.decisions.seek_ways import apart, asked, curve, way
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.edits import EditError, SetTotals
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import Period, View, all_periods, base_view, month
from roiapp.core.results import Figures
from roiapp.core.scenario_edits import changes_of, outcome, scenarios_of
from roiapp.core.unit_records import COUNT, MONEY, SHARE
from roiapp.core.worksheet import Worksheet, build

WRITE = NumberFormat("en", "USD")


def sheet_of() -> Worksheet:
    """Paid social as in the design's picture: 2,230 for 61 leads, of which 18 bought."""
    return build(["Paid social"], {"spend": [2230], "leads": [61], "customers": [18]})


def looked_at(sheet: Worksheet, view: View | None = None) -> Figures:
    return Calculator(sheet, standard()).figures(view or all_periods(sheet.periods))


def found(sheet: Worksheet, *asked_for: object, view: View | None = None, **more: object) -> tuple[Figures, Answer]:
    figures = looked_at(sheet, view)
    return figures, asked(figures, Goal(*asked_for, **more))  # type: ignore[arg-type]


def test_the_picture() -> None:
    """2,230 ÷ 90 are 24.8 customers; 29.5 % of the leads buy, so 83.97 leads, in whole numbers 84: 24.79 customers."""
    figures, answer = found(sheet_of(), "cac", 90.0, "leads", 0, held=("lead_to_customer",), whole=True)
    assert headline(figures, answer, WRITE) == "Leads must rise from 61 to 84 (+38%)"
    assert detail(figures, answer, WRITE) == (
        "CAC becomes $89.97 (now $123.89) if these stay as they are: Lead → customer (29.5%) and Spend ($2,230)."
    )
    assert held_text(figures, answer) == "if this holds: Lead → customer"


def test_the_pictures_other_ways() -> None:
    """18 × 90 = 1,620, 27 % less; a customer is counted, so 25 of them."""
    figures = looked_at(sheet_of())
    goal = Goal("cac", 90.0, "leads", 0, ("lead_to_customer",), whole=True)
    spend, customers = way(figures, goal, "spend"), way(figures, goal, "customers")
    assert spend is not None
    assert customers is not None
    assert headline(figures, spend, WRITE) == "Spend must fall from $2,230 to $1,620 (−27%)"
    assert detail(figures, spend, WRITE) == "CAC becomes $90.00 (now $123.89) if this stays as it is: Customers (18)."
    assert (customers.answer, customers.goal.whole) == (25.0, True)
    broken = way(figures, goal, "customers", whole=False)
    assert broken is not None
    assert broken.answer == pytest.approx(2230 / 90)
    leads = way(figures, Goal("cac", 90.0, "spend", 0), "leads")
    assert leads is not None
    assert leads.goal.held == ("lead_to_customer",)
    assert way(figures, goal, "gross_margin") is None


def test_a_refusal_is_the_headline() -> None:
    figures, answer = found(sheet_of(), "cac", 90.0, "leads", 0)
    assert headline(figures, answer, WRITE).endswith("unless Lead → customer (close rate) holds. Hold it?")
    assert detail(figures, answer, WRITE) == ""
    assert stretch(figures, answer, WRITE) == ""


def test_a_figure_that_is_there_already_stays() -> None:
    sheet = build(["Radio"], {"spend": [1000], "customers": [10]})
    figures, answer = found(sheet, "cac", 100.0, "spend", 0)
    assert headline(figures, answer, WRITE) == "Spend can stay at $1,000"


def test_a_blank_input_must_be_something() -> None:
    """Fees of 200 on 1,000 make 10 customers cost 120 each."""
    sheet = build(["Radio"], {"spend": [1000], "customers": [10]})
    figures, answer = found(sheet, "cac", 120.0, "fees", 0)
    assert headline(figures, answer, WRITE) == "Fees must be $200"


@pytest.mark.parametrize(
    ("now", "then", "unit", "text"),
    [(61.0, 84.0, COUNT, "+38%"), (2230.0, 1620.0, MONEY, "−27%"), (0.45, 0.6, SHARE, "+15 pts"),
     (1000.0, 1003.0, COUNT, "+0.30%"), (1000.0, 997.0, COUNT, "−0.30%"), (0.0, 5.0, COUNT, ""),
     (None, 5.0, COUNT, ""), (-100.0, -50.0, MONEY, "+50%")],
)  # fmt: skip
def test_a_change_is_in_percent_of_shares_in_points(now: float | None, then: float, unit: object, text: str) -> None:
    assert change_text(now, then, unit, WRITE) == text  # type: ignore[arg-type]


def test_all_channels_change_alike() -> None:
    sheet = build(["Radio", "SEO"], {"spend": [1000, 500], "customers": [10, 20]})
    figures, answer = found(sheet, "cac", 40.0, "spend")
    assert headline(figures, answer, WRITE) == "Spend of all channels must fall from $1,500 to $1,200 (−20%)"
    assert detail(figures, answer, WRITE).endswith("Customers (30). All channels change by the same share.")


# -- beyond what was seen ----------------------------------------------------------------------------------------------


def months(*leads: float) -> Worksheet:
    """A third of the leads bought, for ten each lead."""
    rows = {"spend": [[each * 10] for each in leads], "leads": [[each] for each in leads],
            "customers": [[each / 3] for each in leads]}  # fmt: skip
    return build(["Radio"], rows, [month(2026, n, n) for n in range(1, len(leads) + 1)])


def stretched(sheet: Worksheet, target: float, view: View) -> str:
    """Ten a lead, three leads a customer: CAC 30; a target of 15 by twice the leads."""
    figures, answer = found(sheet, "cac", target, "leads", 0, held=("lead_to_customer",), view=view)
    return stretch(figures, answer, WRITE)


def test_two_months_are_told_by_name() -> None:
    sheet = months(60, 61)
    assert stretched(sheet, 15.0, base_view(sheet.periods, 1)) == (
        "A stretch: 122 is beyond anything in your data. Leads of Radio: 60 in Jan 2026, 61 in Feb 2026."
    )


def test_several_months_are_told_by_their_ends() -> None:
    sheet = months(58, 40, 61)
    view = base_view(sheet.periods, 2)
    assert stretched(sheet, 15.0, view) == (
        "A stretch: 122 is beyond anything in your data. Leads of Radio: 40 to 61 in 3 periods."
    )
    # 610 ÷ 33 are 18.5 customers of 55.5 leads, which were there
    assert stretched(sheet, 33.0, view) == ""
    # 610 ÷ 60: 30.5 leads are fewer than ever
    assert stretched(sheet, 60.0, view).startswith("A stretch: 30.5 is beyond")


def test_a_single_period_tells_nothing() -> None:
    sheet = months(60)
    assert stretched(sheet, 15.0, base_view(sheet.periods, 0)) == ""


def test_a_quarter_is_not_compared_with_months() -> None:
    """A quarter with 180 leads and two months with 60: 120 leads of a month are beyond what months had."""
    periods = [Period(1, "", date(2026, 1, 1), date(2026, 3, 31)), month(2026, 4, 2), month(2026, 5, 3)]
    rows = {"spend": [[1800.0], [600.0], [600.0]], "leads": [[180.0], [60.0], [60.0]],
            "customers": [[60.0], [20.0], [20.0]]}  # fmt: skip
    sheet = build(["Radio"], rows, periods)
    assert stretched(sheet, 15.0, base_view(periods, 2)) == (
        "A stretch: 120 is beyond anything in your data. Leads of Radio: 60 in Apr 2026, 60 in May 2026."
    )


# -- the curve ---------------------------------------------------------------------------------------------------------


def test_a_curve_goes_through_today_and_the_answer() -> None:
    figures, answer = found(sheet_of(), "cac", 90.0, "spend", 0)
    drawn = curve(figures, answer)
    assert drawn is not None
    assert drawn.now == (2230.0, pytest.approx(2230 / 18))
    assert drawn.then == (pytest.approx(1620.0), pytest.approx(90.0))
    assert drawn.xs[0] < 1620.0 < 2230.0 < drawn.xs[-1]
    assert list(drawn.xs) == sorted(set(drawn.xs))
    assert drawn.ys == pytest.approx([x / 18 for x in drawn.xs])


def test_a_curve_of_all_channels_has_their_figure_below_it() -> None:
    sheet = build(["Radio", "SEO"], {"spend": [1000, 500], "customers": [10, 20]})
    figures, answer = found(sheet, "cac", 40.0, "spend")
    drawn = curve(figures, answer)
    assert drawn is not None
    assert drawn.ys == pytest.approx([x / 30 for x in drawn.xs])
    assert drawn.xs[0] < 1200.0 < 1500.0 < drawn.xs[-1]


def test_a_curve_ends_where_the_input_does() -> None:
    """A margin is at most 100 %: of 2,000 revenue for 1,000, ROI is then 100 %."""
    sheet = build(["Radio"], {"spend": [1000], "revenue": [2000], "gross_margin": [0.9]})
    figures, answer = found(sheet, "roi", 0.9, "gross_margin", 0)
    drawn = curve(figures, answer)
    assert drawn is not None
    assert drawn.xs[-1] == 1.0
    assert drawn.ys[-1] == pytest.approx(1.0)


def test_without_an_answer_the_curve_shows_why() -> None:
    """Customers never follow the leads while nothing is held: the figure stays what it is."""
    figures, answer = found(sheet_of(), "cac", 90.0, "leads", 0)
    drawn = curve(figures, answer)
    assert drawn is not None
    assert drawn.then is None
    assert set(drawn.ys) == {2230 / 18}


def test_what_is_asked_apart_leaves_the_worksheet_alone() -> None:
    figures = looked_at(sheet_of())
    own = apart(figures)
    curve(own, asked(own, Goal("cac", 90.0, "spend", 0)))
    assert figures.value("spend", 0) == 2230.0
    assert own.calculator is not figures.calculator


# -- what is made of it ------------------------------------------------------------------------------------------------


def test_written_is_one_named_step_and_its_inverse() -> None:
    sheet = sheet_of()
    figures, answer = found(sheet, "cac", 90.0, "leads", 0, held=("lead_to_customer",), whole=True)
    step = written(answer)
    assert step.title() == "Goal seek"
    back = step.apply(sheet)
    assert sheet.value("leads", 0, 0) == 84.0
    assert sheet.value("customers", 0, 0) == pytest.approx(84 * 18 / 61)
    back.apply(sheet)
    assert (sheet.value("leads", 0, 0), sheet.value("customers", 0, 0)) == (61.0, 18.0)
    assert figures.worksheet is sheet


def test_a_scenario_sets_every_moved_cell_and_keeps_the_reasons() -> None:
    sheet = sheet_of()
    figures, answer = found(sheet, "cac", 90.0, "leads", 0, held=("lead_to_customer",), whole=True)
    name = scenario_name(figures, answer, WRITE)
    assert name == "Paid social: CAC $90.00 by Leads"
    step = as_scenario(sheet, answer, name, "Why")
    back = step.apply(sheet)
    (scenario,) = scenarios_of(sheet)
    assert (scenario.name, scenario.note, scenario.parent) == (name, "Why", 0)
    set_to = {(each.kind, each.field, each.channel, each.period): each.value for each in changes_of(sheet)}
    assert set_to == {
        ("set", "leads", sheet.keys[0], sheet.periods[0].key): 84.0,
        ("set", "customers", sheet.keys[0], sheet.periods[0].key): pytest.approx(84 * 18 / 61),
    }
    then = looked_at(outcome(sheet, standard(), scenario.key).worksheet)
    assert then.value("cac", 0) == pytest.approx(2230 / (84 * 18 / 61))
    assert sheet.value("leads", 0, 0) == 61.0
    # the same again has a name of its own, and both are there
    assert scenario_name(figures, answer, WRITE) == "Paid social: CAC $90.00 by Leads (2)"
    as_scenario(sheet, answer, "Again", "").apply(sheet)
    assert [each.name for each in scenarios_of(sheet)] == [name, "Again"]
    assert len(changes_of(sheet)) == 4
    with pytest.raises(EditError, match="There is a scenario “Again” already"):
        as_scenario(sheet, answer, "again", "")
    assert back.title() == "Keep a goal seek as a scenario"


def test_what_is_typed_for_all_channels_is_no_scenario() -> None:
    """Books of 5,000 on a spend of 1,000 are five for one; six for one are 6,000."""
    sheet = build(["Radio"], {"spend": [1000], "customers": [10]})
    SetTotals("actual_revenue", ((0, 5000.0),)).apply(sheet)
    SetTotals("shared_cost", ((0, 0.0),)).apply(sheet)
    _figures, answer = found(sheet, "mer", 6.0, "actual_revenue")
    assert answer.answer == pytest.approx(6000.0)
    assert not can_be_scenario(answer)
    with pytest.raises(EditError, match="typed for all channels together"):
        as_scenario(sheet, answer, "Books", "")
    back = written(answer).apply(sheet)
    assert sheet.total_value("actual_revenue", 0) == pytest.approx(6000.0)
    back.apply(sheet)
    assert sheet.total_value("actual_revenue", 0) == 5000.0
