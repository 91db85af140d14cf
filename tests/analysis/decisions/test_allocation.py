"""Moving a budget: the worked split, what is held and why, refusals, and what holds for any worksheet and any wish."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.analysis.decisions.allocation import Allocation, AllocationError, Wish, allocate
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods
from roiapp.core.worksheet import Worksheet, build


def answer(sheet: Worksheet, wish: Wish) -> Allocation:
    return allocate(Calculator(sheet, standard()).figures(all_periods(sheet.periods)), wish)


def two() -> Worksheet:
    """Radio and SEO: $1,000 each, 20 and 40 customers of $100 at a margin of a half: $1,000 and $2,000 gross profit."""
    return build(
        ["Radio", "SEO"],
        {"spend": [1000, 1000], "leads": [100, 200], "customers": [20, 40], "revenue_per_sale": [100, 100],
         "gross_margin": [0.5, 0.5]},
    )  # fmt: skip


def test_the_worked_split() -> None:
    """At an elasticity of ½ twice the result means four times the money: 400 and 1,600. Radio then brings
    1,000 × √0.4 = 632.46, SEO 2,000 × √1.6 = 2,529.82: together 3,162.28 instead of 3,000."""
    found = answer(two(), Wish(elasticity=0.5))
    assert [(each.spend, each.then) for each in found.shares] == [(1000.0, 400.0), (1000.0, 1600.0)]
    assert [each.would for each in found.shares] == pytest.approx([632.455532, 2529.822128], rel=1e-9)
    assert found.before == 3000.0
    assert found.after == pytest.approx(3162.277660, rel=1e-9)
    assert found.moved == 600.0
    # the next dollar brings ½ × 632.46 ÷ 400 = 0.79 on either
    assert found.next_unit == pytest.approx(0.7905694, rel=1e-6)


def test_the_gain_is_said_for_the_band_of_elasticities() -> None:
    """The split of ½ under 0.5 gains 162.28; under 0.9, 1,000 × 0.4^0.9 + 2,000 × 1.6^0.9 − 3,000 = 491.46."""
    found = answer(two(), Wish(elasticity=0.5))
    assert found.gains == pytest.approx((162.277660, 1000 * 0.4**0.9 + 2000 * 1.6**0.9 - 3000))
    assert found.gains[1] == pytest.approx(491.46, abs=0.01)
    assert found.worth_moving


def test_a_split_that_gains_next_to_nothing_is_not_worth_it() -> None:
    """$1,000 and $1,010 of profit for the same money: moving a few dollars gains less than a hundredth."""
    sheet = two()
    sheet.columns["customers"][0] = [40, 40.4]
    found = answer(sheet, Wish())
    assert 0.0 < found.after - found.before < 1.0
    assert not found.worth_moving


def test_what_would_lose_under_another_elasticity_is_not_worth_it() -> None:
    """At 0.9 nearly all goes to SEO, 1 : 1,024; at 0.5 that split brings less than today's."""
    found = answer(two(), Wish(elasticity=0.9))
    assert found.after > found.before
    assert found.gains[0] < 0.0
    assert not found.worth_moving


def test_each_goal_has_its_own_result() -> None:
    """Leads as 1 : 2, too; customers the same: here all goals agree, in their own units."""
    for goal, before in (("gross_profit", 3000.0), ("customers", 60.0), ("leads", 300.0)):
        found = answer(two(), Wish(goal=goal, elasticity=0.5))
        assert found.before == before
        assert [each.then for each in found.shares] == [400.0, 1600.0]


def test_what_is_held_is_named() -> None:
    sheet = build(
        ["Locked", "No spend", "Nothing spent", "No customers known", "Free", "Loses"],
        {"spend": [500, None, 0, 100, 200, 100], "customers": [5, 5, 5, None, 10, 10],
         "revenue_per_sale": [100] * 6, "gross_margin": [0.5] * 5 + [-0.1]},
    )  # fmt: skip
    found = answer(sheet, Wish(locked=frozenset((0,))))
    assert [each.held for each in found.shares] == [
        "Locked.",
        "Its spend is not known.",
        "Nothing is spent on it, so how it responds is not known.",
        "Not known yet: Customers missing.",
        "",
        "",
    ]
    assert [each.then for each in found.shares] == [500.0, None, 0.0, 100.0, 300.0, 0.0]
    assert found.total == 900.0


def test_straight_lines_fill_the_best_first_up_to_its_most() -> None:
    found = answer(two(), Wish(elasticity=1.0, most={1: 1700.0}))
    assert [each.then for each in found.shares] == [300.0, 1700.0]
    assert found.after == pytest.approx(300.0 + 3400.0)


def test_least_most_total_and_step() -> None:
    found = answer(two(), Wish(elasticity=0.5, total=3000.0, least={0: 700.0}, step=250.0))
    assert [each.then for each in found.shares] == [750.0, 2250.0]
    assert found.total == 3000.0


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (
            Wish(goal="roi"),
            "roi is no goal. The goals are gross_profit, customers, leads.",
        ),
        (
            Wish(elasticity=0.0),
            "The elasticity lies above 0 and is 1 at most: 1 means that twice the spend brings twice as much.",
        ),
        (
            Wish(elasticity=1.2),
            "The elasticity lies above 0 and is 1 at most: 1 means that twice the spend brings twice as much.",
        ),
        (
            Wish(elasticity=math.nan),
            "The elasticity lies above 0 and is 1 at most: 1 means that twice the spend brings twice as much.",
        ),
        (
            Wish(total=-1.0),
            "The total cannot be below 0 or without end.",
        ),
        (
            Wish(total=math.inf),
            "The total cannot be below 0 or without end.",
        ),
        (
            Wish(step=-5.0),
            "The step cannot be below 0.",
        ),
        (
            Wish(step=0.001),
            "The step is a cent or more.",
        ),
        (
            Wish(locked=frozenset((0,)), least={0: 5.0}),
            "Radio stays as it is, so it can have no least or most: Locked.",
        ),
        (
            Wish(least={0: 900.0}, most={0: 800.0}),
            "The least of Radio is more than its most, or below 0.",
        ),
        (
            Wish(least={0: -1.0}),
            "The least of Radio is more than its most, or below 0.",
        ),
        (
            Wish(locked=frozenset((0, 1))),
            "No channel can be moved: each is locked, or costs nothing, or what it brings is not known.",
        ),
        (
            Wish(locked=frozenset((0,)), total=900.0),
            "What is locked or stays as it is costs more than the total. Raise the total.",
        ),
        (
            Wish(least={0: 1500.0, 1: 600.0}),
            (
                "The least of all channels together, $2,100, is more than the $2,000 there are to share out. Lower "
                "a least or raise the total."
            ),
        ),
        (
            Wish(most={0: 500.0, 1: 600.0}),
            (
                "The most of all channels together, $1,100, is less than the $2,000 there are to share out. Raise a"
                " most or lower the total."
            ),
        ),
        (
            Wish(least={0: 300.0}, most={0: 320.0}, step=500.0),
            "No multiples of the step lie within the least and the most of each channel. Take a smaller step.",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(wish: Wish, said: str) -> None:
    with pytest.raises(AllocationError) as refused:
        answer(two(), wish)
    assert str(refused.value) == said


FIGURE = st.none() | st.just(0.0) | st.floats(0.01, 1e6).map(lambda value: round(value, 2))


@st.composite
def wishes(draw: st.DrawFn) -> tuple[Worksheet, Wish]:
    size = draw(st.integers(1, 12))
    figures = st.lists(FIGURE, min_size=size, max_size=size)
    sheet = build([f"C{i}" for i in range(size)], {"spend": draw(figures), "customers": draw(figures)})
    channels = st.integers(0, size - 1)
    locked = draw(st.frozensets(channels))
    bounds = draw(st.dictionaries(channels, st.tuples(st.floats(0, 1e5), st.floats(0, 1e6))))
    return sheet, Wish(
        goal="customers",
        elasticity=draw(st.floats(0.05, 1.0)),
        total=draw(st.none() | st.floats(0, 1e7).map(lambda value: round(value, 2))),
        locked=locked,
        least={channel: low for channel, (low, _) in bounds.items()},
        most={channel: low + more for channel, (low, more) in bounds.items() if draw(st.booleans())},
    )


@settings(max_examples=300, deadline=None)
@given(wishes())
def test_money_is_conserved_and_what_is_asked_is_kept(case: tuple[Worksheet, Wish]) -> None:
    """To the cent, in whole cents; locks and bounds always kept; the result is no worse than today's where today's
    split is allowed, but for what a cent brings."""
    sheet, wish = case
    try:
        found = answer(sheet, wish)
    except AllocationError:
        return
    spends = [None if math.isnan(each) else each for each in sheet.columns.get("spend", [[math.nan] * 12])[0]]
    total = math.fsum(each for each in spends if each is not None) if wish.total is None else wish.total
    assert math.fsum(each.then for each in found.shares if each.then is not None) == pytest.approx(total, abs=0.004)
    for channel, each in enumerate(found.shares):
        if each.held:
            assert each.then == spends[channel] == each.spend
            continue
        assert each.then is not None
        assert round(each.then * 100) / 100 == each.then
        assert wish.least.get(channel, 0.0) - 0.005 <= each.then <= wish.most.get(channel, math.inf) + 0.005
