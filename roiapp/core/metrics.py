"""What is computed: every metric as one record.

From one record come the column, its evaluation, the explanation, the total, the Excel formula, the guide and the tests.
`total` is the rule over cells: None is the ratio at the top of the formula as sum ÷ sum, "" means there is none.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from roiapp.core.fields import Timing
from roiapp.core.units import MONEY, MONEY_EACH, MONEY_PER_DAY, MONTHS, MULTIPLE, NUMBER, RATE, ROI, SHARE, Unit
from roiapp.language import mark

Better = Literal["up", "down", ""]
#: how a channel's periods are taken together: cells (sum ÷ sum), last known figure, or each weighted by its days
OverPeriods = Literal["cells", "last", "days"]

FANNIT = "8 marketing KPIs to track, measure and close the loop (FANNIT, 2021)"
CMO_BENCHMARKS = "Eleven benchmarks for chief marketing officers"
TWELVE = "Twelve metrics sales and marketing should track to be held accountable"
B2B = "12 key figures of B2B demand generation"
THREE_REPORTS = "Three reports a B2B CMO needs (Martech Zone, 2020)"
STANDARD = "Standard definition"


class Metric(NamedTuple):
    """One computed figure. `positive_base`: undefined where the divisor is zero or below. `total_only`: there is no
    figure per channel. `no_rollup` is the sentence for metrics without a total."""

    id: str
    label: str
    formula: str
    unit: Unit
    better: Better
    timing: Timing
    block: str
    help: str
    source: str
    short: str = ""
    total: str | None = None
    positive_base: bool = False
    over_periods: OverPeriods = "cells"
    total_only: bool = False
    shown: bool = True  # stands in its block's columns from the start
    no_rollup: str = ""

    @property
    def header(self) -> str:
        """The column header: the short label where there is one."""
        return self.short or self.label


# fmt: off  (a table, read by row)
METRICS: tuple[Metric, ...] = (
    Metric("labour_cost", mark("Own time"), "hours * hourly_rate", MONEY, "down", "", "full_cost",
           mark("What the own hours cost."), STANDARD, total="sum(labour_cost)"),
    Metric("total_cost", mark("Total cost"), "spend + opt(fees) + opt(labour_cost)", MONEY, "", "leading", "full_cost",
           mark("Everything the channel costs: spend, fees and own time."), STANDARD, total="sum(total_cost)"),
    Metric("conversion_rate", mark("Conversion rate"), "leads / visits", RATE, "up", "leading", "core",
           mark("Of all visits, how many became a lead. A rise in visits alone lowers it."), FANNIT,
           short=mark("Conversion")),
    Metric("cost_per_visit", mark("Cost per visit"), "total_cost / visits", MONEY_EACH, "down", "leading", "core",
           mark("What one visit to the website cost."), STANDARD, shown=False),
    Metric("cost_per_lead", mark("Cost per lead"), "total_cost / leads", MONEY_EACH, "down", "leading", "core",
           mark("What one lead cost. Cheap leads that never buy are dear: read it with CAC."), FANNIT),
    Metric("cac", mark("Customer acquisition cost (CAC)"), "total_cost / customers", MONEY_EACH, "down", "lagging", "core",
           mark("What one new customer cost."), FANNIT, short=mark("CAC")),
    Metric("gross_return", mark("Gross return"), "first(revenue, each(customers, revenue_per_sale))", MONEY, "up",
           "lagging", "core", mark("New sales revenue. It is revenue, not profit."), FANNIT, total="sum(gross_return)"),
    Metric("gross_profit", mark("Gross profit"), "each(gross_return, gross_margin)", MONEY, "up", "lagging", "core",
           mark("What is left of the revenue after the cost of delivering the sales."), STANDARD,
           total="sum(gross_profit)"),
    Metric("net_return", mark("Net return"), "gross_profit - total_cost", MONEY, "up", "lagging", "core",
           mark("Gross profit less what the channel cost."), STANDARD, total="sum(net_return)", shown=False),
    Metric("roi", mark("ROI"), "net_return / total_cost", ROI, "up", "lagging", "core",
           mark("Return on investment, judged on gross profit: what each 1 spent brought beyond itself."), FANNIT),
    Metric("revenue_roi", mark("ROI on revenue"), "(gross_return - total_cost) / total_cost", ROI, "up", "lagging", "core",
           mark("The return judged on revenue. It looks better than it is: revenue is not profit."), FANNIT, shown=False),
    Metric("roas", mark("Return on ad spend (ROAS)"), "gross_return / spend", MULTIPLE, "up", "lagging", "core",
           mark("Revenue per 1 spent on the channel itself, without fees and time."), STANDARD, short=mark("ROAS"),
           shown=False),
    Metric("average_revenue_per_sale", mark("Average deal size"), "first(gross_return / customers, revenue_per_sale)",
           MONEY_EACH, "up", "lagging", "core",
           mark("Revenue per new customer; before the first sale, the price that was typed."), TWELVE,
           total="sum(gross_return) / sum(customers)", shown=False),
    Metric("break_even_cac", mark("Most a customer may cost"), "average_revenue_per_sale * gross_margin", MONEY_EACH, "",
           "", "core", mark("Gross profit of one sale: above this CAC the first sale loses money."), STANDARD,
           total="sum(gross_profit) / sum(customers)", shown=False),
    Metric("lead_to_customer", mark("Lead → customer (close rate)"), "customers / leads", RATE, "up", "lagging", "core",
           mark("Of all leads, how many bought."), FANNIT, short=mark("Lead → customer"), shown=False),
    Metric("break_even_cpl", mark("Most a lead may cost"), "break_even_cac * lead_to_customer", MONEY_EACH, "", "", "core",
           mark("Gross profit that one lead brings on average."), STANDARD, total="sum(gross_profit) / sum(leads)",
           shown=False),
    Metric("break_even_customers", mark("Customers to break even"), "total_cost / break_even_cac", NUMBER, "down", "",
           "core", mark("How many customers pay back the cost with their first sale."), STANDARD,
           total="sum(total_cost) * sum(customers) / sum(gross_profit)", positive_base=True, shown=False),
    Metric("next_lead_cost", mark("Cost of the next lead"), "cost_per_lead / elasticity", MONEY_EACH, "down", "", "core",
           mark("What one more lead would cost if the return follows the spend with the elasticity shown: an assumption."),
           STANDARD, total="", shown=False, no_rollup=mark("depends on where it goes")),
    Metric("next_customer_cost", mark("Cost of the next customer"), "cac / elasticity", MONEY_EACH, "down", "", "core",
           mark("What one more customer would cost with the elasticity shown: an assumption."), STANDARD, total="",
           shown=False, no_rollup=mark("depends on where it goes")),
    Metric("share_of_spend", mark("Share of spend"), "total_cost / total(total_cost)", SHARE, "", "", "core",
           mark("The channel's part of the cost of all channels."), STANDARD,
           total="sum(total_cost) / sum(total_cost)", positive_base=True, shown=False),
    Metric("share_of_gross_profit", mark("Share of gross profit"), "gross_profit / total(gross_profit)", SHARE, "", "",
           "core", mark("The channel's part of the gross profit of all channels."), STANDARD,
           total="sum(gross_profit) / sum(gross_profit)", positive_base=True, shown=False),
    Metric("return_per_hour", mark("Profit per own hour"), "(gross_profit - spend - opt(fees)) / hours", MONEY_EACH, "up",
           "lagging", "full_cost", mark("What an own hour on this channel earned before it is paid."), STANDARD),
    Metric("response_rate", mark("Response rate"), "leads / sent", RATE, "up", "leading", "audience",
           mark("Of all pieces sent, how many brought a lead."), STANDARD),
    Metric("break_even_response", mark("Response needed"), "total_cost / (sent * break_even_cpl)", RATE, "down", "",
           "audience", mark("The response rate at which the mailing pays for itself."), STANDARD,
           total="sum(total_cost) * sum(leads) / (sum(sent) * sum(gross_profit))", positive_base=True),
    Metric("click_rate", mark("Click rate (CTR)"), "visits / impressions", RATE, "up", "leading", "audience",
           mark("Of all times the ad was shown, how many led to a visit."), STANDARD, short=mark("CTR")),
    Metric("cost_per_thousand", mark("Cost per 1,000 impressions (CPM)"), "spend / impressions * 1000", MONEY_EACH, "down",
           "leading", "audience", mark("What a thousand showings cost."), STANDARD, short=mark("CPM")),
    Metric("engagement_rate", mark("Engagement rate"), "engagements / impressions", RATE, "up", "leading", "audience",
           mark("Of all times it was shown, how often somebody reacted."), STANDARD, short=mark("Engagement")),
    Metric("activation_rate", mark("Activation rate"), "activations / signups", RATE, "up", "leading", "audience",
           mark("Of all sign-ups, how many began to use it."), B2B, short=mark("Activation")),
    Metric("lead_to_mql", mark("Lead → MQL"), "mqls / leads", RATE, "up", "leading", "qualified",
           mark("Of all leads, how many marketing qualified. When it falls the content may be too general."), B2B),
    Metric("mql_acceptance", mark("Sales acceptance"), "accepted / mqls", RATE, "up", "leading", "qualified",
           mark("Of all MQLs, how many sales took on."), B2B),
    Metric("mql_rejection", mark("Sales rejection"), "first(rejected, mqls - accepted) / mqls", RATE, "down", "leading",
           "qualified", mark("Of all MQLs, how many sales sent back; without a count of them it includes the undecided."),
           THREE_REPORTS),
    Metric("mql_to_sql", mark("MQL → SQL"), "sqls / mqls", RATE, "up", "leading", "qualified",
           mark("Of all MQLs, how many sales qualified."), CMO_BENCHMARKS),
    Metric("cost_per_mql", mark("Cost per MQL"), "total_cost / mqls", MONEY_EACH, "down", "leading", "qualified",
           mark("What one marketing-qualified lead cost."), B2B),
    Metric("cost_per_sql", mark("Cost per SQL"), "total_cost / sqls", MONEY_EACH, "down", "leading", "qualified",
           mark("What one sales-qualified lead cost."), B2B),
    Metric("mql_to_customer", mark("MQL → customer"), "customers / mqls", RATE, "up", "lagging", "qualified",
           mark("Of all MQLs, how many bought."), CMO_BENCHMARKS),
    Metric("cost_per_opportunity", mark("Cost per opportunity"), "total_cost / opportunities", MONEY_EACH, "down",
           "leading", "pipeline", mark("What one quote or offer cost."), B2B),
    Metric("work_rate", mark("Leads worked"), "worked / first(mqls, leads)", RATE, "up", "leading", "pipeline",
           mark("Of the qualified leads (else of all), how many sales called or wrote to."), TWELVE),
    Metric("worked_to_connect", mark("Worked → connect"), "connects / worked", RATE, "up", "leading", "pipeline",
           mark("Of the leads worked, how many answered."), TWELVE),
    Metric("mql_to_opportunity", mark("MQL → opportunity"), "opportunities / mqls", RATE, "up", "leading", "pipeline",
           mark("Of all MQLs, how many became an opportunity."), THREE_REPORTS),
    Metric("sql_to_opportunity", mark("SQL → opportunity"), "opportunities / sqls", RATE, "up", "leading", "pipeline",
           mark("Of all SQLs, how many became an opportunity."), TWELVE),
    Metric("win_rate", mark("Opportunity → customer"), "customers / opportunities", RATE, "up", "lagging", "pipeline",
           mark("Of all opportunities, how many were won."), TWELVE, short=mark("Win rate")),
    Metric("pipeline_value", mark("Pipeline value"), "leads * close_rate * average_revenue_per_sale", MONEY, "up",
           "leading", "pipeline", mark("Revenue to expect from the leads of this period."), STANDARD,
           total="sum(pipeline_value)"),
    Metric("pipeline_velocity", mark("Pipeline velocity"),
           "first(open_opportunities, opportunities) * expected_win_rate * average_revenue_per_sale / sales_cycle_days",
           MONEY_PER_DAY, "up", "leading", "pipeline", mark("Revenue that the open opportunities bring per day."),
           THREE_REPORTS, total="sum(pipeline_velocity)", over_periods="days"),
    Metric("lifetime_revenue", mark("Lifetime revenue (CLTV)"),
           "average_revenue_per_sale * purchases_per_year * years_retained", MONEY_EACH, "up", "lagging", "lifetime",
           mark("Revenue of one customer over the years."), B2B,
           total="sum(each(customers, lifetime_revenue)) / sum(customers)"),
    Metric("ltv", mark("Lifetime value on gross profit"), "break_even_cac * purchases_per_year * years_retained",
           MONEY_EACH, "up", "lagging", "lifetime", mark("Gross profit of one customer over the years."), STANDARD,
           short=mark("LTV"), total="sum(each(customers, ltv)) / sum(customers)"),
    Metric("ltv_to_cac", mark("LTV : CAC"), "ltv / cac", MULTIPLE, "up", "lagging", "lifetime",
           mark("Lifetime value per 1 spent on winning the customer; 3 is a common yardstick."), STANDARD,
           total="sum(each(customers, ltv)) / sum(total_cost)"),
    Metric("ltv_per_sql", mark("LTV an SQL carries"), "ltv * customers / sqls", MONEY_EACH, "up", "lagging", "lifetime",
           mark("Lifetime value that one sales-qualified lead brings on average."), CMO_BENCHMARKS,
           short=mark("LTV per SQL"), total="sum(each(customers, ltv)) / sum(sqls)"),
    Metric("payback_months", mark("Payback"), "cac / (break_even_cac * purchases_per_year / 12)", MONTHS, "down",
           "lagging", "lifetime", mark("Months until the customer has paid back what winning them cost."), B2B,
           total="sum(total_cost) / sum(each(gross_profit, purchases_per_year) / 12)", positive_base=True),
    Metric("retention_rate", mark("Retention"), "customers_kept / customers_start", RATE, "up", "lagging", "lifetime",
           mark("Of the customers a year ago, how many still are."), STANDARD, over_periods="last"),
    Metric("new_revenue_share", mark("Share of revenue from new customers"),
           "gross_return / (gross_return + repeat_revenue)", SHARE, "", "lagging", "lifetime",
           mark("How much of the revenue has to be won anew."), STANDARD, short=mark("New revenue"), positive_base=True),
    Metric("referral_share", mark("From referrals"), "referred / customers", RATE, "up", "lagging", "lifetime",
           mark("Of the new customers, how many came by recommendation."), STANDARD),
    Metric("goal_pace", mark("Pace to the revenue goal"), "gross_return / (goal_revenue * elapsed())", SHARE, "up",
           "lagging", "goals", mark("Revenue so far against the part of the goal due by now."), STANDARD,
           short=mark("Revenue pace")),
    Metric("lead_pace", mark("Pace to the leads goal"), "leads / (goal_leads * elapsed())", SHARE, "up", "lagging",
           "goals", mark("Leads so far against the part of the goal due by now."), STANDARD, short=mark("Leads pace")),
    Metric("customer_pace", mark("Pace to the customers goal"), "customers / (goal_customers * elapsed())", SHARE, "up",
           "lagging", "goals", mark("Customers so far against the part of the goal due by now."), STANDARD,
           short=mark("Customers pace")),
    Metric("budget_pace", mark("Pace of the budget"), "spend / (goal_spend * elapsed())", SHARE, "", "lagging", "goals",
           mark("Spend so far against the part of the budget due by now."), STANDARD, short=mark("Budget pace")),
    Metric("credited_share", mark("Credited of actual"), "sum(customers) / actual_customers", SHARE, "", "", "books",
           mark("Customers the channels claim, against those in the books."), STANDARD, total_only=True),
    Metric("blended_cac", mark("Blended CAC"), "(sum(total_cost) + shared_cost) / actual_customers", MONEY_EACH, "down",
           "lagging", "books", mark("All marketing cost per new customer in the books."), CMO_BENCHMARKS,
           total_only=True),
    Metric("mer", mark("Revenue per 1 of marketing"), "actual_revenue / (sum(total_cost) + shared_cost)", MULTIPLE, "up",
           "lagging", "books", mark("Revenue in the books per 1 of all marketing cost."), STANDARD, total_only=True),
    Metric("marketing_created", mark("Created by marketing"),
           "first(sum(marketing(opportunities)) / sum(opportunities), sum(marketing(gross_return)) / sum(gross_return))",
           SHARE, "", "", "books",
           mark("Share of the opportunities (without them, of the gross return) from channels that marketing runs."),
           TWELVE, total_only=True, positive_base=True),
)

