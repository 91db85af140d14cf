"""Ranges of figures, from the record to the words: by hand, and with statsmodels and SciPy as the other opinion."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2
from statsmodels.stats.proportion import proportion_confint

from roiapp.analysis.range_rules import CostRule, CountRule, ProfitRule, RateRule, rule_of
from roiapp.analysis.ranges import available, channel_ranges, describe, figure_range
from roiapp.analysis.statistics import Interval, load
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.metrics import Metric
from roiapp.core.periods import Period, all_periods, base_view, month
from roiapp.core.results import Figures
from roiapp.core.units import COUNT, MONEY_EACH, RATE, ROI, NumberFormat
from roiapp.core.worksheet import build

DOLLARS = NumberFormat("en", "USD")
GOOGLE = {"spend": 4200, "visits": 2910, "leads": 131, "customers": 38, "revenue_per_sale": 480, "gross_margin": 0.45}


def figures_of(
    columns: dict[str, Sequence[Any]], periods: list[Period] | None = None, catalog: Any = None
) -> Figures:
    """Figures over all periods of a worksheet of these columns."""
    first = next(iter(columns.values()))
    count = len(first[0]) if isinstance(first[0], list) else len(first)
    sheet = build([f"Channel {i}" for i in range(count)], dict(columns), periods)
    return Calculator(sheet, catalog or standard()).figures(all_periods(sheet.periods))


def one(**values: float | None) -> Figures:
    return figures_of({field: [value] for field, value in values.items()})


def garwood(k: float) -> tuple[float, float]:
    low = chi2.ppf(0.025, 2 * k) / 2 if k else 0.0
    return float(low), float(chi2.ppf(0.975, 2 * k + 2) / 2)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


def test_google_text_ads() -> None:
    figures = one(**GOOGLE)
    few, many = garwood(38)
    assert figures.value("cac", 0) == pytest.approx(110.526, abs=1e-3)
    cac = figure_range(figures, "cac", 0)
    assert ends(cac) == pytest.approx((4200 / many, 4200 / few), rel=1e-9)
    assert cac is not None
    assert describe(cac, MONEY_EACH, DOLLARS) == "95% range $81–$156"
    roi = figure_range(figures, "roi", 0)
    assert ends(roi) == pytest.approx(((few * 216 - 4200) / 4200, (many * 216 - 4200) / 4200), rel=1e-9)
    assert roi is not None
    assert describe(roi, ROI, DOLLARS) == "95% range +38% to +168%"
    assert ends(figure_range(figures, "gross_profit", 0)) == pytest.approx((few * 216, many * 216), rel=1e-9)
    net = (few * 216 - 4200, many * 216 - 4200)
    assert ends(figure_range(figures, "net_return", 0)) == pytest.approx(net, rel=1e-9)
    assert ends(figure_range(figures, "roas", 0)) == pytest.approx((few * 480 / 4200, many * 480 / 4200), rel=1e-9)


def test_a_rate_is_wilson() -> None:
    figures = one(**GOOGLE)
    for id_, k, n in (("conversion_rate", 131, 2910), ("lead_to_customer", 38, 131)):
        assert ends(figure_range(figures, id_, 0)) == pytest.approx(proportion_confint(k, n, method="wilson"), rel=1e-9)


def test_a_rate_above_all_has_no_range() -> None:
    figures = one(leads=4, customers=5)
    assert figures.value("lead_to_customer", 0) == 1.25
    assert figure_range(figures, "lead_to_customer", 0) is None


def test_counts_and_their_totals() -> None:
    figures = figures_of({"customers": [38, 12, None]})
    assert ends(figure_range(figures, "customers", 0)) == pytest.approx(garwood(38), rel=1e-9)
    assert ends(figure_range(figures, "customers", None)) == pytest.approx(garwood(50), rel=1e-9)
    assert figure_range(figures, "customers", 2) is None


def test_no_customer_yet() -> None:
    figures = one(spend=200, customers=0, revenue_per_sale=100, gross_margin=0.5)
    cac = figure_range(figures, "cac", 0)
    assert cac is not None
    assert cac.high is None
    assert cac.low == pytest.approx(200 / 3.6888794541, rel=1e-9)
    assert describe(cac, MONEY_EACH, DOLLARS) == "95% range: at least $54"
    assert ends(figure_range(figures, "roi", 0)) == pytest.approx((-1.0, (3.6888794541 * 50 - 200) / 200), rel=1e-9)


def test_no_customer_and_no_price_leaves_the_range_unknown() -> None:
    figures = one(spend=500, customers=0)
    assert figures.value("roi", 0) == -1.0
    assert figure_range(figures, "roi", 0) is None


def test_revenue_typed_as_one_sum_without_customers_has_no_range() -> None:
    figures = figures_of(
        {"spend": [100, 100], "customers": [None, 3], "revenue": [900, 600], "gross_margin": [0.5, 0.5]}
    )
    assert figures.value("roi", 0) == 3.5
    assert figure_range(figures, "roi", 0) is None
    assert figure_range(figures, "roi", 1) is not None
    assert figure_range(figures, "roi", None) is None


def test_a_loss_on_every_sale_turns_the_ends() -> None:
    figures = one(spend=100, customers=9, revenue_per_sale=10, gross_margin=-0.5)
    few, many = garwood(9)
    assert ends(figure_range(figures, "roi", 0)) == pytest.approx(((-5 * many - 100) / 100, (-5 * few - 100) / 100))


def test_total_cac_and_cost_per_lead_count_only_what_is_in_them() -> None:
    figures = figures_of({"spend": [4200, 900, 300], "customers": [38, 12, None], "leads": [131, None, 9]})
    few, many = garwood(50)
    assert ends(figure_range(figures, "cac", None)) == pytest.approx((5100 / many, 5100 / few), rel=1e-9)
    few, many = garwood(140)
    assert ends(figure_range(figures, "cost_per_lead", None)) == pytest.approx((4500 / many, 4500 / few), rel=1e-9)


def fay_feuer(weights: list[float], counts: list[float]) -> tuple[float, float]:
    """Fay and Feuer's range as their paper writes it."""
    s = sum(w * k for w, k in zip(weights, counts, strict=True))
    v = sum(w * w * k for w, k in zip(weights, counts, strict=True))
    m = max(weights)
    low = v / (2 * s) * chi2.ppf(0.025, 2 * s * s / v)
    return float(low), float((v + m * m) / (2 * (s + m)) * chi2.ppf(0.975, 2 * (s + m) ** 2 / (v + m * m)))


def test_the_roi_of_all_is_fay_and_feuer() -> None:
    figures = figures_of(
        {"spend": [4200, 900, 100], "customers": [38, 12, 0], "revenue_per_sale": [480, 100, 900],
         "gross_margin": [0.45, 0.5, 0.5]}
    )  # fmt: skip
    low, high = fay_feuer([216, 50, 450], [38, 12, 0])
    assert ends(figure_range(figures, "gross_profit", None)) == pytest.approx((low, high), rel=1e-9)
    roi = ((low - 5200) / 5200, (high - 5200) / 5200)
    assert ends(figure_range(figures, "roi", None)) == pytest.approx(roi, rel=1e-9)


def test_a_channel_over_several_months_is_fay_and_feuer_over_them() -> None:
    months = [month(2026, 1, 1), month(2026, 2, 2)]
    figures = figures_of(
        {"spend": [[300, 50], [200, 60]], "customers": [[9, 4], [4, 5]], "revenue_per_sale": [[100, 80], [200, 80]],
         "gross_margin": [[0.5, 0.5], [0.5, 0.5]]},
        months,
    )  # fmt: skip
    low, high = fay_feuer([50, 100], [9, 4])
    assert ends(figure_range(figures, "roi", 0)) == pytest.approx(((low - 500) / 500, (high - 500) / 500), rel=1e-9)
    few, many = garwood(9)
    assert ends(figure_range(figures, "roi", 1)) == pytest.approx(((few * 40 - 110) / 110, (many * 40 - 110) / 110))
    assert ends(figure_range(figures, "cac", 0)) == pytest.approx(tuple(500 / k for k in reversed(garwood(13))))


def test_many_channels_at_once_are_each_of_them() -> None:
    rng = np.random.default_rng(7)
    count = 60
    columns: dict[str, Sequence[Any]] = {
        "spend": rng.integers(1, 900, count).tolist(),
        "customers": rng.integers(0, 40, count).tolist(),
        "revenue_per_sale": rng.integers(-20, 900, count).tolist(),
        "gross_margin": (rng.random(count) * 1.4 - 0.4).tolist(),
    }
    figures = figures_of(columns)
    picked = np.arange(count)[::3]
    for id_ in ("roi", "revenue_roi", "cac"):
        low, high = channel_ranges(figures, id_, picked)
        for place, channel in enumerate(picked.tolist()):
            single = figure_range(figures, id_, channel)
            if single is None:
                assert math.isnan(low[place])
                continue
            assert low[place] == pytest.approx(single.low)
            assert high[place] == pytest.approx(math.inf if single.high is None else single.high)


def test_costs_of_many_channels_in_a_roll_up_are_each_of_them() -> None:
    columns: dict[str, Sequence[Any]] = {
        "spend": [[100, None, 50, 80, 10], [300, 40, 70, None, 20], [10, 20, 30, 40, 50]],
        "customers": [[4, 1, 0, 3, None], [None, 2, 0, 5, None], [1, 0, 0, None, None]],
    }
    figures = figures_of(columns, [month(2026, number, number) for number in (1, 2, 3)])
    low, high = channel_ranges(figures, "cac", np.arange(5))
    # A: 110 over 5 customers (its February has no customers beside 300); C: 150 and none; E: none known.
    few, many = garwood(5)
    assert (low[0], high[0]) == (pytest.approx(110 / many), pytest.approx(110 / few))
    assert (low[2], high[2]) == (pytest.approx(150 / garwood(0)[1]), math.inf)
    assert math.isnan(low[4])
    for channel in range(4):
        single = figure_range(figures, "cac", channel)
        assert single is not None
        assert low[channel] == pytest.approx(single.low)
        assert high[channel] == pytest.approx(math.inf if single.high is None else single.high)


def test_a_step_that_takes_longer_than_half_the_period_has_no_range() -> None:
    quarter = [Period(0, "", date(2026, 7, 1), date(2026, 9, 30))]
    base = {"leads": [50], "customers": [10], "mqls": [30]}
    assert figure_range(figures_of({**base, "sales_cycle_days": [45]}, quarter), "lead_to_customer", 0) is not None
    slow = figures_of({**base, "sales_cycle_days": [47]}, quarter)
    assert figure_range(slow, "lead_to_customer", 0) is None
    assert figure_range(slow, "lead_to_mql", 0) is not None
    stages = {"days_to_mql": [50], "days_to_sql": [5], "days_to_opportunity": [5], "days_to_close": [5]}
    by_stage = figures_of({**base, **stages}, quarter)
    assert figure_range(by_stage, "lead_to_mql", 0) is None
    assert figure_range(by_stage, "mql_to_customer", 0) is not None
    assert figure_range(by_stage, "lead_to_customer", 0) is None


def test_what_each_record_is() -> None:
    catalog = standard()
    rules = {r.id: rule_of(catalog, r.id) for r in (*catalog.fields, *catalog.metrics)}
    kinds = {id_: type(rule) for id_, rule in rules.items() if rule is not None}
    assert kinds["customers"] is kinds["leads"] is CountRule
    assert kinds["conversion_rate"] is kinds["mql_rejection"] is kinds["work_rate"] is RateRule
    assert kinds["retention_rate"] is RateRule
    assert kinds["cac"] is kinds["cost_per_sql"] is kinds["blended_cac"] is CostRule
    assert rules["roi"] == ProfitRule("gross_profit", "customers", "break_even_cac", "total_cost", "total_cost")
    assert rules["revenue_roi"] == ProfitRule(
        "gross_return", "customers", "average_revenue_per_sale", "total_cost", "total_cost"
    )
    for id_ in ("spend", "goal_leads", "open_opportunities", "total_cost", "ltv", "share_of_spend", "goal_pace",
                "break_even_cac", "next_lead_cost", "credited_share", "pipeline_value"):  # fmt: skip
        assert id_ not in kinds, id_


def test_an_own_metric_has_its_range_from_its_formula_alone() -> None:
    own = Metric("cost_per_reply", "Cost per reply", "spend / connects", MONEY_EACH, "down", "", "core", "", "")
    share = Metric("reply_rate", "Reply rate", "connects / leads", RATE, "up", "", "core", "", "")
    figures = figures_of(
        {"spend": [900], "connects": [12], "leads": [40]}, catalog=standard().extended(metrics=(own, share))
    )
    few, many = garwood(12)
    assert ends(figure_range(figures, "cost_per_reply", 0)) == pytest.approx((900 / many, 900 / few), rel=1e-9)
    assert ends(figure_range(figures, "reply_rate", 0)) == pytest.approx(proportion_confint(12, 40, method="wilson"))


@pytest.mark.parametrize(
    ("interval", "unit", "text"),
    [
        (Interval(26.9, 52.2, 0.95), COUNT, "95% range 27–52"),
        (Interval(0.0381, 0.0532, 0.95), RATE, "95% range 3.8%–5.3%"),
        (Interval(1.204, 9.5, 0.9), MONEY_EACH, "90% range $1.20–$9.50"),
        (Interval(-110.4, 42.6, 0.95), MONEY_EACH, "95% range −$110 to $43"),
        (Interval(-0.2, 0.4, 0.95), ROI, "95% range −20% to +40%"),
        (Interval(None, 0.4, 0.95), RATE, "95% range: at most 40.0%"),
        (Interval(None, None, 0.95), RATE, ""),
    ],
)
def test_ranges_in_words(interval: Interval, unit: Any, text: str) -> None:
    assert describe(interval, unit, DOLLARS) == text


def test_ranges_in_another_locale() -> None:
    text = describe(Interval(80.5, 1562.2, 0.95), MONEY_EACH, NumberFormat("pl", "PLN"))
    assert text.replace("\N{NO-BREAK SPACE}", " ") == "95% range 81 zł–1 562 zł"


def test_available_once_loaded() -> None:
    load()
    assert available()


def test_a_base_period_of_a_longer_document() -> None:
    months = [month(2026, 1, 1), month(2026, 2, 2)]
    sheet = build(["A"], {"spend": [[100], [300]], "customers": [[4], [9]]}, months)
    figures = Calculator(sheet, standard()).figures(base_view(sheet.periods, 1))
    few, many = garwood(9)
    assert ends(figure_range(figures, "cac", 0)) == pytest.approx((300 / many, 300 / few), rel=1e-9)
