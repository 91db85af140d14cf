"""Own fields and metrics: what is taken and what is refused, figures by hand, and one like any other everywhere."""

from __future__ import annotations

import math
from copy import deepcopy

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.difference_lines import DifferenceLines
from roiapp.core.differences import compare
from roiapp.core.edits import EditError, SetCells
from roiapp.core.explain import explain
from roiapp.core.figure_page import figure_page
from roiapp.core.history import History
from roiapp.core.note_edits import SetNotes
from roiapp.core.number_format import NumberFormat
from roiapp.core.own_checks import OwnError, checked
from roiapp.core.own_edits import SetOwn
from roiapp.core.own_figures import (
    MOST_OWN,
    OwnField,
    OwnMetric,
    catalog_of,
    clean_field,
    clean_metric,
    completions,
)
from roiapp.core.periods import all_periods, base_view, month
from roiapp.core.shown_columns import shown_records
from roiapp.core.worksheet import Worksheet, build
from tests.core.own_documents import FIELDS, METRICS, PER_VISIT, STORE, own, typed
from tests.core.random_sheets import AS_OF, sheets, views
from tests.core.worked_again import check_value

WRITE = NumberFormat("en", "USD")
some = settings(
    deadline=None, max_examples=40, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)


def shop() -> Worksheet:
    """Search and Radio in two months, with store visits, people waiting at the end and the hours waited."""
    sheet = build(
        ["Search", "Radio"],
        {"spend": [[100.0, 60.0], [50.0, None]], "visits": [[40.0, None], [10.0, 20.0]]},
        [month(2026, 1, 1), month(2026, 2, 2)],
    )
    return typed(
        sheet, store_visits=[[10.0, 20.0], [None, 5.0]], queue=[[3.0, 4.0], [None, 6.0]], wait=[[0.5, 0.2], [1.0, 0.4]]
    )


def refused(*metrics: OwnMetric, fields: tuple[OwnField, ...] = FIELDS) -> str:
    with pytest.raises(OwnError) as caught:
        checked(fields, metrics)
    return str(caught.value)


def metric(formula: str, total: str = "none") -> OwnMetric:
    return OwnMetric("own", "Own", formula, total=total)


def test_figures_by_hand() -> None:
    calculator = Calculator(shop(), standard())
    january, february = (calculator.figures(base_view(calculator.worksheet.periods, place)) for place in (0, 1))
    both = calculator.figures(all_periods(calculator.worksheet.periods))
    assert [january.value("cost_per_store_visit", channel) for channel in (0, 1)] == [10.0, 3.0]
    assert january.total("cost_per_store_visit").value == 160 / 30
    assert february.reason("cost_per_store_visit", 0).code == "missing: store_visits"  # type: ignore[union-attr]
    assert february.reason("cost_per_store_visit", 1).code == "missing: spend"  # type: ignore[union-attr]
    # Only January has both: (100 + 60) ÷ (10 + 20); Radio's February has no spend.
    assert both.total("cost_per_store_visit").value == 160 / 30
    assert both.excluded("cost_per_store_visit") == ["Search, Feb 2026", "Radio, Feb 2026"]
    assert [january.value("all_visits", channel) for channel in (0, 1)] == [50.0, None]
    assert february.value("all_visits", 0) == 10.0  # nothing typed of the store counts as 0 there
    assert both.total("all_visits").value == 50 + 10 + 25
    assert january.value("spread", 0) == 30.0
    assert january.reason("spread", None).sentence(calculator.catalog) == "No total: it was given none."  # type: ignore[union-attr]
    assert [january.value("store_share", channel) for channel in (0, 1)] == [1 / 3, 2 / 3]
    assert january.total("store_share").value == 1.0
    # A flow is added up, of a stock the last known of each channel counts, a mean is weighted.
    assert both.total("store_visits").value == 35.0
    assert [both.value("queue", channel) for channel in (0, 1)] == [3.0, 6.0]
    assert both.total("queue").value == 9.0
    assert january.total("wait").value == (10 * 0.5 + 20 * 0.2) / 30
    assert both.total("wait").value == (10 * 0.5 + 20 * 0.2 + 5 * 0.4) / 35


def test_one_explains_itself_like_any_other() -> None:
    calculator = Calculator(shop(), standard())
    january = calculator.figures(base_view(calculator.worksheet.periods, 0))
    said = explain(january, "cost_per_store_visit", 0, WRITE)
    assert said.text() == "Cost per store visit = Spend ÷ Store visits = $100 ÷ 10 = $10.00"
    assert check_value(said) == 10.0
    page = figure_page(calculator.catalog, "cost_per_store_visit", WRITE)
    assert "".join(part.text for part in page.formula[0]) == "Total cost ÷ Store visits"
    assert page.inputs == ("spend", "fees", "hours", "hourly_rate", "store_visits")
    assert "cost_per_store_visit" in figure_page(calculator.catalog, "store_visits", WRITE).used_by


def test_the_columns_stand_behind_the_others() -> None:
    sheet = shop()
    ids = [record.id for record in shown_records(catalog_of(sheet), sheet)]
    assert [id_ for id_ in ids if id_ in {each.id for each in FIELDS}] == ["store_visits", "queue", "wait"]
    assert ids[-4:] == ["cost_per_store_visit", "all_visits", "spread", "store_share"]
    sheet.settings = sheet.settings.changed(put_away=("spread",), order=("wait", "spend"))
    assert [record.id for record in shown_records(catalog_of(sheet), sheet)][:2] == ["wait", "spend"]


def test_the_catalog_is_the_same_for_the_same_records() -> None:
    sheet, other = shop(), shop()
    assert catalog_of(sheet) is catalog_of(other)
    assert catalog_of(sheet, catalog_of(other)) is catalog_of(sheet)
    assert catalog_of(build(["A"])) is standard()
    assert catalog_of(build(["A"]), catalog_of(sheet)) is standard()
    assert standard().field.get("store_visits") is None


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("lead / visits", "“lead” is not a field; did you mean “leads”?"),
        ("store_visit / 2", "“store_visit” is not a field; did you mean “store_visits”?"),
        ("average_deal_size", "“average_deal_size” is not a field; did you mean “average_revenue_per_sale”?"),
        ("moon", "“moon” is not a field or metric of this document."),
        ("own / visits", "“own” would be computed from itself."),
        ("", "“own” needs a formula, such as spend / customers."),
        ("spend / ", "The formula ends too early: something is missing after “spend /”."),
        ("spend / (leads", "The formula is not understood at letter 9: “(leads”."),
        ("spend leads", "The formula is not understood at letter 7: “leads”."),
        ("spend // leads", "“spend // leads” cannot stand in a formula."),
        ("spend / 2 $ leads", "The formula is not understood at letter 11: “$ leads”."),
        ("'spend'", "“'spend'” cannot stand in a formula."),
        ("spend ** 2", "“spend ** 2” cannot stand in a formula."),
        ("__import__('os')", "“__import__('os')” cannot stand in a formula."),
        ("first(spend)", "first() takes 2 to 4 values."),
        ("sum(spend)", "sum() stands in totals alone. Write what it adds up."),
        ("total(spend + leads)", "total() takes the name of one field or metric."),
        ("prior12(2)", "prior12() takes the name of one field or metric."),
        ("prior12(cac)", "prior12() takes the name of a field that is typed."),
        ("spend / shared_cost", "“shared_cost” is a figure of all channels together; no channel has one."),
        ("mer * 2", "“mer” is a figure of all channels together; no channel has one."),
        ("opt(spend) / total(spend)", "opt() cannot stand beside the total of all channels."),
        ("x" * 1001, "The formula is too long; 1000 characters are the most."),
    ],
)
def test_formulas_that_are_refused(formula: str, sentence: str) -> None:
    assert refused(metric(formula)).startswith(sentence)


@pytest.mark.parametrize(
    ("formula", "total", "sentence"),
    [
        ("spend + leads", "", "“own” does not say how it totals. Give it a total such as sum(own), or none."),
        ("leads / 2", "", "“own” does not say how it totals. Give it a total such as sum(own), or none."),
        ("spend", "spend", "A total is made of sums, such as sum(spend) / sum(customers)."),
        ("spend", "sum(spend) / customers", "A total is made of sums, such as sum(spend) / sum(customers)."),
        ("spend", "first(sum(spend), sum(leads))", "A total is made of sums, such as sum(spend) / sum(customers)."),
        ("spend", "sum(2)", "A total is made of sums, such as sum(spend) / sum(customers)."),
        ("spend", "sum(sum(spend))", "sum() stands in totals alone. Write what it adds up."),
        ("spend", "sum(lead)", "“lead” is not a field; did you mean “leads”?"),
        ("spend", "sum(spend", "The formula is not understood at letter 4: “(spend”."),
        ("spend", "sum(share_of_spend)", "“share_of_spend” depends on all channels and cannot be added up."),
        ("leads / prior12(leads)", "", "prior12() cannot be added up. Give “own” a total of its own, or none."),
        ("spend / total(spend)", "", "total() cannot be added up. Give “own” a total of its own, or none."),
        ("spend", "sum(goal_revenue) - sum(revenue)", "A total with the goal “goal_revenue” is a division."),
    ],
)
def test_totals_that_are_refused(formula: str, total: str, sentence: str) -> None:
    assert refused(metric(formula, total)) == sentence


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (OwnField("Store", "Store"), "“Store” cannot be a name in formulas. Write small letters, digits and _."),
        (OwnField("2nd", "Second"), "“2nd” cannot be a name in formulas. Write small letters, digits and _."),
        (OwnField("läden", "Läden"), "“läden” cannot be a name in formulas. Write small letters, digits and _."),
        (OwnField("", "Nothing"), "“” cannot be a name in formulas. Write small letters, digits and _."),
        (OwnField("x" * 41, "Long"), f"“{'x' * 41}” cannot be a name in formulas. Write small letters, digits and _."),
        (OwnField("class", "Class"), "“class” means something else already. Choose another name."),
        (OwnField("total", "Total"), "“total” means something else already. Choose another name."),
        (OwnField("channel", "Channel"), "“channel” means something else already. Choose another name."),
        (OwnField("leads", "Leads"), "There is a figure “leads” already. Choose another name."),
        (OwnField("cac", "CAC"), "There is a figure “cac” already. Choose another name."),
        (OwnField("elasticity", "E"), "There is a figure “elasticity” already. Choose another name."),
        (OwnField("x", ""), "“x” needs a label: what stands above its column."),
        (OwnField("x", "y" * 61), "The label of “x” is too long. It may have 60 letters."),
        (OwnField("x", "Store VISITS"), "Two own figures are called “Store VISITS”. Give one another label."),
        (OwnField("x", "X", "parsecs"), "“parsecs” is not a unit. It is one of money, money_each,"),
        (OwnField("x", "X", "money_round"), "“money_round” is not a unit."),
        (OwnField("x", "X", "count", "target"), "“target” is not a way to add up: it is flow, stock or weighted."),  # type: ignore[arg-type]
        (OwnField("x", "X", "count", "weighted"), "“x” is weighted: say by which field or metric."),
        (OwnField("x", "X", "count", "weighted", "x"), "“x” cannot be weighted by itself."),
        (OwnField("x", "X", "count", "weighted", "lead"), "“lead” is not a field; did you mean “leads”?"),
        (OwnField("x", "X", "count", "weighted", "wait"), "“wait” is a mean itself."),
        (OwnField("x", "X", "count", "weighted", "shared_cost"), "“shared_cost” is a figure of all channels together;"),
        (OwnField("x", "X", "count", "weighted", "share_of_spend"), "“share_of_spend” depends on all channels"),
    ],
)
def test_fields_that_are_refused(record: OwnField, sentence: str) -> None:
    assert refused(fields=(*FIELDS, record)).startswith(sentence)


def test_what_else_is_refused() -> None:
    twice = OwnMetric("store_visits", "Other", "spend / leads")
    assert refused(twice) == "There is a figure “store_visits” already. Choose another name."
    assert refused(metric("spend / leads")._replace(better="sideways")) == (  # type: ignore[arg-type]
        "“sideways” is not a direction: it is up, down or nothing."
    )
    round_about = (OwnMetric("a", "A", "b / leads"), OwnMetric("b", "B", "c + 1", total="none"),
                   OwnMetric("c", "C", "a * 2", total="none"))  # fmt: skip
    assert refused(*round_about) == "“a” would be computed from itself."
    many = tuple(OwnField(f"f{number}", f"F {number}") for number in range(MOST_OWN + 1))
    assert refused(fields=many) == f"A document may have {MOST_OWN} own figures of a kind."
    checked(many[1:], ())


def test_metrics_may_name_each_other_in_any_order() -> None:
    later = OwnMetric("b", "B", "spend + leads", total="none")
    found = checked((), (OwnMetric("a", "A", "b * 2", total="sum(a)"), later))
    assert list(found.trees).index("b") < list(found.trees).index("a")
    assert set(found.totals) >= {"a"}


def test_records_are_kept_clean() -> None:
    assert clean_metric(OwnMetric("a", "  Cost \n per  x ", " spend ÷ leads × 2 − 1 ", total=" none ")) == (
        OwnMetric("a", "Cost per x", "spend / leads * 2 - 1", total="none")
    )
    assert clean_field(OwnField("a", " A ", "count", "flow", "customers")) == OwnField("a", "A")


def test_an_edit_and_its_inverse() -> None:
    sheet = shop()
    sheet.own_fields, sheet.own_metrics = (), ()
    for id_ in ("store_visits", "queue", "wait"):
        del sheet.columns[id_]
    empty, history = sheet.content(), History()
    calculator = Calculator(sheet, standard())
    changed = calculator.update(history.make(sheet, SetOwn.adding(sheet, STORE, PER_VISIT)))
    assert changed.structure
    assert calculator.catalog is catalog_of(sheet)
    calculator.update(history.make(sheet, SetCells.one("store_visits", 0, 0, 25.0, "=5*5")))
    assert history.undo_title == "Change Store visits of Search"
    history.make(sheet, SetNotes.one(("store_visits", 1, sheet.keys[0]), "counted by hand"))
    assert calculator.figures(base_view(sheet.periods, 0)).value("cost_per_store_visit", 0) == 4.0
    full = sheet.content()
    # The field goes with its figures, arithmetic and notes, and they come back with it.
    calculator.update(history.make(sheet, SetOwn.without(sheet, "store_visits", "cost_per_store_visit")))
    assert "store_visits" not in sheet.columns
    assert (sheet.expressions, sheet.notes) == ({}, {})
    assert calculator.catalog is standard()
    calculator.update(history.undo(sheet))  # type: ignore[arg-type]
    assert sheet.content() == full
    assert calculator.figures(base_view(sheet.periods, 0)).value("cost_per_store_visit", 0) == 4.0
    calculator.update(history.redo(sheet))  # type: ignore[arg-type]
    while history.undo(sheet):
        pass
    assert sheet.content() == empty
    assert SetOwn((), ()).title() == "Change own figures"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda sheet: SetOwn.without(sheet, "store_visits"),
         "“store_visits” cannot be removed: “Waiting time” is made of it."),
        (lambda sheet: SetOwn.without(sheet, "store_visits", "wait"),
         "“store_visits” cannot be removed: “Cost per store visit” is made of it."),
        (lambda sheet: SetOwn.adding(sheet, OwnMetric("own", "Own", "lead / visits")),
         "“lead” is not a field; did you mean “leads”?"),
        (lambda sheet: SetOwn.adding(sheet, OwnField("queue", "People", "score")),
         "“People” has figures that this unit cannot have."),
        (lambda sheet: SetOwn(sheet.own_fields, sheet.own_metrics, {"spend": np.zeros((2, 2))}),
         "The figures of “spend” do not fit the worksheet."),
        (lambda sheet: SetOwn(sheet.own_fields, sheet.own_metrics, {"queue": np.zeros((1, 2))}),
         "The figures of “People waiting” do not fit the worksheet."),
        (lambda sheet: SetOwn(sheet.own_fields, sheet.own_metrics, {"queue": np.full((2, 2), -1.0)}),
         "“People waiting” has figures that this unit cannot have."),
    ],
)  # fmt: skip
def test_edits_that_are_refused_leave_no_trace(edit: object, sentence: str) -> None:
    sheet = shop()
    sheet.columns["queue"][0, 0] = 300.0
    before = deepcopy(sheet).content()
    with pytest.raises(EditError) as caught:
        edit(sheet).apply(sheet)  # type: ignore[operator]
    assert str(caught.value) == sentence
    assert sheet.content() == before


@pytest.mark.parametrize("label", ["Leads", "LEADS", " cost  per lead", "Customer acquisition cost (CAC)", "CAC"])
def test_a_label_of_a_figure_there_is_anyway_is_refused(label: str) -> None:
    sheet = shop()
    sentence = f"There is a figure called “{' '.join(label.split())}” already. Choose another label."
    for new in (OwnField("mine", label), OwnMetric("mine", label, "spend / leads"), STORE._replace(label=label)):
        with pytest.raises(EditError) as caught:
            SetOwn.adding(sheet, new).apply(sheet)
        assert str(caught.value) == sentence


def test_a_document_that_has_such_a_label_keeps_it() -> None:
    """From before that figure was there: it opens, takes more columns, and an undo brings the label back."""
    sheet = shop()
    SetOwn((*FIELDS, OwnField("mine", "Leads")), ()).apply(sheet)
    SetOwn.adding(sheet, OwnField("calls", "Phone calls"), OwnField("mine", "Leads", "hours")).apply(sheet)
    back = SetOwn.adding(sheet, OwnField("mine", "Own leads")).apply(sheet)
    assert [each.label for each in sheet.own_fields[-2:]] == ["Own leads", "Phone calls"]
    again = back.apply(sheet)
    assert [each.label for each in sheet.own_fields[-2:]] == ["Leads", "Phone calls"]
    again.apply(sheet)
    assert catalog_of(sheet).field["mine"].label == "Own leads"


def test_what_differs_in_words() -> None:
    before, after = shop(), shop()
    SetOwn.adding(after, PER_VISIT._replace(label="Cost of a visit", better="")).apply(after)
    SetOwn.without(after, "wait", "spread").apply(after)
    lines = DifferenceLines(compare(before, after), catalog_of(after), WRITE)
    found = [(line.what, line.where, line.then, line.now) for line in (lines[place] for place in range(len(lines)))]
    assert found[:3] == [
        ("Own field", "Waiting time", "Waiting time; Hours; weighted by store_visits", "–"),
        ("Own metric", "Cost of a visit",
         "Cost per store visit; cost_per_store_visit = total_cost / store_visits; Money per one; lower is better",
         "Cost of a visit; cost_per_store_visit = total_cost / store_visits; Money per one"),
        ("Own metric", "Spread",
         "Spread; spread = max(visits, store_visits) - min(visits, store_visits); Count; no total", "–"),
    ]  # fmt: skip
    assert lines.sentences[1] == "3 own figures changed."
    turned = shop()
    SetOwn(FIELDS, METRICS[::-1]).apply(turned)
    assert bool(compare(before, turned))
    assert DifferenceLines(compare(before, turned), catalog_of(turned), WRITE)[0].now == "in another order"


def test_completions() -> None:
    catalog = catalog_of(shop())
    assert completions("spend / store_v", catalog) == ("store_visits", "cost_per_store_visit")
    assert completions("cost_per_l", catalog)[0] == "cost_per_lead"
    assert completions("pri", catalog) == ("prior12",)
    assert completions("spend / ", catalog) == ()
    assert "mer" not in completions("me", catalog)


@some
@given(st.data())
def test_any_own_metric_is_one_like_any_other(data: st.DataObject) -> None:
    """Nothing fails for any formula that is taken: figures, totals, reasons, explanations, and quick recalculation."""
    sheet = data.draw(sheets(most_channels=3, most_periods=3))
    sheet.own_fields, sheet.own_metrics = data.draw(own())
    for id_ in ("store_visits", "queue"):
        figures = st.lists(st.sampled_from((math.nan, 0.0, 2.0, 7.5)), min_size=sheet.shape[0] * sheet.shape[1],
                           max_size=sheet.shape[0] * sheet.shape[1])  # fmt: skip
        sheet.columns[id_] = np.array(data.draw(figures)).reshape(sheet.shape)
    live = Calculator(sheet, standard(), AS_OF)
    ids = [each.id for each in (*sheet.own_fields, *sheet.own_metrics)]
    _look_at_all(live, sheet, ids)
    edit = SetCells.one(data.draw(st.sampled_from(("leads", "spend", "store_visits"))), 0, 0, 3.0)
    edit.apply(sheet)
    live.update(edit)
    assert _look_at_all(live, sheet, ids) == _look_at_all(Calculator(sheet, standard(), AS_OF), sheet, ids)


def _look_at_all(calculator: Calculator, sheet: Worksheet, ids: list[str]) -> list[object]:
    found: list[object] = []
    for view in views(sheet):
        figures = calculator.figures(view)
        for id_ in ids:
            for channel in (*range(len(sheet.keys)), None):
                value = figures.total(id_).value if channel is None else figures.value(id_, channel)
                reason = figures.reason(id_, channel)
                assert (value is None) == (reason is not None)
                assert value is None or math.isfinite(value)
                assert reason is None or reason.sentence(calculator.catalog)
                said = explain(figures, id_, channel, WRITE)
                assert "nan" not in said.text()
                found.append((id_, value, reason and reason.code, said.text()))
            found.append(tuple(figures.excluded(id_)))
    return found
