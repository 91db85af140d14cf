"""What the guide says beside formulas: a text for every figure, each its own; mistakes where they apply, their numbers
right."""

from __future__ import annotations

import math
import re

import pytest

from roiapp.core.also_called import ALSO_CALLED
from roiapp.core.catalog import standard
from roiapp.core.fields import FIELDS
from roiapp.core.figure_page import figure_page
from roiapp.core.metrics import METRICS
from roiapp.core.mistakes import MISTAKES, mistakes_of
from roiapp.core.mistakes import concerned as named_by
from roiapp.core.not_said import NOT_SAID
from roiapp.core.number_format import NumberFormat
from roiapp.core.own_figures import OwnMetric

CATALOG = standard()
WRITE = NumberFormat("en", "USD")
IDS = [*(field.id for field in FIELDS), *(metric.id for metric in METRICS)]
MISTAKE = {mistake.id: mistake for mistake in MISTAKES}


def concerned(mistake: str) -> set[str]:
    """The figures on whose pages a note stands, which it names itself."""
    found = {id_ for id_ in IDS if any(each.id == mistake for each in mistakes_of(CATALOG, id_))}
    assert found == set(named_by(CATALOG, MISTAKE[mistake]))
    return found


# -- what a figure does not say ----------------------------------------------------------------------------------------


def test_every_figure_and_no_other_has_a_text_of_its_own() -> None:
    assert list(NOT_SAID) == IDS  # in the order of the records, so that a new one finds its place
    assert len({" ".join(text.casefold().split()) for text in NOT_SAID.values()}) == len(IDS)
    assert set(ALSO_CALLED) == {metric.id for metric in METRICS}


@pytest.mark.parametrize("id_", IDS)
def test_the_text_is_one_to_three_short_sentences_and_stands_on_the_page(id_: str) -> None:
    text = NOT_SAID[id_]
    sentences = [each for each in re.split(r"(?<=[.:;])\s+", text) if each]
    assert text[0].isupper()
    assert text.endswith(".")
    assert "{" not in text
    assert len(sentences) <= 3
    assert all(len(each.split()) <= 18 for each in sentences), sentences
    assert text != CATALOG.record(id_).help
    assert figure_page(CATALOG, id_, WRITE).not_said == text


def test_a_figure_of_the_users_own_has_no_text_but_the_notes_that_apply() -> None:
    own = OwnMetric("cost_per_call", "Cost per call", "total_cost / leads", "money_each", "down").metric()
    page = figure_page(CATALOG.extended(metrics=[own]), "cost_per_call", WRITE)
    assert page.not_said == ""
    assert "average_of_rates" in [note.id for note in page.mistakes]


def test_other_names_are_names() -> None:
    for id_, text in ALSO_CALLED.items():
        names = text.split(", ")
        assert len(names) == len(set(names)), id_
        assert all(name.strip() == name and name for name in names)
        assert CATALOG.metric[id_].label not in names


# -- mistakes ----------------------------------------------------------------------------------------------------------


def test_each_is_told_somewhere_and_said_whole() -> None:
    assert len(MISTAKE) == len(MISTAKES) >= 12
    assert len({mistake.title for mistake in MISTAKES}) == len(MISTAKES)
    for mistake in MISTAKES:
        said = mistake.said(WRITE)
        assert concerned(mistake.id), mistake.id
        assert "{" not in said
        assert said.endswith(".")
        names = re.findall(r"\{(\w+)\}", mistake.text)
        assert set(names) == {name for name, _value, _unit in mistake.values}


def test_they_stand_where_they_apply() -> None:
    assert {"conversion_rate", "cac", "roi", "ltv_to_cac", "gross_margin"} < concerned("average_of_rates")
    assert not {"spend", "gross_return", "net_return", "next_lead_cost", "goal_cac"} & concerned("average_of_rates")
    assert {"gross_return", "revenue_roi", "roas", "lifetime_revenue", "revenue"} < concerned("revenue_as_profit")
    assert not {"roi", "gross_profit", "ltv", "break_even_cac", "leads"} & concerned("revenue_as_profit")
    assert concerned("tenfold") == concerned("blended") == {"cac", "blended_cac"}
    assert {"conversion_rate", "win_rate", "cac"} < concerned("few")
    assert {"cac", "roi", "lead_to_customer"} < concerned("late_sales")
    assert not {"conversion_rate", "customer_pace", "mql_to_sql"} & concerned("late_sales")
    assert {"customers", "cac", "roi"} < concerned("last_touch")
    assert not {"blended_cac", "mer", "visits"} & concerned("last_touch")
    assert concerned("cpa") == {"cost_per_lead", "cac"}
    assert {"leads", "cost_per_lead", "conversion_rate"} < concerned("twice")
    assert concerned("redefined") == {"visits", "leads", "mqls", "sqls", "opportunities", "customers"}
    assert {"spend", "leads", "revenue"} < concerned("blank")
    assert {"share_of_spend", "share_of_gross_profit"} == concerned("shares")
    assert {"ltv", "ltv_to_cac", "lifetime_revenue"} < concerned("far_future")


def test_no_page_is_crowded_with_them() -> None:
    assert max(len(mistakes_of(CATALOG, id_)) for id_ in IDS) <= 8


def values(mistake: str) -> dict[str, float]:
    return {name: value for name, value, _unit in MISTAKE[mistake].values}


def test_the_numbers_of_the_mistakes_are_right() -> None:
    rates = values("average_of_rates")
    assert rates["k1"] / rates["n1"] == rates["r1"]
    assert rates["k2"] / rates["n2"] == rates["r2"]
    assert (rates["k"], rates["n"]) == (rates["k1"] + rates["k2"], rates["n1"] + rates["n2"])
    assert rates["right"] == rates["k"] / rates["n"]
    assert rates["wrong"] == (rates["r1"] + rates["r2"]) / 2

    sale = values("revenue_as_profit")  # the worked figures: 1,400 %, 500 % at a margin of 40 %, −25 % at 5 %
    assert sale["customers"] * sale["price"] == sale["revenue"]
    assert (sale["revenue"] - sale["cost"]) / sale["cost"] == sale["best"] == 14
    assert (sale["revenue"] * sale["good"] - sale["cost"]) / sale["cost"] == sale["real"] == 5
    assert (sale["revenue"] * sale["thin"] - sale["cost"]) / sale["cost"] == sale["loss"] == -0.25

    tenfold = values("tenfold")
    assert tenfold["cost"] / tenfold["count"] == tenfold["right"] == tenfold["wrong"] / 10 == 2

    few = values("few")  # Wilson's interval at 95 %
    k, n, z = few["k"], few["n"], 1.959963985
    middle = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    assert few["rate"] == k / n
    assert few["low"] == pytest.approx(middle - half, abs=5e-5)
    assert few["high"] == pytest.approx(middle + half, abs=5e-5)

    points = values("points")
    assert points["after"] - points["before"] == pytest.approx(0.01)
    assert points["after"] / points["before"] - 1 == pytest.approx(points["relative"])


def test_what_they_say_is_in_the_locale() -> None:
    said = MISTAKE["tenfold"].said(WRITE)
    assert said.startswith("$200 for 100 buyers is $2 each. A widely read article prints $20.")
    polish = MISTAKE["tenfold"].said(NumberFormat("pl", "PLN"))
    assert polish.startswith("200\xa0zł for 100 buyers is 2\xa0zł each.")
