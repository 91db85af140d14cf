"""Did what we changed work? Each step that was noted, judged by the one figure it was meant for, before and after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.analysis.change import LENGTH_TOLERANCE, adds_up
from roiapp.analysis.comparisons import enough, expected_counts, expected_table
from roiapp.analysis.findings.family import Comparison
from roiapp.analysis.findings.finding import Finding, Show, Verdict
from roiapp.analysis.findings.kinds import more_text
from roiapp.analysis.findings.noted_figures import (
    Measure,
    Side,
    days_of,
    follows_sales,
    known,
    left_out,
    measure_of,
    others,
    sides,
    worse_if_higher,
)
from roiapp.analysis.ranges import step_lags
from roiapp.analysis.sample_size import needed_for_difference
from roiapp.core import formula
from roiapp.core.periods import by_date
from roiapp.core.steps_taken import StepTaken, expected_figure, steps_taken
from roiapp.core.units import COUNT, SHARE
from roiapp.core.what_counts import redefined_text
from roiapp.language import apart, date_text, dates_beside, tr

if TYPE_CHECKING:
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.rule import Rule

LEVEL: Final = 0.95
"""A step was named beforehand: a decision by itself."""


def step(look: Look) -> Rule:
    """Did what we changed work? As many periods after as before, all closed, the sales cycle between."""
    yield []
    return [found for noted in steps_taken(look.sheet) if (found := judged(look, noted)) is not None]


class Judged(NamedTuple):
    """What is found of one step. `before` and `since` are its figure, `expected` what it was expected to be, None where
    that is not known or not a figure; `came` what part of the way there it came; `slight`: there is a difference, and
    practically none."""

    finding: Finding
    before: float | None = None
    since: float | None = None
    expected: float | None = None
    came: float | None = None
    slight: bool = False


def judged(look: Look, noted: StepTaken) -> Finding | None:
    """What is found of one step; None where its figure is gone."""
    found = judgement(look, noted)
    return None if found is None else found.finding


def judgement(look: Look, noted: StepTaken) -> Judged | None:
    """The same with its figures."""
    if noted.metric not in look.catalog.metric and noted.metric not in look.catalog.field:
        return None
    return _judged(look, noted, measure_of(look, noted.metric))


def _periods(look: Look, noted: StepTaken, measure: Measure) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The closed periods before the step and after it in which it can be judged; the one in which it was taken is
    neither, and what was under way then has to be over."""
    wait = 0.0
    if step_lags(look.figures, noted.metric) or follows_sales(look.catalog, measure):
        wait = look.total("sales_cycle_days") or 0.0
    ready = noted.day + timedelta(days=round(wait))
    dated = [i for i in by_date(look.sheet.periods, range(len(look.sheet.periods))) if look.sheet.periods[i].days]
    there = [i for i in dated if look.closed(i) and known(look, measure, noted.channel, i)]
    closed = [(i, look.sheet.periods[i]) for i in there]
    before = [i for i, period in closed if period.end and period.end < noted.day]
    after = [i for i, period in closed if period.start and period.start > noted.day and period.start >= ready]
    return tuple(before), tuple(after)


def _as_many(look: Look, figure: str, before: tuple[int, ...], after: tuple[int, ...]) -> int:
    """How many of the last before and of the first after there are, with nothing that counts changed among them."""
    many = min(len(before), len(after))
    while many and look.redefined(figure, before[-many], after[many - 1]):
        many -= 1
    return many


def _what(noted: StepTaken) -> str:
    return apart(noted.change) if noted.change else tr("What you changed")


def _judged(look: Look, noted: StepTaken, measure: Measure) -> Judged:
    what = _what(noted)
    channels = () if noted.channel is None else (noted.channel,)
    before, after = _periods(look, noted, measure)
    many = _as_many(look, noted.metric, before, after)
    plain = Finding(
        "step", "unclear", tr("Cannot tell yet whether it worked: {step}.", step=what), "",
        Show(look.view, channels, noted.metric, "trend"), channels, noted.metric,
    )  # fmt: skip
    if not many:
        text = tr("It was taken on {day}. A closed period before it and one after it, with the sales cycle between, "
                  "are needed.", day=date_text(noted.day, dates_beside(look.format.locale)))  # fmt: skip
        if before and after:
            told = redefined_text(look.redefined(noted.metric, before[-1], after[0]), look.catalog)
            none_alike = tr("No period after the step counts the same as one before it.")
            text = f"{told} {none_alike}"
        return Judged(plain._replace(text=text))
    before, after, figures = _figures(look, noted, measure, before[len(before) - many :], after[:many])
    told = _told(look, noted, measure, figures, (before, after))
    then, now = figures[0].figure, figures[1].figure
    wanted, came, said = _hoped(look, noted, then, now, len(after))
    told = " ".join(filter(None, (told, said)))
    slight = False
    if measure.kind == "none":
        claim = tr("Cannot tell whether it worked: {step}.", step=what)
        finding = plain._replace(claim=claim, text=f"{told} {_no_count(look, noted.metric)}")
    else:
        finding, slight = _called(look, noted, measure, figures, plain._replace(text=told))
    return Judged(finding, then, now, wanted, came, slight)


def _hoped(
    look: Look, noted: StepTaken, then: float | None, now: float | None, periods: int
) -> tuple[float | None, float | None, str]:
    """What was expected as a figure, which part of the way there it came, and both in a sentence. What adds up is
    expected of one period, and compared by their mean."""
    unit = look.catalog.record(noted.metric).unit
    wanted = expected_figure(noted.expected, unit, look.sheet.settings)
    if wanted is None or then is None or now is None:
        return wanted, None, ""
    mean = adds_up(look.catalog, noted.metric)
    if mean:
        then, now = then / periods, now / periods
    values = {"expected": look.format.text(wanted, unit), "now": look.format.text(now, unit)}
    way = wanted - then
    came = (now - then) / way if way else None
    if came is None:
        return wanted, None, ""
    if came >= 1.0:
        said = (tr("{expected} in a period was expected: it came to that, with {now}.", **values) if mean
                else tr("{expected} was expected: it came to that, with {now}.", **values))  # fmt: skip
    elif came <= 0.0:
        said = (tr("{expected} in a period was expected: it came no nearer, with {now}.", **values) if mean
                else tr("{expected} was expected: it came no nearer, with {now}.", **values))  # fmt: skip
    else:
        values["part"] = look.format.text(came, SHARE)
        said = (tr("{expected} in a period was expected: it came {part} of the way, with {now}.", **values) if mean
                else tr("{expected} was expected: it came {part} of the way, with {now}.", **values))  # fmt: skip
    return wanted, came, said


def _figures(
    look: Look, noted: StepTaken, measure: Measure, before: tuple[int, ...], after: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[Side, Side]]:
    """The figure before and after, over the most periods for which there is one: some have no roll-up, and by days it
    takes channels that are known in all of them."""
    while True:
        figures = sides(look, measure, noted.channel, before, after)
        lacks = any(side.figure is None for side in figures) and (measure.by_days or measure.kind == "none")
        if not lacks or len(before) == 1:
            return before, after, figures
        before, after = before[1:], after[:-1]


def _called(
    look: Look, noted: StepTaken, measure: Measure, figures: tuple[Side, Side], plain: Finding
) -> tuple[Finding, bool]:
    """The finding with what came of the comparison, a decision by itself; and whether there is practically none."""
    then, now = figures
    what = _what(noted)
    lags = measure.kind == "counts"
    pair = Comparison("counts" if lags else "rates", now.part, now.exposure, then.part, then.exposure)
    expected = expected_counts(*pair[1:5]) if lags else expected_table(*pair[1:5])
    interval = pair.interval(LEVEL) if now.exposure > 0.0 and then.exposure > 0.0 else None
    even = 1.0 if lags else 0.0
    clear = interval is not None and enough(expected) and (interval.above(even) or interval.below(even))
    taken = tr("Only the number of customers is left to chance; what a sale brings is taken as typed.")
    plain = plain._replace(interval=interval, level=LEVEL, assumption=taken if measure.gain else "")
    if clear and not pair.slight:
        # Of a cost per one the count is compared, of which more is better.
        better = pair.higher == (measure.per_one or not worse_if_higher(look.catalog, noted.metric))
        verdict: Verdict = "good" if better else "bad"
        claim = tr("It worked: {step}.", step=what) if better else tr("It did not work: {step}.", step=what)
        return plain._replace(verdict=verdict, claim=claim), False
    if clear:
        return plain._replace(claim=tr("It made practically no difference: {step}.", step=what)), True
    base = "" if lags or measure.base is None else formula.names(measure.base)[0]
    more = needed_for_difference(*pair[1:5], LEVEL) if base else None
    if more is None:
        return plain, False
    text = " ".join(filter(None, (plain.text, more_text(look, more, base))))
    return plain._replace(text=text, needed=more.needed, needed_of=base), False


def _told(
    look: Look, noted: StepTaken, measure: Measure, figures: tuple[Side, Side],
    periods: tuple[tuple[int, ...], tuple[int, ...]],
) -> str:  # fmt: skip
    """What the figure did, and what it did in the channels that were not touched."""
    record = look.catalog.record(noted.metric)
    before, after = periods

    def write(value: float | None) -> str:
        return look.format.text(value, record.unit)

    sentences = [tr("{figure} was {then} before and is {now} since.", figure=tr(record.label),
                    then=write(figures[0].figure), now=write(figures[1].figure))]  # fmt: skip
    days = days_of(look, before), days_of(look, after)
    if adds_up(look.catalog, noted.metric) and abs(days[1] - days[0]) > LENGTH_TOLERANCE * days[0]:
        values = {"before": look.days_text(days[0]), "after": look.days_text(days[1])}
        sentences.append(
            tr("The periods before have {before} days, those since {after}: compared per day.", **values)
            if measure.by_days
            else tr("The periods before have {before} days, those since {after}.", **values)
        )
    if noted.channel is None and left_out(look, measure, (*before, *after)):
        sentences.append(tr("Only channels with a figure in each of these periods are in it."))
    rest = others(look, measure, noted.channel, before, after)
    if rest is not None:
        sentences.append(tr("In the channels that were not touched it went from {then} to {now}.",
                            then=write(rest[0]), now=write(rest[1])))  # fmt: skip
    return " ".join(sentences)


def _no_count(look: Look, figure: str) -> str:
    """Why nothing is called."""
    record = look.catalog.record(figure)
    if record.unit is COUNT:
        return tr("{figure} is not counted anew in each period: how far chance alone would move it cannot be told.",
                  figure=tr(record.label))  # fmt: skip
    return tr("{figure} is no count: how far chance alone would move it cannot be told.", figure=tr(record.label))
