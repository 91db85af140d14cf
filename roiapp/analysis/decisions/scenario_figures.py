"""What each scenario of a document comes to, beside the base case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.core.calculator import Calculator
from roiapp.core.scenario_edits import in_tree, outcome
from roiapp.core.scenarios import BASE

if TYPE_CHECKING:
    from roiapp.core.periods import View

_FIGURES: Final = ("leads", "customers", "gross_profit")


class Case(NamedTuple):
    """The base case (`key` `BASE`, no name) or a scenario, with its note and its totals in the order of the ids asked
    for; None where one is not known."""

    key: int
    name: str
    note: str
    values: tuple[float | None, ...]


def compared_ids(calculator: Calculator) -> tuple[str, ...]:
    """What scenarios are compared by: cost, leads, customers, gross profit, and the document's headline ROI."""
    used = calculator.worksheet.columns
    cost = "spend" if {"fees", "hours"}.isdisjoint(used) else "total_cost"
    return (cost, *_FIGURES, calculator.worksheet.settings.headline)


def cases(base: Calculator, view: View) -> list[Case]:
    """The base case and every scenario, as a tree's lines, in the totals of a view. `base` has the figures as typed."""
    ids = compared_ids(base)
    found = [Case(BASE, "", "", _totals(base, view, ids))]
    for _depth, each in in_tree(base.worksheet):
        sheet = outcome(base.worksheet, base.catalog, each.key).worksheet
        totals = _totals(Calculator(sheet, base.catalog, base.as_of), view, ids)
        found.append(Case(each.key, each.name, each.note, totals))
    return found


def _totals(calculator: Calculator, view: View, ids: tuple[str, ...]) -> tuple[float | None, ...]:
    figures = calculator.figures(view)
    return tuple(figures.total_figure(id_) for id_ in ids)
