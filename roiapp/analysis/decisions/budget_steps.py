"""What is done with a better split: one step that writes the spend into the worksheet, or one that keeps it as a
scenario in which the results follow the spend as it was assumed."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from roiapp.analysis.decisions.best_split import Response, in_cents
from roiapp.core.calculator import Calculator
from roiapp.core.edits import Edit, Group, SetCells
from roiapp.core.scenario_edits import added, changed, free_name
from roiapp.core.scenarios import BASE, Change, Scenario, under
from roiapp.language import mark, tr

if TYPE_CHECKING:
    from roiapp.analysis.decisions.allocation import Allocation
    from roiapp.core.results import Figures

_WRITTEN: Final = mark("Move a budget")
_KEPT: Final = mark("Keep a budget as a scenario")
#: changes below this are none
_HALF_A_CENT: Final = 0.005

Cell = tuple[int, int, float]  # period, channel, spend


def moves(found: Allocation) -> list[int]:
    """The channels whose spend changes."""
    return [each.channel for each in found.shares if abs(each.change or 0.0) >= _HALF_A_CENT and not each.held]


def spends(figures: Figures, found: Allocation, *, in_whole_cents: bool) -> list[Cell]:
    """What is spent then in every period of the view, of the channels whose spend changes: each period keeps its part
    of the channel's spend. In whole cents, as money is paid, or exactly, so that results follow as they were worked
    out."""
    cells: list[Cell] = []
    for channel in moves(found):
        then = found.shares[channel].then
        assert then is not None
        now = {period: figures.calculator.value(period, "spend", channel) for period in figures.view.periods}
        now = {period: amount for period, amount in now.items() if amount > 0.0}
        whole = math.fsum(now.values())
        amounts = [then * (amount / whole) for amount in now.values()]
        if in_whole_cents:
            amounts = in_cents([Response(1.0, 1.0)] * len(amounts), amounts, then)
        cells += [(period, channel, amount) for period, amount in zip(now, amounts, strict=True)]
    return cells


def written(figures: Figures, found: Allocation) -> Edit:
    """The step that writes the spend into the worksheet, and nothing else."""
    return Group((SetCells.many("spend", spends(figures, found, in_whole_cents=True)),), _WRITTEN)


def as_scenario(figures: Figures, found: Allocation, name: str, note: str, on: int = BASE) -> Edit:
    """The step that keeps it as a scenario on the one whose figures these are (its key): spend set, and all that
    follows it responding with the elasticity. Raises `EditError`."""
    sheet = figures.worksheet
    first, key = added(sheet, name, on, note)
    then = replace(sheet, records=dict(sheet.records))
    first.apply(then)
    return changed(then, key, _changes(figures, found, key), _KEPT)


def _changes(figures: Figures, found: Allocation, key: int) -> list[Change]:
    sheet = figures.worksheet
    changes = [
        Change(key, "set", "spend", amount, channel=sheet.keys[channel], period=sheet.periods[period].key)
        for period, channel, amount in spends(figures, found, in_whole_cents=False)
    ]
    return [*changes, Change(key, "respond", value=found.elasticity)]


def comes_to(figures: Figures, found: Allocation) -> float:
    """What the scenario makes of the goal, of all channels whose result is known today: other than `found.after` where
    results stand in a period in which nothing was spent, since nothing follows there."""
    if not _unpaid(figures, found):
        return found.after
    alone, changes = Scenario(BASE + 1, ""), _changes(figures, found, BASE + 1)
    sheet = under(figures.worksheet, figures.catalog, [alone], changes, alone.key).worksheet
    then = Calculator(sheet, figures.catalog, figures.calculator.as_of).figures(figures.view)
    values = [then.value(found.goal, each.channel) for each in found.shares if each.brings is not None]
    return math.fsum(value for value in values if value is not None)


def _unpaid(figures: Figures, found: Allocation) -> bool:
    """Whether a channel that is moved has results in a period of the view in which nothing was spent on it."""
    periods, moved = tuple(figures.view.periods), moves(found)
    spend, result = (figures.calculator.columns(periods, id_)[:, moved] for id_ in ("spend", found.goal))
    with np.errstate(invalid="ignore"):
        return bool((~(spend > 0.0) & ~np.isnan(result) & (result != 0.0)).any())


def budget_name(figures: Figures, found: Allocation) -> str:
    """What the scenario is called, with a number behind it where there is one of that name."""
    goal = tr(figures.catalog.record(found.goal).header)
    return free_name(figures.worksheet, tr("Budget for the most {goal}", goal=goal))
