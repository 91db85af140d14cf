"""Days that are marked on a trend: on which what counts was changed, where lines are broken, and on which a step was
taken that its figure may tell of, where they are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from roiapp.core.steps_taken import StepTaken, steps_taken
from roiapp.core.what_counts import Redefinition, redefined_text
from roiapp.language import apart, current, date_text, tr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from roiapp.analysis.trend_chart import TrendPeriod
    from roiapp.core.catalog import Catalog
    from roiapp.core.results import Figures

#: of the steps marked on a trend so many, the latest, are judged: it is drawn anew with every figure that is typed
MOST_JUDGED: Final = 12


@dataclass(frozen=True, slots=True)
class TrendMark:
    """A day on the axis, placed as periods are; `number` is the first period (its place in the chart) with days from it
    on, `text` what is to be said of it. `step`: a step was taken, in one `channel` or in all (None); else what counts
    was changed."""

    at: float
    number: int
    text: str
    step: bool = False
    channel: int | None = None

    def tells_of(self, channel: int | None) -> bool:
        """Whether it has to do with the line of a channel, or with that of all (None)."""
        return self.channel is None or channel is None or channel == self.channel


def redefined_marks(
    periods: Sequence[TrendPeriod], redefined: Iterable[Redefinition], catalog: Catalog
) -> Iterator[TrendMark]:
    """The changes of what counts between the first and the last day."""
    first = next((period.start for period in periods if period.start), None)
    for change in redefined:
        place = _place(periods, change.day)
        if place is not None and change.day != first:  # on the first day nothing stands before it
            yield TrendMark(*place, redefined_text((change,), catalog))


def step_marks(
    figures: Figures, periods: Sequence[TrendPeriod], metric: str, told: Collection[int], *, judged: bool
) -> Iterator[TrendMark]:
    """The steps taken for a figure that this one is or is made of: those for all channels and for the channels `told`
    apart; where none is, the line of all stands for each of them. `judged`: with what became of it."""
    catalog = figures.catalog
    wanted = [
        (place, step)
        for step in steps_taken(figures.worksheet)
        if step.metric in catalog.made_of[metric]
        and (step.channel is None or not told or step.channel in told)
        and (place := _place(periods, step.day)) is not None
    ]
    if not wanted:
        return
    latest = sorted((step for _, step in wanted), key=lambda step: step.day)[-MOST_JUDGED:]
    claims = _claims(figures, latest) if judged else {}
    for place, step in wanted:
        yield TrendMark(*place, _sentence(figures, step, claims.get(step, "")), step=True, channel=step.channel)


def _place(periods: Sequence[TrendPeriod], day: date) -> tuple[float, int] | None:
    """Where a day stands, and in which period; one in a pause stands where the next period begins. None outside."""
    first = next((period.start for period in periods if period.start), None)
    number = next((n for n, each in enumerate(periods) if each.end and each.end >= day), None)
    if number is None or first is None or day < first:
        return None
    period = periods[number]
    assert period.start is not None
    assert period.end is not None
    into = max((day - period.start).days, 0) - ((period.end - period.start).days + 1) / 2
    return period.at + into, number


def _claims(figures: Figures, steps: Iterable[StepTaken]) -> dict[StepTaken, str]:
    """What the check says of each of these steps that can be judged, in a sentence that names what was changed."""
    from roiapp.analysis.findings.look import Look
    from roiapp.analysis.findings.taken import judged

    matched = figures.calculator.matched
    # Steps are judged by what was typed, as the check does it.
    look = Look(figures if matched is None else matched.typed.figures(figures.view), time_matched=matched is not None)
    found = {each: judged(look, each) for each in steps}
    return {each: finding.claim for each, finding in found.items() if finding is not None}


def _sentence(figures: Figures, step: StepTaken, claim: str) -> str:
    """When, where and for what it was taken; what was changed, or the claim that names it."""
    whose = tr("All channels") if step.channel is None else apart(figures.worksheet.names[step.channel])
    figure = tr(figures.catalog.record(step.metric).label)
    day = date_text(step.day, current())
    if claim or not step.change:
        said = tr("Step taken on {day} ({channel}, {figure}).", day=day, channel=whose, figure=figure)
        return f"{said} {claim}".rstrip()
    change = apart(step.change if step.change.endswith((".", "!", "?", "…")) else f"{step.change}.")
    return tr("Step taken on {day} ({channel}, {figure}): {step}", day=day, channel=whose, figure=figure, step=change)
