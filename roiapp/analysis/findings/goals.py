"""Goals and budget of a period that is still open: what the days gone say of its end."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.statistics import Interval, goal_projection
from roiapp.core.evaluation import exact_sum
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
    """Where a goal stands: `so_far` of `goal` when `gone` (0 to 1) of its days are over. `came` are those counted,
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

    @property
    def reached(self) -> bool:
        return self.so_far >= self.goal

    @property
    def over(self) -> bool:
        """Whether its days are over: then nothing more can come."""
        return self.gone >= 1.0

    @property
    def verdict(self) -> Verdict:
        """Whether the goal will be reached; what is over or reached already needs no range."""
        if self.reached:
            return "good"
        if self.over:
            return "bad"
        if self.finish is not None and self.finish.low is not None and self.finish.low >= self.goal:
            return "good"
        return "bad" if self.finish is not None and self.finish.below(self.goal) else "unclear"


class Goal(NamedTuple):
    """One kind of goal: its field, what is measured, the count that chance moves, and what is said of it."""

    field: str
    measure: str
    counted: str
    metric: str
    done: str
    reached: str
    missed: str
    unclear: str


GOALS: Final = {goal.field: goal for goal in (
    Goal("goal_revenue", "gross_return", "customers", "goal_pace", mark("The revenue goal is reached."),
         mark("The revenue goal will be reached."),
         mark("The revenue goal will be missed."), mark("Cannot tell yet whether the revenue goal will be reached.")),
    Goal("goal_customers", "customers", "customers", "customer_pace", mark("The goal for customers is reached."),
         mark("The goal for customers will be reached."),
         mark("The goal for customers will be missed."),
         mark("Cannot tell yet whether the goal for customers will be reached.")),
    Goal("goal_leads", "leads", "leads", "lead_pace", mark("The goal for leads is reached."),
         mark("The goal for leads will be reached."),
         mark("The goal for leads will be missed."),
         mark("Cannot tell yet whether the goal for leads will be reached.")),
)}  # fmt: skip


def pace(look: Look, goal: Goal) -> Pace | None:
    """Where a goal of the view stands; None where there is no goal or no measure, or before it starts."""
    found = wanted(look, goal.field, goal.measure, goal.counted)
    return None if found is None else _pace(look, goal, *found)


def channel_pace(look: Look, goal: Goal, *channels: int) -> Pace | None:
    """The same of one channel with a goal of its own, or of those of several that have one."""
    if goal.field not in look.sheet.columns:
        return None
    periods: dict[int, None] = {}
    goal_sum, sums = 0.0, [0.0, 0.0]
    for period in look.view.periods:
        for channel in channels:
            own = float(look.column(period, goal.field)[channel])
            known = [float(look.column(period, id_)[channel]) for id_ in (goal.measure, goal.counted)]
            if not any(map(math.isnan, (own, *known))):
                periods[period] = None
                goal_sum += own
                sums = [so_far + value for so_far, value in zip(sums, known, strict=True)]
    return _pace(look, goal, tuple(periods), goal_sum, sums) if goal_sum > 0.0 else None


def _pace(look: Look, goal: Goal, periods: tuple[int, ...], goal_sum: float, sums: list[float]) -> Pace | None:
    so_far, count = sums
    gone, days_left = _gone(look, periods)
    if gone is None:
        return None
    each = 1.0 if goal.measure == goal.counted else so_far / count if count else 0.0
    finish = None
    if LEAST_GONE <= gone < 1.0 and count >= LEAST_COUNT and each > 0.0:
        ends = goal_projection(count, gone, LEVEL)
        if ends is not None and ends.low is not None and ends.high is not None:
            finish = Interval(ends.low * each, ends.high * each, LEVEL)
    per_day = max(0.0, goal_sum - so_far) / days_left if days_left else None
    return Pace(goal_sum, so_far, count, each, gone, finish, so_far / gone, days_left, per_day)


def wanted(look: Look, field: str, *measures: str) -> tuple[tuple[int, ...], float, list[float]] | None:
    """The periods of the view that have a goal, the goal, and what it is held against: where it is typed for all
    together, all channels; else the channels that have one. None without a goal or without any figure of it."""
    if field not in look.sheet.columns and field not in look.sheet.totals:
        return None
    periods: list[int] = []
    goal = 0.0
    sums = [0.0] * len(measures)
    some = False
    for period in look.view.periods:
        typed = look.sheet.total_value(field, period)
        own = look.column(period, field)
        rows = np.ones(len(own), dtype=np.bool_) if not math.isnan(typed) else ~np.isnan(own)
        if math.isnan(typed) and not rows.any():
            continue
        periods.append(period)
        columns = [look.column(period, id_) for id_ in measures]
        known = rows & ~np.logical_or.reduce([np.isnan(column) for column in columns])
        # As everywhere, a goal without a figure of its own is no goal missed: both are known or neither counts.
        goal += typed if not math.isnan(typed) else exact_sum(own[known].tolist())
        some = some or bool(known.any())
        sums = [so_far + exact_sum(column[known].tolist()) for so_far, column in zip(sums, columns, strict=True)]
    return (tuple(periods), goal, sums) if some and goal > 0.0 else None


def _gone(look: Look, periods: tuple[int, ...]) -> tuple[float | None, int]:
    """The share of the days of these periods that is over, and how many days are left; None before they start."""
    days, over, left = 0, 0, 0
    for index in periods:
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
    return [each for kind in GOALS.values() if (each := _said(look, kind)) is not None]


def _said(look: Look, kind: Goal) -> Finding | None:
    now = pace(look, kind)
    if now is None or now.over:
        return None
    unit = look.catalog.record(kind.field).unit

    def text_of(value: float) -> str:
        return look.format.text(float(math.floor(value + 0.5)), unit)

    values = {"so_far": text_of(now.so_far), "goal": text_of(now.goal), "days": look.days_text(now.days_left),
              "level": look.share(LEVEL), "per_day": look.format.text(now.per_day or 0.0, unit)}  # fmt: skip
    if now.reached:
        claim, sentences = tr(kind.done), [tr("{so_far} of {goal} so far.", **values)]
    elif now.finish is None or now.finish.low is None or now.finish.high is None:
        claim = tr(kind.unclear)
        sentences = [tr("{so_far} of {goal} so far: a fifth of the period and five of them must be there to tell.",
                        **values)]  # fmt: skip
    else:
        claims = {"good": kind.reached, "bad": kind.missed, "unclear": kind.unclear}
        claim = tr(claims[now.verdict])
        values |= {"low": text_of(now.finish.low), "high": text_of(now.finish.high)}
        sentences = [tr("{so_far} of {goal} so far; the {level} range of the end is {low} to {high}.", **values)]
    if now.per_day:
        sentences.append(
            tr("Each of the {days} days left would have to bring {per_day}.", **values)
            if now.days_left > 1
            else tr("The day left would have to bring {per_day}.", **values)
        )
    return Finding(
        "goal", now.verdict, claim, " ".join(sentences), Show(look.view, (), kind.metric), metric=kind.field,
        interval=now.finish, level=None if now.finish is None else LEVEL, at_stake=_stake(look, kind, now),
        assumption="" if now.reached or now.finish is None else _even(kind),
    )  # fmt: skip


def _even(kind: Goal) -> str:
    if kind.measure == kind.counted:
        return tr("Even days are assumed.")
    return tr("Even days and sales as large as so far are assumed.")


def _stake(look: Look, kind: Goal, now: Pace) -> float | None:
    """Gross profit between the expected end and the goal."""
    apart = abs(now.goal - now.expected)
    if kind.measure == "gross_return":
        margin = look.total("gross_margin")
        return None if margin is None else abs(apart * margin)
    each = look.total("break_even_cac" if kind.measure == "customers" else "break_even_cpl")
    return None if each is None else abs(apart * each)


def budget(look: Look) -> Rule:
    """Are we inside the budget?"""
    yield []
    found = wanted(look, "goal_spend", "spend")
    if found is None:
        return []
    periods, planned, (spent,) = found
    gone, days_left = _gone(look, periods)
    if gone is None:
        return []
    projected = spent / gone
    values = {"spent": look.money(spent), "budget": look.money(planned), "end": look.money(projected)}
    over = projected > planned
    even = tr("Even days are assumed.")
    verdict: Verdict = "bad"
    if spent > BUDGET_TO * planned or gone >= 1.0:  # whatever is still to come
        even = ""
        over = spent > planned
        if BUDGET_FROM <= spent / planned <= BUDGET_TO:
            return []
        claim = tr("The budget was overspent.") if over else tr("The budget was not used up.")
        text = tr("{spent} of {budget} were spent.", **values)
    elif gone < LEAST_GONE:
        verdict, even = "unclear", ""
        claim = tr("Cannot tell yet whether the budget will do.")
        text = tr("{spent} of {budget} are spent: a fifth of the period must be gone to tell.", **values)
    elif BUDGET_FROM <= projected / planned <= BUDGET_TO:
        return []
    else:
        claim = tr("The budget will be overspent.") if over else tr("The budget will not be used up.")
        text = tr("{spent} of {budget} are spent; at this pace it will be {end}.", **values)
    return [Finding(
        "budget", verdict, claim, text, Show(look.view, (), "budget_pace"), metric="goal_spend",
        at_stake=abs((spent if not days_left else projected) - planned), assumption=even,
    )]  # fmt: skip
