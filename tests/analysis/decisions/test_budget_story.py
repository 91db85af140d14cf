"""What a better split says: the worked example in sentences, when it is not worth moving, what is held, and the lines
about what the periods tell."""

from __future__ import annotations

import math
from datetime import date

import pytest

from roiapp.analysis.decisions.allocation import Wish, allocate
from roiapp.analysis.decisions.budget_answer import BudgetAnswer, answered, fit_offers
from roiapp.analysis.decisions.budget_picture import elasticity_text, next_units
from roiapp.analysis.decisions.fitted_elasticity import Fit
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build

WRITE = NumberFormat("en", "USD")


def shown(sheet: Worksheet) -> Figures:
    return Calculator(sheet, standard()).figures(all_periods(sheet.periods))


def two() -> Worksheet:
    """Radio and SEO: $1,000 each, 20 and 40 customers of $100 at a margin of a half: $1,000 and $2,000 gross profit."""
    return build(
        ["Radio", "SEO"],
        {"spend": [1000, 1000], "leads": [100, 200], "customers": [20, 40], "revenue_per_sale": [100, 100],
         "gross_margin": [0.5, 0.5]},
    )  # fmt: skip


def told(sheet: Worksheet, wish: Wish) -> BudgetAnswer:
    found = answered(shown(sheet), wish, WRITE)
    assert isinstance(found, BudgetAnswer)
    return found


def test_the_worked_split_in_words() -> None:
    """400 and 1,600 bring 3,162.28 instead of 3,000; at 0.9 the same split brings 491.46 more. The next dollar brings
    ½ × 632.46 ÷ 400 = 0.79 on either."""
    found = told(two(), Wish(elasticity=0.5))
    assert found.story.verdict is True
    assert found.story.headline == "Move $600: Gross profit up from $3,000 to $3,162 (+5%)"
    assert found.story.sure == (
        "The gain is +$162 to +$491 for elasticities from 0.5 to 0.9: an assumption, not a measurement."
    )
    assert found.story.proof == (
        "$1 more brings $0.79 in each of these: Radio and SEO. As it brings the same everywhere, no other split brings "
        "more. That is less than it costs: with a smaller total more would be left."
    )
    assert found.story.held == ()
    assert found.comes_to == pytest.approx(3162.277660, rel=1e-9)


@pytest.mark.parametrize(
    ("goal", "cost", "thing"), [("customers", "$63.25", "customer"), ("leads", "$12.65", "lead")]
)
def test_what_is_counted_is_told_by_what_the_next_one_costs(goal: str, cost: str, thing: str) -> None:
    """½ × 20 × √0.4 ÷ 400 = 0.01581 of a customer for a dollar, one for $63.25; five times as many leads."""
    found = told(two(), Wish(goal, elasticity=0.5))
    assert found.story.proof == (
        f"The next {thing} costs {cost} in each of these: Radio and SEO. As it costs the same everywhere, no other "
        "split brings more."
    )


def test_a_gain_below_a_hundredth_is_not_worth_moving() -> None:
    sheet = two()
    sheet.columns["customers"][0] = [40, 40.4]
    found = told(sheet, Wish())
    assert found.story.verdict is False
    assert found.story.headline.startswith("Not worth moving: Gross profit $4,0")
    assert found.story.sure.endswith("That is less than a hundredth of what all bring: leave the spend as it is.")


def test_what_loses_under_another_elasticity_is_not_worth_moving() -> None:
    found = told(two(), Wish(elasticity=0.9))
    assert found.story.verdict is False
    assert found.story.sure.endswith("It would lose if the assumption is a little off: leave the spend as it is.")


def test_nothing_to_move_where_it_is_best_already() -> None:
    sheet = two()
    sheet.columns["customers"][0] = [20, 20]
    found = told(sheet, Wish())
    assert found.story.headline == "Nothing to move: $2,000 cannot be split better"
    assert found.story.sure == ""
    assert found.story.proof.startswith("$1 more brings $0.70 in each of these")


def test_another_total_is_no_question_of_moving() -> None:
    """$3,000 at ½: 600 and 2,400 bring 1,000 × √0.6 + 2,000 × √2.4 = 3,872.98: 873 more for 1,000 more."""
    found = told(two(), Wish(elasticity=0.5, total=3000.0))
    assert found.story.verdict is None
    assert found.story.headline == "$3,000 instead of $2,000: Gross profit up from $3,000 to $3,873 (+29%)"
    assert found.story.sure.endswith("The $1,000 more cost more than they bring.")
    less = told(two(), Wish(elasticity=0.5, total=1000.0))
    # 200 and 800: 1,000 × √0.2 + 2,000 × √0.8 = 2,236.07
    assert less.story.headline == "$1,000 instead of $2,000: Gross profit down from $3,000 to $2,236 (−25%)"


def test_bounds_and_steps_are_said() -> None:
    found = told(two(), Wish(elasticity=0.5, least={0: 700.0}, most={1: 1300.0}))
    assert found.story.proof == (
        "Radio gets its least: more money brings more elsewhere. SEO gets its most: more money would bring more there "
        "than elsewhere."
    )
    # thirds: 500 and 1,500; next ½ × 1,000 × √0.5 ÷ 500 = 0.71, ½ × 2,000 × √1.5 ÷ 1,500 = 0.82
    stepped = told(two(), Wish(elasticity=0.5, step=500.0))
    assert stepped.story.proof == (
        "$1 more brings $0.71 to $0.82 in each of these: Radio and SEO. Whole steps cannot be split more evenly."
    )
    straight = told(two(), Wish(elasticity=1.0, most={1: 1700.0}))
    assert straight.story.proof.startswith("With an elasticity of 1 every $1 brings as much as the one before")
    assert ", and for 1: an assumption" in straight.story.sure


def test_what_stays_is_told_by_its_reason() -> None:
    sheet = build(
        ["Locked", "None spent", "Also none", "Free", "Other"],
        {"spend": [500, 0, 0, 200, 300], "customers": [5, 5, 5, 10, 10]},
    )
    found = told(sheet, Wish("customers", locked=frozenset((0,)), least={1: 50.0}))
    locked, unspent = found.story.held
    assert locked == "Locked stays as it is. Locked."
    assert unspent == (
        "Each of these stays as it is: None spent and Also none. Nothing is spent on it, so how it responds is not "
        "known."
    )


def test_many_channels_are_counted() -> None:
    count = 9
    sheet = build([f"C{n}" for n in range(count)],
                  {"spend": [100.0] * count, "customers": [float(n + 3) for n in range(count)]})  # fmt: skip
    assert "C0, C1, C2, C3 and 5 others" in told(sheet, Wish("customers")).story.proof


def test_a_small_channel_is_equal_to_the_cent() -> None:
    """A channel that gets little more than a dollar: half a cent of it is a third of a percent, and still no split is
    better."""
    sheet = build(["Small", "Large"], {"spend": [400, 500], "leads": [5, 40]})
    found = told(sheet, Wish("leads"))
    assert 1.0 < (found.found.shares[0].then or 0.0) < 10.0
    assert "As it costs the same everywhere" in found.story.proof


def test_a_refusal_is_a_sentence() -> None:
    found = answered(shown(two()), Wish(locked=frozenset((0, 1)), most={0: 5.0}), WRITE)
    assert found == "No channel can be moved: each is locked, or costs nothing, or what it brings is not known."


def test_results_without_spend_do_not_follow_and_that_is_said() -> None:
    """SEO has its customers of August for nothing: as a scenario only those of July move with its spend."""
    sheet = build(
        ["Radio", "SEO"],
        {"spend": [[500, 1000], [500, 0]], "customers": [[10, 30], [10, 10]]},
        [month(2026, 7, 1), month(2026, 8, 2)],
    )
    found = told(sheet, Wish("customers", elasticity=0.5))
    # 20 and 40 of 1,000 each: 400 and 1,600, and √1.6 of 30 only
    assert found.comes_to == pytest.approx(20 * math.sqrt(0.4) + 30 * math.sqrt(1.6) + 10)
    assert "Kept as a scenario it comes to 60.6: where nothing was spent" in found.story.sure


def test_beyond_all_that_was_spent_is_a_stretch() -> None:
    """SEO never got more than 1,100."""
    periods = [month(2026, number, number) for number in (1, 2, 3)]
    sheet = build(
        ["Radio", "SEO"],
        {"spend": [[900, 900], [1200, 1100], [1000, 1000]], "customers": [[20, 40]] * 3}, periods,
    )  # fmt: skip
    figures = Calculator(sheet, standard(), date(2027, 1, 1)).figures(base_view(periods, 2))
    found = answered(figures, Wish("customers", elasticity=0.5), WRITE)
    assert isinstance(found, BudgetAnswer)
    assert found.stretch == (
        "A stretch: SEO would get $1,600, and never got more than $1,100. Try a part of it first, or set a most."
    )
    less = answered(figures, Wish("customers", elasticity=0.5, most={1: 1100.0}), WRITE)
    assert isinstance(less, BudgetAnswer)
    assert less.stretch == ""


def test_the_rows_of_the_picture() -> None:
    """Today a dollar brings ½ × 1,000 ÷ 1,000 on the radio and twice that for SEO; then 0.79 on either."""
    figures = shown(two())
    nexts = next_units(figures, allocate(figures, Wish(elasticity=0.5)))
    assert [(row.name, row.now, row.place) for row in nexts.rows] == [("SEO", 1.0, "free"), ("Radio", 0.5, "free")]
    assert [row.then for row in nexts.rows] == pytest.approx([0.7905694, 0.7905694], rel=1e-6)
    assert nexts.level == pytest.approx(0.7905694, rel=1e-6)
    costs = next_units(figures, allocate(figures, Wish("leads", elasticity=0.5)))
    assert [(row.name, row.now) for row in costs.rows] == [("SEO", 10.0), ("Radio", 20.0)]


# -- what the periods tell ---------------------------------------------------------------------------------------------


def test_what_the_periods_tell_of_the_response() -> None:
    names = ["Tells", "Wide", "Same", "Beyond", "Few"]
    fits = [
        Fit(0.6249, 0.55, 0.7, 12), Fit(0.7, -0.1, 1.5, 8, "It is wide."),
        Fit(math.nan, math.nan, math.nan, 9, "It was the same."), Fit(1.3, 1.1, 1.5, 7), None,
    ]  # fmt: skip
    offers = fit_offers(names, fits, WRITE)
    assert [each.text for each in offers] == [
        "Tells: 0.62 (0.55 to 0.7) in 12 periods",
        "Wide: cannot tell, −0.1 to 1.5 in 8 periods. It is wide.",
        "Same: cannot tell. It was the same.",
        "Beyond: 1.3 (1.1 to 1.5) in 7 periods; 1 is the most that can be assumed",
    ]
    assert [each.elasticity for each in offers] == [0.62, None, None, 1.0]


def test_an_elasticity_has_two_decimals() -> None:
    assert [elasticity_text(each, WRITE) for each in (0.7, 0.625, 1.0, -0.004, 0.5)] == ["0.7", "0.62", "1", "0", "0.5"]
    assert elasticity_text(0.65, NumberFormat("pl", "PLN")) == "0,65"
