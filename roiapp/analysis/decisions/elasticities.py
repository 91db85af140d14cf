"""A scenario under other elasticities than its own: how far what is assumed decides what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roiapp.analysis.decisions.allocation import LEAST_ELASTICITY, MOST_ELASTICITY
from roiapp.core.calculator import Calculator
from roiapp.core.scenario_edits import scenarios_of
from roiapp.core.scenarios import Scenario, under

if TYPE_CHECKING:
    from roiapp.core.periods import View
    from roiapp.core.results import Figures
    from roiapp.core.scenario_view import ScenarioView


def responds(looked_at: ScenarioView) -> bool:
    """Whether anything follows the spend in the scenario, or in one that it lies on."""
    keys = {each.key for each in looked_at.scenarios} | {looked_at.key}
    return any(each.kind == "respond" and each.scenario in keys for each in looked_at.all_changes())


def at_elasticity(looked_at: ScenarioView, view: View, elasticity: float) -> Figures:
    """The figures of a view as they would be with this elasticity in place of those of the scenario."""
    base, key = looked_at.base, looked_at.key
    changes = [each._replace(value=elasticity) if each.kind == "respond" else each for each in looked_at.all_changes()]
    scenarios = scenarios_of(base.worksheet)
    if all(each.key != key for each in scenarios):
        scenarios = (*scenarios, Scenario(key, ""))
    found = under(base.worksheet, base.catalog, scenarios, changes, key)
    return Calculator(found.worksheet, base.catalog, base.as_of).figures(view)


def band(looked_at: ScenarioView, view: View) -> tuple[Figures, Figures]:
    """The figures at the ends of the range that is assumed, from 0.5 to 0.9."""
    return at_elasticity(looked_at, view, LEAST_ELASTICITY), at_elasticity(looked_at, view, MOST_ELASTICITY)
