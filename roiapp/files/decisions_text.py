"""What a goal seek and a budget found, for people to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.files.aligned_text import aligned
from roiapp.language import list_text, tr

if TYPE_CHECKING:
    from roiapp.analysis.decisions.allocation import Allocation
    from roiapp.analysis.decisions.goal_seek import Answer
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures


def seek_text(figures: Figures, answer: Answer, channels: Mapping[str, float], write: NumberFormat) -> str:
    """The answer as a sentence, with a table where it is of several channels; or the reason why there is none."""
    return "\n".join(_seek_lines(figures, answer, channels, write))


def _seek_lines(figures: Figures, answer: Answer, channels: Mapping[str, float], write: NumberFormat) -> Iterator[str]:
    catalog, goal, names = figures.catalog, answer.goal, figures.worksheet.names
    metric, by = catalog.record(goal.metric), catalog.record(goal.by)
    if answer.answer is None:
        yield answer.reason
        if answer.offers:
            yield tr("Add: {flags}", flags=" | ".join(f"--hold {id_}" for id_ in answer.offers))
        if answer.together:
            yield tr("Add: {flags}", flags="--hold " + " ".join(answer.together))
        return
    said = {
        "field": tr(by.label), "metric": tr(metric.label),
        "now": write.text(answer.now, by.unit), "then": write.text(answer.answer, by.unit),
        "before": write.text(answer.before, metric.unit), "achieved": write.text(answer.achieved, metric.unit),
    }  # fmt: skip
    if goal.channel is None:
        yield tr("{field} of all channels {then} instead of {now}: {metric} {achieved} instead of {before}.", **said)
        if len(channels) > 1:
            yield ""
            rows = [[tr("Channel"), tr("Today"), tr("Then")]]
            for name, value in channels.items():
                today = figures.value(by.id, names.index(name))
                rows.append([name, write.text(today, by.unit), write.text(value, by.unit)])
            yield from aligned([*rows, [tr("Total"), said["now"], said["then"]]])
    else:
        yield tr("{field} of {channel} {then} instead of {now}: {metric} {achieved} instead of {before}.",
                 channel=names[goal.channel], **said)  # fmt: skip
    if goal.held:
        yield tr("Held as it is: {rates}.", rates=list_text([tr(catalog.record(id_).label) for id_ in goal.held]))
    if answer.clipped:
        clipped = list_text(list(dict.fromkeys(names[channel] for _period, channel in answer.clipped)))
        yield tr("Kept at the most that {field} can be: {channels}.", field=tr(by.label), channels=clipped)


def allocation_text(figures: Figures, found: Allocation, write: NumberFormat) -> str:
    """The split as a table, what it is worth and what was assumed."""
    return "\n".join(_allocation_lines(figures, found, write))


def _allocation_lines(figures: Figures, found: Allocation, write: NumberFormat) -> Iterator[str]:
    catalog, names = figures.catalog, figures.worksheet.names
    goal, spend = catalog.record(found.goal), catalog.field["spend"]
    number = catalog.field["elasticity"].unit
    rows = [[tr("Channel"), tr("Spend today"), tr("Spend then"), tr("Change"), tr(goal.header)]]
    for each in found.shares:
        change = None if each.spend is None or each.then is None else each.then - each.spend
        row = [write.text(each.spend, spend.unit), write.text(each.then, spend.unit), write.change(change, spend.unit)]
        rows.append([names[each.channel], *row, write.text(each.would, goal.unit)])
    today = sum(each.spend for each in found.shares if each.spend is not None)
    total = [write.text(today, spend.unit), write.text(found.total, spend.unit)]
    total += [write.change(found.total - today, spend.unit), write.text(found.after, goal.unit)]
    rows.append([tr("Total"), *total])
    yield from aligned(rows)
    yield ""
    words = {
        "goal": tr(goal.header),
        "before": write.text(found.before, goal.unit), "after": write.text(found.after, goal.unit),
        "low": write.change(found.gains[0], goal.unit), "high": write.change(found.gains[1], goal.unit),
        "elasticity": write.text(found.elasticity, number), "least": write.text(LEAST_ELASTICITY, number),
        "most": write.text(MOST_ELASTICITY, number),
    }  # fmt: skip
    yield tr("{goal}: {before} today, {after} then, if what a channel brings follows its spend with an elasticity of "
             "{elasticity}: an assumption.", **words)  # fmt: skip
    yield tr("With an elasticity from {least} to {most} the change is between {low} and {high}.", **words)
    if not found.worth_moving:
        yield tr("Not worth moving: the gain is small, or there is none if the assumption is a little off.")
    for each in found.shares:
        if each.held:
            yield tr("{channel} stays as it is. {why}", channel=names[each.channel], why=each.held)
