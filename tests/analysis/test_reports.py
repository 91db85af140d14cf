"""The reports worked by hand, and figures too large for one."""

import numpy as np

from roiapp.analysis.profit_ranges import profit_of_channels
from roiapp.analysis.range_rules import ProfitRule, rule_of
from roiapp.analysis.reports.lead_revenue import lead_to_revenue
from roiapp.analysis.reports.report import ReportRow
from roiapp.analysis.reports.velocity import pipeline_velocity
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.periods import all_periods
from roiapp.core.record_edits import SetRecords
from roiapp.core.record_tables import REJECTIONS
from roiapp.core.results import Figures
from roiapp.core.worksheet import Worksheet, build


def figures(sheet: Worksheet) -> Figures:
    return Calculator(sheet, standard()).figures(all_periods(sheet.periods))


def values(row: ReportRow) -> list[float | None]:
    return [cell.value for cell in row.cells]


def three() -> Worksheet:
    return build(
        ["Search", "Fairs", "Email"],
        {"leads": [100, 40, 60], "mqls": [50, 20, 0], "customers": [5, 4, 1], "revenue_per_sale": [200, 500, 100],
         "gross_margin": [0.5, 0.4, None]},
    )  # fmt: skip


def test_lead_to_revenue_by_hand() -> None:
    """Revenue 1,000, 2,000 and 100 of 3,100, profit 500 and 800 of 50 and 20 MQLs: 10 and 40 each."""
    table = lead_to_revenue(figures(three())).tables[0]
    assert [row.label for row in table.rows] == ["Fairs", "Search", "Email", "All channels"]
    assert values(table.rows[0])[-2:] == [2000 / 3100, 40.0]
    assert values(table.rows[1])[-2:] == [1000 / 3100, 10.0]
    assert values(table.rows[2])[-2:] == [100 / 3100, None]
    assert table.rows[2].cells[-1].reason == "Not known yet: Margin missing."


def test_reasons_of_rejections_by_hand() -> None:
    sheet = three()
    search, fairs, _email = sheet.keys
    period = sheet.periods[0].key
    rows = [(search, "No budget", 3.0), (fairs, "No budget", 5.0), (search, "Student", 2.0)]
    SetRecords("rejections", tuple(
        REJECTIONS.row(period=period, channel=channel, reason=reason, count=count) for channel, reason, count in rows
    )).apply(sheet)  # fmt: skip
    table = pipeline_velocity(figures(sheet)).tables[1]
    assert [(row.label, row.cells[0].value, row.cells[1].value, row.cells[2].text) for row in table.rows] == [
        ("No budget", 8.0, 0.8, "Fairs"), ("Student", 2.0, 0.2, "Search"), ("All reasons", 10.0, 1.0, ""),
    ]  # fmt: skip


def test_a_figure_too_large_is_none_and_says_so() -> None:
    """The profit of next to no MQL is beyond what a float holds."""
    sheet = three()
    sheet.columns["mqls"][0, 0] = 5e-324
    row = next(row for row in lead_to_revenue(figures(sheet)).tables[0].rows if row.label == "Search")
    assert (row.cells[-1].value, row.cells[-1].reason) == (None, "The figure is too large to be shown.")


def test_what_next_to_no_customer_brings_has_no_range() -> None:
    columns = {"spend": [1, 100], "customers": [5e-324, 10], "revenue": [1, 500], "gross_margin": [1, 1]}
    sheet = build(["A", "B"], columns)
    rule = rule_of(standard(), "roi")
    assert isinstance(rule, ProfitRule)
    low, high = profit_of_channels(figures(sheet), rule, slice(None), 0.95)
    assert np.isnan([low[0], high[0]]).all()
    assert low[1] < 4.0 < high[1]
