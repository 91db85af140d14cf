"""Scenarios side by side: figures, differences and ranges worked by hand, and their words."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roiapp.analysis.decisions.comparison_words import (
    difference_range_text,
    difference_text,
    judged_text,
    range_text,
    remarks,
)
from roiapp.analysis.decisions.scenario_bars import scenario_bars
from roiapp.analysis.decisions.scenario_comparison import (
    BAND,
    ComparedFigure,
    Comparison,
    UnderScenarios,
    all_figures,
    card_figures,
    compare,
    worked_out,
)
from roiapp.analysis.decisions.scenario_words import changes_in_words, place_in_words
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.scenario_edits import added, applied, changed, outcome, scenarios_of
from roiapp.core.scenarios import BASE, Change, line
from roiapp.core.worksheet import Worksheet, build

WRITE = NumberFormat("en", "USD")
CATALOG = standard()
RADIO, SEO = 0, 1
NAMES = ["Radio", "SEO"]


def two_months() -> Worksheet:
    """August and September alike: Radio 1,000 for 10 customers of 50 leads, SEO 500 for 20 of 100, of whom 200 and 100
    is earned at 50 and 40 %."""
    columns: dict[str, list[list[float | None]]] = {
        "spend": [[1000, 500], [1000, 500]], "leads": [[50, 100], [50, 100]], "customers": [[10, 20], [10, 20]],
        "revenue_per_sale": [[200, 100], [200, 100]], "gross_margin": [[0.5, 0.4], [0.5, 0.4]],
    }  # fmt: skip
    return build(NAMES, columns, [month(2026, 8, 1), month(2026, 9, 2)])


def with_scenario(sheet: Worksheet, name: str, changes: list[Change], parent: int = BASE, note: str = "") -> int:
    edit, key = added(sheet, name, parent, note)
    edit.apply(sheet)
    changed(sheet, key, changes).apply(sheet)
    return key


def radio(sheet: Worksheet) -> int:
    return sheet.keys[RADIO]


def quarter(sheet: Worksheet) -> int:
    """A quarter of the spend on Radio, with half of its customers by an elasticity of 0.5."""
    changes = [Change(0, "scale", "spend", 0.25, radio(sheet)), Change(0, "respond", value=0.5)]
    return with_scenario(sheet, "Less radio", changes, note="Half of it")


def figures_of(*ids: str) -> list[ComparedFigure]:
    return [ComparedFigure(id_, CATALOG.record(id_).label, CATALOG.record(id_).unit) for id_ in ids]


def compared(sheet: Worksheet, channel: int | None, *ids: str, period: int = 0) -> Comparison:
    made = UnderScenarios(sheet, CATALOG, None)
    keys = [each.key for each in made.scenarios]
    return compare(made, base_view(sheet.periods, period), channel, keys, figures_of(*ids))


def test_figures_differences_and_ranges_by_hand() -> None:
    """Of 30 customers for 1,500 (a CAC of 50) remain 25 for 750: 30. With an elasticity of 0.9 Radio keeps 2.8717 of
    its ten, so that 22.8717 cost 32.79 each; with 0.5 it is the scenario's own."""
    sheet = two_months()
    quarter(sheet)
    found = compared(sheet, None, "spend", "customers", "cac")
    base, less = found.columns
    assert [each.value for each in base.cells] == [1500, 30, 50]
    spend, customers, cac = less.cells
    assert (spend.value, spend.difference, spend.relative, spend.judged) == (750, -750, -0.5, "")
    assert (spend.low, spend.high) == (None, None)
    assert (customers.value, customers.difference, customers.judged) == (25, -5, "bad")
    fewest = 20 + 10 * 0.25**0.9
    assert (customers.low, customers.high) == (pytest.approx(fewest), pytest.approx(25))
    assert (cac.value, cac.difference, cac.judged) == (30, -20, "good")
    assert cac.relative == pytest.approx(-0.4)
    assert (cac.low, cac.high) == (pytest.approx(30), pytest.approx(750 / fewest))
    assert not cac.crosses(50)
    assert (base.line, less.line, less.note) == ("Base case", "Less radio", "Half of it")


def test_a_rate_differs_in_points() -> None:
    """Gross profit 10 × 200 × 0.5 + 20 × 100 × 0.4 = 1,800 for 1,500 is +20 %; 1,300 for 750 is +73.3 %."""
    sheet = two_months()
    quarter(sheet)
    (cell,) = compared(sheet, None, "roi").columns[1].cells
    assert cell.value == pytest.approx(1300 / 750 - 1)
    assert cell.difference == pytest.approx(1300 / 750 - 1 - 0.2)
    assert cell.relative is None
    assert cell.judged == "good"
    assert difference_text(cell, CATALOG.record("roi").unit, WRITE) == "+53 pts"
    least = (20 * 100 * 0.4 + 10 * 0.25**0.9 * 200 * 0.5) / 750 - 1
    assert cell.low == pytest.approx(least)
    assert range_text(cell, CATALOG.record("roi").unit, WRITE) == "+45% to +73%"
    assert difference_range_text(cell, 0.2, CATALOG.record("roi").unit, WRITE) == "+25 pts to +53 pts"
    assert judged_text(cell, 0.2) == "Better than the base."


def test_one_channel_and_all_periods() -> None:
    """Radio over both months: 20 customers for 2,000 become 10 for 500; September alone is as August."""
    sheet = two_months()
    key = quarter(sheet)
    made = UnderScenarios(sheet, CATALOG, None)
    found = compare(made, all_periods(sheet.periods), RADIO, [key], figures_of("spend", "customers", "cac"))
    assert [each.value for each in found.columns[0].cells] == [2000, 20, 100]
    assert [each.value for each in found.columns[1].cells] == [500, 10, 50]
    seo = compare(made, all_periods(sheet.periods), SEO, [key], figures_of("customers"))
    (cell,) = seo.columns[1].cells
    assert (cell.value, cell.difference, cell.relative, cell.judged) == (40, 0, 0, "")
    assert (cell.low, cell.high) == (None, None)
    assert not seo.ranged


def test_a_range_that_is_lowest_between_its_ends() -> None:
    """A channel of ten customers at a quarter of its spend, one of a single customer at four times: 10 × 0.25^b + 4^b
    falls from 7 at 0.5 to its lowest near 0.83 and rises again."""
    columns: dict[str, list[list[float | None]]] = {"spend": [[100, 100]], "customers": [[10, 1]]}
    sheet = build(NAMES, columns)
    changes = [
        Change(0, "scale", "spend", 0.25, sheet.keys[0]), Change(0, "scale", "spend", 4.0, sheet.keys[1]),
        Change(0, "respond", value=0.7),
    ]  # fmt: skip
    with_scenario(sheet, "Moved", changes)
    (cell,) = compared(sheet, None, "customers").columns[1].cells
    brought = {b: 10 * 0.25**b + 4**b for b in (0.5, 0.6, 0.7, 0.8, 0.9)}
    assert brought[0.8] < brought[0.5]
    assert brought[0.8] < brought[0.7]
    assert cell.value == pytest.approx(brought[0.7])
    assert cell.low == pytest.approx(min(brought.values()))
    assert cell.high == pytest.approx(7.0)


def test_a_scenario_on_another_rests_on_its_assumption_too() -> None:
    """Half of the customers are left, and one in ten comes on top: 5.5 of Radio, 22 of SEO."""
    sheet = two_months()
    key = quarter(sheet)
    best = with_scenario(sheet, "Best case", [Change(0, "scale", "customers", 1.1)], key)
    found = compared(sheet, None, "customers")
    assert [each.line for each in found.columns] == ["Base case", "Less radio", "Best case on Less radio"]
    cell = found.columns[2].cells[0]
    assert cell.value == pytest.approx(27.5)
    assert cell.low == pytest.approx(1.1 * (20 + 10 * 0.25**0.9))
    assert place_in_words(line(scenarios_of(sheet), best)) == "Best case on Less radio"


def test_undefined_figures_say_why() -> None:
    """No customers: no CAC, and no difference to it."""
    sheet = two_months()
    with_scenario(sheet, "None buys", [Change(0, "set", "customers", 0.0, radio(sheet))])
    (cell,) = compared(sheet, RADIO, "cac").columns[1].cells
    assert (cell.value, cell.difference, cell.code) == (None, None, "zero: customers")
    assert cell.reason == "Customers is 0, and nothing can be divided by 0."
    assert difference_text(cell, CATALOG.record("cac").unit, WRITE) == "–"
    blank = build(NAMES, {"spend": [[100, 100]]})
    with_scenario(blank, "Known", [Change(0, "set", "customers", 5.0)])
    base, known = compared(blank, None, "cac").columns
    assert base.cells[0].code == "missing: customers"
    assert (known.cells[0].value, known.cells[0].difference) == (20, None)


def test_a_difference_that_depends_on_the_elasticity() -> None:
    """Ten customers of 20 at 80 % for 100 leave 60. For 200 there are 160 × 2^b: 26 are left at 0.5, 79 at 0.8 and 99
    at 0.9."""
    columns: dict[str, list[list[float | None]]] = {
        "spend": [[100]], "customers": [[10]], "revenue_per_sale": [[20]], "gross_margin": [[0.8]],
    }  # fmt: skip
    sheet = build(["Radio"], columns)
    with_scenario(sheet, "Twice", [Change(0, "scale", "spend", 2.0), Change(0, "respond", value=0.8)])
    base, twice = compared(sheet, None, "net_return").columns
    cell = twice.cells[0]
    assert base.cells[0].value == pytest.approx(60)
    assert cell.value == pytest.approx(160 * 2**0.8 - 200)
    assert (cell.low, cell.high) == (pytest.approx(160 * 2**0.5 - 200), pytest.approx(160 * 2**0.9 - 200))
    assert cell.judged == "good"
    assert cell.crosses(60)
    assert judged_text(cell, 60) == "Better or worse, depending on the elasticity."
    assert scenario_bars(compared(sheet, None, "net_return"), 0, "", WRITE).bars[0].unsure


def test_the_cards_come_first_then_every_metric_once() -> None:
    sheet = two_months()
    cards = [each.id for each in card_figures(sheet, CATALOG)]
    assert cards == ["spend", "leads", "cost_per_lead", "cac", "gross_return", "roi"]
    every = [each.id for each in all_figures(sheet, CATALOG, None)]
    assert every[: len(cards)] == cards
    assert len(set(every)) == len(every)
    assert set(every) == {*cards, *(metric.id for metric in CATALOG.metrics)}
    assert not [id_ for id_ in [each.id for each in all_figures(sheet, CATALOG, 0)][6:]
                if CATALOG.metric[id_].total_only]  # fmt: skip


def test_keys_that_are_gone_are_left_out_and_none_comes_twice() -> None:
    sheet = two_months()
    key = quarter(sheet)
    made = UnderScenarios(sheet, CATALOG, None)
    found = compare(made, base_view(sheet.periods, 0), None, [99, key, key], figures_of("spend"))
    assert [each.key for each in found.columns] == [BASE, key]


def test_piece_by_piece_asks_for_the_same() -> None:
    """One piece for the base, one for the scenario and one for each elasticity; nothing is left for the end."""
    sheet = two_months()
    key = quarter(sheet)
    made, figures, view = UnderScenarios(sheet, CATALOG, None), figures_of("cac", "roi"), base_view(sheet.periods, 1)
    assert len(list(worked_out(made, view, None, [key], figures))) == 2 + len(BAND)
    made._under = None  # type: ignore[method-assign, assignment]  # whoever asked for more would fail
    found = compare(made, view, None, [key], figures)
    assert found.columns[1].cells[0].value == 30


def test_in_the_time_matched_view() -> None:
    """Sales take 31 days: beside September's customers stand the first 30 of August's 31 days of spend."""
    sheet = two_months()
    sheet.columns["sales_cycle_days"] = np.full(sheet.shape, 31.0)
    key = with_scenario(sheet, "Half", [Change(0, "scale", "spend", 0.5)])
    made = UnderScenarios(sheet, CATALOG, None, matched=True)
    found = compare(made, base_view(sheet.periods, 1), RADIO, [key], figures_of("spend", "cac"))
    spend, cac = (each.value for each in found.columns[1].cells)
    assert found.columns[0].cells[0].value == pytest.approx(1000 * 30 / 31)
    assert spend == pytest.approx(500 * 30 / 31)
    assert cac == pytest.approx(50 * 30 / 31)


def test_remarks_say_what_is_assumed_and_what_could_not_be() -> None:
    sheet = two_months()
    sheet.columns["spend"][0, SEO] = math.nan
    changes = [
        Change(0, "set", "spend", 300.0, sheet.keys[SEO]), Change(0, "scale", "spend", 0.5, radio(sheet)),
        Change(0, "scale", "gross_margin", 3.0), Change(0, "respond", value=0.7),
    ]  # fmt: skip
    with_scenario(sheet, "Bold", changes)
    found = compared(sheet, None, "customers")
    assumed = (
        "Ranges: elasticities from 0.5 to 0.9, which is an assumption. They say nothing of chance: scenario figures "
        "are no observations, so no difference here is significant."
    )
    assert list(remarks(found, CATALOG, WRITE)) == [
        assumed,
        "Bold: kept at a limit: Gross margin.",
        "Bold: nothing was spent on SEO before, so how they respond is not known.",
    ]  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.floats(1, 1e4), st.floats(0.1, 100)), min_size=1, max_size=4),
    st.lists(st.floats(0.1, 5), min_size=4, max_size=4),
    st.floats(0.5, 0.9),
)
def test_any_response_is_as_re_evaluated(
    cells: list[tuple[float, float]], factors: list[float], elasticity: float
) -> None:
    """Customers of a channel c × f^b by hand, over the band and at the scenario's own elasticity."""
    names = [f"C{place}" for place in range(len(cells))]
    columns: dict[str, list[list[float | None]]] = {
        "spend": [[spend for spend, _n in cells]], "customers": [[n for _spend, n in cells]],
    }  # fmt: skip
    sheet = build(names, columns)
    changes = [Change(0, "scale", "spend", factors[place], key) for place, key in enumerate(sheet.keys)]
    with_scenario(sheet, "S", [*changes, Change(0, "respond", value=elasticity)])
    (cell,) = compared(sheet, None, "customers").columns[1].cells

    def brought(b: float) -> float:
        return sum(n * factor**b for (_spend, n), factor in zip(cells, factors, strict=False))

    assert cell.value == pytest.approx(brought(elasticity))
    ends = [brought(b) for b in (0.5, 0.6, 0.7, 0.8, 0.9, elasticity)]
    if cell.low is not None:
        assert (cell.low, cell.high) == (pytest.approx(min(ends)), pytest.approx(max(ends)))
    else:
        assert max(ends) == pytest.approx(min(ends))


kinds = st.sampled_from(["set", "add", "scale", "respond"])
changes = st.lists(st.tuples(kinds, st.sampled_from(["spend", "customers"]), st.floats(0.1, 3), st.integers(-1, 1),
                             st.integers(0, 2)), max_size=4)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(changes, changes)
def test_the_figures_are_those_of_the_worksheet_once_it_is_applied(below: list[Any], above: list[Any]) -> None:
    """Whatever one scenario and another on it change."""
    sheet, on = two_months(), BASE
    for name, wanted in (("Below", below), ("Above", above)):
        made = [
            Change(0, kind, "" if kind == "respond" else field, value, None if channel < 0 else sheet.keys[channel],
                   period=period or None)
            for kind, field, value, channel, period in wanted
        ]  # fmt: skip
        on = with_scenario(sheet, name, made, on)
    ids = ("spend", "customers", "cac", "roi")
    view = all_periods(sheet.periods)
    found = compare(UnderScenarios(sheet, CATALOG, None), view, None, [on], figures_of(*ids)).columns[1]
    applied(sheet, CATALOG, on).apply(sheet)
    figures = Calculator(sheet, CATALOG).figures(view)
    for id_, cell in zip(ids, found.cells, strict=True):
        assert cell.value == figures.total_figure(id_), id_


# -- words -------------------------------------------------------------------------------------------------------------


def sentences(sheet: Worksheet, key: int) -> list[str]:
    return [said for _change, said in changes_in_words(sheet, CATALOG, key, WRITE)]


def test_changes_are_whole_sentences_in_their_order() -> None:
    sheet = two_months()
    sheet.channels["group"][RADIO] = "Offline"
    key = with_scenario(sheet, "All", [
        Change(0, "respond", value=0.7),
        Change(0, "respond", value=0.6, channel=radio(sheet), period=1),
        Change(0, "respond", value=0.5, group="Offline"),
        Change(0, "scale", "spend", 0.5, group="Offline"),
        Change(0, "scale", "customers", 1.1),
        Change(0, "add", "spend", -250.0, sheet.keys[SEO]),
        Change(0, "add", "gross_margin", 0.05, period=2),
        Change(0, "set", "spend", 2400.0, radio(sheet), period=2),
        Change(0, "set", "leads", None, radio(sheet)),
        Change(0, "set", "spend", 700.0),
    ])  # fmt: skip
    assert sentences(sheet, key) == [
        "Spend of Radio in Sep 2026: set to $2,400, was $1,000",
        "Leads of Radio: set to blank, was 50",
        "Spend of all channels: set to $700",
        "Spend of SEO: −$250",
        "Gross margin of all channels in Sep 2026: +5 pts",
        "Spend of the group Offline: times 0.5 (−50%)",
        "Customers of all channels: times 1.1 (+10%)",
        "All visits, leads, customers and typed revenue respond to spend with elasticity 0.7",
        "Visits, leads, customers and typed revenue of Radio respond to spend in Aug 2026 with elasticity 0.6",
        "Visits, leads, customers and typed revenue of the group Offline respond to spend with elasticity 0.5",
    ]


def test_what_it_was_is_what_stands_below_it() -> None:
    """Plan B halves Radio's 1,000; on top of it 400 stands where 500 was."""
    sheet = two_months()
    plan = with_scenario(sheet, "Plan B", [Change(0, "scale", "spend", 0.5)])
    best = with_scenario(sheet, "Best", [Change(0, "set", "spend", 400.0, radio(sheet), period=1)], plan)
    assert sentences(sheet, best) == ["Spend of Radio in Aug 2026: set to $400, was $500"]


def test_a_default_stood_there() -> None:
    sheet = build(NAMES, {"spend": [[100, 200]]}, None, DocumentSettings(default_margin=0.35))
    key = with_scenario(sheet, "M", [Change(0, "set", "gross_margin", 0.5, radio(sheet)),
                                     Change(0, "set", "visits", 10.0, radio(sheet))])  # fmt: skip
    assert sentences(sheet, key) == [
        "Gross margin of Radio: set to 50%, was 35%", "Visits of Radio: set to 10, was blank",
    ]  # fmt: skip


def test_what_is_gone_is_said_so() -> None:
    sheet = two_months()
    gone = [Change(0, "set", "spend", 1.0, 999, period=888), Change(0, "set", "nothing", 1.0), Change(0, "respond")]
    key = with_scenario(sheet, "Odd", gone)
    assert sentences(sheet, key) == [
        "Spend of a channel that is gone in a period that is gone: set to $1.00",
        "A change of “nothing”, which this document does not have: it does nothing.",
        "A response to spend without an elasticity: it does nothing.",
    ]
    assert not outcome(sheet, CATALOG, key).changed


# -- the chart's content -----------------------------------------------------------------------------------------------


def test_bars_tell_their_figure_and_its_difference() -> None:
    sheet = two_months()
    quarter(sheet)
    found = compared(sheet, None, "cac", "roi")
    bars = scenario_bars(found, 0, "", WRITE)
    assert (bars.title, bars.base, bars.base_text) == (
        "Customer acquisition cost (CAC), Aug 2026", 50, "Base $50.00")  # fmt: skip
    (bar,) = bars.bars
    assert (bar.name, bar.value, bar.tone, bar.unsure) == ("Less radio", 30, "good", False)
    assert bar.text == "$30.00 (−$20.00)"
    assert bar.said == (
        "Less radio: $30.00\n−$20.00 (−40.0%) against the base\nRange $30.00 to $32.79, against the base −$20.00 to "
        "−$17.21\nBetter than the base."
    )
    assert scenario_bars(found, 1, "Radio", WRITE).title.endswith("of Radio, Aug 2026")
