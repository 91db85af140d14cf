"""The latest closed period against those before it: rates off their course, leads and their quality, retention."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.analysis.comparisons import Course
from roiapp.analysis.comparisons import off_course as course_of
from roiapp.analysis.findings.family import Comparison, Judgement
from roiapp.analysis.findings.finding import Finding, Show
from roiapp.analysis.findings.kinds import more_of, more_text
from roiapp.analysis.findings.steps import STAGES, onward, rate_of
from roiapp.analysis.ranges import step_lags
from roiapp.language import tr

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule

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
    pair: Comparison


def off_course(look: Look) -> Rule:
    """Are conversions where they should be?"""
    rates = [rate for metric, base, count in _steps(look) if (rate := _rate(look, metric, base, count)) is not None]
    judgement = yield [rate.pair for rate in rates]
    later = onward(look)
    each_sale = look.total("break_even_cac")
    found: list[Finding] = []
    for rate in rates:
        if not judgement.called(rate.pair) or _as_a_year_ago(look, rate):
            continue
        onwards = later.get(rate.part)
        stake = None
        if each_sale is not None and onwards is not None:
            stake = abs(rate.k / rate.n - rate.mean) * rate.n * onwards * each_sale
        up = rate.pair.higher
        values = {"rate": tr(look.catalog.record(rate.metric).label), "now": look.rate(rate.k / rate.n),
                  "usual": look.rate(rate.mean), "period": look.period_name(look.latest or 0)}  # fmt: skip
        claim = tr("{rate} is above its usual course.", **values) if up else tr(
            "{rate} is below its usual course.", **values)  # fmt: skip
        level = judgement.of(rate.pair).level
        found.append(Finding(
            "off_course", "good" if up else "bad", claim,
            tr("{now} in {period}, {usual} in the periods before.", **values),
            Show(look.base(look.latest or 0), (), rate.metric, "trend"), (), rate.metric, rate.pair.interval(level),
            level, at_stake=stake,
        ))  # fmt: skip
    if not rates and look.latest is not None and 0 < len(look.before) < PERIODS and _steps(look):
        missing = PERIODS - len(look.before)
        found.append(Finding(
            "off_course", "unclear", tr("Cannot tell yet whether conversions are on their usual course."),
            tr("There are {n} closed periods before this one; {missing} more make a course.",
               n=look.count(len(look.before)), missing=look.count(missing)),
            Show(look.base(look.latest), (), _steps(look)[0][0], "trend"), metric=_steps(look)[0][0],
        ))  # fmt: skip
    return found


def _steps(look: Look) -> list[tuple[str, str, str]]:
    """The steps between the stages that this document has, as (metric, base, count)."""
    known = [stage for stage in STAGES if stage in look.sheet.columns]
    found = [(rate_of(look.catalog, count, base), base, count) for base, count in pairwise(known)]
    return [(metric, base, count) for metric, base, count in found if metric is not None]


def _rate(look: Look, metric: str, base: str, count: str) -> _Rate | None:
    """A step of all channels that know both counts, in the latest closed period and at least six before it."""
    if look.latest is None or len(look.before) < PERIODS or step_lags(look.figures, metric):
        return None
    now = look.sums(base, count, periods=(look.latest,)).over()
    past = [look.sums(base, count, periods=(period,)).over() for period in look.before]
    past = [each for each in past if each[base] > 0.0]
    if len(past) < PERIODS or not now[base] > 0.0:
        return None
    course = course_of([each[count] for each in past], [each[base] for each in past], now[count], now[base])
    if course is None:
        return None
    all_k, all_n = math.fsum(each[count] for each in past), math.fsum(each[base] for each in past)
    mean = all_k / all_n
    if min(now[base] * mean, now[base] * (1.0 - mean)) < 5.0:
        return None
    pair = Comparison("given", now[count], now[base], all_k, all_n, p=course.p)
    return _Rate(metric, base, count, now[count], now[base], mean, course, pair)


def _as_a_year_ago(look: Look, rate: _Rate) -> bool:
    """Whether the same period last year was off to the same side at least half as far: then it is the season."""
    before = None if look.latest is None else look.year_before(look.latest)
    if before is None:
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
        if base in look.sheet.columns
        and count in look.sheet.columns
        and (rate := _rate(look, metric, base, count)) is not None
    }  # fmt: skip
    judgement = yield [rate.pair for rate in falls.values()]
    found = [*_quality(look, judgement, falls), *_next_lead(look)]
    return found


def _quality(look: Look, judgement: Judgement, falls: dict[str, _Rate]) -> list[Finding]:
    sayings = {
        "lead_to_mql": tr("Fewer leads become MQLs: is the content too general?"),
        "mql_acceptance": tr("Sales takes on fewer MQLs: do both teams mean the same by one?"),
        "mql_to_sql": tr("Fewer MQLs become SQLs while MQLs hold: do both teams mean the same by them?"),
    }
    found: list[Finding] = []
    fell = {metric for metric, rate in falls.items() if judgement.lower(rate.pair)}
    for metric, rate in falls.items():
        if metric not in fell or (metric == "mql_to_sql" and "lead_to_mql" in fell):
            continue
        level = judgement.of(rate.pair).level
        found.append(Finding(
            "leads", "bad", sayings[metric],
            tr("{now} in {period}, {usual} in the periods before.", now=look.rate(rate.k / rate.n),
               usual=look.rate(rate.mean), period=look.period_name(look.latest or 0)),
            Show(look.base(look.latest or 0), (), metric, "trend"), (), metric, rate.pair.interval(level), level,
        ))  # fmt: skip
    return found


def _next_lead(look: Look) -> list[Finding]:
    """Where the next lead costs least, and how many the goal for customers takes."""
    costs = look.figures.values("next_lead_cost")
    leads_of = look.sums("leads")["leads"]
    with np.errstate(invalid="ignore"):
        known = np.flatnonzero((costs > 0.0) & (leads_of >= 5.0))
    goal, close, so_far = look.total("goal_customers"), look.total("lead_to_customer"), look.total("leads")
    if not known.size:
        return []
    channel = int(known[np.argmin(costs[known])])
    sentences = []
    if goal and close and so_far is not None:
        needed = goal / close - so_far
        if needed > 0.0:
            sentences.append(tr("The goal of {goal} customers takes about {n} more leads at today's close rate.",
                                goal=look.count(goal), n=look.whole(needed)))  # fmt: skip
    usual = look.total("cost_per_lead")
    if usual is None or (len(known) < 2 and not sentences):
        return []
    price = tr("It costs about {cost}; a lead costs {usual} on average so far.", cost=look.each(float(costs[channel])),
               usual=look.each(usual))  # fmt: skip
    return [Finding(
        "leads", "unclear", tr("The next lead is cheapest at {channel}.", channel=look.names[channel]),
        " ".join((price, *sentences)), Show(look.view, (channel,), "next_lead_cost"), (channel,), "next_lead_cost",
        assumption=tr("An elasticity of {elasticity} is assumed; what the next lead is worth is not told by its price.",
                      elasticity=look.format.text(look.sheet.settings.elasticity,
                                                  look.catalog.field["elasticity"].unit)),
    )]  # fmt: skip


def ltv_trend(look: Look) -> Rule:
    """Is lifetime value improving? Retention against twelve months earlier, never nearer: the years overlap."""
    now = look.latest
    before = None if now is None else look.year_before(now)
    if now is None or before is None:
        yield []
        return []
    pair_of = []
    for period in (now, before):
        sums = look.sums("customers_start", "customers_kept", periods=(period,)).over()
        pair_of.append((sums["customers_kept"], sums["customers_start"]))
    (k1, n1), (k2, n2) = pair_of
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
    show = Show(look.base(now), (), "retention_rate", "trend")
    stake = None if ltv is None else abs(k1 / n1 - k2 / n2) * n1 * ltv
    if judgement.called(pair):
        claim = tr("More customers stay than a year ago.") if pair.higher else tr(
            "Fewer customers stay than a year ago: new ones only replace them.")  # fmt: skip
        return [Finding(
            "ltv_trend", "good" if pair.higher else "bad", claim, " ".join(sentences), show, (), "retention_rate",
            pair.interval(judged.level), judged.level, at_stake=stake,
        )]  # fmt: skip
    needed = more_of(pair, judgement)
    return [Finding(
        "ltv_trend", "unclear", tr("Cannot tell yet whether more or fewer customers stay."),
        " ".join((*sentences, more_text(look, needed, "customers"))).strip(), show, (), "retention_rate",
        pair.interval(judged.level), judged.level, needed, "customers" if needed is not None else "", stake,
    )]  # fmt: skip
