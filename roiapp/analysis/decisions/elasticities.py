"""A scenario under other elasticities than its own: how far what is assumed decides what comes of it.

An assumption is looked at from 0.5 to 0.9, at the figures between, too: where one channel falls and another rises a sum
may be lowest between the ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.core.calculator import Calculator
from roiapp.core.scenario_edits import scenarios_of
from roiapp.core.scenarios import Change, Scenario, under

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.scenario_view import ScenarioView

#: where a range over the assumption is looked at
BAND: Final = (LEAST_ELASTICITY, 0.6, 0.7, 0.8, MOST_ELASTICITY)


def assumes(changes: Iterable[Change], keys: Collection[int]) -> bool:
    """Whether anything follows the spend in one of these scenarios."""
    return any(each.kind == "respond" and each.value is not None and each.scenario in keys for each in changes)


def all_at(changes: Iterable[Change], elasticity: float) -> tuple[Change, ...]:
    """The same changes with this elasticity wherever something responds."""
    return tuple(
        each._replace(value=elasticity) if each.kind == "respond" and each.value is not None else each
        for each in changes
    )


def responds(looked_at: ScenarioView) -> bool:
    """Whether anything follows the spend in the scenario, or in one that it lies on."""
    return assumes(looked_at.all_changes(), {each.key for each in looked_at.scenarios} | {looked_at.key})


def at_elasticity(looked_at: ScenarioView, view: View, elasticity: float) -> Figures:
    """The figures of a view as they would be with this elasticity in place of those of the scenario."""
    base, key = looked_at.base, looked_at.key
    scenarios = scenarios_of(base.worksheet)
    if all(each.key != key for each in scenarios):
        scenarios = (*scenarios, Scenario(key, ""))
    found = under(base.worksheet, base.catalog, scenarios, all_at(looked_at.all_changes(), elasticity), key)
    return Calculator(found.worksheet, base.catalog, base.as_of).figures(view)
