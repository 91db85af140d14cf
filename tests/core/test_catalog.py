"""Walks over the catalog: every record complete, every id as the rules name it, and a new metric by one record."""

from __future__ import annotations

import re

import pytest

from roiapp.core import formula
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import Catalog, standard
from roiapp.core.checks import limit_error
from roiapp.core.explain import explain
from roiapp.core.fields import BLOCKS, FIELDS, Field
from roiapp.core.formula import FormulaError
from roiapp.core.metrics import METRICS, Metric
from roiapp.core.number_format import NumberFormat
from roiapp.core.periods import all_periods
from roiapp.core.unit_records import COUNT, MONEY_EACH, RATE, UNITS
from roiapp.core.worksheet import build
from tests.core.worked_again import check_value

CATALOG = standard()
#: the id columns of the tables of fields and of metrics, as the rules write them
FIELD_IDS = """
spend; visits; leads; customers; revenue_per_sale; revenue; gross_margin; fees; hours, hourly_rate; impressions, sent;
email_subscribers, social_followers, blog_subscribers; reach; engagements; signups, activations; mqls, sqls;
accepted, rejected; worked, connects; opportunities; open_opportunities;
days_to_mql, days_to_sql, days_to_opportunity, days_to_close; sales_cycle_days; close_rate; expected_win_rate;
purchases_per_year; years_retained; customers_start, customers_kept; repeat_revenue; referred; satisfaction;
goal_revenue, goal_leads, goal_customers, goal_spend; goal_cac, goal_roi; actual_customers, actual_revenue; shared_cost
"""
METRIC_IDS = """
labour_cost; total_cost; conversion_rate; cost_per_visit, cost_per_lead;
cost_per_mql, cost_per_sql, cost_per_opportunity;
cac; lead_to_mql; mql_acceptance; mql_rejection; mql_to_sql; work_rate; worked_to_connect;
mql_to_opportunity, sql_to_opportunity; mql_to_customer; win_rate; lead_to_customer; gross_return;
average_revenue_per_sale; gross_profit; net_return; roi; revenue_roi; roas; break_even_cac; break_even_cpl;
break_even_customers; response_rate; break_even_response; return_per_hour; next_lead_cost, next_customer_cost;
lifetime_revenue; ltv; ltv_to_cac; ltv_per_sql; payback_months; retention_rate; new_revenue_share; referral_share;
pipeline_value; pipeline_velocity; goal_pace, lead_pace, customer_pace, budget_pace; click_rate; cost_per_thousand;
engagement_rate; activation_rate; share_of_spend, share_of_gross_profit; credited_share; blended_cac; mer;
marketing_created
"""
BETTER = {
    "down": """labour_cost cost_per_visit cost_per_lead cost_per_mql cost_per_sql cost_per_opportunity cac mql_rejection
        break_even_customers break_even_response next_lead_cost next_customer_cost payback_months cost_per_thousand
        blended_cac""",
    "": """total_cost break_even_cac break_even_cpl new_revenue_share budget_pace share_of_spend share_of_gross_profit
        credited_share marketing_created""",
}


def ids(table: str) -> set[str]:
    return set(re.findall(r"\w+", table))


def test_ids_are_those_of_the_rules() -> None:
    assert {f.id for f in FIELDS if f.scope != "document"} == ids(FIELD_IDS)
    assert {m.id for m in METRICS} == ids(METRIC_IDS)
    assert len(CATALOG.field) == len(FIELDS)
    assert len(CATALOG.metric) == len(METRICS)
    assert not CATALOG.field.keys() & CATALOG.metric.keys()


def test_what_is_better() -> None:
    for metric in METRICS:
        expected = next((better for better, table in BETTER.items() if metric.id in ids(table)), "up")
        assert metric.better == expected, metric.id


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.id)
def test_every_metric_is_complete(metric: Metric) -> None:
    tree = formula.parse(metric.formula)
    assert metric.label
    assert metric.header
    assert len(metric.header) <= 30
    assert metric.help.endswith(".")
    assert metric.source
    assert metric.unit.id in UNITS
    assert metric.block in BLOCKS
    for name in formula.names(tree):
        assert name in CATALOG.field or name in CATALOG.metric
    assert CATALOG.inputs(metric.id)
    assert all(CATALOG.field[name] for name in CATALOG.inputs(metric.id))
    assert metric.id in CATALOG.totals or metric.no_rollup


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.id)
def test_every_field_is_complete(field: Field) -> None:
    assert field.label
    assert field.help.endswith(".")
    assert field.block in BLOCKS
    assert not field.weight or field.weight in CATALOG.field or field.weight in CATALOG.metric
    assert all(word == word.lower() for word in field.synonyms)
    if field.kind == "weighted" and field.scope == "cell":
        assert field.weight
    if field.fallback:
        assert all(i in CATALOG.field or i in CATALOG.metric for i in formula.names(formula.parse(field.fallback)))


def test_kinds_are_those_of_the_rules() -> None:
    stock = (
        "email_subscribers social_followers blog_subscribers reach open_opportunities customers_start customers_kept"
    )
    weighted = """revenue_per_sale gross_margin hourly_rate days_to_mql days_to_sql days_to_opportunity days_to_close
        sales_cycle_days close_rate expected_win_rate purchases_per_year years_retained satisfaction"""
    for field in FIELDS:
        if field.scope == "document":
            continue
        expected = "stock" if field.id in stock.split() else "weighted" if field.id in weighted.split() else "flow"
        assert field.kind == ("target" if field.id in ("goal_cac", "goal_roi") else expected), field.id
        assert (field.scope == "total") == (field.id in ("actual_customers", "actual_revenue", "shared_cost")), field.id
        assert field.on_total == (field.id.startswith("goal_") or field.scope == "total"), field.id


def test_labels_and_headers_tell_records_apart() -> None:
    records = (*FIELDS, *METRICS)
    assert len({record.label for record in records}) == len(records)
    headers = [record.header for record in records]
    assert {h for h in headers if headers.count(h) > 1} == set()


def test_no_synonym_means_two_fields() -> None:
    seen: dict[str, str] = {}
    for field in FIELDS:
        for word in {*field.synonyms, field.label.lower(), field.id}:
            assert seen.setdefault(word, field.id) == field.id, word


def test_limits() -> None:
    """Below 0 refused but for four; above 100 % for three; satisfaction outside 0–100."""
    write = NumberFormat("en", "USD")
    signed = {"revenue", "revenue_per_sale", "repeat_revenue", "gross_margin"}
    at_most_all = {"gross_margin": 1.0, "close_rate": 1.0, "expected_win_rate": 1.0, "satisfaction": 100.0}
    for field in FIELDS:
        if field.scope == "document":
            continue
        low = limit_error(field, -0.01, write)
        assert (low is None) == (field.id in signed), field.id
        if low is not None:
            assert low.endswith(".")
        top = at_most_all.get(field.id)
        assert limit_error(field, 0.0, write) is None
        assert limit_error(field, None, write) is None
        if top is None:
            assert limit_error(field, 1e9, write) is None, field.id
        else:
            assert limit_error(field, top, write) is None
            refused = limit_error(field, top * 1.01, write)
            assert refused is not None
            assert refused.endswith(".")


# -- a new metric, by one record ---------------------------------------------------------------------------------------


def own(id_: str, text: str, **more: object) -> Metric:
    return Metric(id_, id_.title(), text, RATE, "up", "", "core", "Own metric.", "Own", **more)  # type: ignore[arg-type]


def test_a_metric_added_as_one_record_is_there() -> None:
    catalog = CATALOG.extended(
        metrics=[own("quote_rate", "opportunities / leads"), own("double", "quote_rate * 2", total="")]
    )
    sheet = build("AB", {"opportunities": [2, 3], "leads": [8, None]})
    figures = Calculator(sheet, catalog).figures(all_periods(sheet.periods))
    assert figures.value("quote_rate", 0) == 0.25
    assert figures.value("double", 0) == 0.5
    assert figures.total("quote_rate").value == 0.25
    assert figures.excluded("quote_rate") == ["B"]
    assert figures.reason("quote_rate", 1).code == "missing: leads"
    shown = explain(figures, "quote_rate", 0, NumberFormat("en", "USD"))
    assert shown.text() == "Quote_Rate = Opportunities ÷ Leads = 2 ÷ 8 = 25.0%"
    assert check_value(shown) == 0.25
    assert catalog.dependents("leads") >= {"quote_rate", "double"}


def test_an_own_field_serves_own_metrics() -> None:
    catalog = CATALOG.extended(
        [Field("calls", "Phone calls", COUNT, "core", "flow", "Calls that came in.")],
        [Metric("cost_per_call", "Cost per call", "total_cost / calls", MONEY_EACH, "down", "", "core", "Own.", "Own")],
    )
    sheet = build("AB", {"spend": [100, 50], "calls": [20, 10]})
    figures = Calculator(sheet, catalog).figures(all_periods(sheet.periods))
    assert (figures.value("cost_per_call", 0), figures.total("cost_per_call").value) == (5, 5)
    assert figures.total("calls").value == 30


def test_an_own_metric_against_a_total() -> None:
    catalog = CATALOG.extended(metrics=[own("lead_share", "leads / total(leads)")])
    sheet = build("AB", {"leads": [30, 10]})
    figures = Calculator(sheet, catalog).figures(all_periods(sheet.periods))
    assert figures.value("lead_share", 0) == 0.75
    assert catalog.uses_total("lead_share")


@pytest.mark.parametrize(
    "metrics",
    [[own("loop", "loop + 1", total="")],
     [own("a_rate", "b_rate + 1", total=""), own("b_rate", "a_rate * 2", total="")],
     [own("odd", "leads / nothing_known")], [own("vague", "leads + visits")], [own("broken", "leads /")]],
    ids=["itself", "round about", "unknown", "no total", "no formula"],
)  # fmt: skip
def test_a_metric_that_cannot_be_is_refused_with_a_sentence(metrics: list[Metric]) -> None:
    catalog = CATALOG.extended(metrics=metrics)
    with pytest.raises(FormulaError) as refused:
        _ = (catalog.trees, catalog.totals)
    assert str(refused.value).endswith(".")


def test_every_order_of_records_computes() -> None:
    """A metric may stand before those it names."""
    turned = Catalog(CATALOG.fields, tuple(reversed(CATALOG.metrics)))
    sheet = build("A", {"spend": [100], "customers": [4], "revenue_per_sale": [100], "gross_margin": [0.5]})
    for id_ in ("roi", "break_even_customers", "share_of_gross_profit"):
        found = [Calculator(sheet, c).figures(all_periods(sheet.periods)).value(id_, 0) for c in (CATALOG, turned)]
        assert found[0] == found[1] is not None
