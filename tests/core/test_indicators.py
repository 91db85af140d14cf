"""Leading and lagging figures: which is which, one kind alone shown, and the names that trends have in the settings."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roiapp.core import indicators, trend_columns
from roiapp.core.catalog import standard
from roiapp.core.difference_lines import DifferenceLines
from roiapp.core.differences import compare
from roiapp.core.document_settings import DocumentSettings
from roiapp.core.edits import SetSettings
from roiapp.core.fields import Timing
from roiapp.core.periods import Period, month
from roiapp.core.shown_columns import shown_records
from roiapp.core.units import NumberFormat
from roiapp.core.worksheet import build

CATALOG = standard()
#: as the rules of the product have them, by hand
LEADING = {
    "visits", "leads", "impressions", "sent", "email_subscribers", "social_followers", "blog_subscribers", "reach",
    "engagements", "mqls", "sqls", "opportunities", "total_cost", "conversion_rate", "cost_per_visit",
    "cost_per_lead", "cost_per_mql", "cost_per_sql", "cost_per_opportunity", "lead_to_mql", "mql_acceptance",
    "mql_rejection", "mql_to_sql", "work_rate", "worked_to_connect", "mql_to_opportunity", "sql_to_opportunity",
    "response_rate", "pipeline_value", "pipeline_velocity", "click_rate", "cost_per_thousand", "engagement_rate",
    "activation_rate",
}  # fmt: skip
LAGGING = {
    "customers", "revenue", "repeat_revenue", "satisfaction", "cac", "mql_to_customer", "win_rate",
    "lead_to_customer", "gross_return", "average_revenue_per_sale", "gross_profit", "net_return", "roi",
    "revenue_roi", "roas", "return_per_hour", "lifetime_revenue", "ltv", "ltv_to_cac", "ltv_per_sql",
    "payback_months", "retention_rate", "new_revenue_share", "referral_share", "goal_pace", "lead_pace",
    "customer_pace", "budget_pace", "blended_cac", "mer",
}  # fmt: skip
timings = st.sampled_from(get_args(Timing))


def test_which_figures_are_leading_and_which_lagging() -> None:
    records = (*CATALOG.fields, *CATALOG.metrics)
    assert {record.id for record in records if record.timing == "leading"} == LEADING
    assert {record.id for record in records if record.timing == "lagging"} == LAGGING


@given(st.lists(st.sampled_from(["spend", "roi", "cac"]), unique=True), st.lists(timings, min_size=1, max_size=4))
def test_the_kind_chosen_last_is_the_one_shown_and_what_was_put_away_stays(ids: list[str], kinds: list[Timing]) -> None:
    put_away = tuple(ids)
    for kind in kinds:
        put_away = indicators.choosing(put_away, kind)
    assert indicators.chosen(put_away) == kinds[-1]
    assert indicators.choosing(put_away, "") == tuple(ids)


def shown(*put_away: str, blocks: tuple[str, ...] = ("core",), **columns: list[float]) -> list[str]:
    sheet = build(["A"], columns, settings=DocumentSettings(put_away=put_away, blocks=blocks))
    return [record.id for record in shown_records(CATALOG, sheet)]


def test_leading_alone() -> None:
    """Customers and the prices of a sale are neither needed nor leading; spend and leads make the cost per lead."""
    assert shown("timing:lagging") == [
        "spend", "visits", "leads", "revenue_per_sale", "gross_margin", "conversion_rate", "cost_per_lead",
    ]  # fmt: skip


def test_lagging_alone_keeps_the_inputs_it_is_made_of() -> None:
    """Visits and leads are leading and no lagging figure of the core is made of them; spend is of neither kind."""
    assert shown("timing:leading") == [
        "spend", "customers", "revenue_per_sale", "gross_margin", "cac", "gross_return", "gross_profit", "roi",
    ]  # fmt: skip


def test_an_input_stays_for_as_long_as_a_figure_needs_it() -> None:
    with_rate = build(["A"], {}, settings=DocumentSettings(put_away=("timing:leading",), added=("lead_to_customer",)))
    assert "leads" in [record.id for record in shown_records(CATALOG, with_rate)]
    without = build(["A"], {}, settings=DocumentSettings(put_away=("timing:leading", "lead_to_customer"),
                                                         added=("lead_to_customer",)))  # fmt: skip
    assert "leads" not in [record.id for record in shown_records(CATALOG, without)]


def test_something_is_always_left() -> None:
    every = [record.id for record in shown_records(CATALOG, build(["A"], {}))]
    gone = tuple(id_ for id_ in every if id_ != "visits")
    assert shown(*gone, "timing:leading") == ["visits"], "of nothing but visits hiding visits would leave nothing"


@given(timings, st.sets(st.sampled_from(["full_cost", "audience", "qualified", "pipeline", "lifetime", "goals"])))
def test_one_kind_alone_has_nothing_of_the_other_but_inputs_in_use(timing: Timing, blocks: set[str]) -> None:
    put_away = indicators.choosing((), timing)
    ids = shown(*put_away, blocks=("core", *sorted(blocks)))
    metrics = [id_ for id_ in ids if id_ in CATALOG.metric]
    other = {"leading": LAGGING, "lagging": LEADING, "": set()}[timing]
    assert not set(metrics) & other
    for id_ in (each for each in ids if each in CATALOG.field and each in other):
        assert any(id_ in CATALOG.inputs(metric) for metric in metrics), id_


def test_what_is_said_of_them() -> None:
    assert indicators.sentence("leading") == "Leading indicator: it moves before sales do."
    assert indicators.sentence("") == indicators.only("") == indicators.mark_of("") == ""
    assert (indicators.mark_of("lagging"), indicators.only("lagging")) == ("Lagging", "Lagging figures only")
    assert indicators.label("timing:leading") == "Leading figures"
    assert indicators.label("roi") == ""


# -- what trends are called --------------------------------------------------------------------------------------------


def trends(*added: str, headline: str = "roi") -> list[tuple[str, str]]:
    settings = DocumentSettings(added=added, headline=headline)
    return [(name, record.id) for name, record in trend_columns.trended(settings, CATALOG)]


def test_the_headline_s_trend_follows_the_headline() -> None:
    assert trends("trend", "cac", "trend:leads") == [("trend", "roi"), ("trend:leads", "leads")]
    assert trends("trend", headline="revenue_roi") == [("trend", "revenue_roi")]


def test_a_figure_has_one_trend_and_what_has_no_column_none() -> None:
    assert trends("trend", "trend:roi", "trend:roi") == [("trend", "roi")]
    assert trends("trend:mer", "trend:nothing", "trend:", "trend:shared_cost") == []


@pytest.mark.parametrize(("id_", "name"), [("roi", "trend"), ("cac", "trend:cac")])
def test_names_lead_back(id_: str, name: str) -> None:
    settings = DocumentSettings()
    assert trend_columns.name_of(id_, settings) == name
    assert trend_columns.figure_of(name, settings) == id_
    assert trend_columns.figure_of(id_, settings) == ""


def test_trends_need_two_periods_with_days() -> None:
    assert not trend_columns.enough_periods([month(2026, 1, 1), Period(2, "Some time")])
    assert trend_columns.enough_periods([month(2026, 1, 1), month(2026, 3, 2)])


def test_labels() -> None:
    assert trend_columns.label("trend", CATALOG) == "Trend of the headline figure"
    assert trend_columns.label("trend:leads", CATALOG) == "Trend of Leads"
    assert trend_columns.label("trend:gone", CATALOG) == "Trend of gone"
    assert trend_columns.label("leads", CATALOG) == ""


def test_a_kept_version_says_the_difference_in_words() -> None:
    before = build(["A"], {})
    chosen = DocumentSettings(put_away=("timing:lagging",), added=("trend", "trend:cac", "roi"))
    after = build(["A"], {}, settings=chosen)
    found = DifferenceLines(compare(before, after), CATALOG, NumberFormat("en", "USD"))
    assert [(line.what, line.then, line.now) for line in found] == [
        ("Columns put away", "–", "Lagging figures"),
        ("Further columns", "–", "Trend of the headline figure, Trend of Customer acquisition cost (CAC) and ROI"),
    ]  # fmt: skip


def test_one_trend_in_another_s_place_is_a_step_about_columns() -> None:
    assert SetSettings.of(added=("trend:cac",), order=("trend:cac",)).title() == "Show or hide columns"


def test_a_trend_is_no_figure_that_is_shown_elsewhere() -> None:
    sheet = build(["A"], {}, settings=DocumentSettings(added=("trend", "trend:cac", "roas")))
    plain = build(["A"], {}, settings=DocumentSettings(added=("roas",)))
    assert shown_records(CATALOG, sheet) == shown_records(CATALOG, plain)
