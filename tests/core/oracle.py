"""A second reading of the rules of the numbers: slow, exact, one cell at a time, sharing nothing with the calculator.

Figures are fractions; an undefined figure carries the blank inputs or the divisor at fault. The formulas and the rules
of totals are written out here by hand, so that a slip in a record of the catalog shows as a difference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from roiapp.core.worksheet import Worksheet


@dataclass(frozen=True)
class Figure:
    """A value, or why there is none: `missing` ids first, else `fault` (kind, id). `factors` are named parts of a
    product, for naming the one that is 0."""

    value: Fraction | None
    missing: tuple[str, ...] = ()
    fault: tuple[str, str] | None = None
    factors: tuple[tuple[str, Fraction | None], ...] = ()

    @property
    def code(self) -> str | None:
        if self.value is not None:
            return None
        if self.missing:
            return f"missing: {', '.join(self.missing)}"
        assert self.fault
        return ": ".join(part for part in self.fault if part)

    def named(self, id_: str) -> Figure:
        return replace(self, factors=((id_, self.value),))

    def _with(self, other: Figure, value: Callable[[Fraction, Fraction], Fraction], product: bool) -> Figure:
        factors = self.factors + other.factors if product else (self.factors or other.factors)[:1]
        if self.value is None or other.value is None:
            missing = tuple(dict.fromkeys(self.missing + other.missing))
            return Figure(None, missing, self.fault or other.fault, factors)
        return Figure(value(self.value, other.value), factors=factors)

    def __add__(self, other: Figure) -> Figure:
        return self._with(other, lambda a, b: a + b, product=False)

    def __sub__(self, other: Figure) -> Figure:
        return self._with(other, lambda a, b: a - b, product=False)

    def __mul__(self, other: Figure) -> Figure:
        return self._with(other, lambda a, b: a * b, product=True)

    def __truediv__(self, other: Figure) -> Figure:
        return self.over(other)

    def over(self, base: Figure, positive: bool = False) -> Figure:
        """Division; `positive`: a share, payback or break-even has no meaning against a base below zero."""
        if self.value is None or base.value is None:
            return self._with(base, lambda a, b: a, product=True)
        if base.value == 0:
            return Figure(None, fault=("zero", _culprit(base, lambda v: v == 0)), factors=self.factors)
        if positive and base.value < 0:
            return Figure(None, fault=("negative", _culprit(base, lambda v: v < 0)), factors=self.factors)
        return Figure(self.value / base.value, factors=self.factors)


def _culprit(base: Figure, bad: Callable[[Fraction], bool]) -> str:
    names = [name for name, value in base.factors if value is not None and bad(value)]
    return (names or [name for name, _ in base.factors])[0]


def number(value: float) -> Figure:
    return Figure(Fraction(value))


def first(*alternatives: Figure) -> Figure:
    """The first known; when none is, the last says what is missing."""
    return next((a for a in alternatives if a.value is not None), alternatives[-1])


def each(a: Figure, b: Figure) -> Figure:
    """0 × unknown is 0."""
    if a.value == 0 or b.value == 0:
        return Figure(Fraction(0), factors=a.factors)
    return a * b


Formula = Callable[["Cell"], Figure]


def _opt(cell: Cell, id_: str, typed: str) -> Figure:
    return cell[id_] if cell.typed(typed) is not None else number(0)


#: the column "formula" of the table of metrics
FORMULAS: dict[str, Formula] = {
    "labour_cost": lambda c: c["hours"] * c["hourly_rate"],
    "total_cost": lambda c: c["spend"] + _opt(c, "fees", "fees") + _opt(c, "labour_cost", "hours"),
    "conversion_rate": lambda c: c["leads"] / c["visits"],
    "cost_per_visit": lambda c: c["total_cost"] / c["visits"],
    "cost_per_lead": lambda c: c["total_cost"] / c["leads"],
    "cost_per_mql": lambda c: c["total_cost"] / c["mqls"],
    "cost_per_sql": lambda c: c["total_cost"] / c["sqls"],
    "cost_per_opportunity": lambda c: c["total_cost"] / c["opportunities"],
    "cac": lambda c: c["total_cost"] / c["customers"],
    "lead_to_mql": lambda c: c["mqls"] / c["leads"],
    "mql_acceptance": lambda c: c["accepted"] / c["mqls"],
    "mql_rejection": lambda c: first(c["rejected"], c["mqls"] - c["accepted"]) / c["mqls"],
    "mql_to_sql": lambda c: c["sqls"] / c["mqls"],
    "work_rate": lambda c: c["worked"] / first(c["mqls"], c["leads"]),
    "worked_to_connect": lambda c: c["connects"] / c["worked"],
    "mql_to_opportunity": lambda c: c["opportunities"] / c["mqls"],
    "sql_to_opportunity": lambda c: c["opportunities"] / c["sqls"],
    "mql_to_customer": lambda c: c["customers"] / c["mqls"],
    "win_rate": lambda c: c["customers"] / c["opportunities"],
    "lead_to_customer": lambda c: c["customers"] / c["leads"],
    "gross_return": lambda c: first(c["revenue"], each(c["customers"], c["revenue_per_sale"])),
    "average_revenue_per_sale": lambda c: first(c["gross_return"] / c["customers"], c["revenue_per_sale"]),
    "gross_profit": lambda c: each(c["gross_return"], c["gross_margin"]),
    "net_return": lambda c: c["gross_profit"] - c["total_cost"],
    "roi": lambda c: c["net_return"] / c["total_cost"],
    "revenue_roi": lambda c: (c["gross_return"] - c["total_cost"]) / c["total_cost"],
    "roas": lambda c: c["gross_return"] / c["spend"],
    "break_even_cac": lambda c: c["average_revenue_per_sale"] * c["gross_margin"],
    "break_even_cpl": lambda c: c["break_even_cac"] * c["lead_to_customer"],
    "break_even_customers": lambda c: c["total_cost"].over(c["break_even_cac"], positive=True),
    "response_rate": lambda c: c["leads"] / c["sent"],
    "break_even_response": lambda c: c["total_cost"].over(c["sent"] * c["break_even_cpl"], positive=True),
    "return_per_hour": lambda c: (c["gross_profit"] - c["spend"] - _opt(c, "fees", "fees")) / c["hours"],
    "next_lead_cost": lambda c: c["cost_per_lead"] / c.setting("elasticity"),
    "next_customer_cost": lambda c: c["cac"] / c.setting("elasticity"),
    "lifetime_revenue": lambda c: c["average_revenue_per_sale"] * c["purchases_per_year"] * c["years_retained"],
    "ltv": lambda c: c["break_even_cac"] * c["purchases_per_year"] * c["years_retained"],
    "ltv_to_cac": lambda c: c["ltv"] / c["cac"],
    "ltv_per_sql": lambda c: c["ltv"] * c["customers"] / c["sqls"],
    "payback_months": lambda c: c["cac"].over(
        c["break_even_cac"] * c["purchases_per_year"] / number(12), positive=True
    ),
    "retention_rate": lambda c: c["customers_kept"] / c["customers_start"],
    "new_revenue_share": lambda c: c["gross_return"].over(c["gross_return"] + c["repeat_revenue"], positive=True),
    "referral_share": lambda c: c["referred"] / c["customers"],
    "pipeline_value": lambda c: c["leads"] * c["close_rate"] * c["average_revenue_per_sale"],
    "pipeline_velocity": lambda c: (
        first(c["open_opportunities"], c["opportunities"])
        * c["expected_win_rate"]
        * c["average_revenue_per_sale"]
        / c["sales_cycle_days"]
    ),
    "goal_pace": lambda c: c["gross_return"] / (c["goal_revenue"] * c.gone()),
    "lead_pace": lambda c: c["leads"] / (c["goal_leads"] * c.gone()),
    "customer_pace": lambda c: c["customers"] / (c["goal_customers"] * c.gone()),
    "budget_pace": lambda c: c["spend"] / (c["goal_spend"] * c.gone()),
    "click_rate": lambda c: c["visits"] / c["impressions"],
    "cost_per_thousand": lambda c: c["spend"] / c["impressions"] * number(1000),
    "engagement_rate": lambda c: c["engagements"] / c["impressions"],
    "activation_rate": lambda c: c["activations"] / c["signups"],
}
#: what a field is where nothing is typed
FALLBACKS: dict[str, Formula] = {
    "reach": lambda c: c["email_subscribers"] + c["social_followers"] + c["blog_subscribers"],
    "sales_cycle_days": lambda c: c["days_to_mql"] + c["days_to_sql"] + c["days_to_opportunity"] + c["days_to_close"],
    "close_rate": lambda c: c.prior("customers", "leads"),
    "expected_win_rate": lambda c: first(c.prior("customers", "opportunities"), c["customers"] / c["opportunities"]),
    "years_retained": lambda c: c.years(),
}
DEFAULTS = {"gross_margin": "default_margin", "hourly_rate": "default_hourly_rate"}
SHARES = {"share_of_spend": "total_cost", "share_of_gross_profit": "gross_profit"}
PACES = {
    "goal_pace": ("gross_return", "goal_revenue"),
    "lead_pace": ("leads", "goal_leads"),
    "customer_pace": ("customers", "goal_customers"),
    "budget_pace": ("spend", "goal_spend"),
}
GOALS = {goal for _, goal in PACES.values()}
TARGETS = ("goal_cac", "goal_roi")
STOCKS = (
    "email_subscribers",
    "social_followers",
    "blog_subscribers",
    "reach",
    "open_opportunities",
    "customers_start",
    "customers_kept",
)
NO_TOTAL = ("next_lead_cost", "next_customer_cost")
BOOKS = ("actual_customers", "actual_revenue", "shared_cost")
TOTAL_ONLY = ("credited_share", "blended_cac", "mer", "marketing_created")


@dataclass(frozen=True)
class Rule:
    """A total: parts summed over the cells in which all of them are known, and the figure made of the sums."""

    parts: tuple[Formula, ...]
    figure: Callable[[Sequence[Figure]], Figure]


def _part(part: str | Formula) -> Formula:
    return part if callable(part) else lambda c: c[part]


def _sum(part: str) -> Rule:
    return Rule((_part(part),), lambda s: s[0])


def _ratio(above: str | Formula, below: str | Formula, positive: bool = False) -> Rule:
    return Rule((_part(above), _part(below)), lambda s: s[0].over(s[1], positive))


def _by(weight: str, value: str) -> Rule:
    product = (lambda c: each(c[weight], c[value])) if weight == "customers" else (lambda c: c[weight] * c[value])
    return _ratio(product, weight)


FLOWS = (
    "spend",
    "visits",
    "leads",
    "customers",
    "revenue",
    "fees",
    "hours",
    "impressions",
    "sent",
    "engagements",
    "signups",
    "activations",
    "mqls",
    "sqls",
    "accepted",
    "rejected",
    "worked",
    "connects",
    "opportunities",
    "repeat_revenue",
    "referred",
    *sorted(GOALS),
)
#: "Totals and roll-ups", row by row
RULES: dict[str, Rule] = {
    **{id_: _sum(id_) for id_ in (*FLOWS, *STOCKS)},
    **{id_: _sum(id_) for id_ in ("labour_cost", "total_cost", "gross_return", "gross_profit", "net_return")},
    **{
        id_: _by("customers", id_)
        for id_ in ("purchases_per_year", "years_retained", "satisfaction", "sales_cycle_days", "days_to_close")
    },
    "days_to_mql": _by("mqls", "days_to_mql"),
    "days_to_sql": _by("sqls", "days_to_sql"),
    "days_to_opportunity": _by("opportunities", "days_to_opportunity"),
    "close_rate": _by("leads", "close_rate"),
    "expected_win_rate": _by("opportunities", "expected_win_rate"),
    "revenue_per_sale": _ratio("gross_return", "customers"),
    "average_revenue_per_sale": _ratio("gross_return", "customers"),
    "gross_margin": _ratio("gross_profit", "gross_return"),
    "hourly_rate": _ratio("labour_cost", "hours"),
    "roi": _ratio("net_return", "total_cost"),
    "revenue_roi": _ratio(lambda c: c["gross_return"] - c["total_cost"], "total_cost"),
    "break_even_cac": _ratio("gross_profit", "customers"),
    "break_even_cpl": _ratio("gross_profit", "leads"),
    "break_even_customers": Rule(
        (_part("total_cost"), _part("customers"), _part("gross_profit")),
        lambda s: (s[0] * s[1]).over(s[2], positive=True),
    ),
    "break_even_response": Rule(
        (_part("total_cost"), _part("leads"), _part("sent"), _part("gross_profit")),
        lambda s: (s[0] * s[1]).over(s[2] * s[3], positive=True),
    ),
    "ltv": _by("customers", "ltv"),
    "lifetime_revenue": _by("customers", "lifetime_revenue"),
    "ltv_to_cac": _ratio(lambda c: each(c["customers"], c["ltv"]), "total_cost"),
    "ltv_per_sql": _ratio(lambda c: each(c["customers"], c["ltv"]), "sqls"),
    "payback_months": _ratio(
        "total_cost", lambda c: each(c["gross_profit"], c["purchases_per_year"]) / number(12), positive=True
    ),
    "new_revenue_share": _ratio("gross_return", lambda c: c["gross_return"] + c["repeat_revenue"], positive=True),
    "return_per_hour": _ratio(lambda c: c["gross_profit"] - c["spend"] - _opt(c, "fees", "fees"), "hours"),
    "retention_rate": _ratio("customers_kept", "customers_start"),
    "pipeline_value": _sum("pipeline_value"),
    "pipeline_velocity": _sum("pipeline_velocity"),
    "mql_rejection": _ratio(lambda c: first(c["rejected"], c["mqls"] - c["accepted"]), "mqls"),
    "work_rate": _ratio("worked", lambda c: first(c["mqls"], c["leads"])),
    "cost_per_thousand": _ratio(lambda c: c["spend"] * number(1000), "impressions"),
    "share_of_spend": _ratio("total_cost", "total_cost", positive=True),
    "share_of_gross_profit": _ratio("gross_profit", "gross_profit", positive=True),
    **{pace: _ratio(actual, lambda c, g=goal: c[g] * c.gone()) for pace, (actual, goal) in PACES.items()},
    # every a ÷ b not named in the table
    **{
        id_: _ratio(above, below)
        for id_, above, below in (
            ("conversion_rate", "leads", "visits"),
            ("cost_per_visit", "total_cost", "visits"),
            ("cost_per_lead", "total_cost", "leads"),
            ("cost_per_mql", "total_cost", "mqls"),
            ("cost_per_sql", "total_cost", "sqls"),
            ("cost_per_opportunity", "total_cost", "opportunities"),
            ("cac", "total_cost", "customers"),
            ("lead_to_mql", "mqls", "leads"),
            ("mql_acceptance", "accepted", "mqls"),
            ("mql_to_sql", "sqls", "mqls"),
            ("worked_to_connect", "connects", "worked"),
            ("mql_to_opportunity", "opportunities", "mqls"),
            ("sql_to_opportunity", "opportunities", "sqls"),
            ("mql_to_customer", "customers", "mqls"),
            ("win_rate", "customers", "opportunities"),
            ("lead_to_customer", "customers", "leads"),
            ("roas", "gross_return", "spend"),
            ("response_rate", "leads", "sent"),
            ("referral_share", "referred", "customers"),
            ("click_rate", "visits", "impressions"),
            ("engagement_rate", "engagements", "impressions"),
            ("activation_rate", "activations", "signups"),
        )
    },
}


@dataclass(frozen=True)
class Cell:
    """One channel in one period."""

    oracle: Oracle
    period: int
    channel: int

    def typed(self, id_: str) -> Fraction | None:
        return self.oracle.cells.get((id_, self.period, self.channel))

    def __getitem__(self, id_: str) -> Figure:
        place = (id_, self.period, self.channel)
        if place not in self.oracle.known:
            figure = FORMULAS[id_](self) if id_ in FORMULAS else self._input(id_)
            self.oracle.known[place] = figure.named(id_)
        return self.oracle.known[place]

    def _input(self, id_: str) -> Figure:
        value = self.typed(id_)
        if value is None and id_ in DEFAULTS:
            default = getattr(self.oracle.settings, DEFAULTS[id_])
            value = None if default is None else Fraction(default)
        if value is None and id_ in FALLBACKS:
            value = FALLBACKS[id_](self).value
        return Figure(None, (id_,)) if value is None else Figure(value)

    def setting(self, id_: str) -> Figure:
        return number(getattr(self.oracle.settings, id_)).named(id_)

    def gone(self) -> Figure:
        share = self.oracle.gone(self.period)
        return Figure(None, fault=("not_started", "")) if share is None else Figure(share)

    def prior(self, above: str, below: str) -> Figure:
        """Σ ÷ Σ of the twelve months before this period, over the months in which both are known."""
        cells = [Cell(self.oracle, p, self.channel) for p in self.oracle.twelve_before(self.period)]
        pairs = [(a, b) for c in cells if (a := c.typed(above)) is not None and (b := c.typed(below)) is not None]
        if not pairs or not sum(b for _, b in pairs):
            return Figure(None, (above,))
        return Figure(Fraction(sum(a for a, _ in pairs)) / sum(b for _, b in pairs))

    def years(self) -> Figure:
        lost = number(1) - self["retention_rate"]
        limit = Fraction(self.oracle.settings.retention_limit)
        if lost.value is None:
            return Figure(None, ("years_retained",))
        return Figure(min(limit, 1 / lost.value) if lost.value > 0 else limit)  # who loses nobody keeps them for ever


@dataclass
class Oracle:
    """The figures of a worksheet, asked for one by one. `periods` of a question are indices; `rollup` as in a view."""

    sheet: Worksheet
    as_of: date | None = None
    cells: dict[tuple[str, int, int], Fraction] = field(default_factory=dict)
    totals: dict[tuple[str, int], Fraction] = field(default_factory=dict)
    known: dict[tuple[str, int, int], Figure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = self.sheet.settings
        periods, channels = self.sheet.shape
        for id_, column in self.sheet.columns.items():
            for p in range(periods):
                for c in range(channels):
                    if not math.isnan(column[p, c]):
                        self.cells[id_, p, c] = Fraction(float(column[p, c]))
        for id_, row in self.sheet.totals.items():
            for p in range(periods):
                if not math.isnan(row[p]):
                    self.totals[id_, p] = Fraction(float(row[p]))

    def gone(self, index: int) -> Fraction | None:
        period = self.sheet.periods[index]
        day = period.as_of or self.as_of
        if period.start is None or period.end is None or day is None or day >= period.end:
            return Fraction(1)
        if day < period.start:
            return None
        return Fraction((day - period.start).days + 1, (period.end - period.start).days + 1)

    def twelve_before(self, index: int) -> list[int]:
        start = self.sheet.periods[index].start
        if start is None:
            return []
        a_year_ago = start.replace(year=start.year - 1)
        return [
            i for i, p in enumerate(self.sheet.periods) if p.start and p.end and p.start >= a_year_ago and p.end < start
        ]

    # -- one figure ------------------------------------------------------------------------------------------------

    def figure(self, id_: str, periods: Sequence[int], rollup: bool, channel: int | None) -> Figure:
        """A channel's figure, or the total where `channel` is None."""
        if channel is not None and not rollup and id_ not in SHARES:
            return Cell(self, periods[0], channel)[id_]
        if id_ in SHARES and channel is not None:
            part = self.figure(SHARES[id_], periods, rollup, channel).named(SHARES[id_])
            if part.value is None:
                return part  # where the part is known, so is the whole
            return part.over(self.figure(SHARES[id_], periods, rollup, None).named(SHARES[id_]), positive=True)
        if id_ in NO_TOTAL:
            return Figure(None, fault=("no_rollup", ""))
        if id_ in TARGETS:
            typed = self.totals.get((id_, periods[0]))
            return Figure(typed) if typed is not None and not rollup else Figure(None, fault=("no_rollup", ""))
        if id_ in TOTAL_ONLY or id_ in BOOKS:
            return self._books(id_, periods)
        if channel is None and id_ in (*PACES, *GOALS):
            return self._goal(id_, periods)
        channels = range(len(self.sheet.keys)) if channel is None else [channel]
        if rollup and id_ in STOCKS:
            return _added([self._last([id_], periods, c)[0] for c in channels], id_)
        if rollup and id_ == "retention_rate":
            pairs = [self._last(["customers_kept", "customers_start"], periods, c) for c in channels]
            return _added([p[0] for p in pairs], "customers_kept") / _added([p[1] for p in pairs], "customers_start")
        if rollup and id_ == "pipeline_velocity":
            return _added([self._per_day(id_, periods, c) for c in channels], id_)
        if id_ in PACES:
            periods = [p for p in periods if self.gone(p) is not None]
        return self._by_rule(RULES[id_], [Cell(self, p, c) for p in periods for c in channels])

    def excluded(self, id_: str, periods: Sequence[int]) -> list[tuple[int, int]]:
        """The cells (period, channel) left out of a total because a part is unknown."""
        parts = RULES[id_].parts
        left_out: list[tuple[int, int]] = []
        for p in periods:
            here = parts
            if id_ in GOALS and (id_, p) in self.totals:
                continue
            if id_ in PACES:
                if self.gone(p) is None:
                    continue
                if (PACES[id_][1], p) in self.totals:
                    here = parts[:1]  # a typed total takes all known rows on top
            for c in range(len(self.sheet.keys)):
                left_out += [(p, c)] * any(part(Cell(self, p, c)).value is None for part in here)
        return left_out

    # -- kinds of totals -------------------------------------------------------------------------------------------

    def _by_rule(self, rule: Rule, cells: list[Cell]) -> Figure:
        rows = [[part(cell) for part in rule.parts] for cell in cells]
        known, unknown = [], []
        for row in rows:
            (known if all(figure.value is not None for figure in row) else unknown).append(row)
        left_out = [figure for row in unknown for figure in row]
        missing = tuple(dict.fromkeys(i for figure in left_out for i in figure.missing))
        if not known:
            fault = next((figure.fault for figure in left_out if figure.fault), None)
            if fault is None and not missing:
                return Figure(None, fault=("not_started", "")) if not cells else Figure(None, ("?",))
            return Figure(None, missing, fault)
        sums = [
            Figure(sum((row[i].value or Fraction(0) for row in known), Fraction(0)), factors=known[0][i].factors[:1])
            for i in range(len(rule.parts))
        ]
        sums = [replace(s, factors=tuple((name, s.value) for name, _ in s.factors)) for s in sums]
        figure = rule.figure(sums)
        return replace(figure, missing=missing) if figure.value is None and missing else figure

    def _last(self, ids: list[str], periods: Sequence[int], channel: int) -> list[Figure]:
        """The figures of the last period in which all of them are known."""
        for p in reversed(periods):
            found = [Cell(self, p, channel)[id_] for id_ in ids]
            if all(figure.value is not None for figure in found):
                return found
        return [Figure(None, (id_,)) for id_ in ids]

    def _per_day(self, id_: str, periods: Sequence[int], channel: int) -> Figure:
        figures = [(Cell(self, p, channel)[id_], self.sheet.periods[p].days or 1) for p in periods]
        known = [(f.value, days) for f, days in figures if f.value is not None]
        if not known:
            missing = tuple(dict.fromkeys(i for f, _ in figures for i in f.missing))
            return Figure(None, missing, next((f.fault for f, _ in figures if f.fault), None))
        return Figure(sum((v * days for v, days in known), Fraction(0)) / sum(days for _, days in known))

    def _goal(self, id_: str, periods: Sequence[int]) -> Figure:
        """Goals and paces of the total: a typed total wins, and then all known rows stand on top."""
        channels = range(len(self.sheet.keys))
        if id_ in GOALS:
            return _added(
                [
                    Figure(t)
                    if (t := self.totals.get((id_, p))) is not None
                    else _added([Cell(self, p, c)[id_] for c in channels], id_)
                    for p in periods
                ],
                id_,
            )
        actual, goal = PACES[id_]
        above, below, lost = Fraction(0), Fraction(0), []
        any_known = False
        started = [p for p in periods if self.gone(p) is not None]
        for p in started:
            gone = self.gone(p) or Fraction(0)
            typed = self.totals.get((goal, p))
            for c in channels:
                cell = Cell(self, p, c)
                result, target = cell[actual], cell[goal] if typed is None else Figure(Fraction(0))
                if result.value is None or target.value is None:
                    lost.extend((*result.missing, *target.missing))
                    continue
                above += result.value
                below += target.value * gone
                any_known = True
            if typed is not None and any(Cell(self, p, c)[actual].value is not None for c in channels):
                below += typed * gone
        if not started:
            return Figure(None, fault=("not_started", ""))
        if not any_known:
            return Figure(None, tuple(dict.fromkeys(lost)) or ("?",))
        figure = Figure(above) / Figure(below).named(goal)
        if figure.value is None and not any((goal, p) in self.totals for p in started):
            return replace(figure, missing=tuple(dict.fromkeys(lost)))
        return figure

    def _books(self, id_: str, periods: Sequence[int]) -> Figure:
        if id_ in BOOKS:
            return _added([self._typed(id_, p) for p in periods], id_)
        if id_ == "marketing_created":
            return self._created(periods)
        channels = range(len(self.sheet.keys))
        above, below, missing = Fraction(0), Fraction(0), []
        any_known = False
        for p in periods:
            customers = _added([Cell(self, p, c)["customers"] for c in channels], "customers")
            cost = _added([Cell(self, p, c)["total_cost"] for c in channels], "total_cost") + self._typed(
                "shared_cost", p
            )
            pair = {
                "credited_share": (customers, self._typed("actual_customers", p)),
                "blended_cac": (cost, self._typed("actual_customers", p)),
                "mer": (self._typed("actual_revenue", p), cost),
            }[id_]
            missing.extend((*pair[0].missing, *pair[1].missing))
            if pair[0].value is not None and pair[1].value is not None:
                above, below, any_known = above + pair[0].value, below + pair[1].value, True
        if not any_known:
            return Figure(None, tuple(dict.fromkeys(missing)) or ("?",))
        return Figure(above) / Figure(below).named("actual_customers" if id_ != "mer" else "total_cost")

    def _created(self, periods: Sequence[int]) -> Figure:
        for id_ in ("opportunities", "gross_return"):
            cells = [Cell(self, p, c) for p in periods for c in range(len(self.sheet.keys))]
            known = [(c, v) for c in cells if (v := c[id_].value) is not None]
            if known or id_ == "gross_return":
                break
        if not known:
            return Figure(None, ("?",))
        marketing = [v for c, v in known if self.sheet.channels["source"][c.channel] != "sales"]
        whole = Figure(sum((v for _, v in known), Fraction(0))).named(id_)
        figure = Figure(sum(marketing, Fraction(0))).over(whole, positive=True)
        return replace(figure, missing=("?",)) if figure.value is None and len(known) < len(cells) else figure

    def _typed(self, id_: str, period: int) -> Figure:
        value = self.totals.get((id_, period))
        return Figure(None, (id_,)) if value is None else Figure(value)


def _added(figures: Sequence[Figure], id_: str) -> Figure:
    """Σ of what is known."""
    known = [figure.value for figure in figures if figure.value is not None]
    if known:
        return Figure(sum(known, Fraction(0))).named(id_)
    missing = tuple(dict.fromkeys(i for figure in figures for i in figure.missing))
    fault = next((figure.fault for figure in figures if figure.fault), None)
    return Figure(None, missing or (() if fault else (id_,)), fault)
