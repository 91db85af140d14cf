"""What can be entered: every input field as one record.

`kind` says how a field adds up over periods: *flow* (added), *stock* (last known), *weighted* (a mean weighted by
another field), *target* (no roll-up). `total` is the rule over cells where it differs from the kind's own.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from roiapp.core.units import COUNT, DAYS, HOURS, MONEY, MONEY_EACH, NUMBER, SCORE, SHARE, YEARS, Unit
from roiapp.language import mark

Kind = Literal["flow", "stock", "weighted", "target"]
Timing = Literal["leading", "lagging", ""]
Scope = Literal["cell", "total", "document"]
#: how a flow before the sale is moved to the period of its customers (`time_matched`): what was done, as far as the
#: period has gone, or what was planned for all of it; "": it stays
Shift = Literal["", "done", "planned"]
#: the days from lead to customer, by which everything before the sale is moved then
CYCLE: Final = "sales_cycle_days"

#: id -> (label, what the block gives), in the order the columns stand
# fmt: off  (a table, read by row)
BLOCKS: dict[str, tuple[str, str]] = {
    "core": (mark("Core"), mark("Spend, leads, customers and what came back.")),
    "full_cost": (mark("Full cost"), mark("Fees and own hours, so that “free” channels show what they cost.")),
    "audience": (mark("Audience"), mark("Who saw it: impressions, pieces sent, reach, engagement, sign-ups.")),
    "qualified": (mark("Qualified leads"), mark("MQLs, sales acceptance and SQLs between lead and customer.")),
    "pipeline": (mark("Pipeline"), mark("Opportunities, win rate, days per stage, value and velocity.")),
    "lifetime": (mark("Lifetime value"), mark("What a customer brings over the years, retention and payback.")),
    "goals": (mark("Goals"), mark("Targets and budget, and whether the pace is right.")),
    "books": (mark("Books"), mark("What the till says beside what the channels claim.")),
}


class Field(NamedTuple):
    """One input. `label` is English and marked for translation; `short` is the column header.

    `minimum` and `maximum` are what typing and import refuse beyond (percent as fractions). `fallback` is the formula
    used where nothing is typed; `default_setting` the document-wide value that fills blanks; `synonyms` are other headers
    that mean this field, lower case.
    """

    id: str
    label: str
    unit: Unit
    block: str
    kind: Kind
    help: str
    short: str = ""
    timing: Timing = ""
    weight: str = ""
    total: str | None = None
    fallback: str = ""
    default_setting: str = ""
    minimum: float | None = 0.0
    maximum: float | None = None
    scope: Scope = "cell"
    on_total: bool = False  # may also be typed for the total of all channels
    shown: bool = True  # stands in its block's columns before it is used
    value: float | None = None  # of a document-wide setting
    shift: Shift = ""  # a weighted field goes with its weight
    synonyms: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The column header: the short label where there is one."""
        return self.short or self.label


# fmt: off  (a table, read by row)
FIELDS: tuple[Field, ...] = (
    Field("spend", mark("Spend"), MONEY, "core", "flow", mark("What the channel was paid in this period."),
          shift="done",
          synonyms=("cost", "amount spent", "monthly spend", "ad spend", "total spent", "marketing spend", "budget spent",
                    "investment", "expense", "media cost", "spent")),
    Field("visits", mark("Visits"), COUNT, "core", "flow",
          mark("Visits to the website. Leave it blank for channels without one, such as radio or signs."),
          timing="leading",
          shift="done",
          synonyms=("website visits", "sessions", "clicks", "link clicks", "traffic", "visitors", "site visits",
                    "web visits", "website traffic")),
    Field("leads", mark("Leads"), COUNT, "core", "flow", mark("People who asked: calls, forms, messages, quotes wanted."),
          timing="leading", shift="done",
          synonyms=("conversions", "enquiries", "inquiries", "new leads", "total leads", "calls")),
    Field("customers", mark("Customers"), COUNT, "core", "flow",
          mark("New customers. A shop that counts orders instead says so under “What counts here”."), timing="lagging",
          synonyms=("new customers", "sales", "buyers", "clients", "new clients", "orders", "deals won", "closed won",
                    "customers won")),
    Field("revenue_per_sale", mark("Revenue per sale"), MONEY_EACH, "core", "weighted",
          mark("Average gross revenue of one sale."), weight="customers", total="sum(gross_return) / sum(customers)",
          minimum=None,
          synonyms=("average sale", "avg sale", "average order value", "aov", "average deal", "avg. sale", "price",
                    "average revenue per sale", "revenue per customer", "average ticket", "sale value")),
    Field("revenue", mark("Revenue"), MONEY, "core", "flow",
          mark("Revenue typed as one sum. Where it is there it wins over customers × revenue per sale."),
          timing="lagging", minimum=None, shown=False,
          synonyms=("sales revenue", "total revenue", "income", "turnover", "revenue generated")),
    Field("gross_margin", mark("Gross margin"), SHARE, "core", "weighted",
          mark("Share of revenue left after the cost of delivering the sale."), short=mark("Margin"),
          weight="gross_return", total="sum(gross_profit) / sum(gross_return)", default_setting="default_margin",
          minimum=None, maximum=1.0, synonyms=("margin", "margin %", "gross margin %", "profit margin", "gm")),
    Field("fees", mark("Agency, tools, production"), MONEY, "full_cost", "flow",
          mark("What the channel costs beside the media: agency, tools, design, printing."), short=mark("Fees"),
          shift="done", synonyms=("agency fees", "agency fee", "agency", "management fee", "production cost", "tools")),
    Field("hours", mark("Own hours"), HOURS, "full_cost", "flow",
          mark("Hours of your own people. “Free” channels cost somebody's time."),
          shift="done", synonyms=("staff hours", "time spent", "hours spent")),
    Field("hourly_rate", mark("Hourly rate"), MONEY_EACH, "full_cost", "weighted",
          mark("What one own hour costs; a document-wide rate fills the blanks."), weight="hours",
          total="sum(labour_cost) / sum(hours)", default_setting="default_hourly_rate",
          synonyms=("rate per hour", "cost per hour")),
    Field("impressions", mark("Impressions"), COUNT, "audience", "flow", mark("How often the ads were shown."),
          timing="leading", shift="done", synonyms=("impr.", "impr", "views of ads", "ad impressions")),
    Field("sent", mark("Pieces sent"), COUNT, "audience", "flow", mark("Postcards or e-mails sent."), timing="leading",
          short=mark("Sent"), shift="done",
          synonyms=("mailed", "e-mails sent", "emails sent", "delivered", "total recipients")),
    Field("email_subscribers", mark("E-mail subscribers"), COUNT, "audience", "stock",
          mark("Addresses on the list at the end of the period."), timing="leading", synonyms=("email list",)),
    Field("social_followers", mark("Social followers"), COUNT, "audience", "stock",
          mark("Followers at the end of the period."), timing="leading", synonyms=("followers",)),
    Field("blog_subscribers", mark("Blog subscribers"), COUNT, "audience", "stock",
          mark("Readers subscribed at the end of the period."), timing="leading"),
    Field("reach", mark("Reach"), COUNT, "audience", "stock",
          mark("People who can be reached: typed, else e-mail, social and blog together. People in two lists count twice."),
          timing="leading", fallback="email_subscribers + social_followers + blog_subscribers",
          synonyms=("audience", "people reached")),
    Field("engagements", mark("Engagements"), COUNT, "audience", "flow",
          mark("Likes, comments, shares and clicks together."), timing="leading", shift="done",
          synonyms=("total engagements",)),
    Field("signups", mark("Sign-ups"), COUNT, "audience", "flow", mark("Accounts or trials opened."),
          shift="done", synonyms=("sign ups", "registrations", "trials")),
    Field("activations", mark("Activations"), COUNT, "audience", "flow",
          mark("Sign-ups that began to use what they signed up for."), shift="done", synonyms=("activated",)),
    Field("mqls", mark("Marketing-qualified leads (MQL)"), COUNT, "qualified", "flow",
          mark("Leads that marketing holds to be worth a salesperson's time."), short=mark("MQLs"), timing="leading",
          shift="done", synonyms=("mql", "marketing qualified leads", "marketing-qualified leads")),
    Field("accepted", mark("Sales-accepted leads (SAL)"), COUNT, "qualified", "flow",
          mark("MQLs that sales took on."), short=mark("Accepted"),
          shift="done", synonyms=("sal", "sals", "sales accepted leads", "sales-accepted leads")),
    Field("rejected", mark("Rejected leads"), COUNT, "qualified", "flow", mark("MQLs that sales sent back."),
          short=mark("Rejected"), shift="done", synonyms=("disqualified",)),
    Field("sqls", mark("Sales-qualified leads (SQL)"), COUNT, "qualified", "flow",
          mark("Leads that sales has checked and works on as a real chance."), short=mark("SQLs"), timing="leading",
          shift="done", synonyms=("sql", "sales qualified leads", "sales-qualified leads")),
    Field("worked", mark("Worked leads"), COUNT, "pipeline", "flow", mark("Leads that sales called or wrote to."),
          short=mark("Worked"), shift="done"),
    Field("connects", mark("Connects"), COUNT, "pipeline", "flow", mark("Worked leads that answered."), shift="done"),
    Field("opportunities", mark("Opportunities"), COUNT, "pipeline", "flow",
          mark("Quotes or offers made; deals opened."), timing="leading",
          shift="done", synonyms=("opps", "quotes", "offers", "proposals", "deals", "estimates")),
    Field("open_opportunities", mark("Open opportunities"), COUNT, "pipeline", "stock",
          mark("Opportunities still open at the end of the period."), short=mark("Open opps"),
          synonyms=("open deals",)),
    Field("days_to_mql", mark("Days to MQL"), DAYS, "pipeline", "weighted",
          mark("Average days from lead to marketing-qualified lead."), weight="mqls"),
    Field("days_to_sql", mark("Days to SQL"), DAYS, "pipeline", "weighted",
          mark("Average days from MQL to sales-qualified lead."), weight="sqls"),
    Field("days_to_opportunity", mark("Days to opportunity"), DAYS, "pipeline", "weighted",
          mark("Average days from SQL to opportunity."), weight="opportunities"),
    Field("days_to_close", mark("Days to close"), DAYS, "pipeline", "weighted",
          mark("Average days from opportunity to customer."), weight="customers"),
    Field("sales_cycle_days", mark("Time to close"), DAYS, "pipeline", "weighted",
          mark("Average days from lead to customer: typed, else the days of the four stages together."),
          weight="customers", fallback="days_to_mql + days_to_sql + days_to_opportunity + days_to_close",
          synonyms=("sales cycle", "sales cycle length", "time to close (days)")),
    Field("close_rate", mark("Expected close rate"), SHARE, "pipeline", "weighted",
          mark("Share of leads expected to become customers: typed, else that of the channel's last twelve months."),
          short=mark("Exp. close rate"), weight="leads", maximum=1.0, fallback="prior12(customers) / prior12(leads)"),
    Field("expected_win_rate", mark("Expected win rate"), SHARE, "pipeline", "weighted",
          mark("Share of opportunities expected to be won: typed, else that of the last twelve months, else this period's."),
          short=mark("Exp. win rate"), weight="opportunities", maximum=1.0,
          fallback="first(prior12(customers) / prior12(opportunities), customers / opportunities)"),
    Field("purchases_per_year", mark("Purchases per year"), NUMBER, "lifetime", "weighted",
          mark("How often a customer buys in a year."), weight="customers",
          synonyms=("purchase frequency", "orders per year")),
    Field("years_retained", mark("Years retained"), YEARS, "lifetime", "weighted",
          mark("How long a customer stays: typed, else from the retention rate, at most the document's limit."),
          weight="customers", fallback="1 / max(1 - retention_rate, 1 / retention_limit)",
          synonyms=("customer lifetime", "lifetime (years)")),
    Field("customers_start", mark("Customers a year ago"), COUNT, "lifetime", "stock",
          mark("Customers you had twelve months before the end of the period.")),
    Field("customers_kept", mark("Still customers"), COUNT, "lifetime", "stock",
          mark("How many of those are customers still.")),
    Field("repeat_revenue", mark("Repeat revenue"), MONEY, "lifetime", "flow",
          mark("Revenue from earlier customers; not part of the gross return."), timing="lagging", minimum=None),
    Field("referred", mark("Came by referral"), COUNT, "lifetime", "flow",
          mark("New customers who came because somebody recommended you."), short=mark("Referred")),
    Field("satisfaction", mark("Satisfaction"), SCORE, "lifetime", "weighted",
          mark("Customer satisfaction from 0 to 100; shown and trended, part of no formula."), timing="lagging",
          weight="customers", maximum=100.0, synonyms=("csat", "nps")),
    Field("goal_revenue", mark("Revenue goal"), MONEY, "goals", "flow", mark("New sales revenue wanted in the period."),
          on_total=True, synonyms=("revenue target",)),
    Field("goal_leads", mark("Leads goal"), COUNT, "goals", "flow", mark("Leads wanted in the period."), on_total=True,
          shift="planned", synonyms=("leads target",)),
    Field("goal_customers", mark("Customers goal"), COUNT, "goals", "flow", mark("New customers wanted in the period."),
          on_total=True, synonyms=("customers target",)),
    Field("goal_spend", mark("Budget"), MONEY, "goals", "flow", mark("What may be spent in the period."), on_total=True,
          shift="planned", synonyms=("planned spend", "spend budget")),
    Field("goal_cac", mark("Target CAC"), MONEY_EACH, "goals", "target", mark("What a customer should cost at most."),
          on_total=True, total=""),
    Field("goal_roi", mark("Target ROI"), SHARE, "goals", "target", mark("The ROI on gross profit to reach."),
          on_total=True, total=""),
    Field("actual_customers", mark("New customers in the books"), COUNT, "books", "flow",
          mark("New customers the till or the books show, whatever the channels claim."), scope="total", on_total=True),
    Field("actual_revenue", mark("Revenue in the books"), MONEY, "books", "flow",
          mark("Revenue the books show for the period."), scope="total", on_total=True),
    Field("shared_cost", mark("Shared cost"), MONEY, "books", "flow",
          mark("Cost of all channels together: retainer, website, CRM."), scope="total", on_total=True, shift="done"),
    Field("elasticity", mark("Elasticity"), NUMBER, "core", "weighted",
          mark("How the return follows the spend: 1 in step, 0.7 weaker. An assumption."), scope="document", value=0.7),
    Field("retention_limit", mark("Longest time a customer is counted for"), YEARS, "lifetime", "weighted",
          mark("The most years the retention rate may stand for."), scope="document", value=5.0),
)
