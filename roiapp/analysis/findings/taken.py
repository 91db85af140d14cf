"""Did what we changed work? Each step that was noted, judged by the one figure it was meant for, before and after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from roiapp.analysis.comparisons import enough, expected_counts, expected_table
from roiapp.analysis.findings.family import Comparison
from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.findings.kinds import more_text
from roiapp.analysis.range_rules import CostRule, RateRule, rule_of
from roiapp.analysis.ranges import step_lags
from roiapp.analysis.sample_size import needed_for_difference
from roiapp.core.formula import Name
from roiapp.core.periods import by_date
from roiapp.core.record_tables import STEPS
from roiapp.core.what_counts import redefined_text
from roiapp.language import apart, date_text, tr

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule
    from roiapp.core.record_tables import Record
    from roiapp.core.units import Unit

LEVEL: Final = 0.95
"""A step was named beforehand: a decision by itself."""


class _Step(NamedTuple):
    """A step as noted: its day, the channel (None: all), the figure and what was changed."""

    day: date
    channel: int | None
    metric: str
    change: str


class _Parts(NamedTuple):
    """What a figure is counted by: how many of `part` to `base`; `costs`: the base is money, and less of it per one is
    the better."""

    part: str
    base: str
    costs: bool


def step(look: Look) -> Rule:
    """Did what we changed work? As many periods after as before, all closed, the sales cycle between."""
    yield []
    found: list[Finding] = []
    for row in look.sheet.records.get(STEPS.id, ()):
        noted = _noted(look, row)
        parts = None if noted is None else _parts(look, noted.metric)
        if noted is not None and parts is not None:
            found.append(_judged(look, noted, parts))
    return found


def _noted(look: Look, row: Record) -> _Step | None:
    day, key, metric, change = (row[STEPS.place(id_)] for id_ in ("date", "channel", "metric", "change"))
    keys = list(look.sheet.keys)
    if not isinstance(day, date) or not isinstance(metric, str) or (key is not None and key not in keys):
        return None
    return _Step(day, None if key is None else keys.index(int(str(key))), metric, str(change or ""))


def _parts(look: Look, metric: str) -> _Parts | None:
    """Of a rate its two counts, of a cost per one the count and the cost; None for every other figure."""
    if metric not in look.catalog.metric:
        return None
    match rule_of(look.catalog, metric):
        case RateRule(Name(count), Name(base)):
            return _Parts(count, base, costs=False)
        case CostRule(Name(cost), Name(count)):
            return _Parts(count, cost, costs=True)
    return None


def _periods(look: Look, noted: _Step, parts: _Parts) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The closed periods before the step and after it in which its base is known; the one in which it was taken is
    neither, and what was under way then has to be over."""
    wait = 0.0
    if (not parts.costs and step_lags(look.figures, noted.metric)) or parts.part == "customers":
        wait = look.total("sales_cycle_days") or 0.0
    ready = noted.day + timedelta(days=round(wait))
    dated = [i for i in by_date(look.sheet.periods, range(len(look.sheet.periods))) if look.sheet.periods[i].days]
    known = [i for i in dated if look.closed(i) and _counted(look, noted.channel, parts, (i,))[1]]
    closed = [(i, look.sheet.periods[i]) for i in known]
    before = [i for i, period in closed if period.end and period.end < noted.day]
    after = [i for i, period in closed if period.start and period.start > noted.day and period.start >= ready]
    return tuple(before), tuple(after)


def _as_many(look: Look, metric: str, before: tuple[int, ...], after: tuple[int, ...]) -> int:
    """How many of the last before and of the first after there are, with nothing that counts changed among them."""
    many = min(len(before), len(after))
    while many and look.redefined(metric, before[-many], after[many - 1]):
        many -= 1
    return many


def _judged(look: Look, noted: _Step, parts: _Parts) -> Finding:
    what = apart(noted.change) if noted.change else tr("What you changed")
    label = tr(look.catalog.record(noted.metric).label)
    day = date_text(noted.day, look.format.locale)
    channels = () if noted.channel is None else (noted.channel,)
    before, after = _periods(look, noted, parts)
    many = _as_many(look, noted.metric, before, after)
    show = Show(look.view, channels, noted.metric, "trend")
    if not many:
        text = tr("It was taken on {day}. A closed period before it and one after it, with the sales cycle between, "
                  "are needed.", day=day)  # fmt: skip
        if before and after:
            told = redefined_text(look.redefined(noted.metric, before[-1], after[0]), look.catalog)
            text = f"{told} {tr('No period after the step counts the same as one before it.')}"
        return Finding(
            "step", "unclear", tr("Cannot tell yet whether it worked: {step}.", step=what), text, show, channels,
            noted.metric,
        )  # fmt: skip
    before, after = before[len(before) - many :], after[:many]
    then, now = (_counted(look, noted.channel, parts, periods) for periods in (before, after))
    lags = parts.costs or step_lags(look.figures, noted.metric)
    pair = Comparison("counts" if lags else "rates", *now, *then)
    expected = expected_counts(*pair[1:5]) if lags else expected_table(*pair[1:5])
    interval = pair.interval(LEVEL) if now[1] > 0.0 and then[1] > 0.0 else None
    even = 1.0 if lags else 0.0
    clear = interval is not None and enough(expected) and (interval.above(even) or interval.below(even))
    unit = look.catalog.record(noted.metric).unit
    figures = tr("{figure} was {then} before and is {now} since.", figure=label, then=_figure(look, parts, then, unit),
                 now=_figure(look, parts, now, unit))  # fmt: skip
    sentences = [figures, _untouched(look, noted, parts, before, after, unit)]
    if clear and not pair.slight:
        better = pair.higher == (parts.costs or look.catalog.metric[noted.metric].better != "down")
        verdict: Verdict = "good" if better else "bad"
        claim = tr("It worked: {step}.", step=what) if better else tr("It did not work: {step}.", step=what)
        return Finding(
            "step", verdict, claim, " ".join(filter(None, sentences)), show, channels, noted.metric, interval, LEVEL
        )
    if clear:
        return Finding(
            "step", "unclear", tr("It made practically no difference: {step}.", step=what),
            " ".join(filter(None, sentences)), show, channels, noted.metric, interval, LEVEL,
        )  # fmt: skip
    more = None if lags else needed_for_difference(*pair[1:5], LEVEL)
    needed = more.needed if more is not None else None
    if not lags:
        sentences.append(more_text(look, more, parts.base))
    return Finding(
        "step", "unclear", tr("Cannot tell yet whether it worked: {step}.", step=what),
        " ".join(filter(None, sentences)), show, channels, noted.metric, interval, LEVEL, needed,
        parts.base if needed is not None else "",
    )  # fmt: skip


def _counted(look: Look, channel: int | None, parts: _Parts, periods: tuple[int, ...]) -> tuple[float, float]:
    """The count and its base over these periods, of one channel or of all."""
    sums = look.sums(parts.base, parts.part, periods=periods)
    over = sums.over() if channel is None else sums.over(np.array([channel], dtype=np.intp))
    return over[parts.part], over[parts.base]


def _figure(look: Look, parts: _Parts, counted: tuple[float, float], unit: Unit) -> str:
    count, base = counted
    if parts.costs:
        return look.format.text(base / count if count else None, unit)
    return look.format.text(count / base if base else None, unit)


def _untouched(
    look: Look, noted: _Step, parts: _Parts, before: tuple[int, ...], after: tuple[int, ...], unit: Unit
) -> str:
    """What the same figure did in all other channels meanwhile; nothing where the step was for all."""
    if noted.channel is None or len(look.names) < 2:
        return ""
    rest = np.array([i for i in range(len(look.names)) if i != noted.channel], dtype=np.intp)
    sums = [look.sums(parts.base, parts.part, periods=periods).over(rest) for periods in (before, after)]
    then, now = ((each[parts.part], each[parts.base]) for each in sums)
    if not (then[0] and then[1] and now[0] and now[1]):
        return ""
    return tr("In the channels that were not touched it went from {then} to {now}.",
              then=_figure(look, parts, then, unit), now=_figure(look, parts, now, unit))  # fmt: skip
