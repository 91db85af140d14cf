"""The baseline of the recalculation: the same figures and totals written by hand in blocked NumPy.

One function per document shape, as somebody would write it who knows NumPy well and needs just these formulas: columns
with NaN for blank, blocks that stay in the cache, every intermediate used again, output arrays reused, divisors
cleaned of zeros once, and all sums over pairs of known columns in one matrix product per block.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: inputs a document of the benchmark has
FIELDS = (
    "spend",
    "visits",
    "leads",
    "customers",
    "revenue_per_sale",
    "gross_margin",
    "impressions",
    "mqls",
    "sqls",
    "opportunities",
)
#: figures per cell, in the order of the rows of the result; total_cost is spend where no fees or hours are typed,
#: expected_win_rate is win_rate and pipeline_value undefined where there is no earlier period
METRICS = (
    "gross_return",
    "gross_profit",
    "net_return",
    "roi",
    "revenue_roi",
    "roas",
    "conversion_rate",
    "cost_per_visit",
    "cost_per_lead",
    "cac",
    "average_revenue_per_sale",
    "break_even_cac",
    "lead_to_customer",
    "break_even_cpl",
    "break_even_customers",
    "next_lead_cost",
    "next_customer_cost",
    "click_rate",
    "cost_per_thousand",
    "lead_to_mql",
    "mql_to_sql",
    "cost_per_mql",
    "cost_per_sql",
    "mql_to_customer",
    "cost_per_opportunity",
    "mql_to_opportunity",
    "sql_to_opportunity",
    "win_rate",
)
SPEND, VISITS, LEADS, CUSTOMERS, IMPRESSIONS, MQLS, SQLS, OPPORTUNITIES, RETURN, PROFIT, NET, BEYOND, WON = range(13)
#: columns that take part in totals, and ratios of their sums over cells in which both are known
SUMMED = 13
STRIP = 1024  # columns of one matrix product
RATIOS = {
    "revenue_per_sale": (RETURN, CUSTOMERS),
    "gross_margin": (PROFIT, RETURN),
    "expected_win_rate": (WON, OPPORTUNITIES),
    "conversion_rate": (LEADS, VISITS),
    "cost_per_visit": (SPEND, VISITS),
    "cost_per_lead": (SPEND, LEADS),
    "cac": (SPEND, CUSTOMERS),
    "roi": (NET, SPEND),
    "revenue_roi": (BEYOND, SPEND),
    "roas": (RETURN, SPEND),
    "average_revenue_per_sale": (RETURN, CUSTOMERS),
    "break_even_cac": (PROFIT, CUSTOMERS),
    "lead_to_customer": (CUSTOMERS, LEADS),
    "break_even_cpl": (PROFIT, LEADS),
    "click_rate": (VISITS, IMPRESSIONS),
    "lead_to_mql": (MQLS, LEADS),
    "mql_to_sql": (SQLS, MQLS),
    "cost_per_mql": (SPEND, MQLS),
    "cost_per_sql": (SPEND, SQLS),
    "mql_to_customer": (CUSTOMERS, MQLS),
    "cost_per_opportunity": (SPEND, OPPORTUNITIES),
    "mql_to_opportunity": (OPPORTUNITIES, MQLS),
    "sql_to_opportunity": (OPPORTUNITIES, SQLS),
    "win_rate": (CUSTOMERS, OPPORTUNITIES),
}
SUMS = {
    "spend": SPEND,
    "visits": VISITS,
    "leads": LEADS,
    "customers": CUSTOMERS,
    "impressions": IMPRESSIONS,
    "mqls": MQLS,
    "sqls": SQLS,
    "opportunities": OPPORTUNITIES,
    "total_cost": SPEND,
    "gross_return": RETURN,
    "gross_profit": PROFIT,
    "net_return": NET,
}


class Handwritten:
    """Recalculates all figures and totals of one period. `columns` are the inputs by id, NaN blank.

    The result `values` [metric, row] is kept and written again while it fits into `kept` figures; beyond that only
    a block of it is, as the calculator does.
    """

    def __init__(self, columns: dict[str, Floats], block: int = 4096, kept: int = 6_000_000) -> None:
        self.columns = [columns[id_] for id_ in FIELDS]
        self.rows = len(self.columns[0])
        self.block = min(block, self.rows)
        self.whole = self.rows * len(METRICS) <= kept
        self.values: Floats = np.empty((len(METRICS), self.rows if self.whole else self.block))
        self._zero = np.empty(self.block, dtype=np.bool_)
        self._other = np.empty(self.block, dtype=np.bool_)
        self._divisors: Floats = np.empty((8, self.block))
        self._clean: Floats = np.empty((SUMMED, self.block))
        self._known: Floats = np.empty((SUMMED + 1, self.block))
        self._known[SUMMED] = 1.0
        self._blank = np.empty((SUMMED, self.block), dtype=np.bool_)
        self._together: Floats = np.empty(self.block)

    def run(self) -> dict[str, float]:
        """Compute everything; returns the totals by id, NaN undefined."""
        shared: Floats = np.zeros((SUMMED, SUMMED + 1))
        counts: Floats = np.zeros(SUMMED)
        triple: Floats = np.zeros(3)
        with np.errstate(all="ignore"):
            for start in range(0, self.rows, self.block):
                self._block(start, min(start + self.block, self.rows), shared, counts, triple)
            return self._totals(shared, counts, triple)

    def _block(self, start: int, stop: int, shared: Floats, counts: Floats, triple: Floats) -> None:
        size = stop - start
        inputs = [column[start:stop] for column in self.columns]
        spend, visits, leads, customers, price, margin, impressions, mqls, sqls, opportunities = inputs
        values = self.values[:, start:stop] if self.whole else self.values[:, :size]
        (
            gross_return,
            gross_profit,
            net_return,
            roi,
            revenue_roi,
            roas,
            conversion_rate,
            cost_per_visit,
            cost_per_lead,
            cac,
            average,
            break_even_cac,
            lead_to_customer,
            break_even_cpl,
            break_even_customers,
            next_lead_cost,
            next_customer_cost,
            click_rate,
            cost_per_thousand,
            lead_to_mql,
            mql_to_sql,
            cost_per_mql,
            cost_per_sql,
            mql_to_customer,
            cost_per_opportunity,
            mql_to_opportunity,
            sql_to_opportunity,
            win_rate,
        ) = values
        zero, other, together = self._zero[:size], self._other[:size], self._together[:size]
        clean, known = self._clean[:, :size], self._known[:, :size]
        divisors = self._divisors[:, :size]
        for divisor, column in zip(
            divisors, (spend, visits, leads, customers, impressions, mqls, sqls, opportunities), strict=True
        ):
            np.copyto(divisor, column)
            np.equal(column, 0.0, zero)
            np.copyto(divisor, np.nan, where=zero)
        by_spend, by_visits, by_leads, by_customers, by_impressions, by_mqls, by_sqls, by_opportunities = divisors

        np.multiply(customers, price, gross_return)
        np.equal(customers, 0.0, zero)
        np.equal(price, 0.0, other)
        np.logical_or(zero, other, zero)
        np.copyto(gross_return, 0.0, where=zero)
        np.multiply(gross_return, margin, gross_profit)
        np.equal(margin, 0.0, other)
        np.logical_or(zero, other, zero)  # what is 0 by customers or price is 0 here too
        np.copyto(gross_profit, 0.0, where=zero)
        np.subtract(gross_profit, spend, net_return)
        np.divide(net_return, by_spend, roi)
        beyond = clean[BEYOND]
        np.subtract(gross_return, spend, beyond)
        np.divide(beyond, by_spend, revenue_roi)
        np.divide(gross_return, by_spend, roas)
        np.divide(leads, by_visits, conversion_rate)
        np.divide(spend, by_visits, cost_per_visit)
        np.divide(spend, by_leads, cost_per_lead)
        np.divide(spend, by_customers, cac)
        np.divide(gross_return, by_customers, average)
        np.isnan(average, zero)
        np.copyto(average, price, where=zero)
        np.multiply(average, margin, break_even_cac)
        np.divide(customers, by_leads, lead_to_customer)
        np.multiply(break_even_cac, lead_to_customer, break_even_cpl)
        np.divide(spend, break_even_cac, break_even_customers)
        np.less_equal(break_even_cac, 0.0, zero)
        np.copyto(break_even_customers, np.nan, where=zero)
        np.divide(cost_per_lead, 0.7, next_lead_cost)
        np.divide(cac, 0.7, next_customer_cost)
        np.divide(visits, by_impressions, click_rate)
        np.divide(spend, by_impressions, cost_per_thousand)
        np.multiply(cost_per_thousand, 1000.0, cost_per_thousand)
        np.divide(mqls, by_leads, lead_to_mql)
        np.divide(sqls, by_mqls, mql_to_sql)
        np.divide(spend, by_mqls, cost_per_mql)
        np.divide(spend, by_sqls, cost_per_sql)
        np.divide(customers, by_mqls, mql_to_customer)
        np.divide(spend, by_opportunities, cost_per_opportunity)
        np.divide(opportunities, by_mqls, mql_to_opportunity)
        np.divide(opportunities, by_sqls, sql_to_opportunity)
        np.divide(customers, by_opportunities, win_rate)
        # Divisors hold no zero, so only what is too large for a float is infinite: looked for once, hardly ever there.
        if np.isinf(values).any():
            values[np.isinf(values)] = np.nan
            np.copyto(break_even_customers, np.nan, where=np.isnan(break_even_cac))

        # Sums: what is blank counts 0, and one matrix product adds every column up over the cells known in every other.
        np.multiply(opportunities, win_rate, clean[WON])
        parts = (spend, visits, leads, customers, impressions, mqls, sqls, opportunities, gross_return, gross_profit)
        for i, part in enumerate((*parts, net_return)):
            clean[i] = part
        blank = self._blank[:, :size]
        np.isnan(clean, blank)
        np.subtract(1.0, blank, known[:SUMMED])
        np.copyto(clean, 0.0, where=blank)
        # In strips: beyond 262,144 multiplications OpenBLAS wakes its threads, which stall when the cores are busy.
        for i in range(0, size, STRIP):
            shared += clean[:, i : i + STRIP] @ known[:, i : i + STRIP].T
        counts += known[:SUMMED].sum(axis=1)
        np.multiply(known[SPEND], known[CUSTOMERS], together)
        np.multiply(together, known[PROFIT], together)
        for k, row in enumerate((SPEND, CUSTOMERS, PROFIT)):
            triple[k] += clean[row].dot(together)

    def _totals(self, shared: Floats, counts: Floats, triple: Floats) -> dict[str, float]:
        totals: dict[str, float] = {}
        for id_, i in SUMS.items():
            totals[id_] = float(shared[i, SUMMED]) if counts[i] else np.nan
        for id_, (i, j) in RATIOS.items():
            totals[id_] = float(shared[i, j] / shared[j, i]) if shared[j, i] else np.nan
        mille = shared[IMPRESSIONS, SPEND]
        totals["cost_per_thousand"] = float(shared[SPEND, IMPRESSIONS] / mille * 1000) if mille else np.nan
        cost, customers, profit = triple.tolist()
        totals["break_even_customers"] = cost * customers / profit if profit > 0 else np.nan
        totals["share_of_spend"] = 1.0 if totals["spend"] > 0 else np.nan
        totals["share_of_gross_profit"] = 1.0 if totals["gross_profit"] > 0 else np.nan
        return totals
