"""Changes of what counts: which they are, what they concern, and which periods count different things by them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.own_edits import SetOwn
from roiapp.core.own_figures import OwnField, OwnMetric, catalog_of
from roiapp.core.periods import Period, View, all_periods, base_view, month
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REDEFINITIONS, Value
from roiapp.core.what_counts import Redefinition, between, breaks, concerning, inside, redefined_text, redefinitions
from roiapp.core.worksheet import Worksheet, build

CATALOG = standard()
MONTHS = [month(2026, number, number) for number in (1, 2, 3)]
FEBRUARY = date(2026, 2, 1)


def noted(*rows: dict[str, Value], sheet: Worksheet | None = None) -> Worksheet:
    made = sheet or build(["A"], {}, MONTHS)
    SetRecords("redefinitions", tuple(REDEFINITIONS.row(**row) for row in rows)).apply(made)
    return made


def named(id_: str, *figures: str) -> list[str]:
    """Which of changes of these figures concern a figure."""
    return [each.figure for each in concerning([Redefinition(FEBRUARY, each) for each in figures], CATALOG, id_)]


def test_they_stand_by_day_and_the_last_of_a_day_holds() -> None:
    sheet = noted(
        {"date": date(2026, 3, 1), "figure": "mqls"},
        {"date": FEBRUARY, "figure": "leads", "note": "calls"},
        {"date": FEBRUARY, "figure": "leads", "note": "calls of a minute"},
        {"date": FEBRUARY},
        {"figure": "leads", "note": "of no day"},
        {"note": "of nothing"},
    )
    assert redefinitions(sheet) == (
        Redefinition(FEBRUARY, "leads", "calls of a minute"),
        Redefinition(date(2026, 3, 1), "mqls"),
    )
    assert redefinitions(build(["A"])) == ()


def test_a_change_concerns_the_figure_and_all_that_is_made_of_it() -> None:
    assert named("leads", "leads", "mqls", "cost_per_lead") == ["leads"]
    assert named("conversion_rate", "leads", "visits", "customers") == ["leads", "visits"]
    assert named("cac", "customers", "spend", "leads", "total_cost") == ["customers", "spend", "total_cost"]
    # The customers are in the total rule of the mean alone.
    assert named("satisfaction", "customers", "satisfaction", "leads") == ["customers", "satisfaction"]
    # A metric may be what is counted differently: what it is made of is not.
    assert named("ltv_to_cac", "cac", "moon") == ["cac"]
    assert named("customers", "cac") == []


def test_own_figures_are_concerned_like_others() -> None:
    sheet = build(["A"], {}, MONTHS)
    field = OwnField("store_visits", "Store visits", "count", "flow", "")
    metric = OwnMetric("per_visit", "Cost per store visit", "total_cost / store_visits", "money", "", "")
    SetOwn((field,), (metric,)).apply(sheet)
    own = catalog_of(sheet)
    change = Redefinition(FEBRUARY, "store_visits", "those at the door")
    assert concerning((change,), own, "per_visit") == (change,)
    assert concerning((change,), own, "cac") == ()
    assert redefined_text((change,), own) == "Counted differently since Feb 1, 2026 (Store visits): those at the door."
    # The field is gone: nothing is said of it, and nothing rests on it.
    assert redefined_text((change,), CATALOG) == ""


def test_what_is_said() -> None:
    leads = Redefinition(FEBRUARY, "leads", "Is that so?")
    later = Redefinition(date(2026, 3, 1), "leads", "only calls")
    visits = Redefinition(FEBRUARY, "visits")
    assert redefined_text((leads,), CATALOG) == "Counted differently since Feb 1, 2026 (Leads): Is that so?"
    assert redefined_text((visits,), CATALOG) == "Counted differently since Feb 1, 2026 (Visits)."
    assert redefined_text((later, visits, leads), CATALOG) == (
        "Counted differently since Feb 1, 2026 (Visits). Counted differently since Mar 1, 2026 (Leads): only calls."
    )


def test_on_the_first_day_of_a_period_it_counts_anew_and_is_whole() -> None:
    change = [Redefinition(FEBRUARY, "leads")]
    assert between(change, MONTHS[:2])
    assert not between(change, MONTHS[1:])
    assert not between(change, MONTHS[:1])
    assert between(change, [MONTHS[2], MONTHS[0]])
    assert breaks(change, MONTHS) == {1}
    # The day after, February counts both ways.
    middle = [Redefinition(date(2026, 2, 2), "leads")]
    assert between(middle, MONTHS[1:2])
    assert breaks(middle, MONTHS) == {1, 2}
    # Without days nothing is known.
    assert not between(change, [Period(1, "Spring"), MONTHS[1]])
    assert not between(change, [])


def test_a_view_that_adds_up_both_ways() -> None:
    sheet = noted({"date": FEBRUARY, "figure": "leads"}, {"date": date(2026, 3, 10), "figure": "visits"})
    calculator = Calculator(sheet, CATALOG)

    def told(view: View, *ids: str) -> list[str]:
        return [each.figure for each in inside(calculator.figures(view), *ids)]

    assert told(all_periods(MONTHS), "conversion_rate") == ["leads", "visits"]
    assert told(all_periods(MONTHS), "cost_per_lead", "spend") == ["leads"]
    assert told(all_periods(MONTHS), "cac") == []
    assert told(base_view(MONTHS, 1), "conversion_rate") == []
    assert told(base_view(MONTHS, 2), "conversion_rate", "leads") == ["visits"]


spans = st.tuples(st.integers(0, 40), st.integers(0, 12))


@given(st.lists(spans, min_size=1, max_size=4), st.lists(st.integers(-3, 60), max_size=3))
def test_periods_count_different_things_where_not_all_their_days_count_the_same(
    periods: list[tuple[int, int]], days: list[int]
) -> None:
    start = date(2026, 1, 1)
    dated = [Period(i, "", start + timedelta(a), start + timedelta(a + n)) for i, (a, n) in enumerate(periods)]
    changes = [Redefinition(start + timedelta(day), "leads") for day in days]
    ways = {tuple(day <= each for day in days) for a, n in periods for each in range(a, a + n + 1)}
    assert bool(between(changes, dated)) == (len(ways) > 1)
    for change, day in zip(changes, days, strict=True):
        mine = {day <= each for a, n in periods for each in range(a, a + n + 1)}
        assert (change in between(changes, dated)) == (len(mine) > 1)
