"""Goals and budget of a period that is still open: what the days gone say of its end."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.statistics import Interval, goal_projection
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule

LEVEL: Final = 0.95
#: of a period that must be gone, and of a count that must be there, before its end is spoken of
LEAST_GONE: Final = 0.2
LEAST_COUNT: Final = 5.0
BUDGET_FROM, BUDGET_TO = 0.9, 1.1


class Pace(NamedTuple):
    """Where a goal stands: `so_far` of `goal` when `gone` (0 to 1) of the period is over. `came` are those counted,
    `each` is what one of them is worth (1 where the count itself is the goal). `finish` is the range of the end, None
    where too little is gone or there. `per_day` is what each day left has to bring, None when none is left."""

    goal: float
    so_far: float
    came: float
    each: float
    gone: float
    finish: Interval | None
    expected: float
    days_left: int
    per_day: float | None


class Goal(NamedTuple):
    """One kind of goal: its field, what is measured, the count that chance moves, and what is said of it."""

    field: str
    measure: str
    counted: str
    metric: str
    reached: str
    missed: str
    unclear: str


GOALS: Final = (
    Goal("goal_revenue", "gross_return", "customers", "goal_pace", mark("The revenue goal will be reached."),
         mark("The revenue goal will be missed."), mark("Cannot tell yet whether the revenue goal will be reached.")),
    Goal("goal_customers", "customers", "customers", "customer_pace", mark("The goal for customers will be reached."),
         mark("The goal for customers will be missed."),
         mark("Cannot tell yet whether the goal for customers will be reached.")),
    Goal("goal_leads", "leads", "leads", "lead_pace", mark("The goal for leads will be reached."),
         mark("The goal for leads will be missed."),
         mark("Cannot tell yet whether the goal for leads will be reached.")),
)  # fmt: skip


def pace(look: Look, goal: Goal, channel: int | None = None) -> Pace | None:
    """Where a goal of the view stands, of a channel or (None) of all; None where there is no goal or no measure."""

    def figure(id_: str) -> float | None:
        return look.total(id_) if channel is None else look.value(id_, channel)

    wanted, so_far, count = figure(goal.field), figure(goal.measure), figure(goal.counted)
    gone, days_left = _gone(look)
    if not wanted or so_far is None or count is None or gone is None:
        return None
    each = 1.0 if goal.measure == goal.counted else so_far / count if count else 0.0
    finish = None
    if gone >= LEAST_GONE and count >= LEAST_COUNT:
        ends = goal_projection(count, gone, LEVEL)
        if ends is not None and ends.low is not None and ends.high is not None:
            finish = Interval(ends.low * each, ends.high * each, LEVEL)
    per_day = max(0.0, wanted - so_far) / days_left if days_left else None
    return Pace(wanted, so_far, count, each, gone, finish, so_far / gone, days_left, per_day)


def _gone(look: Look) -> tuple[float | None, int]:
    """The share of the view's days that is over, and how many days are left; None before it starts."""
    days, over, left = 0, 0, 0
    for index in look.view.periods:
        period = look.sheet.periods[index]
        if period.start is None or period.end is None or period.days is None:
            return (1.0, 0) if not look.view.rollup else (None, 0)
        day = period.as_of or look.as_of
        ended = period.end if day is None else min(day, period.end)
        here = max(0, (ended - period.start + timedelta(days=1)).days)
        days, over, left = days + period.days, over + here, left + period.days - here
    return (over / days, left) if days and over else (None, left)


def goal(look: Look) -> Rule:
    """Will we make the goal?"""
    yield []
    found = [each for kind in GOALS if (each := _said(look, kind)) is not None]
    return found


def _said(look: Look, kind: Goal) -> Finding | None:
    now = pace(look, kind)
    if now is None or now.gone >= 1.0:
        return None
    unit = look.catalog.record(kind.field).unit

    def text_of(value: float) -> str:
        return look.format.text(float(math.floor(value + 0.5)), unit)

    values = {"so_far": text_of(now.so_far), "goal": text_of(now.goal), "expected": text_of(now.expected),
              "days": look.days_text(now.days_left), "level": look.share(LEVEL)}  # fmt: skip
    show = Show(look.view, (), kind.metric, "goals")
    if now.finish is None or now.finish.low is None or now.finish.high is None:
        return Finding(
            "goal", "unclear", tr(kind.unclear),
            tr("{so_far} of {goal} so far: a fifth of the period and five of them must be there to tell.", **values),
            show, metric=kind.field, at_stake=_stake(look, kind, now),
        )  # fmt: skip
    verdict: Verdict = "unclear"
    if now.finish.low >= now.goal:
        verdict = "good"
    elif now.finish.high < now.goal:
        verdict = "bad"
    claim = tr({"good": kind.reached, "bad": kind.missed, "unclear": kind.unclear}[verdict])
    values |= {"low": text_of(now.finish.low), "high": text_of(now.finish.high),
               "per_day": look.format.text(now.per_day or 0.0, unit)}  # fmt: skip
    text = tr("{so_far} of {goal} so far; the {level} range of the end is {low} to {high}.", **values)
    if now.per_day:
        text += " " + tr("Each of the {days} days left would have to bring {per_day}.", **values)
    return Finding(
        "goal", verdict, claim, text, show, metric=kind.field, interval=now.finish, level=LEVEL,
        at_stake=_stake(look, kind, now), assumption=tr("Even days are assumed."),
    )  # fmt: skip


def _stake(look: Look, kind: Goal, now: Pace) -> float | None:
    """Gross profit between the expected end and the goal."""
    apart = abs(now.goal - now.expected)
    if kind.measure == "gross_return":
        margin = look.total("gross_margin")
        return None if margin is None else apart * margin
    each = look.total("break_even_cac" if kind.measure == "customers" else "break_even_cpl")
    return None if each is None else abs(apart * each)


def budget(look: Look) -> Rule:
    """Are we inside the budget?"""
    yield []
    planned, spent = look.total("goal_spend"), look.total("spend")
    gone, days_left = _gone(look)
    if not planned or spent is None or gone is None:
        return []
    show = Show(look.view, (), "budget_pace", "goals")
    projected = spent / gone
    values = {"spent": look.money(spent), "budget": look.money(planned), "end": look.money(projected),
              "days": look.days_text(days_left)}  # fmt: skip
    if gone < LEAST_GONE:
        return [Finding(
            "budget", "unclear", tr("Cannot tell yet whether the budget will do."),
            tr("{spent} of {budget} are spent: a fifth of the period must be gone to tell.", **values), show,
            metric="goal_spend", at_stake=abs(projected - planned),
        )]  # fmt: skip
    if BUDGET_FROM <= projected / planned <= BUDGET_TO:
        return []
    over = projected > planned
    if gone < 1.0:
        claim = tr("The budget will be overspent.") if over else tr("The budget will not be used up.")
        text = tr("{spent} of {budget} are spent; at this pace it will be {end}.", **values)
    else:
        claim = tr("The budget was overspent.") if over else tr("The budget was not used up.")
        text = tr("{spent} of {budget} were spent.", **values)
    return [Finding(
        "budget", "bad", claim, text, show, metric="goal_spend", at_stake=abs(projected - planned),
        assumption=tr("Even days are assumed.") if gone < 1.0 else "",
    )]  # fmt: skip

