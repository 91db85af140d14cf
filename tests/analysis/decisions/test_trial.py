"""What is tried on a copy is what the worksheet would say, though only what is asked for is worked out there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roiapp.analysis.decisions.trial import Trial, narrowed
from roiapp.core.calculator import Calculator
from roiapp.core.catalog import standard
from roiapp.core.edits import SetCells
from roiapp.core.own_figures import OwnMetric, catalog_of
from roiapp.core.periods import all_periods, base_view
from roiapp.core.views import View
from roiapp.core.worksheet import Worksheet
from roiapp.files import templates


def sheets() -> list[Worksheet]:
    total = "sum(gross_return) / sum(leads)"
    own = OwnMetric("return_per_lead", "Return per lead", "roi * gross_return / leads", "money_each", "up", total)
    return [replace(templates.load_sample(), own_metrics=(own,)), templates.load_b2b_sample()]


def views(sheet: Worksheet) -> list[View]:
    return [all_periods(sheet.periods), base_view(sheet.periods, len(sheet.periods) - 1)]


@pytest.mark.parametrize("which", [0, 1])
def test_every_figure_is_that_of_a_worksheet_typed_anew(which: int) -> None:
    """Each metric with the first of its inputs half as much again in two channels, of one and of all channels."""
    sheet = sheets()[which]
    catalog = catalog_of(sheet)
    period = len(sheet.periods) - 1
    base = Calculator(sheet, catalog)
    typed: dict[str, Calculator] = {}
    tried = 0
    for metric in catalog.metrics:
        by = next((id_ for id_ in catalog.inputs(metric.id) if id_ in sheet.columns), None)
        if by is None:
            continue
        column = sheet.columns[by].copy()
        column[period, :2] *= 1.5
        edit = SetCells.many(by, [(period, channel, float(column[period, channel])) for channel in (0, 1)])
        if by not in typed:
            typed[by] = Calculator(replace(sheet, columns={**sheet.columns, by: column}), catalog)
        for view in views(sheet):
            then = Trial(base.figures(view), frozenset((by,)), (metric.id,)).figures(edit)
            anew = typed[by].figures(view)
            for channel in (None, 0, 1, 2):
                expected = anew.figure(metric.id, channel)
                wanted = expected if expected is None else pytest.approx(expected, rel=1e-12)
                assert then.figure(metric.id, channel) == wanted, (metric.id, by, channel)
                tried += expected is not None
    assert tried > 100


def test_only_what_a_figure_is_made_of_is_left() -> None:
    small = narrowed(standard(), frozenset(("cac", "spend")))
    assert {metric.id for metric in small.metrics} == {"cac", "total_cost", "labour_cost"}
    assert {field.id for field in small.fields if field.scope == "cell"} >= {"spend", "fees", "hours", "customers"}
    assert "visits" not in small.field
    assert narrowed(standard(), frozenset(("cac", "spend"))) is small
