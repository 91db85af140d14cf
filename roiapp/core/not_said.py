"""What each field and metric does not say, in a sentence or two: the limit of the figure, for its page in the guide.

Kept apart from the records, which are read at every start; a test holds the ids to those of the catalog.
"""

from __future__ import annotations

from typing import Final

from roiapp.language import mark

# fmt: off  (a table, read by row)
#: id -> English text, marked
NOT_SAID: Final[dict[str, str]] = {
    # -- typed: core
    "spend": mark("It does not hold agency fees or own hours. It says what was paid, not what it brought."),
    "visits": mark("It does not say who came. One person may visit several times, and robots may be among them."),
    "leads": mark("It does not say how good they are. More leads of a worse kind can mean fewer customers."),
    "customers": mark("It does not say when they first heard of you. Many were won with the money of earlier months."),
    "revenue_per_sale": mark("It is an average. A few large sales can hide that most are small."),
    "revenue": mark("It does not say what is left after the cost of delivery. Refunds that come later are not in it."),
    "gross_margin": mark("It does not hold the cost of marketing, rent or office. An average margin may hide "
                         "products that lose money."),
    # -- full cost
    "fees": mark("It does not say which part belongs to which month. A film paid in May may work until December."),
    "hours": mark("It does not say what else could have been done in this time."),
    "hourly_rate": mark("It is what an hour costs, not what it earns. Taxes and idle time are easily forgotten in "
                        "it."),
    # -- audience
    "impressions": mark("It does not say that anybody looked, nor how many people there were."),
    "sent": mark("It does not say how many arrived, or were opened."),
    "email_subscribers": mark("It does not say how many still read. Addresses that nobody opens count, too."),
    "social_followers": mark("It does not say how many see a post. Networks show each post to a part of them."),
    "blog_subscribers": mark("It does not say who reads, nor whether readers could ever buy."),
    "reach": mark("It does not say how many different people there are. Who is on two lists counts twice."),
    "engagements": mark("It does not say that anybody wants to buy. A complaint is a comment, too."),
    "signups": mark("It does not say that anybody used it, or would pay for it."),
    "activations": mark("It does not say whether they came back, and what counts as a start is your own choice."),
    # -- qualified leads
    "mqls": mark("It does not say that sales agrees. A looser rule makes more of them on the same day."),
    "accepted": mark("It does not say that anything came of them; only that sales took them on."),
    "rejected": mark("It does not say why. The table of reasons does."),
    "sqls": mark("It does not say how large the deals are, or how near they are to a decision."),
    # -- pipeline
    "worked": mark("It does not say how soon, how often or how well somebody called."),
    "connects": mark("It does not say what the answer was. A “no” is an answer, too."),
    "opportunities": mark("It does not say how many will be won. An offer that is easily made counts like any other."),
    "open_opportunities": mark("It does not say how old they are. Deals that nobody closes make it look large."),
    "days_to_mql": mark("It is an average of those that came so far. Leads that never did are not in it."),
    "days_to_sql": mark("It does not say how much of the time was work, and how much was waiting."),
    "days_to_opportunity": mark("It does not count leads for which no offer was made."),
    "days_to_close": mark("It counts deals that were won alone. How long lost ones took is not in it."),
    "sales_cycle_days": mark("It is an average. A few slow deals raise it, and those still open are not in it."),
    "close_rate": mark("It is an expectation. What held for the last twelve months need not hold for new leads."),
    "expected_win_rate": mark("It is an expectation. It treats small and large offers alike."),
    # -- lifetime value
    "purchases_per_year": mark("It does not say how much is bought each time, nor how it changes with the years."),
    "years_retained": mark("It is an estimate of the future. A young business cannot know it yet."),
    "customers_start": mark("It does not say how much they bought, nor who came and left within the year."),
    "customers_kept": mark("It does not say that they buy as much as before."),
    "repeat_revenue": mark("It does not say what caused it. Some customers would come back without any marketing."),
    "referred": mark("It counts those who said so. Many do not remember, or are never asked."),
    "satisfaction": mark("It holds those who answered. Whoever left in silence is not in it."),
    # -- goals and books
    "goal_revenue": mark("It is a wish. It does not say by which channel it can be reached."),
    "goal_leads": mark("It does not say how good the leads have to be. Bad leads reach it, too."),
    "goal_customers": mark("It does not say what they may cost."),
    "goal_spend": mark("It does not say what is to come of it. A budget that is used up is no result."),
    "goal_cac": mark("It does not say what a customer is worth. Check it against what one may cost at most."),
    "goal_roi": mark("It does not say how much money is meant. A high return on a small sum is little profit."),
    "actual_customers": mark("It does not say which channel brought them."),
    "actual_revenue": mark("It does not say which part of it marketing brought."),
    "shared_cost": mark("It does not say which channel it served."),
    "elasticity": mark("It is an assumption, not a measurement. It may differ by channel, and change with the "
                       "season."),
    "retention_limit": mark("It is a choice made for caution, not something that was observed."),
    # -- metrics: core and full cost
    "labour_cost": mark("It does not say what the time was worth elsewhere. Hours that nobody noted are not in it."),
    "total_cost": mark("It does not hold costs that all channels share. They stand in the books."),
    "conversion_rate": mark("It does not say how many leads there are. More visits of a colder kind lower it "
                            "although no lead is lost."),
    "cost_per_visit": mark("It does not say who came. Cheap visits that never ask are dear."),
    "cost_per_lead": mark("It does not say whether the leads buy. A channel with dear leads can have the cheapest "
                          "customers."),
    "cac": mark("It does not say what a customer is worth. A dear customer who stays can pay better than a cheap "
                "one who leaves."),
    "gross_return": mark("It does not say what was earned. The cost of delivery and of marketing is still in it."),
    "gross_profit": mark("It does not say what marketing cost, nor which sales would have come anyway."),
    "net_return": mark("It does not say how much money it took. The same amount can come of a small or a large sum."),
    "roi": mark("It does not say how sure it is, nor how large: a high ROI on little money brings little. More "
                "money need not bring the same again."),
    "revenue_roi": mark("It does not say whether money was made. Above 0 there can still be a loss."),
    "roas": mark("It does not say whether there was a profit. With a small margin even a high ROAS loses money."),
    "average_revenue_per_sale": mark("It does not say what a usual sale is. One very large sale lifts the average."),
    "break_even_cac": mark("It counts the first sale alone. What a customer buys later is in the lifetime value."),
    "lead_to_customer": mark("It does not say when the leads came. Where sales take long, customers of this period "
                             "come of earlier leads."),
    "break_even_cpl": mark("It holds while leads go on closing as they did. It says nothing of leads of another "
                           "kind."),
    "break_even_customers": mark("It does not say whether so many can be won, nor by when."),
    "next_lead_cost": mark("It is no measurement: it rests on the elasticity. How far the market reaches is not in "
                           "it."),
    "next_customer_cost": mark("It does not say how many more can be won at this price. The elasticity behind it is "
                               "assumed."),
    "share_of_spend": mark("It does not say whether the share is right. A share rises, too, where others are cut."),
    "share_of_gross_profit": mark("It does not say what the profit cost. Set it beside the share of spend."),
    "return_per_hour": mark("It does not say that one more hour would earn as much."),
    # -- audience
    "response_rate": mark("It does not say whether those who answered bought, nor who answers weeks later."),
    "break_even_response": mark("It does not say whether the response can be reached. It counts the first sale "
                                "alone."),
    "click_rate": mark("It does not say what the visitors wanted. A loud ad is clicked by many who never buy."),
    "cost_per_thousand": mark("It does not say that the right people saw it. Cheap showings may reach nobody who "
                              "buys."),
    "engagement_rate": mark("It does not say what anybody bought. Likes cost nothing."),
    "activation_rate": mark("It does not say whether those who began stayed, or paid."),
    # -- qualified leads
    "lead_to_mql": mark("It does not say whether leads became better or the rule became looser."),
    "mql_acceptance": mark("It does not say whether marketing sends worse leads or sales has no time."),
    "mql_rejection": mark("It does not say who is right. Look at the reasons before the campaign is changed."),
    "mql_to_sql": mark("It does not say how long it took. MQLs of last week may become SQLs next month."),
    "cost_per_mql": mark("It does not say what sales thinks of them. A looser rule makes it fall at once."),
    "cost_per_sql": mark("It does not say how large the deals behind them are."),
    "mql_to_customer": mark("It does not say at which step the others were lost."),
    # -- pipeline
    "cost_per_opportunity": mark("It does not say how many of the offers are won, nor for how much."),
    "work_rate": mark("It does not say how fast or how well they were worked."),
    "worked_to_connect": mark("It does not say whether the calls came at a bad hour or the numbers were wrong."),
    "mql_to_opportunity": mark("It does not say how the step in between, from MQL to SQL, went."),
    "sql_to_opportunity": mark("It does not say whether the offers fit. Offering to everyone raises it."),
    "win_rate": mark("It does not know how the offers still open will end. While many are, it looks too low."),
    "pipeline_value": mark("It is an expectation, not money. It does not say when the revenue comes."),
    "pipeline_velocity": mark("It does not say what is earned, for it is revenue. It assumes that all deals move "
                              "alike."),
    # -- lifetime value
    "lifetime_revenue": mark("It is revenue, not profit, and most of it lies in the future. Interest is not taken "
                             "off."),
    "ltv": mark("It is a forecast: it assumes that customers go on as they do. Cost of service beyond the margin is "
                "not in it."),
    "ltv_to_cac": mark("It does not say when the money comes back. A business can run out of cash at a fine ratio; "
                       "a very high one may mean that too little is spent."),
    "ltv_per_sql": mark("It is an average over all SQLs, also over those that never buy. A single one carries all "
                        "or nothing."),
    "payback_months": mark("It does not say what is earned after that. It assumes even purchases through the year."),
    "retention_rate": mark("It does not say how much those who stayed still buy, nor why the others left."),
    "new_revenue_share": mark("It does not say whether revenue grows. It rises, too, where old customers leave."),
    "referral_share": mark("It does not say why they recommend you. It rises, too, where other channels bring fewer."),
    # -- goals and books
    "goal_pace": mark("It assumes even days. A season, or one large order at the end, is not in it."),
    "lead_pace": mark("It does not say how good the leads so far are. Even days are assumed."),
    "customer_pace": mark("It does not know of deals that are about to close."),
    "budget_pace": mark("It does not say whether the money was spent well. Spending as planned is no result."),
    "credited_share": mark("It does not say which channel claims too much."),
    "blended_cac": mark("It does not say which channel is dear. Customers who came by themselves make it look low."),
    "mer": mark("It does not say what marketing caused: all revenue is in it, also that of old customers."),
    "marketing_created": mark("It does not say what the other side did for it. Most deals need both, marketing and "
                              "sales."),
}
# fmt: on
