"""What calculated figures are also called: words by which the guide finds them. Fields have theirs in their records.

Each text holds names separated by commas; a language puts those of its own trade in their place.
"""

from __future__ import annotations

from typing import Final

from roiapp.language import mark

# fmt: off  (a table, read by row)
#: id -> English names, separated by commas, marked
ALSO_CALLED: Final[dict[str, str]] = {
    "labour_cost": mark("labor cost, staff cost, cost of own hours"),
    "total_cost": mark("full cost, all costs, fully loaded cost"),
    "conversion_rate": mark("CVR, CR, visit to lead, visitor to lead, lead conversion"),
    "cost_per_visit": mark("CPC, cost per click, cost per session"),
    "cost_per_lead": mark("CPL, CPA, cost per acquisition, cost per action, cost per conversion"),
    "cac": mark("CPA, cost per acquisition, cost per customer, cost per sale, cost per order, customer cost"),
    "gross_return": mark("sales, turnover, new revenue, attributed revenue"),
    "gross_profit": mark("profit, contribution, gross margin in money"),
    "net_return": mark("net profit, marketing profit, contribution after marketing"),
    "roi": mark("return on investment, ROMI, return on marketing investment, MROI"),
    "revenue_roi": mark("gross ROI, return on revenue"),
    "roas": mark("return on ad spend, revenue per ad dollar"),
    "average_revenue_per_sale": mark("AOV, average order value, average sale, average ticket, deal size"),
    "break_even_cac": mark("maximum CAC, allowable CAC, contribution per sale"),
    "lead_to_customer": mark("close rate, closing rate, lead to sale, sales conversion"),
    "break_even_cpl": mark("maximum CPL, allowable cost per lead"),
    "break_even_customers": mark("break-even point, break-even sales"),
    "next_lead_cost": mark("marginal cost per lead, marginal CPL"),
    "next_customer_cost": mark("marginal CAC, marginal cost per customer"),
    "share_of_spend": mark("budget share, spend mix"),
    "share_of_gross_profit": mark("profit share, profit mix"),
    "return_per_hour": mark("hourly profit, earnings per hour"),
    "response_rate": mark("reply rate, direct mail response"),
    "break_even_response": mark("break-even response rate"),
    "click_rate": mark("CTR, click-through rate"),
    "cost_per_thousand": mark("CPM, cost per mille"),
    "engagement_rate": mark("interaction rate"),
    "activation_rate": mark("trial to active, onboarding rate"),
    "lead_to_mql": mark("MQL rate, qualification rate"),
    "mql_acceptance": mark("SAL rate, acceptance rate"),
    "mql_rejection": mark("rejection rate, disqualification rate"),
    "mql_to_sql": mark("SQL rate, sales qualification rate"),
    "cost_per_mql": mark("CPMQL, cost per marketing-qualified lead"),
    "cost_per_sql": mark("CPSQL, cost per sales-qualified lead"),
    "mql_to_customer": mark("MQL close rate, MQL to sale"),
    "cost_per_opportunity": mark("CPO, cost per quote, cost per offer"),
    "work_rate": mark("lead follow-up rate, contact rate"),
    "worked_to_connect": mark("connect rate, answer rate"),
    "mql_to_opportunity": mark("MQL to quote, MQL to deal"),
    "sql_to_opportunity": mark("SQL to quote, opportunity rate"),
    "win_rate": mark("won deals, quote to sale, opportunity close rate"),
    "pipeline_value": mark("weighted pipeline, expected revenue, forecast"),
    "pipeline_velocity": mark("sales velocity, revenue per day"),
    "lifetime_revenue": mark("CLTV, CLV, customer lifetime value, lifetime sales"),
    "ltv": mark("lifetime value, customer value, lifetime profit"),
    "ltv_to_cac": mark("LTV/CAC, LTV to CAC ratio, CLV:CAC"),
    "ltv_per_sql": mark("value of an SQL, SQL value"),
    "payback_months": mark("CAC payback, payback period, months to recover CAC"),
    "retention_rate": mark("customer retention, loyalty, renewal rate, opposite of churn"),
    "new_revenue_share": mark("new business share, new and returning revenue"),
    "referral_share": mark("word of mouth, recommendation rate"),
    "goal_pace": mark("revenue pacing, progress to target, run rate"),
    "lead_pace": mark("lead pacing, progress of leads"),
    "customer_pace": mark("customer pacing, progress of customers"),
    "budget_pace": mark("budget pacing, spend pacing, burn rate"),
    "credited_share": mark("attribution gap, over-attribution, claimed customers"),
    "blended_cac": mark("total CAC, overall CAC, fully loaded CAC"),
    "mer": mark("MER, marketing efficiency ratio, blended ROAS, ecosystem ROAS"),
    "marketing_created": mark("marketing-sourced pipeline, marketing contribution"),
}
# fmt: on
