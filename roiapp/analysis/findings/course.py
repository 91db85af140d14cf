"""The latest closed period against those before it: rates off their course, leads and their quality, retention."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.comparisons import ENOUGH_EXPECTED, Course
from roiapp.analysis.comparisons import off_course as course_of
from roiapp.analysis.findings.costs import per
from roiapp.analysis.findings.family import Comparison, Judgement, around
from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.findings.goals import GOALS, pace
from roiapp.analysis.findings.kinds import more_of, more_text
from roiapp.analysis.findings.steps import STAGES, onward, rate_of
from roiapp.analysis.ranges import step_lags
from roiapp.core.what_counts import redefined_text
from roiapp.language import tr, trn

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule
    from roiapp.analysis.statistics import Interval

#: earlier closed periods it takes to speak of a course
PERIODS: Final = 6


class _Rate(NamedTuple):
    """A total rate of the latest closed period beside its own history, and as a comparison of the check's list."""

    metric: str
    base: str
    part: str
    k: float
    n: float
    mean: float
    course: Course
    freedom: int
    pair: Comparison

    def interval(self, level: float) -> Interval | None:
        """Range of the difference to the history, as it was judged: its own liveliness widens it."""
        if not self.course.z:
            return None
        apart = self.k / self.n - self.mean
        return around(apart, apart / self.course.z, None if self.course.phi == 1.0 else self.freedom, level)


def off_course(look: Look) -> Rule:
    """Are conversions where they should be?"""
    rates = [rate for metric, base, count in _steps(look) if (rate := _rate(look, metric, base, count)) is not None]
    judgement = yield [rate.pair for rate in rates]
    found: list[Finding] = []
    for rate in rates:
        if not judgement.called(rate.pair) or _as_a_year_ago(look, rate):
            continue
        up = rate.pair.higher
        values = {"rate": tr(look.catalog.record(rate.metric).label), "now": look.rate(rate.k / rate.n),
                  "usual": look.rate(rate.mean), "period": look.period_name(look.latest or 0)}  # fmt: skip
        claim = tr("{rate} is above its usual course.", **values) if up else tr(
            "{rate} is below its usual course.", **values)  # fmt: skip
        level = judgement.of(rate.pair).level
        found.append(Finding(
            "off_course", "good" if up else "bad", claim,
            tr("{now} in {period}, {usual} in the periods before.", **values),
            Show(look.base(look.latest or 0), (), rate.metric, "trend"), (), rate.metric, rate.interval(level),
            level, at_stake=_at_stake(look, rate),
        ))  # fmt: skip
    return found if rates else [*found, *_no_course(look)]


def _no_course(look: Look) -> list[Finding]:
    """How many closed periods there are of those that make a course, where these are too few: of the document, or
    since what counts was changed."""
    if look.latest is None or not look.before:
        return []
    short = [metric for metric, *_ in _steps(look) if len(look.before) < PERIODS or _cut(look, metric)]
    if not short:
        return []
    metric = max(short, key=lambda each: len(look.history(each)))
    n = len(look.history(metric))
    # A period that counts both ways is itself no part of a course.
    missing = PERIODS - n + (1 if look.redefined(metric, look.latest) else 0)
    values = {"period": look.period_name(look.latest), "n": look.count(n), "missing": look.count(missing)}
    told = look.redefined(metric, look.before[0], look.latest)
    if told:
        text = redefined_text(told, look.catalog) + " " + trn(
            "Closed periods since then, before {period}: {n}; {missing} more makes a course.",
            "Closed periods since then, before {period}: {n}; {missing} more make a course.", missing, **values,
        )  # fmt: skip
    else:
        text = trn("Closed periods before {period}: {n}; {missing} more makes a course.",
                   "Closed periods before {period}: {n}; {missing} more make a course.", missing, **values)  # fmt: skip
    return [Finding(
        "off_course", "unclear", tr("Cannot tell yet whether conversions are on their usual course."), text,
        Show(look.base(look.latest), (), metric, "trend"), metric=metric,
    )]  # fmt: skip


def _cut(look: Look, metric: str) -> bool:
    """Whether a step would have a course, had what it counts not been changed."""
    return len(look.history(metric)) < PERIODS and not step_lags(look.figures, metric)


def _steps(look: Look) -> list[tuple[str, str, str]]:
    """The steps between the stages that this document has, as (metric, base, count)."""
    known = [stage for stage in STAGES if look.counted(stage)]
    found = [(rate_of(look.catalog, count, base), base, count) for base, count in pairwise(known)]
    return [(metric, base, count) for metric, base, count in found if metric is not None]


def _rate(look: Look, metric: str, base: str, count: str) -> _Rate | None:
    """A step of all channels that know both counts, in the latest closed period and at least six before it."""
    before = look.history(metric)
    if look.latest is None or len(before) < PERIODS or step_lags(look.figures, metric):
        return None
    ns, ks = (each.tolist() for each in look.by_period(base, count, (*before, look.latest)))
    k, n = ks.pop(), ns.pop()
    past = [(a, b) for a, b in zip(ks, ns, strict=True) if b > 0.0]
    if len(past) < PERIODS or not n > 0.0:
        return None
    course = course_of([a for a, _ in past], [b for _, b in past], k, n)
    if course is None:
        return None
    all_k, all_n = math.fsum(a for a, _ in past), math.fsum(b for _, b in past)
    mean = all_k / all_n
    if n * min(mean, 1.0 - mean) < ENOUGH_EXPECTED:
        return None
    pair = Comparison("given", k, n, all_k, all_n, p=course.p)
    return _Rate(metric, base, count, k, n, mean, course, len(past) - 1, pair)


def _at_stake(look: Look, rate: _Rate) -> float | None:
    """Gross profit of the difference to the usual rate, the later steps as they are."""
    further, each = onward(look).get(rate.part), look.total("break_even_cac")
    if each is None or further is None:
        return None
    return abs((rate.k / rate.n - rate.mean) * rate.n * further * each)


def _as_a_year_ago(look: Look, rate: _Rate) -> bool:
    """Whether the same period last year was off to the same side at least half as far: then it is the season."""
    before = None if look.latest is None else look.year_before(look.latest)
    if look.latest is None or before is None or look.redefined(rate.metric, before, look.latest):
        return False
    then = look.sums(rate.base, rate.part, periods=(before,)).over()
    if not then[rate.base] > 0.0:
        return False
    now_off, then_off = rate.k / rate.n - rate.mean, then[rate.part] / then[rate.base] - rate.mean
    return now_off * then_off > 0.0 and abs(then_off) >= abs(now_off) / 2.0


def leads(look: Look) -> Rule:
    """More leads? Right number, right quality? Where the next one is cheapest, and how quality moved."""
    falls = {
        metric: rate
        for metric, base, count in (
            ("lead_to_mql", "leads", "mqls"), ("mql_acceptance", "mqls", "accepted"), ("mql_to_sql", "mqls", "sqls"),
        )
        if look.counted(base)
        and look.counted(count)
        and (rate := _rate(look, metric, base, count)) is not None
    }  # fmt: skip
    prices = per(look, "leads", "total_cost", ("customers",) if look.counted("customers") else ())
    judgement = yield [*(rate.pair for rate in falls.values()), *prices.values()]
    return [*_quality(look, judgement, falls), *_next_lead(look, judgement, prices)]


def _quality(look: Look, judgement: Judgement, falls: dict[str, _Rate]) -> list[Finding]:
    sayings = {
        "lead_to_mql": tr("Fewer leads become MQLs: is the content too general?"),
        "mql_acceptance": tr("Sales takes on fewer MQLs: do both teams mean the same by one?"),
        "mql_to_sql": tr("Fewer MQLs become SQLs while MQLs hold: do both teams mean the same by them?"),
    }
    found: list[Finding] = []
    fell = {m for m, rate in falls.items() if judgement.lower(rate.pair) and not _as_a_year_ago(look, rate)}
    for metric, rate in falls.items():
        if metric not in fell or (metric == "mql_to_sql" and "lead_to_mql" in fell):
            continue
        level = judgement.of(rate.pair).level
        found.append(Finding(
            "leads", "bad", sayings[metric],
            tr("{now} in {period}, {usual} in the periods before.", now=look.rate(rate.k / rate.n),
               usual=look.rate(rate.mean), period=look.period_name(look.latest or 0)),
            Show(look.base(look.latest or 0), (), metric, "trend"), (), metric, rate.interval(level), level,
            at_stake=_at_stake(look, rate),
        ))  # fmt: skip
    return found


def _next_lead(look: Look, judgement: Judgement, prices: dict[int, Comparison]) -> list[Finding]:
    """Where the next lead costs least, and how many the goal for customers takes."""
    costs = look.figures.values("next_lead_cost").tolist()
    priced = [each for each in prices if costs[each] > 0.0]
    usual = look.total("cost_per_lead")
    if usual is None or not priced:
        return []
    called = [each for each in priced if judgement.higher(prices[each])]
    open_ = [each for each in priced if judgement.of(prices[each]).enough and not judgement.of(prices[each]).called]
    channel = min(called or open_, key=costs.__getitem__, default=None)
    if channel is None:
        return []
    pair, name = prices[channel], look.names[channel]
    level = judgement.of(pair).level
    claim = (
        tr("Leads of {channel} cost less than the others'.", channel=name)
        if called
        else tr("Cannot tell yet where the next lead costs least: {channel} is ahead.", channel=name)
    )
    sentences = [tr("The next lead costs about {cost} there; a lead costs {usual} on average so far.",
                    cost=look.each(costs[channel]), usual=look.each(usual)), _leads_wanted(look)]  # fmt: skip
    return [Finding(
        "leads", "good" if called else "unclear", claim, " ".join(each for each in sentences if each),
        Show(look.view, (channel,), "next_lead_cost"), (channel,), "next_lead_cost", pair.interval(level), level,
        at_stake=abs(pair.n2 / pair.k2 * pair.k1 - pair.n1) if pair.k2 else None,
        assumption=tr("An elasticity of {elasticity} is assumed; what the next lead is worth is not told by its price.",
                      elasticity=look.format.text(look.sheet.settings.elasticity,
                                                  look.catalog.field["elasticity"].unit)),
    )]  # fmt: skip


def _leads_wanted(look: Look) -> str:
    """How many more leads the goal for customers takes; empty without a goal, or when it needs none."""
    close, so_far, now = look.total("lead_to_customer"), look.total("leads"), pace(look, GOALS["goal_customers"])
    if now is None or now.reached or (now.over and look.days is not None):
        return ""  # what is over takes none any more
    if so_far is None or not close or close > 1.0:
        return ""
    needed = math.floor(now.goal / close - so_far + 0.5)
    if needed < 1:
        return ""
    return trn("The goal of {goal} customers takes about {n} more lead at today's close rate.",
               "The goal of {goal} customers takes about {n} more leads at today's close rate.", needed,
               goal=look.count(now.goal), n=look.count(needed))  # fmt: skip


def ltv_trend(look: Look) -> Rule:
    """Is lifetime value improving? Retention against twelve months earlier, never nearer: the years overlap."""
    now = look.latest
    before = None if now is None else look.year_before(now)
    if now is not None and look.sheet.periods[now].days == 7:
        before = None  # 52 weeks are less than a year: the two years would overlap
    if now is None or before is None or look.redefined("retention_rate", before, now):
        yield []
        return []
    sums = [look.rates("customers_start", "customers_kept", periods=(period,)) for period in (now, before)]
    same = sums[0].known & sums[1].known  # a channel that came or went would look like a change
    (k1, n1), (k2, n2) = ((each.over(same)["customers_kept"], each.over(same)["customers_start"]) for each in sums)
    if not (n1 > 0.0 and n2 > 0.0):
        yield []
        return []
    pair = Comparison("rates", k1, n1, k2, n2)
    judgement = yield [pair]
    judged = judgement.of(pair)
    values = {"now": look.share(k1 / n1), "then": look.share(k2 / n2), "period": look.period_name(before)}
    sentences = [tr("{now} of the customers of a year ago are customers still, {then} in {period}.", **values)]
    ltv, share = look.total("ltv"), look.total("new_revenue_share")
    if ltv is not None:
        sentences.append(tr("A customer is worth {ltv} over the years.", ltv=look.each(ltv)))
    if share is not None:
        sentences.append(tr("{share} of the revenue has to be won anew.", share=look.share(share)))
    stake = None if ltv is None else abs((k1 / n1 - k2 / n2) * n1 * ltv)
    needed: int | None = None
    verdict: Verdict = "unclear"
    if judgement.called(pair):
        verdict = "good" if pair.higher else "bad"
        claim = tr("More customers stay than a year ago.") if pair.higher else tr(
            "Fewer customers stay than a year ago.")  # fmt: skip
    elif judged.called:
        claim = tr("Practically as many customers stay as a year ago.")
    else:
        claim, more = tr("Cannot tell yet whether more or fewer customers stay."), more_of(pair, judgement)
        needed = more.needed if more is not None else None
        sentences.append(more_text(look, more, "customers"))
    return [Finding(
        "ltv_trend", verdict, claim, " ".join(each for each in sentences if each),
        Show(look.base(now), (), "retention_rate", "trend"), (), "retention_rate", pair.interval(judged.level),
        judged.level, needed, "customers" if needed is not None else "", stake,
        "" if ltv is None else lifetime_assumed(),
    )]  # fmt: skip


def lifetime_assumed() -> str:
    """What every statement about lifetime value rests on."""
    return tr("Purchases a year and years with you are assumed to stay as they stand in the worksheet.")
