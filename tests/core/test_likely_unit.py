"""Which unit the formula of an own figure most likely has, by hand."""

import pytest

from roiapp.core import formula
from roiapp.core.catalog import standard
from roiapp.core.likely_unit import likely_unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("total_cost / leads", "money_each"),
        ("2 * spend / customers", "money_each"),
        ("(spend + opt(fees)) / first(mqls, leads)", "money_each"),
        ("spend / hours", "money_each"),
        ("pipeline_value / sales_cycle_days", "money_per_day"),
        ("customers * revenue_per_sale", "money"),
        ("hours * hourly_rate", "money"),
        ("each(customers, revenue_per_sale)", "money"),
        ("gross_return * gross_margin - spend", "money"),
        ("leads / visits", "rate"),
        ("(leads - mqls) / leads", "rate"),
        ("gross_profit / gross_return", "rate"),
        ("1 - lead_to_mql", "rate"),
        ("roi * 2", "rate"),
        ("leads + mqls", "count"),
        ("days_to_mql + days_to_sql", "days"),
        ("leads / spend", "number"),
        ("1 / leads", "number"),
        ("3", "number"),
    ],
)
def test_the_unit_that_a_formula_most_likely_has(text: str, unit: str) -> None:
    assert likely_unit(formula.parse(text), standard()).id == unit
