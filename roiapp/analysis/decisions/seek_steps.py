"""What is done with the answer of a goal seek: one step that writes it into the worksheet, or one that keeps it as a
scenario with its reasons."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from roiapp.core.edits import Edit, EditError, Group, SetCells, leaves
from roiapp.core.record_tables import STEPS
from roiapp.core.scenario_edits import added, changed, free_name
from roiapp.core.scenario_typing import in_scenario
from roiapp.core.scenarios import BASE, Change
from roiapp.core.steps_taken import noting
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from datetime import date

    from roiapp.analysis.decisions.goal_seek import Answer
    from roiapp.core.number_format import NumberFormat
    from roiapp.core.results import Figures
    from roiapp.core.scenario_view import ScenarioView
    from roiapp.core.worksheet import Worksheet

_WRITTEN: Final = mark("Goal seek")
_KEPT: Final = mark("Keep a goal seek as a scenario")


def written(answer: Answer, under: ScenarioView | None = None) -> Edit:
    """The step that writes the answer into the worksheet, with what moves along; of figures under a scenario into that.
    Raises `EditError`."""
    assert answer.edit is not None
    step = Group(tuple(leaves(answer.edit)), _WRITTEN)
    return step if under is None else in_scenario(under.base.worksheet, under.base.catalog, under.key, step)


def can_be_scenario(answer: Answer) -> bool:
    """Whether it is of cells of channels, which is all that a scenario changes."""
    return answer.edit is not None and all(isinstance(part, SetCells) for part in leaves(answer.edit))


def as_scenario(sheet: Worksheet, answer: Answer, name: str, note: str, on: int = BASE) -> Edit:
    """The step that keeps it as a scenario on the worksheet, or on the scenario whose figures these are: every moved
    cell set to what it would be. Raises `EditError`."""
    if answer.edit is None or not can_be_scenario(answer):
        raise EditError(tr("It is typed for all channels together, which a scenario does not change. Write it into the "
                           "worksheet instead."))  # fmt: skip
    first, key = added(sheet, name, on, note)
    then = replace(sheet, records=dict(sheet.records))
    first.apply(then)
    changes = []
    for part in leaves(answer.edit):
        assert isinstance(part, SetCells)
        for period, channel, value in zip(
            part.periods.tolist(), part.channels.tolist(), part.values.tolist(), strict=True
        ):
            changes.append(Change(
                key, "set", part.field, None if math.isnan(value) else value,
                channel=sheet.keys[channel], period=sheet.periods[period].key,
            ))  # fmt: skip
    return changed(then, key, changes, _KEPT)


def noted(figures: Figures, answer: Answer, edit: Edit, day: date, write: NumberFormat) -> Edit:
    """The same step, which also notes as a step taken what is changed on this day, and what is expected of it."""
    goal, sheet = answer.goal, figures.worksheet
    field = figures.catalog.record(goal.by)
    values = {"now": write.text(answer.now, field.unit), "then": write.text(answer.answer, field.unit)}
    row = STEPS.row(
        date=day, channel=None if goal.channel is None else sheet.keys[goal.channel], metric=goal.metric,
        change=tr("{field}: {now} → {then}", field=tr(field.header), **values),
        expected=write.edit_text(goal.target, figures.catalog.record(goal.metric).unit),
    )  # fmt: skip
    title = edit.name if isinstance(edit, Group) else ""
    return Group((*leaves(edit), noting(sheet, row)), title)


def scenario_name(figures: Figures, answer: Answer, write: NumberFormat) -> str:
    """What the scenario is called: the goal, with a number behind it where there is one of that name."""
    goal, sheet = answer.goal, figures.worksheet
    record, field = figures.catalog.record(goal.metric), figures.catalog.record(goal.by)
    words = {
        "metric": tr(record.header), "target": write.text(goal.target, record.unit), "field": tr(field.header)
    }  # fmt: skip
    if goal.channel is None:
        name = tr("{metric} {target} by {field}", **words)
    else:
        name = tr("{channel}: {metric} {target} by {field}", channel=sheet.names[goal.channel], **words)
    return free_name(sheet, name)
